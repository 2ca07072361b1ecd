"""D02, D06, D07 and D08: years in title, lead, headings and sentences that do not fit the year reported on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.coding.coded_report import CodedReport
from analysis.findings.body_text import BodyText, quote
from analysis.findings.rule import Flag, NotChecked, Span, rule
from analysis.findings.time_frame import covered_year, finished
from analysis.reading.items import heading_item
from analysis.reading.quotations import QUOTED
from analysis.reading.unpadded import Unpadded

_DASH = "—–~～至到-"
_YEAR = f"(?P<year>20[0-4]\\d)(?<![\\d{_DASH}]....)(?!\\d|年?[{_DASH}]{{1,2}}\\d)"
WHOLE_YEAR = re.compile("全年(?![龄级级薪])[^。；\n]{0,40}?\\d")
AS_OF = re.compile("截[至止]|今年以来|目前|1[—–~～至到-]{1,2}1[01]月")

BARE_YEAR = re.compile(f"{_YEAR}年度?(?!\\d|[一二三四五六七八九十]{{1,2}}月)")
#: Marks of a legitimate look at another time: before the year, behind it in its clause, anywhere in the sentence.
LEADS_BACK = re.compile(
    "(?:较|比|对比|相比|自|从|原|曾|早在|继|至|截至|与|和|因|超过|高于|低于)[^，。；]{0,4}$"
)
LEGITIMATE = re.compile(
    "以来|起|以?前|之前|至今|获|荣|被评|评为|评选|命名|授予|认定|考核|考评|评估|测评|评议|督察|督查|巡视|巡察|审计|反馈|整改|遗留|结转|报告|述法|述职|述廉|总结"
    "|表彰|决算|预算|制定的|出台的|印发的|成立的|建成的|发布的|颁布|修订|施行|立案|中央|全国|国务院|国家|中共|省|第[一二三四五六七八九十]"
)
COMPARES = re.compile(
    "同比|相比|较[上去]年|上年|去年|前年|上一?年度?|历年|连续|分别|逐年|增长|下降|上升|减少|提高了|近[两二三四五]年|原|曾"
)
AHEAD = re.compile("计划|安排|打算|目标|要点|部署|谋划|预算|规划|思路|筹备|方案")
#: Where a clause about own results begins with its year, behind its subject at most.
OPENING = re.compile(
    "(?:^|[\\n，。；：]|[一二三四五六七八九十]是)(?:[全我本][省市州县区旗镇乡局]|[全我本]街道|[镇县区市](?:党委|政府)?|街道)?在?$"
)
OPENS = re.compile(
    f"{_YEAR}年度?，?(?:全年|[全我本][省市州县区旗镇乡街局]|街道|共|累计|先后|组织|开展|举办|召开|调解|化解|受理|办结|查处|印发|完成|新增"
    "|[^，。；：的]{2,14}?(?:开展|组织|举办|召开|调解|化解|受理|办结|查处|发放|检查|排查|审查|接待|培训)(?=[^，。；：的]{0,8}\\d))"
)
RESULT = re.compile("\\d|共|累计|了|百分之|全部|均")
#: The year of a task, meeting or event that the own work of another year carries out.
TASK = re.compile(
    f"{_YEAR}年度?(?P<what>[^，。；：“”\n]{{0,20}}?(?:要点|工作计划|年度计划|重点工作|目标任务|任务清单|工作安排|部署会|推进会|动员会|调度会|工作会议|实施方案|工作方案"
    "|普法工作|普法责任|普法计划|学法计划|考试|测试|培训|宣传活动|宣传月|宣传周|专项行动|执法检查))"
)
CARRIES_OUT = re.compile(
    "按照?|根据|围绕|对照|召开|落实|制定|印发|推进|完成|开展|组织|参加|贯彻|举办|执行|实施|参照|依照|紧扣|在"
)
REACH = 20

_PLAN_WORDS = "安排|打算|计划|思路|重点|设想|目标|举措|规划|展望"
PLANNED_YEAR = re.compile(
    f"{_YEAR}年度?(?![^，。、；]*(?:情况|问题|不足|成效|完成|落实|下一?步|下一?年))[^，。、；及和与]{{0,16}}?(?:{_PLAN_WORDS})"
)
OPENS_PLAN = re.compile(f"在?{_YEAR}年度?，?(?=[^。]*(?:将|要|继续|拟|计划|重点|进一步|着力))")
LOOKS_BACK = re.compile("基础上|总结|虽然|取得|成绩|不足|差距|问题")

TITLE_YEAR = re.compile(f"{_YEAR}年?(?:度)?")
NOT_OWN_YEAR = re.compile("考核|考评|反馈|整改|督察|督查|评估|巡察|要点|规划")
OPENING_YEAR = re.compile(
    f"^(?:自|在|从)?{_YEAR}年度?(?:以?来)?(?=，|[全我][省市县区镇乡局]|[^，。；考评]{{2,12}}(?:深入|坚持|认真|全面|始终|紧紧|在|以|按照|积极|持续))"
)
ANNOUNCED = re.compile(f"现(?:将|就|把|对)[^。\n]{{0,40}}?{_YEAR}年度?[^。\n]{{0,60}}(?:如下|报告|汇报|总结)")


@rule("D02", "full-year figures signed before year end", "notice")
def early_totals(coded: CodedReport) -> Iterator[Flag]:
    """Flag totals of the whole year in a text finished before its end; one finding for all of them."""
    year = covered_year(coded)
    last = finished(coded)
    if not last.day < f"{year}-12-31":
        return
    body = BodyText.of(coded)
    found = [
        match
        for match in body.finditer(WHOLE_YEAR)
        if not body.is_plan(match.start()) and not AS_OF.search(body.plain, *body.sentence(match.start()))
    ]
    if found:
        spans = [body.span(*match.span()) for match in found]
        yield Flag(
            f"{quote(found[0][0])} gives a figure for all of {year}, but the text was {last.why}, before 31 December"
            + (f" (so do {len(found) - 1} more figures)" if len(found) > 1 else ""),
            spans[0],
            (*last.spans, *spans[1:]),
        )


@rule("D06", "another year's words", "warning")
def other_year(coded: CodedReport) -> Iterator[Flag]:
    """Flag a sentence on own results that names a year other than the one reported on, without a mark of comparison."""
    year = covered_year(coded)
    body = BodyText.of(coded)
    for match in body.finditer(BARE_YEAR):
        named = int(match["year"])
        if named == year or not _is_own_work(body, match, year):
            continue
        _, stop = body.clause(match.start())
        words = body.text[match.start() : stop]
        yield Flag(
            f"{quote(words)} speaks of {named} as current work; the report covers {year}",
            body.span(match.start(), stop),
        )
    for section in coded.report.sections:
        # Headings of the first level are the matter of D08, those of the plan that of D07.
        if section.depth == 1 or section.item not in (1, 2, 3) or "年" not in (section.heading or ""):
            continue
        heading = QUOTED.sub("", section.heading)
        named = {int(match["year"]) for match in BARE_YEAR.finditer(heading)}
        if (
            len(named) == 1
            and year not in named
            and not LEGITIMATE.search(heading)
            and not COMPARES.search(heading)
        ):
            yield Flag(
                f"the heading {quote(heading)} names {min(named)}; the report covers {year}",
                coded.report.view.span(section.start, section.end),
            )


def _is_own_work(body: BodyText, match: re.Match[str], year: int) -> bool:
    """Tell whether a bare year dates the issuer's own results, and no mark leads to another time."""
    plain, at, named = body.plain, match.start(), int(match["year"])
    if body.is_plan(at):
        return False
    first, stop = body.clause(at)
    opening, closing = body.sentence(at)
    if LEADS_BACK.search(plain, first, at) or LEGITIMATE.search(plain, match.end(), stop):
        return False
    if COMPARES.search(plain, opening, closing):
        return False
    opens = OPENING.search(plain, max(opening - 1, 0), at) and OPENS.match(plain, at)
    if opens and str(year) not in plain[opening:closing]:
        ahead = named > year and AHEAD.search(plain, opening, closing)
        return not ahead and RESULT.search(plain, match.end(), closing) is not None
    task = TASK.match(plain, at)
    return (
        named < year
        and task is not None
        and not plain.startswith("精神", task.end())
        and CARRIES_OUT.search(plain, max(first, at - REACH), at) is not None
    )


