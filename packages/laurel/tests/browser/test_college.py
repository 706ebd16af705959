"""The college's story in a browser: from an empty instance to a badge that an employer checks.

The clock stands still and is moved: through the term, and six weeks after it.
"""

import datetime as dt
import re
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from laurel.awards.models import Award
from laurel.classes import services as classes
from laurel.foundation import clock, jobs
from laurel.foundation.models import OutgoingMail
from laurel.releases import services as releases

from packages.laurel.tests.browser.conftest import NARROW, WIDE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STAFF, ADA, GRACE = "mary@college.example", "ada@home.example", "grace@home.example"
COURSES = ("Data Literacy", "Statistics", "Data Ethics")
TERM = dt.datetime(2026, 9, 1, 17, tzinfo=dt.UTC)
OVER = dt.datetime(2026, 11, 1, 7, tzinfo=dt.UTC)  # midnight in Vancouver
FIRST_DAY = dt.datetime(2026, 12, 12, 17, tzinfo=dt.UTC)  # nine o'clock there
PATIENCE = 30_000  # milliseconds; the machine may be busy


@pytest.fixture
def time(site):
    del site
    cache.clear()
    with clock.using(clock.FixedClock(TERM)) as fixed:
        yield fixed


def work():
    """What workers do every ten minutes."""
    classes.tell_moments()
    releases.look()
    jobs.drain()


def newest_mail(to):
    jobs.drain()
    found = OutgoingMail.objects.filter(recipient_address=to)
    return found.order_by("-id").first()


def link_in(mail, path):
    return urlsplit(re.search(rf"https?://\S+{path}\S+", mail.text)[0]).path


def sign_in(page):
    page.get_by_label("E-mail address").fill(STAFF)
    page.get_by_role("button", name="Send me a code").click()
    page.wait_for_url("**/accounts/login/code/confirm/**")
    code = re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}", newest_mail(STAFF).text)[0]
    page.get_by_label("Code").fill(code)
    page.keyboard.press("Enter")
    page.wait_for_url("**/console/**")


def set_up(page):
    """An organisation, its issuer, and a published badge."""
    page.get_by_label("Name of your organisation").fill("North College")
    page.get_by_label("Your name").fill("Mary Somerville")
    page.get_by_role("button", name="Start").click()
    page.get_by_role("link", name="Set up").click()
    page.get_by_label("Web address").fill("https://north-college.example")
    page.get_by_label("Contact address").fill("registrar@north-college.example")
    page.get_by_role("button", name="Set up the issuer").click()
    page.get_by_role("link", name="Define").click()
    page.get_by_role("link", name="Say more about it").click()
    page.get_by_label("Name", exact=True).fill("Applied Data Analytics")
    page.get_by_label("One sentence").fill("Finds, cleans and explains data.")
    press(page, "Next")
    page.get_by_label("What a person does").fill("Passes three courses")
    press(page, "Next")
    press(page, "Next")
    press(page, "Publish")
    page.get_by_text("The badge is published").wait_for()


def press(page, words):
    with page.expect_navigation():
        page.locator("#wizard").get_by_role("button", name=words).click()


def save(page, words):
    with page.expect_navigation():
        page.get_by_role("button", name=words).first.click()


def make_program(page, console):
    """A programme of three courses, with the badge; its address."""
    page.goto(f"{console}/programs/new")
    page.get_by_label("Name", exact=True).fill("Analytics Certificate")
    page.get_by_label("Applied Data Analytics").check()
    save(page, "Set up this programme")
    page.get_by_role("link", name="Analytics Certificate", exact=True).click()
    program = page.url
    page.goto(f"{program}/courses")
    for number, name in enumerate(COURSES):
        fields = page.get_by_role("textbox", name=re.compile("^Name"))
        if fields.count() <= number:
            page.get_by_role(
                "button", name=re.compile("Add|more", re.IGNORECASE)
            ).click()
        page.get_by_role("textbox", name=re.compile("^Name")).nth(number).fill(name)
    page.get_by_role("button", name="Save").last.click()
    page.get_by_text("The courses are saved").wait_for()
    return program


