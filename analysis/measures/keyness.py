"""Keyness of a word in a target against a reference: tests and effect sizes.

A word occurs f₁ times in n₁ tokens of the target and f₂ times in n₂ of the reference; N = n₁+n₂, R = f₁+f₂.
Every function takes numbers or arrays and returns a float or an array. Tokens within reports are not
independent, so the p-values that belong to G2 and χ² are too small (Bestgen 2017): rank by effect size and
test by permuting whole documents (:mod:`analysis.measures.keywords`).
"""

from __future__ import annotations

import numpy as np
from scipy.special import betainccinv, betaincinv, xlogy

from analysis.measures.undefined import over, settle
from analysis.measures.validation import counts, within

Number = float | np.ndarray


def table(f1: object, f2: object, n1: object, n2: object) -> list[np.ndarray]:
    """Return the four counts as arrays of one shape.

    Raises
    ------
    ValueError
        When a count is missing, negative or above its total.
    """
    f1, f2, n1, n2 = counts(f1=f1, f2=f2, n1=n1, n2=n2)
    within(f1, n1, "f1", "n1")
    within(f2, n2, "f2", "n2")
    return [f1, f2, n1, n2]


def undefined_test(f1: object, f2: object, n1: object, n2: object) -> np.ndarray:
    """Return why G2 and χ² are not defined for each word; empty where they are."""
    f1, f2, n1, n2 = table(f1, f2, n1, n2)
    return np.select(
        [(n1 == 0) | (n2 == 0), f1 + f2 == 0, f1 + f2 == n1 + n2],
        ["a corpus is empty", "the word occurs in neither corpus", "every token is the word"],
        default="",
    )


def expected(f1: object, f2: object, n1: object, n2: object) -> np.ndarray:
    """Return expected counts, last axis (n₁R/N, n₂R/N, n₁(N−R)/N, n₂(N−R)/N); NaN where N = 0."""
    f1, f2, n1, n2 = table(f1, f2, n1, n2)
    total, hits = n1 + n2, f1 + f2
    products = np.stack([n1 * hits, n2 * hits, n1 * (total - hits), n2 * (total - hits)], axis=-1)
    return over(products, total[..., None])


def small_expected(f1: object, f2: object, n1: object, n2: object) -> bool | np.ndarray:
    """Tell whether any expected count is below 5: the flag that belongs beside χ²."""
    return (expected(f1, f2, n1, n2) < 5).any(axis=-1)[()]


def log_likelihood(
    f1: object,
    f2: object,
    n1: object,
    n2: object,
    correction: str | None = None,
    *,
    terms: int = 4,
    signed: bool = False,
) -> Number:
    """Return G2, the log-likelihood ratio statistic, 2·Σ O·ln(O/E).

    Parameters
    ----------
    f1, f2, n1, n2 : number or array
        Counts and totals of target and reference.
    correction : {None, "williams"}
        None: *G2 4-term* (Dunning 1993), the default. "williams": *G2 4-term/Williams*, divided by
        q = 1 + (N·Σ1/row − 1)(N·Σ1/column − 1)/(6N) (Williams 1976; what R's quanteda does by default).
    terms : {4, 2}
        2: *G2 2-term* (Rayson & Garside 2000), over f₁ and f₂ only, as web calculators print it.
    signed : bool
        Give G2 the sign of f₁ − E₁.

    Returns
    -------
    float or array
        Undefined when the word occurs in neither corpus, is every token, or a corpus is empty.

    Raises
    ------
    ValueError
        When a count is missing, negative or above its total, or the variant does not exist.
    """
    if correction not in (None, "williams"):
        raise ValueError(f"correction must be None or 'williams', got {correction!r}")
    if terms not in (2, 4) or (terms == 2 and correction):
        raise ValueError(f"terms must be 4, or 2 without correction, got {terms!r} with {correction!r}")
    f1, f2, n1, n2 = table(f1, f2, n1, n2)
    cells = np.stack([f1, f2, n1 - f1, n2 - f2], axis=-1)
    means = expected(f1, f2, n1, n2)
    ratio = np.divide(cells, means, out=np.ones(cells.shape), where=means > 0)
    g2 = np.maximum(0, 2 * xlogy(cells, ratio)[..., :terms].sum(axis=-1))
    if correction:
        total, hits = n1 + n2, f1 + f2
        rows = total * (over(1, hits) + over(1, total - hits))
        columns = total * (over(1, n1) + over(1, n2))
        g2 = over(g2, 1 + over((rows - 1) * (columns - 1), 6 * total))
    if signed:
        g2 = g2 * np.sign(f1 * n2 - f2 * n1)
    return settle(g2, undefined_test(f1, f2, n1, n2))


def chi_square(f1: object, f2: object, n1: object, n2: object, correction: str | None = None) -> Number:
    """Return Pearson's χ² of the 2×2 table, without continuity correction unless named.

    Parameters
    ----------
    correction : {None, "yates"}
        "yates": |O − E| lessened by ½, at most to 0 (*χ² Yates*; what R's quanteda does by default).

    Returns
    -------
    float or array
        Undefined as :func:`log_likelihood`; :func:`small_expected` is its flag.

    Raises
    ------
    ValueError
        As :func:`log_likelihood`.
    """
    if correction not in (None, "yates"):
        raise ValueError(f"correction must be None or 'yates', got {correction!r}")
    f1, f2, n1, n2 = table(f1, f2, n1, n2)
    cells = np.stack([f1, f2, n1 - f1, n2 - f2], axis=-1)
    means = expected(f1, f2, n1, n2)
    deviation = np.abs(cells - means)
    if correction:
        deviation = deviation - np.minimum(0.5, deviation)
    return settle(over(deviation**2, means).sum(axis=-1), undefined_test(f1, f2, n1, n2))


