"""Which kind of statement a section holds, by what its heading names and the content item it serves."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.reading.page import Section

_BEFORE = "(?:目前|当前|工作中?|我[省市州县区旗镇乡局委院处]|仍然?|还|尚|法治政府建设|推进|依法行政|20\\d\\d年度?|[上本下]一?年度?|中|过程|[关对]于|针对)*+"
_SHORTCOMING = "(?:问题|不足|困难|短板|差距|薄弱环节|弱项)(?:之处)?"
#: Headings that name a kind and nothing else, in the order in which they are tried.
HEADINGS = {
    "rectification": re.compile(
        f"^{_BEFORE}(?:存在)?的?(?:主要)?(?:{_SHORTCOMING}|督察反馈|反馈)?的?整改(?:落实|完成|工作|推进|进展)*(?:情况|成效)$"
    ),
    "reason": re.compile(
        f"^{_BEFORE}(?:存在|产生|形成|造成)?(?:以上|上述|这些)?(?:{_SHORTCOMING})?(?:存在|产生|形成)?的?(?:主要|具体)?(?:原因|成因)(?:分析|剖析)?$"
    ),
    "suggestion": re.compile(
        "(?:意见|工作)(?:和|与|及)?建议$|^(?!.*(?:问题|不足|困难)).{0,12}建议$|请求|恳请"
    ),
    "problem": re.compile(
        f"^{_BEFORE}(?:存在|主要|突出|面临)*+的?(?:主要|突出|一些)?的?{_SHORTCOMING}(?:(?:[、和与及]|以及).{{2,12}})?(?:分析)?$"
    ),
    "plan": re.compile(
        f"^{_BEFORE}(?:下一?步|下一?阶段|下一?年|明年|来年|今后|改进|整改|对策|20\\d\\d年)度?的?.{{0,12}}(?:安排|打算|计划|思路|设想|措施|举措|方向|重点|工作)$"
        "|^(?:总体|指导|基本|工作)(?:思路|思想|要求|目标|原则|考虑)$|^(?:重点|主要|工作)(?:工作|任务|措施|举措|安排|打算)$"
    ),
}
_LAST = "安排|打算|计划|思路|设想|措施|举措|方向|重点|工作|思想|要求|目标|原则|考虑|任务"
#: What every heading that names a kind contains, or ends with. Alternatives that begin with a character each are
#: searched for at the speed of a set of characters.
NAMES = {
    "rectification": "整改",
    "reason": "原因|成因",
    "suggestion": "建议|请求|恳请",
    "problem": "问题|不足|困难|短板|差距|薄弱|弱项",
    "plan": _LAST.replace("|", "$|") + "$",
}
#: The kinds a heading may name, by the content item it serves.
KINDS_BY_ITEM = {
    0: ("rectification", "reason", "suggestion"),
    1: ("rectification", "reason"),
    2: tuple(HEADINGS),
    4: tuple(HEADINGS),
    5: ("suggestion",),
}
NAMES_KIND = {
    item: re.compile("|".join(NAMES[kind] for kind in kinds), re.MULTILINE)
    for item, kinds in KINDS_BY_ITEM.items()
}
KIND_OF_ITEM = {2: "problem", 4: "plan"}
#: A heading that names the next year's work, alone or beside the shortcomings.
NAMES_PLAN = re.compile(
    "下一?步|下一?年|下一?阶段|明年|来年|今后|打算|安排|计划|思路|设想|(?:改进|整改|对策).{0,4}(?:措施|举措|方向)|努力方向"
)


def named_kinds(sections: Sequence[Section]) -> list[str | None]:
    """Return the kind of statement each section's heading announces for what it governs; None for any other heading.

    A heading that states something itself (执法力量薄弱) announces nothing. At the first level, and where a
    subsection serves another content item than its parent, the item decides too.
    """
    headings: dict[int, list[str]] = {item: [] for item in KINDS_BY_ITEM}
    for section in sections:
        if section.heading and section.item in headings:
            headings[section.item].append(section.heading)
    telling = {
        item for item, some in headings.items() if NAMES_KIND[item].search("\n".join(some).replace(" ", ""))
    }
    item_of: dict[str | None, int] = {}
    kinds = []
    for section in sections:
        item = item_of[section.section_id] = section.item
        kind = _named_kind(section) if item in telling and section.heading else None
        if kind is None and item_of.get(section.parent_id) != item:
            kind = KIND_OF_ITEM.get(item)
        kinds.append(kind)
    return kinds


def _named_kind(section: Section) -> str | None:
    heading = section.heading.replace(" ", "")
    for kind in KINDS_BY_ITEM[section.item] if NAMES_KIND[section.item].search(heading) else ():
        if HEADINGS[kind].search(heading):
            return "plan" if kind == "suggestion" and NAMES_PLAN.search(heading) else kind
    return None
