"""Coders' files, read back: every row checked against the corpus the sample was drawn from.

A coder writes into `codes` the ids of all themes a sentence is about, joined by ``;``, or ``none``. An empty cell
means that the coder has not judged the sentence; it takes no part. `coder` may name the coder, else the file does.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis.errors import CallError, CorpusError, nearest
from analysis.spreadsheets import unguarded
from analysis.validating.sampling import COLUMNS, one_line

SAMPLE_ID = re.compile("s([0-9]+)of([0-9]+)")
SEPARATOR = re.compile("[;；,，、\\s]+")
NONE = ("none", "无")
#: A spreadsheet saves a probability with some nine digits.
SAME = 1e-6


class Judgement(NamedTuple):
    """What a coder says of a sentence in a row of the file: the themes, or None where it is not judged."""

    sample_id: str
    report_id: str
    sentence_id: str
    weight: float
    themes: frozenset[str] | None
    row: int = 0


class Coding(NamedTuple):
    """A coder's file: the coder's name and a judgement for each row of the sample, in order of sample_id."""

    coder: str
    judgements: list[Judgement]


def read_codings(files: Sequence[Path], sentences: pd.DataFrame, themes: Collection[str]) -> list[Coding]:
    """Return the files of one or more coders of one sample.

    Parameters
    ----------
    files : sequence of Path
        CSV files as :func:`analysis.validating.sampling.write_new` writes them, filled in.
    sentences : DataFrame
        Table `sentences` of the corpus the sample was drawn from.
    themes : collection of str
        The themes of the codebook.

    Raises
    ------
    CallError
        When a file does not exist, or is named twice.
    CorpusError
        When a file is not what was drawn: the message names file and row.
    """
    if len({file.resolve() for file in files}) < len(files):
        raise CallError("a file is named twice: give each coder's file once")
    known = {(row.report_id, row.sentence_id): row.text for row in sentences.itertuples()}
    codings = [_read(file, known, themes) for file in files]
    first = [judgement[:3] for judgement in codings[0].judgements]
    for file, coding in zip(files, codings, strict=True):
        if [judgement[:3] for judgement in coding.judgements] != first:
            raise CorpusError(f"{file}: not the sample of {files[0]}: compare files of one draw")
        for ours, theirs in zip(coding.judgements, codings[0].judgements, strict=True):
            if not math.isclose(ours.weight, theirs.weight, rel_tol=SAME):
                raise CorpusError(
                    f"{file}, row {ours.row}: inclusion_probability is not that of {files[0]}, row {theirs.row}: "
                    "restore it"
                )
    names = [coding.coder for coding in codings]
    for file, coding in zip(files, codings, strict=True):
        if names.count(coding.coder) > 1:
            raise CorpusError(f"{file}: two files are by coder {coding.coder!r}: name them in column coder")
    return codings


def _read(file: Path, known: dict[tuple[str, str], str], themes: Collection[str]) -> Coding:
    judgements: dict[int, Judgement] = {}
    coders: dict[str, int] = {}
    size = None
    for line, row in _rows(file):
        where = f"{file}, row {line}"
        number, total = _numbers(row["sample_id"], where)
        size = size or total
        if total != size or not 1 <= number <= total:
            raise CorpusError(f"{where}: sample_id {row['sample_id']!r} is not of a sample of {size}")
        if number in judgements:
            raise CorpusError(f"{where}: {row['sample_id']} stands twice: delete one of the rows")
        key = row["report_id"], row["sentence_id"]
        if key not in known:
            raise CorpusError(
                f"{where}: the corpus has no sentence {key[1]} of report {key[0]!r}: drawn from another corpus"
            )
        if _squeezed(row["text"]) != _squeezed(one_line(known[key])):
            raise CorpusError(f"{where}: the text is not that of {key[0]} {key[1]}: restore it, or draw anew")
        judgements[number] = Judgement(
            row["sample_id"], *key, 1 / _probability(row, where), _codes(row["codes"], themes, where), line
        )
        if row["coder"].strip():
            coders.setdefault(row["coder"].strip(), line)
    missing = sorted(set(range(1, (size or 0) + 1)) - set(judgements))
    if size is None or missing:
        lost = (
            "no row" if size is None else f"{len(missing)} of {size} rows missing, first number {missing[0]}"
        )
        raise CorpusError(f"{file}: {lost}: leave rows uncoded rather than delete them")
    if len(coders) > 1:
        name, line = list(coders.items())[1]
        raise CorpusError(f"{file}, row {line}: a second coder {name!r}: one file for each coder")
    if all(one.themes is None for one in judgements.values()):
        raise CorpusError(f"{file}: column codes is empty: write theme ids joined by ';', or none")
    return Coding(next(iter(coders), file.stem), [judgements[number] for number in sorted(judgements)])


def _rows(file: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows with their number as a spreadsheet shows it; the heading is row 1."""
    if not file.is_file():
        raise CallError(f"no file {file}: name a coder's CSV file")
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = file.read_bytes()[: error.start].count(b"\n") + 1
        raise CorpusError(f"{file}, row {line}: not UTF-8: save it as 'CSV UTF-8'") from None
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise CorpusError(f"{file}: no readable CSV ({error}): save it as 'CSV UTF-8'") from None
    head = rows[0] if rows else []
    absent = [name for name in COLUMNS[:-1] if name not in head]
    if absent:
        raise CorpusError(f"{file}, row 1: no column {absent[0]}: keep the columns {', '.join(COLUMNS)}")
    for line, row in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) < len(head):
            raise CorpusError(f"{file}, row {line}: {len(row)} cells instead of {len(head)}")
        yield line, {name: unguarded(cell) for name, cell in zip(head, row, strict=False)}


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _numbers(sample_id: str, where: str) -> tuple[int, int]:
    found = SAMPLE_ID.fullmatch(sample_id.strip())
    if not found:
        raise CorpusError(f"{where}: sample_id {sample_id!r} is not like s1of9: restore it")
    return int(found[1]), int(found[2])


def _probability(row: dict[str, str], where: str) -> float:
    try:
        probability = float(row["inclusion_probability"])
    except ValueError:
        probability = 0.0
    if not 0 < probability <= 1:
        raise CorpusError(
            f"{where}: inclusion_probability {row['inclusion_probability']!r} is not above 0 and at most 1"
        )
    return probability


def _codes(cell: str, themes: Collection[str], where: str) -> frozenset[str] | None:
    codes = [code for code in SEPARATOR.split(cell.strip()) if code]
    if not codes:
        return None
    known = {theme.casefold(): theme for theme in themes}
    if len(codes) == 1 and codes[0].casefold() in NONE:
        return frozenset()
    for code in codes:
        if code.casefold() not in known:
            hint = "none stands alone" if code.casefold() in NONE else nearest(code, themes)
            raise CorpusError(f"{where}: unknown code {code!r}; {hint}")
    return frozenset(known[code.casefold()] for code in codes)