def make_class(page, console):
    """A class of that programme with two learners; its address."""
    page.goto(f"{console}/classes/new")
    page.get_by_label("Programme").select_option(label="Analytics Certificate")
    page.get_by_label("Name of the class").fill("Autumn 2026")
    page.get_by_label("First day").fill("2026-09-01")
    page.get_by_label("Last day").fill("2026-10-31")
    page.get_by_label("Time zone").fill("America/Vancouver")
    with page.expect_navigation():
        page.locator("form.form button[type=submit]").last.click()
    page.get_by_label("Paste them here").fill(
        f"Name\tE-mail\nAda Lovelace\t{ADA}\nGrace Hopper\t{GRACE}"
    )
    save(page, "Go on")
    save(page, re.compile("Enrol|Take"))
    return re.search(r"^.*/classes/\w+", page.url)[0]


def grade(page, run, *, but=()):
    page.goto(f"{run}/results?what=grade")
    for row in page.locator("table.cells tbody tr").all():
        for number, name in enumerate(COURSES):
            if name not in but:
                row.locator("input").nth(number).fill("72")
    page.get_by_label("The grades on this page are final").check()
    save(page, "Record")
    jobs.drain()


def keep_back(page, program, accessible):
    """Six to eight weeks, a confirmed graduation, and then by itself."""
    page.goto(f"{program}/release")
    page.get_by_label("Graduation has to be confirmed").check()
    page.get_by_text("Some weeks later").click()
    page.get_by_label("From how many weeks after completion").fill("6")
    page.get_by_label("To how many weeks").fill("8")
    page.get_by_label("Proof in the meantime").fill("https://college.example/record")
    page.get_by_label("What it is called").fill("Get your unofficial transcript")
    save(page, "Save")
    page.goto(f"{program}/release")
    accessible(page)
    save(page, "Let it leave by itself")
    page.get_by_text("Leaves by itself").wait_for()
    jobs.drain()


def confirm(page, program):
    """The registrar's list names Ada alone."""
    page.goto(f"{program}/graduates")
    page.get_by_label("Paste it here").fill(
        f"E-mail\tGraduated\n{ADA}\tyes\n{GRACE}\tno"
    )
    save(page, "Look at it first")
    save(page, "Confirm 1 person")
    page.get_by_text("Everybody else waits as before").wait_for()
    jobs.drain()


@pytest.mark.requirement("J7", "J8", "J10", "J11")
def test_from_three_courses_to_a_badge_six_weeks_later(
    page, site, time, visit, accessible
):
    page.set_default_timeout(PATIENCE)
    page.goto(f"{site}/console/")
    sign_in(page)
    set_up(page)
    console = re.search(r"^.*/console/[^/]+", page.url)[0]
    program = make_program(page, console)
    run = make_class(page, console)
    keep_back(page, program, accessible)
    grade(page, run, but=["Statistics"])

    time.at = OVER
    work()
    told = newest_mail(ADA)
    assert "is being prepared" in told.subject
    waiting = link_in(told, "/pending/")
    seen = visit(waiting, width=NARROW)
    main = seen.locator("main").inner_text()
    assert "between 12 December 2026 and 26 December 2026" in main
    assert "Your grade in Statistics" in main
    proof = seen.get_by_role("link", name="Get your unofficial transcript")
    assert proof.get_attribute("href") == "https://college.example/record"
    accessible(seen)
    accessible(visit(waiting, scheme="dark"))

    page.set_viewport_size({"width": WIDE, "height": 900})
    page.goto(f"{program}/waiting")
    assert page.get_by_text("Missing: Statistics").count() == 2
    accessible(page)
    grade(page, run)
    confirm(page, program)
    accessible(visit(urlsplit(f"{program}/waiting").path, width=360))

    time.at = FIRST_DAY - dt.timedelta(seconds=1)
    work()
    assert not Award.objects.exists()
    time.at = FIRST_DAY
    work()
    assert [award.recipient_email for award in Award.objects.all()] == [ADA]
    came = newest_mail(ADA)
    assert "has awarded you Applied Data Analytics" in came.subject

    badge = visit(f"/b/{Award.objects.get().public_id}")
    assert badge.locator(".verdict").get_attribute("data-status") == "valid"
    assert "Nothing is being prepared" in visit(waiting).locator("main").inner_text()
