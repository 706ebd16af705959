"""Evidence in a browser: handed in by a link, looked at in the console, and by somebody outside."""

import dataclasses
import datetime as dt
import re
from urllib.parse import urlsplit

import pytest
from django.test import Client
from laurel.accounts.models import Account
from laurel.evidence import selectors, services
from laurel.evidence.types import Verdict
from laurel.foundation import clock, jobs
from laurel.foundation.models import OutgoingMail

from packages.laurel.tests.browser.conftest import NARROW, WIDE
from packages.laurel.tests.factories import badges, evidence, people

LOOKS = [(WIDE, "light"), (NARROW, "dark")]
PATIENCE = 60_000  # milliseconds; the machine may be busy
ADA = "ada@example.org"
WORDS = "I now open every lecture with a question that the quietest row answers first."


@pytest.fixture
def college(site, page, settings, tmp_path):
    """A college that asks for a lesson plan, and Ada, who is asked."""
    settings.LAUREL = dataclasses.replace(settings.LAUREL, data_dir=tmp_path)
    page.set_default_timeout(PATIENCE)
    organization, owner = people.organization("North College")
    achievement = badges.achievement(
        badges.issuer(organization), name="Facilitation: Implemented"
    )
    task = evidence.task(
        achievement,
        instructions="One page is enough. Say what you did, and how you know that it worked.",
        rubric=["Everybody in the room has a turn", "The change is measured"],
        months=6,
    )
    asked = evidence.assigned(task, last_day=clock.today() + dt.timedelta(days=12))
    services.invite_reviewer(
        task=task,
        name="Emmy Noether",
        email="emmy@elsewhere.example",
        days=30,
        actor=owner,
    )
    jobs.drain()
    return {"slug": organization.slug, "owner": owner, "task": task, "asked": asked}


def sign_in(page, site, account):
    client = Client()
    client.force_login(account)
    cookies = [{"name": n, "value": m.value, "url": site} for n, m in client.cookies.items()]  # fmt: skip
    page.context.add_cookies(cookies)


def mailed(to):
    text = OutgoingMail.objects.filter(recipient_address=to).order_by("-id")[0].text
    return urlsplit(
        re.search(r"https?://\S+/(?:evidence|review)/\S+", text).group(0)
    ).path


def everything(asked):
    """A draft with something of every kind."""
    for name, data in (
        ("The room, week 7.png", evidence.picture(640, 400)),
        ("Two minutes of a lecture.mp3", evidence.SOUND),
        ("Lesson.mp4", evidence.FILM),
        ("Speaking counts, week 1 to 7.pdf", evidence.PDF),
        ("Figures.xlsx", evidence.ANYTHING),
    ):
        services.attach_file(assignment=asked, name=name, data=data)
    services.attach_link(
        assignment=asked, url="https://example.org/film", name="The whole lecture"
    )
    evidence.answer(asked, WORDS, "The department has adopted it.", is_shown=True)


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_nothing_where_people_hand_in(
    visit, accessible, college, page, site, *, width, scheme
):
    link = mailed(ADA)
    accessible(visit(link, width=width, scheme=scheme))
    everything(college["asked"])
    accessible(visit(link, width=width, scheme=scheme))
    work = evidence.sent(college["asked"], WORDS, "It was adopted.", is_shown=True)
    evidence.reviewed(work, Verdict.RETURN, comment="Say how you counted.")
    accessible(visit(link, width=width, scheme=scheme))
    evidence.reviewed(evidence.sent(college["asked"], WORDS, is_shown=True))
    badges.issued(college["task"].achievement, recipient_email=ADA)
    accessible(visit(link, width=width, scheme=scheme))
    asked = selectors.assignment(college["asked"].public_id)
    for each in selectors.attachments(selectors.newest(asked)):
        if each.digest:
            accessible(visit(f"/evidence/file/{each.public_id}", width=width))
    other = evidence.task(college["task"].achievement, title="A recording")
    evidence.assigned(other)
    sign_in(page, site, people.account(ADA, name="Ada Lovelace"))
    for path in ("/backpack/evidence", "/backpack/"):
        accessible(visit(path, width=width, scheme=scheme))


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_nothing_where_evidence_is_looked_at(
    visit, accessible, college, page, site, *, width, scheme
):
    everything(college["asked"])
    first = evidence.sent(college["asked"], WORDS, "It was adopted.")
    evidence.reviewed(first, Verdict.RETURN, comment="Say how you counted.")
    work = evidence.sent(college["asked"], f"{WORDS} From nine to 26.", "Adopted.")
    for name in ("Grace Hopper", "Sophie Germain"):
        person = (name, f"{name.split()[0].lower()}@example.org")
        evidence.sent(evidence.assigned(college["task"], person=person))
    task, slug = college["task"].public_id, college["slug"]
    badge = college["task"].achievement.public_id
    sign_in(page, site, Account.objects.get(pk=college["owner"].account_id))
    for path in (
        "evidence", "evidence?show=done", f"evidence/{work.public_id}", f"badges/{badge}/tasks",
        f"badges/{badge}/tasks/new", f"tasks/{task}", f"tasks/{task}/people",
        f"evidence/time/{college['asked'].public_id}",
    ):  # fmt: skip
        accessible(visit(f"/console/{slug}/{path}", width=width, scheme=scheme))
    review = mailed("emmy@elsewhere.example")
    for path in (review, f"{review}/{work.public_id}"):
        accessible(visit(path, width=width, scheme=scheme))


def test_from_the_mail_to_the_badge_by_keyboard(visit, college, page, site, tmp_path):
    plan = tmp_path / "plan.pdf"
    plan.write_bytes(evidence.PDF)
    page = visit(mailed(ADA), width=NARROW)
    page.get_by_text("Due in 12 days").wait_for()
    page.get_by_role("button", name="Hand it in").focus()
    page.keyboard.press("Enter")
    page.get_by_text("it is needed.").first.wait_for()
    page.get_by_label(evidence.PRACTICE).fill(WORDS)
    page.get_by_label("A file from your device").set_input_files(str(plan))
    page.get_by_role("button", name="Add it").press("Enter")
    page.get_by_role("link", name="Download plan.pdf").wait_for()
    page.get_by_label("Others may see it with my badge").check()
    page.get_by_role("button", name="Hand it in").press("Enter")
    page.get_by_text("A person at").wait_for()

    sign_in(page, site, Account.objects.get(pk=college["owner"].account_id))
    page = visit(f"/console/{college['slug']}/evidence")
    page.get_by_role("link", name="Ada Lovelace").click()
    page.get_by_text(WORDS).wait_for()
    for shown in page.get_by_label("Shown", exact=True).all():
        shown.check()
    page.get_by_label("To the learner").fill("Clear and well measured.")
    page.get_by_role("button", name="Accept and award").click()
    page.get_by_text("Accepted and awarded").wait_for()
    assert page.get_by_text("plan.pdf").count()
