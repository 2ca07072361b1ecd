"""Rules on facts stated twice: with two numbers (N07), and with none and some (N09)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from analysis.coding.coded_report import CodedReport
from analysis.coding.measured import DOING, LEADING
from analysis.findings.numbered_sentences import NumberedSentence, numbered_sentences
from analysis.findings.numbers import Number
from analysis.findings.rule import Flag, rule

#: Words by which a number is one of the whole year and the whole body.
_TOTAL = re.compile(
    "全年|一年来|今年|年度|年内|本年|20[0-9]{2}年|共|累计|总计|合计|总数|全[镇县乡区市局街州旗]|辖|现有"
)
#: Of these, the words that name the year.
_WHOLE_YEAR = re.compile("全年|一年来|年内|20[0-9]{2}年")
#: Acts of one field each: 全年开展执法检查 may stand in one part for food and for fire.
_OF_A_FIELD = re.compile("检查|巡查|排查|执法|整治|行动|演练|宣传|培训")
#: Words by which it is one of something smaller.
_SUBSET = re.compile(
    "其中|[上下]半年|季度|月|截[至止]|期间|[0-9]日|[周节日](?:活动)?[，、期]|围绕|结合|针对|联合|深入|面向|利用|依托|借助|通过|对|在|以来|之际|来自|涉及|新增|另外?|此外"
    "|上年|去年|每|各|均|分别|首次|专门|线上|线下|因|为(?!民|期)|向|与|由|赴|参[加与]|配合|协助|指导|代理|旁听|观摩"
)
_WHO = re.compile(
    "^(?:我[镇县乡区市局街办]|全[镇县乡区市局街道州旗]+|镇|县|乡|镇政府|县政府|乡政府|区政府|街道|街道办|我们|共|有|辖|现有|拥有|达|为|约|近|了)+"
)
_EMPTY = re.compile("各类|各种|各项|相关|有关|形式多样的?|多种|的|等")
#: Verbs of one act; two numbers under different acts are two facts.
_ACTS = {
    verb: act
    for act, verbs in enumerate(
        (
            "举办 开展 组织 组织开展 召开 举行",
            "印发 发放 派发 印制",
            "受理 收到 接到 接收",
            "办结 审结 结案",
            "化解 调处 调解",
            "排查",
            "检查 巡查",
            "办理 承办",
            "培训 轮训",
            "聘请 选聘 配备 聘任",
            "建成 建立 建设 设立 成立",
        )
    )
    for verb in verbs.split()
}
#: Acts whose number is that of what there is: 配备 and 现有.
_KEEPING = {_ACTS["配备"], _ACTS["建成"]}
_ACT = re.compile("|".join(sorted(_ACTS, key=len, reverse=True)))
#: What a report has one number of, wherever it says it.
_ONCE = re.compile(
    "(?:行政)?村|社区|(?:专兼?职)?人民调解员|人民?调解委员会|法律明白人|网格员|网格|(?:人大代表|政协委员)?(?:建议|提案|议案)|行政复议(?:案件|申请)|行政(?:诉讼|应诉)案件"
    "|(?:行政)?规范性文件|(?:行政)?执法人员|矛盾纠纷|信访(?:件|案件)|重大行政决策(?:事项)?"
)
_ANY = re.compile(
    "(?:[人次件名个]|问题|隐患|事项|人员|群众|干部|意见|资料|材料|活动|会议|工作|情况|次数|人数|案件|线索|措施|制度)"
)

_CASES = re.compile("(?:案件?|事件|事故|纠纷|投诉|上访|信访件?|诉讼|复议|申请|命案|败诉|违纪|违法)$")
_TAIL = re.compile("(?:案件?|事件|的?(?:情况|现象|行为|问题|发生))$")
#: Not a case of the body itself, or not of this year.
_NOT_OWN = re.compile(
    "旁听|观摩|学习|宣讲|案例|代理|援助|协助|配合|参与|指导|模拟|典型|上年|去年|往年|历史|遗留|下降|减少|同比|较|比|全[省市国]|其他|同级|疑似|排查|预防|防止|防范|避免|杜绝|未发生|应急|演练"
)
#: In the clause of a zero claim: it is of less than the whole year, or of another body.
_LIMITS = re.compile("[上下]半年|季度|[0-9]月|期间|节|以来|派出所|法院|检察院|司法所(?!有)|县公安|其他|部分")

_MOST_CLAIMS = 100


class Fact(NamedTuple):
    """A number with the sentence that states it, and what it is a number of."""

    name: str
    number: Number
    sentence: NumberedSentence
    act: int | str | None


@rule("N07", "same fact, two numbers", "error")
def two_numbers(coded: CodedReport) -> Iterator[Flag]:
    """Flag two values of the same thing over the same year, neither of them a part of the other."""
    printed = [
        (sentence, number)
        for sentence in numbered_sentences(coded)
        if sentence.item in (-1, 0, 1, 3)
        for number in sentence.counts
    ]
    names = plain_names([number.measures for _, number in printed])
    times = Counter(names)
    named: dict[tuple[str, str], list[tuple[NumberedSentence, Number]]] = {}
    for (sentence, number), name in zip(printed, names, strict=True):
        if times[name] > 1 and len(name) > 1 and not sentence.plans:
            named.setdefault((name, number.group), []).append((sentence, number))
    for (name, _), said in named.items():
        if len({number.value for _, number in said}) < 2:
            continue
        facts = [_fact(name, sentence, number, coded.reporting_year) for sentence, number in said]
        for first, second in combinations([fact for fact in facts if fact][:12], 2):
            if _differ(first, second):
                message = f"{name}: {first.number.raw} and {second.number.raw}"
                yield Flag(message, second.number.span, (first.number.span,))
                break


@rule("N09", "zero claim against a count", "error")
def none_and_some(coded: CodedReport) -> Iterator[Flag]:
    """Flag a claim that there was none of something of which a positive number is printed."""
    sentences = numbered_sentences(coded)
    year = str(coded.reporting_year or "")
    claims = [(one, sentence) for sentence in sentences for one in sentence.claims if not sentence.plans]
    for claim, told in claims[:_MOST_CLAIMS]:
        if claim.period not in ("", year) or _LIMITS.search(told.clause(claim)):
            continue
        names = set(_denied(claim.measures))
        for sentence in sentences if names else ():
            if not any(name in sentence.text for name in names):
                continue
            some = next((one for one in sentence.counts if _contradicts(one, sentence, names, year)), None)
            if some is not None:
                message = f"{claim.raw}, and {some.before}{some.raw}{some.after}"
                yield Flag(message, claim.span, (some.span,))
                break


def plain(name: str) -> str:
    """Return a name without words that name nothing, and without what quotes it."""
    return _EMPTY.sub("", name.replace("“", "").replace("”", "").replace('"', ""))


def plain_names(names: Sequence[str]) -> list[str]:
    """Return many names as :func:`plain` returns each, at once; none holds a line break."""
    return plain("\n".join(names)).split("\n") if names else []


def _fact(name: str, sentence: NumberedSentence, number: Number, year: int | None) -> Fact | None:
    """Return what a number states of the whole body over the whole year, none where it may be of less."""
    if len(name) < 2 or number.period not in ("", str(year or "")) or _ANY.fullmatch(name) or name in _ACTS:
        return None
    left = sentence.clause_start(number.start)
    around = sentence.text[left : number.start]
    before = re.split("[。；]", sentence.text[:left])[-1]
    own = around.rsplit("、", 1)[-1]
    if _SUBSET.search(before) or _SUBSET.search(own) or "等" in around:
        return None
    if _stripped(own.replace(number.measures, "")):
        return None
    verbs = [found[0] for found in DOING.finditer(own)] + _ACT.findall(own)
    act = next((_ACTS[verb] for verb in reversed(verbs) if verb in _ACTS), verbs[-1] if verbs else None)
    return Fact(name, number, sentence, act)


def _stripped(words: str) -> str:
    """Return what is left of the words before a number without time, whole body and act."""
    words = re.sub("^[一二三四五六七八九十]+[是要]|20[0-9]{2}年度?|“|”", "", words)
    while words:
        shorter = _WHO.sub("", words)
        found = LEADING.match(shorter) or DOING.match(shorter) or _ACT.match(shorter)
        shorter = shorter[found.end() :] if found else shorter
        if shorter == words:
            return words
        words = shorter
    return ""


def _differ(first: Fact, second: Fact) -> bool:
    if first.sentence is second.sentence or first.number.meets(second.number):
        return False
    acts = {first.act, second.act}
    if len(acts) > 1 and not (None in acts and acts & _KEEPING):
        return False
    total = [_is_total(one) for one in (first, second)]
    if _ONCE.fullmatch(first.name):
        return all(total)
    tops = [str(one.sentence.section).partition(".")[0] for one in (first, second)]
    if tops[0] != tops[1]:
        return any(total)
    alike = first.sentence.section == second.sentence.section
    return alike and not _OF_A_FIELD.search(first.name) and _of_the_year(first) and _of_the_year(second)


def _of_the_year(fact: Fact) -> bool:
    """Tell whether a number is said to be of the whole year, in a sentence that names no field before it."""
    text, left = fact.sentence.text, fact.sentence.clause_start(fact.number.start)
    lead = re.split("[。；]", text[:left])[-1]
    named = any(_stripped(words) for words in re.split("[，：、]", lead))
    return not named and _WHOLE_YEAR.search(text[left : fact.number.start]) is not None


def _is_total(fact: Fact) -> bool:
    left = fact.sentence.clause_start(fact.number.start)
    lead = fact.sentence.section is None
    return (
        lead
        or _TOTAL.search(fact.sentence.text[left : fact.number.start]) is not None
        or (bool(fact.number.period) and bool(_ONCE.fullmatch(fact.name)))
    )


def _denied(claimed: str) -> Iterator[str]:
    """Yield the things that a zero claim denies: 行政复议案件 and 行政诉讼案件 of 行政复议和行政诉讼案件."""
    names = [plain(name) for name in re.split("、|以及|和(?!解|谐)|及|与|或者?", claimed)]
    tail = _CASES.search(names[-1]) if names else None
    for name in names:
        whole = name if _CASES.search(name) or tail is None else name + tail[0]
        core = _TAIL.sub("", whole)
        if _CASES.search(whole) and len(core) >= 2:
            yield core


def _contradicts(number: Number, sentence: NumberedSentence, names: set[str], year: str) -> bool:
    """Tell whether a count is one of the cases denied, of the body itself and the same year."""
    if (
        number.range.low <= 0
        or number.period not in ("", year)
        or number.group not in ("cases", "events", "items", "批次", "批")
    ):
        return False
    if sentence.plans or sentence.item == 2 or _NOT_OWN.search(sentence.clause(number) + number.after):
        return False
    for words in (number.measures, number.before):
        name = _stripped(plain(words))
        name = re.sub("(?:共|达|为|有|了)+$", "", name)
        if (
            name
            and _TAIL.sub("", name).endswith(tuple(names))
            and (_CASES.search(name) or _TAIL.sub("", name) in names)
        ):
            return True
    return False


RULES = (two_numbers, none_and_some)
