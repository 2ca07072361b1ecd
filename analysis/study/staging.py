"""Figures on probation: a notebook draws into a private folder, and only success brings them home."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from analysis.errors import RunError
from analysis.study.files import digest_file, files_below, write_bytes
from analysis.study.notebooks import Notebook

KEPT = ("manifest.json", "README.md")


class Stage:
    """A folder for the figures of one run of one notebook, holding those it may read.

    Parameters
    ----------
    folder : Path
        A new folder; the kernel sees it as ``FAZHI_OUT``.
    seeds : mapping of str to Path
        The figures of the notebooks it depends on.
    """

    def __init__(self, folder: Path, seeds: Mapping[str, Path]):
        self.folder = folder
        self.figures = folder / "figures"
        self.figures.mkdir(parents=True)
        for name, path in seeds.items():
            shutil.copyfile(path, self.figures / name)
        self._seeds = {name: digest_file(self.figures / name) for name in seeds}

    def drawn(self, notebook: Notebook) -> dict[str, Path]:
        """Return the figures the notebook drew, by name.

        Raises
        ------
        RunError
            When it drew one whose name belongs to another notebook.
        """
        found = {}
        for name, path in files_below(self.figures).items():
            if self._seeds.get(name) == digest_file(path):
                continue
            if not name.startswith(notebook.prefix) or "/" in name:
                raise RunError(
                    f"figure {name} does not belong to it: names of its figures begin with {notebook.prefix}"
                )
            found[name] = path
        return found


def owned(figures: Path, notebook: Notebook) -> dict[str, Path]:
    """Return the figures in a folder that belong to a notebook: those its prefix begins."""
    if not figures.is_dir():
        return {}
    return {path.name: path for path in sorted(figures.glob(f"{notebook.prefix}*")) if path.is_file()}


def promote(drawn: Mapping[str, Path], figures: Path, notebook: Notebook) -> dict[str, str]:
    """Bring figures home, remove those the notebook no longer draws, and return name and digest of each."""
    for name, path in drawn.items():
        write_bytes(figures / name, path.read_bytes())
    for name, path in owned(figures, notebook).items():
        if name not in drawn:
            path.unlink()
    return {name: digest_file(path) for name, path in drawn.items()}


def strays(figures: Path, notebooks: Mapping[str, Notebook]) -> list[str]:
    """Return the names of files in a figures folder that no notebook owns."""
    prefixes = tuple(notebook.prefix for notebook in notebooks.values())
    names = files_below(figures) if figures.is_dir() else {}
    return [name for name in names if name not in KEPT and not name.startswith(prefixes)]
