"""What is fuzzed: for each target seeds, a way to spoil them, and what must hold whatever comes.

Only an `ObkitError` may escape from a parser, and nothing from `verify`; and what was altered after
it was signed is never VERIFIED, unless it still says the same (white space, order, one for a list of
one).
"""

import contextlib
import json
import socket
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from obkit import baking
from obkit.baking import Standard
from obkit.encoding import jws, rdfc, strict_json
from obkit.errors import ObkitError
from obkit.keys import (
    KeyKind,
    LocalSigner,
    public_key_from_jwk,
    public_key_from_multikey,
    public_key_from_pem,
)
from obkit.proofs import eddsa_rdfc_2022
from obkit.resolve import HttpFetcher, MemoryFetcher, find_method
from obkit.resolve.urls import follow, parse
from obkit.status import Bitstring
from obkit.verify import Policy, Verdict, verify, verify_url

from packages.obkit.tests import pictures
from packages.obkit.tests.badges import HOST, NOW, World
from packages.obkit.tests.fuzz import mutate
from packages.obkit.tests.special_ranges import is_special

WORLD = World()
SIGNED = WORLD.credential()
TOKEN = WORLD.token()
HOSTED = WORLD.hosted()
PNG = baking.bake(pictures.png(), SIGNED, Standard.OB3)
SVG = baking.bake(
    b'<svg xmlns="http://www.w3.org/2000/svg"><g id="a"><!-- c --></g></svg>',
    SIGNED,
    Standard.OB3,
)
BOTH = baking.bake(PNG, HOSTED, Standard.OB2)
STRANGER = LocalSigner.from_private_bytes(KeyKind.ED25519, b"\7" * 32)


class Wrong(AssertionError):
    """Something that must never be."""


@dataclass(frozen=True)
class Target:
    """`run` gets one spoiled input and raises ObkitError, or nothing; all else is a finding."""

    name: str
    spoil: Callable[[Random], bytes]
    run: Callable[[bytes], None]


def of_bytes(*seeds: bytes) -> Callable[[Random], bytes]:
    return lambda random: mutate.some_bytes(random, random.choice(seeds), seeds)


def _in_pictures(random: Random) -> bytes:
    """PNGs that are sound, checksums and all, around a text chunk that is not."""
    content = b"openbadgecredential\0\0\0\0\0" + SIGNED
    spoiled = mutate.some_bytes(random, content, (content,))
    kind = random.choice((b"iTXt", b"iTXt", b"tEXt", b"zTXt"))
    at_front = random.random() < 0.5
    chunk = pictures.chunk(kind, spoiled)
    return pictures.png(before=chunk) if at_front else pictures.png(chunk)


def of_documents(*seeds: bytes) -> Callable[[Random], bytes]:
    documents = [json.loads(seed) for seed in seeds]
    return lambda random: mutate.written(
        mutate.some_members(random, random.choice(documents))
    )


def verified(data: bytes, documents: dict[str, bytes | int] | None = None) -> bool:
    web = MemoryFetcher(WORLD.documents if documents is None else documents)
    # An ObkitError is no answer either: `verify` says in its report what is wrong.
    try:
        report = verify(data, policy=Policy(), fetcher=web, now=NOW)
    except ObkitError as error:
        raise Wrong(f"verify raised {error!r}") from error
    json.dumps(report.as_json())
    if report.verdict is not Verdict.VERIFIED and report.subject.name is not None:
        proof_fits = not any(
            r.reason in ("proof.altered", "proof.missing") for r in report.results
        )
        if not proof_fits:
            raise Wrong("shows a subject although the proof does not fit")
    return report.verdict is Verdict.VERIFIED


def _meaning(document: Any) -> object:
    """What a document says: its statements, and how it is signed."""
    bare = {k: v for k, v in document.items() if k != "proof"}
    return rdfc.canonical_nquads(bare)


def same_as_signed(data: bytes, signed: bytes = SIGNED) -> bool:
    document = strict_json.loads_object(data)
    return _meaning(document) == _meaning(json.loads(signed))


def _json(data: bytes) -> None:
    value = strict_json.loads(data)
    if value != json.loads(data):
        raise Wrong("read otherwise than by the standard library")
    if strict_json.loads(strict_json.dumps(value)) != value:
        raise Wrong("not the same when written and read again")


def _token(data: bytes) -> None:
    is_verified = verified(data)
    taken = jws.split(data.strip())
    if is_verified and taken.signing_input != jws.split(TOKEN).signing_input:
        raise Wrong("an altered token verifies")


def _picture(data: bytes) -> None:
    is_verified = verified(data)
    for baked in baking.extract(data):
        if (
            is_verified
            and baked.standard is Standard.OB3
            and not same_as_signed(baked.payload)
        ):
            raise Wrong("an altered badge in a picture verifies")
    again = baking.bake(data, SIGNED, Standard.OB3, replace=True)
    if SIGNED not in [found.payload for found in baking.extract(again)]:
        raise Wrong("what was baked is not found again")


def _credential(data: bytes) -> None:
    if verified(data) and not same_as_signed(data):
        raise Wrong("an altered credential verifies")


def _strangers(data: bytes) -> None:
    """Mutate, then signed by a stranger: never the issuer's word."""
    document = strict_json.loads_object(data)
    document.pop("proof", None)

    method = f"did:key:{STRANGER.public_key.to_multikey()}"
    signed = eddsa_rdfc_2022.sign(
        document,
        signer=STRANGER,
        verification_method=f"{method}#{STRANGER.public_key.to_multikey()}",
        created=NOW,
    )
    issuer = document.get("issuer")
    name = issuer.get("id") if isinstance(issuer, dict) else issuer
    if verified(strict_json.dumps(signed)) and name != method:
        raise Wrong("a stranger's signature counts as the issuer's")


