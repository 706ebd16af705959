"""The third story: a class with a badge, two years on; it is renewed by itself and checked.

Everything that people do here, they do on pages; the clock is moved by the test.
"""

import datetime as dt
import re

import pytest
from laurel.awards import selectors as awards
from laurel.classes import selectors as classes
from laurel.foundation import clock, jobs
from laurel.foundation.models import OutgoingMail
from laurel.programs import selectors as programs
from laurel.renewals import services as renewals
from laurel.renewals import tasks

from packages.laurel.tests.factories import classes as factory
from packages.laurel.tests.sites.console.conftest import browser_of, make_college

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("I21", "I22")]

BADGE = {
    "name": "Workplace First Aid",
    "description": "Keeps a person safe until help comes.",
    "criteria": "Passes First Aid",
    "how": "automatic",
    "validity": "months",
    "period": "24",
}
ADA = factory.ADA


def text_of(response):
    html = response.content.decode().split("<main", 1)[1]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


class School:
    """Whoever works at the college, on its pages."""

    def __init__(self):
        self.college = make_college()
        self.program = factory.program(
            self.college.organization, courses=("First Aid", "First Aid Refresher")
        )
        self.course, self.refresher = programs.courses(self.program)

    @property
    def browser(self):
        return browser_of(self.college.owner)

    def class_with(self, name, first_day, last_day):
        url = self.college.url("classes/new")
        self.browser.post(
            url,
            {
                "program": self.program.public_id,
                "name": name,
                "first_day": first_day,
                "last_day": last_day,
                "time_zone": "America/Vancouver",
            },
        )
        found = next(c for c in classes.of_program(self.program) if c.name == name)
        url = self.college.url(f"classes/{found.public_id}/learners")
        people = {"text": f"Name\tE-mail\n{ADA.name}\t{ADA.email}\n"}
        look = self.browser.post(f"{url}?new=1", people)["Location"]
        self.browser.post(look, {"expected": "0"})
        return found

    def grade(self, found, course, grade):
        enrolment = classes.enrolments(found).get(learner__key=ADA.email)
        self.browser.post(
            self.college.url(f"classes/{found.public_id}/results"),
            {f"r-{enrolment.pk}-{course.pk}": grade, "is_final": "on", "seen": ""},
        )
        jobs.drain()


def reminders():
    return list(OutgoingMail.objects.filter(key__startswith="reminder:").order_by("id"))


def test_a_badge_of_a_class_ends_after_two_years_and_renews_by_itself(
    client, fixed_clock
):
    school = School()

    # A class with a badge that holds for two years; it comes by itself.
    spring = school.class_with("Spring 2027", "2027-01-11", "2027-04-30")
    url = school.college.url(f"classes/{spring.public_id}/badge")
    assert school.browser.post(url, BADGE).status_code == 302
    (bound,) = classes.badges(spring)
    badge = bound.achievement
    school.browser.post(
        school.college.url(f"badges/{badge.public_id}/renewal"),
        {
            "reminds": "on",
            "course": school.refresher.public_id,
            "opens_days": "90",
            "counts_from": "end",
        },
    )
    fixed_clock.at = dt.datetime(2027, 4, 30, 18, tzinfo=dt.UTC)
    school.grade(spring, school.course, "81")
    school.grade(spring, school.refresher, "90")  # the first time, all of it
    first = awards.of_achievement(badge).get()
    assert first.expires_on == dt.date(2029, 4, 30)
    assert "valid" in client.get(f"/b/{first.public_id}").content.decode()

    # Nearly two years later: reminders, and the board says that she is due.
    last = first.expires_on - dt.timedelta(days=30)
    while clock.today() < last:
        fixed_clock.move(dt.timedelta(days=1))
        renewals.remind()
        tasks.sweep()
    assert [mail.subject for mail in reminders()] == [
        "Ends soon: Workplace First Aid"
    ] * 2
    board = text_of(school.browser.get(school.college.url("renewals")))
    assert "1 due within 60 days" in board
    assert awards.of_achievement(badge).count() == 1, "nothing was passed since"

    # She passes the refresher: nobody presses a button.
    autumn = school.class_with("Refresher 2029", "2029-03-01", "2029-04-20")
    school.grade(autumn, school.refresher, "77")
    before = awards.by_public_id(first.public_id)
    second = awards.renewal_of(before)
    assert second.expires_on == dt.date(2031, 4, 30)
    (mail,) = OutgoingMail.objects.filter(about=f"award:{second.public_id}")
    assert mail.recipient_address == ADA.email
    assert "has renewed your badge Workplace First Aid" in mail.subject

    # The old one says so, and the new one is valid, by its page and for whoever checks it.
    old = client.get(f"/b/{first.public_id}").content.decode()
    assert 'data-status="renewed"' in old
    assert f'href="/b/{second.public_id}"' in old
    new = client.get(f"/b/{second.public_id}").content.decode()
    assert 'class="verdict" data-status="valid"' in new
    assert "First Aid Refresher" in new
    checked = client.get(f"/b/{second.public_id}/verification.json").json()
    assert (checked["status"], checked["verdict"]) == ("valid", "verified")

    # The last reminder never comes, and the board is at rest.
    fixed_clock.move(dt.timedelta(days=29))
    renewals.remind()
    assert len(reminders()) == 2
    board = text_of(school.browser.get(school.college.url("renewals")))
    assert "1 valid for longer than 60 days, 0 due within 60 days, 0 lapsed" in board
    fixed_clock.move(dt.timedelta(days=2))
    over = client.get(f"/b/{first.public_id}").content.decode()
    assert 'data-status="renewed"' in over, "also when its time is over"
