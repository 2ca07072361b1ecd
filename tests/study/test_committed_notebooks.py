"""The notebooks in the repository: run, in order, quiet, with the declared parameters."""

from __future__ import annotations

import pytest

from analysis.paths import NOTEBOOKS
from analysis.study.canonical import canonicalise, check_committed
from analysis.study.document import dumps, read_notebook
from analysis.study.notebooks import read_study
from analysis.study.parameters import check_notebook_parameters

PATHS = sorted(NOTEBOOKS.glob("*.ipynb"))
each_notebook = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)


@each_notebook
def test_outputs_are_those_of_a_clean_run(path):
    assert check_committed(read_notebook(path)) == []


@each_notebook
def test_parameters_are_the_declared_ones(path):
    assert check_notebook_parameters(read_notebook(path)) == []


@each_notebook
def test_the_file_is_canonical(path):
    assert dumps(canonicalise(read_notebook(path))) == path.read_bytes()


def test_they_form_a_study():
    assert set(read_study(NOTEBOOKS)) == {path.stem for path in PATHS}
