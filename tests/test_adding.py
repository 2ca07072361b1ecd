"""`fazhi add`: what comes in is kept, read and catalogued once; what does not come in says why."""

from __future__ import annotations

import csv
import hashlib
import io
import subprocess
import sys
import textwrap
import threading
import zlib
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from documents import docx, pdf, typeset
from miniature import COUNTY, TOWN
from opencc import OpenCC

from analysis import cli
from analysis.adding import duplicates
from analysis.adding.add import add_sources, suggest_id
from analysis.adding.duplicates import Duplicates
from analysis.adding.fetching import fetch
from analysis.adding.storing import writing
from analysis.catalogue import CATALOGUE, read_catalogue
from analysis.errors import CallError, CorpusError
from analysis.inspection import check_corpus
from analysis.paths import ROOT
from analysis.reading.normalise import fold_characters
from analysis.reading.report import read_report

TOWN_2023 = TOWN.format(year=2023, next_year=2024, events=21)
TOWN_2024 = TOWN.format(year=2024, next_year=2025, events=33)
NO_REPORT = (
    "柳渡镇2024年法治政府建设工作要点\n\n为做好全年工作,特制定本要点。\n一、加强普法\n要开展普法活动。\n" * 3
)


def page(text: str, furniture: str = "首页 &gt; 政务公开") -> bytes:
    body = "".join(f"<p>{line}</p>" for line in text.splitlines())
    return f"<html><head><meta charset=utf-8></head><body><div>{furniture}</div>{body}</body></html>".encode()


def rows(corpus):
    return [entry.values for entry in read_catalogue(corpus)]


def files(corpus):
    return sorted(str(path.relative_to(corpus)) for path in corpus.rglob("*") if path.is_file())


@pytest.fixture
def write(tmp_path):
    """Write a file to add; return its path."""

    def create(name, data):
        path = tmp_path / "incoming" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
        return path

    return create


@pytest.fixture
def fazhi(monkeypatch, capsys):
    """Run the command line; return exit status, stdout and stderr."""

    def call(*arguments):
        monkeypatch.setattr("sys.argv", ["fazhi", *map(str, arguments)])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        return stopped.value.code, *capsys.readouterr()

    return call


# What is stored


def test_a_utf8_text_is_stored_byte_for_byte_and_is_its_own_original(own_corpus, write):
    data = b"\xef\xbb\xbf" + TOWN_2023.replace("\n", "\r\n").encode()
    assert add_sources([write("a.txt", data)], own_corpus).added == ["2023-柳渡镇"]
    assert (own_corpus / "sources" / "2023-柳渡镇.txt").read_bytes() == data
    assert not (own_corpus / "originals").exists()
    row = rows(own_corpus)[-1]
    given = {column: value for column, value in row.items() if value}
    assert given == {
        "report_id": "2023-柳渡镇",
        "file": "sources/2023-柳渡镇.txt",
        "sha256": hashlib.sha256(data).hexdigest(),
        "include": "yes",
    }


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.TXT", TOWN_2023.encode("gb18030")),
        ("b.htm", page(TOWN_2023)),
        ("c.docx", docx(TOWN_2023.splitlines())),
        ("d.pdf", typeset([line for line in TOWN_2023.splitlines() if line])),
    ],
)
def test_any_other_source_keeps_its_original(own_corpus, write, name, data):
    summary = add_sources([write(name, data)], own_corpus)
    assert (summary.added, summary.exit_status) == (["2023-柳渡镇"], 0)
    kept = own_corpus / "originals" / f"2023-柳渡镇{name[1:].lower()}"
    assert kept.read_bytes() == data
    text = (own_corpus / "sources" / "2023-柳渡镇.txt").read_bytes().decode("utf-8")
    assert "(二)规范行政执法。严格落实行政执法公示制度,开展行政检查46次。" in text.splitlines()
    assert check_corpus(own_corpus)[0] == []


