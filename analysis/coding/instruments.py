"""The instruments this genre cites: laws, regulations, rules, plans and books by their official names.

`corpus/instruments.csv` holds one row per instrument: `canonical` the official name, `short_names` other accepted
names joined by ``;``, `kind`, `first_official` and `in_force` as ISO days (or months, or years), `superseded_by` and
`superseded_from` where another instrument took its place, and `check`: ``verified`` (seen in the public document) or
``general knowledge``. An unknown cell is empty.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType

from analysis.coding.guards import compile_guarded
from analysis.coding.lookup import Lookup
from analysis.errors import CorpusError
from analysis.paths import CORPUS
from analysis.reading.normalise import fold

FILE = CORPUS / "instruments.csv"
COLUMNS = "canonical,short_names,kind,first_official,in_force,superseded_by,superseded_from,check"
VERIFIED = "verified"
CHECKS = (VERIFIED, "general knowledge")
KINDS = ("law", "regulation", "party_rule", "plan", "normative", "book", "local", "internal")

STATE = "中华人民共和国"
ISSUER = re.compile(
    "^(?:中共中央办公厅、?国务院办公厅|中共中央、?国务院|中共中央办公厅|中共中央|国务院办公厅|国务院|中办、?国办|中央宣传部、?司法部)(?=关于|印发|转发)"
)
_DASHES = "-—–－~～"
DASHES = re.compile(f"[{_DASHES}]+")
#: (2021—2025年), (2021-2025), 2021—2025年.
YEARS = re.compile("（?(20[0-9]{2})年?[-至](20[0-9]{2})年?）?")
_DROPPED = " \n“”‘’\"'《》〈〉<>≪≫「」『』·"
_WITHOUT_DROPPED = str.maketrans("", "", _DROPPED)
_NOT_STRICT = re.compile(f"[{_DASHES}(){_DROPPED}]")
# A set of characters first, what may be dropped of them behind it: so the engine searches at the speed of the set.
_LOOSE = re.compile("[，、,。；：:（）()\\[\\]〔〕的暂试年-](?:(?<![暂试年])|(?<=[暂试])行|(?<=[0-9]年)版?)")
#: 《行政处罚法（2021修订）》 names an edition.
EDITION = compile_guarded(
    "^(?:最?新)?(?:修订|修正|修改)后?的?|^新(?=.{2,}法$)|（(?:20[0-9]{2}年?)?(?:最?新)?(?:修订|修正|修改)(?:版|本|稿)?）$|（全文）$|（草案）$"
)
#: 宪法 is also a common noun and 水法 too short to be told from its neighbours.
_SHORTEST_UNMARKED = 3
UNMARKED_SHORT = frozenset({"宪法", "刑法"})
#: How many titles are remembered with what is known of them: reports cite the same ones again and again.
MOST_KEPT = 4096
#: How many characters of a long title may be wrong.
MOST_WRONG = 2


@dataclass(frozen=True)
class Instrument:
    """A row of the table."""

    canonical: str
    short_names: tuple[str, ...]
    kind: str
    first_official: str
    in_force: str
    superseded_by: str
    superseded_from: str
    check: str

    @property
    def names(self) -> tuple[str, ...]:
        """Every accepted name; a law or regulation may leave out 中华人民共和国."""
        names = (self.canonical, *self.short_names)
        return names + tuple(name.removeprefix(STATE) for name in names if name.startswith(STATE))

    @property
    def years(self) -> tuple[int, int] | None:
        """First and last year of a plan that names them."""
        found = YEARS.search(strict_key(self.canonical))
        return (int(found[1]), int(found[2])) if found else None


def unverified(check: str) -> str:
    """Return what a message says of a date that was not seen in a public document, nothing where it was."""
    return "" if check == VERIFIED else " (date from general knowledge)"


@dataclass(frozen=True, eq=False)
class Instruments:
    """The table with its ways in.

    Attributes
    ----------
    by_name : mapping
        Accepted name, by :func:`strict_key`, to instrument.
    by_loose_name : mapping
        The same by :func:`loose_key`.
    editions : mapping
        Name without its years, by :func:`loose_key`, to the plans of that name.
    by_character : mapping
        Length of a title, then character, to the accepted names that hold it and that the title may be a misprint of:
        their places in `names`.
    names : sequence of str
        The accepted names by :func:`strict_key`, shorter ones first.
    unmarked : Lookup
        Names found without 《》.
    named : mapping
        Each of these names to its instrument.
    """

    by_name: Mapping[str, Instrument]
    by_loose_name: Mapping[str, Instrument]
    editions: Mapping[str, tuple[Instrument, ...]]
    by_character: Mapping[int, Mapping[str, Sequence[int]]]
    names: Sequence[str]
    unmarked: Lookup
    named: Mapping[str, Instrument]


@lru_cache(maxsize=MOST_KEPT)
def strict_key(title: str) -> str:
    """Return a title without what typesetting changes: blanks, quotation and inner title marks, the form of dashes."""
    if not _NOT_STRICT.search(title):
        return title
    return DASHES.sub("-", title.replace("(", "（").replace(")", "）").translate(_WITHOUT_DROPPED))


@lru_cache(maxsize=MOST_KEPT)
def loose_key(title: str) -> str:
    """Return a title without punctuation, particles, issuing body and 中华人民共和国."""
    title = ISSUER.sub("", strict_key(title)).removeprefix("关于印发").removeprefix("关于")
    return _LOOSE.sub("", title.removeprefix(STATE))


def most_wrong(length: int) -> int:
    """Return how many characters of a title of some length may be wrong, and it is still told what it names."""
    return 0 if length < 6 else 1 if length < 14 else MOST_WRONG


@cache
def load_instruments(path: Path = FILE) -> Instruments:
    """Return the table of instruments.

    Raises
    ------
    CorpusError
        When the file is missing or a row is not as it must be; the message names the line.
    """
    rows = _read(path)
    by_name: dict[str, Instrument] = {}
    by_loose: dict[str, Instrument] = {}
    editions: dict[str, tuple[Instrument, ...]] = {}
    unmarked: dict[str, Instrument] = {}
    for row in rows:
        for name in row.names:
            by_name.setdefault(strict_key(name), row)
            by_loose.setdefault(loose_key(name), row)
            if len(name) >= _SHORTEST_UNMARKED or name in UNMARKED_SHORT:
                unmarked[fold(name).text] = row
        if row.years:
            for name in row.names:
                stem = loose_key(YEARS.sub("", strict_key(name)))
                if row not in editions.get(stem, ()):
                    editions[stem] = (*editions.get(stem, ()), row)
    by_character: dict[int, dict[str, list[int]]] = {}
    names = sorted(by_name, key=len)
    for place, name in enumerate(names):
        for length in range(len(name) - MOST_WRONG, len(name) + MOST_WRONG + 1):
            most = most_wrong(length)
            if most and abs(length - len(name)) <= most:
                holding = by_character.setdefault(length, {})
                for character in set(name):
                    holding.setdefault(character, []).append(place)
    *ways, named = map(MappingProxyType, (by_name, by_loose, editions, by_character, unmarked))
    return Instruments(*ways, names, Lookup(unmarked, for_many_texts=True), named)


def _read(path: Path) -> list[Instrument]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
    except OSError as error:
        raise CorpusError(f"{path}: {error.strerror}; put the table of instruments there") from None
    if not rows or ",".join(rows[0]) != COLUMNS:
        raise CorpusError(f"{path}, line 1: the columns must be {COLUMNS}")
    instruments = []
    for line, row in enumerate(rows[1:], start=2):
        if len(row) != len(rows[0]):
            raise CorpusError(f"{path}, line {line}: {len(row)} cells instead of {len(rows[0])}")
        if row[2] not in KINDS:
            raise CorpusError(f"{path}, line {line}: kind must be one of {', '.join(KINDS)}, not {row[2]!r}")
        if row[-1] not in CHECKS:
            raise CorpusError(f"{path}, line {line}: check must be {' or '.join(CHECKS)}, not {row[-1]!r}")
        instruments.append(Instrument(row[0], tuple(filter(None, row[1].split(";"))), *row[2:]))
    known = {instrument.canonical for instrument in instruments}
    for line, instrument in enumerate(instruments, start=2):
        if instrument.superseded_by and instrument.superseded_by not in known:
            raise CorpusError(
                f"{path}, line {line}: superseded_by {instrument.superseded_by!r} is no row of the table"
            )
    return instruments
