"""Lexical diversity of a token sequence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import pandas as pd

from analysis.measures.undefined import Undefined


def ttr(tokens: Sequence[str]) -> float:
    """Return the type-token ratio, which falls with length: for texts of one length only."""
    return len(set(tokens)) / len(tokens) if len(tokens) else Undefined("no token")


def mattr(tokens: Sequence[str], window: int) -> float:
    """Return *MATTR*, the mean type-token ratio of every window of `window` tokens (Covington & McFall 2010).

    Undefined when the text is shorter than the window. State the window with the result.

    Raises
    ------
    ValueError
        When `window` is below 1.
    """
    if window < 1:
        raise ValueError(f"window must be at least 1, got {window!r}")
    if len(tokens) < window:
        return Undefined(f"shorter than the window of {window} tokens")
    inside = Counter(tokens[:window])
    types = len(inside)
    for leaving, entering in zip(tokens, tokens[window:], strict=False):
        inside[leaving] -= 1
        if not inside[leaving]:
            del inside[leaving]
        inside[entering] += 1
        types += len(inside)
    return types / (window * (len(tokens) - window + 1))


def yules_k(frequencies: Sequence[int]) -> float:
    """Return *Yule's K*, 10⁴(Σf² − n)/n² with n = Σf, from the frequency of every type: higher is poorer.

    Raises
    ------
    ValueError
        When a frequency is negative.
    """
    if any(frequency < 0 for frequency in frequencies):
        raise ValueError("frequencies must not be negative")
    n = sum(frequencies)
    if not n:
        return Undefined("no token")
    return 10_000 * (sum(frequency * frequency for frequency in frequencies) - n) / (n * n)


def diversity_table(tokens: Mapping[str, Sequence[str]], window: int) -> pd.DataFrame:
    """Return length and diversity of every report.

    Parameters
    ----------
    tokens : mapping
        Tokens in running order by report_id.
    window : int
        Window of MATTR in tokens.

    Returns
    -------
    DataFrame
        Columns report_id, tokens, types, ttr, mattr, window, yules_k, note; sorted by report_id.
    """
    rows = []
    for report_id in sorted(tokens):
        words = list(tokens[report_id])
        moving = mattr(words, window)
        rows.append(
            {
                "report_id": report_id,
                "tokens": len(words),
                "types": len(set(words)),
                "ttr": ttr(words),
                "mattr": moving,
                "window": window,
                "yules_k": yules_k(list(Counter(words).values())),
                "note": getattr(moving, "reason", ""),
            }
        )
    types = {"report_id": "str", "tokens": "int64", "types": "int64", "ttr": "float64", "mattr": "float64"}
    types |= {"window": "int64", "yules_k": "float64", "note": "str"}
    return pd.DataFrame(rows, columns=list(types)).astype(types)
