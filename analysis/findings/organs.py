"""P04: organs that act although the reform of 2018 and 2019 dissolved them.

`corpus/organs.csv` holds one row per name: `name`, `dissolved` (the last year in which localities still carried it),
`successor`, and `check`: ``verified`` (seen in a public document) or ``general knowledge``.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from analysis.coding.codebook_parts import Codebook
from analysis.coding.coded_report import CodedReport
from analysis.coding.instruments import unverified
from analysis.errors import CorpusError
from analysis.findings.body_text import BodyText, quote
from analysis.findings.cues import cues, places
from analysis.findings.rule import Flag, rule
from analysis.findings.time_frame import covered_year
from analysis.paths import CORPUS

FILE = CORPUS / "organs.csv"
COLUMNS = "name,dissolved,successor,check"
#: The reform is told, or an earlier time, or the organ lives on within another body (公安局法制办, 人大法制办).
FORMER = re.compile(
    "原|前身|曾|划入|划转|划归|并入|合并|整合|撤销|更名|改为|改组|组建|转隶|移交|承接|改革前|职能调整|挂牌|(?<!\\d)20(?:0\\d|1\\d)年"
)
WITHIN_OTHERS = re.compile("(?:公安分?局|公安|人大|支队|大队|法院|检察院|国家|总|生态|规划和)$")
#: 法制办案中心, 工商局域网 and the like.
GOES_ON = re.compile("[案理学事]|域|部队")
REACH = 6


class Organ(NamedTuple):
    """A row of the table."""

    name: str
    dissolved: int
    successor: str
    check: str


@cache
def load_organs(path: Path = FILE) -> dict[str, Organ]:
    """Return the dissolved organs by name.

    Raises
    ------
    CorpusError
        When the file is missing or a row is not as it must be; the message names the line.
    """
    try:
        header, *rows = csv.reader(path.read_text(encoding="utf-8-sig").splitlines())
    except (OSError, ValueError):
        raise CorpusError(
            f"{path}: the table of dissolved organs is missing or empty; put it there"
        ) from None
    if ",".join(header) != COLUMNS:
        raise CorpusError(f"{path}, line 1: the columns must be {COLUMNS}")
    organs = {}
    for line, row in enumerate(rows, start=2):
        if len(row) != len(header) or not row[1].isdigit():
            raise CorpusError(f"{path}, line {line}: {len(header)} cells are due, `dissolved` a year")
        organs[row[0]] = Organ(row[0], int(row[1]), *row[2:])
    return organs


@cues
def _names(_: Codebook) -> Iterable[str]:
    return load_organs()


@cache
def _finder() -> re.Pattern[str]:
    names = sorted(load_organs(), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, names)))


@rule("P04", "dissolved organ as acting", "warning")
def dissolved_organ(coded: CodedReport) -> Iterator[Flag]:
    """Flag an organ that acts in a year after the one in which it was dissolved."""
    year = covered_year(coded)
    organs = load_organs()
    if not places(coded, organs):
        return
    body = BodyText.of(coded)
    for match in body.finditer(_finder()):
        organ = organs[match[0]]
        first, stop = body.clause(*match.span())
        if (
            year <= organ.dissolved
            or GOES_ON.match(body.plain, match.end())
            or WITHIN_OTHERS.search(body.plain, max(0, match.start() - REACH), match.start())
            or FORMER.search(body.plain, first, stop)
        ):
            continue
        yield Flag(
            f"{quote(body.plain[first:stop])} has {organ.name} act in {year}; localities carried that name until "
            f"{organ.dissolved}{unverified(organ.check)}, then {organ.successor}",
            body.span(*match.span()),
        )


RULES = (dissolved_organ,)
