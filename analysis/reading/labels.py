"""The labels of metadata tables and what they state: 发布日期, 来源, 索引号 and their variants.

A label may be bracketed or bulleted, glued to its value, on the line before it, or without any value. What
follows a label is its value only when it has the right form; another label never is.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from analysis.reading.dates import FIRST_SIGNS, find_dates
from analysis.reading.lines import Line

DATED = {
    "发布日期": "发布日期 发布时间 发表时间 发表日期 公开日期 公开时间 公布日期 公布时间 发布于 信息发布日期 信息发布时间 信息公开日期 发稿时间 发稿日期 刊发时间 录入时间 添加时间 上传时间 创建时间 信息日期 信息时间 上网时间 时间 日期",
    "成文日期": "成文日期 成文时间 印发日期 制发日期 落款日期",
    # Some sites mean the day of the document, most the day it was put up.
    "发文日期": "发文日期 发文时间",
    "生成日期": "生成日期 信息生成日期 生成时间",
    "更新时间": "更新时间 更新日期 修改时间 最后更新",
    "生效日期": "生效日期 实施日期 施行日期",
    "失效日期": "失效日期 废止日期 失效时间",
}
NAMED = {
    "来源": "来源 信息来源 文章来源 稿件来源 稿源 来稿单位 供稿单位 供稿 出处",
    "发布机构": "发布机构 发布单位 发布部门 公开机构 公开单位 公开责任部门 责任部门 公开主体 信息提供单位 所属机构 所属单位",
    "发文机关": "发文机关 发文单位 发文部门 制发机关 制发单位 制定机关 成文单位",
}
CODED = {
    "索引号": "索引号 信息索引号 索引编号 信息索引 统一登记号 登记号",
    "发文字号": "发文字号 发文编号 文件编号 文号 文件字号",
}
TITLED = {"名称": "文件名称 信息名称 标题 名称 文件标题 文章标题 信息标题 公文标题 公文名称"}
WORDED = {
    "主题分类": "主题分类 主题类别 主题分类号 所属主题 公文种类 文种 体裁分类 体裁 信息分类 信息类别 分类 组配分类 服务对象 栏目分类 所属栏目 文件类型 信息类型 公开目录 公开类别",
    "公开形式": "公开形式 公开方式 公开范围 公开时限 公开属性 公开程序 保存时限 载体类型 信息格式",
    "有效性": "有效性 效力状态 时效性 时效状态 有效期 有效状态 是否有效 文件状态",
    "主题词": "主题词 关键词 关键字 标签",
    "内容概述": "内容概述 内容摘要 摘要 内容简介 概述 描述",
    "作者": "作者 撰稿 撰稿人 编辑 责任编辑 责编 审核 审核人 录入 录入人 信息员 发布人 拟稿人 签发人",
}
COUNTER = (
    "点击数 点击率 点击量 点击次数 点击 浏览次数 浏览量 浏览数 浏览 阅读次数 阅读量 阅读数 阅读 访问次数 访问量 访问 "
    "人气 字号 字体 字体大小 视力保护色 分享 分享到 打印 收藏 字数 大小"
)
KINDS = DATED | NAMED | CODED | TITLED | WORDED
CANONICAL = {name: label for label, names in KINDS.items() for name in names.split()}
CANONICAL |= dict.fromkeys(COUNTER.split(), "")
# A label that lost a character: [ 引号 ] for 索引号. Needs a bracket or a colon.
DAMAGED = {
    name[:cut] + name[cut + 1 :]: CANONICAL[name]
    for name in (
        "索引号",
        "发文字号",
        "成文日期",
        "发布日期",
        "发布时间",
        "发布机构",
        "主题分类",
        "信息来源",
        "有效性",
    )
    for cut in range(len(name))
}
DAMAGED = {name: label for name, label in DAMAGED.items() if name not in CANONICAL}
LISTED = ("索引号", "有效性", "主题词", "文号")
TITLE_SIGN = re.compile("法[治制]|依法")
# What may stand before a date that is alone on its line.
BEFORE_DATE = " （【[—-"
LONGEST = 1000
WIDEST_GAP = 20
# Where line breaks are lost, what is longer than any name or summary is the body.
LONGEST_NAME, LONGEST_SUMMARY = 120, 400


def _spaced(names: list[str]) -> str:
    return "|".join(" ?".join(name) for name in sorted(names, key=lambda name: (-len(name), name)))


LABEL = re.compile(
    rf"(?P<open>[\[【（•·●◆■▪*|\- ]{{0,8}})(?:(?P<name>{_spaced(list(CANONICAL))})|(?P<damaged>{_spaced(list(DAMAGED))}))"
    rf"(?P<close> ?[\]】）]?) ?(?P<mark>[：:|]?)[ |]{{0,8}}"
)
# Where a label may begin: at the start, behind a blank or a bar, or glued to the figures before it.
BOUNDARY = re.compile(r"[ |\[【（•·●\d日次]")
TIME = re.compile(r" ?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?")
VALUE_END = re.compile(r" (?=字 ?号|字 ?体|打 ?印|分 ?享|收 ?藏|关 ?闭|【|\[|大 中 小|\d{4} ?[-年/.])|[|【]")
# A body that follows its metadata without any break.
BODY_AHEAD = re.compile(r"[一二三四五六七八九十]、|（[一二三四五六七八九十]）|20\d\d ?年|今年|[，。]")
UNBOUNDED = ("名称", "内容概述")
COUNT = re.compile(r"[ \d]*人?次?(?:[ 大小超特]|中(?!共)|默认)*")
ORGAN = re.compile(
    r"[^，。；：]{2,30}(?:局|办|办公室|政府|委|委员会|网|厅|院|站|室|中心|处|镇|乡|街道|所|部|报|日报|公众号)"
)
CODE_AHEAD = re.compile(r" ?(?:[^ ，。|]{2,30}?号|[\w/〔〕\[\]（）.·–—-]{3,60})")
CODE_BEHIND = re.compile(r"(?=[^ ]*\d{4})[\w/\-–—〔〕\[\]（）.·]{6,60}(?: |$)")
CODE = re.compile(r"(?=[^\d]*\d)[\w/\-–—〔〕\[\]（）【】 .·]{4,60}")


class Label(NamedTuple):
    """A label found in a line: its canonical name ('' for counters) and the folded offsets of its value.

    An empty value has equal offsets.
    """

    name: str
    start: int
    value_start: int
    value_end: int


def read_row(line: Line, *, tight: bool = False) -> list[Label]:
    """Return the labels of a line of metadata, or nothing when the line is none.

    The line must begin with a label, or with a date that a label follows. Where line breaks are lost, a
    blank may be the end of the row: `tight` ends the names of bodies there.
    """
    text = line.text
    if len(text) > LONGEST or not (LABEL.match(text) or is_date(text[:40], whole=False)):
        return []
    found = list(_labels(text))
    first = found[0].start() if found else 0
    if not found or (first and not is_date(text[:first])):
        return []
    labels: list[Label] = []
    for match, following in pairwise([*found, None]):
        between = text[row_end(labels) - line.start : match.start()] if labels else ""
        if len(between) > WIDEST_GAP or (tight and TITLE_SIGN.search(between)):
            break
        name = _name(match)
        stop = following.start() if following else len(text)
        first, last = _within(line, match.end(), stop, name)
        if tight and (name in NAMED or name in WORDED) and name not in UNBOUNDED:
            last = first + len(line.text[first - line.start : last - line.start].partition(" ")[0])
        if name in UNBOUNDED and last - first > (LONGEST_NAME if tight else LONGEST_SUMMARY):
            last = first
        labels.append(Label(name, line.start + match.start(), first, last))
    if not {label.name for label in labels} & DATED.keys():
        labels += [_unlabelled(line, found)]
    return [label for label in labels if label]


def _unlabelled(line: Line, found: list[re.Match[str]]) -> Label | None:
    """Return the date of a row that names none: before its first label, or behind a source."""
    date = next(find_dates(line.text), None)
    if date is None or date.start > found[-1].end() + WIDEST_GAP:
        return None
    before = [match for match in found if match.start() <= date.start]
    if before and _name(before[-1]) not in {*NAMED, "作者", ""}:
        return None
    time = TIME.match(line.text, date.end)
    start = line.start + date.start
    return Label("发布日期", start, start, line.start + (time.end() if time else date.end))


def _name(match: re.Match[str]) -> str:
    if match["name"]:
        return CANONICAL[match["name"].replace(" ", "")]
    return DAMAGED[match["damaged"].replace(" ", "")]


def _labels(text: str):
    position, rowed = 0, False
    while match := LABEL.search(text, position):
        position = match.end()
        begin, name = match.start(), _name(match)
        marked = bool(match["mark"]) or (bool(match["close"].strip()) and bool(match["open"].strip()))
        glued = name in DATED and is_date(text[match.end() :][:20], whole=False)
        # 索引号 014318675/2024-00123: without a colon the code must follow.
        glued = glued or (begin == 0 and name in CODED and CODE_BEHIND.match(text, match.end()) is not None)
        alone = begin == 0 and match.end() == len(text) and bool(match["name"])
        bounded = begin == 0 or bool(match["open"]) or bool(BOUNDARY.match(text[begin - 1]))
        long = len(match["name"] or "") >= 4
        # 索引号 0001 发布机构 司法局 文号: in a row that has begun, blanks alone part the further labels.
        listed = rowed and (long or match["name"] in LISTED) and match["open"][-1:] == " "
        listed = listed and (match[0][-1] in " |" or match.end() == len(text))
        if (marked and (bounded or long)) or ((glued or alone) and bool(match["name"]) and bounded) or listed:
            rowed = rowed or begin == 0
            yield match
        else:
            position = begin + 1


def _within(line: Line, start: int, stop: int, name: str) -> tuple[int, int]:
    """Return the folded offsets of the value between two places of a line; equal ones when it has no value."""
    text = line.text[start:stop]
    end = VALUE_END.search(text)
    if name in DATED:
        date = next(find_dates(text, unmarked=True), None)
        if date is None or text[: date.start].strip(" （【["):
            return line.start + start, line.start + start
        time = TIME.match(text, date.end)
        return line.start + start + date.start, line.start + start + (time.end() if time else date.end)
    if end:
        text = text[: end.start()]
    if name in CODED and (code := CODE_AHEAD.match(text)):
        text = code[0]
    if name not in UNBOUNDED and (body := BODY_AHEAD.search(text)):
        text = text[: body.start()]
    if not name:
        text = COUNT.match(text)[0]
    inner = text.strip(" |，；、")
    begin = line.start + start + text.find(inner) if inner else line.start + start
    return begin, begin + len(inner)


def row_end(labels: list[Label]) -> int:
    """Return the folded offset behind the last value of a row, where something else may follow."""
    return max(label.value_end for label in labels)


def fills(line: Line, labels: list[Label]) -> bool:
    """Tell whether a row of labels is all there is on its line, but for a few words of the site."""
    return line.end - row_end(labels) <= WIDEST_GAP


def is_date(text: str, *, whole: bool = True) -> bool:
    """Tell whether a short text is a date (and a time of day), or begins with one."""
    if text.lstrip(BEFORE_DATE)[:1] not in FIRST_SIGNS:
        return False
    date = next(find_dates(text, unmarked=True), None)
    if date is None or text[: date.start].strip(BEFORE_DATE):
        return False
    time = TIME.match(text, date.end)
    rest = text[time.end() if time else date.end :]
    return not whole or not rest.strip(" ）】]|日印发星期一二三四五六")


def is_value(name: str, line: Line) -> bool:
    """Tell whether a whole line has the form of the value of a label on the line before it."""
    if name in DATED:
        return is_date(line.text)
    if name in NAMED:
        return bool(ORGAN.fullmatch(line.bare))
    if name in CODED:
        return bool(CODE.fullmatch(line.text))
    return name in WORDED and len(line.bare) <= 16 and not re.search("[，。；：、]", line.bare)
