"""The main theme of a stretch of text: what a paragraph, or a section, is mainly about."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from analysis.reading.han import count_han


def main_theme(text: str, themes: Sequence[str], starts: Sequence[int], ends: Sequence[int]) -> str | None:
    """Return the theme that most mentions belong to, or None where nothing decides.

    The theme with most mentions that are not weak; of equal ones that with more Han characters matched, then the
    one mentioned first, then (where one span counts for both) the one that comes first by its id.

    Parameters
    ----------
    text : str
        The source text.
    themes, starts, ends : sequence of str, of int
        Columns of table `mentions`: the mentions in the stretch that are not weak, with offsets into `text`.
    """
    counts: dict[str, int] = {}
    for theme in themes:
        counts[theme] = counts.get(theme, 0) + 1
    if len(counts) < 2:
        return next(iter(counts), None)
    most = max(counts.values())
    best = [theme for theme, count in counts.items() if count == most]
    if len(best) == 1:
        return best[0]
    # Only ties are decided by length and place, which cost more.
    han = dict.fromkeys(best, 0)
    first: dict[str, list[int]] = {}
    for theme, *span in zip(themes, starts, ends, strict=True):
        if theme in han:
            start, end = span
            han[theme] += _han(text[start:end])
            if theme not in first or span < first[theme]:
                first[theme] = span
    return min([(-han[theme], first[theme], theme) for theme in best])[2]


#: The number of Han characters of what is matched; a codebook has few terms.
_han = lru_cache(maxsize=4096)(count_han)
