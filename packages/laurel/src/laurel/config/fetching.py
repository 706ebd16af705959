"""How this instance gets documents: its own in process, everybody else's with all the care."""

from collections.abc import Iterator
from io import BytesIO
from itertools import repeat
from typing import Any
from urllib.parse import unquote_to_bytes, urljoin, urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from obkit.errors import FetchError, HttpStatus, TooLarge
from obkit.resolve import Fetched, Fetcher, HttpFetcher

MAX_BYTES = 10 * 1024 * 1024  # a baked picture of ours is far smaller
MAX_REDIRECTS = 3
OK = 200
REDIRECTS = frozenset({301, 302, 303, 307, 308})
OURSELVES = "127.0.0.1"  # whom the limits of what one address may ask count us as


def fetcher(visitors: Iterator[str] | None = None) -> Fetcher:
    """The setting `LAUREL_FETCHER`: what verification asks for documents.

    With `visitors`, each question to our own host comes from the next of these addresses.
    """
    elsewhere = HttpFetcher(local_hosts=settings.LAUREL.local_hosts)
    return OwnOriginFetcher(
        host=settings.LAUREL.host,
        elsewhere=elsewhere,
        visitors=visitors or repeat(OURSELVES),
    )


class OwnOriginFetcher:
    """Answers what is on our own host in process, exactly as a stranger would get it.

    Through the whole of our middleware and views, without cookies. So we never connect to
    ourselves (a server of one thread would wait for itself, and our address may be a private
    one), and a page of ours is never checked by looking into the database behind it.
    """

    def __init__(
        self, *, host: str, elsewhere: Fetcher, visitors: Iterator[str] | None = None
    ) -> None:
        self._host = host
        self._elsewhere = elsewhere
        self._visitors = visitors or repeat(OURSELVES)

    def fetch(self, url: str, *, accept: str = "application/json") -> Fetched:
        """Get one document.

        Raises:
            FetchError: it did not come; from our own host only as `HttpStatus` or `TooLarge`.
        """
        asked = url
        for _ in range(MAX_REDIRECTS + 1):
            if not self._is_own(url):
                return self._elsewhere.fetch(url, accept=accept)
            visitor = next(self._visitors)
            response = _stranger_gets(
                url, host=self._host, accept=accept, visitor=visitor
            )
            if response.status_code not in REDIRECTS:
                return _fetched(url, response)
            url = urljoin(url, response.headers.get("Location", ""))
        raise FetchError("too many redirects", reason="fetch.redirects", url=asked)

    def _is_own(self, url: str) -> bool:
        # https for our host is ours also where development speaks plain http: did:web knows
        # no other scheme.
        try:
            parts = urlsplit(url)
        except ValueError:  # a broken IPv6 address; the other fetcher says so
            return False
        return parts.scheme in ("http", "https") and parts.netloc.lower() == self._host


def _stranger_gets(
    url: str, *, host: str, accept: str, visitor: str
) -> HttpResponseBase:
    environ = _environ(url, host=host, accept=accept) | {"REMOTE_ADDR": visitor}
    request = WSGIRequest(environ)
    # Not the WSGI call itself: its signals would close the connection of the request around us.
    return _Handler.shared().get_response(request)


def _fetched(url: str, response: HttpResponseBase) -> Fetched:
    body = _body(url, response)
    if response.status_code != OK:
        raise HttpStatus(
            f"answered {response.status_code}",
            url=url,
            status=response.status_code,
            body=body,
        )
    return Fetched(
        url=url, content_type=response.headers.get("Content-Type", ""), body=body
    )


def _body(url: str, response: HttpResponseBase) -> bytes:
    chunks = (
        response
        if isinstance(response, StreamingHttpResponse)
        else [_content(response)]
    )
    parts, size = [], 0
    for chunk in chunks:
        size += len(chunk)
        if size > MAX_BYTES:
            raise TooLarge("more than 10 MB", url=url, limit=MAX_BYTES)
        parts.append(bytes(chunk))
    return b"".join(parts)


def _content(response: HttpResponseBase) -> bytes:
    return response.content if isinstance(response, HttpResponse) else b""


def _environ(url: str, *, host: str, accept: str) -> dict[str, Any]:
    parts = urlsplit(url)
    name, _, port = host.partition(":")
    scheme = urlsplit(settings.LAUREL.base_url).scheme
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": _path_info(parts.path or "/"),
        "QUERY_STRING": parts.query,
        "SERVER_NAME": name,
        "SERVER_PORT": port or ("443" if scheme == "https" else "80"),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": host,
        "HTTP_ACCEPT": accept,
        "wsgi.url_scheme": scheme,
        "wsgi.input": BytesIO(),
        "wsgi.version": (1, 0),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }


def _path_info(path: str) -> str:
    # WSGI hands the path over decoded, as Latin-1 (PEP 3333).
    return unquote_to_bytes(path).decode("latin-1")


class _Handler:
    """Our own handler with its middleware, made at the first use."""

    _made: WSGIHandler | None = None

    @classmethod
    def shared(cls) -> WSGIHandler:
        """The one handler of this process."""
        if cls._made is None:
            cls._made = WSGIHandler()
        return cls._made
