"""A real cluster on loopback: the bytes of a local run, also when a worker is lost; one line when there is none."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest
from test_store import TEXTS, content, kept

from analysis.cli import main
from analysis.errors import CallError, RunError
from analysis.paths import ROOT
from analysis.scale.counts import count_files
from analysis.scale.store import Store
from analysis.scale.workers import workers

WORKER = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--death-timeout", "60"]


class Cluster:
    """One scheduler and its workers, each a process of its own, all ended with the block."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.file = folder / "scheduler.json"
        self.processes: list[subprocess.Popen] = []

    def __enter__(self) -> Cluster:
        self.start("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show")
        return self

    def __exit__(self, *reason: object) -> None:
        for process in self.processes:
            process.kill()
            process.wait()

    def start(self, command: str, *options: str) -> subprocess.Popen:
        call = [
            sys.executable,
            "-m",
            f"distributed.cli.{command}",
            "--scheduler-file",
            str(self.file),
            *options,
        ]
        with (self.folder / f"{command}.log").open("ab") as log:
            process = subprocess.Popen(call, cwd=ROOT, stdout=log, stderr=log)
        self.processes.append(process)
        return process

    def worker(self) -> subprocess.Popen:
        return self.start(
            "dask_worker", "--local-directory", str(self.folder), "--host", "127.0.0.1", *WORKER
        )

    @property
    def address(self) -> str:
        import json

        for _ in range(600):
            if self.file.is_file() and (text := self.file.read_text()):
                return json.loads(text)["address"]
            time.sleep(0.1)
        raise AssertionError((self.folder / "dask_scheduler.log").read_text())


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    with Cluster(tmp_path_factory.mktemp("cluster")) as running:
        running.worker()
        running.worker()
        yield running


@pytest.fixture
def local(tmp_path, small_chunks, shipped_codebook):
    store = Store(tmp_path / "local", kept(TEXTS), shipped_codebook)
    with workers() as hands:
        store.fill(hands)
    return content(store.folder)


def test_a_cluster_makes_the_bytes_of_a_local_run_with_a_worker_lost_on_the_way(
    cluster, tmp_path, local, shipped_codebook
):
    store = Store(tmp_path / "cluster", kept(TEXTS), shipped_codebook)
    with workers(scheduler=cluster.address) as hands:
        hands._client.wait_for_workers(2, timeout=60)
        assert store.fill(hands) == len(TEXTS)
    assert content(store.folder) == local

    victim, lost = cluster.worker(), []

    def kill(done: int, total: int) -> None:
        if not lost:
            victim.send_signal(signal.SIGKILL)
            lost.append(victim.wait())

    again = Store(tmp_path / "again", kept(TEXTS), shipped_codebook)
    with workers(scheduler=cluster.address) as hands:
        hands._client.wait_for_workers(3, timeout=60)
        assert again.fill(hands, kill) == len(TEXTS)
    assert lost == [-signal.SIGKILL]
    assert content(again.folder) == local


def test_counts_are_those_of_a_local_run(cluster, invented_corpus, shipped_codebook):
    files = sorted((invented_corpus / "sources").iterdir())
    with workers() as here, workers(scheduler=cluster.address) as there:
        for mine, its in zip(
            count_files(files, shipped_codebook, here),
            count_files(files, shipped_codebook, there),
            strict=True,
        ):
            assert mine.columns == its.columns
            assert (mine.matrix != its.matrix).nnz == 0


def test_without_a_scheduler_there_is_one_line_and_nothing_half_written(
    invented_corpus, small_chunks, tmp_path, monkeypatch, capfd
):
    monkeypatch.setattr("analysis.scale.workers.PATIENCE", 0.5)
    out = tmp_path / "tables"
    call = ["fazhi", "export", str(out), "--corpus", str(invented_corpus), "--scheduler", "tcp://127.0.0.1:9"]
    monkeypatch.setattr(sys, "argv", call)
    with pytest.raises(SystemExit) as caught:
        main()
    assert caught.value.code == 1
    assert capfd.readouterr().err == (
        "fazhi: no scheduler answers at tcp://127.0.0.1:9: start one, or leave --scheduler out\n"
    )
    assert not out.exists()
    assert not list(small_chunks.rglob("reports/*")) and not list(small_chunks.rglob("*.part"))


@pytest.mark.parametrize(
    "address",
    ["nothing://x:1", "127.0.0.1:8786", "http://127.0.0.1:8786", "tcp://127.0.0.1", "tcp://127.0.0.1:abc"],
)
def test_an_address_that_is_none_is_a_wrong_call(monkeypatch, address):
    monkeypatch.setattr("distributed.Client", lambda *_, **__: pytest.fail("was asked"))
    with pytest.raises(CallError, match="write it as tcp://host:8786"), workers(scheduler=address):
        pass


def test_a_scheduler_without_workers_is_said(tmp_path, monkeypatch):
    with ExitStack() as stack:
        empty = stack.enter_context(Cluster(tmp_path))
        address = empty.address
        monkeypatch.setattr("analysis.scale.workers.PATIENCE", 2)
        with pytest.raises(RunError, match="has no worker"), workers(scheduler=address):
            pass
