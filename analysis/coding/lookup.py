"""Many strings looked for in one pass over a text, by an Aho-Corasick automaton."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class Lookup:
    """Strings to look for, none of them empty; the automata are made when first needed.

    Parameters
    ----------
    strings : iterable of str
        A match is told by the place of its string among them.
    for_many_texts : bool, optional
        Whether :meth:`every` and :meth:`held` shall take half the time, at some megabytes and a longer start.
    """

    def __init__(self, strings: Iterable[str], for_many_texts: bool = False):
        self.strings = tuple(strings)
        self.for_many_texts = for_many_texts

    def __reduce__(self) -> tuple[type[Lookup], tuple[tuple[str, ...], bool]]:
        return Lookup, (self.strings, self.for_many_texts)

    def every(self, text: str) -> list[tuple[int, int, int]]:
        """Return every match: the place of its string, where it begins and ends; in order of the ends."""
        try:
            return self._every.find_matches_as_indexes(text, overlapping=True)
        except UnicodeEncodeError:
            return self.every(_encodable(text))

    def held(self, text: str) -> set[str]:
        """Return the strings that stand in a text: sooner told than where each of them stands."""
        try:
            return set(self._held.find_matches_as_strings(text, overlapping=True))
        except UnicodeEncodeError:
            return self.held(_encodable(text))

    def longest(self, text: str) -> list[str]:
        """Return the matches that are leftmost, and of these the longest, in order; none overlap."""
        try:
            return self._longest.find_matches_as_strings(text)
        except UnicodeEncodeError:
            return self.longest(_encodable(text))

    @property
    def _implementation(self) -> Implementation | None:
        return Implementation.DFA if self.for_many_texts else None

    @cached_property
    def _every(self) -> AhoCorasick:
        return AhoCorasick(self.strings, implementation=self._implementation)

    @cached_property
    def _held(self) -> AhoCorasick:
        return AhoCorasick(self.strings, implementation=self._implementation, store_patterns=True)

    @cached_property
    def _longest(self) -> AhoCorasick:
        return AhoCorasick(self.strings, matchkind=MatchKind.LeftmostLongest, store_patterns=True)


def _encodable(text: str) -> str:
    """Return a text with its half characters, which no automaton takes, replaced one by one."""
    return LONE_SURROGATE.sub("\ufffd", text)
