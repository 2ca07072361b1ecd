"""The section tree of a report: numbered headings of four levels, what they govern and which item they serve."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from analysis.reading.enumeration import is_unbroken, openings
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
from analysis.reading.page import Page, Section
from analysis.reading.unnumbered import columns, unnumbered, wrap_width

# No heading, nor what decides on one, reaches farther than this behind its number.
REACH = 120
NO_HEADING = Extent(0, 0, False)
PADDING = re.compile(r"(?<![!-~])[ \n]+|[ \n]+(?![!-~])|\n+|(?<=\d) (?=\d)")


@dataclass(slots=True)
class _Draft:
    """A section before it has its place in the tree."""

    depth: int
    number: str | None
    start: int
    text: int
    stop: int
    extent: Extent | None = None
    heading: str | None = None
    parent: int | None = None
    until: int = 0
    item: int = 0


def section_tree(page: Page) -> tuple[Section, ...]:
    """Return the sections of a page's body in the order of the text.

    Every heading knows the section it hangs in, whatever levels are skipped between the two. A number that
    opens plain text makes a section with an empty heading; a heading by form has an empty number.
    """
    text = page.view.text
    lines = page.lines
    width = wrap_width(lines)
    found = openings(text, lines)
    drafts = [_Draft(mark.depth, mark.number, mark.start, mark.end, stop) for mark, stop in found]
    for line, depth in unnumbered(lines, [mark for mark, _ in found], width):
        drafts.append(_Draft(depth, None, line.start, line.start, line.end))
    drafts.sort(key=attrgetter("start"))
    _place(drafts, page.body.end)
    _delimit(drafts, text, lines, width)
    _assign_items(drafts, text)
    return tuple(_sections(drafts, page))


def _place(drafts: list[_Draft], body_end: int) -> None:
    """Give every section its parent and the end of what it governs."""
    stack: list[int] = []
    for index, draft in enumerate(drafts):
        while stack and drafts[stack[-1]].depth >= draft.depth:
            drafts[stack.pop()].until = draft.start
        draft.parent = stack[-1] if stack else None
        stack.append(index)
    for index in stack:
        drafts[index].until = body_end


def _delimit(drafts: list[_Draft], text: str, lines: list[Line], width: int | None) -> None:
    """Find how far each heading reaches, and what it reads."""
    place, last = {line.end: index for index, line in enumerate(lines)}, len(lines) - 1
    unbroken = is_unbroken(lines, numbered=True)
    for draft, following in pairwise([*drafts, None]):
        ahead = following.start if following else draft.until
        first, stop = draft.text, min(draft.stop, ahead)
        if not unbroken and (extent := plain_run_in(text, first, min(stop, first + REACH))):
            draft.extent, draft.heading = extent, text[first : first + extent.end]
            continue
        index = place.get(draft.stop, last)
        if index < last and lines[index + 1].end <= ahead:
            own = text[first : min(draft.stop, first + REACH)].replace(" ", "")
            full = width is not None and columns(lines[index].bare) >= width - 3
            if continues(own, lines[index + 1].bare, full=full):
                stop = lines[index + 1].end
        rest = text[first : min(stop, first + REACH)]
        followed = HAN_CHARACTER.search(text, stop, draft.until) is not None
        extent = heading_extent(rest, followed=followed, formal=draft.depth == 1, unbroken=unbroken)
        draft.extent = extent
        if extent:
            heading = rest[: extent.end].strip(" \n")
            padded = " " in heading or "\n" in heading
            draft.heading = PADDING.sub("", heading) if padded else heading


def _assign_items(drafts: list[_Draft], text: str) -> None:
    """Decide which mandated item each section serves, parents first."""
    first, latest = True, 0
    for draft in drafts:
        heading = draft.heading or ""
        if draft.parent is not None:
            draft.item = subsection_item(heading, drafts[draft.parent].item)
            continue
        item = 4 if plans_by_year(heading, latest) else heading_item(heading)
        if item is None:
            body = draft.text + (draft.extent or NO_HEADING).end
            item = content_item(text[body : min(draft.until, body + OPENING)], first=first)
        first, latest = False, max(latest, latest_year(heading))
        draft.item = item


def _sections(drafts: list[_Draft], page: Page) -> list[Section]:
    text = page.view.text
    children: dict[str | None, int] = {}
    identifiers: list[str] = []
    sections = []
    for draft in drafts:
        parent = identifiers[draft.parent] if draft.parent is not None else None
        children[parent] = place = children.get(parent, 0) + 1
        identifier = f"{parent}.{place}" if parent else str(place)
        identifiers.append(identifier)
        length, body, run_in = draft.extent or NO_HEADING
        start, end, body, until = draft.start, draft.text + length, draft.text + body, draft.until
        while end > start and text[end - 1] in " \n":
            end -= 1
        closing = CLOSING if draft.extent else " \n"
        while body < until and text[body] in closing:
            body += 1
        named = identifier, parent, draft.depth, draft.number, draft.heading, run_in, draft.item
        sections.append(Section(*named, start, end, min(body, until), until))
    return sections
