"""What a badge takes, in a real Chromium: said by keyboard, tried, awarded by itself, explained."""

from decimal import Decimal

import pytest
from django.conf import settings as django_settings
from laurel.awards import selectors as awards
from laurel.eligibility import selectors, services
from laurel.foundation import jobs
from laurel.programs import selectors as programs
from laurel.requirements.types import AllOf, AtLeast, Kind

from packages.laurel.tests.factories import classes, families
from packages.laurel.tests.sites.console.conftest import browser_of, make_college

pytestmark = pytest.mark.browser


@pytest.fixture
def college(site, transactional_db):
    """Ada attended and took part, Grace only attended."""
    made = make_college()
    program = classes.program(made.organization)
    spring = classes.class_of(program, learners=(classes.ADA, classes.GRACE))
    course = programs.courses(program)[0]
    whole = {"attendance": Decimal(100), "participation": Decimal(100)}
    classes.record(spring, course, **whole)
    classes.record(spring, course, classes.GRACE, attendance=Decimal(90))
    services.accept_equivalent(
        organization=made.organization,
        learner_name="Ada Lovelace",
        learner_email=classes.ADA.email,
        kind=Kind.ATTENDANCE,
        subject=course.public_id,
        note="Sat in the same lectures in London.",
        actor=made.owner,
    )
    made.course = course
    return made


@pytest.fixture
def signed_in(page, site, college):
    """The college's owner, in this browser."""
    cookie = browser_of(college.owner).cookies[django_settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": site}])
    return page


def ask(page, line, kind, share, course):
    page.get_by_label("What").nth(line).select_option(kind)
    page.get_by_label("Of", exact=True).nth(line).select_option(label=course.name)
    page.get_by_label("At least").nth(line).fill(share)


def test_a_rule_from_its_first_line_to_why(signed_in, visit, accessible, college):
    page = visit(college.badge_url("/rule"))
    ask(page, 0, "attendance", "80", college.course)
    ask(page, 1, "participation", "100", college.course)
    page.get_by_role("button", name="See what it would do").press("Enter")
    page.get_by_text("If this ran now, 1 would get it, and 1 would not.").wait_for()
    accessible(page)
    page.get_by_role("button", name="Save").press("Enter")
    page.get_by_text("Taking part in “Data Literacy” is not recorded.").wait_for()
    page.get_by_role("button", name="Award it by itself").press("Enter")
    page.get_by_text("It is awarded by itself from now on").wait_for()
    jobs.drain()
    (award,) = awards.of_achievement(college.achievement)
    for path in (
        college.badge_url("/rule"),
        college.badge_url("/rule/trial"),
        college.badge_url("/rule/equivalents"),
        college.url(f"awards/{award.public_id}/why"),
        college.url(f"awards/{award.public_id}"),
        college.badge_url(),
    ):
        for width, scheme in ((1280, "light"), (360, "dark")):
            visit(path, width=width, scheme=scheme)
            accessible(page)


def test_any_of_two_groups_is_said_by_keyboard_and_every_form_of_it_is_accessible(
    signed_in, visit, accessible, college
):
    page = visit(college.badge_url("/rule"), width=390)
    ask(page, 0, "attendance", "80", college.course)
    page.get_by_role("button", name="Another group").press("Enter")
    page.get_by_label("Of the 2 groups below they need").select_option("1")
    second = page.get_by_role("group", name="Group 2")
    second.get_by_label("What").first.select_option("participation")
    of = second.get_by_label("Of", exact=True).first
    of.select_option(label=college.course.name)
    page.get_by_role("button", name="Save").press("Enter")
    page.get_by_text("If this ran now").wait_for()
    said = selectors.requirement_of(college.achievement)
    assert isinstance(said, AtLeast)
    deep = AtLeast(1, (AllOf((said, said.items[0])), said.items[1]))
    services.set_rule(
        achievement=college.achievement,
        requirement=AllOf((deep, said.items[0])),
        is_automatic=False,
        actor=college.owner,
    )
    family = families.made(college.issuer)
    for path in (
        college.badge_url("/rule"),
        college.badge_url("/renewal"),
        college.badge_url("/renewal/rule"),
        college.url(f"families/{family.public_id}/dissolve"),
    ):
        for width, scheme in ((1280, "light"), (360, "dark")):
            visit(path, width=width, scheme=scheme)
            # All of it at once: a field is scrolled out from under the bar at the bottom.
            page.set_viewport_size({"width": width, "height": 4000})
            accessible(page)
