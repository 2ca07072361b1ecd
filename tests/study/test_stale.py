"""What runs again, why, and what is left alone. Cells are executed in this process."""

from __future__ import annotations

import json
import shutil

import pytest

pytestmark = pytest.mark.usefixtures("no_kernels")


@pytest.fixture
def study(project, draw):
    project.write("analysis/measures.py", "RATE = 1\n")
    project.write("analysis/cli.py", "")
    project.notebook("01_corpus", "print(1)", draw("01-a.csv"), parameters=("corpus", "years"))
    project.notebook("02_themes", "import analysis.measures", draw("02-a.csv"), parameters=("years", "seed"))
    project.notebook("study", "print(2)", depends=["02_themes"], parameters=())
    project.write("notebooks/study.en.md", "text")
    assert project.run().exit_status == 0
    return project


@pytest.fixture(autouse=True)
def _analysis_is_the_real_one(monkeypatch):
    """The miniature package is read, never imported: its module stands in for an import that would fail."""
    import sys
    import types

    monkeypatch.setitem(sys.modules, "analysis.measures", types.ModuleType("analysis.measures"))


def reasons(summary):
    return {result.name: list(result.reasons) for result in summary.results if result.reasons}


def test_nothing_stale_starts_nothing(study, no_kernels):
    no_kernels.clear()
    before = study.files()
    summary = study.run(
        preflight=lambda folder, values: pytest.fail("preflight ran though nothing was stale")
    )
    assert no_kernels == []
    assert str(summary) == "3 up to date"
    assert study.files() == before


@pytest.mark.parametrize(
    ("file", "stale"),
    [
        ("analysis/measures.py", {"02_themes": ["analysis/measures.py changed"], "study": ["notebook 02_themes changed"]}),
        ("analysis/cli.py", {}),
        ("requirements.lock", dict.fromkeys(["01_corpus", "02_themes", "study"], ["requirements.lock changed"])),
        ("notebooks/study.en.md", {"study": ["notebooks/study.en.md changed"]}),
        ("corpus/README.md", {}),
        ("corpus/originals/a.html", {}),
        ("figures/02-a.csv", {"02_themes": ["figures/02-a.csv was edited"]}),
    ],
)  # fmt: skip
def test_a_changed_file_makes_stale_what_reads_it(study, file, stale):
    study.write(file, "# edited\n")
    found = reasons(study.run())
    assert found.keys() == stale.keys()
    for name, expected in stale.items():
        assert set(expected) <= set(found[name])


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (
            lambda folder: (folder / "sources/甲.txt").write_text("泠川县"),
            "corpus file sources/甲.txt changed",
        ),
        (lambda folder: (folder / "sources/乙.txt").write_text("泠川县"), "corpus file sources/乙.txt added"),
        (lambda folder: (folder / "sources/甲.txt").unlink(), "corpus file sources/甲.txt removed"),
        (lambda folder: (folder / "codebook.yaml").write_text("a: 1"), "corpus file codebook.yaml added"),
    ],
)
def test_a_changed_corpus_file_is_named(study, change, reason):
    change(study.workspace.corpus)
    assert reason in reasons(study.run())["01_corpus"]


def test_many_changed_files_are_counted(study):
    for number in range(8):
        study.write(f"corpus/sources/{number}.txt", "x")
    assert "3 more corpus files" in reasons(study.run())["01_corpus"]


def test_explain_says_why(study):
    study.write("corpus/codebook.yaml", "a: 1")
    assert "corpus file codebook.yaml added" in str(study.run(explain=True))
    study.write("corpus/codebook.yaml", "a: 2")
    assert "codebook" not in str(study.run())


def test_changed_code_runs_again_changed_prose_does_not(study, no_kernels):
    no_kernels.clear()
    before = study.node("02_themes")["cells"][-1]
    study.edit("02_themes", lambda node: node["cells"][0].update(source="# 新的问题?"))
    assert reasons(study.run()) == {}
    assert study.node("02_themes")["cells"][0]["source"] == "# 新的问题?"
    assert study.node("02_themes")["cells"][-1] == before
    assert no_kernels == []
    study.edit("02_themes", lambda node: node["cells"][2].update(source="import analysis.measures as m"))
    assert reasons(study.run())["02_themes"] == ["code cells changed"]
    assert no_kernels == ["02_themes", "study"]


