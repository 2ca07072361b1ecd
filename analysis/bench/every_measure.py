"""Every measure once, from the tables of a corpus, as the notebooks take them; shared wording is measured apart."""

from __future__ import annotations

import pandas as pd

from analysis.corpus import Corpus
from analysis.measures import (
    commitments,
    compliance,
    coverage,
    disclosure,
    dispersion,
    indicators,
    keywords,
    life_cycles,
    quantities,
    themes,
    years,
)
from analysis.measures.grouping import OUTLINE_PERIODS, periods_of

SEED = 2026
#: A word is compared between periods when this share of the reports could hold it once each.
COMMON = 0.1


def every_measure(corpus: Corpus) -> int:
    """Compute every measure of a corpus and return how many rows the results have together."""
    reports, sentences, sections = corpus.reports, corpus.sentences, corpus.sections
    counted = {"mentions": corpus.mentions, "sentences": sentences, "reports": reports}
    before, after = OUTLINE_PERIODS
    covered = sorted(reports["reporting_year"].dropna().unique())
    stated = corpus.statements
    numbers = corpus.quantities
    followed = commitments.follow_up(stated, sentences, sections, reports, corpus.mentions)
    results: list[pd.DataFrame] = [
        themes.theme_rates(**counted),
        themes.bootstrap_rates(**counted, by="reporting_year", seed=SEED),
        coverage.breadth(**counted),
        years.compare_years(**counted, before=before, after=after, seed=SEED),
        years.decompose_years(**counted, before=int(covered[0]), after=int(covered[-1])),
        life_cycles.new_kept_dropped(**counted, before=before, after=after),
        dispersion.dispersion_table(corpus.words),
        _keyness(corpus.words, reports, after),
        compliance.item_shares(sentences, sections, reports),
        compliance.content_shares(corpus.content, "reporting_year", reports),
        compliance.timeliness(reports),
        quantities.density(numbers, sentences, "report_id", reports),
        quantities.rate_parts(numbers),
        quantities.rate_claims(numbers, "reporting_year", reports),
        indicators.indicator_series(numbers, reports),
        commitments.answered_problems(stated),
        followed,
        commitments.outcome_shares(followed, "reporting_year", reports),
        disclosure.disclosure(stated, sentences, sections, reports),
    ]
    return sum(map(len, results))


def _keyness(words: pd.DataFrame, reports: pd.DataFrame, after: str) -> pd.DataFrame:
    """Return the words that set the two periods apart, with as many permutations as a large corpus needs."""
    period = periods_of(reports.set_index("report_id")["reporting_year"]).dropna()
    kept = words[words["report_id"].isin(period.index)]
    return keywords.keyness_table(kept, period, after, seed=SEED, B=99, min_n=int(COMMON * len(reports)))
