"""A miniature corpus of invented reports, for whole-study tests."""

from __future__ import annotations

from pathlib import Path

import pytest
from miniature import COUNTY, TOWN, write_corpus


@pytest.fixture(scope="session")
def mini_corpus(tmp_path_factory) -> Path:
    """Two years of one town and one report of a county."""
    return write_corpus(
        tmp_path_factory.mktemp("mini") / "corpus",
        {
            "2021-liudu": TOWN.format(year=2021, next_year=2022, events=21),
            "2022-liudu": TOWN.format(year=2022, next_year=2023, events=34),
            "2022-lingchuan": COUNTY,
        },
    )


@pytest.fixture
def own_corpus(tmp_path) -> Path:
    """A corpus folder that a test may break."""
    return write_corpus(tmp_path / "corpus", {"2022-lingchuan": COUNTY})
