"""One look for every figure: the font by path, two sizes, one palette, a missing glyph is an error."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files

import matplotlib as mpl

from analysis.errors import FazhiError

# On a machine that has never drawn, matplotlib announces on stderr that it builds its font cache.
logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)

from matplotlib import font_manager  # noqa: E402
from matplotlib.figure import Figure  # noqa: E402

# Widths of a journal's column and page, in inches.
ONE_COLUMN, TWO_COLUMNS = 3.5, 7.2

INK, MUTED, FAINT = "#222222", "#6b6b6b", "#d9d9d9"
# From Okabe & Ito (2008), ordered so that neighbours differ in luminance as well as in hue.
PALETTE = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00")
ACCENT, CONTRAST = PALETTE[0], PALETTE[5]


class FigureError(FazhiError):
    """A figure cannot be drawn as it must be, for want of a glyph."""


@cache
def font_family() -> str:
    """Register Noto Sans CJK SC from the package mplfonts by path and return the family name it carries."""
    path = str(files("mplfonts") / "fonts" / "NotoSansCJKsc-Regular.otf")
    font_manager.fontManager.addfont(path)
    return font_manager.get_font(path).family_name


def settings() -> dict[str, object]:
    """Return the rcParams of the study."""
    return {
        "font.family": [font_family()],
        "font.size": 8,
        "axes.titlesize": 9,
        "axes.titlelocation": "left",
        "axes.labelsize": 8,
        "axes.edgecolor": MUTED,
        "axes.labelcolor": INK,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.unicode_minus": True,
        "xtick.labelsize": 7.5,
        "ytick.labelsize": 7.5,
        "xtick.color": INK,
        "ytick.color": INK,
        "legend.frameon": False,
        "figure.constrained_layout.use": True,
        "figure.dpi": 100,
        "savefig.dpi": 300,
        "savefig.facecolor": "white",
        "svg.fonttype": "path",
        "svg.hashsalt": "fazhi",
        "pdf.fonttype": 42,
        "text.parse_math": False,  # a dollar sign in a report is a dollar sign
    }


@contextmanager
def look() -> Iterator[None]:
    """Draw with the study's settings, and turn a missing glyph into a FigureError that names it."""
    with mpl.rc_context(settings()), warnings.catch_warnings():
        warnings.filterwarnings("error", message=r"Glyph .* missing from")
        try:
            yield
        except UserWarning as warning:
            raise FigureError(
                f"{warning}: the study's font lacks it; change the label that holds it"
            ) from None


def new_figure(width: float, height: float) -> Figure:
    """Return an empty figure of this size in inches, outside pyplot's global state."""
    return Figure(figsize=(width, height), layout="constrained")
