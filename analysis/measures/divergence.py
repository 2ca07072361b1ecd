"""Distance between distributions, and the spread of one."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from scipy.special import xlogy
from scipy.stats import rankdata

from analysis.measures.testing import Permutation, permutation_test
from analysis.measures.undefined import Undefined, over
from analysis.measures.validation import vectors

Distribution = Mapping | pd.Series | np.ndarray | list
EMPTY = "empty text"


def _aligned(p: Distribution, q: Distribution) -> tuple[pd.Index, np.ndarray, np.ndarray]:
    """Return the terms of both distributions and their counts, by name where there are names."""
    named = [isinstance(side, (Mapping, pd.Series)) for side in (p, q)]
    if any(named) and not all(named):
        raise ValueError("p and q must both be named (mapping, Series) or both be plain sequences")
    if not any(named):
        p, q = vectors(p=p, q=q)
        return pd.RangeIndex(len(p)), p, q
    p, q = pd.Series(p, dtype=float), pd.Series(q, dtype=float)
    if p.index.has_duplicates or q.index.has_duplicates:
        raise ValueError("a term is listed twice")
    terms = p.index.union(q.index, sort=True)
    return terms, *vectors(p=p.reindex(terms, fill_value=0), q=q.reindex(terms, fill_value=0))


def jensen_shannon(p: Distribution, q: Distribution, *, weights: str = "equal") -> float:
    """Return the Jensen–Shannon divergence of two lists of counts, base 2, between 0 and 1 (Lin 1991).

    It is the divergence, not its root (SciPy's ``jensenshannon`` returns the root, in natural logs). Small
    samples push it up: compare with the same divergence under permuted labels.

    Parameters
    ----------
    p, q : mapping, Series or sequence
        Counts (or shares) of terms; each is scaled to sum 1. Names are matched, plain sequences go by position.
    weights : {"equal", "pooled"}
        "equal": m = (p + q)/2, the default. "pooled": m = π₁p + π₂q with π = n/N, which is
        G2 of the full 2×V table / (2N ln 2).

    Returns
    -------
    float
        Undefined when a text is empty.

    Raises
    ------
    ValueError
        When a count is missing or negative, lengths differ, or `weights` does not exist.
    """
    contributions = jensen_shannon_terms(p, q, weights=weights)["contribution"]
    total = float(contributions.sum(skipna=False)) if len(contributions) else np.nan
    return Undefined(EMPTY) if np.isnan(total) else min(total, 1.0)


def jensen_shannon_terms(p: Distribution, q: Distribution, *, weights: str = "equal") -> pd.DataFrame:
    """Return what each term adds to the divergence; input as :func:`jensen_shannon`.

    Returns
    -------
    DataFrame
        Columns term, p, q (shares), contribution (≥ 0, summing to the divergence; NaN when a text is empty),
        side (sign of p − q); largest contribution first, ties by term.
    """
    if weights not in ("equal", "pooled"):
        raise ValueError(f"weights must be 'equal' or 'pooled', got {weights!r}")
    terms, p, q = _aligned(p, q)
    total_p, total_q = p.sum(), q.sum()
    if total_p == 0 or total_q == 0:
        share_p = share_q = contribution = np.full(len(terms), np.nan)
    else:
        share_p, share_q = p / total_p, q / total_q
        weight = 0.5 if weights == "equal" else total_p / (total_p + total_q)
        contribution = divergence_terms(share_p, share_q, weight)
    frame = pd.DataFrame(
        {
            "term": terms,
            "p": share_p,
            "q": share_q,
            "contribution": contribution,
            "side": np.sign(share_p - share_q),
        }
    )
    ordered = frame.sort_values(["contribution", "term"], ascending=[False, True], kind="stable")
    return ordered.reset_index(drop=True)


def divergence_terms(p: np.ndarray, q: np.ndarray, weight: float | np.ndarray = 0.5) -> np.ndarray:
    """Return π₁p log₂(p/m) + π₂q log₂(q/m), m = π₁p + π₂q, for shares along the last axis (π₁ = `weight`)."""
    m = weight * p + (1 - weight) * q
    some = m > 0
    ratio_p = np.divide(p, m, out=np.ones(m.shape), where=some)
    ratio_q = np.divide(q, m, out=np.ones(m.shape), where=some)
    terms = weight * xlogy(p, ratio_p) + (1 - weight) * xlogy(q, ratio_q)
    return np.maximum(terms / np.log(2), 0)


def jensen_shannon_test(
    columns: object,
    group1: object,
    *,
    seed: object,
    B: int = 9_999,
    clusters: object | None = None,
    strata: object | None = None,
) -> Permutation:
    """Return the divergence of two groups of documents beside the same divergence under permuted labels.

    Parameters
    ----------
    columns : array of shape (documents, terms)
        Counts of each document, such as ``count_themes(...).x``.
    group1, seed, B, clusters, strata
        As :func:`analysis.measures.testing.permutation_test`.

    Returns
    -------
    Permutation
        `observed` is the divergence (equal weights, base 2), `mean` the baseline that chance alone gives.
    """

    def statistic(ones: np.ndarray, others: np.ndarray) -> np.ndarray:
        p, q = (over(side, side.sum(axis=1, keepdims=True)) for side in (ones, others))
        return divergence_terms(p, q).sum(axis=1)

    return permutation_test(columns, group1, statistic, seed=seed, B=B, clusters=clusters, strata=strata)


def shannon_entropy(shares: Distribution) -> float:
    """Return the Shannon entropy −Σ s log₂ s of shares scaled to sum 1, in bits; undefined when all are 0."""
    values = list(shares.values()) if isinstance(shares, Mapping) else shares
    (s,) = vectors(shares=values)
    if s.sum() == 0:
        return Undefined("nothing to divide")
    s = s / s.sum()
    return float(-xlogy(s, np.where(s > 0, s, 1)).sum() / np.log(2)) + 0.0


def rank_turbulence(p: Distribution, q: Distribution, alpha: float = 1, *, normalised: bool = True) -> float:
    """Return the rank-turbulence divergence of two lists of counts (Dodds et al. 2020).

    (1/Z)·((α+1)/α)·Σ|r₁^−α − r₂^−α|^{1/(α+1)}, tied ranks averaged; Z is the same sum with the two systems made
    disjoint (partner rank N₁ + N₂/2 for types of system 1, N₂ + N₁/2 for those of 2).

    Parameters
    ----------
    p, q : mapping, Series or sequence
        Counts of types; a count of 0 is an absent type, which shares the last, tied rank of its system.
    alpha : float
        Above 0.
    normalised : bool
        False: without division by Z.

    Raises
    ------
    ValueError
        As :func:`jensen_shannon`, and when alpha is not positive.
    """
    if not 0 < alpha < np.inf:
        raise ValueError(f"alpha must be positive and finite, got {alpha!r}")
    _, p, q = _aligned(p, q)
    p, q = p[(p > 0) | (q > 0)], q[(p > 0) | (q > 0)]
    n1, n2 = int((p > 0).sum()), int((q > 0).sum())
    if not n1 or not n2:
        return Undefined(EMPTY)
    rank1, rank2 = rankdata(-p), rankdata(-q)

    def turbulence(one: np.ndarray, other: np.ndarray) -> float:
        return float((np.abs(one**-alpha - other**-alpha) ** (1 / (alpha + 1))).sum())

    raw = turbulence(rank1, rank2)
    if not normalised:
        return (alpha + 1) / alpha * raw
    apart = turbulence(rank1[p > 0], np.full(n1, n1 + n2 / 2)) + turbulence(
        rank2[q > 0], np.full(n2, n2 + n1 / 2)
    )
    return raw / apart if apart > 0 else Undefined("both systems hold a single type")
