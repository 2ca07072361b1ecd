"""Paragraphs: runs of sentences between line breaks, each with its main theme."""

from __future__ import annotations

import pytest

from analysis.coding.coded_report import CodedReport
from analysis.reading.report import read_report

TEXT = """\
青榆县柳渡镇2023年法治政府建设年度报告

2023年,柳渡镇稳步推进各项工作。现将情况报告如下:
一、主要举措和成效
(一)抓普法。全年开展普法活动12场次。以案释法走进集市。
镇村联动排查调处矛盾纠纷57件。
(二)抓规范
1.规范行政执法。落实行政执法公示制度。
开展案卷评查。无其他。
二、存在的不足
一是执法力量薄弱。二是普法形式单一。
无。

青榆县柳渡镇人民政府
2024年1月18日
"""


@pytest.fixture(scope="module", params=["\n", "\r\n", "\n\n　　", "\u2028", "　　　　"])
def coded(request, shipped):
    return CodedReport(read_report(TEXT.replace("\n", request.param), "r"), shipped)


def test_a_paragraph_ends_with_its_line_or_its_section(coded):
    words = [coded.report.text[row["start"] : row["end"]] for row in coded.paragraphs]
    assert words == [
        "2023年,柳渡镇稳步推进各项工作。现将情况报告如下:",
        "全年开展普法活动12场次。以案释法走进集市。",
        "镇村联动排查调处矛盾纠纷57件。",
        "落实行政执法公示制度。",
        "开展案卷评查。无其他。",
        "一是执法力量薄弱。二是普法形式单一。",
        "无。",
    ]


def test_section_length_and_theme(coded):
    rows = coded.paragraphs
    assert [row["section_id"] for row in rows] == [None, "1.1", "1.1", "1.2.1", "1.2.1", "2", "2"]
    assert [row["theme"] for row in rows][1:5] == ["T11", "T08", "T06", "T06"]
    assert rows[0]["theme"] is rows[-1]["theme"] is None and rows[-1]["n_han"] == 1
    assert sum(row["n_han"] for row in rows) == sum(row["n_han"] for row in coded.sentences)


@pytest.mark.parametrize(
    ("lines", "themes"),
    [
        ("（一）加强普法宣传。形式多样。\n继续努力。\n", ["T11", None]),  # it runs into the first paragraph
        ("（一）加强普法宣传。办理信访9件。\n", ["T11"]),  # and counts there
        ("（一）加强普法宣传\n办理信访9件。\n", ["T08"]),  # on its own line it only helps out
        ("（一）加强普法宣传\n形式多样。\n继续努力。\n", ["T11", None]),
    ],
)
def test_a_heading_decides_where_it_runs_in_or_nothing_else_does(shipped, lines, themes):
    text = f"青榆县柳渡镇2023年法治政府建设年度报告\n\n一、主要举措和成效\n{lines}（二）其他事项\n无。\n"
    rows = CodedReport(read_report(text, "r"), shipped).paragraphs
    assert [row["theme"] for row in rows if row["section_id"] == "1.1"] == themes


def test_a_page_without_line_breaks_has_a_paragraph_below_each_heading(shipped):
    text = TEXT.replace("\n\n", "").replace("\n", "")
    rows = CodedReport(read_report(text, "r"), shipped).paragraphs
    assert len({row["section_id"] for row in rows}) == len(rows) > 3


def test_every_sentence_stands_in_one_paragraph(sources, shipped):
    for text in sources:
        report = CodedReport(read_report(text, "r"), shipped)
        ends = [0, *(row["end"] for row in report.paragraphs)]
        assert ends == sorted(set(ends))
        holders = [
            sum(row["start"] <= one["start"] and one["end"] <= row["end"] for row in report.paragraphs)
            for one in report.sentences
        ]
        assert set(holders) == {1}
