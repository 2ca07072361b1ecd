"""Local workers: what becomes of them when the process that started them is ended or interrupted."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time

import psutil
import pytest

from analysis.paths import ROOT
from analysis.scale.workers import workers

#: Seconds of a task that an interrupt does not wait for.
LONG = 8
#: Two workers that have done what there was, and wait for a task that never comes.
SCRIPT = """
import time
from analysis.scale.workers import workers

if __name__ == "__main__":
    with workers(2) as hands:
        for _ in hands.over(max, 1, [2, 3, 4, 5]):
            pass
        print("ready", flush=True)
        time.sleep(600)
"""


@pytest.mark.parametrize("ended_by", [signal.SIGKILL, signal.SIGTERM])
def test_no_worker_outlives_the_process_that_started_it(tmp_path, ended_by):
    script = tmp_path / "script.py"
    script.write_text(SCRIPT, "utf-8")
    run = subprocess.Popen(
        [sys.executable, script],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert run.stdout.readline() == b"ready\n"
        started = psutil.Process(run.pid).children(recursive=True)
        assert len(started) >= 2
        run.send_signal(ended_by)
        run.wait(60)
        _, alive = psutil.wait_procs(started, timeout=60)
        assert alive == []
    finally:
        run.kill()
        run.stdout.close()


def test_an_interrupt_is_noticed_whichever_thread_it_reaches():
    def interrupt():
        time.sleep(0.5)
        signal.pthread_kill(threading.get_ident(), signal.SIGINT)

    with pytest.raises(KeyboardInterrupt), workers(2) as hands:
        list(hands.over(max, 1, [2, 3]))
        threading.Thread(target=interrupt, daemon=True).start()
        began = time.monotonic()
        try:
            list(hands.over(pause, None, [LONG]))
        finally:
            noticed = time.monotonic() - began
    assert noticed < LONG, "the interrupt was noticed only when the task was done"


def pause(_: None, seconds: float) -> None:
    """Wait; a task is told by the name of its function."""
    time.sleep(seconds)
