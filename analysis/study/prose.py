"""The study's text: blocks of Markdown in Chinese and English, whose numbers come from results.

A text file holds blocks, each opened by ``<!-- block: name -->``; ``[[name]]`` stands where a value goes.
"""

from __future__ import annotations

import re
from functools import cache

from IPython.display import Markdown

from analysis.errors import CallError, RunError, nearest
from analysis.paths import NOTEBOOKS

MARKUP = re.compile(r"([\\`*_\[\]$<>&])")
BLOCK = re.compile(r"^<!-- block: ([a-z-]+) -->\n", re.MULTILINE)
PLACE = re.compile(r"\[\[(\w+)\]\]")


def prose(block: str, language: str, **values: object) -> Markdown:
    """Return a block of the study's text with its values filled in.

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
        When a value is missing, or given but not used.
    """
    blocks = read_blocks(language)
    if block not in blocks:
        raise CallError(f"no block {block!r} in study.{language}.md; {nearest(block, blocks)}")
    asked = set(PLACE.findall(blocks[block]))
    if asked != values.keys():
        odd = ", ".join(sorted(asked ^ values.keys()))
        raise RunError(f"study.{language}.md, block {block!r}: values and places differ in {odd}")
    return Markdown(PLACE.sub(lambda place: str(values[place[1]]), blocks[block]))


def literal(text: str) -> str:
    """Return a text so that Markdown shows it as it is: markup in a report stays text."""
    return MARKUP.sub(lambda mark: f"&#{ord(mark[1])};", text)


@cache
def read_blocks(language: str) -> dict[str, str]:
    """Return every block of the study's text in one language, by name."""
    parts = BLOCK.split((NOTEBOOKS / f"study.{language}.md").read_text(encoding="utf-8"))
    return dict(zip(parts[1::2], map(str.strip, parts[2::2]), strict=True))
