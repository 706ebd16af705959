"""Credentials: bytes that never change, revocation that is for ever."""

import json

import pytest
from django.db import DatabaseError, transaction
from laurel.credentials import access, selectors, services
from laurel.credentials.errors import AlreadyRevoked, NotFound, Refused
from laurel.credentials.models import Credential
from laurel.credentials.types import RevocationReason
from laurel.foundation import clock
from laurel.foundation.actors import SYSTEM
from laurel.foundation.models import EventRecord
from laurel.organizations.types import Role
from laurel.verification import services as verification
from obkit import baking
from obkit.verify import Check, Outcome, Verdict

from packages.laurel.tests.factories import badges, people

pytestmark = pytest.mark.django_db

WORDING = "It was awarded to the wrong person."


def revoke(credential, **facts):
    return services.revoke(
        credential=credential,
        **{
            "reason": RevocationReason.ADMINISTRATIVE_ERROR,
            "public_wording": WORDING,
            "private_note": "Two people of one name.",
            "actor": SYSTEM,
            **facts,
        },
    )


@pytest.mark.parametrize(
    "change",
    [
        {"document": b"{}"},
        {"jwt": "a.b.c"},
        {"ob2": b"{}"},
        {"recipient_name": "Mallory"},
        {"award_public_id": "x" * 22},
        {"valid_until": clock.now()},
        {"generation": 2},
        {"cause": "corrected"},
    ],
)
def test_the_database_refuses_to_change_what_was_signed(change):
    credential = badges.issued()
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Credential.objects.filter(pk=credential.pk).update(**change)


@pytest.mark.parametrize(
    ("status", "back"),
    [
        ("suspended", "active"),
        ("revoked", "active"),
        ("revoked", "suspended"),
        ("superseded", "active"),
        ("superseded", "revoked"),
    ],
)
def test_the_database_refuses_to_let_a_status_go_back(status, back):
    """A bit in a status list that was set stays set."""
    credential = badges.issued()
    rows = Credential.objects.filter(pk=credential.pk)
    rows.update(status=status, **{f"{status}_at": clock.now()})
    with pytest.raises(DatabaseError, match="never goes back"), transaction.atomic():
        rows.update(status=back)


def test_only_one_generation_counts():
    credential = badges.issued()
    with pytest.raises(DatabaseError), transaction.atomic():
        Credential.objects.create(
            award_public_id=credential.award_public_id,
            generation=2,
            organization=credential.organization,
            issuer=credential.issuer,
            achievement_version=credential.achievement_version,
            slot=badges.issued().slot,
            issued_at=clock.now(),
            created_at=clock.now(),
        )


def test_storing_again_gives_what_is_stored():
    from laurel.credentials.types import Facts, Signed

    credential = badges.issued()
    again = services.store(
        award_public_id=credential.award_public_id,
        signed=Signed(document=b"other", jwt="other", ob2=b"other"),
        facts=Facts("x", "x@y.example", "x", "x", clock.now(), None),
        issuer=credential.issuer,
        achievement_version=credential.achievement_version,
        actor=SYSTEM,
    )
    assert bytes(again.document) == bytes(credential.document)
    assert EventRecord.objects.filter(name="credential.issued").count() == 1


@pytest.mark.requirement("J24")
def test_revocation_is_said_everywhere_and_the_bytes_stay():
    credential = badges.issued()
    picture, before = selectors.baked_png(credential), bytes(credential.document)
    revoked = revoke(credential)
    assert revoked.is_revoked
    assert (revoked.revocation_wording, revoked.revocation_note) == (
        WORDING,
        "Two people of one name.",
    )
    assert bytes(revoked.document) == before
    for data in (before, revoked.jwt.encode(), picture, selectors.baked_svg(revoked)):
        report = verification.verify(data=data)
        assert report.verdict is Verdict.NOT_VERIFIED
        assert report.result(Check.STATUS).reason == "status.revoked"
        assert report.outcome_of(Check.PROOF) is Outcome.PASSED


