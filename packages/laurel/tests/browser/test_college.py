"""The college's story in a browser: from an empty instance to a badge that an employer checks.

The clock stands still and is moved: through the term, and six weeks after it. Then the badge is
kept, shared, doubted, revoked in error, and put right.
"""

import datetime as dt

import pytest
from laurel.awards.models import Award
from laurel.foundation import jobs
from playwright.sync_api import expect

from packages.laurel.tests.browser import stories
from packages.laurel.tests.browser.conftest import NARROW, WIDE
from packages.laurel.tests.browser.stories import link_in, newest_mail, save, work
from packages.laurel.tests.factories import badges, people

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STAFF, ADA, GRACE = "mary@college.example", "ada@home.example", "grace@home.example"
COLLEGE, BADGE = "North College", "Applied Data Analytics"
COURSES = ("Data Literacy", "Statistics", "Data Ethics")
TERM = dt.datetime(2026, 9, 1, 17, tzinfo=dt.UTC)
OVER = dt.datetime(2026, 11, 1, 7, tzinfo=dt.UTC)  # midnight in Vancouver
FIRST_DAY = dt.datetime(2026, 12, 12, 17, tzinfo=dt.UTC)  # nine o'clock there
READING = dt.timedelta(seconds=30)  # a form that comes back at once is asked again


@pytest.fixture
def time(site):
    del site
    with stories.beginning(TERM) as fixed:
        yield fixed


@pytest.fixture
def linkedin(settings):
    """LinkedIn is one of the ways to an account here."""
    app = {"provider_id": "linkedin", "name": "LinkedIn", "client_id": "laurel"}
    app |= {"secret": "s", "settings": {"server_url": "https://www.linkedin.com"}}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}


@pytest.fixture
def elsewhere(time):
    """Ada has a badge of another organisation since before."""
    guild = badges.issuer(people.organization("South Guild")[0], name="South Guild")
    weaving = badges.achievement(guild, name="Weaving")
    return badges.issued(weaving, recipient_email=ADA)


def set_up(page, site):
    """The college, its badge, the programme and its class; their addresses."""
    console = stories.start(
        page, site, staff=STAFF, person="Mary Somerville", organization=COLLEGE
    )
    stories.define(
        page,
        console,
        BADGE,
        sentence="Finds, cleans and explains data.",
        criterion="Passes three courses",
    )
    program = stories.make_program(
        page, console, "Analytics Certificate", COURSES, badge=BADGE
    )
    run = stories.make_class(
        page,
        console,
        program="Analytics Certificate",
        name="Autumn 2026",
        days=("2026-09-01", "2026-10-31"),
        zone="America/Vancouver",
        learners=f"Name\tE-mail\nAda Lovelace\t{ADA}\nGrace Hopper\t{GRACE}",
    )
    return console, program, run


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


def confirm(page, program, *who):
    """The registrar's list says yes to these."""
    lines = [f"{one}\t{'yes' if one in who else 'no'}" for one in (ADA, GRACE)]
    page.goto(f"{program}/graduates")
    page.get_by_label("Paste it here").fill("\n".join(["E-mail\tGraduated", *lines]))
    save(page, "Look at it first")
    save(page, "Confirm 1 person")
    page.get_by_text("Everybody else waits as before").wait_for()
    jobs.drain()


def see_it_waiting(visit, accessible):
    """From the day of completion on: when, what for, and what serves until then."""
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
    return waiting


def has_an_account(page, site):
    """Grace signed up long ago; her backpack shows what is being prepared, and no badge."""
    page.goto(f"{site}/backpack/")
    stories.sign_in(page, GRACE)
    page.get_by_role("heading", name="Being prepared for you").wait_for()
    assert page.locator(".badge-card").count() == 0


def follow_the_mail(page, site, tmp_path):
    """Ada's mail is the college's, with both of its buttons; the file, and the badge as hers."""
    frame = stories.open_mail(page, site, ADA)
    assert f"{COLLEGE} <" in page.get_by_role("term").filter(has_text="From").locator("xpath=following-sibling::dd[1]").inner_text()  # fmt: skip
    assert f"{COLLEGE} has awarded you {BADGE}" in page.locator("h1").inner_text()
    file = frame.get_by_role("link", name="Download").get_attribute("href")
    badge = frame.get_by_role("link", name="See your badge").get_attribute("href")
    mailed = stories.download(
        page, lambda: page.evaluate("url => { location.href = url }", file), tmp_path
    )
    page.goto(badge)
    assert page.get_by_role("heading", level=1).inner_text() == BADGE
    expect(page.get_by_text("Well done, Ada Lovelace")).to_be_visible()
    return mailed


