"""Lines of ordinary prose that a careless pattern would read for hours."""

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
