"""The study as HTML, DOCX and PDF.

Combinations covered: both languages; printed and missing captions; with and without references; hostile text in
prose, tables and descriptions.
"""

from __future__ import annotations

import io
import re
import zipfile

import lxml.html
import pdfplumber
import PIL.Image
import pytest

from analysis.errors import RunError
from analysis.study.document import dumps
from analysis.study.publishing import formats
from analysis.study.publishing.article import article
from analysis.study.publishing.publish import RECORD, publish

HOSTILE = '<script>alert("柳渡")</script><img src=x onerror=alert(1)>'
REFERENCES = """@article{invented2001,
  author = {Invented, Ada}, title = {Counting Reports}, journal = {Journal of Made-up Things}, year = {2001}
}
"""


def markdown(text):
    return {"cell_type": "markdown", "id": "m", "metadata": {}, "source": text}


def shows(data, **metadata):
    output = {"output_type": "display_data", "data": data, "metadata": metadata}
    code = {"cell_type": "code", "id": "c", "metadata": {}, "source": "x", "execution_count": 1}
    return code | {"outputs": [output]}


def figure(name, alt):
    return shows({"image/png": ""}, **{"image/png": {"alt": alt, "figure": name}})


def table(*rows):
    head, *body = ["".join(f"<td>{cell}</td>" for cell in row) for row in rows]
    lines = "".join(f"<tr>{row}</tr>" for row in body)
    return shows(
        {
            "text/html": f"<table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>",
            "text/plain": "",
        }
    )


def notebook(*cells):
    return {
        "cells": [markdown("# 柳渡镇报告研究"), *cells],
        "metadata": {},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


@pytest.fixture
def figures(tmp_path):
    folder = tmp_path / "figures"
    folder.mkdir()
    for name in ("01-shares", "02-rates"):
        PIL.Image.new("RGB", (40, 30), "white").save(folder / f"{name}.png")
    return folder


@pytest.fixture
def references(tmp_path):
    path = tmp_path / "references.bib"
    path.write_text(REFERENCES, encoding="utf-8")
    return path


def page(node, figures, language="en", references=None, font=False):
    with pytest.MonkeyPatch.context() as patched:
        if not font:  # cutting it takes half a second
            patched.setattr(formats, "embedded_font", lambda page: "")
        made = formats.html(article(node, figures, language, references), figures, references)
    return lxml.html.fromstring(made.decode("utf-8"))


def captions(root):
    return [one.text_content().strip() for one in root.iter("figcaption", "caption")]


def test_figures_and_tables_are_numbered_in_their_order(figures):
    node = notebook(
        figure("01-shares", "Shares."), table(["place", "n"], ["柳渡", "3"]), figure("02-rates", "Rates.")
    )
    assert captions(page(node, figures)) == ["Figure 1.", "Table 1.", "Figure 2."]
    assert captions(page(node, figures, "zh")) == ["图1", "表1", "图2"]


def test_a_printed_caption_stands_above_a_table_or_below_a_figure(figures):
    node = notebook(
        markdown("Before.\n\n**Table 1.** Reports by place."),
        table(["place", "n"], ["柳渡", "3"]),
        figure("01-shares", "Shares."),
        markdown("**Figure 1.** Shares of themes.\n\nAfter."),
    )
    root = page(node, figures)
    assert captions(root) == ["Table 1. Reports by place.", "Figure 1. Shares of themes."]
    assert [one.text_content() for one in root.iterfind(".//p")] == ["Before.", "After."]


def test_every_picture_has_its_description(figures):
    root = page(notebook(figure("01-shares", "Most room goes to 普法.")), figures)
    assert [image.get("alt") for image in root.iter("img")] == ["Most room goes to 普法."]


def test_language_title_and_headings_in_order(figures):
    node = notebook(markdown("## 一、问题\n\n### （一）范围\n\n文字。\n\n## 二、结果"))
    root = page(node, figures, "zh")
    assert root.get("lang").startswith("zh")
    assert root.findtext(".//title") == "柳渡镇报告研究"
    levels = [int(one.tag[1]) for one in root.iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))


def test_a_page_loads_nothing_from_outside(figures, references):
    node = notebook(figure("01-shares", "Shares."), markdown("$x_1$ and [a page](https://example.org/)"))
    root = page(node, figures, references=references, font=True)
    loaded = [one.get("src") for one in root.iter("img", "script", "iframe", "source")]
    loaded += [one.get("href") for one in root.iter("link")]
    assert loaded and all(address.startswith("data:") for address in loaded)
    styles = " ".join(one.text_content() for one in root.iter("style"))
    assert all(url.startswith("data:") for url in re.findall(r"url\(([^)]*)\)", styles))
    assert "@import" not in styles
    assert not list(root.iter("script"))


