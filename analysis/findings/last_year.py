"""A rule on two reports of one issuer on successive years: numbers that are alike in both (N14)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from analysis.coding.coded_report import CodedReport
from analysis.coding.numerals import canonical
from analysis.findings.numbered_sentences import numbered_sentences
from analysis.findings.repeated_facts import plain_names
from analysis.findings.rule import ChangingNumber, Flag, PanelRule, panel_rule

#: What there is of these stays the same from year to year.
STANDING = re.compile(
    "村|社区|网格|乡镇|街道|人口|户籍|面积|调解员|调解?委|明白人|执法人员|法律顾问|律师|干部|职工|编制|站|所|中心|室|机构|部门|单位|队伍|阵地|广场|成员|事项|责任|权力|条$|章"
)
#: Up to so many meetings or lessons a year are routine: twelve are one a month.
_ROUTINE = 12
_LEAST_ALIKE = 3


def changing_numbers(coded: CodedReport) -> list[ChangingNumber]:
    """Return the numbers of a report that change from year to year by their nature, in order."""
    changing = [
        one
        for sentence in numbered_sentences(coded)
        for one in sentence.counts
        if one.measures
        and one.value > _ROUTINE
        and one.high is None
        and not sentence.plans
        and not STANDING.search(one.measures + one.after[:4])
    ]
    names = plain_names([one.measures for one in changing])
    return [
        ChangingNumber(name, one.unit, canonical(one.value), one.measures, one.raw, *one.span)
        for name, one in zip(names, changing, strict=True)
    ]


@panel_rule("N14", "same number as last year", "warning")
def same_numbers(earlier: Sequence[ChangingNumber], later: Sequence[ChangingNumber]) -> Iterator[Flag]:
    """Flag numbers of a report that are, three or more, those of the year before, standing figures aside."""
    known = {one.fact for one in earlier}
    first: dict[tuple[str, str, str], ChangingNumber] = {}
    for one in later:
        if one.fact in known:
            first.setdefault(one.fact, one)
    alike = list(first.values())
    if len(alike) >= _LEAST_ALIKE:
        listed = ", ".join(f"{one.measures} {one.raw}" for one in alike[:8])
        yield Flag(
            f"{len(alike)} numbers are those of the year before: {listed}",
            alike[0].span,
            tuple(one.span for one in alike[1:]),
        )


PANEL_RULES: tuple[PanelRule, ...] = (same_numbers,)
