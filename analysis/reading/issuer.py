"""Which body reports: read from title, signature and lead, never from the host of the page.

The addressee and the superiors in whose guidance the lead puts the year are not the issuer. Of the forms in
which its name is printed the fullest one is kept; 我局 or 我镇 alone give a level, but no name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from analysis.reading.bodies import Body, bodies_in, body_at, place_at
from analysis.reading.dates import find_dates
from analysis.reading.page import Page, Passage, Section
from analysis.reading.places import Divisions, short_name
from analysis.reading.unpadded import Unpadded

LEAD_READ = 1500
LONGEST_LINE = 250
BODY_READ = 6000
# What stands before a title and is no part of it: 【公示】 《 (全文).
_TITLE_TAGS = re.compile(
    "^(?:【[^】]{0,12}】|\\[[^\\]]{0,12}\\]|〔[^〕]{0,12}〕|《|附件\\d{0,2}[：:]?|（全文）)+"
)
_TITLE_TOPIC = re.compile(
    "关于|20\\d\\d|二[〇○O零]..年|年度|(?<!依)法治|法制|依法行政|依法治(?!.{1,2}委员会)|推进|履行|全面(?!依法治.{1,2}委)|党政主要|工作(?:总结|报告|情况)|上半年|——"
)
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
_SELF = re.compile(
    "[我本](省|市|州|盟|县|区|旗|镇|乡|街道|苏木|分局|局|厅|委|办事处|办公室|办|中心|部|署|总队|支队|大队|院|校|司|站|处|所|管委会|单位|机关)(?!们|域|级|土|身|地|职|次|年|着|法院)"
)
DEPARTMENT_SELF = frozenset("分局 局 厅 委 办 办公室 中心 部 署 总队 支队 大队 院 校 司 站 处 所".split())  # noqa: SIM905
_QUOTED = re.compile("《[^》]{0,120}》|“[^”]{0,80}”")
_SUBJECT_FOLLOWS = re.compile(
    "$|人民政府|政府|党委|办事处|20\\d\\d|深入|坚持|认真|紧|围绕|全面|积极|贯彻|按|以|在|始终|高度|严格|切实|持续|落实|不断|扎实|着力|大力|聚焦|牢|"
    "把|将|全力|强化|立足|依法|根据|结合|高举|主动|统筹|充分|推进"
)


@dataclass(frozen=True)
class Mention:
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


@dataclass(frozen=True)
class Issuer:
    """Who reports.

    Attributes
    ----------
    mention : Mention or None
        The fullest printed form of the name.
    places : tuple of str
        The longest chain of places under which the name is printed anywhere.
    partners : tuple of str
        Bodies that report jointly, usually the Party side.
    self_reference : str or None
        What the text calls its author: 局 for 我局, 镇 for 我镇.
    superiors : tuple of str
        Places whose committees or governments the page addresses or puts above the author.
    """

    mention: Mention | None = None
    places: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    self_reference: str | None = None
    superiors: tuple[str, ...] = ()
    regions: tuple[Unpadded, ...] = field(default=(), repr=False)


def lead_region(page: Page, sections: Sequence[Section]) -> Unpadded:
    """Return what stands before the first heading, at most `LEAD_READ` characters."""
    start, end = page.body.start, page.body.end
    if sections:
        end = max(start, min(end, sections[0].start))
    return Unpadded.of(page.view, start, min(end, start + LEAD_READ), lines=True)


def find_issuer(page: Page, sections: Sequence[Section], divisions: Divisions) -> Issuer:
    """Return who reports, by title, signature, lead, metadata labels and body, in this order."""
    titles = [
        _start_of(page, copy)
        for copy in dict.fromkeys([*([page.title] if page.title else []), *page.title_copies])
    ]
    lead = lead_region(page, sections)
    opening = Unpadded.of(
        page.view, page.body.start, min(page.body.end, page.body.start + BODY_READ), lines=True
    )
    self_reference = _self_reference(lead.text) or _self_reference(opening.text)

    mentions = [mention for region in titles for mention in title_mentions(region, divisions)]
    mentions += signature_mentions(page, divisions)
    mentions += lead_mentions(lead, divisions)
    if not mentions:
        mentions = label_mentions(page, divisions, self_reference)
    if not mentions:
        mentions = body_mentions(opening, divisions, self_reference)
    superiors = tuple(dict.fromkeys(find_superiors(page, lead, divisions)))
    core = next((mention for mention in mentions if mention.body.kind != "party"), None) or next(
        iter(mentions), None
    )
    issuer = Issuer(self_reference=self_reference, superiors=superiors, regions=(*titles, lead, opening))
    if core is None:
        return issuer
    if self_reference in DEPARTMENT_SELF and core.role == "lead" and core.body.kind == "government":
        # 我局 in a text whose lead names only the place: the place tells the tier, not the name.
        return replace(issuer, superiors=(*superiors, *core.body.places))
    same = [mention for mention in mentions if _same_body(mention.body, core.body)]
    places = max((mention.body.places for mention in same), key=len)
    official = any(mention.body.official for mention in same)
    same += _further_forms(
        core.body, {*places, *superiors}, issuer.regions[:-1] if official else issuer.regions
    )
    fullest = max(
        same, key=lambda mention: (mention.body.official, len(mention.body.text), mention.role == "title")
    )
    partners = [
        mention.printed
        for mention in mentions
        if mention.role == core.role
        and mention.region == core.region
        and not _same_body(mention.body, core.body)
    ]
    return replace(
        issuer,
        mention=fullest,
        places=max(places, fullest.body.places, key=len),
        partners=tuple(dict.fromkeys(partners)),
    )


def _start_of(page: Page, passage: Passage) -> Unpadded:
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
        start = year.end() if year else topic.end()
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
        for line in re.finditer("[^\n]+", text[start : min(end, start + LONGEST_LINE)]):
            yield start + line.start(), start + line.end()


def _line_mentions(page: Page, start: int, end: int, divisions: Divisions) -> list[Mention]:
    line = page.view.text[start:end]
    for one in find_dates(line, unmarked=True):
        line = line[: one.start] + " " * (one.end - one.start) + line[one.end :]
    pieces = [(start + match.start(), start + match.end()) for match in re.finditer("[^ （）：]+", line)]
    if not pieces:
        return []
    for spans in (pieces, [(pieces[0][0], pieces[-1][1])]):
        found = []
        for first, last in spans:
            region = Unpadded.of(page.view, first, last)
            found.append([Mention(body, region, "signature") for body in bodies_in(region.text, divisions)])
        if all(found):
            return [mention for piece in found for mention in piece]
    return []


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
        time = _TIME.match(text, start)
        if time:
            start = min(time.end(), clause.end())
        if divisions.starting_at(text, start) is None and _ASIDE.match(text, start):
            guidance = None
            for guidance in _GUIDANCE.finditer(text, start, clause.end()):
                pass
            if guidance is None:
                name = place_at(text, start, divisions, running=True)
                if name is None or not _SUBJECT_FOLLOWS.match(text, start + len(name)):
                    continue
            else:
                start = guidance.end()
        if start >= clause.end():
            continue
        body = body_at(text, start, divisions, clause.end(), running=True)
        if body and body.kind != "party" and (body.places or _is_department_name(body)):
            yield body
            return


def _is_department_name(body: Body) -> bool:
    """Tell whether a department without a place is named at all: 水务局 is, 我局 and 各部 are not."""
    return body.kind == "department" and not re.match(
        "[我本各全该]|有关|相关|上级|市局|县局|省局|区局|总局", body.text
    )


def label_mentions(page: Page, divisions: Divisions, self_reference: str | None) -> list[Mention]:
    """Return the body that the metadata table names, if it agrees with what the text calls its author."""
    for label in ("发文机关", "发布机构", "公开责任部门", "来源"):
        value = page.labels.get(label)
        if value is None or self_reference is None:
            continue
        region = _start_of(page, value)
        for body in bodies_in(region.text, divisions):
            own = body.places[-1] if body.places else ""
            if body.organ.endswith(self_reference) or (
                body.kind == "government" and own.endswith(self_reference)
            ):
                return [Mention(body, region, "label")]
    return []


def body_mentions(opening: Unpadded, divisions: Divisions, self_reference: str | None) -> list[Mention]:
    """Return the one place of the author's level that the body names, when 我镇 stands for it."""
    if self_reference not in {"镇", "乡", "街道", "苏木", "县", "旗", "区", "市", "州", "省"}:
        return []
    text = opening.text
    found: dict[str, Body] = {}
    for match in re.finditer(self_reference, text):
        for start in range(max(0, match.start() - 8), match.start()):
            name = text[start : match.end()]
            if name in divisions:
                found.setdefault(name, Body(start, match.end(), match.end(), name, (name,), "government"))
                break
    return [Mention(body, opening, "body") for body in found.values()] if len(found) == 1 else []


