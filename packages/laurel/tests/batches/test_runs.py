"""A batch is decided, undone, approved, carried out, stopped and taken back; each row once."""

import dataclasses
import datetime as dt

import pytest
from laurel.achievements import services as achievements
from laurel.achievements.types import DuplicatePolicy
from laurel.awards.models import Award
from laurel.batches import runs, selectors, services
from laurel.batches.errors import Changed, NotNow, OwnBatch, Refused
from laurel.batches.types import BatchState, Duplicates, RowState, When
from laurel.credentials.models import Credential
from laurel.credentials.types import RevocationReason
from laurel.foundation import clock, jobs
from laurel.foundation.actors import SYSTEM
from laurel.foundation.models import EventRecord, OutgoingMail
from laurel.organizations import services as organizations
from laurel.organizations.types import Role

from packages.laurel.tests.factories import badges, batches, people

pytestmark = pytest.mark.django_db
TEN_MINUTES = dt.timedelta(minutes=10)


def fresh(batch):
    batch.refresh_from_db()
    return batch


def mails(batch):
    about = {f"award:{row.award_public_id}" for row in selectors.rows(batch)}
    return OutgoingMail.objects.filter(about__in=about)


def carried_out(batch, fixed_clock):
    jobs.drain()
    fixed_clock.move(TEN_MINUTES)
    jobs.drain()
    return fresh(batch)


def test_nothing_leaves_before_the_time_to_undo_is_over(fixed_clock):
    batch = batches.submitted(batches.draft())
    jobs.drain()
    fixed_clock.move(TEN_MINUTES - dt.timedelta(seconds=1))
    jobs.drain()
    assert fresh(batch).state == BatchState.WAITING
    assert not Award.objects.exists()
    fixed_clock.move(dt.timedelta(seconds=1))
    jobs.drain()
    assert fresh(batch).state == BatchState.DONE
    assert Credential.objects.count() == mails(batch).count() == 3
    assert selectors.issued(batch) == 3
    assert selectors.mails(batch) == {"kept": 3}
    assert {row.state for row in selectors.rows(batch)} == {RowState.GRANTED}


def test_what_was_undone_never_leaves_and_can_be_sent_off_again(fixed_clock):
    batch = batches.submitted(batches.draft())
    fixed_clock.move(TEN_MINUTES - dt.timedelta(seconds=1))
    for _ in range(2):
        assert services.undo(batch=batch, actor=SYSTEM).state == BatchState.DRAFT
    fixed_clock.move(dt.timedelta(days=1))
    jobs.drain()
    assert not Award.objects.exists()
    batches.submitted(fresh(batch))
    assert carried_out(batch, fixed_clock).state == BatchState.DONE
    assert Award.objects.count() == 3
    names = EventRecord.objects.values_list("name", flat=True)
    assert list(names).count("batch.decided") == 2
    with pytest.raises(NotNow, match="begun"):
        services.undo(batch=batch, actor=SYSTEM)


def test_pressing_the_button_twice_is_one_batch(fixed_clock):
    batch = batches.submitted(batches.draft())
    again = batches.submitted(batch, expected=99)  # the second click of a slow hand
    assert again.state == BatchState.WAITING
    carried_out(batch, fixed_clock)
    assert Award.objects.count() == 3
    assert EventRecord.objects.filter(name="batch.decided").count() == 1


def test_what_was_looked_at_is_what_is_awarded_or_nothing():
    batch = batches.draft()
    with pytest.raises(Changed, match="3 people"):
        batches.submitted(batch, expected=4)
    for number in (2, 3, 4):
        services.leave_out(batch=batch, number=number, out=True, actor=SYSTEM)
    with pytest.raises(Refused, match="Nobody"):
        batches.submitted(batch)
    assert fresh(batch).state == BatchState.DRAFT


