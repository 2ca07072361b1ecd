"""A grid of settings, and for each finding of the study in how many combinations it holds.

What was measured once is kept under `build/`, keyed by everything it was made from; only new combinations are
measured.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from analysis.errors import CorpusError
from analysis.study.environment import stated_versions
from analysis.study.files import corpus_files, digest_file, digest_value, read_json, write_bytes, write_json
from analysis.study.modules import Package
from analysis.study.parameters import check_themes
from analysis.study.progress import Progress
from analysis.study.settings import OWN, SETTINGS, Settings, combinations, read_grid, shown
from analysis.study.verdicts import SweepSummary, Verdict, cases_table, findings_table
from analysis.study.workspace import Target, Workspace, choose_target, resolve_corpus

CODE = "import analysis.study.claims"


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
        When a corpus or codebook is not, no corpus has a report of years to keep, or the first combination leaves
        no report.
    """
    workspace = workspace or Workspace()
    grid = read_grid(spec, workspace)
    target = _target(workspace, grid, out)
    # The measures load pandas and the reader, which a mistake in the call need not wait for.
    from analysis.study.case import theme_names
    from analysis.study.claims import KINDS

    for settings in combinations(grid, ("corpus", "codebook", "themes")):
        check_themes(settings, theme_names(workspace.root, settings))
    _check_years(spec, workspace, grid)
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
    target.claim()
    write_bytes(target.out / "findings.csv", findings_table(verdicts))
    write_bytes(target.out / "cases.csv", cases_table(verdicts))
    count = sum(1 for _ in combinations(grid))
    return SweepSummary(
        workspace.name(target.out),
        count,
        memory.measured,
        memory.kept,
        tuple(verdicts),
        tuple(kind for kind in KINDS if kind not in touched),
    )


def _check_years(spec: Path, workspace: Workspace, grid: Mapping[str, list]) -> None:
    """Raise CorpusError when years were listed of which no corpus of the grid has a report."""
    from analysis.study.case import reporting_years

    listed = [years for years in grid.get("years", ()) if years]
    corpora = combinations(grid, ("corpus",)) if listed else ()
    known = sorted({year for one in corpora for year in reporting_years(workspace.root, one)})
    for years in listed:
        if not set(years) & set(known):
            asked = " or ".join(map(str, years))
            covered = ", ".join(map(str, known)) or "a corpus whose reports have some"
            raise CorpusError(f"{spec}: no report has reporting year {asked}: list years from {covered}")


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
