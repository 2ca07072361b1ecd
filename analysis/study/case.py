"""The corpus under one combination of settings: the tables that findings are measured on."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, lru_cache
from pathlib import Path

import pandas as pd

from analysis import schemas
from analysis.coding.words import count_words, word_rows
from analysis.corpus import Corpus
from analysis.errors import CorpusError
from analysis.measures.formulae import read_formulae
from analysis.measures.provenance import own_text
from analysis.measures.reuse import shared_wording
from analysis.study.settings import OWN, Settings


class NothingSelected(CorpusError):
    """The settings leave no report."""


class Case:
    """The tables of a corpus under one combination of settings.

    Parameters
    ----------
    root : Path
        The project folder, from which relative paths are taken.
    settings : dict
        The settings that matter here, by name (see :data:`analysis.study.settings.SETTINGS`).

    Raises
    ------
    CorpusError, CodebookError
        When corpus or codebook is not as it must be.
    NothingSelected
        When the settings leave no report.
    """

    def __init__(self, root: Path, settings: Settings):
        self.settings = settings
        self._whole = _opened(root / settings["corpus"], _codebook(root, settings))
        if self._whole.reports.empty:
            raise NothingSelected(f"{settings['corpus']} holds no report")
        try:
            self.corpus = self._whole.select(settings["years"], settings["levels"])
        except CorpusError as error:
            raise NothingSelected(str(error)) from None

    @property
    def reports(self) -> pd.DataFrame:
        """Table `reports`."""
        return self.corpus.reports

    @cached_property
    def sentences(self) -> pd.DataFrame:
        """Table `sentences`, without wording shared in the whole corpus if the settings say so."""
        return self._counted(self.corpus.sentences)

    @cached_property
    def mentions(self) -> pd.DataFrame:
        """Table `mentions` of those sentences."""
        return self._counted(self.corpus.mentions)

    def _counted(self, table: pd.DataFrame) -> pd.DataFrame:
        return table if self.settings["shared_wording"] else own_text(table, _provenance(self._whole))

    @cached_property
    def words(self) -> pd.DataFrame:
        """Table `words` of those sentences, cut as the settings say."""
        rows = []
        for report_id, texts in self.sentences.groupby("report_id", sort=False)["text"]:
            rows += word_rows(report_id, count_words(texts, self.settings["segmenter"], self.settings["hmm"]))
        return schemas.table("words", rows)

    @property
    def themes(self) -> list[str]:
        """The themes of the codebook that the settings keep."""
        known = [theme.id for theme in self.corpus.codebook.themes]
        return [theme for theme in known if theme in (self.settings["themes"] or known)]


def theme_names(root: Path, settings: Mapping[str, object]) -> dict[str, str]:
    """Return the English name of every theme of the codebook that settings name."""
    corpus = _opened(root / settings["corpus"], _codebook(root, settings))
    return {theme.id: theme.short_en for theme in corpus.codebook.themes}


def reporting_years(root: Path, settings: Mapping[str, object]) -> set[int]:
    """Return the reporting years of the corpus that settings name."""
    corpus = _opened(root / settings["corpus"], _codebook(root, settings))
    return set(corpus.reports["reporting_year"].dropna().tolist())


def _codebook(root: Path, settings: Mapping[str, object]) -> Path | None:
    stated = settings.get("codebook", OWN)
    return None if stated == OWN else root / stated


@lru_cache(maxsize=8)
def _opened(folder: Path, codebook: Path | None) -> Corpus:
    """Open a corpus, to be coded with another codebook than its own if one is given."""
    return Corpus.open(folder, codebook=codebook)


@lru_cache(maxsize=8)
def _provenance(corpus: Corpus) -> pd.DataFrame:
    """Return where the wording of every sentence of a corpus comes from."""
    formulae = read_formulae()["formula"]
    return shared_wording(corpus.sentences, corpus.reports, formulae).sentences
