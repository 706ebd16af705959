"""Sign, then change anything: it never verifies (security.md §5, "sign then mutate").

The shapes come from the signed document itself, so that a new member is covered by being issued.
"""

import base64
import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from obkit import baking
from obkit.baking import Standard
from obkit.encoding import jws
from obkit.keys import KeyKind, LocalSigner
from obkit.proofs import eddsa_rdfc_2022
from obkit.verify import Check, Outcome, Verdict

from packages.obkit.tests import pictures
from packages.obkit.tests.badges import NOW, World, summary

WORLD = World()
SIGNED = WORLD.credential()
TOKEN = WORLD.token()
HOSTED = WORLD.hosted()
STRANGER = LocalSigner.from_private_bytes(KeyKind.ED25519, b"\7" * 32)
STRANGER_RSA = LocalSigner.generate(KeyKind.RSA)

Path = tuple[str | int, ...]


def paths(value: Any, at: Path = ()) -> Iterator[Path]:
    """Every place in a document, the root left out."""
    children = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, child in children:
        yield (*at, key)
        yield from paths(child, (*at, key))


def at(document: Any, path: Path) -> Any:
    for key in path:
        document = document[key]
    return document


def mutations(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every place by {change, delete, retype, add, double}."""
    for path in paths(document):
        value = at(document, path)
        for name, replacement in (
            ("change", _other(value)),
            (
                "retype",
                {"id": "urn:x:other"} if not isinstance(value, dict) else "urn:x:other",
            ),
        ):
            changed = deepcopy(document)
            at(changed, path[:-1])[path[-1]] = replacement
            yield f"{name} {path}", changed
        changed = deepcopy(document)
        del at(changed, path[:-1])[path[-1]]
        yield f"delete {path}", changed
        if isinstance(value, dict):
            changed = deepcopy(document)
            at(changed, path)["description"] = "Added by hand."
            if changed != document:
                yield f"add {path}", changed
        if isinstance(value, list):
            changed = deepcopy(document)
            at(changed, path).append(
                {"id": "urn:x:added"} if path[-1] != "type" else "Added"
            )
            yield f"append {path}", changed


def _other(value: Any) -> Any:
    if isinstance(value, str):
        return value + "x" if value else "x"
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    return [] if isinstance(value, list) else {}


MUTATIONS = list(mutations(json.loads(SIGNED)))


def test_the_generator_reaches_every_part_of_the_document():
    names = " ".join(name for name, _ in MUTATIONS)
    for word in (
        "issuer",
        "achievement",
        "identityHash",
        "salt",
        "validFrom",
        "proofValue",
        "statusListIndex",
        "alignment",
        "evidence",
        "created",
        "@context",
    ):
        assert word in names
    assert len(MUTATIONS) > 150


@pytest.mark.parametrize(
    ("name", "document"), MUTATIONS, ids=[name for name, _ in MUTATIONS]
)
def test_a_signed_badge_changed_anywhere_never_verifies(name, document):
    report = WORLD.verify(json.dumps(document).encode())
    assert report.verdict is not Verdict.VERIFIED
    assert (
        report.outcome_of(Check.PROOF) is not Outcome.PASSED
        or report.outcome_of(Check.CONFORMS) is not Outcome.PASSED
    )
    assert report.subject.name is None


@pytest.mark.parametrize("place", ["$", "issuer", "credentialSubject", "achievement"])
@pytest.mark.parametrize(
    "key", ["honours", "grade", "@index", "@type", "https://schema.org/award", "_:x"]
)
def test_what_json_ld_would_drop_or_read_otherwise_never_verifies(place, key):
    """security.md §0.3: the naive verifier passes most of these."""
    document = json.loads(SIGNED)
    target = {
        "$": document,
        "issuer": document["issuer"],
        "credentialSubject": document["credentialSubject"],
        "achievement": document["credentialSubject"]["achievement"],
    }[place]
    target[key] = "summa cum laude"
    report = WORLD.verify(json.dumps(document).encode())
    assert report.verdict is not Verdict.VERIFIED
    assert report.subject.name is None


def test_writing_the_same_document_otherwise_changes_nothing():
    """Metamorphic: order of members and white space are not what was signed."""
    document = json.loads(SIGNED)
    turned = json.dumps(dict(reversed(document.items())), indent=3).encode()
    assert WORLD.verify(turned).verdict is Verdict.VERIFIED


@pytest.mark.parametrize(
    "text",
    [
        SIGNED.replace(b'{"@context"', b'{"name":"Doctor","@context"', 1).replace(
            b'"proof"', b'"name":"x","proof"', 1
        ),
        SIGNED.replace(b'"type":["Ach', b'"type":["X"],"type":["Ach', 1),
        SIGNED[:-1] + b',"id":"urn:x:2"}',
        SIGNED[:-1] + b',"\\u0069d":"urn:x:2"}',
        SIGNED + b"{}",
        b"\xef\xbb\xbf" + SIGNED,
        SIGNED.replace(b"Lovelace", b"Love\\ud800lace"),
    ],
)
def test_texts_that_two_parsers_read_differently_are_refused(text):
    """security.md #12."""
    assert text != SIGNED
    assert WORLD.verify(text).verdict is Verdict.NOT_VERIFIED


@given(st.integers(0, len(SIGNED) * 8 - 1))
@settings(max_examples=250, deadline=None)
def test_one_flipped_bit_of_a_document_never_verifies(bit):
    flipped = bytearray(SIGNED)
    flipped[bit // 8] ^= 1 << bit % 8
    report = WORLD.verify(bytes(flipped))
    assert report.verdict is not Verdict.VERIFIED
    assert report.subject.name is None


@given(st.integers(0, len(TOKEN) * 8 - 1))
@settings(max_examples=250, deadline=None)
def test_one_flipped_bit_of_a_token_never_verifies(bit):
    flipped = bytearray(TOKEN)
    flipped[bit // 8] ^= 1 << bit % 8
    assert WORLD.verify(bytes(flipped)).verdict is not Verdict.VERIFIED


BAKED = baking.bake(pictures.png(), SIGNED, Standard.OB3)


@given(st.integers(0, len(BAKED) * 8 - 1))
@settings(max_examples=200, deadline=None)
def test_one_flipped_bit_of_a_picture_never_verifies(bit):
    flipped = bytearray(BAKED)
    flipped[bit // 8] ^= 1 << bit % 8
    assert WORLD.verify(bytes(flipped)).verdict is not Verdict.VERIFIED


@pytest.mark.parametrize("bit", range(512))
def test_no_bit_of_the_signature_itself_can_be_flipped(bit):
    from obkit.encoding import multibase

    document = json.loads(SIGNED)
    value = bytearray(multibase.decode(document["proof"][0]["proofValue"]))
    value[bit // 8] ^= 1 << bit % 8
    document["proof"][0]["proofValue"] = multibase.encode(bytes(value))
    report = WORLD.verify(json.dumps(document).encode())
    assert summary(report)["proof"] == "proof.altered"


# -- a stranger changes something and signs it anew ------------------------------------

UNSIGNED = {k: v for k, v in json.loads(SIGNED).items() if k != "proof"}


@pytest.mark.parametrize(
    "method",
    [
        WORLD.method,
        f"{WORLD.did}#{STRANGER.public_key.to_multikey()}",
        "did:key:{0}#{0}".format(STRANGER.public_key.to_multikey()),
        f"https://college.example/issuers/north#{STRANGER.public_key.to_multikey()}",
        f"https://forger.example/key#{STRANGER.public_key.to_multikey()}",
        f"did:web:forger.example#{STRANGER.public_key.to_multikey()}",
    ],
)
@pytest.mark.parametrize("lie", [{}, {"name": "Doctor of Everything"}])
def test_a_stranger_never_speaks_for_the_issuer(method, lie):
    signed = eddsa_rdfc_2022.sign(
        UNSIGNED | lie, signer=STRANGER, verification_method=method, created=NOW
    )
    world = World(ed25519=WORLD.ed25519)
    entry = {
        "id": method,
        "type": "Multikey",
        "controller": world.did,  # the forger's server claims the college as controller
        "publicKeyMultibase": STRANGER.public_key.to_multikey(),
    }
    forged = {
        "id": "did:web:forger.example",
        "verificationMethod": [entry],
        "assertionMethod": [method],
    }
    world.documents["https://forger.example/.well-known/did.json"] = json.dumps(
        forged
    ).encode()
    world.documents["https://forger.example/key"] = json.dumps(entry).encode()
    report = world.verify(json.dumps(signed).encode())
    assert report.verdict is not Verdict.VERIFIED
    assert (
        report.outcome_of(Check.PROOF) is not Outcome.PASSED
        or report.outcome_of(Check.ISSUER) is not Outcome.PASSED
    )
    assert report.subject.name is None


def b64(value: Any) -> str:
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


PAYLOAD = jws.split(TOKEN).payload
CLAIMS = json.loads(PAYLOAD)

HEADERS: list[dict[str, Any]] = [
    {"alg": alg, "kid": f"{WORLD.did}#rsa", **extra}
    for alg in (
        "none",
        "None",
        "HS256",
        "HS512",
        "RS256",
        "ES256",
        "EdDSA",
        "PS256",
        "ES384",
        ["RS256"],
        1,
        None,
    )
    for extra in (
        {},
        {"jwk": STRANGER_RSA.public_key.to_jwk()},
        {"jku": "https://forger.example/jwks"},
        {"x5u": "https://forger.example/x"},
        {"x5c": ["AAAA"]},
        {"crit": ["exp"], "exp": 1},
        {"b64": False, "crit": ["b64"]},
        {"zip": "DEF"},
        {"kid": "did:key:zzz"},
        {"kid": "https://forger.example/key"},
        {"kid": ""},
        {"typ": "at+jwt"},
    )
]


@pytest.mark.parametrize("index", range(len(HEADERS)))
def test_no_header_makes_a_strangers_token_the_issuers(index):
    """security.md #10, #11: algorithms by key hints by extras, signed by a stranger or not at all."""
    header = HEADERS[index]
    signing_input = f"{b64(header)}.{b64(PAYLOAD)}"
    secret = WORLD.rsa.public_key.to_pem()  # the public key as an HMAC secret
    import hashlib
    import hmac

    for signature in (
        b"",
        STRANGER_RSA.sign(signing_input.encode()),
        STRANGER.sign(signing_input.encode()),
        hmac.digest(secret, signing_input.encode(), hashlib.sha256),
        jws.split(TOKEN).signature,
    ):
        report = WORLD.verify(f"{signing_input}.{b64(signature)}".encode())
        assert report.verdict is not Verdict.VERIFIED
        assert report.subject.name is None


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "did:web:other.example"},
        {"iss": None},
        {"jti": "urn:x:2"},
        {"jti": None},
        {"sub": "did:example:eve"},
        {"nbf": CLAIMS["nbf"] - 1},
        {"nbf": CLAIMS["nbf"] + 10**9},
        {"nbf": str(CLAIMS["nbf"])},
        {"nbf": None},
        {"exp": CLAIMS["nbf"] + 10**9},
        {"exp": 0},
        {"vc": {"type": ["VerifiableCredential"]}},
        {"issuer": {"id": "did:web:other.example", "type": ["Profile"]}},
    ],
)
def test_claims_that_differ_from_the_badge_never_verify_even_when_the_issuer_signed(
    changes,
):
    """security.md #19: a reader may look at either."""
    payload = {k: v for k, v in (CLAIMS | changes).items() if v is not None}
    header = {"alg": "RS256", "kid": f"{WORLD.did}#rsa", "typ": "JWT"}
    token = jws.assemble(header, json.dumps(payload).encode(), WORLD.rsa.sign)
    assert WORLD.verify(token.encode()).verdict is not Verdict.VERIFIED


# -- Open Badges 2.0: the copy is compared with what is published -----------------------

SILENT = ("@context", "type", "verification")  # how it is written, not what it claims


@pytest.mark.parametrize(
    ("name", "document"),
    [(n, d) for n, d in mutations(json.loads(HOSTED)) if not n.startswith("delete")],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_changed_copy_never_speaks_for_the_host(name, document):
    """Whatever the copy says, people are shown only what the host publishes."""
    report = WORLD.verify(json.dumps(document).encode())
    if report.verdict is Verdict.VERIFIED:
        claims = ("'recipient'", "'evidence'", "'issuedOn'", "'badge'")
        assert not any(claim in name for claim in claims)
        assert report.document == json.loads(HOSTED)
