"""Which body reports: read from title, signature and lead, never from the host of the page.

The addressee and the superiors in whose guidance the lead puts the year are not the issuer. Of the forms in
which its name is printed the fullest one is kept; 我局 or 我镇 alone give a level, but no name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from analysis.reading.bodies import Body, body_at
from analysis.reading.mentions import (
    DEPARTMENT_SELF,
    Mention,
    body_mentions,
    byline_mentions,
    find_self_reference,
    label_mentions,
    lead_mentions,
    signature_mentions,
    start_of,
    title_mentions,
)
from analysis.reading.page import Page
from analysis.reading.places import Divisions, short_name
from analysis.reading.quotations import QUOTED
from analysis.reading.unpadded import Unpadded

BODY_READ = 6000
# 市城管局 is the 城管局 of its city; 市场 and 乡村 are words.
_TIER_SIGN = re.compile("^[省市州盟县区旗镇乡](?![场容政域村镇])(?=..)")
_OWN_ORGAN = re.compile("人民政府(?!办公|研究|参事)|办事处")
_PARTS = re.compile("[、，：；]")
# The committee or government in whose guidance the lead puts the year.
_GUIDED = re.compile("在([^，。；]{2,12}?(?:委|政府))")


class Issuer(NamedTuple):
    """Who reports.

    Attributes
    ----------
    mention : Mention or None
        The fullest printed form of the name.
    places : tuple of str
        The longest chain of places under which the name is printed anywhere.
    partners : tuple of str
        Bodies that report jointly, usually the Party side.
    self_reference : str or None
        What the text calls its author: 局 for 我局, 镇 for 我镇.
    superiors : tuple of str
        Places whose committees or governments the page addresses or puts above the author.
    """

    mention: Mention | None = None
    places: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    self_reference: str | None = None
    superiors: tuple[str, ...] = ()
    regions: tuple[Unpadded, ...] = ()


def find_issuer(page: Page, lead: Unpadded, divisions: Divisions) -> Issuer:
    """Return who reports, by title, signature, lead, metadata labels and body, in this order."""
    titles = [
        start_of(page, copy)
        for copy in dict.fromkeys([*([page.title] if page.title else []), *page.title_copies])
    ]
    opening = Unpadded.of(
        page.view, page.body.start, min(page.body.end, page.body.start + BODY_READ), lines=True
    )
    self_reference = find_self_reference(opening.text) or find_self_reference(
        "\n".join(region.text for region in titles)
    )

    mentions = [mention for region in titles for mention in title_mentions(region, divisions)]
    mentions += signature_mentions(page, divisions)
    mentions += lead_mentions(lead, divisions)
    # A byline gives a name that is known its full form; alone it must agree with the text.
    mentions += byline_mentions(page, divisions) if mentions else []
    if not mentions:
        mentions = label_mentions(page, divisions, self_reference)
    if not mentions:
        mentions = body_mentions(opening, divisions, self_reference)
    superiors = tuple(dict.fromkeys(find_superiors(page, lead, divisions)))
    core = next((mention for mention in mentions if mention.body.kind != "party"), None) or next(
        iter(mentions), None
    )
    issuer = Issuer(self_reference=self_reference, superiors=superiors, regions=(*titles, lead, opening))
    if core is None:
        return issuer
    if self_reference in DEPARTMENT_SELF and core.role == "lead" and core.body.kind == "government":
        # 我局 in a text whose lead names only the place: the place tells the tier, not the name.
        return issuer._replace(superiors=(*superiors, *core.body.places))
    same = [mention for mention in mentions if _same_body(mention.body, core.body)]
    places = max((mention.body.places for mention in same), key=len)
    official = any(mention.body.official for mention in same)
    same += _further_forms(
        core.body, {*places, *superiors}, issuer.regions[:-1] if official else issuer.regions
    )
    fullest = max(
        same, key=lambda mention: (mention.body.official, len(mention.body.text), mention.role == "title")
    )
    partners = [
        mention.printed
        for mention in mentions
        if mention.role == core.role
        and mention.region == core.region
        and not _same_body(mention.body, core.body)
    ]
    return issuer._replace(
        mention=fullest,
        places=max(places, fullest.body.places, key=len),
        partners=tuple(dict.fromkeys(partners)),
    )


def find_superiors(page: Page, lead: Unpadded, divisions: Divisions) -> Iterator[str]:
    """Yield the places of the addressee, and of the committees under whose guidance the lead puts the year."""
    if page.salutation:
        region = start_of(page, page.salutation)
        for part in _PARTS.split(region.text):
            body = body_at(part, 0, divisions)
            if body:
                yield from body.places
    for match in _GUIDED.finditer(lead.text):
        body = body_at(match[1], 0, divisions, running=True)
        if body and body.kind in {"party", "government"} and body.places:
            yield from body.places


def _same_body(one: Body, other: Body) -> bool:
    """Tell whether two names mean one body: the same innermost place, and the same department if any."""
    places = [
        short_name(body.places[-1]) or body.places[-1] if body.places else None for body in (one, other)
    ]
    if one.kind == other.kind == "department":
        organs = [body.organ if body.places else _TIER_SIGN.sub("", body.organ) for body in (one, other)]
        shorter, longer = sorted(organs, key=len)
        return (longer.endswith(shorter) or _abbreviates(shorter, longer)) and (
            None in places or places[0] == places[1]
        )
    return one == other or ({one.kind, other.kind} <= {"government", "area"} and places[0] == places[1])


def _abbreviates(short: str, name: str) -> bool:
    """Tell whether a name is a contraction of another, sign by sign in its order: 人社局."""
    signs = iter(name)
    return (
        len(short) > 2
        and (short[0], short[-1]) == (name[0], name[-1])
        and all(sign in signs for sign in short)
    )


def _further_forms(core: Body, places: Iterable[str], regions: Iterable[Unpadded]) -> list[Mention]:
    """Return fuller forms of a government's name that stand elsewhere in title, lead or body."""
    if core.kind != "government" or not core.places:
        return []
    own = core.places[-1]
    others = [place for place in sorted(places) if place != own]
    forms = []
    for region in regions:
        if own + "人民政府" not in region.text and own + "办事处" not in region.text:
            continue
        text = QUOTED.sub(lambda quoted: "\0" * len(quoted[0]), region.text)
        for start, end, prefix, organ in _with_organ(text, own, others):
            above_it = tuple(place for place in core.places[:-1] if place in prefix)
            above_it = above_it or tuple(place for place in others if place in prefix)
            body = Body(start, end, end, text[start:end], (*above_it, own), "government", organ)
            forms.append(Mention(body, region, "text"))
    return forms


def _with_organ(text: str, own: str, others: Iterable[str]) -> Iterator[tuple[int, int, str, str]]:
    """Yield where a place stands with its organ: start, end, the other places before it, and the organ."""
    above = "|".join(re.escape(place) for place in others if place in text)
    if above:
        prefix = f"(?:(?:{above})(?:人民政府)?)*"
        for match in re.finditer(f"({prefix}){re.escape(own)}({_OWN_ORGAN.pattern})", text):
            yield match.start(), match.end(), match[1], match[2]
        return
    # To compile a pattern for one report costs more than to look for the name.
    start = text.find(own)
    while start >= 0:
        organ = _OWN_ORGAN.match(text, start + len(own))
        if organ:
            yield start, organ.end(), "", organ[0]
        start = text.find(own, organ.end() if organ else start + 1)
