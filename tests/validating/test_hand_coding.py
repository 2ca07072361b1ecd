"""Coders' files read back: what is accepted, and one clear line with file and row for what is not."""

from __future__ import annotations

import pytest

from analysis.errors import CallError, CorpusError
from analysis.validating.hand_coding import read_codings

THEMES = ("T01", "T02", "T06", "Water_law")


def only(number, **changes):
    """Return an edit of one row."""
    return lambda at, row: row | changes if at == number else row


@pytest.fixture
def read(corpus):
    return lambda *files: read_codings(files, corpus.sentences, THEMES)


@pytest.mark.parametrize(
    ("cell", "themes"),
    [
        ("T01", {"T01"}),
        ("T01;T06", {"T01", "T06"}),
        (" t06 ； T01，", {"T06", "T01"}),
        ("T01;T01", {"T01"}),
        ("WATER_LAW；t01", {"Water_law", "T01"}),
        ("none", set()),
        ("NoNe", set()),
        ("无", set()),
        ("", None),
        ("  ", None),
    ],
)
def test_codes(read, coded_file, cell, themes):
    (coding,) = read(coded_file("liu", only(3, codes=cell)))
    assert coding.judgements[2].themes == (None if themes is None else frozenset(themes))
    assert coding.judgements[0].themes == frozenset()


def test_rows_come_by_sample_id_whatever_their_order(read, coded_file):
    path = coded_file("liu")
    head, *rows = path.read_text(encoding="utf-8-sig").splitlines()
    path.write_text("\n".join([head, *reversed(rows), ",,,,,,,"]), encoding="utf-8-sig")
    (coding,) = read(path)
    ids = [one.sample_id for one in coding.judgements]
    assert ids == sorted(ids) and len(ids) == 12
    assert all(one.weight >= 1 for one in coding.judgements)


def test_the_coder_is_named_in_the_file_or_by_it(read, coded_file):
    (named,) = read(coded_file("copy2", lambda number, row: row | {"coder": "Liu" if number > 5 else ""}))
    (by_file,) = read(coded_file("wang"))
    assert (named.coder, by_file.coder) == ("Liu", "wang")


def test_a_probability_that_a_spreadsheet_rounded_is_the_same(read, coded_file):
    def rounded(number, row):
        return row | {"inclusion_probability": f"{float(row['inclusion_probability']):.9g}"}

    assert len(read(coded_file("liu"), coded_file("wang", rounded))) == 2


def test_a_guarded_text_and_blanks_of_a_spreadsheet_change_nothing(read, coded_file, corpus):
    def edit(number, row):
        return row | {"text": f"  {row['text'][:4]} {row['text'][4:]} "}

    assert len(read(coded_file("liu", edit))[0].judgements) == 12


@pytest.mark.parametrize(
    ("edit", "phrase"),
    [
        (only(3, codes="T99"), r"row 4: unknown code 'T99'; valid names"),
        (only(3, codes="普法"), r"row 4: unknown code '普法'; valid names"),
        (only(3, codes="T01;none"), r"row 4: unknown code 'none'; none stands alone"),
        (only(5, text="改过的句子。"), r"row 6: the text is not that of (town|county) \d+"),
        (
            only(5, report_id="brook"),
            r"row 6: the corpus has no sentence \d+ of report 'brook'.*another corpus",
        ),
        (only(5, sentence_id="999"), r"row 6: the corpus has no sentence 999"),
        (only(5, sample_id="5"), r"row 6: sample_id '5' is not like s1of9"),
        (only(5, sample_id="s05of13"), r"row 6: sample_id 's05of13' is not of a sample of 12"),
        (only(5, sample_id="s13of12"), r"row 6: sample_id 's13of12' is not of"),
        (only(5, inclusion_probability="1,5"), r"row 6: inclusion_probability '1,5'"),
        (only(5, inclusion_probability="nan"), r"row 6: inclusion_probability 'nan'"),
        (lambda number, row: None if number in (2, 9) else row, r"2 of 12 rows missing, first number 2"),
        (lambda number, row: [row, row] if number == 4 else row, r"row 6: s04of12 stands twice"),
        (lambda number, row: row | {"codes": ""}, r"column codes is empty"),
        (lambda number, row: None, r"no row"),
        (lambda number, row: row | {"coder": f"c{number % 2}"}, r"row 3: a second coder 'c0'"),
    ],
)
def test_what_was_not_drawn_is_refused_by_file_and_row(read, coded_file, edit, phrase):
    path = coded_file("liu", edit)
    before = path.read_bytes()
    with pytest.raises(CorpusError, match=phrase) as refused:
        read(path)
    assert str(path) in str(refused.value) and "\n" not in str(refused.value)
    assert path.read_bytes() == before


def test_a_wrong_encoding_names_the_row(read, coded_file):
    path = coded_file("liu")
    path.write_bytes(path.read_text(encoding="utf-8-sig").encode("gb18030"))
    with pytest.raises(CorpusError, match=r"liu.csv, row 2: not UTF-8: save it as 'CSV UTF-8'"):
        read(path)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("", "row 1: no column sample_id"),
        ("sample_id;report_id\n", "row 1: no column sample_id"),
        ('sample_id\n"s1', "no readable CSV"),
    ],
)
def test_another_table_is_refused(read, tmp_path, text, phrase):
    path = tmp_path / "liu.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CorpusError, match=phrase):
        read(path)


def test_a_row_cut_short_is_refused(read, coded_file):
    path = coded_file("liu")
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    path.write_text("\n".join([*lines[:3], lines[3].split(",")[0], *lines[4:]]), encoding="utf-8-sig")
    with pytest.raises(CorpusError, match="row 4: 1 cells instead of 8"):
        read(path)


def test_files_of_two_draws_two_of_one_coder_and_one_twice_are_refused(read, coded_file, tmp_path):
    first = coded_file("liu")
    with pytest.raises(CorpusError, match="wang.csv: not the sample of"):
        read(first, coded_file("wang", seed=5))
    with pytest.raises(
        CorpusError, match=r"zhou.csv, row 6: inclusion_probability is not that of .*liu.csv, row 6"
    ):
        read(first, coded_file("zhou", only(5, inclusion_probability="0.0123")))
    with pytest.raises(CorpusError, match="two files are by coder 'liu'"):
        read(first, coded_file("li", lambda number, row: row | {"coder": "liu"}))
    with pytest.raises(CallError, match="named twice"):
        read(first, first)
    with pytest.raises(CallError, match="no file"):
        read(tmp_path / "none.csv")
