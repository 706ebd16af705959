"""The fetcher in a fake internet: what it asks, whom, and what it makes of the answers."""

import gzip
import ssl

import pytest
from obkit.errors import (
    AddressRefused,
    BudgetSpent,
    FetchError,
    HttpStatus,
    TooLarge,
    Unreachable,
)
from obkit.resolve import (
    BudgetedFetcher,
    HttpFetcher,
    MemoryFetcher,
    RememberingFetcher,
)
from obkit.resolve import exchange as limits

from packages.obkit.tests.fake_internet import PUBLIC, PUBLIC_V6, FakeInternet, answer

HOST = "school.example"
URL = f"https://{HOST}/badge"


@pytest.fixture
def internet():
    made = FakeInternet(names={HOST: [PUBLIC]})
    yield made
    made.close()


def fetcher(internet, **options):
    return HttpFetcher(
        lookup=internet.lookup, connect=internet.connect, tls=internet, **options
    )


def refused(internet, error, url=URL, **options):
    with pytest.raises(error) as caught:
        fetcher(internet, **options).fetch(url)
    return caught.value


def test_a_document_comes_with_its_type_and_final_address(internet):
    internet.pages[f"{HOST}/badge?v=1"] = answer(
        b'{"a":1}', content_type="application/json"
    )
    found = fetcher(internet).fetch("HTTPS://School.Example/badge?v=1#part")
    assert found.url == f"https://{HOST}/badge?v=1"
    assert (found.content_type, found.body) == ("application/json", b'{"a":1}')


def test_the_connection_is_to_the_checked_address_and_for_the_name(internet):
    internet.pages[f"{HOST}/badge"] = answer()
    fetcher(internet).fetch(URL, accept="application/ld+json")
    assert internet.connected == [(PUBLIC, 443)]
    assert internet.tls_names == [HOST]
    (request,) = internet.requests
    assert request == (
        f"GET /badge HTTP/1.1\r\nHost: {HOST}\r\nUser-Agent: {limits.USER_AGENT}\r\n"
        "Accept: application/ld+json\r\nAccept-Encoding: identity\r\nConnection: close\r\n\r\n"
    )
    assert "obkit" in limits.USER_AGENT


def test_a_public_address_literal_is_asked_without_a_lookup(internet):
    internet.pages[f"[{PUBLIC_V6}]/x"] = answer(b"six")
    assert fetcher(internet).fetch(f"https://[{PUBLIC_V6}]/x").body == b"six"
    assert internet.looked_up == []
    assert internet.connected == [(PUBLIC_V6, 443)]


# Whom it asks


@pytest.mark.parametrize(
    "answers",
    [["127.0.0.1"], [PUBLIC, "10.0.0.1"], ["10.0.0.1", PUBLIC], [PUBLIC_V6, "::1"],
     [PUBLIC, "fe80::1%eth0"], [PUBLIC, "not an address"], ["64:ff9b::808:808"]],
)  # fmt: skip
def test_one_address_that_is_not_public_refuses_the_name(internet, answers):
    internet.names[HOST] = answers
    error = refused(internet, AddressRefused)
    assert error.reason == "fetch.not_public"
    assert error.facts["authority"] == HOST
    assert error.facts["address"] in answers
    assert internet.connected == []


def test_the_name_is_looked_up_once_for_a_connection(internet):
    """DNS rebinding: the second answer would be the private one."""
    internet.names[HOST] = [[PUBLIC], ["127.0.0.1"]]
    internet.pages[f"{HOST}/badge"] = answer(b"first")
    assert fetcher(internet).fetch(URL).body == b"first"
    assert internet.connected == [(PUBLIC, 443)]
    assert refused(internet, AddressRefused).reason == "fetch.not_public"
    assert internet.connected == [(PUBLIC, 443)]


def test_a_redirect_to_the_same_host_looks_the_name_up_again_and_checks(internet):
    internet.names[HOST] = [[PUBLIC], ["192.168.0.1"]]
    internet.pages[f"{HOST}/badge"] = answer(b"", 302, location="/moved")
    assert refused(internet, AddressRefused).reason == "fetch.not_public"
    assert internet.connected == [(PUBLIC, 443)]


def test_another_address_is_tried_when_one_is_dead(internet):
    internet.names[HOST] = [PUBLIC_V6, PUBLIC]
    internet.dead = {PUBLIC_V6}
    internet.pages[f"{HOST}/badge"] = answer()
    assert fetcher(internet).fetch(URL).body == b"{}"
    assert internet.connected == [(PUBLIC_V6, 443), (PUBLIC, 443)]


