"""The life of a wording: when it appears, spreads and fades, and whether it is older than it can be."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from analysis.measures.counts import locate
from analysis.measures.grouping import OUTLINE_PERIODS, Periods
from analysis.measures.validation import columns, unique
from analysis.measures.years import Years, sides

FATES = ("new", "kept", "dropped")


def new_kept_dropped(
    mentions: pd.DataFrame,
    sentences: pd.DataFrame,
    reports: pd.DataFrame,
    before: Years,
    after: Years,
    themes: Iterable[str] | None = None,
    *,
    periods: Periods = OUTLINE_PERIODS,
) -> pd.DataFrame:
    """Return the fate of every codebook term between two years, or two sets of years.

    Parameters and errors as :func:`analysis.measures.years.compare_years`. Weak terms count only where their
    sentence also holds a non-weak term of the theme.

    Returns
    -------
    DataFrame
        One row per theme and term found on either side: theme, term, fate (``new``, ``kept``, ``dropped``; missing
        when a side has no text), x_before, x_after (mentions), reports_before, reports_after (reports with the
        term), rate_before, rate_after (mentions per 1,000 Han characters), note. Sorted by theme and term.
    """
    columns(mentions, ["term"], "mentions")
    chosen, later = sides(reports, before, after, periods)
    found = locate(mentions, sentences, chosen, themes)
    is_later = later.reindex(found.reports).to_numpy(dtype=bool)
    han = found.sentences["n_han"].to_numpy(dtype=float)
    after_han = han[is_later[found.sentence_report]].sum()
    texts = {"before": han.sum() - after_han, "after": after_han}
    used = found.mentions[found.counted]
    frame = pd.DataFrame(
        {
            "theme": used["theme"],
            "term": used["term"],
            "report": found.report[found.counted],
            "later": is_later[found.report[found.counted]],
        }
    )
    terms = frame[["theme", "term"]].drop_duplicates().sort_values(["theme", "term"])
    result = terms.reset_index(drop=True).assign(fate=None)
    keys = pd.MultiIndex.from_frame(result[["theme", "term"]])
    for side, part in (("before", frame[~frame["later"]]), ("after", frame[frame["later"]])):
        by_term = part.groupby(["theme", "term"])["report"]
        result[f"x_{side}"] = by_term.size().reindex(keys, fill_value=0).to_numpy(dtype="int64")
        result[f"reports_{side}"] = by_term.nunique().reindex(keys, fill_value=0).to_numpy(dtype="int64")
    for side, total in texts.items():
        result[f"rate_{side}"] = 1000 * result[f"x_{side}"] / total if total else np.nan
    empty = [side for side, total in texts.items() if not total]
    fate = np.select([result["x_before"] == 0, result["x_after"] == 0], ["new", "dropped"], "kept")
    result["fate"] = pd.array([None] * len(result) if empty else fate, "str")
    result["note"] = pd.array([f"no text {empty[0]}" if empty else ""] * len(result), "str")
    order = ("x_before", "x_after", "reports_before", "reports_after", "rate_before", "rate_after")
    return result[["theme", "term", "fate", *order, "note"]]


def _occurrences(
    occurrences: pd.DataFrame, anchors: pd.DataFrame, reports: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return which report uses which anchor, once each, with the report's year; and the anchors, sorted."""
    columns(occurrences, ["report_id", "anchor"], "occurrences")
    columns(anchors, ["id", "term", "first_official", "faded_from", "anchor"], "anchors")
    columns(reports, ["report_id", "reporting_year"], "reports")
    unique(anchors, "id", "anchors")
    unique(reports, "report_id", "reports")
    for name, known, used in (
        ("anchors", anchors["id"], occurrences["anchor"]),
        ("reports", reports["report_id"], occurrences["report_id"]),
    ):
        strange = used[~used.isin(known)]
        if len(strange):
            raise ValueError(f"occurrences name {strange.iloc[0]!r}, which {name} lacks")
    year = reports.set_index("report_id")["reporting_year"].astype("Int64")
    uses = occurrences[["report_id", "anchor"]].drop_duplicates()
    uses = uses.assign(year=year.reindex(uses["report_id"]).array)
    return uses, anchors.sort_values("id", kind="stable").reset_index(drop=True)


def _official_year(dates: pd.Series) -> pd.Series:
    """Return the year of dates given as YYYY, YYYY-MM or YYYY-MM-DD; missing where there is none."""
    return pd.to_numeric(dates.astype("str").str.slice(0, 4)).astype("Int64")


