"""Renewal before a reader's eyes: pages that fit everybody, and one click that ends reminders."""

import datetime as dt
import os

import pytest
from django.conf import settings as django_settings
from laurel.awards import selectors as awards
from laurel.foundation import clock, jobs
from laurel.foundation.models import OutgoingMail
from laurel.issuing import services as issuing
from laurel.renewals import services as renewals
from laurel.requirements.types import Kind, Need

from packages.laurel.tests.factories import classes as factory
from packages.laurel.tests.sites.console.conftest import browser_of, make_college

PEOPLE = {
    "Ada Lovelace": -3, "Mary Somerville": 5, "Grace Hopper": 20, "Emmy Noether": 45,
    "Sophie Germain": 200,
}  # fmt: skip
SHOTS = os.environ.get("SHOTS", "")


@pytest.fixture
def college(site, transactional_db):
    made = make_college()
    made.program = factory.program(made.organization)
    made.run = factory.class_of(
        made.program,
        learners=[
            factory.Person(name=name, email=f"{name.split()[0].lower()}@example.org")
            for name in list(PEOPLE)[:3]
        ],
    )
    course = made.program.courses.first()
    renewals.set_policy(
        achievement=made.achievement,
        refresher=Need(Kind.COURSE, course.public_id),
        actor=made.owner,
    )
    today = clock.today()
    made.awards = {
        name: issuing.award(
            achievement=made.achievement,
            recipient_name=name,
            recipient_email=f"{name.split()[0].lower()}@example.org",
            issued_on=today - dt.timedelta(days=300),
            expires_on=today + dt.timedelta(days=days),
            idempotency_key=name,
            actor=made.owner,
        ).award
        for name, days in PEOPLE.items()
    }
    jobs.drain()
    return made


@pytest.fixture
def signed_in(page, site, college):
    cookie = browser_of(college.owner).cookies[django_settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": site}])
    return page


def test_the_pages_fit_everybody(signed_in, visit, accessible, college):
    grace = college.awards["Grace Hopper"]
    paths = {
        "board": college.url("renewals"),
        "policy": college.badge_url("/renewal"),
        "renew": college.url(f"awards/{grace.public_id}/renew"),
    }
    for width in (1280, 390, 360):
        for name, path in paths.items():
            page = visit(path, width=width)
            # Whole, so that the bar at the bottom of telephones lies over nothing.
            page.set_viewport_size({"width": width, "height": 3000})
            accessible(page)
            if SHOTS and width != 360:
                page.screenshot(path=f"{SHOTS}/{name}-{width}.png", full_page=True)


@pytest.mark.requirement("I21")
def test_a_badge_is_renewed_and_its_page_leads_to_the_newer_one(
    signed_in, visit, accessible, college
):
    grace = college.awards["Grace Hopper"]
    page = visit(college.url(f"awards/{grace.public_id}"))
    page.get_by_role("link", name="Renew…").click()
    page.get_by_label("What this person did").fill("Passed the refresher.")
    page.get_by_role("button", name="Renew this badge").click()
    page.get_by_text("Renewed. The new badge is signed").wait_for()
    accessible(page)
    old = visit(f"/b/{grace.public_id}", width=390)
    accessible(old)
    if SHOTS:
        old.screenshot(path=f"{SHOTS}/old-390.png")
        visit(f"/b/{grace.public_id}").screenshot(path=f"{SHOTS}/old-1280.png")
    assert old.locator(".verdict").get_attribute("data-status") == "renewed"
    old.get_by_role("link", name="See the newer badge").click()
    after = awards.renewal_of(awards.by_public_id(grace.public_id))
    assert old.url.endswith(f"/b/{after.public_id}")
    assert old.locator(".verdict").get_attribute("data-status") == "valid"
    accessible(old)
    if SHOTS:
        old.screenshot(path=f"{SHOTS}/new-390.png")


def test_reminders_are_ended_by_one_press_and_wanted_again(
    page, visit, accessible, college
):
    renewals.remind()
    mail = OutgoingMail.objects.filter(
        key__startswith="reminder:", recipient_address="mary@example.org"
    ).get()
    path = "/reminders/" + mail.unsubscribe_url.split("/reminders/")[1]
    for width in (1280, 390):
        accessible(visit(path, width=width))
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/reminders-390.png")
        (page.context.new_page()).close()
    page.get_by_role("button", name="No more reminders").click()
    page.get_by_role("button", name="Remind me again").wait_for()
    accessible(page)
    page.get_by_role("button", name="Remind me again").click()
    page.get_by_role("button", name="No more reminders").wait_for()
