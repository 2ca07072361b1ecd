"""The RO-Crate: what it describes, that it is one, and that its bytes depend on nothing else."""

from __future__ import annotations

import json
import socket
from urllib.parse import unquote

import pytest
from rocrate.rocrate import ROCrate

from analysis.errors import RunError
from analysis.study.crate import CRATE, describe
from analysis.study.files import digest_file
from analysis.study.manifest import verify
from analysis.study.workspace import Target

pytestmark = pytest.mark.usefixtures("no_kernels")

CITATION = """cff-version: 1.2.0
title: "一项研究"
authors:
  - name: "The contributors"
  - family-names: "李"
    given-names: "青榆"
    orcid: "https://orcid.org/0000-0000-0000-0000"
version: 0.1.0
license: MIT
keywords: [law, 法治]
"""


@pytest.fixture
def study(project, draw):
    project.write("CITATION.cff", CITATION)
    project.notebook("01_corpus", draw("01-图.csv"))
    project.notebook("02_themes", draw("02-a.csv"))
    assert project.run().exit_status == 0
    return project


def entities(project, folder="."):
    return {one["@id"]: one for one in json.loads(project.read(f"{folder}/{CRATE}"))["@graph"]}


def ids(references):
    return {one["@id"] for one in references}


def test_it_names_inputs_outputs_and_software(study):
    found = entities(study)
    run = found["#run"]
    assert ids(run["result"]) == {
        "notebooks/01_corpus.ipynb", "notebooks/02_themes.ipynb", "figures/01-%E5%9B%BE.csv", "figures/02-a.csv",
    }  # fmt: skip
    assert {"corpus/reports.csv", "corpus/sources/%E7%94%B2.txt", "#parameter-years"} <= ids(run["object"])
    assert found["#parameter-seed"]["value"] == 2026
    software = found[run["instrument"]["@id"]]
    assert ids(software["softwareRequirements"]) == {
        "requirements.lock", "#rjieba", "#jieba", "#jieba%27s%20dict.txt", "#NotoSansCJKsc-Regular.otf",
    }  # fmt: skip
    assert found["#rjieba"]["softwareVersion"]


def test_every_file_is_there_with_its_digest(study):
    crate = ROCrate(study.root)
    files = [entity for entity in crate.get_entities() if entity.type == "File"]
    assert len(files) == 8
    for file in files:
        assert file["sha256"] == digest_file(study.root / unquote(file.id))


def test_authors_and_licence_are_those_of_the_citation_file(study):
    found = entities(study)
    root = found["./"]
    assert root["name"] == "一项研究"
    assert [found[one["@id"]]["name"] for one in root["author"]] == ["The contributors", "青榆 李"]
    assert found["https://orcid.org/0000-0000-0000-0000"]["@type"] == "Person"
    assert root["license"] == {"@id": "https://spdx.org/licenses/MIT"}
    assert "datePublished" not in root
    study.write("CITATION.cff", CITATION + "date-released: 2025-05-01\n")
    study.run()
    assert entities(study)["./"]["datePublished"] == "2025-05-01"


def test_without_a_citation_file_nobody_is_named(study):
    (study.root / "CITATION.cff").unlink()
    study.run()
    assert not {"author", "license", "version"} & entities(study)["./"].keys()


def test_a_broken_citation_file_is_named(study):
    study.write("CITATION.cff", "title: [")
    with pytest.raises(RunError, match=r"CITATION\.cff is not YAML"):
        study.run()


def test_its_bytes_are_the_same_every_time_and_need_no_network(study, monkeypatch):
    monkeypatch.setattr(socket, "socket", lambda *_, **__: pytest.fail("a socket was opened"))
    target = Target(study.root, committed=True)
    before = (study.root / CRATE).read_bytes()
    assert describe(study.workspace, target) == before
    (study.root / CRATE).unlink()
    study.run()
    assert (study.root / CRATE).read_bytes() == before
    assert str(study.root).encode() not in before


def test_verify_knows_it(study):
    assert verify(study.root) is None
    text = study.read(CRATE)
    study.write(CRATE, text.replace("一项研究", "另一项研究"))
    assert verify(study.root).startswith(f"{CRATE} differs")
    (study.root / CRATE).unlink()
    assert verify(study.root) == f"{CRATE} is missing: run the study"
    study.run()
    assert study.read(CRATE) == text
    study.write("CITATION.cff", CITATION.replace("0.1.0", "0.2.0"))
    assert verify(study.root).startswith(f"{CRATE} differs")


def test_an_experiment_has_its_own_and_knows_its_inputs_by_digest(study):
    before = study.read(CRATE)
    out = study.run(p=["years=2021"]).out
    found = entities(study, out)
    assert study.read(CRATE) == before
    assert "notebooks/01_corpus.ipynb" in ids(found["./"]["hasPart"])
    assert not any(one["@id"].startswith("corpus") for one in found["./"]["hasPart"])
    assert found["#corpus/reports.csv"]["sha256"] == digest_file(study.root / "corpus/reports.csv")
    assert found["#parameter-years"]["value"] == "[2021]"


def test_without_a_result_there_is_no_crate(project):
    project.notebook("01_corpus", "1 / 0")
    assert project.run().exit_status == 1
    assert not (project.root / CRATE).exists()
