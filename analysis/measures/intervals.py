"""Bootstrap intervals of a ratio of sums, and of a difference between two, over clusters."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from analysis.measures.rates import checked, pooled_rate
from analysis.measures.resampling import FEW, paired_replicates, ratio_replicates
from analysis.measures.standard_errors import delete_one, zero_bound
from analysis.measures.undefined import Undefined
from analysis.measures.validation import confidence_level, seeded, vectors

TOO_FEW = "too few to say"
# With two clusters a resample holds both, or one of them twice: three values make no interval.
MINIMUM_CLUSTERS = 3
FEW_CLUSTERS = "few clusters: interval too short"
ALL_ZERO = "no hit in any cluster: see zero_bound"
NO_TEXT = "no text"
NO_BCA = "BCa is not defined: the ratio does not vary from cluster to cluster"


@dataclass(frozen=True)
class Interval:
    """An estimate with its resampling interval.

    Attributes
    ----------
    estimate, low, high, mean, sd : float
        The ratio (or difference), its interval, and mean and population s.d. of the replicates.
    kind : str
        ``percentile`` or ``bca``.
    confidence : float
        Share of replicates between low and high.
    k : int
        Clusters.
    method, B, undefined
        As in :class:`Replicates`.
    seed : int or sequence of int
        As given; it plays no part when resamples are enumerated.
    zero_bound : float
        When every x is 0: the one-sided upper bound for the share of places that use the term at all.
    note : str
        Why the interval is missing or weak; empty when there is nothing to say.
    """

    estimate: float
    low: float
    high: float
    mean: float
    sd: float
    kind: str
    confidence: float
    k: int
    method: str
    B: int
    undefined: int
    seed: object
    zero_bound: float
    note: str


def cluster_bootstrap(
    x: object, n: object, *, seed: object, B: int = 2_000, confidence: float = 0.95, kind: str = "percentile"
) -> Interval:
    """Return the bootstrap interval of Σx/Σn, clusters resampled with replacement.

    Parameters
    ----------
    x, n : sequence of numbers
        Numerator and denominator of each cluster; their order does not matter.
    seed : int or sequence of int
        Seed of the draws; all k^k resamples are enumerated when there are at most 20,000.
    B : int
        Resamples drawn otherwise.
    kind : {"percentile", "bca"}
        BCa with mid-ranks for ties in z₀ and the jackknife acceleration (Efron 1987).

    Raises
    ------
    ValueError
        When lengths differ, a number is negative or missing, hits stand where n is 0, or the seed is missing.
    """
    if kind not in ("percentile", "bca"):
        raise ValueError(f"kind must be 'percentile' or 'bca', got {kind!r}")
    x, n = checked(x, n)
    order = np.lexsort([n, x])
    x, n = x[order], n[order]
    seeded(seed)
    estimate = pooled_rate(x, n)
    if reason := _no_interval([x], [n]):
        return _without_interval(estimate, x, kind, confidence, seed, reason)
    replicates = ratio_replicates(x[:, None], n, seed=seed, B=B)
    if kind == "bca":
        return _bca(x, n, replicates, confidence, seed)
    return _percentile(estimate, len(x), replicates, confidence, seed)


def paired_bootstrap(
    x0: object, n0: object, x1: object, n1: object, *, seed: object, B: int = 2_000, confidence: float = 0.95
) -> Interval:
    """Return the percentile interval of Σx₁/Σn₁ − Σx₀/Σn₀, the same drawn clusters on both sides.

    Parameters and errors as in :func:`cluster_bootstrap`; position i is the same cluster in all four.
    """
    x0, n0, x1, n1 = vectors(x0=x0, n0=n0, x1=x1, n1=n1)
    checked(x0, n0), checked(x1, n1)
    order = np.lexsort([n1, x1, n0, x0])
    x0, n0, x1, n1 = x0[order], n0[order], x1[order], n1[order]
    seeded(seed)
    estimate = pooled_rate(x1, n1) - pooled_rate(x0, n0)
    if reason := _no_interval([x0, x1], [n0, n1]):
        estimate = Undefined(NO_TEXT) if np.isnan(estimate) else estimate
        return _without_interval(estimate, x0 + x1, "percentile", confidence, seed, reason)
    replicates = paired_replicates(x0[:, None], n0, x1[:, None], n1, seed=seed, B=B)
    return _percentile(estimate, len(x0), replicates, confidence, seed)


def _no_interval(numerators: list[np.ndarray], denominators: list[np.ndarray]) -> str:
    """Return why there can be no interval, or nothing."""
    if any(n.sum() == 0 for n in denominators):
        return NO_TEXT
    if len(denominators[0]) < 2:
        return TOO_FEW
    return ALL_ZERO if not any(x.any() for x in numerators) else ""


def _without_interval(estimate, x, kind, confidence, seed, reason) -> Interval:
    missing = Undefined(reason)
    bound = zero_bound(len(x)) if len(x) and not x.any() else Undefined("there are hits")
    numbers = dict.fromkeys(("low", "high", "mean", "sd"), missing)
    confidence_level(confidence)
    return Interval(
        estimate=estimate, **numbers, kind=kind, confidence=confidence, k=len(x), method="none", B=0,
        undefined=0, seed=seed, zero_bound=bound, note=reason,
    )  # fmt: skip


def _percentile(estimate, k, replicates, confidence, seed, kind="percentile", bounds=None) -> Interval:
    low, high = replicates.percentiles(confidence_level(confidence)).ravel() if bounds is None else bounds
    return Interval(
        estimate=estimate, low=float(low), high=float(high), mean=float(replicates.mean()[0]),
        sd=float(replicates.sd()[0]), kind=kind, confidence=confidence, k=k, method=replicates.method,
        B=replicates.B, undefined=replicates.undefined, seed=seed, zero_bound=Undefined("there are hits"),
        note=FEW_CLUSTERS if k < FEW else "",
    )  # fmt: skip


def _bca(x, n, replicates, confidence, seed) -> Interval:
    estimate = pooled_rate(x, n)
    values = np.repeat(replicates.values[:, 0], replicates.copies)
    below = (np.sum(values < estimate - 1e-12) + np.sum(values < estimate + 1e-12)) / 2 / max(1, len(values))
    left_out = delete_one(x, n)
    skew = left_out.mean() - left_out
    spread = (skew**2).sum()
    if not 0 < below < 1 or np.isnan(spread) or np.ptp(left_out) < 1e-12 * max(1, estimate):
        return _without_interval(estimate, x, "bca", confidence, seed, NO_BCA)
    bias, acceleration = ndtri(below), (skew**3).sum() / (6 * spread**1.5)
    tail = (1 - confidence_level(confidence)) / 2
    z = bias + ndtri([tail, 1 - tail])
    bounds = np.quantile(values, ndtr(bias + z / (1 - acceleration * z)))
    return _percentile(estimate, len(x), replicates, confidence, seed, "bca", bounds)
