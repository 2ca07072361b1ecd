"""How the genre says that something is lacking, to be done, being cured, or asked of superiors.

All patterns are written for text without blanks, in the folded form. They look at one sentence or clause; which
part of a report it stands in is decided by :mod:`analysis.coding.statements`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.coding.guards import compile_guarded, guarded

CLAUSE = re.compile("[^，；。：！？\n]+")
SHORT_CLAUSE = 5
#: With these an adverbial begins, or ends: 按照上级部署, 行政执法方面.
_BEGINS, _ENDS = (
    "按照 根据 依照 结合 围绕 为 针对 随着 由于 对于 对照 在 目前 当前",
    "方面 上 中 时 来看 以来 情况下 原因",
)
ADVERBIAL_BEGINS, ADVERBIAL_ENDS = tuple(_BEGINS.split()), tuple(_ENDS.split())
OPENER = re.compile(
    "下一?步|今后|明年|目前|当前|同时|此外|另外|对此|为此|究其原因|首先|其次|最后|[我全][县市区镇乡局街们]{1,2}将?|一年来|近年来"
)
ANNOUNCES = re.compile("(?:如下|情况|措施|原因|问题|不足|打算|安排|建议|工作|方面|有|是)$")

# What a sentence turns to with its first words. 问题和原因如下 announces problems, 产生问题的原因 reasons. Beside the
# long patterns stands what each of their matches contains, which is soon looked for.
BOTH = compile_guarded(
    "(?:问题|不足|短板|差距|困难)(?:[、和及与]|以及)(?:其|主要|存在|产生|形成|的)*(?:原因|成因)"
)
REASON_LEAD = re.compile(
    "(?!由于|因|受)(?:[^。；：，]{0,20}(?:问题|不足|情况|短板)[^。；：，]{0,6}，)?[^，。；：]{0,16}?"
    "(?:究其(?:主要|根本)?(?:原因|根源)|(?<!历史)(?:原因|成因)(?=[是有在：，如分]|主要|包括|$)|根源(?=在于|是)"
    "|(?:这|上述|以上)[^，。；]{0,8}(?:由于|因为|源于|在于))"
    "|主要(?:在于|是由于|是因为|是受)"
    "|[^，。；：]{0,6}(?:之所以(?:存在|出现|产生|会有)|(?:存在|产生|造成|出现)(?:上述|以上|这些))[^，。；：]{0,8}(?:问题|不足|情况|短板)，?[^，。；：]{0,6}?(?:是|在于|由于|因为)"
)
REASONS = re.compile("原因|成因|根源|由于|因为|源于|在于|是受|之所以|上述|以上|这些")
RECTIFY_LEAD = re.compile(
    "[^，。；：]{0,12}(?:整改(?:落实|完成|工作|推进)*(?:情况|进展|成效)|整改(?:如下|：))"
    "|(?:对此|针对[^。；]{2,40}?(?:问题|不足|短板|差距|反馈意见|反馈|意见|情况))，?[^。；，将要拟]{0,12}?"
    "(?:已(?!将|把)|均已|完成了|制定了|采取了|进行了|开展了|逐一|逐项|认真整改|立行立改)"
)
_NEXT = "下一?步|下一?阶段|下一?年度?|明年|来年|今后|接下来|新的?一年|未来[一几三五]年"
PLAN_LEAD = compile_guarded(
    f"(?:(?:同时|对此|为此|因此|总之|为了?[^，。；]{{2,16}})，)?(?:在?(?:{_NEXT})"
    "|20\\d\\d年(?:度|工作中)?，?[^，。；]{0,16}(?:将(?!.{1,12}(?:作为|[纳列]入))|拟)"
    "|(?:对此|为此|针对(?:[^。；]{0,24}?(?:问题|不足|短板|困难|差距|情况|弱项)|以上|上述))[^。；]{0,24}?(?:将|要|拟|应|进一步|继续)"
    "|(?:改进|整改|对策|努力|应对)(?:工作)?(?:的)?(?:措施|举措|方向|打算|对策)"
    "|(?:下步|工作|主要|初步)?(?:打算|安排|计划|思路|对策|措施|举措)(?:如下|：|$))"
)
PROBLEM_LEAD = re.compile(
    "[^。；]{0,80}?(?:存在|面临)[^。；，]{0,16}(?:问题|不足|差距|短板|薄弱|困难)"
    "|[^，。；：]{0,10}(?:问题|不足|短板|困难)(?:之处)?(?:主要)?(?:有|是|表现|如下|：|$)"
)
SHORTCOMINGS = re.compile("问题|不足|差距|短板|薄弱|困难")
#: Where a part without a heading begins.
PROBLEM_OPENING = re.compile(
    "[^。；]{0,80}?(?:还|仍然?|也|尚|依然|主要)(?:存在|面临|有)[^。；，]{0,14}(?:问题|不足|差距|短板|薄弱环节|困难|弱项)"
    "|(?:目前|当前|工作中)?，?(?:存在|主要)的?(?:主要|突出)?(?:问题|不足)"
)
PLAN_OPENING = re.compile(
    f"(?:在?(?:{_NEXT})|20\\d\\d年，?[^，。；]{{0,14}}将(?!.{{1,12}}(?:作为|[纳列]入)))"
)
SUGGEST_LEAD = re.compile(
    "(?:为此|对此|同时|总之)?，?(?:对上级(?:机关|部门|党委政府)?的?)?(?:[一几]点|[我提]们?|特提出|意见|工作)*(?:建议|恳请|请求)"
)
ASKS = compile_guarded("建议|恳请|请求|希望|(?<![邀聘申])请(?=上级|[省市县区])")

#: A new item without an enumerator: 此外, 个别部门….
ADDED = re.compile("此外|另外|除此之外|再有|还有就是")
#: What closes a list and states nothing: 以上问题，我们将认真加以解决。
CLOSING = re.compile(
    "(?:对于|针对)?(?:以上|上述|这些|存在的这些)[^。；]{0,12}(?:问题|不足|情况|工作|建议)[^。]{0,40}(?:解决|改进|克服|整改|重视|指正|完善)"
    "|对此，我[^。]{0,30}(?:高度重视|加以解决|认真解决)"
    "|(?:总之|综上)"
)

# 不 and the like state a lack, but for these words.
_NO_LACK = (
    "断|仅|忘|懈|折不扣|打折|放松|放过|动摇|少于|超过|低于|高于|定期|见面|但|同|停|移|松劲|只是|单是|得不|走样|走过场|走形式|留死角|误|漏一|落一|变|可|含糊|"
    "满足于|再|少|论|管|是|以|准予|予|为|出村|出镇|上交|敢腐|能腐|想腐"
)
LACK = compile_guarded(
    f"不(?!{_NO_LACK})|未(?!来|成年|雨|发生|出现)|没有|缺|欠|匮|薄弱|[较偏]弱|弱化|有待|亟[待需]|尚待|尚需|仍需|还需|仍要|难[以度于]|困难"
    "|滞后|落后|淡薄|单一|单调|老化|陈旧|断档|青黄不接|浮于|松懈|碎片化|良莠|[偏较](?:低|少|慢|差|浅|窄|粗|软|散)|偏(?:大|高|重)|低下|参差|脱节|流于|停留|形式主义|两张皮|矛盾突出|任务[繁较]?重|压力[较很]?大"
    "|(?:越|错|缺)位|模糊|随意|短缺|紧缺|紧张|空白|盲区|死角|堵点|痛点|瓶颈|短板|弱项|差距|偏差|拖延|推诿|敷衍|被动|逐级递减|上热下冷|流动性大|高位|(?:仍然?|依然)存在|[时偶仍]有发生"
)
_NOUN = "(?:问题|不足|差距|短板|薄弱环节|薄弱点|困难|弱项|欠缺|距离|挑战|之处)"
#: Without one of these a sentence holds no formula, and names no topic.
NOUN = re.compile(_NOUN)
_GENERIC = f"{_NOUN}(?:(?:以及|[和与及、])?(?:一些|突出|主要|现实)?{_NOUN}){{0,4}}"
#: 与…要求相比还有差距: says nothing about what is lacking.
FORMULA = compile_guarded(
    "(?:与|同|和|跟|距|离|距离|对照|对标|较之)[^；。]{1,60}?(?:相比|比较|相较|要求|目标|标准|期待|期盼|期望|需[要求]|先进|地区)[^；。]{0,16}?"
    f"{_GENERIC}"
)
GENERIC = compile_guarded(
    f"(?:存在|面临|有|看到|认识到)(?:着|的|一些|一定|诸多|不少|以下|如下|许多|几个|以?下?[几一二三四五六七八九十两]个?方面|主要|突出|明显|这样那样|部分){{0,5}}的?{_GENERIC}"
    f"|(?:^|，)(?:主要|突出)?(?:的)?{_GENERIC}(?=$|[，；。：])"
)
#: 普法工作还存在短板: in what the shortcomings lie.
TOPIC = re.compile(
    f"(?:^|[，；：])(?P<topic>[^，；。：]{{2,24}}?)(?:方面|领域|环节|工作)[^，；。：]{{0,4}}(?:存在|有)[^，；。：]{{0,6}}{_GENERIC}"
)
NO_TOPIC = re.compile(
    "(?:但|虽然|同时|在|推进|开展|我[省市州县区旗镇乡局委院处们]|全[省市州县区旗镇乡局]|[^，；。：]{2,4}(?:街道|[省市州县区旗镇乡局])|本[县市区镇乡局]|一些|许多|很多|诸多|几个|部分|某些|各|各项|法治政府|法治|依法行政|依法治[省市县区镇乡]"
    "|建设|实际|具体|以下|下列|整体|总体|以上|上述|这些|的|仍|还|[一二三四五六七八九十两]个?){0,8}"
)

_VERBS = (
    "加强|强化|完善|健全|推进|推动|开展|组织|落实|深化|优化|规范|加大|建立|构建|打造|举办|培育|制定|制订|修订|配备|配齐|充实|选派|聘请|邀请|争取|运用|利用|用好|"
    "拓展|创新|压实|压紧|整合|推行|实施|(?<!政府)(?<!法治)建设|清理|公开|审查|梳理|排查|化解|调解|普及|宣传|培训|督促|督查|检查|考核|查处|整治|引导|鼓励|抓好|抓实|抓住|抓紧|做好|"
    "做实|做细|提升|提高|增强|严格|严把|严肃|畅通|发挥|扩大|巩固|探索|保障|筑牢|夯实|营造|简化|监督|统筹|学习|完成|落细|编制|出台|成立|设立|改善|减轻|转变|"
    "轮训|启动|建强|补齐|编写|开设|购置|安装|建成|创建|争创|招录|引进|打击|防范|办理|公示|公布|评选|评查|评估|选聘|通报|追究|丰富|促进|注重|解决|维护|改进|明确|细化|推广|搭建|延伸|固化|总结|选树|召开|听取|带头|增加|更新|下沉|衔接|执行"
)
ARRANGE = re.compile(f"[^，；。：为以]{{0,14}}?{guarded(_VERBS)}(?P<object>[^，；。：]{{2,}})")
#: Objects that name nothing to be done: 推进法治政府建设, 增强责任感.
VAGUE = re.compile(
    "(?:我[省市州县区旗镇乡局委院处]|全[省市州县区旗镇乡局]|[^，；。]{0,4}街道)?的?(?:法治政府|法治建设|依法行政|依法治[省市州县区旗镇乡国]|法治化?|法治[县区市镇乡])"
    "(?:政府|建设|工作|水平|进程|能力|质效|事业|各项|再上|迈[上向]|新?台阶|向纵深发展|走深走实|取得|更大|新|成效|和|的|不断|高质量|发展|整体|全面)*+$"
    "|(?:认识|政治站位|思想认识|责任感|使命感|紧迫感|信心|决心|[^，；。]{0,12}(?:责任感|使命感|紧迫感|自觉性|思想|精神|指导|理念|方向|引领|总目标|主线|统领|根本遵循|核心|中心)|工作|各项工作.{0,6}|实效|成效)$"
)


def turn(sentence: str, kind: str | None) -> str | None:
    """Return the kind of statement a sentence turns to with its first words; None when it goes on as before.

    Parameters
    ----------
    sentence : str
        A sentence, or what stands before the first item of a list.
    kind : str or None
        The kind stated so far. Plans turn to suggestions only, suggestions to nothing.
    """
    if kind == "suggestion":
        return None
    if _advises(sentence) and SUGGEST_LEAD.match(sentence):
        return "suggestion"
    if kind == "plan":
        return None
    rectifies = "整改" in sentence or sentence[:2] in ("对此", "针对")
    if rectifies and kind != "rectification" and RECTIFY_LEAD.match(sentence):
        return "rectification"
    if REASONS.search(sentence):
        if BOTH.search(sentence):
            return "problem"
        if kind != "rectification" and REASON_LEAD.match(sentence):
            return "reason"
    if PLAN_LEAD.match(sentence):
        return "plan"
    names_problem = kind != "problem" and SHORTCOMINGS.search(sentence) and PROBLEM_LEAD.match(sentence)
    return "problem" if names_problem else None


def may_turn(text: str, kind: str | None) -> bool:
    """Tell whether some sentence of a text may turn to another kind, by a first look."""
    return kind != "suggestion" and (kind != "plan" or _advises(text))


def _advises(text: str) -> bool:
    """Tell whether a text has a word that every match of the pattern of suggestions contains."""
    return "建议" in text or "恳请" in text or "请求" in text


def names_lack(sentence: str) -> bool:
    """Tell whether a sentence says what is lacking, or in what the shortcomings lie (在执法方面存在不足)."""
    if not NOUN.search(sentence):
        return LACK.search(sentence) is not None
    rest = FORMULA.sub("", sentence)
    return LACK.search(GENERIC.sub("", rest)) is not None or _names_topic(rest)


def is_formula(sentence: str) -> bool:
    """Tell whether a sentence admits shortcomings and names none: 与上级要求相比还有差距."""
    if not NOUN.search(sentence):
        return False
    admits = FORMULA.search(sentence) or GENERIC.search(sentence)
    return admits is not None and not names_lack(sentence)


def _names_topic(sentence: str) -> bool:
    return any(not NO_TOPIC.fullmatch(found["topic"]) for found in TOPIC.finditer(sentence))


def first_clause(words: str, longest: int = 40) -> str:
    """Return the first clause of an item, cut behind `longest` characters.

    Words that announce (整改情况如下：) are passed over; a clause that only says where or by what (行政执法方面,
    按照上级部署) or is very short goes together with the next.
    """
    label = ""
    for clause in CLAUSE.finditer(words):
        text = clause[0].strip("、.．“”—-")
        announced = words[clause.end() : clause.end() + 1] == "：" and ANNOUNCES.search(text)
        if not text or (announced and not label) or OPENER.fullmatch(text):
            continue
        label = f"{label}，{text}" if label else text
        adverbial = text.startswith(ADVERBIAL_BEGINS) or text.endswith(ADVERBIAL_ENDS)
        if len(label) >= SHORT_CLAUSE and not adverbial:
            break
    label = label or words.strip("，；。：！？、 \n")
    return label if len(label) <= longest else label[:longest] + "…"


def arrangements(text: str) -> Iterator[str]:
    """Yield the clauses of a text that arrange something concrete: a verb of doing with an object of its own."""
    for clause in CLAUSE.finditer(text):
        found = ARRANGE.match(clause[0])
        if found and not VAGUE.match(found["object"]):
            yield clause[0]
