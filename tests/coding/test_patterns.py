from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.coding.patterns import PatternError, openings, read_pattern


@pytest.mark.parametrize(
    ("pattern", "strings"),
    [
        ("依法治[省市]", {"依法治省", "依法治市"}),
        ("综合(?:行政)?执法", {"综合执法", "综合行政执法"}),
        ("(?:地方|政府)立法", {"地方立法", "政府立法"}),
        ("[a-c]是", {"a是", "b是", "c是"}),
        ("调{1,3}解", {"调解", "调调解", "调调调解"}),
        ("执法|普法", {"执法", "普法"}),
    ],
)
def test_finite_patterns_are_spelled_out(pattern, strings):
    assert set(read_pattern(pattern).strings) == strings


@pytest.mark.parametrize(
    ("pattern", "literals"),
    [
        ("自治(?![县区州旗])", {"自治"}),
        ("(?<!协)调解", {"调解"}),
        ("[七八]五.?普法", {"普法"}),
        ("(?<!\\d)12[·.]4(?!\\d)", {"12·4", "12.4"}),
        ("纳入(?=.{0,15}规划)", {"纳入"}),
        ("(?:接受|主动.)监督", {"监督"}),
        ("(?:上访.|下访.)", {"上访", "下访"}),
        ("\\d{4}年", {"年"}),
        ("[^法]{1,4}", set()),
    ],
)
def test_every_match_holds_one_of_the_literals(pattern, literals):
    checked = read_pattern(pattern)
    assert checked.strings == ()
    assert set(checked.literals) == literals


@given(st.text(alphabet="执普法治行政综合监督检查", max_size=30))
def test_literals_and_strings_miss_no_match(text):
    for pattern in ("综合(?:行政)?执法", "(?<!综合)执法(?!检)", "[执普]法.{0,3}监督", "行政(?:.{1,2}检)?查"):
        checked = read_pattern(pattern)
        for match in re.finditer(pattern, text):
            assert any(literal in match[0] for literal in checked.literals)
            assert not checked.strings or match[0] in checked.strings


@pytest.mark.parametrize(
    ("pattern", "strings"),
    [
        ("自治(?![县区州旗])", ["自治"]),
        ("(?<!协)调解", ["调解"]),
        ("(?<!优)惠企|稳企|企业家(?!庭)", ["企业家", "惠企", "稳企"]),
        ("(?:村民)?(?<!擅)自治(?:组织)?", ["村民自治", "自治"]),
        ("执法(?:证(?!据)|资格).{0,2}", ["执法证", "执法资格"]),
        ("网格(?:员|长)?", ["网格"]),
        ("[七八]五.?普法", ["七五", "八五"]),
        ("(?:接受|.)监督", []),
        (".?执法", []),
        ("\\d{4}年", []),
    ],
)
def test_every_match_begins_with_one_of_the_openings(pattern, strings):
    assert openings(pattern) == strings


@given(st.text(alphabet="执普法治行政综合监督检查", max_size=30))
def test_openings_miss_no_match(text):
    for pattern in (
        "综合(?:行政)?(?<!法)执法(?!检)",
        "[执普]法.{0,3}监督",
        "行政(?:.{1,2}检)?查|(?:监督|检)(?=查)",
    ):
        for match in re.finditer(pattern, text):
            assert match[0].startswith(tuple(openings(pattern)))


def test_patterns_are_folded_but_full_width_signs_stay_literal():
    assert read_pattern("互聯網＋監管").strings == ("互联网+监管",)
    assert read_pattern("＊执法").strings == ("*执法",)
    assert read_pattern("１２[·．]４").strings == ("12.4", "12·4")
    assert read_pattern("村（社区）").strings == ("村（社区）",)


@pytest.mark.parametrize(
    "pattern",
    ["法+治", "法*治", "法{1,}治", ".{0,5000}法", "(?:法{0,30}){1,30}x", "(?:法|法法){1,30}治", "(法)\\1"],
)
def test_patterns_without_bound_are_refused(pattern):
    with pytest.raises(PatternError, match="bound every repetition"):
        read_pattern(pattern)


@pytest.mark.parametrize(
    "pattern", ["(?:执法|普法){1,30}治", "执法.{0,30}监督", "执法(?:.{0,9}检查|.{0,9}处罚)", ".?.?法"]
)
def test_bounded_patterns_are_welcome(pattern):
    assert read_pattern(pattern).text == pattern
