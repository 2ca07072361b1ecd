"""Digests of files and values, and writing that leaves the old file or the new one, never half of either."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path


def digest_bytes(data: bytes) -> str:
    """Return the SHA-256 of bytes in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def digest_file(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digest_value(value: object) -> str:
    """Return the SHA-256 of a JSON value; the order of its keys does not matter."""
    return digest_bytes(
        json.dumps(value, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")
    )


def read_json(path: Path) -> dict:
    """Return a JSON object, or an empty one when the file is missing or broken."""
    try:
        value = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}


def dump_json(value: object) -> bytes:
    """Return a JSON value as the bytes of a file: sorted keys, one entry a line."""
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8")


def write_json(path: Path, value: object) -> None:
    """Write a JSON value with sorted keys, one entry a line."""
    write_bytes(path, dump_json(value))


def write_bytes(path: Path, data: bytes) -> None:
    """Put `data` into a file in one step; a file that holds them already is not touched."""
    if path.is_file() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        temporary.write_bytes(data)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def files_below(folder: Path) -> dict[str, Path]:
    """Return the files below a folder by their path in it (with ``/``), sorted, hidden ones left out."""
    found = {}
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        if path.is_file() and not any(part.startswith(".") for part in relative.parts):
            found[relative.as_posix()] = path
    return dict(sorted(found.items()))


def corpus_files(folder: Path, shipped: Path) -> dict[str, Path]:
    """Return the files a study of this corpus is computed from, by name.

    Everything in the folder counts except `originals/`, from which nothing is computed, notes (Markdown) and
    scripts. For another corpus than the shipped one the reference files of that one (codebook, division
    table) count too, because they stand in for those it lacks.
    """
    found = {name: path for name, path in files_below(folder).items() if _is_read(name)}
    if folder.resolve() != shipped.resolve() and shipped.is_dir():
        for path in sorted(shipped.iterdir()):
            if path.is_file() and _is_read(path.name) and path.name != "reports.csv":
                found[f"shipped {path.name}"] = path
    return found


def _is_read(name: str) -> bool:
    """Return whether a file of a corpus folder is computed from."""
    hidden = name.startswith(("originals/", "."))
    return not hidden and not name.endswith((".md", ".py", ".pyc"))
