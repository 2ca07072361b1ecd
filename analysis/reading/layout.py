"""A folded page, taken apart: title, metadata, salutation, body, signature, and the site's own lines."""

from __future__ import annotations

from analysis.reading.lines import lines_before, lines_from, passage, split_lines
from analysis.reading.mapped_text import MappedText
from analysis.reading.opening import MOST_LINES, read_head
from analysis.reading.page import Page
from analysis.reading.tail import between_paragraphs, read_tail

# Ten times the lines of the longest reports; what follows them is not read, and the page is refused.
LONGEST_PAGE = 10_000


def lay_out(view: MappedText) -> Page:
    """Part the folded text of a page into what belongs to the document and what to the site.

    Labels are read before their lines are set aside. What the foot of the page states counts only where
    its head is silent.
    """
    lines = split_lines(view, most=LONGEST_PAGE + 1)
    head = read_head(view, lines[: MOST_LINES + 1])
    following = lines_from(view, lines, head.body_start) if len(lines) <= LONGEST_PAGE else None
    lines = following or split_lines(view, head.body_start, most=LONGEST_PAGE + 1)
    unread = [passage(view, line.start, len(view.text)) for line in lines[LONGEST_PAGE:]]
    lines = lines[:LONGEST_PAGE]
    tail = read_tail(view, lines)
    body = passage(view, head.body_start, max(head.body_start, tail.body_end))
    inside = between_paragraphs(view, lines, tail.body_end)
    furniture = sorted([*head.furniture, *inside, *tail.furniture, *unread], key=lambda part: part.start)
    aside = {part.start for part in furniture}
    return Page(
        view=view,
        body=body,
        title=head.title,
        title_copies=tuple(head.copies),
        labels=tail.labels | head.labels,
        furniture=tuple(furniture),
        salutation=head.salutation,
        signature=tuple(tail.signature),
        overlong=bool(unread),
        lines=[line for line in lines_before(view, lines, body.end) if line.start not in aside],
    )
