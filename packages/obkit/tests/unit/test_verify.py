"""Verifying a badge: what a reader is told, check by check."""

import hashlib
import json
import time
from dataclasses import replace
from datetime import timedelta

import pytest
from obkit import baking
from obkit.baking import Standard
from obkit.errors import HttpStatus
from obkit.issue import facts
from obkit.keys import KeyKind, LocalSigner
from obkit.resolve import MemoryFetcher
from obkit.verify import Check, Outcome, Policy, Verdict, verify, verify_url

from packages.obkit.tests import pictures
from packages.obkit.tests.badges import EMAIL, HOST, NOW, World, changed, summary

GOOD = {
    "parse": "input.read",
    "conforms": "document.conforms",
    "proof": "proof.fits",
    "issuer": "issuer.confirmed",
    "status": "status.good",
    "valid_from": "validity.begun",
    "valid_until": "validity.no_end",
    "recipient": "recipient.not_asked",
    "trust": "trust.not_asked",
}


@pytest.fixture
def world():
    return World()


@pytest.mark.requirement("I7")
def test_a_good_badge_is_verified_and_every_check_is_listed(world):
    data = world.credential()
    report = world.verify(data)
    assert summary(report) == GOOD
    assert report.verdict is Verdict.VERIFIED
    assert (report.kind, report.container) == ("ob3.achievement", "json")
    assert report.digest == hashlib.sha256(data).hexdigest()
    assert report.checked_at == NOW
    assert report.document == json.loads(data)


@pytest.mark.requirement("K5")
def test_a_verified_report_says_what_the_badge_says(world):
    subject = world.verify(world.credential()).subject
    assert subject.name == "Facilitation"
    assert subject.issuer_name == "Northern College"
    assert subject.recipient_name == "Ada Lovelace"
    assert subject.criteria == "Led *three* workshops."
    assert subject.issued_on == "2026-11-20T12:00:00Z"
    assert subject.alignments == (("Facilitating", "https://skills.example/7"),)
    assert subject.evidence == (("Essay", "https://ada.example/essay"),)


def test_a_token_is_verified_as_well(world):
    report = world.verify(world.token() + b"\n")
    assert summary(report) == GOOD
    assert report.container == "jwt"
    assert report.subject.name == "Facilitation"


@pytest.mark.parametrize("image", [pictures.png(), pictures.SVG], ids=["png", "svg"])
@pytest.mark.requirement("I5", "K22")
def test_a_baked_badge_of_both_standards_is_verified_twice(world, image):
    baked = baking.bake(image, world.hosted(), Standard.OB2)
    baked = baking.bake(baked, world.credential(), Standard.OB3)
    report = world.verify(baked)
    assert report.verdict is Verdict.VERIFIED
    assert summary(report) == GOOD
    (other,) = report.also
    assert (other.kind, other.verdict) == ("ob2.assertion", Verdict.VERIFIED)
    for one in (report, other):
        assert one.subject.name == "Facilitation"
        assert one.subject.alignments == (("Facilitating", "https://skills.example/7"),)


def test_the_verdict_on_a_picture_is_the_worse_of_its_two_badges(world):
    baked = baking.bake(pictures.png(), world.credential(), Standard.OB3)
    baked = baking.bake(baked, world.hosted(), Standard.OB2)
    world.documents[world.award().ob2_id] = 410
    report = world.verify(baked)
    assert report.verdict is Verdict.NOT_VERIFIED
    assert summary(report) == GOOD
    assert summary(report.also[0])["status"] == "status.revoked"


@pytest.mark.requirement("I7", "J24")
def test_a_revoked_badge_says_so_and_still_says_what_it_was(world):
    data = world.credential()
    world.bits.set(94_567)
    world.publish_list()
    report = world.verify(data)
    assert report.verdict is Verdict.NOT_VERIFIED
    assert summary(report) == GOOD | {"status": "status.revoked"}
    assert report.subject.name == "Facilitation"


