"""What a badge takes: said in a form without script, tried, switched on, and explained."""

import dataclasses
import datetime as dt
from dataclasses import replace
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from laurel.awards import selectors as awards
from laurel.batches import selectors as batch_selectors
from laurel.batches.types import Verdict
from laurel.eligibility import selectors, services
from laurel.eligibility.models import Equivalence
from laurel.foundation import jobs
from laurel.organizations.types import Role
from laurel.programs import selectors as programs
from laurel.requirements.types import AllOf, AtLeast, Kind, Need, activity_in
from laurel.tokens.types import Scope

from packages.laurel.tests.factories import batches, families, tokens
from packages.laurel.tests.factories import classes as made

from .conftest import browser_of, error_beside
from .test_forms import award_facts


@pytest.fixture
def spring(college):
    program = made.program(college.organization)
    return made.class_of(program, learners=(made.ADA, made.GRACE))


@pytest.fixture
def course(spring):
    return programs.courses(spring.program)[0]


def typed(*rows, act="save", count="all"):
    """A form with one group of (kind, about, name, least)."""
    columns = {"kind": 0, "about": 1, "name": 2, "least": 3}
    posted = {
        f"g0-{name}": [row[place] for row in rows] for name, place in columns.items()
    }
    return {"act": act, "groups": "1", "g0-count": count, **posted}


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
    assert "1 has it already" in again
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


def as_posted(page, **more):
    """What the form of the page sends when nothing is typed."""
    form, rule = page.context["form"], page.context["rule"]
    posted = {
        "act": "save",
        "groups": str(len(form.groups)),
        "count": form.count,
        "number": str(rule.number),
    }
    for number, group in enumerate(form.groups):
        if group.words:
            posted[f"g{number}-kept"] = str(group.place)
            continue
        posted[f"g{number}-count"] = group.count
        for name in ("kind", "about", "name", "least"):
            posted[f"g{number}-{name}"] = [getattr(row, name) for row in group.rows]
    return posted | more


def test_any_of_several_groups_comes_back_as_it_was_typed(
    college, owner, spring, course
):
    statistics = programs.courses(spring.program)[1]
    rule = AtLeast(
        1,
        (
            both(course),
            AtLeast(
                2,
                tuple(
                    Need(Kind.ACTIVITY, activity_in(statistics.public_id, each))
                    for each in ("Essay", "Quiz", "Talk")
                ),
            ),
            Need(Kind.COURSE, statistics.public_id, Decimal(90)),
        ),
    )
    ruled(college, rule)
    page = owner.get(college.badge_url("/rule"))
    assert "Of the 3 groups below they need" in page.content.decode()
    owner.post(college.badge_url("/rule"), as_posted(page))
    assert selectors.rule_of(college.achievement).number == 1  # nothing changed
    owner.post(college.badge_url("/rule"), as_posted(page, count="2"))
    assert selectors.requirement_of(college.achievement) == AtLeast(2, rule.items)
    page = owner.get(college.badge_url("/rule"))
    owner.post(college.badge_url("/rule"), as_posted(page, count="all"))
    assert selectors.requirement_of(college.achievement) == AllOf(rule.items)
    page = owner.get(college.badge_url("/rule"))
    too_many = owner.post(college.badge_url("/rule"), as_posted(page, count="4"))
    assert "4 of the groups are wanted, and there are 3." in too_many.content.decode()


def test_what_the_form_cannot_change_it_says_in_words_and_keeps(
    college, owner, spring, course
):
    statistics = programs.courses(spring.program)[1]
    passed = Need(Kind.COURSE, statistics.public_id)
    deep = AtLeast(1, (AllOf((both(course), passed)), passed))
    rule = AllOf((passed, deep))
    ruled(college, rule)
    page = owner.get(college.badge_url("/rule"))
    assert "They have to <bdi>do one of these: (attend" in page.content.decode()
    assert "It stays as it is." in page.content.decode()
    posted = as_posted(page)
    posted["g0-least"] = ["70", "", "", ""]
    owner.post(college.badge_url("/rule"), posted)
    more = Need(Kind.COURSE, statistics.public_id, Decimal(70))
    assert selectors.requirement_of(college.achievement) == AllOf((more, deep))
    stale = owner.post(college.badge_url("/rule"), posted).content.decode()
    assert "The rule was changed meanwhile." in stale
    assert selectors.requirement_of(college.achievement) == AllOf((more, deep))
    page = owner.get(college.badge_url("/rule"))
    taken_out = as_posted(page) | {"g1-out": "on"}
    owner.post(college.badge_url("/rule"), taken_out)
    assert selectors.requirement_of(college.achievement) == more


