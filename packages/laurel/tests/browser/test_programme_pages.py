"""The console's pages about programmes, in a browser: for everybody, at every width."""

import pytest
from django.conf import settings as django_settings
from laurel.families import services as families
from laurel.families.models import Gap
from laurel.foundation.actors import SYSTEM
from laurel.organizations.types import Role
from laurel.programs import selectors as programs

from packages.laurel.tests.browser.conftest import NARROW, WIDE
from packages.laurel.tests.factories import badges, classes, people, releases, tokens
from packages.laurel.tests.factories import families as tiers
from packages.laurel.tests.sites.console.conftest import browser_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LOOKS = [(WIDE, "light"), (NARROW, "dark")]
PATIENCE = 60_000  # milliseconds; the machine may be busy
RESULTS = "Name\tE-mail\tStatistics\nAda Lovelace\tada@example.org\t81\nEmmy Noether\temmy@example.org\tso-so\n"  # fmt: skip


class College:
    """A programme that keeps its badge back, and its owner, in a browser and without one."""

    def __init__(self):
        self.offer = releases.make_offer()
        self.owner = people.member(self.offer.organization, Role.OWNER)
        self.client = browser_of(self.owner)

    def url(self, rest=""):
        return f"/console/{self.offer.organization.slug}/{rest}"

    def program(self, rest):
        return self.url(f"programs/{self.offer.program.public_id}/{rest}")

    def run(self, rest=""):
        return self.url(f"classes/{self.offer.run.public_id}{rest}")

    def post(self, path, **typed):
        """Send a form without a browser; where it leads."""
        answer = self.client.post(path, typed)
        assert answer.status_code == 302, answer.content.decode()
        return answer["Location"]


@pytest.fixture
def college(site, page):
    made = College()
    cookie = made.client.cookies[django_settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": site}])
    page.set_default_timeout(PATIENCE)
    return made


@pytest.fixture
def to_the_end(page, accessible):
    """Looks at all of the page that is open: wide and narrow, in the light and in the dark."""

    def looked():
        for width, scheme in LOOKS:
            # So tall that the menu at the bottom of a telephone lies over nothing.
            page.set_viewport_size({"width": width, "height": 3000})
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            accessible(page)
        page.set_viewport_size({"width": WIDE, "height": 900})

    return looked


@pytest.fixture
def everywhere(visit, to_the_end):
    """The same for each of these addresses."""

    def looked(*paths):
        for path in paths:
            visit(path)
            to_the_end()

    return looked


def test_families_are_for_everybody(college, page, visit, everywhere, to_the_end):
    everywhere(college.url("families"))
    course = programs.courses(college.offer.program)[0]
    framework = families.from_framework(
        issuer=college.offer.issuer,
        course="Facilitation",
        results_of=course,
        is_automatic=False,
        actor=SYSTEM,
    )
    tiers.gap(college.offer.issuer)
    torn = Gap.objects.get().family
    everywhere(
        college.url("families"),
        college.url("families/new"),
        college.url("families/gather"),
        college.url(f"families/{framework.public_id}"),
        college.url(f"families/{torn.public_id}"),
    )
    visit(college.url("families/new"))
    page.get_by_role("button", name="Make the three badges").click()
    page.get_by_text("Write what the course is called.").first.wait_for()
    to_the_end()
    page.get_by_label("Course", exact=True).fill("Mediation")
    page.get_by_role("button", name="Look at them first").click()
    page.get_by_role("heading", name="So they would be").wait_for()
    to_the_end()


def test_tokens_are_for_everybody(college, page, visit, everywhere, to_the_end):
    everywhere(college.url("api"))
    over = tokens.made(college.offer.organization, name="An old program").token
    college.post(college.url(f"api/{over.public_id}/end"))
    visit(college.url("api"))
    page.get_by_label("What is it for?").fill("Moodle")
    page.get_by_role("button", name="Make the token").click()
    page.get_by_text("Choose what it may do.").first.wait_for()
    to_the_end()
    page.get_by_label("Award badges, and revoke them").check()
    page.get_by_role("button", name="Make the token").click()
    page.get_by_text("It is shown this once.").wait_for()
    to_the_end()


def test_lists_of_results_are_for_everybody(college, everywhere):
    college.offer.grade(but=["Statistics"])
    brought = college.post(college.run("/lists"), text=RESULTS)
    everywhere(college.run(), college.run("/settings"), college.run("/lists"), brought)


def test_what_a_badge_waits_for_is_for_everybody(college, page, visit, everywhere, to_the_end):  # fmt: skip
    everywhere(college.program("release"), college.program("waiting"))
    college.offer.ask()
    college.offer.grade()
    brought = college.post(
        college.program("graduates"), text="E-mail\nada@example.org\nbob@example.org\n"
    )
    everywhere(
        college.program("release"),
        college.program("waiting"),
        college.program("graduates"),
        brought,
    )
    # Somebody with the right to it may pass by, for a reason.
    visit(college.url(f"badges/{college.offer.achievement.public_id}/award"))
    page.get_by_label("Name", exact=True).fill("Ada Lovelace")
    page.get_by_label("E-mail address").fill("ada@example.org")
    page.get_by_role("button", name="Award this badge").click()
    page.get_by_label("Award it all the same, because").wait_for()
    to_the_end()


def test_many_renewals_are_for_everybody(college, page, visit, to_the_end):
    badge = badges.achievement(college.offer.issuer, name="First Aid")
    day = college.offer.run.first_day.replace(year=2099)
    for person in (classes.ADA, classes.GRACE):
        badges.issued(badge, recipient_email=person.email, expires_on=day)
    visit(college.url("renewals"))
    for box in page.get_by_role("checkbox", name="Choose First Aid").all():
        box.check()
    page.get_by_role("button", name="Renew the chosen ones").click()
    page.get_by_role("heading", level=1).wait_for()
    to_the_end()
