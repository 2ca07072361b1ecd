"""Charts of numbers claimed, and of what does not fit together."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from analysis.figures.frequency import name_columns
from analysis.figures.labels import FINDINGS, LANGUAGES, label
from analysis.figures.look import FAINT, INK, MUTED, PALETTE, TWO_COLUMNS, look, new_figure
from analysis.figures.rows import ROW, beside, name_rows, nothing, stack

CLAIMS = {"hundred": PALETTE[5], "other": PALETTE[4]}
ABSOLUTE = {"zero_claims": PALETTE[0], "coverage_claims": PALETTE[1]}


def numbers(density: pd.DataFrame, rates: pd.DataFrame, names: Mapping[str, str], language: str) -> Figure:
    """Draw how many numbers reports give, how many claims of none or all, and how many rates are 100 %.

    Parameters
    ----------
    density : DataFrame
        From :func:`analysis.measures.quantities.density` by group.
    rates : DataFrame
        From :func:`analysis.measures.quantities.rate_claims` by group.
    names : mapping
        Name to show for each group, in the order to show them.
    """
    groups = [group for group in names if (density["group"] == group).any()]
    if not groups:
        return nothing("no-text", language)
    density = density.set_index("group").reindex(groups)
    rates = rates.set_index("group").reindex(groups)
    counts = rates[["rates", "hundred", "both_parts"]].fillna(0).astype("int64")
    parts = pd.DataFrame({"hundred": counts["hundred"], "other": counts["rates"] - counts["hundred"]})
    words = {key: label(key, language) for key in (*CLAIMS, *ABSOLUTE)}
    with look():
        figure = new_figure(TWO_COLUMNS, 1.5 + ROW * len(groups))
        panels = figure.subplots(1, 3, sharey=True)
        values = density["per_1000_han"].astype(float).fillna(0)
        panels[0].barh(range(len(groups)), values, height=0.6, color=PALETTE[0])
        for row, (value, n) in enumerate(zip(values, density["quantities"], strict=True)):
            panels[0].text(value, row, f" {n:,}", va="center", color=MUTED)
        panels[0].set_xlim(0, max(1.2 * values.max(), 1))
        panels[0].set_title(label("numbers-per-1000", language), fontsize=8)
        stack(panels[1], density[list(ABSOLUTE)].fillna(0), ABSOLUTE, words, smallest=1)
        panels[1].set_title(label("absolute-claims", language), fontsize=8)
        stack(panels[2], parts, CLAIMS, words, smallest=1)
        panels[2].set_title(label("rates-claimed", language), fontsize=8)
        both = [f"{row.both_parts} / {row.rates}" for row in counts.itertuples()]
        beside(panels[2], both)
        panels[2].text(1.01, -0.7, label("both-parts", language), transform=panels[2].get_yaxis_transform(),
                       va="bottom", fontsize=7, color=MUTED)  # fmt: skip
        for axes in panels[1:]:
            axes.set_xlim(0, max(axes.get_xlim()[1], 2))
            if axes.get_legend_handles_labels()[0]:
                axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.14), ncols=1)
            axes.tick_params(axis="y", length=0, labelleft=False)
        for axes in panels:
            axes.xaxis.get_major_locator().set_params(integer=True)
            axes.grid(axis="x", color=FAINT, linewidth=0.6)
            axes.set_axisbelow(True)
        name_rows(panels[0], [names[group] for group in groups])
        for axes in panels[1:]:
            axes.spines["left"].set_visible(False)
        panels[0].invert_yaxis()
    return figure


def checked(checks: pd.DataFrame, findings: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """Return for each group and rule how many reports were found at fault, clear, or could not be checked.

    Parameters
    ----------
    checks, findings : DataFrame
        Tables of that name.
    reports : DataFrame
        Table `reports` with its column `group`.

    Returns
    -------
    DataFrame
        Columns group, rule, found, clear, not_checked (reports), findings (passages).
    """
    frame = checks.merge(reports[["report_id", "group"]], on="report_id")
    outcomes = {
        "found": frame["outcome"] == "found",
        "clear": frame["outcome"] == "clear",
        "not_checked": frame["outcome"] == "not checked",
    }
    counts = frame[["group", "rule"]].assign(**outcomes).groupby(["group", "rule"], sort=False).sum()
    passages = findings.merge(reports[["report_id", "group"]], on="report_id").groupby(["group", "rule"])
    counts["findings"] = passages.size().reindex(counts.index, fill_value=0)
    return counts.astype("int64").reset_index()


def consistency(frame: pd.DataFrame, names: Mapping[str, str], language: str) -> Figure:
    """Draw which rules of consistency found something, in which reports; the rest are added up in a last row.

    Parameters
    ----------
    frame : DataFrame
        From :func:`checked`.
    names : mapping
        Name to show for each group, in the order to show them.
    """
    groups = [group for group in names if (frame["group"] == group).any()]
    if not groups:
        return nothing("nothing-checked", language)
    struck = [rule for rule in frame["rule"].unique() if frame.loc[frame["rule"] == rule, "found"].any()]
    grid = frame.pivot(index="rule", columns="group", values="findings").reindex(columns=groups)
    unchecked = frame.pivot(index="rule", columns="group", values="not_checked").reindex(columns=groups)
    reports = frame.groupby("group")[["found", "clear", "not_checked"]].sum().reindex(groups)
    with look():
        turned = len(groups) > 5
        figure = new_figure(TWO_COLUMNS, (1.8 if turned else 1.1) + ROW * (len(struck) + 2))
        axes = figure.subplots()
        rows = [finding_name(rule, language) for rule in struck]
        rows += [label("rules-clear", language), label("rules-not-checked", language)]
        shown = np.full((len(rows), len(groups)), np.nan)
        if struck:
            shown[: len(struck)] = np.where(grid.loc[struck] > 0, 1, np.nan)
        axes.imshow(shown, aspect="auto", cmap="Oranges", vmin=0, vmax=2)
        for row, rule in enumerate(struck):
            for column, group in enumerate(groups):
                n = int(grid.at[rule, group])
                mark = str(n) if n else "?" if unchecked.at[rule, group] else "·"
                axes.text(column, row, mark, ha="center", va="center", color=INK if n else MUTED)
        for row, key in enumerate(("clear", "not_checked"), start=len(struck)):
            for column, group in enumerate(groups):
                axes.text(column, row, f"{reports.at[group, key]}", ha="center", va="center", color=MUTED)
        name_rows(axes, rows)
        name_columns(axes, [names[group] for group in groups], turned=turned)
        axes.axhline(len(struck) - 0.5, color=MUTED, linewidth=0.8)
        axes.set_xlabel(label("consistency-key", language))
    return figure


def finding_name(rule: str, language: str) -> str:
    """Return what a rule looks for, in words, after its id."""
    return f"{rule} {FINDINGS[rule][LANGUAGES.index(language)]}" if rule in FINDINGS else rule
