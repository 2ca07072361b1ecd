"""Where a sentence comes from: official formula, the year before, the superior, peers, or the issuer itself."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from analysis.measures.grouping import (
    OUTLINE_PERIODS,
    By,
    Periods,
    group_sentences,
    issuers,
    superiors,
)
from analysis.measures.intervals import NO_TEXT
from analysis.measures.undefined import over
from analysis.measures.validation import columns

PROVENANCES = ("formula", "carried", "superior", "peers", "own")
UNKNOWN_YEAR = 9999


def provenance(placed: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """Return the provenance of each sentence, the first that applies.

    Parameters
    ----------
    placed : DataFrame
        One row per sentence: report_id, cluster, formula (whether it counts as official formula).
    reports : DataFrame
        Table `reports`; report_id and reporting_year, and what :func:`analysis.measures.grouping.issuers` reads.

    Returns
    -------
    DataFrame
        In the order of `placed`: provenance (``formula``; ``carried``: the same issuer has it in an earlier year;
        ``superior``: a government above has it, or the department's own; ``peers``: another issuer has it;
        ``own``), source_id (the issuer's latest earlier report; the nearest superior's, no later than the report
        if there is one; the peers' earliest), direction (``earlier`` or ``later``: the source against the
        report; missing when the years are equal or one is unknown, for then nothing tells who wrote it first).
    """
    reports = reports.sort_values("report_id", kind="stable", ignore_index=True)
    position = pd.Index(reports["report_id"])
    issuer_of, names = pd.factorize(issuers(reports).to_numpy(dtype=object), sort=True)
    years = reports["reporting_year"].astype("Int64").fillna(UNKNOWN_YEAR).to_numpy(dtype="int64")
    pairs = pd.DataFrame(
        {"cluster": placed["cluster"].to_numpy(), "report": position.get_indexer(placed["report_id"])}
    )
    pair_of, _ = pd.factorize(pairs["cluster"] * max(len(position), 1) + pairs["report"])
    held = pairs.drop_duplicates(ignore_index=True)
    held = held.assign(issuer=issuer_of[held["report"]], year=years[held["report"]])
    sources = {
        "carried": _carried(held),
        "superior": _superior(held, superiors(reports), pd.Index(names)),
        "peers": _peers(held),
    }
    formula = placed["formula"].to_numpy(dtype=bool)
    found = [sources[name][pair_of] for name in ("carried", "superior", "peers")]
    known = np.select([formula, *(part >= 0 for part in found)], range(4), 4)
    source = np.select([known == 1, known == 2, known == 3], found, -1)
    ids = np.append(reports["report_id"].to_numpy(dtype=object), None)
    own, its = held["year"].to_numpy()[pair_of], np.append(years, UNKNOWN_YEAR)[source]
    told = (source >= 0) & (own != UNKNOWN_YEAR) & (its != UNKNOWN_YEAR) & (own != its)
    direction = np.where(its < own, "earlier", "later").astype(object)
    direction[~told] = None
    return pd.DataFrame(
        {
            "provenance": pd.array(np.array(PROVENANCES, dtype=object)[known], "str"),
            "source_id": pd.array(ids[source], "str"),
            "direction": pd.array(direction, "str"),
        },
        index=placed.index,
    )


def _carried(held: pd.DataFrame) -> np.ndarray:
    """Return the issuer's latest report of an earlier year that holds the cluster, or -1."""
    dated = held[held["year"] != UNKNOWN_YEAR].sort_values(["cluster", "issuer", "year", "report"])
    years = dated.drop_duplicates(["cluster", "issuer", "year"])
    same = ["cluster", "issuer"]
    years = years.assign(earlier=years.groupby(same)["report"].shift(1, fill_value=-1))
    merged = held.merge(years[[*same, "year", "earlier"]], on=[*same, "year"], how="left")
    return merged["earlier"].fillna(-1).to_numpy(dtype="int64")


def _superior(held: pd.DataFrame, above: pd.DataFrame, names: pd.Index) -> np.ndarray:
    """Return the nearest superior's report that holds the cluster, the latest no later than the own, or -1."""
    above = above.assign(superior=names.get_indexer(above["superior"]))
    above = above[above["superior"] >= 0]
    asked = held.assign(row=np.arange(len(held))).merge(above, left_on="report", right_on="position")
    theirs = held[["cluster", "issuer", "year", "report"]]
    met = asked.merge(
        theirs, left_on=["cluster", "superior"], right_on=["cluster", "issuer"], suffixes=("", "_its")
    )
    met = met.assign(later=met["year_its"] > met["year"], apart=(met["year_its"] - met["year"]).abs())
    met = met.sort_values(["row", "rank", "later", "apart", "report_its"], kind="stable").drop_duplicates(
        "row"
    )
    source = np.full(len(held), -1)
    source[met["row"]] = met["report_its"]
    return source


def _peers(held: pd.DataFrame) -> np.ndarray:
    """Return the earliest report of another issuer that holds the cluster, or -1."""
    ordered = held.sort_values(["cluster", "year", "report"], kind="stable")
    first = ordered.drop_duplicates("cluster").set_index("cluster")
    leader = first["issuer"].reindex(ordered["cluster"]).to_numpy()
    second = ordered[ordered["issuer"].to_numpy() != leader].drop_duplicates("cluster").set_index("cluster")
    mine = held["issuer"].to_numpy() == first["issuer"].reindex(held["cluster"]).to_numpy()
    others = second["report"].reindex(held["cluster"]).fillna(-1).to_numpy(dtype="int64")
    return np.where(mine, others, first["report"].reindex(held["cluster"]).to_numpy(dtype="int64"))


