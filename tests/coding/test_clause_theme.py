"""The theme of a clause: whose terms fill most of it, else most of the sentence."""

from __future__ import annotations

from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from analysis.coding.clause_theme import ClauseThemes
from analysis.coding.lines import Line
from analysis.reading.mapped_text import MappedText


def themes(text: str, *coded: tuple[str, int, int]) -> ClauseThemes:
    line = Line(0, len(text), "1", MappedText.of(text), 0)
    return ClauseThemes(text, line, *map(list, zip(*coded, strict=True)))


def test_the_clause_decides_before_the_sentence():
    text = "加强普法宣传教育，化解纠纷5件。"
    found = themes(text, ("T01", 2, 8), ("T02", 9, 13))
    assert found.around(13, 15) == "T02"
    assert found.around(0, 2) == "T01"


def test_a_clause_without_a_theme_takes_that_of_the_sentence():
    found = themes("加强普法宣传教育，化解纠纷，共5件。", ("T01", 2, 8), ("T02", 9, 13))
    assert found.around(15, 17) == "T01"


def test_ties_go_to_the_earlier_term_and_parts_add_up():
    text = "普法执法纠纷5件"
    assert themes(text, ("T09", 0, 2), ("T01", 2, 4)).around(6, 8) == "T09"
    assert themes(text, ("T09", 0, 2), ("T01", 2, 4), ("T01", 4, 6)).around(6, 8) == "T01"


@given(
    st.text("普，。（、5", min_size=1, max_size=30),
    st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 3), st.integers(0, 2)), min_size=1, max_size=8),
    st.data(),
)
def test_the_answer_is_that_of_counting_by_hand(text, pieces, data):
    coded, at = [], 0
    for theme, length, gap in pieces:
        coded.append((theme, at + gap, at + gap + length))
        at += gap + length
    text += "普" * max(0, at - len(text))
    start = data.draw(st.integers(0, len(text) - 1))
    left = max(text.rfind(mark, 0, start) for mark in "，。（") + 1
    right = min((at for mark in "，。" if (at := text.find(mark, start + 1)) >= 0), default=len(text))
    within = [one for one in coded if left <= one[1] and one[2] <= right]
    filled: dict[str, int] = {}
    for theme, first, last in within or coded:
        filled[theme] = filled.get(theme, 0) + last - first
    assert themes(text, *coded).around(start, start + 1) == max(filled, key=filled.__getitem__)


def test_a_sentence_without_marks_takes_time_in_proportion():
    def seconds(size: int) -> float:
        text = "办结诉件5、" * size
        coded = [(f"T{at % 7}", at * 6, at * 6 + 4) for at in range(size)]
        began = process_time()
        found = themes(text, *coded)
        for at in range(size):
            found.around(at * 6 + 4, at * 6 + 5)
        return process_time() - began

    small = min(seconds(500) for _ in range(3))
    assert min(seconds(4000) for _ in range(2)) < 24 * max(small, 0.001)
