"""The quick ways past slow rules: what they decide, the rule would have decided."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.coding import amounts, content, measured, naming, quotations, section_kinds, wording
from analysis.coding.quantities import find_quantities
from analysis.reading.normalise import fold
from analysis.reading.page import Sentence

properties = settings(
    database=None,
    derandomize=True,
    deadline=None,
    max_examples=300,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)
NUMBERS = (
    ["1", "2", "57", "01", "3.5", "1,208", "98.6", "三", "百", "千", "万", "亿", "余", "多", "近", "约", "至少", "不少于"]
    + ["件", "场", "次", "名", "人", "万元", "元", "%", "个", "个月", "年", "日", "条", "以上", "内", "-", "至", "、", "，"]
    + ["户1", "人1", "案1", "册", "档", "策", "办结", "第", "每", "上", "超过", "编号", "〔2023〕", "同比增长", "开展", " "]
    + ["项", "位", "村", "制度", "意识", "会议", "全会", "一", "排名", "前", "千", "2019"]
)  # fmt: skip


@properties
@given(st.lists(st.sampled_from(NUMBERS), max_size=14).map("".join))
def test_plain_numbers_are_read_as_all_are(text):
    for found in amounts.EXPRESSION.finditer(text):
        before = text[max(0, found.start() - 12) : found.start()]
        assert amounts._read(found, text) == amounts._weigh(found, text, before)


@properties
@given(st.lists(st.sampled_from(NUMBERS), max_size=6).map("".join))
def test_a_calendar_year_never_counts(text):
    for year in ("2019年", "12019年", "3.2019年"):
        start = len(text)
        found = amounts.find_amounts(f"{text}。{year}{text}")
        assert not any(start < one.start <= start + len(year) - 1 for one in found)


WORDS = (
    ["全年", "2023年", "共", "公", "累计", "开展", "办理", "组织", "各类", "实现", "实", "配备", "每个村", "普法宣传", "员", "率"]
    + ["满意", "达", "达到", "为", "人均", "均", "同比", "约", "「", "」", "“", "”", "（", "）", "，", "、", "成功", "人"]
)  # fmt: skip


@properties
@given(
    st.lists(st.sampled_from(WORDS), max_size=10).map("".join),
    st.integers(0, 8),
    st.sampled_from(["count", "rate"]),
)
def test_plain_names_are_what_the_rules_leave(text, left, kind):
    with pytest.MonkeyPatch.context() as patch:
        name = measured.name_before(text, len(text), left, kind)
        for plain in ("PLAIN_FRONT", "PLAIN_LEADING"):
            patch.setattr(measured, plain, re.compile("(?!)"))
        assert name == measured.name_before(text, len(text), left, kind)


@pytest.mark.parametrize("kind", section_kinds.HEADINGS)
@settings(properties, max_examples=40)
@given(st.data())
def test_a_heading_that_names_a_kind_has_a_word_of_it(kind, data):
    heading = data.draw(st.from_regex(section_kinds.HEADINGS[kind], fullmatch=True))
    for item, kinds in section_kinds.KINDS_BY_ITEM.items():
        assert kind not in kinds or section_kinds.NAMES_KIND[item].search(heading)


MARKS = [*'《》〈〉≪≫“”「」‘’"，。零', "办法", "关于", "的通知"]


@properties
@given(st.lists(st.sampled_from(MARKS), max_size=16).map("".join))
def test_one_kind_of_mark_is_found_as_any_is(text):
    spans = [one.span() for one in quotations.quoted_names(text)]
    assert spans == [one.span() for one in quotations._OF_ANY_KIND.finditer(text)]
    if "≪" not in text:
        usual, any_of_both = (pattern.finditer(text) for pattern in (naming.OPENS_AS_USUAL, naming.OPENS))
        assert [one.span() for one in usual] == [one.span() for one in any_of_both]


def test_numbers_of_the_quick_way_reach_the_table():
    view = fold("开展宣传57场。")
    (row,) = find_quantities(view, [Sentence("1", None, 0, len(view.text))], "r")
    assert (row["value"], row["unit"], row["measures"]) == ("57", "场", "宣传")


@properties
@given(st.from_regex(content.NOTHING), st.from_regex(wording.RECTIFY_LEAD))
def test_what_a_cue_stands_for_has_it(nothing, rectified):
    assert content.MAY_BE_NOTHING.search(nothing)
    lead = wording.RECTIFY_LEAD.search(rectified)[0]
    assert "整改" in lead or lead[:2] in ("对此", "针对")


ADMITTING = (
    ["与", "对照", "上级", "要求", "相比", "目标", "仍", "还", "存在", "面临", "有", "一些", "主要", "、", "和", "，", "：", "的"]
    + ["问题", "不足", "差距", "短板", "薄弱环节", "薄弱点", "困难", "弱项", "欠缺", "距离", "挑战", "之处", "执法", "工作", "方面", "不够", "缺"]
)  # fmt: skip


@settings(properties, max_examples=1000)
@given(st.lists(st.sampled_from(ADMITTING), max_size=10).map("".join))
def test_what_is_admitted_has_a_noun_for_it(sentence):
    rest = wording.FORMULA.sub("", sentence)
    lacks = bool(wording.LACK.search(wording.GENERIC.sub("", rest))) or wording._names_topic(rest)
    admits = wording.FORMULA.search(sentence) or wording.GENERIC.search(sentence)
    assert wording.names_lack(sentence) == lacks
    assert wording.is_formula(sentence) == bool(admits and not lacks)
