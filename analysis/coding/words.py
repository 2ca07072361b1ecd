"""Words: Han runs cut by jieba's dictionary, with the engine and its guessing at unknown words stated.

Codebook terms are counted on text. Words serve where words are the question: keyness, collocation, discovery.
"""

from __future__ import annotations

import re
import tempfile
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

import numpy as np

from analysis.coding.codebook_parts import Codebook, matching_form
from analysis.coding.passages import GAP
from analysis.errors import CallError, nearest
from analysis.reading.code_points import code_points, text_of
from analysis.reading.han import HAN, HAN_CHARACTER

ENGINES = ("rjieba", "jieba")
#: What the engines cut: runs of the characters their dictionary covers. Any other Han character is a word.
PIECE = re.compile(f"([一-鿕]+)|[{HAN}]")
#: Frequency that keeps a term whole: far above the product of its parts, small beside the dictionary's 60 million.
TERM_FREQUENCY = 10_000

Cut = Callable[[str], list[str]]


def tokenizer(engine: str = "rjieba", hmm: bool = False, user_words: Mapping[str, int] | None = None) -> Cut:
    """Return a function that cuts a run of the characters 一 to 鿕 into words which join to the run.

    Parameters
    ----------
    engine : {"rjieba", "jieba"}
        The Rust port, about twenty times faster, or the reference. Without guessing they agree on such runs; with it
        they agree on reports, but break ties between equally likely guesses differently (执执执执县).
    hmm : bool
        Whether words outside the dictionary are guessed by jieba's hidden Markov model.
    user_words : mapping of str to int, optional
        Words of such characters to add to the dictionary, with their frequencies (at least 1).

    Raises
    ------
    CallError
        For an unknown engine, a user word with other characters, or a frequency below 1.
    """
    if engine not in ENGINES:
        raise CallError(f"no engine {engine!r}; {nearest(engine, ENGINES)}")
    words = tuple(sorted((user_words or {}).items()))
    for word, frequency in words:
        if not re.fullmatch("[一-鿕]+", word):
            raise CallError(f"user word {word!r} is not all Han characters; only Han runs are segmented")
        if isinstance(frequency, bool) or not isinstance(frequency, int) or frequency < 1:
            raise CallError(
                f"user word {word!r} has frequency {frequency!r}; give a whole number of at least 1"
            )
    return (_rjieba if engine == "rjieba" else _jieba)(hmm, words)


@lru_cache(maxsize=4)
def _rjieba(hmm: bool, words: tuple[tuple[str, int], ...]) -> Cut:
    import rjieba

    engine = rjieba.Jieba()
    for word, frequency in words:
        engine.add_word(word, frequency, "n")
    return lambda run: engine.cut(run, hmm)


@lru_cache(maxsize=4)
def _jieba(hmm: bool, words: tuple[tuple[str, int], ...]) -> Cut:
    with warnings.catch_warnings():
        # The reference still has escape sequences and imports that Python deprecates.
        warnings.simplefilter("ignore")
        import jieba
    jieba.setLogLevel("WARNING")
    engine = jieba.Tokenizer()
    with tempfile.TemporaryDirectory() as private:
        # jieba leaves a cache of its dictionary in the shared temporary folder, where users collide.
        engine.tmp_dir = private
        engine.initialize()
    for word, frequency in words:
        engine.add_word(word, frequency)
    return lambda run: engine.lcut(run, HMM=hmm)


def segment(form: str, cut: Cut) -> Iterator[tuple[int, str]]:
    """Yield the words of a text of the matching view with their offsets in it; only Han characters make words."""
    for piece in PIECE.finditer(form):
        offset = piece.start()
        for word in cut(piece[1]) if piece[1] else [piece[0]]:
            yield offset, word
            offset += len(word)


def count_words(
    texts: Iterable[str],
    engine: str = "rjieba",
    hmm: bool = False,
    user_words: Mapping[str, int] | None = None,
) -> Counter[str]:
    """Return how often each word occurs in texts (sentences as stored); see :func:`tokenizer`.

    Raises
    ------
    CallError
        For an unknown engine, a user word with other characters, or a frequency below 1.
    """
    return count_form(matching_form(GAP.join(texts)), tokenizer(engine, hmm, user_words))


def count_form(form: str, cut: Cut) -> Counter[str]:
    """Return how often each word occurs in texts of the matching view, joined by :data:`GAP`."""
    codes, rest = runs_of(form)
    # One call for all runs: engines cost more by the call than by the character.
    counts = Counter(cut(text_of(codes)))
    counts.update(rare_characters(rest))
    del counts[GAP]
    return counts


def runs_of(form: str) -> tuple[np.ndarray, str]:
    """Return the code points of a text's runs of the characters that are cut, and the other characters.

    Between two runs stands one :data:`GAP`.
    """
    codes = code_points(form)
    known = (codes >= ord("一")) & (codes <= ord("鿕"))
    rest = text_of(codes[~known])
    # A run keeps the character behind it, as the gap to the next.
    kept = known.copy()
    kept[1:] |= known[:-1]
    return np.where(known, codes, ord(GAP))[kept], rest


def rare_characters(rest: str) -> list[str]:
    """Return the Han characters among those that no engine cuts (see :func:`runs_of`): each is a word."""
    return HAN_CHARACTER.findall(rest)


def word_rows(report_id: str, counts: Mapping[str, int]) -> list[dict[str, object]]:
    """Return the rows of table `words` for a report, in order of the words."""
    return [{"report_id": report_id, "word": word, "n": counts[word]} for word in sorted(counts)]


def term_words(codebook: Codebook, frequency: int = TERM_FREQUENCY) -> dict[str, int]:
    """Return the exact terms of a codebook as user words, for a segmentation that keeps them whole."""
    terms = (term.strings[0] for term in codebook.terms if term.is_exact)
    return {term: frequency for term in terms if re.fullmatch("[一-鿕]+", term)}