def test_existing_rows_keep_their_bytes_and_the_header_grows_on_its_right(own_corpus, write):
    path = own_corpus / CATALOGUE
    source = (own_corpus / "sources" / "2022-lingchuan.txt").read_bytes()
    old = 'note,report_id,file\r\n"a, ""b""\r\nc",2022-lingchuan,sources/2022-lingchuan.txt'
    path.write_text(old, encoding="utf-8-sig", newline="")
    add_sources([write("a.txt", TOWN_2023)], own_corpus)
    new = path.read_bytes().decode("utf-8")
    assert new.startswith(
        "\ufeffnote,report_id,file,sha256,url,retrieved,include\r\n" + old.split("\r\n", 1)[1] + ",,,,\r\n"
    )
    assert new.endswith(",yes\r\n")
    assert [row["report_id"] for row in rows(own_corpus)] == ["2022-lingchuan", "2023-柳渡镇"]
    before = path.read_bytes()
    add_sources([write("b.txt", TOWN_2024)], own_corpus)
    assert path.read_bytes().startswith(before)
    assert (own_corpus / "sources" / "2022-lingchuan.txt").read_bytes() == source


def test_a_quoted_catalogue_stays_quoted(own_corpus, write):
    (own_corpus / CATALOGUE).write_text(
        '"report_id","file","sha256","include"\n"2022-lingchuan","sources/2022-lingchuan.txt","",""\n',
        encoding="utf-8",
    )
    add_sources([write("a.txt", TOWN_2023)], own_corpus)
    last = (own_corpus / CATALOGUE).read_text(encoding="utf-8").splitlines()[-1]
    assert last.startswith('"2023-柳渡镇","sources/2023-柳渡镇.txt","')


def test_an_empty_folder_becomes_a_corpus_and_another_does_not(tmp_path, write):
    folder = tmp_path / "new"
    folder.mkdir()
    assert add_sources([write("a.txt", TOWN_2023)], folder).added
    assert files(folder) == ["reports.csv", "sources/2023-柳渡镇.txt"]
    with pytest.raises(CorpusError, match=CATALOGUE):
        add_sources([write("a.txt", TOWN_2023)], tmp_path)


# Ids


def test_ids_stay_unique_and_never_overwrite(own_corpus, write):
    stray = own_corpus / "sources" / "2023-柳渡镇.txt"
    stray.write_text("not catalogued", encoding="utf-8")
    other = TOWN_2023.replace("普法活动21场次", "普法活动五十场次")
    summary = add_sources([write("a.txt", TOWN_2023), write("b.txt", other)], own_corpus)
    assert summary.added == ["2023-柳渡镇-2", "2023-柳渡镇-3"]
    assert stray.read_text(encoding="utf-8") == "not catalogued"


def test_a_text_without_year_and_place_goes_by_its_file_name():
    class Named:
        metadata = {"reporting_year": None, "township": None, "issuer": None}

    assert suggest_id(Named, " 报告 {x}/a\\b ") == "报告-x-a-b"
    Named.metadata = {"reporting_year": None, "county": "青榆县", "province": "甲省", "level": "county"}
    assert suggest_id(Named, "x") == "undated-青榆县"
    Named.metadata = {
        "reporting_year": 2023,
        "county": "青榆县",
        "issuer": "青榆县水务局",
        "level": "department",
    }
    assert suggest_id(Named, "x") == "2023-青榆县水务局"


def test_a_given_id_names_the_report(own_corpus, write):
    source = write("a.txt", TOWN_2023)
    assert add_sources([source], own_corpus, report_id="2023-liudu").added == ["2023-liudu"]
    stray = own_corpus / "sources" / "other.txt"
    stray.write_text("not catalogued", encoding="utf-8")
    (outcome,) = add_sources([write("b.txt", TOWN_2024)], own_corpus, report_id="other").failed
    assert "other.txt exists and is another file" in outcome.problem
    assert stray.read_text(encoding="utf-8") == "not catalogued"


@pytest.mark.parametrize("bad", ["", "a b", "a/b", "{a}", ".a", "2022-Lingchuan", "x" * 300])
def test_an_impossible_id_is_refused_before_anything_is_read(own_corpus, write, bad):
    before = files(own_corpus)
    with pytest.raises(CallError, match="--id"):
        add_sources([write("a.txt", TOWN_2023)], own_corpus, report_id=bad)
    assert files(own_corpus) == before


# Judgement and duplicates


