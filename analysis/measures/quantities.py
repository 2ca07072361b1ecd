"""How much reports count, and what their rates are made of."""

from __future__ import annotations

import re
from collections import defaultdict
from fractions import Fraction

import numpy as np
import pandas as pd

from analysis.findings.attainable import percentage
from analysis.measures.grouping import (
    OUTLINE_PERIODS,
    By,
    Periods,
    group_cells,
    group_sentences,
)
from analysis.measures.intervals import NO_TEXT
from analysis.measures.undefined import over
from analysis.measures.validation import columns
from analysis.reading.normalise import fold

CLAIMS = ("zero", "coverage")  # claims of none and of all: no indicators, counted apart
PARTS = ("both", "unconfirmed", "none")
#: Count words that stand for one another when a rate's parts are looked for.
SAME_UNIT = {"名": "人", "位": "人", "起": "件", "宗": "件", "桩": "件", "场次": "场"}
DECIMALS = re.compile("(?<=[0-9])[.]([0-9]+)|点([〇零一二三四五六七八九]+)")


def density(
    quantities: pd.DataFrame,
    sentences: pd.DataFrame,
    by: By = "report_id",
    reports: pd.DataFrame | None = None,
    sections: pd.DataFrame | None = None,
    *,
    periods: Periods = OUTLINE_PERIODS,
) -> pd.DataFrame:
    """Return how many quantities each group states per 1,000 Han characters.

    Claims of none (未发生…) and of all (全覆盖) are counted apart: they measure nothing.

    Parameters
    ----------
    quantities, sentences, reports, sections : DataFrame
        Tables of that name; `sections` to group by item.
    by, periods
        As :func:`analysis.measures.themes.theme_rates`.

    Returns
    -------
    DataFrame
        The keys, quantities, zero_claims, coverage_claims, n_han (body), per_1000_han, zero_per_1000_han,
        coverage_per_1000_han, note.

    Raises
    ------
    ValueError
        When a column is missing, a quantity's sentence is not there, or a key needs a table that is not given.
    """
    columns(quantities, ["report_id", "sentence_id", "kind"], "quantities")
    columns(sentences, ["report_id", "sentence_id", "n_han"], "sentences")
    base, codes, groups = group_sentences(sentences, by, reports, sections, periods)
    size = len(groups)
    n_han = np.bincount(codes, base["n_han"], size).astype("int64")
    rows, at = _placed(quantities, base, codes)
    kind = rows["kind"].to_numpy(dtype=object)
    zero, coverage = (np.bincount(at[kind == name], minlength=size) for name in CLAIMS)
    stated = np.bincount(at[~np.isin(kind, CLAIMS)], minlength=size)
    return groups.assign(
        quantities=stated,
        zero_claims=zero,
        coverage_claims=coverage,
        n_han=n_han,
        per_1000_han=over(1000 * stated, n_han),
        zero_per_1000_han=over(1000 * zero, n_han),
        coverage_per_1000_han=over(1000 * coverage, n_han),
        note=pd.array(np.where(n_han > 0, "", NO_TEXT), "str"),
    )


def _placed(
    quantities: pd.DataFrame, base: pd.DataFrame, codes: np.ndarray
) -> tuple[pd.DataFrame, np.ndarray]:
    """Return the quantities in the body of the reports in question, and the group of each."""
    keys = pd.MultiIndex.from_frame(base[["report_id", "sentence_id"]])
    inside = quantities["report_id"].isin(base["report_id"].unique()) & quantities["sentence_id"].notna()
    rows = quantities[inside.to_numpy(dtype=bool)]
    at = keys.get_indexer(pd.MultiIndex.from_frame(rows[["report_id", "sentence_id"]]))
    if (at < 0).any():
        lost = rows.loc[at < 0, ["report_id", "sentence_id"]].iloc[0].tolist()
        raise ValueError(
            f"a quantity names sentence {lost[1]!r} of report {lost[0]!r}, which table sentences lacks: "
            "select quantities and sentences alike"
        )
    return rows, codes[at]


def rate_parts(quantities: pd.DataFrame) -> pd.DataFrame:
    """Return for every rate whether its sentence states both of its parts.

    Two counts of one unit in the sentence of the rate are its parts when their quotient is the rate, rounded or
    cut to the decimals it prints (受理35件，审结28件，办结率80%; :mod:`analysis.findings.attainable`). Of a bound (at
    least, over, under) they are parts when the quotient keeps it by at most one unit of its last decimal: farther
    off, any two counts would do. About is within one point. Of several such pairs the nearest counts.

    Parameters
    ----------
    quantities : DataFrame
        Table of that name.

    Returns
    -------
    DataFrame
        One row per rate, sorted by report and place: report_id, sentence_id, raw, measures, value (%), qualifier,
        parts (``both``; ``unconfirmed``: the sentence holds two counts of one unit, none of which give the rate;
        ``none``), part_value, whole_value, part_unit, part_start, part_end, whole_start, whole_end (the two counts;
        of ``both`` only), start, end.

    Raises
    ------
    ValueError
        When a column is missing.
    """
    needed = ["report_id", "sentence_id", "raw", "value", "kind", "qualifier", "measures", "start", "end"]
    columns(quantities, [*needed, "value_normalised", "unit_normalised"], "quantities")
    ordered = quantities.sort_values(["report_id", "start", "end"], kind="stable")
    ordered = ordered.assign(number=_numbers(ordered))
    rates = ordered[(ordered["kind"] == "rate").to_numpy(dtype=bool)]
    counts: dict[tuple[str, str], list[tuple]] = defaultdict(list)
    beside = ordered[(ordered["kind"] == "count").to_numpy(dtype=bool) & ordered["number"].notna().to_numpy()]
    beside = beside[beside["sentence_id"].notna().to_numpy()]
    for row in beside.itertuples():
        unit = "" if pd.isna(row.unit_normalised) else row.unit_normalised
        counts[row.report_id, row.sentence_id].append(
            (SAME_UNIT.get(unit, unit), row.number, row.start, row.end)
        )
    found = []
    for rate in rates.itertuples():
        near = counts.get((rate.report_id, rate.sentence_id), [])
        found.append(_parts_of(rate.number, rate.raw, rate.qualifier, rate.start, near))
    names = [
        "parts",
        "part_value",
        "whole_value",
        "part_unit",
        "part_start",
        "part_end",
        "whole_start",
        "whole_end",
    ]
    types = dict(zip(names, ["str", "Float64", "Float64", "str", *["Int64"] * 4], strict=True))
    parts = pd.DataFrame(found, columns=names, index=rates.index).astype(types)
    table = pd.concat([rates.drop(columns="value").rename(columns={"number": "value"}), parts], axis=1)
    kept = ["report_id", "sentence_id", "raw", "measures", "value", "qualifier", *names, "start", "end"]
    return table[kept].reset_index(drop=True)


