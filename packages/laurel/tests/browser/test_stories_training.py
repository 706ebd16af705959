"""The training body's story in a browser: three tiers, evidence within six months, one collection.

From an empty instance. The clock stands still and is moved: through the course, and to the last
day for evidence. Six months after a class of London, which ended there on the last of March and in
Auckland a day later, are over in London first.
"""

import datetime as dt

import pytest
from laurel.awards import selectors as awards
from laurel.foundation import jobs
from playwright.sync_api import expect

from packages.laurel.tests.browser import stories
from packages.laurel.tests.browser.stories import held, link_in, newest_mail, save, work
from packages.laurel.tests.factories import evidence

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STAFF, BODY, COURSE = "emmy@training.example", "Training Body", "Facilitation"
ADA, GRACE, SOPHIE = (f"{name}@home.example" for name in ("ada", "grace", "sophie"))
TIERS = [f"{COURSE}: {word}" for word in ("Completed", "Demonstrated", "Implemented")]
LEARNERS = f"""Name\tE-mail\tTime zone
Ada Lovelace\t{ADA}\tPacific/Auckland
Grace Hopper\t{GRACE}\tEurope/London
Sophie Germain\t{SOPHIE}\tPacific/Auckland"""
ATTENDANCE = f"""Name\tE-mail\t{COURSE} attendance\t{COURSE} participation
Ada Lovelace\t{ADA}\t100\t100
Grace Hopper\t{GRACE}\t100\t100
Sophie Germain\t{SOPHIE}\t100\t60"""
PRACTICE = "What has changed in your own practice?"
CHANGED = "I ask the quietest row first."


def at(moment):
    return dt.datetime.fromisoformat(moment).replace(tzinfo=dt.UTC)


@pytest.fixture
def time(site):
    del site
    with stories.beginning(at("2027-02-15T09:00")) as fixed:
        yield fixed


def make_the_framework(page, console, accessible):
    """One course name, and there are three badges that build on each other."""
    page.goto(f"{console}/families/new")
    page.get_by_label("Course", exact=True).fill(COURSE)
    decides = page.get_by_label("Results that decide")
    decides.select_option(index=1)
    page.get_by_label("Award by itself whoever meets everything").check()
    save(page, "Look at them first")
    accessible(page)
    save(page, "Make the three badges")
    assert page.locator(".steps-grid h2").all_inner_texts() == TIERS
    accessible(page)


def try_to_skip_a_tier(page, console):
    """A person cannot give the second to somebody without the first, and reads why."""
    page.goto(f"{console}/badges")
    page.get_by_role("link", name=TIERS[1]).first.click()
    main = page.locator("main")
    main.get_by_role("link", name="Award", exact=True).first.click()
    page.get_by_label("Name", exact=True).fill("Ada Lovelace")
    page.get_by_label("E-mail address").fill(ADA)
    save(page, "Award this badge")
    assert TIERS[0] in page.locator("main form").inner_text()


def take_attendance(page, run):
    page.goto(f"{run}/lists")
    page.get_by_label("Paste it here").fill(ATTENDANCE)
    save(page, "Look at the changes")
    save(page, "Take the list over")


def note_an_activity(page, run):
    page.goto(run)
    page.get_by_role("link", name="Ada Lovelace").click()
    page.get_by_role("link", name=f"Record {COURSE}").click()
    page.get_by_label("Activities").fill("Interaction")
    page.get_by_role("button", name="Record", exact=True).click()
    page.get_by_text("Recorded.").wait_for()


def asked_by_mail(who):
    return link_in(newest_mail(who, about="/evidence/"), "/evidence/")


def hand_in(page, url, tmp_path):
    """The first question is needed, the second is not; a file goes with it."""
    plan = tmp_path / "plan.pdf"
    plan.write_bytes(evidence.PDF)
    page.goto(url)
    page.get_by_text("Due today, 1 October 2027").wait_for()
    save(page, "Hand it in")
    page.get_by_text("it is needed.").first.wait_for()
    page.get_by_label(PRACTICE).fill(CHANGED)
    page.get_by_label("A file from your device").set_input_files(plan)
    save(page, "Add it")
    save(page, "Hand it in")
    page.get_by_text("Handed in.", exact=True).wait_for()


def is_open(page, url):
    page.goto(url)
    return page.get_by_role("button", name="Hand it in").count() == 1


def accept(page, console):
    page.goto(f"{console}/evidence")
    page.get_by_role("link", name="Ada Lovelace").click()
    page.get_by_text(CHANGED).wait_for()
    for shown in page.get_by_label("Shown", exact=True).all():
        shown.check()
    page.get_by_label("To the learner").fill("Clear and well measured.")
    with page.expect_navigation():
        page.get_by_role("button", name="Accept", exact=True).click()


