"""The gate bites: what nbval must see, and what only the study's own check sees.

One miniature notebook is executed, copied and changed in one way for each copy; nbval then validates all of them
in one call, with the project's own pytest settings.
"""

from __future__ import annotations

import copy
import re
import subprocess
import sys

import pytest

from analysis.paths import ROOT
from analysis.study.canonical import check_committed
from analysis.study.document import dumps, read_notebook

CELLS = [
    "import hashlib\nseries = [1.0, 2.5, 4.0]",
    "digest = hashlib.sha256(repr(series).encode()).hexdigest()[:16]\nprint(f'05-rates: data {digest}')",
    "from IPython.display import Image, display\n"
    "display(Image(bytes([137, 80, 78, 71, 13, 10, 26, 10]) + bytes(map(int, series)), format='png'))",
    "{'T01': series[0], 'T02': series[1]}",
]


def _another_series(cells):
    cells[1]["source"] = cells[1]["source"].replace("2.5", "2.6")


def _another_value(cells):
    data = cells[4]["outputs"][0]["data"]
    data.update({mime: text.replace("2.5", "2.7") for mime, text in data.items()})


def _no_outputs(cells):
    for cell in cells[1:]:
        cell["outputs"] = []


def _never_run(cells):
    for cell in cells[1:]:
        cell.update(outputs=[], execution_count=None)


def _out_of_order(cells):
    cells[3], cells[4] = cells[4], cells[3]


def _noise(cells):
    cells[3]["source"] = "import sys\nprint('careful', file=sys.stderr)\n" + cells[3]["source"]


def _kept_noise(cells):
    _noise(cells)
    cells[3]["outputs"].insert(0, {"output_type": "stream", "name": "stderr", "text": "careful\n"})


def _another_picture(cells):
    cells[3]["outputs"][0]["data"]["image/png"] = "aGk=\n"


# Changes that touch different cells share a copy, for each costs a kernel.
CHANGES = {
    "clean": (),
    "code": (_another_series, _noise),
    "value": (_another_value,),
    "stripped": (_no_outputs,),
    "unrun": (_never_run,),
    "unseen": (_another_picture, _kept_noise, _out_of_order),
}


@pytest.fixture(scope="module")
def gate(new_project, tmp_path_factory):
    """Return for every change what nbval says (passed or failed cells) and what the study's check says."""
    project = new_project(tmp_path_factory.mktemp("gate") / "gate")
    project.notebook("05_rates", *CELLS, parameters=())
    assert project.run().exit_status == 0
    executed = read_notebook(project.root / "notebooks/05_rates.ipynb")
    folder = project.root / "changed"
    folder.mkdir()
    lint = {}
    for name, changes in CHANGES.items():
        node = copy.deepcopy(executed)
        for change in changes:
            change(node["cells"])
        (folder / f"{name}.ipynb").write_bytes(dumps(node))
        lint[name] = check_committed(node)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--nbval",
        "--nbval-current-env",
        "-rA",
        "-c",
        ROOT / "pyproject.toml",
    ]
    done = subprocess.run(
        [*command, f"--rootdir={folder}", folder], capture_output=True, text=True, cwd=folder
    )
    verdicts = re.findall(r"^(PASSED|FAILED) \S*?(\w+)\.ipynb::Cell (\d)", done.stdout, re.MULTILINE)
    failed = {
        name: {int(cell) for verdict, file, cell in verdicts if (verdict, file) == ("FAILED", name)}
        for name in CHANGES
    }
    assert len(verdicts) == len(CHANGES) * len(CELLS), done.stdout + done.stderr
    return failed, lint, done


def test_a_clean_notebook_passes_and_is_quiet(gate):
    failed, lint, done = gate
    assert failed["clean"] == set()
    assert lint["clean"] == []
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("name", "cells"),
    [("code", {1, 2, 3}), ("value", {3}), ("stripped", {1, 2, 3})],
    ids=["another series, a line on stderr", "another value", "outputs removed"],
)
def test_nbval_sees_what_changed(gate, name, cells):
    assert gate[0][name] == cells


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("unrun", "In [1] has execution count None"),
        ("unseen", "In [3] has execution count 4"),
        ("unseen", "In [4] writes to stderr"),
    ],
)
def test_the_studys_check_sees_what_nbval_does_not(gate, name, fault):
    failed, lint, _ = gate
    assert failed[name] == set()
    assert any(fault in one for one in lint[name]), lint[name]


def test_neither_looks_at_pictures_hence_the_digest_line(gate):
    _, lint, _ = gate
    assert not any("picture" in one or "image" in one for one in lint["unseen"])
