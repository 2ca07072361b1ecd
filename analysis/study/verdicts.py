"""What a sweep found: in how many combinations each finding holds, in words and as tables."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analysis.spreadsheets import guarded
from analysis.study.settings import SETTINGS, Settings, written


@dataclass(frozen=True)
class Verdict:
    """In how many combinations a finding holds.

    Attributes
    ----------
    name, statement : str
        The finding.
    cases : tuple of (dict, float or None)
        The settings that make a difference to it, and its number: above zero where it holds, None where it
        cannot be said.
    """

    name: str
    statement: str
    cases: tuple[tuple[Settings, float | None], ...]

    @property
    def known(self) -> int:
        """In how many combinations something can be said."""
        return sum(number is not None for _, number in self.cases)

    @property
    def holds(self) -> int:
        """In how many of them it holds."""
        return sum(number is not None and number > 0 for _, number in self.cases)

    def __str__(self) -> str:
        silent = len(self.cases) - self.known
        aside = f" ({silent} cannot say)" if silent else ""
        return f"holds in {self.holds} of {self.known}{aside}  {self.statement}"


@dataclass(frozen=True)
class SweepSummary:
    """What a sweep found; ``str()`` of it is for people.

    Attributes
    ----------
    out : str
        The folder of its tables, from the project root.
    combinations, measured, kept : int
        How many combinations there are; how many measures were made, and how many were kept from before.
    verdicts : tuple of Verdict
        One for each finding.
    untouched : tuple of str
        The kinds of findings to which nothing that varies makes a difference; they are left out.
    """

    out: str
    combinations: int
    measured: int
    kept: int
    verdicts: tuple[Verdict, ...]
    untouched: tuple[str, ...] = ()

    def __str__(self) -> str:
        lines = [*map(str, self.verdicts)]
        if self.untouched:
            lines.append(
                f"left out, because nothing that varies matters to them: {', '.join(self.untouched)}"
            )
        measures = f"{self.measured} measured, {self.kept} kept from before"
        lines.append(f"{self.combinations} combinations ({measures}), tables in {self.out}")
        return "\n".join(lines)


def findings_table(verdicts: Sequence[Verdict]) -> bytes:
    """Return one row for each finding as CSV: in how many combinations it holds, and its number in the first."""
    columns = ("finding", "statement", "holds", "of", "cannot_say", "number_first")
    rows = (
        (one.name, one.statement, one.holds, one.known, len(one.cases) - one.known, _number(one.cases[0][1]))
        for one in verdicts
    )
    return _csv(columns, rows)


def cases_table(verdicts: Sequence[Verdict]) -> bytes:
    """Return one row for each finding and combination as CSV; settings that make no difference to it are empty."""
    columns = ("finding", "holds", "number", *SETTINGS)
    rows = (
        (
            one.name,
            "" if number is None else "yes" if number > 0 else "no",
            _number(number),
            *(written(settings[name]) if name in settings else "" for name in SETTINGS),
        )
        for one in verdicts
        for settings, number in one.cases
    )
    return _csv(columns, rows)


def _number(number: float | None) -> str:
    return "" if number is None else f"{number:.6g}"


def _csv(columns: tuple[str, ...], rows: Iterable[tuple]) -> bytes:
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(columns)
    table.writerows([guarded(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8")