def make_an_account(page, accessible):
    """With LinkedIn or with an address: Ada takes the address, and is where she was."""
    linkedin = page.get_by_role("link", name="Continue with LinkedIn")
    assert "/accounts/oidc/linkedin/login/" in linkedin.get_attribute("href")
    page.get_by_role("button", name="Keep it").click()
    stories.enter_code(page, ADA)
    page.get_by_role("heading", name="Kept").wait_for()
    accessible(page)


def use_the_backpack(page, site, mailed, tmp_path):
    """The space of one organisation, and the same file as often as she likes."""
    page.goto(f"{site}/backpack/")
    assert page.locator(".badge-card").count() == 2
    page.get_by_label("Select Space").select_option(COLLEGE)
    page.get_by_text(f"1 badge of {COLLEGE}").wait_for()
    (card,) = page.locator(".badge-card h3").all_inner_texts()
    assert card == BADGE
    for time in ("first", "second"):
        (folder := tmp_path / time).mkdir()
        page.get_by_role("button", name=f"More for {BADGE}").click()
        again = stories.download(
            page, page.get_by_role("link", name="Download").click, folder
        )
        assert again.read_bytes() == mailed.read_bytes(), time
        page.reload()


def share(page, site, badge):
    """Social media, link, HTML, a line for a résumé, a block for mails."""
    page.goto(f"{site}/backpack/")
    page.get_by_role("link", name=f"Share {BADGE}").click()
    page.wait_for_url("**/share")
    for name, host in (
        ("LinkedIn", "https://www.linkedin.com/"),
        ("X", "https://twitter.com/"),
        ("Facebook", "https://www.facebook.com/"),
    ):
        tile = page.locator(".share-tiles").get_by_role("link", name=name)
        to = site + tile.first.get_attribute("href")
        answer = page.request.get(to, max_redirects=0)
        assert answer.headers["location"].startswith(host)
    ways = page.get_by_role("navigation", name="Ways to share")
    ways.get_by_role("link", name="Link", exact=True).click()
    assert page.locator("#link").inner_text() == badge
    resume = page.locator("#resume").inner_text()
    assert BADGE in resume
    assert COLLEGE in resume
    ways.get_by_role("link", name="HTML", exact=True).click()
    assert "<iframe" in page.locator("#card").inner_text()
    signature = page.locator("#signature a").first
    assert signature.get_attribute("href") == badge


def report_a_duplicate(page, staff, badge, console, time):
    page.goto(badge)
    page.get_by_role("link", name="Report a duplicate").click()
    page.get_by_label("What should we know?").fill("I see two dates.")
    time.move(READING)
    page.get_by_role("button", name="Report it").click()
    page.get_by_text("A person at North College looks at both").wait_for()
    staff.goto(f"{console}/duplicates")
    assert "I see two dates" in _opened(staff, "Compare").locator("main").inner_text()


def ask_for_help(page, staff, badge, console, time):
    page.goto(badge)
    page.get_by_role("link", name="I can’t get my badge").click()
    page.get_by_label("I can’t get my badge").check()
    page.get_by_label("Your e-mail address").fill(ADA)
    page.get_by_label("What is the matter?").fill("My telephone does not open it.")
    time.move(READING)
    page.get_by_role("button", name="Send").click()
    page.get_by_role("heading", name="Thank you. It has arrived").wait_for()
    jobs.drain()
    staff.goto(f"{console}/help-desk")
    main = _opened(staff, "Cannot get the badge").locator("main").inner_text()
    assert "My telephone does not open it." in main


def revoke(page, console):
    """By an error of the office: it was another Ada."""
    page.goto(f"{console}/awards")
    page.get_by_role("link", name="Ada Lovelace").first.click()
    page.get_by_role("link", name="Revoke").click()
    page.get_by_text("Our mistake").click()
    page.get_by_label("What the public will read").fill("It was the wrong Ada.")
    page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name="Revoke this badge").click()
    page.get_by_text("Whoever checks it is told").wait_for()
    jobs.drain()


