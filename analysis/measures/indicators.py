"""The same indicator across reports: what one report counts, looked up in the others."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from analysis.measures.grouping import issuers
from analysis.measures.quantities import CLAIMS, SAME_UNIT
from analysis.measures.shingles import canonical_forms
from analysis.measures.validation import columns, unique

# When and where, which the report says of all it counts; and empty verbs before the thing counted.
FRAME = re.compile(
    "^(?:(?:0|本|全|今|上)?年度?|全年|年内|截至目前|[全我本](?:省|市|区|县|旗|镇|乡|街道)|共计?|累计|总计|合计|各类|"
    "全部|其中|开展|组织|举办|受理|办理|的)+(?=.{2})"
)


def indicator_names(measures: pd.Series) -> pd.Series:
    """Return what is measured without its frame: letters, Han and figures only, 全年共受理行政复议案件 as 行政复议案件."""
    known = measures.notna()
    forms = canonical_forms(measures[known].tolist()) if known.any() else []
    names = pd.Series(None, index=measures.index, dtype="str")
    names[known] = [FRAME.sub("", form) for form in forms]
    return names.mask(names == "")


CALENDAR = re.compile("([0-9]{4})(-.+)?")


def _kind_of(period: object, reporting_year: object) -> str:
    """Return what stretch of time a period is, seen from the reporting year; "" for the whole of it, or none stated."""
    if pd.isna(period):
        return ""
    calendar = CALENDAR.fullmatch(period)
    if not calendar or pd.isna(reporting_year):
        return period
    years, part = int(calendar[1]) - int(reporting_year), calendar[2] or ""
    return f"{years}{part}" if years or part else ""


def indicator_series(
    quantities: pd.DataFrame, reports: pd.DataFrame, *, minimum_reports: int = 2
) -> pd.DataFrame:
    """Return the indicators that several reports state, report by report.

    An indicator is what is measured (:func:`indicator_names`) and its base unit (件 and 起, 人 and 名 are one). Where
    a report states one several times, the first on the whole reporting year (or no stated period) counts, else the
    first. Change is told between figures on the same stretch of the year alone: not of a half-year to a year. Claims of none and of all, and quantities that name nothing
    measured, are left out.

    Parameters
    ----------
    quantities, reports : DataFrame
        Tables of that name.
    minimum_reports : int
        Indicators in fewer reports are left out.

    Returns
    -------
    DataFrame
        One row per indicator and report, most reports first: indicator, unit, report_id, reporting_year, issuer,
        value (in the unit; missing where only an order of magnitude is named), qualifier, period, n_reports,
        previous_id (the issuer's report on the year before that states it), previous_value, change, start, end.

    Raises
    ------
    ValueError
        When a column is missing or a report is there twice.
    """
    needed = ["report_id", "value", "unit", "kind", "qualifier", "measures", "period"]
    columns(quantities, [*needed, "value_normalised", "unit_normalised", "start", "end"], "quantities")
    columns(reports, ["report_id", "reporting_year"], "reports")
    unique(reports, "report_id", "reports")
    kept = quantities[quantities["report_id"].isin(reports["report_id"]).to_numpy(dtype=bool)]
    kept = kept[~kept["kind"].isin(CLAIMS).to_numpy(dtype=bool)]
    kept = kept.sort_values(["report_id", "start", "end"], kind="stable")
    unit = kept["unit_normalised"].where(kept["unit_normalised"].notna(), kept["unit"])
    value = kept["value_normalised"].where(kept["value_normalised"].notna(), kept["value"])
    kept = kept.assign(
        indicator=indicator_names(kept["measures"]),
        unit=unit.map(lambda name: SAME_UNIT.get(name, name), na_action="ignore").astype("str"),
        value=pd.to_numeric(value, errors="coerce").astype("Float64"),
    ).dropna(subset=["indicator", "unit"])
    key = ["indicator", "unit"]
    by_report = reports.set_index("report_id")["reporting_year"].astype("Int64")
    kept = kept.assign(reporting_year=by_report.reindex(kept["report_id"]).array)
    kinds = [_kind_of(*row) for row in zip(kept["period"], kept["reporting_year"], strict=True)]
    kept = kept.assign(stretch=pd.array(kinds, "str"))
    kept = kept.sort_values("stretch", key=lambda kind: kind != "", kind="stable")
    kept = kept.drop_duplicates([*key, "report_id"])
    kept = kept.assign(n_reports=kept.groupby(key)["report_id"].transform("size").astype("int64"))
    kept = kept[kept["n_reports"] >= minimum_reports]
    kept = kept.assign(issuer=issuers(reports).reindex(kept["report_id"]).array)
    dated = kept[kept["reporting_year"].notna()]
    before = dated.drop_duplicates([*key, "issuer", "reporting_year"])
    before = before.assign(reporting_year=before["reporting_year"] + 1)
    before = before.rename(
        columns={"report_id": "previous_id", "value": "previous_value", "stretch": "previous_stretch"}
    )
    # Unknown years meet nothing: they are merged as years that no report has.
    kept = kept.assign(year=kept["reporting_year"].fillna(-1))
    before = before.assign(year=before["reporting_year"])[
        [*key, "issuer", "year", "previous_id", "previous_value", "previous_stretch"]
    ]
    table = kept.merge(before, on=[*key, "issuer", "year"], how="left").assign(
        change=lambda rows: (rows["value"] - rows["previous_value"]).where(
            (rows["stretch"] == rows["previous_stretch"]).to_numpy(dtype=bool, na_value=False)
        )
    )
    order = np.lexsort(
        [
            table["report_id"].astype(str),
            table["unit"].astype(str),
            table["indicator"].astype(str),
            -table["n_reports"],
        ]
    )
    first = [
        "indicator",
        "unit",
        "report_id",
        "reporting_year",
        "issuer",
        "value",
        "qualifier",
        "period",
        "n_reports",
    ]
    return table.iloc[order][[*first, "previous_id", "previous_value", "change", "start", "end"]].reset_index(
        drop=True
    )