@pytest.mark.requirement("I7", "K5")
def test_an_expired_badge_says_so_and_still_says_what_it_was(world):
    data = world.credential(world.award(valid_until=NOW + timedelta(days=1)))
    assert summary(world.verify(data))["valid_until"] == "validity.not_over"
    report = world.verify(data, now=NOW + timedelta(days=2))
    assert report.verdict is Verdict.NOT_VERIFIED
    assert summary(report) == GOOD | {"valid_until": "validity.expired"}
    assert report.subject.expires == "2026-11-22T12:00:00Z"


def test_a_badge_from_the_future_is_not_valid_yet_but_clocks_may_differ(world):
    tomorrow = world.credential(world.award(valid_from=NOW + timedelta(days=1)))
    assert summary(world.verify(tomorrow))["valid_from"] == "validity.not_yet"
    just_now = world.credential(
        world.award(valid_from=NOW + timedelta(seconds=20)),
        created=NOW + timedelta(seconds=20),
    )
    assert world.verify(just_now).verdict is Verdict.VERIFIED


@pytest.mark.requirement("K5")
@pytest.mark.parametrize(
    ("recipient", "reason"),
    [
        (EMAIL, "recipient.matches"),
        (" ADA@learner.example", "recipient.matches"),
        ("eve@learner.example", "recipient.another"),
    ],
)
def test_the_recipient_is_compared_when_the_reader_knows_one(world, recipient, reason):
    for data in (world.credential(), world.token(), world.hosted()):
        report = world.verify(data, recipient=recipient)
        assert summary(report)["recipient"] == reason
        assert (report.verdict is Verdict.VERIFIED) == (reason == "recipient.matches")


def test_a_badge_that_names_no_address_cannot_be_compared(world):
    award = world.award(
        recipient=facts.Recipient(email="", salt="", id="did:example:ada")
    )
    report = world.verify(world.credential(award), recipient=EMAIL)
    assert summary(report)["recipient"] in ("recipient.not_stated", "recipient.another")
    assert report.verdict is not Verdict.VERIFIED
    assert (
        world.verify(world.credential(award), recipient="did:example:ada").verdict
        is Verdict.VERIFIED
    )


def test_only_trusted_issuers_pass_when_the_reader_has_some(world):
    data = world.credential()
    assert (
        world.verify(data, trusted_issuers=frozenset({world.did})).verdict
        is Verdict.VERIFIED
    )
    report = world.verify(data, trusted_issuers=frozenset({"did:web:other.example"}))
    assert summary(report)["trust"] == "trust.unknown"
    assert report.verdict is Verdict.NOT_VERIFIED


# -- the key must be the issuer's ------------------------------------------------------


@pytest.fixture
def stranger():
    return World(name="stranger")


def test_a_stranger_signing_under_the_issuers_name_is_found_out(world, stranger):
    """security.md #9: the signature fits, the key is somebody else's."""
    documents = world.documents | stranger.documents
    world.documents = documents
    data = world.credential(
        signer=stranger.ed25519, verification_method=stranger.method
    )
    report = world.verify(data)
    assert report.outcome_of(Check.PROOF) is Outcome.PASSED
    assert summary(report)["issuer"] == "issuer.key_not_issuers"
    assert report.verdict is Verdict.NOT_VERIFIED
    assert report.subject.name is None


@pytest.mark.parametrize("form", ["did:key", "fragment"])
def test_a_key_that_only_the_badge_names_is_not_the_issuers(world, stranger, form):
    """T-SEC-1: did:key of anybody, or a key spelled out behind the issuer's own address."""
    key = stranger.ed25519.public_key.to_multikey()
    method = f"did:key:{key}#{key}" if form == "did:key" else f"{world.did}#{key}"
    report = world.verify(
        world.credential(signer=stranger.ed25519, verification_method=method)
    )
    assert report.outcome_of(Check.PROOF) is Outcome.PASSED
    assert report.outcome_of(Check.ISSUER) is Outcome.FAILED
    assert report.verdict is Verdict.NOT_VERIFIED


