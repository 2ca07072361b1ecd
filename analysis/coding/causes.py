"""The causes a text states: 由于…, 主要原因是…, 因…导致…"""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.coding.guards import compile_guarded
from analysis.coding.quick_pattern import QuickPattern
from analysis.reading.han import count_han

#: Markers that name a cause and take the rest of the sentence; the others (由于, 因) take a clause.
NAMING = re.compile("原因|在于|根源|源于|归因|归结")
BEFORE = re.compile("(?:(?:究其|主要|具体|根本|客观|主观|深层次|其|的)+)$")
EFFECT = compile_guarded("导致|致使|造成|使得|引发|以致|从而|因此|因而|所以|，使")
SENTENCE_END = re.compile("[。；！？\n]")
CLAUSE_END = re.compile("[，。；！？\n]")
#: 因…引发的纠纷: tells disputes apart, no cause of a shortcoming.
ATTRIBUTE = re.compile("[^，。；、]{1,14}?(?:引发|引起|产生|形成|造成|发生)的(?!(?:原因|问题))")
#: 原因如下, 及其原因: announces causes.
ANNOUNCED = re.compile(
    "[：，]?(?:如下|主要?有(?:以下|[一二三四五几])|有(?:以下|[一二三四五几])|分析|剖析|和|及|、|$)"
)
LEAST = 4


def causes(text: str, marker: QuickPattern) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a text that state a cause, in order, none overlapping.

    A cause that is named (原因是…) reaches to the end of its sentence or semicolon. One that is put before its
    effect (由于…，) reaches to the effect where a word such as 导致 marks that, else to the end of its clause.

    Parameters
    ----------
    text : str
        Text without blanks.
    marker : QuickPattern
        The codebook's words that introduce a reason.
    """
    at = 0
    while found := marker.search(text, at):
        at = found.end()
        naming = NAMING.search(found[0])
        if ATTRIBUTE.match(text, at) if not naming else ANNOUNCED.match(text, at):
            continue
        start = found.start()
        stop = SENTENCE_END.search(text, at)
        end = stop.start() if stop else len(text)
        if naming:
            before = BEFORE.search(text[max(0, start - 12) : start])
            start -= len(before[0]) if before else 0
        else:
            effect = EFFECT.search(text, at, end)
            clause = CLAUSE_END.search(text, at)
            end = effect.start() if effect else (clause.start() if clause else end)
        while end > at and text[end - 1] in "，、：":
            end -= 1
        if count_han(text[at:end]) >= LEAST:
            yield start, end
            at = end
