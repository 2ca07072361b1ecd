"""The environment of a run: code, lock file, what is installed against it, font, segmenter and dictionary."""

from __future__ import annotations

import platform
import re
from collections.abc import Mapping
from functools import cache
from importlib.metadata import distributions
from importlib.util import find_spec
from pathlib import Path

from packaging.requirements import Requirement

from analysis.study.files import digest_file, files_below
from analysis.study.workspace import Workspace

FONT = ("mplfonts", "fonts/NotoSansCJKsc-Regular.otf")
DICTIONARY = ("jieba", "dict.txt")
SEGMENTERS = ("rjieba", "jieba")
PINNED = re.compile(r"^[A-Za-z0-9][\w.-]*==[^\\\n]+", re.MULTILINE)


def recorded_environment(workspace: Workspace) -> dict[str, dict[str, str]]:
    """Return what the manifest says of code and texts, lock file, font, segmenters and dictionary: digests.

    Python's version is left out: the results are the same under every version the lock file is for.
    """
    code = {
        f"{workspace.package.name}/{name}": digest_file(path)
        for name, path in files_below(workspace.package).items()
        if path.suffix != ".pyc"
    } | {
        f"{workspace.notebooks.name}/{name}": digest_file(path)
        for name, path in files_below(workspace.notebooks).items()
        if path.suffix == ".md"
    }
    font, dictionary = _in_package(*FONT), _in_package(*DICTIONARY)
    versions = installed_versions()
    return {
        "code": code,
        "lock": {workspace.lock.name: digest_file(workspace.lock)} if workspace.lock.is_file() else {},
        "font": {font.name: digest_file(font)} if font else {},
        "segmenter": {
            **{f"version of {name}": versions.get(name, "") for name in SEGMENTERS},
            **({f"jieba's {dictionary.name}": digest_file(dictionary)} if dictionary else {}),
        },
    }


def stated_versions(workspace: Workspace) -> dict[str, str]:
    """Return the version of Python, and in what the installed packages differ from the lock file, in words."""
    odd = differing_versions(workspace.lock)
    shown = ", ".join(f"{name} {now}, locked {locked}" for name, (now, locked) in odd.items())
    return {"Python": platform.python_version(), "installed packages": shown or "as locked"}


def differing_versions(lock: Path) -> dict[str, tuple[str, str]]:
    """Return installed and locked version of each package that is installed in another version, by name.

    A locked package that is missing is not named: the import that needs it fails, and says so.
    """
    installed = installed_versions()
    return {
        name: (installed[name], locked)
        for name, locked in locked_versions(lock).items()
        if name in installed and installed[name] != locked
    }


def locked_versions(lock: Path) -> dict[str, str]:
    """Return the version of every package that a lock file names for this platform and Python."""
    if not lock.is_file():
        return {}
    lines = map(Requirement, PINNED.findall(lock.read_text(encoding="utf-8")))
    return {
        _plain(line.name): str(line.specifier).removeprefix("==")
        for line in lines
        if line.marker is None or line.marker.evaluate()
    }


@cache
def installed_versions() -> Mapping[str, str]:
    """Return the version of every installed package; of two copies the first on the path counts."""
    found: dict[str, str] = {}
    for distribution in distributions():
        found.setdefault(_plain(distribution.name), distribution.version)
    return found


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _in_package(package: str, file: str) -> Path | None:
    """Return a data file of an installed package without importing it."""
    spec = find_spec(package)
    path = Path(spec.origin).parent / file if spec and spec.origin else None
    return path if path and path.is_file() else None
