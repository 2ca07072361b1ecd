"""What compares a report with its issuer's report on the year before, over a corpus of any size.

Which reports belong together is known only when all are read. So this is a second map over the chunks of a store:
a chunk's rows depend on its reports and on the earlier ones of their issuers, wherever those stand.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa

from analysis import schemas
from analysis.coding.codebook_parts import Codebook
from analysis.coding.coded_report import CodedReport
from analysis.errors import RunError
from analysis.findings import check_panel
from analysis.findings.checking import PANEL_RULES, year_before
from analysis.reading.places import PLACE_LEVELS
from analysis.reading.report import read_report
from analysis.scale.batch import Source, arrow_schema, arrow_table, from_parquet, to_parquet
from analysis.scale.context import code_digest
from analysis.scale.store import Chunk, Store, write_whole
from analysis.scale.workers import Workers

TABLES = ("panel_findings", "panel_checks")
FIELDS = (
    "report_id",
    "level",
    *PLACE_LEVELS,
    "division_code",
    "place_candidates",
    "issuer",
    "reporting_year",
)


@dataclass(frozen=True, eq=False)
class Stated:
    """What a report states of itself, as far as it decides which reports form a panel."""

    metadata: Mapping[str, object]

    @property
    def report_id(self) -> str:
        """The report."""
        return self.metadata["report_id"]

    @property
    def reporting_year(self) -> int | None:
        """The year it covers."""
        return self.metadata["reporting_year"]


class Panels:
    """The findings between reports of one issuer, kept beside the tables of a filled store."""

    def __init__(self, store: Store):
        self.store = store
        rows = store.table("reports")[list(FIELDS)].astype(object)
        stated = [Stated(row) for row in rows.where(rows.notna(), None).to_dict("records")]
        self._stated = {one.report_id: one for one in stated}
        self._earlier = {later.report_id: one.report_id for later, one in year_before(stated).items()}

        keys = {report.report_id: report.key for chunk in store.chunks for report in chunk.reports}
        self._chunks = {self._name(chunk, keys): chunk for chunk in store.chunks}

    def missing(self) -> list[str]:
        """Return the names of the chunks that are not there yet."""
        return [name for name in self._chunks if not self.store.path(TABLES[-1], name).is_file()]

    def fill(self, hands: Workers) -> None:
        """Make what is missing, and drop what the corpus no longer holds.

        Raises
        ------
        RunError
            When the folder cannot be written, or another version of this package runs on a worker.
        """
        kept = {report.report_id: report for chunk in self.store.chunks for report in chunk.reports}
        missing = self.missing()

        def tasks() -> Iterator[tuple]:
            for name in missing:
                ids = [report.report_id for report in self._chunks[name].reports]
                pairs = {later: self._earlier[later] for later in ids if later in self._earlier}
                sources = [kept[one].source() for one in sorted({*pairs, *pairs.values()})]
                yield code_digest(), name, [self._stated[one] for one in ids], pairs, sources

        try:
            for name, content in hands.over(_check, self.store.codebook, tasks()):
                for table in TABLES:
                    write_whole(self.store.path(table, name), content[table])
            self.store.sweep(TABLES, self._chunks)
        except OSError as error:
            raise RunError(f"cannot keep tables in {self.store.folder}: {error.strerror or error}") from None

    def table(self, name: str, report_ids: Collection[str] | None = None) -> pd.DataFrame:
        """Return the rows of table `findings` or `checks` that compare reports, of every report or of some.

        Where the earlier report is not among them, a report is not checked.
        """
        paths = [self.store.path(f"panel_{name}", chunk) for chunk in self._chunks]
        empty = arrow_schema(f"panel_{name}").empty_table()
        frame = pa.concat_tables([empty, *map(from_parquet, paths)]).to_pandas()
        if report_ids is None:
            return frame
        chosen = set(report_ids)
        paired = {later for later, earlier in self._earlier.items() if {later, earlier} <= chosen}
        rows = {one: group.to_dict("records") for one, group in frame.groupby("report_id") if one in paired}
        at = ("findings", "checks").index(name)
        for one in chosen - paired:
            rows[one] = check_panel([self._stated[one]], PANEL_RULES)[at]
        return schemas.table(name, (row for one in report_ids for row in rows.get(one, ())))

    def _name(self, chunk: Chunk, keys: Mapping[str, str]) -> str:
        earlier = [keys.get(self._earlier.get(report.report_id, ""), "-") for report in chunk.reports]
        return hashlib.sha256(" ".join([chunk.name, *earlier]).encode()).hexdigest()[:32]


def _check(
    codebook: Codebook,
    task: tuple[str, str, Sequence[Stated], Mapping[str, str], Sequence[Source]],
) -> tuple[str, dict[str, bytes]]:
    """Compare the reports of a chunk with the earlier ones of their issuers."""
    expected, name, stated, pairs, sources = task
    if code_digest() != expected:
        raise RunError("a worker runs another version of this package: install the same one on every machine")
    coded = {
        source.report_id: CodedReport(read_report(source.text, source.report_id), codebook, source.overrides)
        for source in sources
    }
    rows: dict[str, list] = {table: [] for table in TABLES}
    for one in stated:
        # A report is checked with its pair alone: one of a pair has no pair of its own in this call.
        members = [coded[pairs[one.report_id]], coded[one.report_id]] if one.report_id in pairs else [one]
        for table, found in zip(TABLES, check_panel(members, PANEL_RULES), strict=True):
            rows[table] += [row for row in found if row["report_id"] == one.report_id]
    return name, {table: to_parquet(arrow_table(table, rows[table])) for table in TABLES}
