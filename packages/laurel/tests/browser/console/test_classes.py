"""A class in three steps, its results in the grid, and the badge that is fixed, in a real browser."""

import datetime as dt
import re

import pytest
from laurel.foundation import clock

from .test_journey import WIDTHS, findings, set_up, sign_in

pytestmark = pytest.mark.browser

LEARNERS = "Name\tE-mail\n" + "".join(
    f"{name}\tlearner-{number}@students.example\n"
    for number, name in enumerate((
        "Ada Lovelace", "Grace Hopper", "Émilie du Châtelet", "George Boole", "Mary Anning",
        "Sophie Germain", "Maria Agnesi", "Wang Zhenyi",
    ))
)  # fmt: skip
COURSES = ("Data in Practice", "Statistics for Decisions", "Visual Storytelling")


def look(page, found, name):
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        if problems := findings(page):
            found[name, width] = problems
    page.set_viewport_size({"width": 1280, "height": 844})


def program(page, home, found):
    page.goto(f"{home}/classes")
    look(page, found, "classes-empty")
    page.goto(f"{home}/programs/new")
    page.get_by_label("Name", exact=True).fill("Applied Data Analytics")
    page.get_by_role("button", name="Set up this programme").click()
    page.get_by_role("link", name="Applied Data Analytics", exact=True).click()
    page.get_by_role("link", name="Courses", exact=True).click()
    for number, name in enumerate(COURSES, start=1):
        page.get_by_label(f"Name of course {number}").fill(name)
        page.get_by_label(f"Passed from of course {number}").fill("50")
        page.get_by_role("button", name="Add a course").click()
    look(page, found, "courses")
    page.get_by_role("button", name="Save", exact=True).last.click()
    page.get_by_text("The courses are saved.").wait_for()


def first_step(page, home, found, name, first_day):
    page.goto(f"{home}/classes/new")
    page.get_by_label("Programme").select_option(label="Applied Data Analytics")
    page.get_by_label("Name of the class").fill(name)
    page.get_by_label("First day").fill(first_day.isoformat())
    last_day = first_day + dt.timedelta(days=100)
    page.get_by_label("Last day").fill(last_day.isoformat())
    page.get_by_label("Time zone").fill("America/Vancouver")
    look(page, found, "class-new")
    page.get_by_role("button", name="Next").click()
    page.get_by_role("heading", name="Who takes part?").wait_for()


def one_that_has_started(page, home, found):
    """The form is there, disabled, with the reason and the way on."""
    first_step(page, home, found, "Running", clock.today() - dt.timedelta(days=2))
    page.get_by_role("link", name="Later").click()
    page.get_by_text("neither added nor edited").wait_for()
    assert page.get_by_role("button", name="Set up this badge").is_disabled()
    look(page, found, "class-badge-fixed")
    page.get_by_role("link", name="Prepare for the next class").click()
    look(page, found, "class-next")
    page.goto(f"{home}/classes")
    look(page, found, "classes")


def test_a_class_from_its_first_step_to_its_results(page, staff):
    found = {}
    sign_in(page, staff)
    set_up(page)
    home = re.match(r".*/console/[^/]+", page.url)[0]
    program(page, home, found)

    first_step(page, home, found, "Autumn", clock.today() + dt.timedelta(days=30))
    page.get_by_label("Paste them here").fill(LEARNERS)
    look(page, found, "class-learners")
    page.get_by_role("button", name="Go on").click()
    page.get_by_text("8 people are enrolled").wait_for()
    look(page, found, "class-list")
    page.get_by_role("button", name="Take the list over").click()
    page.get_by_role("heading", name="Which badge is earned?").wait_for()
    name = page.get_by_label("Name of the badge")
    assert name.input_value() == "Applied Data Analytics"
    page.get_by_text("Style and expiry").click()
    look(page, found, "class-badge")
    page.get_by_role("button", name="Set up this badge").click()
    page.get_by_text("The badge is set up for this class.").wait_for()
    look(page, found, "class-empty")

    page.get_by_role("link", name="Enter results").click()
    page.get_by_label("Ada Lovelace, Data in Practice").fill("81")
    page.get_by_label("Ada Lovelace, Statistics for Decisions").fill("passed")
    page.get_by_label("Mary Anning, Data in Practice").fill("44")
    page.get_by_label("George Boole, Data in Practice").fill("so-so")
    page.get_by_role("button", name="Record").click()
    page.get_by_text("“so-so” is not a grade").wait_for()
    look(page, found, "class-results-wrong")
    page.get_by_label("George Boole, Data in Practice").fill("66")
    page.get_by_role("button", name="Record").click()
    page.get_by_text("4 results recorded.").wait_for()
    look(page, found, "class-results")
    page.get_by_role("link", name="Back", exact=True).click()
    page.get_by_text("Not passed (44)").wait_for()
    look(page, found, "class")
    page.get_by_role("link", name="Ada Lovelace").click()
    page.get_by_role("link", name="Record Visual Storytelling").click()
    look(page, found, "class-learner")
    page.get_by_label(re.compile(r"^Grade")).fill("75")
    page.get_by_label("This grade is final").check()
    page.get_by_role("button", name="Record", exact=True).click()
    page.get_by_text("Recorded.").wait_for()
    look(page, found, "class-learner-history")

    one_that_has_started(page, home, found)
    assert not found, found
