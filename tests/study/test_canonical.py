"""Canonical notebooks: what is dropped, what is kept, what is refused, and the bytes."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import nbformat
import pytest

from analysis.errors import RunError
from analysis.study.canonical import canonicalise, check_committed
from analysis.study.document import (
    dumps,
    outputs_digest,
    parse_notebook,
    prose_digest,
    read_notebook,
    with_outputs,
)

PRIVATE = (Path("/srv/研究 甲"), Path("/home/someone"))


def code(source, *outputs, count=1, **metadata):
    return {
        "cell_type": "code",
        "id": f"id{count}",
        "source": source,
        "execution_count": count,
        "metadata": metadata,
        "outputs": list(outputs),
    }


def stream(text, name="stdout"):
    return {"output_type": "stream", "name": name, "text": text}


def result(text, count=1, **data):
    return {
        "output_type": "execute_result",
        "execution_count": count,
        "metadata": {},
        "data": {"text/plain": text} | data,
    }


@pytest.fixture
def executed():
    """A notebook as papermill leaves it."""
    return {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {
            "title": "甲",
            "fazhi": {"depends": []},
            "kernelspec": {"display_name": "my env", "language": "python", "name": "mine"},
            "language_info": {"name": "python", "version": "3.11.9"},
            "papermill": {"duration": 1.5},
            "widgets": {"state": {}},
        },
        "cells": [
            {"cell_type": "markdown", "id": "m", "metadata": {"tags": []}, "source": "# 问\n\n答"},
            code(
                "x = 1",
                count=3,
                papermill={"duration": 1},
                execution={"iopub.execute_input": "2024"},
                tags=[],
            ),
            code("", count=None),
            code("# Parameters\nyears = [2021]\n", count=4, tags=["injected-parameters"]),
            code("x", stream("a\n"), stream("b\n"), stream("!", "stderr"), result("1", count=9), count=5),
        ],
    }


def test_what_changes_from_run_to_run_is_dropped(executed):
    node = canonicalise(executed, PRIVATE)
    assert node["metadata"].keys() == {"title", "fazhi", "kernelspec", "language_info"}
    assert node["metadata"]["kernelspec"]["name"] == "python3"
    assert "version" not in node["metadata"]["language_info"]
    assert [cell["metadata"] for cell in node["cells"]] == [{}, {}, {"tags": ["injected-parameters"]}, {}]
    assert node["cells"][2]["id"] == "injected-parameters"


def test_cells_are_counted_from_one_and_streams_joined(executed):
    node = canonicalise(executed, PRIVATE)
    assert [cell.get("execution_count") for cell in node["cells"]] == [None, 1, 2, 3]
    assert node["cells"][3]["outputs"] == [stream("a\nb\n"), stream("!", "stderr"), result("1", count=3)]


def test_a_cell_that_was_not_run_stays_uncounted(executed):
    executed["cells"][3]["execution_count"] = None
    assert [cell.get("execution_count") for cell in canonicalise(executed, PRIVATE)["cells"]] == [
        None,
        1,
        None,
        2,
    ]


def test_the_argument_is_not_changed_and_twice_is_once(executed):
    before = copy.deepcopy(executed)
    node = canonicalise(executed, PRIVATE)
    assert executed == before
    assert dumps(canonicalise(node, PRIVATE)) == dumps(node)


def test_bytes_are_those_of_nbformat(executed):
    executed["cells"][4]["outputs"].append(
        {
            "output_type": "display_data",
            "metadata": {"image/png": {"alt": "图"}},
            "data": {
                "image/png": "aGk=\n",
                "image/svg+xml": "<svg>\n</svg>",
                "text/html": "<b>\n</b>\n",
                "application/json": {"a": ["x\ny"]},
            },
        }
    )
    executed["cells"][0]["attachments"] = {"a.png": {"image/png": "aGk="}, "b.txt": {"text/plain": "a\nb"}}
    data = dumps(canonicalise(executed, PRIVATE))
    node = nbformat.reads(data.decode("utf-8"), as_version=4)
    nbformat.validate(node)
    assert nbformat.writes(node).encode("utf-8") + b"\n" == data
    assert "# 问\n" in json.loads(data)["cells"][0]["source"]
    assert dumps(parse_notebook(data)) == data


def test_a_notebook_without_cell_ids_gets_the_same_ones_every_time(executed, tmp_path):
    executed["nbformat_minor"] = 4
    for cell in executed["cells"]:
        del cell["id"]
    path = tmp_path / "old.ipynb"
    path.write_text(json.dumps(executed), encoding="utf-8")
    node = canonicalise(read_notebook(path), PRIVATE)
    assert [cell["id"] for cell in node["cells"]] == ["cell-1", "cell-2", "injected-parameters", "cell-5"]


@pytest.mark.parametrize(
    "output",
    [
        stream("saved /srv/研究 甲/figures/a.svg"),
        stream("file:///home/someone/x"),
        result("x", **{"text/html": '<a href="/home/someone/x">'}),
        result("x", **{"application/json": {"path": "/home/someone"}}),
        {
            "output_type": "display_data",
            "data": {"image/png": "aGk="},
            "metadata": {"image/png": {"alt": "from /home/someone/x.csv"}},
        },
    ],
)
def test_a_path_of_this_machine_is_refused(executed, output):
    executed["cells"][1]["outputs"] = [output]
    with pytest.raises(RunError, match=r"cell 2 \(In \[1\]\) shows the absolute path"):
        canonicalise(executed, PRIVATE)


@pytest.mark.parametrize(
    "text", ["figures/a.svg", "https://www.gov.cn/home/someone/x", "/home/someone-else/", "/srv/研究 甲乙"]
)
def test_other_paths_are_not(executed, text):
    executed["cells"][1]["outputs"] = [stream(text)]
    assert text in dumps(canonicalise(executed, PRIVATE)).decode("utf-8")


def test_digests_tell_prose_from_outputs(executed):
    node = canonicalise(executed, PRIVATE)
    prose, output = copy.deepcopy(node), copy.deepcopy(node)
    prose["cells"][0]["source"] = "# 答"
    output["cells"][3]["outputs"] = [stream("c")]
    assert outputs_digest(prose) == outputs_digest(node) != outputs_digest(output)
    assert prose_digest(prose) != prose_digest(node) == prose_digest(output)


def test_outputs_move_to_equal_code_cells(executed):
    node = canonicalise(executed, PRIVATE)
    source = copy.deepcopy(node)
    source["cells"].insert(1, {"cell_type": "markdown", "id": "new", "metadata": {}, "source": "new"})
    for cell in source["cells"]:
        if cell["cell_type"] == "code":
            cell.update(execution_count=None, outputs=[])
    merged = with_outputs(source, node)
    assert outputs_digest(merged) == outputs_digest(node)
    assert merged["cells"][1]["source"] == "new"


@pytest.fixture
def committed():
    return {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {},
        "cells": [code("1 + 1", result("2"), count=1), code("print(3)", stream("3\n"), count=2)],
    }


def test_a_clean_notebook_has_no_fault(committed):
    assert check_committed(committed) == []


def _set(cell, key, value):
    return lambda node: node["cells"][cell].__setitem__(key, value)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (_set(0, "execution_count", None), "In [1] has execution count None"),
        (lambda node: node["cells"].reverse(), "In [1] has execution count 2"),
        (_set(1, "execution_count", 3), "In [2] has execution count 3"),
        (_set(1, "source", " \n"), "In [2] is empty"),
        (_set(1, "outputs", [stream("warn", "stderr")]), "In [2] writes to stderr: 'warn'"),
        (_set(1, "outputs", [result("<Styler at 0x7f1bde>", count=2)]), "'at 0x7f1bde'"),
        (_set(1, "outputs", [stream("/home/li/x.csv")]), "'/home/'"),
        (_set(1, "outputs", [stream("C:\\Users\\li")]), "'C:\\\\U'"),
        (_set(1, "outputs", [stream(str(Path.home().resolve() / "x"))]), "shows"),
        (
            _set(
                1, "outputs", [{"output_type": "error", "ename": "ValueError", "evalue": "", "traceback": []}]
            ),
            "In [2] ends with ValueError",
        ),
        (_set(1, "metadata", {"tags": ["injected-parameters"]}), "In [2] holds injected parameters"),
    ],
)
def test_each_fault_is_seen(committed, change, fault):
    change(committed)
    faults = check_committed(committed)
    assert any(fault in one for one in faults), faults


def test_web_addresses_and_tags_are_no_paths(committed):
    committed["cells"][1]["outputs"] = [result("https://x.gov.cn/home/a </tmp/>", count=2)]
    assert check_committed(committed) == []
