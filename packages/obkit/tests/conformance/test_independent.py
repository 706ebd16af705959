"""An independent implementation accepts what we sign, and we accept what it signs."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from joserfc import jws as joserfc_jws
from joserfc.jwk import RSAKey
from obkit import issue, keys
from obkit.model import ob3
from obkit.proofs import eddsa_rdfc_2022, vc_jwt
from openbadgeslib import ob3 as theirs

NOW = datetime(2026, 11, 21, 14, 2, 5, tzinfo=UTC)
METHOD = "did:web:badges.example#key-1"
AWARD = issue.Award(
    id="https://badges.example/b/1",
    issuer=issue.Issuer(
        id="did:web:badges.example",
        name='The "Lab" 李\t',
        url="https://lab.example/",
        email="badges@lab.example",
    ),
    achievement=issue.Achievement(
        id="https://badges.example/a/1",
        name="Facilitation",
        description="Leads a group.\nWell.",
        criteria="Lead **three** sessions.",
        alignments=(issue.Alignment(name="Skill", url="https://skills.example/1"),),
    ),
    recipient=issue.Recipient(email="ada@example.org", salt="s", name="Ada Lovelace"),
    valid_from=NOW,
    evidence=(issue.Evidence(url="https://portfolio.example/1", name="Portfolio"),),
)


def pem(private):
    return private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def public_pem(private):
    return private.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def their_credential():
    return theirs.OpenBadgeCredential(
        issuer=theirs.Issuer(
            id="did:web:badges.example", name="Lab", url="https://lab.example/"
        ),
        recipient_id="did:key:z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi",
        achievement=theirs.Achievement(
            id="https://badges.example/a/1",
            name="Facilitation",
            description="Leads a group.",
            criteria_narrative="Three sessions.",
        ),
        id="https://badges.example/b/2",
        issuance_date=NOW,
    )


@pytest.mark.requirement("K5")
def test_they_verify_our_embedded_proof_and_see_that_it_was_changed():
    signer = keys.LocalSigner.generate(keys.KeyKind.ED25519)
    data = issue.sign_embedded(
        issue.build(AWARD), signer=signer, verification_method=METHOD, created=NOW
    ).decode()
    verifier = theirs.OB3LdpVerifier(pubkey_pem=signer.public_key.to_pem())
    found = verifier.verify(data)
    assert found.issuer.id == "did:web:badges.example"
    assert found.achievement.name == "Facilitation"
    with pytest.raises(theirs.OB3VerificationError):
        verifier.verify(data.replace("three", "four"))


@pytest.mark.requirement("K5")
def test_they_verify_our_token_and_so_does_a_general_reader():
    signer = keys.LocalSigner.generate(keys.KeyKind.RSA)
    token = issue.sign_jwt(issue.build(AWARD), signer=signer, kid=METHOD)
    verifier = theirs.OB3Verifier(pubkey_pem=signer.public_key.to_pem())
    assert verifier.verify(token).achievement.name == "Facilitation"
    key = RSAKey.import_key(signer.public_key.to_jwk())
    payload = joserfc_jws.deserialize_compact(token, key, algorithms=["RS256"]).payload
    assert json.loads(payload)["jti"] == AWARD.id


def test_we_verify_their_embedded_proof_and_see_that_it_was_changed():
    private = ed25519.Ed25519PrivateKey.generate()
    signer = theirs.OB3LdpSigner(pem(private), verification_method=METHOD)
    document = json.loads(signer.sign_to_json(their_credential(), created=NOW))
    ob3.AchievementCredential.from_document(document)
    key = keys.public_key_from_pem(public_pem(private))
    (proof,) = eddsa_rdfc_2022.proofs_of(document)
    assert eddsa_rdfc_2022.verify(document, proof, key=key)
    document["name"] = "Another"
    assert not eddsa_rdfc_2022.verify(document, proof, key=key)


def test_we_open_their_token():
    private = rsa.generate_private_key(65537, 2048)
    token = theirs.OB3Signer(pem(private)).sign(their_credential())
    key = keys.public_key_from_pem(public_pem(private))
    document = vc_jwt.open(token, key=key)
    ob3.AchievementCredential.from_document(document)
    assert document["credentialSubject"]["achievement"]["name"] == "Facilitation"


def test_a_badge_with_every_kind_of_text_has_the_same_hash_for_them():
    """Controls are where canonical forms differ first."""
    signer = keys.LocalSigner.generate(keys.KeyKind.ED25519)
    award = replace(AWARD, narrative='tab\t nl\n cr\r quote" back\\ é 李 🎓 \x85')
    data = issue.sign_embedded(
        issue.build(award), signer=signer, verification_method=METHOD, created=NOW
    )
    theirs.OB3LdpVerifier(pubkey_pem=signer.public_key.to_pem()).verify(data.decode())
