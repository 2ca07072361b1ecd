"""Charts of how reports keep the reporting duty: room for the mandated items, what is served, and when."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.figures.labels import label
from analysis.figures.look import ACCENT, CONTRAST, FAINT, INK, MUTED, PALETTE, TWO_COLUMNS, look, new_figure
from analysis.figures.rows import ROW, explain, name_rows, nothing, shared_legend, stack

ITEM_COLOURS = {
    "lead": FAINT,
    "item-1": PALETTE[0],
    "item-2": PALETTE[1],
    "item-3": PALETTE[2],
    "item-4": PALETTE[4],
    "item-5": PALETTE[5],
    "item-0": "#a6a6a6",
}
FILL = {"yes": "full", "partial": "left", "no": "none"}
EVENTS = {"signed": ("o", ACCENT), "published": ("s", CONTRAST)}


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
    if not groups:
        return nothing("no-text", language)
    grid = shares.pivot(index="group", columns="item", values="share").reindex(index=groups, columns=items)
    totals = shares.groupby("group")["n_han"].sum()
    with look():
        figure = new_figure(TWO_COLUMNS, 1.1 + 1.6 * ROW * len(groups))
        axes = figure.subplots()
        stack(axes, 100 * grid.fillna(0), ITEM_COLOURS, {item: label(item, language) for item in items})
        name_rows(axes, [f"{names[one]}\n{totals[one]:,} {label('characters', language)}" for one in groups])
        axes.invert_yaxis()
        axes.set_xlim(0, 100)
        axes.set_xlabel(label("share-of-han", language))
        shared_legend(figure, axes)
    return figure


def compliance(items: pd.DataFrame, days: pd.DataFrame, names: Mapping[str, str], language: str) -> Figure:
    """Draw which mandated items each report serves, and how many days around its due dates it came.

    Parameters
    ----------
    items : DataFrame
        From :func:`analysis.measures.compliance.content_shares` by group.
    days : DataFrame
        From :func:`analysis.measures.compliance.timeliness`, with a column group.
    names : mapping
        Name to show for each group, in the order to show them.
    """
    groups = [group for group in names if (items["group"] == group).any()]
    if not groups:
        return nothing("no-text", language)
    with look():
        figure = new_figure(TWO_COLUMNS, 1.9 + ROW * len(groups))
        left, right = figure.subplots(1, 2, width_ratios=[5, 6], sharey=True)
        for row in items.itertuples():
            _mark(left, row.item - 1, groups.index(row.group), row)
        name_rows(left, [names[group] for group in groups])
        left.set_xlim(-0.5, 4.5)
        left.set_xticks(range(5), [label(f"item-{item}", language) for item in range(1, 6)], rotation=90)
        left.xaxis.tick_top()
        left.spines[:].set_visible(False)
        left.tick_params(length=0)
        explain(left, label("present-key", language))
        known = days.dropna(subset=["days"])
        for event, (marker, colour) in EVENTS.items():
            shown = known[(known["event"] == event) & known["group"].isin(groups)]
            at = [groups.index(group) for group in shown["group"]]
            right.plot(shown["days"].astype(float), at, marker, color=colour, markersize=5,
                       label=label("event-" + event, language))  # fmt: skip
        right.axvline(0, color=MUTED, linewidth=0.8)
        right.tick_params(axis="y", length=0, labelleft=False)
        right.spines["left"].set_visible(False)
        right.grid(axis="both", color=FAINT, linewidth=0.6)
        right.set_axisbelow(True)
        ends = [*known["days"].astype(float), -30, 30]
        room = 0.08 * (max(ends) - min(ends))
        right.set_xlim(min(ends) - room, max(ends) + room)
        left.invert_yaxis()
        right.set_xlabel(label("days-due", language))
        right.legend(loc="lower left", bbox_to_anchor=(0, 1.0), ncols=1)
    return figure


def _mark(axes: Axes, column: int, row: int, counts) -> None:
    """Mark an item of one report by a filled, half or empty circle, of several by how many serve it."""
    due = counts.yes + counts.partial + counts.no
    if not due:
        axes.text(column, row, "–", ha="center", va="center", color=MUTED)
    elif due == 1:
        kind = "yes" if counts.yes else "partial" if counts.partial else "no"
        axes.plot(column, row, "o", markersize=9, fillstyle=FILL[kind], color=ACCENT,
                  markerfacecoloralt="white", markeredgecolor=ACCENT, markeredgewidth=1.1)  # fmt: skip
    else:
        axes.text(column, row, f"{counts.yes}/{due}", ha="center", va="center", color=INK, fontsize=7)
