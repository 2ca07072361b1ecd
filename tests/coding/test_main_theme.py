"""The main theme of a stretch of text."""

from __future__ import annotations

import numpy as np
import pytest

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
