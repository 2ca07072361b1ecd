"""Numbers that measure something: where they stand in a text, their value, bounds, unit and qualifier.

A number counts when a measure word or unit follows it. What then does not count: ordinals (第3季度), years and
dates, times, document numbers, and labels: a numeral that belongs to a name (三项制度, 四个意识, 八五, “1+4”).
Titles and short quotations are names throughout. In a language without word boundaries a Chinese numeral is
also a part of words (统一部署, 十分, 一方面): small ones count only before the measure words that
:mod:`analysis.coding.units` lists for them, and 一 only where something is counted out.

Text is expected in the matching view (:func:`analysis.reading.normalise.squeeze`), without blanks in numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from analysis.coding.numerals import NUMERAL_CHARACTERS as HAN_NUMERALS
from analysis.coding.numerals import multiplier, read_numeral, read_pair
from analysis.coding.units import KIND_OF, NOUNS, UNIT, WITH_ONE, WITH_SMALL_HAN

QUALIFIERS = ("exact", "over", "at_least", "approx", "under", "at_most")

# The first character is consumed before anything else is asked: a pattern that begins with a set of characters
# is searched for at the speed of that set. Repetitions are bounded, and possessive where they could be retried.
_ARABIC = "(?<=[0-9])(?<![0-9][0-9])(?:[0-9]{0,2}(?:[,，][0-9]{3}){1,5}(?![0-9])|[0-9]{0,17}(?![0-9]))(?:\\.[0-9]{1,8})?"
_HAN = f"(?<=[{HAN_NUMERALS}数几半])(?<![0-9][{HAN_NUMERALS}])[{HAN_NUMERALS}几]{{0,17}}+(?:点[零一二三四五六七八九]{{1,8}})?"
_NUMBER = f"[0-9{HAN_NUMERALS}数几半](?:{_ARABIC}|{_HAN})"
_POWERS = "[十百千]?万?亿|[十百千]?万|[十百千]"
EXPRESSION = re.compile(
    f"(?P<number>{_NUMBER})(?P<some>[余多来几])?(?P<powers>{_POWERS})?(?P<more>[余多来])?"
    "(?:(?<=[万亿千])(?P<rest>[0-9]{1,4})(?P<rest_powers>[千百万]?)(?![0-9]))?"
    f"(?:(?:[-—–~至到]|——)(?P<high>{_NUMBER})(?P<high_powers>{_POWERS})?(?P<high_more>[余多])?)?"
    f"(?:(?P<unit>{UNIT})|分之(?P<numerator>{_NUMBER})|(?<=[余多])(?=[，。；、）]|$))"
    "(?P<half>(?<=[年月时天])半(?![数年天月]|小时))?"
    "(?P<after>以上|以下|以内|之内|内(?![容部外])|左右|上下|[余多](?=[的，。；、）]|$))?"
)
#: 3件至5件: a second number with the same unit.
TAIL = re.compile(f"[-—–~至](?P<high>{_NUMBER})")

MARKER_BEFORE = re.compile(
    "(?:(?P<over>超过?|超出|突破|逾|过(?=[百千万]))|(?P<at_least>不少于|不低于|不得少于|不得低于|不下于?|至少|最少|(?<![线网以路会])上)"
    "|(?P<approx>(?<![最附邻靠亲贴远])近|将近|接近|(?<![节签条合制预违公契])约有?|约为|约计|大概)|(?P<under>不足|不到|未满|不满|少于|低于|不及)"
    "|(?P<at_most>不超过|不多于|不高于|不得超过|最多|至多))$"
)
#: 至少召开1次: the bound stands before the verb.
LOOSE_BOUND = re.compile("(?:至少|最少|不少于|不低于)[^，。；：、0-9]{1,8}$")
MARKERS_AFTER = {
    "以上": "at_least",
    "以下": "at_most",
    "以内": "at_most",
    "之内": "at_most",
    "内": "at_most",
    "左右": "approx",
}
MARKERS_AFTER |= {"上下": "approx", "余": "over", "多": "over", "几": "over", "来": "approx"}

#: What stands before a number that is an ordinal, a time, a product or a part of a code.
NO_COUNT_AFTER = re.compile("(?:[第A-Za-z·.×*〔届]|[0-9][:/：／]|[0-9A-Za-z][-+#]|星期|礼拜)$")
#: Years before 年, in full (2023) or short (23); a small number is a span of years.
CALENDAR_YEAR = re.compile("[0-9]{4,}|[12][0-9]|3[0-5]|0[0-9]")
SPAN = re.compile(
    "(?:连续|近|为期|过去|历时|历经|任期|聘期|期限为?|有效期为?|满|工作|服务|不少于|不得少于|不超过|超过|提前|公示|间隔|用时?|前|后)$"
)
LIMITED = re.compile("(?:为期|期限为?|任期为?|聘期为?|有效期为?|满|近)$")
RANK = re.compile("(?:前|排名|位列|位居|列|倒数)$")
#: 二次, 二类: second, where two would be 两.
ORDINAL_TWO = tuple("次类期本部处所家支套种")

#: Chinese numerals in names: 三项制度, 四个意识, 五位一体, 三次全会.
LABEL = re.compile(
    "个(?:一(?!律)|意识|自信|维护|确立|全面|服从|伟大|必须|务必|亲自|代表(?![团建])|坚持|坚定|明确|结合|毫不|离不开|转变|不|到位|统筹|布局"
    "|如何|最|必由|历史|方面|层面|维度|角度|环节|阶段|关键|相[互适结]|先行|走在|优先|更加|突出|没有|严禁|带头|清单|重大关系|规定)"
    "|项(?:制度|规定|纪律|原则|机制|职责|承诺)|条(?:红线|底线|禁令|主线|龙|措施)|张(?:清单|网|图|表|皮|牌)|件事|类案|本(?:账|书)"
    "|次(?:全会|全体|党代|人代|会议|代表大会)|支点|位一体|面镜|块(?:板|牌)|期(?:工程|项目|建设)|元(?:结构|化|体系|主体|共治)"
)
#: The few labels that are also printed with Arabic digits.
ARABIC_LABEL = re.compile("项(?:制度|规定)|个(?:意识|自信|维护|确立|亲自|一(?!律))|次(?:全会|全体会议)")
#: 一村一法律顾问, 1村（社区）1法律顾问: a ratio that is a name.
ONE_EACH = re.compile("[村户人网格家镇乡社区企（）]{1,6}[1一]")
ONE_IN_NAMES = re.compile(
    "次(?:性|办|告知|申[请报]|受理|采集|[都也]?不[跑用]|就[好办])|件事|[^，。；、]{1,3}一|家亲|人[多专]|处[罚理]"
)
ONE_NEVER_AFTER = re.compile("(?:[跑又再统唯同每逐另某新之其一二三四五六七八九十无没]|任何|没有)$")
#: Words of doing before 一 show that something is counted out; 一个 is an article unless a bound or 每 precedes.
DONE = re.compile(
    "(?:开展|举办|召开|组织|举行|配备?|配齐|聘请?|选聘|选派|指派|派驻|安排|设立|发生|办理|受理|审[理结]|调[处解]|化解|查[处办]|印发|制定|发放|建[设成]"
    "|新增|增设|成立|参加|听取|邀请|明确|确定|收到|接到|接待|承办|立案|办?结案?|完成|有|了)$"
)
BOUNDED = re.compile(
    "(?:至少|最少|不少于|各|均|仅|只有|每(?:半?年|季度?|月|周|[^，。；、]{1,4})[^，。；、]{0,4})$"
)
CLAUSE_END = re.compile("[，。；：、）！？]|$")
#: 一起 is mostly "together".
CASE_BEFORE = re.compile("(?:案件?|事件|事故|纠纷|警情|诉讼|复议|上访|舆情)$")
CASE_AFTER = re.compile("起[^，。；]{0,10}(?:案|事故|事件|纠纷|警情)")


class Amount(NamedTuple):
    """A number with its unit: half-open offsets into the text searched, and what it says.

    `value` is None where the text names only an order of magnitude (数十). `number` is where the numeral begins,
    behind the marks of approximation.
    """

    start: int
    end: int
    number: int
    value: Decimal | None
    high: Decimal | None
    unit: str
    kind: str
    qualifier: str


def find_amounts(text: str, start: int = 0, end: int | None = None) -> Iterator[Amount]:
    """Yield the numbers of ``text[start:end]`` that measure something, in order, none overlapping."""
    end = len(text) if end is None else end
    while found := EXPRESSION.search(text, start, end):
        amount, start = _read(found, text)
        if amount:
            yield amount


def _read(found: re.Match[str], text: str) -> tuple[Amount | None, int]:
    """Return what a match measures, None when nothing, and where to search on."""
    number, unit = found["number"], found["unit"] or ""
    start, end = found.span()
    # 参加人数百余人: 数 belongs to the word before.
    if number[0] == "数" and (
        len(number) == 1 or text[start - 1 : start] in set("人次件户总基底参指系倍个分")
    ):
        return None, start + 1
    values = _values(found)
    if values is None:
        return None, start + 1
    value, high = values
    before = text[max(0, start - 12) : start]
    if NO_COUNT_AFTER.search(before):
        return None, found.end("number")
    if found["numerator"]:
        return _fraction(found, before)
    kind = KIND_OF.get(unit, "count")
    vague = bool(
        found["some"] or found["more"] or high is not None or number[0] in "数几" or number[-1] == "几"
    )
    marker = MARKER_BEFORE.search(before[-4:])
    if marker and marker[0] == "近" and kind == "duration" and not vague:
        marker = None  # 近三年: the last three years
    if marker and marker[0] in ("上", "过") and number[0] not in "百千万":
        marker = None
    if number[0].isdigit():
        plain = _arabic_counts(found, text, before, value)
    else:
        plain = _han_counts(found, text, before, value, vague or bool(marker))
    if not plain:
        return None, found.end("number")
    if kind == "money":
        value, high, unit = _money(found, value, high)
    qualifier = _qualifier(found, marker, before, kind, pair=high is not None)
    tail = None if high is not None or not unit else TAIL.match(text, end)
    if tail and text.startswith(unit, tail.end()):
        high = read_numeral(tail["high"])
        end = tail.end() + len(unit) if high is not None else end
    if number[0] in "数几":
        value = None
    start -= len(marker[0]) if marker else 0
    if found["after"] == "内" and kind != "duration":
        end -= 1
    return Amount(start, end, found.start(), value, high, unit, kind, qualifier), end


def _values(found: re.Match[str]) -> tuple[Decimal, Decimal | None] | None:
    """Return value and upper bound in the unit as matched, powers multiplied in; None when malformed."""
    number = found["number"]
    if number[0] in "数几":
        return (Decimal(0), None) if number[1:] or number[0] == "几" and found["powers"] else None
    if number == "半":
        value = Decimal("0.5")
    else:
        value = read_numeral(number[:-1] if number[-1] == "几" and len(number) > 1 else number)
    high = None
    if value is None:
        pair = read_pair(number)
        if pair is None:
            return None
        value, high = pair
    if found["high"]:
        high = read_numeral(found["high"])
        if high is None:
            return None
    powers = found["powers"] or ""
    value *= multiplier(powers)
    if found["rest"]:
        value += Decimal(found["rest"]) * multiplier(found["rest_powers"])
    if found["half"] or (found["unit"] or "").startswith("个半"):
        value += Decimal("0.5")
    if high is not None:
        # 1至2万元: the power counts for both.
        shared = found["high_powers"] or "" if found["high"] else powers
        high *= multiplier(shared)
        if (
            found["high"]
            and shared
            and not powers
            and number[0].isdigit()
            and value < high / multiplier(shared) + 1
        ):
            value *= multiplier(shared)
    return value, high


def _fraction(found: re.Match[str], before: str) -> tuple[Amount | None, int]:
    """百分之九十五: 95 in the unit 百分之; 三分之二: 2 in the unit 三分之."""
    value = read_numeral(found["numerator"])
    if value is None or not read_numeral(found["number"]):
        return None, found.end("number")
    marker = MARKER_BEFORE.search(before[-4:])
    start = found.start() - (len(marker[0]) if marker else 0)
    unit = f"{found['number']}分之"
    return Amount(
        start,
        found.end(),
        found.start(),
        value,
        None,
        unit,
        "rate",
        _qualifier(found, marker, before, "rate"),
    ), found.end()


def _money(found: re.Match[str], value: Decimal, high: Decimal | None) -> tuple[Decimal, Decimal | None, str]:
    """Return amounts in the unit as printed: 1.5万元 is 1.5 万元."""
    powers = found["high_powers"] or found["powers"] or ""
    if not powers and len(found["number"]) > 1 and found["number"][-1] in "万亿":
        powers = found["number"][-1]
    if found["rest"] or not powers:
        return value, high, found["unit"]
    size = multiplier(powers)
    return value / size, None if high is None else high / size, powers + found["unit"]


def _arabic_counts(found: re.Match[str], text: str, before: str, value: Decimal) -> bool:
    """Tell whether digits before a unit measure something."""
    unit, digits = found["unit"] or "", found["number"]
    at = found.start("unit")
    if unit == "年":
        limited = found["after"] or found["half"] or SPAN.search(before)
        return "." not in digits and value < 100 and bool(limited or not CALENDAR_YEAR.fullmatch(digits))
    if unit == "日":
        return value <= 366 and bool(before[-1:] != "月" and (found["after"] or SPAN.search(before)))
    if unit == "分" and before[-1:] in ("时", "点"):
        return False
    if unit in ("名", "位") and RANK.search(before):
        return False
    if len(digits) > 8 and digits.isdigit() and KIND_OF.get(unit) != "money":
        return False
    if digits == "1" and ONE_EACH.match(text, at):
        return False
    return not ARABIC_LABEL.match(text, at) if at >= 0 else True


def _han_counts(found: re.Match[str], text: str, before: str, value: Decimal, marked: bool) -> bool:
    """Tell whether a Chinese numeral before a unit measures something, or is part of a word or name."""
    unit, numeral = found["unit"] or "", found["number"]
    at = found.start("unit")
    if unit in NOUNS or numeral in ("零", "〇"):
        return False
    if unit in ("年", "日", "天", "周") and numeral == "一":
        return bool(found["after"] or LIMITED.search(before))
    if unit == "日":
        return before[-1:] != "月" and bool(found["after"] or SPAN.search(before))
    if numeral == "半":
        return unit in ("年", "天", "小时", "个小时", "个月") and before[-1:] not in tuple(
            "上下前后每大多过一占"
        )
    if marked or numeral[0] in "数几":
        return True
    if numeral[0] in "百千万亿" or (unit in ("名", "位") and RANK.search(before)):
        return False
    if LABEL.match(text, at):
        return False
    if value > 10:
        return True
    if unit not in WITH_SMALL_HAN or (numeral == "二" and unit in ORDINAL_TWO):
        return False
    return numeral != "一" or _one_counts(unit, text, at, before)


def _one_counts(unit: str, text: str, at: int, before: str) -> bool:
    """Tell whether 一 counts something out, as in 聘请一名 and 召开专题会一次."""
    if unit not in WITH_ONE or ONE_NEVER_AFTER.search(before) or ONE_IN_NAMES.match(text, at):
        return False
    if unit in ("名", "位") or KIND_OF[unit] == "duration" or BOUNDED.search(before):
        return True
    if unit == "个":
        return False
    if unit == "起":
        return bool(CASE_BEFORE.search(before) or CASE_AFTER.match(text, at))
    return bool(DONE.search(before) or (before and CLAUSE_END.match(text, at + len(unit))))


def _qualifier(
    found: re.Match[str], marker: re.Match[str] | None, before: str, kind: str, pair: bool = False
) -> str:
    """Return what the marks of approximation say together; marks from both sides cancel out to approx."""
    marks = {MARKERS_AFTER[found[name]] for name in ("some", "more", "high_more") if found[name]}
    if found["after"] and (found["after"] != "内" or kind == "duration"):
        marks.add(MARKERS_AFTER[found["after"]])
    if marker:
        marks.add(marker.lastgroup)
    if found["number"][-1] == "几" and len(found["number"]) > 1:
        marks.add("over")
    if found["number"][0] in "数几" or (pair and not found["high"]):
        marks.add("approx")
    if (found["unit"] or "").startswith("个多"):
        marks.add("over")
    if not marks:
        return "at_least" if LOOSE_BOUND.search(before) else "exact"
    below, above = marks & {"approx", "under", "at_most"}, marks & {"over", "at_least"}
    if below and above:
        return "approx"
    return next(name for name in QUALIFIERS if name in marks)
