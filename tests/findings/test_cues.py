"""What rules look for together is found wherever it stands, whatever characters stand beside it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.findings import repetition
from analysis.findings.body_text import BodyText
from analysis.findings.cues import places
from analysis.findings.lists import _ANNOUNCED, _COUNTED, _SECOND_DIGITS, _TASKS
from analysis.findings.organs import load_organs
from analysis.findings.powers import MAKES_RULES, RULES_NAMED
from analysis.findings.repetition import FORMULA, FORMULAE
from tests.findings.checked_reports import coded, report

CASES = [
    "会同工商局、环保局检查三个市场，完成12项任务，法制办公室审查文件。",
    "𠮷林街道会同工商局检查，𠀀重大行政决策坚持公众参与、专家论证、风险评估、合法性审查、集体讨论决定。",
]


@pytest.mark.parametrize("sentence", CASES)
def test_cues_are_found_where_they_stand(sentence):
    one = coded(report(add=sentence))
    text = BodyText.of(one).text
    for strings in (load_organs(), FORMULAE):
        expected = sorted(match.start() for cue in strings for match in re.finditer(f"(?={cue})", text))
        assert places(one, strings) == expected


def test_a_report_without_a_cue_holds_none():
    assert places(coded(report()), load_organs().keys() - {"法制办"}) == []


@pytest.mark.parametrize("count", ["三", "十二", "12", "2", "二十一"])
@pytest.mark.parametrize("unit", ["个方面", "项任务", "大工程", "方面工作"])
def test_lists_are_announced_where_a_number_and_its_unit_stand(count, unit):
    text = f"抓好{count}{unit}：一是"
    last = [at for at in range(len(text)) if text[at : at + 2] in _COUNTED]
    starts = {*last, *(at - 1 for at in last if text[at] in _SECOND_DIGITS)}
    found = [match.start() for one in (_ANNOUNCED[0], _TASKS) for match in one.finditer(text)]
    assert starts.issuperset(found)


@given(st.from_regex(FORMULA), st.from_regex(MAKES_RULES))
def test_what_cues_stand_for_has_one(formula, making):
    assert any(cue in formula for cue in FORMULAE)
    assert any(cue in making for cue in RULES_NAMED)


@given(
    st.lists(
        st.sampled_from(["行政执法人员依法履行职责", "甲乙丙", "，", "。", "\n"]), min_size=8, max_size=40
    )
)
def test_runs_grow_by_blocks_as_by_characters(pieces):
    text = "".join(pieces)
    found = list(repetition.repeated_runs(text))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(repetition, "BLOCK", len(text) + 1)
        assert list(repetition.repeated_runs(text)) == found
