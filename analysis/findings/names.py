"""P01 to P03: instruments named after their repeal, under the wrong kind, or with a misprint."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from analysis.coding.citations import KIND_OF_TITLE
from analysis.coding.coded_report import CodedReport
from analysis.coding.instruments import (
    YEARS,
    Instrument,
    load_instruments,
    loose_key,
    strict_key,
    unverified,
)
from analysis.findings.body_text import quote
from analysis.findings.rule import Flag, rule
from analysis.findings.time_frame import covered_year

#: What is law; a faded plan is the matter of D11.
IN_FORCE_OR_NOT = ("law", "regulation", "party_rule", "normative")


@rule("P01", "superseded law as current", "warning")
def superseded(coded: CodedReport) -> Iterator[Flag]:
    """Flag a law that is studied, applied or cited as if in force after the year of its repeal."""
    year = covered_year(coded)
    for row in _cited(coded, "outdated"):
        if row["kind"] in IN_FORCE_OR_NOT:
            law = _instrument(row)
            yield Flag(
                f"{quote(row['printed'])} was superseded by 《{law.superseded_by}》 on {law.superseded_from}"
                f"{unverified(law.check)}; the report covers {year}",
                (row["start"], row["end"]),
            )


@rule("P02", "law that never existed under that name", "notice")
def wrong_kind(coded: CodedReport) -> Iterator[Flag]:
    """Flag a title that names the wrong kind of instrument: 条例 where there is a 法."""
    for row in _cited(coded, "corrupt"):
        printed, official = _kind(row["printed"]), _kind(row["canonical"])
        if printed and official and printed != official:
            yield Flag(
                f"there is no {quote(row['printed'])}; the instrument of that name is 《{row['canonical']}》",
                (row["start"], row["end"]),
            )


@rule("P03", "misprinted official title or range", "notice")
def misprint(coded: CodedReport) -> Iterator[Flag]:
    """Flag an official title with a wrong character or two, or with wrong years."""
    for row in _cited(coded, "corrupt", "variant"):
        if not row["marked"] or _kind(row["printed"]) != _kind(row["canonical"]):
            continue
        law = _instrument(row)
        printed = YEARS.search(strict_key(row["printed"]))
        misspelt = loose_key(row["printed"]) not in {loose_key(name) for name in law.names}
        if row["status"] == "corrupt" and misspelt and not _pairs_lost(row):
            yield Flag(
                f"{quote(row['printed'], 40)} differs in a character or two from 《{law.canonical}》",
                (row["start"], row["end"]),
            )
        elif row["status"] == "variant" and printed and law.years != (int(printed[1]), int(printed[2])):
            yield Flag(
                f"{quote(row['printed'], 40)} has the years {printed[1]}—{printed[2]}; the title is 《{law.canonical}》",
                (row["start"], row["end"]),
            )


def _cited(coded: CodedReport, *statuses: str) -> Iterator[Mapping[str, object]]:
    return (row for row in coded.citations if row["canonical"] and row["status"] in statuses)


def _instrument(row: Mapping[str, object]) -> Instrument:
    return load_instruments().by_name[strict_key(row["canonical"])]


def _kind(title: str) -> str | None:
    found = KIND_OF_TITLE.search(strict_key(title))
    return found[1] if found else None


def _pairs_lost(row: Mapping[str, object]) -> bool:
    """Tell whether it is the marks of a title that are wrong, not its words."""
    return "mark" in (row["reason"] or "") or "dash" in (row["reason"] or "")


RULES = (superseded, wrong_kind, misprint)