def _numbers(quantities: pd.DataFrame) -> pd.Series:
    """Return the value of each quantity in its base unit, NaN where there is none."""
    values = quantities["value_normalised"].where(quantities["value_normalised"].notna(), quantities["value"])
    return pd.to_numeric(values, errors="coerce").astype("float64")


def _parts_of(rate: float, raw: str, qualifier: str, start: int, near: list[tuple]) -> tuple:
    """Return what :func:`rate_parts` says of one rate, from the counts of its sentence."""
    pairs = [
        (part, whole)
        for part in near
        for whole in near
        if part is not whole and part[0] == whole[0] and part[1] <= whole[1] and whole[1] > 0
    ]
    if not pairs:
        return "none", *[None] * 7
    printed = DECIMALS.search(fold(raw).text)
    decimals = len(printed[1] or printed[2]) if printed else 0
    fits = [
        (part, whole)
        for part, whole in pairs
        if not pd.isna(rate)
        and _gives(100 * _exact(part[1]) / _exact(whole[1]), _exact(rate), qualifier, decimals)
    ]
    if not fits:
        return "unconfirmed", *[None] * 7
    # Nearest first; of two equal counts the earlier is the whole (受理18件，办结18件).
    part, whole = min(
        fits, key=lambda pair: (abs(pair[0][2] - start) + abs(pair[1][2] - start), pair[1][2], pair[0][2])
    )
    return "both", part[1], whole[1], part[0], *part[2:], *whole[2:]


def _exact(value: float) -> Fraction:
    """Return a number as it is printed."""
    return Fraction(str(value))


def _gives(quotient: Fraction, rate: Fraction, qualifier: str, decimals: int) -> bool:
    """Tell whether a quotient, in per cent, is what the rate says."""
    step = Fraction(1, 10**decimals)
    if qualifier in ("over", "at_least"):
        return rate <= quotient <= rate + step
    if qualifier in ("under", "at_most"):
        return rate - step <= quotient <= rate
    if qualifier == "approx":
        return abs(quotient - rate) <= max(1, step)
    return percentage(rate, decimals).holds(quotient)


def rate_claims(
    quantities: pd.DataFrame,
    by: By = "report_id",
    reports: pd.DataFrame | None = None,
    *,
    sentences: pd.DataFrame | None = None,
    sections: pd.DataFrame | None = None,
    periods: Periods = OUTLINE_PERIODS,
) -> pd.DataFrame:
    """Return how many rates of each group state both parts, and how many claim 100 %.

    Parameters
    ----------
    quantities, reports, sentences, sections : DataFrame
        Tables of that name; `sentences` and `sections` to group by item. Without `reports` the groups are those
        with a quantity.
    by, periods
        As :func:`analysis.measures.themes.theme_rates`.

    Returns
    -------
    DataFrame
        The keys, rates, both_parts, share_both_parts, hundred (rates of 100 %), share_hundred, near_hundred (of 99 %
        or more), share_near_hundred, note. Shares are of rates.

    Raises
    ------
    ValueError
        When a column is missing or a key needs a table that is not given.
    """
    rates = rate_parts(quantities)
    if "item" in ([by] if isinstance(by, str) else list(by)):
        if sentences is None:
            raise ValueError("grouping by item needs sentences= and sections=")
        base, codes, groups = group_sentences(sentences, by, reports, sections, periods)
        rates, at = _placed(rates, base, codes)
    else:
        ids = (quantities if reports is None else reports)["report_id"].drop_duplicates()
        rates = rates[rates["report_id"].isin(ids).to_numpy(dtype=bool)]
        groups, codes = group_cells(pd.DataFrame({"report_id": ids.array}), by, reports, periods)
        at = codes[pd.Index(ids).get_indexer(rates["report_id"])] if len(rates) else np.zeros(0, dtype=int)
    size = len(groups)
    total = np.bincount(at, minlength=size)
    value = rates["value"].to_numpy(dtype=float)
    counted = {
        "both_parts": (rates["parts"] == "both").to_numpy(dtype=bool),
        "hundred": value == 100,
        "near_hundred": value >= 99,
    }
    table = groups.assign(rates=total)
    for name, which in counted.items():
        n = np.bincount(at[which], minlength=size)
        table[name] = n
        table[f"share_{name}"] = over(n, total)
    return table.assign(note=pd.array(np.where(total > 0, "", "no rate"), "str"))
