"""Every rule applied to a report: rows of table `findings`, and of table `checks`, which says what could be checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

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
from analysis.findings.repeated_facts import PANEL_RULES as REPEATED_NUMBERS
from analysis.findings.repeated_facts import RULES as REPEATED_FACTS
from analysis.findings.repetition import RULES as REPETITION
from analysis.findings.rule import Flag, NotChecked, PanelRule, Rule, Span
from analysis.findings.shares import RULES as SHARES
from analysis.findings.terms_in_time import RULES as TERMS_IN_TIME
from analysis.findings.totals import RULES as TOTALS
from analysis.findings.years import RULES as YEARS
from analysis.reading.places import PLACE_LEVELS
from analysis.reading.report import Row

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
#: Rules on two reports of one issuer.
PANEL_RULES: tuple[PanelRule, ...] = REPEATED_NUMBERS
#: One cause, one finding: what the first rule flags, the others do not flag again where spans overlap.
SILENCES: Mapping[str, tuple[str, ...]] = {
    "N01": ("N02",),
    "D04": ("P03",),
    "D08": ("D06", "D07"),
}

Checked = tuple[list[Row], list[Row]]


def check_report(coded: CodedReport, rules: Sequence[Rule] = RULES) -> Checked:
    """Return the rows of tables `findings` and `checks` for a report, with source offsets."""
    flagged: dict[str, list[Flag]] = {}
    reasons: dict[str, str] = {}
    for one in rules:
        try:
            flags = list(one.check(coded))
        except NotChecked as error:
            reasons[one.id] = str(error)
        else:
            if flags:
                flagged[one.id] = sorted(flags, key=lambda flag: flag.span)
    findings, checks, report_id = [], [], coded.report_id
    for one in rules:
        flags = _unsaid(one.id, flagged) if one.id in flagged else ()
        for flag in flags:
            findings.append(_row(report_id, one, flag))
        checks.append(_outcome(report_id, one, flags, reasons.get(one.id)))
    return findings, checks


def check_panel(reports: Iterable[CodedReport], rules: Sequence[PanelRule] = PANEL_RULES) -> Checked:
    """Return the rows of tables `findings` and `checks` that compare reports of one issuer on successive years.

    Findings stand in the later report; every report gets a row of `checks` for each rule.
    """
    reports = list(reports)
    earlier = year_before(reports) if rules else {}
    findings, checks = [], []
    for coded in reports:
        for one in rules:
            flags, reason = [], None
            if coded in earlier:
                flags = sorted(one.check(earlier[coded], coded), key=lambda flag: flag.span)
            else:
                reason = (
                    "the name of the place is that of several"
                    if one_of_several(coded.metadata)
                    else "the corpus has no report of this issuer on the year before"
                )
            findings += [_row(coded.report_id, one, flag) for flag in flags]
            checks.append(_outcome(coded.report_id, one, flags, reason))
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


def year_before(reports: Iterable[CodedReport]) -> dict[CodedReport, CodedReport]:
    """Return for each report that of the same issuer on the year before, where there is one.

    A report whose place may be one of several has none, and is none. Reports under one name that state
    different places are not of one issuer.
    """
    issued: dict[tuple, list[CodedReport]] = {}
    for coded in reports:
        fields = coded.metadata
        place = fields["division_code"] if fields["level"] != "department" else None
        if coded.reporting_year and (place or fields["issuer"]) and not one_of_several(fields):
            key = fields["level"], place or fields["issuer"], coded.reporting_year
            issued.setdefault(key, []).append(coded)
    earlier = {}
    for (level, issuer, year), panel in issued.items():
        before = issued.get((level, issuer, year - 1), ())
        for later in panel:
            same = [one for one in before if _agree(one, later)]
            if same and all(_agree(one, same[-1]) for one in same):
                earlier[later] = same[-1]
    return earlier


def _agree(one: CodedReport, other: CodedReport) -> bool:
    """Tell whether two reports under one name state no different places."""
    code = one.metadata.get("division_code")
    if code and code == other.metadata.get("division_code"):
        return True  # its name may have changed
    stated = [
        (one.metadata.get(level), other.metadata.get(level)) for level in ("division_code", *PLACE_LEVELS)
    ]
    return all(not first or not second or first == second for first, second in stated)


def _unsaid(identifier: str, flagged: Mapping[str, list[Flag]]) -> list[Flag]:
    """Return the flags of a rule that no flag of a rule before it in `SILENCES` has told already."""
    said = [
        flag.span
        for louder, silenced in SILENCES.items()
        if identifier in silenced
        for flag in flagged.get(louder, ())
    ]
    return [flag for flag in flagged[identifier] if not any(_overlap(flag.span, span) for span in said)]


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _outcome(report_id: str, one: Rule | PanelRule, flags: Sequence[Flag], reason: str | None) -> Row:
    outcome = "not checked" if reason else "found" if flags else "clear"
    return {"report_id": report_id, "rule": one.id, "outcome": outcome, "reason": reason}


def _row(report_id: str, one: Rule | PanelRule, flag: Flag) -> Row:
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
