"""Sweeps: only new combinations are measured, and each finding holds in k of n."""

from __future__ import annotations

import csv

import pytest
from miniature import TOWN, write_corpus

from analysis.errors import CallError, CodebookError, CorpusError
from analysis.paths import CORPUS
from analysis.study.claims import KINDS, Finding, Kind
from analysis.study.sweep import run_sweep
from analysis.study.verdicts import Verdict, cases_table, findings_table
from analysis.study.workspace import Workspace


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def swept(project, mini_corpus):
    """Return a function that sweeps a grid in a project whose corpus is the miniature one."""

    def run(text, **options):
        spec = project.write("sweep.yaml", f"corpus: {mini_corpus}\n{text}")
        return run_sweep(spec, workspace=project.workspace, **options)

    return run


@pytest.fixture
def counted(monkeypatch):
    """Put one cheap kind in the place of all; return the settings it was measured for."""
    measured = []

    def measure(case):
        measured.append(case.settings)
        return {"n": len(case.reports) - 1 + (case.settings["unit"] == "han")}

    def findings(base, names):
        return [
            Finding("several", "There are several reports", lambda measure: measure["n"]),
            Finding("unsaid", "Nobody knows", lambda measure: None),
        ]

    monkeypatch.setattr(
        "analysis.study.claims.KINDS", {"counts": Kind(("corpus", "years", "levels", "codebook", "themes", "unit"), measure, findings)}
    )  # fmt: skip
    return measured


GRID = "unit: [sentences, han]\nyears: [all, 2021]\nlevels: [all, county]\nhmm: [false, true]\n"


def test_a_finding_holds_in_k_of_n(swept, counted, project):
    summary = swept(GRID)
    several, unsaid = summary.verdicts
    # Three reports, one of a county; 2021: one, which is none of a county.
    assert (several.holds, several.known, len(several.cases)) == (4, 6, 8)
    assert str(several) == "holds in 4 of 6 (2 cannot say)  There are several reports"
    assert (unsaid.holds, unsaid.known) == (0, 0)
    assert summary.combinations == 16
    assert (summary.measured, summary.kept) == (8, 0)
    out = project.root / summary.out
    assert summary.out.startswith("build/")
    assert rows(out / "findings.csv")[0] == {
        "finding": "several", "statement": "There are several reports", "holds": "4", "of": "6",
        "cannot_say": "2", "number_first": "2",
    }  # fmt: skip
    cases = rows(out / "cases.csv")
    shown = ("years", "levels", "unit", "holds", "number")
    assert [tuple(case[name] for name in shown) for case in cases[:8]] == [
        ("all", "all", "sentences", "yes", "2"),
        ("all", "all", "han", "yes", "3"),
        ("all", "county", "sentences", "no", "0"),
        ("all", "county", "han", "yes", "1"),
        ("2021", "all", "sentences", "no", "0"),
        ("2021", "all", "han", "yes", "1"),
        ("2021", "county", "sentences", "", ""),
        ("2021", "county", "han", "", ""),
    ]
    assert {case["hmm"] for case in cases} == {""}


def test_no_cell_of_its_tables_becomes_a_formula():
    verdict = Verdict("-a-leads", "=1+1 leads", (({"corpus": "@c"}, -0.5), ({"corpus": "c"}, -1e-05)))
    findings, cases = (
        list(csv.reader(table([verdict]).decode("utf-8").splitlines()))
        for table in (findings_table, cases_table)
    )
    assert findings[1][:2] == ["'-a-leads", "'=1+1 leads"]
    assert [row[:4] for row in cases[1:]] == [
        ["'-a-leads", "no", "-0.5", "'@c"],
        ["'-a-leads", "no", "-1e-05", "c"],
    ]


def test_only_new_combinations_are_measured(swept, counted, project):
    first = swept(GRID)
    before = (project.root / first.out / "cases.csv").read_bytes()
    counted.clear()
    again = swept(GRID)
    assert counted == []
    assert (again.measured, again.kept, again.verdicts) == (0, 8, first.verdicts)
    assert (project.root / again.out / "cases.csv").read_bytes() == before
    wider = swept(GRID.replace("all, 2021", "all, 2021, [2021, 2022]"))
    assert (wider.measured, wider.kept) == (4, 8)
    assert [settings["years"] for settings in counted] == [[2021, 2022]] * 4