def log_ratio(f1: object, f2: object, n1: object, n2: object, correction: str | None = None) -> Number:
    """Return the binary logarithm of how many times more frequent the word is in the target.

    Parameters
    ----------
    correction : {None, "half", "discount"}
        None: *log ratio* (Hardie 2014), log₂[(f₁/n₁)/(f₂/n₂)], undefined at a zero count. "half":
        *log ratio +½* (Walter 1975), log₂((f₁+½)/(n₁+½)) − log₂((f₂+½)/(n₂+½)), the point estimate of the
        study's tables. "discount": *Hardie discount*, a zero count replaced by ½.

    Returns
    -------
    float or array
        Undefined also when the word occurs in neither corpus or a corpus is empty.

    Raises
    ------
    ValueError
        As :func:`log_likelihood`.
    """
    if correction not in (None, "half", "discount"):
        raise ValueError(f"correction must be None, 'half' or 'discount', got {correction!r}")
    f1, f2, n1, n2 = table(f1, f2, n1, n2)
    reasons = undefined_ratio(f1, f2, n1, n2)
    if correction == "half":
        f1, f2, n1, n2 = f1 + 0.5, f2 + 0.5, n1 + 0.5, n2 + 0.5
    elif correction == "discount":
        f1, f2 = np.where(f1 == 0, 0.5, f1), np.where(f2 == 0, 0.5, f2)
    else:
        gap = ((f1 == 0) | (f2 == 0)) & (reasons == "")
        reasons = np.where(gap, "the word is absent from one corpus", reasons)
    return settle(_log2(f1, n1) - _log2(f2, n2), reasons)


def log_ratio_interval(
    f1: object, f2: object, n1: object, n2: object, alpha: float = 0.05, m: int = 1
) -> tuple[Number, Number]:
    """Return the exact 1 − α interval of the log ratio (Clopper–Pearson on f₁ ~ Binomial(R, τ)).

    τ_L = Beta⁻¹(α/2; f₁, f₂+1) and τ_U = Beta⁻¹(1−α/2; f₁+1, f₂) are mapped by log₂[(n₂/n₁)·τ/(1−τ)];
    τ_L = 0 when f₁ = 0 and τ_U = 1 when f₂ = 0, so a bound may be infinite.

    Parameters
    ----------
    m : int
        Number of words compared: α is divided by m (Bonferroni).

    Raises
    ------
    ValueError
        As :func:`log_likelihood`, and when `alpha` or `m` is out of range.
    """
    if not 0 < alpha < 1 or m < 1:
        raise ValueError(f"alpha must lie between 0 and 1 and m be at least 1, got {alpha!r} and {m!r}")
    f1, f2, n1, n2 = table(f1, f2, n1, n2)
    reasons = undefined_ratio(f1, f2, n1, n2)
    tail = alpha / m / 2
    # Beta functions need positive shapes; where a count is 0 the bound is infinite whatever they return.
    low = betaincinv(np.maximum(f1, 0.5), f2 + 1, tail)
    high = betainccinv(f1 + 1, np.maximum(f2, 0.5), tail)
    size = _log2(n2, n1)
    lower = np.where(f1 == 0, -np.inf, size + _log2(low, 1 - low))
    # The upper bound from the swapped table: 1 − τ keeps its digits when τ is close to 1.
    rest = betaincinv(np.maximum(f2, 0.5), f1 + 1, tail)
    upper = np.where(f2 == 0, np.inf, size + _log2(high, rest))
    return settle(lower, reasons), settle(upper, reasons)


def log_ratio_conservative(
    f1: object, f2: object, n1: object, n2: object, alpha: float = 0.05, m: int = 1
) -> Number:
    """Return LRC, the bound of the log ratio's interval that lies nearer to 0 (Evert 2022).

    The lower bound, at least 0, when f₁/n₁ ≥ f₂/n₂; the upper bound, at most 0, otherwise. Parameters, result
    and errors as :func:`log_ratio_interval`. The default for ranking words.
    """
    f1, f2, n1, n2 = table(f1, f2, n1, n2)
    low, high = log_ratio_interval(f1, f2, n1, n2, alpha, m)
    lrc = np.where(f1 * n2 >= f2 * n1, np.maximum(low, 0), np.minimum(high, 0))
    return settle(lrc, undefined_ratio(f1, f2, n1, n2))


def undefined_ratio(f1: np.ndarray, f2: np.ndarray, n1: np.ndarray, n2: np.ndarray) -> np.ndarray:
    """Return why a ratio of frequencies is not defined for each word; empty where it is."""
    return np.select(
        [(n1 == 0) | (n2 == 0), f1 + f2 == 0],
        ["a corpus is empty", "the word occurs in neither corpus"],
        default="",
    )


def _log2(numerator: np.ndarray, denominator: np.ndarray) -> np.ndarray:
    """Return log₂ of the quotient, NaN where either number is 0."""
    quotient = over(numerator, denominator)
    return np.log2(np.where(quotient > 0, quotient, 1)) + np.where(quotient > 0, 0, np.nan)
