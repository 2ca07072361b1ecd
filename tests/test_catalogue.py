"""Catalogue: each fault in a row is one line that names file, line and cure; corrections are typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.catalogue import read_catalogue, scan_catalogue
from analysis.errors import CallError, CorpusError


def rewrite(corpus, *lines):
    (corpus / "reports.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


ROW = "2022-lingchuan,sources/2022-lingchuan.txt"


def test_the_smallest_catalogue_is_enough(own_corpus):
    rewrite(own_corpus, "report_id,file", ROW)
    (entry,) = read_catalogue(own_corpus)
    assert (entry.report_id, entry.included, entry.overrides) == ("2022-lingchuan", True, {})


def test_a_spreadsheet_s_byte_order_mark_and_line_ends_are_accepted(own_corpus):
    (own_corpus / "reports.csv").write_bytes(b"\xef\xbb\xbfreport_id,file\r\n" + ROW.encode() + b"\r\n")
    assert [entry.report_id for entry in read_catalogue(own_corpus)] == ["2022-lingchuan"]


def test_corrections_have_the_types_of_the_table(own_corpus):
    rewrite(own_corpus, "report_id,file,reporting_year,level,signed_repaired", ROW + ",2021,county,yes")
    (entry,) = read_catalogue(own_corpus)
    assert entry.overrides == {"reporting_year": 2021, "level": "county", "signed_repaired": True}


@pytest.mark.parametrize(
    ("header", "row", "fault"),
    [
        ("report_id,file,levle", ROW + ",county", "line 1: unknown column 'levle'; did you mean 'level'?"),
        ("report_id,file,file", ROW + ",x", "line 1: column 'file' stands twice"),
        ("report_id,url", "a,b", "line 1: column 'file' is missing"),
        ("id,file", ROW, "line 1: column 'report_id' is missing"),
        ("report_id,file", ROW + ",extra", "line 2: 3 cells where the header has 2"),
        ("report_id,file", ROW + "\n" + ROW, "line 3: report_id '2022-lingchuan' stands on line 2 already"),
        ("report_id,file", ROW + "\n2022-LINGCHUAN,x", "'2022-LINGCHUAN' stands on line 2 already"),
        ("report_id,file,level,tier", ROW + ",county,county", "only a department has a tier"),
        ("report_id,file", ",sources/2022-lingchuan.txt", "line 2: report_id '' is empty"),
        ("report_id,file", "a{b},sources/2022-lingchuan.txt", "line 2: report_id 'a{b}'"),
        ("report_id,file", "a,", "line 2: file is empty"),
        (
            "report_id,file",
            ROW + "\nb,sources/2022-lingchuan.txt",
            "line 3: file 'sources/2022-lingchuan.txt' stands",
        ),
        ("report_id,file", "a,sources/\0.txt", "holds control characters"),
        ("report_id,file", "a,sources/none.txt", "line 2: file 'sources/none.txt' does not exist"),
        (
            "report_id,file",
            "a,../reports.csv",
            "line 2: file '../reports.csv' lies outside the corpus folder",
        ),
        (
            "report_id,file,sha256",
            ROW + "," + "0" * 64,
            "line 2: file 'sources/2022-lingchuan.txt' is not the one",
        ),
        ("report_id,file,include", ROW + ",maybe", "line 2: include 'maybe' is none of yes, no"),
        ("report_id,file,level", ROW + ",village", "line 2: level 'village' is none of province"),
        ("report_id,file,reporting_year", ROW + ",202", "line 2: reporting_year '202' is no year"),
        ("report_id,file,published", ROW + ",2023-02-30", "line 2: published '2023-02-30' is no date"),
        ("report_id,file,division_code", ROW + ",11", "line 2: division_code '11' has not 6, 9 or 12 digits"),
        ("report_id,file,note", ROW + ',"never closed', "mend the quotes"),
    ],
)
def test_a_broken_row_is_one_clear_line(own_corpus, header, row, fault):
    rewrite(own_corpus, header, row)
    with pytest.raises(CorpusError) as caught:
        read_catalogue(own_corpus)
    message = str(caught.value)
    assert fault in message
    assert message.startswith(str(own_corpus / "reports.csv"))
    assert "\n" not in message


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"\0" * 9, "is empty"),
        ("法治政府".encode("gb18030"), "is not UTF-8 (byte 0)"),
    ],
)
def test_a_source_must_be_utf8_text(own_corpus, content, fault):
    rewrite(own_corpus, "report_id,file", ROW)
    (own_corpus / "sources" / "2022-lingchuan.txt").write_bytes(content)
    with pytest.raises(
        CorpusError,
        match="line 2: source 'sources/2022-lingchuan.txt' " + fault.replace("(", r"\(").replace(")", r"\)"),
    ):
        read_catalogue(own_corpus)


def test_a_source_that_cannot_be_read_is_named(own_corpus, monkeypatch):
    rewrite(own_corpus, "report_id,file", ROW)
    read_bytes = Path.read_bytes

    def refused(path):
        if path.suffix == ".txt":
            raise PermissionError(13, "Permission denied")
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", refused)
    with pytest.raises(
        CorpusError, match="line 2: file 'sources/.*' cannot be read .Permission denied.: make it readable"
    ):
        read_catalogue(own_corpus)


def test_missing_folder_and_missing_catalogue(tmp_path):
    with pytest.raises(CallError, match="no corpus folder"):
        read_catalogue(tmp_path / "nowhere")
    with pytest.raises(CorpusError, match=r"holds no reports\.csv"):
        read_catalogue(tmp_path)


def test_scanning_goes_on_after_a_fault(own_corpus):
    rewrite(
        own_corpus,
        "report_id,file,level",
        ROW + ",village",
        "b,sources/none.txt,",
        "c,sources/2022-lingchuan.txt,",
    )
    assert [isinstance(found, CorpusError) for found in scan_catalogue(own_corpus)] == [True, True, False]
