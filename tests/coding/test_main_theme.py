from __future__ import annotations

import pytest

from analysis.coding.main_theme import main_theme
from analysis.coding.matching import Coder
from analysis.reading.normalise import fold
from analysis.reading.page import Sentence
from analysis.schemas import table


@pytest.fixture(scope="session")
def main_theme_of(codebook_of):
    coder = Coder(
        codebook_of(
            ["执法", "执法公示制度", "{term: 考试, weak: true}"],
            ["普法"],
            ["{term: 综治, also: [T02]}", "调 解"],
        )
    )

    def decide(text: str, unit: str | None = None):
        parts, start = [], 0
        for number, piece in enumerate(text.split("。")[:-1], start=1):
            parts.append(Sentence(str(number), None, start, start + len(piece) + 1))
            start += len(piece) + 1
        rows = [
            {"report_id": "r", "sentence_id": part.sentence_id, "section_id": None, "start": part.start,
             "end": part.end, "n_han": 0, "text": text[part.start : part.end]}
            for part in parts
        ]  # fmt: skip
        sentences = table("sentences", rows)
        if unit:
            sentences = sentences[sentences["sentence_id"] == unit]
        return main_theme(table("mentions", coder.code(fold(text), parts, "r")), sentences)

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


def test_only_the_sentences_of_the_unit_count(main_theme_of):
    assert main_theme_of("执法执法。普法。", unit="2") == "T02"
