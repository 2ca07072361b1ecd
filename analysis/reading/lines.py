"""The lines of a folded text, with their places.

Where a page arrives with its line breaks turned into runs of blanks, such a run counts as a line break.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice

from analysis.reading.mapped_text import MappedText
from analysis.reading.numbering import WHOLE
from analysis.reading.page import Line, Passage, maker

FINISHED = "。；：！？”）》"
OVERLONG = 120
# A number waits for its heading, whatever blanks stand between.
BEHIND_NUMBER = re.compile(
    r"(?:[一二三四五六七八九十] ?[、.]|[（(][一二三四五六七八九十]{1,2} ?）|(?<!\d)\d{1,2} ?[、.])$"
)

_line = maker(Line)


def make_line(view: MappedText, start: int, end: int) -> Line:
    """Return the line between two folded offsets, trimmed."""
    text = view.text[start:end]
    start += len(text) - len(text.lstrip(" \n"))
    text = text.strip(" \n")
    return Line(start, start + len(text), text, text.replace(" ", ""))


def passage(view: MappedText, start: int, end: int) -> Passage:
    """Return the passage between two folded offsets."""
    return Passage(start, end, view.text[start:end])


def split_lines(
    view: MappedText, start: int = 0, end: int | None = None, most: int | None = None
) -> list[Line]:
    """Return the lines between two folded offsets that are not blank, at most so many.

    A run of two or more blanks in the source breaks a line where the page has no line breaks, where the line
    is overlong or finished before the run, and where a numbered heading begins behind it.
    """
    lines, following = [], start
    for piece in view.text[start:end].split("\n"):
        first, following = following, following + len(piece) + 1
        text = piece.strip(" ")
        if not text:
            continue
        if " " not in piece:
            lines.append(_line((first, following - 1, piece, piece)))
        else:
            first += piece.index(text[0])
            last = first + len(text)
            if has_wide(view, first, last):
                for stop, after in islice(_wide_breaks(view, first, last), most):
                    lines.append(make_line(view, first, stop))
                    first = after
                lines.append(make_line(view, first, last))
            else:
                lines.append(_line((first, last, text, text.replace(" ", ""))))
        if most is not None and len(lines) >= most:
            return lines[:most]
    return lines


def lines_from(view: MappedText, lines: list[Line], start: int) -> list[Line] | None:
    """Return the lines of a page from an offset on, where `lines` are all of them; None if one is cut there."""
    place = bisect_left(lines, (start,))
    above = lines[place - 1].end if place else 0
    begins = place < len(lines) and lines[place].start == start
    return lines[place:] if begins and (not place or "\n" in view.text[above:start]) else None


def lines_before(view: MappedText, lines: list[Line], end: int) -> list[Line]:
    """Return the part of some lines that stands before an offset; blanks part the last of them anew."""
    behind = view.text.find("\n", end)
    if not view.text[end : behind if behind >= 0 else None].strip(" "):
        return lines[: bisect_left(lines, (end,))]
    last = max(lines[0].start, view.text.rfind("\n", 0, end) + 1) if lines else end
    return lines[: bisect_left(lines, (last,))] + split_lines(view, last, end)


def has_wide(view: MappedText, start: int, end: int) -> bool:
    """Tell whether a run of two or more blanks of the source stands between two folded offsets."""
    wide = view.wide_blanks
    if not wide:
        return False
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
