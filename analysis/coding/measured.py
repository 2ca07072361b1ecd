"""What a number measures, read from its clause by a few fixed rules.

1. A rate is named by the words before it (办结率达98%), anything else by the noun behind its unit (12名律师),
   and where none follows by the words before it (纠纷819件).
2. Words before: back to the last mark or number; without the words of time, scope and manner in front, without
   the verbs of doing in front as long as anything is left, without 达, 为, 共 and the like behind.
3. Words behind: up to the next mark, number or verb; of a body that has something (12个村配备网格员) the body only.
4. One percentage for two measures (办结率和满意率均达99%) names both; several numbers introduced by 分别 take
   the names in order.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from analysis.coding.amounts import Amount
from analysis.coding.endings import endings
from analysis.coding.guards import compile_guarded, guarded
from analysis.coding.lines import Line
from analysis.coding.periods import CLAUSE_MARK

_REACH = 40
_MARK = "，。；：、！？（）+…“”|"
# In the middle of a name; （1） begins an item.
_INSERTED = "（(?![0-9一二三四五六七八九十]{1,3}）)[^（）]{1,8}）|“[^“”]{1,24}”"
SEGMENT_BEHIND = re.compile(f"的?((?:[^0-9{_MARK}]++|{_INSERTED})+)")
SEGMENT_BEFORE = re.compile(f"(?:[^{_MARK}]|{_INSERTED})*$")
#: Kinds of amounts that what stands behind them may name.
_COUNTED = frozenset(("count", "money", "area", "other"))
#: Directly behind an amount: nothing is named there.
_CLOSED = frozenset(f"{_MARK}0123456789") - set("（“")
#: To the last mark: where the words begin that stand before a place.
TO_MARK = re.compile(f".*[{_MARK}]")
TO_CLAUSE = re.compile("(?:.*[，。；：！？（）]|)")
_QUOTES = '“”"「」『』‘’'
QUOTE = re.compile(f"[{_QUOTES}]")

# A character is no word of its own where it begins a longer one: 在线, 对口, 按时.
_LEADING = """
[一二三四五六七八九十]+[是要] (?:19|20)[0-9]{2}年(?:度|以来|来|全年|底前?|末前?)? 全年度? 今年(?:以来|来)? 本年度? 年内 一年来 截[至止]目前 目前
年[初底] [上下]半年 第?[一二三四]季度 每个?(?:半?年|季度|月|周|日|天) [年月季周]均 全社会 全[省市县区镇乡州旗村局国](?!场) 全街道
[我本](?:街道|[省市县区镇乡局])(?!场) 坚持 力争 计划(?=[开举召组培完新]) 仅有? 先后 共计 累计 总计 合计 其中 同时 另外 此外 [各多]种形式的? 各类 各种 各项 各级 多种 积极 深入 及时 依法
顺利 成功(?!$) 圆满 有效 扎实 认真 持续 常态化? 集中 分别 利用 至少 最少 进一步 全面 切实 大力 共同 主动 广泛 实现 确保 保持 取得 达到
包括 通过 (?<!公)共(?!和国|[享建治同产青]) 在(?![线编册校押建岗职]) 对(?![口接外标象]) 和(?![解谐平]) 与(?!会) 向 将 把(?!关) 由
按(?![时期]) 的 了 及(?![时格]) 以(?!案) 含 为(?!民) 有(?![效关奖责]) 已 并(?!联) 还 也 又 再(?![审生造犯]) 各
"""
_DOING = """
组织开展 开展 举办 召开 举行 组织 印制 印发 发放 派发 张贴 制作 悬挂 播放 发布 推送 办理 受理 审理 审结 审核 审查 办结 完成 调处 调解 化解
排查 处理 处置 查处 查办 立案 检查 巡查 整治 整改 收到 接到 接待 收集 征集 提出 提供 出具 制定 修订 清理 废止 公布 公开 公示 梳理 新增
新建 建成 建立 建设 成立 组建 设立 设置 配备 配齐 选聘 聘请 聘任 选派 培养 培育 培训 轮训 参加 参与 邀请 安排 拥有 现有 覆盖 涉及 服务
惠及 帮助 引导 投入 使用 争取 安装 更新 购置 指导 督促 督办 督查 听取 研究 学习 签订 签署 承办 代理 援助 解答 接受 进行 落实 推进 推动
打造 创建 获评 获得 荣获 移送 责令 下达 下发 送达 报送 备案 录入 归集 纳入 挽回 走访 发现 解决 压缩 精简 取消 下放 拆除 抽查 查获 选树
评选 投放 推出 慰问 回访 救助 追回 主持(?!人) 审议(?!意见) 承接 兑现 招录 换发 制发 反馈 带动 出台 出动 实施(?!方案|意见|细则|办法|条例|主体|情况|清单|机关|机构|规划|规范)
"""
_CHANGE = "提升 提高 上升 下降 降低 增长 增加 减少 压缩 压减 缩减 缩短 扩大 精简"
_TRAILING = f"""
[从由]?(?:(?:19|20)[0-9]{{2}}|[上去])年的? 达到? (?<!行)为 是 从?原[来有]的? 共计? (?<![民条契公合])约 累计 平均 (?<!人)均 都 各 分别 实有 总计 合计 近 超过? 了 至 到 有
高达 多达 的 已 实现 保持在? (?:{_CHANGE.replace(" ", "|")}|升|降|增|减)[到至为] {_CHANGE} 控制在 稳定在 在 仅 只 计 则 全部 率先 连续 为期 由 从 先后 再 拓展[到至为] (?<=.)[同环]比 较法定时限 较承诺时限 较[去上]年同期 [-\\x20]
"""
_VERB_BEHIND = f"""
(?:{_CHANGE.replace(" ", "|")}|降)[至到为] 组成 组建 参加 参与 进行 开展 担任 负责(?!人) 作为 均 全部 已 完成 实现 达 建立 通过 纳入 纷纷 提供 提出
接受 取得 获 荣 涉及 覆盖 为(?![民主]) 得到 予以 给予 受到 受训 持证 成立 设立 常态 分别 同比 占 到 在(?![编职校线]) 由 对(?![口象]) 从(?!业)
(?<!公)共有 现有 设有 共?(?<![新拟])(?:配备|选聘|聘请|拥有)(?!人员) 被(?![征申]) 将 并 且 的方式 进驻 入驻 参会 出席 (?<!公)共(?=[调办签开处受审化解接]) 签订 持有 不予 办理(?!窗口) (?<![高初其集完职附])当?中(?=有|$)
"""
_NOT_BEHIND = f"""
[及与以且其到至均是比较时也都则仍还按据将由向已之/] 并(?!联) 和(?![解谐平]) 为(?!民) 有(?!关) 全(?![职科国县市省镇乡]) 未(?!成年) 被(?![征申])
在(?![编职校线]) 对(?!口) 从(?!业) 后(?![备勤]) 前 来(?![访信]) 中(?![心小层央]) 同(?!志) 上(?![级访]) 下(?![属辖设]) 内(?!部) 外
不(?![动见同合]) 可 能 应(?![急诉]) 就(?!业) 经(?![营济费]) 分(?![管局]) 进行 开展 完成 组织 实现 涉及 覆盖 左右 获 专题(?![会培讲]) {_CHANGE}
"""


def _any_of(patterns: str) -> str:
    return "(?:" + "|".join(patterns.split()) + ")"


_LEAD = _any_of(_LEADING) + "(?!率)"
#: Not the verb in 调解员, 服务中心, 培训班.
_DO = (
    _any_of(_DOING)
    + "[了出]?(?!过?[员率室会队组庭书班点站台卡表所厅款函]|人(?![大民员口])|中心|窗口|事项|热线|(?:整改)?(?:通知|决定|告知)书)"
)
LEADING, DOING = compile_guarded(_LEAD), compile_guarded(_DO)
#: What precedes a name.
FRONT = compile_guarded(f"{_LEAD}|(?P<doing>{_DO})")
#: What precedes the act itself: 执法队伍对重点企业共检查.
INNER = re.compile(".*(?:(?<!公)共(?!和国)计?|累计|先后|总计|实现|做到|确保)(?=[^享建治同产青])")
#: What a body has stands behind the body: 每个村配备网格员.
HAVING = re.compile(
    ".+(?:(?<!公)共有|现有|设有|配备|选聘|聘请|拥有)(?=[^率量])(?!合同|协议|制度|机制|工作|情况|人员|方式|标准)"
)
#: Without a part of one of these, neither has a match.
_INNER_CUES = "共|累计|先后|总计|实现|做到|确保|现有|设有|配备|选聘|聘请|拥有"
INNER_CUE = re.compile(_INNER_CUES)
TRAILING = compile_guarded(_any_of(_TRAILING) + "$")
TRAILING_ENDINGS = endings(TRAILING)
#: 依据《…》《…》查处: titles before the act, the first of which may begin out of reach.
CITED = re.compile(
    f"(?:[依根]?据|[依按]?照)?(?:[^《》]*》)?(?:《[^《》]*》[和与及]?)*(?<=[》和与及])(?={_DO})"
)
_LONGEST_TRAILING = 10
VERB_BEHIND = compile_guarded(_any_of(_VERB_BEHIND))
NOT_BEHIND = compile_guarded(_any_of(_NOT_BEHIND))
#: From the last mark to the end no word that another rule reads, but for those that end the words: the name begins
#: behind what precedes names.
_BEGINNINGS = "".join(sorted({cue[0] for cue in _INNER_CUES.split("|")}))
_PLAIN = (
    f"(?>.*[{_MARK}]|)(?<![）”])(?=(?:[^{_BEGINNINGS}{_QUOTES}》]++|(?!{_INNER_CUES})[{_BEGINNINGS}])*\\Z)"
)
# What precedes a name is read as if nothing stood before it.
_FIRST_LEAD = _LEAD.replace("(?<!公)", "")
PLAIN_FRONT = re.compile(_PLAIN + "(?:" + guarded(f"{_FIRST_LEAD}|(?>{_DO})(?!\\Z)") + ")*")
PLAIN_LEADING = re.compile(_PLAIN + "(?:" + guarded(_FIRST_LEAD) + ")*")
CONNECTIVES = ("以及", "其中", *"和及与或等的共")
WHOLE_NAMES = tuple("村镇乡县区市站所点")

#: 同比增长15%: what grew is named elsewhere.
COMPARISON = re.compile("(?:分别|均)?(?:同比|环比|[较比](?:上|去|前|20))")
_COMPARING = frozenset("同环较比分均")
RATE_NAME = re.compile("(?:率|度|比例|占比|比重|面)$")
JOINED = re.compile("、|以及|和(?![谐平解])|及(?![时格])|与(?!会)")
SHARED = re.compile("(?:均|都|分别)[^、和及与]{0,6}$")
#: 培训2次200余人次, 10%和90%, 3期共60人, 由5个减少到2个.
SAME_AGAIN = re.compile(
    f"(?:[、和及与，]?|共计?|计)$|[^，。；：]{{0,6}}{_any_of(_CHANGE + ' 升 降 增')}[至到为][^，。；：]{{0,8}}$"
)


def name_amounts(
    text: str, amounts: Sequence[Amount], lines: Sequence[Line]
) -> list[tuple[Line, Amount, str]]:
    """Return each amount of a text of lines with its line and what it measures, once for each of several names."""
    found = []
    begins = [line.begin for line in lines]
    waiting: list[str] = []
    # Where the line of the amount before ends, where that amount itself does, and what it measures.
    last, behind, previous = 0, 0, ""
    # Whether that was a time: 出庭应诉率连续三年保持100%.
    lasting = False
    following = [*[amount.start for amount in amounts[1:]], len(text)]
    for amount, next_start in zip(amounts, following, strict=False):
        start, end, _, _, _, kind, _ = amount
        if start >= last:
            line = lines[bisect_right(begins, start) - 1]
            behind, last, _, _, _ = line
            waiting, previous, lasting = [], "", False
        if waiting and text[behind:start] in "、，和及与":
            names, waiting = waiting[:1], waiting[1:]
        else:
            respectively = text.find("分别", behind, start) >= 0
            names = names_of_list(text, amount, behind) if respectively or kind == "rate" else []
            names, waiting = (names[:1], names[1:]) if respectively else (names, [])
        if not names:
            right = min(last, next_start, end + _REACH)
            name = _name_behind(text, end, right, kind) or name_before(text, start, behind, kind)
            again = SAME_AGAIN.match(text, behind, start) or (
                lasting and kind == "rate" and not CLAUSE_MARK.search(text, behind, start)
            )
            names = [name or (previous if previous and again else "")]
        found += [(line, amount, name) for name in names]
        behind, previous, lasting = end, names[-1], kind == "duration"
    return found


def _name_behind(text: str, at: int, right: int, kind: str) -> str:
    """Return the name that begins behind an amount and ends no later than `right`; none for most kinds of rates."""
    following = text[at : at + 1]
    if following in _CLOSED or not (following == "的" or kind in _COUNTED):
        return ""
    return _behind(text[at:right])


def name_before(text: str, at: int, left: int, kind: str = "count") -> str:
    """Return the name that ends at a place and begins no earlier than `left`."""
    left = max(left, at - _REACH)
    if text[at - 1 : at] not in TRAILING_ENDINGS:
        plain = (PLAIN_LEADING if kind == "rate" else PLAIN_FRONT).match(text, left, at)
        if plain:
            return text[plain.end() : at]
    mark = TO_MARK.match(text, left, at)
    if not mark:
        segment = text[left:at]
    elif text[mark.end() - 1] in "）”":
        segment = SEGMENT_BEFORE.search(text[left:at])[0]
    else:
        segment = text[mark.end() : at]
    return _strip_front(_strip_end(segment), kind)


def names_of_list(text: str, amount: Amount, left: int) -> list[str]:
    """Return the measures that share the numbers to follow: rates joined by 和 or 、, anything before 分别."""
    left = max(left, amount.start - _REACH)
    clause = text[TO_CLAUSE.match(text, left, amount.start).end() : amount.start]
    if not JOINED.search(clause):
        return []
    names, shared = JOINED.split(_strip_end(clause)), SHARED.search(clause)
    if amount.kind == "rate":
        while names and not RATE_NAME.search(names[0]):
            names.pop(0)
        if len(names) < 2 or not all(map(RATE_NAME.search, names)):
            return []
    elif not (shared and shared[0].startswith("分别")):
        return []
    return [_strip_front(name, amount.kind) for name in names]


def _behind(segment: str) -> str:
    found = SEGMENT_BEHIND.match(segment)
    if not found or NOT_BEHIND.match(found[1]):
        return ""
    verb = VERB_BEHIND.search(found[1], 1)
    name = found[1][: verb.start()] if verb else found[1]
    while name.endswith(CONNECTIVES):
        name = name[: -2 if name.endswith(CONNECTIVES[:2]) else -1]
    name = _without_quotes(name)
    return name if len(name) > 1 or name in WHOLE_NAMES else ""


def _without_quotes(words: str) -> str:
    # No quotation mark is a letter or a digit, as almost all characters are.
    return words if words.isalnum() else QUOTE.sub("", words)


def _strip_end(words: str) -> str:
    if words[:1] in _COMPARING and COMPARISON.match(words):
        return words
    while words[-1:] in TRAILING_ENDINGS:
        ending = TRAILING.search(words, max(0, len(words) - _LONGEST_TRAILING))
        if not ending:
            break
        words = words[: ending.start()]
    return words


def _strip_front(words: str, kind: str) -> str:
    """Return the words without what precedes the name; rates keep their verbs (调处成功率)."""
    words = _without_quotes(words)
    if "》" in words:
        cited = CITED.match(words)
        words = words[cited.end() :] if cited else words
    if INNER_CUE.search(words):
        inner = INNER.match(words)
        words = words[inner.end() :] if inner else words
        having = HAVING.match(words) if kind != "rate" else None
        words = words[having.end() :] if having else words
    front = LEADING if kind == "rate" else FRONT
    while found := front.match(words):
        if found.end() == len(words) and found.lastgroup == "doing":
            break
        words = words[found.end() :]
    return words
