"""Thematic frequency: rates with their denominators, and their cluster intervals."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from scipy.special import ndtri

from analysis.measures.counts import ThemeCounts, count_themes
from analysis.measures.grouping import OUTLINE_PERIODS, By, Periods, group_cells, jurisdictions
from analysis.measures.intervals import ALL_ZERO, FEW_CLUSTERS, MINIMUM_CLUSTERS, NO_TEXT, TOO_FEW
from analysis.measures.resampling import FEW, ratio_replicates
from analysis.measures.standard_errors import zero_bound
from analysis.measures.validation import confidence_level, seeded


def theme_rates(
    mentions: pd.DataFrame,
    sentences: pd.DataFrame,
    by: By = "report_id",
    reports: pd.DataFrame | None = None,
    unit: str = "sentences",
    themes: Iterable[str] | None = None,
    *,
    sections: pd.DataFrame | None = None,
    periods: Periods = OUTLINE_PERIODS,
) -> pd.DataFrame:
    """Return the rate of every theme in every group, pooled (ratio of sums).

    Parameters
    ----------
    mentions, sentences, reports, sections : DataFrame
        Tables of that name. `reports` decides which reports are in (all those with a sentence otherwise) and
        is needed to group by its columns; `sections` to group by item.
    by : str or sequence of str
        ``report_id``, ``place`` (jurisdiction), ``issuer``, ``period``, ``item`` (content item 0 to 5), any
        column of `reports`, or several; ``()`` for all reports together.
    unit : {"sentences", "han", "characters"}
        Share of body sentences with at least one non-weak mention; mentions per 1,000 Han characters; matched
        Han characters per 1,000. A weak mention counts in the last two only, and only in a sentence that has
        a non-weak mention of the same theme.
    themes : iterable of str, optional
        Themes of the grid; those of `mentions` unless given.
    periods : mapping
        Label of each period to its reporting years; the years of the two outlines unless given.

    Returns
    -------
    DataFrame
        The full grid, one row per group and theme: the keys, theme, x (numerator), n (denominator in sentences
        or Han characters), rate, unit, denominator (what the rate is per), note. A theme without mention is a
        true 0 with its denominator; a group without text has a missing rate and the note "no text".

    Raises
    ------
    ValueError
        When a column is missing, an id is there twice, a mention's sentence is not there, or a name is wrong.
    """
    counts = count_themes(mentions, sentences, reports, unit, themes, _sections(by, sections))
    groups, codes = group_cells(counts.cells, by, reports, periods)
    return _grid(groups, counts, *counts.summed(codes, len(groups)))


def _sections(by: By, sections: pd.DataFrame | None) -> pd.DataFrame | None:
    """Return `sections` only where items are asked for: otherwise cells are reports."""
    return sections if "item" in ([by] if isinstance(by, str) else list(by)) else None


def _grid(groups: pd.DataFrame, counts: ThemeCounts, x: np.ndarray, n: np.ndarray) -> pd.DataFrame:
    """Return the tidy grid of groups and themes with rates."""
    width = len(counts.themes)
    grid = groups.loc[groups.index.repeat(width)].reset_index(drop=True)
    n = np.repeat(n, width)
    grid["theme"] = pd.array(list(counts.themes) * len(groups), "str")
    grid["x"] = x.ravel().astype("int64")
    grid["n"] = n.astype("int64")
    grid["rate"] = np.divide(counts.unit.per * x.ravel(), n, out=np.full(len(n), np.nan), where=n > 0)
    grid["unit"] = pd.array([counts.unit.name] * len(n), "str")
    grid["denominator"] = pd.array([counts.unit.denominator] * len(n), "str")
    grid["note"] = pd.array(np.where(n > 0, "", NO_TEXT), "str")
    return grid


def bootstrap_rates(
    mentions: pd.DataFrame,
    sentences: pd.DataFrame,
    by: By = (),
    reports: pd.DataFrame | None = None,
    unit: str = "sentences",
    themes: Iterable[str] | None = None,
    *,
    sections: pd.DataFrame | None = None,
    periods: Periods = OUTLINE_PERIODS,
    seed: int,
    B: int = 2_000,
    confidence: float = 0.95,
    minimum_clusters: int = MINIMUM_CLUSTERS,
) -> pd.DataFrame:
    """Return the grid of :func:`theme_rates` with cluster-bootstrap intervals over jurisdictions.

    Parameters and errors as :func:`theme_rates`, and:

    seed, B : int
        Resamples drawn per group (enumerated when there are at most 20,000). A group's interval depends on
        its own places only.
    confidence : float
        Of both intervals.
    minimum_clusters : int
        With fewer jurisdictions there is no interval, only the note "too few to say": 3 unless given, at least 2.

    Returns
    -------
    DataFrame
        Columns of :func:`theme_rates`, low, high (percentile interval), k (jurisdictions with text), method
        (``enumerated``, ``bootstrap`` or ``none``), B, seed, undefined (replicates without text), naive_low,
        naive_high (binomial interval as if every sentence or character were drawn on its own, for contrast
        only), zero_bound (where nothing was found: upper bound for the share of places that use the theme at
        all), note.
    """
    z = ndtri(1 - (1 - confidence_level(confidence)) / 2)
    minimum = max(2, minimum_clusters)
    seeded(seed)
    counts = count_themes(mentions, sentences, reports, unit, themes, _sections(by, sections))
    groups, codes = group_cells(counts.cells, by, reports, periods)
    group, x, n = cluster_sums(counts, codes, reports)
    grid = _grid(groups, counts, *counts.summed(codes, len(groups)))
    width = len(counts.themes)
    k = np.bincount(group, minlength=len(groups))
    low, high = np.full((2, len(groups), width), np.nan)
    method = np.full(len(groups), "none", dtype=object)
    drawn, undefined = np.zeros((2, len(groups)), dtype="int64")
    ends = np.cumsum(k)
    for position in np.flatnonzero(k >= minimum) if width else ():
        rows = slice(ends[position] - k[position], ends[position])
        replicates = ratio_replicates(x[rows], n[rows], seed=seed, B=B)
        low[position], high[position] = counts.unit.per * replicates.percentiles(confidence)
        method[position], drawn[position] = replicates.method, replicates.B
        undefined[position] = replicates.undefined

    none = (grid["x"] == 0).to_numpy()
    k, bound = np.repeat(k, width), np.array([zero_bound(int(size)) for size in k]).repeat(width)
    grid["low"] = np.where(none, np.nan, low.ravel())
    grid["high"] = np.where(none, np.nan, high.ravel())
    grid["k"] = k.astype("int64")
    grid["method"] = pd.array(method.repeat(width), "str")
    grid["B"] = drawn.repeat(width)
    grid["seed"] = seed
    grid["undefined"] = undefined.repeat(width)
    grid["naive_low"], grid["naive_high"] = _naive(grid, counts.unit.per, z)
    grid["zero_bound"] = np.where(none, bound, np.nan)
    few = [k == 0, k < minimum, none, k < FEW]
    grid["note"] = pd.array(np.select(few, [NO_TEXT, TOO_FEW, ALL_ZERO, FEW_CLUSTERS], ""), "str")
    return grid[[column for column in grid.columns if column != "note"] + ["note"]]


def cluster_sums(
    counts: ThemeCounts, codes: np.ndarray, reports: pd.DataFrame | None
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return group, numerators and denominators of every jurisdiction with text, in the order of their names.

    Without `reports` each report is its own cluster.
    """
    ids = counts.cells["report_id"]
    place = ids if reports is None else jurisdictions(reports).reindex(ids)
    cluster, names = pd.factorize(place.to_numpy(dtype=object), sort=True)
    pairs, cell = np.unique(codes.astype("int64") * max(len(names), 1) + cluster, return_inverse=True)
    x, n = counts.summed(cell, len(pairs))
    text = n > 0
    return (pairs // max(len(names), 1))[text], x[text], n[text]


def _naive(grid: pd.DataFrame, per: int, z: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the naive binomial interval, within 0 and 1; missing where a rate is no proportion."""
    share = (grid["rate"] / per).to_numpy()
    fits = share <= 1
    p = np.where(fits, share, 0)
    n = np.maximum(grid["n"].to_numpy(), 1)
    half = z * np.sqrt(p * (1 - p) / n)
    low, high = np.maximum(p - half, 0), np.minimum(p + half, 1)
    return np.where(fits, per * low, np.nan), np.where(fits, per * high, np.nan)
