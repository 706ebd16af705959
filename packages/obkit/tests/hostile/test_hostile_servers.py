"""Real servers on loopback that lie, drip, bomb and never end (threats 2 and 6)."""

import contextlib
import gzip
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from obkit.errors import AddressRefused, TooLarge, Unreachable
from obkit.resolve import HttpFetcher, exchange, lookup

from packages.obkit.tests.fake_internet import PUBLIC, answer

HEAD = b"HTTP/1.1 200 OK\r\n"


@contextlib.contextmanager
def serving(talk, *, tls=None):
    """A server on a free loopback port that lets `talk(connection)` answer each request."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(10)
    seen = []

    def serve():
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=one, args=(connection,), daemon=True).start()

    def one(connection):
        connection.settimeout(10)
        with contextlib.suppress(OSError), connection:
            spoken = (
                tls.wrap_socket(connection, server_side=True) if tls else connection
            )
            with spoken:
                seen.append(spoken.recv(65536))
                talk(spoken)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1], seen
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(10)


def saying(*parts):
    return lambda connection: [connection.sendall(part) for part in parts]


def fetch(port, **options):
    fetcher = HttpFetcher(local_hosts=frozenset({f"127.0.0.1:{port}"}), **options)
    return fetcher.fetch(f"https://127.0.0.1:{port}/")


def fails(talk, error, **options):
    with serving(talk) as (port, _), pytest.raises(error) as caught:
        fetch(port, **options)
    return caught.value


def test_an_honest_server_is_read():
    with serving(saying(answer(b'{"a":1}'))) as (port, seen):
        assert fetch(port).body == b'{"a":1}'
    assert seen[0].startswith(b"GET / HTTP/1.1\r\nHost: 127.0.0.1:")


def test_the_largest_body_is_read_and_one_byte_more_is_not():
    body = b"x" * exchange.MAX_BODY_BYTES
    with serving(saying(answer(body))) as (port, _):
        assert len(fetch(port).body) == len(body)
    assert fails(saying(answer(body + b"x")), TooLarge)


def test_a_body_without_an_end_is_cut_off():
    def endless(connection):
        connection.sendall(HEAD + b"\r\n")
        while True:
            connection.sendall(b"x" * 65536)

    assert fails(endless, TooLarge).facts["limit"] == exchange.MAX_BODY_BYTES


def test_endless_chunks_are_cut_off():
    def endless(connection):
        connection.sendall(HEAD + b"transfer-encoding: chunked\r\n\r\n")
        while True:
            connection.sendall(b"1000\r\n" + b"x" * 4096 + b"\r\n")

    fails(endless, TooLarge)


def test_endless_headers_and_interim_answers_are_cut_off():
    def headers(connection):
        connection.sendall(HEAD)
        while True:
            connection.sendall(b"x: " + b"y" * 60_000 + b"\r\n")

    def interim(connection):
        while True:
            connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n" * 1000)

    def trailers(connection):
        connection.sendall(HEAD + b"transfer-encoding: chunked\r\n\r\n0\r\n")
        while True:
            connection.sendall(b"x: " + b"y" * 60_000 + b"\r\n")

    for talk in (headers, interim, trailers):
        fails(talk, TooLarge)


def test_a_size_that_lies_is_not_believed():
    small = b"content-length: 5\r\n\r\nhello and much more" * 1
    with serving(saying(HEAD + small)) as (port, _):
        assert fetch(port).body == b"hello"
    error = fails(saying(HEAD + b"content-length: 1000\r\n\r\nhello"), Unreachable)
    assert error.reason == "fetch.protocol"
    fails(saying(HEAD + b"content-length: 99999999999\r\n\r\n"), TooLarge)


def bomb(megabytes):
    """Zeros in gzip: a thousandth of what they become."""
    packer = zlib.compressobj(9, wbits=31)
    packed = b"".join(packer.compress(bytes(2**20)) for _ in range(megabytes))
    return packed + packer.flush()


def test_a_gzip_bomb_is_never_unpacked():
    import tracemalloc

    packed = bomb(500)
    assert len(packed) < 2**20
    tracemalloc.start()
    fails(saying(answer(packed, content_encoding="gzip")), TooLarge)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 16 * 2**20


def test_gzip_at_the_limit_is_unpacked():
    body = b"x" * exchange.MAX_BODY_BYTES
    with serving(saying(answer(gzip.compress(body), content_encoding="gzip"))) as (
        port,
        _,
    ):
        assert fetch(port).body == body


@pytest.mark.parametrize(
    "first", [b"", b"H", HEAD, HEAD + b"\r\n", HEAD + b"content-length: 9999\r\n\r\n"]
)
def test_a_slow_drip_ends_at_the_deadline(first):
    """One byte at a time keeps every single read alive, but not the whole fetch."""

    def drip(connection):
        connection.sendall(first)
        while True:
            time.sleep(0.05)
            connection.sendall(b"x")

    began = time.monotonic()
    assert fails(drip, Unreachable, timeout=0.6).reason == "fetch.timeout"
    assert time.monotonic() - began < 3


def test_silence_ends_at_the_deadline():
    began = time.monotonic()
    error = fails(lambda connection: connection.recv(1), Unreachable, timeout=0.4)
    assert error.reason == "fetch.timeout"
    assert time.monotonic() - began < 3


def test_the_deadline_is_for_all_redirects_together():
    def slow(connection):
        time.sleep(0.25)
        connection.sendall(answer(b"", 302, location="/"))

    assert fails(slow, Unreachable, timeout=0.6).reason == "fetch.timeout"


def test_no_deadline_is_left_for_a_connection_after_a_slow_lookup():
    def slowly(_host, _port, _seconds):
        time.sleep(0.2)
        return [PUBLIC]

    fetcher = HttpFetcher(
        lookup=slowly, connect=lambda *_: pytest.fail("it connected"), timeout=0.1
    )
    with pytest.raises(Unreachable) as caught:
        fetcher.fetch("https://school.example/")
    assert caught.value.reason == "fetch.timeout"


def test_a_refused_connection_is_unreachable():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(Unreachable) as caught:
        fetch(port)
    assert caught.value.reason == "fetch.connection"


# TLS, with a certificate authority of our own


def certificate(name, issuer=None):
    """A certificate and key for a name or address, signed by `issuer` or by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime(2020, 1, 1, tzinfo=UTC)
    issuer_certificate, issuer_key = issuer or (None, key)
    try:
        alternative = x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        alternative = x509.DNSName(name)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer_certificate.subject if issuer_certificate else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=36500))
        .add_extension(
            x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True
        )
        .add_extension(x509.SubjectAlternativeName([alternative]), critical=False)
        .add_extension(  # newer Pythons ask for these three
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()),
            critical=False,
        )
        .add_extension(
            x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False
        )
        .add_extension(
            x509.KeyUsage(
                digital_signature=True,
                key_cert_sign=issuer is None,
                crl_sign=issuer is None,
                content_commitment=False,
                key_encipherment=False,
                data_encipherment=False,
                key_agreement=False,
                encipher_only=False,
                decipher_only=False,
            ),
            critical=True,
        )
        .sign(issuer_key, hashes.SHA256())
    )
    return made, key


