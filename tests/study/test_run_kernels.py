"""Runs in real kernels: how they end, what they leave, what they print."""

from __future__ import annotations

import contextlib
import io
import os
import signal
import tempfile
import threading
import time
from pathlib import Path

import psutil
import pytest

from analysis.study.canonical import canonicalise, check_committed
from analysis.study.document import dumps

ENDINGS = {
    "01_good": ["print('甲')", "years"],
    "02_raises": ["print(1)", "raise ValueError('青榆\\nsecond line')", "print(2)"],
    "03_slow": ["import time", "time.sleep(60)", "print(2)"],
    "04_killed": ["print(1)", "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "print(2)"],
    "05_leaves": ["print(1)", "import sys\nsys.exit(0)", "print(2)"],
    "06_local": ["import os\nprint(os.environ['FAZHI_OUT'])"],
    "07_noisy": ["import sys\nprint('careful', file=sys.stderr)"],
}
MESSAGES = {
    "02_raises": "cell 4 (In [3]): ValueError: 青榆 (see build/failed/02_raises.failed.ipynb)",
    "03_slow": "cell 4 (In [3]): timeout: the cell took more than 4 s",
    "04_killed": "cell 4 (In [3]): the kernel died",
    "05_leaves": "cell 4 (In [3]): SystemExit: the notebook ended here",
    "06_local": "cell 3 (In [2]): it shows the absolute path",
}


@contextlib.contextmanager
def noise_of_children():
    """Collect what child processes write to file descriptor 2."""
    saved = os.dup(2)
    with tempfile.TemporaryFile() as file:
        os.dup2(file.fileno(), 2)
        text = []
        try:
            yield text
        finally:
            os.dup2(saved, 2)
            os.close(saved)
            file.seek(0)
            text.append(file.read().decode("utf-8"))


def left_behind():
    """Return the kernels below this process that have not ended."""
    return [
        process.pid
        for process in psutil.Process().children(recursive=True)
        if "ipykernel" in " ".join(process.cmdline())
    ]


@pytest.fixture(scope="module")
def endings(new_project, tmp_path_factory):
    """One run of notebooks that end in every possible way, two at a time."""
    project = new_project(tmp_path_factory.mktemp("endings") / "研究 甲 {x}")
    for name, sources in ENDINGS.items():
        project.notebook(name, *sources)
    project.notebook("08_waits", "print(1)", depends=["02_raises"])
    before = project.files("notebooks")
    said = io.StringIO()
    with noise_of_children() as noise, contextlib.redirect_stderr(said):
        summary = project.run(jobs=2, timeout=4)
    return project, before, summary, said.getvalue().splitlines() + noise[0].splitlines()


def test_each_notebook_ends_as_it_ended(endings, outcomes):
    _, _, summary, _ = endings
    assert outcomes(summary) == {
        "01_good": "run",
        **dict.fromkeys(MESSAGES, "failed"),
        "07_noisy": "run",
        "08_waits": "skipped",
    }
    assert summary.exit_status == 1


@pytest.mark.parametrize("name", MESSAGES)
def test_the_summary_says_where_and_why(endings, name):
    _, _, summary, _ = endings
    (line,) = [line for line in str(summary).splitlines() if line.startswith(name)]
    assert f"failed: notebooks/{name}.ipynb, {MESSAGES[name]}" in line


@pytest.mark.parametrize("name", MESSAGES)
def test_the_failed_copy_is_marked_where_it_stopped(endings, name):
    project, before, _, _ = endings
    cells = project.node(f"{name}.failed", "build/failed")["cells"]
    marked = [
        index for index, cell in enumerate(cells) if "run-failed-here" in cell["metadata"].get("tags", [])
    ]
    stop = int(MESSAGES[name].split()[1]) - 1
    assert marked == [stop]
    assert MESSAGES[name][:30] in cells[stop]["source"]
    assert cells[stop + 1]["source"] == ENDINGS[name][stop - 2]
    assert all(cell.get("execution_count") is None for cell in cells[stop + 2 :])
    assert project.files("notebooks")[f"{name}.ipynb"] == before[f"{name}.ipynb"]


def test_a_good_run_is_committed_as_it_is(endings):
    project, _, _, _ = endings
    node = project.node("01_good")
    assert check_committed(node) == []
    assert dumps(canonicalise(node)) == project.files("notebooks")["01_good.ipynb"]
    assert [cell["outputs"] for cell in node["cells"][2:]] == [
        [{"name": "stdout", "output_type": "stream", "text": "甲\n"}],
        [
            {
                "data": {"text/plain": "[]"},
                "execution_count": 3,
                "metadata": {},
                "output_type": "execute_result",
            }
        ],
    ]


def test_noise_is_remarked(endings):
    _, _, summary, _ = endings
    assert summary.remarks == ("notebooks/07_noisy.ipynb: In [2] writes to stderr: 'careful'",)


def test_stderr_holds_one_line_a_step_and_no_other(endings):
    _, _, _, lines = endings
    assert sorted(line.split(": ")[0] for line in lines) == sorted([*ENDINGS, *ENDINGS, "08_waits"])


def test_nothing_of_the_run_is_left(endings):
    project, _, _, _ = endings
    assert [
        path.name for path in (project.root / "build").iterdir() if path.name not in ("failed", "state")
    ] == []


def test_no_process_of_the_run_is_left(endings):
    assert left_behind() == []


def test_what_failed_and_what_waits_for_it_runs_again_and_nothing_else(endings, outcomes):
    project, _, _, _ = endings
    project.notebook("03_slow", "print(1)")
    again = project.run("01_good", "03_slow")
    assert outcomes(again) == {"01_good": "up to date", "03_slow": "run"}
    project.notebook("02_raises", "print(1)")
    assert outcomes(project.run("08_waits", "01_good")) == {
        "01_good": "up to date",
        "02_raises": "run",
        "08_waits": "run",
    }
    assert not (project.root / "build/failed/02_raises.failed.ipynb").exists()


def test_many_workers_at_once_fail_nowhere_and_leave_nothing(project, outcomes, monkeypatch):
    names = [f"{number:02d}_trivial" for number in range(24)]
    for name in names:
        project.notebook(name, "print(1)", parameters=())
    open_files = getattr(psutil.Process(), "num_fds", int)
    before = open_files()
    with tempfile.TemporaryDirectory() as folder:
        monkeypatch.setattr(tempfile, "tempdir", folder)
        assert outcomes(project.run(jobs=12)) == dict.fromkeys(names, "run")
        assert list(Path(folder).iterdir()) == []
    assert left_behind() == []
    assert open_files() <= before + 1


def test_sockets_lie_in_a_private_folder_with_a_short_path(monkeypatch):
    from analysis.study.kernels import Kernels

    monkeypatch.setattr(tempfile, "tempdir", "/tmp/" + "long" * 30)
    with Kernels() as kernels:
        manager = kernels.manager({})()
        folder = Path(manager.ip).parent
        assert folder.stat().st_mode & 0o777 == 0o700
        assert (manager.transport, len(manager.ip) < 60) == ("ipc", True)
        assert kernels.manager({})().ip != manager.ip
    assert not folder.exists()


def test_workers_and_repetition_do_not_change_a_byte(project, draw):
    project.notebook("01_corpus", draw("01-a.csv"), "print(1)\nprint(2)", "{'甲': years}")
    project.notebook("02_themes", draw("02-a.csv"), "{n for n in '青榆'} - {'青', '榆'}")
    project.notebook(
        "study", "import os\nsorted(os.listdir(os.environ['FAZHI_OUT'] + '/figures'))", depends=["*"]
    )
    (project.root / "语料").mkdir()
    call = {"p": ["years=2021"], "force": True}
    assert project.run(out=project.root / "build/一 号", jobs=1, **call).exit_status == 0
    assert project.run(out=project.root / "build/two", jobs=3, **call).exit_status == 0
    one = project.files("build/一 号")
    assert one == project.files("build/two")
    assert len(one) == 8
    assert "'01-a.csv', '02-a.csv'" in one["notebooks/study.ipynb"].decode("utf-8")
    injected = project.node("01_corpus", "build/two/notebooks")["cells"][2]
    assert (injected["id"], injected["source"]) == ("injected-parameters", "# Parameters\nyears = [2021]\n")


@pytest.mark.parametrize("reaches", ["process", "thread"])
def test_an_interrupt_stops_the_kernels(project, outcomes, tmp_path, monkeypatch, reaches):
    """The system may hand a signal to any thread, the main one asleep."""
    monkeypatch.setenv("MINI_PID", str(tmp_path / "pid"))
    tell = "import os, pathlib, time\n_ = pathlib.Path(os.environ['MINI_PID']).write_text(str(os.getpid()))"
    project.notebook("01_corpus", tell, "time.sleep(60)")
    project.notebook("02_themes", "print(1)", depends=["01_corpus"])
    before = project.files("notebooks")

    def interrupt():
        while not (tmp_path / "pid").is_file():
            time.sleep(0.05)
        time.sleep(0.3)
        if reaches == "process":
            os.kill(os.getpid(), signal.SIGINT)
        else:
            signal.pthread_kill(threading.get_ident(), signal.SIGINT)

    threading.Thread(target=interrupt, daemon=True).start()
    summary = project.run()
    assert outcomes(summary) == {"01_corpus": "interrupted", "02_themes": "interrupted"}
    assert summary.exit_status == 1
    assert project.files("notebooks") == before
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)
    assert left_behind() == []


