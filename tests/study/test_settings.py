"""The file of a sweep: what it may say, and how a mistake in it is answered."""

from __future__ import annotations

import pytest

from analysis.errors import CallError
from analysis.study.parameters import PARAMETERS
from analysis.study.settings import DEFAULTS, SETTINGS, combinations, read_grid, shown


@pytest.fixture
def grid(project):
    def read(text):
        return read_grid(project.write("sweep.yaml", text), project.workspace)

    return read


def test_the_parameters_of_the_notebooks_are_its_vocabulary():
    assert SETTINGS.keys() - PARAMETERS.keys() == {"codebook", "segmenter", "hmm", "shared_wording"}
    assert PARAMETERS.keys() - SETTINGS.keys() == {"language"}


def test_values_have_the_declared_type_and_keep_their_order(grid):
    text = """
unit: [han, sentences, han]
years: [all, 2019, [2021, 2019]]
levels: [[county, province]]
hmm: [false, true]
seed: 7
"""
    assert grid(text) == {
        "unit": ["han", "sentences"],
        "years": [[], [2019], [2019, 2021]],
        "levels": [["province", "county"]],
        "hmm": [False, True],
        "seed": [7],
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("units: [han]", "unknown setting 'units'; did you mean 'unit'?"),
        ("language: [zh]", "unknown setting 'language'"),
        ("1: [han]", "unknown setting 1"),
        ("unit: [hans]", "'hans' is not allowed; did you mean 'han'?"),
        ("segmenter: [jiba]", "did you mean 'jieba'?"),
        ("hmm: ['true']", "'true' is not true or false"),
        ("hmm: [1]", "1 is not true or false"),
        ("seed: ['7']", "'7' is not a whole number"),
        ("seed: [true]", "True is not a whole number"),
        ("years: [1900]", "1900 is below 1949"),
        ("years: [[2019, x]]", "'x' is not a whole number"),
        ("corpus: [110000]", "110000 is not a text: put it in quotes"),
        ("corpus: ['110000']", "no corpus folder at"),
        ("codebook: [nowhere.yaml]", "no codebook at"),
        ("unit: []", "unit has no value"),
        ("unit: {a: 1}", "is not a text"),
        ("", "names no setting"),
        ("[unit]", "names no setting"),
        ("unit: [han", "is not YAML"),
        ("unit: [han]\nunit: [han]", "is not YAML"),
        ("unit: [\x00]", "is not YAML"),
    ],
)
def test_a_mistake_is_one_line_that_names_what_is_right(grid, text, message):
    with pytest.raises(CallError) as caught:
        grid(text)
    assert message in str(caught.value)
    assert "sweep.yaml" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_status == 2


def test_a_missing_file_is_named(project):
    with pytest.raises(CallError, match=r"nowhere\.yaml: No such file"):
        read_grid(project.root / "nowhere.yaml", project.workspace)


def test_codebooks_and_corpora_are_taken_from_the_project_root(grid, project):
    project.write("variants/strict.yaml", "a: 1")
    text = f"codebook: [own, variants/strict.yaml]\ncorpus: [corpus, '{project.root / 'corpus'}']"
    assert grid(text) == {"codebook": ["own", "variants/strict.yaml"], "corpus": ["corpus"]}


def test_combinations_are_those_of_the_settings_asked_for():
    grid = {"unit": ["han", "sentences"], "hmm": [False, True], "years": [[], [2019]]}
    found = list(combinations(grid, ["years", "unit"]))
    assert found[0] == {"years": [], "unit": "han"}
    assert len(found) == 4
    whole = list(combinations(grid))
    assert len(whole) == 8
    assert whole[0] == DEFAULTS | {"unit": "han"}


def test_only_what_varies_is_shown():
    grid = {"unit": ["han", "sentences"], "hmm": [False, True], "years": [[], [2019]], "seed": [7]}
    (first, *_, last) = combinations(grid)
    assert shown(first, grid) == "years=all, unit=han, hmm=false"
    assert shown(last, grid) == "years=2019, unit=sentences, hmm=true"
    assert shown({"seed": 7}, grid) == "the one combination"
