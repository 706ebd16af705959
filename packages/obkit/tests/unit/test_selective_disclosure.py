"""ecdsa-sd-2023: what is shown is verified, and nothing may be changed, added or taken away (EC-4).

The published derived credential is in `conformance/test_sd_vectors`; here are badges of our own.
"""

import json

import pytest
from obkit.encoding import multibase
from obkit.errors import MalformedDocument, ObkitError, Unsupported
from obkit.keys import KeyKind, LocalSigner
from obkit.proofs import ecdsa_sd_2023
from obkit.verify import Verdict

from packages.obkit.tests import selective
from packages.obkit.tests.badges import World, summary

CREATED = "2026-11-20T12:00:00Z"
OPTIONS = {"type": "DataIntegrityProof", "cryptosuite": ecdsa_sd_2023.NAME}


@pytest.fixture
def world():
    return World(
        rsa=selective.ISSUER
    )  # the second key of the issuer, whatever its kind


@pytest.fixture
def shown(world):
    document = json.loads(world.credential())
    return selective.derived(document, method=f"{world.did}#rsa", created=CREATED)


def verify(document, **proof):
    document = {**document, "proof": {**document["proof"], **proof}}
    return ecdsa_sd_2023.verify(
        document, document["proof"], key=selective.ISSUER.public_key
    )


def five_of(document):
    """The parts that the proof was written from, to be changed and written again."""
    bare = {k: v for k, v in document.items() if k != "proof"}
    options = {k: v for k, v in document["proof"].items() if k != "proofValue"}
    return selective.parts(bare, options=options)


def test_a_badge_that_is_shown_in_part_is_verified(world, shown):
    report = world.verify(json.dumps(shown).encode())
    assert report.verdict is Verdict.VERIFIED
    assert summary(report)["proof"] == "proof.shown_in_part"


def test_what_is_shown_cannot_be_changed_added_to_or_lessened(world, shown):
    altered = json.loads(json.dumps(shown))
    altered["credentialSubject"]["achievement"]["name"] = "Mastery"
    less = {k: v for k, v in shown.items() if k != "evidence"}
    # A whole node gone has a label too many; a statement gone, a signature.
    for changed in (altered, {**shown, "name": "Added"}, less,
                    {**shown, "issuer": {**shown["issuer"], "name": "Eve"}}):  # fmt: skip
        assert not verify(changed)
        assert (
            world.verify(json.dumps(changed).encode()).verdict is not Verdict.VERIFIED
        )


def test_a_statement_that_has_to_be_shown_and_is_not_there_spoils_the_proof(shown):
    five = five_of(shown)
    assert verify(shown, proofValue=selective.proof_value(five))
    *rest, mandatory = five
    beyond = selective.proof_value([*rest, [*mandatory, 9_999]])
    assert not verify(shown, proofValue=beyond)


def test_a_strangers_statements_under_the_issuers_word_do_not_fit(shown):
    """The issuer signs the key for the single statements, so another key may not take its place."""
    stranger = LocalSigner.generate(KeyKind.P256)
    bare = {k: v for k, v in shown.items() if k != "proof"}
    options = {k: v for k, v in shown["proof"].items() if k != "proofValue"}
    base = five_of(shown)[0]
    theirs = selective.parts(bare, options=options, other=stranger)
    assert not verify(shown, proofValue=selective.proof_value([base, *theirs[1:]]))
    wrong = selective.parts(bare, options=options, signer=stranger)
    assert not verify(shown, proofValue=selective.proof_value(wrong))


BAD_VALUES = {
    "base58": "z3",
    "no base64url": "u!",
    "the issuer's own proof": multibase.encode_base64url(b"\xd9\x5d\x00\x85"),
    "another tag": multibase.encode_base64url(b"\xd9\x5d\x07\x85"),
    "no CBOR": multibase.encode_base64url(selective.DERIVED + b"\xff"),
    "a number": selective.proof_value(5),
    "four parts": selective.proof_value([b"", b"", [], {}]),
}


@pytest.mark.parametrize("name", BAD_VALUES)
def test_what_is_no_derived_proof_is_refused(shown, name):
    with pytest.raises(MalformedDocument) as caught:
        verify(shown, proofValue=BAD_VALUES[name])
    assert caught.value.reason == "proof.bad_value"


def of_other_kind(five):
    five[1] = multibase.decode(
        LocalSigner.generate(KeyKind.P384).public_key.to_multikey()
    )


BAD_PARTS = {
    "a short signature": lambda five: five.__setitem__(0, five[0][:-1]),
    "a short signature of a statement": lambda five: five[2].append(b"x"),
    "no key": lambda five: five.__setitem__(1, bytes(35)),
    "a key of another kind": of_other_kind,
    "labels in a list": lambda five: five.__setitem__(3, []),
    "a short label": lambda five: five[3].update({0: b"x"}),
    "one label for two": lambda five: five[3].update(dict.fromkeys((0, 1), bytes(32))),
    "no label for a node": lambda five: five[3].pop(0),
    "one statement twice": lambda five: five[4].append(five[4][0]),
    "statements by name": lambda five: five[4].append(b"x"),
}


@pytest.mark.parametrize("name", BAD_PARTS)
def test_a_part_that_is_not_as_it_should_be_is_refused(shown, name):
    five = five_of(shown)
    BAD_PARTS[name](five)
    with pytest.raises(MalformedDocument) as caught:
        verify(shown, proofValue=selective.proof_value(five))
    assert caught.value.reason == "proof.bad_value"


def test_more_statements_than_anybody_shows_are_not_verified(shown):
    five = five_of(shown)
    five[2] = [bytes(64)] * (ecdsa_sd_2023.MAX_STATEMENTS + 1)
    with pytest.raises(Unsupported) as caught:
        verify(shown, proofValue=selective.proof_value(five))
    assert caught.value.reason == "proof.too_large"


def test_a_key_of_another_kind_signed_nothing_here(shown):
    for kind in (KeyKind.ED25519, KeyKind.P384):
        other = LocalSigner.generate(kind).public_key
        assert not ecdsa_sd_2023.verify(shown, shown["proof"], key=other)


@pytest.mark.parametrize("position", range(0, 2_000, 97))
def test_no_bit_of_the_proof_can_be_flipped(shown, position):
    value = bytearray(multibase.decode_base64url(shown["proof"]["proofValue"]))
    value[position % len(value)] ^= 1 << position % 8
    try:
        found = verify(shown, proofValue=multibase.encode_base64url(bytes(value)))
    except ObkitError:
        return
    assert not found
