"""The level of a body, and the tier a department belongs to."""

from __future__ import annotations

import re

from analysis.reading.bodies import Body
from analysis.reading.mentions import DEPARTMENT_SELF
from analysis.reading.places import suffix_level
from analysis.reading.resolution import Place

SELF_LEVELS = {
    "省": "province", "自治区": "province", "州": "prefecture", "盟": "prefecture", "县": "county", "旗": "county", "区": "county",
    "镇": "township", "乡": "township", "街道": "township", "苏木": "township", "办事处": "township",
}  # fmt: skip
_CENTRAL = re.compile("国家|中国|中华人民共和国|国务院")
_MINISTRY = re.compile("[㐀-䶿一-鿿]{2,12}(?:部|总局|总署)$")
_BRANCH = re.compile("局(?P<stem>[㐀-䶿一-鿿]{1,8})分局$")
# The committee and government a department answers to: 在县委、县政府领导下, 省委省政府.
_ABOVE = re.compile(
    "(省|自治区|州|盟|县|旗|(?<!自治)区|镇|乡)(?:委|党委)[、和与]?(?:省|自治区|州|盟|县|旗|区|镇|乡)?(?:人民)?政府"
)
# What a text without 我镇 calls the area or the government it speaks for.
_WHOLE_AREA = re.compile("全(省|州|盟|县|旗|区|镇|乡|街道)(?!面|域|国)")
_OWN_GOVERNMENT = re.compile(
    "(?<![各一-鿿])(镇|乡|街道|县|区|省|州|旗)(?:党委、?)?(?:(?:人民)?政府|党委|党工委|办事处)"
)
_GUIDANCE = re.compile("(?:在|按照|根据|对照)[^。；]{0,60}?(?:下|部署|要求)")
_REGION = re.compile("自治区(?:党委|人民政府|政府)|全区各[市盟]")


def subdistrict(body: Body, place: Place) -> bool:
    """Tell whether the body is a 街道 office: a dispatched organ, counted with the townships."""
    return (
        body.kind != "department"
        and place.level == "township"
        and body.places[-1:] != ()
        and body.places[-1].endswith(("街道", "地区"))
    )


def branch_stem(body: Body) -> str | None:
    """Return 栖云 for the 栖云 branch of a city's bureau: the district without its suffix."""
    match = _BRANCH.search(body.organ) if body.kind == "department" else None
    return match["stem"] if match else None


def level_of(body: Body, place: Place, lead: str) -> tuple[str | None, str | None, str]:
    """Return level, tier and the rule that gave them."""
    if body.kind == "department":
        tier, rule = _tier(body, place, lead)
        return "department", tier, rule
    if body.kind == "area":
        return None, None, "functional_area"
    if place.level:
        return place.level, None, "division table" if place.code or place.candidates else "suffix of the name"
    return None, None, "ambiguous"


def _tier(body: Body, place: Place, lead: str) -> tuple[str | None, str]:
    if branch_stem(body):
        return "county", "district branch"
    if body.places:
        level = place.level or suffix_level(body.places[-1])
        return level, "place of the department" if level else "ambiguous"
    if prefix := re.match("([省州盟县旗区镇乡])(?![村域镇])(?=..)", body.organ):
        return SELF_LEVELS[prefix[1]], "name of the department"
    if _CENTRAL.match(body.organ) or _MINISTRY.match(body.organ):
        return "central", "name of the department"
    if body.organ.endswith("厅"):
        return "province", "name of the department"
    return tier_above(lead)


def tier_above(lead: str) -> tuple[str | None, str]:
    """Return the tier of the committee and government the lead names as the author's superiors."""
    tiers = {SELF_LEVELS[match[1]] for match in _ABOVE.finditer(lead)}
    return (tiers.pop(), "superiors in the lead") if len(tiers) == 1 else (None, "not_stated")


def self_level(self_reference: str | None, lead: str, opening: str) -> tuple[str | None, str | None, str]:
    """Return level, tier and rule for a text that never names its author."""
    if self_reference in DEPARTMENT_SELF:
        tier, _ = ("province", "") if self_reference == "厅" else tier_above(lead)
        return "department", tier, f"self-reference 我{self_reference}"
    if self_reference == "区" and _REGION.search(opening):
        return "province", None, "self-reference 我区, an autonomous region"
    if self_reference in SELF_LEVELS:
        return SELF_LEVELS[self_reference], None, f"self-reference 我{self_reference}"
    if self_reference is None:
        for pattern, rule in ((_WHOLE_AREA, "whole area"), (_OWN_GOVERNMENT, "own government")):
            for text in (lead, opening):
                found = {match[1] for match in pattern.finditer(_GUIDANCE.sub("", text))}
                if len(found) == 1:
                    return SELF_LEVELS[found.pop()], None, rule
    return None, None, "not_stated"