def test_a_key_in_the_tokens_own_header_proves_nothing(world, stranger):
    """security.md #8, T-JWT-4: the hole of the reference validator."""
    token = world.token()
    forged = LocalSigner.generate(KeyKind.RSA)
    header = {"alg": "RS256", "typ": "JWT", "jwk": forged.public_key.to_jwk()}
    payload = vc_payload(token)
    from obkit.encoding import jws

    report = world.verify(jws.assemble(header, payload, forged.sign).encode())
    assert report.outcome_of(Check.PROOF) is Outcome.PASSED
    assert summary(report)["issuer"] == "issuer.key_not_listed"
    assert report.verdict is Verdict.NOT_VERIFIED
    own = {"alg": "RS256", "typ": "JWT", "jwk": world.rsa.public_key.to_jwk()}
    assert (
        world.verify(jws.assemble(own, payload, world.rsa.sign).encode()).verdict
        is Verdict.VERIFIED
    )


def vc_payload(token: bytes) -> bytes:
    from obkit.encoding import jws

    return jws.split(token).payload


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"assertionMethod": []}, "issuer.key_not_for_assertions"),
        ({"method": {"revoked": "2026-01-01T00:00:00Z"}}, "issuer.key_revoked"),
        ({"method": {"expires": "2026-01-01T00:00:00Z"}}, "issuer.key_expired"),
    ],
)
def test_a_key_that_the_issuer_does_not_stand_by_is_refused(world, changes, reason):
    world.publish_keys(**changes)
    report = world.verify(world.credential())
    assert summary(report)["issuer"] == reason
    assert report.verdict is Verdict.NOT_VERIFIED


def test_a_key_that_was_replaced_in_the_issuers_document_no_longer_fits(world):
    data = world.credential()
    method = world.method
    world.ed25519 = LocalSigner.generate(KeyKind.ED25519)
    world.publish_keys(method={"id": method}, assertionMethod=[method])
    assert world.verify(data).verdict is Verdict.NOT_VERIFIED


def test_an_issuer_that_does_not_answer_leaves_it_open(world):
    """Wrong is not unknown: no key could be compared, nothing was forged."""
    data = world.credential()
    world.documents.clear()
    report = world.verify(data)
    assert report.verdict is Verdict.INCONCLUSIVE
    assert (
        report.outcome_of(Check.PROOF) is Outcome.PASSED
    )  # by the key that its address spells
    assert summary(report)["issuer"] == "issuer.unreachable"
    assert summary(report)["status"] == "check.not_run"


def test_a_did_key_issuer_is_its_own_witness(world):
    key = world.ed25519.public_key.to_multikey()
    did = f"did:key:{key}"
    award = world.award(issuer=replace(world.award().issuer, id=did), status=None)
    data = world.credential(award, verification_method=f"{did}#{key}")
    report = verify(data, fetcher=World(name="none").fetcher, now=NOW)
    assert report.verdict is Verdict.VERIFIED
    assert summary(report)["issuer"] == "issuer.confirmed"


def test_an_https_issuer_is_confirmed_by_its_own_profile(world):
    issuer = f"{HOST}/issuers/7"
    method = f"{issuer}#key-1"
    award = world.award(issuer=replace(world.award().issuer, id=issuer), status=None)
    data = world.credential(award, verification_method=method)
    entry = {
        "id": method,
        "type": "Multikey",
        "controller": issuer,
        "publicKeyMultibase": world.ed25519.public_key.to_multikey(),
    }
    profile = {"id": issuer, "verificationMethod": [entry], "assertionMethod": [method]}
    world.documents[issuer] = json.dumps(profile).encode()
    assert world.verify(data).verdict is Verdict.VERIFIED
    # The key's own document alone is a stranger's claim.
    alone = f"{HOST}/keys/1"
    data = world.credential(award, verification_method=alone)
    world.documents[alone] = json.dumps(entry | {"id": alone}).encode()
    assert summary(world.verify(data))["issuer"] == "issuer.key_not_for_assertions"
    world.documents[issuer] = json.dumps(
        profile | {"assertionMethod": [alone]}
    ).encode()
    assert world.verify(data).verdict is Verdict.VERIFIED


