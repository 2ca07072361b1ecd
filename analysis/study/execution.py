"""One notebook through papermill: own kernel, private sockets, the truth about how it ended."""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import ipykernel.kernelspec
import nbformat
import papermill
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_core.utils import ensure_event_loop
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.exceptions import PapermillExecutionError
from papermill.translators import PythonTranslator, papermill_translators

from analysis.study.document import code_cells, dumps, has_tag, joined
from analysis.study.failure import NotebookError
from analysis.study.summary import INTERRUPTED

START_TIMEOUT = 60  # seconds
PAPERMILL_MARKER = "papermill-error-cell-tag"


class ReadableTranslator(PythonTranslator):
    """Writes Chinese parameters as the characters they are; papermill's own writes escapes."""

    @classmethod
    def translate_escaped_str(cls, str_val: object) -> str:
        """Return a text as a Python literal."""
        return repr(str(str_val))


class Kernels:
    """The kernels of one run, which another thread can stop. Use it as a context.

    Every kernel is this very interpreter, whatever kernel a notebook names, without the user's IPython
    profile. Its sockets are files in a private folder (on Windows encrypted TCP): so ports cannot collide,
    and ipykernel has no unencrypted TCP to warn of. Its own log is off: it reports the interrupt that every
    shutdown begins with.
    """

    def __init__(self):
        self.stopped = False
        self._managers: list[AsyncKernelManager] = []
        self._numbers = count(1)

    def __enter__(self) -> Kernels:
        # The path of a socket may have some 100 bytes.
        short = len(os.fsencode(tempfile.gettempdir())) <= 60 or os.name == "nt"
        self._folder = Path(tempfile.mkdtemp(prefix="fazhi-", dir=None if short else "/tmp"))
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)

    def stop(self) -> None:
        """Kill every kernel and let no other start."""
        self.stopped = True
        for manager in list(self._managers):
            provisioner = manager.provisioner
            if provisioner is None or provisioner.process is None:
                continue
            try:
                if hasattr(os, "killpg") and provisioner.pgid:
                    os.killpg(provisioner.pgid, signal.SIGKILL)
                else:
                    provisioner.process.kill()
            except OSError:
                pass  # it has ended by itself

    def manager(self, environment: Mapping[str, str]) -> type[AsyncKernelManager]:
        """Return the class of manager that starts kernels with these environment variables added."""
        kernels = self
        environment = {**os.environ, "IPYTHONDIR": str(self._folder / "ipython"), **environment}

        class Manager(AsyncKernelManager):
            def __init__(self, **options):
                super().__init__(**options)
                self.connection_file = str(kernels._folder / f"{next(kernels._numbers)}.json")
                if sys.platform == "win32":
                    self.transport_encryption = "auto"
                else:
                    self.transport = "ipc"
                    self.ip = self.connection_file.removesuffix(".json")

            @property
            def kernel_spec(self):
                spec = ipykernel.kernelspec.get_kernel_dict(["--IPKernelApp.log_level=50"])
                return KernelSpec(resource_dir=str(ipykernel.kernelspec.RESOURCES), **spec)

            async def start_kernel(self, **options):
                if kernels.stopped:
                    raise RuntimeError("the run was interrupted")
                kernels._managers.append(self)
                await super().start_kernel(env=environment, **options)
                if kernels.stopped:
                    kernels.stop()

        return Manager


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
