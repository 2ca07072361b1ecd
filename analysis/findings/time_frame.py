"""The frame that rules on time hang on: the reporting year, and the day by which the text was finished."""

from __future__ import annotations

from calendar import monthrange
from typing import NamedTuple

from analysis.coding.coded_report import CodedReport
from analysis.findings.once import once
from analysis.findings.rule import NotChecked, Span


class Finished(NamedTuple):
    """The last day on which the text can have been written, in ISO form, why, and where that stands."""

    day: str
    why: str
    spans: tuple[Span, ...] = ()


def covered_year(coded: CodedReport) -> int:
    """Return the reporting year.

    Raises
    ------
    NotChecked
        When it is unknown: rules on time then stay silent.
    """
    year = coded.reporting_year
    if year is None:
        raise NotChecked("the reporting year is unknown")
    return year


@once
def finished(coded: CodedReport) -> Finished:
    """Return the day of signature; where none is known that of publication, else 31 March of the year after.

    A day of signature that can be read in two ways is not known.

    Raises
    ------
    NotChecked
        When there is neither, nor a reporting year.
    """
    for field in ("signed", "published"):
        value = coded.metadata[field]
        if value:
            return Finished(last_day(str(value)), f"{field} {value}", where(coded, field))
    year = covered_year(coded) + 1
    return Finished(f"{year}-03-31", f"unsigned, so taken to be finished by {year}-03-31")


def where(coded: CodedReport, field: str) -> tuple[Span, ...]:
    """Return where a field of the metadata stands in the source, if it was read there."""
    return tuple(
        coded.report.view.span(one.start, one.end)
        for one in coded.report.evidence
        if one.field == field and one.start is not None
    )


def first_day(day: str) -> str:
    """Return the first day that a year, a month or a day in ISO form can mean."""
    return f"{day}-01-01"[: len("2024-02-19")]


def last_day(day: str) -> str:
    """Return the last day that a year, a month or a day in ISO form can mean."""
    if len(day) == len("2024"):
        return f"{day}-12-31"
    if len(day) == len("2024-02"):
        return f"{day}-{monthrange(int(day[:4]), int(day[5:]))[1]:02}"
    return day
