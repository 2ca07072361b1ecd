"""What a run will do, settled before any kernel starts: notebooks, parameters, target, and what is stale."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from analysis.errors import CallError, CorpusError
from analysis.study.document import code_cells
from analysis.study.files import digest_value
from analysis.study.notebooks import Notebook, choose, read_study
from analysis.study.parameters import PARAMETERS, check_declared, check_themes, parse_assignments
from analysis.study.stale import Inputs, State
from analysis.study.workspace import Target, Workspace, choose_target, resolve_corpus


def open_corpus(folder: Path, values: Mapping[str, object]) -> Collection[str]:
    """Check a corpus folder, and that a selection leaves reports; return the ids of its codebook's themes.

    Raises
    ------
    CorpusError, CodebookError
        When folder, catalogue, a source or the codebook is not as it must be, or no report is selected.
    """
    from analysis.corpus import Corpus

    corpus = Corpus.open(folder)
    if not corpus.report_ids:
        raise CorpusError(f"no report of {folder} is included: add one, or set include to yes in reports.csv")
    selection = {name: values[name] for name in ("years", "levels") if values.get(name)}
    if selection:
        corpus.select(**selection)
    return [theme.id for theme in corpus.codebook.themes]


@dataclass(frozen=True)
class Plan:
    """What a run will do.

    Attributes
    ----------
    notebooks : dict of str to Notebook
        All notebooks of the study, in the order they run.
    chosen : list of Notebook
        Those of this run.
    parameters : dict
        The value of every parameter.
    experiment : dict
        Those that are not at their default.
    parts : dict
        What each notebook is made from (see :meth:`analysis.study.stale.Inputs.parts`).
    reasons : dict of str to list of str
        Why each notebook is stale; nothing when it is up to date.
    """

    workspace: Workspace
    target: Target
    notebooks: dict[str, Notebook]
    chosen: list[Notebook]
    parameters: dict[str, object]
    experiment: dict[str, object]
    corpus: Path
    inputs: Inputs = field(repr=False)
    state: State = field(repr=False)
    parts: dict[str, dict[str, str]] = field(repr=False)
    reasons: dict[str, list[str]]

    @property
    def stale(self) -> list[Notebook]:
        """The chosen notebooks that have to run."""
        return [notebook for notebook in self.chosen if self.reasons[notebook.name]]

    @property
    def aside(self) -> Path:
        """Where to put what is no result to commit: documents to hand on, failed notebooks."""
        return self.workspace.build if self.target.committed else self.target.out

    def injected(self, notebook: Notebook) -> dict[str, object]:
        """Return the parameters to inject into a notebook: those it declares, where they leave the default."""
        return {name: self.experiment[name] for name in notebook.parameters if name in self.experiment}

    def n_cells(self, notebook: Notebook) -> int:
        """Return how many code cells of a notebook will be executed, the injected one included."""
        return len(code_cells(notebook.node)) + bool(self.injected(notebook))

    def record(self, notebook: Notebook, figures: Mapping[str, str]) -> None:
        """Remember that a notebook's results are now those of this plan."""
        self.state.record(notebook, self.parts[notebook.name], self.target, figures, self.inputs.corpus_files)


def make_plan(
    workspace: Workspace,
    names: Sequence[str],
    assignments: Sequence[str],
    corpus: str | None,
    out: Path | None,
    force: bool,
    preflight: Callable[[Path, Mapping[str, object]], Collection[str]],
) -> Plan:
    """Return what a call means; see :func:`analysis.study.run.run_study` for the arguments and errors."""
    values = parse_assignments(assignments)
    notebooks = read_study(workspace.notebooks)
    chosen = choose(notebooks, names)
    folder = _corpus_folder(workspace, corpus, values)
    values["corpus"] = workspace.name(folder)
    experiment = {name: value for name, value in values.items() if value != PARAMETERS[name].default}
    given = {assignment.partition("=")[0].strip() for assignment in assignments}
    check_declared(
        sorted(given | experiment.keys()),
        {name: notebook.parameters for name, notebook in notebooks.items()},
        [notebook.name for notebook in chosen],
    )
    target = choose_target(workspace, experiment, out, folder)
    nearest_folder = next(parent for parent in (target.out, *target.out.parents) if parent.exists())
    if not nearest_folder.is_dir() or not os.access(nearest_folder, os.W_OK):
        raise CallError(f"cannot write to {target.out}: choose another folder with --out")
    if not folder.is_dir():
        raise CallError(f"no corpus folder at {folder}: name an existing folder")

    parameters = {name: parameter.default for name, parameter in PARAMETERS.items()} | experiment
    inputs, state = Inputs(workspace, folder), State(target.state(workspace))
    parts: dict[str, dict[str, str]] = {}
    reasons: dict[str, list[str]] = {}
    for name, notebook in notebooks.items():
        keys = {before: digest_value(parts[before]) for before in notebook.depends}
        parts[name] = inputs.parts(notebook, parameters, keys)
        reasons[name] = state.reasons(notebook, parts[name], target, inputs.corpus_files)
        if force and notebook in chosen:
            reasons[name].append("--force")
    plan = Plan(
        workspace, target, notebooks, chosen, parameters, experiment, folder, inputs, state, parts, reasons
    )
    # A corpus that has not changed since all of this was last run was in order then.
    if plan.stale:
        check_themes(values, preflight(folder, values))
    return plan


def _corpus_folder(workspace: Workspace, corpus: str | None, values: Mapping[str, object]) -> Path:
    """Return the corpus folder that ``--corpus`` or ``-p corpus=`` names; the shipped one by default."""
    given = [str(name) for name in (corpus, values.get("corpus")) if name is not None]
    folders = {resolve_corpus(workspace, name).resolve() for name in given} - {workspace.corpus.resolve()}
    if len(folders) > 1:
        raise CallError(f"--corpus {corpus} and -p corpus={values['corpus']} differ: give one of them")
    return folders.pop() if folders else workspace.corpus
