"""Counts of files are those of the tables' words and of longest match; tallies are those of whole tables."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from miniature import COUNTY, TOWN

from analysis import Corpus
from analysis.coding.codebook_parts import matching_form
from analysis.coding.lookup import Lookup
from analysis.coding.words import count_words
from analysis.scale.aggregates import sizes, tally
from analysis.scale.counts import count_files, exact_strings, matching_text
from analysis.scale.workers import workers

TEXTS = [
    COUNTY,
    TOWN.format(year=2021, next_year=2022, events=21),
    "",
    "加強行政復議,依法 行政 APP 一网通办 㐀〇",
]


@pytest.fixture
def files(tmp_path):
    for number, text in enumerate(TEXTS):
        (tmp_path / f"{number}.txt").write_text(text, "utf-8")
    return sorted(tmp_path.glob("*.txt"))


def row(counts, number: int) -> dict[str, int]:
    values = counts.matrix[[number]].toarray().ravel()
    return {name: int(value) for name, value in zip(counts.columns, values, strict=True) if value}


def test_words_of_a_file_are_those_of_its_text(files, shipped_codebook):
    with workers() as hands:
        words, _ = count_files(files, shipped_codebook, hands)
    assert words.columns == sorted(words.columns)
    for number, text in enumerate(TEXTS):
        assert row(words, number) == count_words([text])


def test_terms_count_once_by_longest_match(files, shipped_codebook):
    with workers() as hands:
        _, terms = count_files(files, shipped_codebook, hands)
    for number, text in enumerate(TEXTS):
        found = Lookup(exact_strings(shipped_codebook)).longest(matching_form(text))
        assert row(terms, number) == Counter(found)
    assert terms.matrix.sum() > 20


@given(st.text(alphabet="法治 \n\u3000\xa0aB1,。(行\r\u200b", max_size=40))
def test_the_text_matched_is_the_matching_view(text):
    assert matching_text(text) == matching_form(text)


def test_processes_and_batches_do_not_matter(files, shipped_codebook, monkeypatch):
    with workers() as hands:
        expected = count_files(files, shipped_codebook, hands)
    monkeypatch.setattr("analysis.scale.counts.BATCH", 1)
    with workers(2) as hands:
        found = count_files(files, shipped_codebook, hands)
    for one, other in zip(expected, found, strict=True):
        assert one.columns == other.columns
        np.testing.assert_array_equal(one.matrix.toarray(), other.matrix.toarray())


def test_no_files_give_no_rows(shipped_codebook):
    with workers() as hands:
        words, terms = count_files([], shipped_codebook, hands)
    assert words.matrix.shape == terms.matrix.shape == (0, 0)


@pytest.mark.parametrize(
    ("table", "name", "number"),
    [("mentions", "theme", None), ("words", "word", "n"), ("quantities", "kind", None)],
)
def test_tallies_are_those_of_the_whole_table(mini_corpus, table, name, number):
    whole = getattr(Corpus.open(mini_corpus), table)
    parts = [part for _, part in whole.groupby("report_id", sort=False)]
    found = tally(parts, name, number)
    expected = whole.assign(n=whole[number] if number else 1).groupby(["report_id", name])["n"].sum()
    rows = found.frame().set_index(["report_id", "name"])["n"]
    assert rows.sort_index().to_dict() == expected.sort_index().to_dict()
    assert found.report_ids == whole["report_id"].unique().tolist()
    assert found.totals().to_dict() == expected.groupby(level=1).sum().to_dict()


def test_sizes_are_those_of_the_reports(mini_corpus):
    corpus = Corpus.open(mini_corpus)
    found = sizes(part for _, part in corpus.sentences.groupby("report_id", sort=False))
    pd.testing.assert_frame_equal(found, corpus.reports[["report_id", "n_sentences", "n_han"]])
    assert sizes([]).empty
