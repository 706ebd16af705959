"""What a badge takes: said in a form without script, tried, switched on, and explained."""

from decimal import Decimal

import pytest
from laurel.awards import selectors as awards
from laurel.eligibility import selectors, services
from laurel.eligibility.models import Equivalence
from laurel.foundation import jobs
from laurel.organizations.types import Role
from laurel.programs import selectors as programs
from laurel.requirements.types import AllOf, AtLeast, Kind, Need, activity_in

from packages.laurel.tests.factories import classes as made

from .conftest import browser_of
from .test_forms import award_facts


@pytest.fixture
def spring(college):
    program = made.program(college.organization)
    return made.class_of(program, learners=(made.ADA, made.GRACE))


@pytest.fixture
def course(spring):
    return programs.courses(spring.program)[0]


def typed(*rows, act="save", count="all", group=0):
    """A form with one group of (kind, about, name, least)."""
    columns = {"kind": 0, "about": 1, "name": 2, "least": 3}
    posted = {
        f"g{group}-{name}": [row[place] for row in rows]
        for name, place in columns.items()
    }
    return {"act": act, "groups": "1", f"g{group}-count": count, **posted}


def both(course):
    return AllOf(
        (
            Need(Kind.ATTENDANCE, course.public_id, Decimal(80)),
            Need(Kind.PARTICIPATION, course.public_id, Decimal(100)),
        )
    )


def both_typed(course, **more):
    about = f"c:{course.public_id}"
    return typed(
        ("attendance", about, "", "80"), ("participation", about, "", "100 %"), **more
    )


def ruled(college, requirement, *, is_automatic=False):
    return services.set_rule(
        achievement=college.achievement,
        requirement=requirement,
        is_automatic=is_automatic,
        actor=college.owner,
    )


def test_a_rule_is_said_in_a_form_tried_and_switched_on(college, owner, spring, course):
    made.record(spring, course, attendance=Decimal(90), participation=Decimal(100))
    made.record(spring, course, made.GRACE, attendance=Decimal(90))
    page = owner.post(college.badge_url("/rule"), both_typed(course, act="look"))
    said = page.content.decode()
    assert "attend at least 80 % of “Data Literacy” and take part fully in" in said
    assert "If this ran now, 1 would get it, and 1 would not." in said
    assert selectors.rule_of(college.achievement) is None
    saved = owner.post(college.badge_url("/rule"), both_typed(course))
    assert saved["location"] == college.badge_url("/rule/trial")
    assert selectors.requirement_of(college.achievement) == both(course)
    trial = owner.get(saved["location"]).content.decode()
    assert "If this ran now, 1 would get it, and 1 would not." in trial
    assert "Taking part in “Data Literacy” is not recorded." in trial
    jobs.drain()
    assert not awards.of_achievement(college.achievement).exists()
    owner.post(saved["location"], {"act": "on", "number": "1"})
    jobs.drain()
    (award,) = awards.of_achievement(college.achievement)
    assert award.recipient_name == "Ada Lovelace"
    again = owner.get(saved["location"]).content.decode()
    assert "1 have it already" in again
    assert "It is awarded by itself" in again


def test_groups_and_any_of_them_come_back_as_they_were_typed(
    college, owner, spring, course
):
    rule = AllOf(
        (
            Need(Kind.COURSE, spring.program.public_id),
            AtLeast(
                1,
                (
                    Need(Kind.ACTIVITY, activity_in(course.public_id, "Essay")),
                    Need(Kind.ACTIVITY, "Interaction"),
                ),
            ),
        )
    )
    ruled(college, rule)
    page = owner.get(college.badge_url("/rule"))
    form = page.context["form"]
    posted = {"act": "save", "groups": str(len(form.groups))}
    for number, group in enumerate(form.groups):
        posted[f"g{number}-count"] = group.count
        for name in ("kind", "about", "name", "least"):
            posted[f"g{number}-{name}"] = [getattr(row, name) for row in group.rows]
    owner.post(college.badge_url("/rule"), posted)
    assert selectors.rule_of(college.achievement).number == 1  # nothing changed
    assert "pass all courses of “Applied Data" in page.content.decode()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("attendance", "", "", "80"), "Choose a course."),
        (("course", "c:" + "1" * 22, "", ""), "not there any more"),
        (("held", "", "", ""), "Choose a badge."),
        (("activity", "", " ", ""), "Name the activity."),
        (("", "", "", "80"), "Choose what is asked."),
        (("attendance", "COURSE", "", "101"), "from 0 to 100"),
        (("attendance", "COURSE", "", "many"), "from 0 to 100"),
        (("held", "OWN", "", ""), "would need itself"),
    ],
)
def test_what_is_wrong_stands_beside_the_line_and_nothing_is_kept(
    college, owner, course, row, said
):
    known = {
        "COURSE": f"c:{course.public_id}",
        "OWN": f"b:{college.achievement.public_id}",
    }
    row = tuple(known.get(text, text) for text in row)
    page = owner.post(college.badge_url("/rule"), typed(row))
    assert page.status_code == 200
    assert said in page.content.decode()
    assert selectors.rule_of(college.achievement) is None


