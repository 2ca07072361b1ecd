"""One run of one notebook: executed in a thread, settled in the main one."""

from __future__ import annotations

import time
from concurrent.futures import Future
from pathlib import Path

from analysis.errors import RunError
from analysis.paths import OUT_VARIABLE
from analysis.study.canonical import absolute_paths, canonicalise, private_folders
from analysis.study.document import dumps
from analysis.study.execution import execute
from analysis.study.failure import NotebookError, marked
from analysis.study.files import digest_file, write_bytes
from analysis.study.kernels import Kernels
from analysis.study.notebooks import Notebook, needed_by
from analysis.study.plan import Plan
from analysis.study.progress import Progress
from analysis.study.staging import Stage, owned, promote
from analysis.study.summary import FAILED, INTERRUPTED, RAN, NotebookResult


class Attempt:
    """One run of one notebook of a plan.

    Parameters
    ----------
    plan : Plan
        The plan it is part of.
    notebook : Notebook
        The notebook; those it depends on have their results.
    folder : Path
        A private folder, not yet there, for what it draws.
    """

    def __init__(self, plan: Plan, notebook: Notebook, folder: Path):
        self.plan, self.notebook = plan, notebook
        self.seconds = 0.0
        figures: dict[str, Path] = {}
        for before in needed_by(notebook, plan.notebooks):
            figures |= owned(plan.target.figures, before)
        self._stage = Stage(folder, figures)

    def run(self, kernels: Kernels, timeout: int | None, progress: Progress) -> dict:
        """Execute the notebook and return it in canonical form.

        Raises
        ------
        NotebookError
            When it fails.
        """
        name, cells = self.notebook.name, self.plan.n_cells(self.notebook)
        progress.started(name)
        begun = time.monotonic()
        try:
            node = execute(
                self.notebook.node,
                self.plan.injected(self.notebook),
                kernels,
                {OUT_VARIABLE: str(self._stage.folder)},
                timeout,
                lambda done: progress.cell(name, done, cells),
            )
        finally:
            self.seconds = time.monotonic() - begun
        progress.cell(name, cells, cells)
        for index, path in absolute_paths(node, (*private_folders(), self.plan.workspace.root)):
            raise NotebookError(
                node, index, f"it shows the absolute path {path!r}: show it from the project root"
            )
        return canonicalise(node, ())

    def settle(self, future: Future) -> NotebookResult:
        """Bring the results of :meth:`run` home, or keep the failed copy; return what became of the notebook."""
        status, message = RAN, ""
        try:
            if future.cancelled():
                status, message = INTERRUPTED, "not started"
            else:
                self._bring_home(future.result())
        except NotebookError as error:
            if error.reason == INTERRUPTED:
                status, message = INTERRUPTED, error.where
            else:
                status, message = FAILED, self._keep_failed(error)
        except OSError as error:
            status, message = FAILED, f"its results cannot be written: {error}"
        reasons = tuple(self.plan.reasons[self.notebook.name])
        return NotebookResult(self.notebook.name, status, self.seconds, reasons, message)

    def _bring_home(self, node: dict) -> None:
        target = self.plan.target
        try:
            drawn = self._stage.drawn(self.notebook)
        except RunError as error:
            raise NotebookError(node, None, str(error)) from None
        if target.committed and digest_file(self.notebook.path) != self.notebook.sha256:
            raise NotebookError(node, None, "it was edited while it ran: run it again")
        figures = promote(drawn, target.figures, self.notebook)
        write_bytes(target.notebooks / self.notebook.path.name, dumps(node))
        self.plan.record(self.notebook, figures)
        self._failed_copy.unlink(missing_ok=True)

    @property
    def _failed_copy(self) -> Path:
        return self.plan.aside / "failed" / f"{self.notebook.name}.failed.ipynb"

    def _keep_failed(self, error: NotebookError) -> str:
        """Keep the notebook as far as it ran, marked where it stopped; return where that is, and why."""
        name = f"notebooks/{self.notebook.path.name}"
        headline = f"{name}: {error}" if error.index is None else f"{name}, {error}"
        write_bytes(self._failed_copy, dumps(marked(error, headline)))
        return f"{headline} (see {self.plan.workspace.name(self._failed_copy)})"