def test_a_kernel_that_does_not_start_is_tried_once_more(project, monkeypatch, outcomes):
    from jupyter_client.manager import AsyncKernelManager

    start, attempts = AsyncKernelManager.start_kernel, []

    async def once_broken(self, **options):
        attempts.append(self)
        if len(attempts) == 1:
            raise RuntimeError("address in use")
        await start(self, **options)

    monkeypatch.setattr(AsyncKernelManager, "start_kernel", once_broken)
    project.notebook("01_corpus", "print(1)")
    assert outcomes(project.run()) == {"01_corpus": "run"}
    assert len(attempts) == 2


def test_a_kernel_that_never_starts_is_a_failure(project, monkeypatch, outcomes):
    from jupyter_client.manager import AsyncKernelManager

    async def broken(self, **options):
        raise RuntimeError("address in use")

    monkeypatch.setattr(AsyncKernelManager, "start_kernel", broken)
    project.notebook("01_corpus", "print(1)")
    summary = project.run()
    assert outcomes(summary) == {"01_corpus": "failed"}
    assert "01_corpus.ipynb: its kernel did not start: RuntimeError: address in use" in str(summary)


def test_chinese_parameters_are_injected_as_characters(project):
    from analysis.study.execution import prepare

    project.notebook("01_corpus", parameters=("corpus",))
    node = prepare(project.node("01_corpus"), {"corpus": '语料/"青榆"\n', "codes": ["010000"]})
    source = node["cells"][2]["source"]
    assert "语料" in source
    values: dict = {}
    exec(source, values)
    assert (values["corpus"], values["codes"]) == ('语料/"青榆"\n', ["010000"])
