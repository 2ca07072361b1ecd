"""Rank measures: vectors, agreement with SciPy, ties, missing years."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis.measures import ranks
from analysis.measures.ranks import kendall_tau, kendall_w, spearman_rho

IQ = [106, 100, 86, 101, 99, 103, 97, 113, 112, 110]
TV = [7, 27, 2, 50, 28, 29, 20, 12, 6, 17]


@pytest.mark.parametrize(
    ("y", "tau", "p"),
    [
        pytest.param([1, 2, 3, 4, 6], 1, 2 / 120, id="rising-computed"),
        pytest.param([1, 3, 2, 4, 5], 0.8, 10 / 120, id="one-swap-computed"),
        pytest.param([2, 3, 3, 5, 4, 8, 8, 9], 0.889499, 48 / 40320, id="ties-computed"),
    ],
)
def test_kendall_of_a_yearly_series(y, tau, p):
    result = kendall_tau(range(2016, 2016 + len(y)), y)
    assert result.tau == pytest.approx(tau, abs=6e-7)
    assert result.p == pytest.approx(p, abs=1e-12)
    assert result.method == "enumerated"


def test_kendall_with_ties_counts_pairs():
    result = kendall_tau(range(8), [2, 3, 3, 5, 4, 8, 8, 9])
    assert result.s == 24
    normal = stats.kendalltau(range(8), [2, 3, 3, 5, 4, 8, 8, 9], method="asymptotic").pvalue
    assert normal == pytest.approx(0.002563, abs=6e-7)
    assert result.p < normal / 2


def test_textbook_example():
    assert spearman_rho(IQ, TV) == pytest.approx(-29 / 165, abs=1e-12)
    result = kendall_tau(IQ, TV, seed=1)
    assert result.tau == pytest.approx(-0.111111, abs=6e-7)
    assert (result.method, result.B) == ("monte carlo", 9999)
    assert result.p == pytest.approx(stats.kendalltau(IQ, TV).pvalue, abs=0.02)


def test_exact_and_monte_carlo_converge(monkeypatch):
    x, y = range(7), [1, 3, 2, 2, 5, 4, 6]
    exact = kendall_tau(x, y)
    monkeypatch.setattr(ranks, "EXACT", 3)
    drawn = kendall_tau(x, y, seed=1, B=40_000)
    assert drawn.method == "monte carlo"
    assert drawn.p == pytest.approx(exact.p, abs=0.005)


SERIES = st.lists(st.integers(0, 6), min_size=3, max_size=7).filter(lambda y: len(set(y)) > 1)


@given(SERIES, st.randoms(use_true_random=False))
def test_agreement_with_scipy(y, random):
    x = list(range(len(y)))
    result = kendall_tau(x, y)
    assert result.tau == pytest.approx(stats.kendalltau(x, y).statistic, abs=1e-12)
    assert spearman_rho(x, y) == pytest.approx(stats.spearmanr(x, y).statistic, abs=1e-12)
    order = random.sample(x, len(x))
    assert repr(kendall_tau(order, [y[i] for i in order])) == repr(result)
    assert kendall_tau(x, [-v for v in y]).tau == pytest.approx(-result.tau)


def test_missing_years_are_missing_not_zero():
    result = kendall_tau([2016, 2017, 2018, 2019, 2020], [1, None, 2, math.nan, 4])
    assert (result.n, result.missing, result.tau) == (3, 2, 1)
    assert kendall_tau([2016, 2017, 2018], [1, None, 2]).note == "fewer than 3 points"
    assert kendall_tau([2016, 2017, 2018], [0, 0, 0]).tau.reason == "constant series"
    assert kendall_tau([], []).note == "fewer than 3 points"
    assert spearman_rho([1, 2, 3], [4, 4, 4]).reason == "constant series"
    assert spearman_rho([1, 2], [4, 4]).reason == "fewer than 3 points"


@pytest.mark.parametrize(
    ("rankings", "w", "uncorrected", "chi2", "rho"),
    [
        pytest.param([[1, 2, 3, 4, 5], [2, 1, 3, 5, 4], [1, 3, 2, 4, 5]], 0.844444, 0.844444, 10.133333, 0.766667, id="computed"),
        pytest.param([[1, 2.5, 2.5, 4, 5], [2, 1, 3, 4, 5], [1, 2, 3.5, 3.5, 5]], 0.913793, 0.883333, 10.965517, math.nan, id="ties-computed"),
    ],
)  # fmt: skip
def test_kendall_w(rankings, w, uncorrected, chi2, rho):
    result = kendall_w(rankings)
    values = (result.w, result.w_uncorrected, result.chi2, result.mean_rho)
    assert values == pytest.approx((w, uncorrected, chi2, rho), abs=6e-7, nan_ok=True)
    assert result.chi2 == pytest.approx(stats.friedmanchisquare(*np.transpose(rankings)).statistic)


def test_mean_rho_is_the_mean_spearman():
    rankings = [[1, 2, 3, 4, 5], [2, 1, 3, 5, 4], [1, 3, 2, 4, 5]]
    pairs = [spearman_rho(rankings[i], rankings[j]) for i, j in ((0, 1), (0, 2), (1, 2))]
    assert kendall_w(rankings).mean_rho == pytest.approx(np.mean(pairs))


def test_edges_of_w():
    assert kendall_w([[1, 2, 3]]).w.reason == "fewer than two rankings or objects"
    assert kendall_w([[1, 1], [2, 2]]).w.reason == "every ranking is constant"
    for bad in ([[1, 2], [1]], [[1, None], [1, 2]], []):
        with pytest.raises(ValueError, match="complete rows"):
            kendall_w(bad)
    with pytest.raises(ValueError, match="lengths differ"):
        kendall_tau([1], [1, 2])
    with pytest.raises(ValueError, match="complete series"):
        spearman_rho([1, 2, None], [1, 2, 3])
