"""Open Badges 2.0, signed (checklist §1.4; OB20-V3, OB20-K1, OB20-R1, OB20-R2)."""

import json
from dataclasses import dataclass, field
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from obkit import baking
from obkit.baking import Standard
from obkit.encoding import jws
from obkit.keys import KeyKind, LocalSigner
from obkit.verify import Check, Outcome, Verdict

from packages.obkit.tests import pictures
from packages.obkit.tests.badges import EMAIL, HOST, World, summary

BADGE, ISSUER = f"{HOST}/ob2/badges/1/1", f"{HOST}/ob2/issuers/north"
KEY, LIST = f"{HOST}/ob2/keys/1", f"{HOST}/ob2/revoked"
RSA = LocalSigner.generate(KeyKind.RSA)
STRANGER = LocalSigner.generate(KeyKind.RSA)


@dataclass
class SignedWorld(World):
    """An issuer whose 2.0 profile lists a key; `profile` changes what it says."""

    profile: dict[str, Any] = field(default_factory=dict)

    def publish(self) -> dict[str, Any]:
        assertion = json.loads(self.hosted())
        del self.documents[assertion["id"]]
        issuer = self.documents[ISSUER]
        assert isinstance(issuer, bytes)
        written = json.loads(issuer) | {"publicKey": [KEY]} | self.profile
        self.documents[ISSUER] = json.dumps(written).encode()
        self.publish_key(KEY, RSA)
        assertion["verification"] = {"type": "SignedBadge", "creator": KEY}
        return assertion

    def publish_key(self, url: str, signer: LocalSigner, **changes: Any) -> None:
        self.documents[url] = json.dumps(
            {
                "@context": "https://w3id.org/openbadges/v2",
                "id": url,
                "type": "CryptographicKey",
                "owner": ISSUER,
                "publicKeyPem": signer.public_key.to_pem().decode(),
            }
            | changes
        ).encode()


@pytest.fixture
def world():
    return SignedWorld()


def token_of(assertion: dict[str, Any], signer: LocalSigner = RSA, **header) -> bytes:
    head = {"alg": signer.public_key.algorithm, **header}
    return jws.assemble(head, json.dumps(assertion).encode(), signer.sign).encode()


def test_a_signed_badge_is_verified_in_a_token_and_in_a_picture(world):
    token = token_of(world.publish())
    for data in (token, baking.bake(pictures.png(), token, Standard.OB2)):
        report = world.verify(data, recipient=EMAIL)
        assert report.verdict is Verdict.VERIFIED, summary(report)
        assert summary(report)["proof"] == "proof.fits"
        assert summary(report)["issuer"] == "issuer.confirmed"
        assert summary(report)["status"] == "status.none"
        assert summary(report)["recipient"] == "recipient.matches"
        assert report.subject.name == "Facilitation"
        assert report.subject.issuer_name == "Northern College"


@pytest.mark.parametrize("kind", [KeyKind.P256, KeyKind.ED25519])
def test_other_kinds_of_keys_sign_too(world, kind):
    signer = LocalSigner.generate(kind)
    assertion = world.publish()
    world.publish_key(KEY, signer)
    assert world.verify(token_of(assertion, signer)).verdict is Verdict.VERIFIED


@pytest.mark.parametrize(
    ("algorithm", "digest"), [("RS384", hashes.SHA384()), ("RS512", hashes.SHA512())]
)
def test_rs256_and_up(world, algorithm, digest):
    def sign(message: bytes) -> bytes:
        return RSA._private.sign(message, padding.PKCS1v15(), digest)

    payload = json.dumps(world.publish()).encode()
    token = jws.assemble({"alg": algorithm}, payload, sign).encode()
    assert world.verify(token).verdict is Verdict.VERIFIED
    other = "RS512" if algorithm == "RS384" else "RS384"
    crossed = jws.assemble({"alg": other}, payload, sign).encode()
    assert summary(world.verify(crossed))["proof"] == "proof.altered"


def test_without_a_creator_each_of_the_issuers_keys_is_tried(world):
    world.profile = {"publicKey": [f"{KEY}/old", KEY]}
    assertion = world.publish()
    world.publish_key(f"{KEY}/old", STRANGER)
    del assertion["verification"]["creator"]
    report = world.verify(token_of(assertion))
    assert report.verdict is Verdict.VERIFIED
    assert report.result(Check.ISSUER).facts["method"] == KEY


