"""A notebook as the JSON object it is.

Importing nbformat costs seconds, which a run in which nothing is stale need not pay. The bytes written are
those nbformat writes, so that saving in JupyterLab changes nothing.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path

from analysis.errors import RunError
from analysis.study.files import digest_value

INJECTED = "injected-parameters"


def read_notebook(path: Path) -> dict:
    """Return a notebook file as a JSON object, its texts joined and every cell with an id.

    Raises
    ------
    RunError
        When the file is missing or is not a notebook of format 4.
    """
    try:
        return parse_notebook(path.read_bytes())
    except OSError as error:
        raise RunError(f"{path} cannot be read: {error.strerror}") from None
    except ValueError as error:
        raise RunError(f"{path} is not a notebook ({error}): restore it") from None


def parse_notebook(data: bytes) -> dict:
    """Return the bytes of a notebook file as a JSON object; ValueError when they are none of format 4."""
    node = json.loads(data)
    if not isinstance(node, dict) or node.get("nbformat") != 4 or not isinstance(node.get("cells"), list):
        raise ValueError("not nbformat 4")
    return joined(node)


def joined(node: dict) -> dict:
    """Return a copy of a notebook in format 4.5, in which every text is one string."""
    node = copy.deepcopy(node)
    node["nbformat_minor"] = max(5, node.get("nbformat_minor", 5))
    node.setdefault("metadata", {})
    for number, cell in enumerate(node["cells"], start=1):
        cell.setdefault("id", f"cell-{number}")
        cell.setdefault("metadata", {})
        if cell["cell_type"] == "code":
            cell.setdefault("execution_count", None)
            cell.setdefault("outputs", [])
        for holder, key, _ in _texts(cell):
            if isinstance(holder[key], list):
                holder[key] = "".join(holder[key])
    return node


def dumps(node: dict) -> bytes:
    """Return a notebook as the bytes nbformat writes: sorted keys, texts split at line ends, UTF-8."""
    node = copy.deepcopy(node)
    for cell in node["cells"]:
        for holder, key, split in list(_texts(cell)):
            if split and isinstance(holder[key], str):
                holder[key] = holder[key].splitlines(keepends=True)
    text = json.dumps(node, ensure_ascii=False, indent=1, sort_keys=True, separators=(",", ": "))
    return (text + "\n").encode("utf-8", "replace")


def code_cells(node: dict) -> list[dict]:
    """Return the code cells that hold code."""
    return [cell for cell in node["cells"] if cell["cell_type"] == "code" and cell["source"].strip()]


def has_tag(cell: dict, tag: str) -> bool:
    """Return whether a cell carries a tag."""
    return tag in cell["metadata"].get("tags", [])


def cell_name(node: dict, index: int) -> str:
    """Return how messages call a cell: its position, and its prompt when it is code."""
    if node["cells"][index]["cell_type"] != "code":
        return f"cell {index + 1}"
    return f"cell {index + 1} (In [{len(code_cells({'cells': node['cells'][: index + 1]}))}])"


def shown_texts(output: dict) -> Iterator[str]:
    """Yield what an output shows as text, its metadata (such as an image's description) included."""
    if "text" in output:
        yield output["text"]
    for mime, value in output.get("data", {}).items():
        if is_json(mime):
            yield json.dumps(value, ensure_ascii=False)
        elif is_text(mime):
            yield value
    yield json.dumps(output.get("metadata", {}), ensure_ascii=False)


def outputs_digest(node: dict) -> str:
    """Return a digest of what the code cells show, in their order, whatever the prose between them."""
    shown = [[cell["execution_count"], cell["outputs"]] for cell in code_cells(node)]
    return digest_value(shown)


def prose_digest(node: dict) -> str:
    """Return a digest of all the rest: prose and its place, metadata."""
    cells = [
        [cell["cell_type"], cell["metadata"], cell["source"] if cell["cell_type"] != "code" else ""]
        for cell in node["cells"]
    ]
    return digest_value([node["metadata"], cells])


def with_outputs(source: dict, executed: dict) -> dict:
    """Return `source` with the outputs of `executed`, whose code cells are the same in the same order."""
    node = joined(source)
    for cell, done in zip(code_cells(node), code_cells(joined(executed)), strict=True):
        cell["execution_count"], cell["outputs"] = done["execution_count"], done["outputs"]
    return node


def is_json(mime: str) -> bool:
    """Whether data of this type are a JSON value rather than a text."""
    return mime == "application/json" or (mime.startswith("application/") and mime.endswith("+json"))


def is_text(mime: str) -> bool:
    """Whether data of this type are a text, which nbformat stores line by line."""
    return mime.startswith("text/") or mime in ("application/javascript", "image/svg+xml")


def _texts(cell: dict) -> Iterator[tuple[dict, str, bool]]:
    """Yield holder, key and whether nbformat splits it at line ends, for every text of a cell."""
    cell.setdefault("source", "")
    yield cell, "source", True
    bundles = list(cell.get("attachments", {}).values())
    for output in cell.get("outputs", []):
        if "text" in output:
            yield output, "text", True
        bundles.append(output.get("data", {}))
    for bundle in bundles:
        for mime in bundle:
            if not is_json(mime):
                yield bundle, mime, is_text(mime)
