"""Which types of a codebook a stated problem or plan belongs to, by the cues that stand in it."""

from __future__ import annotations

from collections.abc import Sequence

import ahocorasick

from analysis.coding.codebook_parts import StatementType, matching_form
from analysis.coding.guards import compile_guarded
from analysis.coding.patterns import PatternError, read_pattern


class TypeFinder:
    """The cues of a list of types, compiled once for any number of statements.

    Cues are found in one pass of an Aho-Corasick automaton; a type's patterns are tried only where a string stands
    that one of them contains.
    """

    def __init__(self, types: Sequence[StatementType]):
        self._types = types
        self._finders = [compile_guarded(one.finder.pattern) for one in types]
        strings: dict[str, tuple[set[int], set[int]]] = {}
        self._tried_everywhere = []
        for rank, one in enumerate(types):
            cues = set(map(matching_form, one.cues))
            try:
                literals = read_pattern(one.finder.pattern).literals
            except PatternError:
                literals = ()
            if not literals:
                self._tried_everywhere.append(rank)
            for string in cues:
                strings.setdefault(string, (set(), set()))[0].add(rank)
            for string in set(literals) - cues:
                strings.setdefault(string, (set(), set()))[1].add(rank)
        self._automaton = ahocorasick.Automaton()
        for string, (found, tried) in strings.items():
            self._automaton.add_word(string, (len(string), sorted(found), sorted(tried)))
        self._automaton.make_automaton()

    def find(self, text: str) -> list[StatementType]:
        """Return the types with a cue in a text without blanks, that of the earliest cue first."""
        first: dict[int, int] = {}
        tried = set(self._tried_everywhere)
        for last, (length, found, triggered) in self._automaton.iter(text):
            tried.update(triggered)
            for rank in found:
                first[rank] = min(first.get(rank, last), last + 1 - length)
        for rank in tried:
            match = self._finders[rank].search(text)
            if match:
                first[rank] = min(first.get(rank, match.start()), match.start())
        return [self._types[rank] for rank in sorted(first, key=lambda rank: (first[rank], rank))]
