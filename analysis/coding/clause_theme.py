"""The theme of a clause: the one whose terms fill most of it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from analysis.coding.periods import CLAUSE_MARK
from analysis.reading.normalise import MappedText

OPENING_MARK = re.compile("[，。；：！？（）]")
#: How far back a clause is followed.
_REACH = 100


class ClauseThemes:
    """The themes of a sentence by its clauses, in a form that answers at once, however long the sentence.

    Parameters
    ----------
    text : MappedText
        The sentence.
    coded : sequence of rows of table `mentions`
        Its coded spans in order, at least one; none overlap.
    """

    def __init__(self, text: MappedText, coded: Sequence[Mapping[str, object]]):
        self._text = text
        self._openings = [mark.start() for mark in OPENING_MARK.finditer(text.text)]
        self._closings = [mark.start() for mark in CLAUSE_MARK.finditer(text.text)]
        self._starts = [mention["start"] for mention in coded]
        self._ends = [mention["end"] for mention in coded]
        #: For each theme, which of the spans are its own, and how much the first so many of these fill.
        self._own: dict[str, tuple[list[int], list[int]]] = {}
        for at, mention in enumerate(coded):
            places, filled = self._own.setdefault(mention["theme"], ([], [0]))
            places.append(at)
            filled.append(filled[-1] + mention["end"] - mention["start"])

    def around(self, start: int, end: int) -> str:
        """Return the theme whose terms fill most of the clause of ``text[start:end]``, else of the sentence.

        Ties go to the earlier term.
        """
        before, after = bisect_left(self._openings, start), bisect_left(self._closings, end)
        left = max(0, start - _REACH, self._openings[before - 1] + 1 if before else 0)
        right = self._closings[after] if after < len(self._closings) else len(self._text.text)
        first, last = self._text.span(left, right)
        low, high = bisect_left(self._starts, first), bisect_right(self._ends, last)
        if low >= high:
            low, high = 0, len(self._starts)
        fullest = (0, 0, "")
        for theme, (places, filled) in self._own.items():
            one, other = bisect_left(places, low), bisect_left(places, high)
            if one < other:
                fullest = max(fullest, (filled[other] - filled[one], -places[one], theme))
        return fullest[2]
