"""The numbers of a report as its rules compare them: each with its range and the words around it.

Text is in the matching view: marks in full width, no blanks.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from analysis.findings.attainable import Range, percentage
from analysis.findings.rule import Span
from analysis.reading.lazy import Lazy

#: Units that count the same things; any other unit is a group of its own.
GROUPS = {
    unit: group
    for group, units in {
        "cases": "件 起 宗 例 件次 桩",
        "persons": "人 名 位",
        "events": "次 场 场次 期 期次",
        "items": "个 项 条 处",
    }.items()
    for unit in units.split()
}
_MARK = re.compile("[，。；：！？（）、]")
DECIMALS = re.compile("(?:\\.|点)([0-9零〇一二三四五六七八九]+)")
OPENS_UP = re.compile("^(?:超|突破|逾|过|至少|最少|不少于|不低于|不得)|以上$")


@dataclass(eq=False)
class Number:
    """A number that measures something.

    Attributes
    ----------
    value : int or Decimal
        A whole number is an int.
    high : int, Decimal or None
        The upper bound of a range.
    unit, kind, qualifier, measures, period : str
        As in table `quantities`; empty instead of none.
    group : str
        What its unit counts; numbers of different groups are never added or divided.
    start, end : int
        Offsets into the text of its sentence.
    places : sequence of (int, int)
        The numbers of its sentence, itself included, as offsets into the text, in order.
    span : (int, int)
        Offsets into the source.
    text : str
        Its sentence.
    joins : Number or None
        The count of the same kind before it in a list.
    """

    value: int | Decimal
    high: int | Decimal | None
    unit: str
    group: str
    kind: str
    qualifier: str
    measures: str
    period: str
    start: int
    end: int
    places: Sequence[Span]
    span: Span
    text: str
    joins: Number | None = None

    @Lazy
    def raw(self) -> str:
        """As printed, without blanks."""
        return self.text[self.start : self.end]

    @Lazy
    def before(self) -> str:
        """The words back to the last mark or number."""
        left = max([end for _, end in self.places if end <= self.start], default=0)
        return _MARK.split(self.text[left : self.start])[-1]

    @Lazy
    def after(self) -> str:
        """The words up to the next mark or number."""
        behind = bisect_left(self.places, (self.end,))
        right = self.places[behind][0] if behind < len(self.places) else len(self.text)
        mark = _MARK.search(self.text, self.end, right)
        return self.text[self.end : mark.start() if mark else right]

    @property
    def decimals(self) -> int:
        """How many decimals are printed of a count or a rate."""
        found = DECIMALS.search(self.raw) if self.kind in ("rate", "count") else None
        return len(found[1]) if found else 0

    @property
    def exact(self) -> bool:
        """Whether it is one whole number without a mark of approximation."""
        return self.qualifier == "exact" and self.high is None and isinstance(self.value, int)

    @Lazy
    def range(self) -> Range:
        """What it may stand for."""
        if self.kind == "rate":
            return percentage(self.value, self.decimals, self.qualifier)
        value = Fraction(self.value)
        if self.high is not None:
            return Range(value, Fraction(self.high))
        if self.qualifier == "exact":
            return Range(value, value)
        if self.qualifier == "at_least" or OPENS_UP.search(self.raw):
            return Range(value, None)
        if self.qualifier == "at_most":
            return Range(Fraction(0), value)
        return Range(max(Fraction(0), value - self.step), value + self.step)

    @property
    def step(self) -> Fraction:
        """One unit of the last digit that is printed and not zero: 10 for 240, 1000 for 3.5万, 0.1 for 3.5."""
        if isinstance(self.value, Decimal):
            return Fraction(10) ** self.value.as_tuple().exponent
        digits = str(self.value)
        return Fraction(10 ** (len(digits) - len(digits.rstrip("0"))) if self.value else 1)

    def meets(self, other: Number) -> bool:
        """Tell whether two counts may stand for the same."""
        if self.exact and other.exact:
            return self.value == other.value
        return self.range.meets(other.range)


@lru_cache(maxsize=4096)
def read_value(canonical: str) -> int | Decimal:
    """Return the value of a plain decimal; a whole number is an int."""
    return Decimal(canonical) if "." in canonical else int(canonical)


def with_list(number: Number) -> Number:
    """Return a count or, where it ends a list (建议18件、提案22件), the sum of the list as one number."""
    together = [number]
    while (one := together[0].joins) is not None:
        together.insert(0, one)
    if len(together) == 1 or not all(one.exact for one in together):
        return number
    total = replace(
        number,
        value=sum(one.value for one in together),
        start=together[0].start,
        measures="、".join(one.measures for one in together),
        span=(together[0].span[0], number.span[1]),
    )
    total.raw = " + ".join(one.raw for one in together)
    return total
