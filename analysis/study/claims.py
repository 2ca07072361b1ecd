"""What the study claims, as findings that hold or fail: stated for one case, tested in others.

A kind of finding measures a case once; its findings are read off the measure of the first case, and each is
a number that is above zero where the finding holds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.measures.grouping import OUTLINE_PERIODS
from analysis.measures.keyness import log_likelihood, log_ratio
from analysis.measures.themes import theme_rates
from analysis.measures.years import compare_years, sides
from analysis.study.case import Case

BEFORE, AFTER = list(OUTLINE_PERIODS)[-2:]
TEXT = ("corpus", "years", "levels", "shared_wording")
THEMES = (*TEXT, "codebook", "themes", "unit")
FIRST = 3
KEYWORDS = 5

Measure = dict[str, object]


@dataclass(frozen=True)
class Finding:
    """A claim that a case bears out or not.

    Attributes
    ----------
    name : str
        A short name without blanks.
    statement : str
        What is claimed.
    number : callable
        From the measure of a case to a number above zero where the claim holds, None where it cannot be said.
    """

    name: str
    statement: str
    number: Callable[[Measure], float | None]


@dataclass(frozen=True)
class Kind:
    """A kind of finding.

    Attributes
    ----------
    reads : tuple of str
        The settings that its measure depends on; no other makes a case of its own.
    measure : callable
        From a case to what its findings are about, as a JSON object.
    findings : callable
        From the measure of the first case, and the names of the themes, to the findings.
    """

    reads: tuple[str, ...]
    measure: Callable[[Case], Measure]
    findings: Callable[[Measure, Mapping[str, str]], list[Finding]]


def _rates(case: Case) -> Measure:
    """Return the rate of every theme over all reports."""
    rates = theme_rates(case.mentions, case.sentences, (), case.reports, case.settings["unit"], case.themes)
    return _numbers(rates["theme"], rates["rate"])


def _ranks(base: Measure, names: Mapping[str, str]) -> list[Finding]:
    """State which themes come first and which comes last."""
    ranked = sorted((theme for theme in base if base[theme] is not None), key=lambda one: -base[one])
    if len(ranked) < 2:
        return []
    leads = [Finding(f"{ranked[0]}-leads", f"{names[ranked[0]]} has the highest rate", _above(ranked[0], 1))]
    if len(ranked) > FIRST:
        leads += [
            Finding(
                f"{theme}-first-{FIRST}",
                f"{names[theme]} is among the {FIRST} themes with the highest rates",
                _above(theme, FIRST),
            )
            for theme in ranked[:FIRST]
        ]
    last = ranked[-1]
    return [*leads, Finding(f"{last}-last", f"{names[last]} has the lowest rate", _below(last))]


def _above(theme: str, place: int) -> Callable[[Measure], float | None]:
    """Return by how much a theme's rate exceeds the one it must exceed to be among the first `place`."""

    def number(rates: Measure) -> float | None:
        others = _others(rates, theme)
        return None if len(others) < place else rates[theme] - others[-place]

    return number


def _below(theme: str) -> Callable[[Measure], float | None]:
    """Return by how much a theme's rate falls short of the lowest of the others."""

    def number(rates: Measure) -> float | None:
        others = _others(rates, theme)
        return others[0] - rates[theme] if others else None

    return number


def _others(rates: Measure, theme: str) -> list[float]:
    """Return the rates of the other themes, lowest first; nothing when the theme itself has none."""
    if rates.get(theme) is None:
        return []
    return sorted(rate for one, rate in rates.items() if one != theme and rate is not None)


def _changes(case: Case) -> Measure:
    """Return the change of every theme between the outlines, with the ends of its interval."""
    compared = compare_years(
        case.mentions, case.sentences, case.reports, BEFORE, AFTER, case.settings["unit"], case.themes,
        seed=case.settings["seed"],
    )  # fmt: skip
    return {part: _numbers(compared["theme"], compared[part]) for part in ("change", "low", "high")}


def _directions(base: Measure, names: Mapping[str, str]) -> list[Finding]:
    """State which themes rise and fall, and of which the interval says so too."""
    found = []
    for theme, change in base["change"].items():
        if not change:
            continue
        rises = change > 0
        way = "rises" if rises else "falls"
        statement = f"{names[theme]} {way} from {BEFORE} to {AFTER}"
        found.append(Finding(f"{theme}-{way}", statement, _signed("change", theme, rises)))
        clear = _signed("low" if rises else "high", theme, rises)
        if (clear(base) or 0) > 0:
            found.append(
                Finding(f"{theme}-{way}-clearly", f"{statement}, and its interval excludes no change", clear)
            )
    return found


def _keywords(case: Case) -> Measure:
    """Return for every word how much more frequent it is under the later outline, and how surely."""
    _, later = sides(case.reports, BEFORE, AFTER)
    words = case.words[case.words["report_id"].isin(later.index)]
    side = words["report_id"].map(later).map({True: "after", False: "before"})
    counts = words.groupby(["word", side])["n"].sum().unstack(fill_value=0)
    counts = counts.reindex(columns=["after", "before"], fill_value=0)
    n1, n2 = counts["after"].sum(), counts["before"].sum()
    if not (n1 and n2):
        return {"ratio": {}, "g2": {}}
    f1, f2 = counts["after"].to_numpy(), counts["before"].to_numpy()
    return {
        "ratio": _numbers(counts.index, log_ratio(f1, f2, n1, n2, correction="half")),
        "g2": _numbers(counts.index, log_likelihood(f1, f2, n1, n2, signed=True)),
    }


def _frequencies(base: Measure, names: Mapping[str, str]) -> list[Finding]:
    """State the words that mark either outline the most."""
    ranked = sorted((g2, word) for word, g2 in base["g2"].items() if g2)
    marked = [(word, True) for g2, word in reversed(ranked[-KEYWORDS:]) if g2 > 0]
    marked += [(word, False) for g2, word in ranked[:KEYWORDS] if g2 < 0]
    return [
        Finding(
            f"{word}-{'more' if more else 'less'}",
            f"{word} is {'more' if more else 'less'} frequent in {AFTER} than in {BEFORE}",
            _signed("ratio", word, more),
        )
        for word, more in marked
    ]


def _signed(part: str, key: str, up: bool) -> Callable[[Measure], float | None]:
    """Return a number of the measure, turned round where the claim is that it is below zero."""

    def number(measure: Measure) -> float | None:
        value = measure[part].get(key)
        return value if up or value is None else -value

    return number


def _numbers(keys: pd.Series, values: object) -> dict[str, float | None]:
    """Return numbers by key, None where they are undefined."""
    values = np.asarray(values, dtype=float)
    return {
        key: float(value) if np.isfinite(value) else None for key, value in zip(keys, values, strict=True)
    }


KINDS: dict[str, Kind] = {
    "rates": Kind(THEMES, _rates, _ranks),
    "changes": Kind((*THEMES, "seed"), _changes, _directions),
    "words": Kind((*TEXT, "segmenter", "hmm"), _keywords, _frequencies),
}
