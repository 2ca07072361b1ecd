"""What is set against what: periods first, then levels, else nothing."""

from __future__ import annotations

import pandas as pd

from analysis.measures.contrasts import contrast, contrast_keywords, periods_to_compare

WORDS = pd.DataFrame({"report_id": ["a", "b"], "word": ["清单", "村"], "n": [9, 9]})


def reports(years, levels):
    return pd.DataFrame(
        {"report_id": list("abc")[: len(years)], "reporting_year": pd.array(years, "Int64"), "level": levels}
    )


def test_the_later_period_is_the_target():
    between = contrast(reports([2019, 2022], ["county", "county"]))
    assert (between.key, between.target, between.reference) == ("period", "2021—2025", "2015—2020")
    table = contrast_keywords(WORDS, between, seed=1)
    assert table.loc[table["log_ratio"] > 0, "word"].tolist() == ["村"]


def test_one_period_is_compared_by_level_and_one_level_not_at_all():
    between = contrast(reports([2022, 2022, 2023], ["county", "township", "township"]))
    assert (between.key, between.target, between.reference) == ("level", "township", "county")
    alone = contrast(reports([2022, None], ["county", "county"]))
    assert not alone.possible
    assert contrast_keywords(WORDS, alone, seed=1).empty


def test_years_outside_every_period_leave_the_first_two_periods():
    assert periods_to_compare(reports([2031], ["county"])) == ("2015—2020", "2021—2025")
