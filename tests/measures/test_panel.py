"""An invented panel with known truth: every measure finds what was put in.

Three towns of one county report on three years, in invented words. What is true of them is written beside the
texts; the measures are asked, and must answer so.
"""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from analysis.measures.commitments import follow_up
from analysis.measures.compliance import content_shares, timeliness
from analysis.measures.indicators import indicator_series
from analysis.measures.intervals import cluster_bootstrap
from analysis.measures.life_cycles import life_cycles, new_kept_dropped, yearly_use
from analysis.measures.provenance import own_text, provenance_shares
from analysis.measures.quantities import rate_claims, rate_parts
from analysis.measures.reuse import shared_wording
from analysis.measures.themes import bootstrap_rates, theme_rates
from analysis.measures.years import compare_years, decompose_years

THEMES = {"普法": "T11", "调解": "T08", "执法": "T06"}
CARRIED = "每月逢五组织普法志愿者到菜市场向摊主讲解合同与租赁方面的常见问题。"
COPIED = "抽调水利、国土、农技三站人员组成执法小分队，对河道采砂点位逐一登记造册并拍照留存。"
PROMISE = "新建渡口调解亭两座并聘请老船工轮值。"
BROKEN = "为全部渡船船主举办执法常识夜校。"

# report: year, town, sentences as (item, text). Each line of item 4 is a plan.
PANEL = {
    "liudu-21": (2021, "柳渡镇", [
        (1, CARRIED), (1, "全年调解纠纷40件，成功32件，成功率80%。"), (4, PROMISE), (4, BROKEN)]),
    "liudu-22": (2022, "柳渡镇", [
        (1, CARRIED.replace("菜市场", "农贸市场")), (1, "新建渡口调解亭两座，老船工轮值满一年。"),
        (1, "全年调解纠纷46件。")]),
    "liudu-23": (2023, "柳渡镇", [(1, "渡口冬修期间停航十日，乡亲绕行石桥。")]),
    "shiqiao-21": (2021, "石桥镇", [(1, COPIED), (1, "对石桥沿线商户开展普法。")]),
    "shiqiao-22": (2022, "石桥镇", [(1, "对石桥沿线商户开展普法的做法延续下来。"), (1, "本年执法未立案。")]),
    "yunfeng-22": (2022, "云峰镇", [(1, COPIED), (1, "山区调解靠步行，护林员兼任调解员。")]),
    "yunfeng-23": (2023, "云峰镇", [(1, "雨季巡查山塘二十处，执法记录仪全部更换。")]),
}  # fmt: skip


@pytest.fixture(scope="module")
def panel():
    """Return the tables of the panel: the terms are single words, each plan is a sentence of item 4."""
    rows = {name: [] for name in ("reports", "sentences", "sections", "mentions", "statements", "quantities")}
    for report_id, (year, town, texts) in PANEL.items():
        rows["reports"].append(
            {"report_id": report_id, "reporting_year": year, "level": "township", "issuer": f"{town}人民政府",
             "province": "澜省", "county": "青榆县", "township": town, "signed": f"{year + 1}-02-20",
             "published": f"{year + 1}-04-05"}
        )  # fmt: skip
        for item in (1, 4):
            rows["sections"].append(
                {"report_id": report_id, "section_id": str(item), "parent_id": None, "item": item}
            )
        start = 0
        for number, (item, text) in enumerate(texts, 1):
            key = {"report_id": report_id, "sentence_id": str(number)}
            span = {"start": start, "end": start + len(text)}
            rows["sentences"].append(key | {"section_id": str(item), "n_han": len(text), "text": text} | span)
            for term, theme in THEMES.items():
                if term in text:
                    at = start + text.index(term)
                    rows["mentions"].append(
                        key | {"theme": theme, "term": term, "weak": False, "start": at, "end": at + 2}
                    )
            if item == 4:
                rows["statements"].append(
                    {
                        "report_id": report_id,
                        "statement_id": str(number),
                        "kind": "plan",
                        "type": "F08",
                        "label": text,
                    }
                    | span
                )
            for raw, value, unit, kind, measures in (
                ("40件", "40", "件", "count", "调解纠纷"), ("32件", "32", "件", "count", "成功"),
                ("80%", "80", "%", "rate", "成功率"), ("46件", "46", "件", "count", "全年调解纠纷"),
            ):  # fmt: skip
                if raw in text:
                    at = start + text.index(raw)
                    rows["quantities"].append(
                        key | {"raw": raw, "value": value, "unit": unit, "kind": kind, "qualifier": "exact",
                               "measures": measures, "period": None, "value_normalised": value,
                               "unit_normalised": unit, "start": at, "end": at + len(raw)}
                    )  # fmt: skip
            start += len(text)
    tables = {name: pd.DataFrame(records) for name, records in rows.items()}
    tables["reports"] = tables["reports"].astype({"reporting_year": "Int64"})
    return SimpleNamespace(**tables)


