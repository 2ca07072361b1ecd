"""The declaration, the command line read against it, and the cells of notebooks compared with it."""

from __future__ import annotations

import pytest
from papermill.translators import PythonTranslator

from analysis.errors import CallError
from analysis.schemas import LEVELS
from analysis.study.parameters import (
    PARAMETERS,
    check_declared,
    check_notebook_parameters,
    check_themes,
    parameters_cell,
    parse_assignments,
    read_parameters,
)


def notebook(source: str) -> dict:
    cell = {"cell_type": "code", "metadata": {"tags": ["parameters"]}, "source": source, "outputs": []}
    return {"cells": [cell]}


@pytest.mark.parametrize(
    ("assignment", "value"),
    [
        ("years=2023,2021", [2021, 2023]),
        ("years=2021，2023", [2021, 2023]),
        ("years=2021,2021", [2021]),
        ("years=", []),
        ("levels=county,province", ["province", "county"]),
        ("themes=T09,T02", ["T02", "T09"]),
        ("corpus=110000", "110000"),
        ("corpus=010000", "010000"),
        ("corpus=a=b", "a=b"),
        ("corpus=语料/青榆", "语料/青榆"),
        ("seed=0", 0),
        ("unit=han", "han"),
        ("language=zh", "zh"),
    ],
)
def test_values_have_the_declared_type(assignment, value):
    (parsed,) = parse_assignments([assignment]).values()
    assert parsed == value
    assert type(parsed) is type(value)


@pytest.mark.parametrize(
    ("assignment", "message"),
    [
        ("year=2021", "unknown parameter 'year'; did you mean 'years'?"),
        ("xyzzy=1", "valid names: corpus"),
        ("years", "has no value"),
        ("years=abc", "'abc' is not a whole number; write years=2021,2023"),
        ("years=2021.5", "not a whole number"),
        ("years=20211", "above 2100"),
        ("seed=-1", "below 0"),
        ("seed=", "write seed=2026"),
        ("seed=1_000", "not a whole number"),
        ("levels=county,contry", "'contry' is not allowed; did you mean 'county'?"),
        ("unit=sentence", "did you mean 'sentences'?"),
        ("language=de", "valid names: en, zh"),
        ("unit=Han", "not allowed"),
    ],
)
def test_a_wrong_call_names_what_is_right(assignment, message):
    with pytest.raises(CallError) as caught:
        parse_assignments([assignment])
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_parameter_is_given_once():
    with pytest.raises(CallError, match="seed is given twice"):
        parse_assignments(["seed=1", "seed=2"])


def test_themes_are_those_of_the_codebook():
    check_themes({"themes": ["T01"]}, ["T01", "T02"])
    with pytest.raises(CallError, match=r"no theme 'T1'; did you mean 'T01'"):
        check_themes({"themes": ["T01", "T1"]}, ["T01", "T02"])


def test_a_parameter_must_mean_something_to_a_selected_notebook():
    declared = {"01_corpus": ("years",), "02_themes": ("years", "unit")}
    check_declared(["unit"], declared, ["01_corpus", "02_themes"])
    with pytest.raises(CallError, match="unit means nothing to 01_corpus: it belongs to 02_themes"):
        check_declared(["years", "unit"], declared, ["01_corpus"])
    with pytest.raises(CallError, match="no notebook has it"):
        check_declared(["seed"], declared, ["01_corpus"])


def test_the_levels_are_named_in_the_comment():
    assert all(level in PARAMETERS["levels"].meaning for level in LEVELS)


def test_a_cell_made_from_the_declaration_agrees_with_it():
    node = notebook(parameters_cell(PARAMETERS))
    assert check_notebook_parameters(node) == []
    lines, faults = read_parameters(node)
    assert [line.name for line in lines] == list(PARAMETERS)
    assert faults == []


def test_papermill_can_inspect_every_declared_line():
    inspected = PythonTranslator.inspect({"source": parameters_cell(PARAMETERS)})
    found = {one.name: (one.inferred_type_name, one.help) for one in inspected}
    assert found == {one.name: (one.annotation, one.meaning) for one in PARAMETERS.values()}


def test_a_list_may_be_annotated_for_short():
    source = parameters_cell(["years"]).replace("list[int]", "list")
    assert check_notebook_parameters(notebook(source)) == []


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ("seed: int = 7  # seed of the random numbers, 0 or more", "defaults to 7, not 2026"),
        ("seed: float = 2026  # seed of the random numbers, 0 or more", "annotated float"),
        ("seed: int = 2026.0  # seed of the random numbers, 0 or more", "defaults to 2026.0"),
        ("seed: int = 2026  # luck", "commented 'luck'"),
        ("seed: int = 2026", "commented ''"),
        ("sead: int = 2026  # luck", "'sead' is not declared; did you mean 'seed'"),
        ("seed = 2026  # luck", "is not a parameter"),
        ("years: list = [\n    2021,\n]  # x", "on one line"),
        ("seed: int = 1000 + 1026  # x", "is not a parameter"),
        ("import os", "is not a parameter"),
        ("seed: int = ", "is not Python"),
        (parameters_cell(["seed", "seed"]), "stands twice"),
    ],
)
def test_a_cell_that_differs_is_told_how(wrong, fault):
    faults = check_notebook_parameters(notebook(wrong))
    assert any(fault in one for one in faults), faults


def test_comments_may_be_left_out_of_the_comparison():
    assert check_notebook_parameters(notebook("seed: int = 2026  # luck"), comments=False) == []


def test_two_tagged_cells_are_one_too_many():
    node = {"cells": notebook("seed: int = 2026  # x")["cells"] * 2}
    assert check_notebook_parameters(node) == ["2 cells are tagged 'parameters': tag one"]
