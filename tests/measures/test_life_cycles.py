"""Terms between years, time-anchored terms, anachronisms."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.measures.life_cycles import anachronisms, life_cycles, new_kept_dropped, yearly_use


def test_new_kept_and_dropped_terms(tables):
    terms = new_kept_dropped(tables.mentions, tables.sentences, tables.reports, 2021, 2022)
    assert terms[["theme", "term", "fate"]].to_numpy().tolist() == [
        ["T06", "执法检查", "new"],
        ["T06", "行政执法", "kept"],
        ["T06", "规范化", "new"],  # in 2021 it stands alone in its sentence, and it is weak
        ["T08", "行政复议", "kept"],
        ["T11", "八五普法", "dropped"],
        ["T11", "普法", "kept"],
    ]
    row = terms.set_index("term").loc["行政复议"]
    assert row[["x_before", "x_after", "reports_before", "reports_after"]].tolist() == [1, 2, 1, 2]
    assert row["rate_before"] == pytest.approx(1000 / 45)
    only = new_kept_dropped(tables.mentions, tables.sentences, tables.reports, 2021, 2022, themes=["T11"])
    assert only["theme"].unique().tolist() == ["T11"]


def test_a_side_without_text_decides_nothing(tables):
    terms = new_kept_dropped(tables.mentions, tables.sentences, tables.reports, 2021, 2024)
    assert terms["fate"].isna().all()
    assert set(terms["note"]) == {"no text after"}
    assert terms["rate_after"].isna().all()
    none = new_kept_dropped(tables.mentions.head(0), tables.sentences, tables.reports, 2021, 2022)
    assert len(none) == 0


REPORTS = pd.DataFrame(
    {
        "report_id": ["a", "b", "c", "d", "e"],
        "reporting_year": pd.array([2019, 2020, 2020, 2022, None], dtype="Int64"),
        "signed": ["2020-01-10", None, "2020-11", "2023-01-05", None],
    }
)
ANCHORS = pd.DataFrame(
    [
        ("K3", "没有日期的词", None, None, "none"),
        ("K1", "某法", "2020-11-17", None, "hard"),
        ("K2", "某活动", "2019-05", "2020-01", "soft"),
        ("K4", "某会议", "2022", None, "hard"),
        ("K5", "某规定", "2021-04", None, "hard"),
    ],
    columns=["id", "term", "first_official", "faded_from", "anchor"],
)
USES = pd.DataFrame(
    [("a", "K1"), ("b", "K1"), ("b", "K1"), ("c", "K1"), ("e", "K1"), ("a", "K2"), ("d", "K2"), ("c", "K3"), ("b", "K5")],
    columns=["report_id", "anchor"],
)  # fmt: skip


def test_life_cycles():
    lives = life_cycles(USES, ANCHORS, REPORTS).set_index("id")
    assert lives.index.tolist() == ["K1", "K2", "K3", "K4", "K5"]
    assert lives.loc["K1", ["reports", "undated", "n"]].tolist() == [4, 1, 4]
    assert lives.loc["K1", ["first_year", "last_year", "lag"]].tolist() == [2019, 2020, -1]
    assert lives.loc["K1", "share"] == pytest.approx(3 / 4)
    assert lives.loc["K2", ["first_year", "last_year", "lag", "after_fading"]].tolist() == [2019, 2022, 0, 1]
    assert lives.loc["K3", "lag"] is pd.NA
    assert lives.loc["K3", "note"] == "no official date"
    assert lives.loc["K4", ["reports", "note"]].tolist() == [0, "not used"]
    assert lives.loc["K4", "first_year"] is pd.NA
    assert lives["anachronisms"].tolist() == [1, 0, 0, 0, 1]


def test_yearly_use_keeps_missing_years_missing():
    use = yearly_use(USES, ANCHORS, REPORTS)
    assert use["reporting_year"].unique().tolist() == [2019, 2020, 2022]
    first = use[use["id"] == "K1"]
    assert first[["x", "n"]].to_numpy().tolist() == [[1, 1], [2, 2], [0, 1]]
    assert first["share"].tolist() == [1, 1, 0]
    assert len(use) == 5 * 3
    quiet = yearly_use(USES.head(0), ANCHORS, REPORTS)
    assert quiet["x"].sum() == 0
    assert len(quiet) == 15


def test_anachronisms_give_every_doubt_to_the_text():
    wrong = anachronisms(USES, ANCHORS, REPORTS)
    assert wrong[["report_id", "anchor", "finished", "by", "verdict"]].fillna("").to_numpy().tolist() == [
        ["a", "K1", "2020-01-10", "signature", "before first official"],
        # Unsigned: finished by 31 March 2021, and the anchor may be of 1 April at the earliest.
        ["b", "K5", "2021-03-31", "reporting year", "before first official"],
        ["e", "K1", "", "reporting year", "unknown"],
    ]
    # c is signed "2020-11": it may be of the 30th, after the 17th.
    assert "c" not in set(wrong["report_id"])


def test_plans_may_name_what_is_to_come():
    planned = USES.assign(in_plan=USES["report_id"] == "a")
    assert anachronisms(planned, ANCHORS, REPORTS)["report_id"].tolist() == ["b", "e"]
    assert life_cycles(planned, ANCHORS, REPORTS).set_index("id").loc["K1", "anachronisms"] == 0


def test_uses_keep_their_place_in_the_text():
    placed = USES.assign(start=range(9), end=range(4, 13))
    wrong = anachronisms(placed[::-1], ANCHORS, REPORTS)
    assert wrong[["report_id", "start", "end"]].to_numpy().tolist() == [
        ["a", 0, 4],
        ["b", 8, 12],
        ["e", 4, 8],
    ]


@pytest.mark.parametrize(("signed", "late"), [("2020", False), ("2019", True), ("2020-11-16", True)])
def test_an_unstated_day_may_be_the_last(signed, late):
    reports = REPORTS.assign(signed=[signed, *REPORTS["signed"].iloc[1:]])
    assert ("a" in set(anachronisms(USES, ANCHORS, reports)["report_id"])) == late


@pytest.mark.parametrize(
    ("official", "late"),
    [("2020", False), ("2021", True), ("2020-01", False), ("2020-02", True), ("2020-01-10", False), ("2020-01-11", True)],
)  # fmt: skip
def test_an_unstated_official_day_may_be_the_first(official, late):
    anchors = ANCHORS.assign(first_official=official)  # a is signed on 2020-01-10
    assert ("a" in set(anachronisms(USES, anchors, REPORTS)["report_id"])) == late


def test_without_signatures_the_year_decides():
    wrong = anachronisms(USES, ANCHORS, REPORTS.drop(columns="signed"))
    assert wrong[["report_id", "finished"]].fillna("").to_numpy().tolist() == [
        ["a", "2020-03-31"],
        ["b", "2021-03-31"],
        ["e", ""],
    ]


def test_order_of_rows_does_not_matter():
    mixed = [frame.sample(frac=1, random_state=2) for frame in (USES, ANCHORS, REPORTS)]
    for measure in (life_cycles, yearly_use, anachronisms):
        pd.testing.assert_frame_equal(measure(*mixed), measure(USES, ANCHORS, REPORTS))


def test_empty_tables():
    for measure in (life_cycles, yearly_use, anachronisms):
        empty = measure(USES.head(0), ANCHORS.head(0), REPORTS.head(0))
        assert len(empty) == 0
    alone = life_cycles(USES.head(0), ANCHORS, REPORTS.head(0))
    assert np.isnan(alone["share"]).all()
    assert len(anachronisms(USES.head(0), ANCHORS, REPORTS)) == 0


def test_unknown_names_are_refused():
    strange = pd.DataFrame({"report_id": ["z"], "anchor": ["K1"]})
    with pytest.raises(ValueError, match="'z', which reports lacks"):
        life_cycles(strange, ANCHORS, REPORTS)
    with pytest.raises(ValueError, match="'K9', which anchors lacks"):
        yearly_use(USES.assign(anchor="K9"), ANCHORS, REPORTS)
    with pytest.raises(ValueError, match="'K1' twice"):
        anachronisms(USES, pd.concat([ANCHORS, ANCHORS[1:2]]), REPORTS)