def test_a_copied_report_is_found_with_its_source(panel):
    found = shared_wording(panel.sentences, panel.reports).sentences.set_index(["report_id", "sentence_id"])
    copied = found.loc[("yunfeng-22", "1")]
    assert copied[["provenance", "source_id", "direction"]].tolist() == ["peers", "shiqiao-21", "earlier"]
    source = found.loc[("shiqiao-21", "1")]
    assert source[["provenance", "source_id", "direction"]].tolist() == ["peers", "yunfeng-22", "later"]


def test_a_carried_over_sentence_is_found(panel):
    shared = shared_wording(panel.sentences, panel.reports).sentences
    found = shared.set_index(["report_id", "sentence_id"])
    assert found.loc[("liudu-22", "1"), ["provenance", "source_id"]].tolist() == ["carried", "liudu-21"]
    assert found.loc[("liudu-21", "1"), "provenance"] == "own"
    shares = provenance_shares(shared).set_index(["report_id", "provenance"])
    assert shares.loc[("liudu-22", "carried"), "share_sentences"] == pytest.approx(1 / 3)
    assert shares.loc[("yunfeng-23", "own"), "share_han"] == 1


def test_measures_on_own_text_leave_the_copied_sentence_out(panel):
    shared = shared_wording(panel.sentences, panel.reports).sentences
    everything = theme_rates(panel.mentions, panel.sentences, "report_id", panel.reports)
    own = theme_rates(
        own_text(panel.mentions, shared), own_text(panel.sentences, shared), "report_id", panel.reports
    )
    key = ["report_id", "theme"]
    assert everything.set_index(key).loc[("yunfeng-22", "T06"), ["x", "n"]].tolist() == [1, 2]
    assert own.set_index(key).loc[("yunfeng-22", "T06"), ["x", "n"]].tolist() == [0, 1]


def test_a_kept_promise_is_found_and_a_broken_one_is_not(panel):
    found = follow_up(panel.statements, panel.sentences, panel.sections, panel.reports, panel.mentions)
    kept, broken = found.iloc[0], found.iloc[1]
    assert (kept["label"], kept["outcome"], kept["result_id"]) == (PROMISE, "kept", "liudu-22")
    assert kept["result_sentence_id"] == "2"
    assert (broken["label"], broken["outcome"], broken["next_id"]) == (BROKEN, "not found", "liudu-22")
    assert found["elsewhere"].tolist() == [False, False]


def test_quantities_of_the_panel(panel):
    assert rate_parts(panel.quantities)[["part_value", "whole_value"]].to_numpy().tolist() == [[32, 40]]
    claims = rate_claims(panel.quantities, "reporting_year", panel.reports)
    assert claims["rates"].tolist() == [1, 0, 0]
    series = indicator_series(panel.quantities, panel.reports)
    assert series[["indicator", "report_id"]].to_numpy().tolist() == [
        ["调解纠纷", "liudu-21"],
        ["调解纠纷", "liudu-22"],
    ]
    assert series["change"].tolist()[1] == 6


def test_the_life_of_a_dated_term(panel):
    anchors = pd.DataFrame(
        {"id": ["K1", "K2"], "term": ["老规定", "新规定"], "anchor": "hard", "first_official": ["2019-05", "2023-06-01"],
         "faded_from": ["2021", None]}
    )  # fmt: skip
    uses = pd.DataFrame(
        {
            "report_id": ["liudu-21", "liudu-22", "shiqiao-22", "yunfeng-22", "yunfeng-23"],
            "anchor": ["K1", "K1", "K1", "K2", "K2"],
        }
    )
    cycle = life_cycles(uses, anchors, panel.reports).set_index("id")
    assert cycle.loc["K1", ["reports", "first_year", "last_year", "lag", "after_fading"]].tolist() == [
        3,
        2021,
        2022,
        2,
        2,
    ]
    # 2022 is signed before the rule existed; 2023 is not.
    assert cycle.loc["K2", ["reports", "anachronisms"]].tolist() == [2, 1]
    use = yearly_use(uses, anchors, panel.reports).set_index(["id", "reporting_year"])
    assert use.loc[("K1", 2022), ["x", "n"]].tolist() == [2, 3]
    fates = new_kept_dropped(panel.mentions, panel.sentences, panel.reports, 2021, 2023).set_index("term")
    assert fates["fate"].to_dict() == {"普法": "dropped", "调解": "dropped", "执法": "kept"}


