"""The year a report covers, decided by the kind of evidence, never by position or by counting.

Title; the announcement and the first clauses of the lead; first-level headings; the signature; the publication
date. Ranges of plans, document numbers, dates of instruments and a year in which others judged do not count.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.reading.dates import number
from analysis.reading.mentions import LONGEST_LINE
from analysis.reading.page import Evidence, Page, Section
from analysis.reading.unpadded import Unpadded

FIELD = "reporting_year"
HEADINGS_READ = 12
_DIGITS = "(?<!\\d)20[0-4]\\d(?!\\d)|二[〇○O零0][〇○O零0一二][〇○O零0一二三四五六七八九]"
_DASH = "[—–~～至到-]{1,2}"
_RANGE = re.compile(f"(?:{_DIGITS})年?{_DASH}(?:{_DIGITS}|[2-9]\\d(?!\\d))年?度?|十[二三四五]五")
_QUOTED = re.compile("《[^》]{0,120}》|“[^”]{0,80}”|〔[^〕]{0,12}〕|\\[20\\d\\d\\]")
# A day or a month is a date, not a year under report.
_DAY = re.compile(f"(?:{_DIGITS})(?:年\\d{{1,2}}月|年[一二三四五六七八九十元]{{1,2}}月|[-/.]\\d{{1,2}}[-/.])")
_YEAR = re.compile(f"(?P<year>{_DIGITS})(?P<unit>年度?)?")
_SEVERAL = re.compile("[近这]?[二三四五两][个年]?(?:年来|年间|年以来|年法治政府|年依法行政|年工作)")
_FORMULA = re.compile("现(?:将|就|把|对)[^。！？\n]{0,80}")
_PLAN = re.compile("计划|打算|安排|思路|要点|规划|部署|工作任务|展望|谋划")
_CLAUSE_START = re.compile(
    f"(?:^|(?<=[，。；：\n]))(?:在|自|从)?(?P<year>{_DIGITS})(?P<unit>年度?)(?!考核|[^，。；]{{0,12}}(?:考核|评估|评议|测评|督察|检查)中)"
)
_OWN_WORK = re.compile(
    f"(?P<year>{_DIGITS})年度?(?=[^，。；《〈\n]{{0,24}}(?:法治政府建设|法治建设|依法行政|法治工作|依法治|法治公安|工作(?:总结|情况|开展)))"
)
# The notice that asks for the report: 根据《关于报送2023年度法治政府建设情况报告的通知》.
_ASKED_FOR = re.compile(
    f"(?:报送|上报|做好|报告)(?P<year>{_DIGITS})年度?[^》，。]{{0,12}}(?:法治政府建设|依法行政)[^》，。]{{0,24}}通知》"
)
_JUDGED = re.compile("(?:在|获|被评|荣获|获评|评为|根据|按照|对照|印发|反馈)[^，。；]{0,8}$")


def read_year(
    page: Page, sections: Sequence[Section], lead: Unpadded, signed: str | None, published: str | None
) -> tuple[int | None, Evidence]:
    """Return the reporting year and its evidence; without a year, the rule says why.

    Parameters
    ----------
    lead : Unpadded
        What stands before the first heading.
    signed, published : str or None
        ISO dates, if any.
    """
    for copy in ([page.title] if page.title else []) + [*page.title_copies]:
        region = Unpadded.of(page.view, copy.start, min(copy.end, copy.start + LONGEST_LINE))
        years = _years(region.text)
        if years:
            return _found(region, years[0], "title", years[1:])
        if _RANGE.search(_mask(_QUOTED, region.text)):
            return _none("multi_year", "the title names a range of years", region)
    if _covers_several(lead.text):
        return _none("multi_year", "the lead covers several years", lead)
    for rule, matches in (
        ("lead: announcement", _announced(lead.text)),
        ("lead: first clause", _opening(lead.text)),
    ):
        if matches:
            return _found(lead, matches[0], rule, matches[1:])
    if found := _headed(page, sections) or _under_heading(page, sections):
        return found
    for day, rule in ((signed, "signed date"), (published, "publication date")):
        if day:
            year = int(day[:4]) - (int(day[5:7]) < 10)
            return year, Evidence(FIELD, str(year), rule, f"from {day}")
    return None, Evidence(FIELD, None, "not_stated")


def _mask(pattern: re.Pattern[str], text: str) -> str:
    """Blank out what a pattern matches; offsets stay."""
    return pattern.sub(lambda match: "\0" * len(match[0]), text)


def _plain(text: str) -> str:
    for pattern in (_QUOTED, _RANGE, _DAY):
        text = _mask(pattern, text)
    return text


def _years(text: str) -> list[re.Match[str]]:
    """Return the years a title names as those under report: work before plan, ranges and dates never."""
    plain = _plain(text)
    matches = [match for match in _YEAR.finditer(plain) if not _JUDGED.search(plain[: match.start()])]
    return _work_first(plain, matches)


def _work_first(plain: str, matches: list[re.Match[str]]) -> list[re.Match[str]]:
    """Put the year of the work before the year of the plan that is announced with it."""
    if len(matches) < 2:
        return matches
    stops = [match.start() for match in matches[1:]] + [len(plain)]
    plans = [
        bool(_PLAN.search(plain[match.end() : stop])) for match, stop in zip(matches, stops, strict=True)
    ]
    return [match for match, plan in zip(matches, plans, strict=True) if not plan] + [
        match for match, plan in zip(matches, plans, strict=True) if plan
    ]


def _covers_several(text: str) -> bool:
    head = _mask(_QUOTED, text)[:120]
    span = re.match(f"[自从在]?(?:{_DIGITS})年?{_DASH}(?:{_DIGITS})年", head)
    return bool(span) or (bool(_RANGE.search(head)) and bool(_SEVERAL.search(head)))


def _announced(text: str) -> list[re.Match[str]]:
    plain = _plain(text)
    for formula in _FORMULA.finditer(plain):
        matches = [*_YEAR.finditer(plain, formula.start(), formula.end())]
        if matches:
            return _work_first(plain[: formula.end()], matches)
    return []


def _opening(text: str) -> list[re.Match[str]]:
    """Return years that open a clause of the lead (2024年，…), else that say whose work is told."""
    plain = _plain(text)
    return (
        [*_CLAUSE_START.finditer(plain)]
        or [match for match in _OWN_WORK.finditer(plain) if not _JUDGED.search(plain[: match.start()])]
        or [*_ASKED_FOR.finditer(text)]
    )


def _headed(page: Page, sections: Sequence[Section]) -> tuple[int | None, Evidence] | None:
    """Return the year of the first-level headings: of the work, else the year before the plan's."""
    plans = []
    for section in [section for section in sections if section.depth == 1 and section.heading][
        :HEADINGS_READ
    ]:
        region = Unpadded.of(page.view, section.start, min(section.body_start, section.start + 80))
        matches = _years(region.text)
        if matches and (section.item == 4 or _PLAN.search(region.text)):
            plans.append((region, matches[0]))
        elif matches:
            return _found(region, matches[0], "first-level heading", [])
    for region, match in plans:
        start, end = region.span(*match.span("year"))
        year = number(match["year"]) - 1
        return year, Evidence(FIELD, str(year), "heading of the plan, minus one", None, start, end)
    return None


def _under_heading(page: Page, sections: Sequence[Section]) -> tuple[int | None, Evidence] | None:
    """Return the year that opens the first paragraph below the first heading, where there is no lead."""
    for section in sections[:3]:
        region = Unpadded.of(page.view, section.body_start, min(section.body_end, section.body_start + 120))
        if match := _CLAUSE_START.match(_plain(region.text)):
            return _found(region, match, "first clause below a heading", [])
    return None


def _found(
    region: Unpadded, match: re.Match[str], rule: str, others: Sequence[re.Match[str]]
) -> tuple[int, Evidence]:
    year = number(match["year"])
    further = sorted({number(other["year"]) for other in others} - {year})
    note = f"also named: {', '.join(map(str, further))}" if further else None
    return year, Evidence(FIELD, str(year), rule, note, *region.span(*match.span("year")))


def _none(reason: str, note: str, region: Unpadded) -> tuple[None, Evidence]:
    return None, Evidence(FIELD, None, reason, note, *region.span(0, min(len(region.text), 40)))
