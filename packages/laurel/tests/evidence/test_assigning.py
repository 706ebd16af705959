"""Who is asked, and when they are told: by class and by hand, in their own time zone."""

import datetime as dt
from decimal import Decimal

import pytest
from laurel.classes import services as classes_services
from laurel.classes.models import Learner
from laurel.evidence import selectors, services, tasks
from laurel.evidence.errors import Refused
from laurel.evidence.models import Assignment
from laurel.foundation import jobs, tables
from laurel.foundation.actors import SYSTEM
from laurel.foundation.models import EventRecord, OutgoingMail
from laurel.programs import services as programs
from laurel.recipients import services as recipients

from packages.laurel.tests.factories import badges, classes, evidence, people

pytestmark = pytest.mark.django_db
ADA = classes.ADA.email


def letters(to=ADA):
    jobs.drain()
    found = OutgoingMail.objects.filter(recipient_address=to).order_by("id")
    return [mail.subject for mail in found]


def day(fixed_clock, text):
    """Go on to noon (UTC) of a day, as the chores of that day find it."""
    fixed_clock.at = dt.datetime.fromisoformat(f"{text}T12:00+00:00")
    tasks.remind()
    jobs.drain()


@pytest.fixture
def program(fixed_clock):
    """A programme, one badge of which asks for evidence six months after the class."""
    organization, _ = people.organization()
    achievement = badges.achievement(badges.issuer(organization))
    made = classes.program(organization, pass_mark=Decimal(50))
    programs.change(
        program=made,
        name=made.name,
        summary="",
        url="",
        contact_name="",
        contact_email="",
        is_listed=False,
        achievement_ids=[achievement.public_id],
        actor=SYSTEM,
    )
    evidence.task(achievement, months=6)
    return made


def windows_of(email=ADA):
    jobs.drain()
    return [
        (row.time_zone, row.asked_on.isoformat(), row.last_day.isoformat())
        for row in Assignment.objects.filter(key=email)
    ]


def test_learners_of_a_class_are_asked_from_its_end_on(program):
    classes.class_of(program)  # until 30 April 2027 in Vancouver
    assert windows_of() == [("America/Vancouver", "2027-04-30", "2027-10-30")]


def test_the_days_are_those_of_the_learner(program):
    found = classes.class_of(program, learners=())
    classes_services.enrol(found=found, people=[classes.ADA], actor=SYSTEM)
    Learner.objects.update(time_zone="Pacific/Auckland")
    # The last moment of 30 April in Vancouver is the evening of 1 May in Auckland.
    assert windows_of() == [("Pacific/Auckland", "2027-05-01", "2027-11-01")]


def test_a_task_that_comes_later_asks_those_who_are_there(program):
    classes.class_of(program)
    jobs.drain()
    achievement = Assignment.objects.get().task.achievement
    evidence.task(achievement, title="A recording", months=3)
    assert [last for _, _, last in windows_of()] == ["2027-10-30", "2027-07-30"]


def test_nobody_is_asked_for_what_is_over(program, fixed_clock):
    classes.class_of(
        program, first_day=dt.date(2026, 1, 10), last_day=dt.date(2026, 3, 1)
    )
    assert windows_of() == []


def test_the_window_moves_with_the_end_of_the_class_unless_it_was_extended(program):
    found = classes.class_of(program, learners=(classes.ADA, classes.GRACE))
    jobs.drain()
    grace = Assignment.objects.get(key=classes.GRACE.email)
    services.extend(
        assignment=selectors.assignment(grace.public_id),
        until=dt.date(2027, 11, 11),
        reason="A child was born",
        actor=SYSTEM,
    )
    classes_services.change(
        found=found,
        name=found.name,
        first_day=found.first_day,
        last_day=dt.date(2027, 5, 14),
        time_zone=found.time_zone,
        staff=[],
        actor=SYSTEM,
    )
    assert windows_of() == [("America/Vancouver", "2027-05-14", "2027-11-14")]
    assert windows_of(classes.GRACE.email)[0][2] == "2027-11-11"


def test_they_are_asked_when_the_class_is_over_and_reminded_before_the_end(
    program, fixed_clock
):
    classes.class_of(program)
    assert letters() == []
    day(fixed_clock, "2027-04-29")
    assert letters() == []
    day(fixed_clock, "2027-04-30")
    (asked,) = letters()
    assert "asks you for: A lesson plan" in asked
    day(fixed_clock, "2027-09-29")
    assert len(letters()) == 1
    for number, reminded in enumerate(("2027-09-30", "2027-10-23", "2027-10-29"), 2):
        day(fixed_clock, reminded)
        day(fixed_clock, reminded)  # the chore comes every ten minutes
        assert len(letters()) == number
        assert "still missing" in letters()[-1]
    day(fixed_clock, "2027-10-31")
    assert len(letters()) == 4


