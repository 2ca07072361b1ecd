"""The reporting year, by kind of evidence: every row of the survey of years on an invented text."""

from __future__ import annotations

import pytest
from invented import read, variants

PARTS = "一、主要举措和成效\n健全机制，推进法治政府建设。\n二、存在的不足和原因\n一是宣传不够。\n三、下一步打算\n继续努力。\n"
TITLED = "青榆县{}法治政府建设情况报告\n2019年，青榆县推进依法行政。\n" + PARTS

CASES = {
    "title, 年": (TITLED.format("2023年"), 2023, "title"),
    "title, 年度 parted by a blank": (TITLED.format("2023 年度"), 2023, "title"),
    "title, year broken by a blank": (TITLED.format("2 023年"), 2023, "title"),
    "title, in brackets at the end": ("鹭汀街道法治政府建设工作年度报告(2022年)\n" + PARTS, 2022, "title"),
    "title, doubled 年度": ("青榆县2022年度法治政府建设年度报告\n" + PARTS, 2022, "title"),
    "title, year before the place": ("2023年青榆县法治政府建设情况报告\n" + PARTS, 2023, "title"),
    "title, work and plan": ("柳渡镇2023年法治政府建设工作总结及2024年工作计划\n" + PARTS, 2023, "title"),
    "title, reading date behind a dash": (
        "青榆县人民政府关于2023年法治政府建设情况的报告\n——2024年2月26日在县人大常委会会议上\n" + PARTS, 2023, "title"),
    "lead begins with the year": ("2024年，柳渡镇推进法治政府建设。\n" + PARTS, 2024, "lead: first clause"),
    "lead begins with 以来": ("2024年以来，柳渡镇推进法治政府建设。\n" + PARTS, 2024, "lead: first clause"),
    "lead in Chinese numerals": ("二〇二四年，柳渡镇推进法治政府建设。\n" + PARTS, 2024, "lead: first clause"),
    "year behind the superiors": ("在县委统筹、县政府指导下，2024年柳渡镇推进法治政府建设。\n" + PARTS, 2024, "lead: first clause"),
    "announcement": ("柳渡镇推进法治政府建设，现将2024年工作情况报告如下：\n" + PARTS, 2024, "lead: announcement"),
    "two years announced": (
        "柳渡镇推进法治政府建设，现将2024年工作情况和2025年打算报告如下：\n" + PARTS, 2024, "lead: announcement"),
    "plan announced first": (
        "柳渡镇推进法治政府建设，现将2025年工作打算和2024年工作情况报告如下：\n" + PARTS, 2024, "lead: announcement"),
    "the year before is praised": (
        "在2022年度考核中获评优秀的基础上，柳渡镇对2023年度法治政府建设工作进行了总结。\n" + PARTS, 2023, "lead: first clause"),
    "the year before in a distinction": (
        "柳渡镇获评2022年法治政府建设先进单位，再接再厉。\n" + PARTS + "\n柳渡镇人民政府\n2024年1月30日\n", 2023, "signed date"),
    "asked for in a notice": (
        "根据《关于报送2023年度法治政府建设情况报告的通知》要求，现将我镇情况报告如下：\n" + PARTS, 2023, "lead: first clause"),
    "range of a plan beside it": (
        "根据《法治政府建设实施纲要（2021—2025年）》，柳渡镇2023年扎实推进法治政府建设。\n" + PARTS, 2023, "lead: first clause"),
    "first-level heading": (
        "柳渡镇推进法治政府建设，现将情况报告如下：\n" + PARTS.replace("主要举措", "2023年主要举措"), 2023, "first-level heading"),
    "heading of the plan only": (
        "柳渡镇推进法治政府建设，现将情况报告如下：\n" + PARTS.replace("下一步打算", "2024年工作打算"), 2023,
        "heading of the plan, minus one"),
    "no lead, the first paragraph says it": (
        "一、主要举措和成效\n2023年，全县推进法治政府建设，成效明显，办理案件32件。\n二、存在的不足和原因\n宣传不够。\n", 2023,
        "first clause below a heading"),
    "signature in spring": ("今年以来，柳渡镇推进法治政府建设。\n" + PARTS + "\n柳渡镇人民政府\n2024年1月30日\n", 2023, "signed date"),
    "signature in December": ("今年以来，柳渡镇推进法治政府建设。\n" + PARTS + "\n柳渡镇人民政府\n2023年12月13日\n", 2023, "signed date"),
    "publication in September": ("发布日期：2022-09-05\n青榆县法治政府建设情况报告\n" + PARTS, 2021, "publication date"),
    "document number and clock give none": (
        "今天是：2018年6月4日 星期一\n索引号：LN01-2024 | 发文字号：泠政发〔2024〕7号\n青榆县法治政府建设情况报告\n" + PARTS, None, "not_stated"),
    "上一年度 is no number": ("今年以来，柳渡镇推进法治政府建设。\n" + PARTS.replace("主要举措", "上一年度主要举措"), None, "not_stated"),
    "several years in the title": ("澜宁市五年法治政府建设情况自查报告(2018—2022年)\n" + PARTS, None, "multi_year"),
    "several years in the lead": ("2016年至2020年，五年来青榆县推进法治政府建设。\n" + PARTS, None, "multi_year"),
}  # fmt: skip


@pytest.mark.parametrize("form", ["half", "full", "blanks", "traditional"])
@pytest.mark.parametrize("name", CASES)
def test_reporting_year(name, form):
    text, year, rule = CASES[name]
    reading = read(variants(text)[form])
    assert reading.fields["reporting_year"] == year
    assert reading.evidence["reporting_year"].rule == rule


def test_evidence_stands_where_the_year_is_printed():
    reading = read("　　2024年以来，柳渡镇推进法治政府建设。\n" + PARTS)
    found = reading.evidence["reporting_year"]
    assert reading.page.view.text[found.start : found.end] == "2024"


def test_year_outside_the_quoted_notice_wins_over_body_counts():
    body = PARTS.replace("健全机制", "《纲要（2021—2025年）》2021年印发，2021年部署，2021年落实")
    assert read("2023年，柳渡镇推进法治政府建设。\n" + body).fields["reporting_year"] == 2023
