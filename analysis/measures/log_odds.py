"""Log odds with a Dirichlet prior: "fightin' words" (Monroe, Colaresi & Quinn 2008)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.measures.validation import vectors


def log_odds(f1: object, f2: object, *, variant: str, strength: float) -> pd.DataFrame:
    """Return the prior-smoothed log odds of every word of a vocabulary, and its z.

    δ = ln[(f₁+α)/(n₁+α₀−f₁−α)] − ln[(f₂+α)/(n₂+α₀−f₂−α)], variance 1/(f₁+α) + 1/(f₂+α), z = δ/√variance,
    α₀ = Σα. n₁ and n₂ count the tokens of the vocabulary given here.

    Parameters
    ----------
    f1, f2 : sequence of counts
        Both groups' counts of the same words in the same order; a Series keeps its index.
    variant : {"uninformative", "informative"}
        Uninformative: α = `strength` for every word. Informative: α = `strength` × the word's share in both
        groups together (α₀ = `strength`).
    strength : float
        At least 0.

    Returns
    -------
    DataFrame
        Columns prior (α), delta, z, note; a row per word. z ranks words; it is no test, since the documents
        behind the counts are dependent.

    Raises
    ------
    ValueError
        When lengths differ, a count is negative or missing, or the variant does not exist.
    """
    index = f1.index if isinstance(f1, pd.Series) else None
    if index is not None and isinstance(f2, pd.Series) and not index.equals(f2.index):
        raise ValueError("f1 and f2 must list the same words in the same order")
    f1, f2 = vectors(f1=f1, f2=f2)
    if not strength >= 0:
        raise ValueError(f"strength must be at least 0, got {strength!r}")
    if variant == "uninformative":
        prior = np.full(len(f1), float(strength))
    elif variant == "informative":
        pooled = f1 + f2
        prior = strength * pooled / max(pooled.sum(), 1)
    else:
        raise ValueError(f"variant must be 'uninformative' or 'informative', got {variant!r}")
    a1, a2 = f1 + prior, f2 + prior
    rest1, rest2 = a1.sum() - a1, a2.sum() - a2
    # A remainder of rounding is no other word.
    rest1, rest2 = (np.where(rest <= 1e-12 * a.sum(), 0, rest) for rest, a in ((rest1, a1), (rest2, a2)))
    defined = (a1 > 0) & (a2 > 0) & (rest1 > 0) & (rest2 > 0)
    a1, a2, rest1, rest2 = (np.where(defined, part, 1) for part in (a1, a2, rest1, rest2))
    delta = np.where(defined, np.log(a1 / rest1) - np.log(a2 / rest2), np.nan)
    z = delta / np.sqrt(1 / a1 + 1 / a2)
    note = np.where(defined, "", "no prior for an absent word, or no other word")
    return pd.DataFrame({"prior": prior, "delta": delta, "z": z, "note": pd.array(note, "str")}, index=index)
