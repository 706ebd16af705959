"""Endorsements in the console: looked at, asked for, given, taken back."""

import html
import re

import pytest
from laurel.endorsements import selectors, services
from laurel.endorsements.models import Endorsement
from laurel.endorsements.types import ENDORSER, About, Written
from laurel.foundation import jobs
from laurel.foundation.actors import SYSTEM
from laurel.foundation.models import OutgoingMail
from laurel.organizations.types import Role

from packages.laurel.tests.factories import badges, people

from .conftest import browser_of, error_beside, given_endorsement, make_endorsement

pytestmark = pytest.mark.django_db

GRACE = "grace@navy.example"
WRITTEN = Written("Grace Hopper", "Rear Admiral", "", "She hears everybody.")


def words(answer):
    """What a page says, without its tags."""
    page = answer.content.decode().split("<main")[1]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def of_award(college):
    """What Grace says of the college's award; accepted by whom it praises."""
    about = About(college.issuer, award=college.award)
    row = services.ask(about=about, email=GRACE, words="", actor=SYSTEM)
    jobs.drain()
    services.write(endorsement=row, written=WRITTEN)
    mail = OutgoingMail.objects.filter(recipient_address=GRACE).latest("created_at")
    code = re.search(r"\b\d{6}\b", mail.text)[0]
    row = services.sign(endorsement=row, code=code, actor=ENDORSER)
    row = services.accept(endorsement=row, actor=SYSTEM)
    jobs.drain()
    return row


def page_of(college, row):
    return college.url(f"endorsements/{row.public_id}")


def test_the_college_looks_first_and_shows_it(awarded, owner):
    said = owner.post(awarded.url("endorsements/rule"), {"looks_first": "1"})
    assert said.status_code == 302
    row = of_award(awarded)
    assert "1 endorsement waits for you" in words(owner.get(awarded.url()))
    listed = words(owner.get(awarded.url("endorsements")))
    assert "Grace Hopper Rear Admiral" in listed
    assert "Waits for you" in listed
    page = words(owner.get(page_of(awarded, row)))
    assert "She hears everybody." in page
    assert "an address at navy.example" in page
    owner.post(page_of(awarded, row), {"act": "approve"})
    assert Endorsement.objects.get().is_shown


def test_it_is_hidden_with_a_reason_that_the_earner_reads(awarded, owner):
    row = of_award(awarded)
    empty = owner.post(page_of(awarded, row), {"act": "hide", "reason": ""})
    assert "Say why" in error_beside(empty, "reason")
    owner.post(page_of(awarded, row), {"act": "hide", "reason": "Another badge."})
    assert "Another badge." in words(owner.get(page_of(awarded, row)))
    earner = browser_of(_Earner(people.account("ada@students.example").pk))
    mine = earner.get(f"/mine/{awarded.award.public_id}/endorsements")
    assert "Why: Another badge." in words(mine)


class _Earner:
    def __init__(self, account_id):
        self.account_id = account_id


def test_the_staff_does_not_accept_for_the_earner(awarded, owner):
    about = About(awarded.issuer, award=awarded.award)
    row = services.ask(about=about, email=GRACE, words="", actor=SYSTEM)
    jobs.drain()
    assert owner.get(page_of(awarded, row)).status_code == 404, "not theirs to see yet"
    services.write(endorsement=row, written=WRITTEN)
    mail = OutgoingMail.objects.filter(recipient_address=GRACE).latest("created_at")
    code = re.search(r"\b\d{6}\b", mail.text)[0]
    services.sign(endorsement=row, code=code, actor=ENDORSER)
    answer = owner.post(page_of(awarded, row), {"act": "accept"}, follow=True)
    assert "Whom it praises decides" in words(answer)
    assert Endorsement.objects.get().is_written


def test_what_another_issuer_said_of_a_badge_is_accepted_here(college, owner):
    row = make_endorsement(college)
    owner.post(page_of(college, row), {"act": "accept"})
    assert Endorsement.objects.get().is_shown


def test_somebody_outside_is_asked_about_a_badge(college, owner):
    path = college.url("endorsements/ask")
    page = owner.get(path)
    assert "Facilitation: Completed" in words(page)
    version = college.achievement.current
    about = About(college.issuer, version=version)
    said = {"about": about.key, "email": GRACE, "words": "You teach it, too."}
    bad = owner.post(path, {**said, "words": "See www.evil.example"})
    assert "Leave out web" in error_beside(bad, "words")
    wrong = owner.post(path, {**said, "about": "achievement:else"})
    assert "not here any more" in error_beside(wrong, "about")
    assert owner.post(path, said).status_code == 302
    jobs.drain()
    mail = OutgoingMail.objects.get(recipient_address=GRACE)
    assert "You teach it, too." in mail.text
    assert GRACE in words(owner.get(college.url("endorsements")))


def test_another_issuers_badge_is_endorsed_by_its_page(college, owner):
    other = badges.issued().achievement_version
    path = college.url("endorsements/give")
    link = f"/achievements/{other.achievement.public_id}/{other.number}"
    said = {
        "link": link,
        "issuer": college.issuer.public_id,
        "comment": "We teach the same, and they do it well.",
    }
    for wrong in ("/b/nothing", "https://elsewhere.example" + link, "x", "/"):
        bad = owner.post(path, {**said, "link": wrong})
        assert "no page of a badge" in error_beside(bad, "link")
    own = f"/issuers/{college.issuer.public_id}"
    assert "their own" in words(owner.post(path, {**said, "link": own}))
    assert owner.post(path, said).status_code == 302
    row = Endorsement.objects.get()
    assert selectors.signed(row.public_id).endorsing_issuer == college.issuer
    assert "We teach the same" in words(owner.get(college.url("endorsements")))


def test_what_ones_own_issuer_said_is_taken_back(college, owner):
    row = given_endorsement(college)
    owner.post(college.url(f"endorsements/{row.public_id}/take-back"))
    assert Endorsement.objects.get().state == "ended"
    theirs = make_endorsement(college)
    answer = owner.post(college.url(f"endorsements/{theirs.public_id}/take-back"))
    assert answer.status_code == 404, "it is another issuer's word"


def test_who_may_not_decide_sees_no_buttons(awarded, staff):
    row = of_award(awarded)
    page = browser_of(staff[Role.VIEWER]).get(page_of(awarded, row))
    assert "She hears everybody." in words(page)
    assert 'name="act"' not in page.content.decode()
