"""Lines as a page sets them, back to paragraphs: without page numbers and running heads, breaks joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

PAGE_NUMBER = re.compile(
    r"[-—–－―‐~·•.\s]*(?:\d{1,4}|[一二三四五六七八九十]{1,3})[-—–－―‐~·•.\s]*"
    r"|第\s*[\d一二三四五六七八九十]{1,4}\s*页(?:[\s,，/]*共\s*[\d一二三四五六七八九十]{1,4}\s*页)?"
    r"|\d{1,4}\s*/\s*\d{1,4}|[Pp]age\s*\d{1,4}(?:\s*of\s*\d{1,4})?"
)
DIGITS = re.compile(r"\d+|\s+")
FINISHED = re.compile("[。！？；：;!?:…][”’》）)」]?$")
NUMBERED = re.compile(
    r"[一二三四五六七八九十]{1,3}\s*[、.．，]|[（(]\s*[一二三四五六七八九十\d]{1,3}\s*[）)]|第[一二三四五六七八九十]{1,3}[章节条]"
    r"|\d{1,2}\s*(?:[、．]|\.(?!\d))|[①-⑳⑴-⒇㈠-㈩]"
)
# In units of the character size.
MARGIN = 1.2
SHORT_OF_MARGIN = 4.0
NARROWEST = 15
# A running head stands within this share of the page height from its edge.
EDGE = 0.15


class Line(NamedTuple):
    """A line as set on a page; lengths in points, `top` from the upper edge of the page."""

    text: str
    left: float
    right: float
    top: float
    size: float
    page_height: float
    page: int
    ruled: bool = False


def without_page_furniture(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Return the lines of each page without page numbers, and without the heads and feet that pages share."""
    printed = [page for page in pages if page]
    counts = Counter(key for page in printed for key in {_key(line) for line in _edge_lines(page)})
    shared = {key for key, count in counts.items() if count >= max(2, len(printed) / 2)}
    kept = []
    for page in pages:
        lines = [line for line in page if not (_at_edge(line) and _key(line) in shared)]
        while lines and _at_edge(lines[-1]) and PAGE_NUMBER.fullmatch(lines[-1].text.strip()):
            lines.pop()
        while lines and _at_edge(lines[0]) and PAGE_NUMBER.fullmatch(lines[0].text.strip()):
            lines.pop(0)
        kept.append(lines)
    return kept


def _at_edge(line: Line) -> bool:
    return not line.ruled and not EDGE * line.page_height < line.top < (1 - EDGE) * line.page_height


def _edge_lines(page: Sequence[Line]) -> list[Line]:
    return [line for line in [*page[:2], *page[-2:]] if _at_edge(line)]


def _key(line: Line) -> tuple[str, int]:
    return DIGITS.sub(lambda match: "" if match[0].isspace() else "#", line.text), round(line.top / 5)


def join_paragraphs(lines: Sequence[Line]) -> list[str]:
    """Return the paragraphs of a document from its lines.

    A line that reaches the right margin goes on in the next one, unless that is indented. One that stops a few
    characters short goes on when it is unfinished: a mark, a number or a word may not be broken.
    """
    if not lines:
        return []
    size = median(line.size for line in lines)
    margins = _margins(lines)
    if not _is_set_full(lines, margins, size):
        return [line.text for line in lines]
    leading = median(
        [b.top - a.top for a, b in zip(lines, lines[1:], strict=False) if a.page == b.page and b.top > a.top]
        or [2 * size]
    )
    paragraphs = [lines[0].text]
    for previous, line in zip(lines, lines[1:], strict=False):
        apart = previous.page == line.page and line.top - previous.top > 1.6 * leading
        if not apart and _continues(previous, line, margins, size):
            paragraphs[-1] += _joint(paragraphs[-1], line.text) + line.text
        else:
            paragraphs.append(line.text)
    return paragraphs


def _is_set_full(lines: Sequence[Line], margins: dict[int, tuple[float, float]], size: float) -> bool:
    """Tell whether lines are broken at a right margin: two or more end there, in a column wide enough for text."""
    reaching = 0
    for line in lines:
        left, right = margins[line.page]
        reaching += not line.ruled and right - left > NARROWEST * size and right - line.right <= MARGIN * size
    return reaching > 1


def _margins(lines: Sequence[Line]) -> dict[int, tuple[float, float]]:
    """Return the left and right margin of each page; a page with few full lines has those of the document."""
    widest = max(line.right - line.left for line in lines)
    full = [line for line in lines if not line.ruled and line.right - line.left > 0.7 * widest]
    by_page: dict[int, list[Line]] = {}
    for line in full or lines:
        by_page.setdefault(line.page, []).append(line)
    common = _extent(full or lines)
    return {
        line.page: _extent(by_page[line.page]) if len(by_page.get(line.page, ())) >= 8 else common
        for line in lines
    }


def _extent(lines: Sequence[Line]) -> tuple[float, float]:
    """The left and right margin, a line or two that stand out left aside."""
    lefts, rights = sorted(line.left for line in lines), sorted(line.right for line in lines)
    return lefts[len(lefts) // 20], rights[-1 - len(rights) // 20]


def _continues(previous: Line, line: Line, margins: dict[int, tuple[float, float]], size: float) -> bool:
    if previous.ruled or line.ruled or abs(previous.size - line.size) > 0.15 * size:
        return False
    left = margins[line.page][0]
    right = margins[previous.page][1]
    if line.left - left > MARGIN * size:
        return False
    short = right - previous.right
    finished = FINISHED.search(previous.text) is not None
    if short <= MARGIN * size:
        return not (finished and NUMBERED.match(line.text))
    return short <= SHORT_OF_MARGIN * size and not finished and not NUMBERED.match(line.text)


def _joint(before: str, after: str) -> str:
    """A blank between two words of a language that has them."""
    return (
        " " if before[-1:].isascii() and after[:1].isascii() and (before[-1:] + after[:1]).isalpha() else ""
    )
