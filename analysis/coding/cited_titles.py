"""Titles in 《》, which the counts leave out."""

from __future__ import annotations

import re

BRACKETS = re.compile("[《〈<》〉>]")
SIMPLE_TITLE = re.compile("《[^《》]*》")
OPENING = "《〈<"


def title_spans(text: str) -> list[tuple[int, int]]:
    """Return the outermost titles of a text as half-open spans, brackets included.

    Within a title any bracket nests, so that 《关于<办法>的通知》 and the crossed 《关于<办法》> are one
    title each; outside, < and 〈 open nothing. Where brackets do not pair up (an inner one was lost, or the
    sentence is broken) each 《 goes with the next 》.
    """
    spans: list[tuple[int, int]] = []
    opened: list[int] = []
    for bracket in BRACKETS.finditer(text):
        if bracket[0] in OPENING:
            if opened or bracket[0] == "《":
                opened.append(bracket.start())
        elif opened:
            start = opened.pop()
            if not opened:
                spans.append((start, bracket.end()))
    if opened:
        spans += [match.span() for match in SIMPLE_TITLE.finditer(text, opened[0])]
    return spans