def test_a_key_written_out_in_the_profile_counts(world):
    world.publish()
    key = json.loads(world.documents.pop(KEY))
    world.profile = {"publicKey": key}
    assertion = world.publish()
    del world.documents[KEY]
    assert world.verify(token_of(assertion)).verdict is Verdict.VERIFIED


def test_one_changed_letter_is_found(world):
    assertion = world.publish()
    head, _, signature = token_of(assertion).split(b".")
    changed = token_of({**assertion, "narrative": "Better"}).split(b".")[1]
    report = world.verify(b".".join((head, changed, signature)))
    assert summary(report)["proof"] == "proof.altered"
    assert report.verdict is Verdict.NOT_VERIFIED
    assert report.subject.name is None


def test_a_strangers_key_is_not_the_issuers_though_its_signature_fits(world):
    """§1.4 (3): never trust a key not linked from the profile."""
    assertion = world.publish()
    elsewhere = "https://stranger.example/key"
    world.publish_key(elsewhere, STRANGER)
    assertion["verification"]["creator"] = elsewhere
    report = world.verify(token_of(assertion, STRANGER))
    assert summary(report)["proof"] == "proof.fits"
    assert summary(report)["issuer"] == "issuer.key_not_listed"
    assert report.verdict is Verdict.NOT_VERIFIED
    assert report.subject.name is None


def test_a_profile_in_the_token_is_not_believed(world):
    assertion = world.publish()
    badge = json.loads(world.documents[BADGE])
    issuer = json.loads(world.documents[ISSUER])
    elsewhere = "https://stranger.example/key"
    world.publish_key(elsewhere, STRANGER)
    badge["issuer"] = {**issuer, "publicKey": [elsewhere]}
    assertion["badge"] = {
        **badge,
        "id": "urn:uuid:1c9b1f2e-6f0f-4f5b-9b0e-1d7a1f0a7b11",
    }
    assertion["verification"]["creator"] = elsewhere
    report = world.verify(token_of(assertion, STRANGER))
    assert summary(report)["issuer"] == "issuer.key_not_listed"
    # The same with the issuer's own key: a badge without an address counts as it was signed.
    assertion["verification"]["creator"] = KEY
    assert world.verify(token_of(assertion)).verdict is Verdict.VERIFIED


def test_a_key_that_says_it_is_another_issuers_is_not_this_ones(world):
    """OB20-K1: the link goes both ways."""
    assertion = world.publish()
    world.publish_key(KEY, RSA, owner=f"{HOST}/ob2/issuers/south")
    report = world.verify(token_of(assertion))
    assert summary(report)["issuer"] == "issuer.key_not_issuers"
    assert report.verdict is Verdict.NOT_VERIFIED


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"id": 5}, "hosted.another_id"),
        ({"type": "Profile"}, "hosted.malformed"),
        ({"publicKeyPem": "-----BEGIN"}, "key.encoding"),
        ({"publicKeyPem": "-----BEGIN PRIVATE KEY-----"}, "key.private"),
    ],
)
def test_a_key_document_must_be_one(world, changes, reason):
    assertion = world.publish()
    world.publish_key(KEY, RSA, **changes)
    report = world.verify(token_of(assertion))
    assert summary(report)["proof"] == reason
    assert report.verdict is Verdict.NOT_VERIFIED


@pytest.mark.parametrize("gone", [KEY, BADGE, ISSUER])
def test_what_does_not_come_leaves_the_badge_unknown(world, gone):
    assertion = world.publish()
    world.documents[gone] = 503
    report = world.verify(token_of(assertion))
    assert report.outcome_of(Check.PROOF) is Outcome.INCONCLUSIVE
    assert report.verdict is Verdict.INCONCLUSIVE


def test_an_issuer_without_keys_signed_nothing_that_can_be_checked(world):
    world.profile = {"publicKey": []}
    assertion = world.publish()
    del assertion["verification"]["creator"]
    assert summary(world.verify(token_of(assertion)))["proof"] == "proof.no_key"


def test_more_keys_than_issuers_have_are_not_all_fetched(world):
    world.profile = {"publicKey": [f"{KEY}/{n}" for n in range(20)]}
    assertion = world.publish()
    del assertion["verification"]["creator"]
    assert summary(world.verify(token_of(assertion)))["proof"] == "proof.too_many"