def test_the_old_standard_says_gone_with_the_public_reason():
    """OB20-H3."""
    credential = badges.issued()
    good = json.loads(selectors.ob2_assertion(credential))
    gone = json.loads(selectors.ob2_assertion(revoke(credential)))
    assert good["verification"]["type"] in ("HostedBadge", ["HostedBadge"])
    assert gone["id"] == good["id"]
    assert (gone["revoked"], gone["revocationReason"]) == (True, WORDING)
    assert "Two people" not in str(gone)


def test_a_second_revocation_is_refused_and_changes_nothing():
    credential = badges.issued()
    first = revoke(credential)
    with pytest.raises(AlreadyRevoked):
        revoke(credential, public_wording="Something else.")
    credential.refresh_from_db()
    assert credential.revoked_at == first.revoked_at
    assert credential.revocation_wording == WORDING
    assert EventRecord.objects.filter(name="credential.revoked").count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("public_wording", "  "),
        ("public_wording", "x" * 501),
        ("private_note", "x" * 5001),
        ("private_note", "nul\0"),
    ],
)
def test_a_wrong_wording_is_refused_by_name_and_changes_nothing(field, value):
    credential = badges.issued()
    with pytest.raises(Refused) as caught:
        revoke(credential, **{field: value})
    assert caught.value.field == field
    credential.refresh_from_db()
    assert not credential.is_revoked


@pytest.mark.requirement("J2", "K22", "I4")
def test_pictures_carry_both_standards_byte_for_byte():
    credential = badges.issued(narrative="Led two workshops.")
    for picture in (selectors.baked_png(credential), selectors.baked_svg(credential)):
        found = {b.standard: b.payload for b in baking.extract(picture)}
        assert found[baking.Standard.OB3] == bytes(credential.document)
        assert found[baking.Standard.OB2] == bytes(credential.ob2)
    inside = json.loads(found[baking.Standard.OB3])
    assert inside["issuer"]["name"] == "North College"
    assert inside["validFrom"]
    skills = inside["credentialSubject"]["achievement"]["alignment"]
    assert [skill["targetName"] for skill in skills] == ["Data analysis"]


def test_the_address_is_hidden_and_can_still_be_checked():
    """OB20-I4, OB30-O8: a salted hash; the same salt in both standards."""
    import hashlib

    credential = badges.issued(recipient_email="Ada@North-College.example")
    document = json.loads(bytes(credential.document))
    old = json.loads(bytes(credential.ob2))
    hashed, named = document["credentialSubject"]["identifier"]
    digest = hashlib.sha256(
        b"ada@north-college.example" + hashed["salt"].encode()
    ).hexdigest()
    assert hashed["identityHash"] == f"sha256${digest}"
    assert old["recipient"]["identity"] == hashed["identityHash"]
    assert old["recipient"]["salt"] == hashed["salt"]
    assert (named["identityType"], named["identityHash"]) == ("name", "Ada Lovelace")
    everything = (
        bytes(credential.document) + bytes(credential.ob2) + credential.jwt.encode()
    )
    assert b"ada@north-college" not in everything.lower()
    other = json.loads(
        bytes(badges.issued(recipient_email="ada@north-college.example").document)
    )
    assert other["credentialSubject"]["identifier"][0]["salt"] != hashed["salt"]


def test_what_is_listed_comes_without_documents():
    credential = badges.issued()
    (listed,) = selectors.of_organization(credential.organization)
    assert {"document", "jwt", "ob2"} <= listed.get_deferred_fields()
    assert selectors.address(listed).endswith(f"/b/{credential.award_public_id}")
    assert credential.award_public_id in str(credential)
    with pytest.raises(NotFound):
        selectors.public("absent")


def test_who_may_see_and_revoke():
    organization, owner = people.organization()
    credential = badges.issued(
        badges.achievement(badges.issuer(organization, actor=owner))
    )
    viewer = people.member(organization, Role.VIEWER)
    stranger = people.organization("Elsewhere")[1]
    award = credential.award_public_id
    assert access.for_revoking(owner, award) == credential
    assert access.for_viewing(viewer, award) == credential
    for ask, actor in (
        (access.for_revoking, viewer),
        (access.for_revoking, stranger),
        (access.for_viewing, stranger),
    ):
        with pytest.raises(NotFound):
            ask(actor, award)
