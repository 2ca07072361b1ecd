"""What the codebook does not reach."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.validating.uncoded import describe, uncoded_sentences, uncoded_strings

TEXTS = {
    ("a", "1"): "推广稻田茶会，调解纠纷。",
    ("a", "2"): "稻田茶会广受欢迎。",
    ("b", "1"): "开办稻田茶会，宣讲《稻田茶会章程》。",
    ("b", "2"): "稻田连片，普法不停。",
    ("b", "3"): "考试。",
}
CODED = {("a", "1"): [("调解", False)], ("b", "1"): [("宣讲", False)], ("b", "2"): [("普法", False)], ("b", "3"): [("考试", True)]}  # fmt: skip
OFFSET = 100


@pytest.fixture
def tables():
    sentences = [
        {"report_id": report, "sentence_id": number, "start": OFFSET, "end": OFFSET + len(text), "text": text}
        for (report, number), text in TEXTS.items()
    ]
    mentions = [
        {"report_id": report, "sentence_id": number, "theme": "T01", "weak": weak,
         "start": OFFSET + TEXTS[report, number].index(term),
         "end": OFFSET + TEXTS[report, number].index(term) + len(term)}
        for (report, number), terms in CODED.items()
        for term, weak in terms
    ]  # fmt: skip
    return pd.DataFrame(sentences), pd.DataFrame(mentions)


def test_a_sentence_with_weak_mentions_alone_is_uncoded(tables):
    found = uncoded_sentences(*tables)
    assert list(zip(found["report_id"], found["sentence_id"], strict=True)) == [("a", "2"), ("b", "3")]


def test_strings_come_by_frequency_with_their_reports(tables):
    found = uncoded_strings(*tables).set_index("string")
    assert found.loc["稻田茶会", "n"] == 3  # the title in 《》 is no text
    assert found.loc["稻田茶会", "reports"] == 2
    assert found.loc["稻田茶会", "example"] == "a 1"
    assert found.loc["稻田", "n"] == 4
    assert found["n"].is_monotonic_decreasing


def test_a_part_that_stands_nowhere_else_gives_way_to_the_whole(tables):
    assert "茶会" not in uncoded_strings(*tables)["string"].to_list()


def test_coded_words_and_what_stands_once_are_not_listed(tables):
    strings = " ".join(uncoded_strings(*tables)["string"])
    assert not any(word in strings for word in ("调解", "普法", "考试", "章程", "连片"))


def test_no_string_crosses_a_coded_span(tables):
    sentences, mentions = tables
    texts = ["稻田普法茶会。"] * 3
    sentences = sentences.head(3).assign(text=texts, sentence_id=["1", "2", "3"], report_id="a")
    mentions = pd.concat([mentions.head(1)] * 3).assign(
        sentence_id=["1", "2", "3"], report_id="a", start=OFFSET + 2, end=OFFSET + 4
    )
    assert "稻田茶会" not in uncoded_strings(sentences, mentions)["string"].to_list()


def test_the_lines_say_how_many_there_are(tables):
    lines = describe(*tables, most=1)
    assert lines[0] == "2 of 5 sentences without a theme (40.0%)"
    assert lines[-1] == "a 2: 稻田茶会广受欢迎。"
    empty = describe(*(table.head(0) for table in tables), most=5)
    assert empty[0] == "0 of 0 sentences without a theme (no sentence)"
