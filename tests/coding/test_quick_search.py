"""Quick searches: patterns and lists of strings are found where a plain search finds them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.coding.quick_pattern import QuickPattern
from analysis.coding.string_finder import StringFinder

PATTERNS = ["执法|普法", "(?<!科)普法", "(?:甲?乙){2,3}", "甲?(?:乙?丙|丁)", "[甲乙]丙|执(?!法)", "甲{1,3}"]
STRINGS = ["执法", "行政执法", "普法", "甲甲", "甲甲乙", "乙丙"]


@pytest.mark.parametrize("pattern", PATTERNS)
@given(text=st.text("甲乙丙丁执法行政普科", max_size=16), start=st.integers(0, 16))
def test_a_quick_pattern_finds_what_the_engine_finds(pattern, text, start):
    quick, plain = QuickPattern(pattern), re.compile(pattern)
    assert [one.span() for one in quick.finditer(text)] == [one.span() for one in plain.finditer(text)]
    found, expected = quick.search(text, start), plain.search(text, start)
    assert (found and found.span()) == (expected and expected.span())


@given(st.text("甲乙丙丁执法行政普𠀀", max_size=16))
def test_every_occurrence_of_every_string_is_found(text):
    places = [(at, one, len(one)) for at in range(len(text)) for one in STRINGS if text.startswith(one, at)]
    assert sorted(StringFinder({one: len(one) for one in STRINGS}).find(text)) == sorted(places)
