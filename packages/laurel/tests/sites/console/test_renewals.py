"""Badges are renewed in the console, one or many; the board says who is due."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from laurel.awards import selectors as awards
from laurel.classes import selectors as class_selectors
from laurel.credentials import selectors as credentials
from laurel.foundation import clock, jobs
from laurel.issuing import services as issuing
from laurel.programs import selectors as programs
from laurel.renewals import selectors
from laurel.renewals import services as renewals
from laurel.renewals.types import How
from laurel.requirements.types import AllOf, AtLeast, Kind, Need

from packages.laurel.tests.factories import badges, tokens
from packages.laurel.tests.factories import classes as made

from .conftest import browser_of, make_award

pytestmark = pytest.mark.django_db


def text_of(response):
    html = response.content.decode().split("<main", 1)[1]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


@pytest.mark.requirement("I21")
def test_a_badge_is_renewed_and_each_says_which_one_is_the_other(awarded):
    browser, first = browser_of(awarded.owner), awarded.award
    page = browser.get(awarded.award_url())
    assert awarded.award_url("/renew") in page.content.decode()
    asked = text_of(browser.get(awarded.award_url("/renew")))
    assert "gets a new badge" in asked
    done = browser.post(
        awarded.award_url("/renew"), {"narrative": "Refreshed."}, follow=True
    )
    after = awards.renewal_of(awards.by_public_id(first.public_id))
    assert done.redirect_chain[-1][0] == awarded.url(f"awards/{after.public_id}")
    assert "Renewed." in text_of(done)
    assert "Renews" in text_of(done)
    assert credentials.public(after.public_id)
    before = browser.get(awarded.award_url())
    assert "Renewed by" in text_of(before)
    assert awarded.url(f"awards/{after.public_id}") in before.content.decode()
    public = browser.get(f"/b/{first.public_id}").content.decode()
    assert 'data-status="renewed"' in public
    assert f'href="/b/{after.public_id}"' in public


def test_a_renewed_badge_is_not_renewed_again(awarded):
    browser = browser_of(awarded.owner)
    browser.post(awarded.award_url("/renew"))
    assert (
        awarded.award_url("/renew")
        not in browser.get(awarded.award_url()).content.decode()
    )
    again = browser.post(awarded.award_url("/renew"))
    assert "This badge was renewed already." in text_of(again)


def test_many_are_chosen_looked_at_and_renewed(awarded):
    other = make_award(awarded, name="Mary Somerville", email="mary@students.example")
    browser = browser_of(awarded.owner)
    assert (
        awarded.url("awards/renew")
        in browser.get(awarded.url("awards")).content.decode()
    )
    chosen = [awarded.award.public_id, other.public_id]
    asked = text_of(browser.post(awarded.url("awards/renew"), {"award": chosen}))
    assert "Renew 2 badges" in asked
    assert awards.renewal_of(awards.by_public_id(other.public_id)) is None
    done = text_of(
        browser.post(awarded.url("awards/renew"), {"award": chosen, "step": "renew"})
    )
    assert "2 badges were renewed" in done
    for public_id in chosen:
        assert awards.renewal_of(awards.by_public_id(public_id))
    again = text_of(
        browser.post(awarded.url("awards/renew"), {"award": chosen, "step": "renew"})
    )
    assert "2 stayed as they were" in again
    assert "renewed already" in again


def test_nothing_chosen_is_said(awarded):
    browser = browser_of(awarded.owner)
    response = browser.post(awarded.url("awards/renew"), {}, follow=True)
    assert "Choose at least one award first." in text_of(response)


def ending(college, days, name, **facts):
    """A badge of somebody's that ends in so many days from now."""
    email = f"{name.split()[0].lower()}@students.example"
    today = clock.today()
    return issuing.award(
        achievement=facts.get("of", college.achievement),
        recipient_name=name,
        recipient_email=email,
        issued_on=today - dt.timedelta(days=400),
        expires_on=today + dt.timedelta(days=days),
        idempotency_key=f"{name}:{days}",
        actor=college.owner,
    ).award


@pytest.fixture
def due(college, fixed_clock):
    """One of each standing, and some who do not stand on the board."""
    people = {
        "Ada Lovelace": -3,
        "Mary Somerville": 0,
        "Grace Hopper": 8,
        "Emmy Noether": 31,
        "Sophie Germain": 61,
    }
    for name, days in people.items():
        ending(college, days, name)
    renewals.renew(
        award=ending(college, 20, "Hypatia Alexandria"),
        how=How.PERSON,
        actor=college.owner,
    )
    return college


def names_on(page):
    table = page.content.decode().split('id="who"', 1)[1]
    return re.findall(r'<th scope="row"><a [^>]*><bdi>([^<]+)</bdi>', table)


