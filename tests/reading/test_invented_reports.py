"""Some hundred invented reports of every level and shape, read from end to end, against their known answers."""

from __future__ import annotations

import re

import pytest
from invented import Invented, invent, odd_blanks, read

from analysis.reading.normalise import fold_characters

SEEDS = range(300)
FORMS = {
    "as is": lambda report: report.text,
    "odd blanks": lambda report: odd_blanks(report.text, report.seed),
}


def _plain(value: object) -> object:
    """Width of marks is the site's, not the report's."""
    marks = str.maketrans(",():;", "，（）：；")
    return re.sub(" ", "", fold_characters(value)).translate(marks) if isinstance(value, str) else value


def _differences(report: Invented, form: str) -> dict[str, tuple[object, object]]:
    reading = read(FORMS[form](report))
    found = reading.fields | {"is_report": reading.is_report}
    found["headings"] = "/".join(str(section.heading) for section in reading.sections if section.depth <= 2)
    wanted = report.answers | {"headings": "/".join(report.headings)}
    return {
        name: (found[name], answer)
        for name, answer in wanted.items()
        if _plain(found[name]) != _plain(answer)
    }


@pytest.mark.parametrize("form", FORMS)
def test_fields_and_headings(form):
    wrong = {seed: differences for seed in SEEDS if (differences := _differences(invent(seed), form))}
    assert not wrong


def test_the_generator_covers_the_genre():
    reports = [invent(seed) for seed in SEEDS]
    assert {report.answers["level"] for report in reports} >= {
        "province",
        "prefecture",
        "county",
        "township",
        "department",
    }
    untitled = sum(report.answers["title"] is None for report in reports)
    assert 0.35 < untitled / len(reports) < 0.6
    assert {report.answers["reporting_year"] for report in reports} >= set(range(2015, 2026))
    assert any(report.answers["signed_repaired"] for report in reports)
    assert invent(7).text == invent(7).text
