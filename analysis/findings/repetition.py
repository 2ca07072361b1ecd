"""T02: a passage that stands in two parts of a report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

import numpy as np

from analysis.coding.codebook_parts import Codebook
from analysis.coding.coded_report import CodedReport
from analysis.findings.body_text import MASK, BodyText, masked, matches_at, quote
from analysis.findings.cues import cues, places
from analysis.findings.rule import Flag, rule
from analysis.reading.code_points import code_points

LEAST = 40
#: First and last characters of a clause, by which repeated clauses are met.
EDGE = 8
#: Characters that are compared at once.
BLOCK = 16
#: Half of what two equal edges lack of a run.
LACKED = (LEAST - EDGE) // 2
CLAUSE_MARKS = f"，。；：、！？“”（）\n{MASK}"
#: A sum over `EDGE` characters is made of those over one, two and four; it tells their order.
WEIGHTS = [(reach, np.uint32(pow(0x9E3779B1, reach, 2**32))) for reach in (1, 2, 4)]
#: Official wording, which every report repeats: how it begins, and how it goes on.
FORMULAE = {
    "重要工作亲自部署": "、?[^。；]{0,40}亲自督[办导]",
    "公众参与": "、?专家论证、?风险评估、?(?:廉洁性审查、?)?合法性审[查核]、?(?:和)?集体讨论决定",
    "习近平": "(?:新时代中国特色社会主义思想(?:为指导)?|总书记关于[^，。；]{0,24}?(?:论述|指示|精神)|法治思想)",
    "党的十": "[^，。；]{0,30}?精神",
    "党的二": "[^，。；]{0,30}?精神",
    "行政执法公示": "(?:制度)?、?(?:行政)?执法全过程记录(?:制度)?、?和?重大(?:行政)?执法决定法制审核(?:制度)?",
    "党政主要负责人": "(?:切实)?履行推进法治建设第一责任人职责(?:规定)?",
    "四个意识": "[^。；]{0,30}?两个维护",
    "两个确立": "[^。；]{0,40}?两个维护",
    "科学立法": "、?严格执法、?公正司法、?全民守法",
    "办事依法": "、?遇事找法、?解决问题用法、?化解矛盾靠法",
    "有法可依": "、?有法必依、?执法必严、?违法必究",
}
FORMULA = re.compile("|".join(begin + rest for begin, rest in FORMULAE.items()))


class Run(NamedTuple):
    """Two equal stretches of a text."""

    first: int
    second: int
    length: int


@cues
def _beginnings(_: Codebook) -> Iterable[str]:
    return FORMULAE


@rule("T02", "passage repeated in two parts", "notice")
def repeated_passage(coded: CodedReport) -> Iterator[Flag]:
    """Flag a run of 40 or more characters, formulae left out, that two first-level parts share."""
    body = BodyText.of(coded)
    if len(body.parts) < 2:
        return
    formulae = matches_at(FORMULA, body.plain, places(coded, FORMULAE))
    text = masked(body.plain, [match.span() for match in formulae])
    for run in repeated_runs(text):
        words = text[run.second : run.second + run.length]
        own = len(words) - words.count(MASK)
        if own >= LEAST and _part(body, run.first) != _part(body, run.second):
            yield Flag(
                f"{quote(words.strip(MASK))} begins {own} characters that stand in two parts of the report",
                body.span(run.second, run.second + run.length),
                (body.span(run.first, run.first + run.length),),
            )


def repeated_runs(text: str) -> Iterator[Run]:
    """Yield runs of at least `LEAST` equal characters, the earlier place first, in one pass.

    A run is met by the clauses that begin or end in it; one that lies within a single clause is not.
    """
    known: dict[str, int] = {}
    reached = 0
    for at in _repeated_edges(text):
        first = known.setdefault(text[at : at + EDGE], at)
        if first + EDGE > at or at < reached or not _may_reach(text, first, at):
            continue
        run = _grown(text, first, at, reached)
        if run.length >= LEAST:
            reached = run.second + run.length
            yield run


def _may_reach(text: str, first: int, second: int) -> bool:
    """Tell whether a run around two equal edges goes on before or behind them for half of what they lack."""
    return (
        text[first + EDGE : first + EDGE + LACKED] == text[second + EDGE : second + EDGE + LACKED]
        or text[max(0, first - LACKED) : first] == text[second - LACKED : second]
    )


def _repeated_edges(text: str) -> list[int]:
    """Return, in order, the edges whose characters another edge has too, and a few more: equal are their sums.

    An edge is the place of the first, or of the last, `EDGE` characters of a clause.
    """
    codes = code_points(f"\n{text}\n")
    marks = _marks().take(codes).nonzero()[0]
    # The mark in front of the text makes the place of each mark that of what follows it in the text.
    clauses = (marks[1:] - marks[:-1] > EDGE).nonzero()[0]
    edges = np.concatenate([marks.take(clauses), marks.take(clauses + 1) - 1 - EDGE])
    sums = codes[1:]
    for reach, weight in WEIGHTS:
        sums = sums[:-reach] * weight + sums[reach:]
    sums = sums.take(edges)
    order = sums.argsort()
    ranked = sums.take(order)
    equal = (ranked[1:] == ranked[:-1]).nonzero()[0]
    return sorted(set(edges.take(order.take(np.concatenate([equal, equal + 1]))).tolist()))


@cache
def _marks() -> np.ndarray:
    """Which code points end a clause."""
    marks = np.zeros(0x110000, dtype=bool)
    marks[[ord(mark) for mark in CLAUSE_MARKS]] = True
    return marks


def _grown(text: str, first: int, second: int, reached: int) -> Run:
    """Return the run around two equal places within a paragraph; it does not reach back behind `reached`, nor into itself."""
    start, end, gap = second, second + EDGE, second - first
    # By blocks, then by characters.
    while (
        start - BLOCK > max(reached, gap)
        and text[start - BLOCK : start] == text[start - BLOCK - gap : start - gap]
        and "\n" not in text[start - BLOCK : start]
    ):
        start -= BLOCK
    while start > max(reached, gap) and text[start - 1] == text[start - 1 - gap] != "\n":
        start -= 1
    while (
        end + BLOCK - start < gap
        and text[end : end + BLOCK] == text[end - gap : end + BLOCK - gap]
        and "\n" not in text[end : end + BLOCK]
    ):
        end += BLOCK
    while end < len(text) and end - start < gap and text[end] == text[end - gap] != "\n":
        end += 1
    return Run(start - gap, start, end - start)


def _part(body: BodyText, at: int) -> int:
    return next(index for index, (_, end) in enumerate(body.parts) if at < end)


RULES = (repeated_passage,)
