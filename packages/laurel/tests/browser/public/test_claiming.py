"""From the mail to a badge that is kept, in a real browser: counted actions, no session to look."""

import re
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from laurel.awards import selectors as awards
from laurel.awards.types import Evidence, Visibility
from laurel.foundation.models import OutgoingMail
from playwright.sync_api import expect

from packages.laurel.tests.browser.conftest import NARROW, WIDE
from packages.laurel.tests.factories import badges, people

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LOOKS = [(WIDE, "light"), (WIDE, "dark"), (NARROW, "light"), (NARROW, "dark")]
HERS = "ada@north-college.example"


@pytest.fixture
def award(site):
    del site  # the badge names the site's address, so the site stands first
    cache.clear()  # one address asks for only three codes in a minute
    made = badges.issued(
        badges.achievement(name="Applied Data Analytics"),
        recipient_email=HERS,
        narrative="Led two workshops on reading tables.",
        evidence=[
            Evidence(name="Her report", url="https://evidence.example/report"),
            Evidence(name="A film", url="https://evidence.example/film"),
        ],
    )
    return awards.by_public_id(made.award_public_id)


@pytest.fixture
def link(award):
    return urlsplit(awards.claim_address(award.public_id, HERS)).path


def code():
    sent = OutgoingMail.objects.filter(recipient_address=HERS).order_by("-created_at")
    return re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}", sent.first().text)[0]


def keep(page):
    """Three actions: press, type, press."""
    page.get_by_role("button", name="Keep it").click()
    page.wait_for_url("**/accounts/login/code/confirm/**")
    page.fill("input[name=code]", code())
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/mine/**")


@pytest.mark.requirement("J16")
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_one_action_to_see_one_to_download_three_to_keep(visit, award, link, width):
    page = visit(link, width=width)
    assert page.get_by_role("heading", level=1).inner_text() == "Applied Data Analytics"
    with page.expect_download() as taken:
        page.get_by_role("link", name="Download", exact=True).click()
    assert taken.value.suggested_filename.endswith(".png")
    assert page.context.cookies() == [] or all(
        "session" not in cookie["name"] for cookie in page.context.cookies()
    )
    keep(page)
    assert page.url.endswith(f"/mine/{award.public_id}")
    expect(page.get_by_role("heading", name="Kept")).to_be_visible()
    assert page.get_by_role("heading", level=1).inner_text() == "Applied Data Analytics"


@pytest.mark.requirement("K28")
def test_a_piece_of_evidence_is_hidden_with_the_keyboard_alone(visit, award, link):
    page = visit(link)
    keep(page)
    page.get_by_role("link", name="Choose what others see").press("Enter")
    page.wait_for_url("**/shown")
    page.get_by_role("switch", name="Her report").press("Space")
    page.get_by_role("radio", name=re.compile("Private")).press("Space")
    page.get_by_role("button", name="Save").press("Enter")
    page.wait_for_url(re.compile(f"/mine/{award.public_id}$"))
    expect(page.get_by_text("Nothing: it is private.")).to_be_visible()
    chosen = awards.disclosure(award.public_id)
    assert chosen.visibility is Visibility.PRIVATE
    assert [item["name"] for item in awards.shown(award).evidence] == ["A film"]


def test_without_script_it_is_kept_and_changed_as_well(browser, award, link, site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + link)
    keep(page)
    page.get_by_role("link", name="Choose what others see").click()
    page.get_by_role("switch", name="Your name").uncheck()
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(re.compile(f"/mine/{award.public_id}$"))
    assert awards.shown(award).name == ""
    context.close()


def test_a_piece_of_mail_that_was_passed_on_shows_no_more_once_it_is_private(
    visit, award, link
):
    page = visit(link)
    keep(page)
    page.goto(f"{page.url}/shown")
    page.get_by_text("Private", exact=True).click()
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(re.compile(f"/mine/{award.public_id}$"))
    page.context.clear_cookies()
    page.goto(page.url.replace("/mine/", "/b/"))
    expect(page.get_by_text("This badge is kept private by its holder")).to_be_visible()
    assert "Ada" not in page.content()


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_nothing(visit, accessible, link, width, scheme):
    ada = people.account(HERS)
    EmailAddress.objects.create(user=ada, email="ada@home.example", verified=True)
    for path in (link, f"{link}/not-mine", "/find", "/find?sent"):
        accessible(visit(path, width=width, scheme=scheme))
    page = visit(link, width=width, scheme=scheme)
    keep(page)
    accessible(page)
    for path in (f"{urlsplit(page.url).path}/shown", "/accounts/email/"):
        accessible(visit(path, width=width, scheme=scheme))