@rule("D07", "stale plan year", "warning")
def stale_plan(coded: CodedReport) -> Iterator[Flag]:
    """Flag a plan part that names the year reported on, or an earlier one, as the year to come."""
    year = covered_year(coded)
    body = BodyText.of(coded)
    view = coded.report.view
    for section in coded.report.sections:
        if section.item != 4 or body.item_of(section.parent_id) == 4:
            continue
        heading = QUOTED.sub("", section.heading or "")
        named = [int(match["year"]) for match in PLANNED_YEAR.finditer(heading)]
        if named and max(map(int, re.findall("20\\d\\d", heading))) <= year:
            yield Flag(
                f"the heading {quote(heading)} plans for {named[-1]}, but the report covers {year}",
                view.span(section.start, section.end),
            )
    before = None
    for _, item, first, _ in body.stretches:
        opens, before = item == 4 and before != 4, item
        if not opens:
            continue
        start, end = body.sentences[first]
        match = OPENS_PLAN.match(body.plain, start, end)
        words = body.plain[start:end]
        if match and not LOOKS_BACK.search(words) and max(map(int, re.findall("20\\d\\d", words))) <= year:
            yield Flag(
                f"{quote(words)} opens the plan with {match['year']}, but the report covers {year}",
                body.span(*match.span()),
            )


