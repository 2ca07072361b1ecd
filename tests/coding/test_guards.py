"""Guards: a pattern behind one matches the same, and no place is tried at which it cannot begin."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.coding import amounts, counting, items, measured, periods, wording
from analysis.coding.guards import compile_guarded, guarded

#: Pattern and the set that may begin a match.
GUARDED = {
    "执法|普法": "[执普]",
    "(?:行政)?执法": "[执行]",
    "(?<!科)普法": "[普]",
    "(?:甲|乙)+丙": "[乙甲]",
    "(?:甲?乙){2,3}": "[乙甲]",
    "甲?(?:乙?丙|丁)": "[丁丙乙甲]",
    "(?P<one>[一-三]|\\d)是": "[\\d一-三]",
    "^(?>甲|乙)": "[乙甲]",
    "甲*?[-\\]]": "[\\-\\]甲]",
}
#: These begin with anything, match nothing at all, or are quick by themselves.
UNGUARDED = ["甲?", "甲?乙?", "(?:|甲)乙", "[^甲]乙", ".甲", "\\w+甲", "(?:\\s|甲)乙", "普法", "[甲乙]丙"]


@pytest.mark.parametrize("pattern", GUARDED)
def test_the_guard_holds_every_first_character(pattern):
    assert guarded(pattern) == f"(?={GUARDED[pattern]})(?:{pattern})"


@pytest.mark.parametrize("pattern", UNGUARDED)
def test_what_needs_no_guard_or_can_have_none_stays(pattern):
    assert guarded(pattern) == pattern


@given(
    st.sampled_from([*GUARDED, *UNGUARDED]),
    st.text("甲乙丙丁执法行政普科一二3是-]", max_size=12),
    st.integers(0, 12),
)
def test_a_guard_changes_no_match(pattern, text, at):
    quick, plain = compile_guarded(pattern), re.compile(pattern)
    assert [one.span() for one in quick.finditer(text, at)] == [
        one.span() for one in plain.finditer(text, at)
    ]


@pytest.mark.parametrize(
    "pattern",
    [
        amounts.MARKER_BEFORE,
        counting.NO_COUNT_AFTER,
        items.MARK,
        measured.TRAILING,
        periods.PERIOD,
        wording.LACK,
    ],
)
def test_the_patterns_that_need_one_have_a_guard(pattern):
    assert pattern.pattern.startswith("(?=[")
