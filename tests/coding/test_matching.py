"""Coded spans, rule by rule, on invented codebooks and sentences; properties on generated ones."""

from __future__ import annotations

import pickle
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.coding.cited_titles import title_spans
from analysis.coding.codebook import matching_form
from analysis.coding.matching import Coder, coder_of
from analysis.reading.normalise import fold
from analysis.reading.page import Sentence
from analysis.schemas import table


@pytest.fixture(scope="session")
def found(codebook_of):
    """Return a function from a sentence and the terms of T01, T02, … to "theme:text" of every counted span."""

    def code(sentence: str, *themes: list[str]) -> list[str]:
        form = matching_form(sentence)
        spans = Coder(codebook_of(*themes)).spans(form)
        return [f"{span.term.theme}:{form[span.start : span.end]}" for span in spans]

    return code


def mentions(codebook, text: str, *sentences: tuple[int, int]) -> list[dict]:
    view = fold(text)
    parts = [
        Sentence(str(n), None, *borders) for n, borders in enumerate(sentences or [(0, len(view.text))], 1)
    ]
    return coder_of(codebook).code(view, parts, "2020-qingyu")


# Sentences of a report


def test_terms_across_a_border_do_not_count_and_passages_may_overlap(codebook_of):
    codebook = codebook_of(["行政执法", "{term: '(?<!行政)执法', match: regex}"], ["普法"])
    text = "行政执法普法。执法"
    rows = mentions(codebook, text, (0, 7), (2, 5), (4, 7), (7, 9), (0, 9))
    assert [(row["sentence_id"], row["start"], row["end"]) for row in rows] == [
        ("1", 0, 4), ("1", 4, 6), ("2", 2, 4), ("3", 4, 6), ("4", 7, 9), ("5", 0, 4), ("5", 4, 6), ("5", 7, 9),
    ]  # fmt: skip


# Rules of the contest


def test_longest_match_wins_within_a_theme(found):
    assert found("推进行政执法公示。", ["执法", "行政执法", "行政执法公示"]) == ["T01:行政执法公示"]


def test_longest_match_wins_across_themes(found):
    terms = ["行政执法"], ["行政执法人员"]
    assert found("培训行政执法人员，规范行政执法。", *terms) == ["T02:行政执法人员", "T01:行政执法"]


def test_a_shorter_match_beside_the_longest_still_counts(found):
    # 化解矛盾 and 矛盾纠纷 overlap; the first is dropped and leaves 化解, which stands free again.
    terms = ["化解", "化解矛盾"], ["矛盾纠纷件"]
    assert found("全年化解矛盾纠纷件数下降", *terms) == ["T01:化解", "T02:矛盾纠纷件"]


def test_equally_long_matches_go_to_the_earlier_start(found):
    assert found("规范执法程序", ["执法程序"], ["规范执法"]) == ["T02:规范执法"]


def test_equally_long_matches_at_one_start_go_to_the_earlier_theme(found):
    apart = ["{term: 审核, requires: [文件]}"], ["{term: 审核, requires: [决策]}"]
    assert found("文件和决策均经审核", *apart) == ["T01:审核"]
    assert found("决策经审核", *apart) == ["T02:审核"]
    assert found("会议审核", *apart) == []


def test_a_character_counts_once(found):
    assert found("执法执法执法", ["执法", "执法执法"]) == ["T01:执法执法", "T01:执法"]
    assert found("法法法", ["法法"]) == ["T01:法法"]


def test_also_gives_one_span_to_further_themes(codebook_of):
    codebook = codebook_of(["{term: 综治中心, also: [T02]}"], ["网格"])
    rows = mentions(codebook, "建成综治中心，划分网格。")
    assert [(row["theme"], row["start"], row["end"]) for row in rows] == [
        ("T01", 2, 6),
        ("T02", 2, 6),
        ("T02", 9, 11),
    ]


# Context conditions


