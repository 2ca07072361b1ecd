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
from analysis.findings.numbers import Number, NumberedSentence, chain, with_list

#: The word that names a rate, and the words that state its part.
_COUNTED = {
    "办结": "办结 结案 审结 办理完毕 办理完结",
    "结案": "结案 办结 审结",
    "审结": "审结 结案 办结",
    "办复": "办复 答复 办结 办理完毕",
    "答复": "答复 办复 回复",
    "回复": "回复 答复",
    "化解": "化解 成功化解 化解成功 调解成功 成功调解 调处成功 成功调处",
    "调处成功": "调处成功 成功调处 化解 成功化解 调解成功 成功调解 成功",
    "调解成功": "调解成功 成功调解 调处成功 成功调处 成功化解 化解 达成协议 成功",
    "化解成功": "化解成功 成功化解 化解 成功",
    "调成": "调成 调解成功 成功调解 成功",
    "成功": "成功 调解成功 成功调解 调处成功 成功调处 化解成功 成功化解",
    "调处": "调处 成功调处 调处成功",
    "调解": "调解 成功调解 调解成功",
    "整改": "整改 完成整改 整改完成 整改到位 整改完毕 销号",
    "整改完成": "整改 完成整改 整改完成 整改到位",
    "参训": "参训 实训 实际参训 参加 实到 参加培训",
    "参考": "参考 实考 实际参考 参加考试 参加 实到",
    "参加": "参加 实际参加 实到",
    "参会": "参会 实到 到会",
    "参学": "参学 实学 参加",
    "到课": "到课 实到",
    "合格": "合格 考试合格 考核合格 及格 通过",
    "及格": "及格 合格 通过",
    "通过": "通过 合格 考试合格 通过考试",
    "优秀": "优秀",
    "持证": "持证 取得执法证 持有执法证 持证上岗",
    "出庭": "出庭 实际出庭 出庭应诉 实际出庭应诉 负责人出庭",
    "出庭应诉": "出庭 实际出庭 出庭应诉 实际出庭应诉 负责人出庭",
    "覆盖": "覆盖 建成 设立 实现覆盖",
    "建成": "建成 完成建设",
    "完成": "完成",
    "满意": "满意 表示满意 评价满意",
    "采纳": "采纳 被采纳",
    "履行": "履行 自动履行",
    "执结": "执结 执行完毕",
    "销号": "销号 整改",
    "处置": "处置 处理",
    "处理": "处理 处置",
    "解决": "解决",
    "回访": "回访",
    "查处": "查处",
    "达标": "达标",
    "录入": "录入",
    "公示": "公示",
    "备案": "备案 报备",
    "签订": "签订",
}
COUNTED = {stem: "|".join(sorted(words.split(), key=len, reverse=True)) for stem, words in _COUNTED.items()}
_STEM = re.compile("(?:" + "|".join(sorted(COUNTED, key=len, reverse=True)) + ")$")
RATE = re.compile("(?P<name>[^，。；、]{2,20})(?:率|占比|比例|比重)$")
#: Words that make a rate one of those that fell due: it has another base than all cases.
_TIMED = re.compile("按时|按期|及时|限时|到期|如期|当场|当日|即时|首次|一次|网上|线上")
_SCOPE = re.compile("全[省市县区国]")
_NOT_YET = re.compile("补|剩|尚|未|正在|待|其余|仍|另")
#: Words that say nothing about which ones are counted.
_LEAD = re.compile(
    "(?:其中|目前|截[至止]目前|现|已经?|共计?|累计|合计|总计|全部|全年|今年|年内|均|都|实际|依法|成功(?=.)|顺利|妥善|有效|圆满|最终|先后|实现|有|为|了|的|经.{0,4}?(?=合格|通过|整改)|达到?)"
)
#: A name that says only that all are meant.
_WHOLE = re.compile("综合|总体|整体|总|平均|案件?|事项|问题|矛盾纠纷|纠纷|工作|年度|考试|考核|测试|培训|成绩")
_INTAKE = re.compile(
    "受理|收到|接到|接收|接待|排查|登记|立案|应|参加|发现|交办|承办|办理|任务|总|共|现有|梳理|全[镇县乡区市局街]"
)

