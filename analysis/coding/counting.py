"""Whether a numeral before a unit measures something, or is a date, an ordinal, a label or part of a word."""

from __future__ import annotations

import re
from decimal import Decimal

from analysis.coding.endings import endings
from analysis.coding.guards import compile_guarded
from analysis.coding.numerals import PAIR
from analysis.coding.units import KIND_OF, NOUNS, WITH_ONE, WITH_SMALL_HAN

#: Longer digits are telephone, account and filing numbers.
LONGEST_COUNT = 8
#: Up to here a Chinese numeral is often part of a word.
MOST_IN_WORDS = 10
#: Of Arabic numerals above one only those before these units can be anything but counts.
DOUBTFUL = frozenset(("", "名", "位", "项", "次", "日", "年", "分", "个"))
#: What stands before a number that is an ordinal, a time, a product or a part of a code.
NO_COUNT_AFTER = compile_guarded(
    "(?:[第·.×*〔届]|[两2]个|(?<![A-Za-z])[A-Za-z]|[0-9][:/：／]|[0-9A-Za-z][-+#]|星期|礼拜)$"
)
NO_COUNT_ENDINGS = endings(NO_COUNT_AFTER)
#: Years before 年, in full (2023) or short (23); a small number is a span of years.
CALENDAR_YEAR = re.compile("[0-9]{4,}|[12][0-9]|3[0-5]|0[0-9]")
SPAN = compile_guarded(
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
    "|条(?:红线|底线|禁令|主线|龙|措施)|张(?:清单|网|图|表|皮|牌)|件事|类案|本(?:账|书)"
    "|次(?:全会|全体|党代|人代|代表大会)|支点|位一体|面镜|块(?:板|牌)|期(?:工程|项目|建设)|元(?:结构|化|体系|主体|共治)"
)
#: The few labels that are also printed with Arabic digits.
ARABIC_LABEL = re.compile("个(?:意识|自信|维护|确立|亲自|一(?!律))|次(?:全会|全体会议)")
#: 行政执法三项制度 and 中央八项规定, whatever stands before; other rules only where nobody made them.
RULES = re.compile("项(?:制度|规定|纪律|原则|机制|职责|承诺)")
NAMED_RULES = re.compile("三项制度|(?<=执法)3项制度|[八8]项规定")
#: What labels of Arabic digits, rules and sessions begin with behind their unit.
LABEL_BEGINNINGS = frozenset("意自维确亲一全制规纪原机职承会")
MADE = compile_guarded("(?:制定|出台|建立|健全|完善|修订|新增|形成|推出|实行|废止|清理|等|共|[0-9])了?$")
#: 人大五次会议: the fifth session.
SESSION = re.compile("(?:人大|政协|委员会|常委会|代表大会)$")
#: 一村一法律顾问, 1村（社区）1法律顾问: a ratio that is a name.
MANY_WITH_ONE = "村户人网格家镇乡社区企（）"
ONE_EACH = re.compile(f"[{MANY_WITH_ONE}]{{1,6}}[1一]")
ONE_IN_NAMES = re.compile(
    "次(?:性|办|告知|申[请报]|受理|采集|[都也]?不[跑用]|就[好办])|件事|[^，。；、]{1,3}一|家亲|人[多专]|处[罚理]"
)
ONE_NEVER_AFTER = re.compile("(?:[跑又再统唯同每逐另某新之其一二三四五六七八九十无没]|任何|没有)$")
#: Words of doing before 一 show that something is counted out; 一个 is an article unless a bound or 每 precedes.
DONE = compile_guarded(
    "(?:开展|举办|召开|组织|举行|配备?|配齐|聘请?|选聘|选派|指派|派驻|安排|设立|发生|办理|受理|审[理结]|调[处解]|化解|查[处办]|印发|制定|发放|建[设成]"
    "|新增|增设|成立|参加|听取|邀请|明确|确定|收到|接到|接待|承办|立案|办?结案?|完成|有|了)$"
)
BOUNDED = re.compile(
    "(?:至少|最少|不少于|各|均|仅|只有|每(?:半?年|季度?|月|周|[^，。；、]{1,4})[^，。；、]{0,4})$"
)
#: What is before the first character of a line, alone or among others.
LINE_BEGINS = ("", "\n")
#: 下降一成: one tenth; 一成不变 and 统一成 are words.
CHANGED = compile_guarded("(?:增[长加]|上升|提[高升]|下降|降低|减少|压[减缩]|缩[短减]|占)了?$")
CLAUSE_END = re.compile("[，。；：、）！？]|$")
#: 一起 is mostly "together".
CASE_BEFORE = re.compile("(?:案件?|事件|事故|纠纷|警情|诉讼|复议|上访|舆情)$")
CASE_AFTER = re.compile("起[^，。；]{0,10}(?:案|事故|事件|纠纷|警情)")


