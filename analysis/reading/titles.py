"""Lines that title a document: their shapes, their repair, and which copy is the fullest."""

from __future__ import annotations

import re
from functools import lru_cache

from analysis.reading.furniture import is_furniture
from analysis.reading.lines import Line
from analysis.reading.mapped_text import MappedText
from analysis.reading.numbering import WHOLE
from analysis.reading.page import Passage
from analysis.reading.signature import is_body_name

LONGEST = 100
MOST_LINES = 4

TOPIC = re.compile(r"法[治制](?:政府|建设|工作|[省市县区州旗镇乡街])|依法行政|依法治.")
ANY_TOPIC = re.compile(r"法[治制]|依法")
BRACKET = r"(?:（[^（）]{1,30}）)?"
PLAN_TOO = r"(?:[及和与暨] ?20\d\d ?年[^，。；：\n ]{2,12}(?:计划|打算|安排|思路))?"
GENRE = re.compile(rf"(?:报告|总结|汇报|情况|小结|述法){PLAN_TOO}{BRACKET}$")
OTHER_GENRE = re.compile(
    r"(?:方案|计划|要点|安排|解读|意见|通知|通报|公示|公报|年报|年鉴|白皮书|蓝皮书|研究|比较|讲话|问答|图解|范文|模板|纪要|公告|"
    rf"办法|规定|述评|决定|建议|下载|分析|思考){BRACKET}$"
)
NO_TITLE = re.compile(
    r"[，。；！？：>→|]|如下|^为(?:了|确保|进一步|深入|全面|贯彻|落实|推进|加[快强]|切实|做好)|^(?:现将|附件|附：|[一二三四五六七八九十]是)|^[（(][一二三四五六七八九十\d]+[）)]"
)
INSTRUMENT = re.compile("《[^《》]*》")
NAMED = re.compile("《[^《》]*》|“[^“”]*”")
# A notice that carries the report: its own title is not the report's.
NOTICE = re.compile("(?:印发|转发|公布|公开|发布|报送).*(?:通知|公告)$")
YEAR = re.compile(r"20\d\d年|二[〇○O0零]..年")
ISSUER = re.compile(r"[省市县区州盟旗镇乡局厅委办院部处](?:关于|20\d\d|法治|推进|依法|$)|人民政府|街道")

# What is printed around a title and is no part of it. Offsets of group 1 are the title's.
TAG = re.compile(r"^ ?(?:(?:【[^】]{1,12}】|\[[^\]]{1,12}\]|〔[^〕\d]{1,12}〕|（公示）|[•·●◆■▪*]) ?)+")
WRAPPER = re.compile(
    r"^《([^《》]+(?:《[^《》]*》[^《》]*)*)》 ?(?:（ ?(?:全 ?文|正文|附件)[^）]{0,6}）|全文)?$"
)
GLOSS = re.compile(r" ?[（(] ?(?:全 ?文|正文|图|附件|转载)[^）)]{0,4}[）)]$")
# A run of dashes is taken whole, as a border before a Han character and as text elsewhere: one reading only.
CATEGORY = re.compile(r"^[^/，。]{2,20} / (?=.*法[治制])")
SITE = re.compile(r"(?: ?(?:[_|]|[-—–]++(?= ?[㐀-鿿])) ?(?:[^-_|，。—–]|[-—–]++(?! ?[㐀-鿿])){2,30})+$")

SITE_SIGN = re.compile("[_|—–-]")

PADDING = re.compile(r"(?<![!-~])[ \n]+|[ \n]+(?![!-~])|\n+|(?<=\d) (?=\d)")
JOINT = re.compile(r"([㐀-䶿一-鿿]{4,30}) ([㐀-䶿一-鿿]{4,30}?)(?=关于|20\d\d| |\n)")
CONTINUES = re.compile(r"^(?:的|和|与|及|暨|（(?!20\d\d年\d)|情况|报告|工作|年度|法治|建设)")
BEGINS_BODY_NAME = re.compile(r"^(?:关于|20\d\d年|二[〇○O0零]..年|法治|推进|依法)")
UNFINISHED = re.compile("关于|20\\d\\d年|法治|依法")
DATA_AHEAD = re.compile(r" (?:[^ ，。：]{2,6} ?：|20\d\d ?[-/.年]|[\[【（|])")
# A title at the head of a text without line breaks, and what may not follow it.
GLUED = re.compile(
    r"[^，。；：！？\n]{4,70}?(?:报 ?告|总 ?结|汇 ?报)"
    + PLAN_TOO
    + r"(?: ?（ ?20\d\d ?年? ?度? ?）)?(?!公开|编制|质量|材料|草案|内容|格式|撰写|报送)(?! ?(?:如下|的|、|中(?!共)|和|会|》|”|与|及|指|等|工作|制度|情况|要求|了|于|给|，|。))"
)


def grade(bare: str) -> int:
    """Return how much a line, blanks removed, looks like a title: 3 of this genre, 2 of another, 1 hardly, 0 no."""
    if len(bare) > LONGEST:
        return 0
    bare = strip_frame(bare)
    if len(bare) < 6 or NO_TITLE.search(_without(NAMED, bare)):
        return 0
    if GENRE.search(bare):
        return 3 if TOPIC.search(bare) else 2
    if OTHER_GENRE.search(bare):
        return 2
    return 1 if ANY_TOPIC.search(bare) else 0


