"""One HTTP request and its answer over an open connection, within a deadline and a size."""

import http.client
import io
import socket
import time
import zlib
from dataclasses import dataclass
from typing import cast

from obkit.errors import TooLarge, Unreachable
from obkit.resolve.urls import WebAddress

MAX_BODY_BYTES = (
    2 * 1024 * 1024
)  # a status list of a million entries fits; a bomb does not
MAX_ERROR_BODY_BYTES = 64 * 1024  # what a 410 says about a revoked assertion
MAX_HEAD_BYTES = 256 * 1024  # status line, headers, chunk sizes and trailers together
USER_AGENT = "obkit/0.1 (Open Badges verifier)"


@dataclass(frozen=True, slots=True)
class Deadline:
    """One point in time for a whole fetch: a slow drip must not start the clock anew."""

    at: float

    @classmethod
    def after(cls, seconds: float) -> "Deadline":
        """The point that is so many seconds away."""
        return cls(time.monotonic() + seconds)

    def left(self) -> float:
        """The seconds that are left.

        Raises:
            TimeoutError: none.
        """
        seconds = self.at - time.monotonic()
        if seconds <= 0:
            raise TimeoutError("the deadline has passed")
        return seconds


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said. `body` is decoded; of an error page it is the beginning."""

    status: int
    location: str
    content_type: str
    body: bytes


def exchange(
    connection: socket.socket, address: WebAddress, *, accept: str, deadline: Deadline
) -> Answer:
    """Ask for a document and read the answer.

    Raises:
        TooLarge: more than the limits, as sent or as unpacked.
        Unreachable: an encoding that we did not ask for or that does not decode.
        OSError, http.client.HTTPException: the connection failed, or it is not HTTP.
    """
    connection.settimeout(deadline.left())
    connection.sendall(_request(address, accept))
    # The answer is closed before its stream: left to the collector it would flush a closed one.
    with (
        io.BufferedReader(_Incoming(connection, deadline, address.url)) as stream,
        http.client.HTTPResponse(cast(socket.socket, _AsSocket(stream))) as response,
    ):
        response.begin()
        return Answer(
            status=response.status,
            location=response.getheader("Location") or "",
            content_type=response.getheader("Content-Type") or "",
            body=_body(response, address),
        )


def _request(address: WebAddress, accept: str) -> bytes:
    return (
        f"GET {address.target} HTTP/1.1\r\n"
        f"Host: {address.authority}\r\n"
        f"User-Agent: {USER_AGENT}\r\n"
        f"Accept: {accept}\r\n"
        "Accept-Encoding: identity\r\n"
        "Connection: close\r\n\r\n"
    ).encode("ascii")


def _body(response: http.client.HTTPResponse, address: WebAddress) -> bytes:
    encoding = (response.getheader("Content-Encoding") or "identity").strip().lower()
    if response.status == http.client.OK:
        raw = _read(response, MAX_BODY_BYTES, address)
        return _unpack(raw, encoding, address)
    raw = response.read(MAX_ERROR_BODY_BYTES)
    return raw if encoding == "identity" else b""


def _read(response: http.client.HTTPResponse, limit: int, address: WebAddress) -> bytes:
    if (response.length or 0) > limit:
        raise _too_large(address, limit)
    raw = response.read(limit + 1)
    if len(raw) > limit:
        raise _too_large(address, limit)
    # With a size given, `read` takes a connection that closed early for the end of the body.
    if response.length:
        raise http.client.IncompleteRead(raw, response.length)
    return raw


def _unpack(raw: bytes, encoding: str, address: WebAddress) -> bytes:
    """The body without its encoding, never more of it than the limit."""
    if encoding == "identity":
        return raw
    if encoding not in ("gzip", "x-gzip"):
        raise Unreachable(
            "an encoding that we did not ask for",
            reason="fetch.encoding",
            url=address.url,
            encoding=encoding[:64],
        )
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)  # with a gzip header
    try:
        body = unpacker.decompress(raw, MAX_BODY_BYTES + 1)
    except zlib.error as error:
        raise Unreachable(
            "the answer does not unpack", reason="fetch.encoding", url=address.url
        ) from error
    if len(body) > MAX_BODY_BYTES:
        raise _too_large(address, MAX_BODY_BYTES)
    if not unpacker.eof:
        raise Unreachable(
            "the answer does not unpack", reason="fetch.encoding", url=address.url
        )
    return body


def _too_large(address: WebAddress, limit: int) -> TooLarge:
    return TooLarge(f"more than {limit} bytes", url=address.url, limit=limit)


class _Incoming(io.RawIOBase):
    """The bytes that arrive: each read waits no longer than the deadline, all have one limit."""

    def __init__(self, connection: socket.socket, deadline: Deadline, url: str) -> None:
        self._connection = connection
        self._deadline = deadline
        self._url = url
        self._left = MAX_BODY_BYTES + MAX_HEAD_BYTES

    # `typing.override`, which the type check asks for, begins with Python 3.12.
    def readable(self) -> bool:  # type: ignore[explicit-override]
        return True

    # The reader above passes no other kind of buffer.
    def readinto(self, buffer: memoryview) -> int:  # type: ignore[explicit-override, override]
        if self._left <= 0:
            raise TooLarge("more than any answer needs", url=self._url)
        self._connection.settimeout(self._deadline.left())
        count = self._connection.recv_into(buffer)
        self._left -= count
        return count


@dataclass(frozen=True, slots=True)
class _AsSocket:
    """As much of a socket as HTTPResponse asks for."""

    stream: "io.BufferedReader[_Incoming]"

    def makefile(self, _mode: str) -> "io.BufferedReader[_Incoming]":
        return self.stream
