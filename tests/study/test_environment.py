"""Python, the lock file and what is installed against it: in the stale key, in `--explain` and in `verify`."""

from __future__ import annotations

import platform
import sys
from importlib.metadata import version

import pytest

from analysis.paths import ROOT
from analysis.study import environment
from analysis.study.environment import differing_versions, installed_versions, locked_versions
from analysis.study.manifest import differences

LOCK = """kit-one==1.2 \\
    --hash=sha256:0b24eff39a4f85c64d0d2bc1e0c5e5b6c5b8a3d1 \\
    --hash=sha256:1b24eff39a4f85c64d0d2bc1e0c5e5b6c5b8a3d1
Kit_Two==2.0 ; python_full_version >= '3.11' \\
    --hash=sha256:2b24eff39a4f85c64d0d2bc1e0c5e5b6c5b8a3d1
kit-two==1.0 ; python_full_version < '3.11' \\
    --hash=sha256:3b24eff39a4f85c64d0d2bc1e0c5e5b6c5b8a3d1
kit-three==3.0 ; sys_platform == 'nowhere'
# kit-four==4
"""


@pytest.fixture
def install(monkeypatch):
    """Let other packages be installed."""
    return lambda **packages: monkeypatch.setattr(environment, "installed_versions", lambda: packages)


@pytest.fixture
def lock(project):
    return project.write("requirements.lock", LOCK)


def test_the_lock_file_is_read_for_this_platform_and_python(lock):
    assert locked_versions(lock) == {"kit-one": "1.2", "kit-two": "2.0"}


def test_no_lock_file_locks_nothing(tmp_path):
    assert locked_versions(tmp_path / "requirements.lock") == {}


def test_installed_packages_have_the_versions_they_state():
    found = installed_versions()
    assert found["pandas"] == version("pandas")
    assert found["pypandoc-binary"] == version("pypandoc_binary")


def test_what_is_installed_otherwise_is_named(lock, monkeypatch):
    installed = {"kit-one": "1.3", "kit-two": "2.0", "kit-three": "9"}
    monkeypatch.setattr(environment, "installed_versions", lambda: installed)
    assert differing_versions(lock) == {"kit-one": ("1.3", "1.2")}


def test_the_shipped_lock_file_pins_what_the_results_are_made_with():
    assert {"pandas", "matplotlib", "rjieba", "mplfonts", "papermill"} <= locked_versions(
        ROOT / "requirements.lock"
    ).keys()


@pytest.fixture
def study(project, no_kernels):
    project.notebook("01_corpus", "print(1)")
    assert project.run().exit_status == 0
    return project


def test_another_version_makes_stale_and_is_explained(study, install):
    install(kit="2")
    summary = study.run(explain=True)
    assert "installed packages: now kit 2, locked 1, then as locked" in str(summary)
    assert [result.status for result in summary.results] == ["run"]
    assert [result.status for result in study.run().results] == ["up to date"]
    install(kit="1")
    assert "installed packages: now as locked, then kit 2, locked 1" in str(study.run(explain=True))


def test_another_python_makes_stale_and_is_explained(study, monkeypatch):
    now = platform.python_version()
    monkeypatch.setattr(platform, "python_version", lambda: "3.99.0")
    assert f"Python: now 3.99.0, then {now}" in str(study.run(explain=True))


def test_verify_names_what_is_installed_otherwise(study, install):
    install(**dict.fromkeys(("rjieba", "jieba"), ""), kit="1")
    before = list(differences(study.workspace))
    install(**dict.fromkeys(("rjieba", "jieba"), ""), kit="2")
    assert [line for line in differences(study.workspace) if line not in before] == [
        "kit 2 is installed, requirements.lock says 1"
    ]


def test_the_manifest_does_not_depend_on_python(study):
    assert platform.python_version() not in study.read("figures/manifest.json")
    assert sys.executable not in study.read("figures/manifest.json")
