"""The explorer: the same three views with and without widgets; what a report says stays text."""

from __future__ import annotations

import pytest
from miniature import COUNTY, write_corpus

from analysis.corpus import Corpus
from analysis.explorer import Explorer, has_widgets

HOSTILE = '<script>alert("x")</script><img src=x onerror=alert(1)>'


@pytest.fixture(scope="module")
def explorer(tmp_path_factory):
    text = COUNTY.replace("加强行政执法监督。", f"加强行政执法监督{HOSTILE}。")
    folder = write_corpus(tmp_path_factory.mktemp("hostile") / "corpus", {"2022-lingchuan": text})
    return Explorer(Corpus.open(folder), "sentences", "zh")


def test_markup_in_a_report_stays_text_in_every_view(explorer):
    lines = explorer.lines("T06", window=60)
    last = lines.iloc[-1]
    passage = explorer.passage_html(last["report_id"], int(last["start"]), int(last["end"]))
    for html in (explorer.lines_html(lines), passage, explorer.page("T06").data):
        assert "<script" not in html and "<img" not in html
    assert "&lt;script&gt;" in passage


def test_the_passage_is_the_one_the_offsets_open(explorer):
    first = explorer.lines("T06").iloc[0]
    html = explorer.passage_html(first["report_id"], int(first["start"]), int(first["end"]))
    assert f"<mark>{first['match']}</mark>" in html


def test_frequencies_are_those_of_the_measure_and_an_empty_choice_is_no_error(explorer):
    (rate,) = explorer.frequency("T06")["rate"]
    assert 0 < rate < 1
    assert explorer.frequency("T06", years=[1999]).empty
    assert "没有该主题" in explorer.page("T06", years=[1999]).data


def test_widgets_follow_the_choice_and_a_click_opens_the_passage(explorer):
    theme, _, rates, lines, passage = explorer.panel("T06").children
    assert "<mark>" in passage.value
    before = rates.value
    theme.value = "T03"
    assert rates.value != before
    lines.index = len(lines.options) - 1
    _, start, end = lines.value
    assert f"{start}–{end}" in passage.value
    assert "<script" not in passage.value


def test_widgets_are_for_notebook_sessions_only(monkeypatch):
    for name in ("FAZHI_WIDGETS", "JPY_SESSION_NAME", "FAZHI_OUT"):
        monkeypatch.delenv(name, raising=False)
    assert not has_widgets()
    monkeypatch.setenv("JPY_SESSION_NAME", "notebooks/explorer.ipynb")
    assert has_widgets()
    monkeypatch.setenv("FAZHI_OUT", "build/x")
    assert not has_widgets()
