"""What the codebook does not reach: sentences without a theme, and the words most frequent outside its terms.

The list is where a researcher looks for terms to add. Words are jieba's; a string of up to four of them that stands
as often as its longest part is listed in its stead. Function words, numerals and single characters are left out at
both ends of a string.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

import pandas as pd

from analysis.coding.cited_titles import title_spans
from analysis.coding.words import segment, tokenizer
from analysis.measures.validation import columns
from analysis.reading.normalise import fold

LONGEST = 4
LEAST_SENTENCES = 2
#: Words that name no topic by themselves: verbs of doing, manner, scope, time and the body's words for itself.
_COMMON = """
的 了 和 与 及 等 在 对 为 以 将 并 把 从 由 于 到 中 上 下 内 外 其 该 各 每 这 那 有 是 被 让 使 向 按 就 都 也 还 又 不 未 无 或 而 且 所 之
一 二 三 四 五 六 七 八 九 十 两 个 项 次 件 名 人 场 份 余 多 年 月 日 第 全 我 共 达 率 已 本 再 更 最 好 做 抓 强 要 可 能 会 个 通过 进行 进一步 不断
切实 全面 积极 认真 严格 深入 扎实 有效 及时 持续 大力 加强 强化 推进 推动 提升 提高 开展 落实 完善 健全 建立 坚持 组织 围绕 结合 按照 根据 以及 同时
此外 其中 目前 今年 全年 年度 以来 方面 情况 问题 工作 要求 一是 二是 三是 四是 五是 六是 进展 成效 明显 取得 存在 一定 较 仍 尚 部分 个别 一些
法治 建设 政府 行政 法律 依法 法治政府 法治建设 依法行政 作为 增强 明确 没有 不够 充分发挥 群众 主要 重要 重点 相关 有关 各项 各类 各级 全县 全市 全省 全区 全镇 全乡 我县 我市 我镇 我区 我局 我省 实现 确保 形成 发挥 作用 做好 做到 水平 力度 能力
"""
COMMON = frozenset(_COMMON.split())
HAN_WORD = re.compile("[一-鿕]+")


def uncoded_sentences(sentences: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of `sentences` that hold no mention of a theme but weak ones.

    Raises
    ------
    ValueError
        When a table lacks a column.
    """
    columns(sentences, ["report_id", "sentence_id"], "sentences")
    columns(mentions, ["report_id", "sentence_id", "weak"], "mentions")
    strong = mentions.loc[~mentions["weak"], ["report_id", "sentence_id"]]
    coded = pd.MultiIndex.from_frame(strong)
    return sentences[~pd.MultiIndex.from_frame(sentences[["report_id", "sentence_id"]]).isin(coded)]


def uncoded_strings(sentences: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """Return the words and strings of words that stand outside every coded span, most frequent first.

    Parameters
    ----------
    sentences, mentions : DataFrame
        The tables of these names; titles in 《》 in the sentences count as coded.

    Returns
    -------
    DataFrame
        string, n (occurrences), reports (in how many reports), example (a sentence_id with its report).

    Raises
    ------
    ValueError
        When a table lacks a column.
    """
    columns(sentences, ["report_id", "sentence_id", "start", "text"], "sentences")
    columns(mentions, ["report_id", "sentence_id", "start", "end"], "mentions")
    coded: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for row in mentions.itertuples():
        coded.setdefault((row.report_id, row.sentence_id), []).append((row.start, row.end))
    counts: Counter[tuple[str, ...]] = Counter()
    reports: dict[tuple[str, ...], set[str]] = {}
    examples: dict[tuple[str, ...], str] = {}
    for row in sentences.itertuples():
        spans = [
            (start - row.start, end - row.start)
            for start, end in coded.get((row.report_id, row.sentence_id), ())
        ]
        for string in _strings(row.text, spans):
            counts[string] += 1
            reports.setdefault(string, set()).add(row.report_id)
            examples.setdefault(string, f"{row.report_id} {row.sentence_id}")
    found = _closed(counts)
    rows = [("".join(string), n, len(reports[string]), examples[string]) for string, n in found.items()]
    table = pd.DataFrame(rows, columns=["string", "n", "reports", "example"])
    return table.sort_values(
        ["n", "reports", "string"], ascending=[False, False, True], ignore_index=True, kind="stable"
    )


def _strings(text: str, spans: list[tuple[int, int]]) -> Iterator[tuple[str, ...]]:
    """Yield the strings of words of a sentence outside these spans of it."""
    view = fold(text)
    free = bytearray(b"\1" * len(view.text))
    for start, end in [(view.locate(start), view.locate(end)) for start, end in spans] + title_spans(
        view.text
    ):
        free[start:end] = bytes(end - start)
    cut = tokenizer()
    for run in HAN_WORD.finditer(view.text):
        words: list[str] = []
        for start, word in segment(run[0], cut):
            place = run.start() + start
            if 0 in free[place : place + len(word)]:
                # A word that a coded span cuts into is coded, and ends a string.
                yield from _runs(words)
                words = []
            else:
                words.append(word)
        yield from _runs(words)


def _runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    """Yield the strings of up to four words that begin and end with a word of interest."""
    of_interest = [len(word) > 1 and word not in COMMON for word in words]
    for first, begins in enumerate(of_interest):
        if begins:
            for last in range(first, min(first + LONGEST, len(words))):
                if of_interest[last]:
                    yield tuple(words[first : last + 1])


def _closed(counts: Mapping[tuple[str, ...], int]) -> dict[tuple[str, ...], int]:
    """Return the strings that stand more than once and in no longer string just as often."""
    held: dict[tuple[str, ...], int] = {}
    for string, n in counts.items():
        for first in range(len(string)):
            for last in range(first + 1, len(string) + 1):
                part = string[first:last]
                if part != string:
                    held[part] = max(held.get(part, 0), n)
    return {string: n for string, n in counts.items() if n >= LEAST_SENTENCES and held.get(string, 0) < n}


def describe(sentences: pd.DataFrame, mentions: pd.DataFrame, most: int) -> list[str]:
    """Return what stays uncoded as lines to read: the `most` frequent strings, then as many sentences."""
    without = uncoded_sentences(sentences, mentions)
    strings = uncoded_strings(sentences, mentions)
    share = f"{len(without) / len(sentences):.1%}" if len(sentences) else "no sentence"
    lines = [f"{len(without)} of {len(sentences)} sentences without a theme ({share})", ""]
    lines += [f"uncoded words and strings of words ({min(most, len(strings))} of {len(strings)}):"]
    lines += ["     n  reports  string"]
    lines += [f"{row.n:6}  {row.reports:7}  {row.string}" for row in strings.head(most).itertuples()]
    lines += ["", f"sentences without a theme ({min(most, len(without))} of {len(without)}):"]
    lines += [
        f"{row.report_id} {row.sentence_id}: {' '.join(row.text.split())}"
        for row in without.head(most).itertuples()
    ]
    return lines
