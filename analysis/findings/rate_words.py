"""The words of rates: what a rate is named by, and which counts state its part.

办结率 is named by 办结, and 办结228件 or 228件已办结 states its part. A count that says which ones it counts
(当场办结100件) states no part of the whole, and a rate of those that fell due (按时办结率) has another base.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from analysis.findings.numbers import Number

#: The word that names a rate, and the words that state its part.
_WORDS = {
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
_RATE = re.compile("(?P<name>[^，。；、]{2,20})(?:率|占比|比例|比重)$")
_ENDS_OF_RATES = ("率", "占比", "比例", "比重")
_COUNTED = {stem: tuple(sorted(words.split(), key=len, reverse=True)) for stem, words in _WORDS.items()}
#: Words that make a rate one of those that fell due: it has another base than all cases.
TIMED = re.compile("按时|按期|及时|限时|到期|如期|当场|当日|即时|首次|一次|网上|线上")
_NOT_YET = re.compile("补|剩|尚|未|正在|待|其余|仍|另")
#: Words that say nothing about which ones are counted.
_LEAD = re.compile(
    "(?:其中|目前|截[至止]目前|现|已经?|共计?|累计|合计|总计|全部|全年|今年|年内|均|都|实际|依法|成功(?=.)|顺利|妥善|有效|圆满|最终|先后|实现|有|为|了|的|经.{0,4}?(?=合格|通过|整改)|达到?)"
)
#: A name that says only that all are meant.
WHOLE = re.compile("综合|总体|整体|总|平均|案件?|事项|问题|矛盾纠纷|纠纷|工作|年度|考试|考核|测试|培训|成绩")
#: Rates that are shares of places.
PLACES = {"覆盖", "建成", "创建", "配备", "设立", "达标", "挂牌"}


def rate_name(rate: Number) -> str:
    """Return what a rate is the rate of (办结 for 办结率), nothing where it is no share of a whole."""
    found = _RATE.search(rate.measures) if rate.measures.endswith(_ENDS_OF_RATES) else None
    return found["name"] if found else ""


def longest_ending(name: str, words: Container[str]) -> str:
    """Return the longest of some words that a name ends in, nothing where it ends in none."""
    for at in range(len(name)):
        if name[at:] in words:
            return name[at:]
    return ""


def rate_stem(name: str) -> str:
    """Return the word at the end of a rate's name that names it: 办结 of 案件办结; nothing where there is none."""
    return longest_ending(name, _COUNTED)


def own_noun(part: Number, name: str) -> str:
    """Return what a part names itself besides its act: 积案 of 化解积案15件, nothing of 办结228件."""
    stem = rate_stem(name)
    if stem in PLACES:
        return ""
    noun = _without_lead(part.before)
    return re.sub("|".join(_COUNTED[stem]), "", noun) if stem else noun.replace(name, "")


def states_part(count: Number, name: str) -> bool:
    """Tell whether a count states the part of a rate: 办结228件, 228件已办结, and no other word says which."""
    stem = rate_stem(name)
    words = _COUNTED[stem] if stem else (name,)
    before = count.before or count.measures
    around = before + count.after
    if not any(word[0] in around for word in words) or _NOT_YET.search(count.before + count.after[:6]):
        return False
    if bool(TIMED.search(name)) != bool(TIMED.search(count.before + count.after[:8])):
        return False
    for taken in (count.measures, name.removesuffix(stem) if stem else ""):
        if taken and not any(word in taken for word in words):
            before = before.replace(taken, "")
    before = _without_lead(before)
    if _opens(before, words):
        return True
    return (not before or not count.before) and _goes_on(_without_lead(count.after), words)


def is_about(name: str, words: str) -> bool:
    """Tell whether the subject that a rate's name holds, if any, is the matter of the counts."""
    stem = rate_stem(name)
    subject = WHOLE.sub("", _without_lead(name.removesuffix(stem))) if stem else ""
    return len(subject) < 2 or subject in words or (len(subject) <= 6 and subject[-2:] in words)


def _without_lead(words: str) -> str:
    """Return words without those that say nothing about which ones are counted, and when."""
    return _LEAD.sub("", TIMED.sub("", words))


def _opens(before: str, words: Sequence[str]) -> bool:
    """Tell whether one of some words opens what stands before a number: 办结, 办结案件."""
    return any(
        before.startswith(word) and len(before) <= len(word) + 8 and "率" not in before[len(word) :]
        for word in words
    )


def _goes_on(after: str, words: Sequence[str]) -> bool:
    """Tell whether what stands behind a number goes on with one of some words: 已办结, 全部办结."""
    for at in range(5):
        for word in words:
            if after.startswith(word, at) and not after.startswith("率", at + len(word)):
                return True
        if after[at : at + 1] in "率的":
            return False
    return False