def test_a_key_published_as_a_jwk_counts_when_the_issuer_lists_it(world):
    """The key is at an address of its own; the issuer's document lists the key or the address."""
    token = world.token(kid=f"{HOST}/issuers/north/keys/1")
    world.documents[f"{HOST}/issuers/north/keys/1"] = json.dumps(
        world.rsa.public_key.to_jwk()
    ).encode()
    assert (
        summary(world.verify(token))["issuer"] == "issuer.confirmed"
    )  # the same key, written out
    location = f"{HOST}/issuers/north/did.json"
    document = json.loads(world.documents[location])
    document["verificationMethod"].pop()
    document["assertionMethod"].pop()
    world.documents[location] = json.dumps(document).encode()
    assert summary(world.verify(token))["issuer"] == "issuer.key_not_listed"
    document["assertionMethod"].append(f"{HOST}/issuers/north/keys/1")
    world.documents[location] = json.dumps(document).encode()
    assert summary(world.verify(token))["issuer"] == "issuer.confirmed"
    spelled = f"{world.did}#{world.ed25519.public_key.to_multikey()}x"
    document["assertionMethod"].append(spelled)
    assert world.verify(world.token(kid=spelled)).verdict is not Verdict.VERIFIED


def test_a_long_list_of_keys_is_looked_through_once(world):
    """A forger's issuer may publish as many keys as strict JSON lets through."""
    stranger = LocalSigner.generate(KeyKind.ED25519)
    location = f"{HOST}/issuers/north/did.json"
    document = json.loads(world.documents[location])
    document["verificationMethod"] = [
        document["verificationMethod"][0] | {"id": f"{world.did}#{index}"}
        for index in range(900)
    ]
    world.documents[location] = json.dumps(document).encode()
    key = stranger.public_key.to_multikey()
    data = world.credential(signer=stranger, verification_method=f"{world.did}#{key}")
    begun = time.process_time()
    report = world.verify(data)
    assert summary(report)["issuer"] == "issuer.key_not_listed"
    assert time.process_time() - begun < 2


def test_the_time_needs_a_zone(world):
    with pytest.raises(ValueError, match="zone"):
        world.verify(world.credential(), now=NOW.replace(tzinfo=None))


def test_a_web_page_in_place_of_the_issuers_document_leaves_it_open(world):
    issuer = f"{HOST}/issuers/7"
    key = world.ed25519.public_key.to_multikey()
    award = world.award(issuer=replace(world.award().issuer, id=issuer), status=None)
    data = world.credential(award, verification_method=f"{issuer}#{key}")
    world.documents[issuer] = b"<!doctype html><title>Northern College</title>"
    report = world.verify(data)
    assert summary(report)["issuer"] == "issuer.no_document"
    assert report.verdict is Verdict.INCONCLUSIVE


# -- proofs ----------------------------------------------------------------------------


def proofs(data: bytes) -> list[dict]:
    return json.loads(data)["proof"]


@pytest.mark.parametrize("value", [None, [], {}, [{}], "x", [1]])
def test_without_a_proof_nothing_is_verified(world, value):
    """security.md #16: "no failure" is not "success"."""
    report = world.verify(changed(world.credential(), proof=value))
    assert report.outcome_of(Check.PROOF) is Outcome.FAILED
    assert report.verdict is Verdict.NOT_VERIFIED


def test_an_unknown_suite_alone_leaves_it_open(world):
    proof = proofs(world.credential())[0] | {"cryptosuite": "bbs-2023"}
    report = world.verify(changed(world.credential(), proof=[proof]))
    assert summary(report)["proof"] == "proof.unknown_suite"
    assert report.verdict is Verdict.INCONCLUSIVE


def test_an_unknown_suite_beside_a_good_proof_is_a_warning(world):
    """security.md §8.1, #18."""
    data = world.credential()
    strange = {"type": "Ed25519Signature2018", "verificationMethod": world.method}
    report = world.verify(changed(data, proof=[*proofs(data), strange]))
    assert report.outcome_of(Check.PROOF) is Outcome.WARNED
    assert report.verdict is Verdict.VERIFIED


def test_one_failing_proof_spoils_the_set(world):
    """security.md §8.1."""
    data = world.credential()
    good = proofs(data)[0]
    for bad in (
        good | {"created": "2026-01-01T00:00:00Z"},
        good | {"proofPurpose": "authentication"},
    ):
        for order in ([good, bad], [bad, good]):
            report = world.verify(changed(data, proof=order))
            assert report.outcome_of(Check.PROOF) is Outcome.FAILED
            assert report.verdict is Verdict.NOT_VERIFIED


