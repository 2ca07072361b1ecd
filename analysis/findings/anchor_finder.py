"""The search for a time anchor: a string is found many times faster than a pattern."""

from __future__ import annotations

import re
from collections.abc import Sequence
from re import _parser as parser  # the parser of the standard library; its own `compile` stands on it

from analysis.coding.codebook_parts import TimeAnchor
from analysis.coding.patterns import read_pattern


class AnchorFinder:
    """Finds an anchor; its pattern is tried only near the longest string that every match contains.

    Parameters
    ----------
    anchor : TimeAnchor
    """

    def __init__(self, anchor: TimeAnchor):
        self.anchor = anchor
        pattern = anchor.finder.pattern
        self._contained = _common(read_pattern(pattern).literals)
        self._longest = parser.parse(pattern).getwidth()[1]

    def find(self, text: str) -> list[re.Match[str]]:
        """Return the matches, as `finditer` yields them."""
        found: list[re.Match[str]] = []
        at = text.find(self._contained)
        while at >= 0:
            behind = found[-1].end() if found else 0
            match = self.anchor.finder.search(text, max(behind, at - self._longest))
            if match is None:
                break
            found.append(match)
            at = text.find(self._contained, match.end())
        return found


def _common(literals: Sequence[str]) -> str:
    """Return the longest string that all of some strings contain; empty where there are none."""
    shortest = min(literals, key=len, default="")
    ends = range(len(shortest) + 1)
    pieces = sorted({shortest[start:end] for start in ends for end in ends})
    return max((piece for piece in pieces if all(piece in one for one in literals)), key=len)
