"""No cell of a CSV file is read as a formula, and reading the file gives every text back."""

from __future__ import annotations

import io

import pandas as pd
import pytest

from analysis.spreadsheets import guarded, guarded_table, unguarded, unguarded_table


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n"])
def test_every_start_of_a_formula_is_guarded(start):
    assert guarded(f"{start}A1") == f"'{start}A1"
    assert guarded(f"A1{start}") == f"A1{start}"


@pytest.mark.parametrize("plain", ["-3.5", "-12", "-1e-05", "-2.5e+07", "3.5", -3.5, None, ""])
def test_a_plain_number_is_left_as_it_is(plain):
    assert guarded(plain) == plain


@pytest.mark.parametrize("almost", ["-3.5+1", "-", "-.", "-1-1", "-3.5\n", "-1e", "-e5"])
def test_what_is_almost_a_number_is_guarded(almost):
    assert guarded(almost) == f"'{almost}"


@pytest.mark.parametrize("text", ["=1+1", "-a", "plain", "'quoted'", "'=1", "''-a", "-3.5", "", None, -1])
def test_what_was_guarded_is_given_back(text):
    assert unguarded(guarded(text)) == text


def test_a_table_survives_a_csv_file_whatever_holds_its_texts():
    texts = ["=1+1", None, "甲", "-a"]
    frame = pd.DataFrame(
        {"object": pd.Series(texts, dtype="object"), "string": pd.Series(texts, dtype="string")}
    )
    frame["category"], frame[3] = frame["string"].astype("category"), [-1.5, 2.0, None, 4.0]
    written = guarded_table(frame).to_csv(index=False)
    assert written.splitlines()[1] == "'=1+1,'=1+1,'=1+1,-1.5"
    read = unguarded_table(pd.read_csv(io.StringIO(written), dtype="string"))
    for column in ("object", "string", "category"):
        assert [None if pd.isna(cell) else cell for cell in read[column]] == texts
    assert frame["object"].tolist() == texts
