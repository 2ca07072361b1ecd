"""Charts of words: what sets one group of reports apart, with the effect that can be vouched for."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from analysis.figures.labels import label
from analysis.figures.look import ACCENT, CONTRAST, FAINT, MUTED, TWO_COLUMNS, look, new_figure
from analysis.figures.rows import beside, explain, name_rows, nothing

SHOWN = 12  # words on either side
EDGE = 6.0  # doublings beyond which an interval is cut: 64 times as often


def leading_words(table: pd.DataFrame, shown: int = SHOWN) -> pd.DataFrame:
    """Return the first words on either side of a keyness table, those of the target on top.

    Parameters
    ----------
    table : DataFrame
        From :func:`analysis.measures.keywords.keyness_table`, in its order.
    shown : int
        Most words of a side.
    """
    sides = [table[table["log_ratio"] > 0].head(shown), table[table["log_ratio"] < 0].head(shown)]
    return pd.concat(sides).sort_values(["log_ratio", "word"], ascending=[False, True], ignore_index=True)


def keyness(table: pd.DataFrame, sides: tuple[str, str], language: str) -> Figure:
    """Draw the words that set two groups apart: effect with its interval; filled where the effect is certain.

    Parameters
    ----------
    table : DataFrame
        Columns word, f1, f2, log_ratio, low, high, lrc.
    sides : tuple of str
        Names of the target (to the right) and of what it is compared with (to the left).
    """
    frame = leading_words(table)
    if frame.empty:
        return nothing("one-period", language)
    frame = frame.iloc[::-1].reset_index(drop=True)
    rows = np.arange(len(frame))
    certain = (frame["lrc"] != 0).to_numpy()
    colours = np.where(frame["log_ratio"] > 0, ACCENT, CONTRAST)
    with look():
        figure = new_figure(TWO_COLUMNS * 0.85, 1.2 + 0.19 * len(frame))
        axes = figure.subplots()
        low, high = frame["low"].clip(-EDGE, EDGE), frame["high"].clip(-EDGE, EDGE)
        axes.axvline(0, color=MUTED, linewidth=0.8)
        axes.hlines(rows, low, high, color=colours, linewidth=2, alpha=0.35)
        face = [colour if sure else "white" for colour, sure in zip(colours, certain, strict=True)]
        axes.scatter(frame["log_ratio"].clip(-EDGE, EDGE), rows, s=24, c=face, edgecolors=colours, zorder=3)
        name_rows(axes, list(frame["word"]))
        counts = [f"{x:,} / {y:,}" for x, y in zip(frame["f1"], frame["f2"], strict=True)]
        beside(axes, counts, label("counts-of-sides", language))
        axes.set_xlim(-EDGE, EDGE)
        ticks = range(-6, 7, 2)
        axes.set_xticks(ticks, [f"×{2**tick}" if tick >= 0 else f"1/{2**-tick}" for tick in ticks])
        axes.set_title(f"← {sides[1]}        {sides[0]} →", loc="center")
        explain(axes, label("times-as-frequent", language), label("keyness-key", language))
        axes.grid(axis="x", color=FAINT, linewidth=0.6)
        axes.set_axisbelow(True)
    return figure
