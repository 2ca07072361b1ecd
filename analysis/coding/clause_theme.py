"""The theme of a clause: the one whose terms fill most of it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property

from analysis.coding.lines import Line

#: To what begins a clause: all of these but the brackets also end one.
TO_OPENING = re.compile(".*[，。；：！？（）]")
CLOSING = re.compile("[，。；：！？]")
#: How far back a clause is followed.
_REACH = 100
#: So many spans are counted one by one.
_FEW = 16


class ClauseThemes:
    """The themes of a line by its clauses, in a form that answers at once, however long the line.

    Parameters
    ----------
    text : str
        A text of lines.
    line : Line
        The line in it.
    themes : sequence of str
        The themes of its coded spans in order, at least one; none overlap.
    starts, ends : sequence of int
        Where these stand in the source.
    """

    def __init__(
        self, text: str, line: Line, themes: Sequence[str], starts: Sequence[int], ends: Sequence[int]
    ):
        self._text = text
        self._line = line
        self._themes, self._starts, self._ends = themes, starts, ends
        #: From where the end of a clause was last looked for, and where it is.
        self._looked, self._closing = 0, -1

    def around(self, start: int, end: int) -> str:
        """Return the theme whose terms fill most of the clause of ``text[start:end]``, else of the line.

        Ties go to the earlier term.
        """
        text, (begin, behind, _, view, first) = self._text, self._line
        if not self._looked <= end <= self._closing:
            closing = CLOSING.search(text, end, behind)
            self._looked, self._closing = end, closing.start() if closing else behind
        left = start - _REACH if start - _REACH > begin else begin
        opening = TO_OPENING.match(text, left, start)
        shift = first - begin
        starts, ends, themes = self._starts, self._ends, self._themes
        low = bisect_left(starts, view.starts[(opening.end() if opening else left) + shift])
        high = bisect_right(ends, view.ends[self._closing + shift - 1])
        if low + 1 == high:
            return themes[low]
        if low >= high:
            low, high = 0, len(themes)
        if high - low > _FEW:
            return self._fullest_of_many(low, high)
        filled = dict.fromkeys(themes[low:high], 0)
        for at in range(low, high):
            filled[themes[at]] += ends[at] - starts[at]
        return max(filled, key=filled.__getitem__)

    def _fullest_of_many(self, low: int, high: int) -> str:
        """Return the theme that fills most of the spans from `low` to `high`, without counting them anew."""
        fullest = (0, 0, "")
        for theme, (places, filled) in self._own.items():
            one, other = bisect_left(places, low), bisect_left(places, high)
            if one < other:
                fullest = max(fullest, (filled[other] - filled[one], -places[one], theme))
        return fullest[2]

    @cached_property
    def _own(self) -> dict[str, tuple[list[int], list[int]]]:
        """For each theme, which of the spans are its own, and how much the first so many of these fill."""
        own: dict[str, tuple[list[int], list[int]]] = {}
        for at, theme in enumerate(self._themes):
            places, filled = own.setdefault(theme, ([], [0]))
            places.append(at)
            filled.append(filled[-1] + self._ends[at] - self._starts[at])
        return own
