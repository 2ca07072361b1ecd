"""D09 to D12: dated terms, planning periods, slogans and congresses that do not fit the year reported on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from analysis.coding.codebook_parts import Codebook
from analysis.coding.coded_report import CodedReport
from analysis.coding.instruments import load_instruments, strict_key, unverified
from analysis.findings.anchor_finder import AnchorFinder
from analysis.findings.body_text import BodyText, quote
from analysis.findings.cues import cued, cues
from analysis.findings.rule import Flag, Span, rule
from analysis.findings.time_frame import Finished, covered_year, finished, first_day

#: Kinds of instrument that localities do not issue under the same name.
NEVER_LOCAL = ("law", "party_rule")
DRAFT = "草案"
#: Announced, not yet there.
EXPECTED = re.compile("(?:喜迎|迎接|即将|筹备|筹办|召开前|庆祝|草案|征求意见)[^，。；]{0,8}$")

#: A period of five years by its name: the first year. 七五 and 八五 name plans of law popularisation.
PERIODS = {
    "十二五": 2011,
    "十三五": 2016,
    "十四五": 2021,
    "十五五": 2026,
    "六五": 2011,
    "七五": 2016,
    "八五": 2021,
    "九五": 2026,
}
YEARS_OF_PERIOD = 5
STAGE = re.compile(
    '(?P<period>十[二三四五]五|[六七八九]五)[”"’]?[^，。；：！？\n]{0,16}?'
    "(?:(?P<first>开局|起步|开篇|首年)|(?P<middle>中期)|(?P<last>收官|收尾|最后一年|决胜)|(?P<before>谋划|谋篇布局|谋篇|编制))(?:起步|布局|关键|决战|决胜|攻坚|评估)?(?:之年|年|之际)?"
)
NAMED_YEAR = re.compile(
    "(?<!\\d)(?P<year>20\\d\\d)年|(?P<now>今年|本年度?)|(?P<next>明年|来年|下一年)|(?P<past>去年|上年)"
)
IS = re.compile("(?:是|为|作为|系|值|处|既是|也是|正值|正处)")
BETWEEN_TWO = re.compile("衔接|交汇|交接|过渡|接续|承上启下|以来|期间|时期|末")
#: Place in the period, counted from its first year.
PLACE = {"first": (0,), "middle": (2,), "last": (4,), "before": (-2, -1)}
STAGE_NAMES = {
    "first": "first year",
    "middle": "middle",
    "last": "last year",
    "before": "year before the beginning",
}

CURRENT_KINDS = ("plan", "campaign")
AS_CURRENT = re.compile(
    "(?:全面|深入|扎实|认真|持续|大力|有序|继续|积极)?(?:实施|推进|开展|贯彻|落实|执行|组织实施|推动|抓好|启动|做好)(?!了)[^，。；]{0,14}$"
)
AS_PAST = re.compile(
    "以来|期间|时期|总结|验收|圆满|收官|完成|曾|原|回顾|先进|获|荣|经验|成果|转入|接续|常态|长效"
)
STALE_AFTER = 2

#: Year of each party congress; the next one is added when it has met.
CONGRESSES = {"十七": 2007, "十八": 2012, "十九": 2017, "二十": 2022}
CONGRESS = re.compile(
    "(?:贯彻|落实|学习|宣传|践行|领会|以(?=[^，。；]{0,40}为(?:指导|引领|指引|统领|遵循)))[^，。；：]{0,16}?(?P<number>十[七八九]|二十)(?:大(?!以来|代表)|届[一二三四五六七中、和历]{1,12}全会)(?!以来)"
)
#: The sign of every number of a congress, and how far before it the words that lead to it can begin.
NUMBER = re.compile("十(?:[七八九]|(?<=二十))[大届]")
LONGEST_LEAD = 20
#: A congress, or one of its plenary sessions, by its number.
NAMED = {
    number: re.compile(
        f"{number}(?<![第\\d一二三四五六七八九]..)(?:大(?![多个队项类常]|代表)|届[一二三四五六七中、和历]{{1,12}}全会)"
    )
    for number in CONGRESSES
}
FULL_YEARS = 2


@lru_cache(maxsize=2)
def _hard_anchors(codebook: Codebook) -> tuple[tuple[str, AnchorFinder], ...]:
    """Return the anchors that no earlier text can hold, each after its first day."""
    return tuple(
        (first_day(anchor.first_official), AnchorFinder(anchor))
        for anchor in codebook.time_anchors
        if anchor.anchor == "hard" and anchor.first_official
    )


@lru_cache(maxsize=2)
def _fading_anchors(codebook: Codebook) -> tuple[tuple[int, AnchorFinder], ...]:
    """Return the plans and campaigns that end, each after the first year in which it is stale."""
    return tuple(
        (int(anchor.faded_from[:4]) + STALE_AFTER, AnchorFinder(anchor))
        for anchor in codebook.time_anchors
        if anchor.kind in CURRENT_KINDS and anchor.faded_from
    )


@cues
def _words_of_anchors(codebook: Codebook) -> Iterator[str]:
    for _, finder in (*_hard_anchors(codebook), *_fading_anchors(codebook)):
        yield finder.cue


@rule("D09", "term before its time", "error")
def before_its_time(coded: CodedReport) -> Iterator[Flag]:
    """Flag a term or law that cannot stand in a text finished before it became official; one finding for each."""
    covered_year(coded)
    last = finished(coded)
    body, known = BodyText.of(coded), cued(coded)
    told: set[int] = set()
    for official, finder in _hard_anchors(coded.codebook):
        if official <= last.day or finder.cue not in known:
            continue
        found = [match for match in finder.find(body.text) if _is_present(body, match.start())]
        if found:
            anchor = finder.anchor
            spans = [body.span(*match.span()) for match in found]
            told |= {at for start, end in spans for at in range(start, end)}
            yield _too_early(found[0][0], anchor.first_official, anchor.status, last, spans)
    laws: dict[str, list[Span]] = {}
    for row in coded.citations:
        span = row["start"], row["end"]
        if (
            row["kind"] in NEVER_LOCAL
            and row["marked"]
            and row["status"] == "correct"
            and told.isdisjoint(range(*span))
        ):
            laws.setdefault(row["canonical"], []).append(span)
    for name, spans in laws.items():
        law = load_instruments().by_name[strict_key(name)]
        if len(law.first_official) == len(last.day) and law.first_official > last.day:
            spans = [span for span in spans if _is_present(body, body.locate(span[0]))]
            printed = coded.report.text[slice(*spans[0])] if spans else DRAFT
            if DRAFT not in printed:
                yield _too_early(printed, law.first_official, law.check, last, spans)


def _is_present(body: BodyText, at: int) -> bool:
    """Tell whether a term is used, not expected (迎接党的二十大) or planned."""
    return not body.is_plan(at) and not EXPECTED.search(body.text, max(0, at - 12), at)


def _too_early(words: str, official: str, status: str, last: Finished, spans: list[Span]) -> Flag:
    return Flag(
        f"{quote(words)} became official {official}{unverified(status)}, after the text was finished ({last.why}): "
        f"{first_day(official)} > {last.day}",
        spans[0],
        (*last.spans, *spans[1:]),
    )


@rule("D10", "wrong place in a planning period", "warning")
def wrong_stage(coded: CodedReport) -> Iterator[Flag]:
    """Flag a year called first, middle, last or eve of a five-year period that it is not."""
    year = covered_year(coded)
    body = BodyText.of(coded)
    for match in _stages(body.plain):
        first, _ = body.sentence(match.start())
        named = [*NAMED_YEAR.finditer(body.plain, first, match.start())]
        if not named or match["period"] not in PERIODS:
            continue
        words = body.plain[named[-1].end() : match.start()]
        _, stop = body.clause(*match.span())
        if not IS.search(words) or BETWEEN_TWO.search(body.plain, match.start(), stop):
            continue
        meant = _year_meant(named[-1], year)
        begins, stage = PERIODS[match["period"]], match.lastgroup
        allowed = [begins + place for place in PLACE[stage]]
        if stage == "last" and not match["period"].startswith("十"):
            # Plans of law popularisation are wound up and inspected in the year after.
            allowed.insert(0, allowed[-1] + 1)
        if meant not in allowed:
            yield Flag(
                f"{quote(match[0])} is said of {meant}; “{match['period']}” runs {begins}—{begins + YEARS_OF_PERIOD - 1}, "
                f"and its {STAGE_NAMES[stage]} is {allowed[-1]}",
                body.span(named[-1].start(), match.end()),
            )


def _stages(text: str) -> Iterator[re.Match[str]]:
    """Yield the periods that stand with a stage; found by their last sign, which is rare, and so faster."""
    at = text.find("五")
    while at >= 0:
        start = at - 2 if text[at - 2 : at - 1] == "十" else at - 1
        match = STAGE.match(text, max(start, 0))
        if match:
            yield match
        at = text.find("五", match.end("period") if match else at + 1)


def _year_meant(match: re.Match[str], year: int) -> int:
    return int(match["year"]) if match["year"] else year + {"now": 0, "next": 1, "past": -1}[match.lastgroup]


@rule("D11", "superseded slogan or plan as current", "notice")
def stale_slogan(coded: CodedReport) -> Iterator[Flag]:
    """Flag a plan or campaign that is carried out two or more years after it faded."""
    year = covered_year(coded)
    body, known = BodyText.of(coded), cued(coded)
    for stale, finder in _fading_anchors(coded.codebook):
        if year < stale or finder.cue not in known:
            continue
        anchor = finder.anchor
        for match in finder.find(body.text):
            first, stop = body.clause(*match.span())
            if AS_CURRENT.search(body.text, first, match.start()) and not AS_PAST.search(
                body.text, first, stop
            ):
                yield Flag(
                    f"{quote(body.text[first:stop])} carries out what faded {anchor.faded_from}{unverified(anchor.status)}; "
                    f"the report covers {year}",
                    body.span(*match.span()),
                )


@rule("D12", "older congress only", "notice")
def older_congress(coded: CodedReport) -> Iterator[Flag]:
    """Flag a text that takes only an earlier party congress as its guide, two years after a newer one."""
    year = covered_year(coded)
    body = BodyText.of(coded)
    latest = max((met for met in CONGRESSES.values() if met + FULL_YEARS <= year), default=None)
    if latest is None:
        return
    if any(met >= latest and NAMED[number].search(body.text) for number, met in CONGRESSES.items()):
        return
    number = NUMBER.search(body.text)
    match = number and CONGRESS.search(body.text, max(0, number.start() - LONGEST_LEAD))
    if match:
        yield Flag(
            f"{quote(match[0])} is the newest congress the text names; a later one met in {latest}, "
            f"and the report covers {year}",
            body.span(*match.span()),
        )


RULES = (before_its_time, wrong_stage, stale_slogan, older_congress)
