"""The command line: a mistake is one clear line on stderr and exit status 2 (the call) or 1 (the data)."""

from __future__ import annotations

import json
import re

import pandas as pd
import pytest

from analysis import cli
from analysis.bench import bench
from analysis.paths import ROOT


@pytest.fixture
def fazhi(monkeypatch, capsys):
    """Run the command line; return exit status, stdout and stderr."""

    def call(*arguments):
        monkeypatch.setattr("sys.argv", ["fazhi", *map(str, arguments)])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        out, err = capsys.readouterr()
        return stopped.value.code, out, err

    return call


@pytest.fixture
def no_kernel(monkeypatch):
    """Fail the test when a kernel is started."""

    def started(*_, **__):
        raise AssertionError("a kernel was started")

    monkeypatch.setattr("jupyter_client.manager.KernelManager.start_kernel", started)
    monkeypatch.setattr("papermill.execute_notebook", started)


@pytest.mark.parametrize(
    ("arguments", "phrase"),
    [
        (["runn"], "runn"),
        (["run", "--jobs", "none"], "--jobs"),
        (["run", "03_yeers"], "03_years"),
        (["run", "-p", "yers=2019"], "years"),
        (["run", "-p", "years=twenty"], "years"),
        (["run", "-p", "unit=words"], "sentences"),
        (["run", "-p", "language=de"], "language"),
        (["run", "-p", "seed=1.5"], "seed"),
        (["run", "-p", "levels=village"], "levels"),
        (["run", "-p", "themes=T99"], "T99"),
        (["run", "-p", "years"], "years"),
        (["run", "--corpus", "no/such/folder"], "no corpus folder"),
        (["parse", "no-such-file.txt"], "no file no-such-file.txt"),
        (["export", "build/x", "--format", "cvs"], "csv"),
        (["add", ""], "a source is empty"),
        (["sweep"], "SPEC"),
        (["sweep", "no-such-file.yaml"], "no-such-file.yaml"),
        (["run", "--out", ROOT / "README.md" / "x"], "cannot write to"),
    ],
)
def test_a_wrong_call_is_one_line_and_status_2(fazhi, no_kernel, arguments, phrase):
    status, _, err = fazhi(*arguments)
    assert status == 2
    assert phrase in err
    assert err.count("\n") == 1
    assert err.startswith("fazhi: ")


def test_a_mistake_in_a_sweep_file_is_one_line_that_names_what_is_right(fazhi, no_kernel, tmp_path):
    spec = tmp_path / "sweep.yaml"
    for text, phrase in (("units: [han]", "did you mean 'unit'?"), ("unit: [hans]", "did you mean 'han'?")):
        spec.write_text(text, encoding="utf-8")
        status, out, err = fazhi("sweep", spec)
        assert (status, out, err.count("\n")) == (2, "", 1)
        assert phrase in err


def test_a_sweep_prints_in_how_many_combinations_each_finding_holds(fazhi, no_kernel, own_corpus, tmp_path):
    spec = tmp_path / "sweep.yaml"
    spec.write_text(f"corpus: {own_corpus}\nunit: [sentences, han]\n", encoding="utf-8")
    status, out, _ = fazhi("sweep", spec, "--out", tmp_path / "out")
    assert status == 0
    assert re.search(r"^holds in [12] of 2  .+ has the highest rate$", out, re.MULTILINE)
    assert out.splitlines()[-1].startswith("2 combinations (")
    assert (tmp_path / "out" / "findings.csv").is_file()


def test_a_bench_measures_in_as_many_rounds_as_asked_for(fazhi, monkeypatch, tmp_path):
    calls = []

    def run_bench(*given):
        calls.append(given)
        return pd.DataFrame(columns=bench.COLUMNS)

    monkeypatch.setattr(bench, "run_bench", run_bench)
    options = ["--sizes", "1,2", "--jobs", 1, "--only", "counts", "--rounds", 3, "--out", tmp_path]
    assert fazhi("bench", *options)[0] == 0
    assert calls == [([1, 2], tmp_path, 1, ["counts"], 3)]


def test_bad_data_is_one_line_and_status_1_before_any_kernel(fazhi, no_kernel, own_corpus, tmp_path):
    source = own_corpus / "sources" / "2022-lingchuan.txt"
    source.write_bytes(b"")
    status, _, err = fazhi("run", "--corpus", own_corpus, "--out", tmp_path / "out")
    assert (status, err.count("\n")) == (1, 1)
    assert "2022-lingchuan" in err
    assert not (tmp_path / "out").exists()


def test_a_selection_that_leaves_no_report_is_refused_before_any_kernel(fazhi, no_kernel):
    status, _, err = fazhi("run", "-p", "years=1999")
    assert (status, err.count("\n")) == (1, 1)
    assert "the corpus covers 2019" in err


def test_a_broken_codebook_names_theme_and_line(fazhi, no_kernel, own_corpus, tmp_path):
    from analysis.paths import CORPUS

    codebook = (CORPUS / "codebook.yaml").read_text(encoding="utf-8").replace("label_en:", "label_enn:", 1)
    (own_corpus / "codebook.yaml").write_text(codebook, encoding="utf-8")
    status, _, err = fazhi("run", "--corpus", own_corpus, "--out", tmp_path / "out")
    assert (status, err.count("\n")) == (1, 1)
    assert "T01" in err
    assert "line " in err
    assert "label_enn" in err


def test_parse_prints_every_table_and_adds_nothing(fazhi, own_corpus):
    source = own_corpus / "sources" / "2022-lingchuan.txt"
    status, out, err = fazhi("parse", source, source, "--json")
    assert (status, err) == (0, "")
    first, second = map(json.loads, out.splitlines())
    assert first == second
    assert first["report"]["title"] == "泠川县人民政府关于2022年度法治政府建设情况的报告"
    text = source.read_text(encoding="utf-8")
    assert [section["heading"] for section in first["sections"] if section["depth"] == 1] == [
        "主要举措和成效",
        "存在的不足",
        "下一步安排",
    ]
    for sentence in first["sentences"]:
        assert text[sentence["start"] : sentence["end"]] == sentence["text"]


def test_parse_goes_on_after_a_bad_file(fazhi, own_corpus):
    empty = own_corpus / "sources" / "empty.txt"
    empty.write_bytes(b"")
    status, out, err = fazhi("parse", empty, own_corpus / "sources" / "2022-lingchuan.txt", "--json")
    assert status == 1
    assert str(empty) in err
    assert len(out.splitlines()) == 1


def test_check_lists_faults_with_status_1_and_remarks_with_0(fazhi, own_corpus):
    status, out, _ = fazhi("check", "--corpus", own_corpus)
    assert status == 0
    assert out.splitlines()[-1].startswith("0 faults")
    assert "2022-lingchuan: prefecture empty" in out
    assert "township" not in out  # the report is that of a county
    (own_corpus / "reports.csv").write_text(
        "report_id,file\na,sources/a.txt\nb,sources/b.txt\n", encoding="utf-8"
    )
    status, out, _ = fazhi("check", "--corpus", own_corpus)
    assert status == 1
    assert out.splitlines()[-1] == "2 faults, 0 remarks"


def test_check_shows_a_correction_beside_what_the_text_says(fazhi, own_corpus):
    row = "2022-lingchuan,sources/2022-lingchuan.txt,2021"
    (own_corpus / "reports.csv").write_text(f"report_id,file,reporting_year\n{row}\n", encoding="utf-8")
    _, out, _ = fazhi("check", "--corpus", own_corpus)
    assert "2022-lingchuan: reporting_year is 2021 in reports.csv, 2022 in the text" in out
