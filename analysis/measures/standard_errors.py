"""Standard errors of a ratio of sums over clusters, without resampling.

r = Σxᵢ/Σnᵢ over clusters i = 1..k; the unit of x and n is the caller's (sentences, Han characters).
"""

from __future__ import annotations

import numpy as np

from analysis.measures.rates import checked, pooled_rate
from analysis.measures.undefined import Undefined
from analysis.measures.validation import vectors, within

ONE_CLUSTER = "fewer than two clusters"
NO_TEXT = "no text"


def linearised_se(x: object, n: object) -> float:
    """Return √( k/(k−1) · Σ(xᵢ − r·nᵢ)² ) / Σnᵢ (Taylor linearisation, ultimate cluster)."""
    x, n = checked(x, n)
    k, total = len(x), n.sum()
    if total == 0:
        return Undefined(NO_TEXT)
    if k < 2:
        return Undefined(ONE_CLUSTER)
    residual = x - x.sum() / total * n
    return float(np.sqrt(k / (k - 1) * (residual**2).sum()) / total)


def linearised_se_difference(x0: object, n0: object, x1: object, n1: object) -> float:
    """Return the linearised s.e. of Σx₁/Σn₁ − Σx₀/Σn₀ where the same clusters are seen twice.

    √( k/(k−1) · Σeᵢ² ) with eᵢ = (x₁ᵢ − r₁n₁ᵢ)/Σn₁ − (x₀ᵢ − r₀n₀ᵢ)/Σn₀. A cluster absent on a side has
    n = 0 there.
    """
    x0, n0, x1, n1 = vectors(x0=x0, n0=n0, x1=x1, n1=n1)
    checked(x0, n0), checked(x1, n1)
    k, total0, total1 = len(x0), n0.sum(), n1.sum()
    if total0 == 0 or total1 == 0:
        return Undefined(NO_TEXT)
    if k < 2:
        return Undefined(ONE_CLUSTER)
    after = (x1 - x1.sum() / total1 * n1) / total1
    before = (x0 - x0.sum() / total0 * n0) / total0
    return float(np.sqrt(k / (k - 1) * ((after - before) ** 2).sum()))


def jackknife_se(x: object, n: object) -> float:
    """Return √( (k−1)/k · Σ(r₍ᵢ₎ − r̄)² ), r₍ᵢ₎ the ratio without cluster i and r̄ their mean (delete-one)."""
    left_out = delete_one(x, n)
    if len(left_out) < 2:
        return Undefined(ONE_CLUSTER)
    if np.isnan(left_out).any():
        return Undefined("all text is in one cluster")
    k = len(left_out)
    return float(np.sqrt((k - 1) / k * ((left_out - left_out.mean()) ** 2).sum()))


def delete_one(x: object, n: object) -> np.ndarray:
    """Return the ratio of sums without each cluster in turn; NaN where no text is left."""
    x, n = checked(x, n)
    rest = n.sum() - n
    return np.divide(x.sum() - x, rest, out=np.full(len(x), np.nan), where=rest > 0)


def naive_se(x: object, n: object) -> float:
    """Return √( r(1−r)/Σn ), as if every unit were drawn on its own: for contrast only (naive binomial).

    Raises
    ------
    ValueError
        When x exceeds n: a binomial count cannot.
    """
    x, n = checked(x, n)
    within(x, n, "x", "n")
    if n.sum() == 0:
        return Undefined(NO_TEXT)
    r = pooled_rate(x, n)
    return float(np.sqrt(r * (1 - r) / n.sum()))


def design_effect(x: object, n: object) -> float:
    """Return (linearised s.e. / naive s.e.)²: how much clustering costs."""
    linearised, naive = linearised_se(x, n), naive_se(x, n)
    if np.isnan(linearised):
        return linearised
    return (linearised / naive) ** 2 if naive > 0 else Undefined("the naive standard error is 0")


def zero_bound(k: int, alpha: float = 0.05) -> float:
    """Return 1 − α^(1/k): the one-sided bound for the share of places that use a term, when none of k does."""
    if k < 1:
        return Undefined("no cluster")
    if not 0 < alpha < 1:
        raise ValueError(f"alpha must lie between 0 and 1, got {alpha!r}")
    return float(1 - alpha ** (1 / k))