def test_requires_looks_at_the_whole_sentence_and_no_further(codebook_of):
    codebook = codebook_of(["{term: 三项制度, requires: [执法, 普法]}"])
    assert mentions(codebook, "三项制度落实，执法规范。")
    assert mentions(codebook, "普法之外，落实三项制度。")
    assert not mentions(codebook, "落实三项制度。执法规范。", (0, 7), (7, 12))


@pytest.mark.parametrize(
    ("sentence", "counts"),
    [
        ("体制改革", True),
        ("执法体制改革", False),
        ("执法的体制改革", False),
        ("执法领域体制改革", False),
        ("执法各领域体制改革", True),
        ("体制改革和执法", False),
        ("体制改革推进执法", False),
        ("体制改革推进了执法", True),
    ],
)
def test_not_near_counts_characters_on_both_sides(found, sentence, counts):
    assert bool(found(sentence, ["{term: 体制改革, not_near: {term: 执法, chars: 4}}"])) is counts


def test_not_near_without_reach_means_anywhere_in_the_sentence(found):
    terms = ["{term: 审核, not_near: {term: [规范性文件, 合同]}}"]
    assert found("审核" + "，" * 300 + "合同", *([terms])) == []
    assert found("审核事项", terms) == ["T01:审核"]


def test_not_near_ignores_what_lies_inside_the_match(found):
    assert found("责任清单", ["{term: 责任清单, not_near: {term: 清单, chars: 6}}"]) == ["T01:责任清单"]
    assert found("责任清单", ["{term: 责任清单, not_near: {term: 清单}}"]) == ["T01:责任清单"]
    assert found("责任清单和权力清单", ["{term: 责任清单, not_near: {term: 清单}}"]) == []


def test_a_match_whose_condition_fails_hides_nothing(found):
    terms = ["执法"], ["{term: 执法公示制度, requires: [年度]}"]
    assert found("落实执法公示制度", *terms) == ["T01:执法"]
    assert found("本年度落实执法公示制度", *terms) == ["T02:执法公示制度"]


def test_weak_terms_are_kept_and_marked_even_alone(codebook_of):
    codebook = codebook_of(["{term: 考试, weak: true}", "持证"])
    rows = mentions(codebook, "组织考试。")
    assert [(row["term"], row["weak"]) for row in rows] == [("考试", True)]
    rows = mentions(codebook, "考试合格后持证。")
    assert [(row["term"], row["weak"]) for row in rows] == [("考试", True), ("持证", False)]


def test_weak_terms_take_part_in_the_contest(found):
    assert found("政务平台", ["{term: 政务平台, weak: true}"], ["平台"]) == ["T01:政务平台"]


# Titles


@pytest.mark.parametrize(
    "sentence",
    [
        "贯彻《行政执法条例》。",
        "贯彻《关于印发〈行政执法条例〉的通知》。",
        "贯彻《关于印发<行政执法条例>的行政执法通知》。",
        "贯彻《关于《行政执法条例》的行政执法通知》。",
    ],
)
def test_titles_are_outside_the_counts(found, sentence):
    assert found(sentence, ["行政执法"]) == []


def test_text_beside_a_title_counts_and_no_match_reaches_into_it(found):
    assert found("行政执法《条例》和<行政执法>", ["行政执法"]) == ["T01:行政执法", "T01:行政执法"]
    assert found("贯彻《条例》执法", ["{term: '条例.?执法', match: regex}", "执法"]) == ["T01:执法"]
    assert found("残缺的《条例，行政执法", ["行政执法"]) == ["T01:行政执法"]


def test_a_title_satisfies_requires(found):
    assert found("按《执法条例》落实三项制度", ["{term: 三项制度, requires: [执法]}"]) == ["T01:三项制度"]


# Patterns


def test_patterns_that_cannot_be_spelled_out(found):
    terms = ["{term: '(?<!协)调解(?!决)', match: regex}"]
    assert found("调解纠纷，协调解决，人民调解员", terms) == ["T01:调解", "T01:调解"]