def test_an_empty_form_says_so_and_odd_ones_do_no_harm(college, owner, course):
    url = college.badge_url("/rule")
    assert "Say at least one thing" in owner.post(url, typed()).content.decode()
    odd = {
        "groups": "9" * 40,
        "g0-kind": ["x" * 9000] * 90,
        "g0-count": "-1",
        "act": "save",
    }
    assert "Choose what is asked." in owner.post(url, odd).content.decode()
    more = owner.post(url, both_typed(course, act="group")).context["form"]
    assert len(more.groups) == 2
    assert more.groups[0].rows[0].least == "80"
    too_many = owner.post(url, both_typed(course, count="3")).content.decode()
    assert "3 are wanted, and there are 2." in too_many


def test_a_changed_rule_is_tried_again_before_it_awards_by_itself(
    college, owner, course
):
    ruled(college, both(course), is_automatic=True)
    owner.post(college.badge_url("/rule"), both_typed(course))
    assert selectors.rule_of(college.achievement).is_automatic
    about = f"c:{course.public_id}"
    owner.post(college.badge_url("/rule"), typed(("course", about, "", "60")))
    rule = selectors.rule_of(college.achievement)
    assert not rule.is_automatic
    stale = owner.post(
        college.badge_url("/rule/trial"), {"act": "on", "number": "1"}, follow=True
    )
    assert "changed meanwhile" in stale.content.decode()
    assert not selectors.rule_of(college.achievement).is_automatic


def test_a_rule_that_the_form_cannot_show_is_shown_in_words_and_kept(
    college, owner, course
):
    need = Need(Kind.COURSE, course.public_id)
    ruled(college, AtLeast(1, (AllOf((need,)), need)))
    page = owner.get(college.badge_url("/rule")).content.decode()
    assert "This rule says more than this form can." in page
    assert "do one of these: pass “Data Literacy”" in page
    owner.post(college.badge_url("/rule"), {"act": "remove"})
    assert selectors.rule_of(college.achievement) is None


@pytest.mark.requirement("K8")
def test_an_equivalent_is_accepted_with_a_note_and_shown(
    college, owner, spring, course, staff
):
    """Attended alone: refused with what is missing. With the other half, or its like: awarded."""
    ruled(college, both(course))
    made.record(spring, course, attendance=Decimal(100))
    new = college.badge_url("/award")
    facts = {"recipient_name": made.ADA.name, "recipient_email": made.ADA.email}
    refused = owner.post(new, award_facts(**facts)).content.decode()
    assert "Taking part in “Data Literacy” is not recorded." in refused
    awarder = browser_of(staff[Role.AWARDER])
    trial = awarder.get(college.badge_url("/rule/trial"))
    (ada,) = [
        o for o in trial.context["would_not"] if o.candidate.name == made.ADA.name
    ]
    url = college.badge_url("/rule/equivalents")
    form = awarder.get(f"{url}?who={ada.candidate.token}").content.decode()
    assert made.ADA.email in form
    wish = {
        "learner_name": made.ADA.name,
        "learner_email": made.ADA.email,
        "asked": "1",
        "note": "",
    }
    assert "Say what is accepted" in awarder.post(url, wish).content.decode()
    note = "Took part in the same course in Turin."
    assert awarder.post(url, wish | {"note": note}).status_code == 302
    assert note in awarder.get(url).content.decode()
    done = awarder.post(new, award_facts(**facts))
    assert done.status_code == 302
    jobs.drain()
    award = awards.of_achievement(college.achievement).get()
    why = owner.get(college.url(f"awards/{award.public_id}/why")).content.decode()
    assert note in why
    assert "An equivalent was accepted" in why
    assert "Take part fully in “Data Literacy”" in why
    # Both ticked, without any equivalent:
    made.record(
        spring,
        course,
        made.GRACE,
        attendance=Decimal(100),
        participation=Decimal(100),
    )
    facts = {"recipient_name": made.GRACE.name, "recipient_email": made.GRACE.email}
    assert owner.post(new, award_facts(**facts)).status_code == 302
    row = Equivalence.objects.get()
    gone = awarder.post(f"{url}/{row.public_id}/withdraw", follow=True)
    assert note not in gone.content.decode()


def test_why_says_what_a_person_decided_and_which_mails_went(awarded, owner):
    page = owner.get(awarded.award_url("/why")).content.decode()
    assert "The badge had no rule then." in page
    assert "Messages" in page
    assert "Led two sessions." in page
    assert "Tell me why" in owner.get(awarded.award_url()).content.decode()


def test_what_stands_in_names_cannot_run(college, owner, spring, course):
    from laurel.programs import services as program_services
    from laurel.programs.types import CourseFacts

    evil = "<script>alert(1)</script>"
    program_services.set_courses(
        program=spring.program,
        courses=[CourseFacts(name=evil, public_id=course.public_id)],
        actor=college.owner,
    )
    ruled(college, both(course), is_automatic=True)
    made.record(spring, course, attendance=Decimal(90), participation=Decimal(100))
    jobs.drain()
    award = awards.of_achievement(college.achievement).get()
    for url in (
        college.badge_url("/rule"),
        college.badge_url("/rule/trial"),
        college.url(f"awards/{award.public_id}/why"),
        f"/b/{award.public_id}",
    ):
        assert evil not in owner.get(url).content.decode(), url