Named = tuple[str, int, Span]


@rule("D08", "title, lead and headings disagree on the year", "error")
def years_disagree(coded: CodedReport) -> Iterator[Flag]:
    """Flag title, lead and first-level headings on results that name different years as the one covered."""
    named = [*_title_year(coded), *_lead_year(coded), *_heading_years(coded)]
    if not named:
        raise NotChecked("neither title, lead nor headings name a year")
    place, year, span = named[0]
    for other_place, other, other_span in named[1:]:
        if other != year:
            yield Flag(f"the {other_place} covers {other}, the {place} {year}", other_span, (span,))


def _title_year(coded: CodedReport) -> Iterator[Named]:
    title = coded.report.page.title
    if title is None:
        return
    region = Unpadded.of(coded.report.view, title.start, title.end)
    found = [
        match
        for match in TITLE_YEAR.finditer(region.text)
        if not NOT_OWN_YEAR.search(region.text[match.end() : match.end() + 6])
    ]
    if len({match["year"] for match in found}) == 1:
        span = coded.report.view.span(*region.span(*found[0].span()))
        yield "title", int(found[0]["year"]), span


def _lead_year(coded: CodedReport) -> Iterator[Named]:
    """Yield the year the lead opens with or announces, unless it names several."""
    body = BodyText.of(coded)
    behind = next((one.first for one in body.stretches if one.item != -1), 0)
    if not behind or not coded.report.sections:
        return
    end, _ = body.sentences[behind]
    lead = QUOTED.sub(lambda quoted: "\0" * len(quoted[0]), body.text[:end])
    found = [match for match in (OPENING_YEAR.match(lead), ANNOUNCED.search(lead)) if match]
    if found and len({match["year"] for match in BARE_YEAR.finditer(lead)}) <= 1:
        yield "lead", int(found[0]["year"]), body.span(*found[0].span("year"))


def _heading_years(coded: CodedReport) -> Iterator[Named]:
    for section in coded.report.sections:
        if section.depth != 1 or section.item not in (1, 2, 3) or "2" not in (section.heading or ""):
            continue
        heading = QUOTED.sub("", section.heading)
        years = {int(match["year"]) for match in TITLE_YEAR.finditer(heading)}
        if len(years) == 1 and heading_item(heading) in (1, 2, 3) and not NOT_OWN_YEAR.search(heading):
            yield "heading " + quote(heading), *years, coded.report.view.span(section.start, section.end)


RULES = (early_totals, other_year, stale_plan, years_disagree)
