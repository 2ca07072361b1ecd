"""What a bench says: ratios between contenders that do the same, growth with the corpus, a figure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator, NullLocator

from analysis.figures.look import PALETTE, TWO_COLUMNS, look, new_figure


class Rival(NamedTuple):
    """What this package is compared with.

    Attributes
    ----------
    module, package : str
        What has to be installed, by the name it is imported by and the name it is installed by.
    limit : int
        It is not run on more reports than this: where its throughput does not change, it would take hours; where
        its time grows as the square of the corpus, days.
    contenders : tuple of str
        Those of this package that do the same, or more.
    """

    module: str
    package: str
    limit: int
    contenders: tuple[str, ...]


RIVALS = {
    "jieba-scikit-learn": Rival("sklearn", "scikit-learn", 2_000, ("counts", "tables")),
    "qhchina-keyness": Rival("qhchina", "qhchina", 2_000, ("keyness",)),
    "qhchina-wording": Rival("qhchina", "qhchina", 200, ("wording",)),
}
SHOWN = {
    "tables": "fazhi, every table",
    "counts": "fazhi, word and dictionary counts",
    "jieba-scikit-learn": "jieba + scikit-learn",
    "reopen": "fazhi, unchanged corpus opened",
    "change": "fazhi, one changed report absorbed",
    "keyness": "fazhi, keyness",
    "qhchina-keyness": "qhchina, keyness",
    "wording": "fazhi, shared wording",
    "qhchina-wording": "qhchina, shared wording",
    "measures": "fazhi, every measure",
}
#: Those drawn: their work is every character.
THROUGHPUT = ("tables", "counts", "jieba-scikit-learn", "wording", "qhchina-wording")
#: Least distance of two labels, in points.
LINE = 10


def ratios(frame: pd.DataFrame) -> pd.DataFrame:
    """Return how many times faster than its rival each contender is, at their largest common size.

    Returns
    -------
    DataFrame
        Columns contender, rival, reports, ratio (of the seconds).
    """
    rows = []
    seconds = frame.set_index(["contender", "reports"])["seconds"]
    for rival, (*_, contenders) in RIVALS.items():
        for name in contenders:
            sizes = [set(frame.loc[frame["contender"] == one, "reports"]) for one in (name, rival)]
            common = max(set.intersection(*sizes), default=None)
            if common is not None:
                rows.append((name, rival, common, seconds[rival, common] / seconds[name, common]))
    return pd.DataFrame(rows, columns=["contender", "rival", "reports", "ratio"])


def growth(frame: pd.DataFrame) -> dict[str, float]:
    """Return the exponent of each contender's seconds over characters: 1 is linear (slope of the logarithms)."""
    exponents = {}
    for name, rows in frame.groupby("contender"):
        if rows["characters"].nunique() > 1:
            exponents[name] = float(np.polyfit(np.log(rows["characters"]), np.log(rows["seconds"]), 1)[0])
    return exponents


def draw(frame: pd.DataFrame) -> Figure:
    """Draw characters a second over the number of reports, one labelled line a contender, both axes logarithmic."""
    shown = frame[frame["contender"].isin(THROUGHPUT)].sort_values("reports")
    shown = shown.assign(speed=shown["characters_per_second"] / 1e6)
    names = sorted(shown["contender"].unique())
    colours = dict(zip(names, PALETTE, strict=False))
    with look():
        figure = new_figure(TWO_COLUMNS, 3.2)
        axes = figure.subplots()
        axes.set_xscale("log")
        axes.set_yscale("log")
        axes.margins(x=0.35, y=0.08)
        for name, rows in shown.groupby("contender"):
            axes.plot(rows["reports"], rows["speed"], "o-", color=colours[name])
        for _, ends in shown.groupby("contender").tail(1).groupby("reports"):
            _label(axes, ends.sort_values("speed"), colours)
        axes.set_xticks(sorted(shown["reports"].unique()), minor=False)
        axes.xaxis.set_minor_locator(NullLocator())
        axes.xaxis.set_major_formatter("{x:,.0f}")
        axes.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
        axes.yaxis.set_minor_locator(NullLocator())
        axes.yaxis.set_major_formatter("{x:g}")
        axes.set_xlabel("reports")
        axes.set_ylabel("million characters a second")
    return figure


def _label(axes: Axes, ends: pd.DataFrame, colours: Mapping[str, str]) -> None:
    """Name the lines that end at one number of reports, from the lowest up, each label above the one before."""
    below = -np.inf
    for row in ends.itertuples():
        height = axes.transData.transform((row.reports, row.speed))[1] * 72 / axes.figure.dpi
        below = max(height, below + LINE)
        where = {"xytext": (6, below - height), "textcoords": "offset points", "va": "center"}
        axes.annotate(SHOWN[row.contender], (row.reports, row.speed), color=colours[row.contender], **where)


def summary(frame: pd.DataFrame) -> str:
    """Return ratios and growth in words, one line each."""
    lines = [
        f"{SHOWN[row.contender]}: {row.ratio:.1f} times {SHOWN[row.rival]} ({row.reports:,} reports)"
        for row in ratios(frame).itertuples()
    ]
    lines += [
        f"{SHOWN[name]}: seconds grow as characters to the power {one:.2f}"
        for name, one in growth(frame).items()
    ]
    return "\n".join(lines)
