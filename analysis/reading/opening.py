"""Where the body begins: the walk from the top of a page down to the first line of its report."""

from __future__ import annotations

import re

from analysis.reading import titles
from analysis.reading.furniture import is_furniture
from analysis.reading.han import HAN_CHARACTER
from analysis.reading.head import PROSE, Head
from analysis.reading.labels import fills, is_date, is_value, read_row
from analysis.reading.lines import Line
from analysis.reading.mapped_text import MappedText
from analysis.reading.numbering import WHOLE

MOST_LINES = 600
LONGEST_LINE = 1000
LONGEST_HEADLINE = 120
SHORTEST_WRAPPED = 20
LONGEST_LABEL = 8
NUMBERED = re.compile(r"(?:^|\n) ?一 ?、")
# A line without a stop that has more Han characters or Latin words is prose, too.
MOST_HAN, MOST_WORDS = 60, 7
LATIN_WORD = re.compile("[A-Za-z]{2,}")


def read_head(view: MappedText, lines: list[Line]) -> Head:
    """Read the lines of a page from the top until the body begins."""
    head = Head(view, body_start=len(view.text))
    index = 0
    while index < min(len(lines), MOST_LINES):
        taken = _take(head, lines, index)
        if not taken:
            rest = head.peel(lines[index])
            if rest and (_is_prose(rest) or WHOLE.match(rest.text)):
                later = _later_title(head, lines, index)
                if not later:
                    _begin_body(head, rest, lines, index)
                    return head
                for line in lines[index:later]:
                    head.set_aside(line)
                index = later
                continue
            if rest and not head.entitle(rest):
                head.set_aside(rest)
            taken = 1
        index += taken
        if head.salutation and index < len(lines):
            noticed = head.copies and _later_title(head, lines, index)
            if not titles.title_at(lines, index) and not noticed:
                head.body_start = lines[index].start
                return head
            head.salutation = None
    _no_prose(head, lines)
    return head


def _later_title(head: Head, lines: list[Line], index: int) -> int:
    """Return the index of the title that follows headlines and notices with a comma; 0 when none does."""
    if not all(titles.NOTICE.search(copy.text) for copy in head.copies):
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
    if head.salute(line):
        return 1
    if count:
        head.add_title(line.start, lines[index + count - 1].end)
        return count
    if _is_mixed(line):
        return 0
    if head.take_part(line, under, row):
        return 1
    headline = _is_headline(lines, index)
    if headline and not head.copies:
        head.add_title(line.start, line.end)
        return 1
    if _is_prose(line) and not headline and not _is_bare_label(lines, index):
        return 0
    head.unknown.append(line)
    head.set_aside(line)
    head.under = under
    return 1


def _is_mixed(line: Line) -> bool:
    """Tell whether a breadcrumb goes on into title or metadata on the same line, or a title into metadata."""
    return titles.goes_on(line.text) or (
        " " in line.text
        and is_furniture(line.bare)
        and bool(re.search("报 ?告|发 ?布|来 ?源", line.text) and titles.ANY_TOPIC.search(line.bare))
    )


def _is_prose(line: Line) -> bool:
    if PROSE.search(line.bare) or line.bare.endswith("："):
        return True
    long = len(line.bare) > MOST_HAN and len(HAN_CHARACTER.findall(line.bare)) > MOST_HAN
    return long or (len(line.text) > 2 * MOST_WORDS and len(LATIN_WORD.findall(line.text)) > MOST_WORDS)


def _is_bare_label(lines: list[Line], index: int) -> bool:
    """Tell whether a line is a label of the site without any value, above a row of metadata."""
    bare = lines[index].bare
    if not bare.endswith("：") or len(bare) > LONGEST_LABEL or index + 1 == len(lines):
        return False
    return bool(read_row(lines[index + 1]) or is_date(lines[index + 1].text[:40]))


def _is_headline(lines: list[Line], index: int) -> bool:
    """Tell whether a line with a comma is the headline of a page: short, unfinished, dated right below."""
    line = lines[index]
    if len(line.bare) > 50 or re.search("[。；：]$", line.bare) or not titles.ANY_TOPIC.search(line.bare):
        return False
    below = lines[index + 1] if index + 1 < len(lines) else None
    return below is not None and (is_date(below.text[:40]) or bool(read_row(below)))


def _begin_body(head: Head, rest: Line, lines: list[Line], index: int) -> None:
    """Let the body begin at `rest`, or at the lines right above it that read like its beginning."""
    head.body_start = rest.start
    if rest.start != lines[index].start:
        return
    after_title = max((copy.end for copy in head.copies), default=0)
    for line in reversed(lines[max(0, index - 3) : index]):
        if line not in head.unknown or line.start < after_title:
            break
        heading = after_title and line is lines[index - 1] and not NUMBERED.search(head.view.text)
        if len(line.bare) < SHORTEST_WRAPPED and not heading:
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
