"""The study's figures: a result in, a drawn figure out. Direct labels, intervals, counts beside shares."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.figures.labels import label
from analysis.figures.look import ACCENT, CONTRAST, FAINT, INK, MUTED, PALETTE, TWO_COLUMNS, look, new_figure

ROW = 0.24  # inches a row of a horizontal chart takes
SCALE = {"sentences": 100, "han": 1}  # shares are shown in percent


def composition(shares: pd.DataFrame, names: Mapping[str, str], language: str) -> Figure:
    """Draw how the body of each report, or group of reports, divides into the mandated items: stacked bars.

    Parameters
    ----------
    shares : DataFrame
        Columns group, item (``lead`` or ``item-0`` to ``item-5``), n_han, share.
    names : mapping
        Name to show for each group, in the order to show them.
    language : str
        ``zh`` or ``en``.
    """
    groups = [group for group in names if (shares["group"] == group).any()]
    items = [item for item in ITEM_COLOURS if (shares["item"] == item).any()]
    with look():
        figure = new_figure(TWO_COLUMNS, 1.1 + 2 * ROW * len(groups))
        axes = figure.subplots()
        grid = (
            shares.pivot(index="group", columns="item", values="share")
            .reindex(index=groups, columns=items)
            .fillna(0)
        )
        left = np.zeros(len(groups))
        for item in items:
            widths = 100 * grid[item].to_numpy()
            shown = {"color": ITEM_COLOURS[item], "label": label(item, language)}
            axes.barh(range(len(groups)), widths, left=left, height=0.7, **shown)
            for row, width in enumerate(widths):
                if width >= 5:
                    colour = "white" if item in DARK_ITEMS else INK
                    axes.text(
                        left[row] + width / 2, row, f"{width:.0f}", ha="center", va="center", color=colour
                    )
            left += widths
        totals = shares.groupby("group")["n_han"].sum()
        _name_rows(axes, [f"{names[one]}\n{totals[one]:,} {label('characters', language)}" for one in groups])
        axes.invert_yaxis()
        axes.set_xlim(0, 100)
        axes.set_xlabel(label("share-of-han", language))
        figure.legend(*axes.get_legend_handles_labels(), loc="outside upper left", ncols=4)
    return figure


ITEM_COLOURS = {
    "lead": FAINT,
    "item-1": PALETTE[0],
    "item-2": PALETTE[1],
    "item-3": PALETTE[2],
    "item-4": PALETTE[4],
    "item-5": PALETTE[5],
    "item-0": "#a6a6a6",
}
DARK_ITEMS = ("item-1", "item-3", "item-5")


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
    factor = SCALE[unit]
    with look():
        figure = new_figure(TWO_COLUMNS * 0.8, 0.7 + ROW * len(frame))
        axes = figure.subplots()
        rows = np.arange(len(frame))
        axes.hlines(
            rows, frame["low"] * factor, frame["high"] * factor, color=ACCENT, linewidth=2, alpha=0.45
        )
        axes.plot(frame["rate"] * factor, rows, "o", color=ACCENT, markersize=5)
        _name_rows(axes, [names[theme] for theme in frame["theme"]])
        edge = np.nanmax([*(frame["high"] * factor), *(frame["rate"] * factor), 0])
        for row, (x, n) in enumerate(zip(frame["x"], frame["n"], strict=True)):
            axes.text(
                1.01,
                row,
                f"{x:,.0f} / {n:,.0f}",
                transform=axes.get_yaxis_transform(),
                va="center",
                color=MUTED,
            )
        axes.set_xlim(0, edge * 1.05 or 1)
        axes.set_xlabel(f"{label('unit-' + unit, language)}; {label('interval', language)}")
        axes.grid(axis="x", color=FAINT, linewidth=0.6)
        axes.set_axisbelow(True)
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
    values = grid.to_numpy(dtype=float) * SCALE[unit]
    with look():
        figure = new_figure(TWO_COLUMNS, 1.0 + ROW * len(order))
        axes = figure.subplots()
        axes.imshow(values, aspect="auto", cmap="Blues", vmin=0, vmax=np.nanmax(values, initial=1.0) * 1.25)
        for row, column in np.ndindex(values.shape):
            value = values[row, column]
            shown = "–" if np.isnan(value) else f"{value:.1f}"
            dark = value > 0.65 * np.nanmax(values, initial=1.0)
            axes.text(column, row, shown, ha="center", va="center", color="white" if dark else INK)
        _name_rows(axes, [themes[theme] for theme in order])
        counted = label("sentences" if unit == "sentences" else "characters", language)
        axes.set_xticks(range(len(groups)), [f"{names[one]}\n{sizes[one]:,} {counted}" for one in groups])
        axes.xaxis.tick_top()
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
        axes.set_xlabel(label("unit-" + unit, language))
    return figure


def years(
    by_report: pd.DataFrame, by_year: pd.DataFrame, names: Mapping[str, str], unit: str, language: str
) -> Figure:
    """Draw each theme's rate by reporting year in a panel of its own: a dot per report, a bar for the year.

    Parameters
    ----------
    by_report : DataFrame
        Columns report_id, reporting_year, theme, rate.
    by_year : DataFrame
        Columns reporting_year, theme, rate.
    """
    order = [theme for theme in names if (by_year["theme"] == theme).any()]
    columns = min(5, len(order))
    lines = -(-len(order) // columns)
    factor = SCALE[unit]
    present = sorted(by_year["reporting_year"].dropna().unique())
    step = -(-len(present) // 5)  # more labels would touch
    top = 1.08 * factor * np.nanmax([*by_year["rate"], *by_report["rate"], 0]) or 1
    with look():
        figure = new_figure(TWO_COLUMNS, 0.6 + 1.25 * lines)
        panels = figure.subplots(lines, columns, sharex=True, sharey=True, squeeze=False).ravel()
        for axes, theme in zip(panels, order, strict=False):
            pooled = by_year[by_year["theme"] == theme].sort_values("reporting_year")
            single = by_report[by_report["theme"] == theme].sort_values(["reporting_year", "report_id"])
            axes.plot(pooled["reporting_year"], pooled["rate"] * factor, "_", color=ACCENT, markersize=13)
            axes.plot(single["reporting_year"], single["rate"] * factor, "o", color=CONTRAST, markersize=3.5)
            axes.set_title(names[theme], fontsize=7.5)
            axes.grid(axis="y", color=FAINT, linewidth=0.6)
            axes.set_xticks(present[::step], [f"'{int(year) % 100:02d}" for year in present[::step]])
        panels[0].set_ylim(-0.03 * top, top)
        panels[0].set_xlim(min(present) - 0.7, max(present) + 0.7)
        for axes in panels[len(order) :]:
            axes.set_visible(False)
        for axes in panels[max(0, len(order) - columns) : len(order)]:
            axes.tick_params(labelbottom=True)
        figure.supylabel(label("unit-" + unit, language), fontsize=8)
        figure.supxlabel(
            f"{label('reporting-year', language)}; {label('dots-and-bars', language)}", fontsize=8
        )
    return figure


def change(
    frame: pd.DataFrame, names: Mapping[str, str], periods: tuple[str, str], unit: str, language: str
) -> Figure:
    """Draw each theme's change between two periods with its interval, and the two rates beside it.

    Parameters
    ----------
    frame : DataFrame
        Columns theme, rate_before, rate_after, change, low, high.
    periods : tuple of str
        Names of the two periods.
    """
    frame = frame.sort_values(["change", "theme"], ascending=[True, False], ignore_index=True)
    factor = SCALE[unit]
    with look():
        figure = new_figure(TWO_COLUMNS * 0.85, 0.8 + ROW * len(frame))
        axes = figure.subplots()
        rows = np.arange(len(frame))
        axes.axvline(0, color=MUTED, linewidth=0.8)
        axes.hlines(
            rows, frame["low"] * factor, frame["high"] * factor, color=ACCENT, linewidth=2, alpha=0.45
        )
        axes.plot(frame["change"] * factor, rows, "o", color=ACCENT, markersize=5)
        _name_rows(axes, [names[theme] for theme in frame["theme"]])
        for row, (before, after) in enumerate(zip(frame["rate_before"], frame["rate_after"], strict=True)):
            shown = " → ".join("–" if np.isnan(rate) else f"{rate * factor:.1f}" for rate in (before, after))
            axes.text(1.01, row, shown, transform=axes.get_yaxis_transform(), va="center", color=MUTED)
        axes.set_title(f"{periods[0]} → {periods[1]}")
        axes.set_xlabel(f"{label(f'unit-{unit}-change', language)}; {label('interval', language)}")
        axes.grid(axis="x", color=FAINT, linewidth=0.6)
        axes.set_axisbelow(True)
    return figure


def _name_rows(axes: Axes, names: list[str]) -> None:
    axes.set_yticks(range(len(names)), names)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.set_ylim(len(names) - 0.5, -0.5) if axes.images else axes.set_ylim(-0.5, len(names) - 0.5)
