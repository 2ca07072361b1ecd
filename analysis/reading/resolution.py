"""What the printed names of one place mean by the division table: one division, several, or none.

A name alone seldom fixes a place: some 3,000 township names are used in more than one province. So a name is
resolved with the parents the text states, in the year the report covers, and to one division only if exactly
one is left. Names that the table does not hold (invented, newer, misprinted) keep the level their suffix gives.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from analysis.reading.places import PLACE_LEVELS, Division, Divisions, suffix_level

CANDIDATES_SHOWN = 20


@dataclass(frozen=True)
class Place:
    """What the names of an issuer say about where it is.

    Attributes
    ----------
    names : dict of str to str
        Level to name.
    rules : dict of str to str
        Level to the rule that gave the name: `stated` or `division table`.
    level : str or None
        Level of the innermost name.
    code : str or None
        Code of the innermost name, when exactly one division is meant.
    candidates : tuple of str
        ``code path`` of every division an ambiguous name may mean.
    notes : tuple of str
        What a reader of the fields should know.
    """

    names: dict[str, str] = field(default_factory=dict)
    rules: dict[str, str] = field(default_factory=dict)
    level: str | None = None
    code: str | None = None
    candidates: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def resolve(
    chain: Sequence[str],
    divisions: Divisions,
    parents: Sequence[str] = (),
    hints: Iterable[Iterable[str]] = (),
    year: int | None = None,
) -> Place:
    """Resolve the names of one place by the division table.

    Parameters
    ----------
    chain : sequence of str
        The names as printed together, outermost first: ``("青榆县", "柳渡镇")``.
    parents : sequence of str
        Names stated elsewhere as what the place belongs to (addressee, committee that leads).
    hints : iterable of iterables of str
        Other names in the text, in groups from strong to weak; a group is asked for only while more than one
        division is left. Hints choose among candidates; they never exclude the only one.
    year : int or None
        Names are taken as they were in this year, where the table holds them for it.
    """
    if not chain:
        return Place()
    *above, own = chain
    rows = divisions.named(own)
    known = bool(rows)
    rows, notes = _in_year(rows, year)
    for parent in above:
        rows = [row for row in rows if _belongs(row, parent, divisions)]
    if not above:
        for parent in parents:
            kept = [row for row in rows if _belongs(row, parent, divisions)]
            # An addressee that is unknown, or that has no such place under it, tells that another place is meant.
            rows = kept if kept or _is_above(parent, own, divisions) else rows
    # A city without counties may stand in the table a second time, below itself.
    codes = {row.code for row in rows}
    rows = [row for row in rows if row.parent not in codes]
    if len(rows) > 1:
        rows, notes = _choose(rows, hints, divisions, notes)
    if len({row.code for row in rows}) == 1:
        return _resolved(rows[-1], chain, divisions, year, notes)
    if rows:
        return _ambiguous(rows, chain, divisions, year, notes)
    if known:
        notes = ("the division table has the name, but not under the parent the text states",)
    return _printed(chain, divisions, parents, hints, year, notes)


def _choose(
    rows: list[Division], hints: Iterable[Iterable[str]], divisions: Divisions, notes: tuple[str, ...]
) -> tuple[list[Division], tuple[str, ...]]:
    """Keep the rows that most names of the first group of hints that tells them apart speak for."""
    for group in hints:
        names = list(dict.fromkeys(group))
        support = {row: [name for name in names if _belongs(row, name, divisions)] for row in rows}
        most = max(map(len, support.values()))
        kept = [row for row in rows if len(support[row]) == most]
        if most and len(kept) < len(rows):
            rows, notes = kept, (*notes, f"chosen by {'、'.join(support[kept[0]])}")
        if len({row.code for row in rows}) == 1:
            break
    return rows, notes


def _in_year(rows: list[Division], year: int | None) -> tuple[list[Division], tuple[str, ...]]:
    """Keep the rows that hold in the year of the report (or the next, when it is written)."""
    now = [row for row in rows if (row.valid_to is None if year is None else row.holds_in(year))]
    if not now and year is not None:
        now = [row for row in rows if row.holds_in(year + 1) or row.holds_in(year - 1)]
    if now or not rows:
        return now, ()
    spans = sorted({f"{row.valid_from or 'earlier'}-{row.valid_to or 'later'}" for row in rows})
    return rows, (f"the division table lists the name for other years only: {', '.join(spans)}",)


def _belongs(row: Division, parent: str, divisions: Divisions) -> bool:
    code = row.parent
    while code:
        if parent in divisions.names_of(code):
            return True
        above = divisions.coded(code)
        code = above.parent if above else ""
    return False


def _is_above(parent: str, own: str, divisions: Divisions) -> bool:
    """Tell whether a place like `own` directly hangs on one like `parent`; an unknown city counts as a county."""
    above = {row.level for row in divisions.named(parent)} or {suffix_level(parent) or "county"}
    inner = {row.level for row in divisions.named(own)}
    return (above, inner) in (({"county"}, {"township"}), ({"prefecture"}, {"county"}))


def _label(path: Sequence[Division]) -> str:
    return f"{path[-1].code} {'/'.join(division.name for division in path)}"


def _resolved(
    row: Division, chain: Sequence[str], divisions: Divisions, year: int | None, notes: tuple[str, ...]
) -> Place:
    path = divisions.path(row, year)
    names = {division.level: division.name for division in path}
    rules = {level: "stated" if name in chain else "division table" for level, name in names.items()}
    if row.name not in chain:
        rules[row.level] = "stated"
        notes = (*notes, f"printed {chain[-1]}")
    return Place(names, rules, row.level, row.code, (), notes)


def _ambiguous(
    rows: list[Division], chain: Sequence[str], divisions: Divisions, year: int | None, notes: tuple[str, ...]
) -> Place:
    """Keep what all candidates share, and list them."""
    paths = sorted({divisions.path(row, year) for row in rows}, key=lambda path: path[-1].code)
    names: dict[str, str] = {}
    for level in PLACE_LEVELS:
        shared = {next((row.name for row in path if row.level == level), None) for path in paths}
        if len(shared) == 1 and (name := shared.pop()):
            names[level] = name
    rules = {level: "stated" if name in chain else "division table" for level, name in names.items()}
    levels = {row.level for row in rows}
    level = levels.pop() if len(levels) == 1 else None
    shown = tuple(_label(path) for path in paths[:CANDIDATES_SHOWN])
    if len(paths) > len(shown):
        notes = (*notes, f"{len(paths)} candidates, the first {len(shown)} listed")
    else:
        notes = (*notes, f"{len(paths)} candidates")
    return Place(names, rules, level, None, shown, notes)


def _printed(
    chain: Sequence[str],
    divisions: Divisions,
    parents: Sequence[str],
    hints: Iterable[Iterable[str]],
    year: int | None,
    notes: tuple[str, ...],
) -> Place:
    """Take an unknown name as printed, at the level of its suffix, with what its parents tell."""
    *above, own = chain
    if not above:
        above = [name for name in parents if suffix_level(name) == "county" or name in divisions][-1:]
    outer = resolve(above, divisions, hints=hints, year=year)
    names, rules = dict(outer.names), dict(outer.rules)
    level = suffix_level(own)
    if level is None and own.endswith("市") and outer.level == "prefecture":
        level = "county"
    if level is None and own.endswith("市") and above and outer.level is None and above[-1].endswith("市"):
        level = "county"
    if outer.level is None and above and above[-1].endswith("市") and level == "county":
        # A city that has counties or districts is a prefecture.
        names["prefecture"], rules["prefecture"] = above[-1], "stated"
    if level is not None:
        if level in names or any(PLACE_LEVELS.index(known) > PLACE_LEVELS.index(level) for known in names):
            names, rules = {}, {}
        names[level], rules[level] = own, "stated"
    return Place(
        names, rules, level, None, outer.candidates, notes or (f"{own} is not in the division table",)
    )
