"""Where a run reads and where it writes: an experiment never writes where the committed study is."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from analysis import paths
from analysis.errors import CallError
from analysis.study.files import digest_value

OCCUPIED = ("notebooks", "figures", "corpus", "analysis", "docs", "tests", ".git", ".venv", ".ci")
#: Marks a folder as one that results may be written to: what lies there may be replaced.
MARK = ".fazhi-results"


@dataclass(frozen=True)
class Workspace:
    """The project folder and its fixed parts.

    Attributes
    ----------
    root : Path
        The project folder.
    """

    root: Path = paths.ROOT

    @property
    def notebooks(self) -> Path:
        """The committed notebooks: sources of every run, results of the default one."""
        return self.root / "notebooks"

    @property
    def corpus(self) -> Path:
        """The shipped corpus."""
        return self.root / "corpus"

    @property
    def build(self) -> Path:
        """What may be deleted at any time."""
        return self.root / "build"

    @property
    def lock(self) -> Path:
        """The lock file."""
        return self.root / "requirements.lock"

    @property
    def package(self) -> Path:
        """The code the notebooks call."""
        return self.root / "analysis"

    def name(self, path: Path) -> str:
        """Return a path as people write it: from the project root with ``/`` where it lies inside."""
        path = path.resolve()
        root = self.root.resolve()
        return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


@dataclass(frozen=True)
class Target:
    """The folder a run writes to.

    Attributes
    ----------
    out : Path
        The folder; the project root when the run is the committed study.
    committed : bool
        Whether it is.
    """

    out: Path
    committed: bool = False

    @property
    def notebooks(self) -> Path:
        """Where executed notebooks go."""
        return self.out / "notebooks"

    @property
    def figures(self) -> Path:
        """Where figures go."""
        return self.out / "figures"

    @property
    def manifest(self) -> Path:
        """The record of what the results were made from."""
        return self.figures / "manifest.json"

    def claim(self) -> None:
        """Mark the folder as one of results; the project itself needs no mark."""
        if not self.committed:
            self.out.mkdir(parents=True, exist_ok=True)
            (self.out / MARK).touch()

    def state(self, workspace: Workspace) -> Path:
        """Return the file that remembers what was run, one for each folder."""
        name = "study" if self.committed else digest_value(str(self.out))[:12]
        return workspace.build / "state" / f"{name}.json"


def resolve_corpus(workspace: Workspace, path: str | os.PathLike[str]) -> Path:
    """Return the absolute path of a corpus folder.

    Raises
    ------
    CallError
        When the path holds braces, which papermill would fill in.
    """
    refuse_braces("corpus", path)
    return paths.resolve_corpus(path, workspace.root)


def choose_target(
    workspace: Workspace, experiment: Mapping[str, object], out: Path | None, corpus: Path
) -> Target:
    """Return where to write: in place for the default run, else `out` or a folder named by the parameters.

    Parameters
    ----------
    experiment : mapping
        The parameters that are not at their default; empty for the default run.
    out : Path or None
        The folder that was asked for.
    corpus : Path
        The corpus folder, which must stay as it is.

    Raises
    ------
    CallError
        When `out` is no folder to write to, holds files that are no results, or is a place of the committed study.
    """
    if out is None:
        if not experiment:
            return Target(workspace.root, committed=True)
        asked, folder = "the folder build", (workspace.build / digest_value(experiment)[:12]).absolute()
    else:
        refuse_braces("--out", out)
        asked, folder = f"--out {out}", out.expanduser().resolve()
        if folder == workspace.root.resolve() and not experiment:
            return Target(workspace.root, committed=True)
        if folder.exists() and not folder.is_dir():
            raise CallError(f"{asked} is a file: name a folder")
    root = workspace.root.resolve()
    taken = [root / name for name in OCCUPIED] + [corpus.resolve()]
    writes = [place.resolve() for place in (folder, folder / "notebooks", folder / "figures")]
    if any(place.is_relative_to(occupied) for place in writes for occupied in taken):
        raise CallError(
            f"{asked} would overwrite the study or its data: name another folder, such as build/try"
        )
    if out is not None and folder.is_dir() and any(folder.iterdir()) and not (folder / MARK).is_file():
        raise CallError(f"{asked} holds other files: name a new or empty folder, or one of earlier results")
    return Target(folder)


def refuse_braces(what: str, path: str | os.PathLike[str]) -> None:
    """Raise CallError when a path holds braces: papermill takes them for templates."""
    if set("{}") & set(os.fspath(path)):
        raise CallError(f"{what} {os.fspath(path)!r} holds braces, which papermill fills in: rename it")
