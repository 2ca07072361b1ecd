"""Which shares a printed percentage stands for: the attainable-rate test.

A percentage printed with d decimals stands for every share that gives it by rounding half up, rounding half to
even, or cutting off. With s one unit of its last decimal, these are exactly the shares from p - s/2, included, up
to p + s, excluded: cutting gives p from p on, rounding from p - s/2 on.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

#: How a share that was moved by powers of ten is explained.
_SLIPS = {
    Fraction(1, 100): "that is the share as a fraction, not in per cent",
    Fraction(1, 10): "smaller by a factor of 10",
    Fraction(10): "larger by a factor of 10",
    Fraction(100): "larger by a factor of 100",
}


class Range(NamedTuple):
    """What a printed number may stand for: from `low`, included, to `high`; no `high` is no bound."""

    low: Fraction
    high: Fraction | None
    closed: bool = True

    def holds(self, value: Fraction) -> bool:
        """Tell whether a value is in the range."""
        return self.low <= value and (
            self.high is None or value < self.high or (self.closed and value == self.high)
        )

    def holds_share(self, part: int, whole: int) -> bool:
        """Tell whether the share of two whole numbers, in per cent, is in the range."""
        share, low, high = 100 * part, self.low, self.high
        if share * low.denominator < low.numerator * whole:
            return False
        if high is None:
            return True
        over = share * high.denominator - high.numerator * whole
        return over < 0 or (self.closed and over == 0)

    def least(self, whole: int) -> int:
        """Return the smallest whole number whose share of `whole` in per cent is not below the range."""
        return max(0, -(-self.low.numerator * whole // (100 * self.low.denominator)))

    def meets(self, other: Range) -> bool:
        """Tell whether two ranges have a value in common."""
        first, second = sorted((self, other), key=lambda one: one.low)
        return first.holds(second.low)

    def plus(self, other: Range) -> Range:
        """Return the range of a sum."""
        high = None if self.high is None or other.high is None else self.high + other.high
        return Range(self.low + other.low, high, self.closed and other.closed)


@lru_cache(maxsize=1024)
def percentage(value: int | Decimal, decimals: int, qualifier: str = "exact") -> Range:
    """Return the shares, in per cent, that a printed percentage stands for.

    Parameters
    ----------
    value : int or Decimal
        The number printed.
    decimals : int
        How many decimals are printed, zeros included.
    qualifier : str
        As in table `quantities`. 以上 and 超 open the upper side, 以下 and 不超过 the lower one; 近, 约 and 不足 open
        both sides by one unit of the last digit.
    """
    printed, step = Fraction(value), Fraction(1, 10**decimals)
    if qualifier in ("at_least", "over"):
        return Range(printed, None)
    if qualifier == "at_most":
        return Range(Fraction(0), printed)
    if qualifier in ("approx", "under"):
        return Range(printed - step, printed + step)
    return Range(printed - step / 2, printed + step, closed=False)


def is_attainable(whole: int, printed: Range, decimals: int) -> bool:
    """Tell whether some whole number out of `whole` has a share within a printed percentage.

    From 100·10^d on every percentage with d decimals is attainable, and the answer is yes.
    """
    if whole <= 0 or whole >= 100 * 10**decimals:
        return True
    least = printed.least(whole)
    return least <= whole and printed.holds_share(least, whole)


def only_all(whole: int, printed: Range) -> bool:
    """Tell whether nothing but all of `whole` has a share within a printed percentage."""
    return whole > 0 and printed.holds_share(whole, whole) and printed.least(whole) == whole


def parts_of(whole: int, printed: Range) -> range:
    """Return the whole numbers out of `whole` that have a share within a printed percentage, at most 1000."""
    least = most = printed.least(whole)
    while most <= whole and most - least < 1000 and printed.holds_share(most, whole):
        most += 1
    return range(least, most)


def share(part: Range, whole: Range) -> Range:
    """Return the range of a share in per cent; the whole must be positive."""
    low = Fraction(0) if whole.high is None else 100 * part.low / whole.high
    high = None if part.high is None or whole.low <= 0 else 100 * part.high / whole.low
    return Range(low, high)


def slip(exact: Fraction, printed: Range) -> str:
    """Return how a share in per cent became the percentage printed, if a power of ten explains it, else nothing."""
    return next((words for factor, words in _SLIPS.items() if printed.holds(exact * factor)), "")


def show(value: Fraction, digits: int = 2) -> str:
    """Return a number for a reader: at most so many decimals, rounded half up, no zeros at the end."""
    scaled = int(value * 10**digits + Fraction(1, 2))
    text = f"{Decimal(scaled) / 10**digits:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
