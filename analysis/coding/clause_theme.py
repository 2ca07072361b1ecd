"""The theme of a clause: the one whose terms fill most of it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property

from analysis.coding.lines import Line

#: What begins a clause; all but the brackets also end one.
MARK = re.compile("[，。；：！？（）]")
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
    coded : sequence of rows of table `mentions`
        Its coded spans in order, at least one; none overlap.
    """

    def __init__(self, text: str, line: Line, coded: Sequence[Mapping[str, object]]):
        self._line = line
        self._themes = [mention["theme"] for mention in coded]
        self._many = len(set(self._themes)) > 1
        if self._many:
            self._starts = [mention["start"] for mention in coded]
            self._ends = [mention["end"] for mention in coded]
            self._openings = [mark.start() for mark in MARK.finditer(text, line.begin, line.end)]
            self._closings = [at for at in self._openings if text[at] not in "（）"]

    def around(self, start: int, end: int) -> str:
        """Return the theme whose terms fill most of the clause of ``text[start:end]``, else of the line.

        Ties go to the earlier term.
        """
        if not self._many:
            return self._themes[0]
        line = self._line
        before, after = bisect_left(self._openings, start), bisect_left(self._closings, end)
        left = max(line.begin, start - _REACH, self._openings[before - 1] + 1 if before else 0)
        right = self._closings[after] if after < len(self._closings) else line.end
        first, last = line.span(left, right)
        low, high = bisect_left(self._starts, first), bisect_right(self._ends, last)
        if low >= high:
            low, high = 0, len(self._starts)
        if high - low > _FEW:
            return self._fullest_of_many(low, high)
        filled: dict[str, int] = {}
        for at in range(low, high):
            theme = self._themes[at]
            filled[theme] = filled.get(theme, 0) + self._ends[at] - self._starts[at]
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
