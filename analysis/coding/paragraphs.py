"""Rows of table `paragraphs`: the body's paragraphs, each with its main theme.

A paragraph is a run of sentences of one section without a line break, or a run of blanks that stands for one, between
them. A heading on a line of its own belongs to none; a line that holds several headings holds a paragraph below each.

The main theme (:func:`analysis.coding.main_theme.main_theme`) is that of the sentences, and of the heading that runs
into them. Where these decide nothing in the first paragraph below a heading, it is that of the nearest heading above
that has one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from operator import add

from analysis.coding.main_theme import main_theme
from analysis.coding.mentions import Mentions
from analysis.reading.page import Section

Row = Mapping[str, object]
#: The section of what stands in none, and its passage.
NOWHERE = None, -1


def find_paragraphs(
    text: str, sections: Sequence[Section], sentences: Sequence[Row], mentions: Mentions
) -> list[dict[str, object]]:
    """Return the rows of table `paragraphs` for a report, with source offsets, in order of the text.

    Parameters
    ----------
    text : str
        The source text of the report.
    sections : sequence of Section
        Its sections.
    sentences : rows of table `sentences`
        Its sentences.
    mentions : Mentions
        What is coded, by terms that are not weak, in its sentences and then in the headings of its sections.
    """
    passages, coded = mentions.passages, (mentions.themes, mentions.starts, mentions.ends)
    by_id = {
        section.section_id: (section, passage) for passage, section in enumerate(sections, len(sentences))
    }
    starts = mentions.before(len(sentences)).starts

    def heading(passage: int) -> list[Sequence]:
        stretch = slice(bisect_left(passages, passage), bisect_left(passages, passage + 1))
        return [column[stretch] for column in coded]

    rows = []
    section_id = None
    for paragraph in _runs(text, sentences):
        start, end = paragraph[0]["start"], paragraph[-1]["end"]
        stretch = slice(bisect_left(starts, start), bisect_left(starts, end))
        within = [column[stretch] for column in coded]
        section = None
        if paragraph[0]["section_id"] != section_id:
            section_id = paragraph[0]["section_id"]
            section, passage = by_id.get(section_id, NOWHERE)
        if section and section.run_in:
            within = map(add, heading(passage), within)
        theme = main_theme(text, *within)
        while theme is None and section:
            theme = main_theme(text, *heading(passage))
            section, passage = by_id.get(section.parent_id, NOWHERE)
        rows.append(
            {
                "report_id": paragraph[0]["report_id"],
                "section_id": section_id,
                "start": start,
                "end": end,
                "n_han": sum([sentence["n_han"] for sentence in paragraph]),
                "theme": theme,
            }
        )
    return rows


def _runs(text: str, sentences: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """Yield the sentences of each paragraph."""
    first = end = 0
    section_id = None
    for number, sentence in enumerate(sentences):
        start = sentence["start"]
        if sentence["section_id"] != section_id or (start > end and _broken(text[end:start])):
            if number:
                yield sentences[first:number]
            first, section_id = number, sentence["section_id"]
        end = sentence["end"]
    if sentences:
        yield sentences[first:]


def _broken(gap: str) -> bool:
    """Tell whether what lies between two sentences is a line break, or a run of blanks that stands for one."""
    return len(gap) > 1 or gap.strip("\t \xa0\u3000") != ""
