"""One notebook through papermill: parameters readable, and the truth about how it ended."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import nbformat
import papermill
from jupyter_core.utils import ensure_event_loop
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.exceptions import PapermillExecutionError
from papermill.translators import PythonTranslator, papermill_translators

from analysis.study.document import code_cells, dumps, has_tag, joined
from analysis.study.failure import NotebookError
from analysis.study.kernels import Kernels
from analysis.study.summary import INTERRUPTED

START_TIMEOUT = 60  # seconds
PAPERMILL_MARKER = "papermill-error-cell-tag"


class ReadableTranslator(PythonTranslator):
    """Writes Chinese parameters as the characters they are; papermill's own writes escapes."""

    @classmethod
    def translate_escaped_str(cls, str_val: object) -> str:
        """Return a text as a Python literal."""
        return repr(str(str_val))


def execute(
    node: dict,
    parameters: Mapping[str, object],
    kernels: Kernels,
    environment: Mapping[str, str],
    timeout: int | None = None,
    on_cell: Callable[[int], None] = lambda done: None,
) -> dict:
    """Return a notebook executed in a kernel of its own; the start of the kernel is tried twice, a cell once.

    Parameters
    ----------
    node : dict
        The notebook.
    parameters : mapping
        The parameters to inject after its parameters cell; none, no cell.
    environment : mapping
        Environment variables to add in the kernel.
    timeout : int, optional
        Seconds any one cell may take.
    on_cell : callable
        Called with the number of code cells that are done.

    Raises
    ------
    NotebookError
        When a cell raised, took too long, killed its kernel, or left the notebook before its end.
    """
    papermill_translators.register("python", ReadableTranslator)
    source = nbformat.reads(dumps(node).decode("utf-8"), as_version=4)
    # Filled by nbclient's hooks: the notebook that is being executed and the cell it is at.
    live = {"node": None, "index": None, "done": -1}

    def note_start(notebook):
        live["node"] = notebook

    def note_cell(cell, cell_index):
        live["index"] = cell_index
        live["done"] += 1
        on_cell(live["done"])

    def attempt():
        return papermill.execute_notebook(
            source,
            None,
            parameters=dict(parameters),
            kernel_name="python3",
            language="python",
            progress_bar=False,
            start_timeout=START_TIMEOUT,
            execution_timeout=timeout,
            kernel_manager_class=kernels.manager(environment),
            on_notebook_start=note_start,
            on_cell_execute=note_cell,
        )

    try:
        with _event_loop():
            try:
                executed = attempt()
            except Exception:
                if live["node"] is not None or kernels.stopped:
                    raise
                executed = attempt()
    except Exception as error:
        reason = _reason(error, timeout)
        if kernels.stopped:
            reason = INTERRUPTED
        elif live["node"] is None:
            reason = f"its kernel did not start: {reason}"
        raise NotebookError(_as_far(live["node"] or source), live["index"], reason) from None
    executed = joined(executed)
    # papermill takes a quiet exit in a cell for success and leaves the rest unrun.
    for index, cell in enumerate(executed["cells"]):
        outputs = cell.get("outputs", [])
        left = any(output["output_type"] == "error" for output in outputs)
        if left or (cell in code_cells(executed) and cell["execution_count"] is None):
            raise NotebookError(executed, index, "SystemExit: the notebook ended here, before its last cell")
    return executed


def prepare(node: dict, parameters: Mapping[str, object]) -> dict:
    """Return a notebook with parameters injected and nothing executed."""
    papermill_translators.register("python", ReadableTranslator)
    source = nbformat.reads(dumps(node).decode("utf-8"), as_version=4)
    prepared = papermill.execute_notebook(
        source, None, parameters=dict(parameters), kernel_name="python3", language="python", prepare_only=True
    )
    return joined(prepared)


@contextmanager
def quiet() -> Iterator[None]:
    """Silence the logs of papermill and of the libraries below it; what matters is in their exceptions."""
    loggers = [logging.getLogger(name) for name in ("papermill", "traitlets", "asyncio")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


@contextmanager
def _event_loop() -> Iterator[None]:
    """Close the event loop that nbclient opens in this thread and leaves open."""
    loop = ensure_event_loop()
    try:
        yield
    finally:
        tasks = asyncio.all_tasks(loop)
        for task in tasks:
            task.cancel()
        loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        asyncio.set_event_loop(None)
        loop.close()


def _as_far(node: dict) -> dict:
    """Return what was executed without the marker cells papermill may have put in."""
    node = joined(node)
    node["cells"] = [cell for cell in node["cells"] if not has_tag(cell, PAPERMILL_MARKER)]
    return node


def _reason(error: Exception, timeout: int | None) -> str:
    """Return what an exception of the run means, in one line."""
    if isinstance(error, PapermillExecutionError):
        return _first_line(f"{error.ename}: {error.evalue}")
    if isinstance(error, CellTimeoutError):
        return f"timeout: the cell took more than {timeout} s"
    if isinstance(error, DeadKernelError):
        return "the kernel died: it was killed, ran out of memory, or crashed"
    return _first_line(f"{type(error).__name__}: {error}")


def _first_line(text: str) -> str:
    return text.strip().split("\n", maxsplit=1)[0].rstrip(": ")
