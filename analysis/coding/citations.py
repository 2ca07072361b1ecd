"""Rows of table `citations`: the instruments and writings a report names, and whether it names them rightly.

1. A citation is an outermost 《title》. What nests in it, also crossed or with ASCII brackets (《关于<…>的通知》), is
   part of it. A mark that is never closed ends with the longest known name, else at the next mark.
2. Outside 《》 and quotations, the accepted names of the table of instruments count too (`marked` is false), the
   longest first. Names of days, weeks and places (国家宪法日, 民法典公园) do not, nor 宪法 in 宪法和法律.
3. `status`, in this order. *corrupt*: lost or unpaired marks, a lost dash in a range of years, one or two wrong
   characters in a long title, a kind of instrument that never existed under that name (…条例 for …法). *outdated*:
   superseded before the reporting year, unless 原 or a word of repeal stands by; the year of repeal itself is free.
   *correct*: an accepted name; brackets, dashes and blanks may differ. *variant*: a known title with other wording
   or years. *unknown*: any other title. Where the day of repeal was not seen in a public document, `reason` says so.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import repeat
from operator import attrgetter
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from analysis.coding.guards import compile_guarded, guarded
from analysis.coding.instruments import (
    EDITION,
    ISSUER,
    MOST_KEPT,
    YEARS,
    Instrument,
    Instruments,
    load_instruments,
    loose_key,
    most_wrong,
    strict_key,
    unverified,
)
from analysis.coding.naming import CLOSING, OPENING, Title, find_titles
from analysis.reading.mapped_text import MappedText
from analysis.reading.normalise import squeeze
from analysis.reading.page import Passage, Sentence

#: What is put in where the dash of a range of years was lost.
DASH = "—"
STATUSES = ("correct", "variant", "outdated", "corrupt", "unknown")

FORMER = re.compile("原(?:来的?|有的?)?$")
REPEALED = re.compile(
    "(?:[、和及]?《[^《》]{1,30}》){0,9}(?:，?(?:现已|已|现)|同时|均|等)?[^，。；《》]{0,6}(?:废止|失效|并入|(?:《[^《》]{1,30}》)?(?:取代|替代|代替))"
)
PUBLISHED_BY_NOTICE = re.compile(
    "^(?P<issuer>.{0,20}?)关于(?:印发|转发|发布|公布)[〈<《](?P<title>[^〈〉<>《》]+)[〉>》](?:的通知|的公告)$"
)
KIND_OF_TITLE = re.compile(
    "(法典|法|条例|规定|办法|细则|规则|准则|纲要|规划|计划|方案|意见|决定|通知|要点|安排|清单|制度|标准|指引|规范|报告|公告|章程)(?:（[^（）]{1,12}）)?$"
)
#: 消防条例 and 档案条例 may well exist somewhere; a longer stem is a name of its own.
SHORTEST_STEM = 4
LAW_LIKE = ("法", "条例", "规定", "办法")
#: What bodies issue for their own use.
_INTERNAL = "方案 通知 要点 计划 安排 制度 细则 清单 办法 意见 规定 规划 报告 公告 标准 指引 规范 决定 规则"
INTERNAL = frozenset(_INTERNAL.split())
_DIVISION = "省|自治[区州]|(?<![城超])市(?![场民容政域])|县(?![域级])|(?<!社)区(?![域划])|旗|(?<!乡)镇(?!村)|乡(?![村镇土])|街道|盟"
PLACE = re.compile(f"(?:中共)?(?!关于)[^关于，]{{1,7}}?{guarded(_DIVISION)}")
BODY = compile_guarded("委员会|办公室|人民政府|领导小组|[厅局]关于")


class Verdict(NamedTuple):
    """What a title means."""

    instrument: Instrument | None
    status: str
    reason: str = ""


def find_citations(
    view: MappedText,
    body: Passage,
    sentences: Sequence[Sentence],
    report_id: str,
    reporting_year: int | None = None,
    instruments: Instruments | None = None,
    squeezed: MappedText | None = None,
) -> list[dict[str, object]]:
    """Return the rows of table `citations` for a report, with source offsets, in order of the text.

    Parameters
    ----------
    view : MappedText
        The folded text of the report.
    body : Passage
        Its body, headings included; the title of the report itself stands outside.
    sentences : sequence of Sentence
        Its body sentences; a citation in a heading has no `sentence_id`.
    report_id : str
        Goes into every row.
    reporting_year : int, optional
        Decides what is outdated, and which edition a plan without years means; without it nothing is outdated.
    instruments : Instruments, optional
        Another table than the shipped one.
    squeezed : MappedText, optional
        The matching view of the report, where it is at hand.
    """
    table = instruments or load_instruments()
    whole = squeezed or squeeze(view)
    first, last = map(whole.locate, view.span(body.start, body.end))
    text = whole.text[first:last]
    titles = find_titles(text, table)
    if not titles:
        return []
    starts = list(map(view.starts.__getitem__, map(attrgetter("start"), sentences)))
    rows = []
    for title in titles:
        place = range(first + title.start, first + title.end)
        start, end = whole.span(place.start, place.stop)
        # The last sentence that begins at the title's first character, or before it.
        at = bisect_right(starts, start) - 1
        inside = at >= 0 and start < view.ends[sentences[at].end - 1]
        words = text[title.start : title.end]
        dashed = DASH in words
        opens, closes = _marks(title, words)
        printed = _printed(whole, place.start + opens, place.stop - closes, dashed)
        lost = _lost_dash(whole, place) if dashed else None
        inner = words[opens : len(words) - closes].lstrip(OPENING)
        name, status, reason = _judge(text, title, inner, lost, reporting_year, table)
        rows.append(
            {
                "report_id": report_id,
                "sentence_id": sentences[at].sentence_id if inside else None,
                "printed": printed,
                "canonical": name.canonical if name else None,
                "kind": name.kind if name else _kind_of_unknown(strict_key(printed)),
                "status": status,
                "reason": reason or None,
                "marked": title.marked,
                "start": start,
                "end": end,
            }
        )
    return rows


def _marks(title: Title, words: str) -> tuple[bool, bool]:
    """Tell whether the words of a title begin with its outer mark, and whether they end with it."""
    if not title.marked:
        return False, False
    return words[0] in OPENING, words[-1] in CLOSING and not title.fault.startswith("the closing")


def _printed(whole: MappedText, start: int, end: int, dashed: bool) -> str:
    """Return what stands at a place as printed, without blanks and line breaks; it may hold a dash, or not."""
    first, behind = whole.span(start, end)
    if behind - first == end - start and not dashed:
        return whole.source[first:behind]
    return "".join([whole.source[whole.starts[at] : whole.ends[at]] for at in range(start, end)])


def _judge(
    text: str, title: Title, words: str, lost: int | None, year: int | None, table: Instruments
) -> Verdict:
    """Return instrument, status and reason of a title in a text.

    `words` are what stands in its marks; `lost` is where in it a dash is not printed.
    """
    verdict = _look_up(words, year, table)
    name, status, _ = verdict
    if lost is not None:
        lost += title.start
        return Verdict(name, "corrupt", f"the dash of the years is lost ({text[lost - 4 : lost + 5]})")
    if title.fault:
        return Verdict(name, "corrupt", title.fault)
    if name and status in ("correct", "variant") and _is_outdated(name, year):
        former = FORMER.search(text[max(0, title.start - 3) : title.start])
        if former or REPEALED.match(text, title.end):
            return Verdict(name, status, "named as superseded")
        reason = f"superseded by {name.superseded_by} from {name.superseded_from}"
        return Verdict(name, "outdated", reason + unverified(name.check))
    return verdict


def _lost_dash(whole: MappedText, place: range) -> int | None:
    """Return where, counted from its beginning, a title holds a dash that is not printed, or none."""
    return next((at - place.start for at in place if whole.starts[at] == whole.ends[at]), None)


def _is_outdated(instrument: Instrument, year: int | None) -> bool:
    """The year of repeal itself is free."""
    repealed = instrument.superseded_from
    return bool(year and repealed) and year > int(repealed[:4])


@lru_cache(maxsize=MOST_KEPT)
def _look_up(title: str, year: int | None, table: Instruments) -> Verdict:
    key = strict_key(title)
    if key in table.by_name:
        return Verdict(table.by_name[key], "correct")
    edition = EDITION.sub("", key) if EDITION.search(key) else key
    if edition in table.by_name:
        return Verdict(table.by_name[edition], "correct", "names an edition")
    notice = PUBLISHED_BY_NOTICE.match(title)
    if notice and (not notice["issuer"] or ISSUER.match(notice["issuer"] + "关于")):
        inner = _look_up(notice["title"], year, table)
        if inner.instrument:
            return inner._replace(reason=inner.reason or "cited by the notice that issued it")
    loose = loose_key(title)
    if loose in table.by_loose_name:
        return Verdict(table.by_loose_name[loose], "variant", "wording or punctuation differs")
    known = _by_years(key, loose, year, table) or _by_likeness(key, table)
    return known or Verdict(None, "unknown", _why_unknown(key))


def _by_years(key: str, loose: str, year: int | None, table: Instruments) -> Verdict | None:
    """Return the edition of a plan that is cited with other years, or none."""
    printed = YEARS.search(key)
    editions = table.editions.get(loose_key(YEARS.sub("", key)) if printed else loose)
    if not editions:
        return None
    if printed:
        span = int(printed[1]), int(printed[2])
        best = max(editions, key=lambda row: sum(a == b for a, b in zip(row.years or (), span, strict=False)))
        return Verdict(best, "variant", f"years printed {span[0]}—{span[1]}")
    in_force = [row for row in editions if year and row.years and row.years[0] <= year <= row.years[1]]
    # In the year of change, and wherever plans overlap, the later one.
    named = editions[0] if len(editions) == 1 else in_force[-1] if in_force else None
    return Verdict(named, "variant", "years left out" if named else "years left out: several editions")


def _by_likeness(key: str, table: Instruments) -> Verdict | None:
    """Return the instrument whose title differs in a character or two, or in its kind."""
    kind = KIND_OF_TITLE.search(key)
    if kind and kind[1] in LAW_LIKE:
        stem = key[: kind.start()]
        named = len(stem) >= SHORTEST_STEM and not stem.endswith("法实施")
        for other in LAW_LIKE if named else ():
            found = table.by_name.get(stem + other)
            if found:
                return Verdict(found, "corrupt", f"no {kind[1]} of that name: {found.canonical}")
    by_character = table.by_character.get(len(key))
    if not by_character:
        return None
    most = most_wrong(len(key))
    characters = set(key)
    # Of any `most` + 1 characters a name that is so near holds one: the rarest leave fewest names to compare.
    if len(characters.difference(by_character)) > most:
        return None
    holding = sorted(map(by_character.get, characters, repeat(())), key=len)
    likely = sorted(set().union(*holding[: most + 1]))
    names = [table.names[place] for place in likely]
    near = process.extractOne(key, names, scorer=OSA.distance, score_cutoff=most)
    if not near:
        return None
    other = KIND_OF_TITLE.search(near[0])
    if (kind and kind[1]) != (other and other[1]):
        return None
    return Verdict(table.by_name[near[0]], "corrupt", f"misprint of {table.by_name[near[0]].canonical}")


@lru_cache(maxsize=MOST_KEPT)
def _kind_of_unknown(key: str) -> str | None:
    if PLACE.match(key) or BODY.search(key):
        return "local"
    kind = KIND_OF_TITLE.search(key)
    return "internal" if kind and kind[1] in INTERNAL else None


def _why_unknown(key: str) -> str:
    return "local or internal" if _kind_of_unknown(key) else "not in the table of instruments"