def test_a_co_signer_is_told_apart_from_the_issuer(world, stranger):
    world.documents |= stranger.documents
    data = world.credential()
    second = world.credential(
        signer=stranger.ed25519, verification_method=stranger.method
    )
    report = world.verify(changed(data, proof=[*proofs(second), *proofs(data)]))
    assert summary(report)["issuer"] == "issuer.further_signers"
    assert report.verdict is Verdict.VERIFIED
    alone = world.verify(changed(data, proof=proofs(second)))
    assert alone.verdict is Verdict.NOT_VERIFIED


def test_a_flood_of_proofs_is_not_worked_through(world):
    data = world.credential()
    report = world.verify(changed(data, proof=proofs(data) * 5))
    assert summary(report)["proof"] == "proof.too_many"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"created": NOW + timedelta(days=1)}, "proof.from_the_future"),
    ],
)
def test_a_proof_has_its_time(world, changes, reason):
    assert summary(world.verify(world.credential(**changes)))["proof"] == reason


def test_an_undefined_term_is_not_carried_by_the_signature(world):
    """security.md #13, T-LD-1: what expansion drops, anybody can add."""
    for addition in ({"honours": "summa cum laude"}, {"grade": "A+"}):
        report = world.verify(changed(world.credential(), **addition))
        assert report.verdict is Verdict.NOT_VERIFIED
        assert summary(report)["proof"] == "proof.undefined_term"


@pytest.mark.parametrize("context", ["https://evil.example/context", {"name": "urn:x"}])
def test_unknown_and_inline_contexts_are_never_a_pass(world, context):
    """security.md §8.3."""
    data = world.credential()
    contexts = [*json.loads(data)["@context"], context]
    report = world.verify(changed(data, **{"@context": contexts}))
    assert report.verdict is Verdict.INCONCLUSIVE
    assert summary(report)["conforms"] == "document.unknown_context"
    assert f"{HOST}/evil" not in world.fetcher.asked


# -- input -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "reason", "verdict"),
    [
        (b"", "input.empty", Verdict.NOT_VERIFIED),
        (b"   \n", "input.empty", Verdict.NOT_VERIFIED),
        (b"hello", "input.not_a_badge", Verdict.NOT_VERIFIED),
        (b"\xff\xd8\xff\xe0JFIF", "input.not_a_badge", Verdict.NOT_VERIFIED),
        (b"<!doctype html><html></html>", "input.html", Verdict.NOT_VERIFIED),
        (b"https://college.example/b/42", "input.address", Verdict.NOT_VERIFIED),
        (b'{"a": 1, "a": 2}', "json.duplicate_key", Verdict.NOT_VERIFIED),
        (b"[" * 5000 + b"]" * 5000, "json.too_deep", Verdict.NOT_VERIFIED),
        (b"[1]", "json.not_an_object", Verdict.NOT_VERIFIED),
        (b'{"a": 1}', "input.unknown_kind", Verdict.INCONCLUSIVE),
        (b"a.b.c", "jwt.encoding", Verdict.NOT_VERIFIED),
        (pictures.png(), "image.no_badge", Verdict.NOT_VERIFIED),
        (pictures.SVG, "image.no_badge", Verdict.NOT_VERIFIED),
        (pictures.png()[:-3], "image.truncated", Verdict.NOT_VERIFIED),
        (b"{" + b" " * 3_000_000 + b"}", "input.too_large", Verdict.NOT_VERIFIED),
    ],
)
def test_what_is_no_badge_is_named(world, data, reason, verdict):
    report = world.verify(data)
    assert summary(report) == {"parse": reason}
    assert report.verdict is verdict


def test_a_jpeg_is_called_a_jpeg(world):
    assert world.verify(b"\xff\xd8\xff\xe0JFIF").results[0].facts["really"] == "JPEG"