def test_timeliness_and_content(panel):
    days = timeliness(panel.reports).set_index(["report_id", "event"])
    assert days.loc[("liudu-21", "signed"), ["days", "on_time"]].tolist() == [-9, True]
    assert days.loc[("liudu-21", "published"), ["days", "on_time"]].tolist() == [4, False]
    content = pd.DataFrame(
        [
            (name, item, "yes" if item in (1, year - 2020) else "no")
            for name, (year, *_) in PANEL.items()
            for item in range(1, 6)
        ],
        columns=["report_id", "item", "present"],
    )
    by_year = content_shares(content, "reporting_year", panel.reports).set_index(["reporting_year", "item"])
    assert by_year.loc[(2022, 2), ["yes", "no", "scored", "share_yes"]].tolist() == [3, 0, 3, 1]
    assert by_year.loc[(2021, 2), "share_yes"] == 0


def counted(places):
    """Return tables of reports with (hits, sentences) of one theme per place and year."""
    reports, sentences, mentions = [], [], []
    for (place, year), (x, n) in places.items():
        report = f"{place}-{year}"
        reports.append((report, year, place))
        sentences += [(report, str(i), 20) for i in range(n)]
        mentions += [(report, str(i), "T1", False) for i in range(x)]
    return (
        pd.DataFrame(mentions, columns=["report_id", "sentence_id", "theme", "weak"]),
        pd.DataFrame(sentences, columns=["report_id", "sentence_id", "n_han"]),
        pd.DataFrame(reports, columns=["report_id", "reporting_year", "division_code"]).astype(
            {"reporting_year": "Int64"}
        ),
    )


def test_pure_composition_change_is_no_change_within():
    # Each place keeps its rate; the one with the higher rate writes more.
    places = {("甲", 2021): (8, 20), ("甲", 2022): (32, 80), ("乙", 2021): (8, 80), ("乙", 2022): (2, 20)}
    row = decompose_years(*counted(places), 2021, 2022).iloc[0]
    assert row["change"] == pytest.approx(0.34 - 0.16)
    assert row["within"] == pytest.approx(0, abs=1e-12)
    assert row["composition"] == pytest.approx(row["change"], abs=1e-12)
    # And the reverse: the same sizes, other rates.
    places = {("甲", 2021): (8, 20), ("甲", 2022): (10, 20), ("乙", 2021): (8, 80), ("乙", 2022): (16, 80)}
    row = decompose_years(*counted(places), 2021, 2022).iloc[0]
    assert row["within"] == pytest.approx(row["change"], abs=1e-12)
    assert row["composition"] == pytest.approx(0, abs=1e-12)


def test_a_panel_pairs_its_places():
    generator = np.random.default_rng(5)
    places = {}
    for number in range(20):
        rate = generator.uniform(0.05, 0.6)  # places differ much more than years do
        for year, more in ((2021, 0), (2022, 0.08)):
            places[f"镇{number:02}", year] = (int(generator.binomial(100, rate + more)), 100)
    paired = compare_years(*counted(places), 2021, 2022, seed=1).iloc[0]
    assert paired["design"] == "paired"
    assert paired["low"] < 0.08 < paired["high"]
    assert paired["low"] > 0
    apart = {
        (f"{place}乡" if year == 2022 else place, year): counts for (place, year), counts in places.items()
    }
    other = compare_years(*counted(apart), 2021, 2022, seed=1).iloc[0]
    assert other["design"] == "independent"
    assert other["high"] - other["low"] > 2 * (paired["high"] - paired["low"])


def test_the_cluster_interval_covers_and_the_naive_one_does_not():
    """Forty corpora of 25 places whose rates vary round .3: nominal .95, at least .85 demanded of percentiles."""
    generator = np.random.default_rng(11)
    covered, naive = 0, 0
    for number in range(40):
        rates = generator.beta(3, 7, size=25)
        x, n = generator.binomial(60, rates), np.full(25, 60)
        interval = cluster_bootstrap(x, n, seed=number, B=400)
        covered += interval.low <= 0.3 <= interval.high
        half = 1.96 * np.sqrt(interval.estimate * (1 - interval.estimate) / n.sum())
        naive += abs(interval.estimate - 0.3) <= half
    assert covered >= 34
    assert naive <= 30
    places = {(f"镇{i}", 2021): (int(hits), 60) for i, hits in enumerate(x)}
    row = bootstrap_rates(*counted(places)[:2], (), counted(places)[2], seed=39, B=400).iloc[0]
    assert row["high"] - row["low"] > row["naive_high"] - row["naive_low"]