def _hosted(data: bytes) -> None:
    """The assertion as somebody hands it in, and as its host publishes it."""
    verified(data)
    address = json.loads(HOSTED)["id"]
    documents = WORLD.documents | {address: data}
    verified(HOSTED, documents)
    try:
        verify_url(address, fetcher=MemoryFetcher(documents), now=NOW)
    except ObkitError as error:
        raise Wrong(f"verify_url raised {error!r}") from error


def _status_list(data: bytes) -> None:
    documents = WORLD.documents | {WORLD.list_url: data}
    if verified(SIGNED, documents):
        published = WORLD.documents[WORLD.list_url]
        if not isinstance(published, bytes) or not same_as_signed(data, published):
            raise Wrong("an altered status list counts")


def _bits(data: bytes) -> None:
    text = data.decode("utf-8", "surrogateescape")
    bits = Bitstring.decode(text)
    if Bitstring.decode(bits.encode()).encode() != bits.encode():
        raise Wrong("a list is not the same when encoded and decoded again")


def _did_document(data: bytes) -> None:
    documents = WORLD.documents | {f"{HOST}/issuers/north/did.json": data}
    verified(SIGNED, documents)
    find_method(WORLD.method, fetcher=MemoryFetcher(documents))


def _did_key(data: bytes) -> None:
    text = data.decode("utf-8", "surrogateescape")
    multikey = text.removeprefix("did:key:").partition("#")[0]
    found = find_method(text, fetcher=MemoryFetcher({}))
    if found.public_key.to_multikey() != multikey:
        raise Wrong("two spellings of one key")


def _key(data: bytes) -> None:
    for read in (
        lambda: public_key_from_pem(data),
        lambda: public_key_from_jwk(strict_json.loads_object(data)),
        lambda: public_key_from_multikey(data.decode("utf-8", "surrogateescape")),
    ):
        try:
            key = read()
        except ObkitError:
            continue
        key.verify(b"\0" * 64, b"message")
        if public_key_from_multikey(key.to_multikey()) != key:
            raise Wrong("a key is another one when written and read again")


def _url(data: bytes) -> None:
    text = data.decode("utf-8", "surrogateescape")
    fetcher = HttpFetcher(allow_http=True, lookup=_obliging_lookup, connect=_no_inside)
    with contextlib.suppress(ObkitError):
        find_method(text, fetcher=fetcher)
    try:
        fetcher.fetch(text)
    finally:
        follow(parse("https://college.example/a/b"), text)


def _obliging_lookup(host: str, port: int, seconds: float) -> list[str]:
    try:
        return [socket.inet_ntoa(socket.inet_aton(host))]
    except (OSError, UnicodeError):
        return ["127.0.0.1", "::1"]


def _no_inside(address: str, port: int, seconds: float) -> socket.socket:
    if is_special(address):
        raise Wrong(f"a connection to {address}")
    raise ConnectionRefusedError


_SIMPLE = (
    b'{"a": [1, 2.5, -3e2, true, null, "x\\u00e9\\n"], "b": {"c": {}}}',
    b"[]",
    b'"text"',
    b"-12.5e-3",
)
_LIST = WORLD.documents[WORLD.list_url]
_DID = WORLD.documents[f"{HOST}/issuers/north/did.json"]
assert isinstance(_LIST, bytes)
assert isinstance(_DID, bytes)
_DID_KEYS = tuple(
    f"did:key:{k}#{k}".encode()
    for k in (LocalSigner.generate(kind).public_key.to_multikey() for kind in KeyKind)
)
_KEYS = tuple(
    written
    for key in (LocalSigner.generate(kind).public_key for kind in KeyKind)
    for written in (key.to_pem(), json.dumps(key.to_jwk()).encode())
)
_URLS = tuple(
    text.encode()
    for text in (
        "https://college.example/b/42?x=1#f", "http://127.0.0.1:80/", "https://[::1]:443/",
        "https://user:pw@college.example/", "did:web:college.example%3A8443:issuers:north#key",
        "did:web:127.0.0.1#key", "https://0x7f.1/", "https://2130706433/", "//college.example/",
    )
)  # fmt: skip

TARGETS: tuple[Target, ...] = (
    Target("json", of_bytes(*_SIMPLE, SIGNED), _json),
    Target("jwt", of_bytes(TOKEN), _token),
    Target("png", of_bytes(PNG, BOTH), _picture),
    Target("png text", _in_pictures, _picture),
    Target("svg", of_bytes(SVG), _picture),
    Target("credential bytes", of_bytes(SIGNED), _credential),
    Target("credential members", of_documents(SIGNED), _credential),
    Target("signed by a stranger", of_documents(SIGNED), _strangers),
    Target("hosted badge", of_documents(HOSTED), _hosted),
    Target("hosted badge bytes", of_bytes(HOSTED), _hosted),
    Target("status list", of_documents(_LIST), _status_list),
    Target("status list bytes", of_bytes(_LIST), _status_list),
    Target("bits", of_bytes(Bitstring().encode().encode(), b"uH4sI", b"z1"), _bits),
    Target("did document", of_documents(_DID), _did_document),
    Target("did:key", of_bytes(*_DID_KEYS), _did_key),
    Target("keys", of_bytes(*_KEYS), _key),
    Target("urls", of_bytes(*_URLS), _url),
)
