"""Regenerate the study: execute what is stale, bring home what succeeded, tell the truth about the rest."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path

from analysis.errors import CallError
from analysis.scale.workers import LOOK
from analysis.study.canonical import canonicalise, check_committed
from analysis.study.crate import write_crate
from analysis.study.document import dumps, read_notebook, with_outputs
from analysis.study.files import write_bytes
from analysis.study.manifest import write_manifest
from analysis.study.notebooks import Notebook
from analysis.study.plan import Plan, make_plan, open_corpus
from analysis.study.progress import Progress
from analysis.study.publishing.publish import publish
from analysis.study.staging import strays
from analysis.study.summary import FRESH, INTERRUPTED, RAN, SKIPPED, NotebookResult, RunSummary
from analysis.study.workspace import Workspace

#: The bibliography of the written study, beside the notebooks.
REFERENCES = "references.bib"


def run_study(
    names: Sequence[str] = (),
    assignments: Sequence[str] = (),
    *,
    corpus: str | None = None,
    out: Path | None = None,
    jobs: int = 1,
    force: bool = False,
    explain: bool = False,
    timeout: int | None = None,
    workspace: Workspace | None = None,
    preflight: Callable[[Path, Mapping[str, object]], Collection[str]] = open_corpus,
) -> RunSummary:
    """Run the stale notebooks of the study and say what became of each.

    Everything wrong with the call or the corpus is found before a kernel starts. A notebook that fails leaves
    its last good results alone; those that do not depend on it still run.

    Parameters
    ----------
    names : sequence of str
        Notebooks to run, with those they depend on; none means all.
    assignments : sequence of str
        Parameters as ``name=value``; each goes to the notebooks that declare it.
    corpus : str, optional
        The corpus folder; the shipped one by default.
    out : Path, optional
        Where to write; by default the project itself for the default run, else ``build/<hash>/``.
    jobs : int
        Notebooks to run at the same time, from 1.
    force : bool
        Run also what is up to date.
    explain : bool
        Let the summary say what changed.
    timeout : int, optional
        Seconds any one cell may take, from 1.
    workspace : Workspace, optional
        The project folder.
    preflight : callable
        Checks a corpus folder and the values of the call; returns the ids of its themes.

    Raises
    ------
    CallError
        When the call is wrong.
    CorpusError, CodebookError
        When the corpus is.
    RunError
        When a notebook is none, or notebooks depend on each other in a circle.
    """
    if jobs < 1:
        raise CallError(f"--jobs {jobs}: give a number from 1")
    if timeout is not None and timeout < 1:
        raise CallError(f"--timeout {timeout}: give seconds from 1")
    plan = make_plan(workspace or Workspace(), names, assignments, corpus, out, force, preflight)
    plan.target.claim()
    progress = Progress(sum(plan.n_cells(notebook) for notebook in plan.stale))
    results: dict[str, NotebookResult] = {}
    try:
        for notebook in plan.chosen:
            if not plan.reasons[notebook.name]:
                _keep_prose(plan, notebook)
                results[notebook.name] = NotebookResult(notebook.name, FRESH)
                progress.line(f"{notebook.name}: {FRESH}")
        if plan.stale:
            _run_stale(plan, results, jobs, timeout, progress)
    finally:
        progress.close()
    fresh = [
        name
        for name, reasons in plan.reasons.items()
        if (results[name].status in (RAN, FRESH) if name in results else not reasons)
    ]
    write_manifest(plan, fresh)
    write_crate(plan.workspace, plan.target)
    remarks = [*_remarks(plan, results), *_publish(plan, fresh)]
    in_order = tuple(results[notebook.name] for notebook in plan.chosen)
    return RunSummary(plan.workspace.name(plan.target.out), in_order, tuple(remarks), explain)


def _keep_prose(plan: Plan, notebook: Notebook) -> None:
    """Bring the prose of an up-to-date notebook, which may have been edited, beside its outputs."""
    path = plan.target.notebooks / notebook.path.name
    if plan.target.committed:
        write_bytes(path, dumps(canonicalise(notebook.node, ())))
    elif not plan.state.has_prose_of(notebook):
        from analysis.study.execution import prepare

        node = with_outputs(prepare(notebook.node, plan.injected(notebook)), read_notebook(path))
        write_bytes(path, dumps(canonicalise(node, ())))
        plan.record(notebook, plan.state.figures(notebook.name))


def _run_stale(
    plan: Plan, results: dict[str, NotebookResult], jobs: int, timeout: int | None, progress: Progress
) -> None:
    """Run the stale notebooks, each after those it depends on, and add what became of them to `results`."""
    # Loading papermill takes seconds, which a run in which nothing is stale need not pay.
    from analysis.study.attempt import Attempt
    from analysis.study.execution import quiet
    from analysis.study.kernels import Kernels

    waiting = plan.stale
    running: dict[Future, Attempt] = {}
    with Kernels() as kernels, quiet(), _scratch(plan) as scratch, ThreadPoolExecutor(jobs) as pool:
        try:
            while waiting or running:
                for notebook in list(waiting):
                    before = [results.get(name) for name in notebook.depends if name in results]
                    lost = [result.name for result in before if result.status not in (RAN, FRESH)]
                    if lost:
                        waiting.remove(notebook)
                        results[notebook.name] = _skipped(plan, notebook, lost)
                        progress.line(f"{notebook.name}: {results[notebook.name].progress}")
                    elif len(before) == len(notebook.depends):
                        waiting.remove(notebook)
                        attempt = Attempt(plan, notebook, scratch / notebook.name)
                        running[pool.submit(attempt.run, kernels, timeout, progress)] = attempt
                if running:
                    for future in wait(running, LOOK, return_when=FIRST_COMPLETED).done:
                        result = running[future].settle(future)
                        del running[future]
                        results[result.name] = result
                        progress.line(f"{result.name}: {result.progress}")
        except KeyboardInterrupt:
            kernels.stop()
            pool.shutdown(wait=True, cancel_futures=True)
            for future, attempt in running.items():
                results[attempt.notebook.name] = attempt.settle(future)
    for notebook in plan.stale:
        results.setdefault(notebook.name, NotebookResult(notebook.name, INTERRUPTED, message="not started"))


def _skipped(plan: Plan, notebook: Notebook, lost: Sequence[str]) -> NotebookResult:
    reasons = tuple(plan.reasons[notebook.name])
    return NotebookResult(notebook.name, SKIPPED, reasons=reasons, message=f"it depends on {', '.join(lost)}")


def _remarks(plan: Plan, results: Mapping[str, NotebookResult]) -> list[str]:
    """Return what stands in the way of committing the results, though the run succeeded."""
    remarks = [
        f"figures/{name} belongs to no notebook: remove it"
        for name in strays(plan.target.figures, plan.notebooks)
    ]
    for name, result in results.items():
        if plan.target.committed and result.status == RAN:
            faults = check_committed(read_notebook(plan.target.notebooks / f"{name}.ipynb"))
            remarks += [f"notebooks/{name}.ipynb: {fault}" for fault in faults]
    return remarks


def _publish(plan: Plan, fresh: Collection[str]) -> list[str]:
    """Leave the written study as documents to hand on, and say where they are when they were made anew."""
    made = []
    references = plan.workspace.notebooks / REFERENCES
    for name in fresh:
        if plan.notebooks[name].is_article:
            made += publish(
                plan.target.notebooks / f"{name}.ipynb",
                plan.target.figures,
                plan.aside,
                str(plan.parameters["language"]),
                references if references.is_file() else None,
            )
    return [f"written: {', '.join(plan.workspace.name(file) for file in made)}"] if made else []


@contextmanager
def _scratch(plan: Plan) -> Iterator[Path]:
    """Make a private folder for the figures of this run, and remove it afterwards."""
    plan.workspace.build.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="staging-", dir=plan.workspace.build))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
