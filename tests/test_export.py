"""Export: every table in every format, and no cell that a spreadsheet takes for a formula."""

from __future__ import annotations

import datetime
import time
import zipfile

import openpyxl
import pandas as pd
import pytest

from analysis import export
from analysis.corpus import Corpus
from analysis.errors import CallError
from analysis.export import dictionary_page, results_page
from analysis.paths import ROOT
from analysis.schemas import TABLES

FORMULAS = pd.DataFrame({"text": ["=1+1", "@x", "-a", "+b", "plain", None], "n": [-1, 2, 3, 4, 5, 6]})


def test_every_table_is_written_in_every_format_with_the_dictionary(mini_corpus, tmp_path):
    corpus = Corpus.open(mini_corpus)
    export.export_tables(corpus, tmp_path, ("csv", "parquet", "xlsx"))
    names = [*TABLES, "data_dictionary"]
    assert {path.name for path in tmp_path.iterdir()} == {
        f"{n}.{e}" for n in names for e in ("csv", "parquet", "xlsx")
    }
    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "sections.parquet"), corpus.sections)
    sheet = openpyxl.load_workbook(tmp_path / "sentences.xlsx").active
    assert [row[-1].value for row in sheet] == ["text", *corpus.sentences["text"]]


def test_text_cannot_become_a_formula(tmp_path):
    export._write_csv(FORMULAS, tmp_path / "t.csv")
    assert (tmp_path / "t.csv").read_text().splitlines()[1:] == [
        "'=1+1,-1",
        "'@x,2",
        "'-a,3",
        "'+b,4",
        "plain,5",
        ",6",
    ]
    export._write_xlsx(FORMULAS, tmp_path / "t.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").active
    assert [(cell.value, cell.data_type) for cell in sheet["A"][1:4]] == [
        ("=1+1", "s"),
        ("@x", "s"),
        ("-a", "s"),
    ]
    assert sheet["B2"].data_type == "n"


def test_a_workbook_is_the_same_whenever_it_is_written(tmp_path, monkeypatch):
    first, second = tmp_path / "first" / "t.xlsx", tmp_path / "second" / "t.xlsx"
    first.parent.mkdir()
    second.parent.mkdir()
    export._write_xlsx(FORMULAS, first)
    now, moment = time.time(), datetime.datetime
    later = now + 40 * 86_400

    class Later(moment):
        @classmethod
        def now(cls, tz=None):
            return moment.fromtimestamp(later, tz)

        @classmethod
        def utcnow(cls):
            return moment.fromtimestamp(later, datetime.UTC).replace(tzinfo=None)

    monkeypatch.setattr(time, "time", lambda: later)
    monkeypatch.setattr(datetime, "datetime", Later)
    export._write_xlsx(FORMULAS, second)
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as book:
        assert {entry.date_time for entry in book.infolist()} == {export.XLSX_TIME}
        assert book.read("docProps/core.xml").count(b"1980-01-01T00:00:00Z") == 2


def test_a_text_too_long_for_a_cell_is_refused_and_not_cut(tmp_path):
    fits = pd.DataFrame({"text": ["短", "法" * export.XLSX_CHARACTERS]})
    export._write_xlsx(fits, tmp_path / "t.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").active
    assert sheet["A3"].value == fits["text"][1]
    with pytest.raises(CallError, match=r"long.xlsx, row 3, column text: .*32,767 characters"):
        export._write_xlsx(fits + "法", tmp_path / "long.xlsx.part")
    assert not (tmp_path / "long.xlsx.part").exists()


def test_an_interrupted_export_leaves_the_older_one(mini_corpus, tmp_path, monkeypatch):
    def content():
        return {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    corpus, write = Corpus.open(mini_corpus), export.WRITERS["csv"]
    export.export_tables(corpus, tmp_path)
    older = content()

    def interrupt(frame, path):
        if path.name.startswith("words"):
            raise KeyboardInterrupt
        write(frame.head(0), path)

    monkeypatch.setitem(export.WRITERS, "csv", interrupt)
    with pytest.raises(KeyboardInterrupt):
        export.export_tables(corpus, tmp_path)
    assert content() == older


def test_a_folder_that_cannot_be_written_is_named(mini_corpus, tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(CallError, match="cannot write to"):
        export.export_tables(Corpus.open(mini_corpus), tmp_path / "file")


@pytest.mark.parametrize(("name", "page"), [("tables", dictionary_page), ("results", results_page)])
def test_the_pages_of_the_guide_are_those_the_declarations_make(name, page):
    """Renew them with ``make tables``."""
    assert (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8") == page()


def test_a_corpus_is_not_exported_into_a_corpus(mini_corpus, own_corpus):
    before = (own_corpus / "reports.csv").read_bytes()
    with pytest.raises(CallError, match="is a corpus"):
        export.export_tables(Corpus.open(mini_corpus), own_corpus)
    assert (own_corpus / "reports.csv").read_bytes() == before