def provenance_shares(
    shared: pd.DataFrame,
    by: By = "report_id",
    reports: pd.DataFrame | None = None,
    sections: pd.DataFrame | None = None,
    *,
    periods: Periods = OUTLINE_PERIODS,
) -> pd.DataFrame:
    """Return how the sentences of each group divide by provenance, in sentences and in Han characters.

    Parameters
    ----------
    shared : DataFrame
        The sentences of :func:`analysis.measures.reuse.shared_wording`.
    by, reports, sections, periods
        As :func:`analysis.measures.themes.theme_rates`.

    Returns
    -------
    DataFrame
        The full grid of groups and provenances: the keys, provenance, n_sentences, n_han, total_sentences,
        total_han (of the group), share_sentences, share_han, note.

    Raises
    ------
    ValueError
        When a column is missing or a key needs a table that is not given.
    """
    columns(shared, ["report_id", "section_id", "n_han", "provenance"], "shared")
    rows, codes, groups = group_sentences(shared, by, reports, sections, periods)
    width = len(PROVENANCES)
    at = codes * width + pd.Index(PROVENANCES).get_indexer(rows["provenance"])
    n = np.bincount(at, minlength=len(groups) * width).reshape(-1, width)
    han = np.bincount(at, rows["n_han"], minlength=len(groups) * width).reshape(-1, width).astype("int64")
    grid = groups.loc[groups.index.repeat(width)].reset_index(drop=True)
    totals = {"total_sentences": n.sum(axis=1), "total_han": han.sum(axis=1)}
    return grid.assign(
        provenance=pd.array(list(PROVENANCES) * len(groups), "str"),
        n_sentences=n.ravel(),
        n_han=han.ravel(),
        **{name: total.repeat(width) for name, total in totals.items()},
        share_sentences=over(n, totals["total_sentences"][:, None]).ravel(),
        share_han=over(han, totals["total_han"][:, None]).ravel(),
        note=pd.array(np.where(totals["total_han"] > 0, "", NO_TEXT).repeat(width), "str"),
    )


def own_text(table: pd.DataFrame, shared: pd.DataFrame, keep: Iterable[str] = ("own",)) -> pd.DataFrame:
    """Return the rows of a table that stand in sentences of these provenances.

    Applied to sentences and mentions (quantities, citations) alike, it lets every other measure be recomputed
    on own text only. Rows outside the sentences of the body are left out.

    Parameters
    ----------
    table : DataFrame
        Any table with report_id and sentence_id.
    shared : DataFrame
        The sentences of :func:`analysis.measures.reuse.shared_wording`.
    keep : iterable of str
        Provenances to keep.

    Raises
    ------
    ValueError
        When a column is missing or there is no such provenance.
    """
    keep = tuple(keep)
    if strange := [name for name in keep if name not in PROVENANCES]:
        raise ValueError(f"no provenance {strange[0]!r}; provenances: {', '.join(PROVENANCES)}")
    columns(table, ["report_id", "sentence_id"], "table")
    columns(shared, ["report_id", "sentence_id", "provenance"], "shared")
    kept = shared.loc[shared["provenance"].isin(keep), ["report_id", "sentence_id"]]
    inside = pd.MultiIndex.from_frame(table[["report_id", "sentence_id"]]).isin(
        pd.MultiIndex.from_frame(kept)
    )
    return table[inside & table["sentence_id"].notna().to_numpy()].reset_index(drop=True)


def partners(shared: pd.DataFrame, report_id: str) -> pd.DataFrame:
    """Return the other reports that hold sentences of one report, official formulae left out.

    Parameters
    ----------
    shared : DataFrame
        The sentences of :func:`analysis.measures.reuse.shared_wording`.

    Returns
    -------
    DataFrame
        One row per other report: report_id, n_sentences, n_han (of the one report's sentences), share_sentences,
        share_han (of all the one report's sentences); most Han characters first.

    Raises
    ------
    ValueError
        When a column is missing or no report has that id.
    """
    columns(shared, ["report_id", "cluster", "n_han", "provenance"], "shared")
    mine = shared[shared["report_id"] == report_id]
    if not len(mine):
        raise ValueError(f"shared holds no sentence of report {report_id!r}")
    free = mine[(mine["provenance"] != "formula") & mine["cluster"].notna()]
    theirs = shared.loc[shared["cluster"].isin(free["cluster"]), ["report_id", "cluster"]].drop_duplicates()
    met = free[["cluster", "n_han"]].merge(theirs[theirs["report_id"] != report_id], on="cluster")
    table = met.groupby("report_id")["n_han"].agg(n_sentences="size", n_han="sum").reset_index()
    table = table.assign(
        share_sentences=table["n_sentences"] / len(mine),
        share_han=over(table["n_han"], mine["n_han"].sum()),
    )
    return table.sort_values(
        ["n_han", "report_id"], ascending=[False, True], kind="stable", ignore_index=True
    )
