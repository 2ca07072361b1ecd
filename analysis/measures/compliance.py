"""How a report keeps the reporting duty: room given to the mandated items, days from the dates it is due."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.coding.content import FIRST_BOUND_YEAR
from analysis.measures.grouping import OUTLINE_PERIODS, By, Periods, group_cells, sentence_items
from analysis.measures.undefined import over
from analysis.measures.validation import columns
from analysis.schemas import PRESENCE

# Chapter 4 of the regulation of 2019 binds from reporting year 2019: report by 1 March, publish by 1 April.
# Before, the outline of 2015 asked for both within the first quarter.
DUE = {"signed": ("03-01", "03-31"), "published": ("04-01", "03-31")}


def item_shares(sentences: pd.DataFrame, sections: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """Return how the body of each report, or group of reports, divides into the mandated content items.

    Parameters
    ----------
    sentences, sections : DataFrame
        Tables of that name.
    reports : DataFrame
        Table `reports`; its column `group`, where it has one, says what to add up, else each report is a group.

    Returns
    -------
    DataFrame
        Columns group, item (``lead``, or ``item-0`` to ``item-5``: table `sections`, column `item`),
        n_sentences, n_han (Han characters), share (of the Han characters in the group's body sentences).
    """
    group = reports.set_index("report_id").get("group", reports.set_index("report_id").index.to_series())
    item = pd.Series(sentence_items(sentences, sections), index=sentences.index).astype("string")
    placed = sentences.assign(
        group=sentences["report_id"].map(group),
        item=("item-" + item).where(sentences["section_id"].notna(), "lead"),
    )
    shares = placed.groupby(["group", "item"])["n_han"].agg(n_sentences="size", n_han="sum").reset_index()
    totals = shares.groupby("group")["n_han"].transform("sum")
    return shares.assign(share=shares["n_han"] / totals.where(totals > 0))


def content_shares(
    content: pd.DataFrame,
    by: By = (),
    reports: pd.DataFrame | None = None,
    *,
    periods: Periods = OUTLINE_PERIODS,
) -> pd.DataFrame:
    """Return how many reports of each group hold each of the five mandated items.

    Parameters
    ----------
    content : DataFrame
        Table of that name.
    by, reports, periods
        As :func:`analysis.measures.themes.theme_rates`.

    Returns
    -------
    DataFrame
        The full grid of groups and items: the keys, item, yes, partial, no, scored (reports for which a score is due:
        those on 2019 and later), share_yes (of scored), note.

    Raises
    ------
    ValueError
        When a column is missing or a key needs `reports`.
    """
    columns(content, ["report_id", "item", "present"], "content")
    if reports is not None:
        content = content[content["report_id"].isin(reports["report_id"]).to_numpy(dtype=bool)]
    groups, codes = group_cells(pd.DataFrame({"report_id": content["report_id"].array}), by, reports, periods)
    at = codes * 5 + content["item"].to_numpy(dtype=int) - 1
    counted = {
        name: np.bincount(
            at[(content["present"] == name).fillna(False).to_numpy(dtype=bool)], minlength=5 * len(groups)
        )
        for name in PRESENCE
    }
    scored = sum(counted.values())
    return (
        groups.loc[groups.index.repeat(5)]
        .reset_index(drop=True)
        .assign(
            item=np.tile(np.arange(1, 6), len(groups)),
            **counted,
            scored=scored,
            share_yes=over(counted["yes"], scored),
            note=pd.array(np.where(scored > 0, "", "no score is due"), "str"),
        )
    )


def timeliness(reports: pd.DataFrame) -> pd.DataFrame:
    """Return how many days before or after its due date each report was signed and published.

    Reporting is due on 1 March and publication on 1 April of the year after the reporting year; for reporting
    years before 2019 both on 31 March. A report dated on the day itself is on time.

    Parameters
    ----------
    reports : DataFrame
        Table `reports`.

    Returns
    -------
    DataFrame
        One row per report and event, sorted by report: report_id, reporting_year, event (``signed``, ``published``), day, due,
        days (after the due date; negative: before), on_time. Day, days and on_time are missing where the text
        states no day, all but the first two where it states no year.
    """
    rows = []
    for report in reports.sort_values("report_id", kind="stable").itertuples():
        year = report.reporting_year
        for event, (bound, before) in DUE.items():
            day = pd.to_datetime(getattr(report, event), format="%Y-%m-%d", errors="coerce")
            due = (
                pd.NaT
                if pd.isna(year)
                else pd.Timestamp(f"{year + 1}-{bound if year >= FIRST_BOUND_YEAR else before}")
            )
            rows.append(
                {
                    "report_id": report.report_id,
                    "reporting_year": year,
                    "event": event,
                    "day": day,
                    "due": due,
                }
            )
    frame = pd.DataFrame(rows, columns=["report_id", "reporting_year", "event", "day", "due"])
    frame = frame.astype({"report_id": "string", "event": "string", "reporting_year": "Int64"})
    frame[["day", "due"]] = frame[["day", "due"]].astype("datetime64[s]")
    frame["days"] = (frame["day"] - frame["due"]).dt.days.astype("Int64")
    return frame.assign(on_time=(frame["days"] <= 0).astype("boolean").where(frame["days"].notna()))
