"""Rules: the same answer whichever way an award comes, and awards that come by themselves."""

import datetime as dt
from decimal import Decimal

import pytest
from laurel.awards import selectors as awards
from laurel.awards import services as award_services
from laurel.awards.errors import NotYet
from laurel.awards.models import Award
from laurel.classes import services as classes
from laurel.credentials import services as credentials
from laurel.credentials.types import RevocationReason
from laurel.eligibility import guards, selectors, services, tasks
from laurel.eligibility.errors import Refused
from laurel.eligibility.models import Explanation, Rule
from laurel.foundation import jobs
from laurel.foundation.actors import SYSTEM
from laurel.foundation.models import EventRecord, Job
from laurel.organizations import services as organizations
from laurel.programs import selectors as programs
from laurel.requirements.types import AllOf, AtLeast, Kind, Need, activity_in

from packages.laurel.tests.factories import badges, batches, evidence, people
from packages.laurel.tests.factories import classes as made


@pytest.fixture
def college(db):
    return people.organization()[0]


@pytest.fixture
def program(college):
    return made.program(college)


@pytest.fixture
def spring(program):
    return made.class_of(program, learners=(made.ADA, made.GRACE))


@pytest.fixture
def courses(program):
    return programs.courses(program)


@pytest.fixture
def achievement(college):
    return badges.achievement(badges.issuer(college), name="Certificate")


def rule(of, requirement, *, is_automatic=False, actor=SYSTEM):
    return services.set_rule(
        achievement=of, requirement=requirement, is_automatic=is_automatic, actor=actor
    )


def grant(of, person=made.ADA, **facts):
    return award_services.grant(
        **badges.award_facts(
            of, recipient_name=person.name, recipient_email=person.email, **facts
        )
    )


def accept(college, kind, subject, person=made.ADA, note="Oxford, 1843"):
    return services.accept_equivalent(
        organization=college,
        learner_name=person.name,
        learner_email=person.email,
        kind=kind,
        subject=subject,
        note=note,
        actor=SYSTEM,
    )


def both(course):
    """Tier one: attended and took part fully."""
    return AllOf(
        (
            Need(Kind.ATTENDANCE, course.public_id, Decimal(80)),
            Need(Kind.PARTICIPATION, course.public_id, Decimal(100)),
        )
    )


def holders(of):
    return sorted(awards.of_achievement(of).values_list("recipient_key", flat=True))


@pytest.mark.requirement("K8")
def test_attended_alone_is_refused_both_are_awarded_and_an_equivalent_counts(
    achievement, spring, courses, college
):
    rule(achievement, both(courses[0]))
    made.record(spring, courses[0], attendance=Decimal(100))
    with pytest.raises(NotYet) as refused:
        grant(achievement)
    assert refused.value.message == "Taking part in “Data Literacy” is not recorded."
    made.record(spring, courses[0], attendance=Decimal(100), participation=Decimal(60))
    with pytest.raises(NotYet, match="so far it is 60 %"):
        grant(achievement)
    made.record(spring, courses[0], attendance=Decimal(100), participation=Decimal(100))
    grant(achievement)
    made.record(spring, courses[0], made.GRACE, attendance=Decimal(100))
    note = "Took part in the same course at the Royal Institution."
    accept(college, Kind.PARTICIPATION, courses[0].public_id, made.GRACE, note)
    award = grant(achievement, made.GRACE)
    jobs.drain()
    lines = selectors.lines_of(selectors.explanation_of(award))
    assert [line.note for line in lines if line.is_equivalent] == [note]


@pytest.mark.requirement("J3")
def test_the_third_of_three_courses_makes_eligible(
    achievement, program, spring, courses
):
    rule(achievement, Need(Kind.COURSE, program.public_id), is_automatic=True)
    for course in courses[:2]:
        made.record(spring, course)
    jobs.drain()
    assert holders(achievement) == []
    found = selectors.dry_run(achievement)
    ada = next(o for o in found.would_not if o.candidate.key == "ada@example.org")
    assert ada.missing == ("“Data Ethics” is not graded yet.",)
    made.record(spring, courses[2])
    jobs.drain()
    assert holders(achievement) == ["ada@example.org"]


def test_a_programme_means_the_courses_that_it_has_by_now(
    achievement, program, spring, courses
):
    from laurel.programs import services as program_services
    from laurel.programs.types import CourseFacts

    rule(achievement, Need(Kind.COURSE, program.public_id))
    for course in courses:
        made.record(spring, course)
    assert not awards.obstacles(achievement, ["ada@example.org"])
    program_services.set_courses(
        program=program,
        courses=[
            *(CourseFacts(name=c.name, public_id=c.public_id) for c in courses),
            CourseFacts(name="Visualisation"),
        ],
        actor=SYSTEM,
    )
    with pytest.raises(NotYet, match="Visualisation"):
        grant(achievement)


