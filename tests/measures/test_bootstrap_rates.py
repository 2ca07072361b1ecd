"""Cluster intervals of theme rates: clusters, few places, zeros, contrast with the naive interval."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.measures.intervals import cluster_bootstrap
from analysis.measures.standard_errors import naive_se, zero_bound
from analysis.measures.themes import bootstrap_rates, theme_rates


@pytest.fixture(scope="module")
def places():
    """Vector A as tables: place i has n[i] sentences in two reports, x[i] of them with theme T1."""
    return frames([1, 2, 3, 4, 5], [9, 10, 10, 10, 11])


def frames(x, n, level="township"):
    sentences, mentions, reports = [], [], []
    for place, (hits, size) in enumerate(zip(x, n, strict=True)):
        for half in (0, 1):
            report = f"p{place:04d}-{half}"
            reports.append(
                {
                    "report_id": report,
                    "division_code": f"99{place:04d}",
                    "level": level,
                    "reporting_year": 2020 + half,
                }
            )
            for number in range(half, size, 2):
                key = {"report_id": report, "sentence_id": str(number)}
                sentences.append(key | {"n_han": 20})
                if number < hits:
                    mentions.append(key | {"theme": "T1", "weak": False})
    columns = ["report_id", "sentence_id", "theme", "weak"]
    return pd.DataFrame(mentions, columns=columns), pd.DataFrame(sentences), pd.DataFrame(reports)


def test_vector_a(places):
    """All years of a place are one cluster: five clusters, not ten reports."""
    mentions, sentences, reports = places
    row = bootstrap_rates(mentions, sentences, reports=reports, seed=1).iloc[0]
    assert (row["x"], row["n"], row["rate"]) == (15, 50, 0.3)
    assert (row["k"], row["method"], row["B"], row["undefined"]) == (5, "enumerated", 3125, 0)
    assert (row["low"], row["high"]) == pytest.approx((3 / 16, 21 / 52), abs=1e-12)
    assert row["note"] == "few clusters: interval too short"
    half = 1.959963984540054 * naive_se([15], [50])
    assert (row["naive_low"], row["naive_high"]) == pytest.approx((0.3 - half, 0.3 + half))


def test_units_scale_the_interval(places):
    mentions, sentences, reports = places
    row = bootstrap_rates(mentions, sentences, reports=reports, unit="han", seed=1).iloc[0]
    assert (row["low"], row["high"]) == pytest.approx((1000 * 3 / 16 / 20, 1000 * 21 / 52 / 20))
    assert row["naive_low"] > 0


def test_same_grid_as_the_rates(tables):
    keys = ["reporting_year", "level"]
    rates = theme_rates(tables.mentions, tables.sentences, keys, tables.reports)
    intervals = bootstrap_rates(tables.mentions, tables.sentences, keys, tables.reports, seed=1)
    pd.testing.assert_frame_equal(intervals[rates.columns[:-1]], rates[rates.columns[:-1]])
    assert intervals.columns[-1] == "note"


def test_two_places_are_too_few_to_say(tables):
    arguments = tables.mentions, tables.sentences, "reporting_year", tables.reports
    year = bootstrap_rates(*arguments, seed=1).query("reporting_year == 2022").set_index("theme")
    # The county and its department are one jurisdiction; the county without text is no cluster.
    assert set(year["k"]) == {2}
    assert year.loc["T06", ["note", "B"]].tolist() == ["too few to say", 0]
    lower = bootstrap_rates(*arguments, seed=1, minimum_clusters=2).query("reporting_year == 2022")
    assert lower.set_index("theme").loc["T06", ["note", "B"]].tolist() == [
        "few clusters: interval too short",
        4,
    ]
    by_report = bootstrap_rates(tables.mentions, tables.sentences, "report_id", tables.reports, seed=1)
    assert by_report[["low", "high"]].isna().all(axis=None)
    assert set(by_report["note"]) == {"too few to say", "no text"}
    assert set(by_report["method"]) == {"none"}
    assert by_report.loc[by_report["report_id"] == "n22", ["rate", "naive_low"]].isna().all(axis=None)


def test_without_reports_each_report_is_a_cluster(tables):
    rows = bootstrap_rates(tables.mentions, tables.sentences, seed=1)
    assert set(rows["k"]) == {6}


def test_nothing_found_gives_a_bound_not_an_empty_interval(places):
    mentions, sentences, reports = places
    rows = bootstrap_rates(mentions, sentences, reports=reports, themes=["T1", "T2"], seed=1).set_index(
        "theme"
    )
    assert rows.loc["T2", "rate"] == 0
    assert rows.loc["T2", ["low", "high"]].isna().all()
    assert rows.loc["T2", "zero_bound"] == pytest.approx(zero_bound(5))
    assert rows.loc["T2", "note"] == "no hit in any cluster: see zero_bound"
    assert np.isnan(rows.loc["T1", "zero_bound"])


def test_the_minimum_can_be_raised(places):
    mentions, sentences, reports = places
    row = bootstrap_rates(mentions, sentences, reports=reports, seed=1, minimum_clusters=6).iloc[0]
    assert row["note"] == "too few to say"
    assert np.isnan(row["low"])


def test_the_minimum_cannot_be_one(places):
    mentions, sentences, reports = places
    rows = bootstrap_rates(mentions, sentences, "place", reports, seed=1, minimum_clusters=1)
    assert rows[["low", "high"]].isna().all(axis=None)
    assert set(rows["note"]) == {"too few to say"}


def test_many_places_agree_with_the_single_interval():
    generator = np.random.default_rng(3)
    n = generator.integers(10, 30, 24)
    x = generator.integers(0, 9, 24)
    mentions, sentences, reports = frames(x, n)
    row = bootstrap_rates(mentions, sentences, reports=reports, seed=7, B=20_000).iloc[0]
    alone = cluster_bootstrap(x, n, seed=8, B=20_000)
    assert (row["method"], row["B"], row["k"], row["note"]) == ("bootstrap", 20_000, 24, "")
    assert (row["low"], row["high"]) == pytest.approx((alone.low, alone.high), abs=0.01)


def test_a_group_depends_on_its_own_places_only():
    generator = np.random.default_rng(5)
    one = frames(generator.integers(0, 9, 12), generator.integers(10, 30, 12), "county")
    other = frames(generator.integers(0, 9, 8), generator.integers(10, 30, 8), "township")
    for frame in other:
        for column in {"report_id", "division_code"} & set(frame.columns):
            frame[column] = "z" + frame[column]
    both = [pd.concat(pair, ignore_index=True) for pair in zip(one, other, strict=True)]
    alone = bootstrap_rates(*one[:2], "level", one[2], seed=1, B=200)
    together = bootstrap_rates(*both[:2], "level", both[2], seed=1, B=200)
    pd.testing.assert_frame_equal(together[together["level"] == "county"].reset_index(drop=True), alone)
    mixed = [frame.sample(frac=1, random_state=2) for frame in both]
    pd.testing.assert_frame_equal(bootstrap_rates(*mixed[:2], "level", mixed[2], seed=1, B=200), together)


def test_themes_share_the_draws_but_not_the_result(places):
    mentions, sentences, reports = places
    alone = bootstrap_rates(mentions, sentences, reports=reports, seed=1, themes=["T1"])
    more = pd.concat([mentions, mentions.head(3).assign(theme="T0")])
    among = bootstrap_rates(more, sentences, reports=reports, seed=1)
    pd.testing.assert_frame_equal(among[among["theme"] == "T1"].reset_index(drop=True), alone)


def test_empty_corpus_and_empty_codebook(tables):
    empty = bootstrap_rates(tables.mentions.head(0), tables.sentences.head(0), "report_id", seed=1)
    assert len(empty) == 0
    assert empty["low"].dtype == "float64"
    assert len(bootstrap_rates(tables.mentions.head(0), tables.sentences, seed=1)) == 0
    nothing = bootstrap_rates(tables.mentions.head(0), tables.sentences.head(0), seed=1, themes=["T06"])
    assert nothing["note"].tolist() == ["no text"]


def test_wrong_calls_are_refused(places):
    mentions, sentences, reports = places
    with pytest.raises(ValueError, match="seed"):
        bootstrap_rates(mentions, sentences, reports=reports, seed=None)
    with pytest.raises(ValueError, match="confidence"):
        bootstrap_rates(mentions, sentences, reports=reports, seed=1, confidence=1)
    with pytest.raises(TypeError):
        bootstrap_rates(mentions, sentences, reports=reports)
