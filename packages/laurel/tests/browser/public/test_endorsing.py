"""From the earner's wish to a badge that somebody stands by, in a real browser."""

import re

import pytest
from django.core.cache import cache
from laurel.accounts.models import Account
from laurel.awards import selectors as awards
from laurel.endorsements import services
from laurel.endorsements.types import About
from laurel.foundation import jobs
from laurel.foundation.actors import SYSTEM
from laurel.foundation.models import OutgoingMail

from packages.laurel.tests.browser.conftest import NARROW, WIDE
from packages.laurel.tests.factories import badges, people

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADA, GRACE = "ada@north-college.example", "grace@navy.example"
SMALL = 360


@pytest.fixture
def award(site):
    del site  # the badge names the site's address, so the site stands first
    cache.clear()
    made = badges.issued(
        badges.achievement(name="Facilitation", criteria="Leads a group."),
        recipient_email=ADA,
    )
    return awards.by_public_id(made.award_public_id)


@pytest.fixture
def log_in(client, page, site, settings):
    """Lets the browser be somebody's."""

    def logged_in(account):
        client.force_login(account)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies(
            [{"name": cookie.key, "value": cookie.value, "url": site}]
        )

    return logged_in


def newest(to):
    jobs.drain()
    return OutgoingMail.objects.filter(recipient_address=to).latest("created_at").text


def test_asked_written_signed_accepted_and_shown(
    visit, log_in, browser, award, accessible
):
    log_in(people.account(ADA))
    page = visit(f"/mine/{award.public_id}")
    page.get_by_role("link", name="Endorsements").click()
    accessible(page)
    page.get_by_label("Their e-mail address").fill(GRACE)
    page.get_by_label("What would you like to say").fill("You saw me lead the group.")
    page.get_by_role("button", name="Ask them").click()
    page.get_by_text("is on its way").wait_for()
    link = re.search(r"http\S+/endorse/\S+", newest(GRACE))[0]

    # Somebody else, without an account and without script.
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": SMALL, "height": 800}
    )
    theirs = context.new_page()
    theirs.goto(link)
    theirs.get_by_label("Your endorsement").fill("She hears everybody, then decides.")
    theirs.get_by_label("Your name").fill("Grace Hopper")
    theirs.get_by_label("Your role").fill("Rear Admiral")
    theirs.get_by_label("Your organisation").fill("United States Navy")
    theirs.get_by_role("button", name="Go on: send me a code").click()
    theirs.get_by_label("The code from the mail").fill(
        re.search(r"\b\d{6}\b", newest(GRACE))[0]
    )
    theirs.get_by_role("button", name="Sign it").click()
    theirs.get_by_text("Thank you. It is signed.").wait_for()
    context.close()

    page = visit("/backpack/", width=NARROW)
    accessible(page)
    page.get_by_role("link", name="Decide: Facilitation").click()
    accessible(page)
    page.get_by_role("button", name="Accept and show it").press("Enter")
    page.get_by_text("Accepted.").wait_for()
    jobs.drain()
    for width, scheme in ((WIDE, "light"), (SMALL, "dark")):
        page = visit(f"/b/{award.public_id}", width=width, scheme=scheme)
        stands = page.get_by_role("region", name="Who stands by it")
        assert "Grace Hopper" in stands.inner_text()
        assert "Rear Admiral, United States Navy" in stands.inner_text()
        accessible(page)
        page = visit(
            stands.get_by_role("link").get_attribute("href"), width=width, scheme=scheme
        )
        accessible(page)


@pytest.mark.parametrize("width", [WIDE, SMALL])
def test_the_endorsers_page_is_for_everybody(visit, award, accessible, width):
    about = About(award.achievement.issuer, award=award)
    services.ask(about=about, email=GRACE, words="You saw it.", actor=SYSTEM)
    link = re.search(r"/endorse/\S+", newest(GRACE))[0]
    page = visit(link, width=width)
    accessible(page)
    page.get_by_role("button", name="Go on: send me a code").click()
    page.get_by_text("Write your name.").first.wait_for()
    accessible(page)
    page.get_by_label("Your endorsement").fill("She hears everybody, then decides.")
    page.get_by_label("Your name").fill("Grace Hopper")
    page.get_by_label("Your role").fill("Rear Admiral")
    page.get_by_role("button", name="Go on: send me a code").click()
    page.get_by_text("This is what you sign").wait_for()
    accessible(page)


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_pages_of_the_console_are_for_everybody(visit, log_in, accessible, width):
    organization, owner = people.organization()
    college = badges.issuer(organization)
    guild = badges.issuer(people.organization()[0], name="South Guild")
    version = badges.achievement(college, name="Facilitation").current
    for about in (About(college, version=version), About(college)):
        row = services.give(
            about=about, endorsing=guild, comment="We teach the same.", actor=SYSTEM
        )
    services.accept(endorsement=row, actor=SYSTEM)
    services.give(
        about=About(guild), endorsing=college, comment="They do it well.", actor=SYSTEM
    )
    log_in(Account.objects.get(pk=owner.account_id))
    at = f"/console/{organization.slug}/endorsements"
    for path in (at, f"{at}/{row.public_id}", f"{at}/ask", f"{at}/give"):
        accessible(visit(path, width=width))
