"""A batch makes the tables that the corpus makes, byte for byte, and refuses rows that break a schema."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
import pytest

from analysis import Corpus, schemas
from analysis.coding import coded_report
from analysis.coding.matching import Coder
from analysis.errors import CorpusError
from analysis.scale.batch import PARSED, TABLES, Source, arrow_table, code_batch, from_parquet, to_parquet


@pytest.fixture(scope="module")
def corpus(mini_corpus):
    return Corpus.open(mini_corpus)


@pytest.fixture(scope="module")
def batch(corpus):
    reports = corpus.reports.set_index("report_id")
    sources = [Source(one, corpus.text(one), reports.at[one, "sha256"]) for one in corpus.report_ids]
    return code_batch(sources, corpus.codebook)


@pytest.mark.parametrize("name", schemas.TABLES)
def test_a_batch_makes_the_tables_of_the_corpus(corpus, batch, name):
    expected = getattr(corpus, name)
    assert not expected.empty
    found = batch[name].to_pandas()
    pd.testing.assert_frame_equal(found, expected[expected.index < len(found)])


@pytest.fixture(scope="module")
def neighbours(corpus):
    """Sources beside which no other may read differently: empty, cut within a title, padded, with signs of Markdown."""
    texts = [corpus.text(one) for one in corpus.report_ids]
    whole = texts[0]
    cut = whole[: whole.index("。") - 2] + "《关于规范行政执法的通知"
    texts += ["", cut, whole.replace("法", "法　"), whole.replace("执法", "**执法**"), whole]
    return [Source(str(place), text, "0" * 64) for place, text in enumerate(texts)]


@pytest.fixture(scope="module")
def together(corpus, neighbours):
    return code_batch(neighbours, corpus.codebook)


@pytest.fixture(scope="module")
def alone(corpus, neighbours):
    return [code_batch([source], corpus.codebook) for source in neighbours]


@pytest.mark.parametrize("name", TABLES)
def test_neighbours_in_a_batch_change_nothing(together, alone, name):
    assert together[name].equals(pa.concat_tables([tables[name] for tables in alone]))
    assert len(together[name])


def test_long_reports_are_looked_up_in_turns(corpus, neighbours, together, monkeypatch):
    turns = []
    code_all = Coder.code_all
    monkeypatch.setattr(Coder, "code_all", lambda *given: turns.append(len(given[1])) or code_all(*given))
    monkeypatch.setattr(coded_report, "LONGEST_TOGETHER", 2 * max(len(source.text) for source in neighbours))
    assert code_batch(neighbours, corpus.codebook)["mentions"].equals(together["mentions"])
    assert sum(turns) == len(neighbours)
    assert 1 < len(turns) < len(neighbours)


@pytest.mark.parametrize("name", TABLES)
def test_parquet_gives_a_table_back(batch, name):
    assert from_parquet(to_parquet(batch[name])).equals(batch[name])
    assert to_parquet(batch[name]) == to_parquet(batch[name])


def test_an_empty_table_keeps_its_types():
    for name in schemas.TABLES:
        pd.testing.assert_frame_equal(arrow_table(name, []).to_pandas(), schemas.table(name, []))


def test_corrections_win_and_what_was_parsed_stays(corpus):
    text = corpus.text("2022-lingchuan")
    source = Source("2022-lingchuan", text, "0" * 64, "https://example.org/a", {"reporting_year": 2021})
    tables = code_batch([source], corpus.codebook)
    assert tables[PARSED]["reporting_year"].to_pylist() == [2022]
    assert tables["reports"]["reporting_year"].to_pylist() == [2021]
    assert tables["reports"]["url"].to_pylist() == ["https://example.org/a"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"n": None}, "table words: column 'n' is empty in a row"),
        ({"n": "many"}, "table words: column 'n': "),
        ({"word": 3}, "table words: column 'word': "),
    ],
)
def test_a_row_that_breaks_the_schema_is_named(change, message):
    row = {"report_id": "2020-qingyu", "word": "普法", "n": 2}
    assert arrow_table("words", [row]).num_rows == 1
    with pytest.raises(CorpusError, match=message):
        arrow_table("words", [row, row | change])


def test_a_value_outside_the_declared_ones_is_named():
    row = {"report_id": "2020-qingyu", "rule": "N01", "outcome": "perhaps", "reason": None}
    with pytest.raises(CorpusError, match="table checks: column 'outcome' has 'perhaps'"):
        arrow_table("checks", [row])