def build_a_collection(page, site, browser):
    """Three ticks and a title; whoever has the link sees three valid badges."""
    page.goto(f"{site}/backpack/")
    for name in TIERS:
        page.get_by_role("checkbox", name=f"Select {name}").check()
    page.get_by_role("button", name="Make a collection").click()
    page.get_by_label("Title").fill("How I facilitate")
    save(page, "Make this collection")
    link = page.get_by_role("textbox", name="Its link").input_value()
    theirs = stories.stranger(browser)
    theirs.goto(link)
    assert theirs.get_by_role("status").first.inner_text().startswith("3 valid")
    theirs.context.close()


def show_the_evidence(page, badge, site):
    """It is nobody else's business until she says so."""
    page.goto(badge)
    assert CHANGED not in page.locator("main").inner_text()
    page.goto(badge.replace("/b/", "/mine/") + "/shown")
    for switch in page.get_by_role("switch").all():
        switch.check()
    save(page, "Save")
    jobs.drain()


def read_the_badge(page, badge):
    """Everything that a reader asks: who, what, by which criteria, to whom, since when."""
    page.goto(badge)
    assert stories.status(page) == "valid"
    expect(page.locator(".by-line").get_by_role("link", name=BODY)).to_be_visible()
    assert "What Ada Lovelace did" in page.locator("#did").inner_text()
    criteria = page.get_by_role("region", name="What it takes to earn it").inner_text()
    for name in TIERS[:2]:
        assert f"Has earned “{name}”" in criteria
    assert (
        CHANGED in page.get_by_role("region", name="Evidence", exact=True).inner_text()
    )
    facts = page.locator("dl.facts").first.inner_text()
    assert "1 October 2027" in facts
    assert "Does not expire" in facts
    page.get_by_role("link", name="Compare an address").click()
    page.get_by_label("E-mail address of the person").fill(ADA)
    save(page, "Compare")
    page.locator(".verdict").get_by_text("It matches").wait_for()


def test_from_an_empty_instance_to_three_tiers_and_a_collection(
    page, browser, site, *, time, accessible, tmp_path
):
    console = stories.start(
        page, site, staff=STAFF, person="Emmy Noether", organization=BODY
    )
    stories.make_program(page, console, "Facilitation Programme", [COURSE])
    run = stories.make_class(
        page,
        console,
        program="Facilitation Programme",
        name="March 2027",
        days=("2027-03-01", "2027-03-31"),
        zone="Europe/London",
        learners=LEARNERS,
    )
    make_the_framework(page, console, accessible)

    # Attended and took part: Completed, for those who did both.
    time.at = at("2027-03-15T12:00")
    try_to_skip_a_tier(page, console)
    assert held(ADA) == []
    take_attendance(page, run)
    assert [held(ADA), held(GRACE), held(SOPHIE)] == [TIERS[:1], TIERS[:1], []]

    # And one activity of four: Demonstrated.
    time.at = at("2027-03-21T12:00")
    note_an_activity(page, run)
    assert [held(ADA), held(GRACE)] == [TIERS[:2], TIERS[:1]]

    # And enough evidence within six months, by the clock where the learner is.
    time.at = at("2027-04-02T09:00")
    work()
    links = {who: site + asked_by_mail(who) for who in (ADA, GRACE, SOPHIE)}
    ada, others = stories.stranger(browser), stories.stranger(browser)
    time.at = at("2027-09-30T22:59:59")  # the last second of the day in London
    assert is_open(others, links[GRACE])
    time.at = at("2027-09-30T23:00")
    assert not is_open(others, links[GRACE])
    assert "The last day was 30 September 2027" in others.locator("main").inner_text()
    time.at = at("2027-10-01T10:59:59")  # of the first of October in Auckland
    assert is_open(others, links[SOPHIE])
    hand_in(ada, links[ADA], tmp_path)
    time.at = at("2027-10-01T11:00")
    assert not is_open(others, links[SOPHIE])
    assert held(ADA) == TIERS[:2]
    accept(page, console)
    work()
    assert held(ADA) == TIERS

    # Ada keeps them, shows them together, and decides about her evidence.
    stories.keep(ada, site, ADA)
    build_a_collection(ada, site, browser)
    second, third = awards.of_keys([ADA]).order_by("pk")[1:]
    badge = f"{site}/b/{third.public_id}"
    show_the_evidence(ada, badge, site)
    others.goto(f"{site}/b/{second.public_id}")
    assert "Interaction" in others.locator("main").inner_text()
    read_the_badge(others, badge)

    # A stranger checks the file and the link, here and with a program of their own.
    take = others.request.get(f"{badge}/badge.png")
    (file := tmp_path / "badge.png").write_bytes(take.body())
    stories.check_as_stranger(browser, site, file=file, link=badge)
    stories.check_by_command(site, file, "--recipient", ADA)
