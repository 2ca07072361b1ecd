import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from renderings import traditional

from analysis.errors import CorpusError
from analysis.reading.decode import decode, plausibility

TEXT = """柳渡镇2023年法治政府建设年度报告
2023年，柳渡镇坚持依法行政，扎实推进法治政府建设。现将有关情况报告如下：
一、主要举措和成效
（一）健全机制。镇政府调整了领导小组，召开会议4次。
"""
ENGLISH = "Annual report on law-based government, 2022.\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "big5hkscs"]
)
@pytest.mark.parametrize("write", [str, traditional])
def test_every_encoding_comes_back_with_its_name(encoding, write):
    text = write(TEXT)
    data = text.encode(encoding, "ignore")
    read, named = decode(data)
    assert (read, named) == (data.decode(encoding), encoding)


def test_a_mark_decides_against_the_look_of_the_bytes():
    data = codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be")
    assert decode(data) == (TEXT, "utf-16")


def test_utf_16_without_any_line_break_or_digit_is_read_by_its_characters():
    text = "柳渡镇坚持依法行政，扎实推进法治政府建设。现将有关情况报告如下"
    assert decode(text.encode("utf-16-be")) == (text, "utf-16-be")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_text_without_chinese_is_text(encoding):
    assert decode(ENGLISH.encode(encoding)) == (ENGLISH, encoding)


def test_gb18030_and_big5_are_told_apart_by_what_they_say():
    assert decode("依法行政工作情况的报告".encode("gb18030"))[1] == "gb18030"
    assert decode("依法行政工作情況的報告".encode("big5hkscs"))[1] == "big5hkscs"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "empty"),
        (codecs.BOM_UTF8, "empty"),
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"PK\x03\x04\x14\x00", "office document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "older office document"),
        (bytes(range(256)) * 4, "binary"),
        (b"\x01\x02\x03abc" * 20, "binary"),
        (codecs.BOM_UTF16_LE + b"\x2d\x4e\x00", "breaks at byte"),
        (TEXT.encode() + b"\xff\xfe\xfd", "no encoding"),
        (TEXT.encode("gb18030") + b"\xff", "no encoding"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(data, words):
    with pytest.raises(CorpusError, match=words) as refused:
        decode(data)
    assert "\n" not in str(refused.value)


def test_plausibility_is_high_for_the_right_reading_and_low_for_the_wrong_one():
    data = TEXT.encode("gb18030")
    assert plausibility(TEXT) > 0.6
    assert plausibility(data.decode("big5hkscs", "ignore")) < 0.2


@settings(database=None, derandomize=True, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_whole_or_refused(data):
    try:
        text, encoding = decode(data)
    except CorpusError:
        return
    assert data.decode(encoding) == text
