"""Charts of what changes over time: years, periods, what a change is made of, lives of dated terms."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from analysis.figures.labels import label
from analysis.figures.look import ACCENT, CONTRAST, FAINT, INK, MUTED, PALETTE, TWO_COLUMNS, look, new_figure
from analysis.figures.rows import ROW, SCALE, beside, dots, explain, interval_key, name_rows, nothing

MOST_TERMS = 30
PARTS = {"within": PALETTE[0], "composition": PALETTE[1], "entry": PALETTE[4], "exit": PALETTE[5]}


def years(
    by_report: pd.DataFrame, by_year: pd.DataFrame, names: Mapping[str, str], unit: str, language: str
) -> Figure:
    """Draw each theme's rate by reporting year in a panel of its own: a dot per report, a bar for the year.

    Parameters
    ----------
    by_report : DataFrame
        Columns report_id, reporting_year, theme, rate.
    by_year : DataFrame
        Columns reporting_year, theme, rate; low and high where there are intervals.
    """
    by_year, by_report = (frame.dropna(subset="reporting_year") for frame in (by_year, by_report))
    if by_year["rate"].isna().all():
        return nothing("no-year", language)
    by_year = by_year.reindex(columns=["reporting_year", "theme", "rate", "low", "high"])
    order = [theme for theme in names if (by_year["theme"] == theme).any()]
    columns = min(5, len(order))
    lines = -(-len(order) // columns)
    factor = SCALE[unit]
    present = sorted(by_year["reporting_year"].unique())
    step = -(-len(present) // 5)  # more labels would touch
    top = 1.08 * factor * np.nanmax([*by_year["rate"], *by_report["rate"], *by_year["high"], 0]) or 1
    with look():
        width = TWO_COLUMNS * max(0.85, 0.25 + 0.15 * columns)
        figure = new_figure(width, 0.7 + 1.35 * lines)
        panels = figure.subplots(lines, columns, sharex=True, sharey=True, squeeze=False).ravel()
        for axes, theme in zip(panels, order, strict=False):
            pooled = by_year[by_year["theme"] == theme].sort_values("reporting_year")
            single = by_report[by_report["theme"] == theme].sort_values(["reporting_year", "report_id"])
            at = pooled["reporting_year"].astype(float)
            axes.vlines(
                at, pooled["low"] * factor, pooled["high"] * factor, color=ACCENT, linewidth=2.5, alpha=0.35
            )
            axes.plot(at, pooled["rate"] * factor, "_", color=ACCENT, markersize=11)
            axes.plot(single["reporting_year"], single["rate"] * factor, "o", color=CONTRAST, markersize=3.5)
            axes.set_title(names[theme], fontsize=7.5)
            axes.grid(axis="y", color=FAINT, linewidth=0.6)
            axes.set_xticks(present[::step], [f"'{int(year) % 100:02d}" for year in present[::step]])
            axes.tick_params(labelbottom=True, labelsize=7)
        panels[0].set_ylim(-0.03 * top, top)
        panels[0].set_xlim(min(present) - 0.7, max(present) + 0.7)
        for axes in panels[len(order) :]:
            axes.set_visible(False)
        figure.supylabel(label("unit-" + unit, language), fontsize=8)
        said = [label("reporting-year", language), label("dots-and-bars", language)]
        figure.supxlabel("\n".join(said), fontsize=8, linespacing=1.5)
    return figure


def change(
    frame: pd.DataFrame, names: Mapping[str, str], periods: tuple[str, str], unit: str, language: str
) -> Figure:
    """Draw each theme's change between two periods with its interval, and the two rates beside it.

    Parameters
    ----------
    frame : DataFrame
        Columns theme, rate_before, rate_after, change, low, high, k_before, k_after.
    periods : tuple of str
        Names of the two periods.
    """
    if frame["change"].isna().all():
        return nothing("one-period", language)
    frame = frame.sort_values(["change", "theme"], ascending=[True, False], ignore_index=True)
    factor = SCALE[unit]
    with look():
        figure = new_figure(TWO_COLUMNS * 0.9, 1.0 + ROW * len(frame))
        axes = figure.subplots()
        axes.axvline(0, color=MUTED, linewidth=0.8)
        dots(axes, frame["change"] * factor, frame["low"] * factor, frame["high"] * factor)
        name_rows(axes, [names[theme] for theme in frame["theme"]])
        pairs = zip(frame["rate_before"] * factor, frame["rate_after"] * factor, strict=True)
        arrows = [" → ".join("–" if np.isnan(rate) else f"{rate:.1f}" for rate in pair) for pair in pairs]
        beside(axes, arrows, label("before-after", language))
        axes.set_title(f"{periods[0]} → {periods[1]}")
        explain(axes, label(f"unit-{unit}-change", language), label(interval_key(frame), language))
    return figure


def decomposition(
    parts: pd.DataFrame, names: Mapping[str, str], periods: tuple[str, str], unit: str, language: str
) -> Figure:
    """Draw what each theme's change is made of: stacked bars to either side of zero, a dot for their sum.

    Parameters
    ----------
    parts : DataFrame
        Columns theme, change, within, composition, entry, exit, staying, entering, leaving.
    periods : tuple of str
        Names of the two periods.
    """
    if parts["change"].isna().all():
        return nothing("one-period", language)
    frame = parts.sort_values(["change", "theme"], ascending=[True, False], ignore_index=True)
    shown = SCALE[unit] * frame[list(PARTS)].fillna(0)
    rows = np.arange(len(frame))
    with look():
        figure = new_figure(TWO_COLUMNS * 0.9, 1.2 + ROW * len(frame))
        axes = figure.subplots()
        right, left = np.zeros(len(frame)), np.zeros(len(frame))
        for part, colour in PARTS.items():
            widths = shown[part].to_numpy()
            if np.abs(widths).max(initial=0) < 1e-9:
                continue
            starts = np.where(widths >= 0, right, left)
            named = {"color": colour, "label": label("part-" + part, language)}
            axes.barh(rows, widths, left=starts, height=0.65, edgecolor="white", linewidth=0.5, **named)
            right, left = right + np.maximum(widths, 0), left + np.minimum(widths, 0)
        axes.axvline(0, color=MUTED, linewidth=0.8)
        sum_of = {"color": INK, "markersize": 4, "label": label("part-sum", language)}
        axes.plot(SCALE[unit] * frame["change"], rows, "o", **sum_of)
        name_rows(axes, [names[theme] for theme in frame["theme"]])
        counts = frame.iloc[0]
        places = label("places-moving", language).format(
            staying=counts["staying"], entering=counts["entering"], leaving=counts["leaving"]
        )
        explain(axes, label(f"unit-{unit}-change", language), places)
        axes.grid(axis="x", color=FAINT, linewidth=0.6)
        axes.set_axisbelow(True)
        handles = axes.get_legend_handles_labels()
        figure.legend(*handles, loc="outside upper left", ncols=3, title=f"{periods[0]} → {periods[1]}",
                      alignment="left")  # fmt: skip
    return figure


def lives(cycles: pd.DataFrame, yearly: pd.DataFrame, language: str) -> Figure:
    """Draw the life of each dated term that is used: official date, end, and the reporting years of its use.

    Parameters
    ----------
    cycles : DataFrame
        From :func:`analysis.measures.life_cycles.life_cycles`. Of more than 30 terms used, those of most
        reports are drawn.
    yearly : DataFrame
        From :func:`analysis.measures.life_cycles.yearly_use`.
    """
    used = cycles[cycles["first_year"].notna()].sort_values(["reports", "id"], ascending=[False, True])
    if used.empty:
        return nothing("no-dated-term", language)
    used = used.head(MOST_TERMS).copy()
    used["official"] = used["first_official"].map(decimal_year)
    used["faded"] = used["faded_from"].map(decimal_year)
    used = used.sort_values(["official", "id"], ascending=False, na_position="first", ignore_index=True)
    first, last = int(yearly["reporting_year"].min()), int(yearly["reporting_year"].max())
    start, end = first - 5, last + 1
    with look():
        figure = new_figure(TWO_COLUMNS, 1.0 + 0.21 * len(used))
        axes = figure.subplots()
        for row, term in used.iterrows():
            begin = term["official"] if term["official"] >= start else start
            until = min(term["faded"], end) if term["faded"] >= start else end
            axes.plot([begin, until], [row, row], color=FAINT, linewidth=4, solid_capstyle="butt", zorder=1)
            if term["official"] >= start:
                axes.plot(term["official"], row, "|", color=INK, markersize=9, markeredgewidth=1.6)
            elif pd.notna(term["official"]):
                axes.text(
                    start + 0.1, row, f"← {int(term['official'])}", va="center", fontsize=6.5, color=MUTED
                )
            uses = yearly[(yearly["id"] == term["id"]) & (yearly["x"] > 0)]
            at = uses["reporting_year"].astype(float) + 0.5
            colours = [CONTRAST if year > until or year < begin - 1 else ACCENT for year in at]
            axes.scatter(at, [row] * len(uses), s=26, c=colours, zorder=3)
        name_rows(axes, list(used["term"]))
        beside(
            axes, [f"{row.reports} / {row.n}" for row in used.itertuples()], label("reports-using", language)
        )
        present = sorted(yearly["reporting_year"].unique())
        shown = list(range(start, end, -(-(end - start) // 12)))
        axes.set_xticks([year + 0.5 for year in shown], [str(year) for year in shown])
        axes.set_xlim(start, end)
        for year in present:
            axes.axvspan(year, year + 1, color=FAINT, alpha=0.25, linewidth=0, zorder=0)
        explain(axes, label("life-key", language))
    return figure


def decimal_year(date: object) -> float:
    """Return a date given as YYYY, YYYY-MM or YYYY-MM-DD as a decimal year; missing where there is none."""
    if pd.isna(date):
        return float("nan")
    year, month, day = ([int(part) for part in str(date).split("-")] + [1, 1])[:3]
    return year + (month - 1) / 12 + (day - 1) / 365
