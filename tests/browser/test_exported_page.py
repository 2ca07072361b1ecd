"""The exported study in a browser without network: pictures load, links lead somewhere, hostile text stays text."""

from __future__ import annotations

import PIL.Image
import pytest

from analysis.paths import NOTEBOOKS
from analysis.study.document import dumps, read_notebook
from analysis.study.publishing.publish import publish

HOSTILE = '<script>window.struck = 1</script><img src=x onerror="window.struck = 1">'
FACTS = """
const images = [...document.images];
const anchors = [...document.querySelectorAll('a[href^="#"]')];
return {
  loaded: images.every(one => one.complete && one.naturalWidth > 0),
  described: images.every(one => one.alt.trim().length > 0),
  images: images.length,
  lost: anchors.filter(one => !document.getElementById(decodeURIComponent(one.hash.slice(1)))).length,
  anchors: anchors.length,
  language: document.documentElement.lang,
  headings: [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(one => Number(one.tagName[1])),
  struck: window.struck === undefined ? 0 : 1,
  text: document.body.innerText,
  wide: document.documentElement.scrollWidth > window.innerWidth,
};
"""


@pytest.fixture
def offline(browser):
    conditions = {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
    browser.execute_cdp_cmd("Network.enable", {})
    browser.execute_cdp_cmd("Network.emulateNetworkConditions", conditions)
    yield browser
    browser.execute_cdp_cmd("Network.emulateNetworkConditions", conditions | {"offline": False})


@pytest.fixture
def exported(tmp_path):
    """Return an exported page of an invented study whose text, table and figure carry hostile strings."""
    figures = tmp_path / "figures"
    figures.mkdir()
    PIL.Image.new("RGB", (400, 300), "white").save(figures / "01-shares.png")
    quoted = HOSTILE.replace("<", "&lt;")
    outputs = [
        {"data": {"text/markdown": f"## 一、发现\n\n> {HOSTILE}"}, "metadata": {}},
        {"data": {"text/html": f"<table><tr><td>{quoted}</td></tr></table>"}, "metadata": {}},
        {"data": {"image/png": ""}, "metadata": {"image/png": {"alt": HOSTILE, "figure": "01-shares"}}},
    ]
    cells = [
        {"cell_type": "markdown", "id": "a", "metadata": {}, "source": "# 柳渡镇报告研究"},
        {"cell_type": "code", "id": "b", "metadata": {}, "source": "x", "execution_count": 1,
         "outputs": [{"output_type": "display_data", **one} for one in outputs]},
    ]  # fmt: skip
    source = tmp_path / "study.ipynb"
    source.write_bytes(dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
    return publish(source, figures, tmp_path, "zh", None)[0]


def test_a_page_opens_offline_and_hostile_text_stays_text(offline, exported):
    offline.get(exported.as_uri())
    facts = offline.execute_script(FACTS)
    assert facts["loaded"] and facts["described"] and facts["images"] == 1
    assert facts["anchors"] == 1 and facts["lost"] == 0
    assert facts["language"].startswith("zh")
    assert facts["headings"] == [1, 2]
    assert facts["struck"] == 0
    assert facts["text"].count("<script>window.struck = 1</script>") == 2
    assert not facts["wide"]
    assert [entry for entry in offline.get_log("browser") if entry["level"] == "SEVERE"] == []


def test_the_committed_study_opens_offline(offline, tmp_path):
    page = publish(NOTEBOOKS / "study.ipynb", NOTEBOOKS.parent / "figures", tmp_path, "en", None)[0]
    offline.get(page.as_uri())
    facts = offline.execute_script(FACTS)
    committed = read_notebook(NOTEBOOKS / "study.ipynb")
    shown = sum(
        "image/png" in one.get("data", {}) for cell in committed["cells"] for one in cell.get("outputs", ())
    )
    assert facts["loaded"] and facts["described"] and facts["images"] == shown > 0
    assert facts["lost"] == 0 < facts["anchors"]
    assert all(
        after - before <= 1 for before, after in zip(facts["headings"], facts["headings"][1:], strict=False)
    )
