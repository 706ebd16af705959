"""Badges signed in every way that is read: the whole verification, and what may not be changed."""

import json
import os
from hashlib import sha256

import pytest
from obkit.encoding import canon, multibase
from obkit.errors import MalformedDocument
from obkit.keys import KeyKind, LocalSigner
from obkit.proofs import (
    EMBEDDED,
    data_integrity,
    ecdsa_jcs_2019,
    ecdsa_rdfc_2019,
    ecdsa_sd_2023,
    ed25519_signature_2020,
    eddsa_jcs_2022,
    eddsa_rdfc_2022,
)
from obkit.verify import Check, Outcome, Verdict

from packages.obkit.tests.badges import NOW, World, changed, summary

ED25519_2020 = "https://w3id.org/security/suites/ed25519-2020/v1"
SUITES = [
    (eddsa_rdfc_2022, KeyKind.ED25519),
    (eddsa_jcs_2022, KeyKind.ED25519),
    (ecdsa_rdfc_2019, KeyKind.P256),
    (ecdsa_rdfc_2019, KeyKind.P384),
    (ecdsa_jcs_2019, KeyKind.P256),
    (ecdsa_jcs_2019, KeyKind.P384),
]
suites = pytest.mark.parametrize(
    ("suite", "kind"), SUITES, ids=[f"{s.NAME}-{k}" for s, k in SUITES]
)
JCS = [entry for entry in SUITES if "jcs" in entry[0].NAME]


def world_with(kind: KeyKind) -> World:
    """An issuer whose second key, the one for the test, is of this kind."""
    return World(rsa=LocalSigner.generate(kind))


def unsigned(world: World, **members) -> dict:
    document = json.loads(world.credential()) | members
    del document["proof"]
    return document


def badge(world: World, suite, **members) -> bytes:
    signed = suite.sign(
        unsigned(world, **members),
        signer=world.rsa,
        verification_method=f"{world.did}#rsa",
        created=NOW,
    )
    return json.dumps(signed).encode()


def test_every_embedded_format_is_tried_here():
    tried = {suite.NAME for suite, _ in SUITES}
    assert {f.NAME for f in EMBEDDED} - tried == {
        ecdsa_sd_2023.NAME,
        ed25519_signature_2020.NAME,
    }


@suites
def test_a_badge_of_each_suite_is_verified(suite, kind):
    world = world_with(kind)
    report = world.verify(badge(world, suite))
    assert report.verdict is Verdict.VERIFIED
    assert report.result(Check.PROOF).facts["proofs"][0]["suite"] == suite.NAME


@suites
@pytest.mark.parametrize("member", ["id", "validFrom", "credentialSubject", "name"])
def test_one_changed_value_is_found(suite, kind, member):
    world = world_with(kind)
    data = badge(world, suite)
    document = json.loads(data)
    if member == "credentialSubject":
        document[member]["achievement"]["name"] = "Mastery"
    else:
        document[member] = {"validFrom": "2026-11-19T12:00:00Z"}.get(member, "urn:x:1")
    report = world.verify(json.dumps(document).encode())
    assert summary(report)["proof"] == "proof.altered"
    assert report.verdict is Verdict.NOT_VERIFIED


@suites
def test_a_key_of_another_kind_did_not_sign_it(suite, kind):
    world = world_with(kind)
    data = badge(world, suite)
    other = KeyKind.P256 if kind is not KeyKind.P256 else KeyKind.ED25519
    world.rsa = LocalSigner.generate(other)
    world.publish_keys()
    assert summary(world.verify(data))["proof"] == "proof.altered"


@suites
def test_a_suite_signs_with_its_own_kinds_of_keys_alone(suite, kind):
    from obkit.errors import Refused

    for other in KeyKind:
        if (suite, other) in SUITES:
            continue
        with pytest.raises(Refused) as caught:
            badge(world_with(other), suite)
        assert caught.value.reason == "proof.wrong_key_kind"


@pytest.mark.parametrize(("suite", "kind"), JCS, ids=[f"{s.NAME}-{k}" for s, k in JCS])
def test_no_context_can_be_put_behind_those_that_were_signed(suite, kind):
    """ED-5 allows it; nobody would vouch for what the document is then taken for."""
    world = world_with(kind)
    data = badge(world, suite)
    contexts = json.loads(data)["@context"]
    report = world.verify(changed(data, **{"@context": [*contexts, ED25519_2020]}))
    assert summary(report)["proof"] == "proof.context_not_signed"
    assert report.verdict is Verdict.NOT_VERIFIED


