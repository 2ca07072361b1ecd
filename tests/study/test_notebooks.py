"""Which notebooks there are, in which order they run, and what a call may ask for."""

from __future__ import annotations

import pytest

from analysis.errors import CallError, RunError
from analysis.study.notebooks import choose, needed_by, read_study


def names(notebooks):
    return [notebook.name for notebook in notebooks]


@pytest.fixture
def study(project):
    project.notebook("study", depends=["*"])
    project.notebook("02_themes", depends=["03_years"])
    project.notebook("01_corpus")
    project.notebook("03_years")
    return read_study(project.workspace.notebooks)


def test_each_notebook_follows_those_it_depends_on(study):
    assert list(study) == ["01_corpus", "03_years", "02_themes", "study"]


def test_a_choice_brings_what_it_depends_on(study):
    assert names(choose(study, ["02_themes"])) == ["03_years", "02_themes"]
    assert names(choose(study, [])) == list(study)
    assert names(needed_by(study["02_themes"], study)) == ["03_years"]
    assert names(needed_by(study["01_corpus"], study)) == []


def test_a_notebook_may_be_named_by_its_path(study):
    assert names(choose(study, ["notebooks/01_corpus.ipynb"])) == ["01_corpus"]


def test_an_unknown_notebook_is_a_wrong_call(study):
    with pytest.raises(CallError, match="no notebook '02_theme'; did you mean '02_themes'"):
        choose(study, ["02_theme"])


def test_a_circle_is_named(project):
    project.notebook("01_a", depends=["02_b"])
    project.notebook("02_b", depends=["01_a"])
    with pytest.raises(RunError, match="in a circle: 0._. -> 0._. -> 0._."):
        read_study(project.workspace.notebooks)


def test_an_unknown_dependency_is_named(project):
    project.notebook("01_corpus", depends=["02_theme"])
    project.notebook("02_themes")
    with pytest.raises(RunError, match="01_corpus.ipynb depends on '02_theme'; did you mean '02_themes'"):
        read_study(project.workspace.notebooks)


def test_two_notebooks_cannot_own_the_same_figures(project):
    project.notebook("02_themes")
    project.notebook("02_words")
    with pytest.raises(RunError, match="02_themes and 02_words would both own figures 02-"):
        read_study(project.workspace.notebooks)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"cells": [], "nbformat": 3}'])
def test_what_is_no_notebook_is_named(project, text):
    project.write("notebooks/01_corpus.ipynb", text)
    with pytest.raises(RunError, match=r"01_corpus\.ipynb is not a notebook"):
        read_study(project.workspace.notebooks)


def test_undeclared_parameters_stop_the_run(project):
    project.notebook("01_corpus", parameters=())
    project.edit("01_corpus", lambda node: node["cells"].append(
        {"cell_type": "code", "source": "year: int = 1", "metadata": {"tags": ["parameters"]}, "outputs": []}
    ))  # fmt: skip
    with pytest.raises(
        RunError, match=r"01_corpus\.ipynb: parameter 'year' is not declared; did you mean 'years'"
    ):
        read_study(project.workspace.notebooks)


def test_cells_injected_by_hand_are_not_part_of_the_source(project):
    project.notebook("01_corpus", "print(1)")
    project.edit("01_corpus", lambda node: node["cells"][2]["metadata"].update(tags=["injected-parameters"]))
    (notebook,) = read_study(project.workspace.notebooks).values()
    assert [cell["source"] for cell in notebook.node["cells"][2:]] == []


def test_texts_beside_a_notebook_are_its_own(project):
    project.notebook("study")
    project.notebook("01_corpus")
    project.write("notebooks/study.en.md", "text")
    study = read_study(project.workspace.notebooks)
    assert list(study["study"].texts) == ["study.en.md"]
    assert list(study["01_corpus"].texts) == []
