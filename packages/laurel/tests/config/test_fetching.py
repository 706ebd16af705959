"""Our own documents in process, as a stranger gets them; everything else elsewhere."""

import pytest
from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.urls import path
from laurel.config import fetching
from obkit.errors import FetchError, HttpStatus, TooLarge, Unreachable
from obkit.resolve import HttpFetcher, MemoryFetcher


def echo(request):
    said = f"{request.headers.get('Accept')} {request.scheme} {request.get_host()} {request.GET.get('q')}"
    return HttpResponse(f"{said} {request.COOKIES}", content_type="text/plain")


urlpatterns = [
    path("echo", echo),
    path("ä ö", echo),
    path("gone", lambda _request: HttpResponse(b"it was", status=410)),
    path("stream", lambda _request: StreamingHttpResponse([b"ab", b"cd"])),
    path("large", lambda _request: HttpResponse(b"x" * 100)),
    path("once", lambda _request: HttpResponseRedirect("/echo?q=redirected")),
    path("away", lambda _request: HttpResponseRedirect("https://elsewhere.example/x")),
    path("round", lambda _request: HttpResponseRedirect("/round")),
    path("broken", lambda request: request["broken"]),
]


@pytest.fixture
def fetcher(settings):
    settings.ROOT_URLCONF = __name__
    elsewhere = MemoryFetcher({"https://elsewhere.example/x": b"from elsewhere"})
    return fetching.OwnOriginFetcher(host="localhost:8000", elsewhere=elsewhere)


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_our_own_host_answers_in_process_without_cookies(fetcher, scheme):
    found = fetcher.fetch(
        f"{scheme}://LOCALHOST:8000/echo?q=1", accept="application/json"
    )
    assert found.body == b"application/json http localhost:8000 1 {}"
    assert found.content_type.startswith("text/plain")
    assert fetcher._elsewhere.asked == []


def test_a_path_beyond_ascii_arrives(fetcher):
    assert fetcher.fetch("http://localhost:8000/%C3%A4%20%C3%B6").body


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost/echo",
        "http://localhost:8001/echo",
        "http://localhost:8000@evil.example/echo",
        "http://user@localhost:8000/echo",
        "ftp://localhost:8000/echo",
        "https://[::1",
    ],
)
def test_every_other_address_is_asked_elsewhere(fetcher, url):
    with pytest.raises(Unreachable):
        fetcher.fetch(url)
    assert fetcher._elsewhere.asked == [url]


@pytest.mark.parametrize(
    ("name", "status"), [("gone", 410), ("absent", 404), ("broken", 500)]
)
def test_an_answer_that_is_not_a_document_says_its_status(fetcher, name, status):
    with pytest.raises(HttpStatus) as caught:
        fetcher.fetch(f"http://localhost:8000/{name}")
    assert caught.value.facts["status"] == status
    if status == 410:
        assert caught.value.facts["body"] == b"it was"


def test_streams_are_read_and_bounded(fetcher, monkeypatch):
    assert fetcher.fetch("http://localhost:8000/stream").body == b"abcd"
    monkeypatch.setattr(fetching, "MAX_BYTES", 3)
    for name in ("stream", "large"):
        with pytest.raises(TooLarge):
            fetcher.fetch(f"http://localhost:8000/{name}")


def test_redirects_are_followed_also_away_and_not_for_ever(fetcher):
    assert b"redirected" in fetcher.fetch("http://localhost:8000/once").body
    assert fetcher.fetch("http://localhost:8000/away").body == b"from elsewhere"
    with pytest.raises(FetchError) as caught:
        fetcher.fetch("http://localhost:8000/round")
    assert caught.value.reason == "fetch.redirects"


def test_the_default_is_careful_with_everybody_else():
    made = fetching.fetcher()
    assert isinstance(made._elsewhere, HttpFetcher)
    with pytest.raises(FetchError):
        made.fetch("https://127.0.0.1/latest/meta-data")