def test_what_is_no_such_report_comes_in_only_by_force(own_corpus, write):
    source = write("plan.txt", NO_REPORT)
    refused = add_sources([source], own_corpus)
    assert (refused.added, refused.exit_status) == ([], 1)
    assert "plan" in refused.failed[0].problem
    assert "--force" in refused.failed[0].problem
    forced = add_sources([source], own_corpus, force=True)
    assert forced.exit_status == 0
    row = rows(own_corpus)[-1]
    assert (row["report_id"], row["is_report"], row["note"]) == (forced.added[0], "yes", "")
    faults, remarks = check_corpus(own_corpus)
    assert faults == []
    assert any("is_report is 'yes' in reports.csv, 'no' in the text" in remark for remark in remarks)


def traditional(text: str) -> str:
    """The text in traditional script, full-width marks and with other blanks."""
    marks = str.maketrans("(),:0123", "（），：０１２３")
    return OpenCC("s2t").convert(text).translate(marks).replace("。", "。 \u3000")


def test_the_same_text_in_another_form_is_refused_with_the_id_of_the_first(own_corpus, write):
    first = add_sources([write("a.txt", TOWN_2023)], own_corpus).added[0]
    before = files(own_corpus)
    again = traditional(TOWN_2023)
    assert again != TOWN_2023
    for source in (write("b.txt", again.encode("big5hkscs")), write("c.docx", docx(TOWN_2023.split("\n")))):
        summary = add_sources([source], own_corpus, force=True)
        assert f"the same text as {first}" in summary.failed[0].problem
    assert files(own_corpus) == before


LONG_TOWN = TOWN_2023.replace(
    "二、存在的不足",
    "".join(
        f"({n})其他工作。" + "".join(f"第{n}项第{m}次完成任务{n * m * 7}件;" for m in range(20)) + "\n"
        for n in range(9)
    )
    + "二、存在的不足",
)


def test_the_same_report_on_another_site_is_refused(own_corpus, write):
    first = add_sources([write("a.txt", LONG_TOWN)], own_corpus).added[0]
    second = add_sources([write("b.html", page(LONG_TOWN, "另一网站 &gt; 年度报告"))], own_corpus)
    assert f"the same report as {first} on another page" in second.failed[0].problem


