"""The parts of a page's head: title, labels, salutation, byline, and the lines of the site around them.

Each part is recognised by its own form, as a line or, where line breaks are lost, as the beginning of one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from analysis.reading import titles
from analysis.reading.furniture import is_furniture
from analysis.reading.labels import Label, fills, is_date, read_row, row_end
from analysis.reading.lines import Line, make_line, passage
from analysis.reading.mapped_text import MappedText
from analysis.reading.numbering import WHOLE
from analysis.reading.page import Passage
from analysis.reading.signature import is_body_name

MOST_PIECES = 60
LONGEST_PIECE = 240
LONGEST_ADDRESS = 90
LONGEST_CRUMB = 12
LONGEST_DAY = 40
# An addressee ends the name of an organ or of those who sit in it.
ADDRESSEE = (
    r"(?:(?:中共|中国共产党)?[㐀-䶿一-鿿〇]{0,24}?(?:委|政府|委员会|人大|人大常委会|办|办公室|局|厅|部|院|处|代表|同志|同志们|委员|主任|"
    r"副主任|秘书长|组长|领导|党组|工委|小组)(?:（[^（）]{1,12}）)?)"
)
SALUTATION = re.compile(rf"(?P<to>{ADDRESSEE}(?:[、，]{ADDRESSEE}){{0,7}})[：！]")
JOINT_ADDRESS = re.compile(r"[县市区省州旗镇]委[、，]?[县市区省州旗镇](?:人民)?政府")
NO_SALUTATION = re.compile(r"\d|报告|总结|汇报|如下|以下|包括|[一二三四五六七八九十]是|一年来|负责")
# Where and when the report was read out: set aside, and no day of publication.
READING = re.compile(
    r"[—–-]+.{0,40}(?:20\d\d年|会议|全会).{0,60}|（?20\d\d年\d{1,2}月\d{1,2}日.{0,40}(?:会议上?|全会上?)）?|（20\d\d年.{0,20}）"
)
# What a site prints under a title without labels: the day and who published.
PUBLISHER = r"[㐀-䶿一-鿿]{2,20}(?:局|办|办公室|政府|委|委员会|网|厅|中心|处|镇|乡|街道|部|报|科)"
COUNTED = r"(?:[ |]{0,3}(?:浏览|阅读|点击|访问)(?:次数|量|数)?[：: ]{0,2}\d{0,9} ?次?|[ |]{1,3}\d{1,9} ?次(?:浏览|阅读|点击|访问))?"
DAY_AND_SOURCE = re.compile(
    rf"(?:(?P<who>{PUBLISHER})[ |]{{1,3}})?(?P<day>20\d\d[-/.年][\d\-/.月]{{3,6}}日?(?: \d\d?[:：]\d\d(?:[:：]\d\d)?)?)"
    rf"(?:[ |]{{1,3}}{PUBLISHER})?{COUNTED}$"
)
DATED_BEHIND = re.compile(
    r"[^，。；：]{2,40} (?=(?:信息)?(?:发布|发表|公开|公布)?(?:时间|日期) ?[：:] ?20\d\d)"
    rf"|{PUBLISHER}(?=(?:发布|发表|公开|公布)(?:时间|日期) ?[：:] ?20\d\d)"
)
BLANK = re.compile(" ")
PROSE = re.compile("[，。；]")
SPLIT_YEAR = re.compile(r"20\d\d 年")
ANNEX = re.compile(r"附件\d{0,2}：?")
DOCUMENT_NUMBER = re.compile(r"[㐀-䶿一-鿿]{2,12}[〔\[（【]20\d\d[〕\]）】]\d{1,4}号")
SPEAKER = re.compile(r"[^，。；：]{0,30}(?:[县市区省州]长|主任|局长|镇长|乡长|书记)[^，。；：]{2,4}")


@dataclass
class Head:
    """What the head of a page holds.

    Attributes
    ----------
    body_start : int
        The folded offset where the body begins.
    copies : list of Passage
        Every copy of the title.
    labels, furniture, salutation
        As in :class:`Page`.
    pending : str or None
        The label whose value the next line may be.
    under : {'title', 'body', None}
        What the next line stands under, but for lines of the site: the title, or the name of a body below it.
    unknown : list of Line
        The lines that are none of the known parts.
    """

    view: MappedText
    body_start: int = 0
    copies: list[Passage] = field(default_factory=list)
    labels: dict[str, Passage] = field(default_factory=dict)
    furniture: list[Passage] = field(default_factory=list)
    salutation: Passage | None = None
    pending: str | None = None
    under: str | None = None
    unknown: list[Line] = field(default_factory=list)

    @property
    def title(self) -> Passage | None:
        """The fullest copy of the title."""
        return titles.fullest(self.copies)

    def set_aside(self, line: Line) -> None:
        """Record a line as furniture."""
        self.furniture.append(passage(self.view, line.start, line.end))

    def state(self, name: str, start: int, end: int) -> None:
        """Record the value of a label; the first one stated stays."""
        if not name or start >= end:
            return
        value = passage(self.view, start, end)
        if name != "名称":
            self.labels.setdefault(name, value)
        elif titles.grade(value.text.replace(" ", "")) >= 2:
            self.add_title(start, end)

    def add_title(self, start: int, end: int) -> None:
        """Record a copy of the title."""
        self.copies.append(titles.title_passage(self.view, start, end))
        self.under = "title"

    def entitle(self, piece: Line) -> bool:
        """Record a piece of a line as a copy of the title, if it is one with year or issuer."""
        named = titles.YEAR.search(piece.bare) or titles.ISSUER.search(piece.bare)
        if not named or titles.grade(piece.bare) < 3:
            return False
        self.add_title(piece.start, piece.end)
        return True

    def salute(self, line: Line) -> bool:
        """Record a line as the salutation; tell whether it is one."""
        called = len(line.bare) <= LONGEST_ADDRESS and line.bare.endswith(("：", "！"))
        match = SALUTATION.fullmatch(line.bare) if called else None
        if match and not NO_SALUTATION.search(match["to"]):
            end = line.start + len(line.text.rstrip("：！ "))
        elif JOINT_ADDRESS.fullmatch(line.bare) and self.copies:
            end = line.end
        else:
            return False
        self.salutation = passage(self.view, line.start, end)
        return True

    def take_part(self, line: Line, under: str | None, row: list[Label] | None = None) -> bool:
        """Set aside a row of metadata, a date, a byline or a line of the site; `row` is what the line states."""
        site = DATED_BEHIND.match(line.text)
        if site and not titles.ANY_TOPIC.search(site[0]):
            # The name of the site stands before what is labelled: 青榆县政府网 发布时间：2024-02-19.
            self.set_aside(make_line(self.view, line.start, line.start + site.end()))
            line, row = make_line(self.view, line.start + site.end(), line.end), None
        row = read_row(line) if row is None else row
        if row and fills(line, row):
            for label in row:
                self.state(label.name, label.value_start, label.value_end)
            last = row[-1]
            self.pending = last.name if last.name and last.value_start == last.value_end else None
            self.under = under
        elif len(line.text) <= LONGEST_DAY and is_date(line.text):
            # Under the title a bare day is that of publication; in brackets there, it is the day of a meeting.
            bracketed = line.text.startswith("（")
            if self.copies and (under == "body" or (under == "title" and not bracketed)):
                first = len(line.text) - len(line.text.lstrip("（ "))
                self.state("发布日期", line.start + first, line.start + len(line.text.rstrip(" ）")))
        elif under == "title" and (day := DAY_AND_SOURCE.match(line.text)) and is_date(day["day"]):
            self.state("发布日期", line.start + day.start("day"), line.start + day.end("day"))
            if day["who"] and day["who"].endswith(("政府", "办事处")):
                self.state("署名", line.start + day.start("who"), line.start + day.end("who"))
        elif is_furniture(line.bare):
            self.under = under
        elif READING.fullmatch(line.bare) or (self.copies and SPEAKER.fullmatch(line.bare)):
            self.under = None
        elif DOCUMENT_NUMBER.fullmatch(line.bare):
            self.state("发文字号", line.start, line.end)
            self.under = under
        elif self.copies and is_body_name(line.bare):
            self.state("署名", line.start, line.end)
            self.under = "body"
        else:
            return False
        self.set_aside(line)
        return True

    def peel(self, line: Line) -> Line | None:
        """Set aside the parts of the head that stand at the beginning of a line; return what is left of it."""
        for _ in range(MOST_PIECES):
            if not line.text or WHOLE.match(line.text):
                break
            length = (
                self._crumb_ahead(line)
                or self._salutation_ahead(line)
                or self._row_ahead(line)
                or self._title_ahead(line)
                or self._part_ahead(line)
            )
            if not length:
                break
            line = make_line(self.view, line.start + length, line.end)
        return line if line.text else None

    def _crumb_ahead(self, line: Line) -> int:
        """Set aside a word of the site before the first blank; each of these returns the length it took."""
        length = line.text.find(" ")
        if not 0 < length <= LONGEST_ADDRESS:
            return 0
        trail = bool(self.furniture) and self.furniture[-1].text.endswith(">") and length <= LONGEST_CRUMB
        if is_date(line.text[:length]) or SPLIT_YEAR.match(line.text):
            return 0
        annexed = ANNEX.fullmatch(line.text[:length])
        if not annexed and not is_furniture(line.text[:length]) and (not trail or read_row(line)):
            return 0
        self.set_aside(make_line(self.view, line.start, line.start + length))
        return length

    def _salutation_ahead(self, line: Line) -> int:
        ahead = line.text[:LONGEST_ADDRESS].replace(" ", "")
        match = SALUTATION.match(ahead) if "：" in ahead or "！" in ahead else None
        if self.salutation or not match or NO_SALUTATION.search(match["to"]):
            return 0
        length = line.text.index(match[0][-1]) + 1
        self.salutation = passage(self.view, line.start, line.start + length - 1)
        return length

    def _row_ahead(self, line: Line) -> int:
        beginning = make_line(self.view, line.start, min(line.end, line.start + LONGEST_PIECE))
        row = read_row(beginning, tight=True)
        if not row:
            return 0
        for label in row:
            self.state(label.name, label.value_start, label.value_end)
        self.set_aside(make_line(self.view, line.start, row_end(row)))
        return row_end(row) - line.start

    def _title_ahead(self, line: Line) -> int:
        match = titles.GLUED.match(line.text)
        if not match or titles.grade(match[0].replace(" ", "")) < 3:
            return 0
        first = match.start() + titles.words_of_the_site(match[0])
        if first:
            self.set_aside(make_line(self.view, line.start, line.start + first))
        self.add_title(line.start + first, line.start + match.end())
        return match.end()

    def _part_ahead(self, line: Line) -> int:
        """Set aside the shortest run of words that is a title, a date, a byline or a line of the site."""
        under = self.under
        for blank in BLANK.finditer(line.text[:LONGEST_PIECE]):
            length = blank.start()
            piece = make_line(self.view, line.start, line.start + length)
            behind = line.text[blank.end() : blank.end() + LONGEST_CRUMB].replace(" ", "")
            if not titles.CONTINUES.match(behind) and self.entitle(piece):
                return length
            self.under = None
            if (len(piece.bare) > 1 or piece.bare in "|>-") and self.take_part(piece, under):
                return length
            self.under = under
            if PROSE.search(piece.text):
                break
        return 0
