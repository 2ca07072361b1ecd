"""A grid of settings, and for each finding of the study in how many combinations it holds.

What was measured once is kept under `build/`, keyed by everything it was made from; only new combinations are
measured.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import CorpusError
from analysis.study.environment import stated_versions
from analysis.study.files import corpus_files, digest_file, digest_value, read_json, write_bytes, write_json
from analysis.study.modules import Package
from analysis.study.parameters import check_themes
from analysis.study.progress import Progress
from analysis.study.settings import OWN, SETTINGS, Settings, combinations, read_grid, shown, written
from analysis.study.workspace import Target, Workspace, choose_target, resolve_corpus

CODE = "import analysis.study.claims"


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


def run_sweep(
    spec: Path,
    out: Path | None = None,
    workspace: Workspace | None = None,
    progress: Progress | None = None,
) -> SweepSummary:
    """Measure every combination of a sweep file, write `findings.csv` and `cases.csv`, and return the verdicts.

    Parameters
    ----------
    spec : Path
        The sweep file (see :mod:`analysis.study.settings`).
    out : Path, optional
        Where to write; by default ``build/<hash>/``.
    workspace : Workspace, optional
        The project folder.
    progress : Progress, optional
        What is told of each combination; one on stderr by default.

    Raises
    ------
    CallError
        When the file or `out` is not as it must be.
    CorpusError, CodebookError
        When a corpus or codebook is not, or the first combination leaves no report.
    """
    workspace = workspace or Workspace()
    grid = read_grid(spec, workspace)
    target = _target(workspace, grid, out)
    # The measures load pandas and the reader, which a mistake in the call need not wait for.
    from analysis.study.case import theme_names
    from analysis.study.claims import KINDS

    for settings in combinations(grid, ("corpus", "codebook", "themes")):
        check_themes(settings, theme_names(workspace.root, settings))
    memory = Memory(workspace, grid)
    progress = progress or Progress(0)
    verdicts = []
    varied = {name for name, values in grid.items() if len(values) > 1}
    touched = [kind for kind in KINDS if varied & set(KINDS[kind].reads)] or list(KINDS)
    for kind in touched:
        cases = list(combinations(grid, KINDS[kind].reads))
        measures = []
        for number, settings in enumerate(cases, start=1):
            measure, new = memory.measure(kind, settings)
            if measure is None and number == 1:
                raise CorpusError(
                    f"{spec}: the first values of its settings leave no report: list others first"
                )
            measures.append(measure)
            if new:
                progress.line(f"{kind}, case {number} of {len(cases)}: {shown(settings, grid)}")
        for finding in KINDS[kind].findings(measures[0], theme_names(workspace.root, cases[0])):
            numbers = [None if measure is None else finding.number(measure) for measure in measures]
            verdicts.append(Verdict(finding.name, finding.statement, tuple(zip(cases, numbers, strict=True))))
    write_bytes(target.out / "findings.csv", _findings_table(verdicts))
    write_bytes(target.out / "cases.csv", _cases_table(verdicts))
    count = sum(1 for _ in combinations(grid))
    return SweepSummary(
        workspace.name(target.out),
        count,
        memory.measured,
        memory.kept,
        tuple(verdicts),
        tuple(kind for kind in KINDS if kind not in touched),
    )


def _target(workspace: Workspace, grid: Mapping[str, list], out: Path | None) -> Target:
    """Return where to write, which is neither the committed study nor a corpus of the grid."""
    target = choose_target(workspace, {"sweep": grid}, out, workspace.corpus)
    for corpus in grid.get("corpus", ()):
        choose_target(workspace, {"sweep": grid}, target.out, resolve_corpus(workspace, corpus))
    return target


class Memory:
    """The measures of earlier sweeps, and the making of new ones.

    Attributes
    ----------
    measured, kept : int
        How many were made, and how many were there.
    """

    def __init__(self, workspace: Workspace, grid: Mapping[str, list]):
        self.measured = self.kept = 0
        self._workspace = workspace
        code = Package(workspace.package).reach([CODE])
        self._base = {
            "code": {name: digest_file(path) for name, path in code.items()},
            "lock": digest_file(workspace.lock) if workspace.lock.is_file() else "",
            "versions": stated_versions(workspace),
        }
        folders = grid.get("corpus", [SETTINGS["corpus"].default])
        self._corpora = {folder: self._digest_corpus(folder) for folder in folders}

    def _digest_corpus(self, folder: str) -> str:
        files = corpus_files(self._workspace.root / folder, self._workspace.corpus)
        return digest_value({name: digest_file(path) for name, path in files.items()})

    def measure(self, kind: str, settings: Settings) -> tuple[dict | None, bool]:
        """Return the measure of a case (None when the settings leave no report), and whether it is new."""
        from analysis.study.case import Case, NothingSelected
        from analysis.study.claims import KINDS

        path = self._workspace.build / "sweeps" / f"{self._key(kind, settings)}.json"
        stored = read_json(path)
        if "measure" in stored:
            self.kept += 1
            return stored["measure"], False
        try:
            measure = KINDS[kind].measure(Case(self._workspace.root, settings))
        except NothingSelected:
            measure = None
        write_json(path, {"kind": kind, "settings": settings, "measure": measure})
        self.measured += 1
        return measure, True

    def _key(self, kind: str, settings: Settings) -> str:
        codebook = settings.get("codebook", OWN)
        parts = {
            "kind": kind,
            "settings": {
                name: value for name, value in settings.items() if name not in ("corpus", "codebook")
            },
            "corpus": self._corpora[settings["corpus"]],
            "codebook": OWN if codebook == OWN else digest_file(self._workspace.root / codebook),
        }
        return digest_value(self._base | parts)


def _findings_table(verdicts: list[Verdict]) -> bytes:
    columns = ("finding", "statement", "holds", "of", "cannot_say", "number_first")
    rows = (
        (one.name, one.statement, one.holds, one.known, len(one.cases) - one.known, _number(one.cases[0][1]))
        for one in verdicts
    )
    return _csv(columns, rows)


def _cases_table(verdicts: list[Verdict]) -> bytes:
    """Return one row for each finding and combination; a setting that makes no difference to it stays empty."""
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


def _csv(columns: tuple[str, ...], rows: Iterator[tuple]) -> bytes:
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(columns)
    table.writerows(rows)
    return text.getvalue().encode("utf-8")
