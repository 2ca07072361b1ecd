"""Shared wording of a corpus of any size: the clusters of :mod:`analysis.measures.reuse`, by partitions.

The work is a chain of exchanges (:mod:`analysis.scale.exchange`), in each of which what belongs together meets:

1. sentences → forms, by the hash of the form;
2. forms → sorted by precedence, and numbered by it;
3. numbered forms → the buckets of their min-hashes, by the hash of the bucket;
4. buckets → pairs that may be alike, by the later form;
5. pairs with their forms → edges; star by star, one pass over them finds the centres;
6. sentences with their centres → reports of each cluster, by the hash of the centre.

A formula that a hundred thousand reports hold is one form with a count, and costs what any other form costs. This
process holds a byte for each form, and 16 for each that joined another.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from analysis.errors import CallError
from analysis.measures import shared_steps as steps
from analysis.measures.candidates import TAU
from analysis.measures.edges import joins
from analysis.measures.shingles import K
from analysis.scale.batch import to_parquet
from analysis.scale.exchange import Partitions, Task, exchange, keyed
from analysis.scale.parts import write_whole
from analysis.scale.workers import Workers

#: Partitions are told apart by two bytes.
MOST_PARTITIONS = (1 << 16) - 1
#: Sentences of a task.
GATHERED = 200_000
COLUMNS = ["cluster", "text", "n_variants", "n_documents", "n_sentences", "n_han"]


def shared_clusters(
    sentences: Iterable[pd.DataFrame],
    folder: Path,
    hands: Workers,
    *,
    k: int = K,
    tau: float = TAU,
    minimum_documents: int = 2,
    partitions: int = 64,
    members: Path | None = None,
    progress: Callable[[str, int], None] = lambda step, done: None,
) -> pd.DataFrame:
    """Return the clusters of sentence variants, as :func:`analysis.measures.reuse.shared_wording` with ``lsh`` does.

    Parameters
    ----------
    sentences : iterable of DataFrame
        Parts of table `sentences` (:meth:`analysis.corpus.Corpus.parts`).
    folder : Path
        Where the partitions are kept meanwhile; removed at the end. After an interruption the same call goes on
        with what is missing.
    hands : Workers
        Where the work is done; the result does not depend on it, nor on `partitions`.
    k, tau, minimum_documents
        As in `shared_wording`.
    partitions : int
        More of them take less memory each: a partition holds its share of the distinct sentences.
    members : Path, optional
        A folder for numbered Parquet files, which replace such files there, of which reports hold which cluster, one row per cluster and report:
        cluster, report_id, n_sentences, n_han. What else is asked of a cluster, its years or its issuers, is a join
        of theirs with table `reports`.
    progress : callable
        Called with the name of a step and how many of its files are there; a step has as many as there are
        partitions, the first (``forms``) one for each 200,000 sentences.

    Returns
    -------
    DataFrame
        One row per cluster, most documents first: cluster (number from 1), text (the smallest stored text of its
        centre), n_variants, n_documents, n_sentences, n_han.

    Raises
    ------
    CallError
        For a number of partitions out of range.
    RunError
        When the folder cannot be written, or another version of this package runs on a worker.
    """
    if not 0 < partitions <= MOST_PARTITIONS:
        raise CallError(f"{partitions} partitions: give 1 to {MOST_PARTITIONS:,}")

    def run(step: Callable[..., steps.Rows], tasks: Iterable[Task], **setting: object) -> Partitions:
        name = step.__name__
        setting |= {"partitions": partitions}
        # Hashes do not shrink, and what rows are taken from in any order is mapped.
        compression = None if step in (steps.ordered, steps.buckets) else "lz4"
        return exchange(hands, step, setting, tasks, folder / name, partitions, compression, progress)

    rows = run(steps.forms, _gathered(sentences))
    forms = run(steps.ordered, run(steps.distinct, rows.tasks(), bounds=_bounds(rows, partitions)).tasks())
    numbered = _Numbered(list(forms))
    begins = numbered.begins.tolist()
    buckets = run(steps.buckets, forms.tasks(), begins=begins, k=k, tau=tau)
    pairs = run(steps.pairs, buckets.tasks(), begins=begins)
    edges = run(steps.edges, _with_forms(pairs, forms.key, numbered), k=k, tau=tau)
    joined, centre = _stars(edges, numbered)
    placed = _with_centres(rows, edges.key, joined, centre)
    gathered = run(steps.members, placed, minimum=minimum_documents)
    counted = [part.to_pandas() for part in run(steps.counted, gathered.tasks(), minimum=minimum_documents)]
    table = pd.concat(counted) if counted else pd.DataFrame(columns=["centre", *COLUMNS[1:]])
    table = table.sort_values(["n_documents", "text"], ascending=[False, True], ignore_index=True)
    table.insert(0, "cluster", np.arange(1, len(table) + 1))
    if members is not None:
        _write_members(gathered, table.set_index("centre")["cluster"], members)
    for step in steps.STEPS:
        shutil.rmtree(folder / step.__name__, ignore_errors=True)
    with suppress(OSError):  # it holds what is not ours
        folder.rmdir()
    return table[COLUMNS]


def _write_members(rows: Partitions, numbers: pd.Series, folder: Path) -> None:
    """Write which reports hold which cluster, partition by partition."""
    for old in folder.glob("*.parquet"):
        if old.stem.isdecimal():
            old.unlink()
    for number, part in enumerate(rows):
        held = part.select(["centre", "report_id", "n_han"]).to_pandas()
        held = held[held["centre"].isin(numbers.index)]
        held = held.assign(cluster=numbers.reindex(held["centre"]).to_numpy(dtype="int64"))
        table = (
            held.groupby(["cluster", "report_id"])["n_han"].agg(n_sentences="size", n_han="sum").reset_index()
        )
        write_whole(
            folder / f"{number}.parquet", to_parquet(pa.Table.from_pandas(table, preserve_index=False))
        )


class _Numbered:
    """The distinct forms in order of precedence, whose places are their numbers; mapped, not read."""

    def __init__(self, parts: list[pa.Table]):
        self._parts = parts
        self.begins = np.cumsum([0, *map(len, parts)])

    def take(self, column: str, numbers: np.ndarray) -> pa.ChunkedArray:
        """Return a column of the forms of some numbers, which ascend."""
        edges = np.searchsorted(numbers, self.begins)
        spans = zip(self._parts, self.begins[:-1], edges[:-1], edges[1:], strict=True)
        taken = []
        for part, first, begin, end in spans:
            if end > begin:
                # A task gave all rows of one partition.
                (chunk,) = part[column].chunks
                taken.append(chunk.take(pa.array(numbers[begin:end] - first)))
        return pa.chunked_array(taken, self._parts[0].schema.field(column).type)


def _gathered(parts: Iterable[pd.DataFrame]) -> Iterator[Task]:
    """Yield tasks of so many sentences that there are few of them."""
    waiting: list[pd.DataFrame] = []
    tasks = 0

    def task() -> Task:
        table = pa.Table.from_pandas(pd.concat(waiting), preserve_index=False)
        return tasks, keyed(table), partial(list, [table])

    for part in parts:
        waiting.append(part[["report_id", "n_han", "text"]])
        if sum(map(len, waiting)) >= GATHERED:
            yield task()
            waiting, tasks = [], tasks + 1
    if waiting:
        yield task()


def _bounds(rows: Partitions, partitions: int) -> list[tuple[int, str]]:
    """Return where to part the forms by precedence: hashed, any one partition is a sample of all."""
    sample = steps.in_order(steps.forms_of(rows[0].to_pandas())) if rows else pd.DataFrame()
    at = np.arange(1, partitions) * len(sample) // partitions
    chosen = sample.iloc[np.unique(at)] if len(sample) else sample
    return [(int(row.n_documents), row.form) for row in chosen.itertuples()]


def _with_forms(pairs: Partitions, key: str, numbered: _Numbered) -> Iterator[Task]:
    """Yield the pairs of each partition, and the forms that are in them."""

    def tables(number: int) -> list[pa.Table]:
        some = pairs[number]
        paired = np.unique(np.concatenate([some["one"].to_numpy(), some["other"].to_numpy()]))
        return [some, pa.table({"number": paired, "form": numbered.take("form", paired)})]

    return ((number, f"{key}/{own}", partial(tables, number)) for number, own, _ in pairs.tasks())


def _stars(edges: Partitions, numbered: _Numbered) -> tuple[np.ndarray, np.ndarray]:
    """Return the hashes of the forms that join another's cluster, sorted, and of the centre of each."""
    joined = bytearray(int(numbered.begins[-1]))
    found = [joins(part["one"].to_numpy(), part["other"].to_numpy(), joined) for part in edges]
    if not found:
        return np.zeros(0, dtype="uint64"), np.zeros(0, dtype="uint64")
    member, centre = map(np.concatenate, zip(*found, strict=True))
    distinct, at = np.unique(centre, return_inverse=True)
    member, centre = (
        numbered.take("hash", numbers).to_numpy()[place]
        for numbers, place in ((member, slice(None)), (distinct, at))
    )
    order = np.argsort(member)
    return member[order], centre[order]


def _with_centres(rows: Partitions, key: str, joined: np.ndarray, centre: np.ndarray) -> Iterator[Task]:
    """Yield the sentences of each partition with the centre of their form, and whether others joined it."""
    crowded = np.unique(centre)

    def tables(number: int) -> list[pa.Table]:
        table = rows[number].drop_columns("form")
        form = table["hash"].to_numpy()
        at, found = _looked_up(form, joined)
        centres = form.copy()
        centres[found] = centre[at[found]]
        together = _looked_up(centres, crowded)[1]
        return [
            table.append_column("centre", pa.array(centres)).append_column("together", pa.array(together))
        ]

    return ((number, f"{key}/{own}", partial(tables, number)) for number, own, _ in rows.tasks())


def _looked_up(form: np.ndarray, known: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return where forms stand among the known ones, and which of them do."""
    at = np.minimum(np.searchsorted(known, form), max(len(known) - 1, 0))
    return at, known[at] == form if len(known) else np.zeros(len(form), dtype=bool)
