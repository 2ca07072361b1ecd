"""Strings looked up all at once: every match of every string, whatever the text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.coding.lexicon import Lexicon

LETTERS = "执法行政\U00020000\0a"


def found(strings: list[str], text: str) -> list[tuple[int, str]]:
    lexicon = Lexicon(strings)
    starts, numbers = lexicon.find(text)
    return [(start, lexicon.strings[number]) for start, number in zip(starts, numbers, strict=True)]


@given(
    st.lists(st.text(LETTERS, min_size=1, max_size=5), max_size=30),
    st.text(LETTERS + "公\ud800", max_size=40),
)
def test_every_match_longer_ones_first_then_from_left_to_right(strings, text):
    expected = [
        (start, string)
        for string in set(strings)
        for start in range(len(text))
        if text.startswith(string, start)
    ]
    assert found(strings, text) == sorted(expected, key=lambda match: (-len(match[1]), match[0]))


def test_no_strings_and_no_text():
    assert found([], "执法") == found(["执法"], "") == found([], "") == []


@pytest.mark.parametrize("unit", ["执", "执法", "行政执法"])
def test_time_grows_with_the_text_only(unit):
    lexicon = Lexicon([unit * 20, unit * 20 + "人"])

    def seconds(size):
        best = float("inf")
        for _ in range(3):
            start = time.process_time()
            lexicon.find(unit * (size // len(unit)))
            best = min(best, time.process_time() - start)
        return best

    # Four times the text: about four times the time when linear, sixteen when quadratic.
    assert seconds(400_000) < 9 * seconds(100_000) + 0.005