def test_saving_in_an_editor_leaves_no_trace(study, no_kernels):
    no_kernels.clear()
    before = study.files()

    def save(node):
        node["metadata"]["language_info"] = {"name": "python", "version": "3.12.1"}
        node["cells"][2]["metadata"]["collapsed"] = False

    study.edit("01_corpus", save)
    assert study.files() != before
    study.run()
    assert study.files() == before
    assert no_kernels == []


def test_new_prose_reaches_an_experiment_without_a_run(study, no_kernels):
    study.run(p=["seed=1"], out=study.root / "build/try")
    no_kernels.clear()
    study.edit("02_themes", lambda node: node["cells"][0].update(source="# 新的问题?"))
    summary = study.run(p=["seed=1"], out=study.root / "build/try")
    assert (summary.exit_status, no_kernels) == (0, [])
    node = study.node("02_themes", "build/try/notebooks")
    assert node["cells"][0]["source"] == "# 新的问题?"
    assert "seed = 1" in node["cells"][2]["source"]
    assert node["cells"][-1]["execution_count"] == 4
    assert study.run(p=["seed=1"], out=study.root / "build/try").exit_status == 0
    assert no_kernels == []


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (lambda s: s.edit("01_corpus", lambda n: n["cells"][2].update(outputs=[])), "outputs of notebooks/01_corpus.ipynb were edited"),
        (lambda s: s.edit("01_corpus", lambda n: n["cells"][2].update(execution_count=None)), "outputs of notebooks/01_corpus.ipynb were edited"),
        (lambda s: (s.root / "figures/01-a.csv").unlink(), "figures/01-a.csv is missing"),
        (lambda s: shutil.rmtree(s.root / "build"), "not run here before"),
        (lambda s: s.write("build/state/study.json", "{"), "not run here before"),
    ],
)  # fmt: skip
def test_damaged_results_are_made_again(study, damage, reason):
    before = study.files()
    damage(study)
    assert reasons(study.run())["01_corpus"] == [reason]
    assert study.files() == before


def test_force_runs_what_was_asked_for(study):
    assert reasons(study.run("01_corpus", force=True)) == {"01_corpus": ["--force"]}


def test_an_experiment_leaves_the_study_alone(study):
    before = {name: data for name, data in study.files().items() if not name.startswith("build/")}
    summary = study.run(p=["seed=7", "years=2021"])
    assert {name: data for name, data in study.files().items() if not name.startswith("build/")} == before
    assert summary.out.startswith("build/")
    made = set(study.files(summary.out))
    assert made == {f"notebooks/{name}.ipynb" for name in ("01_corpus", "02_themes", "study")} | {
        "figures/01-a.csv", "figures/02-a.csv", "figures/manifest.json", "ro-crate-metadata.json", ".fazhi-results"
    }  # fmt: skip
    assert study.read(f"{summary.out}/figures/02-a.csv") == "[2021]"
    assert study.read("figures/02-a.csv") == "[]"


def test_parameters_reach_only_the_notebooks_that_declare_them(study):
    out = study.run(p=["seed=7"]).out
    sources = {
        name: [cell["source"] for cell in study.node(name, f"{out}/notebooks")["cells"]]
        for name in ("01_corpus", "02_themes")
    }
    assert any("seed = 7" in source for source in sources["02_themes"])
    assert not any("seed" in source for source in sources["01_corpus"])


def test_a_default_given_by_hand_is_the_default_run(study):
    summary = study.run(p=["seed=2026", "years="], corpus=str(study.workspace.corpus))
    assert summary.out == "."
    assert reasons(summary) == {}


def test_the_same_experiment_said_otherwise_is_up_to_date(study):
    study.run(p=["years=2021,2023"])
    assert reasons(study.run(p=["years=2023,2021"])) == {}


def test_another_corpus_is_an_experiment(study, tmp_path):
    other = tmp_path / "语料"
    shutil.copytree(study.workspace.corpus, other)
    out = study.run("01_corpus", corpus=str(other)).out
    source = "".join(cell["source"] for cell in study.node("01_corpus", f"{out}/notebooks")["cells"])
    assert f"corpus = {str(other)!r}" in source
    manifest = json.loads(study.read(f"{out}/figures/manifest.json"))
    assert manifest["corpus"]["folder"] == "语料"
    assert str(tmp_path) not in study.read(f"{out}/figures/manifest.json")