_PERSONS = (
    "参考|参训|参加|参与|参学|参会|参评|到课|到会|出勤|培训|轮训|通过|合格|及格|优秀|优良|持证|取证|获证|达标"
)
_CASES = (
    "办结|结案|审结|办复|答复|回复|化解|成功|调成|调处|调解|整改|整改完成|处置|处理|采纳|履行|满意|回访|销号|出庭|应诉|解决|执结|办理|反馈|纠错|胜诉|败诉"
    "|立案|查处|维持|受理"
)
_PLACES = "覆盖|建成|创建|配备|设立|达标|挂牌"
_SITS = re.compile("参加|参考|参训|应[训考到]|考试|测试|测评|考核|轮训|培训|学习|持证")
_TEACHES = re.compile("聘请?|邀请|选聘|抽调|师资|讲师|专家|律师|授课|宣讲|顾问|志愿者|惠及|服务|涉及")
_CHECKED = re.compile("评查|抽查|抽检|检测|检查|送检|评审|考核|测试|评估|验收")
_NO_CASE = re.compile("文件|合同|制度|资料|方案|物品|材料|简报|信息|条幅|手册|协议|法规|工作站|场所|阵地")
_CASE_ITEMS = re.compile("问题|隐患|线索|事项|意见|建议|任务|诉求|工单|案|点位|矛盾|纠纷|投诉|信访")
_PLACE_NOUN = re.compile("村|社区|乡|镇|街道|单位|部门|学校|企业|网格|[站所]")
_COVERING = re.compile(
    "法律顾问|法律明白人|工作[站室]|服务[站点室]|阵地|调解?委|调解组织|广场|公园|网格员?|站点?|[站点室]"
)
_ASKED = re.compile("建议|提案|议案|诉求|工单|办件|投诉|热线")


def rate_name(rate: Number) -> str:
    """Return what a rate is the rate of (办结 for 办结率), nothing where it is no share of a whole."""
    found = RATE.search(rate.measures)
    return found["name"] if found else ""


def part_and_whole(
    sentences: Sequence[NumberedSentence], at: int, rate: Number
) -> tuple[Number, Number] | None:
    """Return the counts that a rate is tied to as its part and its whole, none where one is not printed."""
    sentence, name = sentences[at], rate_name(rate)
    counts = chain(sentences, at, rate)
    if re.search("占(?:比|总数|总量|全部|到)?[^，。；0-9]{0,8}$", sentence.text[: rate.start]):
        return _of_share(counts, sentence, rate)
    if not name or name.startswith("占"):
        return None
    behind = [one for one in sentence.counts if one.start >= rate.end][:2]
    counts = counts + behind
    for part in [*counts[::-1][len(behind) :], *behind]:
        if _states(part, name) and _agree(part, rate):
            whole = _whole_of(part, counts, rate)
            if whole is None:
                return None
            about = whole.before + whole.measures + whole.after + part.before + part.after
            return (part, whole) if _is_about(name, about) else None
    return None


def _whole_of(part: Number, counts: Sequence[Number], rate: Number) -> Number | None:
    """Return the whole of a part: the nearest count before it that takes in (受理), else the nearest at all."""
    others = [one for one in counts if one.group == part.group and one is not part and _agree(one, rate)]
    noun = _noun(part, rate_name(rate))
    others = [one for one in others if _of_one_matter(noun, one, one.text is part.text)]
    before = [with_list(one) for one in others if one.span < part.span and not _follows(others, one)][::-1]
    after = [one for one in others if one.span > part.span and _INTAKE.search(one.before)]
    ordered = [one for one in before if _INTAKE.search(one.before)] + before + after
    return next((one for one in ordered if one.value >= part.value), None)


def _noun(part: Number, name: str) -> str:
    """Return what a part names itself besides its act: 积案 of 化解积案15件, nothing of 办结228件."""
    stem = _STEM.search(name)
    if stem and re.fullmatch(_PLACES, stem[0]):
        return ""
    words = COUNTED[stem[0]] if stem else re.escape(name)
    return re.sub(words, "", _LEAD.sub("", _TIMED.sub("", part.before)))


def _of_one_matter(noun: str, whole: Number, near: bool) -> bool:
    """Tell whether a part with a noun of its own can be of a whole; in another sentence it must have none."""
    if len(noun) < 2:
        return True
    words = whole.before + whole.measures + whole.after
    return near and (noun in words or noun[-2:] in words or noun in ("案件", "事项", "问题", "人员"))


def _follows(others: Sequence[Number], one: Number) -> bool:
    """Tell whether a list goes on behind a count."""
    return any(other.joins is one for other in others)


