"""The same function over many tasks: in this process, on local processes, or on a Dask cluster.

Tasks do not know where they run or how many run beside them. Few are under way at a time, so that memory is
bounded by the workers, not by the corpus.
"""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import pickle
import re
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, Protocol, TypeVar

from analysis.errors import CallError, RunError

Task = TypeVar("Task")
Result = TypeVar("Result")

#: Tasks handed out ahead for each worker, so that none waits for the next.
AHEAD = 2
#: Seconds after which the main thread looks up from waiting: an interrupt that the system handed to another thread
#: does not wake it.
LOOK = 1
#: What distributed connects to over a network: with another address it waits long, and leaves a traceback behind.
ADDRESS = re.compile(r"(?:tcp|tls|ws|wss|ucxx?)://(?:\[[0-9A-Fa-f:.]+(?:%\w+)?\]|[^\s/:\[\]]+):[0-9]{1,5}")
#: Seconds to look for a scheduler, or for its workers, before saying that there is none.
PATIENCE = 10


class Workers(Protocol):
    """Where work is done."""

    def over(
        self, function: Callable[[Any, Task], Result], shared: object, tasks: Iterable[Task]
    ) -> Iterator[Result]:
        """Yield ``function(shared, task)`` for every task, in the order in which they are done.

        `function` is a function of a module (it travels by name); `shared` is unpacked once on each worker;
        tasks are taken as workers become free.
        """


@contextmanager
def workers(jobs: int = 1, scheduler: str | None = None) -> Iterator[Workers]:
    """Provide workers for as long as the block lasts.

    Parameters
    ----------
    jobs : int
        Local processes; with 1 the work is done in this one. A script that asks for more must be importable
        without running (``if __name__ == "__main__":``).
    scheduler : str, optional
        Address of a ``dask.distributed`` scheduler, such as ``tcp://host:8786``; the work goes there instead.

    Raises
    ------
    CallError
        When the address is none.
    RunError
        When a worker process dies, or the scheduler cannot be reached or is lost.
    """
    if scheduler is not None:
        with _cluster(scheduler) as there:
            yield there
    elif jobs == 1:
        yield _Here()
    else:
        pool = ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), _end_with_parent)
        try:
            yield _Processes(pool, jobs)
        except BrokenProcessPool:
            raise RunError(
                "a worker process died, perhaps for want of memory: run again, it resumes, or with fewer --jobs "
                "(a script has to ask for more than one below if __name__ == '__main__':)"
            ) from None
        finally:
            pool.shutdown(cancel_futures=True)


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Here:
    def over(self, function, shared, tasks):
        for task in tasks:
            with without_collection():
                result = function(shared, task)
            yield result


def _end_with_parent() -> None:
    """Let this worker end when the process that started it does, killed or not: it would wait for tasks forever."""

    def follow() -> None:
        multiprocessing.parent_process().join()
        os._exit(1)

    threading.Thread(target=follow, daemon=True).start()


class _Processes:
    def __init__(self, pool: ProcessPoolExecutor, jobs: int):
        self._pool, self._jobs = pool, jobs

    def over(self, function, shared, tasks):
        packed, waiting, under_way = pickle.dumps(shared), iter(tasks), set()
        while True:
            while len(under_way) < AHEAD * self._jobs and (task := next(waiting, waiting)) is not waiting:
                under_way.add(self._pool.submit(_call, function, packed, task))
            if not under_way:
                return
            done, under_way = wait(under_way, LOOK, return_when=FIRST_COMPLETED)
            for future in done:
                yield future.result()


class _Cluster:
    def __init__(self, client: Any):
        self._client = client

    def over(self, function, shared, tasks):
        from distributed import as_completed

        packed, waiting, done = pickle.dumps(shared), iter(tasks), as_completed([], loop=self._client.loop)
        common = self._client.scatter(packed, broadcast=True, hash=False)

        def hand_out() -> None:
            if (task := next(waiting, waiting)) is not waiting:
                done.add(self._client.submit(_call, function, common, task, pure=False))

        for _ in range(AHEAD * max(1, sum(self._client.nthreads().values()))):
            hand_out()
        for future in done:
            result = future.result()
            future.release()
            hand_out()
            yield result


@contextmanager
def _cluster(address: str) -> Iterator[_Cluster]:
    from distributed import Client
    from distributed.client import FutureCancelledError
    from distributed.scheduler import KilledWorker

    if not ADDRESS.fullmatch(address):
        raise CallError(f"scheduler {address!r} is no address: write it as tcp://host:8786")
    # Its connections report on stderr what is answered here in one line.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except OSError:
        raise RunError(f"no scheduler answers at {address}: start one, or leave --scheduler out") from None
    except ValueError as error:
        raise CallError(f"scheduler {address!r}: {error}; write it as tcp://host:8786") from None
    try:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError:
            raise RunError(f"the scheduler at {address} has no worker: start one, or more") from None
        yield _Cluster(client)
    except KilledWorker:
        raise RunError(
            f"a batch was lost with several workers of {address}: give them more memory, then run again"
        ) from None
    except FutureCancelledError:
        raise RunError(f"the scheduler at {address} was lost: run again, it resumes") from None
    finally:
        client.close(timeout=PATIENCE)


def _call(function: Callable[[Any, Task], Result], shared: bytes, task: Task) -> Result:
    common = _unpacked(shared)
    with without_collection():
        return function(common, task)


@contextmanager
def without_collection() -> Iterator[None]:
    """Keep Python from looking for cycles while many small objects are made that hold none."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@lru_cache(maxsize=2)
def _unpacked(shared: bytes) -> object:
    return pickle.loads(shared)
