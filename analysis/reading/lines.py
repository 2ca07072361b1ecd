"""The lines of a folded text, with their places.

Where a page arrives with its line breaks turned into runs of blanks, such a run counts as a line break.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from analysis.reading.normalise import MappedText
from analysis.reading.numbering import WHOLE
from analysis.reading.page import Passage

LINE = re.compile(r"[^ \n](?:[^\n]*[^ \n])?")
FINISHED = "。；：！？”）》"
OVERLONG = 120
# A number waits for its heading, whatever blanks stand between.
BEHIND_NUMBER = re.compile(
    r"(?:[一二三四五六七八九十] ?[、.]|[（(][一二三四五六七八九十]{1,2} ?）|(?<!\d)\d{1,2} ?[、.])$"
)


class Line(NamedTuple):
    """A line without the blanks at its ends: folded offsets, its text, and its text without any blank."""

    start: int
    end: int
    text: str
    bare: str


def make_line(view: MappedText, start: int, end: int) -> Line:
    """Return the line between two folded offsets, trimmed."""
    text = view.text[start:end]
    start += len(text) - len(text.lstrip(" \n"))
    text = text.strip(" \n")
    return Line(start, start + len(text), text, text.replace(" ", ""))


def passage(view: MappedText, start: int, end: int) -> Passage:
    """Return the passage between two folded offsets."""
    return Passage(start, end, view.text[start:end])


def split_lines(view: MappedText, start: int = 0, end: int | None = None) -> list[Line]:
    """Return the lines between two folded offsets that are not blank.

    A run of two or more blanks in the source breaks a line where the page has no line breaks, where the line
    is overlong or finished before the run, and where a numbered heading begins behind it.
    """
    return list(iterate_lines(view, start, end))


def iterate_lines(view: MappedText, start: int = 0, end: int | None = None) -> Iterator[Line]:
    """Yield the lines of :func:`split_lines` one by one."""
    for match in LINE.finditer(view.text, start, len(view.text) if end is None else end):
        text, first = match[0], match.start()
        if " " not in text or not _has_wide(view, first, match.end()):
            yield Line(first, match.end(), text, text.replace(" ", ""))
            continue
        for stop, after in _wide_breaks(view, first, match.end()):
            yield make_line(view, first, stop)
            first = after
        yield make_line(view, first, match.end())


def _has_wide(view: MappedText, start: int, end: int) -> bool:
    wide = view.wide_blanks
    place = bisect_left(wide, start)
    return place < len(wide) and wide[place] < end


def _wide_breaks(view: MappedText, start: int, end: int) -> Iterator[tuple[int, int]]:
    everywhere = end - start > OVERLONG or "\n" not in view.text
    numbered = WHOLE.match(view.text, start, end)
    safe = numbered.end() if numbered else start
    wide = view.wide_blanks
    for here in wide[bisect_left(wide, safe) : bisect_left(wide, end)]:
        if here < safe or BEHIND_NUMBER.search(view.text[max(0, here - 5) : here]):
            continue
        mark = WHOLE.match(view.text, here + 1, end)
        if mark or view.text[here - 1] in FINISHED or everywhere:
            yield here, here + 1
            safe = mark.end() if mark else here + 1
