"""P06 and P07: places and bodies that are not the issuer's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from analysis.coding.coded_report import CodedReport
from analysis.findings.body_text import BodyText, quote
from analysis.findings.rule import Flag, NotChecked, rule
from analysis.reading.bodies import Body
from analysis.reading.mentions import Mention, signature_mentions, start_of, title_mentions
from analysis.reading.normalise import fold_characters
from analysis.reading.places import (
    FUNCTIONAL_AREA,
    NO_PLACE,
    PLACE_LEVELS,
    Division,
    Divisions,
    load_divisions,
    suffix_level,
)

LONGEST_NAME = 8
#: Names of the table that are words as well.
WORDS = frozenset({"新城区", "老城区", "城区", "郊区", "矿区", "城关镇", "城关区", "解放区"})
#: Where a name may end: a suffix that makes no other word of this genre with the character before or behind it.
_ANY = "全我本各该两跨每某外同"
SUFFIX = re.compile(
    f"[县区镇旗市乡道](?:(?<=[^{_ANY}市省区州]县)|(?<=[^{_ANY}社城辖园景校库片老厂矿山灾牧林郊新市地小]区)|(?<=[^{_ANY}城乡村集小古圩强重]镇)"
    f"|(?<=[^{_ANY}红国锦]旗)|(?<=[^{_ANY}城超农集股门上都]市)|(?<=[^{_ANY}城下返家进村民]乡)|(?<=街道))(?![域级村土间民政容镇]|(?<=市)场|(?<=区)[划块别])"
)
#: Field of own results: what is done for the place, or the place as a subject.
BEFORE = re.compile(
    "(?:提升|推进|推动|促进|增强|维护|优化|改善|打造|助力|构建|提高|保障|确保|加快|实现|服务|深化|夯实|营造|筑牢|开创|为)了?[^，。；：\n]{0,4}$|(?:^|[，。；：\n]|[一二三四五六七八九十]是)(?:今年(?:以来)?，?|全年)?$|在$|按照$"
)
AFTER = re.compile(
    "(?:(?:人民)?政府|党委|委)?(?:将|始终|坚持|深入|积极|全面|认真|持续|不断|切实|严格|组织|开展|共|累计|全年|召开|印发|成立|制定|法治|依法|行政|政府|社会|经济|营商|平安|[^，。；：\n]{0,10}(?:水平|能力|建设|发展|环境|稳定|治理))"
    "|委[、，]?[^，。；]{0,10}(?:领导|指导|部署)"
)
#: Words that make the other place a partner, a model or a source.
PARTNER = re.compile(
    "赴|前往|学习|考察|交流|协作|合作|协议|联合|会同|联动|借鉴|经验|对口|结对|帮扶|支援|援|来自|移送|毗邻|相邻|邻近|周边|边界|交界|跨|籍|案|法院|检察院|大学|学院|公司|律师|仲裁|"
    "大队|观摩|调研|参观|比如|例如|等地|与[^，。；]{1,8}(?:共|签|联)|原|撤|划归|隶属|更名|示范|样板"
)


@rule("P06", "another place's words", "warning")
def another_place(coded: CodedReport) -> Iterator[Flag]:
    """Flag a division that has no tie to the issuer, where own results are told."""
    code = coded.metadata["division_code"]
    if not code:
        raise NotChecked("the issuer is no unique division of the table")
    divisions = load_divisions()
    rank = _rank(str(code))
    own_stems = {
        _stem(fold_characters(str(coded.metadata[level]))) for level in PLACE_LEVELS if coded.metadata[level]
    }
    body = BodyText.of(coded)
    plain = body.plain
    for match in body.finditer(SUFFIX):
        if not AFTER.match(plain, match.end()):
            continue
        start = _name_start(plain, match.end(), divisions)
        if start is None:
            continue
        name = plain[start : match.end()]
        opening, closing = body.clause(start, match.end())
        if (
            _stem(name) in own_stems
            or not BEFORE.search(plain, opening - 1 if opening else 0, start)
            or PARTNER.search(plain, opening, closing)
            or body.item(start) == 0
            or not _is_foreign(divisions.named(name), str(code), rank)
        ):
            continue
        yield Flag(
            f"{quote(plain[opening:closing])} tells results of {name}; the report is that of "
            f"{coded.metadata['issuer'] or 'another place'}",
            body.span(start, match.end()),
        )


def _name_start(text: str, end: int, divisions: Divisions) -> int | None:
    """Return where the longest name of the table begins that ends at `end`; None for none, or a common word."""
    for start in range(max(0, end - LONGEST_NAME), end - 1):
        name = text[start:end]
        if name in divisions:
            word = NO_PLACE.match(name) or FUNCTIONAL_AREA.search(name) or name in WORDS
            return None if word else start
    return None


def _stem(name: str) -> str:
    return re.sub("^第[一二三四五六七八九十]{1,3}师(?=.)|(?:街道|[省市州盟县区旗镇乡])$", "", name)


def _rank(code: str) -> int:
    """Return the level of a code: 0 province to 3 township."""
    return 3 if len(code) > 6 else 2 if code[4:] != "00" else 1 if code[2:4] != "00" else 0


def _trunk(code: str) -> str:
    """Return the digits of a code that its parts share."""
    return code if len(code) > 6 else re.sub("(?:00){1,2}$", "", code)


def _is_foreign(rows: Sequence[Division], code: str, rank: int) -> bool:
    """Tell whether no division of that name is the issuer, above it or part of it, nor below its own level."""
    own = _trunk(code)
    trunks = [_trunk(row.code) for row in rows]
    if any(own.startswith(trunk) or trunk.startswith(own) for trunk in trunks):
        return False
    # New towns of the own county may be missing from the table, and others bear the same name.
    return bool(rows) and all(0 < _rank(row.code) <= rank for row in rows)


@rule("P07", "signature against title", "warning")
def signature_against_title(coded: CodedReport) -> Iterator[Flag]:
    """Flag a signing body that is neither the title's issuer, nor above it, part of it or its partner."""
    page, divisions = coded.report.page, load_divisions()
    if page.title is None or not page.signature:
        raise NotChecked("there is no title, or no signature, to compare")
    title = title_mentions(start_of(page, page.title), divisions)
    signed = signature_mentions(page, divisions) if title else []
    if not signed:
        raise NotChecked("title or signature names no body")
    if any(_may_sign(one.body, other.body) for one in signed for other in title):
        return
    yield Flag(
        f"the title names {_names(title)}, but {_names(signed)} signs",
        coded.report.view.span(signed[0].span[0], signed[-1].span[1]),
        (coded.report.view.span(*title[0].span),),
    )


