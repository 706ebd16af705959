"""The first story: a programme is finished, six weeks pass, and a badge leaves by itself.

Everything that people do here, they do on pages and by the links in mails; the test moves the clock.
"""

import datetime as dt
import re

import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils.module_loading import import_string
from laurel.awards import selectors as awards
from laurel.classes import selectors as classes
from laurel.foundation import jobs
from laurel.organizations.types import Role

from packages.laurel.tests.factories import badges, people, releases
from packages.laurel.tests.factories.classes import ADA, GRACE
from packages.laurel.tests.sites.console.conftest import browser_of

from .browser import CODE, Person, newest_mail, upload
from .test_award_to_verified import link_after, public_page, verdict_of

pytestmark = pytest.mark.django_db

TERM = dt.datetime(2026, 9, 1, 17, tzinfo=dt.UTC)
OVER = dt.datetime(2026, 11, 1, 7, tzinfo=dt.UTC)  # midnight in Vancouver
FIRST_DAY = dt.datetime(2026, 12, 12, 17, tzinfo=dt.UTC)  # nine o'clock there


class Office:
    """Whoever works at the college, on its pages."""

    def __init__(self):
        self.offer = releases.make_offer()
        self.editor = self._browser(Role.EDITOR)
        self.awarder = self._browser(Role.AWARDER)

    def _browser(self, role):
        return browser_of(people.member(self.offer.organization, role))

    def url(self, rest):
        slug, program = self.offer.organization.slug, self.offer.program.public_id
        return f"/console/{slug}/programs/{program}/{rest}"

    def keep_back(self):
        asked = {
            "needs_grades": "on",
            "needs_confirmation": "on",
            "timing": "window",
            "first_week": "6",
            "last_week": "8",
            "hour": "9",
            "interim_url": "https://college.example/transcript",
            "interim_label": "Get your unofficial transcript",
            "achievements": [self.offer.achievement.public_id],
        }
        assert self.editor.post(self.url("release"), asked).status_code == 302
        by_itself = {"badge": self.offer.achievement.public_id}
        self.editor.post(self.url("release/automatic"), by_itself)

    def grade(self, *, but=()):
        """Everybody's final grades, in the grid."""
        run = self.offer.run
        cells = {
            f"r-{enrolment.pk}-{course.pk}": "72"
            for enrolment in classes.enrolments(run)
            for course in self.offer.courses
            if course.name not in but
        }
        slug = self.offer.organization.slug
        url = f"/console/{slug}/classes/{run.public_id}/results"
        done = self.editor.post(url, {**cells, "is_final": "on", "seen": ""})
        assert done.status_code == 302, done.content.decode()

    def confirm(self, person):
        """The registrar's list has this person alone."""
        table = {"text": f"E-mail\n{person.email}\n"}
        brought = self.awarder.post(self.url("graduates"), table)
        self.awarder.post(brought["location"], {"expected": "1"})


@pytest.fixture
def office(db, fixed_clock):
    cache.clear()
    fixed_clock.at = TERM
    return Office()


def work():
    """What workers do every ten minutes."""
    jobs.drain()
    for chore in import_string(settings.LAUREL_CHORES):
        import_string(chore)()
    jobs.drain()


def names(person):
    return [award.version.name for award in awards.of_keys([person.email])]


def keep(person, page):
    """From the link in the mail to a badge that is kept: press, and type the code."""
    address = re.search(r'name="login"[^>]*value="([^"]+)"', page)[1]
    person.send("Send me a code", login=address)
    return person.send("Sign in", code=CODE.search(newest_mail(address))[1])


@pytest.mark.requirement("J7", "J8", "J10", "J11", "J18")
def test_a_finished_programme_becomes_a_badge_in_a_backpack(office, fixed_clock):
    badge = office.offer.achievement.current.name
    office.keep_back()
    office.grade(but=["Statistics"])

    # The class is over: Ada knows when to expect it, what it waits for, what serves until then.
    fixed_clock.at = OVER
    work()
    waiting = re.search(r"http\S+/pending/\S+", newest_mail(ADA.email))[0]
    page = Person().open(waiting)
    assert "12 December 2026" in page
    assert "Your grade in Statistics" in page
    assert "Get your unofficial transcript" in page
    office.grade()
    office.confirm(ADA)

    # Not a second sooner than six weeks; then by itself, and only who was confirmed.
    fixed_clock.at = FIRST_DAY - dt.timedelta(seconds=1)
    work()
    assert names(ADA) == []
    fixed_clock.at = FIRST_DAY
    work()
    assert (names(ADA), names(GRACE)) == ([badge], [])

    # Grace has an account with another badge; once confirmed, this one joins it by itself.
    elsewhere = badges.achievement(name="Weaving")
    badges.issued(elsewhere, recipient_email=GRACE.email)
    grace = Person()
    page = grace.open(link_after(newest_mail(GRACE.email), "See your badge"))
    keep(grace, page)
    assert badge not in _cards(grace)
    office.confirm(GRACE)
    work()
    assert badge in _cards(grace)

    # Ada sees first, has an account after that, and lands where she was.
    mail = newest_mail(ADA.email)
    ada = Person()
    page = ada.open(link_after(mail, "See your badge"))
    assert badge in page
    assert "Kept" in keep(ada, page)
    assert badge in _cards(ada)

    # A stranger checks the file and the link.
    picture, _ = ada.download(link_after(mail, "Download"))
    employer = Person()
    employer.open("/verify")
    page = employer.send("Check", badge=upload("badge.png", picture))
    assert verdict_of(page) == "valid"
    employer.open("/verify")
    assert verdict_of(employer.send("Check", text=public_page(mail))) == "valid"


def _cards(person):
    """The names of the badges in a backpack, without what is only being prepared."""
    page = person.open("/backpack/")
    cards = re.findall(r'<li class="badge-card".*?<h3>(.*?)</h3>', page, re.DOTALL)
    return [re.sub(r"<[^>]+>", "", card) for card in cards]
