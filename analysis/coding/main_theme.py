"""The main theme of a stretch of text: what a paragraph, or a section, is mainly about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from analysis.reading.normalise import count_han


def main_theme(text: str, mentions: Iterable[Mapping[str, object]]) -> str | None:
    """Return the theme that most mentions belong to, or None where nothing decides.

    The theme with most mentions that are not weak; of equal ones that with more Han characters matched, then the
    one mentioned first, then (where one span counts for both) the one that comes first by its id.

    Parameters
    ----------
    text : str
        The source text.
    mentions : iterable of rows of table `mentions`
        The mentions in the stretch, with offsets into `text`.
    """
    strong = [mention for mention in mentions if not mention["weak"]]
    themes = [mention["theme"] for mention in strong]
    counts = {theme: themes.count(theme) for theme in set(themes)}
    most = max(counts.values(), default=0)
    best = [theme for theme, count in counts.items() if count == most]
    if len(best) < 2:
        return best[0] if best else None
    # Only ties are decided by length and place, which cost more.
    spans: dict[str, list[tuple[int, int]]] = {theme: [] for theme in best}
    for theme, mention in zip(themes, strong, strict=True):
        if theme in spans:
            spans[theme].append((mention["start"], mention["end"]))
    han = {theme: sum([_han(text[start:end]) for start, end in found]) for theme, found in spans.items()}
    return min(best, key=lambda theme: (-han[theme], min(spans[theme]), theme))


#: The number of Han characters of what is matched; a codebook has few terms.
_han = lru_cache(maxsize=4096)(count_han)
