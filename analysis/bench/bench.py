"""`fazhi bench`: side by side in one run, on invented corpora of growing size; a table, and a figure of it."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from analysis.bench.contenders import CONTENDERS
from analysis.bench.invented_reports import write_invented_corpus
from analysis.errors import CallError, RunError
from analysis.figures.look import PALETTE, TWO_COLUMNS, look, new_figure
from analysis.figures.saving import csv_bytes, save
from analysis.paths import ROOT

#: What a contender needs beside this package.
NEEDS = {"jieba-scikit-learn": ("sklearn", "scikit-learn")}
#: The one that the others are compared with.
RIVAL = "jieba-scikit-learn"
SHOWN = {
    "tables": "fazhi, every table",
    "counts": "fazhi, word and dictionary counts",
    RIVAL: "jieba + scikit-learn",
    "measures": "fazhi, every measure",
    "wording": "fazhi, shared wording",
    "reopen": "fazhi, unchanged corpus opened",
    "change": "fazhi, one changed report absorbed",
}
#: Those whose work is every character.
THROUGHPUT = ("tables", "counts", RIVAL, "wording")
RESULTS, FIGURE = "bench.csv", "bench-throughput"
#: The rival is not run on more reports than this: its throughput does not change, and it would take hours.
RIVAL_LIMIT = 2_000
COLUMNS = (
    "contender", "reports", "characters", "jobs", "seconds", "characters_per_second", "peak_process_mib",
    "peak_all_mib", "total",
)  # fmt: skip


def run_bench(
    sizes: Sequence[int],
    out: Path,
    jobs: int,
    contenders: Sequence[str] = tuple(CONTENDERS),
    say: Callable[[str], None] = print,
) -> pd.DataFrame:
    """Measure every contender on corpora of these sizes and return one row per measurement.

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
    rows = pd.read_csv(out / RESULTS).to_dict("records") if (out / RESULTS).is_file() else []
    contenders = list(_installed(contenders, say))
    for size in sorted(set(sizes)):
        folder = write_invented_corpus(out / "corpora" / str(size), size)
        characters = sum(len(path.read_text("utf-8")) for path in (folder / "sources").iterdir())
        for name in contenders:
            if any((row["contender"], row["reports"], row["jobs"]) == (name, size, jobs) for row in rows):
                continue
            if name == RIVAL and size > RIVAL_LIMIT:
                say(f"{SHOWN[name]}: left out above {RIVAL_LIMIT:,} reports")
                continue
            taken = _measured(name, folder, jobs)
            speed = characters / taken["seconds"]
            rows.append(
                taken
                | {"contender": name, "reports": size, "characters": characters, "jobs": jobs}
                | {"characters_per_second": speed}
            )
            (out / RESULTS).write_bytes(csv_bytes(pd.DataFrame(rows, columns=COLUMNS)))
            pace = f", {speed / 1e6:.2f} million characters a second" if name in THROUGHPUT else ""
            say(
                f"{SHOWN[name]}: {size:,} reports in {taken['seconds']:.1f} s{pace}, "
                f"{taken['peak_process_mib']:,.0f} MiB in the largest process"
            )
    frame = pd.DataFrame(rows, columns=COLUMNS)
    save(draw(frame), FIGURE, frame, out)
    return frame


def ratios(frame: pd.DataFrame) -> dict[str, float]:
    """Return how many times faster than jieba + scikit-learn each contender is, at its largest common size."""
    compared = frame[frame["contender"].isin(("tables", "counts", RIVAL))]
    speed = compared.pivot_table(index="reports", columns="contender", values="characters_per_second")
    if RIVAL not in speed:
        return {}
    common = speed.dropna(subset=[RIVAL])
    return {
        name: float((common[name] / common[RIVAL]).dropna().iloc[-1])
        for name in speed.columns
        if name != RIVAL and common[name].notna().any()
    }


def growth(frame: pd.DataFrame) -> dict[str, float]:
    """Return the exponent of each contender's seconds over characters: 1 is linear (slope of the logarithms)."""
    exponents = {}
    for name, rows in frame.groupby("contender"):
        if rows["characters"].nunique() > 1:
            exponents[name] = float(np.polyfit(np.log(rows["characters"]), np.log(rows["seconds"]), 1)[0])
    return exponents


def draw(frame: pd.DataFrame) -> Figure:
    """Draw characters a second over the number of reports, one labelled line a contender, both axes logarithmic."""
    with look():
        figure = new_figure(TWO_COLUMNS, 3.2)
        axes = figure.subplots()
        shown = frame[frame["contender"].isin(THROUGHPUT)]
        for colour, (name, rows) in zip(PALETTE, shown.groupby("contender"), strict=False):
            rows = rows.sort_values("reports")
            axes.plot(rows["reports"], rows["characters_per_second"], "o-", color=colour)
            last = rows.iloc[-1]
            where = {"xytext": (6, 0), "textcoords": "offset points", "va": "center", "color": colour}
            axes.annotate(SHOWN[name], (last["reports"], last["characters_per_second"]), **where)
        axes.set_xscale("log")
        axes.set_yscale("log")
        axes.margins(x=0.35)
        axes.set_xlabel("reports")
        axes.set_ylabel("characters a second")
    return figure


def summary(frame: pd.DataFrame) -> str:
    """Return ratios and growth in words, one line each."""
    lines = [f"{SHOWN[name]}: {ratio:.1f} times {SHOWN[RIVAL]}" for name, ratio in ratios(frame).items()]
    lines += [
        f"{SHOWN[name]}: seconds grow as characters to the power {one:.2f}"
        for name, one in growth(frame).items()
    ]
    return "\n".join(lines)


def _installed(names: Sequence[str], say: Callable[[str], None]) -> Iterator[str]:
    for name in names:
        module, package = NEEDS.get(name, ("", ""))
        if module and find_spec(module) is None:
            say(f"{SHOWN[name]}: left out, {package} is not installed (it is among the development packages)")
        else:
            yield name


def _measured(name: str, corpus: Path, jobs: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory(dir=corpus.parent) as folder:
        run = subprocess.run(
            [sys.executable, "-m", "analysis.bench.contenders", name, str(corpus), str(jobs), folder],
            cwd=ROOT,
            capture_output=True,
            text=True,
        )
    if run.returncode:
        reason = (run.stderr.strip().splitlines() or ["no message"])[-1]
        raise RunError(f"{SHOWN[name]} failed on {corpus}: {reason}")
    return json.loads(run.stdout.splitlines()[-1])
