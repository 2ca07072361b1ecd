"""Invented reports, as the reader hands them to the coding room, in full-width and in ASCII marks."""

from __future__ import annotations

from typing import NamedTuple

from analysis.reading.layout import lay_out
from analysis.reading.mapped_text import MappedText
from analysis.reading.normalise import fold
from analysis.reading.page import Section, Sentence
from analysis.reading.sections import section_tree
from analysis.reading.sentences import split_sentences

FULL_WIDTH, ASCII = "，：；！？（）", ",:;!?()"
TO_ASCII = str.maketrans(FULL_WIDTH, ASCII)
TO_FULL_WIDTH = str.maketrans(ASCII, FULL_WIDTH)
MARKS = {"full": str, "ascii": lambda text: text.translate(TO_ASCII)}

RESULTS = """\
一、2023年主要举措和成效
（一）抓宣传。全年举办普法讲座21场次，发放资料2000份。
（二）抓规范。制定执法流程图，组织案卷自查46件。
"""
SHELL = """\
青榆县柳渡镇人民政府关于2023年法治政府建设情况的报告

2023年，柳渡镇认真落实各项部署。现将有关情况报告如下：
{body}
青榆县柳渡镇人民政府
2024年1月18日
"""


class Parts(NamedTuple):
    """A text and what the reader makes of it."""

    text: str
    view: MappedText
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]


def read(text: str) -> Parts:
    """Return the parts of a text."""
    view = fold(text)
    page = lay_out(view)
    sections = section_tree(page)
    return Parts(text, view, sections, split_sentences(page, sections))


def report(body: str, marks: str = "full", results: str = RESULTS) -> Parts:
    """Return the parts of a town's report with this body behind a part on results."""
    return read(MARKS[marks](SHELL.format(body=results + body)))
