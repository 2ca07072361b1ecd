"""Shared wording by partitions is shared wording: the same clusters, whatever the partitions and the processes."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.bench.invented_reports import invented_reports
from analysis.measures.reuse import shared_wording
from analysis.scale.shared_wording import shared_clusters
from analysis.scale.workers import workers

COLUMNS = ["text", "n_variants", "n_documents", "n_sentences", "n_han"]


@pytest.fixture(scope="module")
def sentences() -> pd.DataFrame:
    """Sentences of twenty invented reports; every third is another's with one word changed."""
    rows = []
    for number, (report_id, text) in enumerate(invented_reports(20)):
        for at, sentence in enumerate(text.replace("\n", "").split("。")):
            variant = sentence.replace("推进", "推动").replace("县", "州") if number % 3 == 0 else sentence
            rows.append((report_id, f"{at}", None, 100 * at, 100 * at + len(variant), len(variant), variant))
    names = ["report_id", "sentence_id", "section_id", "start", "end", "n_han", "text"]
    return pd.DataFrame(rows, columns=names)


@pytest.fixture(scope="module")
def expected(sentences) -> pd.DataFrame:
    reports = pd.DataFrame({"report_id": sentences["report_id"].unique()}).assign(reporting_year=2020)
    return shared_wording(sentences, reports, candidates="lsh").clusters[COLUMNS]


@pytest.mark.parametrize(("partitions", "parts", "jobs"), [(1, 1, 1), (5, 7, 1), (3, 4, 2)])
def test_clusters_are_those_of_the_whole(sentences, expected, tmp_path, partitions, parts, jobs):
    ids = sentences["report_id"].unique()
    given = [sentences[sentences["report_id"].isin(ids[part::parts])] for part in range(parts)]
    with workers(jobs) as hands:
        found = shared_clusters(given, tmp_path / "work", hands, partitions=partitions)
    assert len(expected) > 30
    assert (expected["n_variants"] > 1).any()
    pd.testing.assert_frame_equal(found, expected, check_dtype=False)
    assert not (tmp_path / "work").exists()


def test_nothing_shared_gives_no_cluster(sentences, tmp_path):
    one = sentences[sentences["report_id"] == sentences["report_id"].iloc[0]]
    with workers() as hands:
        assert shared_clusters([one], tmp_path / "a", hands, partitions=2).empty
        assert shared_clusters([one.iloc[:0]], tmp_path / "b", hands, partitions=2).empty
        assert list(shared_clusters([], tmp_path / "c", hands, partitions=2).columns) == COLUMNS
