"""Words: the same from both engines, quiet, and cut from Han runs only."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.coding.words import ENGINES, count_words, segment, term_words, tokenizer, word_rows
from analysis.errors import CallError
from analysis.paths import ROOT
from analysis.schemas import table

USER_WORDS = {"行政执法": 20_000, "枫桥经验": 3, "三项制度": 20_000, "法律明白人": 5_000}


@pytest.mark.parametrize("engine", ENGINES)
def test_words_of_a_sentence(engine):
    counts = count_words(["深入推进行政执法三项制度。", "推进普法。"], engine)
    assert counts == {"深入": 1, "推进": 2, "行政": 1, "执法": 1, "三项": 1, "制度": 1, "普法": 1}


def test_user_words_keep_a_term_whole():
    assert count_words(["推进行政执法"], user_words={"行政执法": 20_000}) == {"推进": 1, "行政执法": 1}


def test_guessing_is_a_choice():
    name = "泠川县柳渡镇"
    without, guessed = count_words([name], hmm=False), count_words([name], hmm=True)
    assert without != guessed
    assert "".join(guessed) == name


def test_only_han_characters_make_words():
    counts = count_words(["2024年，办理 35 件(90%)，APP“一网通办”！"])
    assert sorted(counts) == sorted(["年", "办理", "件", *count_words(["一网通办"])])
    assert not count_words(["2024 (APP) 12.4%"])


def test_words_are_read_across_blanks_breaks_width_and_script():
    plain = count_words(["加强行政复议案件办理"])
    assert count_words(["加强行政复\n　议案件 办\xa0理"]) == plain
    assert count_words(["加強行政復議案件辦理"]) == plain
    assert plain["行政复议"] == 1


def test_digits_part_words():
    assert count_words(["行2政"]) == {"行": 1, "政": 1}


def test_characters_outside_the_dictionary_are_words():
    for engine in ENGINES:
        for hmm in (False, True):
            assert count_words(["〇々㐀㐁执法𠀀"], engine, hmm) == dict.fromkeys(
                ["〇", "々", "㐀", "㐁", "执法", "𠀀"], 1
            )


def test_segments_carry_their_offsets():
    form = "办理35件案件"
    words = list(segment(form, tokenizer()))
    assert words == [(0, "办理"), (4, "件"), (5, "案件")]
    assert all(form[start : start + len(word)] == word for start, word in words)


@pytest.mark.parametrize("hmm", [False, True])
@pytest.mark.parametrize("user_words", [{}, USER_WORDS], ids=["dictionary", "user words"])
def test_engines_agree_on_the_shipped_reports(sources, hmm, user_words):
    for text in sources:
        counts = [count_words(text.split("\n"), engine, hmm, user_words) for engine in ENGINES]
        assert counts[0] == counts[1]
        assert counts[0].total() > 1_000


@pytest.mark.parametrize("user_words", [{}, USER_WORDS], ids=["dictionary", "user words"])
@settings(max_examples=300, deadline=None)
@given(
    text=st.lists(
        st.one_of(
            st.sampled_from(
                [
                    *USER_WORDS,
                    "法治",
                    "政府",
                    "建设",
                    "矛盾",
                    "纠纷",
                    "的",
                    "了",
                    "县",
                    "执",
                    "法",
                    "12",
                    "，",
                ]
            ),
            st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
            st.characters(min_codepoint=0x3400, max_codepoint=0x3410),
        ),
        max_size=25,
    ).map("".join)
)
def test_engines_agree_on_generated_text(text, user_words):
    first, second = (list(segment(text, tokenizer(engine, False, user_words))) for engine in ENGINES)
    assert first == second


def test_guessing_engines_may_part_ways_on_runs_of_one_character():
    """Equally likely guesses: rjieba keeps the longer word first. That is why guessing is off by default."""
    guessed = [tokenizer(engine, True)("执执执执县") for engine in ENGINES]
    assert guessed == [["执执执", "执县"], ["执执", "执执县"]]


@given(st.text(alphabet="法治政府建设行政执法〇㐀，。 12aA", max_size=40))
def test_words_join_to_the_han_characters(text):
    han = [character for character in text if character in "法治政府建设行政执法〇㐀"]
    assert "".join(word for _, word in segment(text, tokenizer())) == "".join(han)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"engine": "jeiba"}, "no engine 'jeiba'; did you mean 'jieba'?"),
        ({"user_words": {"行政 执法": 5}}, "user word '行政 执法' is not all Han characters"),
        ({"user_words": {"": 5}}, "user word '' is not all Han characters"),
        ({"user_words": {"八五普法2": 5}}, "is not all Han characters"),
        ({"user_words": {"普法": 0}}, "user word '普法' has frequency 0; give a whole number of at least 1"),
        ({"user_words": {"普法": 1.5}}, "has frequency 1.5"),
        ({"user_words": {"普法": True}}, "has frequency True"),
    ],
)
def test_wrong_calls(arguments, message):
    with pytest.raises(CallError) as caught:
        count_words(["法治"], **arguments)
    assert message in str(caught.value)
    assert caught.value.exit_status == 2


def test_rows_are_sorted_and_keep_the_schema():
    rows = word_rows("2020-qingyu", count_words(["执法和普法，普法"]))
    assert rows == sorted(rows, key=lambda row: row["word"])
    assert table("words", rows).set_index("word")["n"].to_dict() == {"普法": 2, "执法": 1, "和": 1}


def test_term_words_are_the_exact_terms_of_han_characters(codebook_of):
    codebook = codebook_of(
        ["行政执法", "'12348'", "村（社区）"], ["{term: '[七八]五普法', match: regex}", "调解"]
    )
    assert term_words(codebook, 7) == {"行政执法": 7, "调解": 7}


def test_terms_as_user_words_are_kept_whole(shipped):
    words = term_words(shipped)
    cut = tokenizer(user_words=words)
    assert {term for term in words if cut(term) != [term]} == set()


@pytest.mark.parametrize("engine", ENGINES)
def test_engines_are_quiet_and_leave_nothing_behind(engine, tmp_path):
    code = f"from analysis.coding.words import count_words; print(count_words(['法治'], {engine!r}))"
    before = set(Path(tempfile.gettempdir()).glob("jieba*"))
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=ROOT,
        env={"TMPDIR": str(tmp_path), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
    )
    assert run.stderr == ""
    assert run.stdout == "Counter({'法治': 1})\n"
    assert list(tmp_path.iterdir()) == []
    assert set(Path(tempfile.gettempdir()).glob("jieba*")) == before
