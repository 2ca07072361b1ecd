"""The main themes of stretches of text: what a paragraph, or a sentence, is mainly about."""

from __future__ import annotations

import numpy as np


def main_themes(
    stretches: np.ndarray, themes: np.ndarray, starts: np.ndarray, ends: np.ndarray, n_han: np.ndarray
) -> dict[int, int]:
    """Return the theme that most mentions belong to, for each stretch that has mentions.

    Of equal ones that with more Han characters matched, then the one mentioned first, then (where one span counts for
    both) the one that comes first by its id.

    Parameters
    ----------
    stretches : array of int
        Which stretch each mention stands in. Mentions are those that are not weak; in each stretch they are in order.
    themes : array of int
        Their themes, numbered in the order of the ids.
    starts, ends : array of int
        As in table `mentions`.
    n_han : array of int
        How many Han characters they match.
    """
    if not len(stretches):
        return {}
    # Each theme of a stretch: its mentions, neighbours now, and the first of them.
    pairs = stretches * (themes.max() + 1) + themes
    order = np.argsort(pairs, kind="stable")
    firsts = np.flatnonzero(np.diff(pairs[order], prepend=-1))
    counts = np.diff(firsts, append=len(order))
    matched = np.add.reduceat(n_han[order], firsts)
    first = order[firsts]
    # Of each stretch, those with most mentions, and of these with most characters.
    weights = counts * (matched.max() + 1) + matched
    begins = np.flatnonzero(np.diff(stretches[first], prepend=-1))
    heaviest = np.maximum.reduceat(weights, begins)
    best = first[weights == np.repeat(heaviest, np.diff(begins, append=len(first)))]
    decided = best[np.lexsort((themes[best], ends[best], starts[best]))[::-1]]
    return dict(zip(stretches[decided].tolist(), themes[decided].tolist(), strict=True))
