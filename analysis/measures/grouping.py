"""What a report belongs to: jurisdiction, issuer, period; and what a sentence belongs to: content item."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from analysis.findings.panels import one_of_several
from analysis.measures.validation import columns, unique

PLACE_NAMES = ("province", "prefecture", "county", "township")
ITEMS = (0, 1, 2, 3, 4, 5)
# Reporting years that the two outlines of law-based government cover.
OUTLINE_PERIODS: dict[str, range] = {"2015—2020": range(2015, 2021), "2021—2025": range(2021, 2026)}

By = str | Sequence[str]
Periods = Mapping[str, Iterable[int]]


def jurisdictions(reports: pd.DataFrame) -> pd.Series:
    """Return the jurisdiction of each report, by report_id: the sampling unit of every interval.

    It is the division code; without one the names from province to township joined by "/" (the code that
    other reports state for the same names, when they agree); without names the report itself, as
    also where the names may be those of several divisions (`place_candidates`). A department belongs to the
    jurisdiction of its government.
    """
    columns(reports, ["report_id"], "reports")
    unique(reports, "report_id", "reports")
    index = pd.Index(reports["report_id"], name="report_id")
    names = [_text(reports, column) for column in PLACE_NAMES]
    path = names[0]
    for name in names[1:]:
        path = path.where(name == "", path + "/" + name)
    path = path.str.strip("/")  # where the names of the upper levels are missing
    path = path.mask(_unclear(reports), "")
    code = _text(reports, "division_code")
    stated = pd.DataFrame({"path": path, "code": code})[(path != "") & (code != "")].drop_duplicates()
    agreed = stated[~stated["path"].duplicated(keep=False)].set_index("path")["code"]
    code = code.where(code != "", path.map(agreed).astype("str").fillna(""))
    place = code.where(code != "", path).where(
        (code != "") | (path != ""), reports["report_id"].astype("str")
    )
    return pd.Series(place.to_numpy(), index=index, name="place", dtype="str")


def _unclear(reports: pd.DataFrame) -> np.ndarray:
    """Tell for each report whether its place may be one of several of that name."""
    fields = {
        name: _text(reports, name).tolist() for name in (*PLACE_NAMES, "division_code", "place_candidates")
    }
    rows = zip(*fields.values(), strict=True)
    return np.array([one_of_several(dict(zip(fields, row, strict=True))) for row in rows], dtype=bool)


def issuers(reports: pd.DataFrame) -> pd.Series:
    """Return who reports, by report_id: a jurisdiction's government, or one of its departments by name."""
    place = jurisdictions(reports)
    department = (_text(reports, "level") == "department") & (_text(reports, "issuer") != "")
    named = place + "/" + _text(reports, "issuer").to_numpy()
    return place.where(~department.to_numpy(), named).rename("issuer")


def _text(reports: pd.DataFrame, column: str) -> pd.Series:
    """Return a column as text, empty where it is missing."""
    if column not in reports.columns:
        return pd.Series("", index=reports.index, dtype="str")
    return reports[column].astype("str").fillna("")


def periods_of(years: pd.Series, periods: Periods = OUTLINE_PERIODS) -> pd.Series:
    """Return the period of each reporting year; missing outside every period.

    Raises
    ------
    ValueError
        When two periods share a year.
    """
    label_of = {}
    for label, members in periods.items():
        for year in members:
            if year in label_of:
                raise ValueError(f"year {year} is in two periods, {label_of[year]!r} and {label!r}")
            label_of[year] = label
    labels = [None if pd.isna(year) else label_of.get(int(year)) for year in years]
    return pd.Series(labels, index=years.index, dtype="str")


def sentence_items(sentences: pd.DataFrame, sections: pd.DataFrame) -> np.ndarray:
    """Return the mandated content item of each sentence, in the order of `sentences`.

    It is the item of the deepest section the sentence stands in, or of the nearest section above it that has
    one; 0 for none, the lead included.

    Raises
    ------
    ValueError
        When a sentence names a section that is not in `sections`.
    """
    columns(sentences, ["report_id", "section_id"], "sentences")
    columns(sections, ["report_id", "section_id", "parent_id", "item"], "sections")
    keys = pd.MultiIndex.from_frame(sections[["report_id", "section_id"]])
    if keys.has_duplicates:
        raise ValueError(f"table sections holds section {keys[keys.duplicated()][0]} twice")
    parent = keys.get_indexer(pd.MultiIndex.from_arrays([sections["report_id"], sections["parent_id"]]))
    parent[sections["parent_id"].isna().to_numpy()] = -1
    item = sections["item"].to_numpy(dtype=int, copy=True)
    for _ in range(3):  # headings go four levels deep
        inherits = (item == 0) & (parent >= 0)
        item[inherits] = item[parent[inherits]]
    placed = sentences["section_id"].notna().to_numpy()
    at = keys.get_indexer(pd.MultiIndex.from_arrays([sentences["report_id"], sentences["section_id"]]))
    lost = placed & (at < 0)
    if lost.any():
        first = sentences.loc[lost, ["report_id", "section_id"]].iloc[0].tolist()
        raise ValueError(f"table sections lacks section {first[1]!r} of report {first[0]!r}")
    found = np.zeros(len(sentences), dtype=int)
    found[placed] = item[at[placed]]
    return found