@pytest.mark.parametrize("wide", [False, True])
def test_a_rule_that_the_form_cannot_show_at_all_is_kept(college, owner, course, wide):
    need = Need(Kind.COURSE, course.public_id)
    several = AtLeast(1, (AllOf((need, need)), need))
    timed = replace(need, since=dt.datetime(2027, 1, 1, tzinfo=dt.UTC))
    rule = AllOf((several,) * 9) if wide else timed
    ruled(college, rule)
    page = owner.get(college.badge_url("/rule"))
    owner.post(college.badge_url("/rule"), as_posted(page))
    assert selectors.requirement_of(college.achievement) == rule
    owner.post(college.badge_url("/rule"), {"act": "remove"})
    assert selectors.rule_of(college.achievement) is None


def test_a_tier_of_a_family_goes_on_asking_for_the_ones_below(college, owner, course):
    family = families.made(college.issuer)
    higher = list(family.tiers.all())[1].achievement
    url = college.url(f"badges/{higher.public_id}/rule")
    about = f"c:{course.public_id}"
    page = owner.post(url, typed(("course", about, "", "")))
    assert "is a tier of the family “Facilitation”" in page.content.decode()
    page = owner.post(url, {"act": "remove"}, follow=True)
    assert "is a tier of the family “Facilitation”" in page.content.decode()
    assert selectors.requirement_of(higher).items[0].kind is Kind.HELD


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


# --- every way in --------------------------------------------------------------------


def by_form(college, person):
    facts = {"recipient_name": person.name, "recipient_email": person.email}
    answer = browser_of(college.owner).post(
        college.badge_url("/award"), award_facts(**facts)
    )
    return "" if answer.status_code == 302 else error_beside(answer, "recipient_email")


def by_list(college, person):
    data = f"Name,E-mail\n{person.name},{person.email}\n".encode()
    draft = batches.draft(college.achievement, data=data)
    (row,) = batch_selectors.rows(draft)
    if row.verdict == Verdict.BAD:
        return " ".join(finding["text"] for finding in row.findings)
    batches.submitted(draft, expected=1)
    return ""


def by_program(college, person):
    secret = tokens.made(college.organization, Scope.AWARD).secret
    recipient = {"name": person.name, "email": person.email}
    answer = Client().post(
        "/api/v1/awards",
        {"badge": college.achievement.public_id, "recipient": recipient},
        content_type="application/json",
        HTTP_AUTHORIZATION=f"Bearer {secret}",
        HTTP_IDEMPOTENCY_KEY=str(uuid4()),
    )
    return "" if answer.status_code == 201 else answer.json()["detail"]


def by_itself(college, person):
    found = selectors.dry_run(college.achievement)
    (said,) = [
        o.missing for o in found.would_not if o.candidate.key == person.email
    ] or [()]
    ruled(
        college,
        selectors.requirement_of(college.achievement),
        is_automatic=True,
    )
    return " ".join(said)


@pytest.mark.parametrize("way", [by_form, by_list, by_program, by_itself])
def test_the_same_facts_get_the_same_answer_whichever_way_it_comes(
    college, spring, course, settings, way
):
    cache.clear()
    settings.LAUREL = dataclasses.replace(settings.LAUREL, undo_minutes=0)
    ruled(college, both(course))
    made.record(spring, course, attendance=Decimal(90), participation=Decimal(100))
    made.record(
        spring, course, made.GRACE, attendance=Decimal(90), participation=Decimal(60)
    )
    said = "Take part fully in “Data Literacy”: so far it is 60 %."
    assert said in way(college, made.GRACE)
    assert way(college, made.ADA) == ""
    jobs.drain()
    (award,) = awards.of_achievement(college.achievement)
    assert award.recipient_key == made.ADA.email
    lines = selectors.lines_of(selectors.explanation_of(award))
    assert [(line.is_met, line.found) for line in lines[1:]] == [
        (True, "90 %"),
        (True, "100 %"),
    ]


@pytest.mark.requirement("K1")
def test_an_attendance_list_awards_those_who_were_there(college, owner, spring, course):
    present = Need(Kind.ATTENDANCE, course.public_id, Decimal(80))
    ruled(college, present, is_automatic=True)
    jobs.drain()
    text = (
        "Name\tE-mail\tPresent\n"
        "Ada Lovelace\tada@example.org\tyes\n"
        "Grace Hopper\tgrace@example.org\tno\n"
    )
    lists = college.url(f"classes/{spring.public_id}/lists")
    step = owner.post(lists, {"text": text, "course": course.public_id})
    assert "2 results change" in owner.get(step["Location"]).content.decode()
    owner.post(step["Location"], {"expected": "2"})
    jobs.drain()
    (award,) = awards.of_achievement(college.achievement)
    assert award.recipient_email == "ada@example.org"
    page = owner.get(f"/b/{award.public_id}").content.decode()
    assert "Attended “Data Literacy”" in page
