"""Spoiling bytes and documents: small changes, often several, from a seeded source."""

import json
from collections.abc import Iterator
from copy import deepcopy
from random import Random
from typing import Any

# What parsers trip over, as text and as bytes.
TOKENS = (
    b"", b"\0", b"\xff", b"\xef\xbb\xbf", b"{", b"}", b"[", b"]", b'"', b"\\", b",", b":", b".",
    b"-", b"+", b"=", b"_", b"/", b"%", b"#", b"@", b"&", b";", b"<", b">", b"<!--", b"]]>",
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&a;", b"<?xml version='1.0'?>", b"null", b"true",
    b"NaN", b"-Infinity", b"1e999", b"-0", b"0.1", b"9007199254740993", b"1" * 400,
    b"\\ud800", b"\\u0000", b"\xed\xa0\x80", b"\xc0\xaf", b"\xe2\x80\xae", b"\r\n", b"\x1b[2J",
    b'{"alg":"none"}', b'"alg":"HS256"', b"eyJhbGciOiJub25lIn0", b'"@context":', b'"@id":',
    b'"id":"urn:x:2"', b"IHDR", b"IEND", b"iTXt", b"openbadgecredential\0", b"openbadges\0",
    b"\0\0\0\0", b"\xff\xff\xff\xff", b"\x80\0\0\0", b"[" * 300, b'{"a":' * 150, b"z6Mk", b"u",
    b"did:key:", b"did:web:", b"http://127.0.0.1/", b"https://[::1]/", b"file:///etc/passwd",
    b"169.254.169.254", b"localhost", b"%2e%2e%2f", b"\xe3\x80\x82",
)  # fmt: skip
VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2**53, 0.5, 1e308, "", " ", "x", "_:b0", "urn:x:y", "relative",
    "https://college.example/other", "http://127.0.0.1/", "did:web:evil.example", "did:key:z6Mk",
    "2026-11-21T12:00:00Z", "9999-12-31T23:59:59Z", "2026-02-30T00:00:00Z", "not a time", "\ud800",
    "\ufffe", "\0", "x" * 5_000, "eyJhbGciOiJub25lIn0.e30.", "@id", "VerifiableCredential",
    "AchievementCredential", "EndorsementCredential", "ClrCredential", "Assertion",
    "BitstringStatusListCredential", "eddsa-jcs-2022", "ecdsa-rdfc-2019", "Ed25519Signature2020",
    "suspension", "revocation", "sha256$00", {}, [], [[]], [{}], {"@id": "urn:x:y"},
    {"@value": "x", "@language": "en"}, {"@set": []}, {"@list": ["x"]}, {"id": "urn:x:y"},
    ["x", "x"], {"type": "Profile", "id": "urn:x:y", "name": "Eve"},
)  # fmt: skip
NAMES = (
    "id", "type", "@id", "@type", "@context", "@graph", "@reverse", "@included", "name", "issuer",
    "proof", "previousProof", "credentialSubject", "credentialStatus", "credentialSchema",
    "refreshService", "endorsement", "endorsementJwt", "verification", "verify", "revoked",
    "recipient", "badge", "expires", "validFrom", "validUntil", "x", "", "__proto__", "\u0130d",
)  # fmt: skip


def some_bytes(random: Random, data: bytes, others: tuple[bytes, ...]) -> bytes:
    """The bytes with one to six small changes."""
    for _ in range(random.choice((1, 1, 1, 2, 3, 6))):
        data = _once(random, data, others)
    return data


def _once(  # noqa: PLR0911 - one return for each kind of change
    random: Random, data: bytes, others: tuple[bytes, ...]
) -> bytes:
    at = random.randrange(len(data) + 1)
    end = min(len(data), at + random.choice((1, 1, 2, 4, 8, 64, 1_000)))
    match random.randrange(8):
        case 0 if data:
            flipped = bytearray(data)
            flipped[at % len(data)] ^= 1 << random.randrange(8)
            return bytes(flipped)
        case 1:
            return data[:at] + data[end:]
        case 2:
            return data[:at] + data[at:end] * random.choice((2, 3, 50)) + data[end:]
        case 3:
            return data[:at] + random.choice(TOKENS) + data[at:]
        case 4:
            return data[:at] + random.choice(TOKENS) + data[end:]
        case 5:
            other = random.choice(others)
            return data[:at] + other[random.randrange(len(other) + 1) :]
        case 6:
            return data[:at]
        case _:
            return data[:at] + random.randbytes(random.randrange(9)) + data[end:]


Path = tuple[str | int, ...]


def paths(value: Any, at: Path = ()) -> Iterator[Path]:
    """Every place in a document, the root left out."""
    pairs: Any = ()
    if isinstance(value, dict):
        pairs = value.items()
    elif isinstance(value, list):
        pairs = enumerate(value)
    for key, child in pairs:
        yield (*at, key)
        yield from paths(child, (*at, key))


def some_members(random: Random, document: dict[str, Any]) -> dict[str, Any]:
    """The document with one to four changes of its structure."""
    changed = deepcopy(document)
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        _change(random, changed)
    return changed


def _change(random: Random, document: dict[str, Any]) -> None:
    places = list(paths(document))
    if not places:
        return
    path = random.choice(places)
    parent = _at(document, path[:-1])
    key, value = path[-1], parent[path[-1]]
    match random.randrange(8):
        case 0:
            del parent[key]
        case 1:
            parent[key] = deepcopy(random.choice(VALUES))
        case 2:
            parent[key] = [value]
        case 3:
            parent[key] = deepcopy(_at(document, random.choice(places)))
        case 4 if isinstance(value, dict):
            value[random.choice(NAMES)] = deepcopy(random.choice(VALUES))
        case 5 if isinstance(value, list) and value:
            value.append(deepcopy(random.choice(value)))
            random.shuffle(value)
        case 6 if isinstance(parent, dict):
            parent[random.choice(NAMES)] = parent.pop(key)
        case _:
            if isinstance(value, str):
                encoded = value.encode("utf-8", "surrogatepass")
                changed = some_bytes(random, encoded, TOKENS)
                parent[key] = changed.decode("utf-8", "replace")
            else:
                parent[key] = deepcopy(random.choice(VALUES))


def _at(document: Any, path: Path) -> Any:
    for key in path:
        document = document[key]
    return document


def written(document: Any) -> bytes:
    """As JSON; half characters are written as escapes."""
    return json.dumps(document).encode()
