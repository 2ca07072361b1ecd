"""Keyword in context, on invented reports."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.coding.concordance import concordance
from analysis.coding.matching import Coder
from analysis.errors import CallError
from analysis.reading.han import count_han
from analysis.reading.normalise import fold
from analysis.reading.page import Sentence
from analysis.schemas import table

FIRST = "青榆县报告\n一、规范执法\n推行行政执\n　法公示。培训执法人员。\n（一）执法装备\n"
SECOND = "柳渡鎮：規範行政執法，化解纠纷。"
PLACES = {
    "2020-qingyu": [
        ("1", FIRST.index("推行"), FIRST.index("培训")),
        ("1", FIRST.index("培训"), FIRST.index("\n（一）")),
    ],
    "2021-liudu": [(None, 4, len(SECOND))],
}
TEXTS = {"2020-qingyu": FIRST, "2021-liudu": SECOND}


@pytest.fixture(scope="session")
def tables(codebook_of):
    coder = Coder(codebook_of(["行政执法", "{term: '执法(?!人)', match: regex}"], ["执法人员"], ["纠纷"]))
    sentences, mentions = [], []
    for report_id, places in PLACES.items():
        text = TEXTS[report_id]
        parts = []
        for number, (section_id, start, end) in enumerate(places, start=1):
            piece = text[start:end]
            parts.append(Sentence(str(number), section_id, start, end))
            sentences.append(
                {
                    "report_id": report_id,
                    "sentence_id": str(number),
                    "section_id": section_id,
                    "start": start,
                    "end": end,
                    "n_han": count_han(piece),
                    "text": piece,
                }
            )
        mentions += coder.code(fold(text), parts, report_id)
    sections = [
        section("1", None, FIRST.index("一、"), FIRST.index("推行"), len(FIRST)),
        section("1.1", "1", FIRST.index("（一）"), len(FIRST), len(FIRST)),
    ]
    return table("sentences", sentences), table("mentions", mentions), table("sections", sections)


def section(section_id, parent_id, start, body_start, body_end):
    return {
        "report_id": "2020-qingyu",
        "section_id": section_id,
        "parent_id": parent_id,
        "depth": 2 if parent_id else 1,
        "number": "一",
        "heading": "执法",
        "run_in": False,
        "item": 1,
        "start": start,
        "end": body_start - 1,
        "body_start": body_start,
        "body_end": body_end,
    }


def look(tables, query, texts=TEXTS, **options):
    sentences, mentions, sections = tables
    return concordance(query, texts, sentences, mentions, sections, **options)


def test_a_string_is_found_wherever_it_stands(tables):
    lines = look(tables, "执法", window=4)
    assert list(lines.columns) == [
        "report_id",
        "section_id",
        "sentence_id",
        "left",
        "match",
        "right",
        "start",
        "end",
    ]
    assert lines["match"].tolist() == ["执法", "执 法", "执法", "执法", "執法"]
    assert lines["report_id"].tolist() == ["2020-qingyu"] * 4 + ["2021-liudu"]
    assert lines["section_id"].fillna("-").tolist() == ["1", "1", "1", "1.1", "-"]
    assert lines["sentence_id"].fillna("-").tolist() == ["-", "1", "2", "-", "1"]
    for line in lines.itertuples():
        assert "".join(TEXTS[line.report_id][line.start : line.end].split()) in ("执法", "執法")


def test_context_is_on_one_line_and_counts_no_blanks(tables):
    (line,) = look(tables, "行政执法", {"2020-qingyu": FIRST}, window=4).itertuples()
    assert (line.left, line.match, line.right) == ("执法 推行", "行政执 法", "公示。培")


def test_context_stops_at_the_ends_of_the_text(tables):
    (line,) = look(tables, "柳渡", window=50).itertuples()
    assert (line.left, line.right) == ("", SECOND[2:])
    (line,) = look(tables, "柳渡", window=0).itertuples()
    assert (line.left, line.right) == ("", "")


def test_a_theme_shows_its_mentions(tables):
    lines = look(tables, "T01")
    assert lines["match"].tolist() == ["行政执 法", "行政執法"]
    assert look(tables, "T02")["match"].tolist() == ["执法人员"]
    assert look(tables, "T01", by="text").empty


def test_a_term_shows_what_is_counted_not_every_string(tables):
    assert len(look(tables, "行政执法", by="term")) == 2
    assert look(tables, "执法(?!人)", by="term").empty
    assert look(tables, "执法人员", by="term")["sentence_id"].tolist() == ["2"]


def test_the_query_is_folded_like_the_text(tables):
    assert len(look(tables, "行 政執法")) == 2


def test_the_query_is_a_string_not_a_pattern(tables):
    texts = {"r": "占1.5%，不是125%；（一）和一"}
    assert look(tables, "1.5", texts)["start"].tolist() == [1]
    assert look(tables, "(一)", texts)["match"].tolist() == ["（一）"]


def test_nothing_found_is_an_empty_table(tables):
    lines = look(tables, "枫桥经验")
    assert lines.empty
    assert len(lines.columns) == 8
    assert str(lines["start"].dtype) == "int64"


def test_without_sections_only_sentences_give_a_place(tables):
    sentences, mentions, _ = tables
    lines = concordance("规范执法", TEXTS, sentences, mentions)
    assert lines["section_id"].isna().all()


@pytest.mark.parametrize(
    ("query", "options", "message"),
    [
        ("　", {}, "an empty query finds nothing"),
        ("执法", {"window": -1}, "window -1 is negative"),
        ("执法", {"by": "terms"}, "no lookup 'terms'; did you mean 'term'?"),
    ],
)
def test_wrong_calls(tables, query, options, message):
    with pytest.raises(CallError, match=message):
        look(tables, query, **options)


@given(st.text(alphabet="执法 \n　，", max_size=40))
def test_offsets_open_the_query(tables, text):
    sentences, mentions, _ = tables
    lines = concordance("执法", {"r": text}, sentences, mentions, window=3)
    assert all("".join(text[line.start : line.end].split()) == "执法" for line in lines.itertuples())
    assert len(lines) == "".join(text.split()).count("执法")
