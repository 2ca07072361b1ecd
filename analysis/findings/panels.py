"""Every rule on two reports of one issuer applied to a corpus: more rows of tables `findings` and `checks`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from analysis.coding.coded_report import CodedReport
from analysis.findings.checking import Checked, finding_row
from analysis.findings.last_year import PANEL_RULES, changing_numbers
from analysis.findings.rule import ChangingNumber, PanelRule
from analysis.reading.places import PLACE_LEVELS

#: Columns of table `reports` that decide which reports belong together.
FIELDS = (
    "report_id",
    "level",
    *PLACE_LEVELS,
    "division_code",
    "place_candidates",
    "issuer",
    "reporting_year",
)


@dataclass(frozen=True, eq=False)
class PanelReport:
    """A report as rules on two reports see it.

    Attributes
    ----------
    fields : mapping
        Its row of table `reports`, at least the columns :data:`FIELDS`; None where unknown.
    numbers : callable
        Returns its changing numbers, in order.
    """

    fields: Mapping[str, object]
    numbers: Callable[[], Sequence[ChangingNumber]]

    @classmethod
    def of(cls, coded: CodedReport) -> PanelReport:
        """Return what rules on two reports see of a coded report."""
        return cls(coded.metadata | {"report_id": coded.report_id}, lambda: changing_numbers(coded))


def check_panel(reports: Iterable[PanelReport], rules: Sequence[PanelRule] = PANEL_RULES) -> Checked:
    """Return the rows of tables `findings` and `checks` that compare reports of one issuer on successive years.

    Findings stand in the later report; every report gets a row of `checks` for each rule.
    """
    reports = list(reports)
    earlier = year_before(reports) if rules else {}
    findings, checks = [], []
    for later in reports:
        report_id = later.fields["report_id"]
        pair = (earlier[later].numbers(), later.numbers()) if later in earlier else None
        for one in rules:
            flags, reason = [], None
            if pair:
                flags = sorted(one.check(*pair), key=lambda flag: flag.span)
            else:
                reason = (
                    "the name of the place is that of several"
                    if one_of_several(later.fields)
                    else "the corpus has no report of this issuer on the year before"
                )
            findings += [finding_row(report_id, one, flag) for flag in flags]
            outcome = "not checked" if reason else "found" if flags else "clear"
            checks.append({"report_id": report_id, "rule": one.id, "outcome": outcome, "reason": reason})
    return findings, checks


def one_of_several(fields: Mapping[str, object]) -> bool:
    """Tell whether the place a report names may be any of several divisions of that name.

    Parameters
    ----------
    fields : mapping
        Row of table `reports`. Among its `place_candidates` the names it states must single out one; what
        candidates share, such as the province, does not.
    """
    if fields.get("division_code") or not fields.get("place_candidates"):
        return False
    stated = {fields[level] for level in PLACE_LEVELS if fields.get(level)}
    paths = [one.partition(" ")[2].split("/") for one in str(fields["place_candidates"]).split("; ")]
    return sum(stated.issubset(path) for path in paths) != 1


def year_before(reports: Iterable[PanelReport]) -> dict[PanelReport, PanelReport]:
    """Return for each report that of the same issuer on the year before, where there is one.

    A report whose place may be one of several has none, and is none. Reports under one name that state
    different places are not of one issuer.
    """
    issued: dict[tuple, list[PanelReport]] = {}
    for report in reports:
        fields = report.fields
        place = fields["division_code"] if fields["level"] != "department" else None
        if fields["reporting_year"] and (place or fields["issuer"]) and not one_of_several(fields):
            key = fields["level"], place or fields["issuer"], fields["reporting_year"]
            issued.setdefault(key, []).append(report)
    earlier = {}
    for (level, issuer, year), panel in issued.items():
        before = issued.get((level, issuer, year - 1), ())
        for later in panel:
            same = [one for one in before if _agree(one, later)]
            if same and all(_agree(one, same[-1]) for one in same):
                earlier[later] = same[-1]
    return earlier


def _agree(one: PanelReport, other: PanelReport) -> bool:
    """Tell whether two reports under one name state no different places."""
    stated = [(one.fields.get(level), other.fields.get(level)) for level in ("division_code", *PLACE_LEVELS)]
    if stated[0][0] and stated[0][0] == stated[0][1]:
        return True  # its name may have changed
    return all(not first or not second or first == second for first, second in stated)
