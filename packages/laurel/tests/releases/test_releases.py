"""Programmes that keep badges back: who waits, for what, who says yes, who is told."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from laurel.awards import services as awards
from laurel.foundation import jobs, tables
from laurel.foundation.actors import SYSTEM
from laurel.foundation.errors import NotFound, Refused
from laurel.foundation.models import EventRecord, OutgoingMail
from laurel.organizations.types import Role
from laurel.releases import selectors, services
from laurel.releases.errors import AlreadyApplied, ChangedMeanwhile
from laurel.releases.models import Expectation
from laurel.releases.types import State, Terms, Timing, Window

from packages.laurel.tests.factories import badges, classes, people
from packages.laurel.tests.factories.releases import WEEKS, make_offer

pytestmark = pytest.mark.django_db

OVER = dt.datetime(2026, 11, 1, 7, tzinfo=dt.UTC)  # midnight in Vancouver
LAST_MOMENT = OVER - dt.timedelta(microseconds=1)
ADA, GRACE = classes.ADA, classes.GRACE


def brought(offer, text):
    return services.bring_list(
        program=offer.program, table=tables.read(text.encode()), actor=SYSTEM
    )


def confirm(offer, *persons, actor=SYSTEM):
    ids = [offer.learner(person).public_id for person in persons]
    return services.confirm(program=offer.program, learner_ids=ids, actor=actor)


def mails(prefix="release:"):
    return list(OutgoingMail.objects.filter(key__startswith=prefix).order_by("pk"))


def end_class(offer, clock):
    """The class is over, and the workers noticed."""
    from laurel.classes import services as class_services

    clock.at = OVER
    class_services.tell_moments()
    jobs.drain()


def test_the_course_without_a_grade_is_named_until_it_has_one(offer, fixed_clock):
    offer.ask(Terms())
    offer.grade(but=["Statistics"])
    assert offer.line().waits == ["Waiting for grades: Statistics."]
    offer.grade()
    assert offer.line().state is State.READY


def test_a_grade_that_is_not_final_does_not_count(offer):
    offer.ask(Terms())
    offer.grade(but=["Statistics"])
    course = offer.courses[1]
    classes.record(offer.run, course, grade=Decimal(80), is_final=False)
    assert offer.line().waits == ["Waiting for grades: Statistics."]


def test_whoever_failed_a_course_waits_for_nothing(offer):
    offer.ask(Terms())
    offer.grade(grade=20)
    line = offer.line()
    assert line.state is State.FAILED
    assert line.standing.completed_at is None


def test_completion_is_the_end_of_the_class_or_an_earlier_last_grade(
    offer, fixed_clock
):
    offer.ask()
    offer.grade(but=["Statistics"])
    assert offer.line().standing.completed_at is None
    fixed_clock.at = OVER
    assert offer.line().standing.completed_at == LAST_MOMENT
    fixed_clock.move(dt.timedelta(days=9))
    offer.grade()  # late, and the day stays
    assert offer.line().standing.completed_at == LAST_MOMENT
    fixed_clock.at = dt.datetime(2026, 10, 1, 17, tzinfo=dt.UTC)
    offer.grade(GRACE)
    assert offer.line(GRACE).standing.completed_at == fixed_clock.at


def test_the_learners_own_time_zone_counts_before_the_classs(fixed_clock):
    far = replace(ADA, time_zone="Pacific/Kiritimati")
    fixed_clock.at = dt.datetime(2026, 9, 1, 17, tzinfo=dt.UTC)
    offer = make_offer(learners=[far])
    offer.ask()
    assert offer.line().standing.zone.key == "Pacific/Kiritimati"


def test_on_the_day_of_completion_the_learner_is_told_once(offer, fixed_clock):
    offer.ask(interim_url="https://college.example/transcript")
    end_class(offer, fixed_clock)
    first, _ = sent = mails()
    assert {mail.recipient_address for mail in sent} == {ADA.email, GRACE.email}
    assert "is being prepared" in first.subject
    assert "between 12 December 2026 and 26 December 2026" in first.text
    assert "/pending/" in first.text
    offer.grade()
    end_class(offer, fixed_clock)
    assert len(mails()) == 2


def test_nobody_is_told_of_a_badge_that_should_have_come_long_ago(offer, fixed_clock):
    end_class(offer, fixed_clock)
    fixed_clock.move(dt.timedelta(weeks=9))
    offer.ask()
    jobs.drain()
    assert not mails()
    assert Expectation.objects.count() == 2  # and yet they are followed


def test_what_is_pending_says_both_days_and_what_is_missing(offer, fixed_clock):
    offer.ask(
        interim_url="https://college.example/transcript",
        interim_label="Get your unofficial transcript",
    )
    offer.grade(but=["Statistics"])
    assert selectors.pending_of([ADA.email]) == []
    end_class(offer, fixed_clock)
    (found,) = selectors.pending_of([ADA.email])
    assert found.window == Window(dt.date(2026, 12, 12), dt.date(2026, 12, 26))
    assert found.waits == (
        "Your grade in Statistics",
        "The confirmation of your graduation",
    )
    assert found.interim_label == "Get your unofficial transcript"
    assert [badge.name for badge in found.badges] == [offer.achievement.current.name]
    assert not found.is_late
    fixed_clock.move(dt.timedelta(weeks=8, days=1))
    assert selectors.pending_of([ADA.email])[0].is_late


def test_nothing_is_pending_for_whoever_has_the_badge(offer, fixed_clock):
    offer.ask()
    end_class(offer, fixed_clock)
    services.remove_policy(program=offer.program, actor=SYSTEM)
    awards.grant(
        **badges.award_facts(offer.achievement, recipient_email="Ada@Example.org")
    )
    offer.ask()
    assert selectors.pending_of([ADA.email]) == []
    assert offer.line().state is State.HELD


def test_whoever_is_through_waits_for_a_yes_until_it_is_said(offer, fixed_clock):
    offer.ask(replace(WEEKS, needs_approval=True))
    place, program = offer.organization, offer.program.public_id
    assert selectors.people_for_a_yes(place) == {}, "nobody is through"
    end_class(offer, fixed_clock)
    assert selectors.people_for_a_yes(place) == {program: 2}
    confirm(offer, ADA)
    assert selectors.people_for_a_yes(place) == {program: 1}, "her day is to come"
    fixed_clock.at = dt.datetime(2026, 12, 13, tzinfo=dt.UTC)
    assert selectors.people_for_a_yes(place) == {program: 2}, "it has come"
    offer.grade()
    services.approve(
        program=offer.program, learner_ids=[offer.learner().public_id], actor=SYSTEM
    )
    assert selectors.people_for_a_yes(place) == {program: 1}
    elsewhere, _ = people.organization("South College")
    assert selectors.people_for_a_yes(elsewhere) == {}


def test_nobody_has_to_say_yes_for_whoever_has_the_badge(offer, fixed_clock):
    offer.ask()
    end_class(offer, fixed_clock)
    services.remove_policy(program=offer.program, actor=SYSTEM)
    awards.grant(
        **badges.award_facts(offer.achievement, recipient_email="Ada@Example.org")
    )
    offer.ask()
    found = selectors.people_for_a_yes(offer.organization)
    assert found == {offer.program.public_id: 1}, "Grace alone"


def test_the_day_is_told_once_when_it_has_come(offer, fixed_clock):
    offer.ask()
    offer.grade()
    end_class(offer, fixed_clock)
    due = Expectation.objects.order_by("due_at").first().due_at
    assert due == dt.datetime(2026, 10, 13, 16, tzinfo=dt.UTC)  # graded on 1 September
    services.look()
    told = EventRecord.objects.filter(name="release.due")
    assert told.get().payload["learner_public_ids"] == [offer.learner().public_id]
    services.look()
    assert told.count() == 1
    fixed_clock.at = dt.datetime(2026, 12, 12, 17, tzinfo=dt.UTC)  # 9:00 in Vancouver
    services.look()
    assert told.count() == 2


def test_another_policy_is_another_day(offer, fixed_clock):
    offer.ask()
    end_class(offer, fixed_clock)
    fixed_clock.at = dt.datetime(2026, 12, 13, tzinfo=dt.UTC)
    services.look()
    offer.ask(replace(WEEKS, first_week=8, last_week=10))
    jobs.drain()
    services.look()
    told = EventRecord.objects.filter(name="release.due")
    assert told.count() == 1
    fixed_clock.move(dt.timedelta(weeks=2))
    services.look()
    assert told.count() == 2


def test_only_those_on_the_list_are_confirmed(offer):
    offer.ask(Terms(needs_confirmation=True))
    offer.grade()
    offer.grade(GRACE)
    found = brought(
        offer, "E-mail;Graduated\nADA@example.org;yes\ngrace@example.org;no\n"
    )
    plan = selectors.plan(found)
    assert [learner.name for learner in plan.new] == ["Ada Lovelace"]
    assert offer.line().state is State.WAITS, "nothing has happened yet"
    services.apply_list(found=found, expected=1, actor=SYSTEM)
    assert offer.line().state is State.READY
    assert offer.line(GRACE).waits == ["Graduation is not confirmed yet."]
    with pytest.raises(AlreadyApplied):
        services.apply_list(found=found, expected=1, actor=SYSTEM)


def test_what_cannot_be_taken_from_a_list_is_named(offer):
    found = brought(
        offer,
        "E-mail,Confirmed\nada@example.org,x\nada@example.org,yes\nbob@example.org,yes\n"
        "grace@example.org,perhaps\n,yes\n",
    )
    assert found.faults == [
        "Row 3, column A “E-mail”: “ada@example.org” stands here twice.",
        "Row 4, column A “E-mail”: “bob@example.org” is nobody in this programme.",
        "Row 5, column B “Confirmed”: “perhaps” is neither yes nor no.",
        "Row 6, column A “E-mail”: “” is empty.",
    ]


def test_a_list_may_name_learners_by_their_numbers(offer):
    from laurel.recipients import services as recipients

    record = recipients.bring(
        organization=offer.organization,
        table=tables.read(b"Student number,E-mail\nS-1,grace@example.org\n"),
        actor=SYSTEM,
    )
    recipients.apply(found=record, expected=0, actor=SYSTEM)
    found = brought(offer, "Student number\nS-1\nS-2\n")
    assert [learner.name for learner in selectors.plan(found).new] == ["Grace Hopper"]
    assert len(found.faults) == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Colour\nred\n", "No column is called"),
        ("E-mail\nbob@example.org\n", "is nobody in this programme"),
        ("E-mail,Graduated\nada@example.org,no\n", "There is nobody in this list"),
    ],
)
def test_a_list_that_confirms_nobody_is_refused(offer, text, says):
    with pytest.raises(Refused, match=says):
        brought(offer, text)


def test_a_list_does_not_do_more_than_was_looked_at(offer):
    found = brought(offer, "E-mail\nada@example.org\ngrace@example.org\n")
    confirm(offer, ADA)
    with pytest.raises(ChangedMeanwhile):
        services.apply_list(found=found, expected=2, actor=SYSTEM)


def test_a_confirmation_can_be_taken_back(offer):
    offer.ask(Terms(needs_confirmation=True))
    offer.grade()
    confirm(offer, ADA)
    assert confirm(offer, ADA) == []
    services.unconfirm(
        program=offer.program, learner_id=offer.learner().public_id, actor=SYSTEM
    )
    assert offer.line().state is State.WAITS
    with pytest.raises(Refused, match="not confirmed"):
        services.unconfirm(
            program=offer.program, learner_id=offer.learner().public_id, actor=SYSTEM
        )


def test_whoever_confirmed_does_not_approve(offer):
    offer.ask(Terms(needs_confirmation=True, needs_approval=True))
    offer.grade()
    first = people.member(offer.organization, Role.AWARDER)
    second = people.member(offer.organization, Role.AWARDER)
    ids = [offer.learner().public_id]

    def approve(actor):
        services.approve(program=offer.program, learner_ids=ids, actor=actor)

    with pytest.raises(Refused, match="Graduation is not confirmed yet"):
        approve(second)
    confirm(offer, ADA, actor=first)
    with pytest.raises(Refused, match="Somebody else has to"):
        approve(first)
    approve(second)
    assert offer.line().state is State.READY


def test_nobody_outside_the_programme_is_confirmed(offer, fixed_clock):
    other = make_offer(learners=[classes.GRACE])
    stranger = classes.learner(other.run, GRACE).public_id
    for ids in ([stranger], []):
        with pytest.raises(Refused):
            services.confirm(program=offer.program, learner_ids=ids, actor=SYSTEM)


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        (replace(WEEKS, first_week=9), "last_week"),
        (replace(WEEKS, first_week=105, last_week=105), "first_week"),
        (Terms(timing=Timing.DAY), "day"),
        (Terms(hour=24), "hour"),
    ],
)
def test_terms_that_make_no_sense_are_refused(offer, terms, field):
    with pytest.raises(Refused) as refused:
        offer.ask(terms)
    assert refused.value.field == field
    assert offer.policy is None


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"interim_url": "javascript:alert(1)"}, "interim_url"),
        ({"interim_url": "http://[::1"}, "interim_url"),
        ({"interim_label": "A transcript"}, "interim_url"),
        (
            {"interim_url": "https://a.example", "interim_label": "x" * 121},
            "interim_label",
        ),
    ],
)
def test_interim_proof_is_an_address(offer, facts, field):
    with pytest.raises(Refused) as refused:
        offer.ask(**facts)
    assert refused.value.field == field


def test_a_badge_of_another_programme_cannot_be_kept_back(offer):
    other = badges.achievement(offer.issuer)
    with pytest.raises(Refused) as refused:
        services.set_policy(
            program=offer.program,
            terms=WEEKS,
            achievement_ids=[other.public_id],
            actor=SYSTEM,
        )
    assert refused.value.field == "achievements"


def test_a_link_works_for_the_address_that_it_was_sent_to(offer, fixed_clock):
    offer.ask()
    end_class(offer, fixed_clock)
    learner = offer.learner()
    (found,) = selectors.pending_of([ADA.email])
    token = found.page.rpartition("/")[2]
    ids = (offer.program.public_id, learner.public_id)
    assert selectors.pending_by_link(*ids, token) == found
    for wrong in (token[:-1], "", offer.learner(GRACE).public_id):
        with pytest.raises(NotFound):
            selectors.pending_by_link(*ids, wrong)
    learner.key = learner.email = "ada@elsewhere.example"
    learner.save()
    with pytest.raises(NotFound):
        selectors.pending_by_link(*ids, token)
