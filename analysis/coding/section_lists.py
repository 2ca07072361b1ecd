"""The numbered sections of a report as lists: what stands below what, and what belongs to one run of numbers.

Sections stand in the order of the text: below a section is what follows it.
"""

from __future__ import annotations

from collections.abc import Sequence

from analysis.reading.numbering import numeral_value
from analysis.reading.page import Section

#: With these a list begins; None is a section without a number.
FIRST_NUMBERS = ("一", "1", None)


def divides(sections: Sequence[Section], at: int) -> bool:
    """Tell whether the section at a place has sections below it."""
    return at + 1 < len(sections) and sections[at + 1].parent_id == sections[at].section_id


def before_last(sections: Sequence[Section], at: int) -> list[Section]:
    """Return the earlier items of the list whose last one the section at a place is; none for any other section.

    A list goes from a first number to the next among the sections below one section. The last one must not be divided.
    """
    parent, number = sections[at].parent_id, sections[at].number
    following = sections[at + 1] if at + 1 < len(sections) else None
    goes_on = following and following.parent_id == parent and following.number not in FIRST_NUMBERS
    earlier: list[Section] = []
    while at and number not in FIRST_NUMBERS and not goes_on:
        at -= 1
        other = sections[at]
        if other.section_id == parent:
            break
        if other.parent_id == parent:
            earlier.append(other)
            number = other.number
    return earlier[::-1]


def enumerator(section: Section, sign: str) -> tuple[str, int] | None:
    """Return family and value of a section's number, the list of which may go on in its paragraph; None for none.

    `sign` is the character that the section begins with. Of the first level only 第一 and the like begin such a list.
    """
    if not section.number or (section.depth == 1 and sign != "第"):
        return None
    if "①" <= sign <= "⑳":
        family = "circle"
    else:
        family = "di" if sign == "第" else {2: "bracket", 3: "dot", 4: "paren"}[section.depth]
    return family, numeral_value(section.number)