@pytest.fixture(scope="module")
def authority():
    return certificate("Authority of this test")


def server_tls(tmp_path, pair):
    made, key = pair
    path = tmp_path / "server.pem"
    path.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context


def trusting(authority):
    context = ssl.create_default_context()
    context.load_verify_locations(
        cadata=authority[0].public_bytes(serialization.Encoding.PEM).decode()
    )
    return context


def over_tls(port, url, tls):
    """The name has a public address; that address is, for this test, our loopback server."""
    fetcher = HttpFetcher(
        lookup=lambda *_: [PUBLIC],
        connect=lambda _address, _port, seconds: socket.create_connection(
            ("127.0.0.1", port), timeout=seconds
        ),
        tls=tls,
        timeout=5,
    )
    return fetcher.fetch(url)


def test_tls_is_for_the_name_although_the_connection_is_to_the_address(
    tmp_path, authority
):
    asked = []
    context = server_tls(tmp_path, certificate("school.example", authority))
    context.sni_callback = lambda _socket, name, _context: asked.append(name)
    with serving(saying(answer(b"safe")), tls=context) as (port, seen):
        found = over_tls(port, "https://school.example/badge", trusting(authority))
    assert (found.url, found.body) == ("https://school.example/badge", b"safe")
    assert asked == ["school.example"]
    assert b"\r\nHost: school.example\r\n" in seen[0]