def test_a_report_with_much_the_same_wording_comes_in_with_a_remark(own_corpus, write):
    first = add_sources([write("a.txt", LONG_TOWN)], own_corpus).added[0]
    summary = add_sources([write("b.txt", LONG_TOWN.replace("2023", "2024"))], own_corpus)
    assert summary.added == ["2024-柳渡镇"]
    (remark,) = summary.outcomes[0].remarks
    assert f"% of its wording with {first}" in remark
    half = LONG_TOWN[: len(LONG_TOWN) // 2]
    part = add_sources([write("c.txt", half)], own_corpus)
    assert first in " ".join(part.outcomes[0].remarks)


def test_neighbours_that_share_formulas_are_no_duplicates(own_corpus, write):
    add_sources([write("a.txt", LONG_TOWN)], own_corpus)
    assert add_sources([write("b.txt", COUNTY.replace("2022", "2021"))], own_corpus).outcomes[0].remarks != ()
    summary = add_sources(
        [write("c.txt", TOWN_2024.replace("柳渡", "鹭汀") + "其余工作照常推进。" * 3)], own_corpus
    )
    assert all("2022-lingchuan" not in remark for remark in summary.outcomes[0].remarks)


def test_the_same_body_of_another_town_is_another_report(own_corpus):
    a, b = (
        read_report(LONG_TOWN.replace("青榆县柳渡镇人民政府", f"青榆县{town}人民政府"))
        for town in ("柳渡镇", "鹭汀镇")
    )
    known = Duplicates([("a", a.text)], lambda _: a)
    assert known.near(a)[0].same
    b.metadata.update(issuer="青榆县鹭汀镇人民政府", township="鹭汀镇")
    assert [match.same for match in known.near(b)] == [False]


def test_the_search_for_near_duplicates_reads_few_reports():
    """Each of 300 texts shares some wording with the report, and none is read to compare it."""
    formula = LONG_TOWN[400:700]
    texts = {
        f"r{n}": formula + "".join(chr(0x4E00 + (n * 7919 + m * m * 31) % 20000) for m in range(2500))
        for n in range(300)
    }
    some, report = (duplicates.shingles(duplicates.signature(text)) for text in (texts["r1"], LONG_TOWN))
    assert 0.05 < duplicates.shared(some, report) < 0.4
    asked = []
    known = Duplicates(texts.items(), lambda name: asked.append(name) or read_report(texts[name]))
    assert known.near(read_report(LONG_TOWN)) == []
    assert asked == []


def test_the_signature_keeps_han_and_digits_in_folded_form():
    def signature(text):
        return "".join(map(chr, duplicates.signature(text)))

    assert signature("建設(shè)１2\u3000次,𠮷\U0001f600《a》\n") == "建设12次𠮷"


def test_shingles_do_not_depend_on_the_hash_seed():
    text = "法治政府建设年度报告二〇二三年度青榆县"
    hashes = duplicates.shingles(duplicates.signature(text))
    assert len(hashes) == 19 - 12 + 1
    assert len(duplicates.shingles(duplicates.signature(text[:11]))) == 0
    command = f"from analysis.adding.duplicates import *; print(shingles(signature('{text}')).tolist())"
    out = subprocess.run(
        [sys.executable, "-c", command],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={"PYTHONHASHSEED": "7"},
    ).stdout
    assert out.strip() == str(hashes.tolist())


# Folders and calls


def test_a_bad_file_in_a_folder_is_a_line_and_the_rest_comes_in(fazhi, own_corpus, write):
    write("b/broken.docx", b"no zip")
    write("b/empty.txt", b"")
    write("c/old.doc", b"\xd0\xcf\x11\xe0")
    write("c/picture.png", b"\x89PNG")
    write("c/.hidden.txt", TOWN_2023)
    write("z.html", page(TOWN_2024))
    folder = write("a.txt", TOWN_2023).parent
    status, out, err = fazhi("add", folder, "--corpus", own_corpus)
    assert status == 1
    assert out.splitlines() == [
        f"{folder}/a.txt: added as 2023-柳渡镇",
        f"{folder}/z.html: added as 2024-柳渡镇",
        "2 added, 3 not",
    ]
    *lines, last = err.splitlines()
    assert last == "fazhi: passed over, no documents: 1 (.png)"
    problems = [line for line in lines if "added as" not in line]
    assert [line.split(": ")[1].rpartition("/")[2] for line in problems] == [
        "broken.docx",
        "empty.txt",
        "old.doc",
    ]
    assert all(line.startswith("fazhi: ") and line.count(": ") >= 3 for line in problems)
    assert "save it as .docx" in problems[2]


@pytest.mark.parametrize(
    ("arguments", "phrase"),
    [
        (["no-such.txt"], "no-such.txt"),
        (["{folder}", "no-such.txt"], "no-such.txt"),
        (["{folder}", "--id", "x"], "--id"),
        (["{folder}/a.xyz"], ".xyz"),
        (["{folder}/a.doc"], "save it as .docx"),
        (["{folder}/empty"], "no document"),
        (["ftp://host.example/a.txt"], "ftp://host.example/a.txt"),
        (["http:///a.txt"], "http:///a.txt"),
        (["{folder}/a.txt", "--corpus", "no/such/folder"], "no corpus folder"),
        ([], "SOURCE"),
    ],
)
def test_a_wrong_call_is_one_line_and_status_2_and_adds_nothing(fazhi, own_corpus, write, arguments, phrase):
    folder = write("a.txt", TOWN_2023).parent
    write("b.txt", TOWN_2024)
    write("a.xyz", "x")
    write("a.doc", "x")
    (folder / "empty").mkdir()
    before = files(own_corpus)
    arguments = [argument.format(folder=folder) for argument in arguments]
    if "--corpus" not in arguments:
        arguments += ["--corpus", own_corpus]
    status, out, err = fazhi("add", *arguments)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert phrase in err
    assert files(own_corpus) == before


def test_a_format_that_is_not_read_does_not_keep_the_others_out(own_corpus, write):
    summary = add_sources([write("a.xyz", "x"), write("b.doc", "x"), write("c.txt", TOWN_2023)], own_corpus)
    assert [bool(outcome.problem) for outcome in summary.outcomes] == [True, True, False]
    assert ".xyz" in summary.failed[0].problem


def test_a_faulty_corpus_takes_nothing_in(fazhi, own_corpus, write):
    (own_corpus / "sources" / "2022-lingchuan.txt").write_text("changed", encoding="utf-8")
    status, _, err = fazhi("add", write("a.txt", TOWN_2023), "--corpus", own_corpus)
    assert (status, err.count("\n")) == (1, 1)
    assert files(own_corpus) == ["reports.csv", "sources/2022-lingchuan.txt"]


def test_a_source_named_twice_is_read_once(own_corpus, write):
    source = write("a.txt", TOWN_2023)
    assert len(add_sources([source, source.parent, source], own_corpus).outcomes) == 1


def test_a_fault_of_the_reader_is_a_line(own_corpus, write, monkeypatch):
    def fail(_):
        raise RuntimeError("a\nb")

    monkeypatch.setattr("analysis.adding.add.read_report", fail)
    (outcome,) = add_sources([write("a.txt", TOWN_2023)], own_corpus).failed
    assert "RuntimeError: a b" in outcome.problem
    assert len(rows(own_corpus)) == 1


def test_on_a_terminal_a_bar_counts(fazhi, own_corpus, write, monkeypatch, capsys):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    write("b.txt", b"")
    folder = write("a.txt", TOWN_2023).parent
    status, out, err = fazhi("add", folder, "--corpus", own_corpus)
    assert (status, out) == (1, "1 added, 1 not\n")
    assert "2/2" in err
    assert "b.txt: the file is empty" in err


# The web, on this machine


class Site(BaseHTTPRequestHandler):
    asked: list[tuple[str, str]] = []
    body = page(TOWN_2023).replace(b"charset=utf-8", b"charset=gb2312")

    def do_GET(self):
        self.asked.append((self.path, self.headers["User-Agent"]))
        if self.path.startswith("/missing"):
            self.send_error(404)
        elif self.path.startswith("/round"):
            self.send_response(302)
            self.send_header("Location", self.path + "x")
            self.end_headers()
        elif self.path == "/moved":
            self.send_response(301)
            self.send_header("Location", "/2024/t1.shtml?id=1")
            self.end_headers()
        elif self.path == "/away":
            self.send_response(301)
            self.send_header("Location", "ftp://127.0.0.1/a")
            self.end_headers()
        elif self.path == "/file":
            self.answer(pdf([[(72, 110, "柳渡镇")]]), "application/octet-stream")
        elif self.path == "/packed":
            self.answer(zlib.compress(self.body), "text/html", ("Content-Encoding", "deflate"))
        elif self.path == "/short":
            self.answer(self.body, "text/html", ("Content-Length", str(len(self.body) + 9)))
        elif self.path == "/text":
            self.answer(TOWN_2023.encode("gb18030"), "text/plain; charset=utf-8")
        elif self.path == "/silent":
            self.server.released.wait(20)
        else:
            self.answer(self.body, "text/html; charset=utf-8")

    def answer(self, data, media_type, *headers):
        self.send_response(200)
        self.send_header("Content-Type", media_type)
        for name, value in headers or [("Content-Length", str(len(data)))]:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


@pytest.fixture
def site(monkeypatch):
    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.setattr(Site, "asked", [])
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.released = threading.Event()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.released.set()
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_web_page_is_asked_for_once_and_its_address_and_day_are_kept(own_corpus, site):
    url = f"{site}/2024/年报 t1.html?a=1"
    assert add_sources([url], own_corpus, today=date(2024, 3, 5)).added == ["2023-柳渡镇"]
    row = rows(own_corpus)[-1]
    assert (row["url"], row["retrieved"]) == (url, "2024-03-05")
    assert (own_corpus / "originals" / "2023-柳渡镇.html").read_bytes() == Site.body
    ((path, agent),) = Site.asked
    assert path == "/2024/%E5%B9%B4%E6%8A%A5%20t1.html?a=1"
    assert agent.startswith("fazhi/")


@pytest.mark.parametrize(("path", "suffix"), [("/moved", ".html"), ("/packed", ".html"), ("/text", ".txt")])
def test_redirects_packing_and_media_types(own_corpus, site, path, suffix):
    assert add_sources([site + path], own_corpus).exit_status == 0
    assert (own_corpus / "originals" / f"2023-柳渡镇{suffix}").is_file()


def test_the_bytes_tell_a_pdf_that_the_server_does_not(own_corpus, site):
    (outcome,) = add_sources([site + "/file"], own_corpus).outcomes
    assert "no such report" in outcome.problem


@pytest.mark.parametrize(
    ("path", "phrase"),
    [
        ("/missing", "404"),
        ("/round", "302"),
        ("/short", "broke off"),
        ("/away", "ftp"),
        ("/silent", "0.2 seconds"),
    ],
)
def test_a_request_that_fails_is_a_line_and_is_not_repeated(site, path, phrase):
    with pytest.raises(CorpusError) as raised:
        fetch(site + path, seconds=0.2 if path == "/silent" else 10)
    assert phrase in str(raised.value)
    assert len(Site.asked) <= 6
    assert path == "/round" or len(Site.asked) == 1


def test_too_large_and_too_far(site):
    with pytest.raises(CorpusError, match="more than"):
        fetch(site + "/", largest=100)
    with pytest.raises(CorpusError, match="more than"):
        fetch(site + "/packed", largest=len(zlib.compress(Site.body)))
    port = site.rpartition(":")[2]
    with pytest.raises(CorpusError, match="cannot be fetched"):
        fetch(f"http://127.0.0.1:{port}9999/")


# Interruption

KILLED = """
    import os, signal, sys
    count, real = 0, os.replace
    def replace(*paths):
        global count
        count += 1
        if count == {moment}:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*paths)
    os.replace = replace
    from analysis.adding.add import add_sources
    add_sources([{folder!r}], {corpus!r})
"""


@pytest.mark.parametrize("moment", [1, 2, 3, 5])
def test_a_killed_run_leaves_a_valid_corpus_and_the_next_one_finishes(own_corpus, write, moment):
    write("b.html", page(TOWN_2024))
    folder = write("a.html", page(TOWN_2023)).parent
    before = (own_corpus / CATALOGUE).read_bytes()
    script = textwrap.dedent(KILLED.format(moment=moment, folder=str(folder), corpus=str(own_corpus)))
    killed = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True)
    assert killed.returncode == -9, killed.stderr
    assert any(".adding-" in name for name in files(own_corpus))
    assert len(rows(own_corpus)) == 1 + (moment > 3)
    assert (
        (own_corpus / CATALOGUE).read_bytes().startswith(before if moment <= 3 else b"report_id,file,sha256")
    )
    assert check_corpus(own_corpus)[0] == []

    add_sources([folder], own_corpus)
    assert [row["report_id"] for row in rows(own_corpus)] == ["2022-lingchuan", "2023-柳渡镇", "2024-柳渡镇"]
    assert files(own_corpus) == [
        "originals/2023-柳渡镇.html", "originals/2024-柳渡镇.html", "reports.csv",
        "sources/2022-lingchuan.txt", "sources/2023-柳渡镇.txt", "sources/2024-柳渡镇.txt",
    ]  # fmt: skip


