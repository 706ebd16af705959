"""Classes in the console: three steps, results, and the badge that is fixed on the first day."""

import datetime as dt
from decimal import Decimal

import pytest
from laurel.achievements import selectors as achievements
from laurel.awards import selectors as awards
from laurel.classes import selectors as classes
from laurel.foundation import jobs
from laurel.organizations.types import Role

from packages.laurel.tests.factories import classes as factory
from packages.laurel.tests.factories import people

from .conftest import browser_of, error_beside

COURSES = {
    "courses-name": ["Data Literacy", "Statistics", ""],
    "courses-code": ["DL", "ST", ""],
    "courses-pass_mark": ["50", "", ""],
    "courses-public_id": ["", "", ""],
}


def text_of(response):
    return response.content.decode()


@pytest.fixture
def program(college):
    return factory.program(
        college.organization, courses=("Data Literacy", "Statistics")
    )


@pytest.fixture
def found(program, fixed_clock):
    return factory.class_of(program, learners=(factory.ADA, factory.GRACE))


@pytest.fixture
def owner(college, fixed_clock):
    """Signed in by the same clock as everything else here."""
    return browser_of(college.owner)


def where(college, found, rest=""):
    return college.url(f"classes/{found.public_id}{rest}")


def facts(program, **more):
    return {
        "program": program.public_id,
        "name": "Spring 2027",
        "first_day": "2027-01-11",
        "last_day": "2027-04-30",
        "time_zone": "America/Vancouver",
        **more,
    }


BADGE = {
    "name": "Applied Data Analytics Certificate",
    "description": "Analyses data.",
    "criteria": "Passes Data Literacy\nPasses Statistics",
    "how": "automatic",
    "validity": "never",
}


def test_courses_are_written_reordered_and_put_away(college, owner, program):
    url = college.url(f"programs/{program.public_id}/courses")
    assert 'value="Data Literacy"' in text_of(owner.get(url))
    first, second = classes.programs.courses(program)
    posted = {
        "courses-name": ["Statistics for Decisions"],
        "courses-code": [""],
        "courses-pass_mark": ["55,5"],
        "courses-public_id": [second.public_id],
    }
    page = text_of(owner.post(url, posted, follow=True))
    assert "The courses are saved." in page
    (left,) = classes.programs.courses(program)
    assert (left.pk, left.name, str(left.pass_mark)) == (
        second.pk,
        "Statistics for Decisions",
        "55.50",
    )
    first.refresh_from_db()
    assert first.archived_at is not None


def test_a_pass_mark_that_is_no_number_is_named(college, owner, program):
    url = college.url(f"programs/{program.public_id}/courses")
    wrong = {**COURSES, "courses-pass_mark": ["half", "nan", ""]}
    page = text_of(owner.post(url, wrong))
    assert "Course 1: the pass mark is a number such as 50." in page
    assert "Course 2: the pass mark is a number such as 50." in page
    twice = {**COURSES, "courses-name": ["Statistics", "statistics", ""]}
    assert "Course 2: Course 1 has this name, too." in text_of(owner.post(url, twice))


@pytest.mark.requirement("I29")
def test_a_class_is_set_up_in_three_steps_with_a_badge_named_as_the_course(
    college, owner
):
    program = factory.program(college.organization, courses=("Data Literacy",))
    new = owner.get(college.url(f"classes/new?program={program.public_id}"))
    assert "Badge" in text_of(new)  # one of the steps
    step = owner.post(college.url("classes/new"), facts(program))
    found = classes.of_program(program).get()
    assert step["Location"] == f"{where(college, found, '/learners')}?new=1"
    text = "Name\tE-mail\nAda Lovelace\tada@example.org\n"
    step = owner.post(step["Location"], {"text": text})
    assert "1 person is enrolled" in text_of(owner.get(step["Location"]))
    step = owner.post(step["Location"], {"expected": "0"})
    assert step["Location"] == f"{where(college, found, '/badge')}?new=1"
    page = text_of(owner.get(step["Location"]))
    assert 'name="name" value="Data Literacy"' in page
    step = owner.post(step["Location"], {**BADGE, "name": "Data Literacy"})
    assert step["Location"] == where(college, found)
    (badge,) = classes.badges(found)
    assert badge.achievement.current.name == "Data Literacy"
    page = text_of(owner.get(step["Location"]))
    assert "Ada Lovelace" in page
    assert "awarded by itself" in page