def test_spelled_out_patterns_find_the_longest_reading(found):
    terms = ["{term: '综合(?:行政)?执法(?:队伍)?', match: regex}"]
    assert found("综合行政执法队伍和综合执法", terms) == ["T01:综合行政执法队伍", "T01:综合执法"]


def test_patterns_without_literals(codebook_of):
    codebook = codebook_of(["{term: '[^，。]{4}', match: regex}"])
    assert [row["start"] for row in mentions(codebook, "学，依法治县。")] == [2]


def test_matches_of_one_pattern_do_not_overlap(found):
    assert found("法治法治法治执法", ["{term: '法治(?:法治)?(?=.)', match: regex}"]) == [
        "T01:法治法治",
        "T01:法治",
    ]
    # The second reading is longer, but begins within the first.
    assert found("执法监督检查组", ["{term: '执法监(?=督)|监督检查.', match: regex}"]) == ["T01:执法监"]


def test_a_pattern_sees_its_own_sentence_only(codebook_of):
    codebook = codebook_of(
        ["{term: '^.?执法(?=.|$)', match: regex}", "{term: '(?<![^，])普法(?!.)', match: regex}"]
    )
    rows = mentions(codebook, "执法普法执法，普法", (0, 2), (2, 4), (4, 9))
    assert [(row["sentence_id"], row["start"]) for row in rows] == [("1", 0), ("2", 2), ("3", 4), ("3", 7)]


def test_full_width_marks_and_signs_in_terms(found):
    assert found("建设村(社区)和互联网＋监管", ["村（社区）"], ["互联网+监管"]) == [
        "T01:村（社区）",
        "T02:互联网+监管",
    ]


# Offsets


def test_offsets_open_the_printed_form(codebook_of):
    codebook = codebook_of(["行政执法", "'12348'"])
    text = "一、法 治\n推行行政\n　执　法，热线１２３４８。"
    rows = mentions(codebook, text)
    assert [text[row["start"] : row["end"]] for row in rows] == ["行政\n　执　法", "１２３４８"]
    assert table("mentions", rows)["term"].tolist() == ["行政执法", "12348"]


def test_traditional_script_counts_the_same(codebook_of):
    codebook = codebook_of(["行政执法"], ["矛盾纠纷"])
    plain = mentions(codebook, "规范行政执法，化解矛盾纠纷。")
    assert mentions(codebook, "規範行政執法，化解矛盾糾紛。") == plain
    assert len(plain) == 2


def test_no_span_crosses_a_sentence_border(codebook_of):
    codebook = codebook_of(["行政执法", "{term: '政.{0,2}执', match: regex}"])
    assert mentions(codebook, "加强行政执法", (0, 6))
    assert not mentions(codebook, "加强行政执法", (0, 4), (4, 6))


def test_text_outside_the_sentences_is_not_coded(codebook_of):
    codebook = codebook_of(["行政执法"])
    rows = mentions(codebook, "一、行政执法\n规范行政执法。\n行政执法局", (7, 14))
    assert [(row["sentence_id"], row["start"]) for row in rows] == [("1", 9)]


def test_rows_are_in_the_order_of_the_table(codebook_of):
    (row,) = mentions(codebook_of(["执法"]), "执法")
    assert row == {
        "report_id": "2020-qingyu",
        "sentence_id": "1",
        "theme": "T01",
        "term": "执法",
        "weak": False,
        "start": 0,
        "end": 2,
    }


def test_a_coder_survives_pickling(codebook_of):
    coder = Coder(codebook_of(["执法", "{term: '(?<!协)调解', match: regex}"], ["执法人员"]))
    copy = pickle.loads(pickle.dumps(coder))
    assert copy.spans("执法人员调解") == coder.spans("执法人员调解")
    assert len(copy.spans("执法人员调解")) == 2


# Properties