def test_it_can_wait_for_a_day_and_time(fixed_clock):
    batch = batches.draft()
    for moment, words in (
        (None, "Choose"),
        (clock.now(), "has passed"),
        (clock.now() + dt.timedelta(days=400), "a year"),
    ):
        with pytest.raises(Refused, match=words) as caught:
            batches.submitted(batch, when=When.AT, at=moment)
        assert caught.value.field == "at"
    evening = clock.now() + dt.timedelta(hours=5)
    assert batches.submitted(batch, when=When.AT, at=evening).release_at == evening
    fixed_clock.move(dt.timedelta(hours=4))
    jobs.drain()
    assert not Award.objects.exists()
    fixed_clock.move(dt.timedelta(hours=1))
    jobs.drain()
    assert Award.objects.count() == 3


def test_without_time_to_undo_it_begins_at_once(settings):
    settings.LAUREL = dataclasses.replace(settings.LAUREL, undo_minutes=0)
    batch = batches.submitted(batches.draft())
    jobs.drain()
    assert fresh(batch).state == BatchState.DONE


def test_rows_that_are_wrong_stay_behind(fixed_clock):
    batch = batches.draft(data=b"Name,Mail\nAda,ada@a.example\nMary,mary\n")
    carried_out(batches.submitted(batch), fixed_clock)
    assert [row.state for row in selectors.rows(batch)] == ["granted", "open"]
    assert fresh(batch).state == BatchState.DONE


# --- those who have it already ---------------------------------------------------------


def test_those_who_have_it_are_skipped(fixed_clock):
    badge = badges.achievement()
    badges.issued(badge, recipient_email="learner-1@north-college.example")
    batch = batches.submitted(batches.draft(badge), expected=2)
    carried_out(batch, fixed_clock)
    assert Award.objects.count() == 3
    tally = selectors.tally(batch)
    assert (tally.granted, tally.held) == (2, 1)


@pytest.mark.parametrize("policy", list(DuplicatePolicy))
def test_those_who_have_it_get_a_new_one_in_place_of_the_old(fixed_clock, policy):
    badge = badges.achievement(duplicate_policy=policy)
    old = badges.issued(badge, recipient_email="learner-1@north-college.example")
    batch = batches.draft(badge)
    batches.submitted(batch, duplicates=Duplicates.REPLACE, expected=3)
    carried_out(batch, fixed_clock)
    old.refresh_from_db()
    assert old.is_revoked
    assert old.revocation_reason == RevocationReason.SUPERSEDED
    assert selectors.tally(batch).granted == 3
    assert Award.objects.exclude(state="revoked").count() == 3


def test_again_is_for_badges_that_can_be_had_many_times(fixed_clock):
    often = badges.achievement(duplicate_policy=DuplicatePolicy.MANY)
    badges.issued(often, recipient_email="learner-1@north-college.example")
    batch = batches.draft(often)
    assert batch.duplicates == Duplicates.AGAIN
    carried_out(batches.submitted(batch, expected=3), fixed_clock)
    assert Award.objects.exclude(state="revoked").count() == 4
    with pytest.raises(Refused, match="once to each person") as caught:
        batches.submitted(batches.draft(), duplicates=Duplicates.AGAIN)
    assert caught.value.field == "duplicates"


def test_somebody_who_got_it_meanwhile_is_skipped(fixed_clock):
    badge = badges.achievement()
    batch = batches.submitted(batches.draft(badge))
    badges.issued(badge, recipient_email="learner-2@north-college.example")
    carried_out(batch, fixed_clock)
    assert [row.state for row in selectors.rows(batch)] == [
        "granted",
        "skipped",
        "granted",
    ]
    assert Award.objects.count() == 3


def test_what_cannot_be_awarded_any_more_says_why_and_can_be_tried_again(fixed_clock):
    batch = batches.submitted(batches.draft())
    achievements.archive(achievement=batch.achievement, actor=SYSTEM)
    carried_out(batch, fixed_clock)
    assert selectors.tally(batch).failed == 3
    assert "archived" in selectors.row(batch, 2).problem
    type(batch.achievement).objects.update(archived_at=None)
    services.resume(batch=batch, actor=SYSTEM)
    jobs.drain()
    assert selectors.tally(batch).granted == 3


