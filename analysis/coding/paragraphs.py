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

from analysis.coding.main_theme import main_theme
from analysis.reading.page import Section

Row = Mapping[str, object]


def find_paragraphs(
    text: str,
    sections: Sequence[Section],
    sentences: Sequence[Row],
    mentions: Sequence[Row],
    headings: Mapping[str, Sequence[Row]],
) -> list[dict[str, object]]:
    """Return the rows of table `paragraphs` for a report, with source offsets, in order of the text.

    Parameters
    ----------
    text : str
        The source text of the report.
    sections : sequence of Section
        Its sections.
    sentences, mentions : rows of the tables `sentences` and `mentions`
        Its sentences, and what is coded in them, in order.
    headings : mapping of str to rows like those of `mentions`
        What is coded in the headings, by the id of the section.
    """
    by_id = {section.section_id: section for section in sections}
    begins = [mention["start"] for mention in mentions]
    rows = []
    section_id = None
    for paragraph in _runs(text, sentences):
        start, end = paragraph[0]["start"], paragraph[-1]["end"]
        within = mentions[bisect_left(begins, start) : bisect_left(begins, end)]
        section = None
        if paragraph[0]["section_id"] != section_id:
            section_id = paragraph[0]["section_id"]
            section = by_id.get(section_id)
        if section and section.run_in:
            within = [*headings[section_id], *within]
        theme = main_theme(text, within)
        while theme is None and section:
            theme = main_theme(text, headings[section.section_id])
            section = by_id.get(section.parent_id)
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
