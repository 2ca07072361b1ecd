"""Which matches count where they overlap: the longest, then the first, then that of the term told first."""

from __future__ import annotations

from operator import sub

import numpy as np


def longest_apart(starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Return the places of the matches that count, none overlapping, in order; what comes first in the contest stays.

    A match takes part until one that overlaps it has won.

    Parameters
    ----------
    starts, ends : array of int
        Where the matches begin and end in a text: by their starts, longer ones first, of these by the ranks of their
        terms.
    """
    if not len(starts):
        return np.arange(0)
    reached = np.maximum.accumulate(ends)
    firsts = np.flatnonzero(np.concatenate([[True], starts[1:] >= reached[:-1]]))
    # What overlaps mostly lies within the longest that begins first: then nothing is to decide.
    behind = np.append(firsts[1:], len(starts))
    crossed = np.flatnonzero(reached[behind - 1] > ends[firsts])
    winners = [
        first + winner
        for first, last in zip(firsts[crossed].tolist(), behind[crossed].tolist(), strict=True)
        for winner in _winners(starts[first:last].tolist(), ends[first:last].tolist())
    ]
    return np.sort(np.concatenate([np.delete(firsts, crossed), np.array(winners, dtype=np.int64)]))


def _winners(starts: list[int], ends: list[int]) -> list[int]:
    """Return those that count of a chain of matches, each overlapping one before it."""
    begin = starts[0]
    taken = bytearray(max(ends) - begin)
    winners = []
    # The order of the text stays among matches of one length.
    shortness = list(map(sub, starts, ends))
    for place in sorted(range(len(starts)), key=shortness.__getitem__):
        start, end = starts[place] - begin, ends[place] - begin
        if taken.find(1, start, end) < 0:
            taken[start:end] = b"\1" * (end - start)
            winners.append(place)
    return winners