def test_who_has_handed_in_is_not_reminded(program, fixed_clock):
    classes.class_of(program)
    jobs.drain()
    day(fixed_clock, "2027-05-01")
    evidence.sent(selectors.assignment(Assignment.objects.get().public_id))
    day(fixed_clock, "2027-10-29")
    assert len(letters()) == 1


def test_a_mail_says_the_last_day_in_words(program, fixed_clock):
    classes.class_of(program)
    day(fixed_clock, "2027-05-01")
    text = OutgoingMail.objects.get(recipient_address=ADA).text
    assert "The last day is 30 October 2027, where you are." in text
    link = selectors.link(selectors.assignment(Assignment.objects.get().public_id))
    assert link in text


def test_who_is_asked_by_hand_is_told_at_once(fixed_clock):
    evidence.assigned(last_day=dt.date(2027, 1, 1))
    assert len(letters("ada@example.org")) == 1


def test_nobody_is_asked_twice(fixed_clock):
    asked = evidence.assigned()
    with pytest.raises(Refused, match="asked for it before"):
        evidence.assigned(asked.task, person=("Ada", "ADA@example.org"))


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"last_day": dt.date(2026, 11, 20)}, "last_day"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"person": ("Ada", "no address")}, "email"),
        ({"person": (" ", "ada@example.org")}, "name"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(facts, field, fixed_clock):
    with pytest.raises(Refused) as refusal:
        evidence.assigned(**facts)
    assert refusal.value.field == field


def test_an_extension_is_told_and_reminded_of_again(fixed_clock):
    asked = evidence.assigned(last_day=dt.date(2026, 11, 28))
    day(fixed_clock, "2026-11-21")
    day(fixed_clock, "2026-11-27")
    before = len(letters("ada@example.org"))
    services.extend(
        assignment=asked, until=dt.date(2026, 12, 20), reason="Ill", actor=SYSTEM
    )
    assert "more time" in letters("ada@example.org")[-1]
    day(fixed_clock, "2026-12-13")
    assert len(letters("ada@example.org")) == before + 2


def test_who_has_another_address_is_asked_there(fixed_clock):
    asked = evidence.assigned()
    organization = asked.task.organization
    listed = recipients.bring(
        organization=organization,
        table=tables.read(
            b"id,email,former\n7,ada@new.example,ada@example.org\n",
        ),
        actor=SYSTEM,
    )
    recipients.apply(found=listed, expected=1, actor=SYSTEM)
    jobs.drain()
    moved = selectors.assignment(asked.public_id)
    assert (moved.key, moved.email) == ("ada@new.example", "ada@new.example")
    assert not selectors.fits(moved, selectors.link_token(asked))


@pytest.mark.parametrize("first", ["old", "new"])
def test_whoever_was_asked_at_both_addresses_has_everything_in_one_place(first):
    """What was accepted at the one counts, and what was handed in at the other is there."""
    task = evidence.task()
    at = {
        "old": evidence.assigned(task),
        "new": evidence.assigned(task, person=("Ada", "ada@college.example")),
    }
    second = "new" if first == "old" else "old"
    evidence.reviewed(evidence.sent(at[first], "The first."))
    evidence.sent(at[second], "The second.")
    people.moved(task.organization, "ada@example.org", "ada@college.example")
    jobs.drain()
    (left,) = Assignment.objects.all()
    assert left.key == "ada@college.example"
    found = selectors.assignment(left.public_id)
    assert selectors.newest(found).state == "accepted"
    assert [s.number for s in found.submissions.order_by("number")] == [1, 2]


def test_where_both_are_under_way_none_is_taken_away():
    task = evidence.task()
    for person in (evidence.ADA, ("Ada", "ada@college.example")):
        evidence.sent(evidence.assigned(task, person=person))
    people.moved(task.organization, "ada@example.org", "ada@college.example")
    jobs.drain()
    assert Assignment.objects.count() == 2


def test_an_address_that_passes_from_one_to_another_takes_no_evidence_with_it():
    """In one list: Grace gives up the address that Ada gets, and it is read twice."""
    task = evidence.task()
    grace = ("Grace Hopper", "grace@example.org")
    evidence.sent(evidence.assigned(task, person=grace), "By Grace.")
    evidence.sent(evidence.assigned(task), "By Ada.")
    people.moved_all(
        task.organization,
        ("ada@example.org", "grace@example.org"),
        ("grace@example.org", "hopper@example.org"),
    )
    jobs.drain()
    for event in EventRecord.objects.filter(name="recipients.imported"):
        tasks.follow(event)
    by = {each.name: each.key for each in Assignment.objects.all()}
    assert by == {
        "Ada Lovelace": "grace@example.org",
        "Grace Hopper": "hopper@example.org",
    }
