"""The manifest, and the first difference from it."""

from __future__ import annotations

import json

import pytest

from analysis.study.manifest import differences, verify

pytestmark = pytest.mark.usefixtures("no_kernels")


@pytest.fixture
def study(project, draw):
    project.write("analysis/measures.py", "RATE = 1\n")
    project.notebook("01_corpus", "print(1)", draw("01-a.csv"))
    project.notebook("02_themes", "print(2)", draw("02-a.csv"))
    project.write("notebooks/study.en.md", "text")
    assert project.run().exit_status == 0
    return project


def manifest(project):
    return json.loads(project.read("figures/manifest.json"))


def test_results_are_those_of_the_manifest(study):
    assert verify(study.root) is None


def test_it_names_everything_and_nothing_of_this_machine(study):
    found = manifest(study)
    assert list(found["corpus"]["files"]) == ["reports.csv", "sources/甲.txt"]
    assert list(found["code"]) == ["analysis/__init__.py", "analysis/measures.py", "notebooks/study.en.md"]
    assert list(found["lock"]) == ["requirements.lock"]
    assert list(found["font"]) == ["NotoSansCJKsc-Regular.otf"]
    assert found["segmenter"]["version of rjieba"]
    assert len(found["segmenter"]["jieba's dict.txt"]) == 64
    assert found["parameters"]["seed"] == 2026
    assert list(found["notebooks"]["02_themes"]["figures"]) == ["02-a.csv"]
    assert str(study.root) not in study.read("figures/manifest.json")


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("corpus/sources/甲.txt", "corpus/sources/甲.txt differs from the manifest"),
        ("corpus/sources/乙.txt", "corpus/sources/乙.txt is not in the manifest"),
        ("analysis/measures.py", "analysis/measures.py differs"),
        ("notebooks/study.en.md", "notebooks/study.en.md differs"),
        ("requirements.lock", "requirements.lock differs"),
        ("figures/01-a.csv", "figures/01-a.csv differs from the manifest"),
        ("figures/09-old.csv", "figures/09-old.csv is not in the manifest"),
        ("notebooks/01_corpus.ipynb", "notebooks/01_corpus.ipynb is no longer a notebook"),
    ],
)
def test_an_edited_file_is_named(study, file, message):
    study.write(file, "edited")
    assert message in verify(study.root)


@pytest.mark.parametrize("file", ["figures/02-a.csv", "notebooks/02_themes.ipynb", "corpus/reports.csv"])
def test_a_missing_file_is_named(study, file):
    (study.root / file).unlink()
    assert verify(study.root) == f"{file} is missing"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            lambda node: node["cells"][2]["outputs"][0].update(text="3\n"),
            "cell 3 (In [2]): its output differs",
        ),
        (lambda node: node["cells"][2].update(outputs=[]), "cell 3 (In [2]): its output differs"),
        (lambda node: node["cells"][2].update(source="print(4)"), "cell 3 (In [2]): its source differs"),
        (lambda node: node["cells"][0].update(source="# 另一问?"), "cell 1: its source differs"),
        (lambda node: node["cells"].pop(), "has 3 cells, 4 in the manifest"),
        (lambda node: node["metadata"].update(title="x"), "outside its cells"),
    ],
)
def test_the_first_cell_that_differs_is_named(study, change, message):
    study.edit("02_themes", change)
    assert verify(study.root).startswith("notebooks/02_themes.ipynb")
    assert message in verify(study.root)


def test_causes_come_before_effects(study):
    study.write("figures/01-a.csv", "x")
    study.edit("02_themes", lambda node: node["cells"][0].update(source="x"))
    study.write("corpus/reports.csv", "x")
    assert [line.split()[0].rstrip(",") for line in differences(study.workspace)] == [
        "corpus/reports.csv",
        "notebooks/02_themes.ipynb",
        "figures/01-a.csv",
    ]


@pytest.mark.parametrize("text", [None, "", "{}", "[]", '{"notebooks": {}}'])
def test_without_a_manifest_there_is_nothing_to_verify(study, text):
    path = study.root / "figures/manifest.json"
    path.unlink() if text is None else path.write_text(text)
    assert verify(study.root) == "figures/manifest.json is missing or broken: run the study"


def test_it_vouches_only_for_what_is_up_to_date(study):
    study.write("analysis/measures.py", "RATE = 2\n")
    study.write("requirements.lock", "kit==2\n")
    study.run("01_corpus")
    assert list(manifest(study)["notebooks"]) == ["01_corpus"]
    assert verify(study.root) == "notebooks/02_themes.ipynb is not in figures/manifest.json: run the study"


def test_one_notebook_run_on_a_fresh_clone_keeps_what_is_known_of_the_others(study):
    import shutil

    before = study.read("figures/manifest.json")
    shutil.rmtree(study.root / "build")
    study.run("01_corpus")
    assert study.read("figures/manifest.json") == before
