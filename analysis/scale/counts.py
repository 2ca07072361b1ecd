"""Word counts and dictionary counts of many files, without reading their structure: the plain work, done fast.

What a word is, and the form a text is matched in, are those of the tables. Dictionary counts are the codebook's exact
strings by leftmost longest match; its patterns and conditions need sentences, and so the full tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain
from pathlib import Path

import numpy as np
from scipy.sparse import csr_array, vstack

from analysis.coding.codebook_parts import Codebook
from analysis.coding.lookup import Lookup
from analysis.coding.word_counts import Counts, count_forms
from analysis.coding.words import tokenizer
from analysis.reading.normalise import fold
from analysis.scale.workers import Workers

#: A blank beside a character that is not ASCII; folding has left no two in a row.
PADDING = re.compile(" (?:(?![!-~])|(?<![!-~] ))")
#: Files a task holds.
BATCH = 256


def count_files(files: Sequence[Path], codebook: Codebook, hands: Workers) -> tuple[Counts, Counts]:
    """Return the words, and the codebook's exact strings, counted in each of some UTF-8 files.

    The words are those that occur; the strings are all of them, also those that do not.

    Parameters
    ----------
    files : sequence of Path
        The rows of both counts, in this order.
    codebook : Codebook
        Its strings are looked up.
    hands : Workers
        Where the work is done, see :func:`analysis.scale.workers.workers`; the result does not depend on it.
    """
    tasks = [(first, files[first : first + BATCH]) for first in range(0, len(files), BATCH)]
    strings = exact_strings(codebook)
    done = {first: counts for first, *counts in hands.over(_count_batch, strings, tasks)}
    in_order = [done[first] for first, _ in tasks]
    words, terms = ([counts[kind] for counts in in_order] for kind in (0, 1))
    return merged(words), merged(terms)


def exact_strings(codebook: Codebook) -> tuple[str, ...]:
    """Return every string that an exact term of a codebook stands for, sorted."""
    return tuple(sorted({string for term in codebook.terms if not term.pattern for string in term.literals}))


def matching_text(text: str) -> str:
    """Return a text in the matching view, without the way back."""
    return PADDING.sub("", fold(text).text).replace("\n", "")


def merged(parts: Iterable[Counts]) -> Counts:
    """Return counts of some texts below those of others, in one set of columns."""
    parts = list(parts)
    columns = sorted(set().union(*(part.columns for part in parts)))
    place = {string: column for column, string in enumerate(columns)}
    rows = [_widened(part, place) for part in parts]
    return Counts(columns, vstack(rows, format="csr") if rows else csr_array((0, 0), dtype=np.int64))


def _widened(part: Counts, place: dict[str, int]) -> csr_array:
    indices = np.array([place[string] for string in part.columns], dtype=np.int64)[part.matrix.indices]
    shape = (part.matrix.shape[0], len(place))
    return csr_array((part.matrix.data, indices, part.matrix.indptr), shape=shape)


def _count_batch(strings: tuple[str, ...], task: tuple[int, Sequence[Path]]) -> tuple[int, Counts, Counts]:
    first, files = task
    # Step by step, not file by file: each engine finds its tables in the processor's cache.
    forms = [matching_text(file.read_bytes().decode("utf-8")) for file in files]
    return first, count_forms(forms, tokenizer()), _count_strings(forms, strings)


def _count_strings(forms: Sequence[str], strings: tuple[str, ...]) -> Counts:
    """Return how often each of some sorted strings occurs in each text, by leftmost longest match."""
    dictionary = _dictionary(strings)
    found = [dictionary.longest(form) for form in forms]
    indptr = np.cumsum([0, *map(len, found)])
    place = {string: column for column, string in enumerate(strings)}
    indices = np.fromiter(map(place.__getitem__, chain.from_iterable(found)), dtype=np.int64)
    matrix = csr_array((np.ones_like(indices), indices, indptr), shape=(len(forms), len(strings)))
    matrix.sum_duplicates()
    return Counts(list(strings), matrix)


_dictionary = lru_cache(maxsize=2)(Lookup)