# --- a second person -------------------------------------------------------------------


@pytest.fixture
def careful():
    """A badge of an organization where awards need a second person; its two awarders."""
    badge = badges.achievement()
    organization = badge.issuer.organization
    organizations.require_approval(organization=organization, needed=True, actor=SYSTEM)
    badge.issuer.organization.refresh_from_db()
    one, two = (people.member(organization, Role.AWARDER) for _ in range(2))
    people.member(organization, Role.VIEWER)
    return badge, one, two


def test_a_second_person_approves(careful, fixed_clock):
    badge, one, two = careful
    batch = batches.submitted(batches.draft(badge, actor=one), actor=one)
    assert batch.state == BatchState.PROPOSED
    fixed_clock.move(dt.timedelta(days=1))
    jobs.drain()
    assert not Award.objects.exists()
    # Those who may approve were told: the other awarder and the owner; not the viewer.
    asked = OutgoingMail.objects.filter(about=f"batch:{batch.public_id}")
    assert asked.count() == 2
    assert f"/batches/{batch.public_id}" in asked[0].text
    assert "3 people" in asked[0].text
    with pytest.raises(OwnBatch, match="second person"):
        services.approve(batch=batch, expected=3, actor=one)
    with pytest.raises(Changed):
        services.approve(batch=batch, expected=2, actor=two)
    services.approve(batch=batch, expected=3, actor=two)
    assert carried_out(batch, fixed_clock).state == BatchState.DONE
    assert batch.decided_by == two.account_id
    with pytest.raises(NotNow):
        services.approve(batch=batch, expected=3, actor=two)


def test_a_second_person_sends_it_back_with_words(careful):
    badge, one, two = careful
    batch = batches.submitted(batches.draft(badge, actor=one), actor=one)
    with pytest.raises(OwnBatch):
        services.send_back(batch=batch, words="No", actor=one)
    with pytest.raises(Refused) as caught:
        services.send_back(batch=batch, words=" ", actor=two)
    assert caught.value.field == "words"
    services.send_back(batch=batch, words="Two names are missing.", actor=two)
    assert fresh(batch).state == BatchState.DRAFT
    assert batch.returned_words == "Two names are missing."
    assert not Award.objects.exists()


def test_whoever_changed_it_last_and_sent_it_off_cannot_approve_it(careful):
    """Else one person could take another one's draft, and be both."""
    badge, one, two = careful
    batch = batches.submitted(batches.draft(badge, actor=one), actor=one)
    services.undo(batch=batch, actor=two)
    services.change(
        batch=batch, changes={2: {"recipient_name": "Somebody Else"}}, actor=two
    )
    batches.submitted(fresh(batch), actor=two)
    with pytest.raises(OwnBatch):
        services.approve(batch=batch, expected=3, actor=two)


def test_one_person_is_a_batch_of_one_where_approval_is_needed(careful, fixed_clock):
    from laurel.awards.types import Evidence

    badge, one, two = careful
    batch = services.create_of_one(
        achievement=badge,
        recipient_name="Ada Lovelace",
        recipient_email="ada@a.example",
        narrative="Led two sessions.",
        evidence=[Evidence(name="Report", url="https://a.example/r")],
        issued_on=dt.date(2026, 11, 14),
        expires_on=None,
        key="form",
        actor=one,
    )
    batches.submitted(fresh(batch), actor=one)
    services.approve(batch=batch, expected=1, actor=two)
    carried_out(batch, fixed_clock)
    award = Award.objects.get()
    assert award.narrative == "Led two sessions."
    assert award.issued_on == dt.date(2026, 11, 14)
    assert award.evidence == [
        {"name": "Report", "url": "https://a.example/r", "narrative": ""}
    ]


# --- under way -------------------------------------------------------------------------


@pytest.fixture
def under_way(fixed_clock, monkeypatch):
    """A batch of ten, of which the first four are awarded."""
    monkeypatch.setattr(runs, "ROWS", 4)
    batch = batches.submitted(batches.draft(people=10))
    fixed_clock.move(TEN_MINUTES)
    runs.release.call(batch_id=batch.public_id, run=batch.run)
    runs.go_on.call(batch_id=batch.public_id, run=batch.run)
    assert selectors.tally(fresh(batch)).granted == 4
    return batch


