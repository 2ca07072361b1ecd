"""The catalogue `reports.csv`: which texts a corpus holds, where they come from, what a researcher corrects.

One row per report. The columns after `note` carry the names of table `reports`; a value there overrides the
parsed one.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType

from analysis.errors import CallError, CorpusError, FazhiError, nearest
from analysis.schemas import LEVELS, SCRIPTS, TABLES, TIERS

CATALOGUE = "reports.csv"
PROVENANCE = ("report_id", "file", "sha256", "url", "retrieved", "include", "note")
COMPUTED = ("report_id", "url", "n_han", "n_sentences", "sha256", "refusal")
OVERRIDES = tuple(column for column in TABLES["reports"].columns if column not in COMPUTED)
COLUMNS = PROVENANCE + OVERRIDES
#: Overrides that are no strings.
TYPED = {"reporting_year": int, "signed_repaired": lambda answer: answer == "yes"}

REPORT_ID = re.compile(r"[^\s/\\{}]+")
ISO_DATE = re.compile(r"\d{4}-\d\d(-\d\d)?")
VOCABULARY = {
    "include": ("yes", "no"),
    "level": LEVELS,
    "tier": TIERS,
    "script": SCRIPTS,
    "signed_repaired": ("yes", "no"),
    "is_report": ("yes", "no", "unsure"),
}


@dataclass(frozen=True)
class Entry:
    """A row of the catalogue.

    Attributes
    ----------
    line : int
        Its line in the file.
    values : dict of str to str
        Every column, empty ones as empty strings.
    """

    line: int
    values: dict[str, str] = field(repr=False)

    @property
    def report_id(self) -> str:
        """The report's id."""
        return self.values["report_id"]

    @property
    def included(self) -> bool:
        """Whether the report takes part in the study; an empty cell means yes."""
        return self.values["include"] != "no"

    @property
    def overrides(self) -> dict[str, object]:
        """The researcher's corrections, in the types of table `reports`."""
        return {
            column: TYPED.get(column, str)(value)
            for column, value in self.values.items()
            if value and column in OVERRIDES
        }


def read_catalogue(folder: Path, known: Mapping[str, str] = MappingProxyType({})) -> list[Entry]:
    """Return the rows of a corpus folder's catalogue.

    Parameters
    ----------
    folder : Path
        The corpus folder.
    known : mapping of str to str, optional
        SHA-256 of sources that were found right before and did not change since; they are not read again.

    Raises
    ------
    CallError
        When there is no such folder.
    CorpusError
        When it holds no catalogue, or a faulty one; the message names the first fault, its line and what to do.
    """
    entries = []
    for found in scan_catalogue(folder, known):
        if isinstance(found, FazhiError):
            raise found
        entries.append(found)
    return entries


def scan_catalogue(
    folder: Path, known: Mapping[str, str] = MappingProxyType({})
) -> Iterator[Entry | FazhiError]:
    """Yield each row that is right and an error for each that is not, in the order of the file."""
    path = folder / CATALOGUE
    if not folder.is_dir():
        yield CallError(f"no corpus folder at {folder}: name an existing folder that holds {CATALOGUE}")
        return
    if not path.is_file():
        yield CorpusError(f"{folder} holds no {CATALOGUE}: add a catalogue with columns report_id, file, …")
        return
    try:
        lines = io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")
    except UnicodeDecodeError as error:
        yield CorpusError(f"{path} is not UTF-8 (byte {error.start}): save it as UTF-8")
        return
    reader = csv.reader(lines, strict=True)
    header = next(reader, [])
    fault = _header_fault(header)
    if fault:
        yield CorpusError(f"{path}, line 1: {fault}")
        return
    seen: dict[str, int] = {}
    files: set[str] = set()
    empty = dict.fromkeys(COLUMNS, "")
    try:
        for cells in reader:
            if not any(cells):
                continue
            values = empty | dict(zip(header, map(str.strip, cells), strict=False))
            entry = Entry(reader.line_num, values)
            fault = _row_fault(entry, len(header), len(cells), folder, seen, files, known)
            yield CorpusError(f"{path}, line {entry.line}: {fault}") if fault else entry
            seen.setdefault(entry.report_id.casefold(), entry.line)
            if not fault:
                files.add(values["file"])
    except csv.Error as error:
        yield CorpusError(f"{path}, line {reader.line_num}: {error}: mend the quotes of this row")


