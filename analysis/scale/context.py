"""What the tables of a report depend on beside its text: code, code lists, codebook, engines."""

from __future__ import annotations

import hashlib
import json
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

from analysis.catalogue import CATALOGUE
from analysis.paths import CORPUS

PACKAGE = Path(__file__).resolve().parent.parent
#: The rooms whose code decides what a table holds, their data files included.
ROOMS = ("reading", "coding", "findings", "scale/batch.py", "scale/panels.py", "scale/parts.py", "schemas.py")
ENGINES = ("jieba", "rjieba", "opencc", "ahocorasick_rs", "rapidfuzz", "numpy", "scipy", "pandas", "pyarrow")


@cache
def code_digest() -> str:
    """Return a digest of code, code lists and engines: another one means that every report is read anew."""
    digest = hashlib.sha256()
    for path in _files():
        digest.update(f"{path.name}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    engines = {name: version(name) for name in ENGINES}
    engines |= {
        "python": f"{sys.version_info[0]}.{sys.version_info[1]}",
        "unicode": unicodedata.unidata_version,
    }
    digest.update(json.dumps(engines, sort_keys=True).encode())
    return digest.hexdigest()


def _files() -> Iterator[Path]:
    for room in ROOMS:
        path = PACKAGE / room
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        yield from (file for file in inside if file.is_file() and file.suffix != ".pyc")
    # The lists of places, instruments and the like that every corpus is read with.
    yield from sorted(path for path in CORPUS.glob("*.csv") if path.name != CATALOGUE)


def report_key(
    context: str, report_id: str, sha256: str, url: str | None, overrides: Mapping[str, object]
) -> str:
    """Return the address of a report's rows: equal for equal text, catalogue row and context."""
    content = repr((context, report_id, sha256, url, sorted(overrides.items())))
    return hashlib.sha256(content.encode()).hexdigest()
