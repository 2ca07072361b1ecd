"""One batch of reports, read and coded: every table at once, the same bytes wherever it is made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate, chain
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import NamedTuple, get_type_hints

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from analysis import schemas
from analysis.coding.codebook_parts import Codebook
from analysis.coding.coded_report import CodedReport, code_together
from analysis.coding.word_counts import count_forms
from analysis.coding.words import tokenizer
from analysis.errors import CorpusError
from analysis.findings.checking import check_together
from analysis.findings.last_year import changing_numbers
from analysis.findings.rule import ChangingNumber
from analysis.reading.report import Report, Row, transposed

#: Table `reports` before the catalogue's corrections.
PARSED = "parsed_reports"
#: Tables that are kept apart, and the declared table whose columns each has.
DECLARED = {PARSED: "reports", "panel_findings": "findings", "panel_checks": "checks"}
#: What rules on two reports see of each; no declared table.
CHANGING = "changing_numbers"
#: The tables a batch makes, in the order in which they are written.
TABLES = (*(name for name in schemas.TABLES if name != "reports"), CHANGING, PARSED, "reports")
#: What is read as columns.
READ = ("evidence", "sections", "sentences")
#: What is coded row by row, in the order in which it is computed.
ROWS = ("paragraphs", "quantities", "citations", "statements", "content")


class Source(NamedTuple):
    """A report to code: its text, and what the catalogue says of it."""

    report_id: str
    text: str
    sha256: str
    url: str | None = None
    overrides: Mapping[str, object] = {}


def code_batch(sources: Sequence[Source], codebook: Codebook) -> dict[str, pa.Table]:
    """Return every table of :data:`TABLES` for some reports, rows in the order of the reports.

    Raises
    ------
    CorpusError
        When a row breaks the schema; the message names table, column and value.
    """
    if not sources:
        return {name: arrow_schema(name).empty_table() for name in TABLES}
    coded = [CodedReport(Report(one.text, one.report_id), codebook, one.overrides) for one in sources]
    tables = dict(_steps(sources, coded))
    return {name: tables[name] for name in TABLES}


def _steps(sources: Sequence[Source], coded: Sequence[CodedReport]) -> Iterator[tuple[str, pa.Table]]:
    """Yield the tables of some reports, each as soon as its rows are there.

    Step by step, not report by report: code and tables of a step stay in the processor's cache.
    """
    for part in map(attrgetter, CodedReport.PARTS):
        for one in coded:
            part(one)
    code_together(coded)
    for name in READ:
        yield name, read_table(name, [one.report for one in coded])
    yield "mentions", mention_table(coded)
    for name in ROWS:
        yield name, arrow_table(name, chain.from_iterable(getattr(one, name) for one in coded))
    yield "words", word_table([one.report_id for one in coded], [one.form for one in coded])
    findings, checks = check_together(coded)
    yield "findings", arrow_table("findings", findings)
    yield "checks", _checked("checks", [checks[one] for one in arrow_schema("checks").names])
    yield CHANGING, changing_table(coded)
    parsed = [
        one.report.rows("reports")[0] | {"sha256": source.sha256, "url": source.url}
        for one, source in zip(coded, sources, strict=True)
    ]
    yield PARSED, arrow_table(PARSED, parsed)
    corrected = [row | dict(source.overrides) for row, source in zip(parsed, sources, strict=True)]
    yield "reports", arrow_table("reports", corrected)


def read_table(name: str, reports: Sequence[Report]) -> pa.Table:
    """Return a table of :data:`READ` for some reports: the rows of each."""
    parts = [one.columns(name) for one in reports]
    columns = arrow_schema(name).names
    return _checked(name, [list(chain.from_iterable([part[one] for part in parts])) for one in columns])


def changing_table(reports: Sequence[CodedReport]) -> pa.Table:
    """Return what rules on two reports see of each of some reports."""
    numbers = [changing_numbers(one) for one in reports]
    ids = [one.report_id for one, own in zip(reports, numbers, strict=True) for _ in own]
    columns = transposed(list(chain.from_iterable(numbers)), len(ChangingNumber._fields))
    return _checked(CHANGING, [ids, *columns])


def mention_table(reports: Sequence[CodedReport]) -> pa.Table:
    """Return table `mentions` of one report or more, coded with one codebook.

    Made as columns, as it is the longest of those that are coded: of few values, told by their numbers.
    """
    schema = arrow_schema("mentions")
    ids = [[sentence.sentence_id for sentence in one.report.sentences] for one in reports]
    codings = [one.coding.before(len(own)) for one, own in zip(reports, ids, strict=True)]
    book = codings[0].book
    _, passages, entries, starts, ends = zip(*codings, strict=True)
    sizes = list(map(len, entries))
    first = np.repeat(list(accumulate(map(len, ids[:-1]), initial=0)), sizes)
    entries = np.concatenate(entries)
    told = {
        "report_id": ([one.report_id for one in reports], np.repeat(np.arange(len(reports)), sizes)),
        "sentence_id": (list(chain.from_iterable(ids)), np.concatenate(passages) + first),
        "theme": (book.themes, entries),
        "term": (book.terms, entries),
        "weak": (book.weak, entries),
    }
    columns = [
        pa.array(values, schema.field(name).type).take(pa.array(numbers))
        for name, (values, numbers) in told.items()
    ]
    columns += [
        pa.array(np.concatenate(offsets), schema.field(name).type)
        for name, offsets in (("start", starts), ("end", ends))
    ]
    return pa.Table.from_arrays(columns, schema=schema)


def word_table(report_ids: Sequence[str], forms: Sequence[str]) -> pa.Table:
    """Return table `words` of some reports: the rows of each :attr:`CodedReport.words`, of its form.

    Made as columns, as it has more rows than all other tables together.
    """
    schema = arrow_schema("words")
    counts = count_forms(forms, tokenizer())
    matrix = counts.matrix.tocsc().tocsr()  # the words of each text in order, without a sort
    report = np.repeat(np.arange(len(forms)), np.diff(matrix.indptr))
    columns = [
        pa.array(report_ids, schema.field("report_id").type).take(pa.array(report)),
        pa.array(counts.columns, schema.field("word").type).take(pa.array(matrix.indices)),
        pa.array(matrix.data),
    ]
    return pa.Table.from_arrays(columns, schema=schema)


def arrow_table(name: str, rows: Iterable[Row]) -> pa.Table:
    """Return rows as a table that keeps the schema declared for it, checked column by column.

    The same rules as :func:`analysis.schemas.table`, from the same declaration, at a tenth of the cost;
    ``to_pandas`` gives the same frame.

    Raises
    ------
    CorpusError
        When a row breaks the schema; the message names table, column and value.
    """
    names = arrow_schema(name).names
    return _checked(name, transposed(list(map(itemgetter(*names), rows)), len(names)))


def _checked(table: str, columns: Sequence[Sequence]) -> pa.Table:
    """Return columns, in order, as a table that keeps the schema declared for it."""
    schema = arrow_schema(table)
    checked = []
    for field, values in zip(schema, columns, strict=True):
        try:
            column = pa.array(values, field.type)
        except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
            raise CorpusError(f"table {table}: column {field.name!r}: {error}") from None
        _check(table, field.name, column)
        checked.append(column)
    return pa.Table.from_arrays(checked, schema=schema)


def _check(table: str, name: str, column: pa.Array) -> None:
    if table == CHANGING:
        return
    spec = schemas.TABLES[DECLARED.get(table, table)].columns[name]
    if not spec.nullable and column.null_count:
        raise CorpusError(f"table {table}: column {name!r} is empty in a row; it never may be")
    for check in spec.checks:
        allowed = list(check.statistics["allowed_values"])
        for value in pc.unique(column).to_pylist():
            if value is not None and value not in allowed:
                raise CorpusError(f"table {table}: column {name!r} has {value!r}, none of {allowed}")


@cache
def arrow_schema(table: str) -> pa.Schema:
    """Return the declared columns of a table in Arrow's types, with the notes that restore pandas' types."""
    if table == CHANGING:
        types = {"report_id": str} | get_type_hints(ChangingNumber)
        return pa.schema([(name, pa.int64() if kind is int else pa.string()) for name, kind in types.items()])
    return pa.Schema.from_pandas(schemas.typed(DECLARED.get(table, table), []), preserve_index=False)


def to_parquet(table: pa.Table) -> bytes:
    """Return a table as one Parquet file: the same bytes for the same rows."""
    sink = pa.BufferOutputStream()
    # Offsets hardly repeat, they grow: a dictionary of them would be as large as they are.
    offsets = {
        field.name: "DELTA_BINARY_PACKED"
        for field in table.schema
        if field.name.endswith(("start", "end")) and pa.types.is_integer(field.type)
    }
    pq.write_table(
        table.combine_chunks(),
        sink,
        row_group_size=1 << 20,
        column_encoding=offsets,
        use_dictionary=[name for name in table.column_names if name not in offsets and name != "text"],
        # Parts are read whole: statistics of columns would serve nobody.
        write_statistics=False,
    )
    return sink.getvalue().to_pybytes()


def from_parquet(source: bytes | Path) -> pa.Table:
    """Return the table of a Parquet file, given its content or where it stands."""
    # A part is small: the costs are those of the call, which a reader of many files multiplies.
    with pq.ParquetFile(source if isinstance(source, Path) else pa.BufferReader(source)) as file:
        return file.read(use_threads=False)
