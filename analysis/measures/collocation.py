"""Association of two words.

O is the joint frequency, f₁ and f₂ count occurrences of each word (not window slots), N all tokens,
E = f₁f₂/N. Scores take numbers or arrays; a pair that never meets (O = 0) is absent, not minus infinity.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from analysis.measures.undefined import over, settle
from analysis.measures.validation import counts, within

Number = float | np.ndarray
ABSENT = "the pair is absent"


def log_dice(o: object, f1: object, f2: object) -> Number:
    """Return *logDice*, 14 + log₂(2O/(f₁+f₂)) (Rychlý 2008): at most 14, whatever the corpus size.

    Raises
    ------
    ValueError
        When a count is missing, negative, or the joint frequency exceeds that of a word.
    """
    o, f1, f2 = _joint(o, f1, f2)
    return _present(o, 14 + _log2(2 * o, f1 + f2))


def dice(o: object, f1: object, f2: object) -> Number:
    """Return *Dice*, 2O/(f₁+f₂); errors as :func:`log_dice`."""
    o, f1, f2 = _joint(o, f1, f2)
    return _present(o, over(2 * o, f1 + f2))


def pmi(o: object, f1: object, f2: object, n: object) -> Number:
    """Return *PMI*, log₂(O/E), which favours rare pairs: set a minimum O. Errors as :func:`log_dice`."""
    o, f1, f2, n = _joint(o, f1, f2, n)
    return _present(o, _log2(o * n, f1 * f2))


def mi3(o: object, f1: object, f2: object, n: object) -> Number:
    """Return *MI³*, log₂(O³/E); errors as :func:`log_dice`."""
    o, f1, f2, n = _joint(o, f1, f2, n)
    return _present(o, _log2(o**3 * n, f1 * f2))


def t_score(o: object, f1: object, f2: object, n: object) -> Number:
    """Return *t*, (O − E)/√O; errors as :func:`log_dice`."""
    o, f1, f2, n = _joint(o, f1, f2, n)
    return _present(o, over(o - over(f1 * f2, n), np.sqrt(o)))


def z_score(o: object, f1: object, f2: object, n: object) -> Number:
    """Return *z*, (O − E)/√E; errors as :func:`log_dice`."""
    o, f1, f2, n = _joint(o, f1, f2, n)
    return _present(o, over(o - over(f1 * f2, n), np.sqrt(over(f1 * f2, n))))


def delta_p(o: object, f1: object, f2: object, n: object) -> Number:
    """Return *ΔP*, O/f₁ − (f₂ − O)/(N − f₁): how much word 1 foretells word 2; undefined when f₁ = N."""
    o, f1, f2, n = _joint(o, f1, f2, n)
    reasons = np.where(o == 0, ABSENT, np.where(f1 == n, "every token is word 1", ""))
    return settle(over(o, f1) - over(f2 - o, n - f1), reasons)


def _joint(o: object, f1: object, f2: object, n: object | None = None) -> list[np.ndarray]:
    if n is None:
        arrays = counts(o=o, f1=f1, f2=f2)
    else:
        arrays = counts(o=o, f1=f1, f2=f2, n=n)
        within(arrays[1], arrays[3], "f1", "n")
        within(arrays[2], arrays[3], "f2", "n")
    within(arrays[0], arrays[1], "o", "f1")
    within(arrays[0], arrays[2], "o", "f2")
    return arrays


def _log2(numerator: np.ndarray, denominator: np.ndarray) -> np.ndarray:
    """Return log₂ of the quotient; what it returns for an absent pair is not used."""
    quotient = over(numerator, denominator)
    return np.log2(np.where(quotient > 0, quotient, 1))


def _present(o: np.ndarray, score: np.ndarray) -> Number:
    return settle(score, np.where(o == 0, ABSENT, ""))


def cooccurrences(
    sentences: Iterable[Sequence[str]], window: int = 5, node: str | None = None
) -> pd.DataFrame:
    """Count which words meet within `window` tokens of each other, never across a sentence boundary.

    O is the surface co-occurrence with overlapping spans merged (Evert 2008), made symmetric: the smaller of
    "occurrences of word 1 with word 2 in their window" and the reverse. So no occurrence counts twice and
    O never exceeds f₁ or f₂.

    Parameters
    ----------
    sentences : iterable of sequences of str
        The tokens of each sentence in running order.
    window : int
        Tokens to either side.
    node : str, optional
        Count the pairs of this word only (as word 1); otherwise every pair once, word 1 < word 2.

    Returns
    -------
    DataFrame
        Columns word1, word2, o, f1, f2, n (all tokens), window; sorted by word1, word2. A word is never paired
        with itself.

    Raises
    ------
    ValueError
        When `window` is below 1.
    """
    if window < 1:
        raise ValueError(f"window must be at least 1, got {window!r}")
    rows = [list(sentence) for sentence in sentences]
    lengths = np.array([len(row) for row in rows], dtype=int)
    words, tokens = np.unique(
        np.array([token for row in rows for token in row], dtype=object), return_inverse=True
    )
    sentence = np.repeat(np.arange(len(rows)), lengths)
    frequency = np.bincount(tokens, minlength=len(words))
    position = np.arange(len(tokens))
    met = []
    for distance in range(1, window + 1):
        left = position[:-distance][sentence[:-distance] == sentence[distance:]]
        met += [(left, tokens[left + distance]), (left + distance, tokens[left])]
    at = np.concatenate([where for where, _ in met]) if met else position[:0]
    other = np.concatenate([what for _, what in met]) if met else position[:0]
    if node is not None:
        involved = (words[tokens[at]] == node) | (words[other] == node)
        at, other = at[involved], other[involved]
    different = tokens[at] != other
    size = max(len(words), 1)
    # Once per occurrence and partner, however often the two meet within the span; then per pair of words.
    seen = np.unique(at[different] * size + other[different])
    pairs, joint = np.unique(tokens[seen // size] * size + seen % size, return_counts=True)
    one, two = pairs // size, pairs % size
    reverse = joint[np.searchsorted(pairs, two * size + one)]
    wanted = words[one] == node if node is not None else one < two
    one, two, joint = one[wanted], two[wanted], np.minimum(joint, reverse)[wanted]
    return pd.DataFrame(
        {
            "word1": pd.array(words[one], "str"),
            "word2": pd.array(words[two], "str"),
            "o": joint.astype("int64"),
            "f1": frequency[one].astype("int64"),
            "f2": frequency[two].astype("int64"),
            "n": len(tokens),
            "window": window,
        }
    )


def collocates(
    sentences: Iterable[Sequence[str]], window: int = 5, node: str | None = None, min_o: int = 3
) -> pd.DataFrame:
    """Return pairs of words that meet at least `min_o` times, with their association, highest logDice first.

    Parameters as :func:`cooccurrences`. Columns: those of :func:`cooccurrences`, log_dice, pmi, mi3, t_score,
    delta_p.
    """
    pairs = cooccurrences(sentences, window, node)
    pairs = pairs[pairs["o"] >= max(min_o, 1)]
    joint = [pairs[column].to_numpy() for column in ("o", "f1", "f2", "n")]
    scored = pairs.assign(
        log_dice=log_dice(*joint[:3]), pmi=pmi(*joint), mi3=mi3(*joint), t_score=t_score(*joint),
        delta_p=delta_p(*joint),
    )  # fmt: skip
    ordered = scored.sort_values(["log_dice", "word1", "word2"], ascending=[False, True, True], kind="stable")
    return ordered.reset_index(drop=True)
