"""The framework: a clean report, what one rule silences of another, rules that cannot run, panels, the tables."""

from __future__ import annotations

import pytest
from checked_reports import MARKS, coded, findings, report

from analysis import schemas
from analysis.findings import PanelReport, check_panel, check_report, check_reports
from analysis.findings.checking import RULES, SILENCES
from analysis.findings.panels import PANEL_RULES, year_before
from analysis.findings.rule import Flag, NotChecked, Rule, panel_rule, rule


@pytest.mark.parametrize("marks", MARKS)
@pytest.mark.parametrize("year", [2018, 2020, 2021, 2023, 2025])
def test_in_a_clean_report_every_rule_stays_silent(year, marks):
    assert findings(MARKS[marks](report(year))) == []


def test_every_rule_has_its_own_id_and_a_severity_of_the_schema():
    rules = (*RULES, *PANEL_RULES)
    assert len({one.id for one in rules}) == len(rules)
    assert {one.severity for one in rules} <= set(schemas.SEVERITIES)


def test_silenced_and_silencing_rules_exist():
    named = {one for louder, silenced in SILENCES.items() for one in (louder, *silenced)}
    assert named <= {one.id for one in RULES}


def test_rows_keep_the_schemas_of_their_tables():
    text = report(add="12月28日组织了闭卷测试，依照《婚姻法》答题。", signed="2023年12月20日")
    found, checks = check_report(coded(text))
    assert {"D01", "P01"} <= set(schemas.table("findings", found)["rule"])
    assert len(schemas.table("checks", checks)) == len(RULES)


def test_reports_checked_together_have_the_findings_of_each_alone():
    texts = (
        report(add="12月28日组织了闭卷测试。", signed="2023年12月20日"),
        report(2021),
        "",
        report(add="化解纠纷。"),
    )
    reports = [coded(text, name) for name, text in zip("abcd", texts, strict=True)]
    alone = [check_report(coded(text, name)) for name, text in zip("abcd", texts, strict=True)]
    together = check_reports(reports)
    assert together == tuple([row for tables in alone for row in tables[place]] for place in (0, 1))
    assert [row["report_id"] for row in together[0]] == ["a"]


def test_findings_change_no_data():
    one = coded(report(add="12月28日组织了闭卷测试。", signed="2023年12月20日"))
    before = [dict(row) for row in one.quantities], dict(one.metadata)
    check_report(one)
    assert (one.quantities, one.metadata) == before


def _fixed(identifier: str, *spans: tuple[int, int]) -> Rule:
    return rule(identifier, "a kind", "notice")(lambda _: (Flag("a message", span) for span in spans))


def test_one_cause_makes_one_finding():
    rules = (_fixed("P03", (5, 9), (20, 30)), _fixed("D04", (0, 6)))
    found, checks = check_report(coded(report()), rules)
    assert [(row["rule"], row["start"]) for row in found] == [("P03", 20), ("D04", 0)]
    assert [row["outcome"] for row in checks] == ["found", "found"]


def test_a_lost_dash_is_no_misprint_as_well():
    text = report(add="落实《法治政府建设实施纲要(20212025年)》。")
    assert [row["rule"] for row in findings(text)] == ["D04"]


def test_a_rule_that_cannot_run_says_why_and_flags_nothing():
    @rule("X1", "a kind", "notice")
    def never(_):
        raise NotChecked("no place")

    found, checks = check_report(coded(report()), (never,))
    assert found == []
    assert checks == [{"report_id": "r", "rule": "X1", "outcome": "not checked", "reason": "no place"}]


@panel_rule("X2", "a kind", "warning")
def as_many(earlier, later):
    """Flag a later text with as many numbers as the earlier one."""
    if len(earlier) == len(later):
        yield Flag(f"{len(later)} numbers", (0, 4))


def _panel(*texts: tuple[str, str]) -> list[PanelReport]:
    return [PanelReport.of(coded(text, report_id)) for text, report_id in texts]


def test_successive_reports_of_one_issuer_are_compared_and_the_later_one_flagged():
    other = report(2023, title="泠川县槐汀镇2023年法治政府建设年度报告", signer="槐汀镇人民政府")
    panel = _panel(*((report(year), str(year)) for year in (2023, 2021, 2022)), (other, "other"))
    found, checks = check_panel(panel, (as_many,))
    assert [row["report_id"] for row in found] == ["2023", "2022"]
    assert {row["report_id"]: row["outcome"] for row in checks} == {
        "2023": "found", "2021": "not checked", "2022": "found", "other": "not checked",
    }  # fmt: skip


SEVERAL = "910001101 澜海省/澜宁市/青榆县/太平镇; 910002101 澜海省/澜宁市/泠川县/太平镇"


def _named(year: int, **fields: str) -> PanelReport:
    stated = {"level": "township", "issuer": "太平镇人民政府", "division_code": None, "township": "太平镇"}
    return PanelReport(stated | fields | {"report_id": "r", "reporting_year": year}, list)


@pytest.mark.parametrize(
    ("first", "second", "paired"),
    [
        ({}, {}, True),
        ({"place_candidates": SEVERAL}, {"place_candidates": SEVERAL}, False),
        ({"province": "澜海省", "place_candidates": SEVERAL}, {}, False),
        ({"county": "泠川县", "place_candidates": SEVERAL}, {"county": "泠川县"}, True),
        ({"county": "泠川县"}, {"county": "青榆县"}, False),
        ({"county": "泠川县"}, {}, True),
        ({"division_code": "910001101"}, {"division_code": "910001101", "township": "永平镇"}, True),
        ({"division_code": "910001101"}, {"division_code": "910002101"}, False),
        ({"level": "department", "division_code": "1"}, {"level": "department", "division_code": "2"}, False),
    ],
)
def test_two_places_of_one_name_are_no_panel(first, second, paired):
    one, later = _named(2021, **first), _named(2022, **second)
    assert year_before([later, one]) == ({later: one} if paired else {})


def test_of_two_places_that_may_be_meant_none_is_chosen():
    ours, theirs = _named(2021, county="泠川县"), _named(2021, county="青榆县")
    stated, bare = _named(2022, county="泠川县"), _named(2022)
    assert year_before([ours, theirs, stated, bare]) == {stated: ours}


def test_an_ambiguous_place_is_not_checked():
    panel = [_named(year, place_candidates=SEVERAL) for year in (2021, 2022)]
    found, checks = check_panel(panel, (as_many,))
    assert found == []
    assert {row["reason"] for row in checks} == {"the name of the place is that of several"}


def test_a_year_without_a_report_breaks_the_panel():
    panel = _panel(*((report(year), str(year)) for year in (2020, 2022)))
    found, checks = check_panel(panel, (as_many,))
    assert found == []
    assert [row["outcome"] for row in checks] == ["not checked", "not checked"]