def test_the_board_says_who_is_in_time_and_who_is_due(due):
    page = browser_of(due.owner).get(due.url("renewals"))
    said = text_of(page)
    assert (
        "5 people have 5 badges that end: 1 valid for longer than 60 days, 3 due within"
        " 60 days, 1 lapsed." in said
    )
    assert names_on(page) == [
        "Ada Lovelace", "Mary Somerville", "Grace Hopper", "Emmy Noether",
        "Sophie Germain",
    ]  # fmt: skip
    html = page.content.decode()
    assert '<svg class="chart" role="img"' in html
    row = html.split('id="by-badge"', 1)[1].split("</section>")[0]
    assert re.findall(r'<td class="num"[^>]*>([^<]+)</td>', row) == list("111115")


@pytest.mark.parametrize(
    ("standing", "who"),
    [
        ("lapsed", ["Ada Lovelace"]),
        ("due-7", ["Mary Somerville"]),
        ("due-30", ["Grace Hopper"]),
        ("due-60", ["Emmy Noether"]),
        ("valid", ["Sophie Germain"]),
    ],
)
def test_the_board_lists_those_who_stand_so(due, standing, who):
    page = browser_of(due.owner).get(due.url(f"renewals?standing={standing}"))
    assert names_on(page) == who


def test_the_board_counts_by_team_and_narrows_to_one(due):
    program = made.program(due.organization)
    run = made.class_of(
        program,
        learners=(
            made.Person(name="Grace Hopper", email="grace@students.example"),
            made.Person(name="Nobody Yet", email="nobody@students.example"),
        ),
    )
    browser = browser_of(due.owner)
    html = browser.get(due.url("renewals")).content.decode()
    row = html.split('id="by-team"', 1)[1].split("</section>")[0]
    assert re.findall(r'<td class="num"[^>]*>([^<]+)</td>', row) == list("001001")
    page = browser.get(due.url(f"renewals?team={run.public_id}"))
    assert names_on(page) == ["Grace Hopper"]


def test_more_teams_are_no_more_statements(due, django_assert_max_num_queries):
    program = made.program(due.organization)
    everybody = [
        made.Person(name="Grace Hopper", email="grace@students.example"),
        made.Person(name="Ada Lovelace", email="ada@students.example"),
    ]
    browser = browser_of(due.owner)
    made.class_of(program, learners=everybody)
    with CaptureQueriesContext(connection) as one_team:
        browser.get(due.url("renewals"))
    for number in range(5):
        made.class_of(program, name=f"Class {number}", learners=everybody)
    with django_assert_max_num_queries(len(one_team)):
        browser.get(due.url("renewals"))


def test_the_board_is_saved_as_a_file(due):
    file = browser_of(due.owner).get(due.url("renewals.csv?standing=due-30"))
    assert file.streaming  # however many they are, they are not in memory at once
    lines = b"".join(file).decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("Grace Hopper,grace@students.example,Facilitation")
    assert lines[1].endswith(",8,Due in 30 days")


def test_a_filter_that_is_none_says_so_and_narrows_nothing(due):
    page = browser_of(due.owner).get(due.url("renewals?standing=sometimes&badge=none"))
    assert page.status_code == 200
    assert "Choose one of the list." in text_of(page)
    assert len(names_on(page)) == 5


def test_whoever_was_awarded_it_anew_is_not_lapsed(college, fixed_clock):
    ending(college, -3, "Ada Lovelace")
    ending(college, 90, "Ada Lovelace")
    page = browser_of(college.owner).get(college.url("renewals"))
    assert "1 valid for longer than 60 days, 0 due within 60 days, 0 lapsed" in text_of(
        page
    )


def test_an_empty_board_says_what_to_do(college):
    said = text_of(browser_of(college.owner).get(college.url("renewals")))
    assert "Nothing ends" in said


def test_how_a_badge_is_renewed_is_said_changed_and_ended(college):
    program = made.program(college.organization)
    course = programs.courses(program)[0]
    browser, page = browser_of(college.owner), college.badge_url("/renewal")
    assert page in browser.get(college.badge_url()).content.decode()
    facts = {
        "reminds": "on",
        "course": course.public_id,
        "evidence": "on",
        "opens_days": "45",
        "counts_from": "day",
    }
    done = browser.post(page, facts, follow=True)
    assert "Saved." in text_of(done)
    policy = selectors.policy_of(college.achievement)
    assert (policy.opens_days, policy.counts_from, policy.reminds) == (45, "day", True)
    assert selectors.refresher_of(policy) == AtLeast(
        1,
        (
            Need(Kind.COURSE, course.public_id),
            Need(Kind.EVIDENCE, college.achievement.public_id),
        ),
    )
    again = browser.get(page).content.decode()
    assert f'value="{course.public_id}" selected' in again
    assert 'value="45"' in again
    browser.post(page, {"end": "1"})
    assert selectors.policy_of(college.achievement) is None


