"""The notebooks in JupyterLab: opened in a browser, all cells run, as a reader would."""

from __future__ import annotations

import time

import pytest

from analysis.paths import NOTEBOOKS
from analysis.study.document import code_cells, read_notebook

OPENED = """
const panel = window.jupyterapp?.shell.currentWidget;
return Boolean(panel?.content?.model?.cells?.length && panel.sessionContext?.session?.kernel?.status === 'idle');
"""
RUN_ALL = """
const done = arguments[arguments.length - 1];
window.jupyterapp.commands.execute('notebook:run-all-cells').then(() => done('run'), error => done(String(error)));
"""
CELLS = "return window.jupyterapp.shell.currentWidget.content.model.toJSON().cells;"
CLOSE = """
const done = arguments[arguments.length - 1];
const app = window.jupyterapp;
app.shell.currentWidget.sessionContext.shutdown().then(() => {
  app.shell.currentWidget.context.model.dirty = false;
  app.shell.currentWidget.close();
  done('closed');
});
"""


def wait_for(browser, script, seconds=120):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if browser.execute_script(script):
            return
        time.sleep(0.2)
    pytest.fail(f"the page did not come to {script.strip()!r}")


def images(cells):
    """Return how many pictures cells show."""
    return sum("image/png" in output.get("data", {}) for cell in cells for output in cell.get("outputs", ()))


@pytest.mark.parametrize("name", sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb")))
def test_a_notebook_runs_from_top_to_bottom(browser, lab, name):
    committed = read_notebook(NOTEBOOKS / f"{name}.ipynb")
    browser.get(f"{lab}lab/tree/{name}.ipynb?reset")
    wait_for(browser, OPENED)
    assert browser.execute_async_script(RUN_ALL) == "run"
    cells = [cell for cell in browser.execute_script(CELLS) if cell["cell_type"] == "code"]
    shown = [output for cell in cells for output in cell["outputs"]]
    assert [one for one in shown if one["output_type"] == "error" or one.get("name") == "stderr"] == []
    assert [cell["execution_count"] for cell in cells] == list(range(1, len(code_cells(committed)) + 1))
    assert images(cells) == images(committed["cells"])
    if images(cells):
        wait_for(
            browser,
            "return [...document.querySelectorAll('.jp-OutputArea img')].some(one => one.naturalWidth > 100)",
        )
    browser.execute_async_script(CLOSE)


CHOOSE = """
const [box, value] = arguments;
const select = document.querySelectorAll('.jp-OutputArea select')[box];
const named = [...select.options].findIndex(one => one.textContent.includes(value));
select.selectedIndex = typeof value === 'number' ? value : named;
select.dispatchEvent(new Event('change', {bubbles: true}));
return select.selectedIndex;
"""
SEEN = """
const area = [...document.querySelectorAll('.jp-OutputArea')].find(one => one.querySelector('.widget-select'));
return {
  text: area.innerText,
  marks: [...area.querySelectorAll('blockquote mark')].map(one => one.textContent),
  lines: [...[...area.querySelectorAll('.widget-select select')].pop().options].map(one => one.textContent),
};
"""


def test_the_explorer_follows_what_is_chosen(browser, lab):
    browser.get(f"{lab}lab/tree/explorer.ipynb?reset")
    wait_for(browser, OPENED)
    assert browser.execute_async_script(RUN_ALL) == "run"
    wait_for(browser, "return document.querySelectorAll('.jp-OutputArea blockquote mark').length > 0")
    before = browser.execute_script(SEEN)
    assert len(before["lines"]) > 1 and len(before["marks"]) == 1
    assert browser.execute_script(CHOOSE, 0, "T06") > 0
    after = changed(browser, before)
    assert after["lines"] != before["lines"] and len(after["marks"]) == 1
    last = len(after["lines"]) - 1
    assert browser.execute_script(CHOOSE, 3, last) == last
    opened = changed(browser, after)
    assert opened["text"] != after["text"] and opened["lines"] == after["lines"]
    browser.execute_async_script(CLOSE)


def changed(browser, before, seconds=60):
    """Return what the explorer shows once it shows something else."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        seen = browser.execute_script(SEEN)
        if seen != before:
            time.sleep(1)  # the views follow one after another
            return browser.execute_script(SEEN)
        time.sleep(0.2)
    pytest.fail("the explorer did not follow")
