"""Numbered sections as lists: which items stand before the last one of a run of numbers."""

from __future__ import annotations

import pytest

from analysis.coding.section_lists import before_last, divides, enumerator
from analysis.reading.page import Section


def section(name: str, number: str | None, depth: int = 2) -> Section:
    parent = name.rpartition(".")[0] or None
    return Section(name, parent, depth, number, None, False, 2, 0, 0, 0, 0)


def test_a_list_begins_anew_with_its_first_number():
    numbers = ["一", "二", "一", "二", "三"]
    parts = [section(f"2.{at}", number) for at, number in enumerate(numbers, 1)]
    sections = [section("2", "二", 1), *parts, section("3", "三", 1)]
    assert [divides(sections, at) for at in range(len(sections))] == [True] + [False] * 6
    assert [[one.section_id for one in before_last(sections, at)] for at in range(1, 6)] == [
        [], ["2.1"], [], [], ["2.3", "2.4"],
    ]  # fmt: skip


def test_sections_below_others_belong_to_lists_of_their_own():
    names = ["1", "1.1", "1.1.1", "1.1.2", "1.2", "1.2.1", "1.3", "2"]
    sections = [section(name, name[-1], name.count(".") + 1) for name in names]
    assert [one.section_id for one in before_last(sections, names.index("1.3"))] == ["1.1", "1.2"]
    assert [one.section_id for one in before_last(sections, names.index("1.1.2"))] == ["1.1.1"]
    assert before_last(sections, names.index("1.2.1")) == []
    assert [one.section_id for one in before_last(sections, names.index("2"))] == ["1"]


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
