"""A corpus whose tables are kept is the same corpus, and sees what changed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pandas as pd
import pytest
from miniature import COUNTY, TOWN, write_corpus

from analysis import Corpus
from analysis import corpus as corpus_module
from analysis.errors import CorpusError
from analysis.findings import panels
from analysis.findings.rule import Flag, panel_rule
from analysis.scale import kept_tables
from analysis.scale.sources import list_sources
from analysis.schemas import TABLES

NAMES = (*TABLES, "parsed_reports", "overrides")


@panel_rule("X01", "invented", "notice")
def alike(earlier, later):
    """Flag a report on three numbers or more of the one before."""
    same = [one for one in later if one.fact in [other.fact for other in earlier]]
    if len(same) > 2:
        listed = ", ".join(f"{one.name} {one.value} {one.unit} {one.measures} {one.raw}" for one in same)
        yield Flag(listed, same[0].span, tuple(one.span for one in same[1:]))


@pytest.fixture
def panel_rules(monkeypatch):
    """One rule on reports of successive years."""
    monkeypatch.setattr(panels.check_panel, "__defaults__", ((alike,),))


@pytest.fixture
def folder(tmp_path):
    texts = {
        f"{year}-liudu": TOWN.format(year=year, next_year=year + 1, events=20 + year % 7)
        for year in range(2019, 2024)
    }
    return write_corpus(tmp_path / "corpus", {**texts, "2022-lingchuan": COUNTY})


@pytest.fixture
def plain(monkeypatch):
    """Open a corpus without kept tables."""

    def open_plain(folder):
        with monkeypatch.context() as patch:
            patch.setattr(corpus_module, "KEPT_FROM", 10**9)
            return Corpus.open(folder)

    return open_plain


@pytest.mark.parametrize("name", NAMES)
def test_every_table_is_the_same(small_chunks, folder, plain, panel_rules, name):
    expected = getattr(plain(folder), name)
    for _ in range(2):
        pd.testing.assert_frame_equal(getattr(Corpus.open(folder), name), expected)
    assert any((small_chunks / "tables").rglob("*.parquet"))


def test_findings_between_reports_follow_a_change(small_chunks, folder, plain, panel_rules):
    before = Corpus.open(folder).findings
    assert (before["rule"] == "X01").sum() == 4
    source = folder / "sources" / "2021-liudu.txt"
    source.write_text(source.read_text("utf-8").replace("2000份", "2001份"), "utf-8")
    drop_digests(folder)
    after = Corpus.open(folder).findings
    assert after.loc[after["rule"] == "X01", "report_id"].tolist() == ["2020-liudu", "2023-liudu"]
    pd.testing.assert_frame_equal(after, plain(folder).findings)


def test_findings_between_reports_are_kept_while_nothing_changes(
    small_chunks, folder, panel_rules, monkeypatch
):
    before = Corpus.open(folder).findings
    monkeypatch.setattr(
        kept_tables, "panel_tables", lambda *asked: pytest.fail("reports were compared again")
    )
    pd.testing.assert_frame_equal(Corpus.open(folder).findings, before)


@pytest.mark.parametrize("years", [[2020, 2022], [2020, 2021]])
def test_a_selection_keeps_its_reports(small_chunks, folder, plain, panel_rules, years):
    chosen, expected = (
        opened.select(levels=["township"], years=years) for opened in (Corpus.open(folder), plain(folder))
    )
    assert chosen.report_ids == expected.report_ids == [f"{year}-liudu" for year in years]
    assert (expected.findings["rule"] == "X01").any() == (years == [2020, 2021])
    for name in NAMES:
        pd.testing.assert_frame_equal(getattr(chosen, name), getattr(expected, name))


def test_a_selection_is_compared_once(small_chunks, folder, panel_rules, monkeypatch):
    compared = []

    def counted(reports, numbers):
        compared.append(reports["report_id"].tolist())
        return panel_tables(reports, numbers)

    panel_tables = kept_tables.panel_tables
    monkeypatch.setattr(kept_tables, "panel_tables", counted)
    whole = Corpus.open(folder)
    early, late = whole.select(years=[2019, 2020]), whole.select(years=[2021, 2022])
    assert len(early.checks[early.checks["rule"] == "X01"]) == 2
    assert early.findings["report_id"].tolist()[-1] == "2020-liudu"
    assert late.findings["report_id"].tolist()[-1] == "2022-liudu"
    assert len(late.checks[late.checks["rule"] == "X01"]) == 3
    assert compared == [early.report_ids, late.report_ids]


def test_parts_add_up_to_the_table(small_chunks, folder, plain):
    for opened in (Corpus.open(folder), plain(folder)):
        parts = pd.concat(opened.parts("mentions"), ignore_index=True)
        pd.testing.assert_frame_equal(parts, opened.mentions)


def test_a_change_of_the_same_size_and_time_of_change_is_seen(small_chunks, folder):
    source = folder / "sources" / "2022-lingchuan.txt"
    drop_digests(folder)
    assert not Corpus.open(folder).words["word"].eq("晴朗").any()
    status = source.stat()
    source.write_text(source.read_text("utf-8").replace("审结", "晴朗"), "utf-8")
    os.utime(source, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert source.stat().st_size == status.st_size
    assert Corpus.open(folder).words["word"].eq("晴朗").any()


@pytest.mark.parametrize("change", [Path.unlink, lambda path: path.write_text("另一份报告", "utf-8")])
def test_a_source_that_changes_meanwhile_is_named(small_chunks, folder, monkeypatch, change):
    source = folder / "sources" / "2022-lingchuan.txt"

    def listed(*arguments):
        digests = list_sources(*arguments)
        change(source)
        return digests

    monkeypatch.setattr(kept_tables, "list_sources", listed)
    with pytest.raises(CorpusError, match=f"{source.name}: .*open it again"):
        Corpus.open(folder).prepare()


def test_a_correction_in_the_catalogue_is_seen(small_chunks, folder):
    assert 2018 not in Corpus.open(folder).reports["reporting_year"].tolist()
    catalogue = folder / "reports.csv"
    rows = catalogue.read_text("utf-8").splitlines()
    rows = [f"{rows[0]},reporting_year", f"{rows[1]},2018", *(f"{row}," for row in rows[2:])]
    catalogue.write_text("\n".join(rows) + "\n", "utf-8")
    assert Corpus.open(folder).reports["reporting_year"].tolist()[0] == 2018


def test_an_unchanged_corpus_is_not_read_again(small_chunks, folder, monkeypatch):
    expected = Corpus.open(folder).mentions
    monkeypatch.setattr("analysis.scale.sources.SHORTLY", -(10**12))
    assert Corpus.open(folder).mentions.equals(expected)
    opened = Corpus.open(folder)
    monkeypatch.setattr("pathlib.Path.read_bytes", lambda path: pytest.fail(f"{path} is read"))
    monkeypatch.setattr(opened, "codebook", opened.codebook)
    assert opened.mentions.equals(expected)


def drop_digests(folder):
    """Leave the digests out of a catalogue, so that sources may change."""
    catalogue = folder / "reports.csv"
    rows = [row.rsplit(",", 1)[0] for row in catalogue.read_text("utf-8").splitlines()]
    catalogue.write_text("\n".join(rows) + "\n", "utf-8")


@pytest.mark.parametrize("terminal", [True, False])
def test_a_bar_counts_reports_on_a_terminal_alone(folder, small_chunks, monkeypatch, capsys, terminal):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal, raising=False)
    Corpus.open(folder).prepare()
    assert ("6/6" in capsys.readouterr().err) == terminal
