"""Rows of table `statements`: stated problems, reasons, plans, cures and suggestions, one row for each item.

1. Where: problems in the parts on shortcomings (content item 2), plans in those on the next year (item 4), reasons,
   rectification and suggestions where a heading or the first words of a sentence turn to them. A report without
   such a part is read from the paragraph of its second half that turns to shortcomings, or to the next year.
2. One row for each enumerated item of the lowest level; a numbered heading without items of its own is one row,
   with its paragraph. Where nothing is enumerated, one row for each sentence (or semicolon) that names a problem or
   arranges something. Beside an enumeration, its introduction and closing words are no statements.
3. A row reaches from the enumerator to the end of the item. Rows of one kind never overlap. A cause, or a plan,
   stated within the item of a problem is a row of its own within that of the problem.
4. `type`: the ids of all types with a cue in the item, that of the earliest first; of an item without a cue, those
   of its heading. What a problem's own cause says is left aside while anything else is left.
5. `cause_given`: a cause is stated within the problem's item, or elsewhere for the problems at large.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from analysis.coding.codebook_parts import Codebook, StatementType
from analysis.coding.parts import Statement, stated
from analysis.coding.quick_pattern import QuickPattern
from analysis.coding.statement_types import TypeFinder
from analysis.reading.mapped_text import MappedText
from analysis.reading.page import Section, Sentence

HEDGES = ("hedges_quantity", "hedges_degree")
NEVER = re.compile("(?!)")


def find_statements(
    view: MappedText,
    sections: Sequence[Section],
    sentences: Sequence[Sentence],
    codebook: Codebook,
    report_id: str,
) -> list[dict[str, object]]:
    """Return the rows of table `statements` for a report, with source offsets, in order of the text.

    Parameters
    ----------
    view : MappedText
        The folded text of the report.
    sections, sentences : sequence of Section, of Sentence
        Its parts, with offsets into `view`.
    codebook : Codebook
        Its problem and plan types, and its markers of hedges, reasons and causes from outside.
    report_id : str
        Goes into every row.
    """
    problems, plans, hedges, markers = _finders(codebook)
    external = markers.get("external_attribution", NEVER)
    found = stated(view, sections, sentences, markers.get("reason_markers", NEVER))
    own = _own_causes(found)
    at_large = sum(map(len, own.values())) < sum(one.kind == "reason" for one in found)
    rows = []
    for place, one in enumerate(found, 1):
        kind, lacking = one.kind, one.kind in ("problem", "reason")
        finder = problems if kind in ("problem", "reason", "rectification") else plans
        types = _types(finder, one, own.get(place, ()))
        if kind == "plan" and types and types[0].kind == "suggestion":
            kind = "suggestion"
        start, end = view.span(one.start, one.end)
        rows.append(
            {
                "report_id": report_id,
                "statement_id": str(place),
                "section_id": one.section_id,
                "kind": kind,
                "type": ";".join([found.id for found in types]) or None,
                "hedge": ";".join(_hedges(one.words, hedges)) or None if lacking else None,
                "label": one.label,
                "cause_given": at_large or place in own if kind == "problem" else None,
                "external_cause": external.search(one.words) is not None if kind == "reason" else None,
                "start": start,
                "end": end,
            }
        )
    return rows


@lru_cache(maxsize=8)
def _finders(
    codebook: Codebook,
) -> tuple[TypeFinder, TypeFinder, list[QuickPattern], Mapping[str, QuickPattern]]:
    """Return what finds the types of problems, those of plans, and hedges; and every marker by its name."""
    markers = {name: QuickPattern(one.pattern) for name, one in codebook.problem_markers.items()}
    hedges = [markers[name] for name in HEDGES if name in markers]
    return TypeFinder(codebook.problem_types), TypeFinder(codebook.plan_types), hedges, markers


def _own_causes(found: Sequence[Statement]) -> dict[int, list[Statement]]:
    """Return the causes stated within each problem, by its ordinal."""
    own: dict[int, list[Statement]] = {}
    problem = None
    for place, one in enumerate(found, 1):
        if one.kind == "problem":
            problem = place
        elif one.kind == "reason" and problem and one.end <= found[problem - 1].end:
            own.setdefault(problem, []).append(one)
    return own


def _types(finder: TypeFinder, one: Statement, own_causes: Collection[Statement]) -> list[StatementType]:
    """Return the types of a statement, its own causes left aside while anything else is left."""
    words = one.words
    for cause in own_causes:
        words = words.replace(cause.words, "，", 1)
    found = finder.find(words)
    if not found and own_causes:
        found = finder.find(one.words)
    return found or (finder.find(one.heading) if one.heading else [])


def _hedges(words: str, hedges: Sequence[QuickPattern]) -> list[str]:
    """Return the hedges in the words of a statement, each once, in order of the text."""
    found: dict[str, int] = {}
    for pattern in hedges:
        first: dict[str, int] = {}
        for match in pattern.finditer(words):
            first.setdefault(match[0], match.start())
        found |= first
    return sorted(found, key=found.get)
