"""The grammar of official names: 中共 + places + organ.

A name is read from its beginning. What the division table holds is taken whole, so that names which contain a
verb or another name stay together; other names end at their suffix.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from analysis.reading.places import NO_PLACE, Divisions, is_functional_area

_HAN = "[㐀-䶿一-鿿〇]"
_STEM = re.compile(f"{_HAN}+")
_FOLLOWS = "$|人民政府|党委|党工委|办事处|20\\d\\d|关于|法治|坚持|深入|认真|全面|紧|围绕|积极|贯彻|以|在|高度|严格|切实"
# The suffix of a place, or (without a group) a word that only looks like one. Between the two stands what is a
# suffix when nothing but an organ or a verb follows: 石城镇人民政府, but 城镇管理局 and 住房和城乡建设局.
_SUFFIX = re.compile(
    f"(?P<unsure>城镇|城乡|[村集街]镇)(?={_FOLLOWS})|城市|城镇|城乡|乡镇|[村集街]镇|社区|辖区|市场|市容|市政(?!府)|区域|县域|乡村|镇村|"
    "(?P<sure>自治[区州县旗]|地区|街道|苏木|[省市盟县区旗镇乡])"
)
# 东区街道, 柏乡县, 旧县镇: a suffix without a stem shows that the one before belongs to the stem.
_BARE_SUFFIX = re.compile(f"街道|[县区市镇乡](?={_FOLLOWS})")
LONGEST_STEM = 8
MOST_PLACES = 5
# Before 县委 or 市政府 these make no name: 在县委, 根据市政府, 推进全省.
_NO_STEM = re.compile(
    "^(?:[在向对为由经按以和与及将从把被到于是自当据并等的受报省市州县区旗镇乡村党]|"
    "(?:按照|根据|依据|遵照|围绕|对照|贯彻|落实|推进|推动|服务|支持|配合|接受|听取|提请|报请|报告|上报|严格|坚持|坚决|认真|深入|紧紧|"
    "紧扣|聚焦|结合|指导|促进|加强|加快|建设|通过|以及|作为|全面|积极|持续|创建|打造|关于|现将|已经|统筹|覆盖|面向|位于|联合|会同|来自|中央|"
    "上级).*|.+[全我本各该]|[我本全各该省市州县区旗镇乡].*|.*(?:[局厅委办在的了]|政府).*)$"
)
# What follows a place and is no further place: 委县 in 青榆县委县政府, 全面依法治县 in the name of a committee.
_NO_INNER_STEM = re.compile("^(?:[省市州盟县区旗镇乡]?委|党|工委|工作委|人民政府|政府|办|全面依法|依法)")
_PREFIX = re.compile(
    "中国共产党|中共|新疆生产建设兵团(?=第)|国家税务总局(?=..)|国家统计局(?=..)|中国人民银行(?=..)"
)
_JOINT = re.compile(
    "(?:委员会|党工委|党委|工委|委)[和、与]?(?:省|市|州|盟|县|区|旗|镇|乡|街道)?(?:(?:人民)?政府|街道办事处|街道办|办事处)"
)
_GOVERNMENT = re.compile(
    "人民政府(?:办事处)?(?!办公|研究|参事|国有)|政府(?!办公|研究)|办事处|街道办(?!公)|行政公署|公署|行署"
)
_PARENT_GOVERNMENT = re.compile(f"人民政府(?=.{{2,8}}(?:街道|地区)|{_HAN}{{2,6}}办事处)")
# 柳渡办事处, short for 柳渡街道办事处; an office elsewhere (驻京办事处) is a department.
_OFFICE = re.compile(f"(?!驻|街道)(?P<stem>{_HAN}{{2,5}})办事处")
_PARTY = re.compile(
    "(?:工作)?委员会(?!办)|党工委(?!办)|党委会?(?!办)|工委(?!办)|委(?!员|办|政法|全面|依法|组织|宣传|统战|编|网|党校)|党组"
)
_ZONE = re.compile(f"(?!.*政府){_HAN}{{2,16}}管委会")
_AREA = re.compile("管理委员会|管委会|生产建设兵团")
LONGEST_DEPARTMENT = 30
_DEPARTMENT = re.compile(
    f"(?!(?:省|市|州|盟|县|区|旗|镇|乡)?委$){_HAN}+(?:局|厅|委员会|委|办公室|办|中心|总队|支队|大队|部|署|司|院|所|站|队|处|行|海关|社|监会|"
    "联合会|公司|集团|大学|局党组|局党委|委党组)"
)
_SUBJECT_WORDS = (
    "深入|坚持|认真|紧|围绕|全面|积极|贯彻|按|以|在|始终|高度|严格|切实|持续|落实|不断|扎实|着力|大力|聚焦|牢|把|将|全力|强化|立足|依法|"
    "根据|结合|高举|主动|统筹|充分|推进|多措|进一步|继续|系统|坚决|加强|法治|关于|对|共|党组|党委|领导|班子|20|持"
)
# The name of a department in running text ends before what may follow a subject.
_DEPARTMENT_IN_TEXT = re.compile(
    f"(?!{_SUBJECT_WORDS}|人民政府(?!办公|研究)|党委|政府){_HAN}{{1,20}}?(?:局|厅|委员会|办公室|中心|总队|支队|大队|部|署|海关)"
    f"(?=$|[，、（：。]|{_SUBJECT_WORDS})"
)


class Body(NamedTuple):
    """The name of a public body in a text.

    Attributes
    ----------
    start, end : int
        Where it stands in the text that was read.
    after : int
        Where reading goes on: behind what the name shares with its other side (委县政府).
    text : str
        The name.
    places : tuple of str
        The places it names, outermost first; the last is the body's own.
    kind : str
        `government`, `party`, `department`, or `area` (the committee of a development zone).
    organ : str
        What follows the places: 人民政府, 办事处, 水务局; empty for a bare place.
    """

    start: int
    end: int
    after: int
    text: str
    places: tuple[str, ...]
    kind: str
    organ: str = ""

    @property
    def official(self) -> bool:
        """Whether the organ has its full name, which 镇政府 and a bare place have not."""
        return self.organ not in {"", "政府", "街道办"} and self.kind != "party"


def place_at(text: str, start: int, divisions: Divisions, *, running: bool = False) -> str | None:
    """Return the place name that begins at `start`: of the division table, else by its suffix.

    Parameters
    ----------
    running : bool
        In running text a preposition or a verb may stand before a bare suffix (在县委, 推进全省).
    """
    name = divisions.starting_at(text, start)
    if name is None:
        for match in _SUFFIX.finditer(text, start + 1, min(len(text), start + LONGEST_STEM + 4)):
            if match.lastgroup:
                name = text[start : match.end()]
                break
        if name is None or len(name) > LONGEST_STEM + 3:
            return None
        stem = name[: match.start() - start]
        if bare := _BARE_SUFFIX.match(text, start + len(name)):
            name += bare[0]
        if not _STEM.fullmatch(stem) or _NO_INNER_STEM.match(stem) or NO_PLACE.match(name):
            return None
        return None if running and _NO_STEM.match(stem) else name
    return name + "街道" if text.startswith("街道", start + len(name)) else name


def body_at(
    text: str, start: int, divisions: Divisions, end: int | None = None, *, running: bool = False
) -> Body | None:
    """Return the body whose name begins at `start`.

    Parameters
    ----------
    end : int or None
        Where the name ends, when that is known (a title up to 关于, a signature line).
    running : bool
        The name stands in running text, and its end is to be found.
    """
    if end is not None:
        text = text[:end]
    position = start
    prefix = _PREFIX.match(text, position)
    if prefix:
        position = prefix.end()
    places: list[str] = []
    party = prefix is not None and prefix[0].startswith("中")
    while len(places) < MOST_PLACES:
        if places and (match := _PARENT_GOVERNMENT.match(text, position)):
            position = match.end()
        name = place_at(text, position, divisions, running=running)
        length = len(name or "")
        if (
            name is None
            and not places
            and not running
            and (province := divisions.province_at(text, position))
        ):
            # 云南司法厅: only where nothing but a name can stand.
            rest = text[position + len(province) - 1 :]
            if not rest or _DEPARTMENT.fullmatch(rest):
                name, length = province, len(province) - 1
        if name is None:
            break
        places.append(name)
        position += length
    return _organ(text, start, position, tuple(places), party, running, divisions)


def _organ(
    text: str,
    start: int,
    position: int,
    places: tuple[str, ...],
    party: bool,
    running: bool,
    divisions: Divisions,
) -> Body | None:
    """Return the body whose places end at `position`, with the organ that follows them."""

    def body(kind: str, end: int, after: int | None = None) -> Body:
        return Body(start, end, after or end, text[start:end], places, kind, text[position:end])

    rest = text[position:]
    if places:
        if match := _JOINT.match(text, position):
            # 青榆县委县政府: one name for both sides; what it prints of the government's is the place.
            return body("government", position, match.end())
        for kind, organ in (("government", _GOVERNMENT), ("area", _AREA), ("party", _PARTY)):
            match = organ.match(text, position)
            if match is None:
                continue
            if running or text[match.end() :][:1] in {"", " ", "、", "，"} or (kind == "party" and party):
                return body(kind, match.end())
    if running:
        if match := _DEPARTMENT_IN_TEXT.match(text, position):
            return body("department", match.end())
    elif office := _OFFICE.fullmatch(rest):
        chain = (*places, office["stem"] + "街道")
        return Body(start, len(text), len(text), text[start:], chain, "government", "办事处")
    elif _ZONE.fullmatch(rest):
        return body("area", len(text))
    elif places and (second := rest.find(places[-1], 1)) > 0 and _DEPARTMENT.fullmatch(rest[:second]):
        # 青榆县委依法治县办公室青榆县司法局: two bodies of one place.
        return body("department", position + second)
    elif len(rest) <= LONGEST_DEPARTMENT and _DEPARTMENT.fullmatch(rest):
        return body("party" if rest.endswith(("党组", "党委")) else "department", len(text))
    if places and (running or not rest):
        return body("area" if is_functional_area(places[-1], divisions) else "government", position)
    return None


def bodies_in(text: str, divisions: Divisions, start: int = 0, end: int | None = None) -> list[Body]:
    """Return the bodies that fill a text, one after the other; none when anything else is in it."""
    end = len(text) if end is None else end
    found: list[Body] = []
    position = start
    while position < end:
        body = body_at(text, position, divisions, end)
        if body and body.after > position:
            found.append(body)
            position = body.after
        elif found and text[position] in " 、，和与":
            position += 1
        else:
            return []
    return found
