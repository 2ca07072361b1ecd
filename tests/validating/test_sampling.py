"""The stratified sample: allocation, probabilities, repeatability, and a file that is safe and blind."""

from __future__ import annotations

import csv

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import CallError
from analysis.validating.sampling import COLUMNS, allot, draw_sample, strata, write_new

SIZES = st.dictionaries(st.sampled_from("ABCDEFGH"), st.integers(1, 60), min_size=1)


@given(SIZES, st.data())
def test_allocation_adds_up_and_stays_within_each_stratum(sizes, data):
    n = data.draw(st.integers(1, sum(sizes.values())))
    given_ = allot(sizes, n)
    assert sum(given_.values()) == n
    assert all(0 <= given_[name] <= sizes[name] for name in sizes)
    if n >= len(sizes):
        assert min(given_.values()) >= 1


@pytest.mark.parametrize(
    ("sizes", "n", "expected"),
    [
        ({"A": 100, "B": 400}, 30, {"A": 10, "B": 20}),  # roots 10 and 20
        ({"A": 900, "B": 1}, 10, {"A": 9, "B": 1}),
        ({"A": 2, "B": 10_000}, 104, {"A": 1, "B": 103}),
        ({"A": 2, "B": 4}, 5, {"A": 2, "B": 3}),
        ({"A": 4, "B": 100}, 1, {"A": 0, "B": 1}),
    ],
)
def test_allocation_follows_the_root_of_the_size(sizes, n, expected):
    assert allot(sizes, n) == expected


@pytest.fixture
def tables():
    """90 sentences of three reports: T01 in every third, T02 in every tenth, the others without a theme."""
    rows, mentions = [], []
    for number in range(90):
        report = "abc"[number % 3]
        text = f"第{number}句讲执法。\n=1+1"
        place = {"report_id": report, "sentence_id": str(number), "start": 1000 * number}
        rows.append(place | {"end": 1000 * number + len(text), "text": text})
        theme = "T02" if number % 10 == 0 else "T01" if number % 4 == 0 else None
        if theme:
            start = 1000 * number + text.index("执")
            mentions.append(place | {"theme": theme, "weak": number == 0, "start": start, "end": start + 2})
    return pd.DataFrame(rows), pd.DataFrame(mentions)


def test_strata_are_main_themes_and_none(tables):
    found = strata(*tables)
    assert found[10] == "T02" and found[4] == "T01" and found[1] == "" and found[0] == ""


def test_a_sentence_that_stands_twice_has_its_theme_twice(tables):
    sentences, mentions = tables
    twice = pd.concat([sentences, sentences], ignore_index=True)
    assert strata(twice, mentions).tolist() == 2 * strata(sentences, mentions).tolist()


def test_every_stratum_and_report_has_its_share(tables):
    sentences, mentions = tables
    sample = draw_sample(sentences, mentions, 30, seed=1)
    assert tuple(sample.columns) == COLUMNS
    assert not sample.duplicated(["report_id", "sentence_id"]).any()
    drawn = sample.merge(
        sentences.assign(stratum=strata(sentences, mentions)), on=["report_id", "sentence_id"]
    )
    sizes = strata(sentences, mentions).value_counts()
    for stratum, rows in drawn.groupby("stratum"):
        assert len(rows) == allot(sizes.to_dict(), 30)[stratum]
        assert set(rows["inclusion_probability"]) == {len(rows) / sizes[stratum]}
        assert rows["report_id"].nunique() == 3
    # The weights add up to the corpus.
    assert (1 / sample["inclusion_probability"]).sum() == pytest.approx(len(sentences))


def test_the_draw_repeats_whatever_the_order_of_the_rows(tables):
    sentences, mentions = tables
    sample = draw_sample(sentences, mentions, 20, seed=5)
    turned = draw_sample(sentences[::-1], mentions.sample(frac=1, random_state=1), 20, seed=5)
    pd.testing.assert_frame_equal(sample, turned)
    other = draw_sample(sentences, mentions, 20, seed=6)
    assert set(other["sentence_id"]) != set(sample["sentence_id"])


def test_the_whole_corpus_may_be_drawn(tables):
    sample = draw_sample(*tables, 90, seed=5)
    assert set(sample["inclusion_probability"]) == {1.0}
    assert sample["sample_id"].iloc[[0, -1]].to_list() == ["s01of90", "s90of90"]


@pytest.mark.parametrize(
    ("n", "seed", "phrase"),
    [(91, 1, "90 sentences"), (0, 1, "90 sentences"), (5, -1, "seed"), (2, 1, "3 strata.*ask for 3")],
)
def test_an_impossible_draw_is_refused(tables, n, seed, phrase):
    with pytest.raises(CallError, match=phrase):
        draw_sample(*tables, n, seed=seed)


def test_the_file_is_blind_safe_and_never_overwrites(tables, tmp_path):
    path = tmp_path / "sample.csv"
    sample = draw_sample(*tables, 12, seed=3)
    sample.loc[0, "text"] = "=HYPERLINK(1)"
    write_new(sample, path)
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf") and data.count(b"\r\n") == 13 == data.count(b"\n")
    assert b"T01" not in data and b"T02" not in data
    rows = list(csv.reader(data.decode("utf-8-sig").splitlines()))
    assert rows[1][3] == "'=HYPERLINK(1)"
    assert {tuple(row[5:]) for row in rows[1:]} == {("", "", "")}
    with pytest.raises(CallError, match="not overwritten"):
        write_new(sample, path)
    assert path.read_bytes() == data
    with pytest.raises(CallError, match="cannot write"):
        write_new(sample, tmp_path / "no" / "such.csv")


def test_as_many_as_strata_give_one_of_each(tables):
    sample = draw_sample(*tables, 3, seed=1)
    assert (1 / sample["inclusion_probability"]).sum() == pytest.approx(90)


@pytest.mark.parametrize("start", ["=", "＝", "＠", "\t"])
def test_no_cell_of_the_file_becomes_a_formula(tmp_path, start):
    write_new(pd.DataFrame({"text": [f"{start}A1"], "alpha": ["-3.5"]}), tmp_path / "t.csv")
    assert (tmp_path / "t.csv").read_text(encoding="utf-8-sig").splitlines()[1] == f"'{start}A1,-3.5"
