"""Kept tables: chunks by content, only what changed made anew, an interruption resumed, the same bytes always."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pandas as pd
import pytest

from analysis.bench.invented_reports import invented_reports
from analysis.errors import RunError
from analysis.scale import store as store_module
from analysis.scale.batch import TABLES, Source, code_batch
from analysis.scale.context import report_key
from analysis.scale.store import Kept, Store, chunks
from analysis.scale.workers import workers

TEXTS = dict(invented_reports(6))


def kept(texts: dict[str, str], read: list[str] | None = None) -> list[Kept]:
    """Return reports as a store takes them; the ids of those whose source is fetched go into `read`."""

    def one(report_id: str, text: str) -> Kept:
        digest = hashlib.sha256(text.encode()).hexdigest()

        def source() -> Source:
            if read is not None:
                read.append(report_id)
            return Source(report_id, text, digest)

        return Kept(report_id, report_key("context", report_id, digest, None, {}), source)

    return [one(report_id, text) for report_id, text in texts.items()]


def content(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def filled(tmp_path, small_chunks, shipped_codebook):
    def fill(texts: dict[str, str], name: str = "kept", jobs: int = 1) -> tuple[Store, list[str]]:
        read: list[str] = []
        store = Store(tmp_path / name, kept(texts, read), shipped_codebook)
        with workers(jobs) as hands:
            assert store.fill(hands) == len(read)
        return store, read

    return fill


def test_chunks_hold_every_report_in_order(small_chunks):
    divided = chunks(kept(TEXTS))
    assert [one.report_id for chunk in divided for one in chunk.reports] == list(TEXTS)
    assert len(divided) > 1
    assert all(2 <= len(chunk.reports) <= 4 for chunk in divided[:-1])
    assert len(divided[-1].reports) <= 4


def test_a_report_more_touches_one_chunk(small_chunks):
    ids = [f"2020-{number:03d}" for number in range(200)]
    before = {chunk.name for chunk in chunks(kept(dict.fromkeys(ids, "法")))}
    after = {chunk.name for chunk in chunks(kept(dict.fromkeys(sorted([*ids, "2020-0505"]), "法")))}
    assert len(before) > 50
    assert len(before - after) <= 3  # its own, and those up to the next end where a chunk was full


def test_only_what_changed_is_made_anew(filled):
    _, read = filled(TEXTS)
    assert sorted(read) == sorted(TEXTS)
    _, read = filled(TEXTS)
    assert read == []
    changed = list(TEXTS)[2]
    _, read = filled(TEXTS | {changed: TEXTS[changed] + "再加一句。\n"})
    assert read == [changed]


def test_the_history_of_a_store_does_not_show_in_its_bytes(filled):
    changed, gone = list(TEXTS)[1], list(TEXTS)[4]
    final = TEXTS | {changed: TEXTS[changed].replace("推进", "推动")}
    del final[gone]
    filled(TEXTS, "old")
    old, read = filled(final, "old")
    new, _ = filled(final, "new")
    assert read == [changed]
    assert content(old.folder) == content(new.folder)


def test_processes_make_the_same_bytes(filled):
    assert content(filled(TEXTS, "one")[0].folder) == content(filled(TEXTS, "two", jobs=2)[0].folder)


def test_an_interrupted_run_resumes(tmp_path, small_chunks, shipped_codebook, filled):
    read: list[str] = []
    store = Store(tmp_path / "kept", kept(TEXTS, read), shipped_codebook)

    def interrupt(done: int, total: int) -> None:
        assert 0 < done < total == len(TEXTS)
        raise KeyboardInterrupt

    with workers() as hands, pytest.raises(KeyboardInterrupt):
        store.fill(hands, interrupt)
    largest = max(store.chunks, key=lambda chunk: len(chunk.reports))
    assert read == [report.report_id for report in largest.reports]
    resumed, later = filled(TEXTS)
    assert sorted(read + later) == sorted(TEXTS)
    assert content(resumed.folder) == content(filled(TEXTS, "whole")[0].folder)


def test_a_chunk_counts_when_its_last_table_is_written(filled):
    store, _ = filled(TEXTS)
    chunk = store.chunks[0]
    store.path(TABLES[-1], chunk.name).unlink()
    assert store.missing() == [chunk]


def test_a_table_that_was_removed_is_made_again(filled):
    store, _ = filled(TEXTS)
    before = content(store.folder)
    chunk = store.chunks[0]
    store.path("mentions", chunk.name).unlink()
    with pytest.raises(RunError, match="is gone: .* open it again"):
        store.table("mentions")
    _, read = filled(TEXTS)
    assert sorted(read) == sorted(report.report_id for report in chunk.reports)
    assert content(store.folder) == before


@pytest.mark.parametrize("table", ["mentions", "all_reports"])
def test_a_damaged_file_is_named_or_made_again(filled, table):
    store, _ = filled(TEXTS)
    kept = store.table("reports")
    for path in (store.folder / table).glob("*.parquet"):
        path.write_bytes(path.read_bytes()[:100])
    pd.testing.assert_frame_equal(store.table("reports"), kept)
    (store.folder / store_module.INDEX).write_bytes(b"no table")
    assert store._known() == {}
    if table == "mentions":
        with pytest.raises(RunError, match="is damaged .*: remove .*, it is made again"):
            store.table(table)


def test_parts_are_the_table(filled):
    store, _ = filled(TEXTS)
    table = store.table("words")
    assert sum(map(len, store.parts("words"))) == len(table)
    some = list(TEXTS)[1:3]
    assert store.table("words", some)["report_id"].unique().tolist() == some


def test_a_folder_that_cannot_be_written_is_named(tmp_path, small_chunks, shipped_codebook):
    (tmp_path / "file").write_text("")
    store = Store(tmp_path / "file" / "kept", kept(dict([*TEXTS.items()][:1])), shipped_codebook)
    with workers() as hands, pytest.raises(RunError, match="cannot keep tables in"):
        store.fill(hands)


def test_another_version_on_a_worker_is_refused(shipped_codebook):
    with pytest.raises(RunError, match="another version of this package"):
        store_module._code(shipped_codebook, ("another digest", 0, []))


def test_the_table_of_reports_is_kept_in_one_file_of_the_present_chunks(filled, monkeypatch):
    store, _ = filled(TEXTS)
    table = store.table("reports")
    (one,) = (store.folder / "all_reports").iterdir()
    monkeypatch.setattr(store, "_parts", lambda *asked: pytest.fail("the chunks were read"))
    pd.testing.assert_frame_equal(store.table("reports"), table)
    changed = list(TEXTS)[0]
    later, _ = filled(TEXTS | {changed: TEXTS[changed] + "再加一句。\n"})
    assert later.table("reports")["sha256"].tolist() != table["sha256"].tolist()
    (other,) = (store.folder / "all_reports").iterdir()
    assert other.name != one.name


def test_a_report_that_cannot_be_coded_is_named(tmp_path, small_chunks, shipped_codebook, monkeypatch):
    faulty = list(TEXTS)[2]

    def code(sources, codebook):
        if any(one.report_id == faulty for one in sources):
            raise ValueError("no such offset")
        return code_batch(sources, codebook)

    monkeypatch.setattr(store_module, "code_batch", code)
    store = Store(tmp_path, kept(TEXTS), shipped_codebook)
    with workers() as hands, pytest.raises(RunError, match=rf"report {faulty} .*ValueError: no such offset"):
        store.fill(hands)
    assert store.missing()
