"""Charts of problems and plans: what is owned up to, what answers it, and what came of last year's plans."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from analysis.figures.frequency import name_columns
from analysis.figures.labels import label
from analysis.figures.look import INK, MUTED, PALETTE, TWO_COLUMNS, look, new_figure
from analysis.figures.rows import ROW, beside, name_rows, nothing, shared_legend, stack

OUTCOMES = {"kept": PALETTE[2], "not found": PALETTE[1], "not checkable": "#d9d9d9"}
UNTYPED = "other"


def answers(problems: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """Return how many problems of each type a group states, and how many of them a plan answers.

    Parameters
    ----------
    problems : DataFrame
        From :func:`analysis.measures.commitments.answered_problems`.
    reports : DataFrame
        Table `reports` with its column `group`.

    Returns
    -------
    DataFrame
        Columns group, type (``other`` where a problem has none), problems, judged (problems of a type that a
        plan could answer), answered.
    """
    frame = problems.merge(reports[["report_id", "group"]], on="report_id")
    kinds = frame["type"].fillna(UNTYPED).str.split(";").str[0]
    counted = {
        "problems": 1,
        "judged": frame["answered"].notna(),
        "answered": frame["answered"].fillna(False),
    }
    frame = frame[["group"]].assign(type=kinds, **counted)
    numbers = ["problems", "judged", "answered"]
    sums = frame.astype(dict.fromkeys(numbers, "int64")).groupby(["group", "type"], sort=True)[numbers].sum()
    return sums.reset_index()


def problems(
    frame: pd.DataFrame, types: Mapping[str, str], names: Mapping[str, str], language: str
) -> Figure:
    """Draw which problems each report states, and how many of them a plan of a matching type answers.

    Parameters
    ----------
    frame : DataFrame
        From :func:`answers`.
    types, names : mapping
        Names of problem types and of groups to show, in the order to show them.
    """
    if frame.empty:
        return nothing("no-problem", language)
    types = {**types, UNTYPED: label("untyped", language)}
    kinds = [kind for kind in types if (frame["type"] == kind).any()]
    groups = list(names)
    cells = frame.set_index(["type", "group"])
    with look():
        turned = len(groups) > 5
        figure = new_figure(TWO_COLUMNS, (1.9 if turned else 1.1) + ROW * len(kinds))
        axes = figure.subplots()
        share = np.full((len(kinds), len(groups)), np.nan)
        words = {}
        for row, column in np.ndindex(share.shape):
            if (kinds[row], groups[column]) in cells.index:
                cell = cells.loc[(kinds[row], groups[column])]
                if cell["judged"]:
                    share[row, column] = cell["answered"] / cell["judged"]
                words[row, column] = f"{cell['answered']} / {cell['problems']}"
        axes.imshow(1 - share, aspect="auto", cmap="Oranges", vmin=0, vmax=1.6)
        for (row, column), word in words.items():
            axes.text(column, row, word, ha="center", va="center", color=INK)
        name_rows(axes, [types[kind] for kind in kinds])
        name_columns(axes, [names[group] for group in groups], turned=turned)
        totals = frame.groupby("type")[["answered", "problems"]].sum()
        beside(axes, [f"{totals.at[kind, 'answered']} / {totals.at[kind, 'problems']}" for kind in kinds])
        axes.set_xlabel(label("answered-key", language))
    return figure


def follow_up(shares: pd.DataFrame, names: Mapping[str, str], language: str) -> Figure:
    """Draw how many plans are found among the results of the issuer's next report.

    Parameters
    ----------
    shares : DataFrame
        From :func:`analysis.measures.commitments.outcome_shares` by group: plans, checkable, kept, not_found.
    names : mapping
        Name to show for each group, in the order to show them.
    """
    shares = shares[shares["checkable"] > 0]
    groups = [group for group in names if (shares["group"] == group).any()]
    if not groups:
        return nothing("no-successive-reports", language)
    frame = shares.set_index("group").reindex(groups)
    grid = pd.DataFrame(
        {
            "kept": frame["kept"],
            "not found": frame["not_found"],
            "not checkable": frame["plans"] - frame["checkable"],
        }
    )
    with look():
        figure = new_figure(TWO_COLUMNS * 0.85, 1.1 + 1.4 * ROW * len(groups))
        axes = figure.subplots()
        stack(
            axes,
            grid,
            OUTCOMES,
            {key: label(key.replace(" ", "-"), language) for key in OUTCOMES},
            smallest=1,
        )
        name_rows(axes, [names[group] for group in groups])
        axes.invert_yaxis()
        axes.xaxis.get_major_locator().set_params(integer=True)
        axes.set_xlabel(label("plans-followed", language), color=MUTED)
        shared_legend(figure, axes, 3)
    return figure
