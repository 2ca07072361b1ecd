"""What compares a report with its issuer's report on the year before, over a corpus of any size.

What the rules see of a report is kept with its tables, so that no text is read again. Which reports belong together
is known only when all are there.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import pyarrow as pa

from analysis.findings import PanelReport, check_panel
from analysis.findings.panels import FIELDS
from analysis.findings.rule import ChangingNumber
from analysis.scale.batch import arrow_table
from analysis.scale.store import by_report


def panel_tables(reports: pd.DataFrame, numbers: pa.Table) -> dict[str, pa.Table]:
    """Return tables `panel_findings` and `panel_checks`: what rules on two reports say of some reports.

    Parameters
    ----------
    reports : DataFrame
        Table `reports`.
    numbers : Table
        Their changing numbers, those of a report together.
    """
    rows = reports[list(FIELDS)].astype(object)
    stated = by_report(numbers)

    def member(fields: dict[str, object]) -> PanelReport:
        return PanelReport(fields, lambda: _numbers(stated.get(fields["report_id"])))

    found, checks = check_panel(map(member, rows.where(rows.notna(), None).to_dict("records")))
    return {
        "panel_findings": arrow_table("panel_findings", found),
        "panel_checks": arrow_table("panel_checks", checks),
    }


def _numbers(rows: pa.Table | None) -> Sequence[ChangingNumber]:
    if rows is None:
        return []
    return list(map(ChangingNumber, *rows.select(ChangingNumber._fields).to_pydict().values()))
