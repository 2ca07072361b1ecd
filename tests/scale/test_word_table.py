"""Words as columns are the rows of each report, in their order."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.coding.passages import GAP
from analysis.coding.words import count_form, tokenizer, word_rows
from analysis.scale.batch import arrow_table, word_table

FORMS = st.text(alphabet=f"法治政府建设行政执法〇㐀𠀀，12aA{GAP}", max_size=40)


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
