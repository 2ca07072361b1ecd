"""Writing into a corpus folder so that it is valid at every moment, whenever the writing is cut short.

A file is written under a temporary name beside its place, then renamed; the catalogue, which alone makes a file
part of the corpus, comes last. What an interrupted run leaves behind is a temporary file, removed by the next run,
or a file without a row, which `fazhi check` names and the next run uses when it would write the same.
"""

from __future__ import annotations

import contextlib
import csv
import io
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from analysis.catalogue import CATALOGUE, COLUMNS, PROVENANCE
from analysis.errors import CorpusError

try:
    import fcntl
except ImportError:  # no such module outside Unix: there nothing guards against two runs at a time
    fcntl = None

SOURCES = "sources"
ORIGINALS = "originals"
TEMPORARY = ".adding-"


@contextlib.contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold the corpus folder for one writer, and remove what an interrupted one left.

    Raises
    ------
    CorpusError
        When another run is writing to the folder.
    """
    handle = os.open(folder, os.O_RDONLY) if fcntl else None
    try:
        if handle is not None:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise CorpusError(
                    f"another fazhi add is writing to {folder}: wait until it is done"
                ) from None
        for room in (folder, folder / SOURCES, folder / ORIGINALS):
            for left in room.glob(f"{TEMPORARY}*"):
                with contextlib.suppress(OSError):
                    left.unlink()
        yield
    finally:
        if handle is not None:
            os.close(handle)


def begin_catalogue(folder: Path) -> None:
    """Write the header of a catalogue into an empty folder; a folder that holds anything stays as it is."""
    if folder.is_dir() and not any(folder.iterdir()):
        _write(folder / CATALOGUE, (",".join(COLUMNS) + "\n").encode())


def is_free(path: Path, data: bytes) -> bool:
    """Tell whether these bytes can stand at this path: nothing is there, or they are there already."""
    if not os.path.lexists(path):
        return True
    return path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data


def place(path: Path, data: bytes) -> None:
    """Write a new file; one that holds the same bytes stays.

    Raises
    ------
    CorpusError
        When another file is there, or the folder cannot be written.
    """
    if not is_free(path, data):
        raise CorpusError(f"{path} exists and is another file: choose another id")
    if not path.exists():
        _write(path, data)


def append_row(folder: Path, values: Mapping[str, str]) -> None:
    """Append a row to the catalogue, in its own columns, quoting and line ends.

    Existing rows keep their bytes. When a value has no column yet, the header is extended on its right, and each
    existing row by as many empty cells.
    """
    path = folder / CATALOGUE
    records = _records(path.read_bytes().decode("utf-8"))
    header_line = records[0]
    end = "\r\n" if header_line.endswith("\r\n") else "\n"
    header = next(csv.reader([header_line.lstrip("\ufeff")], strict=True))
    given = {column: value for column, value in values.items() if value}
    wanted = [column for column in COLUMNS if column in given and column not in header]
    if wanted:
        # A catalogue of ids and files alone grows all the columns of provenance at once.
        wanted = [c for c in COLUMNS if c not in header and (c in wanted or c in PROVENANCE)]
        records = [
            _extended(record, wanted if n == 0 else [""] * len(wanted)) for n, record in enumerate(records)
        ]
        header += wanted
    if not records[-1].endswith(("\n", "\r")):
        records[-1] += end
    cells = header_line.lstrip("\ufeff").strip().split(",")
    quoted = all(cell.startswith('"') for cell in cells)
    row = io.StringIO()
    csv.writer(row, lineterminator=end, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL).writerow(
        [given.get(column, "") for column in header]
    )
    _write(path, ("".join(records) + row.getvalue()).encode("utf-8"))


def _records(text: str) -> list[str]:
    """Return the rows of a catalogue as they are printed; a quoted cell may hold line breaks."""
    lines = text.splitlines(keepends=True)
    reader = csv.reader(lines, strict=True)
    ends = [0, *(reader.line_num for _ in reader)]
    return ["".join(lines[a:b]) for a, b in zip(ends, ends[1:], strict=False)]


def _extended(record: str, cells: list[str]) -> str:
    bare = record.rstrip("\r\n")
    return bare + "".join(f",{cell}" for cell in cells) + record[len(bare) :] if bare else record


def _write(path: Path, data: bytes) -> None:
    temporary = path.with_name(f"{TEMPORARY}{os.getpid()}-{path.name}"[:80])
    try:
        path.parent.mkdir(exist_ok=True)
        with temporary.open("wb") as file:
            if path.exists():
                temporary.chmod(path.stat().st_mode)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        raise CorpusError(f"cannot write {path}: {error.strerror}: check space and permissions") from None
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
