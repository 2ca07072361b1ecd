"""Dates in every shape of the genre, by what a reader of the page would take them for."""

from __future__ import annotations

import pytest

from analysis.reading.dates import find_dates, settle
from analysis.reading.normalise import fold


def only(text: str):
    (found,) = find_dates(fold(text).text, unmarked=True)
    return found


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024-02-19", "2024-02-19"),
        ("2024-2-9", "2024-02-09"),
        ("2024年02月19日", "2024-02-19"),
        ("2024/02/19", "2024-02-19"),
        ("2024.2.19", "2024-02-19"),
        ("２０２４年２月１９日", "2024-02-19"),
        ("2 024 年 2 月 1 9 日", "2024-02-19"),
        ("2024年2月19号", "2024-02-19"),
        ("二〇二四年一月三十日", "2024-01-30"),
        ("二○二四年十二月三十一日", "2024-12-31"),
        ("二O二四年元月二日", "2024-01-02"),
        ("二零二四年十月二十一日", "2024-10-21"),
        ("二〇二四年三月廿三日", "2024-03-23"),
        ("二〇二四年1月30日", "2024-01-30"),
        ("20240219", "2024-02-19"),
    ],
)
def test_shapes(text, iso):
    found = only(text)
    assert found.readings == (iso,)
    assert not found.repaired


@pytest.mark.parametrize(
    ("text", "time"),
    [("2024-02-19 10:32", "10:32"), ("2024-02-19 10:32:11", "10:32:11"), ("2024-02-1910:32", "10:32")],
)
def test_time_of_day_is_kept_apart(text, time):
    found = only(text)
    assert found.readings == ("2024-02-19",)
    assert found.time == time


@pytest.mark.parametrize("text", ["2024年2月", "二〇二四年二月", "202402"])
def test_month_without_a_day_gets_no_day(text):
    assert only(text).readings == ("2024-02",)


@pytest.mark.parametrize("text", ["2024226", "2024年226日", "2024 2 26"])
def test_lost_marks_with_one_reading(text):
    found = only(text)
    assert found.readings == ("2024-02-26",)
    assert found.repaired


def test_lost_marks_with_two_readings_wait_for_another_date():
    found = only("2024111")
    assert found.readings == ("2024-01-11", "2024-11-01")
    assert settle(found, set()) is None
    assert settle(found, {"2024-11-01"}) == "2024-11-01"
    assert settle(found, {"2024-05-05"}) is None
    assert settle(found, {"2024-01-11", "2024-11-01"}) is None


def test_year_and_two_digits_may_be_a_day_or_a_month():
    assert only("202411").readings == ("2024-01-01", "2024-11")


@pytest.mark.parametrize(
    "text",
    [
        "2023-02-30",
        "2023年13月5日",
        "2024年2月30日",
        "2024999",
        "2021—2025年",
        "2015-2020年",
        "电话02012345678",
        "泠政发〔2024〕7号",
    ],
)
def test_impossible_days_ranges_and_numbers_are_no_dates(text):
    assert not [*find_dates(fold(text).text, unmarked=True)]


def test_digits_are_dates_only_where_a_date_is_expected():
    assert not [*find_dates("联系电话2024226")]


def test_offsets_and_order():
    text = "成文2024年1月30日，发布2024-02-19 08:00。"
    assert [text[found.start : found.end] for found in find_dates(text)] == ["2024年1月30日", "2024-02-19"]
