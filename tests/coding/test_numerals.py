"""Numerals: what a person writes and what is read back is the same number, or nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.coding.numerals import canonical, multiplier, read_numeral, read_pair

DIGITS = "零一二三四五六七八九"


def in_words(number: int) -> str:
    """Write a whole number in Chinese numerals, as schools teach it."""
    if number < 10:
        return DIGITS[number]
    for size, power in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if number >= size:
            head, tail = divmod(number, size)
            words = in_words(head) + power
            if not tail:
                return words
            return words + ("零" if tail < size // 10 else "") + in_words(tail)
    raise AssertionError


@given(st.integers(0, 10**12))
def test_what_is_written_in_words_is_read_back(number):
    assert read_numeral(in_words(number)) == number


@given(st.integers(10, 19).map(in_words), st.sampled_from(["", "万", "亿"]))
def test_ten_may_go_without_its_one(words, power):
    assert read_numeral(words.removeprefix("一") + power) == read_numeral(words + power)


@given(st.integers(0, 10**12), st.sampled_from([",", "，"]))
def test_thousands_separators_do_not_change_a_number(number, separator):
    assert read_numeral(f"{number:,}".replace(",", separator)) == number


@given(st.decimals(0, 10**6, places=4))
def test_a_decimal_is_exact(number):
    assert read_numeral(str(number)) == number
    assert Decimal(canonical(number)) == number


@given(st.text("零一二三四五六七八九十百千万亿两〇点", max_size=8))
def test_any_run_of_numeral_characters_is_read_or_refused(text):
    value = read_numeral(text)
    assert value is None or value >= 0


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("两万五", 25_000), ("两万零五", 20_005), ("一百五", 150), ("一百零五", 105), ("三千六", 3_600), ("一百一十", 110),
        ("二百十五", 215), ("一万亿", 10**12), ("三十二万八千", 328_000), ("壹佰贰拾", 120), ("一千〇五", 1_005),
        ("九十八点五", Decimal("98.5")), ("零点零二", Decimal("0.02")), ("百", 100), ("1,208", 1_208), ("99.70", Decimal("99.7")),
    ],
)  # fmt: skip
def test_numerals(text, value):
    assert read_numeral(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "二〇二四",
        "八五",
        "三五",
        "一一",
        "三百百",
        "一亿万",
        "一万百",
        "点五",
        "三点",
        "12,34",
        "1,2345",
        "十四五",
        "零百",
    ],
)
def test_what_is_no_cardinal_is_refused(text):
    assert read_numeral(text) is None


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("三五", (3, 5)),
        ("两三", (2, 3)),
        ("二三十", (20, 30)),
        ("十七八", (17, 18)),
        ("三四百", (300, 400)),
        ("一百二三十", (120, 130)),
    ],
)
def test_two_neighbouring_digits_are_bounds(text, bounds):
    assert read_pair(text) == bounds


@pytest.mark.parametrize("text", ["八五", "三七", "二〇二四", "十二", "三百", "五三"])
def test_other_digits_are_not(text):
    assert read_pair(text) is None


def test_canonical_form():
    assert [canonical(Decimal(text)) for text in ("2E+4", "99.70", "100", "0.020", "0")] == [
        "20000",
        "99.7",
        "100",
        "0.02",
        "0",
    ]


def test_powers_multiply():
    assert [multiplier(powers) for powers in ("", "万", "百万", "万亿")] == [1, 10**4, 10**6, 10**12]
