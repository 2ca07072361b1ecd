"""Density of quantities, parts of rates, claims of 100 %, the same indicator across reports."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis import schemas
from analysis.coding.quantities import find_quantities
from analysis.measures.indicators import indicator_names, indicator_series
from analysis.measures.quantities import density, rate_claims, rate_parts
from analysis.reading.report import read_report

COLUMNS = ["report_id", "sentence_id", "raw", "value", "unit", "kind", "qualifier", "measures", "period",
           "value_normalised", "unit_normalised", "start", "end"]  # fmt: skip


def quantity(place, start, value, unit, kind="count", qualifier="exact", measures="案件"):
    report_id, sentence_id = place
    plain = None if value is None else str(value)
    raw = f"{plain or ''}{unit or '全覆盖'}"
    return (
        report_id,
        sentence_id,
        raw,
        plain,
        unit,
        kind,
        qualifier,
        measures,
        None,
        plain,
        unit,
        start,
        start + len(raw),
    )


def table(*rows):
    return pd.DataFrame(rows, columns=COLUMNS).astype({"start": "int64", "end": "int64"})


A1, A2, B1 = ("a", "1"), ("a", "2"), ("b", "1")
REPORTS = pd.DataFrame(
    {
        "report_id": ["a", "b", "c"],
        "reporting_year": pd.array([2021, 2022, 2022], "Int64"),
        "division_code": ["990001", "990001", "990002"],
    }
)
SENTENCES = pd.DataFrame(
    {
        "report_id": ["a", "a", "b"],
        "sentence_id": ["1", "2", "1"],
        "section_id": ["1", "2", "1"],
        "n_han": [40, 60, 50],
    }
)
SECTIONS = pd.DataFrame(
    {
        "report_id": ["a", "a", "b"],
        "section_id": ["1", "2", "1"],
        "parent_id": None,
        "item": [1, 2, 1],
    }
)
QUANTITIES = table(
    quantity(A1, 10, 35, "件"),
    quantity(A1, 20, 28, "件"),
    quantity(A1, 30, 80, "%", "rate", measures="办结率"),
    quantity(A2, 50, 100, "%", "rate", measures="覆盖率"),
    quantity(A2, 60, 0, None, "zero"),
    quantity(B1, 10, None, None, "coverage"),
    quantity(B1, 20, 99.5, "%", "rate", "at_least", "办结率"),
    quantity(B1, 30, 12, "件"),
)


def test_density_counts_claims_apart():
    rows = density(QUANTITIES, SENTENCES, reports=REPORTS).set_index("report_id")
    assert rows.loc["a", ["quantities", "zero_claims", "coverage_claims", "n_han"]].tolist() == [4, 1, 0, 100]
    assert rows.loc["a", ["per_1000_han", "zero_per_1000_han"]].tolist() == [40, 10]
    assert rows.loc["b", "coverage_per_1000_han"] == 20
    assert (rows.loc["c", "n_han"], rows.loc["c", "note"]) == (0, "no text")
    assert np.isnan(rows.loc["c", "per_1000_han"])
    by_item = density(QUANTITIES, SENTENCES, "item", REPORTS, SECTIONS).set_index("item")
    assert by_item.loc[[1, 2], "quantities"].tolist() == [5, 1]
    assert by_item["quantities"].sum() == 6
    by_year = density(QUANTITIES, SENTENCES, "reporting_year", REPORTS)
    assert by_year["n_han"].tolist() == [100, 50]
    outside = pd.concat([QUANTITIES, table(quantity(("a", None), 900, 5, "件"))])
    pd.testing.assert_frame_equal(density(outside, SENTENCES), density(QUANTITIES, SENTENCES))
    with pytest.raises(ValueError, match="select quantities and sentences alike"):
        density(QUANTITIES, SENTENCES[:1])
    with pytest.raises(ValueError, match="needs sections"):
        density(QUANTITIES, SENTENCES, "item")


def test_parts_of_rates():
    parts = rate_parts(QUANTITIES.sample(frac=1, random_state=3))
    assert parts["parts"].tolist() == ["both", "none", "none"]
    first = parts.iloc[0]
    assert (first["part_value"], first["whole_value"], first["part_unit"]) == (28, 35, "件")
    assert (first["part_start"], first["whole_start"], first["start"]) == (20, 10, 30)


@pytest.mark.parametrize(
    ("counts", "rate", "qualifier", "expected"),
    [
        ([("18", "件"), ("18", "件")], "100", "exact", "both"),
        ([("12", "人"), ("9", "名")], "75", "exact", "both"),  # 人 and 名 are one unit
        ([("12", "人"), ("9", "件")], "75", "exact", "none"),
        ([("12", "件"), ("9", "件")], "80", "exact", "unconfirmed"),
        ([("7", "件"), ("3", "件")], "42.9", "exact", "both"),
        ([("7", "件"), ("3", "件")], "42.90", "exact", "unconfirmed"),  # two decimals say 42.86
        ([("7", "件"), ("3", "件")], "43", "exact", "both"),
        ([("100", "件"), ("95", "件")], "95", "at_least", "both"),
        ([("1000", "件"), ("957", "件")], "95", "over", "both"),
        ([("100", "件"), ("97", "件")], "95", "at_least", "unconfirmed"),  # any two counts would do
        ([("30", "次"), ("28", "次")], "90", "at_least", "unconfirmed"),
        ([("1000", "件"), ("957", "件")], "95.0", "over", "unconfirmed"),
        ([("233", "件"), ("228", "件")], "97.8", "exact", "both"),  # 97.854, cut
        ([("233", "件"), ("228", "件")], "97.9", "exact", "both"),
        ([("233", "件"), ("228", "件")], "97.7", "exact", "unconfirmed"),
        ([("100", "件"), ("94", "件")], "95", "over", "unconfirmed"),
        ([("1000", "件"), ("46", "件")], "5", "under", "both"),
        ([("100", "件"), ("3", "件")], "5", "under", "unconfirmed"),
        ([("1000", "件"), ("54", "件")], "5", "at_most", "unconfirmed"),
        ([("100", "件"), ("94.2", "件")], "95", "approx", "both"),
        ([("0", "件"), ("0", "件")], "100", "exact", "none"),
    ],
)
def test_which_counts_give_a_rate(counts, rate, qualifier, expected):
    rows = [quantity(A1, 10 * i, value, unit) for i, (value, unit) in enumerate(counts, 1)]
    found = rate_parts(table(*rows, quantity(A1, 90, rate, "%", "rate", qualifier)))
    assert found["parts"].tolist() == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("开展检查30次，开展培训28次，群众满意率达90%以上。", "unconfirmed"),
        ("受理投诉233件，办结228件，办结率97.8%。", "both"),
        ("受理投诉233件，办结228件，办结率９７．８％。", "both"),
        ("受理投诉233件，办结228件，办结率97.80%。", "unconfirmed"),  # two decimals say 97.85
        ("受理投诉233件，办结228件，办结率百分之九十七点八。", "both"),
    ],
)
def test_parts_of_rates_as_printed(text, expected):
    report = read_report(f"柳渡镇2023年法治政府建设年度报告\n\n一、主要举措\n{text}\n", "r")
    rows = find_quantities(report.view, report.sentences, "r", 2023)
    assert rate_parts(schemas.table("quantities", rows))["parts"].tolist() == [expected]


def test_the_nearest_parts_count():
    rows = [quantity(A1, at, value, "件") for at, value in ((10, 20), (20, 10), (30, 40), (40, 20))]
    found = rate_parts(table(*rows, quantity(A1, 50, 50, "%", "rate")))
    assert found[["part_start", "whole_start"]].iloc[0].tolist() == [40, 30]
    twice = rate_parts(
        table(quantity(A1, 10, 9, "件"), quantity(A1, 20, 9, "件"), quantity(A1, 30, 100, "%", "rate"))
    )
    assert twice[["whole_start", "part_start"]].iloc[0].tolist() == [10, 20]


def test_claims_of_rates():
    rows = rate_claims(QUANTITIES, reports=REPORTS).set_index("report_id")
    assert rows.loc["a", ["rates", "both_parts", "hundred", "near_hundred"]].tolist() == [2, 1, 1, 1]
    assert rows.loc["a", ["share_both_parts", "share_hundred"]].tolist() == [0.5, 0.5]
    assert rows.loc["b", ["hundred", "near_hundred"]].tolist() == [0, 1]
    assert rows.loc["c", "note"] == "no rate"
    assert np.isnan(rows.loc["c", "share_hundred"])
    by_item = rate_claims(QUANTITIES, "item", REPORTS, sentences=SENTENCES, sections=SECTIONS).set_index(
        "item"
    )
    assert by_item.loc[[1, 2], "rates"].tolist() == [2, 1]
    with pytest.raises(ValueError, match="needs sentences"):
        rate_claims(QUANTITIES, "item", REPORTS)
    assert rate_claims(QUANTITIES, (), REPORTS)["rates"].tolist() == [3]


def test_names_of_indicators():
    names = indicator_names(
        pd.Series(
            [
                "全年共受理行政复议案件",
                "我镇“法律明白人”",
                "开展普法宣传活动",
                "全年",
                None,
                "2023年开展行政检查",
            ]
        )
    )
    assert names[:3].tolist() == ["行政复议案件", "法律明白人", "普法宣传活动"]
    assert names[3] == "全年"
    assert pd.isna(names[4])
    assert names[5] == "行政检查"


def test_the_same_indicator_across_reports():
    rows = table(
        quantity(A1, 10, 35, "件", measures="全年受理行政复议案件"),
        quantity(A1, 20, 7, "件", measures="行政复议案件"),  # the first counts
        quantity(B1, 10, 41, "起", measures="行政复议案件"),
        quantity(("c", "1"), 10, None, "件", measures="行政复议案件"),
        quantity(("c", "1"), 20, 5, "人", measures="专职律师"),
        quantity(("c", "1"), 30, 0, None, "zero", measures="专职律师"),
    )
    found = indicator_series(rows.sample(frac=1, random_state=1), REPORTS)
    assert found["report_id"].tolist() == ["a", "b", "c"]
    assert set(found["indicator"]) == {"行政复议案件"}
    assert set(found["unit"]) == {"件"}
    assert set(found["n_reports"]) == {3}
    later = found.set_index("report_id").loc["b"]
    assert (later["previous_id"], later["previous_value"], later["change"]) == ("a", 35, 6)
    assert found["previous_id"].isna().tolist() == [True, False, True]
    assert pd.isna(found["value"].iloc[2])
    assert len(indicator_series(rows, REPORTS, minimum_reports=1)) == 4
    with pytest.raises(ValueError, match="twice"):
        indicator_series(rows, pd.concat([REPORTS, REPORTS]))


@pytest.mark.parametrize(
    ("before", "now", "values", "change"),
    [
        # (period, value) in order of the text; the figures that count; their change
        ([("2021-H1", 30), ("2021-H2", 40)], [("2022-H2", 50)], [30, 50], None),
        ([("2021-H1", 30), ("2021", 70)], [("2022", 75)], [70, 75], 5),
        ([("2021-H1", 30), (None, 70)], [("2021", 71), ("2022", 75)], [70, 75], 5),
        ([("2021-H1", 30)], [("2022-H1", 36)], [30, 36], 6),
        ([("2021-H1", 30)], [("2022", 75)], [30, 75], None),
        ([("month", 3)], [(None, 40)], [3, 40], None),
        ([(None, 30)], [("2021", 31)], [30, 31], None),  # the year before is told again
    ],
)
def test_change_is_told_between_like_periods(before, now, values, change):
    stated = [(A1, one) for one in before] + [(B1, one) for one in now]
    rows = table(*(quantity(place, 10 * at, value, "件") for at, (place, (_, value)) in enumerate(stated)))
    rows["period"] = pd.array([period for _, (period, _) in stated], "str")
    found = indicator_series(rows, REPORTS)
    assert found["value"].tolist() == values
    assert found["previous_id"].tolist()[1] == "a"
    told = found["change"].iloc[1]
    assert pd.isna(told) if change is None else told == change
