"""The notebooks as reading matter: a question as title, short cells, no functions, limits at the end."""

from __future__ import annotations

import ast
import statistics

import nbformat
import pytest

from analysis.paths import NOTEBOOKS
from analysis.study.parameters import PARAMETERS, read_parameters
from analysis.study.prose import PLACE, read_blocks

PATHS = sorted(NOTEBOOKS.glob("*.ipynb"))
names = pytest.mark.parametrize("path", PATHS, ids=[path.stem for path in PATHS])


def code_of(notebook):
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]


def test_the_notebooks_of_the_study_are_there():
    assert {"01_corpus", "02_themes", "03_years", "study"} <= {path.stem for path in PATHS}


@names
def test_cells_are_few_and_short(path):
    notebook = nbformat.read(path, as_version=4)
    lines = [len(source.splitlines()) for source in code_of(notebook) if ": str = " not in source]
    assert len(lines) <= 25
    assert statistics.median(lines) <= 3
    assert max(lines) <= 15


@names
def test_no_notebook_defines_a_function(path):
    for source in code_of(nbformat.read(path, as_version=4)):
        for node in ast.walk(ast.parse(source)):
            assert not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda)


@names
def test_every_notebook_takes_every_parameter(path):
    lines, _ = read_parameters(nbformat.read(path, as_version=4))
    assert {line.name for line in lines} == set(PARAMETERS)


@pytest.mark.parametrize("path", [p for p in PATHS if p.stem != "study"], ids=lambda path: path.stem)
def test_title_is_a_question_and_the_limits_come_last(path):
    prose = [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "markdown"]
    assert prose[0].startswith("# ")
    assert prose[0].splitlines()[0].endswith("?")
    assert prose[-1].startswith("## What this does not show")


@names
def test_every_figure_has_alternative_text(path):
    for cell in nbformat.read(path, as_version=4).cells:
        for output in cell.get("outputs", []):
            if "image/png" in output.get("data", {}):
                assert len(output.metadata["image/png"]["alt"]) > 20


def test_both_languages_of_the_study_have_the_same_blocks_and_values():
    english, chinese = read_blocks("en"), read_blocks("zh")
    assert list(english) == list(chinese)
    for name in english:
        assert set(PLACE.findall(english[name])) == set(PLACE.findall(chinese[name])), name


def test_no_number_of_a_finding_is_typed_by_hand():
    """Blocks that state findings hold no digits but those of section numbers and of the interval's level."""
    for block in ("answer", "corpus", "corpus-limits", "frequency", "evidence", "profiles", "change"):
        for line in read_blocks("en")[block].splitlines():
            bare = PLACE.sub("", line)
            if not line.startswith("#"):
                assert not any(character.isdigit() for character in bare), line