def test_the_badge_may_be_skipped_and_chosen_later(college, owner, found):
    page = text_of(owner.get(where(college, found)))
    assert "None is set up for this class." in page
    there = {
        "choose": "1",
        "there-badge": college.achievement.public_id,
        "there-how": "manual",
    }
    owner.post(where(college, found, "/badge"), there)
    (badge,) = classes.badges(found)
    assert (badge.achievement, badge.is_manual) == (college.achievement, True)
    take = where(college, found, f"/badge/{college.achievement.public_id}/take")
    owner.post(take)
    assert classes.badges(found) == []


def test_a_badge_that_awards_itself_leaves_when_the_last_course_is_passed(
    college, owner, found
):
    owner.post(where(college, found, "/badge"), BADGE)
    (badge,) = classes.badges(found)
    enrolment = classes.enrolments(found).get(learner__key=factory.ADA.email)
    for course in classes.programs.courses(found.program):
        assert not awards.of_achievement(badge.achievement).exists()
        cell = f"r-{enrolment.pk}-{course.pk}"
        owner.post(
            where(college, found, "/results"),
            {cell: "81", "is_final": "on", "seen": ""},
        )
        jobs.drain()
    award = awards.of_achievement(badge.achievement).get()
    assert award.recipient_name == "Ada Lovelace"


def test_without_courses_nothing_would_say_when_to_award(college, owner):
    program = factory.program(college.organization, courses=())
    found = factory.class_of(program)
    response = owner.post(where(college, found, "/badge"), BADGE)
    assert "has no courses yet" in error_beside(response, "how")
    assert classes.badges(found) == []
    assert achievements.of_organization(college.organization).count() == 1


@pytest.mark.requirement("I2", "I3")
def test_once_the_class_has_started_its_badge_is_prepared_for_the_next_one(
    college, owner, found, fixed_clock
):
    owner.post(where(college, found, "/badge"), BADGE)
    (badge,) = classes.badges(found)
    fixed_clock.at = found.starts_at
    owner = browser_of(college.owner)

    page = text_of(owner.get(where(college, found)))
    assert "it can be neither" in page or "can be neither added nor edited" in page
    page = text_of(owner.get(where(college, found, "/badge")))
    assert 'disabled aria-describedby="fixed"' in page
    refused = owner.post(where(college, found, "/badge"), {**BADGE, "name": "Other"})
    assert refused.status_code == 409
    assert "started on 11 January 2027" in text_of(refused)
    badge_url = college.url(f"badges/{badge.achievement.public_id}")
    page = text_of(owner.get(badge_url))
    assert "The class Spring 2027 has started" in page
    assert 'disabled aria-describedby="frozen"' in page
    for step in ("what", "look"):
        page = text_of(owner.get(f"{badge_url}/change/{step}", follow=True))
        assert "it cannot be edited" in page

    # A spelling fix is a new version, and in the history.
    fixed = {
        "name": BADGE["name"],
        "description": "Analyzes data.",
        "criteria_lines-text": BADGE["criteria"].split("\n"),
        "criteria_lines-assessed": ["", ""],
        "criteria": "",
    }
    page = text_of(owner.post(f"{badge_url}/spelling", fixed, follow=True))
    assert "The next one gets yours." in page
    history = text_of(owner.get(college.url("history")))
    assert "corrected the spelling" in history

    page = text_of(owner.get(where(college, found, "/next")))
    assert BADGE["name"] in page
    days = {
        "name": "Autumn 2027",
        "first_day": "2027-09-06",
        "last_day": "2027-12-17",
    }
    owner.post(where(college, found, "/next"), days)
    following = classes.of_program(found.program).first()
    assert following.name == "Autumn 2027"
    (copied,) = classes.badges(following)
    assert (copied.achievement, copied.is_manual) == (badge.achievement, False)


def test_results_are_typed_into_the_grid(college, owner, found):
    url = where(college, found, "/results")
    assert "Ada Lovelace, Statistics" in text_of(owner.get(url))
    ada, grace = classes.enrolments(found)
    first, second = classes.programs.courses(found.program)
    cells = {
        f"r-{ada.pk}-{first.pk}": "72",
        f"r-{ada.pk}-{second.pk}": "passed",
        f"r-{grace.pk}-{first.pk}": "so-so",
        "is_final": "on",
        "seen": "",
    }
    page = text_of(owner.post(url, cells))
    assert "“so-so” is not a grade" in page
    assert 'value="72"' in page  # what was typed stays
    cells[f"r-{grace.pk}-{first.pk}"] = "44"
    page = text_of(owner.post(url, cells, follow=True))
    assert "3 results recorded." in page
    page = text_of(owner.get(where(college, found)))
    assert "Not passed (44)" in page
    assert "No grade yet" in page
    page = text_of(owner.get(where(college, found, "?q=grace")))
    assert "Grace Hopper" in page
    assert "Ada Lovelace" not in page


