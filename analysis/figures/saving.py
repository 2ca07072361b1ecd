"""The one way a figure leaves the study: SVG, PNG and PDF without dates, the CSV of its data, a digest."""

from __future__ import annotations

import hashlib
import io
import re
from pathlib import Path

import numpy as np
import pandas as pd
import PIL.Image
from IPython.display import Image, display
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from analysis.errors import CallError
from analysis.figures.look import look
from analysis.paths import figures_to_read, figures_to_write
from analysis.spreadsheets import guarded_table, unguarded_table

# Dates and version strings would make every run another file.
METADATA = {
    "svg": {"Date": None, "Creator": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
    "png": {"Software": None},
}
# Where each format keeps the alternative text.
DESCRIPTION = {"svg": "Description", "pdf": "Subject", "png": "Description"}
FLOAT_FORMAT = "%.6g"
PRINT_DPI, SCREEN_DPI = 300, 110
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")


def show(figure: Figure, name: str, data: pd.DataFrame, alt: str) -> None:
    """Save a figure, display it, and print the digest of what it plots.

    Parameters
    ----------
    figure : Figure
        Drawn under :func:`analysis.figures.look.look`.
    name : str
        File name without ending: the notebook's number, then a slug (``02-theme-rates``).
    data : DataFrame
        What the figure shows; written beside it as CSV.
    alt : str
        The finding in words, for readers who do not see the figure.
    """
    if not alt.strip():
        raise CallError(f"figure {name}: alt text is empty; say in words what the figure shows")
    save(figure, name, data, figures_to_write(), alt)
    with look():
        display(Image(_render(figure, "png", SCREEN_DPI), alt=alt, embed=True, metadata=_about(name, alt)))
    print(f"{name}: data {digest(figure, data)}")


def save(figure: Figure, name: str, data: pd.DataFrame, folder: Path, alt: str = "") -> None:
    """Write ``<name>.svg``, ``.png`` (300 dpi), ``.pdf`` and ``.csv`` into a folder; the pictures carry `alt`."""
    if not NAME.fullmatch(name):
        raise CallError(
            f"figure name {name!r}: use lower-case words joined by hyphens, such as 02-theme-rates"
        )
    folder.mkdir(parents=True, exist_ok=True)
    with look():
        rendered = {ending: _render(figure, ending, alt=alt) for ending in METADATA}
    rendered["csv"] = csv_bytes(data)
    for ending, content in rendered.items():
        (folder / f"{name}.{ending}").write_bytes(content)


def keep(data: pd.DataFrame, name: str) -> None:
    """Write a result that no figure shows as ``<name>.csv`` beside the figures, for later notebooks."""
    folder = figures_to_write()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.csv").write_bytes(csv_bytes(data))


def load_data(name: str) -> pd.DataFrame:
    """Return the data of a figure that an earlier notebook saved.

    Raises
    ------
    CallError
        When there is none; the message says which notebook to run.
    """
    path = figures_to_read() / f"{name}.csv"
    if not path.is_file():
        raise CallError(
            f"no data of figure {name!r} in {path.parent}: run notebook {name.split('-')[0]} first"
        )
    return unguarded_table(pd.read_csv(path, dtype={"report_id": "string", "theme": "string"}))


def recall(name: str) -> None:
    """Display a figure that an earlier notebook saved, at screen size, with the alternative text it carries."""
    path = figures_to_read() / f"{name}.png"
    if not path.is_file():
        raise _not_drawn(name, path.parent)
    picture = PIL.Image.open(path)
    alt = picture.text.get("Description", name)
    size = [round(length * SCREEN_DPI / PRINT_DPI) for length in picture.size]
    buffer = io.BytesIO()
    picture.convert("RGB").resize(size, PIL.Image.Resampling.LANCZOS).save(buffer, "png", optimize=True)
    display(Image(buffer.getvalue(), alt=alt, embed=True, metadata=_about(name, alt)))


def _about(name: str, alt: str) -> dict[str, str]:
    """Return what a displayed picture says of itself: its alternative text, and which figure it is."""
    return {"alt": alt, "figure": name}


def _not_drawn(name: str, folder: Path) -> CallError:
    return CallError(f"no figure {name!r} in {folder}: run notebook {name.split('-')[0]} first")


def csv_bytes(data: pd.DataFrame) -> bytes:
    """Return a table as CSV with fixed float format and line ends; no spreadsheet reads its texts as formulae."""
    text = guarded_table(data).to_csv(index=False, float_format=FLOAT_FORMAT, lineterminator="\n")
    return text.encode("utf-8")


def digest(figure: Figure, data: pd.DataFrame) -> str:
    """Return 16 hexadecimal digits that change when the data or anything plotted from them changes.

    Positions are read back from the drawn artists in data coordinates and rounded to six significant
    digits, so that the digest is the same on every platform.
    """
    content = hashlib.sha256(csv_bytes(data))
    for value in _plotted(figure):
        content.update(value.encode("utf-8"))
    return content.hexdigest()[:16]


def _plotted(figure: Figure) -> list[str]:
    """Return labels and coordinates of every artist that carries data."""
    values = []
    for axes in figure.axes:
        values += [axes.get_title(loc="left"), axes.get_xlabel(), axes.get_ylabel()]
        values += [label.get_text() for label in [*axes.get_xticklabels(), *axes.get_yticklabels()]]
        values += [text.get_text() for text in axes.texts]
        arrays = [line.get_xydata() for line in axes.lines]
        arrays += [patch.get_bbox().get_points() for patch in axes.patches if isinstance(patch, Rectangle)]
        for collection in axes.collections:
            lines = isinstance(collection, LineCollection)
            arrays += collection.get_segments() if lines else [collection.get_offsets()]
        arrays += [image.get_array() for image in axes.images]
        for array in arrays:
            filled = np.ma.filled(np.ma.asarray(array, dtype=float), np.nan)
            values += [FLOAT_FORMAT % (number + 0.0) for number in filled.ravel()]
    return values


def _render(figure: Figure, ending: str, dpi: int = PRINT_DPI, alt: str = "") -> bytes:
    buffer = io.BytesIO()
    about = {DESCRIPTION[ending]: alt} if alt else {}
    figure.savefig(buffer, format=ending, metadata=METADATA[ending] | about, dpi=dpi)
    return buffer.getvalue()
