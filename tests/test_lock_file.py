"""The lock file: hashed, without addresses, and of permissive licences only."""

from __future__ import annotations

import re
from importlib import metadata

import pytest

from analysis.paths import ROOT

LOCKS = ["requirements.lock", "requirements-build.lock"]
COPYLEFT = re.compile(r"GPL|Affero|General Public", re.IGNORECASE)


def locked(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    return re.findall(r"^([a-z0-9_.-]+)==([^ ;\\]+)(.*?)(?=^[a-z]|\Z)", text, re.MULTILINE | re.DOTALL)


def licences(about):
    stated = [about.get("License-Expression"), (about.get("License") or "")[:200]]
    stated += [line for line in about.get_all("Classifier", []) if line.startswith("License")]
    return "; ".join(filter(None, stated))


@pytest.mark.parametrize("lock", LOCKS)
def test_everything_is_pinned_by_hash_and_names_no_address(lock):
    entries = locked(lock)
    assert len(entries) > 2
    assert [name for name, _, rest in entries if "--hash=sha256:" not in rest] == []
    assert "://" not in (ROOT / lock).read_text(encoding="utf-8")


def test_every_installed_package_states_a_permissive_licence():
    stated = {}
    for name, _, _ in locked("requirements.lock"):
        try:
            stated[name] = licences(metadata.metadata(name))
        except metadata.PackageNotFoundError:
            continue  # for another platform or Python
    assert len(stated) > 100
    assert [name for name, licence in stated.items() if not licence] == []
    assert [(name, licence) for name, licence in stated.items() if COPYLEFT.search(licence)] == []


@pytest.mark.parametrize("licence", ["GPL-3.0-or-later", "GNU Lesser General Public License v3", "AGPLv3"])
def test_a_copyleft_licence_is_seen(licence):
    assert COPYLEFT.search(licence)
