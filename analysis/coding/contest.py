"""Which matches count where they overlap: the longest, then the first, then that of the term told first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

#: A match in the form whose natural order is that of the text, longer matches first: its start, minus its end, the
#: rank of its term.
Match = tuple[int, int, int]


def longest_apart(matches: Iterable[Match]) -> list[Match]:
    """Return the matches that count, none overlapping, of matches in order; what comes first in the contest stays.

    A match takes part until one that overlaps it has won.
    """
    counted: list[Match] = []
    # What overlaps the last of these mostly lies within it, the longest where it begins: then nothing is to decide.
    overlapping: list[Match] = []
    behind, crossed = 0, False
    for match in matches:
        if match[0] >= behind:
            if crossed:
                counted += _winners([counted.pop(), *overlapping], behind)
                crossed = False
            counted.append(match)
            overlapping = []
            behind = -match[1]
        else:
            overlapping.append(match)
            if -match[1] > behind:
                behind, crossed = -match[1], True
    if crossed:
        counted += _winners([counted.pop(), *overlapping], behind)
    return counted


def _winners(matches: Sequence[Match], behind: int) -> list[Match]:
    """Return those that count of a chain of matches, each overlapping one before it; the chain ends at `behind`."""
    first = matches[0][0]
    taken = bytearray(behind - first)
    winners = []
    # The order of the text stays among matches of one length.
    for match in sorted(matches, key=_shortness):
        start, end = match[0] - first, -match[1] - first
        if taken.find(1, start, end) < 0:
            taken[start:end] = b"\1" * (end - start)
            winners.append(match)
    winners.sort()
    return winners


def _shortness(match: Match) -> int:
    return match[0] + match[1]
