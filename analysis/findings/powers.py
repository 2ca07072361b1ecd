"""P08: acts that need a power the issuer does not hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from analysis.coding.codebook_parts import Codebook
from analysis.coding.coded_report import CodedReport
from analysis.coding.guards import compile_guarded
from analysis.findings.body_text import BodyText, quote
from analysis.findings.cues import cued, cues, places
from analysis.findings.rule import Flag, NotChecked, rule

#: Rules with the force of law are made by provinces and cities with districts, never below.
MAKES_RULES = compile_guarded(
    "(?:制定|出台|颁布|公布|发布|审议通过|修订|修改|废止)(?:并[^，。；\n]{0,4})?了?[^，。；、\n\\d]{0,4}(?:[1-9]\\d*[件部项]|一批)?(?:(?:地方性法规|(?:地方)?政府规章)(?:[1-9]\\d*[件部项])?|规章[1-9]\\d*[件部项])"
    "|(?:地方性法规|政府规章)(?:制定|出台|颁布|修订)?了?[1-9]\\d*[件部项]"
)
NOT_OWN_RULES = re.compile(
    "参与|配合|协助|征求|意见|建议|落实|执行|贯彻|学习|宣传|省|上级|市人大|市政府|国务院|根据|按照|依据|清理|梳理|对照|未|没有|无|不|等(?:法律|要求)|以来"
)
#: Reconsideration cases are decided by governments from the county up.
DECIDES = compile_guarded(
    "(?:受理|审理|审结|办结|裁决|作出|审查)了?(?:各类)?行政复议(?:案件|申请|决定)?[^，。；：\n\\d零无]{0,4}[1-9]\\d*[件起宗份]"
    "|(?:受理|审理|审结|办结|裁决|作出|审查)了?(?:各类)?[1-9]\\d*[件起宗份]行政复议(?:案件|申请|决定)?"
    "|行政复议(?:案件|申请)?[1-9]?\\d*[件起宗份]?，?(?:受理|审结|审理|裁决)[1-9]\\d*[件起宗份]"
)
NOT_OWN_CASES = re.compile(
    "被申请|被复议|作为|配合|协助|答复|应诉|复议机关|复议机构|县政府|区政府|市政府|全县|全区|全市|未|没有|我县|由县|由区|由市|向"
)
#: Without one of these no rules with the force of law are named, and without the other no such case.
RULES_NAMED = ("地方性法规", "政府规章", *(f"规章{digit}" for digit in range(1, 10)))
CASE = "行政复议"
LOW = ("county", "township")


@cues
def _named(_: Codebook) -> Iterable[str]:
    return *RULES_NAMED, CASE


@rule("P08", "power the issuer does not hold", "warning")
def power_not_held(coded: CodedReport) -> Iterator[Flag]:
    """Flag rules with the force of law made below the city, and reconsideration cases decided in a township."""
    level = coded.metadata["level"]
    tier = coded.metadata["tier"] if level == "department" else level
    if tier is None:
        raise NotChecked("the level of the issuer is unknown")
    if tier not in LOW:
        return
    body = BodyText.of(coded)
    if places(coded, RULES_NAMED):
        yield from _flags(
            body, MAKES_RULES, NOT_OWN_RULES, f"a {tier} cannot make rules with the force of law"
        )
    if tier == "township" and CASE in cued(coded) and CASE in body.plain:
        yield from _flags(body, DECIDES, NOT_OWN_CASES, "a township decides no reconsideration cases")


def _flags(body: BodyText, act: re.Pattern[str], exempt: re.Pattern[str], why: str) -> Iterator[Flag]:
    for match in body.finditer(act):
        first, stop = body.clause(*match.span())
        if exempt.search(body.plain, first, stop) or body.is_plan(match.start()):
            continue
        yield Flag(f"{quote(body.plain[first:stop])}: {why}", body.span(*match.span()))


RULES = (power_not_held,)
