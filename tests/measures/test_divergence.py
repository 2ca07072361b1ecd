"""Jensen–Shannon, entropy, rank turbulence: vectors, agreement with SciPy, properties, edges."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from scipy.spatial import distance

from analysis.measures.divergence import (
    jensen_shannon,
    jensen_shannon_terms,
    rank_turbulence,
    shannon_entropy,
)

TOY1 = {"a": 3, "b": 2, "c": 6, "d": 1, "e": 1, "f": 1, "g": 1, "h": 2}
TOY2 = {"a": 2, "b": 1, "c": 2, "d": 4, "e": 1, "f": 1, "g": 0, "h": 1}
LAST1 = {"a": 20, "e": 14, "c": 8, "b": 7, "f": 4, "g": 2, "d": 1}
LAST2 = {"b": 24, "a": 16, "e": 5, "d": 4, "c": 3, "f": 2, "g": 1}

VECTORS = [
    pytest.param(
        TOY1, TOY2, "equal", 0.1379543646,
        {"a": 0.000101, "b": 0.002123, "c": 0.024629, "d": 0.076502, "e": 0.001532, "f": 0.001532,
         "g": 0.029412, "h": 0.002123}, id="toy-computed",
    ),
    pytest.param(TOY1, TOY2, "pooled", 0.1348495552, {}, id="toy-pooled-computed"),
    pytest.param({"a": 1, "b": 1}, {"a": 1}, "equal", 0.3112781245, {"a": 0.0612781245, "b": 0.25}, id="pair"),
    pytest.param({"a": 3}, {"b": 9}, "equal", 1, {}, id="disjoint"),
    pytest.param({"a": 1, "b": 1}, {"a": 5, "b": 5}, "equal", 0, {}, id="same"),
    pytest.param(
        LAST1, LAST2, "equal", 0.1301549270,
        {"b": 0.065956, "e": 0.027845, "c": 0.014767, "d": 0.012856, "f": 0.004190, "a": 0.002446,
         "g": 0.002095}, id="last-computed",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("p", "q", "weights", "value", "contributions"), VECTORS)
def test_jensen_shannon(p, q, weights, value, contributions):
    assert jensen_shannon(p, q, weights=weights) == pytest.approx(value, abs=6e-11)
    terms = jensen_shannon_terms(p, q, weights=weights).set_index("term")["contribution"]
    assert terms.sum() == pytest.approx(value, abs=6e-11)
    for term, contribution in contributions.items():
        assert terms[term] == pytest.approx(contribution, abs=6e-7)


def test_terms_say_on_which_side_a_term_is_more_frequent():
    terms = jensen_shannon_terms(LAST1, LAST2)
    assert terms["term"].tolist() == ["b", "e", "c", "d", "f", "a", "g"]
    assert terms["side"].tolist() == [-1, 1, 1, -1, 1, 1, 1]


def test_divergence_is_not_scipys_distance():
    p, q = [list(toy.values()) for toy in (TOY1, TOY2)]
    assert jensen_shannon(p, q) == pytest.approx(distance.jensenshannon(p, q, base=2) ** 2)
    assert math.sqrt(jensen_shannon(p, q)) == pytest.approx(0.371422, abs=6e-7)
    assert jensen_shannon(p, q) * math.log(2) == pytest.approx(0.095623, abs=6e-7)


def test_pooled_weights_are_g2_of_the_full_table():
    p, q = [list(toy.values()) for toy in (TOY1, TOY2)]
    g2 = stats.chi2_contingency([p, q], correction=False, lambda_="log-likelihood").statistic
    assert g2 == pytest.approx(5.421294, abs=6e-7)
    assert jensen_shannon(p, q, weights="pooled") == pytest.approx(g2 / (2 * 29 * math.log(2)))


COUNTS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 40)).filter(lambda d: any(d.values()))


@settings(max_examples=40)
@given(COUNTS, COUNTS)
def test_properties(p, q):
    value = jensen_shannon(p, q)
    assert 0 <= value <= 1
    assert jensen_shannon(q, p) == pytest.approx(value, abs=1e-12)
    assert jensen_shannon({k: 7 * v for k, v in p.items()}, q) == pytest.approx(value, abs=1e-12)
    assert jensen_shannon(dict(reversed(p.items())), q) == value
    assert jensen_shannon(pd.Series(p, dtype=float), pd.Series(q, dtype=float)) == value
    assert (jensen_shannon_terms(p, q)["contribution"] >= 0).all()


@pytest.mark.parametrize(("p", "q"), [({}, {"a": 1}), ({"a": 0}, {"a": 1}), ([], []), ([0, 0], [1, 2])])
def test_empty_text_is_undefined(p, q):
    assert jensen_shannon(p, q).reason == "empty text"
    assert jensen_shannon_terms(p, q)["contribution"].isna().all()
    assert rank_turbulence(p, q).reason == "empty text"


def test_entropy():
    assert shannon_entropy([0.5, 0.25, 0.25]) == pytest.approx(1.5)  # computed
    assert shannon_entropy([1] * 14) == pytest.approx(3.807355, abs=6e-7)  # computed
    assert shannon_entropy({"T01": 3, "T02": 0}) == 0
    assert shannon_entropy([0, 0]).reason == "nothing to divide"


def test_rank_turbulence_without_absent_types():
    assert rank_turbulence(LAST1, LAST2) == pytest.approx(
        0.45924793111057804, abs=1e-14
    )  # keyflux, published
    assert rank_turbulence(LAST1, LAST2, normalised=False) == pytest.approx(6.0214664, abs=6e-8)


def test_rank_turbulence_with_absent_types():
    # The normalisation takes N + N/2 where tied ranks average N + (N + 1)/2, so disjoint is only about 1.
    assert rank_turbulence({"a": 3, "b": 1}, {"c": 9, "d": 2, "e": 1}) == pytest.approx(1, abs=0.05)
    # Types a b c: ranks 1, 2, 3 against (b, c) 1, 2 and a alone in third place: by the formula, alpha 1.
    ranks = np.array([[1, 3], [2, 1], [3, 2]])
    raw = np.sqrt(np.abs(1 / ranks[:, 0] - 1 / ranks[:, 1])).sum()
    one = np.sqrt(np.abs(1 / np.array([1, 2, 3]) - 1 / (3 + 2 / 2))).sum()
    other = np.sqrt(np.abs(1 / np.array([1, 2]) - 1 / (2 + 3 / 2))).sum()
    value = rank_turbulence({"a": 9, "b": 5, "c": 1}, {"b": 4, "c": 2})
    assert value == pytest.approx(raw / (one + other))
    assert rank_turbulence({"a": 9, "b": 5, "c": 1}, {"b": 4, "c": 2, "a": 0, "z": 0}) == pytest.approx(value)
    assert rank_turbulence(LAST1, LAST1) == 0


@pytest.mark.parametrize(
    ("p", "q", "message"),
    [
        ([1, 2], [1], "lengths differ"),
        ([1, -2], [1, 2], "negative"),
        ({"a": 1}, [1], "both be named"),
        (pd.Series([1, 2], ["a", "a"]), {"a": 1}, "twice"),
    ],
)
def test_invalid_input_is_refused(p, q, message):
    with pytest.raises(ValueError, match=message):
        jensen_shannon(p, q)
    with pytest.raises(ValueError, match="weights"):
        jensen_shannon({"a": 1}, {"a": 1}, weights="half")
    with pytest.raises(ValueError, match="alpha"):
        rank_turbulence({"a": 1}, {"a": 1}, alpha=0)
