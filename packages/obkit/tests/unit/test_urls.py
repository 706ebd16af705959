"""URLs are read in one way or not at all."""

import pytest
from obkit.errors import AddressRefused
from obkit.resolve import urls


@pytest.mark.parametrize(
    ("url", "host", "port", "authority", "target"),
    [
        ("https://school.example", "school.example", 443, "school.example", "/"),
        (
            "https://School.EXAMPLE/a?b#c",
            "school.example",
            443,
            "school.example",
            "/a?b",
        ),
        ("HTTPS://school.example:443/", "school.example", 443, "school.example", "/"),
        (
            "https://school.example?x=/@:",
            "school.example",
            443,
            "school.example",
            "/?x=/@:",
        ),
        (
            "http://school.example/a%20b",
            "school.example",
            80,
            "school.example",
            "/a%20b",
        ),
        ("http://localhost:8000/x", "localhost", 8000, "localhost:8000", "/x"),
        (
            "https://xn--bcher-kva.example/",
            "xn--bcher-kva.example",
            443,
            "xn--bcher-kva.example",
            "/",
        ),
        ("https://1.2.3.4:8443/", "1.2.3.4", 8443, "1.2.3.4:8443", "/"),
        (
            "https://[2606:4700:0::1111]:444/",
            "2606:4700::1111",
            444,
            "[2606:4700::1111]:444",
            "/",
        ),
        ("https://a.b/#/@?#", "a.b", 443, "a.b", "/"),
    ],
)
def test_a_url_is_taken_apart(url, host, port, authority, target):
    found = urls.parse(url)
    assert (found.host, found.port, found.authority, found.target) == (
        host,
        port,
        authority,
        target,
    )
    assert found.secure is url.lower().startswith("https")
    assert found.has_default_port is (":" not in authority.rpartition("]")[2])


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("", "fetch.url"),
        ("school.example", "fetch.url"),
        ("//school.example/", "fetch.url"),
        ("https:school.example", "fetch.url"),
        ("https:/school.example", "fetch.url"),
        ("https://school.example/ a", "fetch.url"),
        ("https://school.example/\t", "fetch.url"),
        ("https://school.example\n", "fetch.url"),
        ("\x00https://school.example", "fetch.url"),
        (" https://school.example", "fetch.url"),
        ("https://school.example\\@evil.example/", "fetch.url"),
        ("https://school.example/%zz", "fetch.url"),
        ("https://school.example/%", "fetch.url"),
        ("https://bücher.example/", "fetch.url"),
        ("https://school。example/", "fetch.url"),
        ("https://ⓛocalhost/", "fetch.url"),
        ("https://school.example/ü", "fetch.url"),
        ("https://school.example/" + "a" * 2048, "fetch.url"),
        ("ftp://school.example/", "fetch.scheme"),
        ("file:///etc/passwd", "fetch.scheme"),
        ("gopher://school.example/", "fetch.scheme"),
        ("httpss://school.example/", "fetch.scheme"),
        ("https://user@school.example/", "fetch.userinfo"),
        ("https://user:pw@school.example/", "fetch.userinfo"),
        ("https://@school.example/", "fetch.userinfo"),
        ("https://school.example@evil.example/", "fetch.userinfo"),
        ("https://", "fetch.host"),
        ("https:///path", "fetch.host"),
        ("https://:443/", "fetch.host"),
        ("https://school.example:/", "fetch.host"),
        ("https://school.example:x/", "fetch.host"),
        ("https://school.example:-1/", "fetch.host"),
        ("https://school.example:000443/", "fetch.host"),
        ("https://school.example:1:2/", "fetch.host"),
        ("https://school.example:0/", "fetch.port"),
        ("https://school.example:65536/", "fetch.port"),
        ("https://school.example./", "fetch.host"),
        ("https://.school.example/", "fetch.host"),
        ("https://school..example/", "fetch.host"),
        ("https://-school.example/", "fetch.host"),
        ("https://school-.example/", "fetch.host"),
        ("https://sch_ool.example/", "fetch.host"),
        ("https://school%2eexample/", "fetch.host"),
        ("https://" + "a" * 64 + ".example/", "fetch.host"),
        ("https://" + "a." * 127 + "example/", "fetch.host"),
        ("https://127.1/", "fetch.host"),
        ("https://2130706433/", "fetch.host"),
        ("https://0x7f000001/", "fetch.host"),
        ("https://0x7f.0.0.1/", "fetch.host"),
        ("https://1.2.3.0x/", "fetch.host"),
        ("https://0177.0.0.1/", "fetch.host"),
        ("https://1.2.3.4.5/", "fetch.host"),
        ("https://256.1.1.1/", "fetch.host"),
        ("https://[::1/", "fetch.host"),
        ("https://::1/", "fetch.host"),
        ("https://[]/", "fetch.host"),
        ("https://[1.2.3.4]/", "fetch.host"),
        ("https://[::1%25eth0]/", "fetch.host"),
        ("https://[v1.fe80::a]/", "fetch.host"),
        ("https://[::1]x/", "fetch.host"),
    ],
)
def test_what_two_parsers_might_read_differently_is_refused(url, reason):
    with pytest.raises(AddressRefused) as caught:
        urls.parse(url)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    "host",
    ["localhost", "intranet", "127.0.0.1", "10.1.2.3", "::1", "::ffff:8.8.8.8", "printer.local",
     "db.internal", "a.localhost", "router.home.arpa", "x.onion"],
)  # fmt: skip
def test_names_that_never_are_public(host):
    assert urls.is_private_name(host)


@pytest.mark.parametrize(
    "host", ["school.example", "localhost.example", "8.8.8.8", "2606:4700::1111"]
)
def test_names_that_may_be_public(host):
    assert not urls.is_private_name(host)
