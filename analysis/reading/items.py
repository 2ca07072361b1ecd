"""Which of the five mandated content items a section serves, by its heading, else by its content.

The items are those every report must contain: 1 measures and results, 2 shortcomings and causes, 3 the first
responsible person's duty, 4 next year's plan, 5 other matters. 0 stands for sections outside the list.
"""

from __future__ import annotations

import re

from rapidfuzz import fuzz

# Words that are a section's subject only when they are not the object of a slogan (聚焦突出问题, 补齐短板).
_SLOGAN_VERBS = (
    "聚焦", "解决", "破解", "针对", "直面", "围绕", "化解", "整治",
    "查找", "查摆", "补齐", "补", "攻克", "着眼", "紧盯", "关键",
)  # fmt: skip
# The look-ahead comes first: what stands before is looked at only where such a word begins.
_NO_OBJECT = "(?=[薄问困不])" + "".join(f"(?<!{verb})" for verb in _SLOGAN_VERBS)
SHORTCOMINGS = (
    r"存在.{0,12}?(?:问题|不足|困难|短板|差距|薄弱)|主要(?:问题|不足|困难)(?=$|[和及与、，])"
    rf"|不足(?:之处)?(?:[和及与、]|以及)?(?:其|主要|产生的?)?原[因困]|{_NO_OBJECT}薄弱环节|{_NO_OBJECT}(?:问题|困难|不足)(?:[和及与、]|以及)(?:其|主要)?"
    r"(?:不足|原因|困难|短板|差距)|^(?:问题|不足|困难|短板|差距)|的不足$|不足之处|^(?:主要|产生|存在)?的?原因|原因分析|问题分析"
)
DUTY = r"第一责任人|主要负责(?:人|同志).{0,16}(?:职责|责任|履职|法治)|主要领导.{0,10}(?:职责|责任|履职)|党政(?:主要)?(?:负责人|领导|同志).{0,10}履[行职]"
PLAN = (
    r"^(?:改进|整改|对策).{0,4}(?:措施|举措|方向)|下[一]?步|下[一]?(?:年|阶段)|明年|来年|今后|新的?一年|未来|(?:工作|主要|初步|总体|年度|重点|年)(?:的)?(?:主要|工作|初步|重点)*(?:安排|打算|计划|思路|设想|目标|重点)"
    r"(?!.{0,6}(?:落实|完成|执行|开展|推进)情况)(?=$|[和及与、，])|(?:打算|思路|设想|展望|努力方向|(?:工作|年|步)谋划)(?:情况)?$"
)
OUTSIDE = r"意见(?:和|与|及)?建议|^.{0,8}建议$|请求|恳请|整改(?:落实|完成|工作)?情况|问题.{0,4}整改"
OTHER = r"其[他它].{0,14}(?:情况|事项|问题|工作|方面)|(?:需要?|应当?)(?:报告|说明)的|^其[他它]$"
RESULTS = (
    r"举[措惜]|成效|做法|措施|工作(?:的)?(?:开展|进展|推进|落实|完成)|(?:开展|进展|推进|落实|完成|建设|工作|基本|总体|主要)(?:的)?情况|主要(?:工作|成绩|亮点)"
    r"|工作(?:总结|回顾|亮点|成绩)|成绩|(?:取得|特色|创新).{0,6}(?:亮点|经验|工作)|^.{0,12}法治政府建设工作$"
)
KINDS = {5: OTHER, 0: OUTSIDE, 3: DUTY, 2: SHORTCOMINGS, 4: PLAN, 1: RESULTS}
# The first that a heading names, and of those that begin at one place the first of the list above.
NAMED, ITEMS = re.compile("|".join(f"({pattern})" for pattern in KINDS.values())), (None, *KINDS)
NAMED_DUTY = re.compile(DUTY)
# A subsection leaves its parent's item only for a heading that says so from its first words.
LEADING = re.compile(
    r"^(?:(?:目前|当前|工作中|我[县市区镇乡局]|仍|还|尚|法治政府建设|20\d\d年(?:度)?|上一?年度?|本年度?|推进法治政府建设)*)"
    r"(?:(?P<two>(?:存在|主要(?:存在)?|突出)的?(?:主要|突出)?(?:问题|不足|困难|短板)|(?:问题|不足|困难|原因)(?=$|[和及与、分])|(?:主要|产生|存在)?的?原因)"
    r"|(?P<four>下一?步|下一?(?:年|阶段)|明年|来年|今后)"
    r"|(?P<nought>整改(?:落实)?情况|对.{0,8}意见建议|意见建议))"
)
# What a heading holds that names an item of its own: one that DUTY or LEADING finds.
NAMING = re.compile("问题|不足|困难|短板|原因|下|明年|来年|今后|整改|建议|第一责任人|主要|党政")
LEADS = {"two": 2, "four": 4, "nought": 0}
FORMAL = {
    "主要举措和成效": 1,
    "推进的主要举措和成效": 1,
    "主要做法和成效": 1,
    "工作开展情况": 1,
    "存在的不足和原因": 2,
    "不足和原因": 2,
    "存在的主要问题": 2,
    "存在问题": 2,
    "党政主要负责人履行推进法治建设第一责任人职责情况": 3,
    "党政主要负责人履行推进法治建设第一责任人职责，加强法治政府建设的有关情况": 3,
    "下一年度主要安排": 4,
    "下一步工作打算": 4,
    "下一步工作计划": 4,
    "其他需要报告的情况": 5,
    "其他情况": 5,
}
# One wrong character in four, or in five and more.
NEAR, NEAR_SHORT, SHORT = 80, 75, 4
PREFIX = re.compile(r"^.{0,12}?20\d\d年度?(?:的)?|推进|法治政府建设|依法行政|工作(?=中)")
YEAR = re.compile(r"20\d\d(?=年)")
BARE_PLAN = re.compile(r"20\d\d年.{0,14}(?:重点|目标|任务|工作|举措|措施|要点)$")

