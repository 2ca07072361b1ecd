"""Engines in parity: the same tokens, one by one, on corpus and invented text; a difference shows its passage."""

from __future__ import annotations

from collections import Counter

import pytest

from analysis.bench.invented_reports import invented_reports
from analysis.coding.codebook_parts import matching_form
from analysis.coding.words import count_words, segment, term_words, tokenizer
from analysis.paths import CORPUS

USER_WORDS = {"行政执法": 20_000, "枫桥经验": 3, "三项制度": 20_000, "法治政府建设": 7}


def differences(form: str, first, second) -> list[str]:
    """Return each passage of a text that two engines cut apart, with both ways of cutting it."""
    ends = [{at + len(word) for at, word in segment(form, cut)} for cut in (first, second)]
    found = []
    for at in sorted(ends[0] ^ ends[1]):
        passage = form[max(0, at - 10) : at + 10]
        cuts = ["/".join(word for _, word in segment(passage, cut)) for cut in (first, second)]
        found.append(f"at {at}, …{passage}…: {cuts[0]} | {cuts[1]}")
    return found


@pytest.fixture(scope="module")
def forms() -> list[str]:
    corpus = [path.read_text("utf-8") for path in sorted((CORPUS / "sources").glob("*.txt"))]
    return [matching_form(text) for text in [*corpus, *dict(invented_reports(5)).values()]]


@pytest.mark.parametrize("hmm", [False, True])
@pytest.mark.parametrize("words", ["dictionary", "user words", "codebook terms"])
def test_engines_cut_every_token_alike(forms, hmm, words, shipped_codebook):
    user = {"dictionary": {}, "user words": USER_WORDS, "codebook terms": term_words(shipped_codebook)}[words]
    first, second = (tokenizer(engine, hmm, user) for engine in ("rjieba", "jieba"))
    for form in forms:
        assert differences(form, first, second) == []


def test_a_difference_shows_its_passage():
    form = "县政府推进行政执法工作"
    found = differences(form, tokenizer(), tokenizer(user_words={"行政执法": 20_000}))
    assert found == ["at 7, …县政府推进行政执法工作…: 县政府/推进/行政/执法/工作 | 县政府/推进/行政执法/工作"]


@pytest.mark.parametrize("hmm", [False, True])
@pytest.mark.parametrize("engine", ["rjieba", "jieba"])
def test_all_runs_at_once_are_each_run_by_itself(forms, engine, hmm):
    cut = tokenizer(engine, hmm)
    for form in forms[:2]:
        counts: dict[str, int] = {}
        for _, word in segment(form, cut):
            counts[word] = counts.get(word, 0) + 1
        assert count_words([form], engine, hmm) == counts


@pytest.mark.parametrize("engine", ["rjieba", "jieba"])
def test_texts_do_not_run_into_each_other(engine):
    texts = ["推进行政", "执法监督\r", "\n 2020", "年 ", " A", "B法"]
    apart = [count_words([text], engine) for text in texts]
    assert count_words(texts, engine) == sum(apart, start=Counter())


def test_the_reference_caches_in_no_shared_folder(tmp_path, monkeypatch, capfd):
    from analysis.coding import words

    shared = tmp_path / "shared"
    shared.mkdir()
    monkeypatch.setenv("TMPDIR", str(shared))
    monkeypatch.setattr("tempfile.tempdir", None)
    words._jieba.__wrapped__(False, ())("法治政府")
    assert list(shared.iterdir()) == []
    assert capfd.readouterr() == ("", "")
