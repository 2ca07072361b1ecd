"""A corpus of invented reports of any size, for measuring: always the same bytes from the same seed.

A report is some 6,000 characters of recombined frames: sections and items, quantities, instruments, invented
places. A place reports every year and repeats part of what it wrote the year before; formulas are shared by all.
Many words come from the segmenter's own dictionary, so that the vocabulary keeps growing.
"""

from __future__ import annotations

import csv
import random
import re
from bisect import bisect
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import accumulate
from pathlib import Path

from analysis.bench import wordlists as lists

Draw = Callable[[], float]

#: First year of every place, and how many it reports in a row.
FIRST_YEAR, YEARS = 2019, 5
#: Share of the sentences that stay from year to year, and that are formulas.
REPEATED, FORMULA = 0.08, 0.04
#: Paragraphs of the four parts; a paragraph is a heading of its own and some sentences.
PARTS = ((18, lists.RESULTS, 5), (3, lists.PROBLEMS, 3), (3, lists.RESULTS, 3), (5, lists.PLANS, 3))


def invented_report(number: int, seed: int = 0) -> tuple[str, str]:
    """Return the id and the text of one report of the endless corpus of a seed."""
    place_number, step = divmod(number, YEARS)
    year = FIRST_YEAR + step
    lasting = random.Random(f"{seed}/{place_number}").random
    county, town = _name(lasting) + "县", _name(lasting) + "镇"
    heads = _choice(lasting, lists.HEADINGS)
    rng = random.Random(f"{seed}/{place_number}/{year}")
    draw = rng.random
    issuer = county + "人民政府"
    lines = [
        f"{issuer}{year}年法治政府建设年度报告",
        "",
        f"{year}年,{county}{_choice(draw, lists.FORMULAS)}。现将有关情况报告如下:",
    ]
    for part, (number_of_paragraphs, frames, length) in enumerate(PARTS):
        lines.append(f"{'一二三四'[part]}、{heads[part].format(year=year, next=year + 1)}")
        for paragraph in range(number_of_paragraphs):
            sentences = []
            for slot in range(length):
                source = draw
                if lasting() < REPEATED:
                    source = random.Random(f"{seed}/{place_number}/{part}.{paragraph}.{slot}").random
                sentences.append(_sentence(source, frames, town))
            heading = _fill(draw, _choice(draw, lists.SUBHEADINGS), town)
            lines.append(f"({_numeral(paragraph + 1)}){heading}。{'。'.join(sentences)}。")
    lines += ["", issuer, f"{year + 1}年{rng.randint(1, 3)}月{rng.randint(1, 28)}日", ""]
    return f"{year}-{place_number:06d}", "\n".join(lines)


def invented_reports(count: int, seed: int = 0) -> Iterator[tuple[str, str]]:
    """Yield the ids and texts of the first `count` reports."""
    return (invented_report(number, seed) for number in range(count))


def write_invented_corpus(folder: Path, count: int, seed: int = 0) -> Path:
    """Write a corpus folder of invented reports and return it; a finished one is left as it is, whatever its size.

    The catalogue is written last, so that an interrupted folder is never taken for a finished one.
    """
    catalogue = folder / "reports.csv"
    if catalogue.is_file():
        return folder
    (folder / "sources").mkdir(parents=True, exist_ok=True)
    partial = catalogue.with_suffix(".part")
    with partial.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["report_id", "file"])
        for report_id, text in invented_reports(count, seed):
            (folder / "sources" / f"{report_id}.txt").write_bytes(text.encode("utf-8"))
            writer.writerow([report_id, f"sources/{report_id}.txt"])
    partial.replace(catalogue)
    return folder


def _sentence(draw: Draw, frames: tuple[str, ...], town: str) -> str:
    if draw() < FORMULA:
        return _choice(draw, lists.FORMULAS)
    return _fill(draw, _choice(draw, frames), town)


def _fill(draw: Draw, frame: str, town: str) -> str:
    return "".join([FILLERS[piece](draw, town) if piece in FILLERS else piece for piece in _pieces(frame)])


def _choice(draw: Draw, items: Sequence[str]) -> str:
    return items[int(draw() * len(items))]


def _chosen_from(items: Sequence[str]) -> Callable[[Draw, str], str]:
    return lambda draw, town: items[int(draw() * len(items))]


def _number(magnitude: float) -> Callable[[Draw, str], str]:
    """Fill with whole numbers from 2, small ones more often, up to ten to the power of `magnitude`."""
    return lambda draw, town: str(int(2 * 10 ** (draw() * (magnitude - 0.3))))


def _place(draw: Draw, town: str) -> str:
    return town if draw() < 0.4 else _name(draw) + _choice(draw, ("镇", "乡", "街道", "村", "社区"))


def _word(draw: Draw, town: str) -> str:
    words, reach = _dictionary()
    return words[bisect(reach, draw() * reach[-1])]


def _name(draw: Draw) -> str:
    return _choice(draw, lists.SYLLABLES) + _choice(draw, lists.SYLLABLES)


FILLERS: dict[str, Callable[[Draw, str], str]] = {
    "{a}": _chosen_from(lists.ADVERBS),
    "{v}": _chosen_from(lists.VERBS),
    "{o}": _chosen_from(lists.OBJECTS),
    "{d}": _chosen_from(lists.DEPARTMENTS),
    "{u}": _chosen_from(lists.UNITS),
    "{n}": _number(4),
    "{m}": _number(2.6),
    "{k}": _number(1.5),
    "{r}": lambda draw, town: f"{3 + 97 * draw():.1f}",
    "{p}": _place,
    "{w}": _word,
    "{x}": lambda draw, town: _name(draw) + _choice(draw, lists.SCHEMES),
    "{t}": lambda draw, town: _fill(draw, _choice(draw, lists.INSTRUMENTS), town),
}


@cache
def _pieces(frame: str) -> list[str]:
    return [piece for piece in re.split(r"(\{\w\})", frame) if piece]


@cache
def _dictionary() -> tuple[list[str], list[float]]:
    """Return the nouns and verbs of jieba's dictionary that official characters make, and their summed weights."""
    known = set("".join([*lists.FORMULAS, *lists.VERBS, *lists.OBJECTS, *lists.DEPARTMENTS, *lists.ADVERBS]))
    words, weights = [], []
    for line in (files("jieba") / "dict.txt").read_text("utf-8").splitlines():
        word, frequency, tag = line.split(" ")
        if 2 <= len(word) <= 4 and tag in ("n", "vn", "v") and known.issuperset(word):
            words.append(word)
            weights.append(int(frequency) ** 0.5)
    return words, list(accumulate(weights))


def _numeral(value: int) -> str:
    tens, units = divmod(value, 10)
    digits = " 一二三四五六七八九"
    return ("" if not tens else "十" if tens == 1 else digits[tens] + "十") + (digits[units] if units else "")
