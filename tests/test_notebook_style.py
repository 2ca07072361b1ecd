"""The notebooks as reading matter: a question as title, short cells, no functions, limits at the end."""

from __future__ import annotations

import ast
import re
import statistics

import nbformat
import pytest

from analysis.paths import NOTEBOOKS
from analysis.study.parameters import PARAMETERS, read_parameters
from analysis.study.prose import PLACE, read_blocks

PATHS = sorted(NOTEBOOKS.glob("*.ipynb"))
names = pytest.mark.parametrize("path", PATHS, ids=[path.stem for path in PATHS])


def code_of(notebook):
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]


def test_the_notebooks_of_the_study_are_there():
    numbered = {
        "01_corpus",
        "02_themes",
        "03_years",
        "04_words",
        "05_reuse",
        "06_quantities",
        "07_commitments",
    }
    assert numbered | {"explorer", "study"} == {path.stem for path in PATHS}


@names
def test_cells_are_few_and_short(path):
    notebook = nbformat.read(path, as_version=4)
    lines = [len(source.splitlines()) for source in code_of(notebook) if ": str = " not in source]
    assert len(lines) <= 25
    assert statistics.median(lines) <= 3
    assert max(lines) <= 15


@names
def test_no_notebook_defines_a_function(path):
    for source in code_of(nbformat.read(path, as_version=4)):
        for node in ast.walk(ast.parse(source)):
            assert not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda)


@names
def test_every_notebook_takes_every_parameter(path):
    lines, _ = read_parameters(nbformat.read(path, as_version=4))
    assert {line.name for line in lines} == set(PARAMETERS)


@pytest.mark.parametrize("path", [p for p in PATHS if p.stem != "study"], ids=lambda path: path.stem)
def test_title_is_a_question_and_the_limits_come_last(path):
    prose = [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "markdown"]
    assert prose[0].startswith("# ")
    assert prose[0].splitlines()[0].endswith("?")
    assert prose[-1].startswith("## What this does not show")


@names
def test_every_figure_has_alternative_text(path):
    for cell in nbformat.read(path, as_version=4).cells:
        for output in cell.get("outputs", []):
            if "image/png" in output.get("data", {}):
                assert len(output.metadata["image/png"]["alt"]) > 20


def test_both_languages_of_the_study_have_the_same_blocks_and_values():
    english, chinese = read_blocks("en"), read_blocks("zh")
    assert list(english) == list(chinese)
    for name in english:
        assert set(PLACE.findall(english[name])) == set(PLACE.findall(chinese[name])), name


# Digits that are no result: what may stand in a text by hand, and why.
NOT_RESULTS = (
    r"\[\[[^\]]*\]\]",  # places for values, pointers to figures and tables
    r"`[^`]*`",  # code
    r"\$\$[\s\S]*?\$\$|\$[^$\n]*\$",  # formulas
    r"(?m)^#+ .*$",  # numbers of sections
    r"(?:19|20)\d\d",  # years of outlines, regulations and works cited
    r"〔\d{4}〕\d+号",  # numbers of official documents
    r"1 (?:March|April)|chapter 4",  # the dates reports are due, and where the regulation says so
    r"95 ?%",  # the level of intervals
    r"1,000 Han|20,000",  # what a rate is per; the most resamples that are enumerated
    r"\((?:[1-5])\)",  # the five mandated items
    r"100 %",  # the claim in question
    r"60 %|0\.6|200 words|value, 14|near [01] |0\.05|G2",  # constants of measures
)


def by_hand(text):
    """Return the lines of a text with digits that are none of these."""
    bare = re.sub(
        "|".join(f"(?:{one})" for one in NOT_RESULTS).replace("(?m)", ""), "", text, flags=re.MULTILINE
    )
    return [line for line in bare.splitlines() if any(character.isdigit() for character in line)]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_number_is_typed_by_hand_into_the_study(language):
    for name, block in read_blocks(language).items():
        assert by_hand(block) == [], name


@names
def test_no_number_is_typed_by_hand_into_the_prose_of_a_notebook(path):
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "markdown":
            assert by_hand(cell.source) == []


def test_a_number_typed_by_hand_is_seen():
    assert by_hand("In 12 of the [[n]] reports") == ["In 12 of the  reports"]
    assert by_hand("共 8 份报告，2021—2025 年纲要") != []
    assert by_hand("Since 2019 reports are due on 1 March; 95 % interval; $x_1$") == []


def test_every_figure_of_the_study_has_a_caption_and_is_drawn():
    captions = {name.split(":")[1] for name in read_blocks("en") if name.startswith("figure:")}
    shown = {name for source in code_of(nbformat.read(NOTEBOOKS / "study.ipynb", as_version=4))
             for name in re.findall(r'show_figure\("([^"]+)"', source)}  # fmt: skip
    assert shown == captions
    drawn = {name for path in PATHS for source in code_of(nbformat.read(path, as_version=4))
             for name in re.findall(r'figures\.show\(drawn, "([^"]+)"', source)}  # fmt: skip
    assert captions <= drawn


def test_works_cited_in_the_study_stand_in_the_references():
    entries = (NOTEBOOKS / "references.bib").read_text(encoding="utf-8").lower()
    cited = re.findall(
        r"([A-Z][a-zý]+)(?:'s)?(?: and [A-Z][A-Za-z]+)? \(?((?:19|20)\d\d)\)", read_blocks("en")["measures"]
    )
    assert len(cited) > 5
    for author, year in cited:
        key = author.lower().replace("ý", "y")
        assert key + year in entries or f"{year}}}" in entries and key in entries, (author, year)


ENGLISH_SENTENCE = re.compile(r"(?:\b[A-Za-z]{2,}\b[ ,]+){4,}")


@pytest.mark.parametrize(
    ("text", "found"), [("As the law says, so it is done", True), ("Kitagawa 1955；`a b c d e`", False)]
)
def test_an_english_sentence_is_seen(text, found):
    assert bool(ENGLISH_SENTENCE.search(re.sub(r"`[^`]*`|\$[^$]*\$", "", text))) is found


def test_the_chinese_study_holds_no_english_sentence():
    text = (NOTEBOOKS / "study.zh.md").read_text(encoding="utf-8")
    plain = re.sub(r"`[^`]*`|\$[^$]*\$|<!--.*?-->", "", text)
    assert ENGLISH_SENTENCE.findall(plain) == []
