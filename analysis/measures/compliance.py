"""How a report keeps the reporting duty: room given to the mandated items, days from the dates it is due."""

from __future__ import annotations

import pandas as pd

# Chapter 4 of the regulation of 2019 binds from reporting year 2019: report by 1 March, publish by 1 April.
# Before, the outline of 2015 asked for both within the first quarter.
FIRST_BOUND_YEAR = 2019
DUE = {"signed": ("03-01", "03-31"), "published": ("04-01", "03-31")}


def item_shares(sentences: pd.DataFrame, sections: pd.DataFrame) -> pd.DataFrame:
    """Return how the body of each report divides into the mandated content items.

    Parameters
    ----------
    sentences, sections : DataFrame
        Tables of that name.

    Returns
    -------
    DataFrame
        Columns report_id, item (``lead``, or ``item-0`` to ``item-5``: table `sections`, column `item`),
        n_sentences, n_han (Han characters), share (of the Han characters in the report's body sentences).
    """
    items = sections[["report_id", "section_id", "item"]]
    placed = sentences.merge(items, on=["report_id", "section_id"], how="left", validate="many_to_one")
    placed["item"] = ("item-" + placed["item"].astype("Int64").astype("string")).fillna("lead")
    grouped = placed.groupby(["report_id", "item"], sort=False)["n_han"]
    shares = grouped.agg(n_sentences="size", n_han="sum").reset_index()
    totals = shares.groupby("report_id")["n_han"].transform("sum")
    return shares.assign(share=shares["n_han"] / totals.where(totals > 0))


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
        One row per report and event: report_id, reporting_year, event (``signed``, ``published``), day, due,
        days (after the due date; negative: before), on_time. Day, days and on_time are missing where the text
        states no day, all but the first two where it states no year.
    """
    rows = []
    for report in reports.itertuples():
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
