"""The top of a page, down to the first line of the body.

Line by line (and, where line breaks are lost, piece by piece) each part of the head is recognised and set
aside; the first thing that is none of them is the body.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from analysis.reading import titles
from analysis.reading.furniture import is_furniture
from analysis.reading.labels import fills, is_date, is_value, read_row, row_end
from analysis.reading.lines import Line, make_line, passage
from analysis.reading.normalise import HAN_CHARACTER, MappedText
from analysis.reading.numbering import WHOLE
from analysis.reading.page import Passage
from analysis.reading.signature import is_body_name

MOST_LINES = 600
MOST_PIECES = 60
LONGEST_LINE = 1000
LONGEST_ADDRESS = 90
LONGEST_HEADLINE = 120
LONGEST_CRUMB = 12
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
DOCUMENT_NUMBER = re.compile(r"[㐀-䶿一-鿿]{2,12}[〔\[（【]20\d\d[〕\]）】]\d{1,4}号")
SPEAKER = re.compile(r"[^，。；：]{0,30}(?:[县市区省州]长|主任|局长|镇长|乡长|书记)[^，。；：]{2,4}")
NUMBERED = re.compile(r"(?:^|\n) ?一 ?、")
LATIN_WORD = re.compile("[A-Za-z]{2,}")


@dataclass
class Head:
    """What the head of a page holds; `body_start` is the folded offset where the body begins."""

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
        if name and end > start:
            value = passage(self.view, start, end)
            if name == "名称":
                if titles.grade(value.text.replace(" ", "")) >= 2:
                    self.copies.append(titles.title_passage(self.view, start, end))
            else:
                self.labels.setdefault(name, value)


def read_head(view: MappedText, lines: list[Line]) -> Head:
    """Read the lines of a page from the top until the body begins."""
    head = Head(view, body_start=len(view.text))
    index = 0
    while index < min(len(lines), MOST_LINES):
        taken = _take(head, lines, index)
        if not taken:
            rest = _peel(head, lines[index])
            if rest and (_is_prose(rest) or WHOLE.match(rest.text)):
                later = _later_title(head, lines, index)
                if not later:
                    _begin_body(head, rest, lines, index)
                    return head
                for line in lines[index:later]:
                    head.set_aside(line)
                index = later
                continue
            if rest and not _entitle(head, rest):
                head.set_aside(rest)
            taken = 1
        index += taken
        if head.salutation and index < len(lines):
            if not titles.title_at(lines, index):
                head.body_start = lines[index].start
                return head
            head.salutation = None
    _no_prose(head, lines)
    return head


def _later_title(head: Head, lines: list[Line], index: int) -> int:
    """Return the index of the title that follows headlines and notices with a comma; 0 when none does."""
    if head.copies:
        return 0
    for place in range(index, min(len(lines), index + MOST_LINES)):
        if WHOLE.match(lines[place].text) or len(lines[place].bare) > LONGEST_HEADLINE:
            return 0
        count = titles.title_at(lines, place) if place > index else 0
        joined = "".join(line.bare for line in lines[place : place + count])
        if count and titles.is_report_title(joined):
            return place
    return 0


def _take(head: Head, lines: list[Line], index: int) -> int:
    """Set aside what the line at `index` is, and return how many lines that took; 0 for a line of the body."""
    line = lines[index]
    if len(line.text) > LONGEST_LINE:
        return 0
    pending, head.pending = head.pending, None
    under, head.under = head.under, None
    count = titles.title_at(lines, index)
    if pending and not count and is_value(pending, line) and not read_row(line):
        head.state(pending, line.start, line.end)
        head.set_aside(line)
        head.under = under
        return 1
    row = read_row(line)
    if (WHOLE.match(line.text) and not is_furniture(line.bare)) or (row and not fills(line, row)):
        return 0
    if _salute(head, line):
        return 1
    if count:
        start, end = line.start, lines[index + count - 1].end
        head.copies.append(titles.title_passage(head.view, start, end))
        head.under = "title"
        return count
    if _is_mixed(line):
        return 0
    if _small(head, line, under):
        return 1
    if _is_prose(line) and not _is_headline(lines, index):
        return 0
    if _is_headline(lines, index) and not head.copies:
        head.copies.append(titles.title_passage(head.view, line.start, line.end))
    head.unknown.append(line)
    head.set_aside(line)
    head.under = under
    return 1


def _is_mixed(line: Line) -> bool:
    """Tell whether a breadcrumb goes on into title or metadata on the same line."""
    return (
        " " in line.text
        and is_furniture(line.bare)
        and bool(re.search("报 ?告|发 ?布|来 ?源", line.text) and titles.ANY_TOPIC.search(line.bare))
    )


def _entitle(head: Head, piece: Line) -> bool:
    """Record a piece of a line as a copy of the title, if it is one with year or issuer."""
    if titles.grade(piece.bare) < 3 or not (
        titles.YEAR.search(piece.bare) or titles.ISSUER.search(piece.bare)
    ):
        return False
    head.copies.append(titles.title_passage(head.view, piece.start, piece.end))
    head.under = "title"
    return True


def _small(head: Head, line: Line, under: str | None) -> bool:
    """Set aside a row of metadata, a date, a byline or a line of the site."""
    row = read_row(line)
    if row and fills(line, row):
        for label in row:
            head.state(label.name, label.value_start, label.value_end)
        last = row[-1]
        head.pending = last.name if last.name and last.value_start == last.value_end else None
        head.under = under
    elif len(line.text) <= 40 and is_date(line.text):
        # Under the title a bare day is that of publication; in brackets there, it is the day of a meeting.
        bracketed = line.text.startswith("（")
        if head.copies and (under == "body" or (under == "title" and not bracketed)):
            first = len(line.text) - len(line.text.lstrip("（ "))
            head.state("发布日期", line.start + first, line.start + len(line.text.rstrip(" ）")))
    elif is_furniture(line.bare):
        head.under = under
    elif READING.fullmatch(line.bare) or (head.copies and SPEAKER.fullmatch(line.bare)):
        head.under = None
    elif DOCUMENT_NUMBER.fullmatch(line.bare):
        head.state("发文字号", line.start, line.end)
        head.under = under
    elif head.copies and is_body_name(line.bare):
        head.state("署名", line.start, line.end)
        head.under = "body"
    else:
        return False
    head.set_aside(line)
    return True


def _salute(head: Head, line: Line) -> bool:
    match = SALUTATION.fullmatch(line.bare) if len(line.bare) <= LONGEST_ADDRESS else None
    if match and not NO_SALUTATION.search(match["to"]):
        end = line.start + len(line.text.rstrip("：！ "))
    elif JOINT_ADDRESS.fullmatch(line.bare) and head.copies:
        end = line.end
    else:
        return False
    head.salutation = passage(head.view, line.start, end)
    return True


def _is_prose(line: Line) -> bool:
    if re.search("[，。；]", line.bare) or line.bare.endswith("："):
        return True
    return len(HAN_CHARACTER.findall(line.bare)) > 60 or len(LATIN_WORD.findall(line.text)) >= 8


def _is_headline(lines: list[Line], index: int) -> bool:
    """Tell whether a line with a comma is the headline of a page: short, unfinished, dated right below."""
    line = lines[index]
    if len(line.bare) > 50 or re.search("[。；：]$", line.bare) or not titles.ANY_TOPIC.search(line.bare):
        return False
    below = lines[index + 1] if index + 1 < len(lines) else None
    return below is not None and (is_date(below.text[:40]) or bool(read_row(below)))


def _peel(head: Head, line: Line) -> Line | None:
    """Set aside the parts of the head that stand at the beginning of a line; return what is left of it."""
    view = head.view
    for _ in range(MOST_PIECES):
        if not line.text or WHOLE.match(line.text):
            break
        end = _piece(head, line)
        if not end:
            break
        line = make_line(view, line.start + end, line.end)
    return line if line.text else None


def _piece(head: Head, line: Line) -> int:
    """Set aside one part of the head at the beginning of the line and return its length, 0 when there is none."""
    view, text = head.view, line.text
    first = text.find(" ")
    trail = bool(head.furniture) and head.furniture[-1].text.endswith(">") and first <= LONGEST_CRUMB
    if 0 < first <= LONGEST_ADDRESS and (is_furniture(text[:first]) or (trail and not read_row(line))):
        head.set_aside(make_line(view, line.start, line.start + first))
        return first
    match = SALUTATION.match(text[:LONGEST_ADDRESS].replace(" ", "")) if head.salutation is None else None
    if match and not NO_SALUTATION.search(match["to"]):
        end = text.index(match[0][-1]) + 1
        head.salutation = passage(view, line.start, line.start + end - 1)
        return end
    row = read_row(make_line(view, line.start, line.start + min(len(text), 240)), tight=True)
    if row:
        for label in row:
            head.state(label.name, label.value_start, label.value_end)
        return row_end(row) - line.start
    glued = titles.GLUED.match(text)
    if glued and titles.grade(glued[0].replace(" ", "")) == 3:
        head.copies.append(titles.title_passage(view, line.start, line.start + glued.end()))
        head.under = "title"
        return glued.end()
    for blank in re.finditer(" ", text[:240]):
        piece = make_line(view, line.start, line.start + blank.start())
        behind = make_line(view, line.start + blank.end(), min(line.end, line.start + blank.end() + 40))
        if not titles.CONTINUES.match(behind.bare) and _entitle(head, piece):
            return blank.start()
        under = head.under
        head.under = None
        if (len(piece.bare) > 1 or piece.bare in "|>-") and _small(head, piece, under):
            return blank.start()
        head.under = under
        if re.search("[，。；]", piece.text):
            break
    return 0


def _begin_body(head: Head, rest: Line, lines: list[Line], index: int) -> None:
    """Let the body begin at `rest`, or at the lines right above it that read like its beginning."""
    head.body_start = rest.start
    if rest.start != lines[index].start:
        return
    after_title = max((copy.end for copy in head.copies), default=0)
    numbered = NUMBERED.search(head.view.text)
    for line in reversed(lines[max(0, index - 3) : index]):
        if line not in head.unknown or line.start < after_title:
            break
        long = len(line.bare) >= 15
        heading = after_title and not numbered and index and line is lines[index - 1]
        if not (long or heading):
            break
        head.body_start = line.start
    head.furniture = [part for part in head.furniture if part.end <= head.body_start]


def _no_prose(head: Head, lines: list[Line]) -> None:
    """Without a line of prose, the body is what nobody claims below the title."""
    if len(lines) > MOST_LINES:
        head.body_start = lines[MOST_LINES].start
    after_title = max((copy.end for copy in head.copies), default=0)
    unclaimed = [line for line in head.unknown if line.start >= after_title]
    if unclaimed:
        head.body_start = unclaimed[0].start
        head.furniture = [part for part in head.furniture if part.end <= head.body_start]
