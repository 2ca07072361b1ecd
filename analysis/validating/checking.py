"""What `fazhi check --uncoded`, `--sample` and `--coded` do with a corpus folder; each returns what to print."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from analysis.corpus import Corpus
from analysis.errors import CallError
from analysis.validating import scoring, uncoded
from analysis.validating.hand_coding import read_codings
from analysis.validating.sampling import draw_sample, write_new


def list_uncoded(folder: str | os.PathLike[str], most: int) -> str:
    """Return the most frequent words outside every theme and sentences without one, `most` of each."""
    corpus = Corpus.open(folder)
    return "\n".join(uncoded.describe(corpus.sentences, corpus.mentions, most))


def draw_to(folder: str | os.PathLike[str], n: int, seed: int | None, to: Path | None) -> str:
    """Draw a sample for coding by hand into a new file; return what was drawn.

    Raises
    ------
    CallError
        When seed or file are missing, the file exists, or there are fewer sentences.
    """
    if seed is None or to is None:
        raise CallError(f"--sample {n} needs --{'seed S' if seed is None else 'to FILE.csv'}")
    if to.exists():
        raise CallError(f"{to} exists and is not overwritten: name a new file")
    corpus = Corpus.open(folder)
    sample = draw_sample(corpus.sentences, corpus.mentions, n, seed)
    write_new(sample, to)
    return (
        f"{n} of {len(corpus.sentences)} sentences of {sample['report_id'].nunique()} reports in {to}, seed {seed}\n"
        "allotted to main themes by the square root of their sentences, spread over the reports within each;\n"
        "give every coder a copy: in column codes the ids of all themes, joined by ';', or none"
    )


def compare_codings(
    folder: str | os.PathLike[str], files: Sequence[Path], seed: int | None = None, to: Path | None = None
) -> str:
    """Return the scores of the codebook against coders' files; with `to`, write them there as CSV too.

    Raises
    ------
    CallError
        When a file does not exist, or `to` does.
    CorpusError
        When a file is not what was drawn.
    """
    if to is not None and to.exists():
        raise CallError(f"{to} exists and is not overwritten: name a new file")
    corpus = Corpus.open(folder)
    labels = {theme.id: theme.short_en for theme in corpus.codebook.themes}
    codings = read_codings(files, corpus.sentences, labels)
    scores = scoring.score(codings, corpus.mentions, list(labels), seed=seed or 0)
    if to is not None:
        write_new(scores, to)
    judged = [f"{one.coder} {sum(row.themes is not None for row in one.judgements)}" for one in codings]
    head = f"sample of {len(codings[0].judgements)} sentences; judged by {', '.join(judged)}"
    return "\n".join([head, *scoring.describe(scores, labels)])
