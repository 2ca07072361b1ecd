"""What charts are built of: named rows, dots with intervals, stacked bars, words beside them, words instead."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure

from analysis.figures.labels import label
from analysis.figures.look import ACCENT, FAINT, INK, MUTED, TWO_COLUMNS, look, new_figure

ROW = 0.24  # inches a row of a horizontal chart takes
SCALE = {"sentences": 100, "han": 1}  # shares are shown in percent
VISIBLE = 0.5  # percent of a bar below which a part cannot be seen


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, 0 black to 1 white (WCAG 2.2)."""
    channels = np.array(to_rgb(colour))
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def ink_on(colour: str) -> str:
    """Return white or ink, whichever stands out more from a colour."""
    ground = luminance(colour) + 0.05
    return "white" if 1.05 / ground > ground / (luminance(INK) + 0.05) else INK


def name_rows(axes: Axes, names: Sequence[str]) -> None:
    """Name the rows of a horizontal chart, row 0 at the bottom, or at the top of a shaded table."""
    axes.set_yticks(range(len(names)), names)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    ends = (len(names) - 0.5, -0.5)
    axes.set_ylim(ends if axes.images else ends[::-1])


def dots(axes: Axes, values: pd.Series, low: pd.Series, high: pd.Series, colour: str = ACCENT) -> None:
    """Draw a dot with its interval in every row; where there is no interval, the dot alone."""
    rows = np.arange(len(values))
    axes.hlines(rows, low, high, color=colour, linewidth=2, alpha=0.45)
    axes.plot(values, rows, "o", color=colour, markersize=5)
    axes.grid(axis="x", color=FAINT, linewidth=0.6)
    axes.set_axisbelow(True)


def interval_key(frame: pd.DataFrame) -> str:
    """Return the label that explains the intervals of a frame (columns low, high), or that it has none."""
    return "interval" if frame["low"].notna().any() else "no-interval"


def beside(axes: Axes, words: Sequence[str], title: str = "") -> None:
    """Write words at the right edge of every row, and above them what they are."""
    for row, word in enumerate(words):
        axes.text(1.01, row, word, transform=axes.get_yaxis_transform(), va="center", color=MUTED)
    if title:
        axes.text(1.01, 1.01, title, transform=axes.transAxes, va="bottom", color=MUTED, fontsize=7)


def explain(axes: Axes, *lines: str) -> None:
    """Write below a panel what its axis measures, and how to read it."""
    axes.set_xlabel("\n".join(lines), linespacing=1.5)


def stack(
    axes: Axes, grid: pd.DataFrame, colours: Mapping[str, str], names: Mapping[str, str], smallest: float = 5
) -> None:
    """Draw a stacked bar for every row of a grid, its parts in the order of the columns.

    Parameters
    ----------
    grid : DataFrame
        Lengths, 0 or more; the first row is drawn on top.
    colours, names : mapping
        Colour and name of every column; a part too small to be seen in any bar gets no name.
    smallest : float
        Lengths from here on are written into their bar.
    """
    left = np.zeros(len(grid))
    seen = VISIBLE / 100 * max(grid.to_numpy().sum(axis=1).max(initial=0), 1e-9)
    for part in grid.columns:
        widths = grid[part].to_numpy(dtype=float)
        shown = names[part] if widths.max(initial=0) >= seen else "_nolegend_"
        axes.barh(
            range(len(grid)), widths, left=left, height=0.7, color=colours[part], label=shown,
            edgecolor="white", linewidth=0.5,
        )  # fmt: skip
        for row, width in enumerate(widths):
            if width >= smallest:
                at = left[row] + width / 2
                axes.text(at, row, f"{width:.0f}", ha="center", va="center", color=ink_on(colours[part]))
        left += widths


def instead(message: str) -> Figure:
    """Return a figure that says why there is nothing to draw."""
    lines = textwrap.wrap(message, 90 if message.isascii() else 48)
    with look():
        figure = new_figure(TWO_COLUMNS * 0.8, 0.5 + 0.18 * len(lines))
        figure.text(0.5, 0.5, "\n".join(lines), ha="center", va="center", color=MUTED)
    return figure


def nothing(key: str, language: str) -> Figure:
    """Return :func:`instead` with the words of a key of the labels."""
    return instead(label(key, language))


def shared_legend(figure: Figure, axes: Axes, columns: int = 4) -> None:
    """Put the legend of a panel above the figure."""
    handles, names = axes.get_legend_handles_labels()
    if handles:
        figure.legend(handles, names, loc="outside upper left", ncols=columns, columnspacing=1.2)
