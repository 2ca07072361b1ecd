"""Theme counts, rates and groups of an invented corpus, against counting by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.measures.counts import count_themes, locate
from analysis.measures.grouping import issuers, jurisdictions, periods_of, sentence_items, superiors
from analysis.measures.themes import theme_rates

THEMES = ["T06", "T08", "T11"]


def cell(rates, theme, **keys):
    chosen = rates[rates["theme"] == theme]
    for key, value in keys.items():
        chosen = chosen[chosen[key].isna() if value is None else (chosen[key] == value).fillna(False)]
    assert len(chosen) == 1
    return chosen.iloc[0]


def test_sentence_share_by_report(tables):
    rates = theme_rates(tables.mentions, tables.sentences)
    assert rates.columns.tolist() == ["report_id", "theme", "x", "n", "rate", "unit", "denominator", "note"]
    assert len(rates) == 6 * 3
    # Two mentions in one sentence are one sentence; the weak term alone decides nothing.
    assert cell(rates, "T06", report_id="q21")[["x", "n", "rate"]].tolist() == [1, 3, 1 / 3]
    assert cell(rates, "T06", report_id="l22")["rate"] == 0.5
    # A true zero keeps its denominator.
    assert cell(rates, "T08", report_id="l21")[["x", "n", "rate", "note"]].tolist() == [0, 2, 0.0, ""]
    assert set(rates["denominator"]) == {"body sentences"}
    assert set(rates["unit"]) == {"sentences"}


def test_a_report_without_text_has_no_rate(tables):
    rates = theme_rates(tables.mentions, tables.sentences, reports=tables.reports)
    assert len(rates) == 7 * 3
    row = cell(rates, "T06", report_id="n22")
    assert (row["x"], row["n"], row["note"]) == (0, 0, "no text")
    assert np.isnan(row["rate"])


def test_mentions_per_1000_han_characters(tables):
    rates = theme_rates(tables.mentions, tables.sentences, unit="han")
    # q21: 14 + 5 + 8 Han characters; 行政执法 twice; the weak 规范化 stands alone in its sentence.
    assert cell(rates, "T06", report_id="q21")[["x", "n"]].tolist() == [2, 27]
    assert cell(rates, "T06", report_id="q21")["rate"] == pytest.approx(2000 / 27)
    # q22: the weak 规范化 stands beside 行政执法 and counts.
    assert cell(rates, "T06", report_id="q22")["x"] == 2
    assert set(rates["denominator"]) == {"1,000 Han characters"}


def test_matched_characters_per_1000_han_characters(tables):
    rates = theme_rates(tables.mentions, tables.sentences, unit="characters")
    assert cell(rates, "T06", report_id="q21")["x"] == 8
    assert cell(rates, "T06", report_id="q22")["x"] == 7
    assert cell(rates, "T11", report_id="l21")["x"] == 6
    # The line break inside 行⏎政执法 is no Han character.
    assert cell(rates, "T06", report_id="l22")["x"] == 8


def test_example_of_the_specification(make_tables):
    text = "2023年，法治政府建设深入推进，法治建设成效明显。"
    one = make_tables([("r", 2023, None, None, None, None, None, [("1", text)])], {"法治": ("T", False)})
    assert theme_rates(one.mentions, one.sentences, unit="han")["rate"].item() == pytest.approx(
        105.263158, abs=5e-7
    )
    assert theme_rates(one.mentions, one.sentences, unit="characters")["rate"].item() == pytest.approx(
        210.526316, abs=5e-7
    )


def test_rates_are_pooled_over_groups(tables):
    rates = theme_rates(tables.mentions, tables.sentences, "reporting_year", tables.reports)
    assert rates["reporting_year"].tolist() == [2021] * 3 + [2022] * 3 + [pd.NA] * 3
    assert rates["reporting_year"].dtype == "Int64"
    assert cell(rates, "T06", reporting_year=2022)[["x", "n"]].tolist() == [2, 7]
    assert cell(rates, "T06", reporting_year=None)[["x", "n"]].tolist() == [0, 1]
    whole = theme_rates(tables.mentions, tables.sentences, (), tables.reports)
    assert whole["theme"].tolist() == THEMES
    assert whole["x"].tolist() == [3, 3, 3]
    assert whole["n"].tolist() == [13, 13, 13]


def test_groups_by_level_place_issuer_period_and_several(tables):
    arguments = tables.mentions, tables.sentences
    level = theme_rates(*arguments, "level", tables.reports)
    assert level["level"].dropna().unique().tolist() == ["county", "department", "township"]
    assert cell(level, "T08", level="department")["rate"] == 1
    place = theme_rates(*arguments, "place", tables.reports)
    assert place["place"].unique().tolist() == ["990001", "990002", "w", "澜省/青榆县/柳渡镇"]
    assert cell(place, "T08", place="990001")[["x", "n"]].tolist() == [3, 8]
    issuer = theme_rates(*arguments, "issuer", tables.reports)
    assert "990001/青榆县司法局" in set(issuer["issuer"])
    period = theme_rates(*arguments, "period", tables.reports)
    assert period["period"].dropna().unique().tolist() == ["2021—2025"]
    named = theme_rates(*arguments, "period", tables.reports, periods={"前": [2021], "后": [2022]})
    assert cell(named, "T11", period="后")["x"] == 2
    several = theme_rates(*arguments, ["reporting_year", "level"], tables.reports)
    assert len(several) == 6 * 3
    assert cell(several, "T11", reporting_year=2021, level="township")[["x", "n"]].tolist() == [1, 2]


def test_items_come_from_the_nearest_section_above(tables):
    items = sentence_items(tables.sentences, tables.sections)
    assert items.tolist() == [1, 1, 2, 1, 1, 1, 2, 0, 1, 1, 1, 1, 1]
    rates = theme_rates(
        tables.mentions, tables.sentences, ["report_id", "item"], tables.reports, sections=tables.sections
    )
    assert len(rates) == 7 * 6 * 3
    assert cell(rates, "T08", report_id="q21", item=2)[["x", "n"]].tolist() == [1, 1]
    assert cell(rates, "T08", report_id="q21", item=3)["note"] == "no text"
    by_item = theme_rates(tables.mentions, tables.sentences, "item", sections=tables.sections)
    assert cell(by_item, "T11", item=1)[["x", "n"]].tolist() == [3, 10]
    # Asking for other groups, the item plays no part.
    plain = theme_rates(tables.mentions, tables.sentences, sections=tables.sections)
    pd.testing.assert_frame_equal(plain, theme_rates(tables.mentions, tables.sentences))


def test_items_reach_four_levels_down():
    sections = pd.DataFrame(
        {
            "report_id": "r",
            "section_id": ["1.1.1.1", "1.1.1", "1.1", "1", "2"],
            "parent_id": ["1.1.1", "1.1", "1", None, None],
            "item": [0, 0, 0, 4, 0],
        }
    )
    sentences = pd.DataFrame({"report_id": "r", "section_id": ["1.1.1.1", "2", None, "1.1"]})
    assert sentence_items(sentences, sections).tolist() == [4, 0, 0, 4]
    with pytest.raises(ValueError, match="lacks section '9'"):
        sentence_items(sentences.assign(section_id="9"), sections)
    with pytest.raises(ValueError, match="twice"):
        sentence_items(sentences, pd.concat([sections, sections]))


def test_places_are_one_cluster_however_they_are_known():
    reports = pd.DataFrame(
        {
            "report_id": list("abcdefg"),
            "division_code": ["990001", None, None, None, None, "990007", "990008"],
            "province": ["澜省", "澜省", None, None, "澜省", "澜省", "澜省"],
            "county": ["青榆县", "青榆县", "青榆县", None, None, "栖云区", "栖云区"],
        }
    )
    assert jurisdictions(reports).tolist() == ["990001", "990001", "青榆县", "d", "澜省", "990007", "990008"]
    # Two codes for the same names decide nothing for a report without code.
    unclear = pd.concat([reports, pd.DataFrame([{"report_id": "h", "province": "澜省", "county": "栖云区"}])])
    assert jurisdictions(unclear)["h"] == "澜省/栖云区"
    assert jurisdictions(reports[["report_id"]]).tolist() == list("abcdefg")
    assert issuers(reports).tolist() == jurisdictions(reports).tolist()
    with pytest.raises(ValueError, match="twice"):
        jurisdictions(pd.concat([reports, reports]))


def test_places_of_one_name_are_not_taken_for_one():
    several = "910001101 澜海省/澜宁市/青榆县/太平镇; 910002101 澜海省/澜宁市/泠川县/太平镇"
    reports = pd.DataFrame(
        {
            "report_id": list("abcdef"),
            "reporting_year": [2021, 2022, 2022, 2022, 2022, 2023],
            "division_code": [None, None, "910001101", None, None, None],
            "province": ["澜海省", "澜海省", "澜海省", "澜海省", None, None],
            "county": [None, None, "青榆县", "泠川县", None, None],
            "township": ["太平镇"] * 4 + ["柳渡镇"] * 2,
            "place_candidates": [several, several, None, several, None, None],
        }
    )
    # What the candidates share (the province) singles out none; a county does; 柳渡镇 has one meaning.
    expected = ["a", "b", "910001101", "澜海省/泠川县/太平镇", "柳渡镇", "柳渡镇"]
    assert jurisdictions(reports).tolist() == expected
    assert issuers(reports).tolist() == expected
    assert superiors(reports).query("position == 0")["superior"].tolist() == ["澜海省"]


def test_periods():
    years = pd.Series([2014, 2015, 2020, 2021, 2025, 2026, None], dtype="Int64")
    labels = periods_of(years)
    assert labels.isna().tolist() == [True, False, False, False, False, True, True]
    assert labels.dropna().tolist() == ["2015—2020"] * 2 + ["2021—2025"] * 2
    with pytest.raises(ValueError, match="year 2021 is in two periods"):
        periods_of(years, {"a": [2021], "b": [2021]})


def test_order_of_rows_does_not_matter(tables):
    keys = ["place", "item"]
    expected = theme_rates(
        tables.mentions, tables.sentences, keys, tables.reports, "characters", sections=tables.sections
    )
    for state in range(4):
        mixed = [
            frame.sample(frac=1, random_state=state)
            for frame in (tables.mentions, tables.sentences, tables.reports, tables.sections)
        ]
        found = theme_rates(mixed[0], mixed[1], keys, mixed[2], "characters", sections=mixed[3])
        pd.testing.assert_frame_equal(found, expected)


def test_splitting_the_corpus_adds_up(tables):
    whole = count_themes(tables.mentions, tables.sentences, tables.reports, "han", THEMES)
    parts = [
        count_themes(tables.mentions, tables.sentences, part, "han", THEMES)
        for part in (tables.reports[:3], tables.reports[3:])
    ]
    ids = pd.concat([part.cells for part in parts])["report_id"].tolist()
    x = np.concatenate([part.x for part in parts])[np.argsort(ids)]
    np.testing.assert_array_equal(x, whole.x)
    assert sum(part.n.sum() for part in parts) == whole.n.sum()


def test_the_grid_holds_themes_nobody_mentions(tables):
    rates = theme_rates(tables.mentions, tables.sentences, (), themes=["T14", "T06"])
    assert rates["theme"].tolist() == ["T14", "T06"]
    assert rates["x"].tolist() == [0, 3]
    assert rates["rate"].iloc[0] == 0


def test_mentions_outside_the_body_do_not_count(tables):
    heading = tables.mentions.head(1).assign(sentence_id=pd.NA)
    rates = theme_rates(pd.concat([tables.mentions, heading]), tables.sentences)
    pd.testing.assert_frame_equal(rates, theme_rates(tables.mentions, tables.sentences))


@pytest.mark.parametrize("unit", ["sentences", "han", "characters"])
def test_empty_tables(tables, unit):
    none = theme_rates(tables.mentions.head(0), tables.sentences.head(0), unit=unit)
    assert len(none) == 0
    types = none.dtypes.astype(str).to_dict()
    assert types["x"] == types["n"] == "int64"
    assert types["rate"] == "float64"
    silent = theme_rates(tables.mentions.head(0), tables.sentences, unit=unit, themes=["T06"])
    assert silent["rate"].tolist() == [0.0] * 6
    assert len(theme_rates(tables.mentions.head(0), tables.sentences, unit=unit)) == 0
    nothing = theme_rates(tables.mentions.head(0), tables.sentences.head(0), (), unit=unit, themes=["T06"])
    assert nothing[["n", "note"]].iloc[0].tolist() == [0, "no text"]


def test_object_columns_will_do(tables):
    plain = [frame.astype(object) for frame in (tables.mentions, tables.sentences)]
    found = theme_rates(*plain, reports=tables.reports.astype(object))
    expected = theme_rates(tables.mentions, tables.sentences, reports=tables.reports)
    pd.testing.assert_frame_equal(found, expected, check_dtype=False)


def test_a_mention_never_lands_in_the_sentence_of_another_report(tables):
    for report in tables.sentences["report_id"].unique():
        lost = tables.mentions.head(1).assign(report_id=report, sentence_id="99")
        with pytest.raises(ValueError, match="sentence '99'"):
            theme_rates(lost, tables.sentences)


def test_wrong_calls_are_refused(tables):
    mentions, sentences, reports = tables.mentions, tables.sentences, tables.reports
    calls = {
        "unit must be one of": lambda: theme_rates(mentions, sentences, unit="tokens"),
        "needs reports=": lambda: theme_rates(mentions, sentences, "level"),
        "needs sections=": lambda: theme_rates(mentions, sentences, "item"),
        "reports lacks region": lambda: theme_rates(mentions, sentences, "region", reports),
        "mentions lacks weak": lambda: theme_rates(mentions.drop(columns="weak"), sentences),
        "select mentions and sentences alike": lambda: theme_rates(mentions, sentences[sentences["sentence_id"] == "1"]),
        "sentence '1' of report 'l21' twice": lambda: theme_rates(mentions, pd.concat([sentences, sentences[sentences["report_id"] == "l21"]])),
        "report_id 'q21' twice": lambda: theme_rates(mentions, sentences, reports=pd.concat([reports, reports])),
        "theme is listed twice": lambda: locate(mentions, sentences, themes=["T06", "T06"]),
        "not inside its sentence": lambda: theme_rates(mentions.assign(end=9999), sentences, unit="characters"),
    }  # fmt: skip
    for message, call in calls.items():
        with pytest.raises(ValueError, match=message):
            call()