@pytest.mark.parametrize(("suite", "kind"), JCS, ids=[f"{s.NAME}-{k}" for s, k in JCS])
def test_in_canonical_json_members_that_no_context_defines_are_covered_too(suite, kind):
    world = world_with(kind)
    data = badge(world, suite, note="signed")
    assert summary(world.verify(data))["proof"] == "proof.fits"
    assert summary(world.verify(changed(data, note="other")))["proof"] == (
        "proof.altered"
    )


def test_ed25519_signature_2020_on_a_badge():
    world = World()
    document = unsigned(world)
    document["@context"].append(ED25519_2020)
    proof = {
        "type": "Ed25519Signature2020",
        "created": "2026-11-21T11:00:00Z",
        "verificationMethod": world.method,
        "proofPurpose": "assertionMethod",
    }
    hashes = data_integrity.rdfc_hashes(document, proof, KeyKind.ED25519)
    value = multibase.encode(world.ed25519.sign(hashes))
    data = json.dumps({**document, "proof": {**proof, "proofValue": value}}).encode()
    assert world.verify(data).verdict is Verdict.VERIFIED
    assert summary(world.verify(changed(data, id="urn:x:1")))["proof"] == (
        "proof.altered"
    )


# chains (DI-5)


def chain(world: World) -> dict:
    """A badge whose second proof stands on the first."""
    document = unsigned(world)
    proofs: list[dict] = []
    for previous in (None, "urn:uuid:26329423-bec9-4b2e-88cb-a7c7d9dc4544"):
        proof = data_integrity.options(
            "eddsa-rdfc-2022", verification_method=world.method, created=NOW
        )
        if previous:
            proof["previousProof"] = previous
        else:
            proof["id"] = "urn:uuid:26329423-bec9-4b2e-88cb-a7c7d9dc4544"
        signed = data_integrity.signed_document({**document, "proof": proofs}, proof)
        hashes = data_integrity.rdfc_hashes(signed, proof, KeyKind.ED25519)
        proof["proofValue"] = multibase.encode(world.ed25519.sign(hashes))
        proofs.append(proof)
    return {**document, "proof": proofs}


def test_a_chain_of_proofs_on_a_badge_is_verified():
    world = World()
    data = json.dumps(chain(world)).encode()
    assert world.verify(data).verdict is Verdict.VERIFIED


def test_a_chain_that_was_cut_or_crossed_is_not():
    """security.md #18."""
    world = World()
    document = chain(world)
    first, second = document["proof"]
    for proofs, reason in (
        ([second], "proof.chain_broken"),
        ([first, first, second], "proof.chain_broken"),
        ([first, {**second, "previousProof": []}], "proof.chain_broken"),
        ([first, {**second, "previousProof": 5}], "proof.chain_broken"),
        ([{**first, "created": "2026-11-21T11:00:00Z"}, second], "proof.altered"),
    ):
        report = world.verify(json.dumps({**document, "proof": proofs}).encode())
        assert summary(report)["proof"] == reason
        assert report.verdict is Verdict.NOT_VERIFIED


# ecdsa-sd-2023


def bytes_of(data: bytes) -> bytes:
    size = len(data)
    head = bytes([0x40 | size]) if size < 24 else bytes([0x58, size])
    return head + data


def derived(world: World, *, mandatory: int = 3) -> dict:
    """A badge of which every statement is shown; the first ones had to be."""
    document = unsigned(world)
    proof = data_integrity.options(
        ecdsa_sd_2023.NAME, verification_method=f"{world.did}#rsa", created=NOW
    )
    nquads = canon.canonical(document)
    count = len({w for w in nquads.split() if w.startswith(b"_:c14n")})
    labels = {n: os.urandom(32) for n in range(count)}
    names = {
        f"_:c14n{n}": f"_:{multibase.encode_base64url(v)}" for n, v in labels.items()
    }
    statements = sorted(ecdsa_sd_2023._relabelled(nquads, names))
    local = LocalSigner.generate(KeyKind.P256)
    key = b"\x80\x24" + local.public_key.encoded
    config = canon.canonical({**proof, "@context": document["@context"]})
    message = (
        sha256(config).digest()
        + key
        + sha256(b"".join(statements[:mandatory])).digest()
    )
    others = [local.sign(statement) for statement in statements[mandatory:]]
    parts = [
        bytes_of(world.rsa.sign(message)),
        bytes_of(key),
        bytes([0x98, len(others)]) + b"".join(map(bytes_of, others)),
        bytes([0xA0 | count])
        + b"".join(bytes([n]) + bytes_of(v) for n, v in labels.items()),
        bytes([0x80 | mandatory]) + bytes(range(mandatory)),
    ]
    value = multibase.encode_base64url(b"\xd9\x5d\x01\x85" + b"".join(parts))
    return {**document, "proof": {**proof, "proofValue": value}}