def test_an_address_is_fetched_and_verified(world):
    world.documents[f"{HOST}/b/42"] = world.credential()
    report = verify_url(f"{HOST}/b/42", fetcher=world.fetcher, now=NOW)
    assert (report.verdict, report.container) == (Verdict.VERIFIED, "url")
    baked = baking.bake(pictures.png(), world.hosted(), Standard.OB2)
    world.documents[f"{HOST}/b/42/badge.png"] = baked
    report = verify_url(f"{HOST}/b/42/badge.png", fetcher=world.fetcher, now=NOW)
    assert (report.verdict, report.kind) == (Verdict.VERIFIED, "ob2.assertion")


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (None, Verdict.INCONCLUSIVE),
        (404, Verdict.INCONCLUSIVE),
        (410, Verdict.NOT_VERIFIED),
    ],
)
def test_an_address_that_does_not_answer_gives_a_report_too(world, answer, verdict):
    url = f"{HOST}/ob2/assertions/1"
    if answer:
        world.documents[url] = answer
    report = verify_url(url, fetcher=world.fetcher, now=NOW)
    assert report.verdict is verdict
    if answer == 410:
        assert summary(report)["status"] == "status.revoked"
    else:
        assert summary(report) == {"parse": "input.unreachable"}


def test_a_report_is_plain_json_for_programs(world):
    baked = baking.bake(pictures.png(), world.credential(), Standard.OB3)
    baked = baking.bake(baked, world.hosted(), Standard.OB2)
    written = json.loads(json.dumps(world.verify(baked).as_json()))
    assert written["verdict"] == "verified"
    assert written["checks"][2] == {
        "check": "proof",
        "outcome": "passed",
        "reason": "proof.fits",
        "cause": "the signature fits: nothing was changed since it was signed",
        "facts": written["checks"][2]["facts"],
    }
    assert written["subject"]["issuer_name"] == "Northern College"
    assert written["also"][0]["kind"] == "ob2.assertion"


def test_a_verification_asks_for_each_document_once_and_for_few(world):
    """security.md #7."""
    baked = baking.bake(pictures.png(), world.credential(), Standard.OB3)
    baked = baking.bake(baked, world.hosted(), Standard.OB2)
    fetcher = world.fetcher
    verify(baked, fetcher=fetcher, now=NOW)
    assert len(fetcher.asked) == len(set(fetcher.asked)) == 5


def test_nothing_but_results_makes_a_verdict(world):
    """The judgement fails closed: no results, no proof, no verdict."""
    assert Policy().judge([]) is Verdict.INCONCLUSIVE
    results = world.verify(world.credential()).results
    assert Policy().judge(results) is Verdict.VERIFIED
    for left_out in (Check.PARSE, Check.CONFORMS, Check.PROOF, Check.ISSUER):
        rest = [result for result in results if result.check is not left_out]
        assert Policy().judge(rest) is Verdict.INCONCLUSIVE
    for result in results:
        for outcome, verdict in (
            (Outcome.FAILED, Verdict.NOT_VERIFIED),
            (Outcome.INCONCLUSIVE, Verdict.INCONCLUSIVE),
        ):
            worse = [replace(r, outcome=outcome) if r is result else r for r in results]
            assert Policy().judge(worse) is verdict


def test_a_parked_domain_leaves_it_open(world):
    """security.md #21: the web page of whoever bought the name says nothing about the badge."""
    location = f"{HOST}/issuers/north/did.json"
    data = world.credential(verification_method=f"{world.did}#key-1")
    world.documents[location] = b"<!doctype html><title>For sale</title>"
    report = world.verify(data)
    assert summary(report)["proof"] == "method.no_document"
    assert report.verdict is Verdict.INCONCLUSIVE
    assert world.verify(world.credential()).verdict is Verdict.INCONCLUSIVE


def test_a_did_key_issuer_whose_token_carries_its_key_is_confirmed(world):
    from obkit.encoding import jws

    token = world.token()
    rsa = world.rsa
    p256 = LocalSigner.generate(KeyKind.P256)
    did = f"did:key:{p256.public_key.to_multikey()}"
    award = world.award(issuer=replace(world.award().issuer, id=did), status=None)
    payload = jws.split(world.token(award, signer=p256, kid="x:y")).payload
    for signer, good in ((p256, True), (rsa, False)):
        header = {"alg": signer.public_key.algorithm, "jwk": signer.public_key.to_jwk()}
        report = world.verify(jws.assemble(header, payload, signer.sign).encode())
        assert report.outcome_of(Check.PROOF) is Outcome.PASSED
        assert (report.verdict is Verdict.VERIFIED) is good
    assert token


