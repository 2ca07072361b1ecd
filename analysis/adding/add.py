"""Take reports into a corpus: read, judge, compare with those it holds, store, catalogue."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from analysis.adding.duplicates import Duplicates
from analysis.adding.sources import Document, Source, find_sources, read_source
from analysis.adding.storing import ORIGINALS, SOURCES, append_row, begin_catalogue, is_free, place, writing
from analysis.catalogue import REPORT_ID, read_catalogue
from analysis.errors import CallError, CorpusError, FazhiError
from analysis.paths import resolve_corpus
from analysis.reading.extraction import extract
from analysis.reading.report import Report, read_report

PLACES = ("township", "county", "prefecture", "province")
UNSAFE = re.compile(r"""[\s/\\{}:*?"'<>|.,;&$#%!`()\x00-\x1f\x7f�]+""")
LONGEST_ID = 50
UTF_8 = ("utf-8", "utf-8-sig")


@dataclass(frozen=True)
class Outcome:
    """What became of one source.

    Attributes
    ----------
    source : str
        The file or address.
    report_id : str or None
        The id it was added under; None when it was not added.
    problem : str or None
        Why it was not added, and what to do.
    remarks : tuple of str
        What needs a human eye though it was added.
    """

    source: str
    report_id: str | None = None
    problem: str | None = None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class AddSummary:
    """What became of every source, in the order they were read, and the files of folders that are no documents."""

    outcomes: tuple[Outcome, ...]
    passed_over: tuple[Path, ...] = ()

    @property
    def added(self) -> list[str]:
        """The ids of the reports that were added."""
        return [outcome.report_id for outcome in self.outcomes if outcome.report_id]

    @property
    def failed(self) -> list[Outcome]:
        """The outcomes of sources that were not added."""
        return [outcome for outcome in self.outcomes if outcome.problem]

    @property
    def exit_status(self) -> int:
        """1 when a source was not added, else 0."""
        return 1 if self.failed else 0


def add_sources(
    sources: Iterable[str | os.PathLike[str]],
    corpus_folder: str | os.PathLike[str],
    report_id: str | None = None,
    force: bool = False,
    progress: Callable[[Outcome, int], None] | None = None,
    today: date | None = None,
) -> AddSummary:
    """Add reports to a corpus folder; a source that cannot be added does not keep the others out.

    The original is kept as it came (a UTF-8 text is its own original), its text goes to ``sources/``, a row to
    the catalogue; existing files and rows are never touched. An empty folder becomes a corpus.

    Parameters
    ----------
    sources : iterable of path or str
        Files, folders, http(s) addresses.
    corpus_folder : path
        The corpus folder.
    report_id : str, optional
        The id, for one source. By default year and place as the report states them, else the file's name.
    force : bool
        Add also what is no such report; the catalogue then says ``is_report`` yes, as the researcher's word.
    progress : callable, optional
        Called after each source with its outcome and the number of sources.
    today : date, optional
        The day of retrieval of web addresses; by default the present one.

    Raises
    ------
    CallError
        When a source, the folder or the id is not possible; nothing is added then.
    CorpusError
        When the corpus is faulty, cannot be written, or another run is writing to it; nothing is added then.
    """
    folder = resolve_corpus(corpus_folder)
    if not folder.is_dir():
        raise CallError(f"no corpus folder at {folder}: name an existing one, or make an empty one first")
    found, passed_over = find_sources(sources)
    if report_id is not None and len(found) != 1:
        raise CallError(f"--id names one report, but there are {len(found)} sources: add them one by one")
    with writing(folder):
        begin_catalogue(folder)
        shelf = _Shelf(folder)
        if report_id is not None:
            shelf.check_id(report_id)
        outcomes = []
        for source in found:
            try:
                outcome = _add(source, shelf, report_id, force, today or date.today())
            except FazhiError as error:
                outcome = Outcome(source.name, problem=str(error))
            except Exception as error:  # a fault of the reader must not keep the other sources out
                words = " ".join(str(error).split())[:200]
                outcome = Outcome(
                    source.name, problem=f"the reader failed ({type(error).__name__}: {words}): report it"
                )
            outcomes.append(outcome)
            if progress:
                progress(outcome, len(found))
    return AddSummary(tuple(outcomes), tuple(passed_over))


