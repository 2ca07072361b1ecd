"""What has to run again, and why: everything a result was made from, compared with the last run.

The record of the last run lies in `build/`, which git ignores; a fresh clone therefore runs everything.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from analysis.study.document import code_cells, outputs_digest, prose_digest, read_notebook
from analysis.study.environment import stated_versions
from analysis.study.files import corpus_files, digest_file, digest_value, read_json, write_json
from analysis.study.modules import Package
from analysis.study.notebooks import Notebook
from analysis.study.workspace import Target, Workspace

FORMAT = 1
NAMED_FILES = 5
IN_WORDS = ("Python", "installed packages")


class Inputs:
    """Everything the notebooks of one run are made from, as digests.

    Parameters
    ----------
    workspace : Workspace
        The project.
    corpus : Path
        The corpus folder.

    Attributes
    ----------
    corpus_files : dict of str to str
        The digest of every file of the corpus.
    """

    def __init__(self, workspace: Workspace, corpus: Path):
        self.workspace = workspace
        files = corpus_files(corpus, workspace.corpus)
        self.corpus_files = {name: digest_file(path) for name, path in files.items()}
        self.corpus = digest_value(self.corpus_files)
        self._package = Package(workspace.package)
        self._lock = digest_file(workspace.lock) if workspace.lock.is_file() else ""
        self._versions = stated_versions(workspace)
        self._modules: dict[Path, str] = {}

    def parts(
        self, notebook: Notebook, parameters: Mapping[str, object], keys: Mapping[str, str]
    ) -> dict[str, str]:
        """Return what the results of a notebook depend on: a digest, or versions in words, by name of the part.

        Parameters
        ----------
        parameters : mapping
            The values of the parameters it declares.
        keys : mapping of str to str
            The stale keys of the notebooks before it.
        """
        cells = code_cells(notebook.node)
        sources = [cell["source"] for cell in cells]
        tags = [cell["metadata"].get("tags", []) for cell in cells]
        parts = {
            "code cells": digest_value([sources, tags]),
            "corpus": self.corpus,
            "requirements.lock": self._lock,
        } | self._versions
        parts |= {f"notebooks/{name}": digest_file(path) for name, path in notebook.texts.items()}
        parts |= {f"parameter {name}": digest_value(parameters[name]) for name in notebook.parameters}
        for name, path in self._package.reach(sources).items():
            if path not in self._modules:
                self._modules[path] = digest_file(path)
            parts[name] = self._modules[path]
        return parts | {f"notebook {name}": keys[name] for name in notebook.depends}


class State:
    """What was run into one target, and what came out.

    Parameters
    ----------
    path : Path
        The file it is kept in.
    """

    def __init__(self, path: Path):
        self.path = path
        stored = read_json(path)
        self._stored = stored if stored.get("format") == FORMAT else {}
        self._notebooks: dict[str, dict] = self._stored.get("notebooks", {})
        self._corpora: dict[str, dict] = self._stored.get("corpora", {})

    def reasons(
        self, notebook: Notebook, parts: Mapping[str, str], target: Target, corpus_files: Mapping[str, str]
    ) -> list[str]:
        """Return why a notebook has to run, in words; nothing when its results are those of these parts."""
        last = self._notebooks.get(notebook.name)
        if last is None:
            return ["not run here before"]
        reasons = []
        for name, verb in _differences(last["parts"], parts):
            if name == "corpus" and last["parts"]["corpus"] in self._corpora:
                changes = list(_differences(self._corpora[last["parts"]["corpus"]], corpus_files))
                reasons += [f"corpus file {file} {how}" for file, how in changes[:NAMED_FILES]]
                if len(changes) > NAMED_FILES:
                    reasons.append(f"{len(changes) - NAMED_FILES} more corpus files")
            elif name in IN_WORDS and verb == "changed":
                reasons.append(f"{name}: now {parts[name]}, then {last['parts'][name]}")
            else:
                reasons.append(f"{name} {verb}")
        return reasons + self._damage(notebook, last, target)

    def _damage(self, notebook: Notebook, last: Mapping, target: Target) -> list[str]:
        """Return which results are no longer as they were written."""
        damage = []
        path = target.notebooks / f"{notebook.name}.ipynb"
        if not path.is_file():
            damage.append(f"notebooks/{path.name} is missing")
        elif not target.committed and digest_file(path) != last["file"]:
            damage.append(f"notebooks/{path.name} was edited")
        elif target.committed and outputs_digest(notebook.node) != last["outputs"]:
            damage.append(f"outputs of notebooks/{path.name} were edited")
        for name, digest in last["figures"].items():
            figure = target.figures / name
            if not figure.is_file():
                damage.append(f"figures/{name} is missing")
            elif digest_file(figure) != digest:
                damage.append(f"figures/{name} was edited")
        return damage

    def figures(self, name: str) -> dict[str, str]:
        """Return the figures of a notebook that ran, with their digests."""
        return self._notebooks[name]["figures"]

    def has_prose_of(self, notebook: Notebook) -> bool:
        """Return whether the executed copy holds the prose its source holds now."""
        return self._notebooks[notebook.name]["prose"] == prose_digest(notebook.node)

    def record(
        self, notebook: Notebook, parts: Mapping[str, str], target: Target, figures: Mapping[str, str],
        corpus_files: Mapping[str, str],
    ) -> None:  # fmt: skip
        """Keep what a notebook was made from and what it made, and write it down at once."""
        path = target.notebooks / f"{notebook.name}.ipynb"
        self._notebooks[notebook.name] = {
            "parts": dict(parts),
            "outputs": outputs_digest(read_notebook(path)),
            "file": digest_file(path),
            "figures": dict(figures),
            "prose": prose_digest(notebook.node),
        }
        self._corpora[parts["corpus"]] = dict(corpus_files)
        self.save()

    def save(self) -> None:
        """Write the record; listings of corpora that no notebook was made from are dropped."""
        used = {entry["parts"]["corpus"] for entry in self._notebooks.values()}
        corpora = {digest: files for digest, files in self._corpora.items() if digest in used}
        write_json(self.path, {"format": FORMAT, "notebooks": self._notebooks, "corpora": corpora})


def _differences(old: Mapping[str, str], new: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return each name that differs and how: added, removed or changed."""
    found = []
    for name in sorted(old.keys() | new.keys()):
        if old.get(name) != new.get(name):
            found.append((name, "added" if name not in old else "removed" if name not in new else "changed"))
    return found
