"""Tables of an invented corpus, small enough to count by hand."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from hypothesis import settings

from analysis.reading.han import count_han
from analysis.schemas import TABLES, table

# The same examples on every run, no clock, nothing written beside the tests.
settings.register_profile("repeatable", deadline=None, derandomize=True, database=None)
settings.load_profile("repeatable")

# term: (theme, weak)
TERMS = {
    "行政执法": ("T06", False),
    "执法检查": ("T06", False),
    "规范化": ("T06", True),
    "普法": ("T11", False),
    "八五普法": ("T11", False),
    "行政复议": ("T08", False),
}

#        report  year  level       code      county    township  issuer      sentences as (section, text)
REPORTS = [
    ("q21", 2021, "county", "990001", "青榆县", None, "青榆县人民政府", [
        ("1", "加强行政执法，开展行政执法培训。"),
        ("1.1", "推进规范化。"),
        ("2", "行政复议能力不足。"),
    ]),
    ("q22", 2022, "county", "990001", "青榆县", None, "青榆县人民政府", [
        ("1", "行政执法规范化水平提高。"),
        ("1.1", "深化普法。"),
        ("1.1", "受理行政复议35件。"),
        ("2", "工作仍有差距。"),
    ]),
    ("l21", 2021, "township", None, "青榆县", "柳渡镇", "柳渡镇人民政府", [
        (None, "现将情况报告如下。"),
        ("1", "落实八五普法，深入普法。"),
    ]),
    ("l22", 2022, "township", None, "青榆县", "柳渡镇", "柳渡镇人民政府", [
        ("1", "广泛普法。"),
        ("1", "开展执法检查、行\n政执法。"),
    ]),
    ("z22", 2022, "department", "990001", "青榆县", None, "青榆县司法局", [
        ("1", "办理行政复议。"),
    ]),
    ("n22", 2022, "county", "990002", "泠川县", None, "泠川县人民政府", []),
    ("w", None, None, None, None, None, None, [("1", "依法行政。")]),
]  # fmt: skip
SECTIONS = [("1", None, 1), ("1.1", "1", 0), ("2", None, 2)]


def make(reports=REPORTS, terms=TERMS) -> SimpleNamespace:
    """Return the tables mentions, sentences, reports, sections of reports given as above."""
    rows = {"reports": [], "sentences": [], "mentions": [], "sections": []}
    for report_id, year, level, code, county, township, issuer, sentences in reports:
        empty = dict.fromkeys(TABLES["reports"].columns)
        rows["reports"].append(
            empty
            | {"report_id": report_id, "reporting_year": year, "level": level, "division_code": code}
            | {"province": county and "澜省", "county": county, "township": township, "issuer": issuer}
            | {"signed_repaired": False, "script": "simplified", "sha256": "0", "is_report": "yes"}
            | {"n_han": 0, "n_sentences": len(sentences)}
        )
        for section_id, parent_id, item in SECTIONS:
            rows["sections"].append(
                {"report_id": report_id, "section_id": section_id, "parent_id": parent_id, "depth": 1}
                | {"number": None, "heading": None, "run_in": False, "item": item}
                | dict.fromkeys(("start", "end", "body_start", "body_end"), 0)
            )
        start = 100
        for number, (section_id, text) in enumerate(sentences, 1):
            place = {"report_id": report_id, "sentence_id": str(number)}
            rows["sentences"].append(
                place
                | {"section_id": section_id, "start": start, "end": start + len(text)}
                | {"n_han": count_han(text), "text": text}
            )
            rows["mentions"] += [place | mention for mention in find(text, start, terms)]
            start += len(text) + 1
    return SimpleNamespace(**{name: table(name, rows[name]) for name in rows})


def find(text, start, terms):
    """Return the mentions of one sentence: longest term first, line breaks within a term allowed."""
    plain = [(i, character) for i, character in enumerate(text) if character != "\n"]
    joined = "".join(character for _, character in plain)
    found, at = [], 0
    while at < len(joined):
        term = max((term for term in terms if joined.startswith(term, at)), key=len, default=None)
        if term is None:
            at += 1
            continue
        theme, weak = terms[term]
        first, last = plain[at][0], plain[at + len(term) - 1][0]
        found.append(
            {"theme": theme, "term": term, "weak": weak, "start": start + first, "end": start + last + 1}
        )
        at += len(term)
    return found


@pytest.fixture(scope="session")
def tables() -> SimpleNamespace:
    """The tables of the invented corpus."""
    return make()


@pytest.fixture(scope="session")
def make_tables():
    """The function that makes such tables."""
    return make