def test_dead_addresses_are_not_tried_for_ever(internet):
    internet.names[HOST] = [f"93.184.215.{n}" for n in range(1, 100)]
    internet.dead = set(internet.names[HOST])
    assert refused(internet, Unreachable).reason == "fetch.connection"
    assert len(internet.connected) == 4


@pytest.mark.parametrize(
    ("names", "reason"),
    [({}, "fetch.name_not_found"), ({HOST: []}, "fetch.connection")],
)
def test_a_name_without_an_address_is_unreachable(internet, names, reason):
    internet.names = names
    assert refused(internet, Unreachable).reason == reason


def test_a_name_server_that_does_not_answer_in_time_is_unreachable(internet):
    def hang(_host, _port, _seconds):
        raise TimeoutError

    internet.lookup = hang
    assert refused(internet, Unreachable).reason == "fetch.timeout"


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://school.example/", "fetch.scheme"),
        ("https://school.example:8443/", "fetch.port"),
        ("https://school.example:80/", "fetch.port"),
        ("https://school.example:22/", "fetch.port"),
        ("https://127.0.0.1/", "fetch.not_public"),
        ("http://localhost:8000/", "fetch.not_public"),
        ("https://intranet/", "fetch.not_public"),
        ("https://[::1]/", "fetch.not_public"),
    ],
)
def test_some_addresses_are_refused_before_any_name_is_looked_up(internet, url, reason):
    error = refused(internet, AddressRefused, url)
    assert error.reason == reason
    assert error.facts["authority"] == url.split("/")[2]
    assert internet.looked_up == internet.connected == []


def test_plain_http_is_asked_where_the_caller_allows_it(internet):
    internet.pages[f"{HOST}/badge"] = answer(b"plain")
    assert (
        fetcher(internet, allow_http=True).fetch(f"http://{HOST}/badge").body
        == b"plain"
    )
    assert internet.connected == [(PUBLIC, 80)]
    assert internet.tls_names == []
    for port in (443, 8080):
        error = refused(
            internet, AddressRefused, f"http://{HOST}:{port}/", allow_http=True
        )
        assert error.reason == "fetch.port"


# Hosts that the caller vouches for


@pytest.mark.parametrize(
    ("local", "url", "address", "port"),
    [
        ("localhost:8000", "http://localhost:8000/x", "127.0.0.1", 8000),
        ("localhost:8000", "https://localhost:8000/x", "127.0.0.1", 8000),
        ("LOCALHOST:8000", "http://LocalHost:8000/x", "127.0.0.1", 8000),
        ("localhost", "https://localhost/x", "127.0.0.1", 80),
        ("localhost:443", "https://localhost/x", "127.0.0.1", 80),
        ("localhost:80", "http://localhost/x", "127.0.0.1", 80),
        ("10.1.2.3:8000", "https://10.1.2.3:8000/x", "10.1.2.3", 8000),
        ("[::1]:8000", "https://[::1]:8000/x", "::1", 8000),
    ],
)
def test_a_vouched_host_is_asked_over_plain_http_wherever_it_is(
    internet, local, url, address, port
):
    internet.names["localhost"] = ["127.0.0.1"]
    authority = url.split("/")[2].lower()
    internet.pages[f"{authority}/x"] = answer(b"local")
    found = fetcher(internet, local_hosts=frozenset({local})).fetch(url)
    assert (found.body, found.url) == (b"local", url.lower())
    assert internet.connected == [(address, port)]
    assert internet.tls_names == []


@pytest.mark.parametrize(
    "url",
    ["http://localhost:8001/", "http://localhost/", "https://127.0.0.1:8000/",
     "http://localhost.example:8000/", "http://a.localhost:8000/"],
)  # fmt: skip
def test_vouching_for_one_host_vouches_for_no_other(internet, url):
    refused(internet, AddressRefused, url, local_hosts=frozenset({"localhost:8000"}))
    assert internet.connected == []


# Redirects


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_followed(internet, status):
    internet.names["other.example"] = [PUBLIC_V6]
    internet.pages[f"{HOST}/badge"] = answer(
        b"", status, location="https://other.example/b?c"
    )
    internet.pages["other.example/b?c"] = answer(b"moved")
    found = fetcher(internet).fetch(URL)
    assert (found.url, found.body) == ("https://other.example/b?c", b"moved")
    assert internet.connected == [(PUBLIC, 443), (PUBLIC_V6, 443)]
    assert internet.tls_names == [HOST, "other.example"]


