"""The section tree of a report: numbered headings of four levels, what they govern and which item they serve."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import attrgetter

from analysis.reading.enumeration import Opening, is_unbroken, openings, start_of
from analysis.reading.han import HAN_CHARACTER
from analysis.reading.headings import CLOSING, Extent, continues, heading_extent, plain_run_in
from analysis.reading.items import (
    OPENING,
    content_item,
    heading_item,
    latest_year,
    plans_by_year,
    subsection_item,
)
from analysis.reading.lines import Line
from analysis.reading.numbering import Mark
from analysis.reading.page import Page, Section, maker
from analysis.reading.unnumbered import columns, unnumbered, wrap_width

# No heading, nor what decides on one, reaches farther than this behind its number.
REACH = 120
NO_HEADING = Extent(0, 0, False)
# What closes a report and is governed by no heading.
CLOSING_WORDS = re.compile(r"[。\s]*(?:[特专]此报告|以上报告.{0,12})[。，！]?\s*")
PADDING = re.compile(r"(?<![!-~])[ \n]+|[ \n]+(?![!-~])|\n+|(?<=\d) (?=\d)")

_section = maker(Section)


def section_tree(page: Page) -> tuple[Section, ...]:
    """Return the sections of a page's body in the order of the text.

    Every heading knows the section it hangs in, whatever levels are skipped between the two. A number that
    opens plain text makes a section with an empty heading; a heading by form has an empty number.
    """
    text, lines = page.view.text, page.lines
    width = wrap_width(lines)
    unbroken = is_unbroken(lines)
    found = openings(text, lines, unbroken)
    if lost := unnumbered(lines, [mark for mark, _ in found], width):
        for line, depth in lost:
            found.append((Mark(line.start, line.start, depth, value=None, number=None, whole=True), line.end))
        found.sort(key=start_of)
    headings = _Headings(text, lines, width, unbroken)
    sections: list[Section] = []
    children: dict[int | None, int] = {}
    latest = 0
    for (mark, stop), (parent, ahead, until) in zip(found, _places(text, found, page.body.end), strict=True):
        start, first, depth, _, number, _ = mark
        extent, heading = headings.delimit(mark, stop, ahead, until)
        length, body, run_in = extent or NO_HEADING
        children[parent] = place = children.get(parent, 0) + 1
        end, body = first + length, first + body
        if parent is None:
            above, identifier, year = None, str(place), latest_year(heading or "")
            item = 4 if plans_by_year(heading or "", year, latest) else heading_item(heading or "")
            if item is None:
                item = content_item(text[end : min(until, end + OPENING)], first=not sections)
            latest = max(latest, year)
        else:
            above, item = sections[parent].section_id, sections[parent].item
            named = heading_item(heading or "") if depth == 1 and item == 1 else None
            item = subsection_item(heading, item) if named is None else named
            identifier = f"{above}.{place}"
        while end > start and text[end - 1] in " \n":
            end -= 1
        closing = CLOSING if extent else " \n"
        while body < until and text[body] in closing:
            body += 1
        body = min(body, until)
        named = (identifier, above, depth, number, heading, run_in, item, start, end, body, until)
        sections.append(_section(named))
    return tuple(sections)


def _places(text: str, found: list[Opening], body_end: int) -> Iterator[tuple[int | None, int, int]]:
    """Return the place of every section's parent, where the next section begins, and where what it governs ends.

    Below 第一部分, headings of the first level begin anew.
    """
    starts = [mark.start for mark, _ in found]
    depths = [mark.depth if mark.depth > 1 or text[mark.start] != "第" else 0 for mark, _ in found]
    parents, untils, stack = [], [body_end] * len(found), []
    for index, depth in enumerate(depths):
        while stack and depths[stack[-1]] >= depth:
            untils[stack.pop()] = starts[index]
        parents.append(stack[-1] if stack else None)
        stack.append(index)
    return zip(parents, [*starts, body_end][1:], untils, strict=True)


class _Headings:
    """How far the headings of a text reach, and what they read."""

    def __init__(self, text: str, lines: Sequence[Line], width: int | None, unbroken: bool) -> None:
        self._text, self._lines, self._width, self._unbroken = text, lines, width, unbroken

    def delimit(self, mark: Mark, end: int, ahead: int, until: int) -> tuple[Extent | None, str | None]:
        """Return the extent of a heading and its words; `end` is the end of its paragraph."""
        text, first, stop = self._text, mark.end, min(end, ahead)
        if not self._unbroken and (extent := plain_run_in(text, first, stop)):
            return extent, text[first : first + extent.end]
        stop = self._end_of_next(first, end, ahead) or stop
        rest = text[first : min(stop, first + REACH)]
        followed = HAN_CHARACTER.search(text, stop, until) and not CLOSING_WORDS.fullmatch(text, stop, until)
        extent = heading_extent(
            rest, followed=bool(followed), formal=mark.depth == 1, unbroken=self._unbroken
        )
        if extent is None:
            return None, None
        heading = rest[: extent.end].strip(" \n")
        padded = " " in heading or "\n" in heading
        return extent, PADDING.sub("", heading) if padded else heading

    def _end_of_next(self, first: int, end: int, ahead: int) -> int | None:
        """Return the end of the line behind `end` when a heading on its own line goes on there."""
        lines = self._lines
        index = bisect_left(lines, end, key=attrgetter("end"))
        if index + 1 >= len(lines) or lines[index].end != end or lines[index + 1].end > ahead:
            return None
        line, below = lines[index], lines[index + 1]
        full = self._width is not None and columns(line.bare) >= self._width - 3
        own = self._text[first : min(end, first + REACH)].replace(" ", "")
        return below.end if continues(own, below.bare, full=full) else None
