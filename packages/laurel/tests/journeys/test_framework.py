"""A training body's framework, from nothing to three verified badges: pages, API and mail alone."""

import dataclasses
import datetime as dt
import json
import re

import pytest
from django.core.cache import cache
from django.test import Client
from laurel.awards import selectors as awards
from laurel.evidence import tasks
from laurel.foundation import jobs
from laurel.foundation.models import OutgoingMail
from laurel.organizations.types import Role

from packages.laurel.tests.factories import classes, people, tokens
from packages.laurel.tests.sites.console.conftest import browser_of, make_college

pytestmark = pytest.mark.django_db
ADA = "ada@example.org"
TIERS = ["Facilitation: Completed", "Facilitation: Demonstrated", "Facilitation: Implemented"]  # fmt: skip


@pytest.fixture
def college(settings, tmp_path, fixed_clock):
    """A training body; its class runs for the month of March 2027 in London."""
    cache.clear()
    settings.LAUREL = dataclasses.replace(settings.LAUREL, data_dir=tmp_path)
    made = make_college("Training Body")
    at(fixed_clock, "2027-03-15T12:00")
    program = classes.program(made.organization, courses=("Facilitation",))
    made.run = classes.class_of(
        program,
        first_day=dt.date(2027, 3, 1),
        last_day=dt.date(2027, 3, 31),
        time_zone="Europe/London",
    )
    return made


def at(fixed_clock, moment):
    fixed_clock.at = dt.datetime.fromisoformat(moment).replace(tzinfo=dt.UTC)


def held():
    """What Ada has by now, the first one first."""
    jobs.drain()
    found = awards.of_keys([ADA]).order_by("pk")
    return [award.version.name for award in found]


def record(college, **values):
    """What the learning platform says of her."""
    secret = tokens.made(college.organization).secret
    sent = Client().post(
        f"/api/v1/classes/{college.run.public_id}/results",
        json.dumps({"results": [{"learner": ADA, "course": college.course, **values}]}),
        content_type="application/json",
        HTTP_AUTHORIZATION=f"Bearer {secret}",
    )
    assert sent.status_code == 200, sent.content


def hand_in(college, fixed_clock):
    """After the course she is asked by mail, and writes what has changed."""
    at(fixed_clock, "2027-04-02T09:00")
    tasks.remind()
    jobs.drain()
    mail = OutgoingMail.objects.filter(
        recipient_address=ADA, text__contains="/evidence/"
    )
    link = re.search(r"https?://[^/\s]+(/evidence/\S+)", mail.latest("id").text)[1]
    at(fixed_clock, "2027-09-29T09:00")
    page = Client().get(link).content.decode()
    assert "30 September 2027" in page
    needed, _ = re.findall(r'<textarea[^>]+name="(q_[^"]+)"', page)
    done = Client().post(link, {needed: "I ask the quietest row first.", "act": "send"})
    assert done.status_code == 302, done.content.decode()


def accept(college):
    """Somebody who judges evidence finds it good enough."""
    assessor = browser_of(people.member(college.organization, Role.ASSESSOR))
    queue = assessor.get(college.url("evidence")).content.decode()
    work = re.search(r'href="([^"]+/evidence/[1-9A-Za-z]{22})"', queue)[1]
    page = assessor.get(work).content.decode()
    marks = dict.fromkeys(re.findall(r'name="(m_[^"]+)"', page), "shown")
    done = assessor.post(work, {"act": "accept", "comment": "Clear.", **marks})
    assert done.status_code == 302


def test_from_the_framework_to_three_verified_badges(college, fixed_clock):
    owner = browser_of(college.owner)
    page = owner.get(college.url("families/new")).content.decode()
    college.course = re.search(r'<option value="(\w{22})"', page)[1]
    made = owner.post(
        college.url("families/new"),
        {
            "course": "Facilitation",
            "results_of": college.course,
            "is_automatic": "on",
            "policy": "flag",
            "state": "published",
            "step": "make",
        },
    )
    assert made.status_code == 302
    assert held() == []
    # Attended alone is not enough; with full participation it is.
    record(college, attendance=100)
    assert held() == []
    record(college, participation=100)
    assert held() == TIERS[:1]
    # Any one of four activities.
    did = {"name": "Interaction", "at": "2027-03-20T10:00:00+00:00"}
    at(fixed_clock, "2027-03-21T12:00")
    record(college, activities=[did])
    assert held() == TIERS[:2]
    # Evidence within six months.
    hand_in(college, fixed_clock)
    assert held() == TIERS[:2]
    accept(college)
    assert held() == TIERS
    # Each is real, and the second says which activity it was.
    for award in awards.of_keys([ADA]):
        document = Client().get(f"/b/{award.public_id}/credential.json").content
        report = Client().post(
            "/api/v1/verify", document, content_type="application/vc"
        )
        assert report.json()["verdict"] == "verified"
        if award.version.name == TIERS[1]:
            assert "Interaction" in document.decode()
