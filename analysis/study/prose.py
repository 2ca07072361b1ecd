"""The study's text: blocks of Markdown in Chinese and English, whose numbers come from results.

A text file holds blocks, each opened by ``<!-- block: name -->``; ``[[name]]`` stands where a value goes, and
``[[figure:name]]`` or ``[[table:name]]`` where the text points to one. A block ``figure:name`` or ``table:name`` is
its caption; they are numbered in the order of the file.
"""

from __future__ import annotations

import re
from functools import cache

import pandas as pd
from IPython.display import Markdown, display

from analysis.errors import CallError, RunError, nearest
from analysis.figures.saving import recall
from analysis.paths import NOTEBOOKS

MARKUP = re.compile(r"([\\`*_\[\]$<>&])")
BLOCK = re.compile(r"^<!-- block: ((?:(?:figure|table):)?[a-z0-9-]+) -->\n", re.MULTILINE)
PLACE = re.compile(r"\[\[(\w+)\]\]")
POINTER = re.compile(r"\[\[((figure|table):[a-z0-9-]+)\]\]")
KINDS = {"figure": ("图 {}", "Figure {}"), "table": ("表 {}", "Table {}")}


def prose(block: str, language: str, **values: object) -> Markdown:
    """Return a block of the study's text with its values and pointers filled in; a caption opens with its number.

    Parameters
    ----------
    block : str
        Name of the block in ``notebooks/study.<language>.md``.
    language : str
        ``zh`` or ``en``.
    **values
        What stands for each ``[[name]]`` of the block, formatted.

    Raises
    ------
    CallError
        When there is no such block.
    RunError
        When a value is missing, or given but not used, or a pointer leads nowhere.
    """
    blocks = read_blocks(language)
    if block not in blocks:
        raise CallError(f"no block {block!r} in study.{language}.md; {nearest(block, blocks)}")
    asked = set(PLACE.findall(blocks[block]))
    if asked != values.keys():
        odd = ", ".join(sorted(asked ^ values.keys()))
        raise RunError(f"study.{language}.md, block {block!r}: values and places differ in {odd}")
    # Pointers first: a value may hold the words of a report.
    pointed = POINTER.sub(lambda pointer: number(pointer[1], language), blocks[block])
    text = PLACE.sub(lambda place: str(values[place[1]]), pointed)
    if ":" in block:
        opening = (
            f"**{number(block, language)}**　" if language == "zh" else f"**{number(block, language)}.** "
        )
        text = opening + text
    return Markdown(text)


def tell(block: str, language: str, **values: object) -> None:
    """Display a block of the study's text; parameters and errors as :func:`prose`."""
    display(prose(block, language, **values))


def show_figure(name: str, language: str, **values: object) -> None:
    """Display a figure that an earlier notebook saved, and its numbered caption below."""
    recall(name)
    tell(f"figure:{name}", language, **values)


def show_table(name: str, table: pd.DataFrame, language: str, **values: object) -> None:
    """Display a table under its numbered caption."""
    tell(f"table:{name}", language, **values)
    display(table)


def number(caption: str, language: str) -> str:
    """Return what a figure or a table is called by its place in the text: ``Figure 3``, ``表 1``.

    Raises
    ------
    RunError
        When the text has no such caption.
    """
    kind = caption.split(":")[0]
    captions = [name for name in read_blocks(language) if name.startswith(f"{kind}:")]
    if caption not in captions:
        raise RunError(f"study.{language}.md points to {caption!r}; {nearest(caption, captions)}")
    return KINDS[kind][language == "en"].format(captions.index(caption) + 1)


def literal(text: str) -> str:
    """Return a text so that Markdown shows it as it is: markup in a report stays text."""
    return MARKUP.sub(lambda mark: f"&#{ord(mark[1])};", text)


@cache
def read_blocks(language: str) -> dict[str, str]:
    """Return every block of the study's text in one language, by name."""
    parts = BLOCK.split((NOTEBOOKS / f"study.{language}.md").read_text(encoding="utf-8"))
    return dict(zip(parts[1::2], map(str.strip, parts[2::2]), strict=True))
