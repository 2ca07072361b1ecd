"""Every table as CSV, Parquet or XLSX, with the data dictionary, for readers who use other tools."""

from __future__ import annotations

import io
import os
import re
import shutil
import zipfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from analysis import schemas
from analysis.corpus import Corpus
from analysis.errors import CallError, nearest
from analysis.measures.results import results_dictionary
from analysis.spreadsheets import guarded_table

XLSX_ROWS = 1_048_575
XLSX_CHARACTERS = 32_767
# The earliest time a zip entry can bear; the same tables give the same bytes at any time.
XLSX_TIME = (1980, 1, 1, 0, 0, 0)
XLSX_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
DICTIONARY = "data_dictionary"


def export_tables(corpus: Corpus, folder: Path, formats: Sequence[str] = ("csv",)) -> list[Path]:
    """Write every table of a corpus and the data dictionary into a folder.

    All files are written under temporary names, then renamed: an interruption while they are written leaves what
    was there.

    Raises
    ------
    CallError
        When a format is unknown, a table too long for a worksheet or a text for its cell, or the folder is a corpus
        or cannot be written.
    """
    if (folder / "sources").is_dir():
        raise CallError(
            f"{folder} is a corpus, whose catalogue the export would replace: name another folder"
        )
    for name in formats:
        if name not in WRITERS:
            raise CallError(f"unknown format {name!r}; {nearest(name, WRITERS)}")
    tables = {name: getattr(corpus, name) for name in schemas.TABLES} | {
        DICTIONARY: schemas.data_dictionary()
    }
    paths = {folder / f"{table}.{name}": (name, table) for table in tables for name in formats}
    partial = {path: path.with_suffix(path.suffix + ".part") for path in paths}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, (name, table) in paths.items():
            WRITERS[name](tables[table], partial[path])
        for path in paths:
            partial[path].replace(path)
    except OSError as error:
        why = os.strerror(error.errno) if error.errno else error
        raise CallError(f"cannot write to {folder}: {why}; choose another folder") from None
    finally:
        for path in partial.values():
            with suppress(OSError):
                path.unlink(missing_ok=True)
    return list(paths)


def dictionary_page() -> str:
    """Return the data dictionary as a Markdown page: every table, its columns with type, unit, values and meaning."""
    lines = [
        "# The tables",
        "",
        "Every table has `report_id`. `start` and `end` are half-open offsets of characters into the stored source text:",
        "`corpus.text(report_id)[start:end]` is the evidence. `fazhi export DIR` writes the tables, and this page as",
        "`data_dictionary.csv`. What may be empty is unknown where it is empty, never zero.",
    ]
    for name, columns in schemas.data_dictionary().groupby("table", sort=False):
        schema = schemas.TABLES[name]
        lines += ["", f"## `{name}`", "", f"One row is {schema.description} ({schema.metadata['zh']}).", ""]
        lines += ["| column | type | meaning | 含义 |", "| --- | --- | --- | --- |"]
        for column in columns.itertuples():
            kind = f"{column.type}, may be empty" if column.empty == "allowed" else column.type
            meaning = column.meaning + (f" ({column.unit})" if column.unit else "")
            meaning += f": {column.values}" if column.values else ""
            lines.append(
                f"| `{column.column}` | {kind} | {meaning} | {column.meaning_zh} |".replace("<", "&lt;")
            )
    return "\n".join(lines) + "\n"


def results_page() -> str:
    """Return what every measure returns as a Markdown page: columns with kind, unit, denominator and meaning."""
    lines = [
        "# The results",
        "",
        "What each measure of `analysis.measures` returns: a DataFrame. The denominator is what shares and rates are taken of.",
    ]
    for name, columns in results_dictionary().groupby("result", sort=False):
        first = columns.iloc[0]
        lines += ["", f"## `{name}`", "", f"`{first.function}`: one row is {first.row}."]
        lines += [f"Denominator: {first.denominator}."] if first.denominator else []
        lines += ["", "| column | kind | unit | meaning | 含义 |", "| --- | --- | --- | --- | --- |"]
        for column in columns.itertuples():
            cells = (f"`{column.column}`", column.kind, column.unit, column.meaning, column.meaning_zh)
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _write_csv(frame: pd.DataFrame, path: Path) -> None:
    guarded_table(frame).to_csv(path, index=False, lineterminator="\n", encoding="utf-8")


def _write_parquet(frame: pd.DataFrame, path: Path) -> None:
    frame.to_parquet(path, index=False)


def _write_xlsx(frame: pd.DataFrame, path: Path) -> None:
    """Every text cell is typed as text, so that none becomes a formula; the bytes do not depend on the time."""
    if len(frame) > XLSX_ROWS:
        raise CallError(
            f"{path.stem} has {len(frame):,} rows, a worksheet holds {XLSX_ROWS:,}: use csv or parquet"
        )
    for column in frame.columns:
        long = frame[column].map(lambda value: isinstance(value, str) and len(value) > XLSX_CHARACTERS)
        if long.any():
            raise CallError(
                f"{path.stem}, row {int(long.to_numpy().argmax()) + 2}, column {column}: the text is longer than the "
                f"{XLSX_CHARACTERS:,} characters a cell holds: use csv or parquet"
            )
    book = Workbook(write_only=True)
    sheet = book.create_sheet(path.name.split(".")[0])
    sheet.append(list(frame.columns))
    for row in frame.astype(object).where(frame.notna(), None).itertuples(index=False):
        sheet.append([_cell(sheet, value) for value in row])
    stamped = io.BytesIO()
    book.save(stamped)
    _without_times(stamped, path)


def _without_times(stamped: io.BytesIO, path: Path) -> None:
    """Write a workbook anew with one fixed time in its properties and in the entries of its zip."""
    with zipfile.ZipFile(stamped) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, XLSX_TIME)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            if name == "docProps/core.xml":
                target.writestr(entry, XLSX_STAMP.sub(rb"\g<1>1980-01-01T00:00:00Z", source.read(name)))
                continue
            entry.file_size = source.getinfo(name).file_size
            with source.open(name) as read, target.open(entry, "w") as written:
                shutil.copyfileobj(read, written)


def _cell(sheet: object, value: object) -> WriteOnlyCell:
    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value=value)
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", value))
    cell.data_type = "s"
    return cell


WRITERS: dict[str, Callable[[pd.DataFrame, Path], None]] = {
    "csv": _write_csv,
    "parquet": _write_parquet,
    "xlsx": _write_xlsx,
}
