"""What the README says of results and parameters is what the committed run found."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from analysis.coding.codebook import load_codebook
from analysis.paths import CORPUS, FIGURES, ROOT
from analysis.study.manifest import verify
from analysis.study.parameters import PARAMETERS

README, CHINESE = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh.md"))


@pytest.fixture(scope="module")
def names():
    return {theme.short_en.lower(): theme.id for theme in load_codebook(CORPUS / "codebook.yaml").themes}


def test_every_share_it_names_is_the_committed_one(names):
    rates = pd.read_csv(FIGURES / "02-theme-rates.csv").set_index("theme")["rate"]
    phrase = re.compile(rf"({'|'.join(names)}) \((\d+) %")
    found = phrase.findall(" ".join(README.split()))
    assert len(found) == 3
    for name, percent in found:
        assert round(100 * rates[names[name]]) == int(percent), name
    assert {names[name] for name, _ in found[:2]} == set(rates.nlargest(2).index)
    assert names[found[2][0]] in rates[rates == rates.min()].index


def test_the_changes_it_names_are_the_largest(names):
    changes = pd.read_csv(FIGURES / "03-theme-change.csv").set_index("theme")["change"]
    more, less = re.search(
        r"give more room to ([\w ]+) and less to ([\w ]+) than", " ".join(README.split())
    ).groups()
    assert (names[more], names[less]) == (changes.idxmax(), changes.idxmin())


@pytest.mark.parametrize(("readme", "everything"), [(README, "all"), (CHINESE, "全部")], ids=["en", "zh"])
def test_every_parameter_is_there_with_its_default_and_values(readme, everything):
    _, table = readme.split("| --- | --- | --- |\n")
    rows = re.findall(r"^\| `(\w+)` \| (.+?) \| (.+) \|$", table.split("\n\n")[0], re.MULTILINE)
    assert [name for name, _, _ in rows] == list(PARAMETERS)
    for name, default, meaning in rows:
        parameter = PARAMETERS[name]
        assert default == (everything if parameter.default == [] else f"`{parameter.default}`"), name
        for value in parameter.vocabulary() if parameter.vocabulary else ():
            assert f"`{value}`" in meaning, name


@pytest.mark.parametrize("readme", [README, CHINESE], ids=["en", "zh"])
def test_every_linked_file_is_there(readme):
    for target in re.findall(r"\]\(([^)#]+)\)", readme):
        assert (ROOT / target).exists(), target


def test_the_committed_results_are_those_of_the_committed_code_and_corpus():
    assert verify(ROOT) is None