def test_those_who_were_there_are_awarded(achievement, spring, courses):
    seat = Need(Kind.ATTENDANCE, courses[0].public_id, Decimal(80))
    rule(achievement, seat, is_automatic=True)
    made.record(spring, courses[0], made.ADA, attendance=Decimal(90))
    made.record(spring, courses[0], made.GRACE, attendance=Decimal(20))
    jobs.drain()
    assert holders(achievement) == ["ada@example.org"]


@pytest.mark.requirement("K10")
def test_any_one_of_four_is_enough_and_the_badge_names_which(
    achievement, spring, courses
):
    course = courses[0].public_id
    kinds = ("Course work", "Assignments", "Activities", "Interaction")
    any_one = AtLeast(
        1, tuple(Need(Kind.ACTIVITY, activity_in(course, kind)) for kind in kinds)
    )
    rule(achievement, any_one, is_automatic=True)
    done = classes_activity("Assignments")
    other = classes_activity("Assignments")
    made.record(
        spring, courses[1], made.GRACE, activities=(other,)
    )  # of another course
    made.record(spring, courses[0], activities=(done,))
    jobs.drain()
    (award,) = awards.of_achievement(achievement)
    assert award.recipient_key == "ada@example.org"
    assert (
        award.narrative
        == "What was met:\n\n- Completed “Assignments” in “Data Literacy”"
    )
    from laurel.credentials import selectors as credential_selectors

    document = credential_selectors.public(award.public_id).document
    assert "Assignments" in bytes(document).decode()
    refused = awards.obstacles(achievement, ["grace@example.org"])["grace@example.org"]
    assert refused[0].sentence.startswith(
        "One of these is needed: complete “Course work”"
    )


def classes_activity(name):
    from laurel.classes.types import Activity

    return Activity(name=name, at=dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC))


def test_a_badge_that_needs_another_names_it(achievement, college):
    lower = badges.achievement(achievement.issuer, name="Completed")
    rule(achievement, Need(Kind.HELD, lower.public_id))
    with pytest.raises(NotYet) as refused:
        grant(achievement)
    assert refused.value.message == "The badge “Completed” is missing."
    held = grant(lower)
    grant(achievement)
    award_services.release(award_public_id=held.public_id, actor=SYSTEM)
    assert awards.obstacles(achievement, [made.ADA.email])[made.ADA.email]


def test_a_suspended_badge_is_not_held(achievement):
    lower = badges.achievement(achievement.issuer, name="Completed")
    rule(achievement, Need(Kind.HELD, lower.public_id))
    credential = badges.issued(
        lower, recipient_name=made.ADA.name, recipient_email=made.ADA.email
    )
    assert not awards.obstacles(achievement, [made.ADA.email])
    credentials.suspend(
        credential=credential, public_wording="Being looked at.", actor=SYSTEM
    )
    assert awards.obstacles(achievement, [made.ADA.email])[made.ADA.email]


def test_one_award_brings_the_next_by_itself(achievement, spring, courses):
    """Also to somebody who is in no class, under the name of the badge that they have."""
    lower = badges.achievement(achievement.issuer, name="Completed")
    rule(achievement, Need(Kind.HELD, lower.public_id), is_automatic=True)
    badges.issued(
        lower, recipient_name="Mary Somerville", recipient_email="mary@example.org"
    )
    jobs.drain()
    (award,) = awards.of_achievement(achievement)
    assert (award.recipient_name, award.granted_by) == ("Mary Somerville", "Laurel")
    why = selectors.explanation_of(award)
    assert why.is_automatic
    assert [line.found for line in selectors.lines_of(why)] == ["awarded"]


def test_a_rule_awards_whoever_meets_it_already_and_once(
    achievement, spring, courses, fixed_clock
):
    passed = Need(Kind.COURSE, courses[0].public_id, Decimal(60))
    made.record(spring, courses[0])
    made.record(spring, courses[0], made.GRACE, grade=Decimal(55), is_final=True)
    jobs.drain()
    rule(achievement, passed)
    jobs.drain()
    assert holders(achievement) == []  # it is not automatic
    rule(achievement, passed, is_automatic=True)
    jobs.drain()
    assert holders(achievement) == ["ada@example.org"]
    award = awards.of_achievement(achievement).get()
    from laurel.credentials import selectors as credential_selectors

    credentials.revoke(
        credential=credential_selectors.of_award(award.public_id),
        reason=RevocationReason.MISCONDUCT,
        public_wording="Somebody else sat the test.",
        actor=SYSTEM,
    )
    made.record(spring, courses[0], grade=Decimal(80), is_final=True)
    fixed_clock.move(dt.timedelta(days=1))
    tasks.sweep()
    jobs.drain()
    assert Award.objects.filter(achievement=achievement).count() == 1


