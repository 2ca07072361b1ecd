"""Lexical diversity: published spectrum, moving windows, short texts."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.measures.diversity import diversity_table, mattr, ttr, yules_k

# The Gospel of John, ch. 1 (Miranda-García & Calle-Martín 2005): frequency -> types
JOHN = {
    1: 212,
    2: 51,
    3: 26,
    4: 13,
    5: 6,
    6: 6,
    7: 3,
    8: 4,
    10: 1,
    11: 1,
    13: 3,
    16: 1,
    17: 1,
    19: 1,
    21: 1,
    59: 1,
}


def test_ttr():
    assert ttr([*"babababa"]) == 0.25
    assert ttr([*"aabb"]) == 0.5
    assert ttr([]).reason == "no token"


def test_yules_k_of_john():
    frequencies = [frequency for frequency, types in JOHN.items() for _ in range(types)]
    assert (sum(frequencies), len(frequencies)) == (755, 331)
    assert yules_k(frequencies) == pytest.approx(112.766984, abs=6e-7)  # recomputed
    assert yules_k([]).reason == "no token"
    assert yules_k([1, 1, 1]) == 0
    with pytest.raises(ValueError, match="negative"):
        yules_k([-1])


@given(st.lists(st.sampled_from("abcde"), min_size=1, max_size=40), st.integers(1, 40))
def test_mattr_against_plain_windows(tokens, window):
    value = mattr(tokens, window)
    if window > len(tokens):
        assert value.reason == f"shorter than the window of {window} tokens"
    else:
        windows = [tokens[i : i + window] for i in range(len(tokens) - window + 1)]
        assert value == pytest.approx(sum(ttr(part) for part in windows) / len(windows))


def test_table_says_which_reports_are_too_short():
    table = diversity_table({"b": ["法治"] * 3, "a": ["法治", "政府", "建设", "法治"], "c": []}, window=4)
    assert table["report_id"].tolist() == ["a", "b", "c"]
    assert table["mattr"].tolist() == pytest.approx([0.75, math.nan, math.nan], nan_ok=True)
    assert table["note"].tolist() == ["", *["shorter than the window of 4 tokens"] * 2]
    assert table["ttr"].tolist() == pytest.approx([0.75, 1 / 3, math.nan], nan_ok=True)
    assert diversity_table({}, window=4).dtypes["mattr"] == "float64"
    with pytest.raises(ValueError, match="window"):
        mattr(["a"], 0)
