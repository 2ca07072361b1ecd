"""The main theme of a stretch of text: what a paragraph, or a section, is mainly about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

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
    spans: dict[str, list[tuple[int, int]]] = {}
    for mention in mentions:
        if not mention["weak"]:
            spans.setdefault(mention["theme"], []).append((mention["start"], mention["end"]))
    if not spans:
        return None
    most = max(map(len, spans.values()))
    best = [theme for theme, found in spans.items() if len(found) == most]
    if len(best) == 1:
        return best[0]
    # Only ties are decided by length, which costs more.
    han = {theme: sum(count_han(text[start:end]) for start, end in spans[theme]) for theme in best}
    return min(best, key=lambda theme: (-han[theme], min(spans[theme]), theme))
