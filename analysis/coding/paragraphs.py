"""Rows of table `paragraphs`: the body's paragraphs, each with its main theme.

A paragraph is a run of sentences of one section without a line break, or a run of blanks that stands for one, between
them. A heading on a line of its own belongs to none; a line that holds several headings holds a paragraph below each.

The main theme (:func:`analysis.coding.main_theme.main_theme`) is that of the sentences, and of the heading that runs
into them. Where these decide nothing in the first paragraph below a heading, it is that of the nearest heading above
that has one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from analysis.coding.main_theme import main_theme
from analysis.reading.page import Section

Row = Mapping[str, object]


def find_paragraphs(
    text: str,
    sections: Sequence[Section],
    sentences: Sequence[Row],
    mentions: Sequence[Row],
    headings: Sequence[Row],
) -> list[dict[str, object]]:
    """Return the rows of table `paragraphs` for a report, with source offsets, in order of the text.

    Parameters
    ----------
    text : str
        The source text of the report.
    sections : sequence of Section
        Its sections.
    sentences, mentions : rows of the tables `sentences` and `mentions`
        Its sentences in order, and what is coded in them.
    headings : rows like those of `mentions`
        What is coded in the headings; `sentence_id` is the id of the section.
    """
    by_id = {section.section_id: section for section in sections}
    coded, above = _grouped(mentions), _grouped(headings)
    rows = []
    section_id = None
    for paragraph in _runs(text, sentences):
        first, last = paragraph[0], paragraph[-1]
        section = by_id.get(first["section_id"]) if first["section_id"] != section_id else None
        section_id = first["section_id"]
        within = [row for sentence in paragraph for row in coded.get(sentence["sentence_id"], ())]
        if section and section.run_in:
            within = [*above.get(section_id, ()), *within]
        theme = main_theme(text, within)
        while theme is None and section:
            theme = main_theme(text, above.get(section.section_id, ()))
            section = by_id.get(section.parent_id)
        rows.append(
            {
                "report_id": first["report_id"],
                "section_id": section_id,
                "start": first["start"],
                "end": last["end"],
                "n_han": sum(sentence["n_han"] for sentence in paragraph),
                "theme": theme,
            }
        )
    return rows


def _grouped(mentions: Sequence[Row]) -> dict[object, list[Row]]:
    found: dict[object, list[Row]] = {}
    for mention in mentions:
        found.setdefault(mention["sentence_id"], []).append(mention)
    return found


def _runs(text: str, sentences: Sequence[Row]) -> Iterator[list[Row]]:
    """Yield the sentences of each paragraph."""
    run: list[Row] = []
    for sentence in sentences:
        if run and (sentence["section_id"] != run[-1]["section_id"] or _broken(text, run[-1], sentence)):
            yield run
            run = []
        run.append(sentence)
    if run:
        yield run


def _broken(text: str, above: Row, below: Row) -> bool:
    """Tell whether a line break, or a run of blanks that stands for one, lies between two sentences."""
    gap = text[above["end"] : below["start"]]
    return len(gap.strip("\t \xa0\u3000")) > 0 or len(gap) > 1
