"""Thousands of URLs that try to reach the inside: none of them connects there (threats 1 to 5).

The fake resolver is as obliging as a real one: it reads every old spelling of an IPv4 address, knows
`localhost`, and answers for the attacker's names whatever the attacker likes.
"""

import itertools
import json
import socket
from ipaddress import IPv4Address, IPv6Address

import pytest
from obkit.errors import FetchError, ObkitError
from obkit.resolve import HttpFetcher, find_method

from packages.obkit.tests.fake_internet import PUBLIC, FakeInternet, answer
from packages.obkit.tests.special_ranges import NETWORKS, is_special

INSIDE_V4 = ["127.0.0.1", "10.0.0.1", "169.254.169.254", "192.168.1.1", "172.16.0.1", "0.0.0.0",
             "100.64.0.1", "198.18.0.1", "255.255.255.255", "224.0.0.1"]  # fmt: skip
INSIDE_V6 = ["::1", "::", "fe80::1", "fc00::1", "fd00:ec2::254", "ff02::1", "fec0::1"]
SCHEMES = ["https", "HTTPS", "http"]
PORTS = ["", ":443", ":80", ":22", ":8080", ":6379", ":0", ":65536", ":0443", ":"]
ENDS = ["/", "", "/badge.json?x=1", "#f"]


def spellings_of_v4(text):
    """How resolvers, libraries and browsers have all been made to read an address."""
    a, b, c, d = (int(part) for part in text.split("."))
    number = int(IPv4Address(text))
    yield text
    yield from (f"{a}.{b}.{c << 8 | d}", f"{a}.{b << 16 | c << 8 | d}", str(number))
    yield from (
        hex(number),
        oct(number).replace("0o", "0"),
        f"0x{a:x}.0x{b:x}.0x{c:x}.0x{d:x}",
    )
    yield from (
        f"0{a:o}.0{b:o}.0{c:o}.0{d:o}",
        f"{a}.{b}.{c}.0{d:o}",
        f"{text}.",
        f"0{a}.{b}.{c}.{d}",
    )
    yield from (
        f"{a + 256}.{b}.{c}.{d}",
        f"{text}%00",
        f"{text}%2e",
        text.replace(".", "%2e"),
    )
    yield from (
        text.replace(".", "。"),
        text.replace(".", "\uff0e"),
        text.replace("1", "①"),
    )
    yield "".join(chr(0xFF10 + int(x)) if x.isdigit() else x for x in text)
    for prefix in (
        "::ffff:",
        "::",
        "64:ff9b::",
        "64:ff9b:1::",
        "::ffff:0:",
        "2001:db8::5efe:",
        "2606:4700::5efe:",
    ):
        yield f"[{prefix}{text}]"
    yield f"[2002:{number >> 16:x}:{number & 0xFFFF:x}::1]"
    yield f"[2001:0:{number >> 16:x}:{number & 0xFFFF:x}::1]"
    yield (
        f"[2001::{number ^ 0xFFFFFFFF:x}]"
        if number > 0xFFFFFF00
        else f"[2001::{(number ^ 0xFFFFFFFF) >> 16:x}:{(number ^ 0xFFFFFFFF) & 0xFFFF:x}]"
    )


def spellings_of_v6(text):
    full = IPv6Address(text)
    yield from (
        f"[{text}]",
        f"[{full.exploded}]",
        f"[{text}%25eth0]",
        f"[{text}%eth0]",
        text,
        f"[{text}].",
        f"[{text.upper()}]",
    )


NAMES_INSIDE = ["localhost", "LOCALHOST", "localhost.", "a.localhost", "printer.local", "db.internal",
                "metadata.google.internal", "intranet", "inside.evil.example", "mixed.evil.example",
                "mapped.evil.example", "nat64.evil.example", "zone.evil.example", "six.evil.example",
                "rebind.evil.example", "l\u043ecalhost", "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ", "localhost%00.evil.example",
                "localhost\\.evil.example", "localhost\t", "local\nhost", "127.0.0.1.nip.evil.example"]  # fmt: skip
WRAPS = [
    "{scheme}://{host}{port}{end}",
    "{scheme}://public.example@{host}{port}{end}",
    "{scheme}://public.example:443@{host}{port}{end}",
    "{scheme}://{host}{port}\\@public.example{end}",
    "{scheme}://public.example\\@{host}{port}{end}",
    "{scheme}://public.example#@{host}{port}{end}",
    "{scheme}://public.example?@{host}{port}{end}",
    "{scheme}:{host}{port}{end}",
    "{scheme}:/{host}{port}{end}",
    "{scheme}:///{host}{port}{end}",
    "{scheme}:\\\\{host}{port}{end}",
    " {scheme}://{host}{port}{end}",
    "{scheme}://{host}{port}{end}\r\nHost: {host}",
    "{scheme}://public.example\t@{host}{port}{end}",
    "{scheme}://{host}:443:80{end}",
]
OTHER_SCHEMES = ["file:///etc/passwd", "file://localhost/etc/passwd", "ftp://127.0.0.1/", "data:,x",
                 "gopher://127.0.0.1:6379/_INFO", "dict://127.0.0.1:11211/", "ldap://127.0.0.1/",
                 "jar:https://127.0.0.1!/", "unix:///var/run/docker.sock", "javascript:1", "", "//",
                 "\x00", "https", "https:", "https://", "view-source:https://127.0.0.1/"]  # fmt: skip


