"""Context conditions: whether the surroundings of a match let it count."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from analysis.coding.codebook_parts import Term


def holding(
    terms: Sequence[Term],
    starts: np.ndarray,
    ends: np.ndarray,
    ranks: np.ndarray,
    sentences: Sequence[str],
    borders: Sequence[int],
) -> np.ndarray:
    """Tell of each match of a term with conditions whether these hold.

    Parameters
    ----------
    terms : sequence of Term
        The terms by their ranks.
    starts, ends, ranks : array of int
        The matches in order of the text that joins the sentences: where they stand in it, and the ranks of their terms.
    sentences : sequence of str
        The sentences, in the matching view.
    borders : sequence of int
        Where each begins in the text that joins them, and where another would.
    """
    numbers = np.searchsorted(borders, starts, side="right") - 1
    firsts = np.asarray(borders)[numbers]
    spans = np.column_stack([numbers, starts - firsts, ends - firsts])
    hold = np.zeros(len(ranks), dtype=bool)
    for rank in np.unique(ranks).tolist():
        own = np.flatnonzero(ranks == rank)
        hold[own] = _holding(terms[rank], sentences, spans[own].tolist())
    return hold


def _holding(term: Term, sentences: Sequence[str], spans: Iterable[tuple[int, int, int]]) -> list[bool]:
    """Tell the same of the matches of one term, given as the number of the sentence and offsets into it.

    What a whole sentence is searched for is remembered until the next, so that it is searched once, however often the
    term stands there.
    """
    requires = term.requires
    strings, chars = (term.not_near.strings, term.not_near.chars) if term.not_near else ((), 0)
    searched = None
    hold = []
    for number, start, end in spans:
        if number != searched:
            searched, sentence = number, sentences[number]
            met = not requires or any(map(sentence.__contains__, requires))
            extents = _extents(strings, sentence) if met and chars is None else ()
        if met and chars:
            before = start - chars if start > chars else 0
            window = sentence[before : end + chars]
            extents = _extents(strings, window, before) if any(map(window.__contains__, strings)) else ()
        # Inside the match itself they may stand.
        hold.append(
            met and not (extents and [None for first, last in extents if first < start or end < last])
        )
    return hold


def _extents(strings: Iterable[str], text: str, begin: int = 0) -> list[tuple[int, int]]:
    """Return where each string that a text holds first begins and last ends; the text begins at `begin`."""
    found = filter(text.__contains__, strings)
    return [(begin + text.find(string), begin + text.rfind(string) + len(string)) for string in found]
