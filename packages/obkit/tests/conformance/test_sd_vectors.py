"""ecdsa-sd-2023: a derived credential of the published vectors (EC-4), and what may not be changed."""

import contextlib
import json
from pathlib import Path

import pytest
from obkit.encoding import multibase
from obkit.errors import MalformedDocument
from obkit.keys import KeyKind, LocalSigner, public_key_from_multikey
from obkit.proofs import ecdsa_sd_2023
from obkit.vocabulary import contexts

FOLDER = (
    Path(__file__).parents[5] / "shared/standards/vectors/vc-di-ecdsa/ecdsa-sd-2023/prc"
)
pytestmark = pytest.mark.skipif(
    not FOLDER.exists(),
    reason="the published vectors are not beside this repository (../shared/standards)",
)
CITIZENSHIP = "https://w3id.org/citizenship/v4rc1"
# What the vector uses of a context that badges do not have, as its published statements show.
_TERMS = {
    "PermanentResidentCardCredential": "https://w3id.org/citizenship#PermanentResidentCardCredential",
    "PermanentResident": "https://w3id.org/citizenship#PermanentResident",
    "Person": "https://schema.org/Person",
    "birthCountry": "https://w3id.org/citizenship#birthCountry",
    "image": {"@id": "https://schema.org/image", "@type": "@id"},
}


@pytest.fixture(autouse=True)
def known(monkeypatch):
    maker = {CITIZENSHIP: lambda: _TERMS}
    monkeypatch.setattr(contexts, "_MAKERS", {**contexts._MAKERS, **maker})
    monkeypatch.setattr(contexts, "URLS", contexts.URLS | {CITIZENSHIP})


def revealed() -> dict:
    return json.loads((FOLDER / "derivedRevealDocument.json").read_text())


def key_of(document: dict):
    return public_key_from_multikey(
        document["proof"]["verificationMethod"].partition("#")[2]
    )


def verify(document: dict, **proof) -> bool:
    document = {**document, "proof": {**document["proof"], **proof}}
    return ecdsa_sd_2023.verify(document, document["proof"], key=key_of(document))


def test_the_published_derived_credential_verifies():
    assert verify(revealed())


def test_another_key_did_not_sign_it():
    document = revealed()
    for kind in (KeyKind.P256, KeyKind.P384):
        other = LocalSigner.generate(kind).public_key
        assert not ecdsa_sd_2023.verify(document, document["proof"], key=other)


@pytest.mark.parametrize("change", ["birthCountry", "type", "validUntil", "issuer"])
def test_what_is_shown_cannot_be_changed(change):
    document = revealed()
    subject = document["credentialSubject"]
    if change == "birthCountry":
        subject["birthCountry"] = "Utopia"
    elif change == "type":
        subject["type"] = ["Person"]
    elif change == "validUntil":
        document["validUntil"] = "2035-12-16T23:59:59Z"
    else:
        document["issuer"] = "did:key:zDnaeTHxNEBZoKaEo6PdA83fq98ebiFvo3X273Ydu4YmV96rA"
    assert not verify(document)


def test_nothing_can_be_added_or_taken_away():
    """What must be shown, and what was never signed."""
    document = revealed()
    assert not verify({**document, "name": "Added"})
    assert not verify({k: v for k, v in document.items() if k != "validUntil"})
    assert not verify({**document, "credentialSubject": {"type": "Person"}})


def test_the_options_of_the_proof_are_covered():
    assert not verify(revealed(), created="2023-08-15T23:36:39Z")


@pytest.mark.parametrize("position", range(0, 800, 37))
def test_no_byte_of_the_proof_can_be_changed(position):
    document = revealed()
    value = bytearray(multibase.decode_base64url(document["proof"]["proofValue"]))
    value[position % len(value)] ^= 1
    changed = multibase.encode_base64url(bytes(value))
    with contextlib.suppress(MalformedDocument):
        assert not verify(document, proofValue=changed)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xd9\x5d\x00\x85",
        b"\xd9\x5d\x01",
        b"\xd9\x5d\x01\x80",
        b"\xd9\x5d\x01\x85\x00\x00\x80\xa0\x80",
        b"\xd9\x5d\x01\x9b\xff\xff\xff\xff\xff\xff\xff\xff",
        b"\xd9\x5d\x01" + b"\x81" * 5000,
    ],
)
def test_what_is_no_derived_proof_is_refused(data):
    with pytest.raises(MalformedDocument) as caught:
        verify(revealed(), proofValue=multibase.encode_base64url(data))
    assert caught.value.reason == "proof.bad_value"
    with pytest.raises(MalformedDocument):
        verify(revealed(), proofValue="z3")
