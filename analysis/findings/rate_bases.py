"""What a percentage is a share of: the counts that the text ties to a rate.

A rate is named by what its part has done (办结率, 合格率): the part is the count with that word, the whole the
count before it. Where no part is printed, the kind of rate tells the kind of whole: an exam's rates are shares of
those who took it, rates of settling are shares of cases, rates of coverage are shares of places. What is not tied
by such words is not tied at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.findings.attainable import share
from analysis.findings.numbered_sentences import NumberedSentence
from analysis.findings.numbers import Number, with_list
from analysis.findings.rate_words import (
    PLACES,
    TIMED,
    WHOLE,
    is_about,
    longest_ending,
    own_noun,
    rate_name,
    rate_stem,
    states_part,
)

_TAIL = 20
_SHARE_OF = re.compile("占(?:比|总数|总量|全部|到)?[^，。；0-9]{0,8}$")

_SCOPE = re.compile("全[省市县区国]")
_INTAKE = re.compile(
    "受理|收到|接到|接收|接待|排查|登记|立案|应|参加|发现|交办|承办|办理|任务|总|共|现有|梳理|全[镇县乡区市局街]"
)

_PERSONS = {
    "参考", "参训", "参加", "参与", "参学", "参会", "参评", "到课", "到会", "出勤", "培训", "轮训",
    "通过", "合格", "及格", "优秀", "优良", "持证", "取证", "获证", "达标",
}  # fmt: skip
_CASES = {
    "办结", "结案", "审结", "办复", "答复", "回复", "化解", "成功", "调成", "调处", "调解", "整改", "整改完成", "处置",
    "处理", "采纳", "履行", "满意", "回访", "销号", "出庭", "应诉", "解决", "执结", "办理", "反馈", "纠错", "胜诉",
    "败诉", "立案", "查处", "维持", "受理",
}  # fmt: skip
_KINDS = _PERSONS | _CASES | PLACES
_SITS = re.compile("参加|参考|参训|应[训考到]|考试|测试|测评|考核|轮训|培训|学习|持证")
_TEACHES = re.compile("聘请?|邀请|选聘|抽调|师资|讲师|专家|律师|授课|宣讲|顾问|志愿者|惠及|服务|涉及")
#: What is graded besides persons, and the units it is counted in.
_GRADES = ("合格", "优秀", "优良", "达标", "通过")
_FILES = ("份", "件", "批次", "家", "个", "卷", "宗", "组", "户", "台", "处", "批")
_CHECKED = re.compile("评查|抽查|抽检|检测|检查|送检|评审|考核|测试|评估|验收")
_NO_CASE = re.compile("文件|合同|制度|资料|方案|物品|材料|简报|信息|条幅|手册|协议|法规|工作站|场所|阵地")
_CASE_ITEMS = re.compile("问题|隐患|线索|事项|意见|建议|任务|诉求|工单|案|点位|矛盾|纠纷|投诉|信访")
_PLACE_NOUN = re.compile("村|社区|乡|镇|街道|单位|部门|学校|企业|网格|[站所]")
_COVERING = re.compile(
    "法律顾问|法律明白人|工作[站室]|服务[站点室]|阵地|调解?委|调解组织|广场|公园|网格员?|站点?|[站点室]"
)
_ASKED = re.compile("建议|提案|议案|诉求|工单|办件|投诉|热线")


def part_and_whole(
    sentence: NumberedSentence, rate: Number, counts: Sequence[Number]
) -> tuple[Number, Number] | None:
    """Return the counts that a rate is tied to as its part and its whole, none where one is not printed.

    `counts` are those that it may refer to, the nearest last.
    """
    behind = [one for one in sentence.counts if one.start >= rate.end][:2]
    if not counts and not behind:
        return None
    if _SHARE_OF.search(sentence.text[max(0, rate.start - _TAIL) : rate.start]):
        return _of_share(counts, sentence, rate)
    name = rate_name(rate)
    if not name or name.startswith("占"):
        return None
    counts = [*counts, *behind]
    for part in [*counts[::-1][len(behind) :], *behind]:
        if states_part(part, name) and _agree(part, rate):
            whole = _whole_of(part, counts, rate)
            if whole is None:
                return None
            about = whole.before + whole.measures + whole.after + part.before + part.after
            return (part, whole) if is_about(name, about) else None
    return None


def _whole_of(part: Number, counts: Sequence[Number], rate: Number) -> Number | None:
    """Return the whole of a part: the nearest count before it that takes in (受理), else the nearest at all."""
    others = [one for one in counts if one.group == part.group and one is not part and _agree(one, rate)]
    others = [one for one in others if not _beside(one, part)]
    noun = own_noun(part, rate_name(rate))
    others = [one for one in others if _of_one_matter(noun, one, one.text is part.text)]
    before = [with_list(one) for one in others if one.span < part.span and not _follows(others, one)][::-1]
    after = [one for one in others if one.span > part.span and _INTAKE.search(one.before)]
    ordered = [one for one in before if _INTAKE.search(one.before)] + before + after
    return next((one for one in ordered if one.value >= part.value), None)


def _beside(one: Number, other: Number) -> bool:
    """Tell whether two counts of different things stand side by side: 与12个部门、3个街道签订."""
    together = one.text is other.text and one.measures != other.measures
    return together and other.text[one.end : other.start] == f"{one.measures}、"


def _of_one_matter(noun: str, whole: Number, near: bool) -> bool:
    """Tell whether a part with a noun of its own can be of a whole; in another sentence it must have none."""
    if len(noun) < 2:
        return True
    words = whole.before + whole.measures + whole.after
    return near and (noun in words or noun[-2:] in words or noun in ("案件", "事项", "问题", "人员"))


def _follows(others: Sequence[Number], one: Number) -> bool:
    """Tell whether a list goes on behind a count."""
    return any(other.joins is one for other in others)


def whole_alone(sentence: NumberedSentence, rate: Number, counts: Sequence[Number]) -> Number | None:
    """Return the count that a rate is a share of, by the kind of the rate, where no part is printed.

    `counts` are those that it may refer to, the nearest last.
    """
    if not counts:
        return None
    name = rate_name(rate)
    stem = rate_stem(name) or longest_ending(name, _KINDS)
    if not stem:
        return None
    subject = name.removesuffix(stem)
    if TIMED.search(subject) and TIMED.sub("", subject) != "" or _scope_differs(sentence, rate):
        return None
    for one in reversed(counts):
        own = one.text is sentence.text
        if own and "；" in sentence.text[one.end : rate.start] or states_part(one, name):
            return None
        left = one.text.rfind("；", 0, one.start) + 1
        behind = sentence.text[one.end : rate.start] if own else one.after
        if _carries(stem, subject, one, one.text[left : one.start] + one.measures + behind):
            return with_list(one) if one.exact and _agree(one, rate) else None
        if one.group in ("cases", "persons"):
            return None
    return None


def fits_some_other(rate: Number, counts: Sequence[Number], tied: tuple[Number, Number]) -> bool:
    """Tell whether other counts of the same kind give the rate.

    Wholes are the other counts, the sums of those in a row before the part, and what remains of either when another
    count is taken off (52 received, 2 pending); parts are the part, what else states it, and the part with another.
    """
    part, name = tied[0], rate_name(rate)
    units = {part.unit, tied[1].unit}
    others = [one for one in counts if one.unit in units and one.exact and one is not part][-6:]
    values = [int(one.value) for one in others]
    before = [int(one.value) for one in others if one.span < part.span]
    wholes = {
        *values,
        *(
            sum(before[first:last])
            for first in range(len(before))
            for last in range(first + 2, len(before) + 1)
        ),
    }
    wholes |= {whole - other for whole in wholes for other in values if whole > other}
    parts = {int(part.value), *(int(one.value) for one in others if name and states_part(one, name))}
    parts |= {int(part.value) + other for other in values}
    return any(
        rate.range.holds_share(some, whole)
        for whole in wholes
        for some in parts
        if 0 <= some <= whole and whole
    )


def _of_share(
    counts: Sequence[Number], sentence: NumberedSentence, rate: Number
) -> tuple[Number, Number] | None:
    """Return part and whole of 其中环保类60件，占30%: the count just before, and the one it is a part of."""
    if not counts or "分别" in sentence.clause(rate):
        return None
    part = counts[-1]
    between = sentence.text[part.end : rate.start]
    wholes = [one for one in counts[:-1] if one.group == part.group and one.value >= part.value]
    if not wholes or len(between) > 16 or sentence.clause_start(rate.start) - part.end > 8:
        return None
    return part, max(wholes, key=lambda one: one.value)


def _agree(count: Number, rate: Number) -> bool:
    return not (count.period and rate.period) or count.period == rate.period


def _scope_differs(sentence: NumberedSentence, rate: Number) -> bool:
    """Tell whether a rate is said of the whole county (全县) where the counts before it are not."""
    scope = _SCOPE.search(sentence.clause(rate))
    return bool(scope) and scope[0] not in sentence.text[: sentence.clause_start(rate.start)]


def _carries(stem: str, subject: str, one: Number, around: str) -> bool:
    """Tell whether a count can be the whole of a rate, by its unit and the words around it."""
    if not is_about(subject + stem, around + one.measures):
        return False
    words = one.before + one.measures + one.after
    if stem in _PERSONS and one.group == "persons":
        return bool(_SITS.search(around)) and not _TEACHES.search(words)
    if stem in _GRADES and one.unit in _FILES:
        return bool(_CHECKED.search(words))
    if stem in _CASES or stem.endswith("成功"):
        if stem == "满意" and not (
            _ASKED.search(words) and re.fullmatch("代表|委员|办理|人大代表|政协委员|办件|", subject)
        ):
            return False
        if one.group == "cases":
            return not _NO_CASE.search(words)
        return one.group == "items" and bool(_CASE_ITEMS.search(words))
    if stem in PLACES and one.unit in ("个", "家", "所", "村", "社区"):
        return bool(_PLACE_NOUN.search(words)) and (
            not WHOLE.sub("", subject) or bool(_COVERING.fullmatch(subject))
        )
    return False


def give(part: Number, whole: Number, rate: Number) -> bool:
    """Tell whether part and whole give a rate; a whole of nought gives any."""
    if not whole.value:
        return True
    if part.exact and whole.exact:
        return rate.range.holds_share(part.value, whole.value)
    return share(part.range, whole.range).meets(rate.range)
