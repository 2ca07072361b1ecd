"""Lines: what a sentence measures does not depend on its neighbours in the joined text."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from reports import report

from analysis.coding.lines import join_lines
from analysis.coding.quantities import find_quantities
from analysis.reading.normalise import fold
from analysis.reading.page import Sentence

WORDS = st.text(
    "12三百一数余多近约至少每月个件次名%元年第，（）“”《》+两无未案件全覆盖在为过0", min_size=1, max_size=14
)
OFFSETS = ("start", "end", "sentence_id")


def rows(text: str, sentences: list[Sentence]) -> list[dict[str, object]]:
    return find_quantities(fold(text), sentences, "r", 2023)


@settings(deadline=None)  # the tables of the reader are made at the first call
@given(st.lists(WORDS, min_size=1, max_size=5))
def test_each_line_is_read_as_if_alone(parts):
    text, sentences = "", []
    for at, part in enumerate(parts):
        sentences.append(Sentence(str(at), None, len(text), len(text) + len(part)))
        text += part + "\n"
    together = [{key: row[key] for key in row if key not in OFFSETS} for row in rows(text, sentences)]
    alone = [row for part in parts for row in rows(part, [Sentence("0", None, 0, len(part))])]
    assert together == [{key: row[key] for key in row if key not in OFFSETS} for row in alone]


def test_lines_lead_to_the_source():
    parts = report("三、下一步安排\n（一）完成检查12轮次，整改 隐患4 5条。加强学习。宣传车\n进村4次。\n")
    text, lines = join_lines(parts.view, parts.sentences, parts.sections)
    for line in lines:
        for found in re.finditer("[^ ]", text[line.begin : line.end]):
            start, end = line.span(line.begin + found.start(), line.begin + found.end())
            assert parts.text[start:end] == found[0]
    assert "加强学习" not in text
    assert "隐患45条" in text


def test_headings_are_read_behind_any_number():
    for number in ("（一）", "1、", "①", "⑩", "㈠"):
        parts = report(f"一、总体情况\n全县依法行政。\n{number}3项重点任务之一\n继续推进工作。\n")
        found = find_quantities(parts.view, parts.sentences, "r", 2023, sections=parts.sections)
        assert [row["raw"] for row in found if row["sentence_id"] is None] == ["3项"], number


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["一、", "（二）", "3.", "①", "㈣", ""]), WORDS), max_size=4))
def test_a_heading_that_is_not_read_measures_nothing(headings):
    parts = report("".join(f"{number}{words}\n全县依法行政。\n" for number, words in headings))
    for section in parts.sections:
        words = (section.heading or "").replace(" ", "")
        _, lines = join_lines(parts.view, [], [section])
        assert lines or not rows(words, [Sentence("0", None, 0, len(words))])