def _without(named: re.Pattern[str], text: str) -> str:
    return named.sub("", text) if "《" in text or "“" in text else text


def is_report_title(bare: str) -> bool:
    """Tell whether a line is beyond doubt the title of such a report: of this genre, dated, and called a report."""
    return grade(bare) == 3 and bool(YEAR.search(bare)) and bool(re.search("报告|总结|汇报", bare))


def strip_frame(text: str) -> str:
    """Return a title without tag, wrapper, gloss and site name."""
    start, end = frame(text)
    return text[start:end]


def frame(text: str) -> tuple[int, int]:
    """Return where the title proper stands in the text of its line."""
    return _frame(text) if len(text) <= 2 * LONGEST else (0, len(text))


# A line of a head is asked for it several times over.
@lru_cache(maxsize=64)
def _frame(text: str) -> tuple[int, int]:
    tag = TAG.match(text)
    start, end = tag.end() if tag else 0, len(text)
    if " / " in text and (category := CATEGORY.match(text[start:])):
        start += category.end()
    site = SITE.search(text, start) if SITE_SIGN.search(text, start) else None
    if site and (
        GENRE.search(text[start : site.start()].rstrip(" ）全文(（》")) or "》" in text[: site.start()]
    ):
        end = site.start()
    wrapper = WRAPPER.match(text[start:end])
    if wrapper:
        return start + wrapper.start(1), start + wrapper.end(1)
    gloss = GLOSS.search(text, start, end) if "（" in text or "(" in text else None
    return start, gloss.start() if gloss else end


def goes_on(text: str) -> bool:
    """Tell whether a line begins with a title, behind which a blank parts something else from it."""
    glued = GLUED.match(text[: 2 * LONGEST])
    behind = text[glued.end() :][:12] if glued else ""
    return behind.startswith(" ") and bool(DATA_AHEAD.match(behind)) and grade(glued[0].replace(" ", "")) == 3


def words_of_the_site(text: str) -> int:
    """Return how far words of the site reach into a title they are joined to: 专题专栏 法治政府建设 正文 青榆县2023年…."""
    first = 0
    while (blank := text.find(" ", first)) > 0:
        word, rest = text[first:blank], text[blank + 1 :].replace(" ", "")
        if len(word) < 2 or word.isdecimal() or "关于" in word or is_body_name(word):
            break
        if YEAR.search(word) or ISSUER.search(word) or grade(rest) < 3 or not YEAR.search(rest):
            break
        first = blank + 1
    return first


def title_at(lines: list[Line], index: int) -> int:
    """Return how many lines from `index` on make one title: 0 when none does.

    A title may be split over up to four lines. The name of a body joins the line below it when that
    begins with 关于 or with the year.
    """
    best, joined = 0, ""
    for count in range(1, MOST_LINES + 1):
        if index + count > len(lines):
            break
        piece = lines[index + count - 1].bare
        if not _may_be_piece(piece) or (count > 1 and not _joins(joined, piece, best == count - 1)):
            break
        joined += piece
        if grade(joined) >= (2 if count == 1 else 3):
            best = count
    return best


def _may_be_piece(bare: str) -> bool:
    if not 1 < len(bare) <= LONGEST:
        return False
    plain = _without(INSTRUMENT, strip_frame(bare))
    return not NO_TITLE.search(plain) and not WHOLE.match(bare) and not is_furniture(bare)


def _joins(above: str, piece: str, complete: bool) -> bool:
    if above == piece:
        return False
    if grade(above) == 3 and complete:
        return bool(CONTINUES.match(piece)) and not (grade(piece) == 3 and len(piece) > 12)
    if is_body_name(above):
        return bool(BEGINS_BODY_NAME.match(piece)) or is_body_name(piece)
    return bool(UNFINISHED.search(above)) and grade(piece) != 3


def title_passage(view: MappedText, start: int, end: int) -> Passage:
    """Return the title between two folded offsets, without frame, line breaks and blanks.

    The blank between two bodies that report jointly stays, as in 中共青榆县委 青榆县人民政府关于….
    """
    text = view.text[start:end]
    first, last = frame(text.replace("\n", " "))
    inner = text[first:last]
    first += len(inner) - len(inner.lstrip())
    last -= len(inner) - len(inner.rstrip())
    words = text[first:last]
    joint = JOINT.match(words)
    if joint and is_body_name(joint[1]) and is_body_name(joint[2]):
        between = joint.end(1)
        return Passage(start + first, start + last, f"{words[:between]} {_unpad(words[between:])}")
    return Passage(start + first, start + last, _unpad(words))


def _unpad(words: str) -> str:
    return PADDING.sub("", words)


def fullest(copies: list[Passage]) -> Passage | None:
    """Return the copy that says most: of this genre, with year and issuer, longest; the last of equals."""
    if len(copies) < 2:
        return copies[0] if copies else None
    return max(copies, key=lambda copy: (*_fullness(copy.text), copy.start))


def _fullness(text: str) -> tuple[int, int, int]:
    return grade(text), bool(YEAR.search(text)) + bool(ISSUER.search(text)), len(text)
