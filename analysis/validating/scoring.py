"""How the codebook stands against coding by hand, theme by theme.

A sentence has a theme by the codebook when it holds a mention of it that is not weak; by a coder when the coder says
so; by the majority when more than half of the coders who judged it say so. Precision, recall and F1 take a coder, or
the majority, as right, and weigh each sentence by one over its inclusion probability: they estimate those of the
corpus. Raw agreement and Krippendorff's alpha (nominal, presence of the theme; bootstrap over sentences) are of the
sample as drawn, without weights.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from analysis.measures.agreement import assess, bootstrap_alpha
from analysis.measures.undefined import Undefined
from analysis.validating.hand_coding import Coding

MAJORITY = "majority"
AMONG = "among coders"
COLUMNS = (
    "theme", "against", "n", "positive", "coded", "precision", "recall", "f1",
    "raw_agreement", "alpha", "alpha_low", "alpha_high",
)  # fmt: skip
Themes = frozenset[str] | None


def score(
    codings: Sequence[Coding],
    mentions: pd.DataFrame,
    themes: Sequence[str],
    *,
    seed: object = 0,
    B: int = 1_000,
) -> pd.DataFrame:
    """Return precision, recall, F1 and agreement of the codebook for each theme.

    Parameters
    ----------
    codings : sequence of Coding
        The coders of one sample.
    mentions : DataFrame
        Table `mentions` of the corpus.
    themes : sequence of str
        The themes to score, in order.
    seed, B
        Of the bootstrap; see :func:`analysis.measures.agreement.bootstrap_alpha`.

    Returns
    -------
    DataFrame
        theme, against (a coder, ``majority`` where there are several, ``among coders``), n (sentences judged),
        positive (of these, with the theme by the judge; among coders: by any), coded (with the theme by the
        codebook), precision, recall, f1, raw_agreement, alpha, alpha_low, alpha_high. Rows ``among coders`` hold
        agreement between the coders, all others that of the codebook with the judge. Undefined values are NaN.
    """
    strong = mentions[~mentions["weak"]]
    coded: dict[tuple[str, str], set[str]] = {}
    for row in strong.itertuples():
        coded.setdefault((row.report_id, row.sentence_id), set()).add(row.theme)
    sample = codings[0].judgements
    codebook = [frozenset(coded.get((one.report_id, one.sentence_id), ())) for one in sample]
    weights = [one.weight for one in sample]
    judges: dict[str, list[Themes]] = {one.coder: [row.themes for row in one.judgements] for one in codings}
    coders = list(judges.values())
    if len(codings) > 1:
        judges[MAJORITY] = [majority(said) for said in zip(*coders, strict=True)]
    rows = []
    for theme in themes:
        for name, said in judges.items():
            rows.append(
                _against(theme, name, codebook, said, weights) | _agreement(theme, [codebook, said], seed, B)
            )
        if len(coders) > 1:
            any_of = [_any(said) for said in zip(*coders, strict=True)]
            counts = _against(theme, AMONG, codebook, any_of, weights)
            lacking = dict.fromkeys(("precision", "recall", "f1"), Undefined("no coder is taken as right"))
            rows.append(counts | lacking | _agreement(theme, coders, seed, B))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def majority(said: Sequence[Themes]) -> Themes:
    """Return the themes that more than half of those who judged a sentence see in it; None when nobody judged."""
    judged = [themes for themes in said if themes is not None]
    if not judged:
        return None
    every = frozenset().union(*judged)
    return frozenset(theme for theme in every if 2 * sum(theme in one for one in judged) > len(judged))


def _any(said: Sequence[Themes]) -> Themes:
    judged = [themes for themes in said if themes is not None]
    return frozenset().union(*judged) if judged else None


def _against(
    theme: str, name: str, codebook: Sequence[Themes], said: Sequence[Themes], weights: Sequence[float]
) -> Mapping[str, object]:
    """Return the counts, and precision, recall and F1 estimated for the corpus."""
    judged = [
        (theme in by_book, theme in by_hand, weight)
        for by_book, by_hand, weight in zip(codebook, said, weights, strict=True)
        if by_hand is not None
    ]
    both = sum(weight for book, hand, weight in judged if book and hand)
    by_book = sum(weight for book, _, weight in judged if book)
    by_hand = sum(weight for _, hand, weight in judged if hand)
    return {
        "theme": theme,
        "against": name,
        "n": len(judged),
        "positive": sum(hand for _, hand, _ in judged),
        "coded": sum(book for book, _, _ in judged),
        "precision": both / by_book if by_book else Undefined("the codebook sees the theme nowhere"),
        "recall": both / by_hand if by_hand else Undefined("the coder sees the theme nowhere"),
        "f1": 2 * both / (by_book + by_hand) if by_book + by_hand else Undefined("nobody sees the theme"),
    }


def _agreement(theme: str, raters: Sequence[Sequence[Themes]], seed: object, B: int) -> dict[str, object]:
    data = [[None if themes is None else int(theme in themes) for themes in rater] for rater in raters]
    raw = assess(data, "nominal").raw
    interval = bootstrap_alpha(data, "nominal", seed=seed, B=B)
    return {
        "raw_agreement": raw,
        "alpha": interval.alpha,
        "alpha_low": interval.low,
        "alpha_high": interval.high,
    }


def describe(scores: pd.DataFrame, labels: Mapping[str, str]) -> list[str]:
    """Return the scores as lines to read, one for each theme and judge, with `-` for what is undefined."""
    width = max([7, *map(len, scores["against"])])
    head = f"theme  {'against':{width}}     n  pos  cod  prec.  recall     F1    raw  alpha  [95% interval]"
    lines = [
        "Each coder, and the majority (more than half of those who judged), is taken as right in turn; precision,",
        "recall and F1 are weighted by 1/inclusion_probability; alpha: Krippendorff, nominal, bootstrap of sentences.",
        "",
        head,
    ]
    for row in scores.itertuples():
        cells = [row.precision, row.recall, row.f1, row.raw_agreement, row.alpha]
        printed = "  ".join(f"{'-' if pd.isna(cell) else format(cell, '.3f'):>5}" for cell in cells)
        interval = "-" if pd.isna(row.alpha_low) else f"{row.alpha_low:.3f} to {row.alpha_high:.3f}"
        lines.append(
            f"{row.theme:5}  {row.against:{width}} {row.n:5} {row.positive:4} {row.coded:4}  {printed}"
            f"  {interval:16}  {labels.get(row.theme, '')}".rstrip()
        )
    return lines
