"""How openly reports speak of shortcomings: the room they give them, how they hedge, whether they name causes."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.measures.grouping import OUTLINE_PERIODS, By, Periods, group_cells, sentence_items
from analysis.measures.intervals import NO_TEXT
from analysis.measures.undefined import over
from analysis.measures.validation import columns, unique

SHORTCOMINGS = 2  # content item of shortcomings and causes


def disclosure(
    statements: pd.DataFrame,
    sentences: pd.DataFrame,
    sections: pd.DataFrame,
    reports: pd.DataFrame,
    by: By = "report_id",
    *,
    periods: Periods = OUTLINE_PERIODS,
) -> pd.DataFrame:
    """Return how each report, or group of reports, speaks of its shortcomings.

    Parameters
    ----------
    statements, sentences, sections, reports : DataFrame
        Tables of that name.
    by, periods
        As :func:`analysis.measures.themes.theme_rates`.

    Returns
    -------
    DataFrame
        The keys, reports, n_han (body), n_han_problems (Han characters of content item 2), share_problems (of n_han),
        problems, problems_per_report, hedged, share_hedged (of problems), with_cause, share_with_cause (of
        problems), causes (stated reasons), external_causes, share_external (of causes), note.

    Raises
    ------
    ValueError
        When a column is missing or a report is there twice.
    """
    columns(statements, ["report_id", "kind", "hedge", "cause_given", "external_cause"], "statements")
    columns(sentences, ["report_id", "section_id", "n_han"], "sentences")
    columns(reports, ["report_id"], "reports")
    unique(reports, "report_id", "reports")
    ids = pd.Index(reports["report_id"].sort_values())
    groups, codes = group_cells(pd.DataFrame({"report_id": ids}), by, reports, periods)
    size = len(groups)

    def total(report_ids: pd.Series, weights: np.ndarray | None = None) -> np.ndarray:
        at = ids.get_indexer(report_ids)
        weights = None if weights is None else np.asarray(weights, dtype=float)[at >= 0]
        return np.bincount(codes[at[at >= 0]], weights, size).astype("int64")

    def count(rows: pd.DataFrame, which: pd.Series | None = None) -> np.ndarray:
        kept = rows if which is None else rows[which.fillna(False).to_numpy(dtype=bool)]
        return total(kept["report_id"])

    item = sentence_items(sentences, sections) if len(sentences) else np.zeros(0, dtype=int)
    n_han = total(sentences["report_id"], sentences["n_han"].to_numpy())
    shortcomings = sentences[item == SHORTCOMINGS]
    n_problems = total(shortcomings["report_id"], shortcomings["n_han"].to_numpy())
    problems = statements[(statements["kind"] == "problem").to_numpy(dtype=bool)]
    causes = statements[(statements["kind"] == "reason").to_numpy(dtype=bool)]
    stated, hedged = count(problems), count(problems, problems["hedge"].notna())
    with_cause = count(problems, problems["cause_given"].astype("boolean"))
    reasons, external = count(causes), count(causes, causes["external_cause"].astype("boolean"))
    members = np.bincount(codes, minlength=size) if len(ids) else np.zeros(size, dtype="int64")
    note = np.select([n_han == 0, stated == 0], [NO_TEXT, "no problem stated"], "")
    return groups.assign(
        reports=members,
        n_han=n_han,
        n_han_problems=n_problems,
        share_problems=over(n_problems, n_han),
        problems=stated,
        problems_per_report=over(stated, members),
        hedged=hedged,
        share_hedged=over(hedged, stated),
        with_cause=with_cause,
        share_with_cause=over(with_cause, stated),
        causes=reasons,
        external_causes=external,
        share_external=over(external, reasons),
        note=pd.array(note, "str"),
    )
