"""The corpus under one combination of settings."""

from __future__ import annotations

import pytest
from miniature import COUNTY, TOWN, write_corpus

from analysis.coding.codebook import load_codebook
from analysis.errors import CorpusError
from analysis.paths import CORPUS
from analysis.study.case import Case, NothingSelected, theme_names
from analysis.study.settings import DEFAULTS

OWN_SENTENCE = "新建法治文化公园一座。"
SHARED_SENTENCE = "以案释法走进校园。"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    texts = {
        f"{year}-liudu": TOWN.format(year=year, next_year=year + 1, events=year - 1990)
        for year in (2019, 2022)
    }
    texts["2022-liudu"] = texts["2022-liudu"].replace(SHARED_SENTENCE, SHARED_SENTENCE + OWN_SENTENCE)
    return write_corpus(tmp_path_factory.mktemp("case") / "corpus", texts | {"2022-lingchuan": COUNTY})


@pytest.fixture
def case(folder, tmp_path):
    """Return a function that opens the corpus with these settings and the defaults of the rest."""
    return lambda **settings: Case(tmp_path, DEFAULTS | {"corpus": str(folder)} | settings)


def test_a_selection_leaves_its_reports(case):
    assert case().reports["report_id"].tolist() == ["2019-liudu", "2022-liudu", "2022-lingchuan"]
    chosen = case(years=[2022], levels=["township"])
    assert chosen.reports["report_id"].tolist() == ["2022-liudu"]
    assert set(chosen.sentences["report_id"]) == {"2022-liudu"}


def test_a_selection_that_leaves_none_is_told_from_a_bad_corpus(case, tmp_path):
    with pytest.raises(NothingSelected, match="1999"):
        case(years=[1999])
    with pytest.raises(CorpusError) as caught:
        case(corpus=str(tmp_path))
    assert not isinstance(caught.value, NothingSelected)


def test_without_shared_wording_only_own_sentences_count(case):
    whole, own = case(), case(shared_wording=False)
    before, after = (
        set(one.sentences.loc[one.sentences["report_id"] == "2022-liudu", "text"]) for one in (whole, own)
    )
    assert {OWN_SENTENCE, SHARED_SENTENCE} <= before
    assert OWN_SENTENCE in after
    assert SHARED_SENTENCE not in after
    assert {"2022-liudu", "2022-lingchuan"} <= set(own.sentences["report_id"])
    kept = set(zip(own.sentences["report_id"], own.sentences["sentence_id"], strict=True))
    pairs = set(zip(own.mentions["report_id"], own.mentions["sentence_id"], strict=True))
    assert pairs
    assert pairs <= kept
    assert len(own.mentions) < len(whole.mentions)
    assert own.words["n"].sum() < whole.words["n"].sum()


def test_wording_is_shared_with_reports_that_are_not_selected(case):
    own = case(shared_wording=False, years=[2022], levels=["township"])
    assert SHARED_SENTENCE not in set(own.sentences["text"])


def test_words_are_cut_as_the_settings_say(case, monkeypatch):
    calls = []

    def count(texts, engine, hmm):
        calls.append((engine, hmm))
        return {"法治": 1}

    monkeypatch.setattr("analysis.study.case.count_words", count)
    assert case(segmenter="jieba", hmm=True).words["word"].tolist() == ["法治"] * 3
    assert calls == [("jieba", True)] * 3


def test_another_codebook_codes_the_same_reports(case, tmp_path):
    text = (CORPUS / "codebook.yaml").read_text(encoding="utf-8")
    term = load_codebook(CORPUS / "codebook.yaml").themes[0].short_en
    (tmp_path / "variant.yaml").write_text(text.replace(term, "Another name"), encoding="utf-8")
    settings = DEFAULTS | {"corpus": str(case().corpus.path)}
    first = case().themes[0]
    assert theme_names(tmp_path, settings | {"codebook": "variant.yaml"})[first] == "Another name"
    assert theme_names(tmp_path, settings)[first] == term
    assert len(case(codebook="variant.yaml").mentions) == len(case().mentions) > 0
    assert case(themes=["T03", "T02"]).themes == ["T02", "T03"]
