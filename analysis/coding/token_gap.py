"""What counting codebook terms on words instead of text would miss."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pandas as pd

from analysis.coding.codebook_parts import Codebook, matching_form
from analysis.coding.lookup import Lookup
from analysis.coding.words import Cut, segment, term_words, tokenizer

COLUMNS = {"term": "str", "theme": "str", "text_n": "int64", "token_n": "int64", "gap": "int64"}


def token_gap(texts: Iterable[str], codebook: Codebook, cut: Cut | None = None) -> pd.DataFrame:
    """Compare how often each exact term stands in texts and how often the borders of words let it be found.

    Parameters
    ----------
    texts : iterable of str
        Sentences as stored.
    codebook : Codebook
        Gives the terms; patterns, and terms with other than Han characters, are left out.
    cut : callable, optional
        From :func:`analysis.coding.words.tokenizer`; by default its default engine, without guessing.

    Returns
    -------
    DataFrame
        Columns term, theme (the first that lists it), text_n (occurrences, whatever their context), token_n
        (those that begin and end where words do, be it as one word or as several), gap (text_n - token_n).
        Terms that do not occur are left out; the largest gap comes first.
    """
    cut = cut or tokenizer()
    terms = term_words(codebook)
    if not terms:
        return pd.DataFrame(columns=list(COLUMNS)).astype(COLUMNS)
    lookup = Lookup(tuple(terms))
    on_text: Counter[str] = Counter()
    on_tokens: Counter[str] = Counter()
    for form in map(matching_form, texts):
        starts, ends = set(), set()
        for start, word in segment(form, cut):
            starts.add(start)
            ends.add(start + len(word))
        for number, start, end in lookup.every(form):
            term = lookup.strings[number]
            on_text[term] += 1
            on_tokens[term] += start in starts and end in ends
    themes = {term.strings[0]: term.theme for term in reversed(codebook.terms) if term.is_exact}
    rows = [(term, themes[term], n, on_tokens[term], n - on_tokens[term]) for term, n in on_text.items()]
    rows.sort(key=lambda row: (-row[4], -row[2], row[0]))
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)