def test_three_redirects_are_followed_and_a_fourth_is_not(internet):
    for hop in range(4):
        internet.pages[f"{HOST}/{hop}"] = answer(b"", 302, location=f"{hop + 1}")
    internet.pages[f"{HOST}/4"] = answer(b"end")
    assert fetcher(internet).fetch(f"https://{HOST}/1").body == b"end"
    error = refused(internet, Unreachable, f"https://{HOST}/0")
    assert error.reason == "fetch.redirects"
    assert len(internet.requests) == 8


FORBIDDEN_TARGETS = [
    "http://school.example/badge",
    "http://127.0.0.1/",
    "https://127.0.0.1/",
    "https://169.254.169.254/latest/meta-data/",
    "https://[::ffff:10.0.0.1]/",
    "https://localhost/",
    "https://inside.example/",
    "//inside.example/",
    "//127.0.0.1/",
    "https://school.example:8443/",
    "https://user@school.example/",
    "https://school.example\\@127.0.0.1/",
    "file:///etc/passwd",
    "ftp://school.example/",
    "gopher://127.0.0.1:6379/_FLUSHALL",
    "data:application/json,{}",
    "javascript:alert(1)",
    "https://",
    "https:badge",
    "https://[",
    "//[::1/",
    "/with space",
    "/\ttab",
    "/caf\u00e9",
    "/" + "a" * 3000,
]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("target", FORBIDDEN_TARGETS, ids=lambda target: target[:30])
def test_a_redirect_goes_through_every_check_again(internet, status, target):
    """security.md #3: to a private address, to another scheme, down to plain http."""
    internet.names["inside.example"] = ["10.0.0.1"]
    raw = answer(b"", status, location=target).decode().encode("latin-1")
    internet.pages[f"{HOST}/badge"] = raw
    refused(internet, AddressRefused)
    assert internet.connected == [(PUBLIC, 443)]


def test_a_redirect_from_the_internet_to_a_vouched_host_is_a_downgrade(internet):
    internet.pages[f"{HOST}/badge"] = answer(
        b"", 302, location="https://localhost:8000/x"
    )
    error = refused(internet, AddressRefused, local_hosts=frozenset({"localhost:8000"}))
    assert error.reason == "fetch.downgrade"
    assert internet.connected == [(PUBLIC, 443)]


def test_a_vouched_host_may_redirect_to_itself_in_plain_http(internet):
    internet.names["localhost"] = ["127.0.0.1"]
    internet.pages["localhost:8000/a"] = answer(
        b"", 301, location="http://localhost:8000/b"
    )
    internet.pages["localhost:8000/b"] = answer(b"there")
    local = fetcher(internet, local_hosts=frozenset({"localhost:8000"}))
    assert local.fetch("https://localhost:8000/a").body == b"there"


def test_a_redirect_without_a_place_is_an_answer(internet):
    internet.pages[f"{HOST}/badge"] = answer(b"where?", 302)
    assert refused(internet, HttpStatus).facts["status"] == 302


# Answers


@pytest.mark.parametrize("status", [201, 204, 304, 400, 401, 404, 410, 429, 500, 503])
def test_any_other_status_is_told_with_its_body(internet, status):
    bodiless = status in (204, 304)
    internet.pages[f"{HOST}/badge"] = answer(
        b"" if bodiless else b'{"revoked":true}', status
    )
    error = refused(internet, HttpStatus)
    assert error.facts["status"] == status
    assert error.facts["body"] == (b"" if bodiless else b'{"revoked":true}')
    assert error.facts["url"] == URL


def test_of_an_error_page_only_the_beginning_is_read(internet):
    internet.pages[f"{HOST}/badge"] = answer(b"x" * 100_000, 410)
    assert (
        refused(internet, HttpStatus).facts["body"]
        == b"x" * limits.MAX_ERROR_BODY_BYTES
    )


def test_an_error_page_in_an_encoding_is_left_out(internet):
    internet.pages[f"{HOST}/badge"] = answer(
        gzip.compress(b"x"), 410, content_encoding="gzip"
    )
    assert refused(internet, HttpStatus).facts["body"] == b""


@pytest.mark.parametrize("encoding", ["gzip", "x-gzip", " GZIP "])
def test_an_answer_in_gzip_is_unpacked(internet, encoding):
    packed = gzip.compress(b'{"packed":true}')
    internet.pages[f"{HOST}/badge"] = answer(packed, content_encoding=encoding)
    assert fetcher(internet).fetch(URL).body == b'{"packed":true}'


