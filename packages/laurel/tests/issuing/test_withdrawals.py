"""Revoking many: written down at once, worked off piece by piece, each award by itself."""

import pytest
from laurel.awards import services as awards
from laurel.credentials import selectors as credentials
from laurel.credentials import services as credential_services
from laurel.credentials.types import RevocationReason
from laurel.foundation import jobs
from laurel.foundation.actors import SYSTEM
from laurel.foundation.errors import NotFound, Refused
from laurel.foundation.models import EventRecord, Job, JobState, OutgoingMail
from laurel.issuing import selectors, services, withdrawals
from laurel.issuing.models import Withdrawal
from laurel.issuing.types import Progress

from packages.laurel.tests.factories import badges, people

pytestmark = pytest.mark.django_db


def revoke_many(organization, award_ids, **facts):
    return services.revoke_many(
        organization=organization,
        award_ids=award_ids,
        **{
            "reason": RevocationReason.ADMINISTRATIVE_ERROR,
            "public_wording": "The list was wrong.",
            "actor": SYSTEM,
            **facts,
        },
    )


@pytest.fixture
def issued():
    """Five badges of one organization."""
    achievement = badges.achievement()
    return [badges.issued(achievement) for _ in range(5)]


def ids(issued):
    return [credential.award_public_id for credential in issued]


def test_all_of_them_are_revoked_each_with_its_event_and_its_mail(issued, monkeypatch):
    monkeypatch.setattr(withdrawals, "PIECE", 2)
    jobs.drain()
    organization, owner = issued[0].organization, people.organization("Own")[1]
    begun = revoke_many(organization, [*ids(issued), ids(issued)[0]], actor=owner)
    assert selectors.progress(begun) == Progress(total=5, revoked=0, already=0)
    jobs.drain()
    begun = selectors.withdrawal(organization, begun.public_id)
    assert begun.finished_at is not None
    assert selectors.progress(begun) == Progress(total=5, revoked=5, already=0)
    for award_id in ids(issued):
        found = credentials.public(award_id)
        assert found.is_revoked
        assert found.revocation_wording == "The list was wrong."
    events = EventRecord.objects.filter(name="credential.revoked")
    assert events.count() == 5
    assert {event.actor_id for event in events} == {owner.account_id}
    assert OutgoingMail.objects.filter(subject__endswith="was revoked").count() == 5


def test_those_that_were_revoked_before_stay_as_they_are(issued):
    credential_services.revoke(
        credential=issued[0],
        reason=RevocationReason.OTHER,
        public_wording="Another reason.",
        actor=SYSTEM,
    )
    begun = revoke_many(issued[0].organization, ids(issued))
    jobs.drain()
    assert selectors.progress(begun) == Progress(total=5, revoked=4, already=1)
    assert credentials.public(ids(issued)[0]).revocation_wording == "Another reason."


def test_a_worker_that_dies_in_the_middle_loses_and_doubles_nothing(
    issued, monkeypatch
):
    begun = revoke_many(issued[0].organization, ids(issued))
    real, calls = withdrawals._withdraw, []

    def dies(wish, item):
        calls.append(item)
        if len(calls) == 3:
            raise KeyboardInterrupt
        real(wish, item)

    with monkeypatch.context() as dying:
        dying.setattr(withdrawals, "_withdraw", dies)
        with pytest.raises(KeyboardInterrupt):
            jobs.drain()
    assert selectors.progress(begun).done == 2
    Job.objects.filter(state=JobState.RUNNING).update(state=JobState.QUEUED)
    jobs.drain()
    assert selectors.progress(begun) == Progress(total=5, revoked=5, already=0)
    assert EventRecord.objects.filter(name="credential.revoked").count() == 5


def test_one_that_is_not_signed_yet_does_not_hold_up_the_others(issued):
    waiting = awards.grant(
        **badges.award_facts(issued[0].achievement_version.achievement)
    )
    begun = revoke_many(issued[0].organization, [waiting.public_id, *ids(issued)])
    withdrawals_job = Job.objects.get(key=f"withdrawal:{begun.public_id}:1")
    jobs.run(withdrawals_job.pk)
    assert selectors.progress(begun) == Progress(total=6, revoked=5, already=0)
    services.issue(award_id=waiting.public_id)
    Job.objects.filter(pk=withdrawals_job.pk).update(not_before=begun.created_at)
    jobs.drain()
    assert selectors.progress(begun).revoked == 6


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"award_ids": []}, "award_ids"),
        ({"award_ids": ["1" * 22]}, "award_ids"),
        ({"public_wording": " "}, "public_wording"),
        ({"private_note": "x" * 5001}, "private_note"),
    ],
)
def test_a_wrong_wish_is_refused_by_name_and_nothing_is_begun(issued, change, field):
    facts = {"award_ids": ids(issued), **change}
    with pytest.raises(Refused) as caught:
        revoke_many(issued[0].organization, facts.pop("award_ids"), **facts)
    assert caught.value.field == field
    assert not Withdrawal.objects.exists()


def test_too_many_at_once_are_refused(issued, monkeypatch):
    monkeypatch.setattr(withdrawals, "MOST_AT_ONCE", 4)
    with pytest.raises(Refused, match="At most 4"):
        revoke_many(issued[0].organization, ids(issued))


def test_awards_of_another_organization_are_not_there(issued):
    other = people.organization("Elsewhere")[0]
    with pytest.raises(Refused, match="5 of these awards"):
        revoke_many(other, ids(issued))
    begun = revoke_many(issued[0].organization, ids(issued))
    with pytest.raises(NotFound):
        selectors.withdrawal(other, begun.public_id)
    assert str(begun).endswith(begun.public_id)
    assert "waiting" in str(begun.items.first())
