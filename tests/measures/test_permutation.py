"""Permuting whole documents, and correction for many tests: vectors, exactness, order, edges."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse, stats

from analysis.measures import testing
from analysis.measures.divergence import jensen_shannon, jensen_shannon_test
from analysis.measures.keywords import keyness_permutation
from analysis.measures.testing import (
    benjamini_hochberg,
    benjamini_yekutieli,
    bonferroni,
    holm,
    permutation_test,
)

SIX = ([6, 5, 1, 2, 0, 1], [100, 80, 120, 100, 90, 110], [True] * 3 + [False] * 3)
SEVEN = ([6, 5, 3, 2, 0, 1, 1], [100, 80, 120, 100, 90, 110, 100], [True] * 3 + [False] * 4)
ALONE = ([12, 0, 0, 0, 0, 0], [100] * 6, [True] * 3 + [False] * 3)

VECTORS = [
    # computed by enumeration
    pytest.param(SIX, "log_likelihood", "greater", 5.920810, 6 / 20, 20, id="six-g2"),
    pytest.param(SIX, "log_ratio", "two-sided", 1.836501, 6 / 20, 20, id="six-ratio-two-sided"),
    pytest.param(SIX, "log_ratio", "greater", 1.836501, 3 / 20, 20, id="six-ratio-one-sided"),
    pytest.param(SEVEN, "log_likelihood", "greater", 9.368841, 1 / 35, 35, id="seven-g2"),
    pytest.param(SEVEN, "log_ratio", "two-sided", 2.102493, 2 / 35, 35, id="seven-ratio-two-sided"),
    pytest.param(SEVEN, "log_ratio", "greater", 2.102493, 1 / 35, 35, id="seven-ratio-one-sided"),
    pytest.param(ALONE, "log_likelihood", "greater", 16.880447, 1, 20, id="one-document-carries-all"),
]


@pytest.mark.parametrize(("data", "statistic", "alternative", "observed", "p", "number"), VECTORS)
def test_exact_permutation(data, statistic, alternative, observed, p, number):
    result = keyness_permutation(*data, seed=1, statistic=statistic, alternative=alternative)
    assert result.observed == pytest.approx(observed, abs=6e-7)
    assert result.p == pytest.approx(p, abs=1e-12)
    assert (result.method, result.B, result.undefined) == ("enumerated", number, 0)


def test_tokens_as_independent_would_find_far_too_much():
    for data, p in ((SIX, 0.014963), (SEVEN, 0.002207), (ALONE, 0.0000398)):
        observed = keyness_permutation(*data, seed=1).observed
        assert stats.chi2.sf(observed, 1) == pytest.approx(p, abs=6e-7)


def test_monte_carlo_converges_and_is_never_zero(monkeypatch):
    monkeypatch.setattr(testing, "ENUMERATED", 0)
    result = keyness_permutation(*SIX, seed=1, B=20_000)
    assert (result.method, result.B) == ("monte carlo", 20_000)
    assert result.p == pytest.approx(0.3, abs=0.015)
    strong = keyness_permutation([9] * 12 + [0] * 12, [100] * 24, [True] * 12 + [False] * 12, seed=1, B=99)
    assert strong.p == pytest.approx(1 / 100)


def test_block_size_changes_nothing(monkeypatch):
    x, n = np.arange(24) % 7, np.full(24, 50)
    group = np.arange(24) % 2 == 0
    whole = keyness_permutation(x, n, group, seed=3, B=400)
    assert whole.method == "monte carlo"
    monkeypatch.setattr(testing, "BLOCK", 24 * 13)
    split = keyness_permutation(x, n, group, seed=3, B=400)
    assert (split.p, split.observed) == (whole.p, whole.observed)
    assert split.mean == pytest.approx(whole.mean, rel=1e-12)


@given(st.randoms(use_true_random=False))
def test_order_of_documents_does_not_matter(random):
    rows = [(i % 5, 40 + i, i < 9) for i in range(20)]
    shuffled = random.sample(rows, len(rows))
    one = keyness_permutation(*zip(*rows, strict=True), seed=3, B=30)
    assert repr(keyness_permutation(*zip(*shuffled, strict=True), seed=3, B=30)) == repr(one)


def shares(ones, others):
    return ones[:, :-1] / ones[:, -1:] - others[:, :-1] / others[:, -1:]


COLUMNS = np.array([[5, 1, 4], [6, 0, 3], [4, 2, 2], [1, 5, 4], [0, 7, 3], [2, 6, 5]])


def test_divergence_with_its_baseline():
    """Against plain loops over every labeling."""
    result = jensen_shannon_test(COLUMNS, [True] * 3 + [False] * 3, seed=1)
    values = []
    for chosen in itertools.combinations(range(6), 3):
        rest = [i for i in range(6) if i not in chosen]
        values.append(jensen_shannon(COLUMNS[list(chosen)].sum(0), COLUMNS[rest].sum(0)))
    assert result.observed == pytest.approx(values[0])
    assert result.mean == pytest.approx(np.mean(values))
    assert result.p == pytest.approx(np.mean(np.array(values) >= values[0] - 1e-12))
    assert result.p == pytest.approx(2 / 20)


def test_a_group_without_text_has_no_divergence():
    result = jensen_shannon_test([[0, 0], [3, 1], [1, 2]], [True, False, False], seed=1)
    assert (result.note, result.undefined) == ("the statistic is not defined", 1)
    assert math.isnan(result.p)


def test_several_statistics_of_a_sparse_matrix_at_once():
    columns = np.column_stack([COLUMNS, COLUMNS.sum(axis=1)])
    group = [True] * 3 + [False] * 3
    dense = permutation_test(columns, group, shares, seed=1, alternative="two-sided")
    thin = permutation_test(sparse.csr_array(columns), group, shares, seed=1, alternative="two-sided")
    assert dense.p.shape == (3,)
    np.testing.assert_array_equal(dense.p, thin.p)
    for column in range(3):
        single = permutation_test(
            columns[:, [column, 3]], group, lambda a, b: shares(a, b)[:, 0], seed=1, alternative="two-sided"
        )
        assert single.p == dense.p[column]


def test_whole_places_are_shuffled():
    x, n, group = [4, 4, 4, 1, 1, 1], [50] * 6, [True] * 3 + [False] * 3
    places = ["甲", "甲", "乙", "丙", "丙", "丁"]
    assert keyness_permutation(x, n, group, seed=1).p == pytest.approx(2 / 20)
    clustered = keyness_permutation(x, n, group, seed=1, clusters=places)
    assert (clustered.B, clustered.p) == (6, pytest.approx(2 / 6))
    with pytest.raises(ValueError, match="split between groups"):
        keyness_permutation(x, n, group, seed=1, clusters=["甲"] * 6)
    with pytest.raises(ValueError, match="split between strata"):
        keyness_permutation(x, n, group, seed=1, clusters=places, strata=[1, 2, 1, 1, 1, 1])


def test_labels_stay_within_strata():
    x, n, group = [9, 1, 8, 2], [50] * 4, [True, False, True, False]
    result = keyness_permutation(x, n, group, seed=1, strata=[2021, 2021, 2022, 2022])
    assert (result.B, result.p) == (4, pytest.approx(2 / 4))
    assert result.note == "4 labelings in all: p cannot fall below 0.25"


def test_edges():
    assert keyness_permutation([0, 0, 0], [9, 9, 9], [True, False, False], seed=1).p == 1
    assert (
        keyness_permutation([0, 0, 0], [9, 9, 9], [True, False, False], seed=1).note == "the word is absent"
    )
    nobody = keyness_permutation([1, 2], [9, 9], [True, True], seed=1)
    assert math.isnan(nobody.p)
    assert nobody.note == "a group has no document"
    single = keyness_permutation([5, 1], [9, 9], [True, False], seed=1)
    assert (single.p, single.note) == (1, "2 labelings in all: p cannot fall below 0.5")
    one_sided = keyness_permutation([5, 1], [9, 9], [True, False], seed=1, statistic="log_ratio")
    assert one_sided.p == 0.5


def test_undefined_labelings_are_counted():
    # A group that gets the one document with text alone leaves the other without any.
    result = keyness_permutation([1, 0, 0], [9, 0, 7], [True, False, False], seed=1)
    assert (result.B, result.undefined) == (3, 1)


def test_invalid_input_is_refused():
    with pytest.raises(ValueError, match="one length"):
        permutation_test(COLUMNS, [True], shares, seed=1)
    with pytest.raises(ValueError, match="alternative"):
        permutation_test(COLUMNS, [True] * 6, shares, seed=1, alternative="less")
    with pytest.raises(ValueError, match="seed"):
        permutation_test(COLUMNS, [True] * 6, shares, seed=None)
    with pytest.raises(ValueError, match="statistic"):
        keyness_permutation([1, 2], [9, 9], [True, False], seed=1, statistic="chi2")


# Benjamini & Hochberg 1995
P = [
    0.0001,
    0.0004,
    0.0019,
    0.0095,
    0.0201,
    0.0278,
    0.0298,
    0.0344,
    0.0459,
    0.3240,
    0.4262,
    0.5719,
    0.6528,
    0.7590,
    1,
]
Q = [0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.063857, 0.063857, 0.0645, 0.0765, 0.486, 0.581182, 0.714875, 0.753231, 0.813214, 1]  # fmt: skip


class TestManyTests:
    def test_vector(self):
        assert benjamini_hochberg(P) == pytest.approx(Q, abs=6e-7)
        rejected = [
            int((adjust(P) <= 0.05).sum())
            for adjust in (benjamini_hochberg, bonferroni, holm, benjamini_yekutieli)
        ]
        assert rejected == [4, 3, 3, 3]  # the first two published

    def test_agreement_with_scipy(self):
        assert benjamini_hochberg(P) == pytest.approx(stats.false_discovery_control(P))
        assert benjamini_yekutieli(P) == pytest.approx(stats.false_discovery_control(P, method="by"))

    def test_missing_values_do_not_count(self):
        values = benjamini_hochberg([0.5, math.nan, 0.01, math.nan])
        assert values == pytest.approx([0.5, math.nan, 0.02, math.nan], nan_ok=True)
        assert np.isnan(benjamini_hochberg([math.nan])).all()
        assert len(benjamini_hochberg([])) == 0

    def test_invalid_input_is_refused(self):
        with pytest.raises(ValueError, match="from 0 to 1"):
            benjamini_hochberg([0.5, 1.5])

    @given(st.lists(st.floats(0, 1), min_size=1, max_size=20), st.randoms(use_true_random=False))
    def test_order_does_not_matter(self, p, random):
        for adjust in (benjamini_hochberg, benjamini_yekutieli, holm, bonferroni):
            adjusted = dict(zip(p, adjust(p), strict=True))
            shuffled = random.sample(p, len(p))
            assert adjust(shuffled).tolist() == [adjusted[value] for value in shuffled]
            assert all(adjusted[value] >= value for value in p)