def test_what_measures_are_made_from_makes_them_new(project, counted, tmp_path):
    folder = write_corpus(
        tmp_path / "corpus", {"2021-liudu": TOWN.format(year=2021, next_year=2022, events=3)}
    )
    variant = project.write("strict.yaml", (CORPUS / "codebook.yaml").read_text(encoding="utf-8"))
    spec = project.write("sweep.yaml", f"corpus: {folder}\ncodebook: [own, strict.yaml]")

    def measured():
        counted.clear()
        return run_sweep(spec, workspace=project.workspace).measured

    assert measured() == 2
    assert measured() == 0
    variant.write_text(variant.read_text(encoding="utf-8") + "# another\n", encoding="utf-8")
    assert measured() == 1
    project.write("analysis/study/claims.py", "A = 1\n")
    assert measured() == 2
    project.write("requirements.lock", "kit==2\n")
    assert measured() == 2
    source = folder / "sources" / "2021-liudu.txt"
    assert source.is_file()
    (folder / "codebook.yaml").write_bytes(variant.read_bytes())
    assert measured() == 2


def test_the_first_values_must_leave_a_report(swept, counted):
    with pytest.raises(CorpusError, match="first values of its settings leave no report"):
        swept("levels: [province, all]")


def test_every_codebook_and_theme_is_checked_before_anything_is_measured(swept, counted, project):
    project.write("broken.yaml", "schema: x\n")
    with pytest.raises(CodebookError, match=r"broken\.yaml"):
        swept("codebook: [own, broken.yaml]")
    with pytest.raises(CallError, match="no theme 'T99'"):
        swept("themes: [all, T99]")
    assert counted == []


@pytest.mark.parametrize("years", ["1999", "[1998, 1999]"])
def test_years_that_no_corpus_has_are_named_before_anything_is_measured(swept, counted, project, years):
    with pytest.raises(CorpusError) as caught:
        swept(f"years: [all, {years}]")
    asked = " or ".join(years.strip("[]").split(", "))
    expected = f"sweep.yaml: no report has reporting year {asked}: list years from 2021, 2022"
    assert str(caught.value).endswith(expected)
    assert counted == []
    assert not (project.root / "build" / "sweeps").exists()


def test_years_that_one_of_several_corpora_has_are_right(project, counted, mini_corpus, tmp_path):
    town = TOWN.format(year=2019, next_year=2020, events=3)
    other = write_corpus(tmp_path / "corpus", {"2019-liudu": town})
    spec = project.write("sweep.yaml", f"corpus: [{mini_corpus}, {other}]\nyears: [all, 2019, 2021]")
    (several, _) = run_sweep(spec, workspace=project.workspace).verdicts
    assert [number for _, number in several.cases] == [2, None, 0, 0, 0, None]


@pytest.mark.parametrize("out", ["notebooks", "figures/x", ".", "corpus"])
def test_a_sweep_cannot_write_where_the_study_is(swept, counted, project, out):
    before = project.files()
    with pytest.raises(CallError, match="would overwrite the study"):
        swept(GRID, out=project.root / out)
    assert {name for name in project.files() if name != "sweep.yaml"} == set(before)


def test_nor_into_a_corpus_it_reads(swept, counted, mini_corpus):
    with pytest.raises(CallError, match="would overwrite"):
        swept(GRID, out=mini_corpus / "x")


def test_real_findings_of_two_periods(project, tmp_path):
    """Only the report on a year of the later outline speaks of emergencies."""
    texts = {
        f"{year}-liudu": TOWN.format(year=year, next_year=year + 1, events=year - 1990)
        for year in (2018, 2019, 2022)
    }
    texts["2022-liudu"] = texts["2022-liudu"].replace(
        "(二)规范", "开展应急演练。突发事件应急预案齐备。(二)规范"
    )
    folder = write_corpus(tmp_path / "corpus", texts)
    spec = project.write(
        "sweep.yaml",
        f"corpus: {folder}\nunit: [sentences, han]\nsegmenter: [rjieba, jieba]\nhmm: [false, true]",
    )
    summary = run_sweep(spec, workspace=Workspace(project.root))
    found = {verdict.name: verdict for verdict in summary.verdicts}
    assert (found["T07-rises"].holds, found["T07-rises"].known) == (2, 2)
    assert (found["应急-more"].holds, found["应急-more"].known) == (4, 4)
    assert summary.measured == sum({"words": 4}.get(kind, 2) for kind in KINDS)
    assert "holds in 2 of 2  Emergencies and safety rises from 2015—2020 to 2021—2025" in str(summary)
