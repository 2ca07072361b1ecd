"""Scores against hand coding, by hand-made cases whose values are worked out on paper."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from analysis.validating.hand_coding import Coding, Judgement
from analysis.validating.scoring import AMONG, MAJORITY, majority, score


def themes(letters):
    """Return what a coder said: '' none, '-' not judged, 'A' T0A."""
    return None if letters == "-" else frozenset(f"T0{letter}" for letter in letters)


def coding(coder, said, weights=None):
    weights = weights or [1.0] * len(said)
    rows = zip(said, weights, strict=True)
    return Coding(
        coder,
        [Judgement(f"s{at}", "r", str(at), weight, themes(one)) for at, (one, weight) in enumerate(rows)],
    )


def mentioned(said, weak=()):
    return pd.DataFrame(
        [
            {"report_id": "r", "sentence_id": str(at), "theme": f"T0{letter}", "weak": at in weak}
            for at, letters in enumerate(said)
            for letter in letters
        ],
        columns=["report_id", "sentence_id", "theme", "weak"],
    ).astype({"weak": bool})


def row(scores, against, theme="T01"):
    return scores[(scores["theme"] == theme) & (scores["against"] == against)].iloc[0]


def test_one_coder():
    codebook = ["1", "1", "1", "", "2", ""]
    scores = score([coding("liu", ["1", "1", "", "1", "2", "-"])], mentioned(codebook), ["T01", "T02"])
    found = row(scores, "liu")
    assert (found.n, found.positive, found.coded) == (5, 3, 3)
    assert found.precision == pytest.approx(2 / 3) and found.recall == pytest.approx(2 / 3)
    assert found.f1 == pytest.approx(2 / 3) and found.raw_agreement == pytest.approx(3 / 5)
    # Coincidences 11: 4, 00: 2, 10: 4 in all; n = 10, six 1 and four 0: 1 - 0.4 / (48 / 90).
    assert found.alpha == pytest.approx(0.25)
    assert found.alpha_low <= found.alpha <= found.alpha_high
    assert set(scores["against"]) == {"liu"}


def test_weights_are_those_of_the_draw():
    scores = score([coding("liu", ["1", "", "1"], [1.0, 3.0, 4.0])], mentioned(["1", "1", ""]), ["T01"])
    found = row(scores, "liu")
    assert found.precision == pytest.approx(1 / 4) and found.recall == pytest.approx(1 / 5)
    assert found.f1 == pytest.approx(2 / 9)


def test_a_weak_mention_alone_codes_nothing():
    scores = score([coding("liu", ["1", "1"])], mentioned(["1", "1"], weak={1}), ["T01"])
    assert row(scores, "liu").recall == 0.5


def test_several_coders_and_their_majority():
    coders = [
        coding("a", ["1", "1", "", ""]),
        coding("b", ["1", "", "1", "-"]),
        coding("c", ["1", "1", "", ""]),
    ]
    scores = score(coders, mentioned(["1", "1", "1", ""]), ["T01"])
    assert list(scores["against"]) == ["a", "b", "c", MAJORITY, AMONG]
    found = row(scores, MAJORITY)
    assert (found.n, found.positive) == (4, 2)
    assert found.precision == pytest.approx(2 / 3) and found.recall == 1
    among = row(scores, AMONG)
    assert (among.n, among.positive) == (4, 3)
    assert math.isnan(among.precision) and among.raw_agreement < 1


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (["1", "1", ""], "1"),
        (["1", ""], ""),  # of two coders, both
        (["1", "-"], "1"),
        (["-", "-"], "-"),
        (["12", "2", "1"], "12"),
    ],
)
def test_majority_is_more_than_half_of_those_who_judged(said, expected):
    assert majority([themes(one) for one in said]) == themes(expected)


def test_what_nobody_sees_is_undefined_not_zero():
    found = row(score([coding("liu", ["", ""])], mentioned(["", ""]), ["T01"]), "liu")
    assert math.isnan(found.precision) and math.isnan(found.recall) and math.isnan(found.f1)
    assert math.isnan(found.alpha) and math.isnan(found.alpha_low)
    assert found.raw_agreement == 1


def test_the_interval_repeats_by_its_seed():
    coders = [coding("a", ["1", "", "1", "", "1", ""] * 5), coding("b", ["1", "1", "", "", "1", ""] * 5)]
    one, other = (score(coders, mentioned([""] * 30), ["T01"], seed=seed) for seed in (3, 3))
    pd.testing.assert_frame_equal(one, other)
