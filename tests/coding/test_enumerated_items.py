"""Enumerated items: what begins a list, carries it on and ends it, and words that only look like an enumerator.

Combinations covered: items within a paragraph and in paragraphs; lists within items; lists begun before the text.
"""

from __future__ import annotations

import pytest

from analysis.coding.items import BEGUN, list_items


def items(text, **options):
    """Return the items, those of an inner list indented by their depth."""
    found = list_items(text, **options)
    depths = []
    for item in found:
        depths.append(0 if item.parent is None else depths[item.parent] + 1)
    return ["  " * depth + text[item.start : item.end] for depth, item in zip(depths, found, strict=True)]


def test_an_item_reaches_to_the_next_and_the_last_one_to_the_end_of_its_paragraph():
    assert items("如下：一是甲。再说。二是乙。再说。\n另起一段。") == ["一是甲。再说。", "二是乙。再说。"]


def test_a_list_within_an_item_belongs_to_it():
    assert items("一是甲：（1）子；（2）丑。二是乙。") == [
        "一是甲：（1）子；（2）丑。",
        "  （1）子；",
        "  （2）丑。",
        "二是乙。",
    ]


def test_a_list_in_paragraphs_below_an_item_belongs_to_it_while_the_outer_list_goes_on():
    assert items("一是甲：\n（1）子；\n（2）丑。\n二是乙。\n（1）寅；\n（2）卯。") == [
        "一是甲：\n（1）子；\n（2）丑。",
        "  （1）子；",
        "  （2）丑。",
        "二是乙。",
        "（1）寅；",
        "（2）卯。",
    ]


def test_an_item_reaches_as_far_as_the_list_that_began_in_its_paragraph():
    assert items("一是甲：（1）子；\n（2）丑。\n一段。") == [
        "一是甲：（1）子；\n（2）丑。",
        "  （1）子；",
        "  （2）丑。",
    ]


def test_a_first_number_begins_a_new_list():
    text = "一是甲。二是乙。究其原因，一是丙；二是丁。"
    assert items(text) == ["一是甲。", "二是乙。究其原因，", "一是丙；", "二是丁。"]
    assert [item.number for item in list_items(text)] == [0, 0, 1, 1]


def test_a_list_begun_before_the_text_goes_on_in_it():
    text = "规范执法；（2）加强普法；（3）充实力量。"
    assert items(text, begun=("paren", 1)) == ["（2）加强普法；", "（3）充实力量。"]
    assert {item.number for item in list_items(text, ("paren", 1))} == {BEGUN}
    assert items(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "标准的统一是前提。二是制度。",
        "这一是非曲直的判断。",
        "位列第一，成绩喜人。",
        "其一贯做法。其二次审核。",
        "一要求各站所自查。",
        "首先感谢各位代表。",
        "参见附件（1）。",
        "完成1.5万件，12.4宪法日。",
        "发放2、3号文件。",
        "三是单独的编号。",
        "二是否公开。",
    ],
)
def test_words_that_only_look_like_an_enumerator_begin_nothing(text):
    assert items(text) == []


@pytest.mark.parametrize(
    "text", ["一是甲单一二是乙三是丙", "主要在于一是甲，二是乙，三是丙", "一是甲；十一是丑；二是乙；三是丙"]
)
def test_a_mark_may_be_lost_between_items(text):
    assert [item.strip("，；")[:3] for item in items(text)] == ["一是甲", "二是乙", "三是丙"]
