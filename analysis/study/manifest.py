"""What the results were made from, file by file, and whether they still are those results."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from analysis.errors import RunError
from analysis.study.crate import CRATE, PARTS, describe
from analysis.study.document import cell_name, read_notebook
from analysis.study.environment import differing_versions, recorded_environment
from analysis.study.files import corpus_files, digest_file, digest_value, files_below, read_json, write_json
from analysis.study.plan import Plan
from analysis.study.staging import KEPT
from analysis.study.workspace import Target, Workspace


def write_manifest(plan: Plan, fresh: Collection[str]) -> None:
    """Write the manifest of a plan's target; it vouches for the notebooks that are up to date.

    The entries of others stay as they were if the manifest was made from the same inputs, else they go.

    Parameters
    ----------
    fresh : collection of str
        The notebooks whose results are those of the plan.
    """
    target = plan.target
    manifest = {
        "corpus": {"folder": _folder_name(plan), "files": plan.inputs.corpus_files},
        "parameters": {name: value for name, value in plan.parameters.items() if name != "corpus"},
    } | recorded_environment(plan.workspace)
    old = read_json(target.manifest)
    same = all(old.get(part) == value for part, value in manifest.items())
    notebooks = {
        name: entry for name, entry in old.get("notebooks", {}).items() if same and name in plan.notebooks
    }
    for name in fresh:
        notebooks[name] = _notebook_entry(target, name)
        notebooks[name]["figures"] = dict(plan.state.figures(name))
    if notebooks:
        write_json(target.manifest, manifest | {"notebooks": notebooks})


def verify(root: Path) -> str | None:
    """Return the first difference between the committed study and its manifest, None when there is none.

    Causes come before effects: corpus, code, lock file, font, segmenter, installed packages, then notebooks
    (with the first cell that differs), figures and the research object made from them.

    Parameters
    ----------
    root : Path
        The project folder.
    """
    return next(differences(Workspace(root)), None)


def differences(workspace: Workspace) -> Iterator[str]:
    """Yield what in the committed study is not as its manifest says, one line for each file."""
    target = Target(workspace.root, committed=True)
    name = workspace.name(target.manifest)
    manifest = read_json(target.manifest)
    if not manifest.keys() >= PARTS:
        yield f"{name} is missing or broken: run the study"
        return
    now = {name: digest_file(path) for name, path in corpus_files(workspace.corpus, workspace.corpus).items()}
    yield from _compare(manifest["corpus"]["files"], now, f"{workspace.corpus.name}/")
    environment = recorded_environment(workspace)
    yield from _compare(manifest["code"], environment["code"])
    for part in ("lock", "font", "segmenter"):
        yield from _compare(manifest[part], environment[part])
    for package, (now, locked) in differing_versions(workspace.lock).items():
        yield f"{package} {now} is installed, {workspace.lock.name} says {locked}"
    entries = manifest["notebooks"]
    for path in sorted(workspace.notebooks.glob("*.ipynb")):
        if path.stem not in entries:
            yield f"notebooks/{path.name} is not in {name}: run the study"
    for notebook, entry in sorted(entries.items()):
        yield from _notebook_differences(target, notebook, entry)
    figures = {figure: digest for entry in entries.values() for figure, digest in entry["figures"].items()}
    present = files_below(target.figures)
    now = {figure: digest_file(path) for figure, path in present.items() if figure not in KEPT}
    yield from _compare(figures, now, "figures/")
    described = target.out / CRATE
    if not described.is_file():
        yield f"{CRATE} is missing: run the study"
    elif described.read_bytes() != describe(workspace, target):
        yield f"{CRATE} differs from what {name} and CITATION.cff say: run the study"


def _compare(recorded: Mapping[str, str], now: Mapping[str, str], folder: str = "") -> Iterator[str]:
    for name in sorted(recorded.keys() | now.keys()):
        if name not in now:
            yield f"{folder}{name} is missing"
        elif name not in recorded:
            yield f"{folder}{name} is not in the manifest"
        elif recorded[name] != now[name]:
            yield f"{folder}{name} differs from the manifest"


def _notebook_differences(target: Target, name: str, entry: Mapping) -> Iterator[str]:
    path = target.notebooks / f"{name}.ipynb"
    shown = f"notebooks/{path.name}"
    if not path.is_file():
        yield f"{shown} is missing"
        return
    if digest_file(path) == entry["sha256"]:
        return
    try:
        node = read_notebook(path)
    except RunError:
        yield f"{shown} is no longer a notebook"
        return
    cells = _cell_digests(node)
    for index, (recorded, now) in enumerate(zip(entry["cells"], cells, strict=False)):
        if recorded != now:
            source = recorded.split(":")[0] != now.split(":")[0]
            what = "its source differs" if source else "its output differs"
            yield f"{shown}, {cell_name(node, index)}: {what} from the manifest"
            return
    if len(cells) != len(entry["cells"]):
        yield f"{shown} has {len(cells)} cells, {len(entry['cells'])} in the manifest"
    else:
        yield f"{shown} differs from the manifest outside its cells"


def _notebook_entry(target: Target, name: str) -> dict:
    path = target.notebooks / f"{name}.ipynb"
    return {"sha256": digest_file(path), "cells": _cell_digests(read_notebook(path))}


def _cell_digests(node: dict) -> list[str]:
    """Return for each cell the digests of its source and of the rest of it, as ``source:rest``."""
    digests = []
    for cell in node["cells"]:
        rest = {key: value for key, value in cell.items() if key not in ("source", "id")}
        digests.append(f"{digest_value(cell['source'])[:16]}:{digest_value(rest)[:16]}")
    return digests


def _folder_name(plan: Plan) -> str:
    """Return the corpus folder without the part of its path that is this machine's."""
    name = plan.workspace.name(plan.corpus)
    return plan.corpus.name if Path(name).is_absolute() else name
