"""Every rule applied to a report: rows of table `findings`, and of table `checks`, which says what could be checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.coding.coded_report import CodedReport
from analysis.findings.dates import RULES as DATES
from analysis.findings.frequencies import RULES as FREQUENCIES
from analysis.findings.levels_named import RULES as LEVELS_NAMED
from analysis.findings.lists import RULES as LISTS
from analysis.findings.lost_marks import RULES as LOST_MARKS
from analysis.findings.magnitudes import RULES as MAGNITUDES
from analysis.findings.names import RULES as NAMES
from analysis.findings.organs import RULES as ORGANS
from analysis.findings.page_text import RULES as PAGE_TEXT
from analysis.findings.places_named import RULES as PLACES_NAMED
from analysis.findings.powers import RULES as POWERS
from analysis.findings.rates import RULES as RATES
from analysis.findings.repeated_facts import RULES as REPEATED_FACTS
from analysis.findings.repetition import RULES as REPETITION
from analysis.findings.rule import Flag, NotChecked, PanelRule, Rule, Span
from analysis.findings.shares import RULES as SHARES
from analysis.findings.terms_in_time import RULES as TERMS_IN_TIME
from analysis.findings.totals import RULES as TOTALS
from analysis.findings.years import RULES as YEARS
from analysis.reading.report import Columns, Row, rows_of

_RULES = (
    *RATES,
    *SHARES,
    *TOTALS,
    *REPEATED_FACTS,
    *FREQUENCIES,
    *MAGNITUDES,
    *LISTS,
    *DATES,
    *YEARS,
    *LOST_MARKS,
    *TERMS_IN_TIME,
    *NAMES,
    *ORGANS,
    *LEVELS_NAMED,
    *PLACES_NAMED,
    *POWERS,
    *PAGE_TEXT,
    *REPETITION,
)
#: By their ids, in the order in which they are applied and reported: numbers, dates, places, text.
RULES: tuple[Rule, ...] = tuple(sorted(_RULES, key=lambda one: ("NDPT".index(one.id[0]), one.id)))
#: One cause, one finding: what the first rule flags, the others do not flag again where spans overlap.
SILENCES: Mapping[str, tuple[str, ...]] = {
    "N01": ("N02",),
    "D04": ("P03",),
    "D08": ("D06", "D07"),
}

Checked = tuple[list[Row], list[Row]]


def check_report(coded: CodedReport, rules: Sequence[Rule] = RULES) -> Checked:
    """Return the rows of tables `findings` and `checks` for a report, with source offsets."""
    return check_reports([coded], rules)


def check_reports(reports: Sequence[CodedReport], rules: Sequence[Rule] = RULES) -> Checked:
    """Return the same for several reports, in their order."""
    findings, checks = check_together(reports, rules)
    return findings, rows_of(checks)


def check_together(
    reports: Sequence[CodedReport], rules: Sequence[Rule] = RULES
) -> tuple[list[Row], Columns]:
    """Return the same with table `checks` as columns; each rule is applied to all reports before the next."""
    width = len(rules)
    outcomes = ["clear"] * (len(reports) * width)
    reasons: list[str | None] = [None] * len(outcomes)
    told: list[dict[str, list[Flag]]] = [{} for _ in reports]
    for place, one in enumerate(rules):
        check = one.check
        for at, coded in enumerate(reports):
            try:
                flags = [*check(coded)]
            except NotChecked as error:
                row = at * width + place
                outcomes[row], reasons[row] = "not checked", str(error)
            else:
                if flags:
                    told[at][one.id] = sorted(flags, key=lambda flag: flag.span)
    findings: list[Row] = []
    for at, (coded, flagged) in enumerate(zip(reports, told, strict=True)):
        for place, one in enumerate(rules) if flagged else ():
            unsaid = _unsaid(one.id, flagged)
            if unsaid:
                outcomes[at * width + place] = "found"
                findings += [finding_row(coded.report_id, one, flag) for flag in unsaid]
    ids = [name for coded in reports for name in [coded.report_id] * width]
    names = [one.id for one in rules] * len(reports)
    return findings, {"report_id": ids, "rule": names, "outcome": outcomes, "reason": reasons}


def _unsaid(identifier: str, flagged: Mapping[str, list[Flag]]) -> list[Flag]:
    """Return the flags of a rule that no flag of a rule before it in `SILENCES` has told already."""
    if identifier not in flagged:
        return []
    said = [
        flag.span
        for louder, silenced in SILENCES.items()
        if identifier in silenced
        for flag in flagged.get(louder, ())
    ]
    return [flag for flag in flagged[identifier] if not any(_overlap(flag.span, span) for span in said)]


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def finding_row(report_id: str, one: Rule | PanelRule, flag: Flag) -> Row:
    """Return the row of table `findings` that says what a rule flags."""
    return {
        "report_id": report_id,
        "rule": one.id,
        "kind": one.kind,
        "severity": flag.severity or one.severity,
        "message": flag.message,
        "compared": "; ".join(f"{start}-{end}" for start, end in flag.compared) or None,
        "start": flag.span[0],
        "end": flag.span[1],
    }
