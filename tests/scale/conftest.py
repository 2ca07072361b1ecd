"""A small invented corpus, cut into chunks small enough that it has several, kept in a folder of the test's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis import corpus as corpus_module
from analysis.bench.invented_reports import write_invented_corpus
from analysis.coding.codebook import load_codebook
from analysis.paths import CORPUS
from analysis.scale import sources, store


@pytest.fixture(scope="session")
def shipped_codebook():
    return load_codebook(CORPUS / "codebook.yaml")


@pytest.fixture
def small_chunks(monkeypatch, tmp_path) -> Path:
    """Keep tables of every corpus, in chunks of two to four reports; return the folder they are kept below."""
    monkeypatch.setattr(store, "LEAST", 2)
    monkeypatch.setattr(store, "ONE_IN", 2)
    monkeypatch.setattr(store, "LIMIT", 4)
    monkeypatch.setattr(corpus_module, "KEPT_FROM", 1)
    monkeypatch.setattr(sources, "BUILD", tmp_path / "build")
    return tmp_path / "build"


@pytest.fixture
def invented_corpus(tmp_path) -> Path:
    """A corpus folder of eight invented reports that a test may change."""
    return write_invented_corpus(tmp_path / "invented", 8)
