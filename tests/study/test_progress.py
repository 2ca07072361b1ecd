"""What a run says while it works."""

from __future__ import annotations

import io

from analysis.study.progress import Progress
from analysis.study.summary import NotebookResult, RunSummary


class Terminal(io.StringIO):
    def isatty(self):
        return True


def say(stream):
    progress = Progress(3, stream)
    progress.started("01_corpus")
    for done in range(3):
        progress.cell("01_corpus", done, 3)
    progress.cell("01_corpus", 3, 3)
    progress.line("01_corpus: run in 1.0 s")
    progress.close()
    progress.line("after")
    return stream.getvalue()


def test_a_log_gets_one_line_a_step():
    assert say(io.StringIO()) == "01_corpus: started\n01_corpus: run in 1.0 s\nafter\n"


def test_a_terminal_gets_a_bar_with_notebook_and_cell(monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")
    text = say(Terminal())
    assert "01_corpus, cell 2 of 3" in text
    assert "3/3 cells" in text
    assert "started" not in text
    assert text.endswith("after\n")


def test_nothing_to_do_needs_no_bar():
    stream = Terminal()
    Progress(0, stream).line("01_corpus: up to date")
    assert stream.getvalue() == "01_corpus: up to date\n"


def test_the_summary_is_for_people_and_for_the_shell():
    ran = NotebookResult("01_corpus", "run", 1.25, ("code cells changed",))
    failed = NotebookResult(
        "02_themes", "failed", 0.5, (), "notebooks/02_themes.ipynb, cell 2: ValueError: x"
    )
    good = RunSummary(".", (ran,), explain=True)
    bad = RunSummary("build/x", (ran, failed), ("a remark",))
    assert (good.exit_status, bad.exit_status, RunSummary(".", ()).exit_status) == (0, 1, 0)
    assert str(good).splitlines() == [
        "01_corpus: run, because",
        "    code cells changed",
        "1 run; results in notebooks/ and figures/",
    ]
    assert str(bad).splitlines() == [
        "02_themes: failed: notebooks/02_themes.ipynb, cell 2: ValueError: x",
        "a remark",
        "1 run, 1 failed; results in build/x",
    ]


def test_the_summary_does_not_repeat_what_the_progress_said():
    ran = NotebookResult("01_corpus", "run", 1.25)
    failed = NotebookResult("02_themes", "failed", 0.5, (), "notebooks/02_themes.ipynb: ValueError: x")
    waits = NotebookResult("study", "skipped", message="it depends on 02_themes")
    said = [f"{result.name}: {result.progress}" for result in (ran, failed, waits)]
    assert said == ["01_corpus: run in 1.2 s", "02_themes: failed after 0.5 s", "study: skipped"]
    assert not set(said) & set(str(RunSummary(".", (ran, failed, waits))).splitlines())
