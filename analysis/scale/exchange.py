"""Tables of any size, by partitions on disk: a function moves the rows of one partition to those of the next.

What a task gives is one Arrow file, with a batch for each partition, so that a partition is read by taking its batch
from every file. A file is named by what it was made from: an interrupted run goes on with the files that are missing,
and a change of the input, of the setting or of the code makes other files.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from analysis.errors import RunError
from analysis.scale.context import PACKAGE, code_digest
from analysis.scale.parts import why_unwritten, write_whole
from analysis.scale.workers import Workers

Setting = dict[str, object]
#: What is called in the workers: of a setting, the number of the task and its tables, rows and the partition of each.
Step = Callable[..., tuple[pd.DataFrame, np.ndarray]]
#: A number, what the tables are made from, and how to get them.
Task = tuple[int, str, Callable[[], Iterable[pa.Table]]]


class Partitions:
    """Rows by partition: some files, with a batch for each partition.

    Attributes
    ----------
    key : str
        What the rows were made from.
    """

    def __init__(self, files: Iterable[Path], number: int):
        self._files = sorted(files)
        self._number = number
        self.key = _digest(*(path.stem for path in self._files))

    def __getitem__(self, partition: int) -> pa.Table:
        """Return the rows of a partition, mapped and not read as far as they are not compressed."""
        files = [pa.ipc.open_file(pa.memory_map(str(path))) for path in self._files]
        batches = (file.get_batch(partition) for file in files)
        # An empty batch would keep its whole file mapped.
        return pa.Table.from_batches((batch for batch in batches if batch.num_rows), files[0].schema)

    def __len__(self) -> int:
        return self._number if self._files else 0

    def __iter__(self) -> Iterator[pa.Table]:
        return map(self.__getitem__, range(len(self)))

    def tasks(self) -> Iterator[Task]:
        """Yield a task for each partition."""
        for number in range(len(self)):
            yield number, f"{self.key}/{number}", lambda number=number: [self[number]]


def exchange(
    hands: Workers,
    step: Step,
    setting: Setting,
    tasks: Iterable[Task],
    folder: Path,
    partitions: int,
    compression: str | None = "lz4",
    progress: Callable[[str, int], None] = lambda step, done: None,
) -> Partitions:
    """Run a step over tasks, but for those whose file is in the folder; remove files of other tasks.

    Parameters
    ----------
    step : callable
        A function of a module.
    progress : callable
        Called with the name of the step and how many of its files are there, whenever one is written.

    Raises
    ------
    RunError
        When the folder cannot be written, or another version of this package runs on a worker.
    """
    files: list[Path] = []
    there: list[Path] = []
    name = step.__name__

    def missing() -> Iterator[tuple[str, str, int, list[bytes]]]:
        for number, key, tables in tasks:
            made_from = [package_digest(), name, json.dumps(setting, sort_keys=True), str(partitions), key]
            files.append(folder / f"{_digest(*made_from)}.arrow")
            if files[-1].is_file():
                there.append(files[-1])
            else:
                yield package_digest(), files[-1].name, number, [packed(table) for table in tables()]

    for file, content in hands.over(_apply, (step, setting, partitions, compression), missing()):
        try:
            write_whole(folder / file, content)
        except OSError as error:
            raise RunError(f"cannot keep partitions in {folder}: {why_unwritten(error)}") from None
        there.append(folder / file)
        progress(name, len(there))
    for path in set(folder.glob("*")) - set(files):
        path.unlink()
    return Partitions(files, partitions)


def _apply(
    shared: tuple[Step, Setting, int, str | None], task: tuple[str, str, int, list[bytes]]
) -> tuple[str, bytes]:
    step, setting, partitions, compression = shared
    expected, file, number, contents = task
    if package_digest() != expected:
        raise RunError("a worker runs another version of this package: install the same one on every machine")
    tables = [pa.ipc.open_stream(content).read_all().to_pandas() for content in contents]
    rows, at = step(setting, number, *tables)
    at = np.asarray(at, dtype="uint16")  # small numbers are sorted in one pass
    order = np.argsort(at, kind="stable")
    edges = np.searchsorted(at[order], np.arange(partitions + 1))
    return file, _file(pa.Table.from_pandas(rows.take(order), preserve_index=False), edges, compression)


def _file(rows: pa.Table, edges: np.ndarray, compression: str | None) -> bytes:
    """Return one Arrow file, with a batch for the rows between every two edges."""
    rows = rows.combine_chunks()
    empty = pa.RecordBatch.from_arrays([pa.array([], kind) for kind in rows.schema.types], schema=rows.schema)
    (whole,) = rows.to_batches() or [empty]
    sink = pa.BufferOutputStream()
    options = pa.ipc.IpcWriteOptions(compression=compression)
    with pa.ipc.new_file(sink, rows.schema, options=options) as writer:
        for begin, end in zip(edges[:-1], edges[1:], strict=True):
            writer.write_batch(whole.slice(begin, end - begin) if end > begin else empty)
    return sink.getvalue().to_pybytes()


def packed(table: pa.Table) -> bytes:
    """Return a table as bytes that travel."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return sink.getvalue().to_pybytes()


def keyed(table: pa.Table) -> str:
    """Return a key of the rows of a table."""
    return hashlib.blake2b(packed(table), digest_size=16).hexdigest()


@cache
def package_digest() -> str:
    """Return a digest of the code of this package and of the engines it runs on."""
    files = sorted(PACKAGE.rglob("*.py"))
    return _digest(code_digest(), *(hashlib.blake2b(path.read_bytes()).hexdigest() for path in files))


def _digest(*parts: str) -> str:
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()