def group_cells(
    cells: pd.DataFrame,
    by: By = (),
    reports: pd.DataFrame | None = None,
    periods: Periods = OUTLINE_PERIODS,
) -> tuple[pd.DataFrame, np.ndarray]:
    """Return the groups of cells (rows with a report_id, and an item perhaps), sorted with unknown
    values last, and the position of each cell's group.

    Parameters
    ----------
    by : str or sequence of str
        ``report_id``, ``item``, ``place`` (jurisdiction), ``issuer``, ``period``, or any column of `reports`;
        nothing for all reports together.

    Raises
    ------
    ValueError
        When a key is neither, or needs `reports`.
    """
    by = [by] if isinstance(by, str) else list(by)
    keys = pd.DataFrame(index=cells.index)
    for key in by:
        if key in cells.columns:
            keys[key] = cells[key]
        else:
            values = _report_key(key, reports, periods)
            keys[key] = values.reindex(cells["report_id"]).array
    if not by:
        return pd.DataFrame(index=[0]), np.zeros(len(keys), dtype=int)
    codes = keys.groupby(by, dropna=False, sort=True).ngroup().to_numpy()
    first = pd.Series(codes).drop_duplicates().sort_values().index
    return keys.take(first).reset_index(drop=True), codes


def _report_key(key: str, reports: pd.DataFrame | None, periods: Periods) -> pd.Series:
    if key == "item":
        raise ValueError("grouping by item needs sections=")
    if reports is None:
        raise ValueError(f"grouping by {key} needs reports=")
    if key == "place":
        return jurisdictions(reports)
    by_report = reports.set_index("report_id")
    if key == "issuer":
        return issuers(reports)
    if key == "period" and "period" not in reports.columns:
        columns(reports, ["reporting_year"], "reports")
        return periods_of(by_report["reporting_year"], periods)
    columns(reports, [key], "reports")
    return by_report[key]


def group_sentences(
    sentences: pd.DataFrame,
    by: By = (),
    reports: pd.DataFrame | None = None,
    sections: pd.DataFrame | None = None,
    periods: Periods = OUTLINE_PERIODS,
) -> tuple[pd.DataFrame, np.ndarray, pd.DataFrame]:
    """Return the sentences of the reports in question, the group of each, and the groups, sorted.

    Reports (and content items) without a sentence have their group too. Parameters and errors as
    :func:`group_cells`; `sections` is needed to group by item.
    """
    ids = sentences["report_id"] if reports is None else reports["report_id"]
    kept = sentences[sentences["report_id"].isin(ids).to_numpy(dtype=bool)].reset_index(drop=True)
    cells = pd.DataFrame({"report_id": kept["report_id"].astype("str").array})
    every = pd.DataFrame({"report_id": ids.drop_duplicates().astype("str").array})
    if "item" in ([by] if isinstance(by, str) else list(by)):
        if sections is None:
            raise ValueError("grouping by item needs sections=")
        cells["item"] = sentence_items(kept, sections)
        every = every.merge(pd.DataFrame({"item": ITEMS}), how="cross")
    groups, codes = group_cells(pd.concat([cells, every], ignore_index=True), by, reports, periods)
    return kept, codes[: len(kept)], groups


def superiors(reports: pd.DataFrame) -> pd.DataFrame:
    """Return the governments above each report's issuer, as far as codes and names tell.

    Above a government stand those of the division codes that its own begins with (county, prefecture, province)
    and of the names before the last in its path; above a department first of all the government it belongs to.

    Returns
    -------
    DataFrame
        One row per report and superior: position (row of `reports`), superior (as :func:`issuers` names
        governments), rank (0: nearest).
    """
    place = jurisdictions(reports).to_numpy(dtype=object)
    department = (issuers(reports).to_numpy(dtype=object) != place).tolist()
    names = [_text(reports, column).tolist() for column in PLACE_NAMES]
    rows = []
    paths = [[name for name in path if name] for path in zip(*names, strict=True)]
    clear = (~_unclear(reports)).tolist()
    known = zip(paths, place, clear, strict=True)
    place_of = {"/".join(path): own for path, own, only in known if path and only}
    for position, (own, path) in enumerate(zip(place, paths, strict=True)):
        found = [own] if department[position] else []
        if own.isdigit() and len(own) in (6, 9, 12):
            found += [code for code in _codes_above(own) if code not in found]
        above = ["/".join(path[:depth]) for depth in range(len(path) - 1, 0, -1)]
        found += [name for name in (place_of.get(name, name) for name in above) if name not in found]
        if not department[position] and own in found:
            found.remove(own)
        rows += [(position, name, rank) for rank, name in enumerate(found)]
    return pd.DataFrame(rows, columns=["position", "superior", "rank"]).astype(
        {"position": "int64", "superior": "str", "rank": "int64"}
    )


def _codes_above(code: str) -> list[str]:
    """Return the division codes above one of a county (6 digits) or township (9 or 12), nearest first."""
    above = [code[:6]] if len(code) > 6 else []
    return [*above, *(upper for upper in (code[:4] + "00", code[:2] + "0000") if upper not in (code, *above))]