def counts(found: re.Match[str], text: str, before: str, value: Decimal, approximate: bool) -> bool:
    """Tell whether a matched number measures something.

    Parameters
    ----------
    found : re.Match
        A match of :data:`analysis.coding.amounts.EXPRESSION` in `text`.
    before : str
        The characters before it.
    value : Decimal
        Its value; zero for 数十 and the like.
    approximate : bool
        Whether it carries a mark of approximation or names a range, as no label does.
    """
    unit, numeral = found["unit"] or "", found["number"]
    if unit not in DOUBTFUL and numeral.isdigit() and numeral != "1" and len(numeral) <= LONGEST_COUNT:
        return True
    if unit in ("名", "位") and RANK.search(before):
        return False
    if (
        unit == "项"
        and RULES.match(text, found.start("unit"))
        and (NAMED_RULES.match(text, found.start()) or not MADE.search(before))
    ):
        return approximate
    if unit == "次" and text.startswith("会议", found.end("unit")) and SESSION.search(before):
        return False
    if unit == "日":
        return before[-1:] != "月" and value <= 366 and bool(found["after"] or SPAN.search(before))
    judge = _arabic_counts if numeral[0].isdigit() else _han_counts
    return judge(found, text, before, value, approximate)


def _arabic_counts(found: re.Match[str], text: str, before: str, value: Decimal, approximate: bool) -> bool:
    unit, digits = found["unit"] or "", found["number"]
    if unit == "年":
        limited = found["after"] or found["half"] or SPAN.search(before)
        return "." not in digits and value < 100 and bool(limited or not CALENDAR_YEAR.fullmatch(digits))
    if unit == "分" and before[-1:] in ("时", "点"):
        return False
    if len(digits) > LONGEST_COUNT and digits.isdigit() and KIND_OF.get(unit) != "money":
        return False
    if not unit:
        return approximate or bool(found["powers"])
    if unit in ("个", "次") and ARABIC_LABEL.match(text, found.start("unit")):
        return False
    return not (digits == "1" and ONE_EACH.match(text, found.start("unit")))


def _han_counts(found: re.Match[str], text: str, before: str, value: Decimal, approximate: bool) -> bool:
    unit, numeral, at = found["unit"] or "", found["number"], found.start("unit")
    if unit in NOUNS or numeral in ("零", "〇") or not (unit or found["some"] or found["more"]):
        return False
    if unit in ("年", "天", "周") and numeral in ("一", "半"):
        return bool(found["after"] or LIMITED.search(before))
    if unit == "年" and PAIR.fullmatch(numeral):
        return bool(SPAN.search(before))
    if numeral == "半":
        return KIND_OF.get(unit) == "duration" and before[-1:] not in tuple("上下前后每大多过一占")
    if approximate:
        return True
    if numeral[0] in "百千万亿" or LABEL.match(text, at):
        return False
    if value > MOST_IN_WORDS:
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
    if unit == "成":
        return CHANGED.search(before) is not None
    if unit == "起":
        return bool(CASE_BEFORE.search(before) or CASE_AFTER.match(text, at))
    return bool(
        DONE.search(before) or (before[-1:] not in LINE_BEGINS and CLAUSE_END.match(text, at + len(unit)))
    )
