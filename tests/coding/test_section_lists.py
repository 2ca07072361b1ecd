"""Numbered sections as lists: which items stand before the last one of a run of numbers."""

from __future__ import annotations

import pytest

from analysis.coding.section_lists import SectionLists, enumerator
from analysis.reading.page import Section


def section(name: str, number: str | None, depth: int = 2) -> Section:
    parent = name.rpartition(".")[0] or None
    return Section(name, parent, depth, number, None, False, 2, 0, 0, 0, 0)


def test_a_list_begins_anew_with_its_first_number():
    numbers = ["一", "二", "一", "二", "三"]
    parts = [section(f"2.{at}", number) for at, number in enumerate(numbers, 1)]
    lists = SectionLists([section("2", "二", 1), *parts])
    assert lists.children["2"] == parts
    assert [[one.section_id for one in lists.before_last(part)] for part in parts] == [
        [], ["2.1"], [], [], ["2.3", "2.4"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "depth", "sign", "found"),
    [
        ("三", 2, "（", ("bracket", 3)),
        ("2", 3, "2", ("dot", 2)),
        ("2", 4, "（", ("paren", 2)),
        ("二", 2, "第", ("di", 2)),
        ("2", 3, "②", ("circle", 2)),
        (None, 2, "加", None),
    ],
)
def test_the_enumerator_of_a_section(number, depth, sign, found):
    assert enumerator(section("2.1", number, depth), sign) == found
