"""Shared wording: the vectors of the definition, clusters against brute force, provenance."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import CorpusError
from analysis.measures.candidates import CROWD, bucket_pairs, distinct_pairs, lsh_pairs
from analysis.measures.edges import alike, components, star_centres
from analysis.measures.formulae import formula_shares, read_formulae
from analysis.measures.minhash import bands_for, lsh_probability
from analysis.measures.provenance import own_text, partners, provenance_shares
from analysis.measures.reuse import shared_wording
from analysis.measures.shingles import canonical_form, containment, jaccard, shingle_keys, shingles
from analysis.measures.variants import cluster_variants

S1 = "全年共受理行政复议案件35件，审结32件。"
S2 = "全年共受理行政复议案件1,208件，审结1150件。"
S3 = "全年受理行政复议案件35件，审结32件。"
S4 = "严格执行重大行政决策程序。"
F1, F2 = "全面推进依法行政", "深入推进依法行政工作"


def test_canonical_form():
    assert canonical_form(S1) == canonical_form(S2) == "全年共受理行政复议案件0件审结0件"
    # Full width, marks, line breaks and signs go; letters, 々, 〇 and % stay.
    assert canonical_form("Ａ级“三项\n制度”（１.5％）❶·々〇_x") == "A级三项制度0%々〇x"
    assert canonical_form("。！\x00") == ""


# pair, k, sizes and shared, Jaccard, containment both ways; computed.
VECTORS = [
    (S1, S2, 5, (13, 13, 13), 1, 1, 1),
    (S1, S3, 3, (15, 14, 12), 0.705882, 0.8, 0.857143),
    (S1, S3, 5, (13, 12, 10), 0.666667, 0.769231, 0.833333),
    (S1, S3, 8, (10, 9, 7), 0.583333, 0.7, 0.777778),
    (F1, F2, 2, (7, 9, 5), 0.454545, 0.714286, 0.555556),
    (F1, F2, 5, (4, 6, 2), 0.25, 0.5, 0.333333),
]


@pytest.mark.parametrize(("one", "other", "k", "sizes", "j", "c1", "c2"), VECTORS)
def test_vectors_of_shingles(one, other, k, sizes, j, c1, c2):
    a, b = (shingles(canonical_form(text), k) for text in (one, other))
    assert (len(a), len(b), len(a & b)) == sizes
    assert jaccard(a, b) == jaccard(b, a) == pytest.approx(j, abs=5e-7)
    assert (containment(a, b), containment(b, a)) == pytest.approx((c1, c2), abs=5e-7)


def test_edges_of_shingles():
    assert jaccard(shingles(canonical_form(S4)), shingles(canonical_form(S1))) == 0
    assert shingles("法治", 5) == {"法治"}
    assert shingles("", 5) == frozenset()
    assert np.isnan(jaccard(frozenset(), frozenset()))
    assert jaccard(frozenset(), frozenset()).reason == containment(frozenset(), frozenset()).reason
    with pytest.raises(ValueError, match="k must be"):
        shingles("法治", 0)
    with pytest.raises(ValueError, match="k must be"):
        shingle_keys(["法治"], 0)


def test_keys_are_shingles_wherever_they_are_made():
    forms = ["全年共受理行政复议", "", "法治", "全年共受理行政", "啊啊啊啊啊啊啊"]
    for k in (1, 3, 5):
        owner, key = shingle_keys(forms, k)
        assert np.bincount(owner, minlength=5).tolist() == [len(shingles(form, k)) for form in forms]
        apart = [shingle_keys([form], k)[1] for form in forms]
        np.testing.assert_array_equal(np.concatenate(apart), key)
        assert len(np.intersect1d(apart[0], apart[3])) == len(shingles(forms[0], k) & shingles(forms[3], k))
    assert len(shingle_keys([])[0]) == 0


CHAIN = ["abcdefgh", "bcdefghi", "cdefghij"]  # J = .75, .75, .555556 with k = 2; computed


@pytest.mark.parametrize("candidates", ["auto", "prefix", "lsh"])
def test_chain(candidates):
    a, b, c = (shingles(form, 2) for form in CHAIN)
    assert (jaccard(a, b), jaccard(b, c), jaccard(a, c)) == pytest.approx((0.75, 0.75, 0.555556), abs=5e-7)
    keyed = (*shingle_keys(CHAIN, 2), 3, 0.6)
    assert cluster_variants(*keyed, "star", candidates).tolist() == [0, 0, 2]
    assert cluster_variants(*keyed, "single", candidates).tolist() == [0, 0, 0]
    report = pd.DataFrame({"report_id": list("abc"), "reporting_year": pd.array([2021] * 3, "Int64")})
    rows = pd.DataFrame({"report_id": list("abc"), "sentence_id": "1", "text": CHAIN, "n_han": 8})
    rows = rows.assign(start=0, end=8, section_id=None)
    star = shared_wording(rows, report, k=2, tau=0.6, candidates=candidates, minimum_documents=1)
    assert star.clusters["documents"].tolist() == ["a; b", "c"]
    single = shared_wording(rows, report, k=2, tau=0.6, method="single", candidates=candidates)
    assert single.clusters[["documents", "n_variants", "text"]].to_numpy().tolist() == [
        ["a; b; c", 3, "abcdefgh"]
    ]


def brute_force(forms, k, tau):
    """Return star centres, components and edges by comparing every pair."""
    sets = [shingles(form, k) for form in forms]
    edge = [[bool(a | b) and len(a & b) >= tau * len(a | b) - 1e-9 for b in sets] for a in sets]
    stars, parts = list(range(len(forms))), list(range(len(forms)))
    for v in range(len(forms)):
        stars[v] = next((c for c in range(v) if stars[c] == c and edge[c][v]), v)
    for _ in forms:
        for i, row in enumerate(edge):
            for j, joined in enumerate(row):
                if joined:
                    parts[i] = parts[j] = min(parts[i], parts[j])
    return stars, parts, edge


@settings(max_examples=80)
@given(
    forms=st.lists(st.text("甲乙丙丁", max_size=12), max_size=20, unique=True),
    k=st.integers(1, 3),
    tau=st.sampled_from([0.3, 0.5, 0.6, 0.75, 0.8, 1]),
)
def test_clusters_agree_with_every_pair_compared(forms, k, tau):
    stars, parts, edge = brute_force(forms, k, tau)
    owner, key = shingle_keys(forms, k)
    n = len(forms)
    assert cluster_variants(owner, key, n, tau).tolist() == stars
    assert cluster_variants(owner, key, n, tau, "single").tolist() == parts
    # From edges between every pair, as from those that min-wise hashing proposes.
    one, other = distinct_pairs(
        *np.array([(i, j) for j in range(n) for i in range(j)] or [[]] * 2).T.reshape(2, -1)
    )
    found = alike(owner, key, n, one, other, tau)
    assert found.tolist() == [edge[i][j] for i, j in zip(one, other, strict=True)]
    assert star_centres(one[found], other[found], n).tolist() == stars
    assert components(one[found], other[found], n).tolist() == parts


def test_all_of_a_bucket_are_paired_with_the_first_of_it():
    bucket, variant = np.array([7, 7, 3, 7, 7]), np.array([5, 2, 1, 9, 4])
    assert set(zip(*map(np.ndarray.tolist, bucket_pairs(bucket, variant, 2)), strict=True)) == {
        (2, 4),
        (2, 5),
        (2, 9),
        (4, 5),
        (4, 9),
    }
    many = 1_000
    one, other = bucket_pairs(np.zeros(many, dtype="uint64"), np.arange(many))
    assert len(one) == CROWD * (2 * many - CROWD - 1) / 2
    assert (one < other).all() and one.max() == CROWD - 1


def test_hashed_candidates_find_what_the_exact_filter_finds():
    generator = np.random.default_rng(1)
    letters = np.array([chr(0x4E00 + i) for i in range(300)])
    seeds = ["".join(generator.choice(letters, 40)) for _ in range(40)]
    forms = set(seeds)
    for seed in seeds:
        for _ in range(8):
            at = int(generator.integers(0, 37))
            forms.add(seed[:at] + "".join(generator.choice(letters, 3)) + seed[at + 3 :])
    forms = sorted(forms)
    keyed = (*shingle_keys(forms), len(forms), 0.6)
    exact, hashed = (cluster_variants(*keyed, "star", name) for name in ("prefix", "lsh"))
    assert len(np.unique(exact)) < len(forms) / 2
    assert (exact == hashed).mean() > 0.99
    one, other = lsh_pairs(*keyed)
    assert (one < other).all()
    assert (np.diff(other) >= 0).all()
    assert len(set(zip(one.tolist(), other.tolist(), strict=True))) == len(one)


def test_vectors_of_hashing():
    # From the R textreuse vignette and datasketch.
    assert lsh_probability(0.25, 80, 3) == pytest.approx(0.716309, abs=5e-7)
    assert [lsh_probability(s, 25, 5) for s in (0.3, 0.5, 0.7, 0.8)] == pytest.approx(
        [0.059011, 0.547839, 0.989950, 0.999951], abs=5e-7
    )
    for tau in (0.3, 0.5, 0.6, 0.8, 1):
        bands, rows = bands_for(tau)
        assert bands * rows <= 160
        assert lsh_probability(tau, bands, rows) >= 0.995


def corpus(*texts):
    """Return sentences and reports: one report per (report_id, year, code, level, issuer, [sentences])."""
    rows, reports = [], []
    for report_id, year, code, level, issuer, sentences in texts:
        reports.append((report_id, year, code, level, issuer))
        start = 0
        for number, text in enumerate(sentences, 1):
            rows.append((report_id, str(number), "1", start, start + len(text), len(text), text))
            start += len(text)
    names = ["report_id", "sentence_id", "section_id", "start", "end", "n_han", "text"]
    frame = pd.DataFrame(reports, columns=["report_id", "reporting_year", "division_code", "level", "issuer"])
    return pd.DataFrame(rows, columns=names), frame.astype({"reporting_year": "Int64"})


A = "组织执法人员走访沿街商铺并逐户发放合规经营手册和投诉电话卡片。"
B = "建成村级法治文化长廊并配备双语解说牌供游客参观学习。"
C = "镇司法所每逢集日在粮站门口摆放桌椅接受群众当面询问。"
D = "县政府领导班子带头旁听庭审并在会后撰写心得体会文章。"
TOWN, OTHER, COUNTY = "990001101", "990001102", "990001"
REPORTS = corpus(
    ("t21", 2021, TOWN, "township", "柳渡镇", [A, B, "特此报告。"]),
    ("t22", 2022, TOWN, "township", "柳渡镇", [A.replace("沿街", "临街"), D, C, "特此报告。"]),
    ("o22", 2022, OTHER, "township", "石桥镇", [C, C, "本镇只有这一句话是自己写出来的。"]),
    ("c21", 2021, COUNTY, "county", "青榆县", [D, "全县梳理行政权力事项目录并向社会公布。"]),
    ("d22", 2022, COUNTY, "department", "青榆县司法局", [D]),
    ("u", None, None, None, None, [B]),
)


def test_where_sentences_come_from():
    shared = shared_wording(*REPORTS, ["特此报告"])
    found = shared.sentences.set_index(["report_id", "sentence_id"])
    expected = {
        ("t21", "1"): ("own", None, None),  # it is the issuer's own, though carried on later
        ("t21", "2"): ("peers", "u", None),  # nothing tells who wrote it first
        ("t21", "3"): ("formula", None, None),
        ("t22", "1"): ("carried", "t21", "earlier"),
        ("t22", "2"): ("superior", "c21", "earlier"),
        ("t22", "3"): ("peers", "o22", None),
        ("o22", "1"): ("peers", "t22", None),
        ("o22", "2"): ("peers", "t22", None),
        ("o22", "3"): ("own", None, None),
        ("c21", "1"): ("peers", "d22", "later"),
        ("c21", "2"): ("own", None, None),
        ("d22", "1"): ("superior", "c21", "earlier"),  # a department's own government
        ("u", "1"): ("peers", "t21", None),
    }
    for key, (kind, source, direction) in expected.items():
        row = found.loc[key]
        assert row["provenance"] == kind, key
        told = [None if pd.isna(row[name]) else row[name] for name in ("source_id", "direction")]
        assert told == [source, direction], key
    assert found.loc[("t22", "1"), "n_documents"] == 2
    clusters = shared.clusters
    assert clusters["cluster"].tolist() == [1, 2, 3, 4, 5]
    d = clusters.set_index("text").loc[D]
    assert (d["documents"], d["n_documents"], d["n_sentences"]) == ("c21; d22; t22", 3, 3)
    assert (d["first_year"], d["last_year"], d["n_han"]) == (2021, 2022, 3 * len(D))
    assert clusters.set_index("text").loc["特此报告。", "formula"]
    assert clusters.set_index("text").loc[B, "documents"] == "t21; u"
    spread = found.loc[found["cluster"] == d["cluster"]].index.get_level_values(0)
    assert sorted(spread) == ["c21", "d22", "t22"]
    assert (shared.k, shared.tau, shared.method, shared.candidates) == (5, 0.6, "star", "prefix")


def test_shares_in_sentences_and_in_han_characters():
    sentences, reports = REPORTS
    shared = shared_wording(sentences, reports, ["特此报告"]).sentences
    shares = provenance_shares(shared, reports=reports).set_index(["report_id", "provenance"])
    assert len(shares) == 6 * 5
    town = shares.loc["t22"]
    assert town["n_sentences"].tolist() == [1, 1, 1, 1, 0]
    assert town["share_sentences"].tolist() == [0.25, 0.25, 0.25, 0.25, 0]
    assert town["n_han"].tolist() == [5, len(A), len(D), len(C), 0]
    assert town.loc["carried", "share_han"] == pytest.approx(len(A) / (5 + len(A) + len(C) + len(D)))
    whole = provenance_shares(shared, (), reports)
    assert whole["share_sentences"].sum() == pytest.approx(1)
    assert set(whole["total_sentences"]) == {14}
    sections = pd.DataFrame(
        {"report_id": reports["report_id"], "section_id": "1", "parent_id": None, "item": 1}
    )
    by_item = provenance_shares(shared, "item", reports, sections).set_index(["item", "provenance"])
    assert by_item.loc[(1, "peers"), "n_sentences"] == 6
    assert by_item.loc[(4, "own"), "note"] == "no text"
    assert np.isnan(by_item.loc[(4, "own"), "share_han"])
    with pytest.raises(ValueError, match="needs sections"):
        provenance_shares(shared, "item", reports)


def test_own_text_and_partners():
    sentences, reports = REPORTS
    shared = shared_wording(sentences, reports, ["特此报告"]).sentences
    own = own_text(sentences, shared)
    assert own["text"].str.slice(0, 4).tolist() == ["组织执法", "本镇只有", "全县梳理"]
    assert len(own_text(sentences, shared, ("own", "carried"))) == 4
    outside = pd.DataFrame({"report_id": ["t21", "t21"], "sentence_id": [None, "1"], "theme": "T06"})
    assert own_text(outside, shared)["sentence_id"].tolist() == ["1"]
    with pytest.raises(ValueError, match="no provenance 'copied'"):
        own_text(sentences, shared, ["copied"])
    others = partners(shared, "t22")
    assert others["report_id"].tolist() == ["t21", "c21", "d22", "o22"]
    assert others["n_sentences"].tolist() == [1, 1, 1, 1]
    assert others["share_sentences"].tolist() == [0.25] * 4
    with pytest.raises(ValueError, match="no sentence of report 'x'"):
        partners(shared, "x")


def test_the_nearest_superior_and_the_nearest_year():
    line = "逐村核对集体资产台账并张榜公示接受村民监督。"
    rows = corpus(
        ("p20", 2020, "990000", "province", "澜省", [line]),
        ("k20", 2020, COUNTY, "county", "青榆县", [line]),
        ("k22", 2022, COUNTY, "county", "青榆县", [line]),
        ("k24", 2024, COUNTY, "county", "青榆县", [line]),
        ("t23", 2023, TOWN, "township", "柳渡镇", [line]),
        ("t19", 2019, OTHER, "township", "石桥镇", [line]),
    )
    found = shared_wording(*rows).sentences.set_index("report_id")
    assert found.loc["t23", ["provenance", "source_id", "direction"]].tolist() == [
        "superior",
        "k22",
        "earlier",
    ]
    assert found.loc["t19", ["provenance", "source_id", "direction"]].tolist() == ["superior", "k20", "later"]
    assert found.loc["k20", ["provenance", "source_id"]].tolist() == ["superior", "p20"]
    assert found.loc["k24", ["provenance", "source_id"]].tolist() == ["carried", "k22"]
    assert found.loc["p20", ["provenance", "source_id", "direction"]].tolist() == ["peers", "t19", "earlier"]
    # The same by names alone.
    named = (
        rows[1]
        .assign(
            division_code=None,
            province="澜省",
            county=["", *["青榆县"] * 5],
            township=["", "", "", "", "柳渡镇", "石桥镇"],
        )
        .replace("", None)
    )
    again = shared_wording(rows[0], named).sentences.set_index("report_id")
    pd.testing.assert_frame_equal(again, found)


def test_order_of_rows_does_not_matter():
    sentences, reports = REPORTS
    expected = shared_wording(sentences, reports, ["特此报告"])
    for state in range(3):
        mixed = shared_wording(
            sentences.sample(frac=1, random_state=state),
            reports.sample(frac=1, random_state=state),
            ["特此报告"],
        )
        pd.testing.assert_frame_equal(mixed.sentences, expected.sentences)
        pd.testing.assert_frame_equal(mixed.clusters, expected.clusters)


def test_a_wording_in_many_versions_is_one_cluster():
    """Comparisons are with centres: 400 versions of one sentence are 399 comparisons, not 79,800."""
    names = [chr(0x4E00 + 7 * i) + chr(0x5E00 + 3 * i) + "镇" for i in range(400)]
    text = "{}党委政府每季度召开一次专题会议研究部署年度重点任务并将完成情况向群众公开接受监督评议。"
    rows = corpus(
        *((f"r{i:03}", 2022, None, None, None, [text.format(name)]) for i, name in enumerate(names))
    )
    for candidates in ("prefix", "lsh"):
        clusters = shared_wording(*rows, candidates=candidates).clusters
        assert clusters[["n_variants", "n_documents"]].to_numpy().tolist() == [[400, 400]]


def test_formulae_cover_characters_once():
    shares = formula_shares(
        ["依法治国、依法行政！", "推进依法行政工作", "《依法行政读本》依法治国", "《条例》", "。"],
        ["依法治国、依法行政", "依法行政", "依法治国"],
    )
    assert shares == pytest.approx([1, 0.5, 1, 0, 0])
    assert formula_shares(["依法行政"], []).tolist() == [0]
    with pytest.raises(ValueError, match="formula_share"):
        shared_wording(*REPORTS, formula_share=0)


def test_the_list_of_formulae(tmp_path):
    shipped = read_formulae()
    assert len(shipped) > 50
    assert shipped["formula"].str.len().min() >= 4
    assert set(shipped["check"]) <= {"verified", "general knowledge", "check before printing"}
    path = tmp_path / "formulae.csv"
    for text, message in (
        ("formula,since\n法治,2014\n", "columns must be"),
        ("formula,since,source,check\n法治,2014,,sure\n", "check one of"),
        ("formula,since,source,check\n法治,14,,verified\n", "since must be"),
        ("formula,since,source,check\n法治,,,verified\n“法治”,,,verified\n", "listed twice"),
        ("formula,since,source,check\n。,,,verified\n", "is empty"),
    ):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(CorpusError, match=message):
            read_formulae(path)
    with pytest.raises(CorpusError, match="name a list"):
        read_formulae(tmp_path / "none.csv")


def test_wrong_calls_are_refused():
    sentences, reports = REPORTS
    for options, message in (
        ({"tau": 0}, "tau must"),
        ({"tau": 1.5}, "tau must"),
        ({"method": "complete"}, "method must be one of star, single"),
        ({"candidates": "all"}, "candidates must be one of"),
        ({"k": 0}, "k must"),
    ):
        with pytest.raises(ValueError, match=message):
            shared_wording(sentences, reports, **options)
    with pytest.raises(ValueError, match="lacks text"):
        shared_wording(sentences.drop(columns="text"), reports)
    with pytest.raises(ValueError, match="twice"):
        shared_wording(sentences, pd.concat([reports, reports]))
