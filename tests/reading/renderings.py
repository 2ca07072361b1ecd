"""One text in the forms in which sites print it; the reader must find the same in all of them."""

from __future__ import annotations

import re

import pytest
from opencc import OpenCC

HALF, FULL = ",():;", "，（）：；"
TO_TRADITIONAL = OpenCC("s2t")


def as_is(text: str) -> str:
    return text


def half_width(text: str) -> str:
    return text.translate(str.maketrans(FULL, HALF))


def full_width(text: str) -> str:
    """Marks and parentheses in full width, except within numbers and times, as a Chinese keyboard sets them."""
    table = str.maketrans(HALF, FULL)
    return re.sub(
        "(?<![0-9A-Za-z])[,:;]|[,:;](?![0-9A-Za-z])|[()]", lambda mark: mark[0].translate(table), text
    )


def padded(text: str) -> str:
    """Lines indented by U+3000 and filled by U+00A0, commas followed by U+00A0, empty lines between."""
    lines = ["\u3000\u3000" + line.replace(",", ",\u00a0") + "\u00a0" for line in text.split("\n") if line]
    return "\r\n\r\n".join(lines)


def joined(text: str) -> str:
    """Line breaks lost: runs of blanks stand where they were."""
    return "\u3000\u00a0".join(line for line in text.split("\n") if line)


def traditional(text: str) -> str:
    return TO_TRADITIONAL.convert(text)


RENDERINGS = (as_is, half_width, full_width, padded, traditional)
in_every_rendering = pytest.mark.parametrize("render", RENDERINGS, ids=lambda render: render.__name__)
and_joined = pytest.mark.parametrize("render", (*RENDERINGS, joined), ids=lambda render: render.__name__)
