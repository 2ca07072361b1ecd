"""A corpus folder as DataFrames: read, coded and counted when a table is first asked for, then kept."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterator
from functools import cached_property
from pathlib import Path

import pandas as pd

from analysis import schemas
from analysis.catalogue import Entry, read_catalogue
from analysis.coding.codebook import Codebook, load_codebook
from analysis.coding.coded_report import CodedReport
from analysis.coding.concordance import concordance
from analysis.errors import CallError, CorpusError, nearest
from analysis.findings import PanelReport, check_panel, check_reports
from analysis.paths import CORPUS, resolve_corpus
from analysis.reading.report import Report, Row, read_report
from analysis.scale.kept_tables import KeptTables
from analysis.scale.sources import known_sources
from analysis.scale.workers import without_collection

CODEBOOK = "codebook.yaml"
#: A smaller corpus is read faster than its tables could be looked up.
KEPT_FROM = 64


class Corpus:
    """Reports, and what they say, as tables whose schemas are enforced.

    Every table of :data:`analysis.schemas.TABLES` is an attribute: ``corpus.reports``, ``corpus.sections``,
    ``corpus.sentences``, ``corpus.paragraphs``, ``corpus.mentions``, ``corpus.quantities``,
    ``corpus.citations``, ``corpus.statements``, ``corpus.content``, ``corpus.findings``, ``corpus.checks``,
    ``corpus.words``, ``corpus.evidence``.

    Parameters
    ----------
    path : Path
        The corpus folder.
    entries : list of Entry
        The rows of its catalogue that take part.
    codebook : Codebook
        The themes and terms to code with.
    """

    def __init__(self, path: Path, entries: list[Entry], codebook: Codebook):
        self.path = path
        self.codebook = codebook
        self._entries = {entry.report_id: entry for entry in entries}
        self._kept: KeptTables | None = None
        self._read: dict[str, Report] = {}
        self._coded: dict[str, CodedReport] = {}

    @classmethod
    def open(
        cls,
        path: str | os.PathLike[str] = CORPUS,
        jobs: int = 1,
        scheduler: str | None = None,
        codebook: str | os.PathLike[str] | None = None,
    ) -> Corpus:
        """Open a corpus folder; nothing is read but catalogue and codebook, and every source is checked.

        A folder without `codebook.yaml` of its own is coded with the shipped one. The tables of a corpus of
        :data:`KEPT_FROM` reports or more are kept in ``build/tables``, and only what changed is made anew.

        Parameters
        ----------
        path : path-like
            The corpus folder.
        jobs : int
            Processes that make the tables of a large corpus; see :func:`analysis.scale.workers.workers`.
        scheduler : str, optional
            Address of a Dask scheduler to make them on instead, such as ``tcp://host:8786``.
        codebook : path-like, optional
            The codebook file to code with; by default the folder's own, else the shipped one.

        Raises
        ------
        CorpusError
            When the folder, its catalogue or a source is not as it must be.
        CodebookError
            When the codebook is not.
        """
        folder = resolve_corpus(path)
        with without_collection():
            known = known_sources(folder)
            entries = [entry for entry in read_catalogue(folder, known) if entry.included]
        own = folder / CODEBOOK
        usual = own if own.is_file() else CORPUS / CODEBOOK
        corpus = cls(folder, entries, load_codebook(usual if codebook is None else codebook))
        if len(entries) >= KEPT_FROM or scheduler is not None:
            corpus._kept = KeptTables(folder, entries, corpus.codebook, known, jobs, scheduler)
        return corpus

    @property
    def report_ids(self) -> list[str]:
        """The reports, in the order of the catalogue."""
        return list(self._entries)

    def report(self, report_id: str) -> Report:
        """Return one report as the reader sees it."""
        if report_id not in self._read:
            self._read[report_id] = read_report(self._source(report_id).decode("utf-8"), report_id)
        return self._read[report_id]

    def text(self, report_id: str) -> str:
        """Return the stored source text, the one all offsets open."""
        known = self._read.get(report_id)
        return known.text if known else self._source(report_id).decode("utf-8")

    def _source(self, report_id: str) -> bytes:
        if report_id not in self._entries:
            raise CallError(f"no report {report_id!r} in {self.path}; {nearest(report_id, self._entries)}")
        return (self.path / self._entries[report_id].values["file"]).read_bytes()

    def select(self, years: Collection[int] = (), levels: Collection[str] = ()) -> Corpus:
        """Return the corpus of the reports with these reporting years and levels; an empty choice keeps all.

        Raises
        ------
        CorpusError
            When no report is left.
        """
        reports = kept = self.reports
        if years:
            kept = kept[kept["reporting_year"].isin(list(years))]
        if levels:
            kept = kept[kept["level"].isin(list(levels))]
        if kept.empty:
            known = ", ".join(map(str, sorted(reports["reporting_year"].dropna().unique())))
            asked = ("reporting year", years), ("level", levels)
            asked = [f"{name} {' or '.join(map(str, values))}" for name, values in asked if values]
            raise CorpusError(
                f"no report of {self.path} has {' and '.join(asked) or 'been included'}: "
                f"the corpus covers {known or 'no stated year'}"
            )
        chosen = Corpus(self.path, [self._entries[name] for name in kept["report_id"]], self.codebook)
        chosen._read, chosen._coded, chosen._kept = self._read, self._coded, self._kept
        return chosen

    def coded(self, report_id: str) -> CodedReport:
        """Return one report, read and coded, with the catalogue's corrections."""
        if report_id not in self._coded:
            report = self.report(report_id)
            self._coded[report_id] = CodedReport(report, self.codebook, self._entries[report_id].overrides)
        return self._coded[report_id]

    def prepare(self) -> int:
        """Bring the kept tables up to date; return how many reports were read for that (none where none are kept)."""
        return 0 if self._kept is None else self._kept.prepare()

    def parts(self, name: str) -> Iterator[pd.DataFrame]:
        """Yield a table in parts of whole reports, in order, for a corpus whose table is too large to hold."""
        return iter([getattr(self, name)]) if self._kept is None else self._kept.parts(name, self.report_ids)

    def _rows(self, name: str) -> pd.DataFrame:
        if self._kept is not None:
            return self._kept.table(name, self.report_ids)
        return schemas.table(
            name, (row for report_id in self._entries for row in getattr(self.coded(report_id), name))
        )

    @cached_property
    def parsed_reports(self) -> pd.DataFrame:
        """Table `reports` as read from the texts alone, before the catalogue's corrections."""
        if self._kept is not None:
            return self._rows("parsed_reports")
        rows = []
        for report_id, entry in self._entries.items():
            (row,) = self.report(report_id).rows("reports")
            digest = hashlib.sha256(self._source(report_id)).hexdigest()
            rows.append(row | {"sha256": digest, "url": entry.values["url"] or None})
        return schemas.table("reports", rows)

    @cached_property
    def reports(self) -> pd.DataFrame:
        """Table `reports`; a value in the catalogue wins over the parsed one."""
        if self._kept is not None:
            return self._rows("reports")
        rows = self.parsed_reports.to_dict("records")
        return schemas.table("reports", [row | self._entries[row["report_id"]].overrides for row in rows])

    @cached_property
    def overrides(self) -> pd.DataFrame:
        """One row per correction in the catalogue: report_id, field, parsed, catalogue."""
        parsed = self.parsed_reports.set_index("report_id")
        rows = [
            {"report_id": name, "field": field, "parsed": parsed.at[name, field], "catalogue": value}
            for name, entry in self._entries.items()
            for field, value in entry.overrides.items()
        ]
        return pd.DataFrame(rows, columns=["report_id", "field", "parsed", "catalogue"])

    @cached_property
    def evidence(self) -> pd.DataFrame:
        """Table `evidence`."""
        return self._rows("evidence")

    @cached_property
    def sections(self) -> pd.DataFrame:
        """Table `sections`."""
        return self._rows("sections")

    @cached_property
    def sentences(self) -> pd.DataFrame:
        """Table `sentences`."""
        return self._rows("sentences")

    @cached_property
    def paragraphs(self) -> pd.DataFrame:
        """Table `paragraphs`."""
        return self._rows("paragraphs")

    @cached_property
    def mentions(self) -> pd.DataFrame:
        """Table `mentions`."""
        return self._rows("mentions")

    @cached_property
    def quantities(self) -> pd.DataFrame:
        """Table `quantities`."""
        return self._rows("quantities")

    @cached_property
    def citations(self) -> pd.DataFrame:
        """Table `citations`."""
        return self._rows("citations")

    @cached_property
    def statements(self) -> pd.DataFrame:
        """Table `statements`."""
        return self._rows("statements")

    @cached_property
    def content(self) -> pd.DataFrame:
        """Table `content`."""
        return self._rows("content")

    @cached_property
    def words(self) -> pd.DataFrame:
        """Table `words`, by the default engine without its guesses at unknown words (HMM off)."""
        return self._rows("words")

    @cached_property
    def findings(self) -> pd.DataFrame:
        """Table `findings`."""
        if self._kept is not None:
            return self._rows("findings")
        return schemas.table("findings", (row for found, _ in self._checked for row in found))

    @cached_property
    def checks(self) -> pd.DataFrame:
        """Table `checks`."""
        if self._kept is not None:
            return self._rows("checks")
        return schemas.table("checks", (row for _, applied in self._checked for row in applied))

    @cached_property
    def _checked(self) -> list[tuple[list[Row], list[Row]]]:
        reports = [self.coded(report_id) for report_id in self._entries]
        return [check_reports(reports), check_panel(map(PanelReport.of, reports))]

    def passages(self, rows: pd.DataFrame) -> list[str]:
        """Return the passage that each row's offsets open, as stored, on one line."""
        return [
            " ".join(self.text(row.report_id)[row.start : row.end].split())
            for row in rows[["report_id", "start", "end"]].itertuples()
        ]

    def concordance(self, query: str, window: int = 20) -> pd.DataFrame:
        """Return every occurrence of a string, a theme or a codebook term in context.

        Parameters
        ----------
        query : str
            The id of a theme (all its mentions) or any string (matched across blanks and width).
        window : int
            Characters of context on either side.

        Returns
        -------
        DataFrame
            Columns report_id, section_id, sentence_id, left, match, right, start, end.
        """
        texts = {report_id: self.text(report_id) for report_id in self.report_ids}
        return concordance(query, texts, self.sentences, self.mentions, self.sections, window)