def test_the_sweep_finds_what_was_never_told(achievement, spring, courses, fixed_clock):
    passed = Need(Kind.COURSE, courses[0].public_id)
    rule(achievement, passed, is_automatic=True)
    jobs.drain()
    made.record(spring, courses[0])
    Job.objects.all().delete()
    fixed_clock.move(dt.timedelta(hours=7))
    tasks.sweep()
    jobs.drain()
    assert holders(achievement) == ["ada@example.org"]


def test_a_class_that_is_awarded_by_hand_is_left_to_people(
    achievement, spring, courses
):
    rule(achievement, Need(Kind.COURSE, courses[0].public_id), is_automatic=True)
    jobs.drain()
    classes.set_badge(
        found=spring, achievement=achievement, is_manual=True, actor=SYSTEM
    )
    made.record(spring, courses[0])
    jobs.drain()
    assert holders(achievement) == []
    grant(achievement)


def test_where_a_second_person_approves_nothing_is_awarded_by_itself(
    achievement, spring, courses, college
):
    organizations.require_approval(organization=college, needed=True, actor=SYSTEM)
    rule(achievement, Need(Kind.COURSE, courses[0].public_id), is_automatic=True)
    made.record(spring, courses[0])
    jobs.drain()
    assert holders(achievement) == []


def test_the_same_facts_give_the_same_answer_by_form_list_and_rule(
    achievement, spring, courses
):
    rule(achievement, both(courses[0]))
    made.record(spring, courses[0], attendance=Decimal(100), participation=Decimal(100))
    made.record(spring, courses[0], made.GRACE, attendance=Decimal(100))
    found = selectors.dry_run(achievement)
    assert [o.candidate.name for o in found.would] == ["Ada Lovelace"]
    (grace,) = found.would_not
    with pytest.raises(NotYet) as refused:
        grant(achievement, made.GRACE)
    assert refused.value.message == " ".join(grace.missing)
    data = (
        b"Name,E-mail\nAda Lovelace,ada@example.org\nGrace Hopper,grace@example.org\n"
    )
    rows = list(batches.draft(achievement, data=data).rows.order_by("number"))
    assert [row.verdict for row in rows] == ["ready", "bad"]
    assert rows[1].findings[0]["text"] == refused.value.message
    rule(achievement, both(courses[0]), is_automatic=True)
    jobs.drain()
    assert holders(achievement) == ["ada@example.org"]


def test_a_rule_leads_in_no_circle_and_asks_for_what_is_there(achievement, courses):
    middle = badges.achievement(achievement.issuer)
    rule(middle, Need(Kind.HELD, achievement.public_id))
    elsewhere = badges.achievement()
    for needless in (
        Need(Kind.HELD, achievement.public_id),
        Need(Kind.HELD, middle.public_id),
        Need(Kind.HELD, elsewhere.public_id),
        Need(Kind.COURSE, "x" * 22),
        Need(Kind.PARTICIPATION, "x" * 22),
        Need(Kind.ACTIVITY, activity_in("2" * 22, "Essay")),
        AllOf(()),
    ):
        with pytest.raises(Refused):
            rule(achievement, needless)
    assert not Rule.objects.filter(achievement=achievement).exists()


def test_saying_the_same_again_changes_nothing(achievement, courses):
    first = rule(achievement, both(courses[0]))
    assert rule(achievement, both(courses[0])).number == first.number
    assert rule(achievement, both(courses[1])).number == first.number + 1
    told = EventRecord.objects.filter(name="rule.set")
    assert told.count() == 2
    services.remove_rule(achievement=achievement, actor=SYSTEM)
    services.remove_rule(achievement=achievement, actor=SYSTEM)
    assert EventRecord.objects.filter(name="rule.removed").count() == 1
    grant(achievement)


