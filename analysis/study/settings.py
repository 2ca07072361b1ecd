"""What a sweep may vary, and the file that says what it varies: the parameters, and how texts become counts.

A sweep file is YAML: the name of a setting, and the values to try, the first of which is the one the findings are
stated for. ``all`` stands for no selection::

    unit: [sentences, han]
    years: [all, [2019, 2020]]
    segmenter: [rjieba, jieba]
    hmm: [false, true]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from pathlib import Path

from ruamel.yaml import YAML, YAMLError

from analysis.errors import CallError, nearest
from analysis.study.parameter import Parameter
from analysis.study.parameters import PARAMETERS
from analysis.study.workspace import Workspace, resolve_corpus

Settings = dict[str, object]
OWN = "own"


def _segmenters() -> tuple[str, ...]:
    from analysis.coding.words import ENGINES

    return ENGINES


# No result depends on the language of the labels.
SETTINGS: dict[str, Parameter] = {name: one for name, one in PARAMETERS.items() if name != "language"} | {
    parameter.name: parameter
    for parameter in (
        Parameter("codebook", "str", OWN, "codebook file, from the project root; own is that of the corpus"),
        Parameter("segmenter", "str", "rjieba", "engine that cuts words", vocabulary=_segmenters),
        Parameter("hmm", "bool", False, "whether the segmenter guesses at words its dictionary lacks"),
        Parameter("shared_wording", "bool", True, "whether wording that reports share counts"),
    )
}
DEFAULTS: Settings = {name: one.default for name, one in SETTINGS.items()}


def read_grid(path: Path, workspace: Workspace) -> dict[str, list]:
    """Return the values that a sweep file lists for each setting it names, in their order.

    Raises
    ------
    CallError
        When the file cannot be read, names an unknown setting, or holds a value that is not allowed.
    """
    try:
        stated = YAML(typ="safe", pure=True).load(path.read_bytes())
    except OSError as error:
        raise CallError(f"{path}: {error.strerror}; name a YAML file such as sweep.yaml") from None
    except (YAMLError, ValueError) as error:
        raise CallError(f"{path} is not YAML: {' '.join(str(error).split())}") from None
    if not isinstance(stated, Mapping) or not stated:
        raise CallError(
            f"{path} names no setting: write one a line with its values, such as unit: [sentences, han]"
        )
    grid = {}
    for name, values in stated.items():
        if name not in SETTINGS:
            raise CallError(f"{path}: unknown setting {name!r}; {nearest(str(name), SETTINGS)}")
        alternatives = values if isinstance(values, list) else [values]
        if not alternatives:
            raise CallError(f"{path}: {name} has no value: list at least one")
        try:
            accepted = [_accept(name, value, workspace) for value in alternatives]
        except CallError as error:
            raise CallError(f"{path}: {error}") from None
        grid[name] = [value for index, value in enumerate(accepted) if value not in accepted[:index]]
    return grid


def _accept(name: str, value: object, workspace: Workspace) -> object:
    value = SETTINGS[name].accept(value)
    if name == "corpus":
        folder = resolve_corpus(workspace, value)
        if not folder.is_dir():
            raise CallError(f"no corpus folder at {folder}: name an existing folder")
        return workspace.name(folder)
    if name == "codebook" and value != OWN:
        file = resolve_corpus(workspace, value)
        if not file.is_file():
            raise CallError(f"no codebook at {file}: name a file, or {OWN}")
        return workspace.name(file)
    return value


def combinations(grid: Mapping[str, list], names: Iterable[str] = SETTINGS) -> Iterator[Settings]:
    """Yield every combination of these settings, the first values first; what a grid leaves out is default."""
    names = list(names)
    for values in product(*(grid.get(name, [DEFAULTS[name]]) for name in names)):
        yield dict(zip(names, values, strict=True))


def shown(settings: Mapping[str, object], grid: Mapping[str, list]) -> str:
    """Return those settings that a grid varies, in words."""
    varied = [f"{name}={written(settings[name])}" for name in settings if len(grid.get(name, ())) > 1]
    return ", ".join(varied) or "the one combination"


def written(value: object) -> str:
    """Return a value as a table shows it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return " ".join(map(str, value)) or "all"
    return str(value)
