"""Strings are found wherever they stand, one within the other too; or the longest of them, from left to right."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.coding.lookup import Lookup

STRINGS = st.lists(st.text("法治县\U00020000", min_size=1, max_size=4), max_size=6, unique=True)
TEXT = st.text("法治县乡\U00020000")


def everywhere(text: str, strings: list[str]) -> list[tuple[int, int, int]]:
    return [
        (number, at, at + len(string))
        for at in range(len(text))
        for number, string in enumerate(strings)
        if text.startswith(string, at)
    ]


def longest_matches(text: str, strings: list[str]) -> list[str]:
    """Return the leftmost longest matches, found by trying every string at every place."""
    found, at = [], 0
    while at < len(text):
        longest = max((one for one in strings if text.startswith(one, at)), key=len, default="")
        if longest:
            found.append(longest)
        at += len(longest) or 1
    return found


@given(STRINGS, TEXT, st.booleans())
def test_every_match_is_found(strings, text, for_many_texts):
    found = Lookup(strings, for_many_texts).every(text)
    assert sorted(found) == sorted(everywhere(text, strings))
    assert [end for *_, end in found] == sorted(end for *_, end in found)


@given(STRINGS, TEXT, st.booleans())
def test_what_a_text_holds_is_told(strings, text, for_many_texts):
    assert Lookup(strings, for_many_texts).held(text) == {one for one in strings if one in text}


@given(STRINGS, TEXT)
def test_the_longest_match_is_found(strings, text):
    assert Lookup(strings).longest(text) == longest_matches(text, strings)


@pytest.mark.parametrize("half", ["\ud800", "\udfff"])
def test_half_characters_match_nothing_and_take_their_place(half):
    assert Lookup(["法治"]).every(f"法{half}治{half}法治") == [(0, 4, 6)]
    assert Lookup(["法治"]).longest(f"{half}法治") == ["法治"]
    assert Lookup(["法治", "治法"]).held(f"法{half}治法{half}") == {"治法"}


def test_no_strings_are_found_nowhere():
    assert Lookup([]).every("法治") == Lookup([]).longest("法治") == []


def test_travels_to_other_processes():
    copy = pickle.loads(pickle.dumps(Lookup(["法治"], for_many_texts=True)))
    assert copy.longest("法治") == ["法治"]
    assert copy.for_many_texts
