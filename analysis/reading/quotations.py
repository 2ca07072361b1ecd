"""Titles in 《》 and words in “”: what a text quotes, which is not what it says itself."""

from __future__ import annotations

import re

# One kind at a time: a pattern that begins with a literal is found fast.
_KINDS = (re.compile("《[^》]{0,120}》"), re.compile("“[^”]{0,80}”"))
QUOTED = re.compile("|".join(kind.pattern for kind in _KINDS))


def unquoted(text: str) -> str:
    """Return a text without its quotations."""
    spans = sorted(quotation.span() for kind in _KINDS for quotation in kind.finditer(text))
    if not spans:
        return text
    pieces, last = [], 0
    for start, end in spans:
        if start < last:
            # Where quotations overlap, the first one counts.
            return QUOTED.sub("", text)
        pieces.append(text[last:start])
        last = end
    return "".join([*pieces, text[last:]])
