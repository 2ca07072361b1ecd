"""The proof: clean runs in different folders, time zones and locales give the same bytes; a second run does nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib.metadata import version

import pytest
from miniature import COUNTY, TOWN, write_corpus

from analysis.paths import CORPUS, ROOT
from analysis.study.files import files_below

CELLS = [
    "from analysis import Corpus, figures\nfrom analysis.measures import compliance\n\ndata = Corpus.open(corpus)",
    "data.reports[['report_id', 'issuer', 'reporting_year', 'signed', 'n_han']]",
    "reports = figures.grouped(data.reports)\n"
    "shares = compliance.item_shares(data.sentences, data.sections, reports)\n"
    "drawn = figures.composition(shares, figures.group_names(reports, language), language)\n"
    "figures.show(drawn, '01-composition', shares, alt='构成')",
    "data.words.head()",
]
# Folder, locale and time zone of each run. Python itself cannot start in a folder whose name is not in the encoding
# of the locale.
PLACES = {
    "一 份": {"LC_ALL": "C", "TZ": "America/St_Johns"},
    "plain": {"LC_ALL": "C.UTF-8", "TZ": "UTC"},
    "another one": {"LC_ALL": "zh_CN.GBK", "TZ": "Asia/Shanghai"},
}
HEAVY = ("papermill", "jupyter_client", "zmq", "pandas", "numpy", "matplotlib")
IDLE = f"""
import sys
from analysis.cli import main
sys.argv = ["fazhi", "run"]
try:
    main()
finally:
    print("loaded:", *[name for name in {HEAVY!r} if name in sys.modules])
"""


@pytest.fixture(scope="module")
def locales(tmp_path_factory):
    """A folder with a GBK locale, compiled here, as few machines have one; None where that cannot be done."""
    folder = tmp_path_factory.mktemp("locales")
    compiler = shutil.which("localedef")
    if compiler:
        subprocess.run([compiler, "-i", "zh_CN", "-f", "GBK", folder / "zh_CN.GBK"], capture_output=True)
    return folder if (folder / "zh_CN.GBK").is_dir() else None


def call(root, locales, environment, *arguments):
    """Start Python in a project that is a copy of the package, from a folder that is not the project's."""
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON"))
    }
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=root.parent,
        env=clean | environment | {"PYTHONPATH": str(root), "LOCPATH": str(locales)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


@pytest.fixture(scope="module")
def runs(new_project, locales, tmp_path_factory):
    """The same small study, regenerated from nothing in every place."""
    base = tmp_path_factory.mktemp("places")
    projects, started = {}, {}
    for name, environment in PLACES.items():
        project = new_project(base / name)
        shutil.rmtree(project.root / "corpus")
        shutil.rmtree(project.root / "analysis")
        shutil.copytree(ROOT / "analysis", project.root / "analysis")
        write_corpus(
            project.root / "corpus",
            {"2021-liudu": TOWN.format(year=2021, next_year=2022, events=7), "2022-lingchuan": COUNTY},
        )
        for file in CORPUS.iterdir():
            if file.suffix in (".csv", ".yaml") and file.name != "reports.csv":
                shutil.copyfile(file, project.root / "corpus" / file.name)
        project.write("requirements.lock", f"pandas=={version('pandas')}\n")
        project.notebook("01_corpus", *CELLS, parameters=("corpus", "language"), prose="# 有哪些报告?")
        projects[name] = project
        if locales or "GBK" not in environment["LC_ALL"]:
            started[name] = call(project.root, locales, environment, "-m", "analysis", "run")
    complaints = {
        name: process.communicate()[1].decode("utf-8", "replace") for name, process in started.items()
    }
    for name, process in started.items():
        assert process.returncode == 0, (name, complaints[name])
    return {name: projects[name] for name in started}


def results(project):
    found = {**files_below(project.root / "notebooks"), **files_below(project.root / "figures")}
    found["ro-crate-metadata.json"] = project.root / "ro-crate-metadata.json"
    return {name: path.read_bytes() for name, path in found.items()}


@pytest.mark.parametrize("name", ["一 份", "another one"], ids=["C", "GBK"])
def test_folder_locale_and_time_zone_do_not_change_a_byte(runs, name):
    if name not in runs:
        pytest.skip("no GBK locale: localedef cannot make one here")
    one, other = results(runs["plain"]), results(runs[name])
    assert {path for path in one if path.startswith("01-")} == {
        f"01-composition.{kind}" for kind in ("csv", "pdf", "png", "svg")
    }
    assert [path for path in one.keys() | other.keys() if one.get(path) != other.get(path)] == []
    assert "柳渡镇".encode() in one["01_corpus.ipynb"]


def test_verification_agrees_elsewhere(runs, locales):
    process = call(runs["plain"].root, locales, PLACES["plain"], "-m", "analysis", "verify")
    assert process.communicate() == (b"OK\n", b"")


def test_a_run_with_nothing_stale_loads_nothing_that_takes_time(runs, locales):
    before = results(runs["plain"])
    process = call(runs["plain"].root, locales, PLACES["plain"], "-c", IDLE)
    out, err = process.communicate()
    assert out.decode("utf-8").splitlines() == ["1 up to date", "loaded:"], err
    assert err == b"01_corpus: up to date\n"
    assert results(runs["plain"]) == before
