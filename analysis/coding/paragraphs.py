"""Rows of table `paragraphs`: the body's paragraphs, each with its main theme.

A paragraph is a run of sentences of one section without a line break, or a run of blanks that stands for one, between
them. A heading on a line of its own belongs to none; a line that holds several headings holds a paragraph below each.

The main theme (:func:`analysis.coding.main_theme.main_themes`) is that of the sentences, and of the heading that runs
into them. Where these decide nothing in the first paragraph below a heading, it is that of the nearest heading above
that has one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate, islice, pairwise
from typing import NamedTuple

import numpy as np

from analysis.coding.main_theme import main_themes
from analysis.coding.mentions import Coding
from analysis.reading.page import Section
from analysis.reading.report import Report, Row

#: The section of what stands in none, and the stretch that is its heading.
NOWHERE = None, -1


def find_paragraphs(reports: Sequence[Report], codings: Sequence[Coding]) -> list[list[Row]]:
    """Return the rows of table `paragraphs` for each of some reports, with source offsets, in order of the text.

    Parameters
    ----------
    reports : sequence of Report
        One or more.
    codings : sequence of Coding
        What is coded in each with one codebook, by terms that are not weak: in its sentences and then in the headings of
        its sections.
    """
    outlines = []
    stretch = 0
    for report in reports:
        outlines.append(_outline(report, stretch))
        stretch += len(outlines[-1].sizes)
    themes = _themes(reports, codings, outlines)
    return [_rows(one, outline, themes) for one, outline in zip(reports, outlines, strict=True)]


class _Outline(NamedTuple):
    """The stretches of a report: its paragraphs, and then its headings.

    Attributes
    ----------
    first : int
        The number of the first of them among those of all reports.
    sizes : list of int
        How many passages each has.
    begun : list of (Section or None, int)
        By the paragraph: the section that begins with it, and the stretch that is its heading.
    headings : dict of str to (Section, int)
        The same by the ids of the sections.
    """

    first: int
    sizes: list[int]
    begun: list[tuple[Section | None, int]]
    headings: dict[str | None, tuple[Section, int]]


def _outline(report: Report, first: int) -> _Outline:
    """Return the stretches of a report, numbered from `first` on."""
    begins, begun_ids = [], []
    end, section_id = 0, None
    for number, ((_, own_id, _, _), (start, behind, _)) in enumerate(
        zip(report.sentences, report.places, strict=True)
    ):
        if own_id != section_id:
            section_id = own_id
            begins.append(number)
            begun_ids.append(section_id)
        elif not number or (start > end and _broken(report.text[end:start])):
            begins.append(number)
            begun_ids.append(None)
        end = behind
    headings = {
        section.section_id: (section, stretch)
        for stretch, section in enumerate(report.sections, first + len(begins))
    }
    sizes = [behind - begin for begin, behind in pairwise([*begins, len(report.sentences)])]
    begun = [headings.get(section_id, NOWHERE) for section_id in begun_ids]
    return _Outline(first, sizes + [1] * len(report.sections), begun, headings)


def _themes(
    reports: Sequence[Report], codings: Sequence[Coding], outlines: Sequence[_Outline]
) -> dict[int, str]:
    """Return the main theme of each stretch that has one; a heading that runs into a paragraph counts there too."""
    stretch_of = [np.repeat(np.arange(len(one.sizes)), one.sizes) + one.first for one in outlines]
    stretches = [own[coding.passages] for own, coding in zip(stretch_of, codings, strict=True)]
    stretches = np.concatenate(stretches)
    into = np.full(sum(len(one.sizes) for one in outlines), -1)
    for outline in outlines:
        for paragraph, (section, heading) in enumerate(outline.begun, outline.first):
            if section and section.run_in:
                into[heading] = paragraph
    running = np.flatnonzero(into[stretches] >= 0)
    # What stands in headings comes before the rest, as in the text.
    members = np.concatenate([running, np.arange(len(stretches))])
    stretches = np.concatenate([into[stretches[running]], stretches])
    names, themes = codings[0].book.ordered
    columns = [
        (themes[coding.entries], coding.starts, coding.ends, _n_han(report, coding))
        for report, coding in zip(reports, codings, strict=True)
    ]
    themes, *others = (np.concatenate(column)[members] for column in zip(*columns, strict=True))
    decided = main_themes(stretches, themes, *others)
    return {stretch: names[theme] for stretch, theme in decided.items()}


def _n_han(report: Report, coding: Coding) -> np.ndarray:
    """Return how many Han characters each mention matches."""
    before = np.asarray(report.han_before)
    return before[coding.ends] - before[coding.starts]


def _rows(report: Report, outline: _Outline, themes: Mapping[int, str]) -> list[Row]:
    """Return the rows of a report."""
    places = report.places
    n_han = list(accumulate([own for _, _, own in places], initial=0))
    bounds = pairwise(accumulate(outline.sizes, initial=0))
    rows = []
    for number, (begin, behind) in enumerate(islice(bounds, len(outline.begun))):
        section, heading = outline.begun[number]
        theme = themes.get(outline.first + number)
        while theme is None and section:
            theme = themes.get(heading)
            section, heading = outline.headings.get(section.parent_id, NOWHERE)
        rows.append(
            {
                "report_id": report.report_id,
                "section_id": report.sentences[begin].section_id,
                "start": places[begin][0],
                "end": places[behind - 1][1],
                "n_han": n_han[behind] - n_han[begin],
                "theme": theme,
            }
        )
    return rows


def _broken(gap: str) -> bool:
    """Tell whether what lies between two sentences is a line break, or a run of blanks that stands for one."""
    return len(gap) > 1 or gap.strip("\t \xa0\u3000") != ""
