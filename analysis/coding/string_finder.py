"""Many strings found in a text at once, each by the pair of its characters that fewest of the others share.

A table says of each pair of characters, by a hash, whether a string is known by it. It is asked for the whole text in
a few operations on arrays; only where it answers yes are the strings of that pair compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar

import numpy as np

Value = TypeVar("Value")

#: What a string must have at least.
PAIR = 2
_FACTOR = np.uint16(0x9E5)


class StringFinder(Generic[Value]):
    """Finds every occurrence of some strings.

    Parameters
    ----------
    values : mapping of str to object
        What each string stands for; a string has two characters or more.
    """

    def __init__(self, values: Mapping[str, Value]):
        shared = Counter(pair for string in values for pair in set(_pairs(string)))
        #: Strings by their rarest pair, with its place in them.
        self._by_pair: dict[str, list[tuple[int, str, Value]]] = {}
        for string, value in values.items():
            pairs = _pairs(string)
            rarest = min(reversed(pairs), key=shared.__getitem__)
            self._by_pair.setdefault(rarest, []).append((pairs.index(rarest), string, value))
        self._known = np.zeros(1 << 16, dtype=bool)
        for pair in self._by_pair:
            self._known[_hashes(pair)] = True

    def find(self, text: str) -> Iterator[tuple[int, str, Value]]:
        """Yield every occurrence, also within another one: its start, the string and its value, in no order."""
        for at in np.flatnonzero(self._known[_hashes(text)]).tolist():
            for offset, string, value in self._by_pair.get(text[at : at + PAIR], ()):
                if at >= offset and text.startswith(string, at - offset):
                    yield at - offset, string, value


def _pairs(string: str) -> list[str]:
    return [string[at : at + PAIR] for at in range(len(string) - 1)]


def _hashes(text: str) -> np.ndarray:
    """Return a number below 2**16 for each pair of neighbours."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u2")[::2]
    return codes[:-1] * _FACTOR + codes[1:]
