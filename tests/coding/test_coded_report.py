"""A coded report: what its tables share changes none of their rows."""

from __future__ import annotations

import pytest

from analysis.coding.citations import find_citations
from analysis.coding.coded_report import CodedReport
from analysis.coding.matching import coder_of
from analysis.coding.words import count_words, word_rows
from analysis.reading.report import read_report

TEXT = """\
青榆县柳渡镇2023年法治政府建设年度报告

2023年,柳渡镇落实《法治政府建设实施纲要(2021—2025年)》。现将情况报告如下:
一、主要举措和成效
(一)加强普法宣传。学习 民法典,化解矛盾纠纷57件。
(二)规范行政执法
开展案卷评查2次。
"""


def test_headings_coded_beside_the_sentences_give_no_mentions(shipped):
    report = read_report(TEXT, "r")
    coded = CodedReport(report, shipped)
    assert coded.mentions == coder_of(shipped).code(report.view, report.sentences, "r")
    places = [(row["start"], row["end"]) for row in coded.sentences]
    assert all(
        any(start <= row["start"] and row["end"] <= end for start, end in places) for row in coded.mentions
    )


def test_the_shared_matching_view_changes_no_citation(shipped):
    report = read_report(TEXT, "r")
    coded = CodedReport(report, shipped)
    alone = find_citations(report.view, report.page.body, report.sentences, "r", coded.reporting_year)
    assert coded.citations == alone
    assert [TEXT[row["start"] : row["end"]] for row in alone] == [
        "《法治政府建设实施纲要(2021—2025年)》",
        "民法典",
    ]


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        TEXT.replace("矛盾", "矛　\u200b盾").replace("\n", "\r\n"),
        TEXT.replace("矛盾", "矛盾(dùn) "),
        TEXT.replace("一、主要", "## 一、主要").replace("化解矛盾", "**化解矛**盾"),
    ],
    ids=["plain", "blanks", "gloss", "markdown"],
)
def test_words_of_the_shared_matching_view_are_those_of_the_stored_sentences(shipped, text):
    coded = CodedReport(read_report(text, "r"), shipped)
    assert coded.words == word_rows("r", count_words(row["text"] for row in coded.sentences))
    assert {"民法典", "件"} <= {row["word"] for row in coded.words}
