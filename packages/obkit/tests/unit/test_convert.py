"""Open Badges 2.0 become 3.0 (OB30-MG1..MG9)."""

import json
from dataclasses import replace

import pytest
from obkit import issue
from obkit.errors import MalformedDocument
from obkit.model import convert, ob2, ob3
from obkit.schemas import Form, Schema, conforms
from obkit.verify import Verdict

from packages.obkit.tests.badges import EMAIL, NOW, World

NEW = {
    "id": "https://college.example/b/42",
    "achievement_id": "https://college.example/achievements/1/1",
}


@pytest.fixture
def world():
    return World()


@pytest.fixture
def older(world):
    award = world.award()
    assertion = issue.ob2_assertion(award)
    evidence = (
        ob2.Evidence(id="_:b1", narrative="Led three."),
        "https://ada.example/2",
    )
    return (
        replace(assertion, evidence=evidence),
        replace(issue.ob2_badge_class(award.achievement, issuer=award.issuer),
                tags=("teams",), version=2, language="de-ch"),
        issue.ob2_profile(award.issuer),
    )  # fmt: skip


def converted(world, older, **changes):
    return convert.to_ob3(*older, **({**NEW, "issuer_id": world.did} | changes))


def test_the_award_is_the_same_one(world, older):
    """OB30-MG5."""
    assertion, badge, issuer = older
    found = converted(world, older)
    subject = found.credential_subject
    assert found.name == subject.achievement.name == badge.name
    assert found.valid_from.at == found.awarded_date.at == assertion.issued_on.at
    assert subject.achievement.tag == ("teams",)
    assert subject.achievement.version == "2"
    assert subject.achievement.in_language == "de-CH"
    assert [a.target_name for a in subject.achievement.alignment] == ["Facilitating"]
    assert found.issuer.name == issuer.name
    assert found.evidence[0].narrative == "Led three."
    assert found.evidence[0].id is None
    assert found.evidence[1].id == "https://ada.example/2"


def test_both_editions_point_at_each_other(world, older):
    """OB30-MG2, MG3, MG4."""
    assertion, badge, issuer = older
    found = converted(world, older)
    (related,) = found.credential_subject.achievement.related
    assert (related.id, related.version) == (badge.id, "Open Badges v2p0")
    assert related.type == ("Related", "https://w3id.org/openbadges#BadgeClass")
    assert found.issuer.other_identifier[0].identifier == issuer.id
    original = found.evidence[-1]
    assert original.id == assertion.id
    assert original.type == ("Evidence", "https://w3id.org/openbadges#Assertion")


def test_the_recipient_stays_hashed(world, older):
    """OB30-MG7: same hash, same salt, so the same address still matches."""
    data = issue.sign_embedded(
        converted(world, older),
        signer=world.ed25519,
        verification_method=world.method,
        created=NOW,
    )
    assert EMAIL.encode() not in data
    report = world.verify(data, recipient=EMAIL)
    assert report.verdict is Verdict.VERIFIED
    document = json.loads(data)
    for form in Form:
        assert conforms(document, Schema.ACHIEVEMENT_CREDENTIAL, form=form) == ()


def test_an_id_becomes_the_subjects_id(world, older):
    did = "did:web:ada.example"
    recipient = ob2.IdentityObject(type=("id",), identity=did, hashed=False)
    found = converted(world, (replace(older[0], recipient=recipient), *older[1:]))
    assert found.credential_subject.id == did
    assert found.credential_subject.identifier == ()


def test_an_identifier_of_another_kind_is_an_extension(world, older):
    phone = ob2.IdentityObject(type=("telephone",), identity="+441315550", hashed=False)
    found = converted(world, (replace(older[0], recipient=phone), *older[1:]))
    assert found.credential_subject.identifier[0].identity_type == "ext:telephone"
    ob3.AchievementCredential.from_document(found.to_document())


def test_it_is_not_signed_and_has_ids_of_its_own(world, older):
    """OB30-MG1, MG9."""
    assert converted(world, older).proof == ()
    for changes in ({"id": older[0].id}, {"achievement_id": older[1].id}):
        with pytest.raises(MalformedDocument) as caught:
            converted(world, older, **changes)
        assert caught.value.reason == "convert.old_id"


def test_documents_of_different_badges_make_none(world, older):
    other = replace(older[1], id="https://college.example/ob2/badges/2/1")
    with pytest.raises(MalformedDocument) as caught:
        converted(world, (older[0], other, older[2]))
    assert caught.value.reason == "convert.not_together"


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("en-us", "en-US"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("x-klingon", None),
        (None, None),
    ],
)
def test_language_tags_are_written_as_3_0_wants_them(world, older, tag, expected):
    badge = replace(older[1], language=tag)
    assert convert.achievement(badge, id="urn:x:1").in_language == expected
