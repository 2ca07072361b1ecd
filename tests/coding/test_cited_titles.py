from __future__ import annotations

import pytest

from analysis.coding.cited_titles import title_spans


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
