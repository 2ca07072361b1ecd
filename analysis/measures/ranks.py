"""Rank measures: is a yearly series rising, do two orderings agree, do many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations
from math import factorial

import numpy as np
from scipy.stats import rankdata

from analysis.measures.testing import TOLERANCE
from analysis.measures.undefined import Undefined
from analysis.measures.validation import seeded

EXACT = 8  # up to so many points every permutation is tried
FEWEST = 3


@dataclass(frozen=True)
class Trend:
    """Kendall's τ-b with its permutation p-value.

    Attributes
    ----------
    tau, p : float
        τ-b and the two-sided p-value.
    s : int
        Concordant minus discordant pairs.
    n, missing : int
        Points used, and points left out because a value is missing (missing is not zero).
    method : str
        ``enumerated`` (at most 8 points: #{|S′| ≥ |S|} / n!) or ``monte carlo`` ((1 + #)/(1 + B)).
    B : int
        Permutations enumerated or drawn.
    seed : int or sequence of int
        As given.
    note : str
        Why there is no result; empty otherwise.
    """

    tau: float
    p: float
    s: int
    n: int
    missing: int
    method: str
    B: int
    seed: object
    note: str


def kendall_tau(x: Sequence[float], y: Sequence[float], *, seed: object = 0, B: int = 9_999) -> Trend:
    """Return Kendall's τ-b of two series, S/√((n₀−n₁)(n₀−n₂)), with a permutation p-value.

    n₀ = n(n−1)/2, n₁ and n₂ the tied pairs of either series. A series of years is a few points: give the years
    and the cluster interval beside it.

    Parameters
    ----------
    x, y : sequence of float
        For instance years and rates. A pair with a missing value is left out and counted.
    seed, B : int
        For more than 8 points.

    Raises
    ------
    ValueError
        When the lengths differ.
    """
    generator = seeded(seed)
    x, y = _floats(x), _floats(y)
    if len(x) != len(y):
        raise ValueError(f"lengths differ: {len(x)} and {len(y)}")
    known = ~(np.isnan(x) | np.isnan(y))
    missing = int((~known).sum())
    x, y = x[known], y[known]
    order = np.lexsort([y, x])
    x, y = x[order], y[order]
    n = len(x)
    if n < FEWEST or len(np.unique(x)) < 2 or len(np.unique(y)) < 2:
        nothing = Undefined(f"fewer than {FEWEST} points" if n < FEWEST else "constant series")
        return Trend(nothing, nothing, 0, n, missing, "none", 0, seed, nothing.reason)
    one, two = np.triu_indices(n, 1)
    direction = np.sign(x[two] - x[one])
    ranks = rankdata(y)
    signs = np.sign(ranks[two] - ranks[one])
    s = int((direction * signs).sum())
    tau = s / np.sqrt(np.count_nonzero(direction) * float(np.count_nonzero(signs)))
    if n <= EXACT:
        shuffled = ranks[np.array(list(permutations(range(n))))]
        method, extra, total = "enumerated", 0, factorial(n)
    else:
        shuffled = generator.permuted(np.tile(ranks, (B, 1)), axis=1)
        method, extra, total = "monte carlo", 1, B
    reached = np.abs(_scores(shuffled, direction, one, two)) >= abs(s) - TOLERANCE
    p = (extra + int(reached.sum())) / (extra + total)
    return Trend(float(tau), p, s, n, missing, method, total, seed, "")


def _scores(series: np.ndarray, direction: np.ndarray, one: np.ndarray, two: np.ndarray) -> np.ndarray:
    """Return S of each row, block by block so that long series fit in memory."""
    rows = max(1, 4_000_000 // len(one))
    blocks = [series[first : first + rows] for first in range(0, len(series), rows)]
    return np.concatenate([np.sign(block[:, two] - block[:, one]) @ direction for block in blocks])


def spearman_rho(x: Sequence[float], y: Sequence[float]) -> float:
    """Return Spearman's ρ, Pearson's correlation of the mid-ranks.

    Undefined for a constant series or fewer than three points.

    Raises
    ------
    ValueError
        When the lengths differ or a value is missing: orderings of one list have no gaps.
    """
    x, y = _floats(x), _floats(y)
    if len(x) != len(y) or np.isnan(x).any() or np.isnan(y).any():
        raise ValueError(f"needs two complete series of one length, got {len(x)} and {len(y)} values")
    if len(x) < FEWEST:
        return Undefined(f"fewer than {FEWEST} points")
    x, y = rankdata(x) - (len(x) + 1) / 2, rankdata(y) - (len(y) + 1) / 2
    if not x.any() or not y.any():
        return Undefined("constant series")
    return float((x * y).sum() / np.sqrt((x**2).sum() * (y**2).sum()))


@dataclass(frozen=True)
class Concordance:
    """Kendall's W of several rankings.

    Attributes
    ----------
    w, w_uncorrected : float
        With and without correction for ties.
    chi2 : float
        m(n−1)W, Friedman's χ² with n−1 degrees of freedom.
    mean_rho : float
        (mW−1)/(m−1), the mean Spearman correlation of the rankings (undefined with ties).
    rankings, objects : int
        m and n.
    """

    w: float
    w_uncorrected: float
    chi2: float
    mean_rho: float
    rankings: int
    objects: int


def kendall_w(rankings: Sequence[Sequence[float]]) -> Concordance:
    """Return Kendall's W, 12Σ(R_j − R̄)² / (m²(n³−n) − mΣ(t³−t)): 0 no agreement, 1 complete.

    Parameters
    ----------
    rankings : sequence of rows
        m rows of n values; each row is turned into mid-ranks.

    Raises
    ------
    ValueError
        When rows differ in length or a value is missing.
    """
    rows = [_floats(row) for row in rankings]
    if len({len(row) for row in rows}) != 1 or any(np.isnan(row).any() for row in rows):
        raise ValueError("rankings must be complete rows of one length")
    ranks = np.array([rankdata(row) for row in rows])
    m, n = ranks.shape
    if m < 2 or n < 2:
        nothing = Undefined("fewer than two rankings or objects")
        return Concordance(nothing, nothing, nothing, nothing, m, n)
    sums = ranks.sum(axis=0)
    spread = 12 * ((sums - sums.mean()) ** 2).sum()
    ties = sum(float((t**3 - t).sum()) for t in (np.unique(row, return_counts=True)[1] for row in ranks))
    most = m**2 * (n**3 - n)
    if most - m * ties == 0:
        nothing = Undefined("every ranking is constant")
        return Concordance(nothing, nothing, nothing, nothing, m, n)
    w = float(spread / (most - m * ties))
    mean_rho = Undefined("rankings have ties") if ties else (m * w - 1) / (m - 1)
    return Concordance(w, float(spread / most), m * (n - 1) * w, mean_rho, m, n)


def _floats(values: Sequence[float]) -> np.ndarray:
    return np.array([np.nan if value is None else value for value in values], dtype=float)