def test_the_shipped_codebook_counts_for_another_corpus(study, tmp_path):
    shutil.copytree(study.workspace.corpus, tmp_path / "other")
    study.run("01_corpus", corpus=str(tmp_path / "other"))
    study.write("corpus/codebook.yaml", "a: 1")
    again = study.run("01_corpus", corpus=str(tmp_path / "other"))
    assert reasons(again) == {"01_corpus": ["corpus file shipped codebook.yaml added"]}


def test_figures_no_longer_drawn_are_removed_and_strays_named(study, draw):
    study.write("figures/09-old.csv", "x")
    study.write("figures/README.md", "x")
    study.notebook("01_corpus", draw("01-b.csv"))
    summary = study.run()
    assert sorted(study.files("figures")) == [
        "01-b.csv",
        "02-a.csv",
        "09-old.csv",
        "README.md",
        "manifest.json",
    ]
    assert summary.remarks == ("figures/09-old.csv belongs to no notebook: remove it",)


def test_a_study_reads_the_figures_of_what_it_depends_on(project, draw, outcomes):
    look = 'import os\nprint(sorted(os.listdir(os.environ["FAZHI_OUT"] + "/figures")))'
    project.notebook("01_corpus", draw("01-a.csv"))
    project.notebook("02_themes", look, depends=["01_corpus"], parameters=())
    project.notebook("03_years", look, parameters=())
    project.notebook("study", draw("01-a.csv", "'mine'"), depends=["01_corpus"])
    assert outcomes(project.run()) == {
        "01_corpus": "run",
        "02_themes": "run",
        "03_years": "run",
        "study": "failed",
    }
    assert project.node("02_themes")["cells"][1]["outputs"][0]["text"] == "['01-a.csv']\n"
    assert project.node("03_years")["cells"][1]["outputs"][0]["text"] == "[]\n"
    assert project.read("figures/01-a.csv") == "[]"


def test_a_failure_leaves_good_results_and_stops_dependents(study, outcomes, draw):
    before = study.files("figures") | study.files("notebooks")
    study.edit(
        "02_themes", lambda node: node["cells"].append(node["cells"][-1] | {"id": "x", "source": "1 / 0"})
    )
    source = study.read("notebooks/02_themes.ipynb")
    summary = study.run()
    assert outcomes(summary) == {"01_corpus": "up to date", "02_themes": "failed", "study": "skipped"}
    assert summary.exit_status == 1
    assert "notebooks/02_themes.ipynb, cell 5 (In [4]): ZeroDivisionError: division by zero" in str(summary)
    assert "skipped: it depends on 02_themes" in str(summary)
    assert study.read("notebooks/02_themes.ipynb") == source
    unchanged = study.files("figures") | study.files("notebooks")
    assert {name for name in before if before[name] != unchanged[name]} == {"02_themes.ipynb"}
    assert (study.root / "build/failed/02_themes.failed.ipynb").is_file()
    study.edit("02_themes", lambda node: node["cells"][-1].update(source="1 / 1"))
    assert study.run().exit_status == 0
    assert not (study.root / "build/failed/02_themes.failed.ipynb").exists()


def test_a_notebook_edited_while_it_runs_is_not_overwritten(project, outcomes):
    path = project.root / "notebooks/01_corpus.ipynb"
    project.notebook(
        "01_corpus",
        f"from pathlib import Path\np = Path({str(path)!r})\n_ = p.write_text(p.read_text() + ' ')",
    )
    summary = project.run()
    assert outcomes(summary) == {"01_corpus": "failed"}
    assert "edited while it ran" in str(summary)
    assert path.read_text().endswith("} ")


def test_no_figures_are_left_half_way(project, draw, outcomes):
    project.notebook("01_corpus", draw("01-a.csv"), "1 / 0")
    assert outcomes(project.run()) == {"01_corpus": "failed"}
    assert not (project.root / "figures").exists()
    assert [name for name in project.files("build") if not name.startswith("failed/")] == []
