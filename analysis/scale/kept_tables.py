"""The tables of a corpus folder as they are kept, made when one is first asked for."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

import pandas as pd
import pyarrow as pa
from tqdm import tqdm

from analysis.catalogue import Entry
from analysis.coding.codebook_parts import Codebook
from analysis.errors import CorpusError
from analysis.scale.batch import CHANGING, Source
from analysis.scale.context import code_digest, report_key
from analysis.scale.panels import panel_tables
from analysis.scale.sources import kept_in, list_sources
from analysis.scale.store import Kept, Store
from analysis.scale.workers import without_collection, workers

#: Tables to which rows on several reports come last.
WITH_PANELS = ("findings", "checks")
CHANGED = "the source changed since the corpus was opened; open it again"
PANEL_TABLES = tuple(f"panel_{name}" for name in WITH_PANELS)


class KeptTables:
    """The tables of a corpus folder, from a store that is brought up to date first.

    Parameters
    ----------
    corpus : Path
        The corpus folder.
    entries : sequence of Entry
        The rows of its catalogue that take part.
    codebook : Codebook
        What to code the reports with.
    known : dict of str to str
        SHA-256 of the sources that did not change; see :func:`analysis.scale.sources.known_sources`.
    jobs, scheduler : int, str or None
        Where to make what is missing; see :func:`analysis.scale.workers.workers`.
    folder : Path, optional
        Where the tables are kept, if not in ``build/tables``.
    """

    def __init__(
        self,
        corpus: Path,
        entries: Sequence[Entry],
        codebook: Codebook,
        known: dict[str, str],
        jobs: int = 1,
        scheduler: str | None = None,
        folder: Path | None = None,
    ):
        self._corpus, self._entries, self._codebook, self._known = corpus, entries, codebook, known
        self._workers = {"jobs": jobs, "scheduler": scheduler}
        self._folder = folder or kept_in(corpus)
        #: The selection compared last, as its findings and its checks are asked for one by one.
        self._compared: tuple[list[str], dict[str, pa.Table]] | None = None
        #: Reports that were read and coded to bring the store up to date.
        self.coded = 0

    def plan(self) -> Store:
        """Return the store as it should be; nothing is read but the sources' digests."""
        digests = list_sources(self._corpus, (entry.values["file"] for entry in self._entries), self._known)
        context = f"{code_digest()} {self._codebook.digest}"
        with without_collection():
            reports = [self._report(entry, context, digests) for entry in self._entries]
            return Store(self._folder, reports, self._codebook)

    @cached_property
    def store(self) -> Store:
        """The store, with every table of every report."""
        store = self.plan()
        if store.missing():
            with workers(**self._workers) as hands, _bar() as progress:
                self.coded = store.fill(hands, progress)
        return store

    def prepare(self) -> int:
        """Bring every table up to date; return how many reports were read and coded for that."""
        self._between(None)
        return self.coded

    def table(self, name: str, report_ids: Sequence[str]) -> pd.DataFrame:
        """Return a table, the rows of these reports, in the order of the catalogue."""
        chosen = None if len(report_ids) == len(self._entries) else report_ids
        frame = self.store.table(name, chosen)
        if name not in WITH_PANELS:
            return frame
        return pd.concat([frame, self._between(chosen)[f"panel_{name}"].to_pandas()], ignore_index=True)

    def parts(self, name: str, report_ids: Sequence[str]) -> Iterator[pd.DataFrame]:
        """Yield a table in parts of whole reports; rows on several reports come last."""
        chosen = None if len(report_ids) == len(self._entries) else report_ids
        yield from self.store.parts(name, chosen)
        if name in WITH_PANELS:
            yield self._between(chosen)[f"panel_{name}"].to_pandas()

    def _between(self, report_ids: Sequence[str] | None) -> dict[str, pa.Table]:
        """Return the findings and checks between reports: of all, which are stored, or of some."""

        def compare() -> dict[str, pa.Table]:
            return panel_tables(
                self.store.table("reports", report_ids), self.store.rows(CHANGING, report_ids)
            )

        if report_ids is None:
            return self.store.gathered(PANEL_TABLES, compare)
        if self._compared is None or self._compared[0] != list(report_ids):
            self._compared = list(report_ids), compare()
        return self._compared[1]

    def _report(self, entry: Entry, context: str, digests: dict[str, str]) -> Kept:
        sha256, url, overrides = digests[entry.values["file"]], entry.values["url"] or None, entry.overrides

        def source() -> Source:
            path = self._corpus / entry.values["file"]
            try:
                content = path.read_bytes()
            except OSError as error:
                raise CorpusError(f"{path}: {error.strerror}: {CHANGED}") from None
            if hashlib.sha256(content).hexdigest() != sha256:
                raise CorpusError(f"{path}: {CHANGED}")
            return Source(entry.report_id, content.decode("utf-8"), sha256, url, overrides)

        return Kept(entry.report_id, report_key(context, entry.report_id, sha256, url, overrides), source)


@contextmanager
def _bar() -> Iterator[Callable[[int, int], None]]:
    """Show on a terminal how many reports of all are done."""
    with tqdm(unit=" reports", leave=False, disable=not sys.stderr.isatty()) as bar:

        def show(done: int, total: int) -> None:
            bar.n, bar.total = done, total
            bar.refresh()

        yield show