def test_a_certificate_for_an_address_is_checked_too(tmp_path, authority):
    context = server_tls(tmp_path, certificate(PUBLIC, authority))
    with serving(saying(answer(b"safe")), tls=context) as (port, _):
        assert over_tls(port, f"https://{PUBLIC}/", trusting(authority)).body == b"safe"


@pytest.mark.parametrize(
    "case", ["another name", "self-signed", "no TLS", "unknown authority"]
)
def test_a_server_that_cannot_prove_its_name_is_unreachable(tmp_path, authority, case):
    pairs = {
        "another name": certificate("other.example", authority),
        "self-signed": certificate("school.example"),
        "unknown authority": certificate("school.example", certificate("Somebody")),
    }
    context = server_tls(tmp_path, pairs[case]) if case in pairs else None
    with (
        serving(saying(answer(b"unsafe")), tls=context) as (port, seen),
        pytest.raises(Unreachable) as caught,
    ):
        over_tls(port, "https://school.example/", trusting(authority))
    assert caught.value.reason == "fetch.tls"
    assert not any(request.startswith(b"GET") for request in seen)


def test_without_further_trust_the_systems_authorities_count(tmp_path, authority):
    context = server_tls(tmp_path, certificate("school.example", authority))
    with (
        serving(saying(answer(b"x")), tls=context) as (port, _),
        pytest.raises(Unreachable) as caught,
    ):
        over_tls(port, "https://school.example/", None)
    assert caught.value.reason == "fetch.tls"


# The system's resolver


def test_the_systems_resolver_knows_localhost():
    assert set(lookup.system_lookup("localhost", 80, 5)) <= {"127.0.0.1", "::1"}


def test_what_localhost_really_is_stays_refused_unless_vouched_for():
    with pytest.raises(AddressRefused):
        HttpFetcher().fetch("https://localhost/")
    with serving(saying(answer(b"dev"))) as (port, _):
        fetcher = HttpFetcher(local_hosts={f"localhost:{port}"}, timeout=5)
        assert fetcher.fetch(f"http://localhost:{port}/").body == b"dev"


def test_a_resolver_that_fails_says_so(monkeypatch):
    def fail(*_arguments, **_options):
        raise socket.gaierror(socket.EAI_NONAME, "no such name")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    for _ in range(lookup.MAX_LOOKUPS_AT_ONCE + 1):  # a failure gives its place back
        with pytest.raises(socket.gaierror):
            lookup.system_lookup("missing.example", 443, 5)


def test_a_resolver_that_hangs_is_left_behind_and_so_are_those_behind_it(monkeypatch):
    release = threading.Event()

    def hang(*_arguments, **_options):
        release.wait(20)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", hang)
    try:
        began = time.monotonic()
        for _ in range(lookup.MAX_LOOKUPS_AT_ONCE):
            with pytest.raises(TimeoutError, match="did not answer"):
                lookup.system_lookup("slow.example", 443, 0.01)
        with pytest.raises(TimeoutError, match="too many"):
            lookup.system_lookup("slow.example", 443, 0.01)
        assert time.monotonic() - began < 10
    finally:
        release.set()
    # Every place comes back when its question ends.
    assert lookup.system_lookup("slow.example", 443, 5) == ()
