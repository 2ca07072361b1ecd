"""Bytes to text, strictly: every byte is read, or the file is refused with a reason.

A byte-order mark and valid UTF-8 decide by themselves. The older encodings accept nearly any bytes, so
there each candidate that decodes is read as Chinese and the most plausible reading wins.
"""

from __future__ import annotations

import codecs
import re

from analysis.errors import CorpusError
from analysis.reading.han import HAN_CHARACTER
from analysis.reading.normalise import fold_characters

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Big5 with the Hong Kong supplement is a superset of Big5, as GB18030 is of GBK and GB2312.
NARROW = ("gb18030", "big5hkscs")
WIDE = ("utf-16-le", "utf-16-be")
SIGNATURES = {
    b"%PDF": "a PDF document",
    b"PK\x03\x04": "a zip archive or an office document",
    b"\xd0\xcf\x11\xe0": "an older office document",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"Rar!": "a rar archive",
    b"\x1f\x8b": "a gzip archive",
}
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
# The commonest characters of official Chinese: about half of any report, almost nothing of a wrong reading.
COMMON = frozenset(
    "的一是在不了有和人中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子"
    "法治政府建设行依执决策制度规范件审查监督公开权力责任落实推进全面加强工作情况报告人民县市区镇乡村街道"
    "习近平思想学宣传普律法规条例办理化解矛盾纠纷调解信访服务机关部门领导干部党委组织机构健全完善提升水平"
    "强度效能问题足原因下步安排措施开展年月日第次三四五六七八九十百万负总体社会安全应急管理新时代特色主义"
)
ENOUGH = 0.2
SAMPLE = 4000


def decode(data: bytes) -> tuple[str, str]:
    """Return the text of a source file and the encoding it was read in.

    Parameters
    ----------
    data : bytes
        The whole file.

    Returns
    -------
    text, encoding : str
        ``data.decode(encoding)`` is the text. `encoding` is a name Python knows: ``utf-8``,
        ``utf-8-sig``, ``utf-16``, ``utf-16-le``, ``utf-16-be``, ``utf-32``, ``gb18030`` or ``big5hkscs``.

    Raises
    ------
    CorpusError
        When the file is empty, is no text, or holds bytes that no encoding explains.
    """
    for signature, kind in SIGNATURES.items():
        if data.startswith(signature):
            raise CorpusError(
                f"not a text but {kind}: add it by its file name extension, or extract the text"
            )
    text, encoding = _decode(data)
    if not text.strip("\ufeff \t\r\n\x00"):
        raise CorpusError("the file is empty: there is no text to read")
    if CONTROL.search(text) and len(CONTROL.findall(text)) > len(text) / 200:
        raise CorpusError("the file is binary, not text: extract the text first")
    return text, encoding


def _decode(data: bytes) -> tuple[str, str]:
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _strict(data, encoding), encoding
    broken = 0
    if b"\x00" not in data:
        try:
            return data.decode("utf-8"), "utf-8"
        except UnicodeDecodeError as error:
            broken = error.start
    candidates = WIDE if b"\x00" in data else (*NARROW, *WIDE)
    readings = [(plausibility(text), text, name) for name in candidates if (text := _try(data, name))]
    score, text, name = max(readings, key=lambda reading: reading[0], default=(0.0, "", ""))
    if score >= ENOUGH:
        return text, name
    if b"\x00" in data:
        return _wide_latin(data)
    raise CorpusError(
        f"no encoding explains the bytes (UTF-8 breaks at byte {broken}): save the file as UTF-8"
    )


def _wide_latin(data: bytes) -> tuple[str, str]:
    """UTF-16 that holds no Chinese shows by zero bytes: one in each pair, always on the same side."""
    for encoding, zero, letter in (("utf-16-le", 1, 0), ("utf-16-be", 0, 1)):
        if data[zero::2].count(0) > len(data) * 0.45 and not data[letter::2].count(0):
            return _strict(data, encoding), encoding
    raise CorpusError("the file is binary, not text: extract the text first")


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise CorpusError(
            f"the file begins as {encoding} but breaks at byte {error.start}: save it as UTF-8"
        ) from None


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def plausibility(text: str) -> float:
    """Return the share of the Han characters that are among the commonest of official Chinese, 0 to 1.

    Only the first 4,000 Han characters are looked at; a text of fewer than one Han character in five is
    scored by that shortage too, so that a wrong reading full of rare signs cannot win by a handful.
    """
    sample = text[: 5 * SAMPLE]
    han = HAN_CHARACTER.findall(fold_characters(sample))[:SAMPLE]
    letters = sum(not character.isascii() for character in sample) or 1
    return sum(character in COMMON for character in han) / max(len(han), letters / 5, 1)
