"""What is accepted after the badge was awarded: offered to its holder, and in it once chosen."""

import dataclasses

import pytest
from laurel.awards import selectors as awards
from laurel.awards.types import Disclosure, Visibility
from laurel.credentials import selectors as credentials
from laurel.credentials import services as credential_services
from laurel.evidence import services
from laurel.foundation import jobs
from laurel.foundation.actors import SYSTEM
from laurel.foundation.models import EventRecord
from laurel.issuing import services as issuing

from packages.laurel.tests.factories import badges, evidence, people

pytestmark = pytest.mark.django_db

SAID = "I ask the quietest row first."


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path):
    """Files go to a folder of their own."""
    settings.LAUREL = dataclasses.replace(settings.LAUREL, data_dir=tmp_path)


@pytest.fixture
def credential():
    name, email = evidence.ADA
    made = badges.issued(recipient_name=name, recipient_email=email)
    jobs.drain()
    return made


def accepted(credential, person=evidence.ADA, *, is_shown=False):
    """A file and an answer of Ada's, handed in for the badge that she has, and accepted."""
    badge = credential.achievement_version.achievement
    asked = evidence.assigned(evidence.task(badge), person=person)
    services.attach_file(assignment=asked, name="plan.pdf", data=evidence.PDF)
    work = evidence.reviewed(evidence.sent(asked, SAID, is_shown=is_shown))
    jobs.drain()
    return work


def award_of(credential):
    return awards.by_public_id(credential.award_public_id)


def newest(credential):
    return credentials.public(credential.award_public_id)


def says(credential):
    return bytes(newest(credential).document).decode()


@pytest.mark.requirement("K12")
def test_it_is_offered_piece_by_piece_and_goes_into_the_next_generation(credential):
    accepted(credential)
    award = award_of(credential)
    answer, file = award.evidence
    assert (answer["narrative"], file["name"]) == (SAID, "plan.pdf")
    assert awards.shown(award).evidence == ()  # the issuer sees it, and nobody else
    assert newest(credential).generation == 1
    hidden = awards.disclosure(award.public_id).hidden_evidence
    assert set(hidden) == {awards.evidence_key(item) for item in award.evidence}
    issuing.disclose(
        award=award,
        disclosure=Disclosure(hidden_evidence=(awards.evidence_key(file),)),
        actor=SYSTEM,
    )
    assert newest(credential).generation == 2
    assert SAID in says(credential)
    assert "plan.pdf" not in says(credential)


def test_its_holder_finds_it_among_what_may_be_shown(credential, client):
    accepted(credential)
    client.force_login(people.account("ada@example.org"))
    page = client.get(f"/mine/{credential.award_public_id}/shown").text
    assert "plan.pdf" in page
    assert SAID in page
    work = EventRecord.objects.get(name="evidence.accepted").payload
    task = client.get(f"/backpack/evidence/{work['assignment_public_id']}").text
    assert f'href="/mine/{credential.award_public_id}/shown"' in task


def test_what_was_handed_in_to_be_shown_is_in_the_badge_at_once(credential):
    accepted(credential, is_shown=True)
    assert newest(credential).generation == 2
    assert SAID in says(credential)
    assert "plan.pdf" in says(credential)


def test_what_else_its_holder_chose_stays(credential):
    award = award_of(credential)
    chosen = Disclosure(visibility=Visibility.PRIVATE, name=False)
    issuing.disclose(award=award, disclosure=chosen, actor=SYSTEM)
    accepted(credential)
    now = awards.disclosure(award.public_id)
    assert dataclasses.replace(now, hidden_evidence=()) == chosen
    assert len(now.hidden_evidence) == 2


def test_while_it_is_suspended_it_waits_for_its_holder(credential):
    credential_services.suspend(
        credential=credential, public_wording="Being looked at.", actor=SYSTEM
    )
    accepted(credential, is_shown=True)
    award = award_of(credential)
    assert len(award.evidence) == 2
    assert awards.shown(award).evidence == ()
    assert newest(credential).generation == 1


def test_somebody_elses_evidence_and_a_repeat_change_nothing(credential):
    accepted(credential, ("Grace Hopper", "grace@example.org"))
    assert award_of(credential).evidence == []
    accepted(credential)
    before = award_of(credential).evidence
    for event in EventRecord.objects.filter(name="evidence.accepted"):
        from laurel.issuing import supporting

        supporting.carry_accepted(event)
    assert award_of(credential).evidence == before
    told = EventRecord.objects.get(name="award.supported")
    assert told.payload == {"award_public_id": credential.award_public_id, "pieces": 2}


def test_a_changed_address_is_the_same_person(credential):
    college = award_of(credential).achievement.issuer.organization
    people.moved(college, "ada@example.org", "ada@college.example")
    jobs.drain()
    accepted(credential, ("Ada Lovelace", "ada@college.example"))
    assert len(award_of(credential).evidence) == 2
