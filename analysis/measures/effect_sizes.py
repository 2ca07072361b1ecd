"""Effect sizes of keyness that other tools print, beside the log ratios of the study.

Arguments, result and errors as in :mod:`analysis.measures.keyness`.
"""

from __future__ import annotations

import numpy as np

from analysis.measures.keyness import Number, table, undefined_ratio
from analysis.measures.undefined import over, settle


def percent_difference(f1: object, f2: object, n1: object, n2: object) -> Number:
    """Return *%DIFF*, 100·(p₁ − p₂)/p₂, p the relative frequencies; undefined when f₂ = 0."""
    f1, f2, n1, n2 = table(f1, f2, n1, n2)
    reasons = undefined_ratio(f1, f2, n1, n2)
    reasons = np.where((f2 == 0) & (reasons == ""), "the word is absent from the reference", reasons)
    return settle(100 * (over(f1 * n2, f2 * n1) - 1), reasons)


def simple_maths(f1: object, f2: object, n1: object, n2: object, k: float = 1) -> Number:
    """Return *simple maths* (Kilgarriff), (10⁶p₁ + k)/(10⁶p₂ + k); a larger k favours frequent words.

    Raises
    ------
    ValueError
        As :func:`log_likelihood`, and when k is not positive.
    """
    if not k > 0:
        raise ValueError(f"k must be positive, got {k!r}")
    f1, f2, n1, n2 = table(f1, f2, n1, n2)
    ratio = over(over(1e6 * f1, n1) + k, over(1e6 * f2, n2) + k)
    return settle(ratio, undefined_ratio(f1, f2, n1, n2))


def keyness_pmi(f1: object, f2: object, n1: object, n2: object) -> Number:
    """Return the pointwise mutual information of word and target, ln(f₁·N/(R·n₁)), natural logarithm."""
    f1, f2, n1, n2 = table(f1, f2, n1, n2)
    reasons = undefined_ratio(f1, f2, n1, n2)
    reasons = np.where((f1 == 0) & (reasons == ""), "the word is absent from the target", reasons)
    quotient = over(f1 * (n1 + n2), (f1 + f2) * n1)
    return settle(np.log(np.where(quotient > 0, quotient, 1)), reasons)
