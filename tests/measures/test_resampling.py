"""Cluster bootstrap and standard errors: vectors A and B, convergence, order, and what has no interval."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis.measures import resampling
from analysis.measures.intervals import cluster_bootstrap, paired_bootstrap
from analysis.measures.resampling import (
    independent_replicates,
    paired_replicates,
    ratio_replicates,
    resample_sums,
)
from analysis.measures.standard_errors import (
    design_effect,
    jackknife_se,
    linearised_se,
    linearised_se_difference,
    naive_se,
    zero_bound,
)

A = ([1, 2, 3, 4, 5], [9, 10, 10, 10, 11])
B = ([2, 3, 1, 4], [10, 12, 8, 10], [3, 3, 3, 4], [11, 12, 9, 8])
CLUSTERS = st.lists(st.tuples(st.integers(0, 20), st.integers(20, 60)), min_size=2, max_size=12)


class TestVectorA:
    """Computed: all 3,125 resamples enumerated."""

    def test_standard_errors(self):
        assert linearised_se(*A) == pytest.approx(0.0623698645, abs=5e-11)
        assert jackknife_se(*A) == pytest.approx(0.0624075396, abs=5e-11)
        assert naive_se(*A) == pytest.approx(0.0648074070, abs=5e-11)
        assert design_effect(*A) == pytest.approx(0.9261904762, abs=5e-11)

    def test_bootstrap(self):
        result = cluster_bootstrap(*A, seed=1)
        assert (result.method, result.B, result.k, result.undefined) == ("enumerated", 3125, 5, 0)
        assert result.estimate == pytest.approx(0.3, abs=1e-12)
        assert result.mean == pytest.approx(0.2986368330, abs=5e-11)
        assert result.sd == pytest.approx(0.0559274014, abs=5e-11)
        assert result.low == pytest.approx(3 / 16, abs=1e-12)
        assert result.high == pytest.approx(21 / 52, abs=1e-12)
        assert result.note == "few clusters: interval too short"

    def test_enumeration_is_what_it_says(self):
        """Against plain loops over every resample."""
        x, n = A
        ratios = [
            sum(x[i] for i in drawn) / sum(n[i] for i in drawn)
            for drawn in itertools.product(range(5), repeat=5)
        ]
        replicates = ratio_replicates(np.array([x], float).T, np.array(n, float), seed=0)
        every = np.sort(np.repeat(replicates.values[:, 0], replicates.copies))
        np.testing.assert_allclose(every, np.sort(ratios), rtol=1e-14)


class TestVectorB:
    """Computed: all 256 paired resamples enumerated."""

    def test_paired_difference(self):
        result = paired_bootstrap(*B, seed=1)
        assert (result.method, result.B, result.k) == ("enumerated", 256, 4)
        assert result.estimate == pytest.approx(0.075, abs=1e-12)
        assert result.mean == pytest.approx(0.0796919816, abs=5e-11)
        assert result.sd == pytest.approx(0.0362160484, abs=5e-11)
        assert result.low == pytest.approx(35 / 2162, abs=1e-12)
        assert result.high == pytest.approx(197 / 1190, abs=1e-12)
        assert linearised_se_difference(*B) == pytest.approx(0.0406330120, abs=5e-11)

    def test_drawing_the_years_apart_is_another_and_wrong_answer(self):
        sides = [cluster_bootstrap(*B[:2], seed=1), cluster_bootstrap(*B[2:], seed=1)]
        assert [side.estimate for side in sides] == pytest.approx([0.25, 0.325])
        assert math.hypot(*(side.sd for side in sides)) == pytest.approx(0.0661592869, abs=5e-11)

    def test_independent_replicates(self, monkeypatch):
        monkeypatch.setattr(resampling, "ENUMERATED", 70_000)
        x0, n0, x1, n1 = (np.array(column, float) for column in B)
        replicates = independent_replicates(x0[:, None], n0, x1[:, None], n1, seed=1)
        assert (replicates.method, replicates.B) == ("enumerated", 65_536)
        assert replicates.sd()[0] == pytest.approx(0.0661592869, abs=5e-11)


@pytest.mark.parametrize(("k", "method", "number"), [(5, "enumerated", 3125), (6, "bootstrap", 2000)])
def test_enumerated_up_to_20000_resamples(k, method, number):
    result = cluster_bootstrap(range(k), [10] * k, seed=3)
    assert (result.method, result.B) == (method, number)


def test_drawn_and_enumerated_versions_converge():
    clusters = np.column_stack([*A]).astype(float)
    sums, copies, _ = resample_sums(clusters, seed=5, B=200_000, enumerated=False)
    ratios = sums[:, 0] / sums[:, 1]
    assert copies.sum() == 200_000
    assert ratios.mean() == pytest.approx(0.2986368330, abs=6e-4)
    assert ratios.std() == pytest.approx(0.0559274014, abs=6e-4)
    x0, n0, x1, n1 = (np.array(column, float) for column in B)
    twice = [np.concatenate([column] * 2) for column in (x0, n0, x1, n1)]
    paired = paired_replicates(twice[0][:, None], twice[1], twice[2][:, None], twice[3], seed=5, B=100_000)
    assert paired.method == "bootstrap"
    assert paired.mean()[0] == pytest.approx(0.075, abs=0.01)
    apart = independent_replicates(
        twice[0][:, None], twice[1], twice[2][:, None], twice[3], seed=5, B=100_000
    )
    assert apart.sd()[0] > 1.5 * paired.sd()[0]


def test_splitting_the_draws_changes_nothing(monkeypatch):
    clusters = np.random.default_rng(0).integers(0, 50, (37, 3)).astype(float)
    whole = resample_sums(clusters, seed=9, B=500)[0]
    monkeypatch.setattr(resampling, "BLOCK", 37 * 7)
    np.testing.assert_array_equal(resample_sums(clusters, seed=9, B=500)[0], whole)


def test_the_two_sides_are_drawn_from_different_streams():
    x, n = np.arange(1.0, 13)[:, None], np.full(12, 20.0)
    difference = independent_replicates(x, n, x, n, seed=2, B=50)
    assert np.abs(difference.values).max() > 0


@given(CLUSTERS, st.randoms(use_true_random=False))
def test_order_of_clusters_does_not_matter(clusters, random):
    shuffled = random.sample(clusters, len(clusters))
    one = cluster_bootstrap(*zip(*clusters, strict=True), seed=4, B=50)
    other = cluster_bootstrap(*zip(*shuffled, strict=True), seed=4, B=50)
    assert repr(one) == repr(other)


@given(st.randoms(use_true_random=False))
def test_order_of_pairs_does_not_matter(random):
    pairs = [(i % 4, 20 + i, i % 3, 30 - i) for i in range(12)]
    one = paired_bootstrap(*zip(*pairs, strict=True), seed=4, B=50)
    other = paired_bootstrap(*zip(*random.sample(pairs, 12), strict=True), seed=4, B=50)
    assert repr(one) == repr(other)


@given(CLUSTERS)
def test_interval_lies_around_the_estimate(clusters):
    result = cluster_bootstrap(*zip(*clusters, strict=True), seed=4, B=300)
    if any(x for x, _ in clusters):
        assert result.low <= result.mean + 1e-12
        assert result.mean <= result.high + 1e-12
    else:
        assert math.isnan(result.low)
        assert result.zero_bound == pytest.approx(1 - 0.05 ** (1 / len(clusters)))


@pytest.mark.parametrize("data", [A, ([0, 0, 1, 9], [10, 12, 9, 20])], ids=["vector-A", "skewed"])
def test_bca_only_by_name(data):
    """Against bias and acceleration computed in plain loops."""
    plain, corrected = cluster_bootstrap(*data, seed=1), cluster_bootstrap(*data, seed=1, kind="bca")
    assert (plain.kind, corrected.kind) == ("percentile", "bca")
    x, n = data
    k, rate = len(x), sum(x) / sum(n)
    drawn = itertools.product(range(k), repeat=k)
    ratios = np.array([sum(x[i] for i in draw) / sum(n[i] for i in draw) for draw in drawn])
    ties = np.abs(ratios - rate) < 1e-9
    bias = stats.norm.ppf((np.sum((ratios < rate) & ~ties) + ties.sum() / 2) / len(ratios))
    left_out = np.array([(sum(x) - x[i]) / (sum(n) - n[i]) for i in range(k)])
    skew = left_out.mean() - left_out
    a = (skew**3).sum() / (6 * (skew**2).sum() ** 1.5)
    z = bias + stats.norm.ppf([0.025, 0.975])
    ends = stats.norm.cdf(bias + z / (1 - a * z))
    assert (corrected.low, corrected.high) == pytest.approx(tuple(np.quantile(ratios, ends)))


def test_unknown_kind_of_interval_is_refused():
    with pytest.raises(ValueError, match="kind"):
        cluster_bootstrap(*A, seed=1, kind="basic")


def test_bca_without_variation_is_undefined():
    result = cluster_bootstrap([1, 1, 1], [5, 5, 5], seed=1, kind="bca")
    assert math.isnan(result.low)
    assert result.note == "BCa is not defined: the ratio does not vary from cluster to cluster"


class TestNoInterval:
    def test_one_cluster(self):
        result = cluster_bootstrap([3], [10], seed=1)
        assert result.estimate == 0.3
        assert math.isnan(result.low)
        assert math.isnan(result.high)
        assert result.note == "too few to say"
        assert linearised_se([3], [10]).reason == "fewer than two clusters"
        assert jackknife_se([3], [10]).reason == "fewer than two clusters"
        assert math.isnan(design_effect([3], [10]))

    def test_no_text(self):
        result = cluster_bootstrap([0, 0], [0, 0], seed=1)
        assert result.estimate.reason == "no text"
        assert result.note == "no text"
        assert paired_bootstrap([0, 0], [0, 0], [1, 1], [5, 5], seed=1).note == "no text"
        assert cluster_bootstrap([], [], seed=1).k == 0
        for value in (
            linearised_se([0], [0]),
            naive_se([0], [0]),
            linearised_se_difference([0], [0], [0], [3]),
        ):
            assert value.reason == "no text"

    def test_all_zero_reports_the_one_sided_bound_instead(self):
        result = cluster_bootstrap([0] * 20, [30] * 20, seed=1)
        assert result.estimate == 0
        assert math.isnan(result.high)
        assert result.zero_bound == pytest.approx(0.139108, abs=5e-7)  # computed
        assert result.note == "no hit in any cluster: see zero_bound"
        assert zero_bound(20) == pytest.approx(0.139108, abs=5e-7)
        assert zero_bound(0).reason == "no cluster"
        assert design_effect([0, 0], [5, 5]).reason == "the naive standard error is 0"

    def test_jackknife_without_text_elsewhere(self):
        assert jackknife_se([3, 0], [10, 0]).reason == "all text is in one cluster"

    def test_undefined_replicates_are_counted(self):
        # 2 of 2 draws miss the only cluster with text in 1 of 4 resamples.
        result = cluster_bootstrap([3, 0], [10, 0], seed=1)
        assert (result.B, result.undefined) == (4, 1)
        assert result.low == result.high == 0.3

    def test_many_clusters_need_no_note(self):
        assert cluster_bootstrap([1, 2] * 5, [10] * 10, seed=1).note == ""


@pytest.mark.parametrize("seed", [None, -1, 1.5, "x", True])
def test_a_seed_is_needed(seed):
    with pytest.raises(ValueError, match="seed"):
        cluster_bootstrap(*A, seed=seed)


def test_invalid_input_is_refused():
    with pytest.raises(ValueError, match="exceeds"):
        naive_se([3], [2])
    with pytest.raises(ValueError, match="lengths differ"):
        paired_bootstrap([1], [2], [1, 2], [3, 4], seed=1)
    with pytest.raises(ValueError, match="confidence"):
        cluster_bootstrap(*A, seed=1, confidence=95)
    with pytest.raises(ValueError, match="B ="):
        cluster_bootstrap(range(9), [9] * 9, seed=1, B=0)
    with pytest.raises(ValueError, match="alpha"):
        zero_bound(3, 0)


@given(st.integers(2, 30), st.integers(1, 20))
def test_equal_clusters_have_no_standard_error(k, x):
    assert linearised_se([x] * k, [20] * k) == 0
    assert jackknife_se([x] * k, [20] * k) == pytest.approx(0, abs=1e-12)
