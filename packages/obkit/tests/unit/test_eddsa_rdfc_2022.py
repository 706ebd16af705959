"""Embedded proofs: what is refused before any key is asked."""

from datetime import UTC, datetime

import pytest
from obkit import keys
from obkit.errors import MalformedDocument, Refused, Unsupported
from obkit.proofs import eddsa_rdfc_2022

NOW = datetime(2026, 11, 21, tzinfo=UTC)
SIGNER = keys.LocalSigner.generate(keys.KeyKind.ED25519)
DOCUMENT = {
    "@context": ["https://www.w3.org/ns/credentials/v2"],
    "id": "https://badges.example/status/1",
    "type": ["VerifiableCredential"],
    "issuer": "did:web:badges.example",
    "name": "A credential",
}
SIGNED = eddsa_rdfc_2022.sign(
    DOCUMENT, signer=SIGNER, verification_method="did:web:x.example#1", created=NOW
)
PROOF = SIGNED["proof"][0]


def verify(proof, document=SIGNED):
    return eddsa_rdfc_2022.verify(document, proof, key=SIGNER.public_key)


def test_what_was_signed_verifies():
    assert verify(PROOF)


@pytest.mark.parametrize(
    "name", ["type", "verificationMethod", "proofPurpose", "proofValue"]
)
def test_a_proof_without_what_it_needs_is_malformed(name):
    """DI-1."""
    with pytest.raises(MalformedDocument) as caught:
        verify({k: v for k, v in PROOF.items() if k != name})
    assert caught.value.facts["member"] == name


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"proofPurpose": "authentication"}, "proof.wrong_purpose"),
        ({"created": "2026-11-21T00:00:00"}, "proof.bad_date"),
        ({"expires": "tomorrow"}, "proof.bad_date"),
        ({"created": 7}, "proof.bad_date"),
        ({"proofValue": "u" + "A" * 86}, "proof.bad_value"),
        ({"proofValue": "zzz"}, "proof.bad_value"),
        ({"proofValue": "z0OIl"}, "proof.bad_value"),
    ],
)
def test_a_malformed_proof_is_refused_by_its_rule(change, reason):
    """DI-2, DI-3, OB30-PR6."""
    with pytest.raises(MalformedDocument) as caught:
        verify({**PROOF, **change})
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    "change",
    [{"type": "Ed25519Signature2020"}, {"cryptosuite": "ecdsa-sd-2023"}],
)
def test_another_format_is_unknown_not_false(change):
    with pytest.raises(Unsupported) as caught:
        verify({**PROOF, **change})
    assert caught.value.reason == "proof.unknown_cryptosuite"


@pytest.mark.parametrize(
    "change",
    [
        {"created": "2026-11-22T00:00:00Z"},
        {"verificationMethod": "did:web:evil.example#1"},
        {"domain": "evil.example"},
        {"expires": "2036-11-22T00:00:00Z"},
    ],
)
def test_every_option_is_signed(change):
    assert not verify({**PROOF, **change})


def test_an_option_that_nobody_defines_is_refused():
    with pytest.raises(Refused) as caught:
        verify({**PROOF, "trustMe": True})
    assert caught.value.reason == "proof.undefined_term"


def test_a_context_of_its_own_does_not_help_a_proof():
    """ED-3: the options are read with the document's contexts."""
    own = {**PROOF, "@context": "https://www.w3.org/ns/credentials/examples/v2"}
    assert verify(own)
    with pytest.raises(Refused):
        verify({**own, "trustMe": True})


def test_a_key_of_another_kind_does_not_verify():
    key = keys.LocalSigner.generate(keys.KeyKind.P256).public_key
    assert not eddsa_rdfc_2022.verify(SIGNED, PROOF, key=key)


def test_an_added_context_breaks_the_proof_or_nothing_changes():
    """A context that defines everything would let new members in; then they are signed too."""
    contexts = [*DOCUMENT["@context"], "https://www.w3.org/ns/credentials/examples/v2"]
    assert not verify(PROOF, {**SIGNED, "@context": contexts, "salary": 90000})
