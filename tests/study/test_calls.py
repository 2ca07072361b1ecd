"""Wrong calls and bad corpora: found before anything is executed or written."""

from __future__ import annotations

import pytest

from analysis.errors import CallError, CorpusError, FazhiError


@pytest.fixture
def study(project):
    project.notebook("01_corpus", parameters=("years", "themes"))
    project.notebook("02_themes", parameters=("unit", "corpus"))
    return project


@pytest.mark.parametrize(
    ("names", "options", "message"),
    [
        (["01_corpu"], {}, "did you mean '01_corpus'"),
        ([], {"p": ["yaers=2021"]}, "did you mean 'years'"),
        ([], {"p": ["years=x"]}, "not a whole number"),
        ([], {"p": ["themes=T99"]}, "no theme 'T99'"),
        (["01_corpus"], {"p": ["unit=han"]}, "unit means nothing to 01_corpus: it belongs to 02_themes"),
        ([], {"p": ["seed=1"]}, "no notebook has it"),
        ([], {"p": ["corpus=a{b}"]}, "braces"),
        ([], {"jobs": 0}, "--jobs 0"),
        ([], {"timeout": 0}, "--timeout 0"),
        ([], {"corpus": "one", "p": ["corpus=two"]}, "differ: give one"),
    ],
)
def test_a_wrong_call_exits_with_two_and_leaves_no_trace(study, names, options, message):
    before = study.files()
    with pytest.raises(CallError) as caught:
        study.run(*names, **options)
    assert message in str(caught.value)
    assert caught.value.exit_status == 2
    assert study.files() == before


def test_a_missing_corpus_is_named(study):
    with pytest.raises(CallError, match="no corpus folder at .*nowhere"):
        study.run("02_themes", corpus="nowhere")


def test_a_corpus_that_another_notebook_reads_is_not_for_this_one(study):
    with pytest.raises(CallError, match="corpus means nothing to 01_corpus"):
        study.run("01_corpus", corpus=str(study.root / "analysis"))


def test_what_the_corpus_check_says_comes_before_any_kernel(study):
    def broken(folder, values):
        raise CorpusError(f"{folder.name}: line 2 is wrong")

    with pytest.raises(CorpusError, match="corpus: line 2 is wrong") as caught:
        study.run(preflight=broken)
    assert isinstance(caught.value, FazhiError)
    assert not (study.root / "build").exists()
