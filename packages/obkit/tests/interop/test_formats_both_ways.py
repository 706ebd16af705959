"""Every format that an independent library and this one both know: theirs read by us, ours by them."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from obkit import issue
from obkit.keys import KeyKind, LocalSigner
from obkit.resolve import MemoryFetcher
from obkit.status import Bitstring
from obkit.verify import Policy, Verdict, verify
from openbadgeslib import ob2 as their_ob2
from openbadgeslib import ob3 as theirs
from openbadgeslib.keys import public_jwk_from_pem
from openbadgeslib.ob2 import models as their_models
from openbadgeslib.ob3 import did as their_did
from openbadgeslib.ob3.status import decode_encoded_list

from packages.obkit.tests.badges import EMAIL, HOST, NOW, World, summary

# They look at the real clock: issued long ago, and for ever.
THEN = datetime(2024, 5, 1, tzinfo=UTC)
DID = "did:web:lab.example"
LAB = "https://lab.example"
KEY = f"{HOST}/ob2/keys/1"

PRIVATE = {
    "RS256": lambda: rsa.generate_private_key(65537, 2048),
    "ES256": lambda: ec.generate_private_key(ec.SECP256R1()),
    "EdDSA": ed25519.Ed25519PrivateKey.generate,
}
KINDS = {
    "RS256": KeyKind.RSA,
    "ES256": KeyKind.P256,
    "EdDSA": KeyKind.ED25519,
}
algorithms = pytest.mark.parametrize("algorithm", PRIVATE)


def pem(private) -> bytes:
    return private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def public_pem(private) -> bytes:
    return private.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def their_web(private) -> MemoryFetcher:
    keys = [("key-1", public_jwk_from_pem(public_pem(private)))]
    document = their_did.build_did_document(DID, keys)
    return MemoryFetcher({f"{LAB}/.well-known/did.json": json.dumps(document).encode()})


def their_credential() -> theirs.OpenBadgeCredential:
    return theirs.OpenBadgeCredential(
        issuer=theirs.Issuer(id=DID, name="Lab", url=f"{LAB}/"),
        recipient_id="did:key:z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi",
        achievement=theirs.Achievement(
            id=f"{LAB}/a/1",
            name="Facilitation",
            description="Leads a group.",
            criteria_narrative="Three sessions.",
        ),
        id=f"{LAB}/b/2",
        issuance_date=THEN,
    )


# --- Open Badges 3.0


@algorithms
def test_they_verify_our_tokens(algorithm):
    world = World()
    signer = LocalSigner.generate(KINDS[algorithm])
    award = world.award(valid_from=THEN, status=None)
    token = world.token(award, signer=signer, kid=f"{world.did}#key")
    found = theirs.OB3Verifier(signer.public_key.to_pem()).verify(token.decode())
    assert found.achievement.name == "Facilitation"
    other = LocalSigner.generate(KINDS[algorithm])
    with pytest.raises(theirs.OB3VerificationError):
        theirs.OB3Verifier(other.public_key.to_pem()).verify(token.decode())


@algorithms
def test_we_verify_their_tokens(algorithm):
    private = PRIVATE[algorithm]()
    token = theirs.OB3Signer(pem(private), algorithm).sign(their_credential())
    report = verify(token.encode(), fetcher=their_web(private), now=NOW)
    assert report.verdict is Verdict.VERIFIED, summary(report)
    assert report.subject.name == "Facilitation"


def test_they_verify_our_endorsement_tokens():
    world = World()
    endorsement = issue.build_endorsement(
        issue.Endorsement(
            id=f"{HOST}/endorsements/7",
            name="Endorsement",
            endorser=world.award().issuer,
            about=f"{LAB}/a/1",
            comment="Rigorous and fair.",
            valid_from=THEN,
        )
    )
    token = issue.sign_jwt(endorsement, signer=world.ed25519, kid=world.method)
    key = world.ed25519.public_key.to_pem()
    found = theirs.verify_endorsement_jwt(token, endorser_pubkey_pem=key)
    assert found["endorses"] == f"{LAB}/a/1"
    assert found["comment"] == "Rigorous and fair."
    assert world.verify(token.encode()).verdict is Verdict.VERIFIED


def test_we_check_what_they_sign_of_a_learner_record_and_say_what_its_schema_wants():
    """Theirs name the contexts in another order than the schema does (CL-2)."""
    private = ed25519.Ed25519PrivateKey.generate()
    method = f"{DID}#key-1"
    signer = theirs.OB3LdpSigner(pem(private), verification_method=method)
    member = json.loads(signer.sign_to_json(their_credential(), created=THEN))
    record = theirs.build_clr_credential(
        {"id": DID, "type": ["Profile"], "name": "Lab"},
        [
            {
                "type": "IdentityObject",
                "hashed": False,
                "identityHash": "Ada Lovelace",
                "identityType": "name",
            }
        ],
        [member],
        credential_id=f"{LAB}/records/1",
        valid_from=THEN,
    )
    signed = theirs.sign_clr_credential(record, pem(private), method)
    web = their_web(private)
    report = verify(json.dumps(signed).encode(), fetcher=web, now=signed_by(signed))
    assert summary(report)["proof"] == "proof.fits"
    assert summary(report)["issuer"] == "issuer.confirmed"
    assert summary(report)["conforms"] == "document.context_order"
    signed["credentialSubject"]["identifier"][0]["identityHash"] = "Mary Somerville"
    altered = verify(json.dumps(signed).encode(), fetcher=web, now=signed_by(signed))
    assert summary(altered)["proof"] == "proof.altered"


def signed_by(document) -> datetime:
    """A moment after their clock said that it was signed."""
    proof = document["proof"]
    proof = proof[0] if isinstance(proof, list) else proof
    return max(NOW, datetime.fromisoformat(proof["created"]) + timedelta(hours=1))


@pytest.mark.parametrize("index", [0, 7, 94_567, 131_071])
def test_both_write_status_lists_that_the_other_reads(index):
    mine = Bitstring()
    mine.set(index)
    bits = decode_encoded_list(mine.encode())
    assert bits[index // 8] == 0x80 >> (index % 8)
    assert sum(bits) == bits[index // 8]
    found = Bitstring.decode(theirs.encode_bitstring([index]))
    assert [n for n in range(len(found)) if found.get(n)] == [index]


# --- Open Badges 2.0


def download(world: World):
    def get(url: str) -> bytes:
        found = world.documents[url]
        assert isinstance(found, bytes)
        return found

    return get


def our_signed(world: World, algorithm: str, award: issue.Award) -> str:
    signer = LocalSigner.generate(KINDS[algorithm])
    for document in (
        issue.ob2_key(signer.public_key, id=KEY, issuer=award.issuer),
        issue.ob2_badge_class(award.achievement, issuer=award.issuer),
        issue.ob2_profile(award.issuer, keys=(KEY,)),
    ):
        written = document.to_document()
        world.documents[written["id"]] = json.dumps(written).encode()
    return issue.ob2_signed(award, signer=signer, key_id=KEY)


def test_they_verify_our_hosted_badges():
    world = World()
    document = world.hosted(world.award(valid_from=THEN))
    verifier = their_ob2.OB2Verifier(download=download(world))
    found = verifier.verify_hosted(document.decode(), expected_recipient=EMAIL)
    assert found.badge == f"{HOST}/ob2/badges/1/1"
    with pytest.raises(their_ob2.OB2VerificationError):
        verifier.verify_hosted(document.decode(), expected_recipient="eve@x.example")


@algorithms
def test_they_verify_our_signed_badges(algorithm):
    world = World()
    award = world.award(valid_from=THEN)
    token = our_signed(world, algorithm, award)
    verifier = their_ob2.OB2Verifier(download=download(world))
    assert verifier.verify(token, EMAIL).badge == award.achievement.ob2_id
    stranger = our_signed(World(), algorithm, award)  # another key
    with pytest.raises(their_ob2.OB2VerificationError):
        verifier.verify(stranger, EMAIL)
    assert world.verify(token.encode(), recipient=EMAIL).verdict is Verdict.VERIFIED


def their_badge(private, how: str) -> tuple[their_models.Assertion, MemoryFetcher]:
    """A badge of 2.0 made by their models, and their issuer's web."""
    key, issuer, badge = f"{LAB}/key", f"{LAB}/issuer", f"{LAB}/badge"
    assertion = their_models.Assertion(
        recipient=their_models.IdentityObject.create(EMAIL, "s4lt"),
        badge=badge,
        verification=their_models.Verification(how, key if how[0] == "S" else None),
        id=f"{LAB}/assertion" if how[0] == "H" else None,
        issued_on=THEN,
    )
    documents = [
        their_models.CryptographicKey(key, issuer, public_pem(private).decode()),
        their_models.Profile(
            issuer, "Lab", f"{LAB}/", "badges@lab.example", public_key=[key]
        ),
        their_models.BadgeClass(
            badge, "Facilitation", "Leads a group.", f"{LAB}/i.png", f"{LAB}/c", issuer
        ),
        *([assertion] if how[0] == "H" else []),
    ]
    written = [document.to_dict() for document in documents]
    return assertion, MemoryFetcher({d["id"]: json.dumps(d).encode() for d in written})


def test_we_verify_their_hosted_badges():
    private = ed25519.Ed25519PrivateKey.generate()
    assertion, web = their_badge(private, "HostedBadge")
    data = json.dumps(assertion.to_dict()).encode()
    report = verify(data, policy=Policy(recipient=EMAIL), fetcher=web, now=NOW)
    assert report.verdict is Verdict.VERIFIED, summary(report)
    assert report.subject.issuer_name == "Lab"


@algorithms
def test_we_verify_their_signed_badges(algorithm):
    private = PRIVATE[algorithm]()
    assertion, web = their_badge(private, "SignedBadge")
    token = their_ob2.OB2Signer(pem(private), algorithm).sign(assertion).encode()
    policy = Policy(recipient=EMAIL)
    report = verify(token, policy=policy, fetcher=web, now=NOW)
    assert report.verdict is Verdict.VERIFIED, summary(report)
    forged = replace(assertion, badge=f"{LAB}/other")
    forger = their_ob2.OB2Signer(pem(PRIVATE[algorithm]()), algorithm)
    report = verify(forger.sign(forged).encode(), policy=policy, fetcher=web, now=NOW)
    assert report.verdict is not Verdict.VERIFIED
