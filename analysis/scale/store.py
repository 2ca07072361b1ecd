"""Tables kept as Parquet: one folder a table, one file a chunk of neighbouring reports, addressed by content.

A chunk ends after a report whose id says so, hence a report that is added, changed or removed touches its own chunk
and seldom the next. A chunk's name is the digest of the keys of its reports: a file that is there is right, whoever
wrote it. Files are written under a temporary name and renamed, table `reports` last, so that an interrupted run
resumes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis.coding.codebook_parts import Codebook
from analysis.errors import RunError
from analysis.scale.batch import TABLES, Source, arrow_schema, code_batch, from_parquet, to_parquet
from analysis.scale.context import code_digest
from analysis.scale.parts import by_report, why_unwritten, write_whole
from analysis.scale.workers import Workers

#: Reports in a chunk: at least so many (but in the last), then until an id says so (one in so many), at most the limit.
#: A chunk is coded at once: few reports cost more each, many take more memory. Sizes differ widely, so that small
#: chunks are left for the end, when a worker without one would be idle.
LEAST, ONE_IN, LIMIT = 16, 96, 192
INDEX = "index.parquet"
#: The table that every opened corpus is asked for: it is kept in one file as well.
GATHERED = "reports"


class Kept(NamedTuple):
    """A report as the store knows it: its id, its key, and how to get its source."""

    report_id: str
    key: str
    source: Callable[[], Source]


@dataclass(frozen=True)
class Chunk:
    """Neighbouring reports whose rows stand in one file a table."""

    reports: tuple[Kept, ...]

    @cached_property
    def name(self) -> str:
        """The digest of the keys of its reports."""
        return hashlib.sha256("".join(report.key for report in self.reports).encode()).hexdigest()[:32]


def chunks(reports: Sequence[Kept]) -> list[Chunk]:
    """Divide reports, in their order, at places that depend on the ids around them alone."""
    divided, current = [], []
    for report in reports:
        current.append(report)
        digest = hashlib.sha256(report.report_id.encode()).digest()
        ends = len(current) >= LEAST and int.from_bytes(digest[:4]) % ONE_IN == 0
        if ends or len(current) == LIMIT:
            divided.append(Chunk(tuple(current)))
            current = []
    return [*divided, Chunk(tuple(current))] if current else divided


class Store:
    """The tables of one corpus in a folder.

    Parameters
    ----------
    folder : Path
        Where they are kept; made when first needed.
    reports : sequence of Kept
        The reports of the corpus, in its order.
    codebook : Codebook
        What to code them with; part of their keys.
    """

    def __init__(self, folder: Path, reports: Sequence[Kept], codebook: Codebook):
        self.folder = folder
        self.codebook = codebook
        self.chunks = chunks(reports)

    def missing(self) -> list[Chunk]:
        """Return the chunks that are not there yet."""
        there = self._there()
        return [chunk for chunk in self.chunks if chunk.name not in there]

    def fill(
        self,
        hands: Workers,
        progress: Callable[[int, int], None] = lambda done, total: None,
    ) -> int:
        """Make what is missing, then drop what the corpus no longer holds; return how many reports were coded.

        Raises
        ------
        RunError
            When the folder cannot be written, or another version of this package runs on a worker.
        """
        # The largest first, so that no worker is left alone with one at the end.
        missing = sorted(self.missing(), key=lambda chunk: -len(chunk.reports))
        if not missing:
            return 0
        known = self._known()
        wanted = [[report for report in chunk.reports if report.key not in known] for chunk in missing]
        tasks = (
            (code_digest(), position, [report.source() for report in reports])
            for position, reports in enumerate(wanted)
        )
        done = 0
        try:
            for position, coded in hands.over(_code, self.codebook, tasks):
                self._write(missing[position], coded, known)
                done += len(missing[position].reports)
                progress(done, sum(len(chunk.reports) for chunk in missing))
            self._finish()
        except OSError as error:
            raise RunError(f"cannot keep tables in {self.folder}: {why_unwritten(error)}") from None
        return sum(map(len, wanted))

    def table(self, name: str, report_ids: Sequence[str] | None = None) -> pd.DataFrame:
        """Return a table of the corpus, or of some of its reports; everything has to be there (:meth:`fill`)."""
        if name != GATHERED or report_ids is not None:
            return self.rows(name, report_ids).to_pandas()
        return self.gathered((name,), lambda: {name: self.rows(name)})[name].to_pandas()

    def rows(self, name: str, report_ids: Sequence[str] | None = None) -> pa.Table:
        """Return the same as Arrow's table."""
        return pa.concat_tables([arrow_schema(name).empty_table(), *self._parts(name, report_ids)])

    def gathered(
        self, names: Sequence[str], make: Callable[[], Mapping[str, pa.Table]]
    ) -> Mapping[str, pa.Table]:
        """Return tables of the whole corpus that are kept in one file each, made where one is not there."""
        digest = hashlib.sha256("".join(chunk.name for chunk in self.chunks).encode()).hexdigest()[:32]
        paths = {name: self.path(f"all_{name}", digest) for name in names}
        if all(path.is_file() for path in paths.values()):
            with suppress(OSError, pa.ArrowInvalid):  # they are made of the chunks anew
                return {name: from_parquet(path) for name, path in paths.items()}
        made = make()
        with suppress(OSError):  # or the next time
            for name, path in paths.items():
                write_whole(path, to_parquet(made[name]))
            self.sweep([path.parent.name for path in paths.values()], {digest})
        return made

    def parts(self, name: str, report_ids: Sequence[str] | None = None) -> Iterator[pd.DataFrame]:
        """Yield a table chunk by chunk, for what is too large to hold at once."""
        return (part.to_pandas() for part in self._parts(name, report_ids))

    def _parts(self, name: str, report_ids: Sequence[str] | None) -> Iterator[pa.Table]:
        chosen = None if report_ids is None else set(report_ids)
        for chunk in self.chunks:
            ids = {report.report_id for report in chunk.reports}
            if chosen is not None and not ids & chosen:
                continue
            part = self._part(name, chunk.name)
            if chosen is not None and not ids <= chosen:
                part = part.filter(pc.is_in(part["report_id"], pa.array(sorted(ids & chosen))))
            yield part

    def _part(self, name: str, chunk: str) -> pa.Table:
        path = self.path(name, chunk)
        try:
            return from_parquet(path)
        except FileNotFoundError:
            raise RunError(
                f"{path} is gone: the tables of this corpus were made anew since it was opened; open it again"
            ) from None
        except (OSError, pa.ArrowInvalid) as error:
            if getattr(error, "errno", None):
                raise RunError(f"cannot read {path}: {error.strerror}; make it readable") from None
            raise RunError(
                f"{path} is damaged ({' '.join(str(error).split())}): remove {self.folder}, it is made again"
            ) from None

    def path(self, table: str, chunk: str) -> Path:
        """Return where the rows of a chunk stand."""
        return self.folder / table / f"{chunk}.parquet"

    def _there(self) -> set[str]:
        """Return the names of the chunks of which every table is there."""
        return set.intersection(
            *({path.stem for path in (self.folder / one).glob("*.parquet")} for one in TABLES)
        )

    def _known(self) -> dict[str, str]:
        """Return the chunk that holds the rows of each report key, as of the last finished run."""
        try:
            rows = from_parquet(self.folder / INDEX)
        except (OSError, pa.ArrowInvalid):  # without it everything is read anew
            return {}
        there = self._there()
        known = zip(rows["key"].to_pylist(), rows["chunk"].to_pylist(), strict=True)
        return {key: chunk for key, chunk in known if chunk in there}

    def _write(self, chunk: Chunk, coded: dict[str, bytes], known: dict[str, str]) -> None:
        reused = {known[report.key] for report in chunk.reports if report.key in known}
        for name in TABLES:
            content = coded[name]
            if reused:
                content = to_parquet(self._merged(name, chunk, from_parquet(content), known))
            write_whole(self.path(name, chunk.name), content)

    def _merged(self, name: str, chunk: Chunk, coded: pa.Table, known: dict[str, str]) -> pa.Table:
        """Return the rows of a chunk from those just coded and those of earlier chunks, in order."""
        earlier = {
            place: by_report(self._part(name, place))
            for place in {known[report.key] for report in chunk.reports if report.key in known}
        }
        fresh = by_report(coded)
        rows = [
            (earlier[known[one.key]] if one.key in known else fresh).get(one.report_id)
            for one in chunk.reports
        ]
        return pa.concat_tables([coded.slice(0, 0), *(part for part in rows if part is not None)])

    def _finish(self) -> None:
        """Write the index, then remove the files of chunks that it does not name."""
        rows = [(report.key, chunk.name) for chunk in self.chunks for report in chunk.reports]
        index = pa.table({"key": [key for key, _ in rows], "chunk": [name for _, name in rows]})
        write_whole(self.folder / INDEX, to_parquet(index))
        self.sweep(TABLES, {chunk.name for chunk in self.chunks})

    def sweep(self, tables: Iterable[str], current: Collection[str]) -> None:
        """Remove every file of some tables but those of the chunks named."""
        for table in tables:
            for path in (self.folder / table).glob("*"):
                if path.suffix != ".parquet" or path.stem not in current:
                    path.unlink(missing_ok=True)


def _code(codebook: Codebook, task: tuple[str, int, list[Source]]) -> tuple[int, dict[str, bytes]]:
    """Code the reports of one chunk; return its position and each table as a Parquet file."""
    expected, position, sources = task
    if code_digest() != expected:
        raise RunError("a worker runs another version of this package: install the same one on every machine")
    try:
        tables = code_batch(sources, codebook)
    except Exception as error:  # a fault of the reader, met by one report of many
        if words := _refused(codebook, sources):
            raise RunError(words) from error
        raise
    return position, {name: to_parquet(table) for name, table in tables.items()}


def _refused(codebook: Codebook, sources: Sequence[Source]) -> str | None:
    """Return which of some reports cannot be coded, and why; none where each alone can."""
    for source in sources:
        try:
            code_batch([source], codebook)
        except Exception as error:
            return (
                f"report {source.report_id} cannot be coded ({type(error).__name__}: {error}): "
                "look at its source, or take it out of the catalogue"
            )
    return None
