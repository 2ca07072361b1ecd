"""The main theme of a stretch of text."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.coding.main_theme import main_themes
from analysis.coding.matching import Coder
from analysis.reading.han import count_han
from analysis.reading.normalise import fold
from analysis.reading.page import Sentence


@pytest.fixture(scope="session")
def main_theme_of(codebook_of):
    coder = Coder(
        codebook_of(
            ["执法", "执法公示制度", "{term: 考试, weak: true}"],
            ["普法"],
            ["{term: 综治, also: [T02]}", "调 解"],
        )
    )

    def decide(text: str) -> str | None:
        parts, start = [], 0
        for number, piece in enumerate(text.split("。")[:-1], start=1):
            parts.append(Sentence(str(number), None, start, start + len(piece) + 1))
            start += len(piece) + 1
        strong = [row for row in coder.code(fold(text), parts, "r") if not row["weak"]]
        names, themes = np.unique([row["theme"] for row in strong], return_inverse=True)
        starts, ends = (np.array([row[column] for row in strong], dtype=int) for column in ("start", "end"))
        n_han = np.array([count_han(text[row["start"] : row["end"]]) for row in strong], dtype=int)
        found = main_themes(np.zeros(len(strong), dtype=int), themes, starts, ends, n_han)
        return names[found[0]] if found else None

    return decide


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("执法。普法。普法。", "T02"),  # most mentions
        ("普法。执法公示制度。", "T01"),  # equal: more Han characters
        ("执法。普 法。", "T01"),  # blanks are no Han characters
        ("普法。执法。", "T02"),  # equal again: mentioned first
        ("执法。普法。", "T01"),
        ("综治。", "T02"),  # one span for both: first by id
        ("综治。调解。", "T03"),
        ("考试。考试。普法。", "T02"),  # weak terms do not count
        ("考试。", None),
        ("无。", None),
    ],
)
def test_rule(main_theme_of, text, theme):
    assert main_theme_of(text) == theme


def main_theme(mentions: list[tuple[int, ...]]) -> int:
    """Return the main theme of one stretch by its definition; mentions are theme, start, end and characters."""

    def rank(theme: int) -> tuple[int, ...]:
        own = [one for one in mentions if one[0] == theme]
        _, start, end, _ = own[0]
        return -len(own), -sum(n_han for *_, n_han in own), start, end, theme

    return min({theme for theme, *_ in mentions}, key=rank)


#: Stretch, theme, start, length and Han characters.
MENTION = st.tuples(*(st.integers(low, high) for low, high in ((0, 2), (0, 3), (0, 5), (1, 4), (0, 2))))


@settings(max_examples=1000)
@given(st.lists(MENTION, max_size=8))
def test_many_stretches_at_once_are_decided_as_each_alone(drawn):
    # Stretches need not be in order, mentions are within each.
    mentions = [(stretch, theme, at, at + size, n_han) for stretch, theme, at, size, n_han in drawn]
    mentions.sort(key=lambda one: one[2:4])
    columns = np.array(mentions, dtype=int).reshape(-1, 5).T
    alone = {stretch: [rest for own, *rest in mentions if own == stretch] for stretch, *_ in mentions}
    assert main_themes(*columns) == {stretch: main_theme(own) for stretch, own in alone.items()}