def test_hostile_text_stays_text(figures):
    node = notebook(
        markdown(f"{HOSTILE}\n\n<div onclick=alert(1)>x</div>\n\n[press](javascript:alert(1))"),
        table(["place"], [HOSTILE.replace("<", "&lt;")]),
        figure("01-shares", HOSTILE),
    )
    root = page(node, figures)
    assert not list(root.iter("script", "iframe"))
    assert not [
        one for one in root.iter() if isinstance(one.tag, str) for key in one.attrib if key[:2] == "on"
    ]
    assert not [one for one in root.iter("a") if "javascript" in one.get("href", "")]
    assert root.text_content().count('alert("柳渡")') == 2
    assert [image.get("alt") for image in root.iter("img")] == [HOSTILE]


def test_unknown_cells_show_a_dash_and_the_count_of_rows_is_left_out(figures):
    root = page(
        notebook(table(["", "place", "signed"], ["0", "柳渡", "&lt;NA&gt;"], ["1", "泠川", "2"])), figures
    )
    assert [[cell.text_content() for cell in row.iter("th", "td")] for row in root.iter("tr")] == [
        ["place", "signed"],
        ["柳渡", "–"],
        ["泠川", "2"],
    ]


def test_references_close_the_text(figures, references):
    text = page(notebook(markdown("## End")), figures, references=references).text_content()
    assert text.index("End") < text.index("Counting Reports")


def contrast(colour):
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


def test_text_stands_out_from_the_white_page():
    style = formats.STYLE.read_text(encoding="utf-8")
    colours = re.findall(r"[ {]color: (#[0-9a-f]{6})", style)
    assert "background: #ffffff" in style
    assert len(colours) >= 4 and min(map(contrast, colours)) >= 4.5


def test_chinese_text_can_be_taken_out_of_the_pdf(figures):
    node = notebook(
        markdown("全镇**法治**宣传，占比 $\\frac{|A \\cap B|}{|A \\cup B|}$。"),
        figure("01-shares", "Shares."),
    )
    with pdfplumber.open(io.BytesIO(formats.pdf(article(node, figures, "zh"), figures, None))) as made:
        text = "".join(one.extract_text() for one in made.pages)
        fonts = {char["fontname"] for one in made.pages for char in one.chars if "一" <= char["text"] <= "鿿"}
    assert "全镇法治宣传" in text and "柳渡镇报告研究" in text and "图1" in text
    assert all("NotoSerifCJK" in name for name in fonts)


def test_a_word_document_holds_descriptions_captions_and_formulas(figures):
    node = notebook(markdown("$x_1$"), figure("01-shares", "Most room goes to 普法."))
    with zipfile.ZipFile(io.BytesIO(formats.docx(article(node, figures, "en"), figures, None))) as made:
        body = made.read("word/document.xml").decode("utf-8")
    assert 'descr="Most room goes to 普法."' in body
    assert "Figure 1." in re.sub("<[^>]+>", "", body)
    assert "<m:oMath>" in body


@pytest.mark.parametrize("ending", ["html", "docx", "pdf"])
def test_the_same_article_makes_the_same_bytes(ending, figures):
    node = notebook(markdown("文字。"), figure("01-shares", "Shares."))
    write = getattr(formats, ending)
    assert write(article(node, figures, "zh"), figures, None) == write(
        article(node, figures, "zh"), figures, None
    )


def test_a_figure_that_is_not_there_and_a_notebook_that_was_not_run_are_said(figures):
    with pytest.raises(RunError, match="no figure '09-none'"):
        article(notebook(figure("09-none", "None.")), figures, "en")
    with pytest.raises(RunError, match="fazhi run study"):
        article({"cells": []}, figures, "en")


def test_files_are_made_again_only_when_what_they_show_changed(figures, tmp_path, monkeypatch):
    source, out = tmp_path / "study.ipynb", tmp_path / "out"
    source.write_bytes(dumps(notebook(markdown("One."))))
    files = publish(source, figures, out, "en", None)
    assert [file.name for file in files] == ["study.html", "study.docx", "study.pdf"]
    before = {file: file.read_bytes() for file in files}
    with monkeypatch.context() as patched:
        patched.setattr(formats, "html", lambda *_: pytest.fail("nothing changed"))
        assert publish(source, figures, out, "en", None) == []
    source.write_bytes(dumps(notebook(markdown("Two."))))
    publish(source, figures, out, "en", None)
    assert all(file.read_bytes() != before[file] for file in files)
    files[1].unlink()
    publish(source, figures, out, "en", None)
    assert files[1].is_file() and (out / RECORD).is_file()


def test_a_failure_leaves_the_last_good_files(figures, tmp_path, monkeypatch):
    source, out = tmp_path / "study.ipynb", tmp_path / "out"
    source.write_bytes(dumps(notebook(markdown("One."))))
    files = publish(source, figures, out, "en", None)
    before = [file.read_bytes() for file in files]

    def fail(*_):
        raise RunError("broken")

    source.write_bytes(dumps(notebook(markdown("Two."))))
    monkeypatch.setattr(formats, "pdf", fail)
    with pytest.raises(RunError, match="broken"):
        publish(source, figures, out, "en", None)
    assert [file.read_bytes() for file in files] == before
