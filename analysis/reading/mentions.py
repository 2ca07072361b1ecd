"""Where a page names the body that reports: title, signature, lead, metadata labels, body."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from analysis.reading.bodies import Body, bodies_in, body_at, place_at
from analysis.reading.dates import find_dates
from analysis.reading.page import Page, Passage, Section
from analysis.reading.places import Divisions
from analysis.reading.quotations import unquoted
from analysis.reading.signature import STAMPED
from analysis.reading.unpadded import Unpadded

LEAD_READ = 1500
LONGEST_LINE = 250
# What stands before a title and is no part of it: 【公示】 《 (全文).
_TITLE_TAGS = re.compile(
    "^(?:【[^】]{0,12}】|\\[[^\\]]{0,12}\\]|〔[^〕]{0,12}〕|《|附件\\d{0,2}[：:]?|（全文）)+"
)
_TITLE_TOPIC = re.compile(
    "关于|20\\d\\d|二[〇○O零]..年|年度|(?<!依)法治|法制|依法行政|依法治(?!.{1,2}(?:委员会|办))|推进|履行|全面(?!依法治.{1,2}委)|党政主要|工作(?:总结|报告|情况)|上半年|——"
)
# 关于报送…, 关于印发《…: what is done with the report, between 关于 and the name.
_TITLE_VERB = re.compile("(?:报送|呈报|上报|报告|印发|公布|公开|做好|开展)?《?")
_TITLE_YEAR = re.compile("(?:20\\d\\d年?[—~至-])?(?:20\\d\\d|二[〇○O零]..)年?度?(?:上半年)?的?")
# Words that open a clause in which only superiors, rules or aims are named.
_ASIDE = re.compile(
    "在|按照?|根据|围绕|为|以|对照|贯彻|认真|坚持|深入|紧|依据|遵照|结合|通过|经|随着|依照|立足|高举|全面|聚焦|积极|严格|切实|持续|始终|面对|锚定|牢固"
)
_GUIDANCE = re.compile(
    "(?:领导|指导|支持|关心|监督|部署|统筹|帮助|推动|关怀|引领|协调|带领|指引|安排)[和与及]?(?:之)?下"
)
_TIME = re.compile(
    "(?:(?:自|从|在)?(?:20\\d\\d|二[〇○O零]..)年度?(?:\\d{1,2}月(?:\\d{1,2}日)?)?(?:以来|来|期间|至今|，)?|今年(?:以来)?|一年(?:以)?来|近年来?|"
    "过去一年|[本上]一?年度|年内|全年|截至[^，]{0,12}|一直以来|现将|现就|现把|现对|将|同时)+"
)
_CLAUSE = re.compile("[^，。；：！？\n（）]+")
_FORMULA = re.compile("现(?:将|就|把|对|向)")
_UNNAMED = re.compile("[我本各全该]|有关|相关|上级|市局|县局|省局|区局|总局")
_LINE = re.compile("[^\n]+")
_PIECE = re.compile("[^ （）：]+")
_NOUN = "(省|市|州|盟|县|区|旗|镇|乡|街道|苏木|分局|局|厅|委|办事处|办公室|办|中心|部|署|总队|支队|大队|院|校|司|站|处|所|单位|机关)"
_ITSELF = f"{_NOUN}(?!们|域|级|土|身|地|职|次|年|着|门|分|法|场|社区)"
# One word at a time: a pattern that begins with a literal is found fast.
_SELF = [re.compile(word + _ITSELF) for word in "我本"]
# What stands there in a text with its quotations, one of which may part the two words.
_MAYBE_SELF = [re.compile(f"{word}(?:{_NOUN}|[《“])") for word in "我本"]
DEPARTMENT_SELF = frozenset("局厅委办部署院校司站处所") | {"分局", "办公室", "中心", "总队", "支队", "大队"}
_SUBJECT_FOLLOWS = re.compile(
    "$|人民政府|政府|党委|办事处|20\\d\\d|深入|坚持|认真|紧|围绕|全面|积极|贯彻|按|以|在|始终|高度|严格|切实|持续|落实|不断|扎实|着力|大力|聚焦|牢|"
    "把|将|全力|强化|立足|依法|根据|结合|高举|主动|统筹|充分|推进"
)


class Mention(NamedTuple):
    """A body as a region of the page names it."""

    body: Body
    region: Unpadded
    role: str

    @property
    def printed(self) -> str:
        """The name in the script it is printed in."""
        return self.region.printed(self.body.start, self.body.end)

    @property
    def span(self) -> tuple[int, int]:
        """Folded offsets."""
        return self.region.span(self.body.start, self.body.end)


def lead_region(page: Page, sections: Sequence[Section]) -> Unpadded:
    """Return what stands before the first heading, at most `LEAD_READ` characters."""
    start, end = page.body.start, page.body.end
    if sections:
        end = max(start, min(end, sections[0].start))
    return Unpadded.of(page.view, start, min(end, start + LEAD_READ), lines=True)


def start_of(page: Page, passage: Passage) -> Unpadded:
    """Return a passage without blanks, cut where no title or name goes on."""
    return Unpadded.of(page.view, passage.start, min(passage.end, passage.start + LONGEST_LINE))


def title_mentions(region: Unpadded, divisions: Divisions) -> list[Mention]:
    """Return the bodies a title names as its author: before or inside 关于…, or behind the year."""
    text = region.text
    tags = _TITLE_TAGS.match(text)
    start = tags.end() if tags else 0
    for _ in range(3):
        topic = _TITLE_TOPIC.search(text, start)
        if topic is None:
            return []
        if topic.start() > start:
            bodies = bodies_in(text, divisions, start, topic.start())
            if not bodies and (body := body_at(text, start, divisions, topic.start(), running=True)):
                bodies = [body] if body.places else []
            if bodies:
                return [Mention(body, region, "title") for body in bodies]
            if topic[0] != "关于":
                return []
        year = _TITLE_YEAR.match(text, topic.start())
        start = year.end() if year else _TITLE_VERB.match(text, topic.end()).end()
    return []


def signature_mentions(page: Page, divisions: Divisions) -> list[Mention]:
    """Return the bodies that sign. Blanks part two names on a line, and also the signs of one name."""
    mentions: list[Mention] = []
    for start, end in _signature_lines(page):
        mentions += _line_mentions(page, start, end, divisions)
    return mentions


def _signature_lines(page: Page) -> Iterator[tuple[int, int]]:
    """Yield the lines of the signature; passages that only blanks part stand on one line."""
    text = page.view.text
    spans: list[tuple[int, int]] = []
    for passage in page.signature:
        if spans and not text[spans[-1][1] : passage.start].strip(" "):
            spans[-1] = (spans[-1][0], passage.end)
        else:
            spans.append((passage.start, passage.end))
    for start, end in spans:
        for line in _LINE.finditer(text[start : min(end, start + LONGEST_LINE)]):
            yield start + line.start(), start + line.end()


def _line_mentions(page: Page, start: int, end: int, divisions: Divisions) -> list[Mention]:
    line = page.view.text[start:end]
    for one in find_dates(line, unmarked=True):
        line = line[: one.start] + " " * (one.end - one.start) + line[one.end :]
    line = STAMPED.sub(lambda stamp: " " * len(stamp[0]), line)
    pieces = [(start + match.start(), start + match.end()) for match in _PIECE.finditer(line)]
    if not pieces:
        return []
    for spans in (pieces, [(pieces[0][0], pieces[-1][1])]):
        found = []
        for first, last in spans:
            region = Unpadded.of(page.view, first, last)
            found.append([Mention(body, region, "signature") for body in _signing(region.text, divisions)])
        if all(found):
            return [mention for piece in found for mention in piece]
    return []


@lru_cache(maxsize=1024)
def _signing(name: str, divisions: Divisions) -> tuple[Body, ...]:
    """Return the bodies a signature names; it is read for the issuer, and again to be compared with the title."""
    return tuple(bodies_in(name, divisions))


def lead_mentions(lead: Unpadded, divisions: Divisions) -> list[Mention]:
    """Return the bodies the lead names in 现将…报告如下, then the subject of its first clauses."""
    text = lead.text
    found = []
    for formula in _FORMULA.finditer(text):
        time = _TIME.match(text, formula.end())
        body = body_at(text, time.end() if time else formula.end(), divisions, running=True)
        if body and (body.places or _is_department_name(body)):
            found.append(Mention(body, lead, "lead"))
    found += [Mention(body, lead, "lead") for body in _subjects(text, divisions)]
    return found


def _subjects(text: str, divisions: Divisions) -> Iterator[Body]:
    for clause in _CLAUSE.finditer(text):
        start = clause.start()
        if time := _TIME.match(text, start):
            start = min(time.end(), clause.end())
        if divisions.starting_at(text, start) is None and _ASIDE.match(text, start):
            guidance = [match.end() for match in _GUIDANCE.finditer(text, start, clause.end())]
            name = place_at(text, start, divisions, running=True)
            if guidance:
                start = guidance[-1]
            elif name is None or not _SUBJECT_FOLLOWS.match(text, start + len(name)):
                continue
        if start >= clause.end():
            continue
        body = body_at(text, start, divisions, clause.end(), running=True)
        if body and body.kind != "party" and (body.places or _is_department_name(body)):
            yield body
            return


def _is_department_name(body: Body) -> bool:
    """Tell whether a department without a place is named at all: 水务局 is, 我局 and 各部 are not."""
    return body.kind == "department" and not _UNNAMED.match(body.text)


def byline_mentions(page: Page, divisions: Divisions) -> list[Mention]:
    """Return the bodies that stand alone on a line under the title."""
    if (value := page.labels.get("署名")) is None:
        return []
    region = start_of(page, value)
    return [Mention(body, region, "byline") for body in bodies_in(region.text, divisions)]


def label_mentions(page: Page, divisions: Divisions, self_reference: str | None) -> list[Mention]:
    """Return the body that byline or metadata table name, if it agrees with what the text calls its author."""
    for label in ("署名", "发文机关", "发布机构", "公开责任部门", "来源"):
        value = page.labels.get(label)
        if value is None or (self_reference is None and label != "署名"):
            continue
        region = start_of(page, value)
        for body in bodies_in(region.text, divisions):
            own = body.places[-1] if body.places else ""
            if (
                self_reference is None
                or body.organ.endswith(self_reference)
                or (body.kind == "government" and own.endswith(self_reference))
            ):
                return [Mention(body, region, "label")]
    return []


def body_mentions(opening: Unpadded, divisions: Divisions, self_reference: str | None) -> list[Mention]:
    """Return the one place of the author's level that the body names again and again, when 我镇 stands for it."""
    if self_reference not in {"镇", "乡", "街道", "苏木", "县", "旗", "区"}:
        return []
    text = opening.text
    found: dict[str, list[Body]] = {}
    for start, end in divisions.within(text):
        name = text[start:end]
        if name.endswith(self_reference):
            found.setdefault(name, []).append(Body(start, end, end, name, (name,), "government"))
    named = [bodies[0] for bodies in found.values() if len(bodies) > 1]
    return [Mention(named[0], opening, "body")] if len(found) == len(named) == 1 else []


def find_self_reference(text: str) -> str | None:
    """Return what a text mostly calls its author: 局 for 我局, 镇 for 我镇; the first of equals."""
    if not any(word.search(text) for word in _MAYBE_SELF):
        return None
    plain = unquoted(text)
    found = sorted((match.start(), match[1]) for word in _SELF for match in word.finditer(plain))
    return Counter(name for _, name in found).most_common(1)[0][0] if found else None
