"""Words as columns are the rows of each report, in their order."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.coding.passages import GAP
from analysis.coding.word_counts import count_forms
from analysis.coding.words import count_form, tokenizer, word_rows
from analysis.scale.batch import arrow_table, word_table

PARTS = [
    "中华人民共和国",
    "全国人民代表大会",
    "行政执法",
    "法治",
    "政",
    "县",
    "〇",
    "㐀",
    "𠀀",
    "，",
    "12aA",
    GAP,
]
FORMS = st.lists(st.sampled_from(PARTS), max_size=12).map("".join)


def test_words_of_more_than_four_characters_and_rare_characters_are_counted():
    cut = tokenizer()
    forms = ["中华人民共和国法治㐀", f"法治{GAP}中华人民共和国中华人民共和国", ""]
    assert "中华人民共和国" in cut(forms[0])
    counts = count_forms(forms, cut)
    assert counts.columns == sorted(["中华人民共和国", "法治", "㐀"])
    assert counts.matrix.toarray().tolist() == [[1, 1, 1], [0, 2, 1], [0, 0, 0]]


@settings(deadline=None)
@given(st.lists(FORMS, max_size=6))
def test_columns_of_words_are_the_rows_of_each_report(forms):
    report_ids = [f"r{number}" for number in range(len(forms))]
    cut = tokenizer()
    rows = [
        row
        for one, form in zip(report_ids, forms, strict=True)
        for row in word_rows(one, count_form(form, cut))
    ]
    assert word_table(report_ids, forms).equals(arrow_table("words", rows))