def test_keys_over_plain_http_are_a_note(world):
    plain = KEY.replace("https:", "http:")
    world.profile = {"publicKey": plain}
    assertion = world.publish()
    world.publish_key(plain, RSA)
    assertion["verification"]["creator"] = plain
    report = world.verify(token_of(assertion))
    assert summary(report)["proof"] == "hosted.plain_http"
    assert report.verdict is Verdict.VERIFIED


# revocation


def publish_list(world: SignedWorld, entries: Any, **changes: Any) -> None:
    document = {
        "@context": "https://w3id.org/openbadges/v2",
        "id": LIST,
        "type": "RevocationList",
        "issuer": ISSUER,
        "revokedAssertions": entries,
    }
    world.documents[LIST] = json.dumps(document | changes).encode()


ID = f"{HOST}/ob2/assertions/42"


@pytest.mark.parametrize(
    ("entries", "reason"),
    [
        ([], "status.good"),
        (["urn:uuid:6deb4a00-ebce-4b28-8cc2-afa705ef7be4"], "status.good"),
        ([ID], "status.revoked"),
        ([{"id": ID}], "status.revoked"),
        ([{"id": ID, "revocationReason": "A slip"}], "status.revoked"),
        ([{"uid": "abc"}], "status.revoked"),
        ([{"uid": "abd"}], "status.good"),
        ([{"id": ID, "revoked": False}], "status.good"),
        ([{}], "status.list_malformed"),
        (None, "status.list_malformed"),
    ],
)
def test_the_issuers_list_revokes_by_id_and_by_uid(world, entries, reason):
    world.profile = {"revocationList": LIST}
    assertion = world.publish() | {"uid": "abc"}
    publish_list(world, entries)
    report = world.verify(token_of(assertion))
    assert summary(report)["status"] == reason
    if entries and isinstance(entries[0], dict) and "revocationReason" in entries[0]:
        assert report.result(Check.STATUS).facts["said"] == "A slip"


def test_a_list_over_plain_http_is_noted(world):
    """Somebody on the way could answer an older one; 2.0 allows it all the same."""
    plain = LIST.replace("https:", "http:")
    world.profile = {"revocationList": plain}
    assertion = world.publish()
    publish_list(world, [])
    world.documents[plain] = world.documents[LIST]
    report = world.verify(token_of(assertion))
    assert summary(report)["status"] == "status.plain_http"
    assert report.outcome_of(Check.STATUS) is Outcome.WARNED
    assert report.verdict is Verdict.VERIFIED


def test_a_list_of_another_issuer_says_nothing(world):
    world.profile = {"revocationList": LIST}
    assertion = world.publish()
    publish_list(world, [], issuer=f"{HOST}/ob2/issuers/south")
    report = world.verify(token_of(assertion))
    assert summary(report)["status"] == "status.list_of_another"
    assert report.verdict is Verdict.INCONCLUSIVE


def test_a_list_that_does_not_come_leaves_the_status_unknown(world):
    world.profile = {"revocationList": LIST}
    assertion = world.publish()
    report = world.verify(token_of(assertion))
    assert summary(report)["status"] == "status.unreachable"
    assert report.verdict is Verdict.INCONCLUSIVE


def test_no_list_is_asked_for_a_stranger(world):
    world.profile = {"revocationList": LIST}
    assertion = world.publish()
    elsewhere = "https://stranger.example/key"
    world.publish_key(elsewhere, STRANGER)
    assertion["verification"]["creator"] = elsewhere
    fetcher = world.fetcher
    from obkit.verify import verify

    from packages.obkit.tests.badges import NOW

    verify(token_of(assertion, STRANGER), fetcher=fetcher, now=NOW)
    assert LIST not in fetcher.asked


def test_a_key_that_lives_nowhere_cannot_be_asked_for(world):
    assertion = world.publish()
    assertion["verification"]["creator"] = "urn:uuid:key"
    report = world.verify(token_of(assertion))
    assert summary(report)["proof"] == "hosted.unreachable"
    assert report.result(Check.PROOF).facts["fetch"] == "fetch.scheme"
    assert report.verdict is Verdict.INCONCLUSIVE


def test_the_keys_address_answers_for_itself_alone(world):
    assertion = world.publish()
    world.documents[f"{KEY}/other"] = world.documents[KEY]
    assertion["verification"]["creator"] = f"{KEY}/other"
    report = world.verify(token_of(assertion))
    assert summary(report)["proof"] == "method.document_id"
    assert report.verdict is Verdict.NOT_VERIFIED
