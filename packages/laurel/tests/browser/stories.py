"""What the three stories share: people at pages, mail that comes, time that goes by, a stranger.

Every story begins with an empty instance whose clock stands still until it is moved.
"""

import contextlib
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.utils.module_loading import import_string
from laurel.awards import selectors as awards
from laurel.foundation import clock, jobs
from laurel.foundation.models import OutgoingMail

PATIENCE = 120_000  # milliseconds; the machine may be busy
CODE = re.compile(r"[A-Z0-9]{4}-[A-Z0-9]{4}")


@contextlib.contextmanager
def beginning(moment):
    """A clock that stands at this moment, for the server and for the test."""
    cache.clear()
    with clock.using(clock.FixedClock(moment)) as fixed:
        yield fixed


def work():
    """What workers do every ten minutes, all of it."""
    jobs.drain()
    for chore in import_string(settings.LAUREL_CHORES):
        import_string(chore)()
    jobs.drain()


# --- mail ----------------------------------------------------------------------------


def newest_mail(to, *, about=""):
    """The newest mail to somebody, or the newest whose words contain this."""
    jobs.drain()
    found = OutgoingMail.objects.filter(recipient_address=to, text__contains=about)
    return found.order_by("-id").first()


def link_in(mail, path):
    """The path of the first link in a mail that contains this one."""
    return urlsplit(re.search(rf"https?://\S+{path}\S+", mail.text)[0]).path


def open_mail(page, site, to):
    """The newest mail to somebody, as the viewer shows it: its frame, with links and words."""
    page.goto(f"{site}/mail/")
    page.get_by_role("listitem").filter(has_text=to).first.get_by_role("link").click()
    return page.frame_locator("iframe")


# --- people at pages -----------------------------------------------------------------


def stranger(browser):
    """A page of somebody who was never here."""
    page = browser.new_context(accept_downloads=True).new_page()
    page.set_default_timeout(PATIENCE)
    return page


def sign_in(page, address):
    """On the page that asks for an address: by the code in the mail."""
    page.get_by_label("E-mail address").fill(address)
    page.get_by_role("button", name="Send me a code").click()
    enter_code(page, address)


def enter_code(page, address):
    page.wait_for_url("**/accounts/login/code/confirm/**")
    page.get_by_label("Code").fill(CODE.search(newest_mail(address).text)[0])
    with page.expect_navigation():
        page.keyboard.press("Enter")


def start(page, site, *, staff, person, organization):
    """An organisation and its issuer, from nothing; the address of its console."""
    page.set_default_timeout(PATIENCE)
    page.goto(f"{site}/console/")
    sign_in(page, staff)
    page.get_by_label("Name of your organisation").fill(organization)
    page.get_by_label("Your name").fill(person)
    page.get_by_role("button", name="Start").click()
    page.get_by_role("link", name="Set up").click()
    host = staff.partition("@")[2]
    page.get_by_label("Web address").fill(f"https://{host}")
    page.get_by_label("Contact address").fill(f"registrar@{host}")
    save(page, "Set up the issuer")
    return re.search(r"^.*/console/[^/]+", page.url)[0]


def save(page, words):
    with page.expect_navigation():
        page.get_by_role("button", name=words).first.click()


def press(page, words):
    with page.expect_navigation():
        page.locator("#wizard").get_by_role("button", name=words).click()


def define(page, console, name, *, sentence, criterion):
    """A published badge; its address in the console."""
    page.goto(f"{console}/badges/new")
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("One sentence").fill(sentence)
    press(page, "Next")
    page.get_by_label("What a person does").fill(criterion)
    press(page, "Next")
    press(page, "Next")
    press(page, "Publish")
    page.get_by_text("The badge is published").wait_for()
    return page.url.partition("?")[0]


def make_program(page, console, name, courses, *, badge=""):
    """A programme of these courses, with its badge if it has one; its address."""
    page.goto(f"{console}/programs/new")
    page.get_by_label("Name", exact=True).fill(name)
    if badge:
        page.get_by_label(badge).check()
    save(page, "Set up this programme")
    page.get_by_role("link", name=name, exact=True).click()
    program = page.url
    page.goto(f"{program}/courses")
    for number, course in enumerate(courses, start=1):
        field = page.get_by_label(f"Name of course {number}")
        if not field.count():
            page.get_by_role("button", name="Add a course").click()
        field.fill(course)
        page.get_by_label(f"Passed from of course {number}").fill("50")
    page.get_by_role("button", name="Save", exact=True).last.click()
    page.get_by_text("The courses are saved").wait_for()
    return program


def make_class(page, console, *, program, name, days, zone, learners):
    """A class of that programme; `learners` is a table to paste. Its address."""
    page.goto(f"{console}/classes/new")
    page.get_by_label("Programme").select_option(label=program)
    page.get_by_label("Name of the class").fill(name)
    page.get_by_label("First day").fill(days[0])
    page.get_by_label("Last day").fill(days[1])
    page.get_by_label("Time zone").fill(zone)
    save(page, "Next")
    if learners:
        page.get_by_label("Paste them here").fill(learners)
        save(page, "Go on")
        save(page, "Take the list over")
    return re.search(r"^.*/classes/\w{22}", page.url)[0]


# --- what was earned -----------------------------------------------------------------


def held(address):
    """What somebody has, the first one first."""
    jobs.drain()
    return [award.version.name for award in awards.of_keys([address]).order_by("pk")]


def keep(page, site, address):
    """From the newest mail to a badge that is kept in an account with this address."""
    frame = open_mail(page, site, address)
    page.goto(frame.get_by_role("link", name="See your badge").get_attribute("href"))
    page.get_by_role("button", name="Keep it").click()
    enter_code(page, address)
    page.get_by_role("heading", name="Kept").wait_for()


def download(page, press_it, folder):
    """The file that comes when somebody presses."""
    with page.expect_download() as taken:
        press_it()
    path = folder / taken.value.suggested_filename
    taken.value.save_as(path)
    return path


def status(page):
    """The verdict of the page, as its colour and sign are chosen by."""
    return page.locator(".verdict").first.get_attribute("data-status")


def check_as_stranger(browser, site, *, file, link, says="valid"):
    """Somebody who was never here drops the file, and then pastes the link."""
    page = stranger(browser)
    page.goto(f"{site}/verify")
    page.locator("input[type=file]").set_input_files(file)
    page.locator(".verdict").first.wait_for()
    assert (found := status(page)) == says, f"the file is {found}"
    page.goto(f"{site}/verify")
    page.get_by_label("Or paste links").fill(link)
    save(page, "Check")
    assert (found := status(page)) == says, f"the link is {found}"
    page.context.close()


def look_inside(file):
    """What `obkit inspect` finds in a file, in words."""
    return _obkit("inspect", file).stdout


def check_by_command(site, file, *options):
    """What `obkit verify` on somebody's machine says of a file: it is verified."""
    at = clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")
    host = urlsplit(site).netloc
    _obkit("verify", file, "--now", at, "--allow-host", host, *options)


def _obkit(*words):
    done = subprocess.run(
        [Path(sys.executable).with_name("obkit"), *words],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done
