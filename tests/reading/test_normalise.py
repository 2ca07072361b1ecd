import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.reading.han import count_han, cumulate_han
from analysis.reading.mapped_text import MappedText
from analysis.reading.normalise import fold, fold_characters, squeeze
from analysis.reading.script import is_traditional

# Everything folding has a rule for, thick enough that the rules meet.
PIECES = [
    "法", "治", "設", "建", "一", "、", "。", "，", "（", "）", "(", ")", ",", ":", ";", "!", "?", "1", "2", "a", "Z", "/", "<", "“",
    " ", "\t", "\u00a0", "\u3000", "\u2003", "\u200b", "\ufeff", "\u00ad", "\n", "\r\n", "\r", "\u2028", "\x0b",
    "Ａ", "１", "．", "％", "2021", "2025", "20212025年", "(20212025)", "(shè)", "（xiǎn）", "(zhe)", "\U00020000", "㈠", "①",
]  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
views = texts.map(fold) | texts.map(lambda text: squeeze(fold(text)))
properties = settings(database=None, derandomize=True, deadline=None, max_examples=400)


@properties
@given(views)
def test_every_character_has_a_place_and_places_never_go_back(view):
    assert len(view.text) == len(view.starts) == len(view.ends)
    spans = list(zip(view.starts, view.ends, strict=True))
    assert all(0 <= start <= end <= len(view.source) for start, end in spans)
    assert all(one[1] <= two[0] for one, two in zip(spans, spans[1:], strict=False))


@properties
@given(views)
def test_every_character_folds_from_its_own_source(view):
    marks = str.maketrans(",:;!?()", "，：；！？（）")
    for character, start, end in zip(view.text, view.starts, view.ends, strict=True):
        source = view.source[start:end]
        if not source:
            assert character == "—"
        elif character == " ":
            assert not source.strip(" \t\u00a0\u3000\u2003\u200b\ufeff\u00ad")
        elif character == "\n":
            assert re.fullmatch("\r\n|[\r\n\v\f\x85\u2028\u2029]", source)
        else:
            folded = fold_characters(source)
            assert character in (folded, folded.translate(marks))


@properties
@given(views, st.data())
def test_a_slice_opens_the_source_that_folds_to_it(view, data):
    start = data.draw(st.integers(0, len(view.text)))
    end = data.draw(st.integers(start, len(view.text)))
    first, last = view.span(start, end)
    assert 0 <= first <= last <= len(view.source)

    def letters(text):
        """What does not depend on the neighbours: no blank, no inserted dash, marks in one width."""
        return re.sub(r"[\s—]", "", text).translate(str.maketrans(",:;!?()", "，：；！？（）"))

    opened = squeeze(fold(view.source[first:last])).text
    assert letters(opened) == letters(squeeze(fold(view.text[start:end])).text)


@properties
@given(texts)
def test_folding_twice_changes_nothing(text):
    once = fold(text)
    if not re.search("20\\d\\d20\\d\\d", once.text):
        assert fold(once.text).text == once.text


@properties
@given(texts, st.integers(0, 60))
def test_locate_finds_the_first_character_from_an_offset_on(text, offset):
    view = fold(text)
    index = view.locate(offset)
    assert all(start < offset for start in view.starts[:index])
    assert all(start >= offset for start in view.starts[index:])


@properties
@given(texts, st.sampled_from(["", "甲", "甲乙"]))
def test_sub_keeps_the_text_that_is_left(text, new):
    view = MappedText.of(text)
    replaced = view.sub(re.compile("法|治建?| +"), new)
    assert replaced.text == re.sub("法|治建?| +", new, text)
    assert len(replaced.text) == len(replaced.starts) == len(replaced.ends)


@pytest.mark.parametrize(
    ("source", "folded"),
    [
        ("一､措施", "一､措施"),
        ("一、措施(一)学习:好;行!", "一、措施（一）学习：好；行！"),
        ("１，２０８件 10:32 http://x", "1，208件 10:32 http://x"),
        ("1,208件,10:32:05", "1,208件，10:32:05"),
        ("建設(shè)成效顯（xiǎn）著(shown)", "建设成效显著（shown）"),
        ("方案(20212025年)", "方案（2021—2025年）"),
        ("代码20212025", "代码20212025"),
        ("法\u3000\u00a0治\u200b政府\r\n\r\n完", "法 治政府\n\n完"),
    ],
)
def test_folding(source, folded):
    assert fold(source).text == folded


def test_squeezing_keeps_blanks_between_ascii_words_only():
    assert squeeze(fold("法 治\n政 府 in 2022 年")).text == "法治政府in 2022年"


def test_a_repaired_dash_has_an_empty_range():
    view = fold("20212025年")
    assert view.text == "2021—2025年"
    assert view.span(4, 5) == (4, 4)
    assert view.span(0, 9) == (0, 8)
    assert view.span(5, 5) == (4, 4)
    assert view.span(10, 10) == (9, 9)


def test_script_is_told_by_share():
    assert is_traditional("關於法治政府建設情況的報告")
    assert not is_traditional("关于法治政府建设情况的报告")
    assert not is_traditional("关" * 99 + "報")
    assert is_traditional("关" * 40 + "報")
    assert not is_traditional("")
    assert not is_traditional("annual report")


def test_han_characters_are_counted_after_compatibility_forms():
    assert count_han("法治〇①㈠a1。") == 4


@properties
@given(texts, st.data())
def test_han_characters_of_a_slice_are_a_difference_of_counts(text, data):
    before = cumulate_han(text)
    assert len(before) == len(text) + 1
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert before[end] - before[start] == count_han(text[start:end])


def test_a_view_knows_its_script_and_its_wide_blanks():
    view = fold("關於\u3000\u3000法治 政府\u00a0 報告")
    assert not view.simplified
    assert fold("关于法治政府建设情况的报告").simplified
    assert [view.text[:index] for index in view.wide_blanks] == ["关于", "关于 法治 政府"]
    assert list(fold("法治 政府").wide_blanks) == []


def test_marks_of_markdown_go_and_masked_names_stay():
    assert fold("# 题\n**一、举措**\n[首页](/zwgk/)").text == "题\n一、举措\n[首页]"
    assert fold("局长张**和李**述法").text == "局长张**和李**述法"


def test_stretches_of_a_part_of_a_text_open_its_source():
    whole = MappedText.of("一二三四五六")
    part = MappedText(whole.source, whole.text[2:], whole.starts[2:], whole.ends[2:])
    assert part.spans([(0, 2), (3, 3)]) == [part.span(0, 2), part.span(3, 3)] == [(2, 4), (5, 5)]
    assert whole.spans([(0, 2)]) == [(0, 2)]
