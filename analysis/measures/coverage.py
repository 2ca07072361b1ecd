"""How widely a report spreads over the themes, and how much of the official outline it covers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from analysis.measures.counts import count_themes, locate
from analysis.measures.grouping import OUTLINE_PERIODS, By, Periods, group_cells
from analysis.measures.intervals import NO_TEXT


def breadth(
    mentions: pd.DataFrame,
    sentences: pd.DataFrame,
    by: By = "report_id",
    reports: pd.DataFrame | None = None,
    themes: Iterable[str] | None = None,
    *,
    periods: Periods = OUTLINE_PERIODS,
) -> pd.DataFrame:
    """Return how widely attention is spread over the themes: Shannon entropy of the sentence shares, in bits.

    The sentence shares of the themes are scaled to sum 1 (a sentence may hold several themes). Parameters and
    errors as :func:`analysis.measures.themes.theme_rates`.

    Returns
    -------
    DataFrame
        The keys, themes (of the grid), covered (themes with a sentence), entropy (bits), highest (log₂ of
        themes, the entropy of equal attention), note where entropy is missing.
    """
    counts = count_themes(mentions, sentences, reports, "sentences", themes)
    groups, codes = group_cells(counts.cells, by, reports, periods)
    x, n = counts.summed(codes, len(groups))
    total = x.sum(axis=1, keepdims=True)
    share = np.divide(x, total, out=np.zeros(x.shape), where=total > 0)
    entropy = -(share * np.log2(np.where(share > 0, share, 1))).sum(axis=1) + 0.0
    some = total[:, 0] > 0
    width = len(counts.themes)
    return groups.assign(
        themes=width,
        covered=(x > 0).sum(axis=1),
        entropy=np.where(some, entropy, np.nan),
        highest=np.log2(width) if width else np.nan,
        note=pd.array(np.select([n == 0, ~some], [NO_TEXT, "no theme mentioned"], ""), "str"),
    )


def outline_coverage(
    mentions: pd.DataFrame,
    sentences: pd.DataFrame,
    systems: Mapping[str, str | Iterable[str]],
    outside: Iterable[str] = (),
    reports: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return how much of an outline each report covers, and what share of it lies outside the outline.

    Parameters
    ----------
    mentions, sentences, reports : DataFrame
        Tables of that name.
    systems : mapping
        Part of the outline (二 to 九 of the outline of 2021) to the theme, or themes, that stand for it.
    outside : iterable of str
        Themes that have no place in the outline.

    Returns
    -------
    DataFrame
        One row per report: report_id, covered (systems with at least one sentence; missing without text), systems, missing (systems
        without, joined by "、"), coded (sentences with at least one non-weak mention of any theme), outside
        (coded sentences whose themes all lie outside), outside_share (of the coded), note.

    Raises
    ------
    ValueError
        As :func:`analysis.measures.themes.theme_rates`, and when a theme is both in a system and outside.
    """
    parts = {name: (part,) if isinstance(part, str) else tuple(part) for name, part in systems.items()}
    outside = set(outside)
    if both := outside.intersection(*[{theme for part in parts.values() for theme in part}]):
        raise ValueError(f"themes both in a system and outside: {', '.join(sorted(both))}")
    found = locate(mentions, sentences, reports)
    size, width = len(found.reports), max(len(found.themes), 1)
    sentence, theme = found.decisive // width, found.decisive % width
    report, names = found.sentence_report[sentence], found.themes or ("",)
    per_report = np.bincount(report * width + theme, minlength=size * width).reshape(size, width) > 0
    hit = {part: per_report[:, [name in of for name in names]].any(axis=1) for part, of in parts.items()}
    is_outside = np.array([name in outside for name in names])
    covered = sum(hit.values(), np.zeros(size, dtype=int))
    coded = pd.unique(sentence)
    inside = pd.unique(sentence[~is_outside[theme]])
    coded_in = np.bincount(found.sentence_report[coded], minlength=size)
    out = coded_in - np.bincount(found.sentence_report[inside], minlength=size)
    text = np.bincount(found.sentence_report, minlength=size) > 0
    return pd.DataFrame(
        {
            "report_id": found.reports,
            "covered": pd.array(np.where(text, covered, np.nan), "Int64"),
            "systems": len(parts),
            "missing": pd.array(
                ["、".join(part for part in parts if not hit[part][row]) for row in range(size)], "str"
            ),
            "coded": coded_in.astype("int64"),
            "outside": out.astype("int64"),
            "outside_share": np.divide(out, coded_in, out=np.full(size, np.nan), where=coded_in > 0),
            "note": pd.array(np.select([~text, coded_in == 0], [NO_TEXT, "no theme mentioned"], ""), "str"),
        }
    )
