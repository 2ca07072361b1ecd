"""The open Chinese font of the exports, and the part of it that one page needs."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import mplfonts
from fontTools import subset
from fontTools.ttLib import TTFont

FONTS = Path(mplfonts.__file__).parent / "fonts"
SERIF = "Noto Serif CJK SC"
FILE = FONTS / "NotoSerifCJKsc-Regular.otf"


def embedded_font(page: str) -> str:
    """Return a style rule that carries the glyphs of a page's characters, so that it reads the same anywhere."""
    options = subset.Options(layout_features=[], hinting=False, notdef_outline=True, name_IDs=[1, 2])
    font = TTFont(FILE, recalcTimestamp=False)
    cut = subset.Subsetter(options)
    cut.populate(text=page)
    cut.subset(font)
    font.flavor = "woff"
    buffer = io.BytesIO()
    font.save(buffer)
    data = base64.b64encode(buffer.getvalue()).decode("ascii")
    return f'@font-face {{ font-family: "{SERIF}"; src: url(data:font/woff;base64,{data}) format("woff"); }}'
