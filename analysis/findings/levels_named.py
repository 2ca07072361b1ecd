"""P05: words by which another level calls itself: 我镇 in a bureau's report, 全乡 in a town's."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from analysis.coding.coded_report import CodedReport
from analysis.findings.body_text import MASK, BodyText, quote
from analysis.findings.rule import Flag, NotChecked, rule
from analysis.reading.level import SELF_LEVELS
from analysis.reading.normalise import fold_characters
from analysis.reading.places import PLACE_LEVELS

RANKS = {level: rank for rank, level in enumerate(PLACE_LEVELS)}
_UNITS = "省|州|盟|市|县|区|旗|镇|乡|街道|苏木|局|厅"
_OWN = f"(?<![自你忘敌].)(?P<unit>{_UNITS})(?![域级土着间际]|场(?!所)|镇|乡(?!镇)|村振|容|民化|政府信|内外|委组织|[势面限部](?!署))"
#: The engine is quickest where one character begins a pattern.
OWN = re.compile("我" + _OWN), re.compile("本" + _OWN)
WHOLE = re.compile("全(?<![健安].)(?P<unit>镇|乡|街道|县|旗|苏木)(?!镇|域|级|面|乡|区|道)")
#: A higher level is named as a subject of acts, not as what the issuer belongs to (按照我县部署).
SUBJECT = re.compile("(?:^|[，。；：\n]|[一二三四五六七八九十]是)$")
ACTS = re.compile(
    "(?:党委|政府)?(?:将|始终|持续|深入|积极|全面|认真|不断|切实|严格|大力|着力|扎实|坚持|组织|开展|召开|印发|成立|制定|共|累计|先后|紧紧|高度|进一步|继续|充分|狠抓|建立)"
)
SUFFIX = re.compile(
    "(街道|地区|苏木|自治区|[省州盟市县区旗镇乡])(?:人民政府|办事处|政府)?(?:街道办事处|办事处)?$"
)


@rule("P05", "another level's words", "warning")
def another_level(coded: CodedReport) -> Iterator[Flag]:
    """Flag words by which a body of another level or kind calls itself, as the subject or field of own acts."""
    own = _own_unit(coded)
    rank = _rank(coded)
    department = coded.metadata["level"] == "department"
    body = BodyText.of(coded)

    @cache
    def is_foreign(unit: str, whole: bool) -> bool:
        return unit != own and not _may_say(unit, own, rank, coded, department=department, whole=whole)

    for match in _self_words(body, is_foreign):
        unit, at = match["unit"], match.start()
        above = RANKS.get(_level_of(unit), rank) < rank
        if above and not _is_actor(body, match):
            continue
        _, stop = body.clause(*match.span())
        issuer = f"a {own}" if own else f"a {coded.metadata['level']} of the {PLACE_LEVELS[rank]}"
        yield Flag(
            f"“{match[0]}” in {quote(body.plain[at:stop])} are the words of another body; the issuer is {issuer} "
            f"({coded.metadata['issuer'] or 'not named'})",
            body.span(*match.span()),
        )


def _self_words(body: BodyText, is_foreign: Callable[[str, bool], bool]) -> Iterator[re.Match[str]]:
    """Yield the words with a foreign unit, outside quotations and outside what is suggested to superiors."""
    for words in (*OWN, WHOLE):
        for match in body.finditer(words):
            # Quotation marks part words, so none begins outside a quotation and ends in it.
            if (
                is_foreign(match["unit"], words is WHOLE)
                and body.unquoted[match.start()] != MASK
                and body.item(match.start()) != 0
            ):
                yield match


def _rank(coded: CodedReport) -> int:
    level = coded.metadata["level"]
    level = coded.metadata["tier"] if level == "department" else level
    if level not in RANKS:
        raise NotChecked("the level of the issuer is unknown")
    return RANKS[level]


def _own_unit(coded: CodedReport) -> str | None:
    """Return the suffix of the issuer's own name; None for a department."""
    if coded.metadata["level"] == "department":
        return None
    places = [coded.metadata[level] for level in reversed(PLACE_LEVELS)]
    for name in (coded.metadata["issuer"], *places):
        found = SUFFIX.search(fold_characters(str(name or "")).split("（")[0])
        if found:
            unit = found[1]
            return {"地区": "街道", "自治区": "区"}.get(unit, unit)
    raise NotChecked("the name of the issuer is unknown")


def _level_of(unit: str) -> str | None:
    """Return the level a unit stands for, none for an organ; 市 is the city above the counties."""
    return "prefecture" if unit == "市" else SELF_LEVELS.get(unit)


def _may_say(
    unit: str, own: str | None, rank: int, coded: CodedReport, *, department: bool, whole: bool
) -> bool:
    """Tell whether a unit can be the issuer's own, or that of the body above it which 全县 and 我县 then mean."""
    level = _level_of(unit)
    if level is None:
        return department
    if unit == "区" and str(coded.metadata["province"] or "").endswith("自治区"):
        return True
    if unit == "市" and coded.metadata["level"] in ("province", "prefecture", "county") and own == "市":
        return True
    if whole:
        # 全县 of a town is its county; 全镇 of a county's report may be one of its towns.
        return RANKS[level] != rank or department
    # A bureau speaks of the county it serves as 我县; a district of a county-level city cannot be told here.
    return department and RANKS[level] <= rank


def _is_actor(body: BodyText, match: re.Match[str]) -> bool:
    """Tell whether the words are the subject of an own act, in a sentence that does not name the issuer too."""
    first, _ = body.sentence(match.start())
    return bool(
        SUBJECT.search(body.plain, max(first, match.start() - 2), match.start()) or match.start() == first
    ) and bool(ACTS.match(body.plain, match.end()))


RULES = (another_level,)
