"""Signature lines: the bodies that sign and the day, whole, split, on one line or with lost marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from analysis.reading.dates import find_dates
from analysis.reading.labels import is_date

LONGEST = 90
BODY_NAME = re.compile(
    r"(?!.*(?:如下|报告|情况|成效|问题|不足|举措|[一二三四五六七八九十]是))"
    r"(?:中共|中国共产党)?[㐀-䶿一-鿿〇]{1,40}?"
    r"(?:人民政府|政府|委员会|[县市区省州旗镇乡]委|党委|工委|党组|办公室|办事处|管理处|厅|局|院|部|署|中心|支队|大队|总队|分局|管委会|公署|行署|海关|有限公司|农场|街道办?|(?:法治|治[省市县区])办|"
    r"领导小组|协调小组|苏木|生产建设兵团|第[一二三四五六七八九十]{1,3}师|[镇乡县区市省州旗盟])(?:（[^（）]{1,12}）)?"
)
# What a body's name ends with, by the pattern above.
LAST_SIGN = frozenset("府会委组室处厅局院部署心队关司场道办木团师镇乡县区市省州旗盟）")
STAMP = re.compile(r"（?(?:印章|盖章|公章|代章|章)）?")
STAMPED = re.compile(r"（ ?(?:印章|盖章|公章|代章|章) ?）")
PIECE = re.compile("[^ ]+")
BEHIND = re.compile(r" |[）)]|$|分享|打印|关闭|扫|主办|版权|附件|责任编辑|上一|下一|来源|编辑")


def is_body_name(bare: str) -> bool:
    """Tell whether a line, blanks removed, is the name of a public body and nothing else."""
    return 2 <= len(bare) <= 60 and bare[-1] in LAST_SIGN and bool(BODY_NAME.fullmatch(bare))


def signed_parts(text: str) -> Sequence[tuple[int, int]]:
    """Return where bodies and date stand in a signature line, or nothing when the line is none.

    Two bodies apart by blanks are two parts. The line must hold nothing else.
    """
    return _signed_parts(text) if len(text) <= LONGEST else ()


# A line of a foot is asked for it several times over.
@lru_cache(maxsize=64)
def _signed_parts(text: str) -> Sequence[tuple[int, int]]:
    date = date_at_end(text)
    names = text[: date[0]] if date else text
    parts = _names(names.rstrip(" （("))
    if parts is None:
        return ()
    return (*parts, date) if date else tuple(parts)


def signed_ahead(text: str) -> tuple[list[tuple[int, int]], int] | None:
    """Return bodies and date at the beginning of a text, and where what follows them begins; None without both."""
    head = text[:LONGEST]
    date = next(find_dates(head, unmarked=True), None)
    # 青榆县人民政府2024年1月20日印发了… begins a sentence.
    if date is None or not BEHIND.match(text, date.end):
        return None
    names = _names(head[: date.start].rstrip(" （("))
    return ([*names, (date.start, date.end)], date.end) if names else None


def date_at_end(text: str) -> tuple[int, int] | None:
    """Return where the date stands that ends a line, or None."""
    last = text.rstrip(" ）印发")[-1:]
    if last not in "日号月" and not last.isdecimal():
        return None
    for date in find_dates(text, unmarked=True):
        if is_date(text[date.start :]):
            return date.start, date.end
    return None


def _names(text: str) -> list[tuple[int, int]] | None:
    """Return the names in the part of the line before the date; None when it holds anything else."""
    parts, position = [], 0
    if not text:
        return []
    pieces = [piece for piece in PIECE.finditer(text) if not STAMP.fullmatch(piece[0])]
    while position < len(pieces):
        for stop in range(position + 1, len(pieces) + 1):
            start, end = pieces[position].start(), pieces[stop - 1].end()
            if is_body_name(text[start:end].replace(" ", "").strip("：，、")):
                parts.append((start, end))
                break
        else:
            return None
        position = stop
    return parts
