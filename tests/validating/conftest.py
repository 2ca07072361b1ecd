"""A corpus of two invented reports and a sample of it that two coders filled in."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from miniature import COUNTY, TOWN, write_corpus

from analysis.corpus import Corpus
from analysis.validating.sampling import draw_sample, write_new

N = 12


@pytest.fixture(scope="session")
def folder(tmp_path_factory) -> Path:
    town = TOWN.format(year=2023, next_year=2024, events=21)
    return write_corpus(tmp_path_factory.mktemp("validated") / "corpus", {"town": town, "county": COUNTY})


@pytest.fixture(scope="session")
def corpus(folder) -> Corpus:
    return Corpus.open(folder)


@pytest.fixture
def coded_file(corpus, tmp_path):
    """Return a function that writes a coder's file, each row changed by `edit(number, row)`.

    Where `edit` returns None the row is left out, where it returns a list of rows these take its place.
    """

    def write(name: str, edit=lambda number, row: row, seed: int = 4) -> Path:
        path = tmp_path / f"{name}.csv"
        write_new(draw_sample(corpus.sentences, corpus.mentions, N, seed), path)
        with path.open(encoding="utf-8-sig", newline="") as file:
            head, *rows = csv.reader(file)
        rows = [dict(zip(head, row, strict=True)) | {"codes": "none"} for row in rows]
        kept = []
        for number, row in enumerate(rows, start=1):
            edited = edit(number, row)
            kept += edited if isinstance(edited, list) else [edited] if edited else []
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, head)
            writer.writeheader()
            writer.writerows(kept)
        return path

    return write
