"""Local workers: what becomes of them when the process that started them ends."""

from __future__ import annotations

import signal
import subprocess
import sys

import psutil
import pytest

from analysis.paths import ROOT

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


@pytest.mark.parametrize("ended_by", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
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
