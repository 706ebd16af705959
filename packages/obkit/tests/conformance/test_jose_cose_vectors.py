"""Tokens of VC-JOSE-COSE, as the inputs of its test suite (JO-1 to JO-7)."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from obkit.encoding import jws, strict_json
from obkit.errors import MalformedToken, Unsupported
from obkit.keys import KeyKind, LocalSigner, public_key_from_jwk
from obkit.proofs import vc_jwt
from obkit.resolve import MemoryFetcher
from obkit.verify import Report, Verdict, verify

from packages.obkit.tests.badges import NOW, World, summary

INPUTS = Path(__file__).parents[5] / "shared/standards/vectors/vc-jose-cose-test-suite"
CONTROLLER = "https://example.issuer/vc-jose-cose"

vectors = pytest.mark.skipif(
    not INPUTS.exists(),
    reason="the published vectors are not beside this repository (../shared/standards)",
)


def read(name: str) -> bytes:
    return (INPUTS / name).read_bytes().strip()


def methods() -> list[dict[str, object]]:
    found = [
        json.loads(read(f"vm-{n}.json")) for n in ("p256", "p384", "p521", "ed25519")
    ]
    for method in found:
        del method["secretKeyJwk"]
    return found


def check(token: bytes) -> Report:
    document = {
        "id": CONTROLLER,
        "verificationMethod": methods(),
        "assertionMethod": [method["id"] for method in methods()],
    }
    web = MemoryFetcher({CONTROLLER: json.dumps(document).encode()})
    return verify(token, fetcher=web, now=datetime(2026, 11, 21, tzinfo=UTC))


@vectors
@pytest.mark.parametrize(
    "name", ["credential-jose-minimal.txt", "credential-issuer-match-signed.txt"]
)
def test_a_sound_token_fits_and_its_key_is_found_by_name(name):
    """JO-2, JO-4, JO-5: `kid` is a name, and the issuer's document lists the key under it."""
    found = summary(check(read(name)))
    assert found["proof"] == "proof.fits"
    assert found["issuer"] == "issuer.confirmed"


@vectors
def test_a_token_with_a_bad_signature_was_altered():
    report = check(read("credential-jose-bad-signature.txt"))
    assert summary(report)["proof"] == "proof.altered"
    assert report.verdict is Verdict.NOT_VERIFIED


@vectors
@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("credential-jose-bad-media-type.txt", "jwt.typ"),
        ("credential-jose-vc-vp-claims.txt", "jwt.vc_claim"),
        ("presentation-jose-bad-media-type.txt", "jwt.typ"),
    ],
)
def test_a_token_of_another_kind_is_refused_by_its_rule(name, reason):
    with pytest.raises(MalformedToken) as caught:
        vc_jwt.read(read(name))
    assert caught.value.reason == reason


@vectors
def test_a_curve_that_we_do_not_know_is_left_unknown():
    """ES512: nothing is said against the token."""
    with pytest.raises(Unsupported):
        vc_jwt.read(read("credential-jose-unknown-extensions.txt"))
    report = check(read("credential-jose-unknown-extensions.txt"))
    assert report.verdict is Verdict.INCONCLUSIVE


@vectors
def test_the_keys_of_the_suite_are_read():
    for method in methods():
        if method["publicKeyJwk"]["crv"] != "P-521":
            public_key_from_jwk(method["publicKeyJwk"])


# The same with a badge, whose whole verification can pass.


def token_of(world: World, *, signer: LocalSigner, kid: str, **claims: object) -> bytes:
    document = json.loads(world.credential())
    del document["proof"]
    header = {"alg": signer.public_key.algorithm, "kid": kid, "typ": "vc+jwt"}
    payload = strict_json.dumps({**document, **claims})
    return jws.assemble(header, payload, signer.sign).encode()


@pytest.mark.parametrize("kind", [KeyKind.ED25519, KeyKind.P256, KeyKind.RSA])
def test_a_badge_as_a_newer_token_is_verified(kind):
    world, signer = World(), LocalSigner.generate(kind)
    world.rsa = signer  # the second key of the issuer, whatever its kind
    world.publish_keys()
    token = token_of(world, signer=signer, kid=f"{world.did}#rsa", iss=world.did)
    report = world.verify(token)
    assert report.verdict is Verdict.VERIFIED
    assert report.container == "jwt"


def test_claims_of_a_newer_token_must_not_say_something_else():
    """JO-4: `iss`, where it is present, is the issuer."""
    world = World()
    token = token_of(
        world, signer=world.ed25519, kid=world.method, iss="did:web:other.example"
    )
    assert summary(world.verify(token))["proof"] == "jwt.claims_differ"


@pytest.mark.parametrize(
    ("exp", "reason"), [(1, "proof.expired"), (32503680000, "proof.fits"), ("x", "jwt.time")]
)  # fmt: skip
def test_the_end_of_a_newer_token_is_that_of_its_signature(exp, reason):
    world = World()
    token = token_of(world, signer=world.ed25519, kid=world.method, exp=exp)
    assert summary(world.verify(token, now=NOW))["proof"] == reason


def test_a_name_that_the_issuer_does_not_list_leaves_the_key_unknown():
    world = World()
    token = token_of(world, signer=world.ed25519, kid="nobody")
    report = world.verify(token)
    assert summary(report)["proof"] == "proof.no_key"
    assert report.verdict is Verdict.INCONCLUSIVE
