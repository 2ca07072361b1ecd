"""The fields of table `reports` that are read from the text, each with its evidence.

A field without evidence stays empty; its evidence row then has no value, and its rule says why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from analysis.reading.dates import FoundDate, find_dates, settle
from analysis.reading.issuer import Issuer, find_issuer
from analysis.reading.level import branch_stem, level_of, self_level, subdistrict
from analysis.reading.mentions import DEPARTMENT_SELF, LONGEST_LINE, lead_region
from analysis.reading.page import Evidence, Page, Passage, Section
from analysis.reading.places import PLACE_LEVELS, Divisions, load_divisions
from analysis.reading.resolution import Place, resolve
from analysis.reading.unpadded import Unpadded
from analysis.reading.year import read_year

NOT_STATED = "not_stated"
AMBIGUOUS = "ambiguous"
# Reasons of fields that cannot have a value, unlike those that a text leaves unsaid.
NOT_APPLICABLE = (NOT_A_DEPARTMENT, NONE_NEEDED, BELOW_ISSUER) = (
    "not a department",
    "none needed",
    "below the issuer's level",
)
PUBLISHED_LABELS = ("发布日期", "生成日期", "发文日期", "更新时间")
SIGNED_LABELS = ("成文日期", "发文日期")
HINTS_READ, FURNITURE_READ = 20_000, 50
# Days from 31 December of the reporting year within which reports appear.
EARLIEST, LATEST = -60, 365
_ADDRESSEE_END = re.compile("[：:，,]+$")


def read_metadata(
    page: Page, sections: Sequence[Section], divisions: Divisions | None = None
) -> tuple[dict[str, object], tuple[Evidence, ...]]:
    """Return the fields of `reports` that the text states, and where it states them.

    Parameters
    ----------
    page : Page
        The page, taken apart.
    sections : sequence of Section
        Its headings, in order.
    divisions : Divisions or None
        The division table; by default that of the corpus.

    Returns
    -------
    fields : dict
        ``title, issuer, level, tier, province, prefecture, county, township, division_code, place_candidates,
        reporting_year, published, signed, signed_repaired, addressee, source``.
    evidence : tuple of Evidence
        One row per field, also for empty ones. Offsets are into the folded view.
    """
    divisions = load_divisions() if divisions is None else divisions
    lead = lead_region(page, sections)
    published, signed = _read_dates(page)
    issuer = find_issuer(page, lead, divisions)
    year, year_evidence = read_year(page, sections, lead, signed.value, published.value)
    chain = issuer.places or issuer.superiors[-1:]
    parents = [name for name in issuer.superiors if name not in chain]
    place = resolve(chain, divisions, parents, _hints(page, issuer, divisions), year)
    if issuer.mention and place.level == "prefecture" and (stem := branch_stem(issuer.mention.body)):
        # 澜宁市公安局栖云分局: the district stands without its suffix.
        district = [name for name in (stem, *(stem + suffix for suffix in "区县市旗")) if name in divisions]
        place = resolve([*chain, *district[:1]], divisions, year=year) if len(district) == 1 else place
    issued = {one.field: one for one in _issuer_evidence(issuer, place, lead)}
    evidence = [
        _passage("title", page.title, page, "title of the page"),
        *issued.values(),
        *_place_evidence(issuer, place, issued["tier"].value or issued["level"].value),
        year_evidence,
        _with_distance(published, year),
        signed,
        Evidence(
            "signed_repaired", str("repaired" in signed.rule), signed.rule, None, signed.start, signed.end
        ),
        _passage("addressee", page.salutation, page, "salutation"),
        _passage("source", page.labels.get("来源"), page, "label 来源"),
    ]
    fields: dict[str, object] = {one.field: one.value for one in evidence}
    fields["reporting_year"] = year
    fields["signed_repaired"] = "repaired" in signed.rule
    return fields, tuple(evidence)


def _passage(name: str, passage: Passage | None, page: Page, rule: str) -> Evidence:
    """Return a passage as a field, in the script it is printed in."""
    if passage is None:
        return Evidence(name, None, NOT_STATED)
    printed = passage.text
    if not page.view.simplified and passage.end - passage.start <= LONGEST_LINE:
        region = Unpadded.of(page.view, passage.start, passage.end)
        if region.text == re.sub("[ \n]", "", printed):
            signs = iter(region.printed())
            printed = "".join(sign if sign in " \n" else next(signs) for sign in printed)
    return Evidence(name, _ADDRESSEE_END.sub("", printed), rule, None, passage.start, passage.end)


def _read_dates(page: Page) -> tuple[Evidence, Evidence]:
    """Return the evidence of `published` and `signed`; each may settle what the other leaves open."""
    labelled = {
        label: found
        for label, passage in page.labels.items()
        if (found := _labelled_date(label, passage, page))
    }
    signature = _signature_date(page)
    published_label = next((label for label in PUBLISHED_LABELS if label in labelled), None)
    if published_label == "更新时间" and "成文日期" in labelled:
        published_label = None
    known = {
        one.readings[0] for one in [*labelled.values(), *filter(None, [signature])] if len(one.readings) == 1
    }

    published = Evidence("published", None, NOT_STATED)
    if published_label:
        note = "no publication date: the time of the last change" if published_label == "更新时间" else None
        published = _dated("published", labelled[published_label], known, f"label {published_label}", note)
    signed = Evidence("signed", None, NOT_STATED)
    if "成文日期" in labelled:
        signed = _dated("signed", labelled["成文日期"], known, "label 成文日期")
        if signature and signature.readings != labelled["成文日期"].readings:
            signed = _noted(signed, f"the signature reads {' or '.join(signature.readings)}")
    elif signature:
        signed = _dated("signed", signature, known, "signature")
    elif "发文日期" in labelled:
        signed = _dated("signed", labelled["发文日期"], known, "label 发文日期")
    return published, signed


def _labelled_date(label: str, passage: Passage, page: Page) -> FoundDate | None:
    if label not in {*PUBLISHED_LABELS, *SIGNED_LABELS}:
        return None
    return next(_dates_of(passage, page), None)


def _signature_date(page: Page) -> FoundDate | None:
    found = [one for passage in page.signature for one in _dates_of(passage, page)]
    days = [one for one in found if len(one.readings[0]) == len("2024-02-19")]
    return (days or found or [None])[-1]


def _dates_of(passage: Passage, page: Page) -> Iterator[FoundDate]:
    """Yield the dates of a passage with offsets into the view."""
    text = page.view.text[passage.start : passage.end][:LONGEST_LINE]
    for one in find_dates(text, unmarked=True):
        start, end = passage.start + one.start, passage.start + one.end
        yield FoundDate(start, end, one.readings, one.repaired, one.time)


def _dated(name: str, found: FoundDate, known: set[str], rule: str, note: str | None = None) -> Evidence:
    value = settle(found, known)
    notes = [note] if note else []
    if found.repaired:
        notes.append(f"marks lost; readings: {', '.join(found.readings)}")
    if found.time:
        notes.append(f"time {found.time}")
    rule = AMBIGUOUS if value is None else f"{rule}, repaired" if found.repaired else rule
    return Evidence(name, value, rule, "; ".join(notes) or None, found.start, found.end)


def _noted(one: Evidence, note: str) -> Evidence:
    joined = f"{one.note}; {note}" if one.note else note
    return Evidence(one.field, one.value, one.rule, joined, one.start, one.end)


def _with_distance(published: Evidence, year: int | None) -> Evidence:
    """Note a publication date that is early, or farther from the reporting year than reports appear."""
    if published.value is None or year is None or len(published.value) < len("2024-02-19"):
        return published
    days = (date.fromisoformat(published.value) - date(year, 12, 31)).days
    if not EARLIEST <= days <= LATEST:
        return _noted(published, f"{days} days from the end of the reporting year")
    return _noted(published, "early: within the reporting year") if days <= 0 else published


def _hints(page: Page, issuer: Issuer, divisions: Divisions) -> Iterator[list[str]]:
    """Yield the known places the page names, in groups: superiors; title, lead and labels; body; site lines."""
    yield list(issuer.superiors)
    near = [region.text for region in issuer.regions[:-1]]
    near += [
        page.labels[label].text[:LONGEST_LINE]
        for label in ("来源", "发布机构", "发文机关")
        if label in page.labels
    ]
    near += [passage.text[:LONGEST_LINE] for passage in page.signature]
    yield [name for text in near for name in _known_names(text, divisions)]
    # 浙江省 may stand in a body because its experience is praised; the county a town names is its own.
    body = page.body.text[:HINTS_READ]
    yield [
        name
        for name in _known_names(re.sub("[ \n]", "", body), divisions)
        if any(row.level in {"prefecture", "county"} for row in divisions.named(name))
    ]
    site = "\n".join(line.text[:LONGEST_LINE] for line in page.furniture[:FURNITURE_READ])
    yield _known_names(site, divisions)


def _known_names(text: str, divisions: Divisions) -> list[str]:
    return list(dict.fromkeys(text[start:end] for start, end in divisions.within(text)))


def _issuer_evidence(issuer: Issuer, place: Place, lead: Unpadded) -> Iterator[Evidence]:
    mention = issuer.mention
    if mention is None:
        note = f"calls itself 我{issuer.self_reference}" if issuer.self_reference else None
        yield Evidence("issuer", None, NOT_STATED, note)
        level, tier, rule = self_level(issuer.self_reference, lead.text, issuer.regions[-1].text)
        if level == "department" and tier is None and place.level and issuer.superiors:
            tier = place.level
        yield Evidence("level", level, rule)
        yield Evidence("tier", tier, rule if tier else NOT_STATED)
        return
    level, tier, rule = level_of(mention.body, place, lead.text)
    notes = []
    if issuer.partners:
        notes.append(f"jointly with {'、'.join(issuer.partners)}")
    if dispatched := subdistrict(mention.body, place):
        notes.append("subdistrict")
    if tier == "central":
        notes.append("central body: out of scope")
    note = "; ".join(notes) or None
    yield Evidence("issuer", mention.printed, mention.role, note, *mention.span)
    yield Evidence("level", level, rule, "subdistrict" if dispatched else None, *mention.span)
    yield Evidence("tier", tier, rule if tier else NOT_STATED if level == "department" else NOT_A_DEPARTMENT)


def _place_evidence(issuer: Issuer, place: Place, rank: str | None) -> Iterator[Evidence]:
    """Yield the place of an issuer that is, or whose government is, of this rank."""
    note = "; ".join(place.notes) or None
    span = issuer.mention.span if issuer.mention else (None, None)
    empty = AMBIGUOUS if place.candidates else NOT_STATED
    below = PLACE_LEVELS[PLACE_LEVELS.index(rank) + 1 :] if rank in PLACE_LEVELS else ()
    for level in PLACE_LEVELS:
        name = place.names.get(level)
        if name is None:
            yield Evidence(level, None, BELOW_ISSUER if level in below else empty)
        else:
            stated = place.rules[level] == "stated"
            yield Evidence(level, name, place.rules[level], note, *(span if stated else (None, None)))
    # The code of a superior is not that of a 我镇 without a name; a department has that of its government.
    own = issuer.mention is not None or issuer.self_reference in DEPARTMENT_SELF
    code = place.code if own else None
    yield Evidence("division_code", code, "division table" if code else empty, note)
    candidates = "; ".join(place.candidates) or None
    yield Evidence("place_candidates", candidates, AMBIGUOUS if candidates else NONE_NEEDED, note)
