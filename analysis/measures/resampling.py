"""The cluster bootstrap of a ratio of sums.

Sentences of one report, and reports of one place, resemble each other, so the sampling unit is the cluster:
a place, all its years together. Clusters are drawn with replacement and the ratio of sums is recomputed;
resampling sentences within documents would answer another question.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import factorial, prod

import numpy as np

from analysis.measures.undefined import over
from analysis.measures.validation import seeded

ENUMERATED = 20_000  # up to so many resamples are enumerated instead of drawn
FEW = 10  # below so many clusters percentile intervals are too short
BLOCK = 2_000_000  # numbers drawn at a time


@dataclass(frozen=True)
class Replicates:
    """Statistics recomputed on resampled clusters.

    Attributes
    ----------
    values : numpy.ndarray
        One row per distinct resample in which the statistics are defined, one column per statistic.
    copies : numpy.ndarray
        How many resamples a row stands for (1 where resamples are drawn).
    method : str
        ``enumerated`` or ``bootstrap``.
    B, undefined : int
        Resamples in all, and those in which the statistics are not defined (left out of `values`).
    """

    values: np.ndarray
    copies: np.ndarray
    method: str
    B: int
    undefined: int

    @classmethod
    def of(cls, values: np.ndarray, copies: np.ndarray, method: str) -> Replicates:
        """Return replicates without the rows that hold NaN, which are counted."""
        defined = ~np.isnan(values).any(axis=1)
        return cls(values[defined], copies[defined], method, int(copies.sum()), int(copies[~defined].sum()))

    def mean(self) -> np.ndarray:
        """Return the mean of each statistic."""
        return self.copies @ self.values / self.copies.sum() if len(self.values) else self._nothing()

    def sd(self) -> np.ndarray:
        """Return the standard deviation of each statistic, population form (divisor: resamples)."""
        deviations = (self.values - self.mean()) ** 2
        return np.sqrt(self.copies @ deviations / self.copies.sum()) if len(self.values) else self._nothing()

    def percentiles(self, confidence: float) -> np.ndarray:
        """Return the rows low and high of the percentile interval, one column per statistic."""
        if not len(self.values):
            return np.array([self._nothing()] * 2)
        tail = (1 - confidence) / 2
        return np.quantile(np.repeat(self.values, self.copies, axis=0), [tail, 1 - tail], axis=0)

    def _nothing(self) -> np.ndarray:
        return np.full(self.values.shape[1], np.nan)


def resample_sums(
    clusters: np.ndarray, *, seed: object, B: int = 2_000, enumerated: bool | None = None
) -> tuple[np.ndarray, np.ndarray, str]:
    """Return column sums over resampled rows, how many resamples each row stands for, and the method.

    All k^k resamples are enumerated, as multisets with their multiplicity, when there are at most 20,000;
    otherwise B are drawn (`enumerated` overrides the choice). Whole numbers give exact sums on every platform.

    Parameters
    ----------
    clusters : array of shape (k, m)
        One row per cluster, in an order that does not depend on how the data were read.
    """
    generator = seeded(seed)
    clusters = np.asarray(clusters, dtype=float)
    k = len(clusters)
    if k == 0 or B < 1:
        raise ValueError(f"needs a cluster and a resample, got {k} clusters and B = {B!r}")
    if enumerated is None:
        enumerated = k < FEW and k**k <= ENUMERATED
    if enumerated:
        weights = _multisets(k, k)
        copies = np.array([factorial(k) // prod(map(factorial, row)) for row in weights])
        return np.array(weights, dtype=float) @ clusters, copies, "enumerated"
    sums = np.empty((B, clusters.shape[1]))
    rows = max(1, BLOCK // k)
    for first in range(0, B, rows):
        drawn = generator.integers(k, size=(min(rows, B - first), k))
        drawn += k * np.arange(len(drawn))[:, None]
        weights = np.bincount(drawn.ravel(), minlength=drawn.size).reshape(drawn.shape)
        sums[first : first + len(drawn)] = weights.astype(float) @ clusters
    return sums, np.ones(B, dtype=int), "bootstrap"


def _multisets(k: int, size: int) -> list[tuple[int, ...]]:
    """Return every way to draw `size` from k clusters, as counts per cluster."""
    if k == 1:
        return [(size,)]
    return [(first, *rest) for first in range(size + 1) for rest in _multisets(k - 1, size - first)]


def ratio_replicates(x: np.ndarray, n: np.ndarray, *, seed: object, B: int = 2_000) -> Replicates:
    """Return replicates of Σx/Σn for each column of `x` (k clusters by m) over one denominator `n` (k)."""
    sums, copies, method = resample_sums(np.column_stack([x, n]), seed=seed, B=B)
    return Replicates.of(over(sums[:, :-1], sums[:, -1:]), copies, method)


def paired_replicates(
    x0: np.ndarray, n0: np.ndarray, x1: np.ndarray, n1: np.ndarray, *, seed: object, B: int = 2_000
) -> Replicates:
    """Return replicates of Σx₁/Σn₁ − Σx₀/Σn₀, the same drawn clusters on both sides (shapes as above).

    A cluster that is absent on a side has x = n = 0 there.
    """
    m = x0.shape[1]
    sums, copies, method = resample_sums(np.column_stack([x0, x1, n0, n1]), seed=seed, B=B)
    after, before = over(sums[:, m : 2 * m], sums[:, -1:]), over(sums[:, :m], sums[:, -2:-1])
    return Replicates.of(after - before, copies, method)


def independent_replicates(
    x0: np.ndarray, n0: np.ndarray, x1: np.ndarray, n1: np.ndarray, *, seed: int, B: int = 2_000
) -> Replicates:
    """Return replicates of Σx₁/Σn₁ − Σx₀/Σn₀, the clusters of the two sides drawn apart (shapes as above).

    Enumerated when the resamples of both sides together are at most 20,000.
    """
    k0, k1 = len(n0), len(n1)
    enumerated = max(k0, k1) < FEW and k0**k0 * k1**k1 <= ENUMERATED
    sums0, copies0, method = resample_sums(
        np.column_stack([x0, n0]), seed=[seed, 0], B=B, enumerated=enumerated
    )
    sums1, copies1, _ = resample_sums(np.column_stack([x1, n1]), seed=[seed, 1], B=B, enumerated=enumerated)
    before, after = over(sums0[:, :-1], sums0[:, -1:]), over(sums1[:, :-1], sums1[:, -1:])
    if not enumerated:
        return Replicates.of(after - before, copies0, method)
    every = (after[None, :, :] - before[:, None, :]).reshape(-1, x0.shape[1])
    return Replicates.of(every, np.outer(copies0, copies1).ravel(), method)