def _names(mentions: list[Mention]) -> str:
    return " and ".join(mention.printed for mention in mentions)


def _may_sign(signing: Body, issuer: Body) -> bool:
    """Tell whether a body can sign for an issuer: the same one, one above or within it, or nothing speaks against."""
    if not signing.places or not issuer.places:
        return _same_organ(signing, issuer) or "department" not in (signing.kind, issuer.kind)
    if {signing.places[-1], issuer.places[-1]} & (set(signing.places) & set(issuer.places)):
        return _same_organ(signing, issuer)
    one, other = signing.places[-1], issuer.places[-1]
    levels = suffix_level(one), suffix_level(other)
    # A city may be a county or above one; a body of another level may be the parent that the text does not print.
    return (
        _stem(one) == _stem(other) or levels[0] != levels[1] or None in levels and not one.endswith(other[-1])
    )


def _same_organ(one: Body, other: Body) -> bool:
    """Tell whether two organs of one place are one, its abbreviation, or a government and its department."""
    if "department" not in (one.kind, other.kind) or one.kind != other.kind:
        return True
    shorter, longer = sorted((_bare(one.organ), _bare(other.organ)), key=len)
    rest = iter(longer)
    return all(character in rest for character in shorter)


def _bare(organ: str) -> str:
    return re.sub("(?:党组|党委|机关)$", "", organ)


RULES = (another_place, signature_against_title)