@pytest.mark.parametrize("days", ["", "-1", "731", "soon"])
def test_a_number_of_days_that_is_none_is_refused(college, days):
    page = college.badge_url("/renewal")
    response = browser_of(college.owner).post(
        page, {"opens_days": days, "counts_from": "end"}
    )
    assert re.search("Write a number of days|Between 0 and 730 days", text_of(response))
    assert selectors.policy_of(college.achievement) is None


# --- what renews it by itself, and whichever way it comes ------------------------------


def columns(*rows):
    """One group of (kind, about, name, least), as its form sends it."""
    names = ("kind", "about", "name", "least")
    return {f"g0-{name}": [row[n] for row in rows] for n, name in enumerate(names)}


def test_any_rule_may_renew_it_and_the_short_form_keeps_it(college):
    course, other, _ = programs.courses(made.program(college.organization))
    browser, page = browser_of(college.owner), college.badge_url("/renewal")
    browser.post(page, {"opens_days": "45", "counts_from": "day"})
    rule = f"{page}/rule"
    assert rule in browser.get(page).content.decode()
    typed = columns(
        ("course", f"c:{course.public_id}", "", "60"),
        ("attendance", f"c:{other.public_id}", "", "80"),
    )
    said = browser.post(rule, {"act": "look", "groups": "1", **typed})
    assert "Whoever has it renewed has to pass “Data Literacy”" in text_of(said)
    assert selectors.refresher_of(selectors.policy_of(college.achievement)) is None
    done = browser.post(rule, {"act": "save", "groups": "1", **typed}, follow=True)
    assert "attend at least 80 % of “Statistics”" in text_of(done)
    wanted = AllOf(
        (
            Need(Kind.COURSE, course.public_id, Decimal(60)),
            Need(Kind.ATTENDANCE, other.public_id, Decimal(80)),
        )
    )
    browser.post(page, {"opens_days": "30", "counts_from": "end"})
    policy = selectors.policy_of(college.achievement)
    assert selectors.refresher_of(policy) == wanted
    assert (policy.opens_days, policy.counts_from) == (30, "end")
    stale = browser.post(rule, {"act": "save", "groups": "1", "seen": "x", **typed})
    assert "changed meanwhile" in text_of(stale)
    browser.post(page, {"opens_days": "30", "counts_from": "end", "by_hand": "on"})
    assert selectors.refresher_of(selectors.policy_of(college.achievement)) is None


def test_having_a_badge_does_not_renew_it(college):
    own = columns(("held", f"b:{college.achievement.public_id}", "", ""))
    said = browser_of(college.owner).post(
        college.badge_url("/renewal/rule"), {"act": "save", "groups": "1", **own}
    )
    assert "A badge is not renewed by having it." in text_of(said)
    assert selectors.policy_of(college.achievement) is None


def by_form(college, run, course):
    (ada,) = class_selectors.enrolments(run)
    browser_of(college.owner).post(
        college.url(f"classes/{run.public_id}/results"),
        {f"r-{ada.pk}-{course.pk}": "72", "is_final": "on", "seen": ""},
    )


def by_list(college, run, course):
    browser, lists = browser_of(college.owner), f"classes/{run.public_id}/lists"
    text = "Name\tE-mail\tGrade\nAda Lovelace\tada@example.org\t72\n"
    given = {"text": text, "course": course.public_id, "is_final": "on"}
    step = browser.post(college.url(lists), given)
    browser.post(step["Location"], {"expected": "1"})


def by_program(college, run, course):
    secret = tokens.made(college.organization).secret
    Client().post(
        f"/api/v1/classes/{run.public_id}/results",
        {
            "results": [
                {
                    "learner": "ada@example.org",
                    "course": course.public_id,
                    "grade": 72,
                    "isFinal": True,
                }
            ]
        },
        content_type="application/json",
        HTTP_AUTHORIZATION=f"Bearer {secret}",
    )


@pytest.mark.parametrize("way", [by_form, by_list, by_program])
def test_passing_a_refresher_renews_whichever_way_the_result_comes(
    college, fixed_clock, way
):
    cache.clear()
    run = made.class_of(made.program(college.organization))
    course = programs.courses(run.program)[0]
    renewals.set_policy(
        achievement=college.achievement,
        refresher=Need(Kind.COURSE, course.public_id),
        actor=college.owner,
    )
    given = badges.issued(
        college.achievement,
        recipient_name=made.ADA.name,
        recipient_email=made.ADA.email,
        expires_on=clock.today() + dt.timedelta(days=60),
    )
    jobs.drain()
    fixed_clock.move(dt.timedelta(days=1))
    way(college, run, course)
    jobs.drain()
    before = awards.by_public_id(given.award_public_id)
    assert awards.renewal_of(before) is not None
