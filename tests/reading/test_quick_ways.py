"""The quick ways past slow patterns: what they pass over, no pattern would have found."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.reading import (
    dates,
    enumeration,
    furniture,
    headings,
    items,
    lookalikes,
    mentions,
    numbering,
    sentences,
)
from analysis.reading.code_points import look_up
from analysis.reading.issuer import _with_organ
from analysis.reading.lines import split_lines
from analysis.reading.normalise import fold, squeeze
from analysis.reading.quotations import QUOTED, unquoted
from analysis.reading.script import traditional_forms

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


HEADINGS = (
    ["健全机制", "今年", "我", "一是", "进一步", "其一", "首先，", "首次", "，", "、", "：", "；", "。", "！", " ", "\n", "2023年"]
    + ["“", "”", "（", "）", "成效", "情况", "针对", "多" * 30, "a", "一", "1.", "①", "存在问题", "下一步", "党政领导履职"]
)  # fmt: skip
headed = st.lists(st.sampled_from(HEADINGS), max_size=12).map("".join)


def test_a_heading_as_most_are_is_plain():
    extent = headings.plain_run_in("加强普法宣传，落实责任。开展讲座")
    assert extent == headings.heading_extent("加强普法宣传，落实责任。开展讲座", followed=True, formal=False)
    assert extent is not None


@settings(properties, max_examples=300)
@given(st.from_regex(headings.OPENS_PLAIN, fullmatch=True), headed)
def test_words_that_open_a_sentence_make_no_plain_heading(opening, text):
    assert headings.plain_run_in(opening + text) is None


@settings(properties, max_examples=1000)
@given(headed, st.booleans(), st.booleans())
def test_a_plain_heading_ends_where_the_rules_say(text, followed, formal):
    extent = headings.plain_run_in(text)
    assert extent in (None, headings.heading_extent(text, followed=followed, formal=formal))
    # What stands around it, as in a page, changes nothing.
    assert headings.plain_run_in(f"领导履职。{text}成效", 5, 5 + len(text)) == extent


@settings(properties, max_examples=500)
@given(
    st.lists(
        st.sampled_from(["。", "！", "？", "…", "”", "》", " ", "，", "的", "等", "法", "\n", "1"]),
        max_size=16,
    ).map("".join)
)
def test_a_stop_before_a_sentence_ends_where_every_stop_does(text):
    plain = re.compile(f"[。！？][。！？…]*+{sentences.ENDING}")
    assert [one.span() for one in sentences.STOP.finditer(text)] == [
        one.span() for one in plain.finditer(text)
    ]
    text = text.replace("！", "").replace("？", "")
    assert [one.end() for one in sentences.FULL_STOP.finditer(text)] == [
        one.end() for one in plain.finditer(text)
    ]


@settings(properties, max_examples=1000)
@given(headed)
def test_a_list_is_looked_for_wherever_one_may_follow_its_heading(text):
    assert enumeration._heads_list(text, 0, len(text)) == bool(enumeration.HEADING_AHEAD.match(text))


NUMBERED = ["一、", "二、", "三、", "（一）", "（二）", "（三）", "（四）", "1.", "2.", ""]
PARAGRAPHS = [f"{front}{number}普法有力" for front in ("", "开展执法检查。") for number in NUMBERED]


@settings(properties, max_examples=1000)
@given(st.lists(st.sampled_from(PARAGRAPHS), min_size=1, max_size=8).map("\n".join), st.booleans())
def test_what_a_paragraph_swallowed_is_looked_for_wherever_a_number_is_left_out(text, unbroken):
    body = split_lines(fold(text))
    openings = enumeration.openings(text, body, unbroken)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(enumeration, "_fill_gaps", lambda text, found, body_start: found)
        found = enumeration.openings(text, body, unbroken)
    assert openings == enumeration._fill_gaps(text, found, 0)


@settings(properties, max_examples=500)
@given(
    st.lists(
        st.sampled_from(["（一）", "（十二）", "（", "二", "十", "）", " ", "、", ".", "健全", "\n"]),
        max_size=5,
    )
)
def test_a_plain_enumerator_is_what_the_pattern_reads(pieces):
    text = "".join(pieces)
    match = numbering.WHOLE.match(text)
    mark = numbering.mark_at(text, 0, len(text))
    assert (mark if mark and mark.whole else None) == (numbering.read_mark(match) if match else None)


NAMING_WORDS = [
    "存在的问题",
    "不足",
    "下一步",
    "工作打算",
    "主要做法",
    "工作成效",
    "党政主要负责人",
    "履行",
    "第一责任人",
    "职责",
    "其他",
    "，",
    "法治政府建设",
]


@settings(properties, max_examples=100)
@given(st.one_of(st.from_regex(items.NAMED_DUTY), st.from_regex(items.LEADING)))
def test_a_heading_that_names_an_item_has_a_word_of_one(heading):
    assert items.NAMING.search(heading)


@pytest.mark.parametrize("opening", lookalikes._OPENINGS, ids=lambda opening: opening[1])
@properties
@given(st.data())
def test_what_an_opening_gives_away_has_a_cue(opening, data):
    *_, cues, pattern = opening
    text = data.draw(st.from_regex(pattern))
    assert any(cue in text for cue in cues)


@settings(properties, max_examples=300)
@given(st.lists(st.sampled_from(NAMING_WORDS), min_size=1, max_size=4).map("".join))
def test_a_heading_has_the_item_that_it_names_first(heading):
    matches = [(re.search(pattern, heading), item) for item, pattern in items.KINDS.items()]
    found = [(match.start(), item) for match, item in matches if match]
    first = min(found, key=lambda one: one[0])[1] if found else items.formal_item(heading)
    assert items.heading_item(heading) == first


@properties
@given(st.from_regex(lookalikes._ARTICLE))
def test_articles_have_the_number_of_one(article):
    assert lookalikes._ANY_ARTICLE.search(article)


@settings(properties, max_examples=200)
@given(st.text("\u33ff㐀\u4dbf\u4dc0\u4dff一\u9fff\ua000法a，\U00020000\ud800", max_size=20))
def test_han_characters_are_counted_by_their_codes(text):
    assert lookalikes._count_han(text) == len(re.findall("[㐀-䶿一-鿿]", text))


@settings(properties, max_examples=500)
@given(
    st.lists(
        st.sampled_from([*",:;!?()，：（）", "**", "# ", "1", "２", "a", "/", "法", "\u200b"]), max_size=12
    )
)
def test_marks_between_letters_and_digits_stay_as_printed(pieces):
    folded = fold("".join(pieces))
    for at, sign in enumerate(folded.text):
        printed = folded.source[folded.starts[at]]
        if printed in ",:;!?()":
            within = re.match("[A-Za-z0-9].[A-Za-z0-9/]", folded.text[max(at - 1, 0) :]) and at
            assert (sign == printed) == bool(within and printed not in "()")


@settings(properties, max_examples=500)
@given(
    st.lists(st.sampled_from(["我", "本", "《", "》", "“", "”", "镇", "局", "们", "法"]), max_size=12).map(
        "".join
    )
)
def test_who_a_text_calls_its_author_is_found_across_quotations(text):
    plain = unquoted(text)
    named = any(word.search(plain) for word in mentions._SELF)
    assert (mentions.find_self_reference(text) is not None) == named


@settings(properties, max_examples=500)
@given(
    st.lists(st.sampled_from(["青榆县", "澜宁市", "人民政府", "办事处", "办公室", "青榆"]), max_size=10).map(
        "".join
    )
)
def test_a_place_with_its_organ_is_found_with_what_stands_before_it(text):
    organ = "人民政府(?!办公|研究|参事)|办事处"
    for others in ([], ["澜宁市"]):
        prefix = "((?:澜宁市(?:人民政府)?)*)" if others else "()"
        matches = re.finditer(f"{prefix}青榆县({organ})", text)
        assert [*_with_organ(text, "青榆县", others)] == [
            (*match.span(), *match.groups()) for match in matches
        ]


@settings(properties, max_examples=200)
@given(
    st.lists(
        st.sampled_from(["建设", "建設", "１２", "\u3000\u3000", "\r\n", "\u200b", "a", "法（fǎ）"]),
        max_size=12,
    ).map("".join)
)
def test_folding_knows_whether_a_text_is_simplified(text):
    assert fold(text).simplified == (not look_up(traditional_forms(), text).any())


DATES = [
    "2024",
    "19",
    "20",
    "年",
    "月",
    "日",
    "226",
    "1",
    "12",
    " ",
    "二〇二四",
    "一",
    ".",
    "-",
    "/",
    "（",
    "法",
]


@settings(properties, max_examples=1000)
@given(st.lists(st.sampled_from(DATES), max_size=10).map("".join))
def test_no_date_goes_unseen(text):
    assert bool([*dates._unmarked(text)]) <= bool(dates._UNMARKED_AHEAD.search(text))
    assert all(text[one.start] in dates.FIRST_SIGNS for one in dates.find_dates(text, unmarked=True))
