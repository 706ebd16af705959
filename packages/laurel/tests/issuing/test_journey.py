"""The whole journey at service level: award, verify, revoke, verify, expire; both standards."""

import datetime as dt
import json

import pytest
from laurel.credentials import selectors as credentials
from laurel.credentials import services as credential_services
from laurel.credentials.types import RevocationReason
from laurel.foundation.actors import SYSTEM
from laurel.issuers import services as issuers
from laurel.verification import services as verification
from obkit.verify import Check, Outcome, Verdict

from packages.laurel.tests.factories import badges

pytestmark = pytest.mark.django_db


def forms(credential):
    return {
        "json": bytes(credential.document),
        "jwt": credential.jwt.encode(),
        "png": credentials.baked_png(credential),
        "svg": credentials.baked_svg(credential),
        "ob2": credentials.ob2_assertion(credential),
    }


def links(credential):
    page = credentials.address(credential)
    old = credentials.addresses_of(credential.award_public_id).ob2
    return (
        page,
        f"{page}/badge.png",
        f"{page}/credential.json",
        f"{page}/credential.jwt",
        old,
    )


def revoke(credential):
    return credential_services.revoke(
        credential=credential,
        reason=RevocationReason.ADMINISTRATIVE_ERROR,
        public_wording="It was awarded to the wrong person.",
        actor=SYSTEM,
    )


@pytest.mark.requirement("J1", "I5", "I8")
def test_what_we_issue_verifies_in_every_form_and_by_every_link():
    credential = badges.issued()
    for name, data in forms(credential).items():
        assert verification.verify(data=data).verdict is Verdict.VERIFIED, name
    for link in links(credential):
        report = verification.verify_link(url=link)
        assert report.verdict is Verdict.VERIFIED, link
        assert report.container == "url"


@pytest.mark.requirement("J24", "I7")
def test_valid_then_revoked():
    credential = badges.issued()
    before = forms(credential)
    revoked = revoke(credential)
    for name, data in before.items():
        report = verification.verify(data=data)
        assert report.verdict is Verdict.NOT_VERIFIED, name
        assert report.result(Check.STATUS).reason.endswith("revoked"), name
    for link in links(revoked):
        assert verification.verify_link(url=link).verdict is Verdict.NOT_VERIFIED, link


@pytest.mark.requirement("I7")
def test_valid_then_expired(fixed_clock):
    credential = badges.issued(expires_on=dt.date(2026, 11, 30))
    assert (
        verification.verify(data=bytes(credential.document)).verdict is Verdict.VERIFIED
    )
    fixed_clock.move(dt.timedelta(days=10))
    report = verification.verify(data=bytes(credential.document))
    assert report.verdict is Verdict.NOT_VERIFIED
    assert report.result(Check.VALID_UNTIL).reason == "validity.expired"
    assert report.outcome_of(Check.PROOF) is Outcome.PASSED
    assert credential.expired(fixed_clock.now())


@pytest.mark.requirement("I1", "K5")
def test_one_changed_word_is_found_in_every_signed_form():
    credential = badges.issued()
    document = bytes(credential.document).replace(b"Ada Lovelace", b"Ada Loveless")
    picture = credentials.baked_svg(credential).replace(
        b"Ada Lovelace", b"Ada Loveless"
    )
    assert document != bytes(credential.document)
    for data in (document, picture):
        report = verification.verify(data=data)
        assert report.verdict is Verdict.NOT_VERIFIED
        assert report.outcome_of(Check.PROOF) is Outcome.FAILED
    header, payload, signature = credential.jwt.split(".")
    other = badges.issued().jwt.split(".")[1]
    for token in (
        f"{header}.{other}.{signature}",
        f"{header}.{payload}.{signature[:-4]}AAAA",
    ):
        report = verification.verify(data=token.encode())
        assert report.verdict is Verdict.NOT_VERIFIED


@pytest.mark.requirement("I6")
def test_the_old_standard_is_checked_with_its_host_and_says_when():
    credential = badges.issued()
    (old,) = verification.verify(data=credentials.baked_png(credential)).also
    assert old.kind.startswith("ob2")
    assert old.verdict is Verdict.VERIFIED
    revoke(credential)
    (old,) = verification.verify(data=credentials.baked_png(credential)).also
    assert old.verdict is Verdict.NOT_VERIFIED
    assert old.checked_at is not None


def test_a_rotated_key_keeps_old_badges_and_signs_new_ones():
    achievement = badges.achievement()
    old = badges.issued(achievement)
    for _ in range(3):
        issuers.rotate_key(issuer=achievement.issuer, actor=SYSTEM)
    new = badges.issued(achievement)
    for credential in (old, new):
        for data in (bytes(credential.document), credential.jwt.encode()):
            assert verification.verify(data=data).verdict is Verdict.VERIFIED
    methods = {
        json.loads(bytes(c.document))["proof"][0]["verificationMethod"]
        for c in (old, new)
    }
    assert len(methods) == 2


def test_the_credential_is_of_the_shape_that_the_standard_asks_for():
    """OB30-C1, C2, C7, S1, J3, PR6, BS-1."""
    credential = badges.issued(
        narrative="Led two workshops.", issued_on=dt.date(2026, 11, 1)
    )
    document = json.loads(bytes(credential.document))
    assert document["id"] == credentials.address(credential)
    assert document["@context"][0] == "https://www.w3.org/ns/credentials/v2"
    assert document["validFrom"] == document["awardedDate"] == "2026-11-01T00:00:00Z"
    assert "id" not in document["credentialSubject"]
    assert document["credentialSubject"]["narrative"] == "Led two workshops."
    entry = document["credentialStatus"]
    assert entry["type"] == "BitstringStatusListEntry"
    assert entry["statusListIndex"] == str(credential.slot.index)
    assert entry["id"] != entry["statusListCredential"]
    (proof,) = document["proof"]
    assert proof["cryptosuite"] == "eddsa-rdfc-2022"
    assert proof["proofPurpose"] == "assertionMethod"
    old = json.loads(bytes(credential.ob2))
    assert old["issuedOn"] == "2026-11-01T00:00:00Z"
    assert old["id"] == credentials.addresses_of(credential.award_public_id).ob2
