from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.coding.cited_titles import title_spans, titles_within
from analysis.coding.passages import GAP


def titles(text: str) -> list[str]:
    return [text[start:end] for start, end in title_spans(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("执行《公证法》和《仲裁法》。", ["《公证法》", "《仲裁法》"]),
        ("《关于印发〈执法公示办法〉的通知》下发后", ["《关于印发〈执法公示办法〉的通知》"]),
        ("《关于印发《执法公示办法》的通知》下发后", ["《关于印发《执法公示办法》的通知》"]),
        ("《关于印发<执法公示办法>的通知》下发后", ["《关于印发<执法公示办法>的通知》"]),
        ("《关于印发<执法公示办法》>下发后", ["《关于印发<执法公示办法》>"]),
        ("《关于印发《执法公示办法的通知》，执法《公证法》", ["《执法公示办法的通知》", "《公证法》"]),
        ("《公证法》和《关于印发<办法的通知》，执法", ["《公证法》", "《关于印发<办法的通知》"]),
        ("执法<监督>和〈办法〉不是题名", []),
        ("残缺的《题名，执法", []),
        ("残缺的题名》，执法《公证法》", ["《公证法》"]),
        ("》《》《", ["《》"]),
        ("", []),
    ],
)
def test_outermost_titles(text, expected):
    assert titles(text) == expected


@given(st.lists(st.text(f"《》〈〉<>法{GAP}", max_size=12), max_size=5))
def test_titles_of_sentences_read_as_one_text_are_those_of_each(sentences):
    borders = list(accumulate([len(sentence) + 1 for sentence in sentences], initial=0))
    assert list(titles_within(GAP.join(sentences), sentences, borders)) == [
        (first + start, first + end)
        for first, sentence in zip(borders, sentences, strict=False)
        for start, end in title_spans(sentence)
    ]
