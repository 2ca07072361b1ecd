"""One polite request for one web address: it says who asks, waits so long, takes so much, never asks again."""

from __future__ import annotations

import socket
import ssl
import time
import zlib
from http.client import HTTPException
from importlib.metadata import PackageNotFoundError, version
from typing import NamedTuple
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit, urlunsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from analysis.errors import CorpusError
from analysis.reading.extraction import LARGEST

SECONDS = 30
MOST_REDIRECTS = 5
CHUNK = 1 << 16
BY_HAND = "open it in a browser, save it, add the file"


class Answer(NamedTuple):
    """What a server sent: the final address, media type, the encoding it claims, the bytes."""

    url: str
    media_type: str
    charset: str | None
    data: bytes


class _Redirects(HTTPRedirectHandler):
    max_redirections = MOST_REDIRECTS

    def redirect_request(self, request, answer, code, message, headers, url):
        """Follow within the web only."""
        if not url.lower().startswith(("http://", "https://")):
            raise HTTPError(
                url, code, f"and leads out of the web to {url.partition('/')[0]}", headers, answer
            )
        return super().redirect_request(request, answer, code, message, headers, url)


def fetch(url: str, seconds: float = SECONDS, largest: int = LARGEST) -> Answer:
    """Return what stands at a web address.

    Parameters
    ----------
    url : str
        An http or https address; it may hold Chinese characters.
    seconds : float
        Time to wait for the server, and for the whole of its answer.
    largest : int
        Bytes it may bring.

    Raises
    ------
    CorpusError
        When the server does not answer in time, answers with an error, or sends too much.
    """
    deadline = time.monotonic() + seconds
    try:
        request = Request(_ascii(url), headers={"User-Agent": _name(), "Accept": "text/html, */*;q=0.8"})
        with build_opener(_Redirects).open(request, timeout=seconds) as answer:
            data = _read(answer, deadline, largest)
            headers = answer.headers
            if headers.get("Content-Encoding", "").lower() in ("gzip", "deflate"):
                data = _unpack(data, largest)
            return Answer(answer.url, headers.get_content_type(), headers.get_content_charset(), data)
    except HTTPError as error:
        error.close()
        raise CorpusError(f"the server answers {error.code} {error.reason}: {BY_HAND}") from None
    except URLError as error:
        raise CorpusError(_reason(error.reason, seconds)) from None
    except (OSError, HTTPException, zlib.error, ValueError) as error:
        raise CorpusError(_reason(error, seconds)) from None


def _name() -> str:
    try:
        release = version("fazhi")
    except PackageNotFoundError:
        release = "0"
    return f"fazhi/{release} (research on law-based government reports; one request per page)"


def _ascii(url: str) -> str:
    parts = urlsplit(url)
    host = parts.hostname or ""
    place = (
        parts.netloc.replace(host, host.encode("idna").decode("ascii"))
        if not host.isascii()
        else parts.netloc
    )
    safe = "/%:=&?~+!$,;'@()*[]"
    return urlunsplit((parts.scheme, place, quote(parts.path, safe), quote(parts.query, safe), ""))


def _read(answer, deadline: float, largest: int) -> bytes:
    data = bytearray()
    while chunk := answer.read1(CHUNK):
        data += chunk
        if len(data) > largest:
            raise CorpusError(f"the server sends more than {largest // 1_000_000} MB: {BY_HAND}")
        if time.monotonic() > deadline:
            raise TimeoutError
    stated = answer.headers.get("Content-Length", "")
    if stated.isdecimal() and len(data) < int(stated):
        raise CorpusError(f"the answer broke off after {len(data)} of {stated} bytes: try again later")
    return bytes(data)


def _unpack(data: bytes, largest: int) -> bytes:
    """Unpack what was sent packed although nobody asked for it."""
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32)
    plain = unpacker.decompress(data, largest)
    if unpacker.unconsumed_tail:
        raise CorpusError(f"the server sends more than {largest // 1_000_000} MB: {BY_HAND}")
    return plain


def _reason(reason: object, seconds: float) -> str:
    if isinstance(reason, TimeoutError):
        return f"no answer within {seconds:g} seconds: try again later, or {BY_HAND}"
    if isinstance(reason, ssl.SSLError):
        return f"its certificate is not trusted: {BY_HAND}"
    if isinstance(reason, socket.gaierror):
        return "the host is unknown: check the address and the connection"
    words = getattr(reason, "strerror", None) or str(reason) or type(reason).__name__
    return f"cannot be fetched ({words}): check the address, or {BY_HAND}"