def whole_alone(sentences: Sequence[NumberedSentence], at: int, rate: Number) -> Number | None:
    """Return the count that a rate is a share of, by the kind of the rate, where no part is printed."""
    sentence, name = sentences[at], rate_name(rate)
    stem = _STEM.search(name) or re.search(f"(?:{_PERSONS}|{_CASES}|{_PLACES})$", name)
    if not stem:
        return None
    subject = name[: stem.start()]
    if _TIMED.search(subject) and _TIMED.sub("", subject) != "" or _scope_differs(sentence, rate):
        return None
    for one in reversed(chain(sentences, at, rate)):
        own = one.text is sentence.text
        if own and "；" in sentence.text[one.end : rate.start] or _states(one, name):
            return None
        left = one.text.rfind("；", 0, one.start) + 1
        behind = sentence.text[one.end : rate.start] if own else one.after
        if _carries(stem[0], subject, one, one.text[left : one.start] + one.measures + behind):
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
    parts = {int(part.value), *(int(one.value) for one in others if name and _states(one, name))}
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


def _states(count: Number, name: str) -> bool:
    """Tell whether a count states the part of a rate: 办结228件, 228件已办结, and no other word says which."""
    timed = _TIMED.search(name)
    if _NOT_YET.search(count.before + count.after[:6]):
        return False
    if bool(timed) != bool(_TIMED.search(count.before + count.after[:8])):
        return False
    stem = _STEM.search(name)
    words = COUNTED[stem[0]] if stem else re.escape(name)
    before = count.before or count.measures
    for taken in (count.measures, name[: stem.start()] if stem else ""):
        if taken and not re.search(words, taken):
            before = before.replace(taken, "")
    before = _LEAD.sub("", _TIMED.sub("", before))
    if re.match(f"(?:{words})(?!率)[^率]{{0,8}}$", before):
        return True
    if count.before == "":
        before = ""
    after = _LEAD.sub("", _TIMED.sub("", count.after))
    return before == "" and re.match(f"[^率的]{{0,4}}?(?:{words})(?!率)", after) is not None


def _agree(count: Number, rate: Number) -> bool:
    return not (count.period and rate.period) or count.period == rate.period


def _is_about(name: str, words: str) -> bool:
    """Tell whether the subject that a rate's name holds, if any, is the matter of the counts."""
    stem = _STEM.search(name)
    subject = _TIMED.sub("", name[: stem.start()] if stem else "")
    subject = _WHOLE.sub("", _LEAD.sub("", subject))
    return len(subject) < 2 or subject in words or (len(subject) <= 6 and subject[-2:] in words)


def _scope_differs(sentence: NumberedSentence, rate: Number) -> bool:
    """Tell whether a rate is said of the whole county (全县) where the counts before it are not."""
    scope = _SCOPE.search(sentence.clause(rate))
    return bool(scope) and scope[0] not in sentence.text[: sentence.clause_start(rate.start)]


def _carries(stem: str, subject: str, one: Number, around: str) -> bool:
    """Tell whether a count can be the whole of a rate, by its unit and the words around it."""
    if not _is_about(subject + stem, around + one.measures):
        return False
    words = one.before + one.measures + one.after
    if re.fullmatch(_PERSONS, stem) and one.group == "persons":
        return bool(_SITS.search(around)) and not _TEACHES.search(words)
    if stem in ("合格", "优秀", "优良", "达标", "通过") and one.unit in (
        "份",
        "件",
        "批次",
        "家",
        "个",
        "卷",
        "宗",
        "组",
        "户",
        "台",
        "处",
        "批",
    ):
        return bool(_CHECKED.search(words))
    if re.fullmatch(f"(?:{_CASES})|.*成功", stem):
        if stem == "满意" and not (
            _ASKED.search(words) and re.fullmatch("代表|委员|办理|人大代表|政协委员|办件|", subject)
        ):
            return False
        if one.group == "cases":
            return not _NO_CASE.search(words)
        return one.group == "items" and bool(_CASE_ITEMS.search(words))
    if re.fullmatch(_PLACES, stem) and one.unit in ("个", "家", "所", "村", "社区"):
        return bool(_PLACE_NOUN.search(words)) and (
            not _WHOLE.sub("", subject) or bool(_COVERING.fullmatch(subject))
        )
    return False


def ratio(part: Number, whole: Number):
    """Return the range of the share in per cent that two counts give."""
    return share(part.range, whole.range)
