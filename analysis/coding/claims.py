"""Claims without a numeral: nothing of the kind happened (未发生, 无…案件, 零投诉), everything is covered (全覆盖).

A zero claim is about cases, incidents and complaints; 没有 before anything else (没有形成合力) states a
shortcoming and is none.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_CASES = "案件|案例|个案|命案|事故|事件|投诉|上访|信访|败诉|败诉案|被诉|诉讼|应诉|复议|差错|违纪|违法|违规|举报|纠纷|争议|舆情|现象|情况|问题|行为|伤亡|发案|刑事案"
_SINGLE = "[一01][起例件次宗人]"
_WORDS = "[^，。；：！？]"
#: The claims are tried only where one of these characters stands, which is fast.
CUE = re.compile("[未没无零0](?<![0-9.]0)")
ZERO = re.compile(
    f"(?:未曾?再?|没有?)(?:发生|出现|收到|接到|产生|发现|引发|造成)过?(?:{_SINGLE})?(?:任何)?(?P<happened>{_WORDS}{{1,45}})"
    f"|(?:没有|(?<!有)无){_SINGLE}(?P<single>{_WORDS}{{1,20}})"
    f"|(?:没有|(?<!有)无(?![障法需论效证偿缝纸形线理关毒讼诈烟异悔不]))(?:任何)?(?P<none>(?:(?!、[无没未]){_WORDS}){{0,26}}?(?:{_CASES}))"
    "(?:的?(?:发生|出现|现象|情况))?(?=[，。；、）！]|$)"
    "|(?:零|(?<![0-9.])0)(?P<zero>投诉|上访|事故|败诉|纠错|差错|案件|发案|违纪|违法|违规|复议|诉讼|信访|伤亡|命案|积压|举报|死亡|失误|超期|感染|被诉)"
    "(?!报告)率?(?:发生)?"
    "|零发生|(?<=为)(?:零|0(?![0-9.%]))(?=[，。；、）]|$)"
)
#: 存在没有…的情况, 部分单位没有…: a shortcoming, a condition or an aim.
NO_CLAIM_AFTER = re.compile(
    "(?:存在|仍|还|尚|部分|个别|有的|有些|一些|是否|如|若|虽|确保|力争|防止)[^，。；]{0,8}$"
)
COVERAGE = re.compile(
    "全覆盖|全面覆盖|百分百"
    "|全部(?:办结|完成|整改|落实|化解|建成|纳入|持证|配备|公开|到位|达标|按[期时](?:办[结理]|完成|答复|回复|整改)?|予以|得到|解决|录入|上线|结案|审结|回复|答复|调解|采纳|通过|合格|胜诉|维持|履行|签订|聘请|设立|建立|覆盖|调处|兑现|销号|组建|到岗)"
)


class Claim(NamedTuple):
    """A claim: half-open offsets into the text searched, kind (zero, coverage), and where it says what about."""

    start: int
    end: int
    kind: str
    about: tuple[int, int] | None = None


def find_claims(text: str) -> list[Claim]:
    """Return the claims of a text, zero claims first."""
    claims, searched = [], 0
    for cue in CUE.finditer(text):
        start = cue.start()
        found = ZERO.match(text, start) if start >= searched else None
        if found and not NO_CLAIM_AFTER.search(text[max(0, start - 12) : start]):
            searched = found.end()
            about = found.span(found.lastgroup) if found.lastgroup else None
            claims.append(Claim(start, searched, "zero", about))
    if "覆盖" in text or "全部" in text or "百分百" in text:
        claims += [Claim(*found.span(), "coverage") for found in COVERAGE.finditer(text)]
    return claims
