"""Small codebooks of invented themes, and the shipped one."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.coding.codebook import load_codebook
from analysis.paths import CORPUS

HEAD = """\
schema: fazhi-codebook/1
version: '0.1'
themes:
"""
TAIL = """\
problem_types:
- {id: P01, label_zh: 队伍薄弱, label_en: weak staff, cues: [队伍, 力量薄弱], patterns: ['人员.{0,4}不足']}
problem_markers:
  section: [不足, '存在的?问题']
plan_types:
- {id: F01, label_zh: 普法, label_en: popularisation, cues: [普法]}
- {id: F02, label_zh: 建议, label_en: suggestions, cues: [意见建议], kind: suggestion}
plan_markers:
  plan: [下一步, 继续]
time_anchors:
- {id: K01, term: 民法典, regex: '民法典(?!草案)', kind: law, anchor: hard, first_official: '2020-05-28',
   source: 民法典, status: verified}
"""


def theme(number: int, *terms: str) -> str:
    """Return the YAML of theme T0n with its terms, each given as a flow mapping or as a bare string."""
    name = f"T0{number}"
    lines = [
        f"- id: {name}",
        f"  label_zh: 主题{number}",
        f"  label_en: theme {number}",
        f"  short_zh: 主题{number}",
        f"  short_en: theme {number}",
        "  definition: what it is about",
        "  source: [an outline]",
        "  include: what belongs to it",
        "  exclude: what does not",
        f"  subthemes: [{{id: {name}a, label_zh: 部分, label_en: part}}]",
        "  terms:",
    ]
    return (
        "\n".join(lines + [f"  - {term if term[0] == '{' else f'{{term: {term}}}'}" for term in terms]) + "\n"
    )


@pytest.fixture(scope="session")
def yaml_of():
    """Return a function from the terms of T01, T02, … to the text of a codebook."""

    def build(*themes: list[str]) -> str:
        return HEAD + "".join(theme(number, *terms) for number, terms in enumerate(themes, start=1)) + TAIL

    return build


@pytest.fixture(scope="session")
def load_text(tmp_path_factory):
    """Return a function that loads a codebook from its text, or from bytes."""

    def load(text: str | bytes):
        path = tmp_path_factory.mktemp("codebook") / "codebook.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return load_codebook(path)

    return load


@pytest.fixture(scope="session")
def codebook_of(yaml_of, load_text):
    """Return a function from the terms of T01, T02, … to a loaded codebook."""
    return lambda *themes: load_text(yaml_of(*themes))


@pytest.fixture(scope="session")
def shipped():
    """Return the codebook of the shipped corpus."""
    return load_codebook(CORPUS / "codebook.yaml")


@pytest.fixture(scope="session")
def sources() -> list[str]:
    """Return the texts of the shipped corpus; at least one."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(Path(CORPUS, "sources").glob("*.txt"))]
    assert texts, "the shipped corpus has no sources"
    return texts
