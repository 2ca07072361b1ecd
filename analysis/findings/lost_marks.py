"""D03 and D04: dates and ranges of years whose marks were lost between the writer and the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from analysis.coding.coded_report import CodedReport
from analysis.findings.body_text import BodyText, quote
from analysis.findings.once import once
from analysis.findings.rule import Flag, Span, rule
from analysis.findings.time_frame import covered_year, where
from analysis.reading.dates import find_dates, iso_day
from analysis.reading.metadata import AMBIGUOUS
from analysis.reading.page import Page

#: 613日, unless it counts days (120日内); found by its 日, which is rarer than digits.
LOST_DAY = re.compile("日(?<=\\d\\d\\d日)(?![内以之左有期均的后来游历龄用常元报志间集攻大冲专行会])")
#: Where a date can begin.
BEFORE_DAY = frozenset("于在自从至到年（—是，。；：、“\n")
#: 2024年226日; 2024226 in running text only behind a word that leads to a date.
LOST_DATE = re.compile(
    "20\\d\\d(?:年\\d{3,4}日|(?:(?<=[于在自从至到]....)|(?<=截[至止]....))\\d{2,4}(?=日|，|召开|组织|开展|举办|印发|对|与|由|前往))"
)
BARE_DIGITS = re.compile("20\\d{4,6}")
#: The dash may have been put back by the reader; what is printed is tested.
GLUED_RANGE = re.compile("(?P<first>20\\d\\d)(?<!\\d....)—?(?P<last>20\\d\\d)(?=年|[）)])")
LONGEST_PLAN = 10


class LostDay(NamedTuple):
    """A date of the body without its marks: where it stands and the days, in ISO form, that it can mean."""

    start: int
    end: int
    readings: tuple[str, ...]


@once
def lost_days(coded: CodedReport) -> tuple[LostDay, ...]:
    """Return the dates of the body that lost their marks and can be read in one way or two, in the reporting year."""
    return tuple(_lost_days(BodyText.of(coded), covered_year(coded)))


def _lost_days(body: BodyText, year: int) -> Iterator[LostDay]:
    taken = []
    for match in body.finditer(LOST_DATE):
        digits = match[0] if "年" in match[0] else match[0].removesuffix("日")
        for found in find_dates(digits, unmarked=True):
            days = tuple(day for day in found.readings if len(day) == len("2024-02-19"))
            if days and found.repaired:
                taken.append(match.end())
                yield LostDay(*match.span(), days)
    for match in body.finditer(LOST_DAY):
        stop, end = match.span()
        start = stop - 3 - body.plain[stop - 4 : stop - 3].isdecimal()
        digits, before = body.plain[start:stop], body.plain[start - 1 : start]
        if before and before not in BEFORE_DAY:
            continue
        if end in taken or (len(digits) == len("2024") and digits.startswith("20")):
            continue
        cuts = (1, 2) if len(digits) == len("613") else (2,)
        readings = [iso_day(year, int(digits[:cut]), int(digits[cut:])) for cut in cuts]
        if days := tuple(filter(None, readings)):
            yield LostDay(start, end, days)


@rule("D03", "lost marks in a date", "notice")
def lost_marks(coded: CodedReport) -> Iterator[Flag]:
    """Flag digits that stand for a date without its marks, in the body or the signature."""
    body = BodyText.of(coded)
    for lost in lost_days(coded):
        yield _flag(body.text[lost.start : lost.end], lost.readings, body.span(lost.start, lost.end))
    for one in coded.report.evidence:
        if one.field not in ("signed", "published") or one.start is None:
            continue
        printed = coded.report.view.text[one.start : one.end]
        if (
            "repaired" not in one.rule
            and one.rule != AMBIGUOUS
            and not (one.field == "signed" and BARE_DIGITS.fullmatch(printed))
        ):
            continue
        readings = _readings(printed) or tuple(filter(None, [one.value]))
        span = where(coded, one.field)[0]
        if one.value is None or len(readings) < 2:
            yield _flag(printed, readings, span)
        else:
            others = " or ".join(day for day in readings if day != one.value)
            yield Flag(
                f"{quote(printed)} has lost its marks; read as {one.value}, which another date of the page states (not {others})",
                span,
            )


def _readings(printed: str) -> tuple[str, ...]:
    return next((found.readings for found in find_dates(printed, unmarked=True)), ())


def _flag(printed: str, readings: tuple[str, ...], span: Span) -> Flag:
    if len(readings) == 1:
        return Flag(f"{quote(printed)} has lost its marks; only {readings[0]} is possible", span)
    return Flag(
        f"{quote(printed)} has lost its marks and can mean {' or '.join(readings)}", span, severity="warning"
    )


@rule("D04", "lost dash in a range", "notice")
def lost_dash(coded: CodedReport) -> Iterator[Flag]:
    """Flag two years of a plan printed as one number."""
    view, page = coded.report.view, coded.report.page
    for match in GLUED_RANGE.finditer(view.text, *_document(page)):
        first, last = int(match["first"]), int(match["last"])
        span = view.span(*match.span())
        if 1 <= last - first <= LONGEST_PLAN and span[1] - span[0] == len("20212025"):
            yield Flag(f"“{first}{last}” has lost its dash; the range {first}—{last} is meant", span)


def _document(page: Page) -> Span:
    """Return title and body as one stretch of the view."""
    start = min([page.body.start, *([page.title.start] if page.title else [])])
    return start, page.body.end


RULES = (lost_marks, lost_dash)