@pytest.mark.parametrize(
    ("body", "encoding"),
    [(b"x", "br"), (b"x", "deflate"), (b"not gzip", "gzip"), (gzip.compress(b"x" * 99, mtime=0)[:-9], "gzip"),
     (gzip.compress(b"x", mtime=0)[:-8] + b"12345678", "gzip"), (gzip.compress(gzip.compress(b"x", mtime=0), mtime=0), "gzip, gzip")],
)  # fmt: skip
def test_what_does_not_unpack_is_unreachable(internet, body, encoding):
    internet.pages[f"{HOST}/badge"] = answer(body, content_encoding=encoding)
    assert refused(internet, Unreachable).reason == "fetch.encoding"


@pytest.mark.parametrize(
    "raw",
    [
        b"hello",
        b"HTTP/2 200\r\n\r\n",
        b"HTTP/1.1 abc\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"x: y\r\n" * 200 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nx: " + b"y" * 70_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nab",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nabcde\r\n",
    ],
)
def test_what_is_not_http_or_is_cut_short_is_unreachable(internet, raw):
    internet.pages[f"{HOST}/badge"] = raw
    assert refused(internet, Unreachable).reason == "fetch.protocol"


def test_a_server_that_closes_without_a_word_is_unreachable(internet):
    internet.pages[f"{HOST}/badge"] = b""
    assert refused(internet, Unreachable).reason == "fetch.connection"


@pytest.mark.parametrize(
    ("raw", "body"),
    [
        (b"HTTP/1.1 200 OK\r\n\r\nuntil the end", b"until the end"),
        (b"HTTP/1.0 200 OK\r\n\r\nold", b"old"),
        (b"HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nabcdef", b"abc"),
        (b"HTTP/1.1 200 OK\r\ncontent-length: -3\r\n\r\nabcdef", b"abcdef"),
        (
            b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n",
            b"abcde",
        ),
        (
            b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\nx",
            b"x",
        ),
    ],
)
def test_the_ways_to_end_a_body(internet, raw, body):
    internet.pages[f"{HOST}/badge"] = raw
    assert fetcher(internet).fetch(URL).body == body


def test_a_failing_tls_handshake_is_unreachable(internet):
    def fail(_connection, *, server_hostname):
        raise ssl.SSLCertVerificationError(f"certificate is not for {server_hostname}")

    internet.wrap_socket = fail
    assert refused(internet, Unreachable).reason == "fetch.tls"


def test_a_declared_size_beyond_the_limit_is_not_read(internet):
    raw = b"HTTP/1.1 200 OK\r\ncontent-length: 2097153\r\n\r\n"
    internet.pages[f"{HOST}/badge"] = raw
    assert refused(internet, TooLarge).facts["limit"] == limits.MAX_BODY_BYTES


def test_every_failure_is_a_fetch_error_with_its_url(internet):
    internet.names = {}
    assert refused(internet, FetchError).facts["url"] == URL


# The budget


def test_a_budget_is_spent_by_asking_and_then_nothing_is_asked():
    memory = MemoryFetcher({URL: b"{}", "https://missing.example/": 404})
    budgeted = BudgetedFetcher(memory, limit=2)
    assert budgeted.fetch(URL, accept="text/plain").content_type == "text/plain"
    with pytest.raises(HttpStatus):
        budgeted.fetch("https://missing.example/")
    with pytest.raises(BudgetSpent) as caught:
        budgeted.fetch(URL)
    assert caught.value.facts == {"url": URL, "limit": 2}
    assert len(memory.asked) == 2


def test_the_memory_fetcher_answers_like_the_other():
    memory = MemoryFetcher({URL: b"{}"})
    assert memory.fetch(URL).body == b"{}"
    with pytest.raises(Unreachable):
        memory.fetch("https://other.example/")


def test_a_remembering_fetcher_asks_once_and_after_a_failure_again():
    documents = {URL: b"{}", "https://missing.example/": 404}
    memory = MemoryFetcher(documents)
    remembering = RememberingFetcher(memory)
    first = remembering.fetch(URL, accept="text/plain")
    documents[URL] = b"[]"
    assert remembering.fetch(URL, accept="text/plain") is first
    assert remembering.fetch(URL, accept="text/html").body == b"[]"
    for _ in range(2):
        with pytest.raises(HttpStatus):
            remembering.fetch("https://missing.example/")
    assert memory.asked == [URL, URL, *["https://missing.example/"] * 2]
