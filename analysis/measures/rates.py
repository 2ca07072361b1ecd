"""Rates of places: pooled, averaged, shrunken."""

from __future__ import annotations

import numpy as np

from analysis.measures.undefined import Undefined, settle
from analysis.measures.validation import counts, vectors, within


def checked(x: object, n: object) -> tuple[np.ndarray, np.ndarray]:
    """Return numerators and denominators as vectors.

    Raises
    ------
    ValueError
        When lengths differ, a number is negative, or text of length zero holds hits.
    """
    x, n = vectors(x=x, n=n)
    if ((n == 0) & (x > 0)).any():
        raise ValueError("x holds hits where n is 0: a text of length zero cannot hold any")
    return x, n


def pooled_rate(x: object, n: object, per: float = 1) -> float:
    """Return the ratio of sums ``per * Σx / Σn``, the default rate; "no text" when Σn = 0."""
    x, n = checked(x, n)
    return float(per * x.sum() / n.sum()) if n.sum() > 0 else Undefined("no text")


def mean_place_rate(x: object, n: object, per: float = 1) -> float:
    """Return the mean of the place rates, each place weighing the same (not the pooled rate).

    A place without text (n = 0) has no rate and is left out of the mean.
    """
    x, n = checked(x, n)
    text = n > 0
    return float(per * np.mean(x[text] / n[text])) if text.any() else Undefined("no text")


def shrunken_rate(x: object, n: object, a: float, b: float) -> float | np.ndarray:
    """Return ``(x + a) / (n + a + b)``: the share of a short text drawn towards the mean a/(a+b).

    Beta-binomial compound; show it beside the raw share only. `a` and `b` are positive, see
    :func:`beta_binomial_moments`.

    Raises
    ------
    ValueError
        When x exceeds n, or `a` or `b` is not positive.
    """
    x, n = counts(x=x, n=n)
    within(x, n, "x", "n")
    if not (a > 0 and b > 0):
        raise ValueError(f"a and b must be positive, got {a!r} and {b!r}")
    return settle((x + a) / (n + a + b), np.full(x.shape, ""))


def beta_binomial_moments(x: object, n: object) -> tuple[float, float]:
    """Return (a, b) of the beta distribution of place shares, by the method of moments.

    With p = Σx/Σn and S = Σ nᵢ(pᵢ − p)², the intra-place correlation is
    ρ = (S/(p(1−p)) − (k−1)) / Σ(1 − nᵢ/Σn)(nᵢ − 1), and a + b = 1/ρ − 1 (Kleinman 1973, weights nᵢ).

    Returns
    -------
    tuple of float
        Both undefined when there are fewer than two places, no variation to fit, or less variation than
        chance alone gives (ρ ≤ 0), or no variation within places (ρ ≥ 1).

    Raises
    ------
    ValueError
        When x exceeds n.
    """
    x, n = checked(x, n)
    within(x, n, "x", "n")
    x, n = x[n > 0], n[n > 0]
    if len(n) < 2:
        nothing = Undefined("fewer than two places with text")
        return nothing, nothing
    total = n.sum()
    p = x.sum() / total
    freedom = ((1 - n / total) * (n - 1)).sum()
    if p in (0, 1) or freedom == 0:
        nothing = Undefined("no variation to fit")
        return nothing, nothing
    spread = (n * (x / n - p) ** 2).sum() / (p * (1 - p))
    rho = (spread - (len(n) - 1)) / freedom
    if not 0 < rho < 1:
        nothing = Undefined("places vary less than by chance" if rho <= 0 else "no variation within places")
        return nothing, nothing
    size = 1 / rho - 1
    return float(p * size), float((1 - p) * size)
