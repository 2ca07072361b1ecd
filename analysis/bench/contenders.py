"""What is measured, each in a process of its own: ``python -m analysis.bench.contenders NAME CORPUS JOBS FOLDER``.

Engines are loaded and worker processes started before the clock runs: a user waits for them once, whatever the size.
The last line printed is a JSON object: seconds, peak memory of the largest process, and a sum by which results can be
compared.
"""

from __future__ import annotations

import json
import resource
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

from analysis.bench import rivals
from analysis.bench.every_measure import every_measure
from analysis.catalogue import read_catalogue
from analysis.coding.codebook import load_codebook
from analysis.coding.codebook_parts import Codebook
from analysis.corpus import CODEBOOK, Corpus
from analysis.measures.keyness import log_likelihood, log_ratio
from analysis.measures.shared_clusters import shared_clusters
from analysis.paths import CORPUS
from analysis.scale.aggregates import tally
from analysis.scale.counts import count_files
from analysis.scale.kept_tables import KeptTables
from analysis.scale.sources import SHORTLY, kept_in
from analysis.scale.workers import workers

#: Files the workers are started with, before the clock runs: enough that each process gets a task, and two.
FIRST = 512
#: Reports whose sentences make a partition of shared wording.
PER_PARTITION = 1_500
#: Bytes in the unit of ``ru_maxrss``.
UNIT = 1 if sys.platform == "darwin" else 1024


def tables(corpus: Path, codebook: Codebook, jobs: int, folder: Path) -> tuple[float, int]:
    """Make every table of the design, kept as Parquet where an opened corpus looks for them."""
    entries = read_catalogue(corpus)
    shutil.rmtree(kept_in(corpus), ignore_errors=True)
    with workers(jobs) as hands:
        KeptTables(corpus, entries[:FIRST], codebook, {}, folder=folder).plan().fill(hands)
        began = time.perf_counter()
        coded = KeptTables(corpus, entries, codebook, {}).plan().fill(hands)
        return time.perf_counter() - began, coded


def reopen(corpus: Path, codebook: Codebook, jobs: int, folder: Path) -> tuple[float, int]:
    """Open a corpus that did not change, up to its table of reports; panels are brought up to date before."""
    Corpus.open(corpus, jobs).prepare()
    time.sleep(SHORTLY / 1e9)
    Corpus.open(corpus, jobs).prepare()
    began = time.perf_counter()
    reports = Corpus.open(corpus, jobs).reports
    return time.perf_counter() - began, len(reports)


def change(corpus: Path, codebook: Codebook, jobs: int, folder: Path) -> tuple[float, int]:
    """Absorb one changed report, up to the tables of reports and findings."""
    Corpus.open(corpus, jobs).prepare()
    source = sorted((corpus / "sources").iterdir())[0]
    text = source.read_text("utf-8")
    source.write_text(f"{text}{time.time_ns()}\n", "utf-8")
    try:
        began = time.perf_counter()
        opened = Corpus.open(corpus, jobs)
        total = len(opened.reports)
        sum(len(part) for part in opened.parts("findings"))
        return time.perf_counter() - began, total
    finally:
        source.write_text(text, "utf-8")


def wording(corpus: Path, codebook: Codebook, jobs: int, folder: Path) -> tuple[float, int]:
    """Cluster the sentences that reports share, from kept tables."""
    opened = Corpus.open(corpus, jobs)
    opened.prepare()
    # What an interrupted run left would make this one seem faster.
    shutil.rmtree(folder / "wording", ignore_errors=True)
    with workers(jobs) as hands:
        began = time.perf_counter()
        partitions = max(1, len(opened.report_ids) // PER_PARTITION)
        parts = opened.parts("sentences")
        clusters = shared_clusters(parts, folder / "wording", hands, partitions=partitions)
        return time.perf_counter() - began, len(clusters)


def keyness(corpus: Path, codebook: Codebook, jobs: int, folder: Path) -> tuple[float, int]:
    """Compare the words of one half of the reports with the other's, from kept tables: G2 and log ratio."""
    opened = Corpus.open(corpus, jobs)
    opened.prepare()
    began = time.perf_counter()
    matrix = tally(opened.parts("words"), "word", "n").counts.matrix
    half = matrix.shape[0] // 2
    f1, f2 = (matrix[rows].sum(axis=0) for rows in (slice(half), slice(half, None)))
    tests = log_likelihood(f1, f2, f1.sum(), f2.sum())
    log_ratio(f1, f2, f1.sum(), f2.sum())
    return time.perf_counter() - began, len(tests)


def measures(corpus: Path, codebook: Codebook, jobs: int, folder: Path) -> tuple[float, int]:
    """Compute every measure from kept tables, shared wording apart."""
    opened = Corpus.open(corpus, jobs)
    opened.prepare()
    began = time.perf_counter()
    total = every_measure(opened)
    return time.perf_counter() - began, total


def counts(corpus: Path, codebook: Codebook, jobs: int, folder: Path) -> tuple[float, int]:
    """Count words and the codebook's strings in every file."""
    files = sorted((corpus / "sources").iterdir())
    with workers(jobs) as hands:
        count_files((files * FIRST)[: FIRST * jobs], codebook, hands)
        began = time.perf_counter()
        words, terms = count_files(files, codebook, hands)
        return time.perf_counter() - began, int(words.matrix.sum() + terms.matrix.sum())


#: By the name to ask for, in the order in which they run: what comes after `counts` needs the tables of the first.
CONTENDERS: dict[str, Callable[[Path, Codebook, int, Path], tuple[float, int]]] = {
    "tables": tables,
    "counts": counts,
    "jieba-scikit-learn": rivals.jieba_and_scikit_learn,
    "reopen": reopen,
    "change": change,
    "keyness": keyness,
    "qhchina-keyness": rivals.qhchina_keyness,
    "wording": wording,
    "qhchina-wording": rivals.qhchina_wording,
    "measures": measures,
}


def measure(name: str, corpus: Path, jobs: int, folder: Path) -> dict[str, object]:
    """Run one contender and return what it took."""
    seconds, total = CONTENDERS[name](corpus, load_codebook(CORPUS / CODEBOOK), jobs, folder)
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {"seconds": seconds, "total": total, "peak_process_mib": peak * UNIT / 2**20}


if __name__ == "__main__":
    name, corpus, jobs, folder = sys.argv[1:]
    print(json.dumps(measure(name, Path(corpus), int(jobs), Path(folder))))
