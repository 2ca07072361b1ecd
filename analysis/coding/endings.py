"""The characters that a match can end with.

A pattern for what stands before a place, which ends in ``$``, is tried at every character of the words before. The
last of these tells at once, for almost every place, that it cannot match.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from re import _constants as op  # the parser of the standard library; its own `compile` stands on it
from re import _parser as parser

from analysis.coding.guards import REPEATS, WIDTHLESS


def endings(pattern: re.Pattern[str]) -> frozenset[str]:
    """Return every character that a match of a pattern can end with.

    Raises
    ------
    ValueError
        When it can end with anything, or match nothing at all.
    """
    found, empty = _last(parser.parse(pattern.pattern))
    if empty:
        raise ValueError(f"{pattern.pattern!r} can match nothing")
    return frozenset(found)


def _last(tree: Sequence) -> tuple[set[str], bool]:
    """Return what a match of a sequence can end with, and whether it can be empty."""
    found: set[str] = set()
    for kind, value in reversed(tree):
        if kind not in WIDTHLESS:
            ends, empty = _end(kind, value)
            found |= ends
            if not empty:
                return found, False
    return found, True


def _end(kind: object, value) -> tuple[set[str], bool]:
    """Return what one node of the tree can end with, and whether it can be empty."""
    if kind is op.LITERAL:
        return {chr(value)}, False
    if kind is op.IN:
        return set().union(*map(_members, value)), False
    if kind is op.BRANCH:
        ends = [_last(part) for part in value[1]]
        return set().union(*(found for found, _ in ends)), any(empty for _, empty in ends)
    if kind is op.SUBPATTERN:
        return _last(value[3])
    if kind in REPEATS:
        found, empty = _last(value[2])
        return found, empty or value[0] == 0
    raise ValueError(f"a match can end with {kind}")


def _members(item: tuple) -> set[str]:
    kind, value = item
    if kind is op.LITERAL:
        return {chr(value)}
    if kind is op.RANGE:
        return {chr(code) for code in range(value[0], value[1] + 1)}
    raise ValueError(f"a match can end with {kind}")
