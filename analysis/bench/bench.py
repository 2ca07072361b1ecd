"""`fazhi bench`: side by side in one run, on invented corpora of growing size; a table, and a figure of it."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from importlib.util import find_spec
from itertools import product
from operator import itemgetter
from pathlib import Path

import pandas as pd
import psutil

from analysis.bench.comparison import RIVALS, SHOWN, THROUGHPUT, draw
from analysis.bench.contenders import CONTENDERS
from analysis.bench.invented_reports import write_invented_corpus
from analysis.errors import CallError, RunError
from analysis.figures.saving import csv_bytes, save
from analysis.paths import ROOT

#: Seconds between two looks at the memory of all processes.
LOOK = 0.5
RESULTS, FIGURE = "bench.csv", "bench-throughput"
COLUMNS = (
    "contender", "reports", "characters", "jobs", "rounds", "seconds", "characters_per_second", "peak_process_mib",
    "peak_all_mib", "total",
)  # fmt: skip


def run_bench(
    sizes: Sequence[int],
    out: Path,
    jobs: int,
    contenders: Sequence[str] = tuple(CONTENDERS),
    rounds: int = 1,
    say: Callable[[str], None] = print,
) -> pd.DataFrame:
    """Measure every contender on corpora of these sizes and return one row per measurement with so many processes.

    What was measured before, in the same folder, is not measured again: an interrupted bench resumes.

    Parameters
    ----------
    sizes : sequence of int
        Numbers of reports.
    out : Path
        Where ``bench.csv`` and the figure go; the corpora are kept in ``corpora`` below it.
    jobs : int
        Processes this package may use.
    contenders : sequence of str
        Names of :data:`analysis.bench.contenders.CONTENDERS`.
    rounds : int
        How often each is measured, in turns; the fastest counts, as what disturbs a run only makes it slower.
    say : callable
        Takes each line of news.

    Raises
    ------
    CallError
        For a size below 1 or a folder that cannot be written.
    RunError
        When a contender fails.
    """
    if min(sizes, default=0) < 1:
        raise CallError("give sizes of at least 1 report, such as --sizes 200,2000")
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CallError(f"cannot write to {out}: {error.strerror}; choose another folder") from None
    done = {}
    if (out / RESULTS).is_file():
        rows = pd.read_csv(out / RESULTS).to_dict("records")
        done = {(row["contender"], row["reports"], row["jobs"]): {"rounds": 1} | row for row in rows}
    contenders = list(_installed(contenders, say))
    for size in sorted(set(sizes)):
        taking_part = list(_within_limits(contenders, size, say))
        folder = write_invented_corpus(out / "corpora" / str(size), size)
        characters = sum(len(path.read_text("utf-8")) for path in (folder / "sources").iterdir())
        for turn, name in product(range(1, rounds + 1), taking_part):
            before = done.get((name, size, jobs))
            if before and before["rounds"] >= turn:
                continue
            row = _measured(name, folder, jobs)
            speed = characters / row["seconds"]
            row |= {"contender": name, "reports": size, "characters": characters, "jobs": jobs}
            row |= {"characters_per_second": speed}
            fastest = min([row, before] if before else [row], key=itemgetter("seconds"))
            done[name, size, jobs] = fastest | {"rounds": turn}
            (out / RESULTS).write_bytes(csv_bytes(pd.DataFrame(done.values(), columns=COLUMNS)))
            pace = f", {speed / 1e6:.2f} million characters a second" if name in THROUGHPUT else ""
            say(
                f"{SHOWN[name]}: {size:,} reports in {row['seconds']:.1f} s{pace}, "
                f"{row['peak_process_mib']:,.0f} MiB in the largest process"
            )
    frame = pd.DataFrame([row for row in done.values() if row["jobs"] == jobs], columns=COLUMNS)
    save(draw(frame), FIGURE, frame, out)
    return frame


def _installed(names: Sequence[str], say: Callable[[str], None]) -> Iterator[str]:
    for name in names:
        if name in RIVALS and find_spec(RIVALS[name].module) is None:
            say(f"{SHOWN[name]}: left out, {RIVALS[name].package} is not installed")
        else:
            yield name


def _within_limits(names: Sequence[str], size: int, say: Callable[[str], None]) -> Iterator[str]:
    for name in names:
        if name in RIVALS and size > RIVALS[name].limit:
            say(f"{SHOWN[name]}: left out above {RIVALS[name].limit:,} reports")
        else:
            yield name


def _measured(name: str, corpus: Path, jobs: int) -> dict[str, float]:
    """Run a contender in a process of its own; memory of all processes is looked at while it runs."""
    with tempfile.TemporaryDirectory(dir=corpus.parent) as folder:
        command = [sys.executable, "-m", "analysis.bench.contenders", name, str(corpus), str(jobs), folder]
        with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as errors:
            run = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=errors)
            peak = 0
            while run.poll() is None:
                peak = max(peak, _memory(run.pid))
                time.sleep(LOOK)
            for stream in (out, errors):
                stream.seek(0)
            lines, news = out.read().splitlines(), errors.read().strip().splitlines()
    if run.returncode:
        raise RunError(f"contender {name} failed on {corpus}: {(news or ['no message'])[-1]}")
    row = json.loads(lines[-1])
    return row | {"peak_all_mib": max(peak / 2**20, row["peak_process_mib"])}


def _memory(process: int) -> int:
    """Return the bytes that a process and those it started hold now; pages they share are counted in each."""
    with suppress(psutil.Error):
        first = psutil.Process(process)
        return sum(_resident(one) for one in (first, *first.children(recursive=True)))
    return 0


def _resident(process: psutil.Process) -> int:
    with suppress(psutil.Error):
        return process.memory_info().rss
    return 0
