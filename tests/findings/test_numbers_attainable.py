"""The attainable-rate test: which percentages whole numbers give, by rounding and by cutting."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.findings.attainable import (
    Range,
    is_attainable,
    only_all,
    parts_of,
    percentage,
    share,
    show,
    slip,
)

WAYS = (ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_DOWN)


def printed(part: int, whole: int, decimals: int, way: str) -> Decimal:
    """Return a share in per cent as decimal arithmetic prints it."""
    unit = Decimal(1).scaleb(-decimals)
    exact = Fraction(100 * part, whole) * 10**decimals
    low = exact.numerator // exact.denominator
    if way == ROUND_DOWN or exact == low:
        return Decimal(low) * unit
    half = exact - low
    up = half > Fraction(1, 2) or (half == Fraction(1, 2) and (way == ROUND_HALF_UP or low % 2 == 1))
    return Decimal(low + up) * unit


wholes = st.integers(1, 2000)
decimals_of = st.integers(0, 3)


@given(wholes, st.floats(0, 1), decimals_of, st.sampled_from(WAYS))
def test_every_printed_share_is_attainable(whole, fraction, decimals, way):
    part = round(whole * fraction)
    rate = percentage(printed(part, whole, decimals, way), decimals)
    assert rate.holds(Fraction(100 * part, whole))
    assert rate.holds_share(part, whole)
    assert is_attainable(whole, rate, decimals)
    assert part in parts_of(whole, rate)


@given(st.integers(1, 120), st.integers(0, 1000), st.integers(0, 1))
def test_attainable_is_what_trying_every_part_finds(whole, tenths, decimals):
    value = Decimal(tenths if decimals else tenths // 10).scaleb(-decimals)
    tried = any(printed(part, whole, decimals, way) == value for part in range(whole + 1) for way in WAYS)
    rate = percentage(value, decimals)
    assert is_attainable(whole, rate, decimals) == (tried or whole >= 100 * 10**decimals)
    if not tried:
        assert not parts_of(whole, rate)


@given(st.integers(1, 400), decimals_of, st.integers(0, 10**5))
def test_bounds_from_below_are_always_attainable_up_to_100(whole, decimals, units):
    value = Decimal(units).scaleb(-decimals)
    expected = value <= 100 or whole >= 100 * 10**decimals
    assert is_attainable(whole, percentage(value, decimals, "at_least"), decimals) == expected


@given(st.integers(1, 300), st.integers(0, 99))
def test_a_bound_that_only_all_meet_is_missed_by_one_less(whole, value):
    rate = percentage(Decimal(value), 0, "at_least")
    assert only_all(whole, rate) == (Fraction(100 * (whole - 1), whole) < value)


@pytest.mark.parametrize(
    ("whole", "value", "decimals", "attainable"),
    [
        (32, "98", 0, False),
        (326, "99.4", 1, True),
        (213, "99.3", 1, False),
        (213, "99.5", 1, True),
        (20, "97.5", 1, False),
        (40, "97.5", 1, True),
        (8, "62", 0, True),
        (8, "63", 0, True),
        (8, "64", 0, False),
        (100, "98", 0, True),
        (1000, "99.9", 1, True),
        (0, "98", 0, True),
    ],
)
def test_known_cases(whole, value, decimals, attainable):
    assert is_attainable(whole, percentage(Decimal(value), decimals), decimals) == attainable


def test_zeros_at_the_end_are_decimals():
    assert is_attainable(51, percentage(Decimal("98"), 0), 0)
    assert not is_attainable(53, percentage(Decimal("98.00"), 2), 2)


@pytest.mark.parametrize(
    ("qualifier", "inside", "outside"),
    [
        ("exact", ["97.5", "98", "98.99"], ["97.49", "99"]),
        ("at_least", ["98", "100"], ["97.9"]),
        ("over", ["98", "99"], ["97"]),
        ("approx", ["97", "98", "99"], ["96.9", "99.1"]),
        ("under", ["97", "98"], ["96"]),
        ("at_most", ["0", "98"], ["98.1"]),
    ],
)
def test_approximators_open_the_sides_they_name(qualifier, inside, outside):
    rate = percentage(Decimal(98), 0, qualifier)
    assert all(rate.holds(Fraction(value)) for value in inside)
    assert not any(rate.holds(Fraction(value)) for value in outside)


@pytest.mark.parametrize(
    ("part", "whole", "value", "words"),
    [
        (9, 420, "0.02", "fraction"),
        (190, 200, "0.95", "fraction"),
        (190, 200, "9.5", "smaller by a factor of 10"),
        (5, 200, "25", "larger by a factor of 10"),
        (1, 200, "50", "larger by a factor of 100"),
    ],
)
def test_slips_of_the_point_are_named(part, whole, value, words):
    decimals = len(value.partition(".")[2])
    assert words in slip(Fraction(100 * part, whole), percentage(Decimal(value), decimals))


def test_a_wrong_share_has_no_slip():
    assert slip(Fraction(95), percentage(Decimal(98), 0)) == ""


@given(st.integers(0, 50), st.integers(0, 50), st.integers(1, 50), st.integers(1, 50))
def test_a_share_of_ranges_holds_every_share_in_them(low, more, base, wider):
    ratio = share(Range(Fraction(low), Fraction(low + more)), Range(Fraction(base), Fraction(base + wider)))
    for part in (low, low + more):
        for whole in (base, base + wider):
            assert ratio.holds(Fraction(100 * part, whole))


@given(st.integers(0, 90), st.integers(0, 9), st.integers(0, 90), st.integers(0, 9))
def test_ranges_meet_when_they_have_a_value_in_common(first, size, second, other):
    one, two = (
        Range(Fraction(first), Fraction(first + size)),
        Range(Fraction(second), Fraction(second + other)),
    )
    common = set(range(first, first + size + 1)) & set(range(second, second + other + 1))
    assert one.meets(two) == two.meets(one) == bool(common)


def test_an_open_end_does_not_meet_what_begins_there():
    assert not percentage(Decimal(97), 0).meets(Range(Fraction(98), Fraction(98)))


@pytest.mark.parametrize(
    ("value", "text"), [("95", "95"), ("97.854", "97.85"), ("31/32", "0.97"), ("100", "100")]
)
def test_numbers_are_shown_without_empty_decimals(value, text):
    assert show(Fraction(value)) == text
