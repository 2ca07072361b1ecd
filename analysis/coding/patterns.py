"""What a codebook pattern can match, read from its parse tree before it ever meets a text.

A pattern must match a bounded stretch in a bounded number of ways: then matching takes time linear in the
text, whatever the text. What its every match contains tells where it need not be tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from re import _constants as op  # the parser of the standard library; its own `compile` stands on it
from re import _parser as parser

from analysis.coding.guards import REPEATS, WIDTHLESS
from analysis.reading.normalise import fold_characters

#: How many strings a pattern is spelled out into, and in how many ways it may try one place.
MOST_STRINGS = 300
MOST_WAYS = 2_000
SPECIAL = set(r"\.^$*+?{}[]|()")


class PatternError(ValueError):
    """A pattern that cannot be used; the message says why and, after the semicolon, what to do."""


@dataclass(frozen=True)
class Pattern:
    """A checked pattern.

    Attributes
    ----------
    text : str
        The pattern for the folded text.
    strings : tuple of str
        Everything the pattern matches, when that can be spelled out; else empty.
    literals : tuple of str
        Strings of which every match contains at least one; empty when the pattern names none.
    """

    text: str
    strings: tuple[str, ...]
    literals: tuple[str, ...]


def read_pattern(pattern: str) -> Pattern:
    """Return a pattern checked and prepared for the folded text.

    Width and script are folded as in the text; the marks ``，：；！？（）`` are to be written full width.

    Raises
    ------
    PatternError
        When the pattern does not compile, sets flags, can match nothing at all, repeats without limit,
        refers back to a group, or nests repetitions so that it could try too many ways.
    """
    folded = "".join(map(_fold_literal, pattern))
    try:
        tree = parser.parse(folded)
        strings = _strings(tree)
        if strings is None:
            re.compile(folded)
    except (re.error, OverflowError, RecursionError) as error:
        raise PatternError(f"is no regular expression ({error}); correct it") from None
    if tree.state.flags != re.UNICODE or _sets_flags(tree):
        raise PatternError("sets flags; write out what they would allow")
    if tree.getwidth()[0] == 0:
        raise PatternError("can match nothing at all; make at least one character necessary")
    if _ways(tree) > MOST_WAYS:
        raise PatternError(
            "repeats without limit, in nested ways or by reference; bound every repetition, as in .{0,20}"
        )
    literals = strings or _literals(tree)
    return Pattern(folded, tuple(sorted(strings or ())), tuple(sorted(literals or ())))


def openings(pattern: str) -> list[str]:
    """Return strings of which every match of a checked pattern begins with exactly one; none where it names none."""
    shortest: list[str] = []
    for string in sorted(_openings(parser.parse(pattern))):
        if not (shortest and string.startswith(shortest[-1])):
            shortest.append(string)
    return shortest if all(shortest) else []


def _fold_literal(character: str) -> str:
    """Fold one character; a full-width sign that would become an operator stays a literal."""
    folded = fold_characters(character)
    return "\\" + folded if folded != character and folded in SPECIAL else folded


def _parts(kind: object, value) -> list:
    """Return the subpatterns of one node of the tree."""
    if kind is op.BRANCH:
        return list(value[1])
    if kind is op.SUBPATTERN:
        return [value[3]]
    if kind in REPEATS:
        return [value[2]]
    if kind in (op.ASSERT, op.ASSERT_NOT):
        return [value[1]]
    return [value] if kind is op.ATOMIC_GROUP else []


def _sets_flags(tree: Iterable) -> bool:
    return any(
        (kind is op.SUBPATTERN and (value[1] or value[2])) or any(map(_sets_flags, _parts(kind, value)))
        for kind, value in tree
    )


def _ways(tree: Iterable) -> int:
    """Return in how many ways a pattern can try one place, capped above the limit.

    Alternatives add unless at most one can match, a sequence multiplies, a repetition is the sum over its
    lengths.
    """
    ways = 1
    for kind, value in tree:
        if kind in (op.GROUPREF, op.GROUPREF_EXISTS):
            return MOST_WAYS + 1
        inner = [_ways(part) for part in _parts(kind, value)]
        if kind in REPEATS:
            least, most, _ = value
            if most > MOST_WAYS:
                return MOST_WAYS + 1
            ways *= sum(inner[0] ** times for times in range(least, most + 1))
        elif inner:
            ways *= max(inner) if _told_apart(_parts(kind, value)) else sum(inner)
        ways = min(ways, MOST_WAYS + 1)
    return ways


def _told_apart(alternatives: list) -> bool:
    """Tell whether at most one alternative can match at a place: spelled out, none begins another."""
    spelled = [string for part in alternatives for string in _strings(part) or [""]]
    spelled.sort()
    return all(spelled) and not any(map(str.startswith, spelled[1:], spelled))


def _strings(tree: Iterable) -> set[str] | None:
    """Return everything a pattern matches, or None when that is too much or depends on the surroundings."""
    strings = {""}
    for kind, value in tree:
        choices = _choices(kind, value)
        if choices is None or len(strings) * len(choices) > MOST_STRINGS:
            return None
        strings = {before + after for before, after in product(strings, choices)}
    return strings


def _choices(kind: object, value) -> set[str] | None:
    if kind is op.LITERAL:
        return {chr(value)}
    if kind is op.IN:
        return _members(value)
    inner = [_strings(part) for part in _parts(kind, value)]
    if None in inner:
        return None
    if kind is op.BRANCH:
        return set().union(*inner)
    if kind is op.SUBPATTERN:
        return inner[0]
    if kind is op.MAX_REPEAT:
        least, most, _ = value
        if most > MOST_STRINGS:
            return None
        choices: set[str] = set()
        for times in range(least, most + 1):
            if len(inner[0]) ** times > MOST_STRINGS:
                return None
            choices |= {"".join(pieces) for pieces in product(inner[0], repeat=times)}
        return choices
    return None


def _members(items: Iterable) -> set[str] | None:
    """Return the characters of a class such as [省市县] or [0-9]; None for negated and named classes."""
    members: set[str] = set()
    for kind, value in items:
        if kind is op.LITERAL:
            members.add(chr(value))
        elif kind is op.RANGE and value[1] - value[0] < MOST_STRINGS:
            members |= set(map(chr, range(value[0], value[1] + 1)))
        else:
            return None
    return members


def _literals(tree: Iterable) -> set[str] | None:
    """Return strings of which every match contains one: the set whose shortest member is longest."""
    candidates: list[set[str]] = []
    run = {""}
    for kind, value in tree:
        choices = _choices(kind, value)
        if choices is not None and len(run) * len(choices) <= MOST_STRINGS:
            run = {before + after for before, after in product(run, choices)}
            continue
        candidates.append(run)
        run = choices if choices is not None else {""}
        if kind in (op.BRANCH, op.SUBPATTERN, op.ATOMIC_GROUP) or (kind in REPEATS and value[0] > 0):
            inner = [_literals(part) for part in _parts(kind, value)]
            candidates.append(set().union(*inner) if None not in inner else {""})
    candidates.append(run)
    best = max(candidates, key=lambda strings: (min(map(len, strings)), -len(strings)))
    return best if min(map(len, best)) > 0 else None


def _openings(tree: Iterable) -> set[str]:
    """Return strings of which every match begins with one; the empty string where it may begin otherwise."""
    run = {""}
    for kind, value in tree:
        if kind in WIDTHLESS:
            continue
        choices = _choices(kind, value)
        whole = choices is not None
        if not whole and kind in (op.BRANCH, op.SUBPATTERN):
            choices = set().union(*map(_openings, _parts(kind, value)))
        if choices is None or len(run) * len(choices) > MOST_STRINGS:
            break
        run = {before + after for before, after in product(run, choices)}
        if not whole:
            break
    return run
