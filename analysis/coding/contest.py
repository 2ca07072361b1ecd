"""Which matches count where they overlap: the longest, then the first, then that of the term told first."""

from __future__ import annotations

import numpy as np

#: A match: where it begins and ends in a text, and the rank of its term.
Match = tuple[int, int, int]


def longest_apart(matches: np.ndarray) -> np.ndarray:
    """Return the matches that count, none overlapping, in order; what comes first in the contest stays.

    A match takes part until one that overlaps it has won.

    Parameters
    ----------
    matches : array of int, shape (n, 3)
        Each a :data:`Match`, by their starts, longer ones first, of these by the ranks of their terms.
    """
    if not len(matches):
        return matches
    starts, ends = matches[:, 0], matches[:, 1]
    reached = np.maximum.accumulate(ends)
    firsts = np.flatnonzero(np.concatenate([[True], starts[1:] >= reached[:-1]]))
    # What overlaps mostly lies within the longest that begins first: then nothing is to decide.
    lasts = np.append(firsts[1:], len(matches)) - 1
    crossed = np.flatnonzero(reached[lasts] > ends[firsts])
    if not len(crossed):
        return matches[firsts]
    counted = [matches[np.delete(firsts, crossed)]]
    for chain in crossed.tolist():
        counted.append(_winners(matches[firsts[chain] : lasts[chain] + 1].tolist()))
    counted = np.concatenate(counted)
    return counted[np.argsort(counted[:, 0])]


def _winners(matches: list[list[int]]) -> np.ndarray:
    """Return those that count of a chain of matches, each overlapping one before it."""
    first, behind = matches[0][0], max(end for _, end, _ in matches)
    taken = bytearray(behind - first)
    winners = []
    # The order of the text stays among matches of one length.
    for start, end, rank in sorted(matches, key=_shortness):
        if taken.find(1, start - first, end - first) < 0:
            taken[start - first : end - first] = b"\1" * (end - start)
            winners.append((start, end, rank))
    return np.array(winners, dtype=np.int64)


def _shortness(match: list[int]) -> int:
    return match[0] - match[1]
