"""The words of many texts counted at once, as a sparse matrix.

Most words have up to four characters and are counted as numbers, of sixteen bits a character: the strings that an
engine returns are looked at for their length alone. Longer words, and rare characters, get numbers of their own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, count, pairwise

import numpy as np
from scipy.sparse import csr_array

from analysis.coding.passages import GAP
from analysis.coding.words import Cut, rare_characters, runs_of
from analysis.reading.code_points import text_of

#: Characters of a word that is its own number, and the bits of each.
LENGTH, BITS = 4, 16
WHOLE = (1 << BITS * LENGTH) - 1
#: The bits that stay of four characters where a word has none, one, two ... of them: the first stand highest, so that
#: numbers are ordered as words are.
OWN = np.array([-1 << BITS * (LENGTH - length) & WHOLE for length in range(LENGTH + 1)], dtype=np.uint64)
#: The number of the first other word: above those of all characters that are cut.
OTHERS = 0xFFFF << BITS * (LENGTH - 1)
GAP_NUMBER = ord(GAP) << BITS * (LENGTH - 1)


@dataclass(frozen=True)
class Counts:
    """How often each of some strings occurs in each of some texts.

    Attributes
    ----------
    columns : list of str
        The strings, sorted.
    matrix : csr_array
        One row a text, one column a string; whole numbers.
    """

    columns: list[str]
    matrix: csr_array


def count_forms(forms: Iterable[str], cut: Cut) -> Counts:
    """Return how often each word occurs in each of some texts.

    The same as :func:`analysis.coding.words.count_form` of each.

    Parameters
    ----------
    forms : iterable of str
        Texts of the matching view; each may be several, joined by :data:`analysis.coding.passages.GAP`.
    cut : callable
        See :func:`analysis.coding.words.tokenizer`; no word has more than 255 characters.
    """
    others: defaultdict[str, int] = defaultdict(count(OTHERS).__next__)
    rows = list(map(np.sort, _numbered([_cut(form, cut) for form in forms], others)))
    ends = np.cumsum([0, *map(len, rows)])
    tokens = np.concatenate([np.empty(0, dtype=np.uint64), *rows])
    # Where a word of a text stands first: those like it follow.
    first = np.append(True, tokens[1:] != tokens[:-1])[: len(tokens)]
    first[ends[ends < len(tokens)]] = True
    firsts = np.flatnonzero(first)
    numbers, columns = np.unique(tokens[firsts], return_inverse=True)
    words = _strings(numbers, list(others))

    order = sorted(range(len(words)), key=words.__getitem__)
    place = np.empty(len(words), dtype=np.int64)
    place[order] = np.arange(len(words))
    matrix = csr_array(
        (np.diff(firsts, append=len(tokens)), place[columns], np.searchsorted(firsts, ends)),
        shape=(len(rows), len(words)),
    )
    gaps = int(numbers.size and numbers[0] == GAP_NUMBER)
    return Counts([words[one] for one in order][gaps:], matrix[:, gaps:])


def _cut(form: str, cut: Cut) -> tuple[np.ndarray, np.ndarray, list[str]]:
    """Return the code points that were cut, gaps included, the length of each word of them, and the rare characters."""
    codes, rest = runs_of(form)
    lengths = np.frombuffer(bytes(map(len, cut(text_of(codes)))), dtype=np.uint8)
    return codes, lengths, rare_characters(rest)


def _numbered(
    texts: Sequence[tuple[np.ndarray, np.ndarray, list[str]]], others: defaultdict[str, int]
) -> Iterator[np.ndarray]:
    """Yield the numbers of the words of each text, gaps included, the rare characters last."""
    codes = np.concatenate([np.empty(0, dtype="<u4"), *[own for own, _, _ in texts]])
    lengths = np.concatenate([np.empty(0, dtype=np.uint8), *[own for _, own, _ in texts]])
    starts = np.cumsum(lengths, dtype=np.int64) - lengths
    characters = np.append(codes, np.zeros(LENGTH - 1, dtype="<u4")).astype(">u2")
    fours = np.ndarray(len(codes), ">u8", characters, strides=characters.strides)
    numbers = fours[starts] & OWN.take(lengths, mode="clip")
    long = np.flatnonzero(lengths > LENGTH)
    spans = zip(starts[long].tolist(), lengths[long].tolist(), strict=True)
    numbers[long] = [others[text_of(codes[start : start + length])] for start, length in spans]
    ends = accumulate([len(own) for _, own, _ in texts], initial=0)
    for (first, behind), (_, _, rare) in zip(pairwise(ends), texts, strict=True):
        own = numbers[first:behind]
        yield np.append(own, np.array([others[one] for one in rare], dtype=np.uint64)) if rare else own


def _strings(numbers: np.ndarray, others: list[str]) -> list[str]:
    """Return the words of sorted numbers, of which the last are those of other words."""
    own = numbers[: len(numbers) - len(others)].astype(">u8").view(">u2").reshape(-1, LENGTH)
    return own.astype("<u4").view(f"<U{LENGTH}").ravel().tolist() + others
