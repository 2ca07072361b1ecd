"""D09 to D12 and P01 to P04: dated terms, periods, titles and organs on invented sentences, in both widths."""

from __future__ import annotations

import pytest
from checked_reports import CODEBOOK, MARKS, findings, outcome, report

from analysis.errors import CorpusError
from analysis.findings.anchor_finder import AnchorFinder
from analysis.findings.organs import load_organs

FLAGGED = [
    ("D09", 2018, "深入学习贯彻习近平法治思想，带头守法。", "习近平法治思想"),
    ("D09", 2021, "印发《信访工作条例》单行本，逐村宣讲。", None),
    ("D09", 2022, "开展新修订的行政复议法宣讲，发放读本。", "新修订的行政复议法"),
    ("D09", 2019, "组织干部领会“两个确立”的意义。", "两个确立"),
    ("D09", 2020, "宣传《法律援助法》，发放读本。", "《法律援助法》"),
    ("D10", 2023, "2023年是“十四五”开局之年，任务繁重。", "2023年是“十四五”开局之年"),
    ("D10", 2023, "今年是“八五”普法规划的收官之年，各村都有安排。", "今年是“八五”普法规划的收官之年"),
    ("D10", 2022, "2022年是“十四五”规划中期评估之年，镇里认真对待。", "2022年是“十四五”规划中期评估之年"),
    ("D10", 2023, "2023年是“十五五”谋划之年，镇里提前准备。", "2023年是“十五五”谋划之年"),
    ("D11", 2024, "全面实施“七五”普法规划，覆盖各村。", "七五”普法"),
    ("D11", 2024, "扎实开展党史学习教育，办好实事。", None),
    ("D12", 2024, "深入贯彻党的十九大精神，推动工作落地。", "贯彻党的十九大"),
    ("D12", 2025, "认真学习党的十九届六中全会精神。", "学习党的十九届六中全会"),
    ("D12", 2025, "坚持以党的十九大精神为指导，推进依法治镇。", "以党的十九大"),
    ("P01", 2022, "组织学习《婚姻法》，解答疑问。", "《婚姻法》"),
    ("P01", 2024, "依照《信访条例》接待来访群众。", "《信访条例》"),
    ("P01", 2023, "宣讲《中华人民共和国物权法》条文。", "《中华人民共和国物权法》"),
    ("P02", 2023, "严格执行《行政强制条例》，规范查封。", "《行政强制条例》"),
    ("P02", 2023, "宣传《人民调解办法》，培训调解员。", "《人民调解办法》"),
    (
        "P03",
        2023,
        "对照《法治政府建设与责任落实督查工作规定》自查。",
        "《法治政府建设与责任落实督查工作规定》",
    ),
    ("P03", 2023, "落实《法治政府建设实施纲要（2020—2025年）》。", "《法治政府建设实施纲要（2020—2025年）》"),
    (
        "P03",
        2023,
        "学习《党政主要负责人履行推进法制建设第一责任人职责规定》。",
        "《党政主要负责人履行推进法制建设第一责任人职责规定》",
    ),
    ("P04", 2021, "重大事项由县法制办牵头审核。", "法制办"),
    ("P04", 2022, "联合县工商局检查集市摊位。", "工商局"),
    ("P04", 2020, "配合国土资源局核查违建。", "国土资源局"),
]