def test_it_is_paused_and_goes_on(under_way):
    for _ in range(2):
        services.pause(batch=under_way, actor=SYSTEM)
    jobs.drain()
    assert selectors.tally(under_way).granted == 4
    for _ in range(2):
        services.resume(batch=under_way, actor=SYSTEM)
    jobs.drain()
    assert fresh(under_way).state == BatchState.DONE
    assert Credential.objects.count() == 10


def test_it_is_stopped_and_what_was_awarded_stays(under_way):
    for _ in range(2):
        services.stop(batch=under_way, actor=SYSTEM)
    jobs.drain()
    assert Credential.objects.count() == Award.objects.count() == 4
    with pytest.raises(NotNow):
        services.resume(batch=under_way, actor=SYSTEM)


def test_all_of_it_is_revoked_with_one_reason(under_way):
    with pytest.raises(Refused) as caught:
        services.revoke(
            batch=under_way,
            reason=RevocationReason.OTHER,
            public_wording=" ",
            actor=SYSTEM,
        )
    assert caught.value.field == "public_wording"
    services.revoke(
        batch=under_way,
        reason=RevocationReason.ADMINISTRATIVE_ERROR,
        public_wording="Sent by mistake.",
        actor=SYSTEM,
    )
    jobs.drain(allow_failures=True)
    assert Award.objects.count() == 4  # it was stopped first
    assert {c.revocation_wording for c in Credential.objects.all()} == {
        "Sent by mistake."
    }
    assert all(c.is_revoked for c in Credential.objects.all())
    with pytest.raises(NotNow):
        services.revoke(
            batch=under_way,
            reason=RevocationReason.OTHER,
            public_wording="Again.",
            actor=SYSTEM,
        )


def test_a_job_that_died_anywhere_awards_each_row_once(fixed_clock, monkeypatch):
    """Every part of a batch is repeated after a crash in the middle of it."""
    monkeypatch.setattr(runs, "ROWS", 4)
    batch = batches.submitted(batches.draft(people=10))
    fixed_clock.move(TEN_MINUTES)
    runs.release.call(batch_id=batch.public_id, run=batch.run)
    really, calls = runs._award, []

    def dies(batch, row):
        calls.append(row.number)
        if len(calls) % 3 == 0:
            raise KeyboardInterrupt
        really(batch, row)

    monkeypatch.setattr(runs, "_award", dies)
    for _ in range(40):
        try:
            runs.go_on.call(batch_id=batch.public_id, run=batch.run)
        except KeyboardInterrupt:
            continue
        monkeypatch.setattr(runs, "ROWS", 2)  # so that it comes to an end
    monkeypatch.setattr(runs, "_award", really)
    monkeypatch.setattr(runs, "ROWS", 4)
    jobs.drain()
    assert fresh(batch).state == BatchState.DONE
    assert Award.objects.count() == Credential.objects.count() == 10
    keys = {row.award_public_id for row in selectors.rows(batch)}
    assert keys == set(Award.objects.values_list("public_id", flat=True))


def test_a_job_of_an_earlier_run_does_nothing(under_way):
    run = under_way.run
    services.pause(batch=under_way, actor=SYSTEM)
    services.resume(batch=under_way, actor=SYSTEM)
    runs.go_on.call(batch_id=under_way.public_id, run=run)
    assert selectors.tally(under_way).granted == 4


def test_one_row_that_breaks_something_holds_up_nobody(under_way, monkeypatch, caplog):
    really = runs._granted

    def breaks(batch, row):
        if row.number == 7:
            raise ZeroDivisionError
        return really(batch, row)

    monkeypatch.setattr(runs, "_granted", breaks)
    jobs.drain()
    assert selectors.tally(under_way).granted == 9
    assert "went wrong" in selectors.row(under_way, 7).problem
    assert "row 7" in caplog.text
