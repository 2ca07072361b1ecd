"""What compares a report with its issuer's report on the year before, over a whole corpus.

What the rules see of a report is kept with its tables, so that no text is read again. Which reports belong together
is known only when all are there: their numbers, some fifteen a report, are held together in this process.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa

from analysis.findings import PanelReport, check_panel
from analysis.findings.panels import FIELDS
from analysis.findings.rule import ChangingNumber
from analysis.scale.batch import arrow_table
from analysis.scale.parts import stretches


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
    columns = [_python_values(numbers[name]) for name in ChangingNumber._fields]
    places = stretches(numbers["report_id"])

    def member(fields: dict[str, object]) -> PanelReport:
        place = slice(*places.get(fields["report_id"], (0, 0)))
        return PanelReport(
            fields, lambda: list(map(ChangingNumber, *(column[place].tolist() for column in columns)))
        )

    found, checks = check_panel(map(member, rows.where(rows.notna(), None).to_dict("records")))
    return {
        "panel_findings": arrow_table("panel_findings", found),
        "panel_checks": arrow_table("panel_checks", checks),
    }


def _python_values(column: pa.ChunkedArray) -> np.ndarray:
    """Return a column as an array of whole numbers, or of Python's strings, of which equal ones are one."""
    if pa.types.is_integer(column.type):
        return column.to_numpy()
    distinct = column.combine_chunks().dictionary_encode()
    return np.array(distinct.dictionary.to_pylist(), dtype=object)[distinct.indices.to_numpy()]
