"""Links for employers that the holder made: told apart, counted, ended early, kindly over."""

import datetime as dt
import re
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from laurel.awards import selectors as awards
from laurel.awards.types import Disclosure, Visibility
from laurel.foundation import qr
from laurel.foundation.actors import SYSTEM
from laurel.issuing import services as issuing
from laurel.sharing import selectors as sharing
from laurel.sharing import services

from packages.laurel.tests.factories import badges, people

from .conftest import BROWSER
from .shared_pages import PERSON

pytestmark = pytest.mark.django_db


def words(response):
    body = response.content.decode().split("<body")[1]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


@pytest.fixture
def award(credential):
    return awards.by_public_id(credential.award_public_id)


@pytest.fixture
def holder(award):
    client = Client(headers={"Accept": BROWSER})
    client.force_login(people.account(award.recipient_email))
    return client


def links_page(award):
    return f"/mine/{award.public_id}/employers"


def make(holder, award, purpose="Analyst at Brightwater", days="30"):
    answer = holder.post(
        links_page(award), {"purpose": purpose, "days": days}, follow=True
    )
    assert answer.status_code == 200
    text = answer.content.decode()
    return urlsplit(re.search(r'https?://[^"<\s]+/e/[^"<\s/]+', text)[0]).path


def end(holder, award, path):
    return holder.post(f"{links_page(award)}/{path.split('/')[2]}/end", follow=True)


@pytest.mark.requirement("K19")
def test_a_link_is_made_opened_counted_and_ended_early(
    client, holder, award, fixed_clock
):
    path = make(holder, award)
    assert "Not opened yet" in words(holder.get(links_page(award)))
    for days in (1, 2):
        fixed_clock.move(dt.timedelta(days=days))
        shown = client.get(path, **PERSON)
        assert shown.status_code == 200
        assert "Valid" in shown.content.decode()
        assert "Ada Lovelace" in shown.content.decode()
    text = words(holder.get(links_page(award)))
    today = fixed_clock.now().date()
    assert "Analyst at Brightwater" in text
    assert f"Opened 2 times, last on {today:%-d %B %Y}" in text

    ended = end(holder, award, path)
    assert "The link has ended" in words(ended)
    assert f"Ended on {today:%-d %B %Y}" in words(ended)
    for gone in (path, f"{path}/page.pdf"):
        answer = client.get(gone, **PERSON)
        assert answer.status_code == 410
        text = words(answer)
        assert f"Whoever gave it to you ended it on {today:%-d %B %Y}" in text
        assert "Ask them for a new one" in text
        assert "Ada" not in text
        assert "Brightwater" not in text


def test_what_the_holder_looks_at_and_what_programs_fetch_is_not_counted(
    client, holder, award
):
    path = make(holder, award)
    holder.get(path, **PERSON)
    client.get(path, headers={"User-Agent": "facebookexternalhit/1.1"})
    assert "Not opened yet" in words(holder.get(links_page(award)))


def test_links_end_on_their_day_or_never_as_was_chosen(
    client, holder, award, fixed_clock
):
    week, ever = make(holder, award, "Week", "7"), make(holder, award, "Ever", "0")
    fixed_clock.move(dt.timedelta(days=7))
    assert client.get(week, **PERSON).status_code == 200
    fixed_clock.move(dt.timedelta(days=1))
    assert client.get(week, **PERSON).status_code == 410
    assert client.get(ever, **PERSON).status_code == 200
    text = words(holder.get(links_page(award)))
    assert "Does not end by itself" in text
    assert "Links that have ended (1)" in text


def test_the_share_sheet_leads_its_holder_to_the_list(holder, award):
    sheet = f"/b/{award.public_id}/share/employer"
    answer = holder.get(f"{sheet}?days=30")
    assert answer.headers["Location"] == f"{links_page(award)}?days=30"
    page = holder.get(answer.headers["Location"]).content.decode()
    assert '<option value="30" selected>for 30 days</option>' in page
    assert holder.get(f"{sheet}?days=x").headers["Location"] == links_page(award)


def test_nobody_else_sees_makes_or_ends_them(client, holder, award):
    path = make(holder, award)
    stranger = Client(headers={"Accept": BROWSER})
    stranger.force_login(people.account("grace@north-college.example"))
    for browser, status in ((client, 302), (stranger, 404)):
        for method in (browser.get, browser.post):
            answer = method(links_page(award))
            assert answer.status_code == status
            assert b"Brightwater" not in answer.content
        ending = f"{links_page(award)}/{path.split('/')[2]}/end"
        assert browser.post(ending).status_code == status
    assert client.get(path, **PERSON).status_code == 200


def test_a_link_of_another_badge_is_not_ended_here(client, holder, award):
    other = badges.issued(
        badges.achievement(name="Other"), recipient_email="other@college.example"
    )
    theirs = services.make_employer_link(
        credential=other, purpose="", days=None, actor=SYSTEM
    )
    answer = end(holder, award, f"/e/{theirs.token}")
    assert answer.status_code == 404
    assert client.get(f"/e/{theirs.token}", **PERSON).status_code == 200


def test_ending_twice_and_what_is_not_offered_is_refused(holder, award):
    path = make(holder, award)
    end(holder, award, path)
    assert "This link is over already" in words(end(holder, award, path))
    for sent, said in (
        ({"purpose": "x" * 101, "days": "7"}, "At most 100 characters"),
        ({"purpose": "x", "days": "8"}, "Choose one of the times that are offered"),
    ):
        answer = holder.post(links_page(award), sent)
        assert answer.status_code == 400
        assert said in words(answer)
    assert len(sharing.employer_links(award.public_id)) == 1


def test_there_are_not_more_than_can_be_told_apart(holder, award, monkeypatch):
    monkeypatch.setattr(services, "MOST_EMPLOYER_LINKS", 1)
    make(holder, award)
    answer = holder.post(links_page(award), {"purpose": "Second", "days": "7"})
    assert answer.status_code == 400
    assert "End one first" in words(answer)


def test_a_private_badge_is_shown_by_no_link(client, holder, award):
    path = make(holder, award)
    issuing.disclose(
        award=award, disclosure=Disclosure(visibility=Visibility.PRIVATE), actor=SYSTEM
    )
    assert client.get(path, **PERSON).status_code == 404
    assert holder.get(links_page(award)).status_code == 404


def test_what_was_made_is_handed_over_and_forgotten_with_the_person(
    client, holder, award
):
    from laurel.foundation.people import Person
    from laurel.sharing import privacy

    path = make(holder, award)
    person = Person(None, frozenset(), award_ids=frozenset({award.public_id}))
    (kept,) = privacy.export(person)
    assert any(row.get("for") == "Analyst at Brightwater" for row in kept.rows)
    privacy.erase(person)
    assert client.get(path, **PERSON).status_code == 404


def test_the_code_on_the_printed_page_leads_to_what_the_link_shows(
    client, holder, award
):
    """Whoever has it on paper photographs it, or types its link; it ends as the link does."""
    path = make(holder, award)
    address = f"{settings.LAUREL.base_url}{path}"
    picture = SimpleUploadedFile("page.png", qr.png(address))
    for sent in ({"text": address}, {"badge": picture, "text": ""}):
        answer = client.post("/verify", sent, follow=True)
        assert answer.redirect_chain == [(path, 302)]
        assert "Ada Lovelace" in words(answer)
    end(holder, award, path)
    answer = client.post("/verify", {"text": address}, follow=True)
    assert "This link has ended" in words(answer)
