"""Where a run may write."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import CallError
from analysis.study.files import files_below, write_bytes
from analysis.study.workspace import MARK, Target, choose_target, resolve_corpus


@pytest.fixture
def target(project):
    workspace = project.workspace
    return lambda experiment=None, out=None: choose_target(workspace, experiment or {}, out, workspace.corpus)


def test_the_default_run_writes_in_place(project, target):
    assert target() == Target(project.root, committed=True)
    assert target(out=project.root) == Target(project.root, committed=True)


def test_an_experiment_has_a_folder_named_by_its_parameters(project, target):
    one, same, other = (
        target({"seed": 1, "years": [2021]}),
        target({"years": [2021], "seed": 1}),
        target({"seed": 2}),
    )
    assert one == same != other
    assert one.out.parent == project.root / "build"
    assert not one.committed


def test_any_run_may_be_sent_elsewhere(project, target, tmp_path):
    assert target(out=tmp_path / "乙 丙") == Target(tmp_path / "乙 丙")
    assert target({"seed": 1}, project.root / "build" / "x").out == project.root / "build" / "x"


@pytest.mark.parametrize("out", [".", "notebooks", "figures", "corpus/x", "analysis", "build/../notebooks"])
def test_an_experiment_cannot_reach_the_study(project, target, out):
    with pytest.raises(CallError, match="would overwrite the study"):
        target({"seed": 1}, project.root / out)


def test_not_even_through_a_link(project, target, tmp_path):
    (project.root / "figures").mkdir()
    out = tmp_path / "elsewhere"
    out.mkdir()
    (out / "figures").symlink_to(project.root / "figures")
    with pytest.raises(CallError, match="would overwrite the study"):
        target({"seed": 1}, out)


@pytest.mark.parametrize("place", ["notebooks", "figures", "corpus", "."])
def test_not_even_when_the_folder_itself_is_a_link(project, target, tmp_path, place):
    (project.root / place).mkdir(exist_ok=True)
    (tmp_path / "link").symlink_to(project.root / place)
    with pytest.raises(CallError, match="would overwrite the study"):
        target({"seed": 1}, tmp_path / "link")


def test_not_even_when_the_build_folder_is_a_link(project, target):
    (project.root / "figures").mkdir()
    project.workspace.build.symlink_to(project.root / "figures")
    with pytest.raises(CallError, match="the folder build would overwrite the study"):
        target({"seed": 1})


def test_a_link_to_a_committed_figure_is_replaced_not_followed(project, draw, no_kernels, tmp_path):
    project.notebook("01_corpus", draw("01-a.csv"))
    assert project.run().exit_status == 0
    out = tmp_path / "out"
    (out / "figures").mkdir(parents=True)
    (out / "notebooks").mkdir()
    (out / MARK).touch()
    for name in (
        "figures/01-a.csv",
        "figures/manifest.json",
        "notebooks/01_corpus.ipynb",
        "ro-crate-metadata.json",
    ):
        (out / name).symlink_to(project.root / name)
    before = project.files()
    assert project.run(p=["years=2021"], out=out).exit_status == 0
    assert (out / "figures/01-a.csv").read_text() == "[2021]"
    assert project.files() == before


def test_out_is_a_folder_without_braces(project, target):
    with pytest.raises(CallError, match="is a file"):
        target(out=project.root / "requirements.lock")
    with pytest.raises(CallError, match="braces"):
        target(out=Path("build/{x}"))
    with pytest.raises(CallError, match="braces"):
        resolve_corpus(project.workspace, "a{b}")


def test_paths_are_named_from_the_project(project, tmp_path):
    assert project.workspace.name(project.root / "corpus" / "甲") == "corpus/甲"
    assert project.workspace.name(tmp_path) == str(tmp_path.resolve())


def test_a_failed_write_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    write_bytes(path, b"old")

    write = Path.write_bytes

    def full(self, data):
        write(self, data[:1])
        raise OSError("disk full")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="disk full"):
        write_bytes(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(files_below(tmp_path)) == ["a.txt"]


def test_a_folder_of_other_files_is_not_for_results(project, no_kernels):
    project.notebook("01_one", "print(years)")
    own = project.write("mine/figures/01-map.png", "a map of my own")
    with pytest.raises(CallError, match="holds other files"):
        project.run(p=("years=2019",), out=project.root / "mine")
    assert own.read_text(encoding="utf-8") == "a map of my own"


def test_results_may_be_made_again_where_they_lie_even_after_a_failure(project, no_kernels, outcomes):
    project.notebook("01_one", "raise ValueError('no')")
    out = project.root / "elsewhere"
    assert outcomes(project.run(p=("years=2019",), out=out)) == {"01_one": "failed"}
    project.notebook("01_one", "print(years)")
    assert outcomes(project.run(p=("years=2019",), out=out)) == {"01_one": "run"}


@pytest.mark.parametrize("out", ["elsewhere", None])
def test_a_failed_copy_lies_with_the_results_of_its_own_run(project, no_kernels, out):
    project.notebook("01_one", "raise ValueError('no')")
    project.run()
    own = "build/failed/01_one.failed.ipynb"
    study = project.read(own)
    elsewhere = {"p": ("years=2019",), "out": out and project.root / out}
    summary = project.run(**elsewhere)
    kept = f"{summary.out}/failed/01_one.failed.ipynb"
    assert summary.out == out or summary.out.startswith("build/")
    assert f"(see {kept})" in str(summary)
    assert "2019" in project.read(kept)
    assert project.read(own) == study
    project.notebook("01_one", "print(years)")
    project.run(**elsewhere)
    assert not (project.root / kept).exists()
    assert (project.root / own).exists()
