"""Rates of places: the numbers of the specification, and what has no rate."""

from __future__ import annotations

import math

import pytest

from analysis.measures.rates import beta_binomial_moments, mean_place_rate, pooled_rate, shrunken_rate

X, N = [1, 2, 3, 4, 5], [9, 10, 10, 10, 11]


def test_pooled_and_averaged_rates_differ():
    # computed: vector A
    assert pooled_rate(X, N) == pytest.approx(0.3, abs=1e-12)
    assert mean_place_rate(X, N) == pytest.approx(0.293131, abs=5e-7)


def test_rate_per_1000_han_characters():
    # computed: 法治 twice in 19 Han characters, two characters each
    assert pooled_rate([2], [19], per=1000) == pytest.approx(105.263158, abs=5e-7)
    assert pooled_rate([4], [19], per=1000) == pytest.approx(210.526316, abs=5e-7)


@pytest.mark.parametrize(("x", "n", "value"), [(0, 50, 0.013333), (5, 50, 0.046667)])
def test_shrunken_rate(x, n, value):
    assert shrunken_rate(x, n, a=2, b=98) == pytest.approx(value, abs=5e-7)  # computed


def test_text_of_length_zero_has_no_rate():
    assert pooled_rate([0, 0], [0, 0]).reason == "no text"
    assert mean_place_rate([], []).reason == "no text"
    assert pooled_rate([0], [7]) == 0
    assert mean_place_rate([0, 3], [0, 6]) == 0.5


def test_moments_draw_places_towards_the_pooled_share():
    x, n = [0, 3, 9, 2, 14, 1], [20, 25, 30, 22, 28, 25]
    a, b = beta_binomial_moments(x, n)
    assert a / (a + b) == pytest.approx(pooled_rate(x, n))
    shrunken = shrunken_rate(x, n, a, b)
    for raw, drawn in zip((p / q for p, q in zip(x, n, strict=True)), shrunken, strict=True):
        assert min(raw, a / (a + b)) <= drawn <= max(raw, a / (a + b))


@pytest.mark.parametrize(
    ("x", "n", "reason"),
    [
        ([1], [10], "fewer than two places with text"),
        ([0, 0], [10, 12], "no variation to fit"),
        ([2, 2], [10, 10], "places vary less than by chance"),
        ([0, 10], [10, 10], "no variation within places"),
        ([0, 1], [1, 1], "no variation to fit"),
    ],
)
def test_moments_say_why_there_is_nothing_to_fit(x, n, reason):
    a, b = beta_binomial_moments(x, n)
    assert math.isnan(a)
    assert math.isnan(b)
    assert a.reason == reason


@pytest.mark.parametrize(
    ("x", "n", "message"),
    [
        ([1], [0], "length zero"),
        ([-1], [3], "negative"),
        ([1, 2], [3], "lengths differ"),
        ([float("nan")], [3], "without NaN"),
        (["many"], [3], "must be numbers"),
    ],
)
def test_invalid_input_is_refused(x, n, message):
    with pytest.raises(ValueError, match=message):
        pooled_rate(x, n)
    with pytest.raises(ValueError, match="exceeds"):
        shrunken_rate(5, 4, 1, 1)
    with pytest.raises(ValueError, match="positive"):
        shrunken_rate(1, 4, 0, 1)
