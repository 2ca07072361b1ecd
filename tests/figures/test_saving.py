"""Figures: same bytes every time, a digest that sees every change, a missing glyph is an error."""

from __future__ import annotations

import pandas as pd
import pypdfium2
import pytest

from analysis.errors import CallError
from analysis.figures import saving
from analysis.figures.look import FigureError, look, new_figure

DATA = pd.DataFrame({"theme": ["T06", "T11"], "rate": [0.125, 1 / 3]})


def draw(values=(1.0, 2.0), title="行政执法 enforcement −1"):
    with look():
        figure = new_figure(3, 2)
        axes = figure.subplots()
        axes.plot([0, 1], values, "o")
        axes.barh([0, 1], [1, 2])
        axes.hlines([0.5], 0, values[0])
        axes.set_title(title)
    return figure


def test_a_figure_is_saved_in_three_formats_with_its_data(tmp_path):
    saving.save(draw(), "02-example", DATA, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {
        f"02-example.{end}" for end in ("svg", "png", "pdf", "csv")
    }
    assert (tmp_path / "02-example.csv").read_text() == "theme,rate\nT06,0.125\nT11,0.333333\n"


def test_the_same_figure_gives_the_same_bytes(tmp_path):
    for folder in ("a", "b"):
        saving.save(draw(), "02-example", DATA, tmp_path / folder)
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes(), path.name


def test_chinese_can_be_read_back_from_the_pdf(tmp_path):
    saving.save(draw(), "02-example", DATA, tmp_path)
    document = pypdfium2.PdfDocument(tmp_path / "02-example.pdf")
    page = document[0]
    text_page = page.get_textpage()
    assert "行政执法" in text_page.get_text_range()
    for part in (text_page, page, document):
        part.close()


def test_the_data_of_a_figure_hold_no_formula_and_read_back_as_they_were(tmp_path, monkeypatch):
    monkeypatch.setenv("FAZHI_OUT", str(tmp_path))
    said = pd.DataFrame({"passage": ["=HYPERLINK(1)", "-甲", "乙"], "change": [-0.5, 1.0, 2.0]})
    saving.keep(said, "02-said")
    lines = (tmp_path / "figures" / "02-said.csv").read_text(encoding="utf-8").splitlines()
    assert lines[1:] == ["'=HYPERLINK(1),-0.5", "'-甲,1", "乙,2"]
    assert saving.load_data("02-said")["passage"].tolist() == said["passage"].tolist()


def test_the_digest_sees_data_points_bars_lines_and_words():
    reference = saving.digest(draw(), DATA)
    assert saving.digest(draw(), DATA) == reference
    assert saving.digest(draw(values=(1.0, 2.001)), DATA) != reference
    assert saving.digest(draw(values=(1.1, 2.0)), DATA) != reference
    assert saving.digest(draw(title="行政执法"), DATA) != reference
    assert saving.digest(draw(), DATA.assign(rate=[0.125, 0.334])) != reference


def test_a_glyph_the_font_lacks_is_an_error_that_names_it(tmp_path):
    with pytest.raises(FigureError, match="CUNEIFORM"):
        saving.save(draw(title="\U00012345"), "02-example", DATA, tmp_path)
    assert not list(tmp_path.iterdir())


def test_alt_text_and_name_are_required(tmp_path):
    with pytest.raises(CallError, match="alt text is empty"):
        saving.show(draw(), "02-example", DATA, alt=" ")
    with pytest.raises(CallError, match="figure name"):
        saving.save(draw(), "Theme Rates", DATA, tmp_path)


def test_show_writes_outside_the_committed_figures_and_prints_the_digest(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("FAZHI_OUT", str(tmp_path))
    saving.show(draw(), "02-example", DATA, alt="two dots")
    assert (tmp_path / "figures" / "02-example.png").is_file()
    assert capsys.readouterr().out.endswith(f"02-example: data {saving.digest(draw(), DATA)}\n")
    assert saving.load_data("02-example")["theme"].tolist() == ["T06", "T11"]
    with pytest.raises(CallError, match="run notebook 03 first"):
        saving.load_data("03-example")
