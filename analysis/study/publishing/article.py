"""The executed study as one article: its prose, its figures and tables with numbers, its references.

The article is pandoc's document model. Raw HTML and TeX in the prose become the text they are, so that nothing
a report says can act in a reader's browser. A paragraph that opens with a bold ``Figure 3.`` or ``表2`` beside
a picture or a table is its caption; what has none is numbered in its place.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pypandoc

from analysis.errors import RunError
from analysis.study.publishing import media

READER = "commonmark+tex_math_dollars+pipe_tables+gfm_auto_identifiers"
CAPTION = re.compile(r"(Figure|Table|图|表)\s?(\d+)")
KINDS = {"Figure": "Figure", "Table": "Table", "图": "Figure", "表": "Table"}
SAFE_LINK = re.compile(r"https?://|#|[\w./-]+$")


def article(node: dict, figures: Path, language: str, references: Path | None = None) -> dict:
    """Return an executed notebook as a pandoc document.

    Parameters
    ----------
    node : dict
        The notebook (:func:`analysis.study.document.read_notebook`).
    figures : Path
        The folder that holds the study's figures.
    language : {"en", "zh"}
        What it is written in.
    references : Path, optional
        A bibliography in BibTeX; every entry is listed at the end.

    Raises
    ------
    RunError
        When the notebook was not run, has no title, or shows a figure that is not there.
    """
    blocks: list[dict] = []
    for cell in node["cells"]:
        if cell["cell_type"] == "markdown":
            blocks += _prose(cell["source"])
        for output in cell.get("outputs", ()):
            blocks += _shown(output, figures)
    if not blocks or blocks[0]["t"] != "Header":
        raise RunError("the study notebook shows no title: run `fazhi run study` first")
    title = blocks.pop(0)["c"][2]
    meta = {
        "title": {"t": "MetaInlines", "c": title},
        "lang": _string("zh-CN" if language == "zh" else "en"),
    }
    blocks = _numbered(blocks, language)
    if references is not None:
        citation = {
            "citationId": "*", "citationPrefix": [], "citationSuffix": [],
            "citationMode": {"t": "NormalCitation"}, "citationNoteNum": 0, "citationHash": 0,
        }  # fmt: skip
        meta["nocite"] = {"t": "MetaInlines", "c": [{"t": "Cite", "c": [[citation], media.text("@*")]}]}
        blocks.append({"t": "Div", "c": [["refs", [], []], []]})
    return {"pandoc-api-version": _api_version(), "meta": meta, "blocks": blocks}


def _shown(output: dict, figures: Path) -> list[dict]:
    """Return the blocks of an output; what is printed for the record only is none."""
    data = output.get("data", {})
    if "image/png" in data:
        about = output.get("metadata", {}).get("image/png", {})
        file = figures / f"{about.get('figure', '')}.png"
        if not file.is_file():
            raise RunError(f"no figure {about.get('figure')!r} in {figures}: run `fazhi run` first")
        return [media.figure(file.name, about["alt"])]
    if "text/markdown" in data:
        return _prose(data["text/markdown"])
    if "text/html" in data:
        made = media.table(data["text/html"])
        return [made] if made else []
    return []


def _prose(markdown: str) -> list[dict]:
    document = pypandoc.convert_text(markdown, "json", format=READER)
    return [_harmless(block) for block in json.loads(document)["blocks"]]


def _harmless(part):
    """Return a part of a document in which raw markup is text and links lead to pages only."""
    if isinstance(part, list):
        return [_harmless(one) for one in part]
    if not isinstance(part, dict):
        return part
    if part.get("t") == "RawInline":
        return {"t": "Str", "c": part["c"][1]}
    if part.get("t") == "RawBlock":
        return {"t": "Para", "c": [{"t": "Str", "c": part["c"][1].strip()}]}
    if part.get("t") in ("Link", "Image") and not SAFE_LINK.match(part["c"][2][0]):
        return {"t": "Span", "c": [media.EMPTY, _harmless(part["c"][1])]}
    return {key: _harmless(value) for key, value in part.items()}


def _numbered(blocks: list[dict], language: str) -> list[dict]:
    """Return the blocks with every figure and table under a caption, a printed one or its number."""
    made: list[dict] = []
    counts = {"Figure": 0, "Table": 0}
    captioned: set[int] = set()
    for block in blocks:
        printed = _captions(block)
        before = made[-1] if made else {"t": None}
        if block["t"] in counts:
            counts[block["t"]] += 1
            if _captions(before) == block["t"]:
                block = media.captioned(block, made.pop()["c"])
                captioned.add(len(made))
            else:
                name = media.label(block["t"], counts[block["t"]], language)
                block = media.captioned(block, [{"t": "Strong", "c": media.text(name)}])
        elif printed and before["t"] == printed and len(made) - 1 not in captioned:
            captioned.add(len(made) - 1)
            made[-1] = media.captioned(before, block["c"])
            continue
        made.append(block)
    return made


def _captions(block: dict) -> str | None:
    """Return what a paragraph is the caption of, Figure or Table; none when it is no caption."""
    if block["t"] != "Para" or block["c"][0]["t"] != "Strong":
        return None
    opening = "".join(one.get("c", " ") for one in block["c"][0]["c"] if one["t"] in ("Str", "Space"))
    found = CAPTION.match(opening)
    return KINDS[found[1]] if found else None


def _string(value: str) -> dict:
    return {"t": "MetaString", "c": value}


@cache
def _api_version() -> list[int]:
    return json.loads(pypandoc.convert_text("", "json", format="commonmark"))["pandoc-api-version"]
