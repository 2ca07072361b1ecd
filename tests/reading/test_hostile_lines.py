"""Lines and pages that a careless pattern would read for hours: the time grows with the length, not faster."""

from __future__ import annotations

from time import process_time

import pytest

from analysis.reading.report import read_report

TITLE = "柳渡镇2023年法治政府建设年度报告"


def seconds(text):
    began = process_time()
    read_report(text)
    return process_time() - began


@pytest.mark.parametrize(
    ("unit", "text"),
    [
        ("——审查核实", TITLE + "\n推行受理{}，形成闭环。\n一、主要做法\n加强学习。"),
        ("—", TITLE + "{}"),
        ("_政务", TITLE + "{}，完"),
    ],
)
def test_time_grows_with_the_length_of_a_line_not_faster(unit, text):
    few, many = text.format(unit * 1_000), text.format(unit * 16_000)
    read_report(few)
    assert seconds(many) < 64 * max(seconds(few), 0.01)


OPENING = TITLE + "\n2023年，我镇坚持依法行政，现将有关情况报告如下：\n"
FRAME = OPENING + "一、主要做法\n加强学习。\n（一）{}。\n二、存在的不足\n宣传不够。\n"
UNITS = [
    "（一）甲\n", "一、甲\n", "1.甲\n", "①甲\n", "一)甲\n", ")甲\n", "一、甲\n（一）乙\n1.丙\n", "（一）甲。乙丙丁。\n", "二、三、",
    "甲\n", "法治建设情况\n", "主要举措和成效\n加强学习。\n", "\r\n", "\r", " \n", "\u200b", "甲\u00a0\u00a0", "甲\r\n",
    "发布日期：\n", "索引号：", "2024年1月2日\n", "2024-01-02 ", "2 0 ", "20212025年", "柳渡镇人民政府\n2024年1月2日\n", "版权所有\n",
    "首页 > ", "|", "[", "- 1 -\n", "关于2023年\n", "县委、", "附件：1.甲\n", "。 ", "“。", "《", "（", "（一）", "一是甲。", "設(shè)", "**甲**\n", "# ",
    "中共青榆县委 青榆县人民政府\n", "市县", "某县",
]  # fmt: skip


def fastest(text):
    return min(seconds(text) for _ in range(2))


@pytest.mark.parametrize("page", ["{}", FRAME], ids=["alone", "in a report"])
@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_with_the_length_of_a_page_not_faster(unit, page):
    few, many = (page.format(unit * (size // len(unit.encode()))) for size in (8_000, 64_000))
    assert fastest(many) < 24 * max(fastest(few), 0.003)


def test_a_page_of_more_lines_than_any_report_is_not_read_to_its_end():
    report = read_report(OPENING + "法治建设情况如下。\n" * 30_000)
    assert len(report.sentences) < 15_000
    assert report.is_report == "no"
    assert report.page.furniture[-1].end == len(report.view.text)
