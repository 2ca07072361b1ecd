"""Room given to the mandated items, and days from the due dates."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.measures.compliance import item_shares, timeliness

SENTENCES = pd.DataFrame(
    {"report_id": ["a", "a", "a", "b"], "section_id": [None, "1", "1.1", "1"], "n_han": [10, 20, 30, 40]}
)
SECTIONS = pd.DataFrame(
    {
        "report_id": ["a", "a", "b"],
        "section_id": ["1", "1.1", "1"],
        "parent_id": [None, "1", None],
        "item": [1, 2, 4],
    }
)
REPORTS = pd.DataFrame({"report_id": ["a", "b"]})


def test_shares_of_a_report_add_up_and_the_lead_stands_apart():
    shares = item_shares(SENTENCES, SECTIONS, REPORTS).set_index(["group", "item"])
    assert shares["n_han"].to_dict() == {
        ("a", "lead"): 10,
        ("a", "item-1"): 20,
        ("a", "item-2"): 30,
        ("b", "item-4"): 40,
    }
    assert shares["share"].groupby("group").sum().tolist() == pytest.approx([1, 1])


def test_reports_of_a_group_are_added_up():
    shares = item_shares(SENTENCES, SECTIONS, REPORTS.assign(group="all")).set_index("item")
    assert shares.loc["item-4", "share"] == pytest.approx(0.4)
    assert set(shares["group"]) == {"all"}


def report(year, signed=None, published=None):
    return pd.DataFrame(
        {
            "report_id": ["a"],
            "reporting_year": pd.array([year], "Int64"),
            "signed": [signed],
            "published": [published],
        }
    )


@pytest.mark.parametrize(
    ("year", "signed", "published", "days"),
    [
        (2022, "2023-03-01", "2023-04-02", [0, 1]),
        (2023, "2024-02-28", None, [-2, None]),
        (2017, "2018-03-31", "2018-04-01", [0, 1]),
        (2022, "2023-02", "2023-01-01", [None, -90]),
        (None, "2023-02-01", "2023-03-01", [None, None]),
    ],
)
def test_days_are_counted_from_the_date_due(year, signed, published, days):
    found = timeliness(report(year, signed, published))
    assert [None if pd.isna(day) else day for day in found["days"]] == days
    assert [None if pd.isna(answer) else answer for answer in found["on_time"]] == [
        None if day is None else day <= 0 for day in days
    ]


def test_no_report_gives_no_row():
    assert timeliness(REPORTS.head(0).assign(reporting_year=[], signed=[], published=[])).empty
