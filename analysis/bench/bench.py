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
from typing import NamedTuple

import numpy as np
import pandas as pd
import psutil
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator, NullLocator

from analysis.bench.contenders import CONTENDERS
from analysis.bench.invented_reports import write_invented_corpus
from analysis.errors import CallError, RunError
from analysis.figures.look import PALETTE, TWO_COLUMNS, look, new_figure
from analysis.figures.saving import csv_bytes, save
from analysis.paths import ROOT


class Rival(NamedTuple):
    """What this package is compared with.

    Attributes
    ----------
    module, package : str
        What has to be installed, by the name it is imported by and the name it is installed by.
    limit : int
        It is not run on more reports than this: where its throughput does not change, it would take hours; where
        its time grows as the square of the corpus, days.
    contenders : tuple of str
        Those of this package that do the same, or more.
    """

    module: str
    package: str
    limit: int
    contenders: tuple[str, ...]


RIVALS = {
    "jieba-scikit-learn": Rival("sklearn", "scikit-learn", 2_000, ("counts", "tables")),
    "qhchina-keyness": Rival("qhchina", "qhchina", 2_000, ("keyness",)),
    "qhchina-wording": Rival("qhchina", "qhchina", 200, ("wording",)),
}
SHOWN = {
    "tables": "fazhi, every table",
    "counts": "fazhi, word and dictionary counts",
    "jieba-scikit-learn": "jieba + scikit-learn",
    "reopen": "fazhi, unchanged corpus opened",
    "change": "fazhi, one changed report absorbed",
    "keyness": "fazhi, keyness",
    "qhchina-keyness": "qhchina, keyness",
    "wording": "fazhi, shared wording",
    "qhchina-wording": "qhchina, shared wording",
    "measures": "fazhi, every measure",
}
#: Those drawn: their work is every character.
THROUGHPUT = ("tables", "counts", "jieba-scikit-learn", "wording", "qhchina-wording")
#: Seconds between two looks at the memory of all processes.
LOOK = 0.5
#: Least distance of two labels, in points.
LINE = 10
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


def ratios(frame: pd.DataFrame) -> pd.DataFrame:
    """Return how many times faster than its rival each contender is, at their largest common size.

    Returns
    -------
    DataFrame
        Columns contender, rival, reports, ratio (of the seconds).
    """
    rows = []
    seconds = frame.set_index(["contender", "reports"])["seconds"]
    for rival, (*_, contenders) in RIVALS.items():
        for name in contenders:
            sizes = [set(frame.loc[frame["contender"] == one, "reports"]) for one in (name, rival)]
            common = max(set.intersection(*sizes), default=None)
            if common is not None:
                rows.append((name, rival, common, seconds[rival, common] / seconds[name, common]))
    return pd.DataFrame(rows, columns=["contender", "rival", "reports", "ratio"])


def growth(frame: pd.DataFrame) -> dict[str, float]:
    """Return the exponent of each contender's seconds over characters: 1 is linear (slope of the logarithms)."""
    exponents = {}
    for name, rows in frame.groupby("contender"):
        if rows["characters"].nunique() > 1:
            exponents[name] = float(np.polyfit(np.log(rows["characters"]), np.log(rows["seconds"]), 1)[0])
    return exponents


def draw(frame: pd.DataFrame) -> Figure:
    """Draw characters a second over the number of reports, one labelled line a contender, both axes logarithmic."""
    shown = frame[frame["contender"].isin(THROUGHPUT)].sort_values("reports")
    with look():
        figure = new_figure(TWO_COLUMNS, 3.2)
        axes = figure.subplots()
        axes.set_xscale("log")
        axes.set_yscale("log")
        axes.margins(x=0.35, y=0.08)
        colours = {}
        for colour, (name, rows) in zip(PALETTE, shown.groupby("contender"), strict=False):
            axes.plot(rows["reports"], rows["characters_per_second"] / 1e6, "o-", color=colour)
            colours[name] = colour
        ends = (
            shown.groupby("contender").tail(1).assign(speed=lambda rows: rows["characters_per_second"] / 1e6)
        )
        for _, rows in ends.sort_values("speed").groupby("reports"):
            below = -np.inf
            for row in rows.itertuples():
                # Points, so that two labels of nearly one speed stand one above the other.
                height = axes.transData.transform((row.reports, row.speed))[1] * 72 / figure.dpi
                below = max(height, below + LINE)
                where = {"xytext": (6, below - height), "textcoords": "offset points", "va": "center"}
                axes.annotate(
                    SHOWN[row.contender], (row.reports, row.speed), color=colours[row.contender], **where
                )
        axes.set_xticks(sorted(shown["reports"].unique()), minor=False)
        axes.xaxis.set_minor_locator(NullLocator())
        axes.xaxis.set_major_formatter("{x:,.0f}")
        axes.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
        axes.yaxis.set_minor_locator(NullLocator())
        axes.yaxis.set_major_formatter("{x:g}")
        axes.set_xlabel("reports")
        axes.set_ylabel("million characters a second")
    return figure


def summary(frame: pd.DataFrame) -> str:
    """Return ratios and growth in words, one line each."""
    lines = [
        f"{SHOWN[row.contender]}: {row.ratio:.1f} times {SHOWN[row.rival]} ({row.reports:,} reports)"
        for row in ratios(frame).itertuples()
    ]
    lines += [
        f"{SHOWN[name]}: seconds grow as characters to the power {one:.2f}"
        for name, one in growth(frame).items()
    ]
    return "\n".join(lines)


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
    return json.loads(lines[-1]) | {"peak_all_mib": peak / 2**20}


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
