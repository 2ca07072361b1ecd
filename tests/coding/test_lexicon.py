"""All strings are found wherever they stand in a text, whatever other strings they share characters with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.coding.lexicon import Lexicon


def found(strings: list[str], text: str) -> list[tuple[int, int]]:
    return sorted(zip(*(column.tolist() for column in Lexicon(strings).every(text)), strict=True))


@given(
    st.lists(st.text("法治县\U00020000", min_size=1, max_size=6), max_size=30, unique=True),
    st.text("法治县乡\U00020000"),
)
def test_every_match_is_found(strings, text):
    assert found(strings, text) == [
        (number, at)
        for number, string in enumerate(strings)
        for at in range(len(text))
        if text.startswith(string, at)
    ]


def test_many_strings_of_many_characters():
    characters = "".join(map(chr, range(0x4E00, 0x4E00 + 400)))
    strings = [characters[at : at + length] for length in (1, 2, 3, 5) for at in range(390)]
    assert len(found(strings, characters * 2)) == 2 * len(strings)


@pytest.mark.parametrize("half", ["\ud800", "\udfff"])
def test_half_characters_match_nothing_and_take_their_place(half):
    assert found(["法治"], f"法{half}治{half}法治") == [(0, 4)]


def test_nothing_is_found_without_strings_or_text():
    assert found([], "法治") == found(["法治"], "") == []
