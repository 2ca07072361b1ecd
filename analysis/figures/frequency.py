"""Charts of thematic frequency: rates with intervals, profiles of reports, coverage of the outline."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.figures.labels import label
from analysis.figures.look import INK, TWO_COLUMNS, look, new_figure
from analysis.figures.rows import ROW, SCALE, beside, dots, explain, interval_key, name_rows, nothing

LEVEL = 5  # more names than this side by side would touch: they are turned


def rates(frame: pd.DataFrame, names: Mapping[str, str], unit: str, language: str) -> Figure:
    """Draw the rate of each theme as a dot with its interval, highest first, counts beside it.

    Parameters
    ----------
    frame : DataFrame
        Columns theme, x, n, rate, low, high (missing where there are too few places).
    names : mapping
        Name to show for each theme.
    unit, language : str
        Unit of the rate; ``zh`` or ``en``.
    """
    frame = frame.sort_values(["rate", "theme"], ascending=[True, False], ignore_index=True)
    if frame["rate"].isna().all():
        return nothing("no-text", language)
    factor = SCALE[unit]
    with look():
        figure = new_figure(TWO_COLUMNS * 0.85, 0.9 + ROW * len(frame))
        axes = figure.subplots()
        dots(axes, frame["rate"] * factor, frame["low"] * factor, frame["high"] * factor)
        name_rows(axes, [names[theme] for theme in frame["theme"]])
        edge = np.nanmax([*(frame["high"] * factor), *(frame["rate"] * factor), 0])
        counts = [f"{x:,.0f} / {n:,.0f}" for x, n in zip(frame["x"], frame["n"], strict=True)]
        beside(axes, counts, label("x-of-n-" + unit, language))
        axes.set_xlim(0, edge * 1.05 or 1)
        explain(axes, label("unit-" + unit, language), label(interval_key(frame), language))
    return figure


def profiles(
    frame: pd.DataFrame, themes: Mapping[str, str], names: Mapping[str, str], unit: str, language: str
) -> Figure:
    """Draw the rate of every theme in every report, or group of reports, as a table shaded by value.

    Parameters
    ----------
    frame : DataFrame
        Columns group, theme, n, rate.
    themes, names : mapping
        Names of themes and groups to show, in the order to show them.
    """
    order = [theme for theme in themes if (frame["theme"] == theme).any()]
    groups = [group for group in names if (frame["group"] == group).any()]
    grid = frame.pivot(index="theme", columns="group", values="rate").reindex(index=order, columns=groups)
    sizes = frame.groupby("group")["n"].first()
    counted = label("sentences" if unit == "sentences" else "characters", language)
    with look():
        figure = new_figure(TWO_COLUMNS, (1.0 if len(groups) <= LEVEL else 1.8) + ROW * len(order))
        axes = figure.subplots()
        shade(axes, grid.to_numpy(dtype=float) * SCALE[unit], "{:.1f}", small=len(groups) > 12)
        name_rows(axes, [themes[theme] for theme in order])
        name_columns(axes, [f"{names[one]}\n{sizes[one]:,} {counted}" for one in groups])
        axes.set_xlabel(label("unit-" + unit, language))
    return figure


def coverage(
    grid: pd.DataFrame, systems: Mapping[str, str], names: Mapping[str, str], language: str
) -> Figure:
    """Draw which systems of the outline each report covers, and what share of it lies outside the outline.

    Parameters
    ----------
    grid : DataFrame
        One row per group: group, reports, one column per system (reports that cover it), coded, outside
        (sentences).
    systems, names : mapping
        Names of systems and groups to show, in the order to show them.
    """
    groups = grid.set_index("group").reindex([group for group in names if (grid["group"] == group).any()])
    share = (groups["outside"] / groups["coded"].where(groups["coded"] > 0)).to_numpy(dtype=float)
    with look():
        figure = new_figure(TWO_COLUMNS, 2.3 + ROW * len(groups))
        left, right = figure.subplots(1, 2, width_ratios=[3, 2], sharey=True)
        covered = groups[list(systems)].to_numpy(dtype=float)
        total = groups["reports"].to_numpy(dtype=float)[:, None]
        left.imshow(covered / total, aspect="auto", cmap="Blues", vmin=0, vmax=1.35)
        for row, column in np.ndindex(covered.shape):
            whole = covered[row, column] == total[row, 0]
            mark = "✓" if whole else "–" if not covered[row, column] else f"{covered[row, column]:.0f}"
            left.text(column, row, mark, ha="center", va="center", color="white" if whole else INK)
        name_rows(left, [names[group] for group in groups.index])
        name_columns(left, list(systems.values()), turned=True)
        left.set_xlabel(label("systems-covered", language))
        right.barh(range(len(groups)), 100 * np.nan_to_num(share), height=0.6, color="#E69F00")
        beside(right, [f"{row.outside:,} / {row.coded:,}" for row in groups.itertuples()])
        right.tick_params(axis="y", length=0, labelleft=False)
        right.spines["left"].set_visible(False)
        right.set_xlim(0, max(100 * np.nanmax([*share, 0]) * 1.08, 1))
        right.set_xlabel(label("outside-share", language))
    return figure


def coverage_grid(
    covered: pd.DataFrame, reports: pd.DataFrame, systems: Mapping[str, object]
) -> pd.DataFrame:
    """Return what :func:`coverage` draws, from :func:`analysis.measures.coverage.outline_coverage`.

    Parameters
    ----------
    covered : DataFrame
        Columns report_id, missing, coded, outside.
    reports : DataFrame
        Columns report_id, group.
    systems : mapping
        The systems that `missing` may name.
    """
    frame = covered.merge(reports[["report_id", "group"]], on="report_id").assign(reports=1)
    missing = frame["missing"].str.split("、")
    for system in systems:
        frame[system] = [int(system not in lacking) for lacking in missing]
    counted = ["reports", *systems, "coded", "outside"]
    return frame.groupby("group", sort=False)[counted].sum().reset_index()


def shade(axes: Axes, values: np.ndarray, pattern: str, small: bool = False) -> None:
    """Draw a table of numbers, 0 or more, shaded by value; a missing one is a dash."""
    top = np.nanmax(values, initial=0) or 1
    axes.imshow(values, aspect="auto", cmap="Blues", vmin=0, vmax=top * 1.25)
    for row, column in np.ndindex(values.shape):
        value = values[row, column]
        shown = "–" if np.isnan(value) else pattern.format(value)
        colour = "white" if value > 0.65 * top else INK
        axes.text(column, row, shown, ha="center", va="center", color=colour, fontsize=5.5 if small else None)


def name_columns(axes: Axes, names: list[str], turned: bool | None = None) -> None:
    """Name the columns of a shaded table above it; many or long names are turned."""
    axes.set_xticks(range(len(names)), names)
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    if len(names) > LEVEL if turned is None else turned:
        axes.tick_params(axis="x", rotation=90)