def hostile_urls():
    hosts = [*NAMES_INSIDE]
    for address in INSIDE_V4:
        hosts += spellings_of_v4(address)
    for address in INSIDE_V6:
        hosts += spellings_of_v6(address)
    hosts += [str(n[0]) if n.version == 4 else f"[{n[0]}]" for n in NETWORKS]
    plain = [
        f"{scheme}://{host}{port}/"
        for scheme, host, port in itertools.product(
            SCHEMES, hosts, ("", ":443", ":8080")
        )
    ]
    few = hosts[: len(NAMES_INSIDE) + 30]
    wrapped = [
        wrap.format(scheme=scheme, host=host, port=port, end=end)
        for (wrap, host), (scheme, port, end) in zip(
            itertools.product(WRAPS, few),
            itertools.cycle(itertools.product(SCHEMES, PORTS, ENDS)),
            strict=False,
        )
    ]
    return sorted({*plain, *wrapped, *OTHER_SCHEMES})


URLS = hostile_urls()


class ObligingInternet(FakeInternet):
    """Resolves every spelling that a C library would, and answers on every address."""

    def lookup(self, host, port, seconds):
        self.looked_up.append(host)
        attackers = {
            "inside": ["10.0.0.1"],
            "mixed": [PUBLIC, "127.0.0.1"],
            "mapped": ["::ffff:127.0.0.1"],
            "nat64": ["64:ff9b::7f00:1"],
            "zone": ["fe80::1%lo"],
            "six": ["2606:4700::1", "::1"],
            "127": ["127.0.0.1"],
            "rebind": [PUBLIC] if self.looked_up.count(host) % 2 else ["127.0.0.1"],
        }
        name = host.rstrip(".").split("%")[0]
        if name.endswith(".evil.example"):
            return attackers[name.split(".")[0]]
        if name.endswith("localhost"):
            return ["127.0.0.1", "::1"]
        if name == "public.example":
            return [PUBLIC]
        try:
            return [socket.inet_ntoa(socket.inet_aton(name))]
        except OSError:
            return ["10.11.12.13"]  # the search domain's wildcard


@pytest.fixture
def internet():
    made = ObligingInternet()
    yield made
    made.close()


def inside(internet):
    return [address for address, _ in internet.connected if is_special(address)]


def get(internet, **options):
    return HttpFetcher(
        lookup=internet.lookup, connect=internet.connect, tls=internet, **options
    )


def test_there_are_enough_of_them():
    assert len(URLS) >= 2000


@pytest.mark.parametrize("allow_http", [False, True])
def test_no_hostile_url_connects_inside(internet, allow_http):
    fetcher = get(internet, allow_http=allow_http)
    for url in URLS:
        try:
            fetcher.fetch(url)
        except FetchError as error:
            assert error.reason.startswith("fetch.")  # noqa: PT017 - most fail, and each properly
    assert inside(internet) == []
    assert {port for _, port in internet.connected} <= {443, 80}
    assert {address for address, _ in internet.connected} <= {PUBLIC}


def test_no_redirect_to_a_hostile_url_connects_inside(internet):
    fetcher = get(internet, allow_http=True)
    for url in URLS:
        line = url.encode("utf-8")
        if b"\n" in line:
            line = line.split(b"\r\n")[0].replace(b"\n", b"")
        internet.pages["public.example/start"] = (
            b"HTTP/1.1 302 Found\r\ncontent-length: 0\r\nlocation: "
            + line
            + b"\r\n\r\n"
        )
        with pytest.raises(FetchError):
            fetcher.fetch("https://public.example/start")
    assert inside(internet) == []
    assert len(internet.connected) >= len(URLS)  # every redirect was really offered


def test_no_hostile_key_url_connects_inside(internet):
    """As `kid` or `verificationMethod`, plain, and as the controller that a key document names."""
    fetcher = get(internet)
    key = {"id": "https://public.example/key", "type": "Multikey",
           "publicKeyMultibase": "z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"}  # fmt: skip
    for url in URLS:
        internet.pages["public.example/key"] = answer(
            json.dumps(key | {"controller": url}).encode()
        )
        for asked in (url, url + "#key-1", "https://public.example/key"):
            try:
                find_method(asked, fetcher=fetcher)
            except ObkitError as error:
                assert error.reason  # noqa: PT017 - most fail, and each properly
    assert inside(internet) == []


def test_no_hostile_did_connects_inside(internet):
    fetcher = get(internet)
    hosts = {url.split("://")[-1].split("/")[0] for url in URLS}
    for host in hosts:
        for did in (
            f"did:web:{host}",
            f"did:web:{host.replace(':', '%3A')}",
            f"did:web:{host.replace(':', '%3a')}:a:b",
            f"did:web:public.example:..:{host}",
            f"did:web:public.example%40{host}",
            f"did:web:public.example%2F{host}",
            f"did:web:{host}%3A443%40public.example",
        ):
            with pytest.raises(ObkitError):
                find_method(f"{did}#key-1", fetcher=fetcher)
    assert inside(internet) == []