def test_an_equivalent_counts_until_it_is_withdrawn(achievement, college, courses):
    passed = Need(Kind.COURSE, courses[0].public_id, Decimal(60))
    rule(achievement, passed)
    row = accept(college, Kind.COURSE, courses[0].public_id)
    assert accept(college, Kind.COURSE, courses[0].public_id) == row
    with pytest.raises(Refused, match="accepted already"):
        accept(college, Kind.COURSE, courses[0].public_id, note="Something else")
    for facts in ({"note": " "}, {"note": "x" * 2001}):
        with pytest.raises(Refused):
            accept(college, Kind.COURSE, courses[1].public_id, **facts)
    assert not awards.obstacles(achievement, [made.ADA.email])
    services.withdraw_equivalent(equivalence=row, actor=SYSTEM)
    services.withdraw_equivalent(equivalence=row, actor=SYSTEM)
    assert EventRecord.objects.filter(name="equivalent.withdrawn").count() == 1
    assert awards.obstacles(achievement, [made.ADA.email])[made.ADA.email]


def test_events_name_nobody(achievement, college, courses):
    accept(college, Kind.COURSE, courses[0].public_id)
    told = EventRecord.objects.filter(name__startswith="equivalent")
    assert "ada" not in str([e.payload for e in told]).lower()


def test_an_achievement_without_a_rule_costs_one_statement(
    achievement, django_assert_num_queries
):
    with django_assert_num_queries(1):
        assert guards.obstacles(achievement, ["ada@example.org"]) == {}


def test_a_list_costs_the_same_however_long_it_is(
    achievement, spring, courses, django_assert_max_num_queries
):
    rule(achievement, both(courses[0]))
    keys = [f"learner-{n}@example.org" for n in range(400)]
    with django_assert_max_num_queries(9):
        assert len(awards.obstacles(achievement, keys)) == 400


def test_a_waiver_is_explained_too(achievement, college, courses):
    owner = people.member(college, "owner")
    rule(achievement, both(courses[0]))
    award = grant(achievement, waiver="The register burnt.", actor=owner)
    jobs.drain()
    why = Explanation.objects.get(award_public_id=award.public_id)
    assert not why.is_met
    assert not why.is_automatic


def somebody_in_no_class(college, achievement, of=None, **facts):
    """Mary hands in for a badge, as she was asked by hand, and it is accepted."""
    return evidence.sent(
        evidence.assigned(
            evidence.task(of or achievement, **facts),
            person=("Mary Somerville", "mary@example.org"),
        )
    )


def test_accepted_evidence_awards_somebody_who_was_asked_by_hand(achievement, college):
    rule(achievement, Need(Kind.EVIDENCE, achievement.public_id), is_automatic=True)
    work = somebody_in_no_class(college, achievement)
    jobs.drain()
    assert holders(achievement) == []
    evidence.reviewed(work)
    jobs.drain()
    (award,) = awards.of_achievement(achievement)
    assert (award.recipient_name, award.recipient_email) == (
        "Mary Somerville",
        "mary@example.org",
    )


def test_an_equivalent_awards_somebody_whom_only_it_knows(achievement, courses):
    rule(achievement, Need(Kind.COURSE, courses[0].public_id), is_automatic=True)
    college = achievement.issuer.organization
    mary = made.Person(name="Mary Somerville", email="mary@example.org")
    accept(college, Kind.COURSE, courses[0].public_id, mary)
    jobs.drain()
    assert holders(achievement) == ["mary@example.org"]


@pytest.mark.parametrize("subject", ["achievement", "task"])
def test_the_sweep_finds_whoever_hands_in_for_another_badge(
    achievement, college, subject
):
    """The rule asks for what was handed in for another badge; its own has no task."""
    other = badges.achievement(achievement.issuer, name="Demonstrated")
    work = somebody_in_no_class(college, other)
    task = work.assignment.task
    evidence.reviewed(work)
    jobs.drain()
    about = other.public_id if subject == "achievement" else task.public_id
    rule(achievement, Need(Kind.EVIDENCE, about), is_automatic=True)
    assert [o.candidate.name for o in selectors.dry_run(achievement).would] == [
        "Mary Somerville"
    ]
    jobs.drain()
    assert holders(achievement) == ["mary@example.org"]


def test_whoever_changed_their_address_is_awarded_once_and_at_the_new_one(
    achievement, college
):
    lower = badges.achievement(achievement.issuer, name="Completed")
    badges.issued(
        lower, recipient_name="Mary Somerville", recipient_email="mary@example.org"
    )
    jobs.drain()
    people.moved(college, "mary@example.org", "mary@college.example")
    rule(achievement, Need(Kind.HELD, lower.public_id), is_automatic=True)
    jobs.drain()
    assert holders(achievement) == ["mary@college.example"]
    tasks.sweep()
    jobs.drain()
    assert holders(achievement) == ["mary@college.example"]