def test_a_cell_that_nobody_touched_is_left_to_who_changed_it_meanwhile(
    college, owner, found
):
    course = classes.programs.courses(found.program)[0]
    factory.record(found, course)  # 72, final
    page = owner.get(where(college, found, "/results"))
    seen = page.context["seen"]
    factory.record(found, course, grade=Decimal(80), is_final=True)
    ada = classes.enrolments(found).first()
    posted = {f"r-{ada.pk}-{course.pk}": "72", "is_final": "on", "seen": seen}
    page = text_of(owner.post(page.request["PATH_INFO"], posted, follow=True))
    assert "Nothing was different" in page
    assert classes.results([ada])[ada.pk, course.pk].grade == 80


def test_one_learner_has_everything_and_its_history(college, owner, found):
    learner = factory.learner(found)
    course = classes.programs.courses(found.program)[0]
    url = where(college, found, f"/learners/{learner.public_id}")
    wrong = {"grade": "", "is_final": "on", "attendance": "120", "passed": ""}
    response = owner.post(f"{url}?course={course.public_id}", wrong)
    assert "A percentage" in text_of(response) or "percentage" in text_of(response)
    right = {
        "grade": "72.5",
        "is_final": "on",
        "attendance": "90",
        "participation": "100",
        "activities": "Peer review\nPresentation",
        "passed": "",
        "note": "Handed in early.",
    }
    page = text_of(owner.post(f"{url}?course={course.public_id}", right, follow=True))
    assert "72.5" in page
    assert "90% there, 100% took part, Peer review, Presentation" in page
    assert "Before: <bdi>nothing</bdi>" in page
    page = text_of(owner.post(f"{url}/leave", follow=True))
    assert "takes part no more" in page


def test_an_attendance_list_is_looked_at_and_taken_over(college, owner, found):
    course = classes.programs.courses(found.program)[1]
    text = "Name\tE-mail\tPresent\nAda Lovelace\tada@example.org\tyes\n"
    url = where(college, found, "/lists")
    assert "names no course" in text_of(owner.post(url, {"text": text}))
    posted = {"text": text, "course": course.public_id, "is_final": "on"}
    step = owner.post(url, posted)
    page = text_of(owner.get(step["Location"]))
    assert "1 result changes." in page
    page = text_of(owner.post(step["Location"], {"expected": "1"}, follow=True))
    assert "Taken over." in page
    assert "100% there" in page
    page = text_of(owner.get(step["Location"], follow=True))
    assert "taken over already" in page


def test_who_teaches_a_class_may_record_whatever_their_role(college, owner, found):
    viewer = people.member(college.organization, Role.VIEWER)
    client = browser_of(viewer)
    url = where(college, found, "/results")
    assert client.get(url).status_code == 404
    posted = {**facts(found.program), "staff": [str(viewer.account_id)]}
    owner.post(where(college, found, "/settings"), posted)
    assert client.get(url).status_code == 200
    assert client.get(where(college, found, "/settings")).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"time_zone": "Mars/Base"}, "is no time zone"),
        ({"last_day": "2026-01-01"}, "before the first"),
        ({"last_day": "2062-01-01"}, "six years"),
        ({"name": ""}, "Write what the class is called."),
        ({"program": ""}, "Choose the programme."),
    ],
)
def test_what_cannot_be_is_said_beside_it(college, owner, program, wrong, said):
    posted = {**facts(program), **wrong}
    (field,) = wrong
    response = owner.post(college.url("classes/new"), posted)
    assert said in error_beside(response, field)


def test_a_class_is_archived_and_comes_back(college, owner, found):
    page = text_of(owner.post(where(college, found, "/archive"), follow=True))
    assert "Archived" in page
    page = text_of(owner.post(where(college, found, "/restore"), follow=True))
    assert "The class is back." in page
    assert found.ends_at > found.starts_at + dt.timedelta(days=100)
