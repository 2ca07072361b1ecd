"""D01 and D05: days that the calendar, the order of things or the signature do not allow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from analysis.coding.coded_report import CodedReport
from analysis.findings.body_text import BodyText, quote
from analysis.findings.lost_marks import lost_days
from analysis.findings.once import once
from analysis.findings.rule import Flag, rule
from analysis.findings.time_frame import covered_year, finished, where
from analysis.reading.dates import iso_day

#: A date as printed, whether the calendar has it or not, is found by its 月, which is rarer than digits.
PRINTED = re.compile("月(?<=\\d月)(?:(?P<day>\\d{1,2})日)?")
#: What may stand before 月 as part of the date, and such a part that is a month, with its year or without.
HEAD = re.compile("\\d[\\d年]*$")
LONGEST_HEAD = len("2024年12")
MONTH = re.compile("(?:(?P<year>20\\d\\d)年)?(?P<month>\\d{1,2})")
YEAR = re.compile("20[0-4]\\d(?<![\\d—–~～-]....)(?=年)")
RELATIVE = re.compile("(?P<before>去年|上年|上一年度?|前年)|(?P<after>次年|明年|翌年|来年|下一?年)")
#: Behind a date: a limit, the begin of validity, or the name of a day (12月4日国家宪法日).
NO_EVENT = re.compile(
    "(?:份|底|末|上旬|中旬|下旬|初|止)*(?:以?前|之前|起|生效|施行|实施|届满|到期|截止)|[“”]?(?:第[^，。；]{1,4}个)?(?:国际|世界|全国|国家|全民|宪法)[^，。；、了]{0,10}[日周月]"
)
#: Before a date: the end of a range, or the name of what bears it.
RANGE_OR_LIMIT = re.compile("[—–~～到-]$|(?<!截)至$|(?:以前|之前|有效期|截止时间)[^，。；]{0,4}$")
WORDS_OF_LIMIT = re.compile("有效期|施行|生效|届满|到期|期限|截止日期")
RANGE_END = re.compile(
    "(?:至|到|[—–~～-]{1,2})(?:(?P<year>20\\d\\d)年)?(?:(?P<month>\\d{1,2})月)?(?P<day>\\d{1,2})日"
)
YEARS_REVERSED = re.compile("(?P<first>20\\d\\d)(?<!\\d....)年?(?:至|到|[—–~～-]{1,2})(?P<last>20\\d\\d)年")
LEAP = 2024
#: A text signed earlier than this month of the year it covers has a misprint in its own date.
EARLIEST_SIGNATURE = "-10-01"


class Day(NamedTuple):
    """A date as the body prints it: where it stands; year and day may be left out."""

    start: int
    end: int
    year: int | None
    month: int
    day: int | None


class Event(NamedTuple):
    """A date of the body: where it stands, and the earliest day that it can mean."""

    start: int
    end: int
    day: str


@once
def printed_days(coded: CodedReport) -> tuple[Day, ...]:
    """Return the dates the body of a report prints, possible or not, in order."""
    return tuple(_printed_days(BodyText.of(coded)))


def _printed_days(body: BodyText) -> Iterator[Day]:
    plain = body.plain
    for match in body.finditer(PRINTED):
        stop = match.start()
        start = HEAD.search(plain, max(0, stop - LONGEST_HEAD), stop).start()
        head = MONTH.fullmatch(plain, start, stop)
        if head and plain[start - 1 : start] != ".":
            year, day = head["year"], match["day"]
            yield Day(start, match.end(), year and int(year), int(head["month"]), day and int(day))


def events(coded: CodedReport) -> Iterator[Event]:
    """Yield the dates of the body that the calendar has; a month without a day counts from its first.

    A date without a year has the last one its sentence names before it, else the reporting year. A date that lost
    its marks counts when it can be read in one way only.
    """
    year, body = covered_year(coded), BodyText.of(coded)
    for one in printed_days(coded):
        stated = one.year or _year_before(body, one.start, year)
        if stated and (day := iso_day(stated, one.month, one.day or 1)):
            yield Event(one.start, one.end, day)
    for lost in lost_days(coded):
        if len(lost.readings) == 1:
            yield Event(lost.start, lost.end, lost.readings[0])


def _year_before(body: BodyText, at: int, year: int) -> int | None:
    """Return the year that a date without one belongs to; None for one that is still to come."""
    first, _ = body.sentence(at)
    words = body.plain[first:at]
    if relative := [*RELATIVE.finditer(words)]:
        return year - 1 if relative[-1].lastgroup == "before" else None
    named = YEAR.findall(words)
    return int(named[-1]) if named else year


@rule("D01", "event after signing", "error")
def event_after_signing(coded: CodedReport) -> Iterator[Flag]:
    """Flag what is told as done on a day after the text was finished."""
    year = covered_year(coded)
    body = BodyText.of(coded)
    if "月" not in body.plain and "日" not in body.plain:
        return
    last = finished(coded)
    early = last.day < f"{year}{EARLIEST_SIGNATURE}"
    for event in events(coded):
        if event.day <= last.day or not _is_past(body, event):
            continue
        printed = body.text[event.start : body.clause(event.start, event.end)[1]]
        yield Flag(
            f"{quote(printed)} tells of {event.day}, later than the text can be ({last.why}): {event.day} > {last.day}",
            body.span(event.start, event.end),
            last.spans,
        )
        if early:
            # The signature, not each event, is then the likely misprint.
            return


def _is_past(body: BodyText, event: Event) -> bool:
    """Tell whether a date is that of something done, not of a plan, a limit or the name of a day."""
    first, stop = body.clause(event.start, event.end)
    if NO_EVENT.match(body.plain, event.end) or RANGE_OR_LIMIT.search(body.plain, first, event.start):
        return False
    return not WORDS_OF_LIMIT.search(body.plain, first, stop) and not body.is_plan(event.start)


@rule("D05", "impossible day or order", "error")
def impossible_day(coded: CodedReport) -> Iterator[Flag]:
    """Flag days no calendar has, ranges that end before they begin, and a signature after publication."""
    body = BodyText.of(coded)
    for one in printed_days(coded):
        if one.day is None:
            continue
        if iso_day(one.year or LEAP, one.month, one.day) is None:
            printed = body.plain[one.start : one.end]
            yield Flag(f"{quote(printed)} is no day of the calendar", body.span(one.start, one.end))
        elif (end := RANGE_END.match(body.plain, one.end)) and _reversed(one, end):
            printed = body.plain[one.start : end.end()]
            yield Flag(f"{quote(printed)} ends before it begins", body.span(one.start, end.end()))
    for match in body.finditer(YEARS_REVERSED):
        if int(match["last"]) < int(match["first"]):
            yield Flag(f"{quote(match[0])} ends before it begins", body.span(*match.span()))
    signed, published = (str(coded.metadata[field] or "") for field in ("signed", "published"))
    if signed and published and signed > published[: len(signed)]:
        for span in where(coded, "signed")[:1]:
            yield Flag(
                f"signed {signed}, but published before that, {published}",
                span,
                where(coded, "published"),
                severity="warning",
            )


def _reversed(first: Day, last: re.Match[str]) -> bool:
    """Tell whether a range ends before it begins; 11月20日至3月5日 runs into the next year."""
    month = int(last["month"] or first.month)
    if last["year"]:
        return (int(last["year"]), month, int(last["day"])) < (first.year or 0, first.month, first.day)
    return month == first.month and int(last["day"]) < first.day


RULES = (event_after_signing, impossible_day)
