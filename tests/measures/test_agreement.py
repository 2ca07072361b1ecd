"""Krippendorff's alpha: vectors of the specification, invariances, bootstrap over units, edges."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.measures.agreement import assess, bootstrap_alpha, krippendorff_alpha


def coded(*rows: str) -> list[list[object]]:
    values = [[None if mark == "·" else mark for mark in row.split()] for row in rows]
    return [[int(mark) if mark and mark.isdigit() else mark for mark in row] for row in values]


A = coded(
    "· · · · · 3 4 1 2 1 1 3 3 · 3",
    "1 · 2 1 3 3 4 3 · · · · · · ·",
    "· · 2 1 3 4 4 · 2 1 1 3 3 · 4",
)
B = coded(
    "1 2 3 3 2 1 4 1 2 · · ·",
    "1 2 3 3 2 2 4 1 2 5 · 3",
    "· 3 3 3 2 3 4 2 2 5 1 ·",
    "1 2 3 3 2 4 4 1 2 5 1 ·",
)
C = coded("p n u ·", "p n u p", "p n p p")
D = coded("1 1 2 2 3", "1 1 2 3 3")

VECTORS = [
    pytest.param(A, "nominal", 0.691358, id="A-nominal-published"),
    pytest.param(A, "ordinal", 0.806721, id="A-ordinal-computed"),
    pytest.param(A, "interval", 0.810845, id="A-interval-published"),
    pytest.param(A, "ratio", 0.808944, id="A-ratio-computed"),
    pytest.param(B, "nominal", 0.743421, id="B-nominal-computed"),
    pytest.param(B, "ordinal", 0.815388, id="B-ordinal-published"),
    pytest.param(B, "interval", 0.849107, id="B-interval-computed"),
    pytest.param(B, "ratio", 0.797403, id="B-ratio-published"),
    pytest.param(C, "nominal", 0.722222, id="C-nominal-published"),
    pytest.param(D, "nominal", 0.727273, id="D-nominal-computed"),
    pytest.param(D, "ordinal", 0.889796, id="D-ordinal-computed"),
    pytest.param(D, "interval", 0.869565, id="D-interval-computed"),
]


@pytest.mark.parametrize(("data", "level", "value"), VECTORS)
def test_alpha(data, level, value):
    assert krippendorff_alpha(data, level) == pytest.approx(value, abs=6e-7)
    frame = pd.DataFrame(data)
    assert krippendorff_alpha(frame, level) == pytest.approx(value, abs=6e-7)
    if level != "nominal" or data is not C:
        floats = np.array([[math.nan if v is None else v for v in row] for row in data], dtype=float)
        assert krippendorff_alpha(floats, level) == pytest.approx(value, abs=6e-7)


def test_alpha_can_be_negative():
    assert krippendorff_alpha([[1, 2], [2, 1]], "nominal") == pytest.approx(-0.5)  # computed


@pytest.mark.parametrize(
    ("data", "level", "undefined", "mean", "sd", "low", "high"),
    [
        (C, "nominal", 17, 0.6530901450, 0.2751787476, 0.0833333, 1),
        (D, "nominal", 34, 0.6751142211, 0.2923986720, -0.08, 1),
        (D, "ordinal", 34, 0.8216854433, 0.2448759026, 0, 1),
        (D, "interval", 34, 0.8069495746, 0.2318581397, 0, 1),
    ],
)
def test_bootstrap_over_units(data, level, undefined, mean, sd, low, high):
    result = bootstrap_alpha(data, level, seed=1)  # computed by enumeration
    assert (result.method, result.B) == ("enumerated", 256 if data is C else 3125)
    assert result.undefined == undefined
    assert result.undefined_share == pytest.approx(undefined / result.B)
    assert (result.mean, result.sd) == pytest.approx((mean, sd), abs=6e-11)
    assert (result.low, result.high) == pytest.approx((low, high), abs=6e-8)
    assert f"{undefined} resamples" in result.note


def test_drawn_bootstrap_of_many_units():
    twice = [row + row for row in D]
    result = bootstrap_alpha(twice, "interval", seed=1, B=500)
    assert (result.method, result.B, result.units) == ("bootstrap", 500, 10)
    assert result.low < krippendorff_alpha(twice, "interval") <= result.high
    shuffled = [[row[i] for i in (3, 9, 0, 1, 8, 2, 7, 4, 6, 5)] for row in twice]
    assert repr(bootstrap_alpha(shuffled, "interval", seed=1, B=500)) == repr(result)


def test_what_stands_beside_alpha():
    result = assess(A, "nominal")
    assert (result.units, result.dropped, result.values) == (12, 3, 26)
    assert result.positive == {1: 4, 2: 2, 3: 6, 4: 3}
    perfect = assess([[1, 2, 3], [1, 2, 3]], "nominal")
    assert (perfect.alpha, perfect.raw) == (1, 1)


@given(st.permutations([1, 2, 3, 4]))
def test_relabelling_nominal_codes_changes_nothing(new):
    renamed = [[None if v is None else f"code {new[v - 1]}" for v in row] for row in A]
    assert krippendorff_alpha(renamed, "nominal") == pytest.approx(0.691358, abs=6e-7)


@given(st.integers(-50, 50))
def test_shifting_changes_no_interval_alpha(shift):
    moved = [[None if v is None else v + shift for v in row] for row in A]
    assert krippendorff_alpha(moved, "interval") == pytest.approx(0.810845, abs=6e-7)


@given(
    st.lists(st.lists(st.sampled_from([None, 1, 2, 3]), min_size=3, max_size=3), min_size=1, max_size=8),
    st.sampled_from(["nominal", "ordinal", "interval", "ratio"]),
)
def test_against_the_definition_by_pairs(units, level):
    """An independent computation: sums over pairs of values, no coincidence matrix."""
    kept = [[v for v in unit if v is not None] for unit in units]
    kept = [unit for unit in kept if len(unit) > 1]
    pooled = [v for unit in kept for v in unit]

    def distance(a, b):
        if level == "nominal":
            return float(a != b)
        if level == "interval":
            return (a - b) ** 2
        if level == "ratio":
            return ((a - b) / (a + b)) ** 2
        low, high = min(a, b), max(a, b)
        between = sum(low <= v <= high for v in pooled)
        return (between - (pooled.count(a) + pooled.count(b)) / 2) ** 2

    observed = sum(
        sum(distance(a, b) for a, b in itertools.permutations(unit, 2)) / (len(unit) - 1) for unit in kept
    )
    chance = sum(distance(a, b) for a, b in itertools.permutations(pooled, 2))
    alpha = krippendorff_alpha([list(row) for row in zip(*units, strict=True)], level)
    if not kept:
        assert alpha.reason == "no unit has two values"
    elif chance == 0:
        assert alpha.reason == "no variation"
    else:
        assert alpha == pytest.approx(1 - (len(pooled) - 1) * observed / chance, abs=1e-9)


def test_undefined_says_why():
    assert krippendorff_alpha([[1, None], [None, 2]], "nominal").reason == "no unit has two values"
    assert krippendorff_alpha([[2, 2], [2, 2]], "interval").reason == "no variation"
    assert krippendorff_alpha([], "nominal").reason == "no unit has two values"
    assert bootstrap_alpha([[2, 2], [2, 2]], "interval", seed=1).note == "no variation"
    one = bootstrap_alpha([[1, 2], [2, None]], "nominal", seed=1)
    assert (one.note, math.isnan(one.low)) == ("fewer than two units", True)
    assert krippendorff_alpha([[0, 0, 3], [0, 0, 3]], "ratio") == 1


@pytest.mark.parametrize(
    ("data", "level", "message"),
    [
        (D, "likert", "level must be one of"),
        ([[1, 2], [1]], "nominal", "different numbers"),
        (C, "ordinal", "needs numbers"),
        ([[1, -2], [1, 2]], "ratio", "at least 0"),
    ],
)
def test_invalid_input_is_refused(data, level, message):
    with pytest.raises(ValueError, match=message):
        krippendorff_alpha(data, level)
    with pytest.raises(TypeError):
        krippendorff_alpha(D)
