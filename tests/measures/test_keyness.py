"""Keyness statistics: published and computed vectors, symmetry and scale, edges."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from analysis.measures.effect_sizes import keyness_pmi, percent_difference, simple_maths
from analysis.measures.keyness import (
    chi_square,
    expected,
    log_likelihood,
    log_ratio,
    log_ratio_conservative,
    log_ratio_interval,
    small_expected,
)
from analysis.measures.log_odds import log_odds

WAR = (620, 267, 1_017_879, 1_007_532)  # AmE06 and BE06, Brezina 2018, ch. 3
TOY1 = [3, 2, 6, 1, 1, 1, 1, 2]  # quanteda's tests: a b c d e f g h
TOY2 = [2, 1, 2, 4, 1, 1, 0, 1]

G2 = [
    # f1, f2, n1, n2, 2-term, 4-term, Williams, chi2, Yates
    pytest.param(*WAR, 140.865487, 140.925468, 140.846071, 136.963689, 136.178728, id="war-published"),
    pytest.param(10, 2, 1000, 1000, 5.822063, 5.854257, 5.620078, 5.365526, 4.107981, id="keyflux-published"),
    pytest.param(7, 2, 10, 9, 2.440100, 4.534939, 4.200833, 4.337160, 2.632438, id="quanteda-computed"),
    pytest.param(5, 0, 1000, 1000, 6.931472, 6.944003, 6.312727, 5.012531, 3.208020, id="zero-computed"),
    pytest.param(
        0, 5, 1000, 2000, 4.054651, 4.058824, 3.634766, 2.504174, 1.227045, id="zero-first-computed"
    ),
]


@pytest.mark.parametrize(("f1", "f2", "n1", "n2", "two", "four", "williams", "chi2", "yates"), G2)
def test_tests(f1, f2, n1, n2, two, four, williams, chi2, yates):
    assert log_likelihood(f1, f2, n1, n2, terms=2) == pytest.approx(two, abs=6e-7)
    assert log_likelihood(f1, f2, n1, n2) == pytest.approx(four, abs=6e-7)
    assert log_likelihood(f1, f2, n1, n2, correction="williams") == pytest.approx(williams, abs=6e-7)
    assert chi_square(f1, f2, n1, n2) == pytest.approx(chi2, abs=6e-7)
    assert chi_square(f1, f2, n1, n2, correction="yates") == pytest.approx(yates, abs=6e-7)


@pytest.mark.parametrize("table", [*(case.values[:4] for case in G2), (5, 5, 1000, 1010)])
def test_agreement_with_scipy(table):
    f1, f2, n1, n2 = table
    cells = [[f1, f2], [n1 - f1, n2 - f2]]
    g2 = stats.chi2_contingency(cells, correction=False, lambda_="log-likelihood").statistic
    assert log_likelihood(*table) == pytest.approx(g2, rel=1e-10)
    assert chi_square(*table) == pytest.approx(stats.chi2_contingency(cells, correction=False).statistic)
    assert chi_square(*table, correction="yates") == pytest.approx(stats.chi2_contingency(cells).statistic)


def test_published_roundings_of_war():
    assert round(log_likelihood(*WAR, terms=2), 2) == 140.87
    assert round(chi_square(*WAR), 2) == 136.96
    assert round(log_ratio(*WAR), 2) == 1.20
    assert expected(*WAR)[:2] == pytest.approx([445.765661, 441.234339], abs=6e-7)
    assert log_likelihood(*WAR) / log_likelihood(*WAR, correction="williams") == pytest.approx(
        1.000563718, abs=6e-10
    )


def test_signed_g2_of_two_toy_documents():
    values = [0.004751, 0.091242, 1.274238, -3.779441, -0.064900, -0.064900, 1.093291, 0.091242]  # computed
    assert log_likelihood(TOY1, TOY2, 17, 12, signed=True) == pytest.approx(values, abs=6e-7)
    assert keyness_pmi(3, 2, 17, 12) == pytest.approx(0.023257, abs=6e-7)


RATIOS = [
    # f1, f2, n1, n2, log ratio, +1/2, low, high, LRC
    pytest.param(*WAR, 1.200688, 1.199152, 0.991387, 1.413124, 0.991387, id="war"),
    pytest.param(10, 2, 1000, 1000, 2.321928, 2.070389, 0.091568, 5.552526, 0.091568, id="ten-two"),
    pytest.param(2, 10, 1000, 1000, -2.321928, -2.070389, -5.552526, -0.091568, -0.091568, id="two-ten"),
    pytest.param(7, 2, 10, 9, 1.655352, 1.440573, -0.737528, 4.957789, 0, id="not-clear"),
    pytest.param(50, 0, 1000, 1000, math.nan, 6.658211, 3.707127, math.inf, 3.707127, id="exclusive"),
    pytest.param(0, 50, 1000, 1000, math.nan, -6.658211, -math.inf, -3.707127, -3.707127, id="excluded"),
]


@pytest.mark.parametrize(("f1", "f2", "n1", "n2", "plain", "half", "low", "high", "lrc"), RATIOS)
def test_effect_sizes(f1, f2, n1, n2, plain, half, low, high, lrc):
    table = (f1, f2, n1, n2)
    assert log_ratio(*table) == pytest.approx(plain, abs=6e-7, nan_ok=True)
    assert log_ratio(*table, correction="half") == pytest.approx(half, abs=6e-7)
    assert log_ratio_interval(*table) == pytest.approx((low, high), abs=6e-7)
    assert log_ratio_conservative(*table) == pytest.approx(lrc, abs=6e-7)


def test_discount_bonferroni_and_other_tools():
    assert log_ratio(50, 0, 1000, 1000, correction="discount") == pytest.approx(6.643856, abs=6e-7)
    assert log_ratio_conservative(*WAR, m=1000) == pytest.approx(0.775989, abs=6e-7)
    assert log_ratio_conservative(10, 2, 1000, 1000, m=1000) == 0
    assert percent_difference(*WAR) == pytest.approx(129.849267, abs=6e-7)
    assert simple_maths(*WAR, k=100) == pytest.approx(1.942745, abs=6e-7)
    assert simple_maths(35, 263, 112_289_776, 1_559_716_979, k=1) == pytest.approx(1.122429, abs=6e-7)


def test_interval_is_clopper_pearson():
    low, high = log_ratio_interval(30, 7, 900, 1100, alpha=0.1, m=4)
    bounds = stats.binomtest(30, 37).proportion_ci(1 - 0.1 / 4, method="exact")
    mapped = [math.log2(1100 / 900 * bound / (1 - bound)) for bound in bounds]
    assert (low, high) == pytest.approx(mapped, rel=1e-9)


TOY_ODDS = [
    # variant, strength, column, a b c d e f g h
    ("uninformative", 0.01, "delta", [0.069321, 0.379717, 1.000612, -2.067642, -0.372715, -0.372715, 4.328889, 0.379717]),
    ("uninformative", 0.01, "z", [0.076102, 0.311326, 1.228044, -1.857190, -0.264864, -0.264864, 0.430762, 0.311326]),
    ("informative", 10, "z", [0.057618, 0.239690, 0.972275, -1.551961, -0.202288, -0.202288, 0.624195, 0.239690]),
]  # fmt: skip


@pytest.mark.parametrize(("variant", "strength", "column", "values"), TOY_ODDS)
def test_log_odds_with_dirichlet_prior(variant, strength, column, values):
    result = log_odds(TOY1, TOY2, variant=variant, strength=strength)  # computed
    assert result[column].tolist() == pytest.approx(values, abs=6e-7)
    assert (result["note"] == "").all()


def test_log_odds_edges():
    result = log_odds([3, 0, 1], [2, 2, 0], variant="uninformative", strength=0)
    assert result["delta"].isna().tolist() == [False, True, True]
    assert result["note"].tolist() == ["", *["no prior for an absent word, or no other word"] * 2]
    assert math.isnan(log_odds([3], [2], variant="informative", strength=1)["delta"].iloc[0])
    assert math.isnan(log_odds([0, 0], [0, 0], variant="informative", strength=1)["z"].iloc[0])
    with pytest.raises(ValueError, match="variant"):
        log_odds([1], [1], variant="flat", strength=1)
    with pytest.raises(ValueError, match="lengths differ"):
        log_odds([1, 2], [1], variant="uninformative", strength=1)
    with pytest.raises(ValueError, match="strength"):
        log_odds([1], [1], variant="uninformative", strength=-1)


COUNT = st.integers(0, 500)
TABLES = st.tuples(COUNT, COUNT, st.integers(501, 5000), st.integers(501, 5000))


@given(TABLES)
def test_swapping_the_corpora_negates(table):
    f1, f2, n1, n2 = table
    assume(f1 + f2 > 0)
    swapped = (f2, f1, n2, n1)
    assert log_likelihood(*swapped, signed=True) == pytest.approx(
        -log_likelihood(*table, signed=True), abs=1e-9
    )
    assert log_ratio(*swapped, correction="half") == pytest.approx(
        -log_ratio(*table, correction="half"), abs=1e-9
    )
    assert log_ratio_conservative(*swapped) == pytest.approx(
        -log_ratio_conservative(*table), rel=1e-7, abs=1e-9
    )


@given(st.lists(st.tuples(COUNT, COUNT), min_size=2, max_size=20))
def test_swapping_negates_log_odds(pairs):
    f1, f2 = zip(*pairs, strict=True)
    one = log_odds(f1, f2, variant="uninformative", strength=0.5)
    other = log_odds(f2, f1, variant="uninformative", strength=0.5)
    np.testing.assert_allclose(one["delta"], -other["delta"], atol=1e-9)


@given(TABLES, st.integers(2, 50))
def test_scaling_all_counts_scales_uncorrected_tests(table, c):
    assume(table[0] + table[1] > 0)
    larger = tuple(c * count for count in table)
    assert log_likelihood(*larger) == pytest.approx(c * log_likelihood(*table), rel=1e-7, abs=1e-7)
    assert chi_square(*larger) == pytest.approx(c * chi_square(*table), rel=1e-9, abs=1e-9)


@given(TABLES)
def test_conservative_ratio_is_nearer_to_zero(table):
    assume(table[0] + table[1] > 0)
    low, high = log_ratio_interval(*table)
    lrc = log_ratio_conservative(*table)
    assert low <= high
    assert lrc == 0 or abs(lrc) == pytest.approx(min(abs(low), abs(high)))


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ((0, 0, 10, 10), "the word occurs in neither corpus"),
        ((0, 3, 0, 10), "a corpus is empty"),
        ((3, 0, 10, 0), "a corpus is empty"),
        ((10, 5, 10, 5), "every token is the word"),
    ],
)
def test_undefined_says_why(table, reason):
    for value in (log_likelihood(*table), log_likelihood(*table, correction="williams"), chi_square(*table)):
        assert math.isnan(value)
        assert value.reason == reason
    if "every" not in reason:
        for measure in (log_ratio, log_ratio_conservative, percent_difference, simple_maths, keyness_pmi):
            assert measure(*table).reason == reason
        assert log_ratio(*table, correction="half").reason == reason


def test_an_absent_word_has_no_plain_ratio():
    assert log_ratio(5, 0, 10, 10).reason == "the word is absent from one corpus"
    assert percent_difference(5, 0, 10, 10).reason == "the word is absent from the reference"
    assert keyness_pmi(0, 5, 10, 10).reason == "the word is absent from the target"


def test_arrays_keep_shape_and_missing_values():
    values = log_likelihood([10, 0, 5], [2, 0, 5], 1000, [1000, 1000, 2000])
    assert values.shape == (3,)
    assert np.isnan(values).tolist() == [False, True, False]
    assert small_expected([10, 2], [2, 1], 1000, 1000).tolist() == [False, True]
    assert small_expected(10, 2, 1000, 1000) is np.False_


@pytest.mark.parametrize(
    ("arguments", "options", "message"),
    [
        ((-1, 2, 3, 4), {}, "f1 must not be negative"),
        ((5, 2, 3, 4), {}, "f1 exceeds n1: 5 of 3"),
        ((1, 5, 3, 4), {}, "f2 exceeds n2"),
        ((1, float("nan"), 3, 4), {}, "f2 must be finite"),
        (([1, 2], [1, 2, 3], 9, 9), {}, "lengths differ"),
        ((1, 2, 3, 4), {"correction": "yates"}, "correction"),
        ((1, 2, 3, 4), {"terms": 3}, "terms"),
        ((1, 2, 3, 4), {"terms": 2, "correction": "williams"}, "terms"),
    ],
)
def test_invalid_input_is_refused(arguments, options, message):
    with pytest.raises(ValueError, match=message):
        log_likelihood(*arguments, **options)


def test_unknown_variants_are_refused():
    for call in (
        lambda: chi_square(1, 2, 3, 4, correction="williams"),
        lambda: log_ratio(1, 2, 3, 4, correction="hardie"),
        lambda: log_ratio_conservative(1, 2, 3, 4, alpha=2),
        lambda: simple_maths(1, 2, 3, 4, k=0),
    ):
        with pytest.raises(ValueError, match=r"correction|alpha|k must"):
            call()
