"""The numbered sections of a report as lists: what stands below what, and what belongs to one run of numbers."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.reading.numbering import numeral_value
from analysis.reading.page import Section

#: With these a list begins; None is a section without a number.
FIRST_NUMBERS = ("一", "1", None)


class SectionLists:
    """Sections by their parents, and the list that each belongs to.

    Attributes
    ----------
    children : dict of str or None to list of Section
        The sections below each section, by its id, in order; those of the first level under None.
    """

    def __init__(self, sections: Iterable[Section]):
        self.children: dict[str | None, list[Section]] = {}
        #: For each section, the place among its siblings of the first of its list, and its own.
        self._places: dict[str, tuple[int, int]] = {}
        for section in sections:
            siblings = self.children.setdefault(section.parent_id, [])
            at = len(siblings)
            goes_on = siblings and section.number not in FIRST_NUMBERS
            first = self._places[siblings[-1].section_id][0] if goes_on else at
            self._places[section.section_id] = first, at
            siblings.append(section)

    def before_last(self, section: Section) -> list[Section]:
        """Return the earlier items of the list whose last one a section is; none for any other section."""
        siblings = self.children[section.parent_id]
        first, at = self._places[section.section_id]
        if at + 1 < len(siblings) and self._places[siblings[at + 1].section_id][0] == first:
            return []
        return siblings[first:at]


def enumerator(section: Section, sign: str) -> tuple[str, int] | None:
    """Return family and value of a section's number, the list of which may go on in its paragraph; None for none.

    `sign` is the character that the section begins with.
    """
    if not section.number:
        return None
    if "①" <= sign <= "⑳":
        family = "circle"
    else:
        family = "di" if sign == "第" else {2: "bracket", 3: "dot", 4: "paren"}[section.depth]
    return family, numeral_value(section.number)
