"""Breadth over themes and coverage of the outline."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.measures.coverage import breadth, outline_coverage
from analysis.measures.divergence import shannon_entropy

SYSTEMS = {"五": "T06", "七": ("T08", "T15"), "九": "T10"}


def test_breadth_is_the_entropy_of_the_shares(tables):
    spread = breadth(tables.mentions, tables.sentences, reports=tables.reports).set_index("report_id")
    assert spread.loc["q22", "entropy"] == pytest.approx(shannon_entropy([1, 1, 1]))
    assert spread.loc["q21", ["themes", "covered", "entropy"]].tolist() == [3, 2, 1]
    assert spread.loc["l21", "entropy"] == 0
    assert spread.loc["q22", "highest"] == pytest.approx(np.log2(3))
    assert spread.loc[["n22", "w"], "entropy"].isna().all()
    assert spread.loc[["n22", "w"], "note"].tolist() == ["no text", "no theme mentioned"]


def test_breadth_by_group(tables):
    spread = breadth(tables.mentions, tables.sentences, "reporting_year", tables.reports)
    year = spread[spread["reporting_year"] == 2022].iloc[0]
    assert year["entropy"] == pytest.approx(shannon_entropy([2, 2, 2]))
    assert len(breadth(tables.mentions.head(0), tables.sentences.head(0))) == 0
    assert np.isnan(breadth(tables.mentions.head(0), tables.sentences, ())["highest"].item())


def test_outline_coverage(tables):
    found = outline_coverage(tables.mentions, tables.sentences, SYSTEMS, ["T11"], tables.reports).set_index(
        "report_id"
    )
    assert found.loc["q21", ["covered", "systems", "missing"]].tolist() == [2, 3, "九"]
    assert found.loc["l21", ["covered", "missing"]].tolist() == [0, "五、七、九"]
    assert found.loc["q22", ["coded", "outside"]].tolist() == [3, 1]
    assert found.loc["q22", "outside_share"] == pytest.approx(1 / 3)
    assert found.loc["l21", "outside_share"] == 1
    # Empty where there is nothing to judge, not 0.
    assert found.loc["n22", "covered"] is pd.NA
    assert found.loc["n22", "note"] == "no text"
    assert found.loc["w", "note"] == "no theme mentioned"
    assert np.isnan(found.loc["w", "outside_share"])
    assert found.loc["w", "covered"] == 0


def test_a_sentence_with_an_outline_theme_lies_inside(make_tables):
    one = make_tables(
        [("r", 2022, None, None, None, None, None, [("1", "行政执法与普法。"), ("1", "普法。")])]
    )
    found = outline_coverage(one.mentions, one.sentences, SYSTEMS, ["T11"]).iloc[0]
    assert (found["coded"], found["outside"]) == (2, 1)


def test_edges(tables):
    assert len(outline_coverage(tables.mentions.head(0), tables.sentences.head(0), SYSTEMS)) == 0
    silent = outline_coverage(tables.mentions.head(0), tables.sentences, SYSTEMS)
    assert set(silent["covered"]) == {0}
    with pytest.raises(ValueError, match="both in a system and outside: T08"):
        outline_coverage(tables.mentions, tables.sentences, SYSTEMS, ["T08"])
