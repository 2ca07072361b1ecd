"""The notebooks of the study and the order they run in.

A notebook states in its own metadata which others it reads results of: ``"fazhi": {"depends": ["02_themes"]}``,
or ``["*"]`` for all others; with ``"article": true`` it is the written study, which a run also leaves as a document
to hand on. So a new notebook needs no change of code, and a copy carries its needs along.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from pathlib import Path, PurePath

from analysis.errors import CallError, RunError, nearest
from analysis.study.document import INJECTED, has_tag, parse_notebook
from analysis.study.files import digest_bytes
from analysis.study.parameters import check_notebook_parameters, read_parameters


@dataclass(frozen=True)
class Notebook:
    """A notebook as it lies in `notebooks/`.

    Attributes
    ----------
    name : str
        File name without ending.
    path : Path
        The file.
    node : dict
        Its content.
    sha256 : str
        Digest of the file as it was read.
    depends : tuple of str
        The notebooks whose results it reads.
    """

    name: str
    path: Path
    node: dict = field(repr=False)
    sha256: str
    depends: tuple[str, ...]

    @property
    def is_article(self) -> bool:
        """Whether it is the written study."""
        return self.node["metadata"].get("fazhi", {}).get("article", False) is True

    @property
    def prefix(self) -> str:
        """What the names of its figures begin with: ``02-`` for ``02_themes``."""
        return self.name.split("_")[0] + "-"

    @property
    def texts(self) -> dict[str, Path]:
        """The files beside it that bear its name (``study.en.md`` beside ``study.ipynb``): it reads them."""
        beside = sorted(self.path.parent.glob("*"))
        return {
            path.name: path
            for path in beside
            if path.name.startswith(f"{self.name}.") and path.suffix != ".ipynb" and path.is_file()
        }

    @property
    def parameters(self) -> tuple[str, ...]:
        """The parameters it declares."""
        return tuple(line.name for line in read_parameters(self.node)[0])


def read_study(folder: Path) -> dict[str, Notebook]:
    """Return the notebooks of a folder by name, each after those it depends on.

    Raises
    ------
    RunError
        When one is no notebook, depends on an unknown one or on itself in a circle, declares parameters that
        are not those of the study, or two would own the same figures.
    """
    names = sorted(path.stem for path in folder.glob("*.ipynb") if not path.name.startswith("."))
    notebooks = {name: _read(folder / f"{name}.ipynb", names) for name in names}
    owners: dict[str, str] = {}
    for name, notebook in notebooks.items():
        for fault in check_notebook_parameters(notebook.node, comments=False):
            raise RunError(f"{folder.name}/{name}.ipynb: {fault}")
        for needed in notebook.depends:
            if needed not in notebooks:
                raise RunError(f"{folder.name}/{name}.ipynb depends on {needed!r}; {nearest(needed, names)}")
        other = owners.setdefault(notebook.prefix, name)
        if other != name:
            raise RunError(
                f"{other} and {name} would both own figures {notebook.prefix}*: renumber one of them"
            )
    return {name: notebooks[name] for name in _in_order(notebooks)}


def choose(notebooks: Mapping[str, Notebook], names: Sequence[str]) -> list[Notebook]:
    """Return the named notebooks and those they depend on, in the order they run; no name means all.

    Raises
    ------
    CallError
        When there is no notebook of that name.
    """
    wanted = set()
    waiting = [_bare(name) for name in names] or list(notebooks)
    while waiting:
        name = waiting.pop()
        if name not in notebooks:
            raise CallError(f"no notebook {name!r}; {nearest(name, notebooks)}")
        if name not in wanted:
            wanted.add(name)
            waiting += notebooks[name].depends
    return [notebook for name, notebook in notebooks.items() if name in wanted]


def needed_by(notebook: Notebook, notebooks: Mapping[str, Notebook]) -> list[Notebook]:
    """Return every notebook it depends on, directly or through others."""
    if not notebook.depends:
        return []
    return [one for one in choose(notebooks, notebook.depends) if one.name != notebook.name]


def _bare(name: str) -> str:
    """Return the name of a notebook that may be given as a path."""
    return PurePath(name).stem if name.endswith(".ipynb") else name


def _read(path: Path, names: Iterable[str]) -> Notebook:
    try:
        data = path.read_bytes()
        node = parse_notebook(data)
    except OSError as error:
        raise RunError(f"{path} cannot be read: {error.strerror}") from None
    except ValueError as error:
        raise RunError(f"{path} is not a notebook ({error}): restore it") from None
    # What someone ran by hand with papermill: the study injects its own.
    node["cells"] = [cell for cell in node["cells"] if not has_tag(cell, INJECTED)]
    depends = node["metadata"].get("fazhi", {}).get("depends", [])
    if depends == ["*"]:
        depends = [name for name in names if name != path.stem]
    return Notebook(path.stem, path, node, digest_bytes(data), tuple(depends))


def _in_order(notebooks: Mapping[str, Notebook]) -> list[str]:
    """Return names so that each follows those it depends on, and otherwise in the order of the alphabet."""
    sorter = TopologicalSorter({name: notebook.depends for name, notebook in notebooks.items()})
    try:
        sorter.prepare()
    except CycleError as error:
        raise RunError(f"notebooks depend on each other in a circle: {' -> '.join(error.args[1])}") from None
    order: list[str] = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready())
        order += ready
        sorter.done(*ready)
    return order
