"""Year over year: the change of every theme with its interval, and what the change is made of."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from analysis.measures.counts import ThemeCounts, count_themes
from analysis.measures.decomposition import TERMS, decompose_change
from analysis.measures.grouping import OUTLINE_PERIODS, Periods, issuers, jurisdictions
from analysis.measures.intervals import ALL_ZERO, FEW_CLUSTERS, MINIMUM_CLUSTERS, TOO_FEW
from analysis.measures.resampling import FEW, independent_replicates, paired_replicates
from analysis.measures.validation import columns, confidence_level, seeded

Years = int | str | Iterable[int]
ONE_SIDE = "no hit on one side: its uncertainty is not in the interval"


def year_set(years: Years, periods: Periods = OUTLINE_PERIODS) -> frozenset[int]:
    """Return the years that an integer, a period's label or several integers stand for.

    Raises
    ------
    ValueError
        When the period is not known or there is no year.
    """
    if isinstance(years, str):
        if years not in periods:
            raise ValueError(f"no period {years!r}; periods: {', '.join(periods)}")
        years = periods[years]
    members = frozenset([int(years)] if isinstance(years, (int, np.integer)) else map(int, years))
    if not members:
        raise ValueError("there is no year to compare")
    return members


def sides(
    reports: pd.DataFrame, before: Years, after: Years, periods: Periods = OUTLINE_PERIODS
) -> tuple[pd.DataFrame, pd.Series]:
    """Return the reports of both sides of a comparison, and by report_id whether one is of the later side.

    Raises
    ------
    ValueError
        When the sides share a year, or a column is missing.
    """
    columns(reports, ["report_id", "reporting_year"], "reports")
    first, second = year_set(before, periods), year_set(after, periods)
    if shared := first & second:
        raise ValueError(f"before and after share {', '.join(map(str, sorted(shared)))}")
    year = reports["reporting_year"]
    chosen = reports[year.isin(first | second).to_numpy(dtype=bool)]
    later = chosen["reporting_year"].isin(second).to_numpy(dtype=bool)
    return chosen, pd.Series(later, index=pd.Index(chosen["report_id"], name="report_id"))


def _two_sides(
    counts: ThemeCounts, later: pd.Series, key: pd.Series
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return sorted group names and x₀, n₀, x₁, n₁ of each group (x: groups × themes)."""
    ids = counts.cells["report_id"]
    group, names = pd.factorize(key.reindex(ids).to_numpy(dtype=object), sort=True)
    x, n = counts.summed(group * 2 + later.reindex(ids).to_numpy(dtype=int), 2 * len(names))
    return np.asarray(names, dtype=object), x[::2], n[::2], x[1::2], n[1::2]