def _add(source: Source, shelf: _Shelf, report_id: str | None, force: bool, today: date) -> Outcome:
    document = read_source(source)
    text, encoding = extract(document.data, document.kind, document.charset)
    twin = shelf.duplicates.same(text)
    if twin:
        raise CorpusError(f"the same text as {twin}, which the corpus holds: nothing to add")
    report = read_report(text)
    if report.is_report == "no" and not force:
        raise CorpusError(f"no such report ({report.refusal}): add it with --force if it is one")
    near = shelf.duplicates.near(report)
    same = next((match for match in near if match.same), None)
    if same:
        raise CorpusError(
            f"the same report as {same.report_id} on another page, which the corpus holds: nothing to add"
        )
    remarks = [
        f"shares {match.share:.0%} of its wording with {match.report_id}: compare the two" for match in near
    ]
    if report.is_report == "unsure":
        remarks.append(f"unsure whether it is such a report ({report.refusal}): read it")
    override = {"is_report": "yes"} if report.is_report == "no" else {}
    retrieved = {"url": source.url, "retrieved": today.isoformat()} if source.url else {}
    kept = _Kept.of(text, encoding, document)
    name = report_id or shelf.free_id(suggest_id(report, source.stem), kept)
    shelf.store(name, kept, retrieved | override)
    return Outcome(source.name, name, remarks=tuple(remarks))


def suggest_id(report: Report, stem: str) -> str:
    """Return year and place as a report states them (``2023-柳渡镇``), or else the name of its file, made safe.

    A department goes by its own name, since many report from one place.
    """
    fields = report.metadata
    name = next((str(fields[level]) for level in PLACES if fields.get(level)), "")
    if fields.get("level") == "department" or not name:
        name = str(fields.get("issuer") or "")
    year = fields.get("reporting_year") or "undated"
    return _safe(f"{year}-{name}") if _safe(name) else _safe(stem) or str(year)


def _safe(name: str) -> str:
    return UNSAFE.sub("-", name).strip("-")[:LONGEST_ID].strip("-")


@dataclass(frozen=True)
class _Kept:
    """What is stored of a report: its text in UTF-8, and the original where that is another file."""

    text: str
    source: bytes
    original: bytes | None
    suffix: str

    @classmethod
    def of(cls, text: str, encoding: str | None, document: Document) -> _Kept:
        if encoding in UTF_8:
            return cls(text, document.data, None, document.suffix)
        return cls(text, text.encode("utf-8"), document.data, document.suffix)

    def files(self, folder: Path, report_id: str) -> list[tuple[Path, bytes]]:
        """The files to write, the source last."""
        source = (folder / SOURCES / f"{report_id}.txt", self.source)
        if self.original is None:
            return [source]
        return [(folder / ORIGINALS / f"{report_id}{self.suffix}", self.original), source]


class _Shelf:
    """The files and rows of a corpus folder, and where a new report finds room."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        entries = read_catalogue(folder)
        self._files = {entry.report_id: folder / entry.values["file"] for entry in entries}
        self._taken = {name.casefold() for name in self._files}
        self._listed = {path.resolve() for path in self._files.values()}
        self.duplicates = Duplicates(((name, self._text(name)) for name in self._files), self._report)

    def _text(self, report_id: str) -> str:
        return self._files[report_id].read_bytes().decode("utf-8")

    def _report(self, report_id: str) -> Report:
        return read_report(self._text(report_id), report_id)

    def check_id(self, report_id: str) -> None:
        """Refuse an id that cannot be one, or that is taken."""
        if not REPORT_ID.fullmatch(report_id) or report_id.startswith(".") or len(report_id) > LONGEST_ID:
            raise CallError(
                f"--id {report_id!r} is empty, longer than {LONGEST_ID}, begins with a point, or holds blanks, "
                "slashes or braces: choose another"
            )
        if report_id.casefold() in self._taken:
            raise CallError(f"--id {report_id!r} is in the catalogue: choose another")

    def free_id(self, name: str, kept: _Kept) -> str:
        """Return an id without row or other files, made unique with -2, -3, …

        What an interrupted run left of the same report is no other file.
        """
        number = 1
        while not self._has_room(candidate := name if number == 1 else f"{name}-{number}", kept):
            number += 1
        return candidate

    def _has_room(self, report_id: str, kept: _Kept) -> bool:
        return report_id.casefold() not in self._taken and all(
            path.resolve() not in self._listed and is_free(path, data)
            for path, data in kept.files(self.folder, report_id)
        )

    def store(self, report_id: str, kept: _Kept, values: dict[str, str]) -> None:
        """Write original, source and row, in this order; an existing file is an error."""
        for path, data in kept.files(self.folder, report_id):
            place(path, data)
        row = {"report_id": report_id, "file": f"{SOURCES}/{path.name}", "include": "yes"}
        row["sha256"] = hashlib.sha256(data).hexdigest()
        append_row(self.folder, row | values)
        self._files[report_id] = path
        self._taken.add(report_id.casefold())
        self.duplicates.add(report_id, kept.text)
