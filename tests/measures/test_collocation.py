"""Association of two words: published scores, counting in windows, edges."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.measures.collocation import (
    collocates,
    cooccurrences,
    delta_p,
    dice,
    log_dice,
    mi3,
    pmi,
    t_score,
    z_score,
)
from analysis.measures.keyness import chi_square, log_likelihood


@pytest.mark.parametrize(
    ("o", "f1", "f2", "value"),
    [
        pytest.param(8, 389, 230, 8.726204, id="sugiura-published"),
        pytest.param(300, 300, 300, 14, id="most-published"),
        pytest.param(3, 3000, 3000, 4.034216, id="3-published"),
        pytest.param(6, 3000, 3000, 5.034216, id="6-published"),
        pytest.param(300, 3000, 3000, 10.678072, id="300-published"),
        pytest.param(256, 3035, 1000, 11.021647, id="base-2-computed"),
        pytest.param(2, 3, 3, 13.415037, id="toy-computed"),
    ],
)
def test_log_dice(o, f1, f2, value):
    assert log_dice(o, f1, f2) == pytest.approx(value, abs=6e-7)


def test_log_dice_is_not_in_natural_logarithms():
    assert 14 + math.log(dice(256, 3035, 1000)) == pytest.approx(11.935563, abs=6e-7)
    assert log_dice(256, 3035, 1000) != pytest.approx(11.935563, abs=0.1)


def test_scores_of_a_small_pair():
    # Dice and PMI published in quanteda.textstats' tests, the others computed
    pair = (2, 3, 3, 9)
    assert pmi(*pair) == 1
    assert mi3(*pair) == 3
    assert t_score(*pair) == pytest.approx(0.707107, abs=6e-7)
    assert z_score(*pair) == 1
    assert dice(*pair[:3]) == pytest.approx(0.666667, abs=6e-7)
    assert delta_p(*pair) == pytest.approx(0.5)
    # The table of the pair: 2 of 3 occurrences of word 1, 1 of the 6 other tokens.
    assert chi_square(2, 1, 3, 6) == pytest.approx(2.25)
    assert log_likelihood(2, 1, 3, 6) == pytest.approx(2.231436, abs=6e-7)


def test_scores_of_a_rare_pair():
    pair = (8, 389, 230, 100_000)  # computed
    values = [pmi(*pair), mi3(*pair), t_score(*pair), z_score(*pair), delta_p(*pair)]
    assert values == pytest.approx([3.160524, 9.160524, 2.512103, 7.511795, 0.018337], abs=6e-7)


def test_an_absent_pair_is_undefined_not_minus_infinity():
    for value in (
        log_dice(0, 3, 4),
        dice(0, 3, 4),
        pmi(0, 3, 4, 9),
        mi3(0, 0, 4, 9),
        t_score(0, 3, 4, 9),
        z_score(0, 0, 0, 0),
        delta_p(0, 3, 4, 9),
    ):
        assert math.isnan(value)
        assert value.reason == "the pair is absent"
    assert delta_p(2, 9, 2, 9).reason == "every token is word 1"
    assert np.isnan(log_dice([0, 2], [3, 3], [3, 3])).tolist() == [True, False]


def test_impossible_counts_are_refused():
    with pytest.raises(ValueError, match="o exceeds f1"):
        log_dice(4, 3, 9)
    with pytest.raises(ValueError, match="o exceeds f2"):
        pmi(4, 9, 3, 99)
    with pytest.raises(ValueError, match="f1 exceeds n"):
        pmi(1, 9, 3, 5)


SENTENCES = [
    ["规范", "行政", "执法", "行为"],
    ["行政", "执法", "监督"],
    ["复议"],
    ["监督", "行政", "行政", "执法"],
]


def score(pairs, one, two):
    row = pairs[(pairs["word1"] == one) & (pairs["word2"] == two)]
    return row["o"].item() if len(row) else 0


def test_windows_end_at_the_sentence():
    pairs = cooccurrences(SENTENCES, window=1, node="行政")
    assert score(pairs, "行政", "执法") == 3
    assert score(pairs, "行政", "规范") == 1
    assert score(pairs, "行政", "行为") == 0
    assert score(pairs, "行政", "监督") == 1
    assert set(pairs["f1"]) == {4}
    assert set(pairs["n"]) == {12}
    assert score(cooccurrences(SENTENCES, window=2, node="行政"), "行政", "监督") == 2
    assert score(cooccurrences([[*"ab"], [*"cd"]], window=9), "b", "c") == 0


def test_an_occurrence_counts_once_however_often_the_words_meet():
    # a stands between two b: one occurrence of a, so the pair has O = 1.
    pairs = cooccurrences([["b", "a", "b"]], window=2)
    assert (score(pairs, "a", "b"), len(pairs)) == (1, 1)


def test_all_pairs_and_one_node_agree():
    every = cooccurrences(SENTENCES, window=3)
    assert (every["word1"] < every["word2"]).all()
    for word in {"行政", "执法", "监督"}:
        for row in cooccurrences(SENTENCES, window=3, node=word).itertuples():
            assert score(every, *sorted([row.word1, row.word2])) == row.o


@given(st.lists(st.lists(st.sampled_from("abcd"), max_size=8), max_size=6), st.integers(1, 4))
def test_joint_frequency_against_plain_counting(sentences, window):
    pairs = cooccurrences(sentences, window)

    def occurrences(one, two):
        return sum(
            two in sentence[max(0, i - window) : i + window + 1]
            for sentence in sentences
            for i, word in enumerate(sentence)
            if word == one
        )

    for one, two in ("ab", "ac", "ad", "bc", "bd", "cd"):
        assert score(pairs, one, two) == min(occurrences(one, two), occurrences(two, one))
    assert (pairs["o"] <= pairs[["f1", "f2"]].min(axis=1)).all()


def test_collocates_rank_by_log_dice():
    table = collocates(SENTENCES, window=2, node="行政", min_o=1)
    assert table["word2"].iloc[0] == "执法"
    assert table["log_dice"].is_monotonic_decreasing
    assert table["log_dice"].iloc[0] == pytest.approx(log_dice(3, 4, 3))
    assert len(collocates(SENTENCES, window=2, min_o=99)) == 0
    assert len(collocates([], window=2)) == 0
    with pytest.raises(ValueError, match="window"):
        cooccurrences(SENTENCES, window=0)
