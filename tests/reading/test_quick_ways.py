"""The quick ways past slow patterns: what they pass over, no pattern would have found."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.reading import furniture
from analysis.reading.normalise import fold, squeeze
from analysis.reading.quotations import QUOTED, unquoted

properties = settings(
    database=None,
    derandomize=True,
    deadline=None,
    max_examples=15,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)
SITE = ("MENU", "FILE_NAME", "ADDRESS", "JUNK", "BREADCRUMB", "CLOCK", "NOTICE")


@pytest.mark.parametrize("name", SITE)
@properties
@given(st.data())
def test_every_line_of_a_site_has_a_word_of_one(name, data):
    line = data.draw(st.from_regex(getattr(furniture, name), fullmatch=True))
    assert furniture.SITE_WORD.search(line)


@properties
@given(st.from_regex(furniture.JUNK, fullmatch=True))
def test_no_junk_is_longer_than_the_longest(line):
    assert len(line) <= furniture.LONGEST_JUNK


@settings(properties, max_examples=200)
@given(st.lists(st.sampled_from(["《", "》", "“", "”", "法", "我镇", "甲" * 60]), max_size=30).map("".join))
def test_of_quotations_that_overlap_the_first_goes(text):
    assert unquoted(text) == QUOTED.sub("", text)


@settings(properties, max_examples=200)
@given(
    st.lists(st.sampled_from(["法", "a", "1", "~", "!", " ", "\u3000", "\n", "。"]), max_size=30).map("".join)
)
def test_squeezing_drops_what_is_padding(text):
    view = fold(text)
    assert squeeze(view).text == re.sub("(?<![!-~]) +| +(?![!-~])|\n+", "", view.text)
