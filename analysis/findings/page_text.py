"""T01, T03, T04 and T05: placeholders, numbering, empty labels, and headings whose part holds something else."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from itertools import chain, pairwise

from analysis.coding.coded_report import CodedReport
from analysis.findings.body_text import BodyText, quote
from analysis.findings.rule import Flag, NotChecked, rule
from analysis.reading.dates import number
from analysis.reading.items import heading_item
from analysis.reading.labels import read_row
from analysis.reading.lines import make_line
from analysis.reading.page import Page, Section

_UNITS = "镇|县|市(?!民)|区|乡|街道|省|局|委员?会?|党委|政府|办事处|村(?!民)|社区|年|月|日|件|次|名|场|起|份|期|个|条|项|万|%|余|家|户|部|处|人次|人(?![和与、，称某])|部门|单位"
#: 某某 and signs in place of a name or figure. Not 张某某, 型号XX-2, 5×24, 138****1234, nor the number of a case.
_X = "(?<![A-Za-z0-9*×-])[Xx×*]{2,}(?![A-Za-z0-9*×-])"
PLACEHOLDER = re.compile(
    f"(?:(?:{_X}|_{{2,}})(?={_UNITS})(?!.{{0,6}}(?:行初|行终|民初|号)|[^，。；\n]{{0,16}}(?:一案|案[”》]))"
    "|某某(?=镇|县|市(?![民场])|区(?![别分])|乡|街道|省|局(?!部)|村(?!民))(?![^，。；\n]{0,16}(?:一案|案[”》]))"
    "|(?<![A-Za-z0-9])[Xx×]年[Xx×]{1,2}月)"
)
PERSON = re.compile(
    "(?<!提)[赵钱孙李周吴郑王冯陈张刘杨黄徐马朱胡林何高郭罗梁宋唐许邓曹谢沈韩曾彭吕苏卢蒋蔡贾丁魏薛叶阎潘杜戴姜姚谭廖邹熊陆郝孔崔邱秦侯邵孟汤尹黎乔贺赖龚]$"
)
_SENTENCE_END = re.compile("[。！？\n]")
SIGNATURE = 150
SIGNS = "Xx×*_某"
TRACES = re.compile(f"[{SIGNS}](?:[{SIGNS}]|年)")

PROBLEM = re.compile(
    "不足|不够|不[强高深大严全实准新牢熟紧力]|有待|薄弱|欠缺|欠完善|缺[乏少失位]|短板|差距|不到位|不平衡|不均衡|不充分|不规范|不完善|不健全|不明显|不适应|不及时|不理想|滞后|单一|偏[低弱少慢窄]"
    "|尚未|未能|未有效|仍|还(?:需|存|有|不|未|没)|存在|难以|困难|难题|难点|较[弱低少差]|少数|个别|部分|有所|匮乏|紧缺|淡薄|弱化|不愿|不会|不能|无(?=[。；]|$)|没有|问题|流于|形式化"
)
SOLVED = re.compile(
    "(?:解决|化解|整改|协调|处理|发现|反映|查找|回应|聚焦|紧盯)[^，。；]{0,14}(?:问题|困难|难题)[^，。；]{0,6}"
)
AHEAD = re.compile(
    "将|拟|计划|力争|下一?步|今后|明年|来年|继续|进一步|持续|要|加强|加大|强化|提升|提高|完善|推进|推动|深化|健全|着力|优化|抓好|做好|落实|坚持|开展|建立|严格|聚焦|规范|创新|压实|无(?=[。；]|$)"
)
DONE = re.compile("\\d+(?:余|多)?(?:件|次|场|起|人|份|项|期|名|家|户)|了|已|共|累计|全年|率达?到?\\d")


@rule("T01", "left-over placeholder", "error")
def placeholder(coded: CodedReport) -> Iterator[Flag]:
    """Flag signs of a template where a name or figure of the issuer is due, in title, body and signature."""
    view, page = coded.report.view, coded.report.page
    if not any(sign in view.text for sign in SIGNS) or not TRACES.search(view.text):
        return
    for start, end in _document(page):
        for match in PLACEHOLDER.finditer(view.text, start, end):
            at = match.start()
            if PERSON.search(view.text, max(start, at - 2), at) or view.text[at - 1 : at] in ("诉", "告"):
                continue
            before = _SENTENCE_END.split(view.text[max(start, at - 6) : at])[-1]
            after = _SENTENCE_END.split(view.text[match.end() : min(end, match.end() + 6)])[0]
            yield Flag(
                f"{quote(before + match[0] + after)} holds a placeholder where a name or figure is due",
                view.span(*match.span()),
            )


def _document(page: Page) -> Iterator[tuple[int, int]]:
    """Yield the title, and the body with the lines of the signature behind it."""
    if page.title and page.title.end <= page.body.start:
        yield page.title.start, page.title.end
    yield page.body.start, min(page.body.end + SIGNATURE, len(page.view.text))


@rule("T03", "broken first-level numbering", "notice")
def broken_numbering(coded: CodedReport) -> Iterator[Flag]:
    """Flag a gap, a repeat or a restart in the numbers of the first level."""
    view = coded.report.view
    lists: dict[str | None, list[Section]] = {}
    for section in coded.report.sections:
        if section.depth == 1 and section.number:
            lists.setdefault(section.parent_id, []).append(section)
    if not lists:
        raise NotChecked("the first level has no numbers")
    last = 0
    for first, *others in lists.values():
        begins, counted, last = number(first.number), last, number([first, *others][-1].number)
        # Parts may count on where the part before ended.
        if begins not in (1, counted + 1):
            yield Flag(
                f"the first-level headings begin with {first.number}", view.span(first.start, first.end)
            )
    for one, following in chain.from_iterable(map(pairwise, lists.values())):
        before, here = number(one.number), number(following.number)
        if here != before + 1:
            what = "repeats" if here == before else "restarts" if here < before else "leaves a gap"
            yield Flag(
                f"the first-level numbering {what}: {one.number} is followed by {following.number}",
                view.span(following.start, following.end),
                (view.span(one.start, one.end),),
            )


@rule("T04", "empty metadata", "info")
def empty_metadata(coded: CodedReport) -> Iterator[Flag]:
    """Flag labels of the page that state nothing; one finding for all of them."""
    report = coded.report
    empty = []
    for passage in report.page.furniture:
        line = make_line(report.view, passage.start, passage.end)
        empty += [
            (label.name, line.start, line.end)
            for label in read_row(line)
            if label.name and label.value_start >= label.value_end and label.name not in report.page.labels
        ]
    if empty:
        spans = list(dict.fromkeys(report.view.span(start, end) for _, start, end in empty))
        names = "、".join(dict.fromkeys(name for name, _, _ in empty))
        yield Flag(f"labels without a value: {names}", spans[0], tuple(spans[1:]))


@rule("T05", "heading and content part ways", "notice")
def heading_without_content(coded: CodedReport) -> Iterator[Flag]:
    """Flag a part headed shortcomings without a word of them, or a plan without a word that looks ahead."""
    # What its heading names is the item of a section, unless it plans by its year.
    headed = [
        section
        for section in coded.report.sections
        if section.depth == 1 and section.item in (2, 4) and section.heading
    ]
    kinds = {section.section_id: heading_item(section.heading) for section in headed}
    words = _words_of_parts(coded, {top for top, kind in kinds.items() if kind in (2, 4)})
    for section in headed:
        text = words.get(section.section_id)
        if text is None:
            continue
        kind = kinds[section.section_id]
        if kind == 2 and not PROBLEM.search(SOLVED.sub("", text)):
            message = "announces shortcomings, but its part names none"
        elif kind == 4 and not AHEAD.search(text) and DONE.search(text):
            message = "announces plans, but its part looks back only"
        else:
            continue
        span = coded.report.view.span(section.start, section.end)
        yield Flag(f"the heading {quote(section.heading)} {message}", span)


def _words_of_parts(coded: CodedReport, tops: Container[str]) -> dict[str, str]:
    """Return the headings and sentences below some first-level headings, of each that has any."""
    words: dict[str, list[str]] = {}
    body = BodyText.of(coded)
    for section in coded.report.sections:
        top, dot, _ = section.section_id.partition(".")
        if dot and top in tops and section.heading:
            words.setdefault(top, []).append(section.heading)
    for top, _, first, last in body.stretches:
        if top in tops:
            own = words.setdefault(top, [])
            own += [body.plain[start:end] for start, end in body.sentences[first:last]]
    return {top: "\n".join(own) for top, own in words.items()}


RULES = (placeholder, broken_numbering, empty_metadata, heading_without_content)