def ask_for_a_review(page, staff, badge, console, time):
    page.goto(badge)
    page.get_by_text("It was the wrong Ada.").first.wait_for()
    page.get_by_role("link", name="Ask for a review").click()
    page.get_by_label("Why do you believe").fill("I am the right Ada.")
    page.get_by_label("Your e-mail address").fill(ADA)
    time.move(READING)
    page.get_by_role("button", name="Ask for a review").click()
    page.get_by_role("heading", name="Thank you. It has arrived").wait_for()
    jobs.drain()
    staff.goto(f"{console}/help-desk")
    staff.get_by_role("link", name="Review", exact=True).click()
    staff.get_by_label("Your answer").fill("You are. We are sorry.")
    staff.get_by_role("button", name="Reinstate the badge").click()
    staff.get_by_text("Reinstated: the badge is valid again").wait_for()
    jobs.drain()


def take_anew(page, badge, tmp_path):
    """From her own page: what is public may be a minute old."""
    page.goto(badge.replace("/b/", "/mine/"))
    take = page.locator(".hero").get_by_role("link", name="Download")
    return stories.download(page, take.click, tmp_path)


def _opened(page, words):
    with page.expect_navigation():
        page.get_by_role("link", name=words).first.click()
    return page


@pytest.mark.usefixtures("linkedin", "elsewhere")
@pytest.mark.requirement("J7", "J8", "J10", "J11")
def test_from_three_courses_to_a_badge_that_an_employer_checks(
    page, browser, site, *, time, visit, accessible, tmp_path
):
    ada, grace = stories.stranger(browser), stories.stranger(browser)
    console, program, run = set_up(page, site)
    keep_back(page, program, accessible)
    grade(page, run, but=["Statistics"])

    # The term is over. One grade is missing: Ada is told what her badge waits for.
    time.at = OVER
    work()
    waiting = see_it_waiting(visit, accessible)
    has_an_account(grace, site)
    page.set_viewport_size({"width": WIDE, "height": 900})
    page.goto(f"{program}/waiting")
    assert page.get_by_text("Missing: Statistics").count() == 2
    accessible(page)

    # Every course is graded, and graduation is confirmed for Ada alone.
    grade(page, run)
    confirm(page, program, ADA)
    accessible(visit(f"{program.removeprefix(site)}/waiting", width=360))
    page.set_viewport_size({"width": WIDE, "height": 900})
    time.at = FIRST_DAY - dt.timedelta(seconds=1)
    work()
    assert not Award.objects.filter(version__name=BADGE).exists()
    time.at = FIRST_DAY
    work()
    award = Award.objects.get(version__name=BADGE)
    assert award.recipient_email == ADA
    assert "Nothing is being prepared" in visit(waiting).locator("main").inner_text()
    grace.reload()
    assert grace.locator(".badge-card").count() == 0

    # Graduation is confirmed for Grace: the badge joins the account that she had.
    confirm(page, program, GRACE)
    work()
    grace.reload()
    assert grace.locator(".badge-card h3").all_inner_texts() == [BADGE]

    # Ada follows the mail, has an account after it, and finds and shares what is hers.
    badge = f"{site}/b/{award.public_id}"
    mailed = follow_the_mail(ada, site, tmp_path)
    make_an_account(ada, accessible)
    use_the_backpack(ada, site, mailed, tmp_path)
    share(ada, site, badge)

    # An employer checks the file and the link, here and with a program of their own.
    stories.check_as_stranger(browser, site, file=mailed, link=badge)
    stories.check_by_command(site, mailed, "--recipient", ADA)

    # Something is wrong now and then, and a person puts it right.
    report_a_duplicate(ada, page, badge, console, time)
    ask_for_help(ada, page, badge, console, time)
    revoke(page, console)
    stories.check_as_stranger(browser, site, file=mailed, link=badge, says="revoked")
    ask_for_a_review(ada, page, badge, console, time)
    anew = take_anew(ada, badge, tmp_path)
    stories.check_as_stranger(browser, site, file=anew, link=badge)
    stories.check_by_command(site, anew, "--recipient", ADA)
