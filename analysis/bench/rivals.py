"""What a user would pick instead, as they would use it: one process, results in memory.

Each takes a corpus folder, a codebook, a number of processes and a folder to write to, as the contenders do, and
returns seconds and a sum.
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable
from pathlib import Path

from analysis.coding.codebook_parts import Codebook
from analysis.scale.counts import exact_strings


def jieba_and_scikit_learn(corpus: Path, codebook: Codebook, jobs: int, folder: Path) -> tuple[float, int]:
    """Count words as a user of jieba and scikit-learn does, and look up the codebook's strings among them."""
    from sklearn.feature_extraction.text import CountVectorizer

    cut = _jieba(folder)
    files = sorted((corpus / "sources").iterdir())
    began = time.perf_counter()
    vectorizer = CountVectorizer(input="filename", tokenizer=cut, token_pattern=None, lowercase=False)
    matrix = vectorizer.fit_transform(files)
    known = [
        vectorizer.vocabulary_[term] for term in exact_strings(codebook) if term in vectorizer.vocabulary_
    ]
    dictionary = matrix[:, known]
    return time.perf_counter() - began, int(matrix.sum() + dictionary.sum())


def qhchina_keyness(corpus: Path, codebook: Codebook, jobs: int, folder: Path) -> tuple[float, int]:
    """Compare the words of one half of the reports with the other's by qhchina; they are cut before the clock runs."""
    from qhchina.analytics.stylometry import compare_corpora

    cut = _jieba(folder)
    texts = [cut(file.read_text("utf-8")) for file in sorted((corpus / "sources").iterdir())]
    half = len(texts) // 2
    began = time.perf_counter()
    compared = compare_corpora(texts[:half], texts[half:], method="log_likelihood", correction="bonferroni")
    return time.perf_counter() - began, len(compared)


def qhchina_wording(corpus: Path, codebook: Codebook, jobs: int, folder: Path) -> tuple[float, int]:
    """Find passages that reports share by qhchina, character by character, which is how it takes raw text."""
    from qhchina.analytics.textreuse import find_shared_sequences

    texts = [list(file.read_text("utf-8")) for file in sorted((corpus / "sources").iterdir())]
    began = time.perf_counter()
    shared = find_shared_sequences(texts)
    return time.perf_counter() - began, len(shared)


def _jieba(folder: Path) -> Callable[[str], list[str]]:
    """Return jieba's cut, its dictionary loaded, with its cache in a folder of its own."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba still has escape sequences that Python deprecates
        import jieba

    jieba.setLogLevel("WARNING")
    engine = jieba.Tokenizer()
    engine.tmp_dir = str(folder)
    engine.initialize()
    return engine.lcut
