"""Is the text such a report at all? Look-alikes are refused with the kind they are of.

One rule: an identifiable public body reports on its own 法治政府建设 or 依法行政 work over a stated period. What the
title is settles it. A text without a telling title is weighed: what speaks for a report (announcement, topic,
the mandated parts, an author) against what speaks for another kind of text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import islice

from analysis.reading.lookalikes import (
    ASIDE,
    DECISIVE,
    HEAD,
    REPORT_GENRE,
    TOPIC,
    form_reasons,
    on_other_duty,
    opening_reasons,
    title_reasons,
)
from analysis.reading.page import Page, Section
from analysis.reading.quotations import unquoted
from analysis.reading.titles import ANY_TOPIC

# How far the opening reaches: the lead, or without one the first lines of the first section.
OPENING, NO_LEAD, SHORT_LEAD = 400, 200, 40
LONGEST_TITLE, LINES_ABOVE = 200, 4
ENOUGH, DOUBT = 3, 2

_FORMULA = re.compile("现(?:将|就|把|对|向)?[^。！？]{0,90}(?:报告|汇报|总结|通报|述法|公布|公示|公告)?如下")
_SELF = re.compile(
    "[我本](?:省|市|州|盟|县|区|旗|镇|乡|街道|局|厅|委|办|中心|部|院|单位)|全(?:省|市|州|盟|县|区|旗|镇|乡|街道)"
)
_PERIOD = re.compile("[^。]{0,30}20\\d\\d年度?(?:以来|来|，|[一-鿿])")
_TRAIL = re.compile("[>|→»]")
_NO_HEADLINE = re.compile("[。；，]|^(?:[一二三四五六七八九十]、|（[一二三四五六七八九十]）|\\d(?!\\d{3}年))")


def judge(page: Page, sections: Sequence[Section], metadata: Mapping[str, object]) -> tuple[str, str | None]:
    """Return whether the page is such a report, and if not (or not surely) the kind and the reason.

    Parameters
    ----------
    metadata : mapping
        The fields that :func:`~analysis.reading.metadata.read_metadata` returns.

    Returns
    -------
    is_report : {'yes', 'no', 'unsure'}
    refusal : str or None
        ``kind: reason in words``, the kind one of `schemas.REFUSALS`.
    """
    body = page.body.text
    head = body[: 2 * HEAD].replace(" ", "")[:HEAD]
    above = _lines_above(page)
    headlines = _headlines(page, above, head) or _glued_headline(page, body)
    title = next((line for line in headlines if TOPIC.search(line)), headlines[0] if headlines else "")
    plain = unquoted(head)
    formula = _FORMULA.search(plain)
    announced = bool(formula and TOPIC.search(formula[0]))

    lead = sections[0].start - page.body.start if sections else OPENING
    reach = min(lead, OPENING) if lead >= SHORT_LEAD else NO_LEAD
    against = [
        reason
        for line in headlines
        for reason in title_reasons(line, titled=bool(page.title), announced=announced)
    ]
    against += form_reasons(page, body)
    against += opening_reasons("\n".join([*above, head[:reach]]), head, body[-80:])
    worst = max(against, key=lambda reason: reason.weight, default=None)
    if worst and worst.weight >= DECISIVE:
        return "no", f"{worst.kind}: {worst.words}"

    topics = sum(1 for _ in islice(TOPIC.finditer(plain), 2))
    signs = _signs(title, head, plain, topics, sections, metadata)
    if formula:
        signs["an announcement of a report"] = 3 if announced else 2
    if not (topics or TOPIC.search(title)):
        # Any office's year has a period, an author and the same parts: only law in the headings makes it doubtful.
        lawful = any(re.search("法[治制]|依法|执法", section.heading or "") for section in sections)
        signs = {"law in its headings": DOUBT} if lawful else {}
    score = sum(signs.values())
    if worst and score <= worst.weight + 1:
        return "no", f"{worst.kind}: {worst.words}"
    if worst and score < 2 * worst.weight:
        return "unsure", f"{worst.kind}: {worst.words}; but it has {', '.join(signs)}"
    if score >= ENOUGH:
        return "yes", None
    if score == DOUBT:
        return "unsure", f"other_report: of a report it has only {', '.join(signs)}"
    return "no", "other_report: nothing shows that a body reports on its own law-based government"


def _lines_above(page: Page) -> list[str]:
    """Return the lines between title and body that were set aside, without blanks: author, dateline."""
    start = page.title.end if page.title and page.title.end <= page.body.start else 0
    lines = [
        line.text[:LONGEST_TITLE].replace(" ", "").replace("\n", "")
        for line in page.furniture
        if start <= line.start < page.body.start
    ]
    return [line for line in lines if not _TRAIL.search(line)][-LINES_ABOVE:]


def _headlines(page: Page, above: Sequence[str], head: str) -> list[str]:
    """Return the title; without one, the lines on law that may be the title of another kind of text."""
    if page.title:
        return [page.title.text[:LONGEST_TITLE].replace(" ", "").replace("\n", "")]
    first, _, rest = head.lstrip("\n").partition("\n")
    lines = [line for line in ([*above, first] if rest else above) if 4 < len(line) <= 50]
    return [
        line
        for line in lines
        if (ANY_TOPIC.search(line) or on_other_duty(line)) and not _NO_HEADLINE.search(line)
    ]


def _glued_headline(page: Page, body: str) -> list[str]:
    """Return the words before the first blank of a text without title and line breaks, if they may be one."""
    if page.title or "\n" in body[:HEAD]:
        return []
    first = body.partition(" ")[0]
    lawful = ANY_TOPIC.search(first)
    return [first] if 8 < len(first) <= 50 and lawful and not _NO_HEADLINE.search(first) else []


def _signs(
    title: str,
    head: str,
    plain: str,
    topics: int,
    sections: Sequence[Section],
    metadata: Mapping[str, object],
) -> dict[str, int]:
    """Return what speaks for a report, with its weight; `plain` is its head without quotations.

    `topics` is how often, up to two, it names the topic there.
    """
    signs: dict[str, int] = {}
    if TOPIC.search(title):
        if REPORT_GENRE.search(ASIDE.sub("", title)):
            signs["the title of such a report"] = 4
        else:
            signs["the topic in the title"] = 2
    items = {section.item for section in sections if section.depth <= 2} & {1, 2, 3, 4}
    if items:
        signs[f"mandated parts ({len(items)})"] = len(items)
    if topics:
        signs["the topic in its opening"] = topics
    if metadata.get("reporting_year") or _PERIOD.match(plain):
        signs["a stated period"] = 1
    if metadata.get("issuer") or _SELF.search(head):
        signs["an author"] = 1
    return signs
