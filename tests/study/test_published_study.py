"""A run leaves the written study as documents to hand on, and makes them anew only when it changed."""

from __future__ import annotations

import json

import pytest

ENDINGS = ("html", "docx", "pdf")


@pytest.fixture
def study(project, no_kernels):
    path = project.notebook(
        "study", "print(years)", prose="# 柳渡镇报告研究\n\n正文。", parameters=("years", "language")
    )
    node = json.loads(path.read_text(encoding="utf-8"))
    node["metadata"]["fazhi"]["article"] = True
    path.write_text(json.dumps(node, ensure_ascii=False), encoding="utf-8")
    return project


def documents(folder):
    return {ending: (folder / f"study.{ending}").read_bytes() for ending in ENDINGS}


def test_the_documents_of_the_default_run_go_to_build(study):
    summary = study.run()
    assert documents(study.root / "build")["html"].decode("utf-8").count("柳渡镇报告研究") >= 1
    assert "written: build/study.html, build/study.docx, build/study.pdf" in str(summary)
    assert "written" not in str(study.run())


def test_those_of_another_run_go_where_its_results_go(study):
    study.run()
    before = documents(study.root / "build")
    study.run(p=("language=zh",), out=study.root / "elsewhere")
    assert b'lang="zh-CN"' in documents(study.root / "elsewhere")["html"]
    assert documents(study.root / "build") == before


def test_edited_prose_reaches_the_documents_without_a_run(study):
    study.run()
    study.edit("study", lambda node: node["cells"][0].update(source="# 柳渡镇报告研究\n\n改过的正文。"))
    summary = study.run()
    assert [result.status for result in summary.results] == ["up to date"]
    assert "改过的正文" in documents(study.root / "build")["html"].decode("utf-8")


def test_a_notebook_that_is_no_article_leaves_none(project, no_kernels):
    project.notebook("01_one", "print(years)")
    project.run()
    assert not list((project.root / "build").glob("*.html"))
