"""Context conditions: whether the surroundings of a match let it count."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from analysis.coding.codebook_parts import NotNear, Term


class Conditions:
    """The context conditions of terms, looked up in some sentences of the matching view.

    What a whole sentence was searched for is remembered, so that it is searched once, however often a term stands there.
    """

    def __init__(self, sentences: Sequence[str]):
        self._sentences = sentences
        self._met: dict[tuple[int, tuple[str, ...]], bool] = {}
        self._extents: dict[tuple[int, tuple[str, ...]], list[tuple[int, int]]] = {}

    def hold(self, term: Term, number: int, start: int, end: int) -> bool:
        """Tell whether a match of a term may count, from its offsets in the sentence with a number."""
        return (not term.requires or self._meets(term.requires, number)) and (
            term.not_near is None or self._stands_away(term.not_near, number, start, end)
        )

    def _meets(self, requires: tuple[str, ...], number: int) -> bool:
        key = number, requires
        if key not in self._met:
            self._met[key] = any(map(self._sentences[number].__contains__, requires))
        return self._met[key]

    def _stands_away(self, not_near: NotNear, number: int, start: int, end: int) -> bool:
        sentence = self._sentences[number]
        if not_near.chars is None:
            key = number, not_near.strings
            if key not in self._extents:
                self._extents[key] = _extents(not_near.strings, sentence)
            extents = self._extents[key]
        else:
            before = max(0, start - not_near.chars)
            extents = _extents(not_near.strings, sentence[before : end + not_near.chars])
            start, end = start - before, end - before
        # Inside the match itself they may stand.
        return all(start <= first and last <= end for first, last in extents)


def _extents(strings: Iterable[str], text: str) -> list[tuple[int, int]]:
    """Return where each string that a text holds first begins and last ends in it."""
    found = filter(text.__contains__, strings)
    return [(text.find(string), text.rfind(string) + len(string)) for string in found]
