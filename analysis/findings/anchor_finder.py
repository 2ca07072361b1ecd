"""The search for a time anchor: a string is found many times faster than a pattern."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import repeat
from re import _parser as parser  # the parser of the standard library; its own `compile` stands on it

from analysis.coding.codebook_parts import TimeAnchor
from analysis.coding.patterns import read_pattern


class AnchorFinder:
    """Finds an anchor; its pattern is tried only near the longest string that every match contains.

    Parameters
    ----------
    anchor : TimeAnchor

    Attributes
    ----------
    cue : str
        That string; it may be empty.
    """

    def __init__(self, anchor: TimeAnchor):
        self.anchor = anchor
        pattern = anchor.finder.pattern
        self.cue = _common(read_pattern(pattern).literals)
        #: How far before that string a match can begin.
        self._ahead = parser.parse(pattern).getwidth()[1] - len(self.cue)

    def find(self, text: str) -> list[re.Match[str]]:
        """Return the matches, as `finditer` yields them."""
        if not self.cue:
            return [*self.anchor.finder.finditer(text)]
        found: list[re.Match[str]] = []
        tried = 0
        while (at := text.find(self.cue, tried)) >= 0:
            starts = range(max(tried, at - self._ahead), at + 1)
            match = next(filter(None, map(self.anchor.finder.match, repeat(text), starts)), None)
            found += [match] if match else ()
            tried = match.end() if match else at + 1
        return found


def _common(literals: Sequence[str]) -> str:
    """Return the longest string that all of some strings contain; empty where there are none."""
    shortest = min(literals, key=len, default="")
    ends = range(len(shortest) + 1)
    pieces = sorted({shortest[start:end] for start in ends for end in ends})
    return max((piece for piece in pieces if all(piece in one for one in literals)), key=len)
