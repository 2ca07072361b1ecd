"""Dispersion: ALLEMAND and computed vectors, properties, the table of all words."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.measures.dispersion import (
    carroll_d2,
    d_a,
    d_kl,
    dispersion_table,
    dp,
    dp_norm,
    juilland_d,
    parts_with,
    rosengren_s,
)

ALLEMAND = (
    [2, 0, 1, 1, 3, 0, 3, 0, 0, 0],
    [8143, 8058, 8271, 8125, 7959, 7941, 8146, 8001, 8003, 7930],
)
GRIES = ([1, 2, 3, 4, 5], [9, 10, 10, 10, 11])
MEASURES = (juilland_d, carroll_d2, rosengren_s, dp, dp_norm, d_a, d_kl)

VECTORS = [
    # D, D2, S, DP, DPnorm, D_A, D_KL
    pytest.param(*ALLEMAND, 0.603880, 0.652144, 0.476365, 0.499070, 0.553548, 0.308164, 0.533492, id="lyne-1985-published"),
    pytest.param(*GRIES, 0.785150, 0.937921, 0.949816, 0.18, 0.219512, 0.697450, 0.120471, id="gries-a-computed"),
    pytest.param([5, 0, 0, 0], [10] * 4, 0, 0, 0.25, 0.75, 1, 0, 0.666667, id="one-part-computed"),
    pytest.param([5, 0], [10, 90], 0, 0, 0.1, 0.9, 1, 0, 0.768622, id="small-part-computed"),
]  # fmt: skip


@pytest.mark.parametrize(("counts", "sizes", "d", "d2", "s", "deviation", "normed", "da", "dkl"), VECTORS)
def test_vectors(counts, sizes, d, d2, s, deviation, normed, da, dkl):
    values = [measure(counts, sizes) for measure in MEASURES]
    assert values == pytest.approx([d, d2, s, deviation, normed, da, dkl], abs=6e-7)


def test_other_normalisations():
    # computed
    assert 1 - dp(*ALLEMAND) == pytest.approx(0.500930, abs=6e-7)
    assert dp_norm(*ALLEMAND, variant="egbert") == pytest.approx(0.446231, abs=6e-7)
    assert dp_norm(*GRIES, variant="gries") == pytest.approx(0.225, abs=1e-12)
    assert dp_norm(*GRIES, variant="egbert") == pytest.approx(0.780488, abs=6e-7)
    assert dp_norm([5, 0], [10, 90], variant="gries") == pytest.approx(1.8, abs=1e-12)
    assert parts_with(*ALLEMAND) == 5


PARTS = st.lists(st.tuples(st.integers(0, 30), st.integers(30, 200)), min_size=2, max_size=15).filter(
    lambda parts: any(count for count, _ in parts)
)


@given(PARTS)
def test_joining_two_parts_never_raises_dp(parts):
    joined = [(parts[0][0] + parts[1][0], parts[0][1] + parts[1][1]), *parts[2:], (0, 50)]
    assert dp(*zip(*joined, strict=True)) <= dp(*zip(*parts, (0, 50), strict=True)) + 1e-12


@given(PARTS, st.integers(2, 1000))
def test_scaling_sizes_changes_nothing(parts, c):
    counts, sizes = zip(*parts, strict=True)
    larger = [c * size for size in sizes]
    for measure in (juilland_d, carroll_d2, dp, dp_norm):
        assert measure(counts, larger) == pytest.approx(measure(counts, sizes), abs=1e-9)


@given(PARTS)
def test_ranges_of_the_measures(parts):
    counts, sizes = zip(*parts, strict=True)
    for measure in (carroll_d2, rosengren_s, dp, dp_norm, d_a, d_kl):
        assert -1e-9 <= measure(counts, sizes) <= 1 + 1e-9


def test_what_is_undefined():
    for measure in MEASURES:
        assert measure([0, 0], [10, 10]).reason == "the word does not occur"
        assert measure([3], [10]).reason == "fewer than two parts"
        assert measure([3, 0], [10, 0]).reason == "fewer than two parts"
        assert measure([3, 1, 0], [10, 20, 0]) == pytest.approx(measure([3, 1], [10, 20]))


def test_invalid_input_is_refused():
    with pytest.raises(ValueError, match="length zero"):
        dp([1, 1], [0, 5])
    with pytest.raises(ValueError, match="lengths differ"):
        juilland_d([1, 1], [5])
    with pytest.raises(ValueError, match="variant"):
        dp_norm([1, 1], [5, 5], variant="norm")


WORDS = pd.DataFrame(
    [
        ("r1", "执法", 5),
        ("r2", "执法", 1),
        ("r3", "执法", 4),
        ("r1", "复议", 3),
        ("r3", "普法", 2),
        ("r2", "的", 9),
    ],
    columns=["report_id", "word", "n"],
)


def test_table_agrees_with_the_single_measures():
    table = dispersion_table(WORDS)
    assert table["word"].tolist() == ["执法", "的", "复议", "普法"]
    sizes = WORDS.groupby("report_id")["n"].sum()
    for row in table.itertuples():
        counts = (
            WORDS[WORDS["word"] == row.word].set_index("report_id")["n"].reindex(sizes.index, fill_value=0)
        )
        assert row.dp == pytest.approx(dp(counts, sizes))
        assert row.dp_norm == pytest.approx(dp_norm(counts, sizes))
        assert row.juilland_d == pytest.approx(juilland_d(counts, sizes))
        assert (row.range, row.parts, row.removed) == (parts_with(counts, sizes), 3, 0)


def test_table_takes_sizes_and_counts_removed_parts():
    sizes = pd.Series({"r3": 300, "r2": 100, "r1": 200, "r0": 0, "r4": 50})
    table = dispersion_table(WORDS, sizes)
    assert (table["removed"] == 1).all()
    assert table.loc[0, "dp"] == pytest.approx(dp([5, 1, 4, 0], [200, 100, 300, 50]))
    pd.testing.assert_frame_equal(table, dispersion_table(WORDS.sample(frac=1, random_state=1), sizes))


def test_table_edges():
    one = dispersion_table(WORDS[WORDS["report_id"] == "r1"])
    assert one["dp"].isna().all()
    assert (one["note"] == "fewer than two parts").all()
    zero = dispersion_table(pd.concat([WORDS, WORDS.head(1).assign(word="缺", n=0)]))
    assert zero.iloc[-1]["note"] == "the word does not occur"
    assert math.isnan(zero.iloc[-1]["dp_norm"])
    empty = dispersion_table(WORDS.head(0))
    assert len(empty) == 0
    assert empty["dp"].dtype == np.float64
    with pytest.raises(ValueError, match="sizes lacks report"):
        dispersion_table(WORDS, pd.Series({"r1": 9}))
    with pytest.raises(ValueError, match="lacks word"):
        dispersion_table(WORDS.drop(columns="word"))