SILENT = [
    ("D09", 2023, "宣传新修订的行政复议法。"),
    ("D09", 2021, "深入学习贯彻习近平法治思想。"),
    ("D09", 2021, "以优异成绩迎接党的二十大。"),
    ("D09", 2023, "关注即将召开的二十届三中全会。"),
    ("D09", 2019, "参与民法典草案征求意见。"),
    ("D09", 2021, "宣传《法律援助法》，发放读本。"),
    ("D09", 2020, "就《法律援助法（草案）》征求意见，宣传《岚江省法律援助条例》。"),
    ("D10", 2021, "2021年是“十四五”开局之年。"),
    ("D10", 2025, "2025年是“十四五”规划和“八五”普法的收官之年，也是“十五五”规划谋篇布局之年。"),
    ("D10", 2023, "2023年是“十四五”规划承上启下之年，中期评估如期完成。"),
    ("D10", 2021, "2021年是“七五”普法收官、“八五”普法启动之年。"),
    ("D10", 2025, "2025年是“十四五”收官与“十五五”开局的衔接之年。"),
    ("D10", 2023, "“十四五”开局以来，镇里投入不断增加。"),
    ("D10", 2023, "2023年是贯彻会议精神的开局之年，“十四五”规划有序落实。"),
    ("D11", 2024, "“七五”普法以来连续三次获评先进。"),
    ("D11", 2022, "全面实施“七五”普法规划。"),
    ("D11", 2024, "全面实施“八五”普法规划。"),
    ("D11", 2024, "推动党史学习教育常态化长效化。"),
    ("D12", 2024, "党的十八大以来，我镇持续推进依法行政。"),
    ("D12", 2024, "深入贯彻党的十九大和党的二十大精神。"),
    ("D12", 2023, "深入贯彻党的十九大精神。"),
    ("D12", 2024, "深入贯彻党的十九大、二十届三中全会精神。"),
    ("P01", 2022, "讲清原《婚姻法》已并入《民法典》的变化。"),
    ("P01", 2020, "组织学习《婚姻法》《继承法》。"),
    ("P01", 2024, "依照《岚江省信访条例》接待群众。"),
    ("P01", 2024, "落实《信访工作条例》。"),
    ("P02", 2023, "学习《行政复议法实施条例》。"),
    ("P02", 2023, "参照《岚江省行政裁量办法》办理。"),
    ("P02", 2023, "学习《行政强制法》。"),
    ("P03", 2023, "配合县里的政府督查工作，报送材料。"),
    ("P03", 2023, "落实《法治社会建设实施纲要（2020—2025年）》。"),
    ("P03", 2023, "落实《法治政府建设实施纲要(2021-2025年)》。"),
    ("P03", 2023, "学习《柳渡镇法治政府建设责任落实督查工作规定》。"),
    ("P04", 2021, "原县法制办职责划入县司法局。"),
    ("P04", 2017, "由县法制办牵头审核。"),
    ("P04", 2022, "县公安局法制办负责案卷审核，公安法制办案中心投入使用。"),
    ("P04", 2022, "镇里的法制办案区投入使用。"),
    ("P04", 2022, "联合县市场监督管理局、工商联走访企业。"),
]


@pytest.mark.parametrize("marks", MARKS)
@pytest.mark.parametrize(("rule", "year", "add", "passage"), FLAGGED)
def test_what_does_not_fit_is_flagged_where_it_stands(rule, year, add, passage, marks):
    found = findings(MARKS[marks](report(year, add)), rule)
    assert len(found) == 1
    assert passage is None or found[0]["passage"] == MARKS[marks](passage)


@pytest.mark.parametrize("marks", MARKS)
@pytest.mark.parametrize(("rule", "year", "add"), SILENT)
def test_a_look_alike_stays_silent(rule, year, add, marks):
    assert findings(MARKS[marks](report(year, add)), rule) == []


def test_two_superseded_laws_are_two_findings():
    found = findings(report(2022, "组织学习《婚姻法》《继承法》。"), "P01")
    assert [row["passage"] for row in found] == ["《婚姻法》", "《继承法》"]


def test_a_date_that_was_not_verified_says_so():
    (row,) = findings(report(2024, "依照《信访条例》接待来访群众。"), "P01")
    assert "2022-05-01 (date from general knowledge)" in row["message"]
    (organ,) = findings(report(2021, "重大事项由县法制办牵头审核。"), "P04")
    assert "general knowledge" in organ["message"]


def test_a_term_used_often_is_one_finding_with_all_its_places():
    add = "深入学习贯彻习近平法治思想。全面落实习近平法治思想。"
    (row,) = findings(report(2018, add), "D09")
    assert "2020-11-17 > 2019-01-18" in row["message"]
    assert row["compared"].count("-") == 2


def test_plans_are_exempt_from_the_rules_on_time():
    assert findings(report(2019, plans="一是迎接检查。二是下一步将学习习近平法治思想。"), "D09") == []


@pytest.mark.parametrize("rule", ["D09", "D10", "D11", "D12", "P01", "P04"])
def test_without_a_reporting_year_they_are_not_checked(rule):
    text = report(2018, "重大事项由县法制办牵头审核。依照《婚姻法》办理。")
    assert outcome(text, rule, reporting_year=None)["outcome"] == "not checked"


@pytest.mark.parametrize(
    ("content", "names"),
    [
        (None, "missing"),
        ("name,year\n", "line 1"),
        ("name,dissolved,successor,check\n法制办,早,司法局,verified\n", "line 2"),
    ],
)
def test_a_bad_table_of_organs_is_refused_with_its_line(tmp_path, content, names):
    path = tmp_path / "organs.csv"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(CorpusError, match=names):
        load_organs(path)


def test_an_anchor_is_found_where_its_pattern_matches():
    terms = "。".join(one.term for one in CODEBOOK.time_anchors)
    text = f"喜迎党的二十大，迎接党的十九大。{terms}，新修订的《中华人民共和国行政处罚法》、新修正行政复议法、行政复议法，七五普法。{terms}"
    for anchor in CODEBOOK.time_anchors:
        spans = [match.span() for match in anchor.finder.finditer(text)]
        assert [match.span() for match in AnchorFinder(anchor).find(text)] == spans