@pytest.mark.parametrize(
    "kid", ["key-1", "did:web:nobody.example#1", "https://college.example/none"]
)
def test_a_token_whose_key_is_not_found_leaves_it_open(world, kid):
    report = world.verify(world.token(kid=kid))
    assert report.outcome_of(Check.PROOF) is Outcome.INCONCLUSIVE
    assert report.verdict is Verdict.INCONCLUSIVE


def test_an_issuers_document_of_another_does_not_count(world):
    issuer = f"{HOST}/issuers/7"
    key = world.ed25519.public_key.to_multikey()
    award = world.award(issuer=replace(world.award().issuer, id=issuer), status=None)
    world.documents[issuer] = world.documents[f"{HOST}/issuers/north/did.json"]
    report = world.verify(
        world.credential(award, verification_method=f"{issuer}#{key}")
    )
    assert summary(report)["issuer"] == "method.document_id"
    assert report.verdict is Verdict.NOT_VERIFIED


def test_a_key_that_the_issuer_lists_as_anothers_is_not_the_issuers(world):
    world.publish_keys(method={"controller": "did:web:other.example"})
    report = world.verify(world.credential())
    assert report.outcome_of(Check.ISSUER) is Outcome.FAILED
    world.publish_keys(method={"type": "SomethingNew"})
    report = world.verify(world.credential())
    assert report.verdict is not Verdict.VERIFIED


@pytest.mark.parametrize("known", ["ada@learner.example", "eve@learner.example"])
def test_a_recipient_may_be_named_in_plain_text(world, known):
    from obkit.proofs import eddsa_rdfc_2022

    document = json.loads(world.credential())
    document.pop("proof")
    subjects = (
        {"id": "mailto:ada@learner.example", "identifier": None},
        {
            "identifier": [
                {
                    "type": "IdentityObject",
                    "hashed": False,
                    "identityHash": "Ada@Learner.example",
                    "identityType": "emailAddress",
                }
            ]
        },
    )
    for subject in subjects:
        members = {
            k: v for k, v in (document["credentialSubject"] | subject).items() if v
        }
        signed = eddsa_rdfc_2022.sign(
            document | {"credentialSubject": members},
            signer=world.ed25519,
            verification_method=world.method,
            created=NOW,
        )
        report = world.verify(json.dumps(signed).encode(), recipient=known)
        assert (report.verdict is Verdict.VERIFIED) is known.startswith("ada")


def test_a_proof_that_was_to_end_has_ended(world):
    from obkit.encoding import multibase
    from obkit.proofs import eddsa_rdfc_2022

    document = json.loads(world.credential())
    (proof,) = document.pop("proof")
    for expires, reason in (
        ("2026-11-21T11:00:00Z", "proof.expired"),
        ("2026-11-22T00:00:00Z", "proof.fits"),
    ):
        options = {k: v for k, v in proof.items() if k != "proofValue"} | {
            "expires": expires
        }
        signature = world.ed25519.sign(eddsa_rdfc_2022.hash_data(document, options))
        signed = document | {
            "proof": options | {"proofValue": multibase.encode(signature)}
        }
        assert summary(world.verify(json.dumps(signed).encode()))["proof"] == reason


def test_what_does_not_conform_is_not_compared_or_trusted(world):
    data = changed(world.credential(), type=["VerifiableCredential"])
    report = world.verify(data, recipient=EMAIL, trusted_issuers=frozenset({world.did}))
    assert summary(report)["recipient"] == "check.not_run"
    assert summary(report)["trust"] == "check.not_run"
    assert report.verdict is Verdict.NOT_VERIFIED
    late = changed(world.credential(), validFrom="yesterday", validUntil="never")
    report = world.verify(late)
    assert summary(report)["valid_from"] == "time.syntax"
    assert summary(report)["valid_until"] == "time.syntax"


def test_facts_are_short_whatever_a_stranger_wrote(world):
    data = changed(
        world.credential(), proof=[{"type": "x" * 5_000, "verificationMethod": "urn:x"}]
    )
    report = world.verify(data)
    assert (
        max(len(str(fact)) for r in report.results for fact in r.facts.values()) < 6_000
    )
    assert len(report.result(Check.PROOF).facts["type"]) < 400


