"""Dated terms: found in sentences and titles, with offsets into the source."""

from __future__ import annotations

import pandas as pd

from analysis.coding.anchors import anchor_table, anchor_uses
from analysis.coding.codebook import load_codebook
from analysis.paths import CORPUS

CODEBOOK = load_codebook(CORPUS / "codebook.yaml")


def sentences(*texts):
    return pd.DataFrame(
        {"report_id": "青榆", "sentence_id": [str(n) for n in range(len(texts))], "start": 100, "text": texts}
    )


def test_uses_lead_back_to_the_text_across_blanks_and_titles():
    texts = ("深入学习习近平法治 思想，宣传《中华人民共和国民法典》。", "开展培训三次。")
    uses = anchor_uses(sentences(*texts), CODEBOOK.time_anchors)
    terms = anchor_table(CODEBOOK).set_index("id")["term"]
    found = {terms[row.anchor]: texts[0][row.start - 100 : row.end - 100] for row in uses.itertuples()}
    assert found == {"习近平法治思想": "习近平法治 思想", "民法典": "民法典"}


def test_no_sentence_gives_an_empty_table_with_its_columns():
    uses = anchor_uses(sentences().astype({"text": "str"}), CODEBOOK.time_anchors)
    assert uses.empty and list(uses) == ["report_id", "sentence_id", "anchor", "start", "end"]