@pytest.mark.parametrize("moment", [1, 2, 3])
def test_an_interrupted_run_removes_what_it_was_writing(fazhi, own_corpus, write, monkeypatch, moment):
    import os

    real, count = os.replace, 0

    def replace(*paths):
        nonlocal count
        count += 1
        if count == moment:
            raise KeyboardInterrupt
        return real(*paths)

    monkeypatch.setattr(os, "replace", replace)
    status, _, err = fazhi("add", write("a.html", page(TOWN_2023)), "--corpus", own_corpus)
    assert (status, err.strip()) == (1, "fazhi: interrupted")
    assert not any(".adding-" in name for name in files(own_corpus))
    assert len(rows(own_corpus)) == 1


def test_two_writers_do_not_meet(own_corpus, write):
    with writing(own_corpus), pytest.raises(CorpusError, match="another fazhi add"):
        add_sources([write("a.txt", TOWN_2023)], own_corpus)
    assert add_sources([write("a.txt", TOWN_2023)], own_corpus).added


def test_a_full_disk_is_a_line_and_the_corpus_stays_valid(own_corpus, write, monkeypatch):
    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    (outcome,) = add_sources([write("a.txt", TOWN_2023)], own_corpus).failed
    assert "No space left" in outcome.problem
    assert files(own_corpus) == ["reports.csv", "sources/2022-lingchuan.txt"]


def test_the_catalogue_stays_a_table(own_corpus, write):
    write("b.html", page(TOWN_2024))
    add_sources([write("a.txt", TOWN_2023).parent], own_corpus)
    text = (own_corpus / CATALOGUE).read_text(encoding="utf-8")
    lengths = {len(cells) for cells in csv.reader(io.StringIO(text))}
    assert len(lengths) == 1
    assert fold_characters(text) == text
