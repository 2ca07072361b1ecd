"""Which source files are as they were: size and time of change beside the digest, so that few are read again.

As in version control, a file of the same size, time and place is taken for the same, unless it changed so shortly
before it was listed that its time could not tell. ``fazhi check`` always reads every file.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import pyarrow as pa

from analysis.paths import BUILD
from analysis.scale.batch import from_parquet, to_parquet
from analysis.scale.parts import write_whole

#: Nanoseconds within which a second change might leave a file's time as it is.
SHORTLY = 2_000_000_000
FILES = "files.parquet"
COLUMNS = ("file", "size", "changed", "inode", "sha256")


def kept_in(corpus: Path) -> Path:
    """Return the folder, inside the project, where the tables of a corpus are kept."""
    return BUILD / "tables" / hashlib.sha256(os.fsencode(corpus.resolve())).hexdigest()[:16]


def known_sources(corpus: Path) -> dict[str, str]:
    """Return file and SHA-256 of each source listed earlier that did not change since."""
    listed = kept_in(corpus) / FILES
    try:
        rows = from_parquet(listed).to_pydict()
    except (OSError, pa.ArrowInvalid):
        return {}
    known, folder = {}, str(corpus)
    for file, size, changed, inode, sha256 in zip(*(rows[column] for column in COLUMNS), strict=True):
        try:
            if _state(folder, file) == (size, changed, inode):
                known[file] = sha256
        except OSError:
            continue
    return known


def list_sources(corpus: Path, files: Iterable[str], known: dict[str, str]) -> dict[str, str]:
    """Return file and SHA-256 of each source; what is new since is listed for the next time.

    A folder that cannot be written leaves the list as it was; then the files are read each time.
    """
    files = list(files)
    if known.keys() == set(files):
        return {file: known[file] for file in files}
    digests, rows, now = {}, [], time.time_ns()
    for file in files:
        # The state before the content: a change in between shows the next time.
        state = _state(str(corpus), file)
        digests[file] = known.get(file) or hashlib.sha256((corpus / file).read_bytes()).hexdigest()
        if state[1] < now - SHORTLY or file in known:
            rows.append((file, *state, digests[file]))
    table = pa.table({column: [row[i] for row in rows] for i, column in enumerate(COLUMNS)})
    with suppress(OSError):
        write_whole(kept_in(corpus) / FILES, to_parquet(table))
    return digests


def _state(folder: str, file: str) -> tuple[int, int, int]:
    # Asked of every file each time a corpus is opened: a Path would take three times as long.
    status = os.stat(f"{folder}{os.sep}{file}")  # noqa: PTH116
    return status.st_size, max(status.st_mtime_ns, status.st_ctime_ns), status.st_ino
