"""Quick patterns find what the engine finds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.coding.quick_pattern import QuickPattern

PATTERNS = ["执法|普法", "(?<!科)普法", "(?:甲?乙){2,3}", "甲?(?:乙?丙|丁)", "[甲乙]丙|执(?!法)", "甲{1,3}"]


@pytest.mark.parametrize("pattern", PATTERNS)
@given(text=st.text("甲乙丙丁执法行政普科", max_size=16), start=st.integers(0, 16))
def test_a_quick_pattern_finds_what_the_engine_finds(pattern, text, start):
    quick, plain = QuickPattern(pattern), re.compile(pattern)
    assert [one.span() for one in quick.finditer(text)] == [one.span() for one in plain.finditer(text)]
    found, expected = quick.search(text, start), plain.search(text, start)
    assert (found and found.span()) == (expected and expected.span())