LONGEST_USUAL = 45
ENDING = re.compile(
    "(?:成效|做法|举措|措施|情况|问题|不足|原[因困]|打算|安排|计划|思路|职责|事项|建议|请求|困难|成绩)$"
)
TASK = re.compile(
    "加强|强化|落实|健全|完善|推进|推动|优化|深化|提升|规范|坚持|创新|聚焦|压实|狠抓|严格|统筹|全面|着力|积极|构建|夯实|细化|制定"
)
SUBJECT = re.compile("主要|存在|第一责任人|20\\d\\d年|年度")

FUTURE = re.compile(
    r"下一?步|明年|今后|新的一年|我[们县市区镇乡局委办省厅][^，。]{0,8}将|20\d\d年[^。]{0,30}将|要(?:进一步|持续|继续)"
)
LACKING = re.compile(r"存在.{0,14}(?:问题|不足|差距|短板|薄弱)|有待|不够|还有.{0,6}差距|不足")
FIGURES = re.compile(r"\d+[余多万]*(?:件|次|起|人|场|份|名|个|家|项|%)")
OPENING = 400
FIRST_WORDS = 40


def heading_item(heading: str) -> int | None:
    """Return the item a heading names, the first one when it names two; None for a slogan.

    Misprints are met by likeness to the usual headings (不足和原困, 主要举惜).
    """
    match = NAMED.search(heading)
    return ITEMS[match.lastindex] if match else formal_item(heading)


def formal_item(heading: str) -> int | None:
    """Return the item of a heading that is, misprints aside, one of the usual ones; None for any other."""
    core = PREFIX.sub("", heading)
    if not 3 <= len(core) <= LONGEST_USUAL:
        return None
    score, item = max((fuzz.ratio(core, usual), -item) for usual, item in FORMAL.items())
    return -item if score >= (NEAR if len(core) > SHORT else NEAR_SHORT) else None


def usual_score(heading: str) -> float:
    """Return how like one of the usual headings a heading is, from 0 to 100."""
    core = PREFIX.sub("", heading)
    return max(fuzz.ratio(core, usual) for usual in FORMAL) if core else 0


def is_usual(heading: str) -> bool:
    """Tell whether a heading, even without its number, is one of the first level: it names an item, not a task."""
    if formal_item(heading) is not None:
        return True
    if len(heading) > LONGEST_USUAL or "，" in heading or not ENDING.search(heading):
        return False
    return heading_item(heading) is not None and not (TASK.match(heading) and not SUBJECT.search(heading))


def subsection_item(heading: str | None, parent: int) -> int:
    """Return the item of a subsection: its parent's, unless its own heading plainly names another."""
    if not heading or parent in (0, 5) or not NAMING.search(heading):
        return parent
    if parent == 1 and NAMED_DUTY.search(heading):
        return 3
    match = LEADING.match(heading)
    return LEADS[match.lastgroup] if match else parent


def content_item(text: str, first: bool) -> int:
    """Return the item a section under a slogan serves, by the opening of its text: 2, 4, else 1.

    Parameters
    ----------
    text : str
        What the section governs.
    first : bool
        Whether it is the report's first section, where neither problems nor plans are.
    """
    opening = text[:OPENING]
    if first:
        return 1
    if FUTURE.search(opening[:FIRST_WORDS]):
        return 4
    lacking = len(LACKING.findall(opening))
    first_sentence = opening.partition("。")[0]
    return 2 if LACKING.search(first_sentence) and lacking > max(1, len(FIGURES.findall(opening))) else 1


def plans_by_year(heading: str, year: int, latest: int) -> bool:
    """Tell whether a heading names only the work of a later year than any heading before it (2024年工作重点)."""
    return bool(latest) and year > latest and BARE_PLAN.search(heading) is not None


def latest_year(heading: str) -> int:
    """Return the latest year a heading names, 0 for none."""
    return max(map(int, YEAR.findall(heading)), default=0)