def test_a_key_in_the_tokens_header_that_the_issuer_lists_as_anothers_is_not_its(world):
    """A key that others control proves their word, though the issuer's document has it."""
    from obkit.encoding import jws

    payload = vc_payload(world.token())
    url = f"{HOST}/issuers/north/did.json"
    other = "did:web:other.example"
    document = json.loads(world.documents[url])
    for method in document["verificationMethod"]:
        method |= {"id": f"{other}#{method['type']}", "controller": other}
    world.documents[url] = json.dumps(document).encode()
    document |= {
        "id": other,
        "assertionMethod": [m["id"] for m in document["verificationMethod"]],
    }
    theirs = "https://other.example/.well-known/did.json"
    world.documents[theirs] = json.dumps(document).encode()
    header = {"alg": "RS256", "typ": "JWT", "jwk": world.rsa.public_key.to_jwk()}
    report = world.verify(jws.assemble(header, payload, world.rsa.sign).encode())
    assert summary(report)["proof"] == "proof.fits"
    assert summary(report)["issuer"] == "issuer.key_not_issuers"
    assert report.verdict is Verdict.NOT_VERIFIED


def test_where_the_keys_address_does_not_answer_the_key_in_the_header_is_tried(world):
    """The signature can be looked at; whose key it is stays the issuer's to say."""
    from obkit.encoding import jws

    payload = vc_payload(world.token())
    jwk = world.rsa.public_key.to_jwk()
    header = {"alg": "RS256", "typ": "JWT", "kid": f"{HOST}/nothing#1", "jwk": jwk}
    report = world.verify(jws.assemble(header, payload, world.rsa.sign).encode())
    assert summary(report)["proof"] == "proof.fits"
    assert report.verdict is Verdict.VERIFIED


def test_an_issuer_whose_address_is_plain_http_is_not_asked(world):
    """Anybody on the way could answer in its place."""
    plain = "http://college.example/issuers/plain"
    world.documents[plain] = b"{}"
    key = world.ed25519.public_key.to_multikey()
    award = world.award(issuer=replace(world.award().issuer, id=plain), status=None)
    data = world.credential(award, verification_method=f"{plain}#{key}")
    report = world.verify(data)
    assert summary(report)["proof"] == "proof.fits"
    assert report.outcome_of(Check.ISSUER) is Outcome.INCONCLUSIVE
    assert plain not in world.fetcher.asked


def test_a_report_names_what_is_no_json_by_its_type():
    from obkit.verify.report import CheckResult

    facts_ = {"odd": object(), "bytes": b"x", "many": {"one": frozenset({1})}}
    result = CheckResult(Check.PROOF, Outcome.FAILED, "proof.altered", facts_)
    assert result.as_json()["facts"] == {
        "odd": "<object>",
        "bytes": "<bytes>",
        "many": {"one": [1]},
    }


def test_a_badge_that_names_its_recipient_by_a_did_says_nothing_of_an_address(world):
    from obkit.proofs import eddsa_rdfc_2022

    document = json.loads(world.credential())
    document.pop("proof")
    document["credentialSubject"].pop("identifier")
    document["credentialSubject"]["id"] = "did:example:ada"
    signed = eddsa_rdfc_2022.sign(
        document,
        signer=world.ed25519,
        verification_method=world.method,
        created=NOW,
    )
    report = world.verify(json.dumps(signed).encode(), recipient=EMAIL)
    assert summary(report)["recipient"] == "recipient.not_stated"
    assert report.verdict is Verdict.INCONCLUSIVE


def test_what_a_server_says_with_a_refusal_is_shown_as_text(world):
    class Refusing(MemoryFetcher):
        def fetch(self, url, *, accept="application/json"):
            raise HttpStatus("no", url=url, status=503, body=b"back at nine \xff")

    data = world.credential()
    report = verify(data, fetcher=Refusing({}), now=NOW)
    facts_ = report.result(Check.ISSUER).facts
    assert facts_["body"] == "back at nine \ufffd"
    assert report.verdict is Verdict.INCONCLUSIVE
