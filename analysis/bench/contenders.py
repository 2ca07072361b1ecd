"""What is measured, each in a process of its own: ``python -m analysis.bench.contenders NAME CORPUS JOBS FOLDER``.

Engines are loaded and worker processes started before the clock runs: a user waits for them once, whatever the size.
The last line printed is a JSON object: seconds, peak memory of the largest process and of all together, and a sum by
which the results can be compared.
"""

from __future__ import annotations

import json
import resource
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

from analysis.bench.every_measure import every_measure
from analysis.catalogue import read_catalogue
from analysis.coding.codebook import Codebook, load_codebook
from analysis.corpus import CODEBOOK, Corpus
from analysis.paths import CORPUS
from analysis.scale.counts import count_files, exact_strings
from analysis.scale.kept_tables import KeptTables
from analysis.scale.shared_wording import shared_clusters
from analysis.scale.sources import SHORTLY, kept_in
from analysis.scale.workers import workers

#: Files the workers are started with, before the clock runs.
FIRST = 8
#: Reports whose sentences make a partition of shared wording.
PER_PARTITION = 1_500


def tables(corpus: Path, codebook: Codebook, jobs: int, folder: Path) -> tuple[float, int]:
    """Make every table of the design, kept as Parquet where an opened corpus looks for them."""
    entries = read_catalogue(corpus)
    shutil.rmtree(kept_in(corpus), ignore_errors=True)
    with workers(jobs) as hands:
        KeptTables(corpus, entries[: FIRST * jobs], codebook, {}, folder=folder).plan().fill(hands)
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
    with workers(jobs) as hands:
        began = time.perf_counter()
        partitions = max(1, len(opened.report_ids) // PER_PARTITION)
        parts = opened.parts("sentences")
        clusters = shared_clusters(parts, folder / "wording", hands, partitions=partitions)
        return time.perf_counter() - began, len(clusters)


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
        # Enough tasks that each process gets one.
        for _ in range(2):
            count_files(files[:FIRST] * 16 * jobs, codebook, hands)
        began = time.perf_counter()
        words, terms = count_files(files, codebook, hands)
        return time.perf_counter() - began, int(words.matrix.sum() + terms.matrix.sum())


def jieba_and_scikit_learn(corpus: Path, codebook: Codebook, jobs: int, folder: Path) -> tuple[float, int]:
    """Count words as a user of jieba and scikit-learn does, and look up the codebook's strings among them."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba still has escape sequences that Python deprecates
        import jieba
    from sklearn.feature_extraction.text import CountVectorizer

    jieba.setLogLevel("WARNING")
    engine = jieba.Tokenizer()
    engine.tmp_dir = str(folder)
    engine.initialize()
    files = sorted((corpus / "sources").iterdir())
    began = time.perf_counter()
    vectorizer = CountVectorizer(input="filename", tokenizer=engine.lcut, token_pattern=None, lowercase=False)
    matrix = vectorizer.fit_transform(files)
    known = [
        vectorizer.vocabulary_[term] for term in exact_strings(codebook) if term in vectorizer.vocabulary_
    ]
    dictionary = matrix[:, known]
    return time.perf_counter() - began, int(matrix.sum() + dictionary.sum())


#: By the name to ask for, in the order in which they run: those after the rival need the tables of the first.
CONTENDERS: dict[str, Callable[[Path, Codebook, int, Path], tuple[float, int]]] = {
    "tables": tables,
    "counts": counts,
    "jieba-scikit-learn": jieba_and_scikit_learn,
    "measures": measures,
    "wording": wording,
    "reopen": reopen,
    "change": change,
}


def measure(name: str, corpus: Path, jobs: int, folder: Path) -> dict[str, object]:
    """Run one contender and return what it took."""
    seconds, total = CONTENDERS[name](corpus, load_codebook(CORPUS / CODEBOOK), jobs, folder)
    own, others = (
        resource.getrusage(who).ru_maxrss * UNIT for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    workers = jobs if others else 0
    return {
        "seconds": seconds,
        "total": total,
        "peak_process_mib": max(own, others) / 2**20,
        "peak_all_mib": (own + workers * others) / 2**20,
    }


#: Bytes in the unit of ``ru_maxrss``.
UNIT = 1 if sys.platform == "darwin" else 1024

if __name__ == "__main__":
    name, corpus, jobs, folder = sys.argv[1:]
    print(json.dumps(measure(name, Path(corpus), int(jobs), Path(folder))))
