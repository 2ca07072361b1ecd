from __future__ import annotations

from analysis.coding.token_gap import token_gap
from analysis.coding.words import tokenizer


def test_counts_on_text_and_on_word_borders(codebook_of):
    codebook = codebook_of(
        ["行政执法", "三项制度", "纠纷"], ["执法", "'12348'", "{term: '普法?', match: regex}"]
    )
    sentences = ["行政执法三项制度", "加强行政执法监督", "行 政\n执法人员", "12348"]
    cut = {
        "行政执法三项制度": ["行政", "执法", "三项", "制度"],
        "加强行政执法监督": ["加强", "行政", "执法监督"],
    }
    frame = token_gap(sentences, codebook, lambda run: cut.get(run) or ["行政", "执法人员"])
    assert frame.to_dict("records") == [
        {"term": "执法", "theme": "T02", "text_n": 3, "token_n": 1, "gap": 2},
        {"term": "行政执法", "theme": "T01", "text_n": 3, "token_n": 1, "gap": 2},
        {"term": "三项制度", "theme": "T01", "text_n": 1, "token_n": 1, "gap": 0},
    ]


def test_real_words_miss_terms(codebook_of):
    frame = token_gap(["完善行政执法监督体系", "规范行政执法"], codebook_of(["行政执法"]), tokenizer())
    assert frame[["text_n", "token_n", "gap"]].values.tolist() == [[2, 1, 1]]


def test_no_term_gives_an_empty_table(codebook_of):
    assert token_gap(["法治"], codebook_of(["执法"])).empty
    assert token_gap(["法治"], codebook_of(["'12348'"])).empty
