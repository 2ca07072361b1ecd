"""Miniature studies: a project folder of its own, notebooks of a few lines, optionally run without kernels."""

from __future__ import annotations

import contextlib
import io
import json
import os
from pathlib import Path

import pytest

from analysis.study.document import joined
from analysis.study.parameters import parameters_cell
from analysis.study.run import run_study
from analysis.study.workspace import Workspace

DRAW = """import os, pathlib
figures = pathlib.Path(os.environ["FAZHI_OUT"]) / "figures"
figures.mkdir(exist_ok=True)
_ = (figures / "{name}").write_text({value}, encoding="utf-8")"""


class Project:
    """A project folder with a corpus, a package, a lock file and notebooks made for a test."""

    def __init__(self, root: Path):
        self.root = root
        self.workspace = Workspace(root)
        for folder in ("notebooks", "corpus/sources", "analysis"):
            (root / folder).mkdir(parents=True)
        self.write("corpus/reports.csv", "report_id\n")
        self.write("corpus/sources/甲.txt", "青榆县")
        self.write("requirements.lock", "kit==1\n")
        self.write("analysis/__init__.py", "")

    def write(self, name: str, text: str) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def read(self, name: str) -> str:
        return (self.root / name).read_text(encoding="utf-8")

    def notebook(self, name: str, *sources: str, depends=(), parameters=("years",), prose="# 问?") -> Path:
        """Write a notebook: a heading, its parameters cell (if any), these code cells."""
        cells = [{"cell_type": "markdown", "id": "title", "metadata": {}, "source": prose}]
        if parameters:
            cells.append(_code("parameters", parameters_cell(parameters), tags=["parameters"]))
        cells += [_code(f"code-{number}", source) for number, source in enumerate(sources, start=1)]
        node = {
            "cells": cells,
            "metadata": {"fazhi": {"depends": list(depends)}},
            "nbformat": 4,
            "nbformat_minor": 5,
        }
        return self.write(f"notebooks/{name}.ipynb", json.dumps(node, ensure_ascii=False))

    def node(self, name: str, folder: str = "notebooks") -> dict:
        return joined(json.loads(self.read(f"{folder}/{name}.ipynb")))

    def edit(self, name: str, change) -> None:
        """Change the JSON object of a notebook."""
        node = self.node(name)
        change(node)
        self.write(f"notebooks/{name}.ipynb", json.dumps(node, ensure_ascii=False))

    def run(self, *names: str, p=(), **options):
        options.setdefault("preflight", lambda folder, values: ["T01", "T02"])
        return run_study(names, list(p), workspace=self.workspace, **options)

    def files(self, folder: str = ".") -> dict[str, bytes]:
        """Return every file of a folder, without what the last run remembers."""
        base = self.root / folder
        found = {path.relative_to(base).as_posix(): path for path in base.rglob("*") if path.is_file()}
        return {name: path.read_bytes() for name, path in sorted(found.items()) if "state/" not in name}


def _code(cell_id: str, source: str, tags=()) -> dict:
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": cell_id,
        "metadata": {"tags": list(tags)} if tags else {},
        "outputs": [],
        "source": source,
    }


def outcomes(summary) -> dict[str, str]:
    return {result.name: result.status for result in summary.results}


@pytest.fixture(scope="session")
def new_project():
    return Project


@pytest.fixture
def project(tmp_path):
    return Project(tmp_path / "研究 甲")


@pytest.fixture(scope="session")
def draw():
    """Return the code of a cell that writes a figure with the value of an expression."""
    return lambda name, value="repr(years)": DRAW.format(name=name, value=value)


@pytest.fixture(name="outcomes", scope="session")
def _outcomes():
    return outcomes


@pytest.fixture
def no_kernels(monkeypatch):
    """Execute cells in this process; return the names of the calls' notebooks by their first code cell."""
    from analysis.study import attempt
    from analysis.study.execution import prepare
    from analysis.study.failure import NotebookError

    executed = []

    def execute(node, parameters, kernels, environment, timeout=None, on_cell=lambda done: None):
        node = prepare(node, parameters)
        executed.append(environment["FAZHI_OUT"].rsplit("/", 1)[-1])
        space: dict = {}
        count = 0
        for index, cell in enumerate(node["cells"]):
            if cell["cell_type"] != "code":
                continue
            count += 1
            shown = io.StringIO()
            with monkeypatch.context() as patch, contextlib.redirect_stdout(shown):
                for name, value in environment.items():
                    patch.setitem(os.environ, name, value)
                try:
                    exec(cell["source"], space)
                except Exception as error:
                    raise NotebookError(node, index, f"{type(error).__name__}: {error}") from None
            cell["execution_count"] = count
            text = shown.getvalue()
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": text}] if text else []
        return node

    monkeypatch.setattr(attempt, "execute", execute)
    return executed
