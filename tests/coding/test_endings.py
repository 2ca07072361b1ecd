"""Endings: no pattern finds what ends in a character that is not among them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.coding import amounts, counting, measured
from analysis.coding.endings import endings

ENDINGS = {
    "(?:近|超过?)$": "近超过",
    "(?:至少|最?多)$": "少多",
    "(?:[年月]均|[0-2]+)$": "均012",
    "约(?:计|(?!有))$": "约计",
    "(?=[近约])(?:近|约(?<!节约))$": "近约",
}
PATTERNS = [amounts.MARKER_BEFORE, counting.NO_COUNT_AFTER, measured.TRAILING]


@pytest.mark.parametrize("pattern", ENDINGS)
def test_endings_are_every_last_character(pattern):
    assert endings(re.compile(pattern)) == set(ENDINGS[pattern])


@pytest.mark.parametrize("pattern", ["甲?$", "甲.$", "甲[^乙]$", "甲\\d$", "(?:甲|)$"])
def test_a_pattern_that_can_end_with_anything_has_none(pattern):
    with pytest.raises(ValueError, match="can"):
        endings(re.compile(pattern))


@given(
    st.sampled_from(PATTERNS), st.text("近超过约至少不于达到为共计第·届个A:1-+期星的年升降在了", max_size=6)
)
def test_what_a_pattern_finds_ends_in_one_of_them(pattern, text):
    assert not pattern.search(text) or text[-1] in endings(pattern)