WORDS = ["行政", "执法", "人员", "公示", "普法", "调解", "协", "《", "》", "，", "法治", "文件", "12", "的"]
THEMES = (
    ["执法", "行政执法", "{term: 公示, requires: [执法, 文件]}", "{term: '执法.{0,2}公示', match: regex}"],
    ["行政执法人员", "{term: 人员, weak: true}", "{term: '(?<!协)调解', match: regex}"],
    ["{term: 普法, also: [T01], not_near: {term: 文件, chars: 2}}", "法治", "'12'"],
)
sentences = st.lists(st.sampled_from(WORDS), max_size=25).map("".join)


@pytest.fixture(scope="session")
def coder(codebook_of):
    return Coder(codebook_of(*THEMES))


@given(sentences)
def test_spans_are_disjoint_in_order_and_open_their_term(coder, sentence):
    spans = coder.spans(sentence)
    assert all(before.end <= after.start for before, after in zip(spans, spans[1:], strict=False))
    for span in spans:
        piece = sentence[span.start : span.end]
        assert piece in span.term.strings or span.term.pattern.search(piece)
        assert all(span.end <= start or end <= span.start for start, end in title_spans(sentence))


@given(sentences)
def test_no_exact_term_is_left_uncounted_on_free_text(coder, sentence):
    """Maximality: a match of a term without conditions overlaps a counted span or a title."""
    free = list(sentence.replace("《", "").replace("》", ""))
    sentence = "".join(free)
    for span in coder.spans(sentence):
        free[span.start : span.end] = "■" * (span.end - span.start)
    rest = "".join(free)
    for theme in coder.codebook.themes:
        for term in theme.terms:
            if term.is_exact and not term.has_context:
                assert term.strings[0] not in rest


@given(sentences, st.lists(st.tuples(st.integers(0, 60), st.sampled_from(" 　\xa0\n\t​")), max_size=8))
def test_blanks_and_width_change_no_count(coder, sentence, blanks):
    def counts(text):
        view = fold(text)
        return [
            (row["theme"], row["term"])
            for row in coder.code(view, [Sentence("1", None, 0, len(view.text))], "r")
        ]

    padded = sentence
    for place, blank in blanks:
        place = min(place, len(padded))
        if not (padded[:place][-1:] + padded[place : place + 1]).isascii():
            padded = padded[:place] + blank + padded[place:]
    assert counts(padded) == counts(sentence)
    assert counts(sentence.replace("12", "１２")) == counts(sentence)


@given(sentences)
def test_offsets_of_rows_open_the_term_when_folded(coder, sentence):
    text = "\n".join(sentence)
    view = fold(text)
    for row in coder.code(view, [Sentence("1", None, 0, len(view.text))], "r"):
        piece = matching_form(text[row["start"] : row["end"]])
        term = next(term for term in coder.codebook.terms if term.text == row["term"])
        assert piece in term.strings or term.pattern.search(piece)


@given(sentences)
def test_the_order_of_themes_matters_in_ties_only(coder, reordered, sentence):
    def counts(one):
        return {(span.start, span.end, span.term.text) for span in one.spans(sentence)}

    assert counts(coder) == counts(reordered)


@pytest.fixture(scope="session")
def reordered(codebook_of):
    """The same terms, the themes in another order; no two terms are equally long at one start."""
    swap = [[term.replace("T01", "T02") for term in theme] for theme in (THEMES[1], THEMES[2], THEMES[0])]
    swap[1][0] = swap[1][0].replace("also: [T02]", "also: [T03]")
    return Coder(codebook_of(*swap))


# Cost


@pytest.mark.parametrize(
    "unit", ["合法性审核", "编制", "《", "《<", "调解", "村法律顾问", "执法公示", "纳入", "文件备案", "。"]
)
def test_time_grows_with_the_length_of_a_sentence_only(shipped, unit):
    coder = Coder(shipped)

    def seconds(size):
        sentence = unit * (size // len(unit))
        best = float("inf")
        for _ in range(3):
            start = time.process_time()
            coder.spans(sentence)
            best = min(best, time.process_time() - start)
        return best

    # Four times the text: about four times the time when linear, sixteen when quadratic.
    assert seconds(80_000) < 9 * seconds(20_000) + 0.005