def compare_years(
    mentions: pd.DataFrame,
    sentences: pd.DataFrame,
    reports: pd.DataFrame,
    before: Years,
    after: Years,
    unit: str = "sentences",
    themes: Iterable[str] | None = None,
    *,
    periods: Periods = OUTLINE_PERIODS,
    seed: int,
    B: int = 2_000,
    confidence: float = 0.95,
    minimum_clusters: int = MINIMUM_CLUSTERS,
) -> pd.DataFrame:
    """Return how the rate of every theme changed between two years, or two sets of years.

    The clusters are jurisdictions, all their years together. Where any reports on both sides, the same drawn
    jurisdictions serve both sides (paired cluster bootstrap; one that is absent on a side adds nothing
    there); where none does, the two sides are drawn apart.

    Parameters
    ----------
    mentions, sentences, reports : DataFrame
        Tables of that name.
    before, after : int, str or iterable of int
        A reporting year, a label of `periods`, or several years; the sides share no year.
    unit : {"sentences", "han", "characters"}
        As in :func:`analysis.measures.themes.theme_rates`.
    themes : iterable of str, optional
        Themes to compare; those of `mentions` unless given.
    seed, B, confidence, minimum_clusters
        As in :func:`analysis.measures.themes.bootstrap_rates`; the minimum holds for each side.

    Returns
    -------
    DataFrame
        One row per theme: theme, x_before, n_before, rate_before, x_after, n_after, rate_after, change
        (after − before), low, high (percentile interval of the change), k_before, k_after (jurisdictions with
        text), paired (jurisdictions with text on both sides), design (``paired`` or ``independent`` draws of the two
        sides; ``none`` without interval), method, B, seed, undefined (replicates in which a side has no text),
        unit, denominator, note.

    Raises
    ------
    ValueError
        As :func:`analysis.measures.themes.theme_rates`, and when the sides share a year.
    """
    confidence_level(confidence)
    seeded(seed)
    chosen, later = sides(reports, before, after, periods)
    counts = count_themes(mentions, sentences, chosen, unit, themes)
    _, x0, n0, x1, n1 = _two_sides(counts, later, jurisdictions(chosen))
    k0, k1, paired = int((n0 > 0).sum()), int((n1 > 0).sum()), int(((n0 > 0) & (n1 > 0)).sum())
    width, per = len(counts.themes), counts.unit.per
    rates = [
        per * x.sum(axis=0) / n.sum() if n.any() else np.full(width, np.nan) for x, n in ((x0, n0), (x1, n1))
    ]
    low, high = np.full((2, width), np.nan)
    method, design, drawn, undefined = "none", "none", 0, 0
    if min(k0, k1) >= max(2, minimum_clusters) and width:
        if paired:
            some = (n0 > 0) | (n1 > 0)
            replicates = paired_replicates(x0[some], n0[some], x1[some], n1[some], seed=seed, B=B)
        else:
            replicates = independent_replicates(
                x0[n0 > 0], n0[n0 > 0], x1[n1 > 0], n1[n1 > 0], seed=seed, B=B
            )
        low, high = per * replicates.percentiles(confidence)
        method, drawn, undefined = replicates.method, replicates.B, replicates.undefined
        design = "paired" if paired else "independent"
    total0, total1 = x0.sum(axis=0), x1.sum(axis=0)
    none = (total0 == 0) & (total1 == 0)
    note = np.select(
        [
            np.full(width, k0 == 0),
            np.full(width, k1 == 0),
            np.full(width, min(k0, k1) < max(2, minimum_clusters)),
            none,
            (total0 == 0) | (total1 == 0),
            np.full(width, min(k0, k1) < FEW),
        ],
        ["no text before", "no text after", TOO_FEW, ALL_ZERO.split(":")[0], ONE_SIDE, FEW_CLUSTERS],
        default="",
    )
    return pd.DataFrame(
        {
            "theme": pd.array(list(counts.themes), "str"),
            "x_before": total0.astype("int64"),
            "n_before": int(n0.sum()),
            "rate_before": rates[0],
            "x_after": total1.astype("int64"),
            "n_after": int(n1.sum()),
            "rate_after": rates[1],
            "change": rates[1] - rates[0],
            "low": np.where(none, np.nan, low),
            "high": np.where(none, np.nan, high),
            "k_before": k0,
            "k_after": k1,
            "paired": paired,
            "design": pd.array([design] * width, "str"),
            "method": pd.array([method] * width, "str"),
            "B": drawn,
            "seed": seed,
            "undefined": undefined,
            "unit": pd.array([counts.unit.name] * width, "str"),
            "denominator": pd.array([counts.unit.denominator] * width, "str"),
            "note": pd.array(note, "str"),
        }
    )


def decompose_years(
    mentions: pd.DataFrame,
    sentences: pd.DataFrame,
    reports: pd.DataFrame,
    before: Years,
    after: Years,
    unit: str = "sentences",
    themes: Iterable[str] | None = None,
    *,
    group: str = "place",
    periods: Periods = OUTLINE_PERIODS,
) -> pd.DataFrame:
    """Return :func:`decompose_change` for every theme, one row each.

    Parameters
    ----------
    group : {"place", "issuer"}
        What stays, enters or leaves: jurisdictions, or reporting bodies.

    Other parameters and errors as :func:`compare_years`.

    Returns
    -------
    DataFrame
        Columns theme, rate_before, rate_after, change, within, composition, entry, exit, staying, entering,
        leaving, unit, denominator, note.
    """
    if group not in ("place", "issuer"):
        raise ValueError(f"group must be 'place' or 'issuer', got {group!r}")
    chosen, later = sides(reports, before, after, periods)
    counts = count_themes(mentions, sentences, chosen, unit, themes)
    key = jurisdictions(chosen) if group == "place" else issuers(chosen)
    names, x0, n0, x1, n1 = _two_sides(counts, later, key)
    parts = []
    for column in range(len(counts.themes)):
        frame = pd.DataFrame({"place": names, "x0": x0[:, column], "n0": n0, "x1": x1[:, column], "n1": n1})
        parts.append(decompose_change(frame, counts.unit.per))
    numbers = ("rate_before", "rate_after", "change", *TERMS)
    data = {"theme": pd.array(list(counts.themes), "str")}
    data |= {name: np.array([getattr(part, name) for part in parts], dtype=float) for name in numbers}
    for name in ("staying", "entering", "leaving"):
        data[name] = np.array([getattr(part, name) for part in parts], dtype="int64")
    size = len(parts)
    data["unit"] = pd.array([counts.unit.name] * size, "str")
    data["denominator"] = pd.array([counts.unit.denominator] * size, "str")
    data["note"] = pd.array([part.note for part in parts], "str")
    return pd.DataFrame(data)