def _header_fault(header: list[str]) -> str | None:
    for column in ("report_id", "file"):
        if column not in header:
            return f"column {column!r} is missing: add it"
    for column in header:
        if column not in COLUMNS:
            return f"unknown column {column!r}; {nearest(column, COLUMNS)}"
        if header.count(column) > 1:
            return f"column {column!r} stands twice: remove one"
    return None


def _row_fault(
    entry: Entry,
    expected: int,
    found: int,
    folder: Path,
    seen: dict[str, int],
    files: set[str],
    known: Mapping[str, str],
) -> str | None:
    """Return what is wrong with a row, or None."""
    values = entry.values
    if found != expected:
        return f"{found} cells where the header has {expected}: quote cells that hold commas"
    if not REPORT_ID.fullmatch(entry.report_id):
        return f"report_id {entry.report_id!r} is empty or holds blanks, slashes or braces: choose another"
    # Files carry the id as their name, and not every file system tells cases apart.
    if entry.report_id.casefold() in seen:
        line = seen[entry.report_id.casefold()]
        return f"report_id {entry.report_id!r} stands on line {line} already: make it unique"
    for column, allowed in VOCABULARY.items():
        if values[column] and values[column] not in allowed:
            return f"{column} {values[column]!r} is none of {', '.join(allowed)}"
    if values["reporting_year"] and not re.fullmatch(r"20\d\d", values["reporting_year"]):
        return f"reporting_year {values['reporting_year']!r} is no year such as 2023"
    if values["division_code"] and not re.fullmatch(r"\d{6}|\d{9}|\d{12}", values["division_code"]):
        return f"division_code {values['division_code']!r} has not 6, 9 or 12 digits"
    if values["tier"] and values["level"] not in ("", "department"):
        return f"tier {values['tier']!r} beside level {values['level']!r}: only a department has a tier"
    for column in ("retrieved", "published", "signed"):
        if values[column] and not _is_date(values[column]):
            return f"{column} {values[column]!r} is no date such as 2024-02-19"
    if values["file"] in files:
        return f"file {values['file']!r} stands in another row already: a report is counted once"
    if values["file"] in known and values["sha256"].lower() in ("", known[values["file"]]):
        return None
    return _file_fault(values["file"], values["sha256"], folder)


def _is_date(value: str) -> bool:
    if not ISO_DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat(value if len(value) == 10 else f"{value}-01")
    except ValueError:
        return False
    return True


def _file_fault(name: str, sha256: str, folder: Path) -> str | None:
    if not name:
        return "file is empty: name the source file, such as sources/<report_id>.txt"
    if not name.isprintable():
        return f"file {name!r} holds control characters: mend the name"
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        return f"file {name!r} lies outside the corpus folder: put it into sources/"
    if not path.is_file():
        return f"file {name!r} does not exist: put it there or remove the row"
    try:
        data = path.read_bytes()
    except OSError as error:
        return f"file {name!r} cannot be read ({error.strerror}): make it readable"
    if sha256 and hashlib.sha256(data).hexdigest() != sha256.lower():
        return f"file {name!r} is not the one catalogued (its SHA-256 differs): restore it or renew sha256"
    if not data.removeprefix(codecs.BOM_UTF8).strip(b"\0 \t\r\n"):
        return f"source {name!r} is empty: put the report's text there or remove the row"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return f"source {name!r} is not UTF-8 (byte {error.start}): convert it to UTF-8"
    return None
