"""`fazhi check --uncoded`, `--sample` and `--coded`: what they print and write, and their exit status."""

from __future__ import annotations

import pytest

from analysis import cli


@pytest.fixture
def check(monkeypatch, capsys, folder):
    """Run `fazhi check` on the invented corpus; return exit status, stdout and stderr."""

    def call(*arguments):
        monkeypatch.setattr("sys.argv", ["fazhi", "check", "--corpus", str(folder), *map(str, arguments)])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        out, err = capsys.readouterr()
        return stopped.value.code, out, err

    return call


def test_uncoded(check):
    status, out, _ = check("--uncoded", "3")
    assert status == 0 and "sentences without a theme" in out
    assert check("--uncoded")[0] == 0


def test_a_sample_goes_out_and_comes_back(check, tmp_path):
    path = tmp_path / "sample.csv"
    status, out, _ = check("--sample", "12", "--seed", "2", "--to", path)
    assert status == 0 and out.startswith("12 of ")
    first = path.read_text(encoding="utf-8-sig")
    head, *rows = first.splitlines()
    for name, codes in (("liu", "T06"), ("wang", "none")):
        filled = [f"{row.rsplit(',', 2)[0]},{codes}," for row in rows]
        (tmp_path / f"{name}.csv").write_text("\n".join([head, *filled]), encoding="utf-8-sig")
    files = tmp_path / "liu.csv", tmp_path / "wang.csv"
    status, out, _ = check("--coded", *files, "--to", tmp_path / "scores.csv")
    assert status == 0 and "judged by liu 12, wang 12" in out and "majority" in out and "T14" in out
    assert (tmp_path / "scores.csv").read_bytes().startswith(b"\xef\xbb\xbftheme,against,n")
    status, _, err = check("--coded", files[0], "--to", tmp_path / "scores.csv")
    assert status == 2 and "not overwritten" in err
    status, _, err = check("--sample", "12", "--seed", "2", "--to", path)
    assert status == 2 and "not overwritten" in err and path.read_text(encoding="utf-8-sig") == first


@pytest.mark.parametrize(
    ("arguments", "status", "phrase"),
    [
        (["--sample", "12", "--seed", "2"], 2, "--to FILE.csv"),
        (["--sample", "12", "--to", "new.csv"], 2, "--seed S"),
        (["--sample", "3", "--seed", "2", "--to", "new.csv"], 2, "10 strata"),
        (["--sample", "9999", "--seed", "2", "--to", "new.csv"], 2, "sentences; ask for 1"),
        (["--sample", "12", "--seed", "2", "--to", "no/such/new.csv"], 2, "cannot write"),
        (["--sample", "nine"], 2, "nine"),
        (["--uncoded", "0"], 2, "0"),
        (["--coded", "none.csv"], 2, "no file none.csv"),
        (["--uncoded", "3", "--sample", "12"], 2, "one at a time"),
        (["stray.csv"], 2, "files go with --coded"),
    ],
)
def test_a_wrong_call_is_one_line(check, monkeypatch, tmp_path, arguments, status, phrase):
    monkeypatch.chdir(tmp_path)
    code, _, err = check(*arguments)
    assert (code, err.count("\n")) == (status, 1) and phrase in err
    assert not list(tmp_path.glob("*.csv"))


def test_a_bad_file_is_status_1(check, tmp_path):
    path = tmp_path / "liu.csv"
    path.write_text("sample_id\ns1of1\n", encoding="utf-8")
    status, _, err = check("--coded", path)
    assert status == 1 and err.count("\n") == 1 and "row 1" in err