def _self_reference(text: str) -> str | None:
    match = _SELF.search(_QUOTED.sub("", text))
    return match[1] if match else None


def find_superiors(page: Page, lead: Unpadded, divisions: Divisions) -> Iterator[str]:
    """Yield the places of the addressee, and of the committees under whose guidance the lead puts the year."""
    if page.salutation:
        region = _start_of(page, page.salutation)
        for part in re.split("[、，：；]", region.text):
            body = body_at(part, 0, divisions)
            if body:
                yield from body.places
    for match in re.finditer("在([^，。；]{2,12}?(?:委|政府))", lead.text):
        body = body_at(match[1], 0, divisions, running=True)
        if body and body.kind in {"party", "government"} and body.places:
            yield from body.places


def _same_body(one: Body, other: Body) -> bool:
    """Tell whether two names mean one body: the same innermost place, and the same department if any."""
    places = [
        short_name(body.places[-1]) or body.places[-1] if body.places else None for body in (one, other)
    ]
    if one.kind == other.kind == "department":
        shorter, longer = sorted((one.organ, other.organ), key=len)
        return longer.endswith(shorter) and (None in places or places[0] == places[1])
    return one == other or ({one.kind, other.kind} <= {"government", "area"} and places[0] == places[1])


def _further_forms(core: Body, places: Iterable[str], regions: Iterable[Unpadded]) -> list[Mention]:
    """Return fuller forms of a government's name that stand elsewhere in title, lead or body."""
    if core.kind != "government" or not core.places:
        return []
    own = core.places[-1]
    above = "|".join(re.escape(place) for place in sorted(places) if place != own)
    prefix = f"(?:(?:{above})(?:人民政府)?)*" if above else ""
    pattern = re.compile(f"({prefix}){re.escape(own)}(人民政府(?!办公|研究|参事)|办事处)")
    forms = []
    for region in regions:
        if own not in region.text:
            continue
        text = _QUOTED.sub(lambda quoted: "\0" * len(quoted[0]), region.text)
        for match in pattern.finditer(text):
            above_it = tuple(place for place in core.places[:-1] if place in match[1])
            above_it = above_it or tuple(
                place for place in sorted(places) if place != own and place in match[1]
            )
            body = Body(
                match.start(), match.end(), match.end(), match[0], (*above_it, own), "government", match[2]
            )
            forms.append(Mention(body, region, "text"))
    return forms
