"""Which types of a codebook a stated problem or plan belongs to, by the cues that stand in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.coding.codebook_parts import StatementType, matching_form
from analysis.coding.lookup import Lookup
from analysis.coding.patterns import PatternError, read_pattern
from analysis.coding.quick_pattern import QuickPattern


class TypeFinder:
    """The cues of a list of types, compiled once for any number of statements.

    Cues are found in one pass of an Aho-Corasick automaton; a type's patterns are tried only where a string stands
    that one of them contains.
    """

    def __init__(self, types: Sequence[StatementType]):
        self._types = types
        self._patterns = [_patterns(one) for one in types]
        # By a string: the types it is a cue of, and those that a pattern may find where it stands.
        self._told: dict[str, tuple[list[int], set[int]]] = {}
        self._tried_everywhere: set[int] = set()
        for rank, one in enumerate(types):
            cues = set(map(matching_form, one.cues))
            try:
                literals = read_pattern(one.finder.pattern).literals
            except PatternError:
                literals = ()
            if not literals:
                self._tried_everywhere.add(rank)
            for string in cues:
                self._told.setdefault(string, ([], set()))[0].append(rank)
            for string in set(literals) - cues:
                self._told.setdefault(string, ([], set()))[1].add(rank)
        self._lookup = Lookup(self._told, for_many_texts=True)

    def find(self, text: str) -> list[StatementType]:
        """Return the types with a cue in a text without blanks, that of the earliest cue first."""
        first: dict[int, int] = {}
        tried, behind = set(self._tried_everywhere), len(text)
        for string in self._lookup.held(text):
            found, triggered = self._told[string]
            tried |= triggered
            if found:
                start = text.find(string)
                for rank in found:
                    if start < first.get(rank, behind):
                        first[rank] = start
        for rank in tried:
            match = self._patterns[rank].search(text)
            if match and match.start() < first.get(rank, behind):
                first[rank] = match.start()
        return [self._types[rank] for rank in sorted(sorted(first), key=first.__getitem__)]


def _patterns(one: StatementType) -> QuickPattern:
    """Return what a type's finder looks for beside its cues."""
    cues = sorted(map(matching_form, one.cues), key=len, reverse=True)
    own = one.finder.pattern
    if cues:
        own = own.removesuffix("|".join(map(re.escape, cues))).removesuffix("|")
    return QuickPattern(own or one.finder.pattern)
