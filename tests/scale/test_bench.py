"""The bench: corpora that are always the same and read as reports do, a table that resumes, ratios and growth."""

from __future__ import annotations

import json
from itertools import combinations

import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from analysis.bench import bench, comparison
from analysis.bench.contenders import CONTENDERS
from analysis.bench.invented_reports import invented_report, invented_reports, write_invented_corpus
from analysis.errors import CallError, RunError
from analysis.reading.report import read_report


def test_invented_reports_are_always_the_same_and_differ():
    texts = dict(invented_reports(12))
    assert len(set(texts.values())) == 12
    assert dict([invented_report(7)])["2021-000001"] == texts["2021-000001"]
    assert invented_report(7, seed=1)[1] != texts["2021-000001"]
    assert 5_000 < sum(map(len, texts.values())) / 12 < 7_000


def test_invented_reports_read_as_reports():
    for report_id, text in invented_reports(3):
        report = read_report(text, report_id)
        assert report.is_report == "yes"
        assert report.metadata["reporting_year"] == int(report_id[:4])
        assert report.metadata["level"] == "county"
        assert len(report.sections) > 25


def test_a_corpus_without_catalogue_is_finished(tmp_path):
    folder = write_invented_corpus(tmp_path / "corpus", 2)
    content = {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    (folder / "reports.csv").unlink()
    write_invented_corpus(folder, 2)
    assert {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == content
    assert len(content) == 3


@pytest.fixture
def measured(monkeypatch) -> list[tuple[str, int]]:
    """Replace measuring by arithmetic, every rival installed; return what would have been measured."""
    calls = []
    monkeypatch.setattr(bench, "find_spec", lambda module: module)

    def take(name, corpus, jobs):
        size = len(list((corpus / "sources").iterdir()))
        calls.append((name, size))
        seconds = size * {"tables": 0.2, "counts": 0.05, "jieba-scikit-learn": 1.0}.get(name, 0.1)
        return {"seconds": seconds, "total": size, "peak_process_mib": 100.0, "peak_all_mib": 200.0}

    monkeypatch.setattr(bench, "_measured", take)
    return calls


def test_a_bench_writes_table_and_figure_and_resumes(tmp_path, measured):
    said = []
    frame = bench.run_bench([1, 2], tmp_path, 2, say=said.append)
    assert len(frame) == len(measured) == len(said) == 2 * len(CONTENDERS)
    for ending in ("csv", "png", "svg", "pdf"):
        assert (tmp_path / f"{bench.FIGURE}.{ending}").stat().st_size > 100
    # A table from before rounds were counted is gone on with.
    frame.drop(columns="rounds").to_csv(tmp_path / bench.RESULTS, index=False)
    again = bench.run_bench([2, 3], tmp_path, 2, say=said.append)
    assert measured[2 * len(CONTENDERS) :] == [(name, 3) for name in CONTENDERS]
    assert len(again) == 3 * len(CONTENDERS)
    found = comparison.ratios(again)
    assert found["contender"].tolist() == ["counts", "tables", "keyness", "wording"]
    assert found["ratio"].tolist() == pytest.approx([20.0, 5.0, 1.0, 1.0])
    assert found["reports"].tolist() == [3, 3, 3, 3]
    assert comparison.growth(again)["tables"] == pytest.approx(1.0, abs=0.05)
    assert "counts: 20.0 times jieba + scikit-learn (3 reports)" in comparison.summary(again)


def test_the_figure_reads_plainly_and_labels_stand_apart():
    speeds = {"tables": 1.30e6, "wording": 1.28e6, "jieba-scikit-learn": 0.2e6}
    rows = [(name, size, speed) for name, speed in speeds.items() for size in (200, 2_000)]
    figure = comparison.draw(pd.DataFrame(rows, columns=["contender", "reports", "characters_per_second"]))
    FigureCanvasAgg(figure).draw()
    axes = figure.axes[0]
    assert [one.get_text() for one in axes.get_xticklabels()] == ["200", "2,000"]
    assert {"0.2", "0.5", "1"} <= {one.get_text() for one in axes.get_yticklabels()}
    boxes = [one.get_window_extent() for one in axes.texts]
    assert len(boxes) == 3 and not any(a.overlaps(b) for a, b in combinations(boxes, 2))


def test_measurements_with_other_numbers_of_processes_are_kept_and_not_compared(tmp_path, measured):
    names = ["counts", "jieba-scikit-learn"]
    for jobs in (1, 2):
        frame = bench.run_bench([1], tmp_path, jobs, names, say=lambda line: None)
        assert frame["jobs"].tolist() == [jobs, jobs]
        assert "counts: 20.0 times jieba + scikit-learn (1 reports)" in comparison.summary(frame)
    assert (tmp_path / bench.RESULTS).read_text("utf-8").count("\n") == 1 + 4


def test_of_several_rounds_the_fastest_counts(tmp_path, measured, monkeypatch):
    seconds = iter([5.0, 50.0, 3.0, 60.0, 4.0, 40.0])
    steady = bench._measured
    monkeypatch.setattr(bench, "_measured", lambda *given: steady(*given) | {"seconds": next(seconds)})
    names = ["counts", "jieba-scikit-learn"]
    for rounds in (1, 3, 2):
        frame = bench.run_bench([1], tmp_path, 2, names, rounds, lambda line: None)
    assert measured == [(name, 1) for name in names * 3]
    assert frame[["contender", "rounds", "seconds"]].values.tolist() == [
        [names[0], 3, 3.0],
        [names[1], 3, 40.0],
    ]
    assert comparison.ratios(frame).loc[0, "ratio"] == pytest.approx(40 / 3)


def test_a_slow_rival_is_left_out_of_large_corpora(tmp_path, measured, monkeypatch):
    rival = "jieba-scikit-learn"
    monkeypatch.setitem(comparison.RIVALS, rival, comparison.RIVALS[rival]._replace(limit=1))
    frame = bench.run_bench([1, 2], tmp_path, 2, ["counts", rival], say=lambda line: None)
    assert frame.groupby("contender")["reports"].max().to_dict() == {"counts": 2, rival: 1}
    assert comparison.ratios(frame).values.tolist() == [["counts", rival, 1, pytest.approx(20.0)]]


def test_a_package_that_is_not_installed_is_named(tmp_path, measured, monkeypatch):
    monkeypatch.setattr(bench, "find_spec", lambda module: None)
    said = []
    frame = bench.run_bench([1], tmp_path, 1, ["counts", "qhchina-keyness"], say=said.append)
    assert frame["contender"].tolist() == ["counts"]
    assert "qhchina, keyness: left out, qhchina is not installed" in said[0]
    assert comparison.ratios(frame).empty


def test_a_contender_measures_in_a_process_of_its_own(tmp_path):
    corpus = write_invented_corpus(tmp_path / "corpus", 2)
    taken = bench._measured("counts", corpus, 1)
    assert taken["seconds"] > 0
    assert taken["total"] > 2_000
    assert 50 < taken["peak_process_mib"] < 2048
    assert 50 < taken["peak_all_mib"] < 2048
    json.dumps(taken)


def test_a_contender_that_fails_is_named(tmp_path):
    with pytest.raises(RunError, match="contender counts failed on .*: FileNotFoundError"):
        bench._measured("counts", tmp_path, 1)


@pytest.mark.parametrize("sizes", [[], [0], [5, -1]])
def test_sizes_below_one_are_wrong_calls(tmp_path, sizes):
    with pytest.raises(CallError, match="sizes of at least 1"):
        bench.run_bench(sizes, tmp_path, 1)
