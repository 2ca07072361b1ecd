"""Context conditions: whether the surroundings of a match let it count."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from analysis.coding.codebook_parts import NotNear, Term


class Conditions:
    """The context conditions of terms, looked up in some sentences of the matching view.

    What a whole sentence was searched for is remembered until the next, so that it is searched once, however often a
    term stands there.

    Parameters
    ----------
    sentences : sequence of str
        The sentences.
    borders : sequence of int
        Where each begins in the text that joins them, and where another would.
    """

    def __init__(self, sentences: Sequence[str], borders: Sequence[int]):
        self._sentences = sentences
        self._borders = borders
        self._first = self._behind = 0
        self._met: dict[tuple[str, ...], bool] = {}
        self._extents: dict[tuple[str, ...], list[tuple[int, int]]] = {}

    def hold(self, term: Term, start: int, end: int) -> bool:
        """Tell whether a match of a term may count, from its offsets in the text that joins the sentences."""
        if not self._first <= start < self._behind:
            number = bisect_right(self._borders, start)
            self._first, self._behind = self._borders[number - 1], self._borders[number]
            self._sentence = self._sentences[number - 1]
            self._met.clear()
            self._extents.clear()
        requires = term.requires
        if requires:
            met = self._met.get(requires)
            if met is None:
                met = self._met[requires] = any(map(self._sentence.__contains__, requires))
            if not met:
                return False
        not_near = term.not_near
        return not_near is None or self._stands_away(not_near, start - self._first, end - self._first)

    def _stands_away(self, not_near: NotNear, start: int, end: int) -> bool:
        strings, chars = not_near.strings, not_near.chars
        if chars is None:
            if strings not in self._extents:
                self._extents[strings] = _extents(strings, self._sentence)
            extents = self._extents[strings]
        else:
            before = max(0, start - chars)
            around = self._sentence[before : end + chars]
            if not any(map(around.__contains__, strings)):
                return True
            extents = _extents(strings, around)
            start, end = start - before, end - before
        # Inside the match itself they may stand.
        return all(start <= first and last <= end for first, last in extents)


def _extents(strings: Iterable[str], text: str) -> list[tuple[int, int]]:
    """Return where each string that a text holds first begins and last ends in it."""
    found = filter(text.__contains__, strings)
    return [(text.find(string), text.rfind(string) + len(string)) for string in found]
