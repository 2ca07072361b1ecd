"""Shared wording by partitions is shared wording: the same clusters, whatever the partitions and the processes."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from analysis.bench.invented_reports import invented_reports
from analysis.errors import CallError, RunError
from analysis.measures import shared_clusters as module
from analysis.measures.candidates import CROWD
from analysis.measures.minhash import band_keys, bands_for
from analysis.measures.reuse import shared_wording
from analysis.measures.shared_clusters import shared_clusters
from analysis.measures.shingles import canonical_forms, shingle_keys
from analysis.scale import exchange
from analysis.scale.workers import workers

COLUMNS = ["cluster", "text", "n_variants", "n_documents", "n_sentences", "n_han"]


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


@pytest.mark.parametrize(("partitions", "parts", "jobs"), [(1, 1, 1), (5, 7, 1), (3, 4, 2), (64, 3, 1)])
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


class Interrupted(Exception):
    """The run is stopped."""


def stopped_at(step: str, done: int):
    def progress(*now):
        if now == (step, done):
            raise Interrupted

    return progress


@pytest.mark.parametrize(
    ("step", "done", "following"),
    [
        ("forms", 2, ("forms", 3)),
        ("buckets", 1, ("buckets", 2)),
        ("edges", 4, ("members", 1)),
        ("counted", 3, ("counted", 4)),
    ],
)
def test_an_interrupted_run_goes_on_with_what_is_missing(
    sentences, expected, tmp_path, monkeypatch, step, done, following
):
    monkeypatch.setattr(module, "GATHERED", 1_000)
    ids = sentences["report_id"].unique()
    given = [sentences[sentences["report_id"] == one] for one in ids]
    order = ["forms", "distinct", "ordered", "buckets", "pairs", "edges", "members", "counted"]
    with workers() as hands:
        with pytest.raises(Interrupted):
            shared_clusters(given, tmp_path, hands, partitions=4, progress=stopped_at(step, done))
        files = {name: len(list((tmp_path / name).glob("*"))) for name in order}
        # Few files, however many parts and partitions there are.
        assert files["forms"] <= 4
        assert all(files[name] == 4 for name in order[1 : order.index(step)])
        told: list[tuple[str, int]] = []
        found = shared_clusters(given, tmp_path, hands, partitions=4, progress=lambda *now: told.append(now))
    pd.testing.assert_frame_equal(found, expected, check_dtype=False)
    assert told[0] == following
    assert {name for name, _ in told} == set(order[order.index(step) + (done == 4) :])
    assert not tmp_path.exists()


def test_what_was_left_of_another_corpus_or_setting_is_not_used(sentences, expected, tmp_path):
    fewer = sentences[sentences["report_id"] != sentences["report_id"].iloc[0]]
    with workers() as hands:
        for given, options in ((fewer, {}), (sentences, {"tau": 0.9}), (sentences, {"k": 3})):
            with pytest.raises(Interrupted):
                shared_clusters(
                    [given], tmp_path, hands, partitions=3, progress=stopped_at("counted", 3), **options
                )
        found = shared_clusters([sentences], tmp_path, hands, partitions=3)
    pd.testing.assert_frame_equal(found, expected, check_dtype=False)


def test_crowded_buckets_give_the_clusters_of_the_whole(tmp_path):
    """Frames with a filled word: hundreds of forms share a bucket, and a formula stands in every report."""
    frame = "全镇围绕{}组织开展行政执法专项监督检查并将{}结果向社会公布接受群众监督{}。"
    names = [chr(0x4E00 + 7 * i) + chr(0x5E00 + 3 * i) + "工作" for i in range(120)]
    texts = [frame.format(one, names[(7 * at) % 120], names[(11 * at) % 120]) for at, one in enumerate(names)]
    texts += [f"{one}组织开展行政执法专项监督检查并将检查结果向社会公布接受群众监督" for one in names]
    rows = [(f"r{at:03}", text) for at, text in enumerate(texts)]
    rows += [(f"r{at:03}", "坚持以人民为中心的发展思想推进法治政府建设。") for at in range(len(texts))]
    frame = pd.DataFrame(rows, columns=["report_id", "text"]).sort_values("report_id", kind="stable")
    frame = frame.assign(sentence_id="1", section_id=None, start=0, end=1, n_han=frame["text"].str.len())
    owner, key = shingle_keys(canonical_forms(texts))
    buckets = band_keys(owner, key, len(texts), *bands_for(0.6))
    assert np.unique(buckets, return_counts=True)[1].max() > 2 * CROWD
    reports = pd.DataFrame({"report_id": frame["report_id"].unique()}).assign(reporting_year=2020)
    expected = shared_wording(frame, reports, candidates="lsh").clusters[COLUMNS]
    with workers() as hands:
        found = shared_clusters([frame.iloc[::2], frame.iloc[1::2]], tmp_path, hands, partitions=4)
    pd.testing.assert_frame_equal(found, expected, check_dtype=False)
    assert found["n_documents"].iloc[0] == 240
    assert found["n_variants"].iloc[1] > 100


def test_a_worker_of_another_version_is_refused(sentences, tmp_path, monkeypatch):
    digests = iter(["a", "a", "b"])
    monkeypatch.setattr(exchange, "package_digest", lambda: next(digests))
    with workers() as hands, pytest.raises(RunError, match="another version of this package"):
        shared_clusters([sentences], tmp_path, hands, partitions=2)


def test_a_full_disk_is_one_line(sentences, tmp_path, monkeypatch):
    def full(path, content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(exchange, "write_whole", full)
    with workers() as hands, pytest.raises(RunError, match="No space left on device; free some space"):
        shared_clusters([sentences], tmp_path, hands, partitions=2)


def test_members_say_which_reports_hold_which_cluster(sentences, tmp_path):
    reports = pd.DataFrame({"report_id": sentences["report_id"].unique()}).assign(reporting_year=2020)
    whole = shared_wording(sentences, reports, candidates="lsh").sentences.dropna(subset="cluster")
    expected = whole.groupby(["cluster", "report_id"])["n_han"].agg(n_sentences="size", n_han="sum")
    with workers() as hands:
        shared_clusters([sentences], tmp_path / "work", hands, partitions=3, members=tmp_path / "members")
    files = sorted((tmp_path / "members").iterdir())
    assert [file.name for file in files] == ["0.parquet", "1.parquet", "2.parquet"]
    found = pd.concat(map(pd.read_parquet, files)).sort_values(["cluster", "report_id"])
    pd.testing.assert_frame_equal(found.reset_index(drop=True), expected.reset_index(), check_dtype=False)


def test_what_is_not_its_own_stays(sentences, tmp_path):
    for folder in ("kept", "members"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "mine.parquet").write_bytes(b"mine")
    where = {"folder": tmp_path / "kept", "members": tmp_path / "members"}
    with workers() as hands:
        shared_clusters([sentences], hands=hands, partitions=2, **where)
    assert [path.name for path in (tmp_path / "kept").iterdir()] == ["mine.parquet"]
    assert sorted(path.name for path in (tmp_path / "members").iterdir()) == [
        "0.parquet",
        "1.parquet",
        "mine.parquet",
    ]


@pytest.mark.parametrize("partitions", [0, -1, 1 << 16])
def test_a_number_of_partitions_out_of_range_is_refused(sentences, tmp_path, partitions):
    with workers() as hands, pytest.raises(CallError, match="give 1 to 65,535"):
        shared_clusters([sentences], tmp_path, hands, partitions=partitions)


def test_a_partition_is_made_of_the_files_that_hold_rows_of_it(tmp_path):
    rows = pa.table({"number": [0, 1, 1, 2]})
    for name, edges in (("a", [0, 1, 4]), ("b", [0, 0, 4])):
        (tmp_path / name).write_bytes(exchange._file(rows, np.array(edges), None))
    parts = exchange.Partitions([tmp_path / "a", tmp_path / "b"], 2)
    assert [[chunk.to_pylist() for chunk in part["number"].chunks] for part in parts] == [
        [[0]],
        [[1, 1, 2], [0, 1, 1, 2]],
    ]
    assert exchange.Partitions([tmp_path / "b"], 2)[0].schema == rows.schema