def life_cycles(occurrences: pd.DataFrame, anchors: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """Return the life of every time-anchored term in the corpus.

    Parameters
    ----------
    occurrences : DataFrame
        One row per use: report_id, anchor (id of the anchor); optionally in_plan (the use stands among plans
        for the next year, where a coming event may be named).
    anchors : DataFrame
        The codebook's anchors: id, term, first_official, faded_from (YYYY, YYYY-MM or YYYY-MM-DD, or missing),
        anchor (``hard``: cannot stand in a text finished before first_official; ``soft``: may; ``none``).
    reports : DataFrame
        Table `reports`: report_id, reporting_year; signed for the anachronisms.

    Returns
    -------
    DataFrame
        One row per anchor, used or not, sorted by id: id, term, anchor, first_official, faded_from, reports
        (that use it), undated (of these, without a reporting year), n (reports of the corpus with a reporting
        year), share (of n), first_year, last_year (reporting years seen), lag (first_year − official year; the
        slogan lag), after_fading (reports on a year after that of faded_from), anachronisms (reports), note.

    Raises
    ------
    ValueError
        When a column is missing, an id is there twice, or occurrences name an unknown anchor or report.
    """
    uses, anchors = _occurrences(occurrences, anchors, reports)
    ids = anchors["id"]
    dated = uses.dropna(subset="year")
    seen = dated.groupby("anchor")["year"].agg(["min", "max", "size"]).reindex(ids)
    using = uses.groupby("anchor").size().reindex(ids, fill_value=0).to_numpy(dtype="int64")
    with_year = seen["size"].fillna(0).to_numpy(dtype="int64")
    n = int(reports["reporting_year"].notna().sum())
    first_year = seen["min"].astype("Int64").reset_index(drop=True)
    faded = pd.Series(_official_year(anchors["faded_from"]).array, index=ids)
    late = (dated["year"] > faded.reindex(dated["anchor"]).array).fillna(False).to_numpy(dtype=bool)
    wrong = anachronisms(occurrences, anchors, reports)
    wrong = wrong[wrong["verdict"] == "before first official"].drop_duplicates(["report_id", "anchor"])
    official = _official_year(anchors["first_official"])
    note = np.select(
        [using == 0, with_year == 0, official.isna().to_numpy()],
        ["not used", "used only in reports without a year", "no official date"],
        default="",
    )
    return pd.DataFrame(
        {
            "id": ids,
            "term": anchors["term"],
            "anchor": anchors["anchor"],
            "first_official": anchors["first_official"],
            "faded_from": anchors["faded_from"],
            "reports": using,
            "undated": using - with_year,
            "n": n,
            "share": with_year / n if n else np.full(len(ids), np.nan),
            "first_year": first_year,
            "last_year": seen["max"].astype("Int64").reset_index(drop=True),
            "lag": first_year - official,
            "after_fading": _per_anchor(dated["anchor"][late], ids),
            "anachronisms": _per_anchor(wrong["anchor"], ids),
            "note": pd.array(note, "str"),
        }
    )


def _per_anchor(used: pd.Series, ids: pd.Series) -> np.ndarray:
    return used.value_counts().reindex(ids, fill_value=0).to_numpy(dtype="int64")


def yearly_use(occurrences: pd.DataFrame, anchors: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """Return the share of reports that use each anchor, by reporting year.

    Input and errors as :func:`life_cycles`. Years without a report are missing, not zero.

    Returns
    -------
    DataFrame
        The full grid of anchors and years with a report: id, term, reporting_year, x (reports that use it), n
        (reports on that year), share.
    """
    uses, anchors = _occurrences(occurrences, anchors, reports)
    per_year = reports["reporting_year"].dropna().astype("Int64").value_counts().sort_index()
    grid = anchors[["id", "term"]].merge(
        pd.DataFrame({"reporting_year": per_year.index, "n": per_year.to_numpy(dtype="int64")}), how="cross"
    )
    used = uses.dropna(subset="year").groupby(["anchor", "year"]).size()
    keys = pd.MultiIndex.from_frame(grid[["id", "reporting_year"]])
    x = (
        used.reindex(keys, fill_value=0).to_numpy(dtype="int64")
        if len(used)
        else np.zeros(len(grid), "int64")
    )
    grid.insert(3, "x", x)
    return grid.assign(share=grid["x"] / grid["n"])


def anachronisms(occurrences: pd.DataFrame, anchors: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """Return the uses of hard anchors that are older than the anchor can be, or cannot be judged.

    A text is finished by its day of signature; where none is stated, by 31 March of the year after its
    reporting year. A use is an anachronism when the earliest day that first_official allows is later than the
    latest day the text allows. Uses among plans (column in_plan) are left out. Input and errors as
    :func:`life_cycles`.

    Returns
    -------
    DataFrame
        One row per use in question: report_id, anchor, term, first_official, finished (latest day, ISO), by
        (``signature`` or ``reporting year``), verdict (``before first official``, or ``unknown`` where the report
        states neither), start and end where occurrences have them; sorted by report_id, anchor and place.
    """
    _, anchors = _occurrences(occurrences, anchors, reports)
    hard = anchors[(anchors["anchor"] == "hard") & anchors["first_official"].notna()].set_index("id")
    uses = occurrences[occurrences["anchor"].isin(hard.index)]
    if "in_plan" in uses.columns:
        uses = uses[~uses["in_plan"].to_numpy(dtype=bool)]
    by_report = reports.set_index("report_id").reindex(uses["report_id"])
    signed = by_report["signed"] if "signed" in reports.columns else pd.Series(None, index=by_report.index)
    signed = signed.astype("str").reset_index(drop=True)
    year = by_report["reporting_year"].astype("Int64").reset_index(drop=True)
    deadline = (year + 1).astype("str") + "-03-31"
    # ISO dates compare as text once the unstated day is the first, or the last, that it can be.
    finished = (signed + signed.str.len().map({4: "-12-31", 7: "-31", 10: ""})).fillna(deadline)
    official = hard["first_official"].astype("str").reindex(uses["anchor"]).reset_index(drop=True)
    earliest = official + official.str.len().map({4: "-01-01", 7: "-01", 10: ""})
    verdict = np.select(
        [finished.isna(), (earliest > finished).fillna(False)],
        ["unknown", "before first official"],
        "possible",
    )
    frame = pd.DataFrame(
        {
            "report_id": uses["report_id"].array,
            "anchor": uses["anchor"].array,
            "term": hard["term"].reindex(uses["anchor"]).array,
            "first_official": official,
            "finished": finished,
            "by": pd.array(np.where(signed.notna(), "signature", "reporting year"), "str"),
            "verdict": pd.array(verdict, "str"),
        }
    )
    where = [column for column in ("start", "end") if column in uses.columns]
    frame[where] = uses[where].reset_index(drop=True)
    frame = frame[frame["verdict"] != "possible"]
    return frame.sort_values(["report_id", "anchor", *where], kind="stable").reset_index(drop=True)
