"""Charts of shared wording: which sentences of a report are its own, and how much of each section is not."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.collections import PatchCollection
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle

from analysis.figures.frequency import name_columns, shade
from analysis.figures.labels import label
from analysis.figures.look import INK, PALETTE, TWO_COLUMNS, look, new_figure
from analysis.figures.rows import ROW, beside, explain, name_rows, nothing, shared_legend, stack

PROVENANCE_COLOURS = {
    "own": "#cfd8df",
    "formula": PALETTE[1],
    "peers": PALETTE[0],
    "superior": PALETTE[3],
    "carried": PALETTE[2],
}


def placed(shared: pd.DataFrame, items: object, reports: pd.DataFrame) -> pd.DataFrame:
    """Return the sentences of shared wording with their group, item, and Han characters that are not own.

    Parameters
    ----------
    shared : DataFrame
        Sentences of :func:`analysis.measures.reuse.shared_wording`.
    items : array-like
        Mandated item of each sentence, in their order.
    reports : DataFrame
        Table `reports` with its column `group`.

    Returns
    -------
    DataFrame
        Columns group, report_id, item, start, n_han, provenance, formula_share, n_borrowed: the characters
        of a shared or carried sentence, else those inside official formulae.
    """
    kept = shared[["report_id", "start", "n_han", "provenance", "formula_share"]].assign(item=items)
    frame = kept.merge(reports[["report_id", "group"]], on="report_id")
    borrowed = frame["provenance"].isin(["peers", "superior", "carried"])
    share = frame["formula_share"].astype(float).mask(borrowed, 1.0)
    return frame.assign(n_borrowed=share * frame["n_han"])


def strips(frame: pd.DataFrame, names: Mapping[str, str], language: str) -> Figure:
    """Draw every report as a strip of its sentences, coloured by whose wording they are.

    In a sentence that is the report's own, the height of the band below shows how much of it is official
    formulae. Groups of several reports are drawn as bars of their Han characters instead.

    Parameters
    ----------
    frame : DataFrame
        From :func:`placed`.
    names : mapping
        Name to show for each group, in the order to show them.
    """
    groups = [group for group in names if (frame["group"] == group).any()]
    if not groups:
        return nothing("no-text", language)
    one_each = frame.groupby("group")["report_id"].nunique().max() == 1
    parts = {kind: label("provenance-" + kind, language) for kind in PROVENANCE_COLOURS}
    with look():
        figure = new_figure(TWO_COLUMNS, 1.2 + 1.5 * ROW * len(groups))
        axes = figure.subplots()
        if one_each:
            for row, group in enumerate(groups):
                _strip(axes, row, frame[frame["group"] == group].sort_values("start"))
            there = {*frame["provenance"], *(["formula"] if (frame["formula_share"] > 0).any() else [])}
            patches = [
                Patch(color=PROVENANCE_COLOURS[kind], label=parts[kind]) for kind in parts if kind in there
            ]
            figure.legend(handles=patches, loc="outside upper left", ncols=3, columnspacing=1.2)
            axes.set_xlim(0, 1.005 * frame.groupby("group")["n_han"].sum().max())
            explain(axes, label("han-in-order", language), label("strip-key", language))
        else:
            sums = frame.pivot_table(index="group", columns="provenance", values="n_han", aggfunc="sum")
            grid = sums.reindex(index=groups, columns=list(parts)).fillna(0)
            stack(axes, 100 * grid.div(grid.sum(axis=1).clip(lower=1), axis=0), PROVENANCE_COLOURS, parts)
            axes.set_xlim(0, 100)
            axes.set_xlabel(label("share-of-han", language))
            shared_legend(figure, axes, 3)
        name_rows(axes, [names[group] for group in groups])
        axes.invert_yaxis()
        sums = frame.groupby("group")[["n_borrowed", "n_han"]].sum().reindex(groups)
        shares = 100 * sums["n_borrowed"] / sums["n_han"].clip(lower=1)
        beside(axes, [f"{share:.1f}%" for share in shares])
        axes.text(1.01, -0.75, label("not-own", language), transform=axes.get_yaxis_transform(), va="bottom",
                  fontsize=7, color=INK)  # fmt: skip
    return figure


def _strip(axes, row: int, sentences: pd.DataFrame) -> None:
    """Draw one report; the edges of its sentences are white."""
    width = sentences["n_han"].to_numpy(dtype=float)
    left = np.cumsum(width) - width
    boxes, colours = [], []
    for at, long, sentence in zip(left, width, sentences.itertuples(), strict=True):
        boxes.append(Rectangle((at, row - 0.35), long, 0.7))
        colours.append(PROVENANCE_COLOURS[sentence.provenance])
        if sentence.provenance == "own" and sentence.formula_share > 0:
            boxes.append(Rectangle((at, row + 0.35), long, -0.7 * sentence.formula_share))
            colours.append(PROVENANCE_COLOURS["formula"])
    axes.add_collection(
        PatchCollection(boxes, facecolor=colours, edgecolor="white", linewidth=0.4), autolim=True
    )


def sections(frame: pd.DataFrame, names: Mapping[str, str], language: str) -> Figure:
    """Draw how much of each mandated section is shared wording or official formulae, by report.

    Parameters
    ----------
    frame : DataFrame
        From :func:`placed`.
    names : mapping
        Name to show for each group, in the order to show them.
    """
    groups = [group for group in names if (frame["group"] == group).any()]
    if not groups:
        return nothing("no-text", language)
    items = [item for item in (1, 2, 3, 4, 5, 0) if (frame["item"] == item).any()]
    sums = frame.groupby(["group", "item"])[["n_borrowed", "n_han"]].sum()
    share = (100 * sums["n_borrowed"] / sums["n_han"].where(sums["n_han"] > 0)).unstack("item")
    grid = share.reindex(index=groups, columns=items)
    with look():
        figure = new_figure(TWO_COLUMNS * 0.85, 1.9 + ROW * len(groups))
        axes = figure.subplots()
        shade(axes, grid.to_numpy(dtype=float), "{:.1f}")
        name_rows(axes, [names[group] for group in groups])
        shown = [label("lead-and-rest" if item == 0 else f"item-{item}", language) for item in items]
        name_columns(axes, shown, turned=True)
        explain(axes, label("not-own-share", language))
    return figure
