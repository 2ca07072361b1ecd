"""The whole study on another corpus, and the gate that guards the committed one."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import nbformat
import pandas as pd
import pytest

from analysis.paths import FIGURES, NOTEBOOKS, ROOT
from analysis.study.files import digest_file, files_below
from analysis.study.run import run_study


def committed():
    return {
        name: digest_file(path)
        for folder in (NOTEBOOKS, FIGURES)
        for name, path in files_below(folder).items()
    }


@pytest.fixture(scope="module")
def elsewhere(mini_corpus, tmp_path_factory):
    """The study of the miniature corpus, in Chinese and with the other unit, and what it left of the committed one."""
    out = tmp_path_factory.mktemp("另 处") / "out"
    before = committed()
    summary = run_study(assignments=["language=zh", "unit=han"], corpus=str(mini_corpus), out=out, jobs=2)
    return out, summary, before == committed()


def test_an_experiment_writes_elsewhere_and_leaves_the_committed_study_alone(elsewhere):
    out, summary, untouched = elsewhere
    assert summary.exit_status == 0, str(summary)
    assert untouched
    names = {path.stem for path in (out / "figures").glob("*.png")}
    assert names == {path.stem for path in FIGURES.glob("*.png")}
    for name in names:
        assert {path.suffix for path in (out / "figures").glob(f"{name}.*")} == {
            ".png",
            ".svg",
            ".pdf",
            ".csv",
        }


def test_its_figures_hold_the_numbers_of_its_corpus(elsewhere):
    rates = pd.read_csv(elsewhere[0] / "figures" / "02-theme-rates.csv")
    assert set(rates["unit"]) == {"han"}
    assert rates["k"].unique().tolist() == [2]
    assert rates.set_index("theme").at["T11", "x"] > 0


def test_its_text_is_chinese_and_speaks_of_its_corpus(elsewhere):
    study = nbformat.read(elsewhere[0] / "notebooks" / "study.ipynb", as_version=4)
    texts = [output.data["text/markdown"] for cell in study.cells if cell.cell_type == "code"
             for output in cell.outputs if "text/markdown" in output.get("data", {})]  # fmt: skip
    assert "共 3 份报告，来自 2 个地方，报告年度为 2021、2022" in texts[0]
    assert not re.search(r"[A-Za-z]{4,} [a-z]{3,} [a-z]{3,}", "\n".join(texts).replace("fazhi run", ""))


def test_a_changed_number_in_a_committed_notebook_turns_nbval_red(tmp_path):
    notebook = json.loads((NOTEBOOKS / "01_corpus.ipynb").read_text(encoding="utf-8"))
    changed = []
    for index, cell in enumerate(notebook["cells"]):
        for output in cell.get("outputs", []):
            if "01-composition: data " in "".join(output.get("text", [])):
                output["text"] = ["01-composition: data 0123456789abcdef\n"]
                changed.append(index)
            table = "".join(output.get("data", {}).get("text/plain", []))
            if "n_sentences" in table:
                number = re.search(r"\b\d\d\b(?= +\d{4}\b)", table)[0]
                for kind, lines in output["data"].items():
                    output["data"][kind] = re.sub(
                        rf"\b{number}\b", str(int(number) + 1), "".join(lines), count=1
                    )
                changed.append(index)
    assert len(changed) == 2
    copy = tmp_path / "changed.ipynb"
    copy.write_text(json.dumps(notebook), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-c", str(ROOT / "pyproject.toml"), "--rootdir", str(tmp_path)]
    run = subprocess.run(
        [*command, "--nbval", "--nbval-current-env", str(copy)],
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert run.returncode == 1
    assert re.search(r"\b2 failed", run.stdout), run.stdout
