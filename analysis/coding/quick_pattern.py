"""Patterns that are tried only where a match can begin.

The engine looks for a set of characters many times faster than for a pattern that begins with alternatives or with a
look around. So a set is looked for, with the pattern ahead of its character, and what begins there is matched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.coding.guards import first_characters


class QuickPattern:
    """A compiled pattern that finds what :mod:`re` finds."""

    def __init__(self, pattern: str):
        self._pattern = self._beginning = re.compile(pattern)
        characters = first_characters(pattern)
        if characters:
            self._beginning = re.compile(f"{characters}(?<=(?={pattern}){characters})")

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """Return the first match."""
        found = self._beginning.search(text, start)
        return found and self._pattern.match(text, found.start())

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the matches, none overlapping."""
        end = 0
        for found in self._beginning.finditer(text):
            start = found.start()
            if start >= end:
                match = self._pattern.match(text, start)
                end = match.end()
                yield match
