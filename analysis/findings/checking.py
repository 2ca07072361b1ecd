"""Every rule applied to a report: rows of table `findings`, and of table `checks`, which says what could be checked."""

from __future__ import annotations

from analysis.coding.coded_report import CodedReport
from analysis.findings.rule import Flag, NotChecked, Rule
from analysis.reading.report import Row

#: In the order in which they are applied and reported.
RULES: tuple[Rule, ...] = ()


def check_report(coded: CodedReport, rules: tuple[Rule, ...] = RULES) -> tuple[list[Row], list[Row]]:
    """Return the rows of tables `findings` and `checks` for a report, with source offsets."""
    findings, checks = [], []
    for one in rules:
        try:
            flags = sorted(one.check(coded), key=lambda flag: flag.span)
            outcome, reason = ("found" if flags else "clear"), None
        except NotChecked as error:
            flags, outcome, reason = [], "not checked", str(error)
        findings += [_row(coded.report_id, one, flag) for flag in flags]
        checks.append({"report_id": coded.report_id, "rule": one.id, "outcome": outcome, "reason": reason})
    return findings, checks


def _row(report_id: str, one: Rule, flag: Flag) -> Row:
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
