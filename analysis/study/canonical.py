"""Notebooks whose bytes depend on what was computed and on nothing else."""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from analysis import paths
from analysis.errors import RunError
from analysis.study.document import INJECTED, cell_name, has_tag, joined, shown_texts

KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
LANGUAGE_INFO = {
    "codemirror_mode": {"name": "ipython", "version": 3},
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "nbconvert_exporter": "python",
    "pygments_lexer": "ipython3",
}
VOLATILE_NOTEBOOK = ("papermill", "widgets", "signature")
VOLATILE_CELL = ("papermill", "execution", "ExecuteTime", "collapsed", "scrolled")

# A path on any machine, as opposed to a part of a web address or of a closing tag.
ANY_ABSOLUTE = re.compile(r"(?<![\w.:/<-])/(?:home|Users|root|tmp|private|mnt)/|file:///|\b[A-Z]:\\\w")
ADDRESS = re.compile(r"\bat 0x[0-9a-fA-F]+")


def canonicalise(node: dict, private: Iterable[Path] | None = None) -> dict:
    """Return a notebook without what changes from run to run.

    Time stamps, metadata of papermill and widgets, versions and empty code cells are dropped, the injected
    cell gets a fixed id, neighbouring pieces of a stream are joined, executed cells are counted from 1.

    Parameters
    ----------
    node : dict
        A notebook of format 4.
    private : iterable of Path, optional
        Folders no output may name; by default :func:`private_folders`.

    Raises
    ------
    RunError
        When an output names one of them.
    """
    node = joined(node)
    kept = {key: value for key, value in node["metadata"].items() if key not in VOLATILE_NOTEBOOK}
    node["metadata"] = kept | {"kernelspec": dict(KERNELSPEC), "language_info": dict(LANGUAGE_INFO)}
    node["cells"] = [cell for cell in node["cells"] if cell["cell_type"] != "code" or cell["source"].strip()]
    count = 0
    for cell in node["cells"]:
        metadata = {key: value for key, value in cell["metadata"].items() if key not in VOLATILE_CELL}
        if not metadata.get("tags"):
            metadata.pop("tags", None)
        elif INJECTED in metadata["tags"]:
            cell["id"] = INJECTED
        cell["metadata"] = metadata
        if cell.get("execution_count") is not None:
            count += 1
            cell["execution_count"] = count
        if cell["cell_type"] == "code":
            cell["outputs"] = _merge_streams(cell["outputs"])
            for output in cell["outputs"]:
                if "execution_count" in output:
                    output["execution_count"] = cell["execution_count"]
    for index, path in absolute_paths(node, private):
        raise RunError(
            f"{cell_name(node, index)} shows the absolute path {path!r}: show it from the project root"
        )
    return node


def private_folders() -> tuple[Path, ...]:
    """Return the folders of this machine that no result may name."""
    return paths.ROOT, Path.home(), Path(tempfile.gettempdir()), Path(sys.prefix)


def absolute_paths(node: dict, private: Iterable[Path] | None = None) -> Iterator[tuple[int, str]]:
    """Yield the index of each cell with an output that names one of these folders, and the folder."""
    folders = private_folders() if private is None else private
    names = {str(one) for folder in folders for one in (folder, folder.resolve())}
    longest_first = sorted((name for name in names if len(name) > 1), key=len, reverse=True)
    if not longest_first:
        return
    pattern = re.compile(
        rf"(?:(?<![\w.:/<-])|(?<=file://))(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])"
    )
    for index, cell in enumerate(node["cells"]):
        for output in cell.get("outputs", []):
            found = next(filter(None, map(pattern.search, shown_texts(output))), None)
            if found:
                yield index, found.group()


def check_committed(node: dict) -> list[str]:
    """Return what is wrong with a committed notebook: unrun, out of order, noisy, volatile or local.

    nbval does not see these: it passes a cell that was never run and never looks at the order of cells.
    """
    node = joined(node)
    faults = []
    for count, cell in enumerate((cell for cell in node["cells"] if cell["cell_type"] == "code"), start=1):
        name = f"In [{count}]"
        if not cell["source"].strip():
            faults.append(f"{name} is empty: remove it")
        elif cell["execution_count"] != count:
            faults.append(f"{name} has execution count {cell['execution_count']}: run the study")
        if has_tag(cell, INJECTED):
            faults.append(f"{name} holds injected parameters: a committed notebook runs on its defaults")
        for output in cell["outputs"]:
            if output["output_type"] == "error":
                faults.append(f"{name} ends with {output.get('ename')}: mend it")
            if output.get("name") == "stderr":
                faults.append(f"{name} writes to stderr: {output['text'].strip()[:80]!r}")
            for text in shown_texts(output):
                for pattern in (ADDRESS, ANY_ABSOLUTE):
                    faults += [
                        f"{name} shows {hit.group()!r}, which differs elsewhere"
                        for hit in pattern.finditer(text)
                    ]
    faults += [f"{cell_name(node, index)} shows the path {path!r}" for index, path in absolute_paths(node)]
    return faults


def _merge_streams(outputs: list[dict]) -> list[dict]:
    """Join neighbouring pieces of one stream: where the kernel cuts them is a matter of timing."""
    merged: list[dict] = []
    for output in outputs:
        last = merged[-1] if merged else {}
        if output["output_type"] == "stream" and last.get("name") == output["name"]:
            last["text"] += output["text"]
        else:
            merged.append(output)
    return merged
