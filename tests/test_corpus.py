"""Corpus: tables keep their schemas, every offset opens its evidence, corrections win and stay visible."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis import Corpus
from analysis.errors import CallError, CorpusError
from analysis.reading.han import count_han
from analysis.reading.normalise import fold_characters
from analysis.schemas import TABLES, enforce


@pytest.fixture(scope="module")
def corpus(mini_corpus):
    return Corpus.open(mini_corpus)


@pytest.mark.parametrize("name", TABLES)
def test_every_table_keeps_its_schema(corpus, name):
    frame = getattr(corpus, name)
    assert not frame.empty
    pd.testing.assert_frame_equal(enforce(name, frame), frame)


@pytest.mark.parametrize("name", ["evidence", "sections", "sentences", "mentions"])
def test_every_offset_opens_a_stretch_of_the_source(corpus, name):
    for row in getattr(corpus, name).dropna(subset=["start"]).itertuples():
        assert corpus.text(row.report_id)[row.start : row.end].strip()


def test_a_sentence_is_the_text_its_offsets_open(corpus):
    for row in corpus.sentences.itertuples():
        assert corpus.text(row.report_id)[row.start : row.end] == row.text
        assert count_han(row.text) == row.n_han


def test_counts_of_a_report_are_those_of_its_sentences(corpus):
    sums = corpus.sentences.groupby("report_id")["n_han"].agg(["sum", "size"])
    reports = corpus.reports.set_index("report_id")
    assert reports["n_han"].to_dict() == sums["sum"].to_dict()
    assert reports["n_sentences"].to_dict() == sums["size"].to_dict()


def test_mentions_lie_within_their_sentence(corpus):
    merged = corpus.mentions.merge(
        corpus.sentences, on=["report_id", "sentence_id"], suffixes=("", "_sentence")
    )
    assert len(merged) == len(corpus.mentions)
    assert (merged["start"] >= merged["start_sentence"]).all()
    assert (merged["end"] <= merged["end_sentence"]).all()


def test_metadata_of_the_miniature_corpus(corpus):
    reports = corpus.reports.set_index("report_id")
    town = reports.loc["2021-liudu"]
    assert (town["reporting_year"], town["level"], town["signed"]) == (2021, "township", "2022-01-18")
    assert town["issuer"] == "青榆县柳渡镇人民政府"
    assert reports.loc["2022-lingchuan", "level"] == "county"


def test_a_correction_wins_and_what_was_parsed_stays_visible(own_corpus):
    row = "2022-lingchuan,sources/2022-lingchuan.txt,2021"
    (own_corpus / "reports.csv").write_text(f"report_id,file,reporting_year\n{row}\n", encoding="utf-8")
    corpus = Corpus.open(own_corpus)
    assert corpus.reports["reporting_year"].tolist() == [2021]
    assert corpus.parsed_reports["reporting_year"].tolist() == [2022]
    assert corpus.overrides.to_dict("records") == [
        {"report_id": "2022-lingchuan", "field": "reporting_year", "parsed": 2022, "catalogue": 2021}
    ]


def test_selecting_keeps_the_reports_asked_for(corpus):
    assert corpus.select(years=[2021]).report_ids == ["2021-liudu"]
    assert corpus.select(levels=["county"]).report_ids == ["2022-lingchuan"]
    assert corpus.select().report_ids == corpus.report_ids
    with pytest.raises(CorpusError, match="the corpus covers 2021, 2022"):
        corpus.select(years=[1999])


def test_an_excluded_report_takes_no_part(own_corpus):
    row = "2022-lingchuan,sources/2022-lingchuan.txt,no"
    (own_corpus / "reports.csv").write_text(f"report_id,file,include\n{row}\n", encoding="utf-8")
    assert Corpus.open(own_corpus).reports.empty


def test_concordance_opens_the_passage(corpus):
    found = corpus.concordance("行政检查", window=4)
    assert found["report_id"].tolist() == ["2021-liudu", "2022-liudu"]
    for row in found.itertuples():
        text = corpus.text(row.report_id)
        assert fold_characters(text[row.start : row.end]) == "行政检查"
        assert row.left.endswith("开展")


def test_an_unknown_report_is_named_with_the_nearest(corpus):
    with pytest.raises(CallError, match="2021-liudu"):
        corpus.text("2021-liudo")
