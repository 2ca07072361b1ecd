"""What a person wants to see before trusting the tables: one text as the reader sees it, a corpus's faults."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pandas as pd

from analysis import schemas
from analysis.catalogue import CATALOGUE, Entry, scan_catalogue
from analysis.coding.codebook import Codebook, load_codebook
from analysis.coding.coded_report import CodedReport
from analysis.corpus import Corpus
from analysis.errors import CallError, CorpusError, FazhiError
from analysis.findings import check_report
from analysis.paths import CORPUS, resolve_corpus
from analysis.reading.extraction import UNREAD, extract, kind_of
from analysis.reading.metadata import NOT_APPLICABLE
from analysis.reading.report import read_report


def inspect(file: Path, codebook: Codebook | None = None) -> dict[str, object]:
    """Return every table the reader makes of one document, as plain values.

    Returns
    -------
    dict
        ``file``, ``encoding`` (of a text file), ``report`` (the columns of table `reports`), then one list of rows
        per table. Offsets open the text of the document, decoded and without a byte order mark; of HTML, DOCX and
        PDF, the text that `fazhi add` would store.

    Raises
    ------
    CallError
        When there is no such file.
    CorpusError
        When it is empty, damaged or no text.
    """
    if not file.is_file():
        raise CallError(f"no file {file}: name a document")
    data = file.read_bytes()
    if file.suffix.lower() in UNREAD:
        raise CorpusError(f"{file} cannot be read as it is: {UNREAD[file.suffix.lower()]}")
    try:
        text, encoding = extract(data, kind_of(file.name, data) or "text")
    except CorpusError as error:
        raise CorpusError(f"{file}: {error}") from None
    coded = CodedReport(read_report(text, file.stem), codebook or load_codebook(CORPUS / "codebook.yaml"))
    (row,) = coded.report.rows("reports")
    rows = {"reports": [row | {"sha256": hashlib.sha256(data).hexdigest(), "url": None}]}
    rows["findings"], rows["checks"] = check_report(coded)
    rows |= {name: getattr(coded, name) for name in schemas.TABLES if name not in rows}
    plain = {name: _plain(schemas.table(name, rows[name])) for name in schemas.TABLES}
    return {"file": str(file), "encoding": encoding, "report": plain.pop("reports")[0]} | plain


def _plain(frame: pd.DataFrame) -> list[dict[str, object]]:
    return frame.astype(object).where(frame.notna(), None).to_dict("records")


def summary(tables: dict[str, object]) -> str:
    """Return what :func:`inspect` found as text to read: the fields, then the headings."""
    encoding = f" ({tables['encoding']})" if tables["encoding"] else ""
    lines = [f"{tables['file']}{encoding}"]
    lines += [f"  {field}: {value}" for field, value in tables["report"].items() if value not in (None, "")]
    for section in tables["sections"]:
        indent = "  " * section["depth"]
        lines.append(
            f"  {indent}[{section['number'] or '-'}] {section['heading'] or ''} (item {section['item']})"
        )
    for finding in tables["findings"]:
        lines.append(f"  {finding['rule']} {finding['severity']}: {finding['message']}")
    counts = ", ".join(f"{len(rows)} {name}" for name, rows in tables.items() if isinstance(rows, list))
    return "\n".join([*lines, f"  {counts}"])


def check_corpus(path: str | Path) -> tuple[list[str], list[str]]:
    """Return the faults of a corpus folder, and what needs a human eye, one line each.

    Raises
    ------
    CallError
        When there is no such folder.
    """
    folder = resolve_corpus(path)
    found = list(scan_catalogue(folder))
    for fault in found:
        if isinstance(fault, CallError):
            raise fault
    faults = [str(fault) for fault in found if not isinstance(fault, Entry)]
    if faults:
        return faults, []
    try:
        corpus = Corpus.open(folder)
        tables = {name: getattr(corpus, name) for name in schemas.TABLES}
    except FazhiError as error:
        return [str(error)], []
    listed = {(folder / entry.values["file"]).resolve() for entry in found}
    remarks = [
        f"{file.relative_to(folder)}: not in {CATALOGUE}"
        for file in sorted((folder / "sources").glob("*"))
        if file.is_file() and file.resolve() not in listed
    ]
    for report in tables["reports"].itertuples():
        if report.is_report != "yes":
            remarks.append(f"{report.report_id}: is_report {report.is_report}: {report.refusal}")
    for override in corpus.overrides.itertuples():
        remarks.append(
            f"{override.report_id}: {override.field} is {override.catalogue!r} in {CATALOGUE}, {override.parsed!r} in the text"
        )
    for row in open_questions(tables["evidence"]).itertuples():
        value = "empty" if pd.isna(row.value) else row.value
        note = "" if pd.isna(row.note) else f", {row.note}"
        remarks.append(f"{row.report_id}: {row.field} {value} ({row.rule}{note})")
    for row in tables["findings"].itertuples():
        remarks.append(
            f"{row.report_id}: {row.rule} {row.severity}: {row.message} (characters {row.start}-{row.end})"
        )
    return faults, remarks


def applicable(evidence: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of table `evidence` whose field can have a value: a town has no tier of a department."""
    return evidence[~evidence["rule"].isin(NOT_APPLICABLE)]


def open_questions(evidence: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of table `evidence` for a human eye: fields that stayed empty, repairs, alternatives."""
    fields = applicable(evidence)
    return fields[fields["value"].isna() | fields["note"].notna()]