def test_a_badge_shown_in_part_is_verified_with_a_note():
    world = world_with(KeyKind.P256)
    report = world.verify(json.dumps(derived(world)).encode())
    assert summary(report)["proof"] == "proof.shown_in_part"
    assert report.outcome_of(Check.PROOF) is Outcome.WARNED
    assert report.verdict is Verdict.VERIFIED


def test_of_a_badge_shown_in_part_nothing_can_be_changed():
    world = world_with(KeyKind.P256)
    document = derived(world)
    for change in ({"validFrom": "2026-11-19T12:00:00Z"}, {"id": "urn:x:1"}):
        report = world.verify(json.dumps({**document, **change}).encode())
        assert summary(report)["proof"] == "proof.altered"


def test_of_what_had_to_be_shown_nothing_can_be_taken_away():
    world = world_with(KeyKind.P256)
    document = derived(world)
    del document["evidence"]
    report = world.verify(json.dumps(document).encode())
    assert report.verdict is Verdict.NOT_VERIFIED


def test_a_badge_shown_in_part_is_not_verified_with_other_kinds_of_keys_or_labels():
    world = world_with(KeyKind.P256)
    document = derived(world)
    proof = document["proof"]
    value = multibase.decode_base64url(proof["proofValue"])
    other = LocalSigner.generate(KeyKind.ED25519).public_key
    assert not ecdsa_sd_2023.verify(document, proof, key=other)
    # One signature fewer than there are statements: somebody added one.
    shorter = {**document, "name": "Added"}
    assert not ecdsa_sd_2023.verify(shorter, proof, key=world.rsa.public_key)
    assert value.startswith(b"\xd9\x5d\x01")


def test_canonical_json_signs_documents_without_contexts_too():
    for suite, kind in JCS:
        signer = LocalSigner.generate(kind)
        signed = suite.sign(
            {"id": "urn:x:1"}, signer=signer, verification_method="urn:x:k", created=NOW
        )
        (proof,) = signed["proof"]
        assert "@context" not in proof
        assert suite.verify(signed, proof, key=signer.public_key)


def test_ed25519_signature_2020_needs_its_own_kind_of_key():
    proof = {
        "type": "Ed25519Signature2020",
        "verificationMethod": "urn:x:k",
        "proofPurpose": "assertionMethod",
        "proofValue": multibase.encode(b"\0" * 64),
    }
    key = LocalSigner.generate(KeyKind.P256).public_key
    assert not ed25519_signature_2020.verify({"proof": proof}, proof, key=key)


def with_value(document: dict, change) -> dict:
    """The same badge with other bytes in its derived proof."""
    value = multibase.decode_base64url(document["proof"]["proofValue"])
    value = multibase.encode_base64url(change(value))
    return {**document, "proof": {**document["proof"], "proofValue": value}}


def test_a_derived_proof_names_only_statements_that_are_there():
    """The third statement that had to be shown is one far beyond the last."""
    world = world_with(KeyKind.P256)
    document = with_value(derived(world), lambda value: value[:-1] + b"\x18\xff")
    report = world.verify(json.dumps(document).encode())
    assert summary(report)["proof"] == "proof.altered"
    assert report.verdict is Verdict.NOT_VERIFIED


def test_a_derived_proof_has_signatures_of_single_statements_and_not_too_many(
    monkeypatch,
):
    world = world_with(KeyKind.P256)
    data = json.dumps(derived(world)).encode()
    monkeypatch.setattr(ecdsa_sd_2023, "MAX_STATEMENTS", 5)
    report = world.verify(data)
    assert summary(report)["proof"] == "proof.too_large"
    assert report.verdict is Verdict.INCONCLUSIVE


def test_a_derived_proof_has_a_label_for_every_object():
    labels = {"_:c14n0": "_:u0", "_:c14n1": "_:u1"}
    quad = b'_:c14n0 <urn:x:p> "text" _:c14n1 .\n'
    assert list(ecdsa_sd_2023._relabelled(quad, labels)) == [
        b'_:u0 <urn:x:p> "text" _:u1 .\n'
    ]
    with pytest.raises(MalformedDocument) as caught:
        list(ecdsa_sd_2023._relabelled(quad, {"_:c14n0": "_:u0"}))
    assert caught.value.reason == "proof.bad_value"
