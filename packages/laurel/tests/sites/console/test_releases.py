"""The pages of what a programme's badges wait for, and the ways around them that there are not."""

import datetime as dt

import pytest
from laurel.awards import selectors as awards
from laurel.awards.models import Award
from laurel.classes import services as class_services
from laurel.foundation import jobs
from laurel.foundation.models import EventRecord
from laurel.organizations.types import Role
from laurel.releases import selectors
from laurel.releases.types import State, Terms, Timing

from packages.laurel.tests.factories import classes, people, releases

from .conftest import browser_of, error_beside
from .test_forms import award_facts

ADA, GRACE = classes.ADA, classes.GRACE
ASKED = {
    "needs_grades": "on",
    "needs_confirmation": "on",
    "timing": "window",
    "first_week": "6",
    "last_week": "8",
    "hour": "9",
    "interim_url": "https://college.example/transcript",
    "interim_label": "Get your unofficial transcript",
}


@pytest.fixture
def offer(db, fixed_clock):
    fixed_clock.at = dt.datetime(2026, 9, 1, 17, tzinfo=dt.UTC)
    return releases.make_offer()


@pytest.fixture
def editor(offer):
    return browser_of(people.member(offer.organization, Role.EDITOR))


@pytest.fixture
def awarder(offer):
    return browser_of(people.member(offer.organization, Role.AWARDER))


def at(offer, rest):
    slug, program = offer.organization.slug, offer.program.public_id
    return f"/console/{slug}/programs/{program}/{rest}"


def badge_url(offer):
    slug = offer.organization.slug
    return f"/console/{slug}/badges/{offer.achievement.public_id}/award"


def facts_for(person):
    return {
        **award_facts(),
        "recipient_name": person.name,
        "recipient_email": person.email,
        "issued_on": "2026-09-01",
        "expires_on": "",
    }


def text(response):
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_an_editor_says_what_badges_wait_for(offer, editor):
    assert "They can be awarded at any time" in text(editor.get(at(offer, "waiting")))
    form = text(editor.get(at(offer, "release")))
    assert f'value="{offer.achievement.public_id}"' in form
    done = editor.post(
        at(offer, "release"), ASKED | {"achievements": [offer.achievement.public_id]}
    )
    assert done.status_code == 302
    assert offer.policy.terms == releases.WEEKS
    assert selectors.kept_back(offer.policy) == [offer.achievement]
    page = text(editor.get(at(offer, "waiting")))
    assert "6 weeks have passed since completion" in page
    again = text(editor.get(at(offer, "release")))
    assert 'name="first_week" value="6"' in again.replace("  ", " ")


@pytest.mark.parametrize(
    ("facts", "field", "says"),
    [
        ({"last_week": ""}, "last_week", "Write how many weeks"),
        ({"last_week": "5"}, "last_week", "ends after it begins"),
        ({"first_week": "105", "last_week": "106"}, "first_week", "104"),
        ({"timing": "day"}, "day", "Choose the day"),
        ({"timing": "never"}, "timing", "never"),
        ({"interim_url": "transcript"}, "interim_url", "not a web address"),
        ({"achievements": ["x"]}, "achievements", "not in the programme"),
        ({"hour": "25"}, "hour", "25"),
    ],
)
def test_what_makes_no_sense_is_said_beside_its_field(
    offer, editor, facts, field, says
):
    refused = editor.post(at(offer, "release"), ASKED | facts)
    assert says in error_beside(refused, field)
    assert offer.policy is None


def test_badges_may_wait_for_nothing_again(offer, editor):
    offer.ask()
    editor.post(at(offer, "release/remove"))
    assert offer.policy is None
    page = editor.post(at(offer, "release/remove"), follow=True)
    assert "wait for nothing" in text(page)


def test_a_badge_without_a_rule_may_leave_by_itself(offer, editor):
    offer.ask(Terms())
    said = {"badge": offer.achievement.public_id}
    assert "Is awarded by hand" in text(editor.get(at(offer, "release")))
    page = text(editor.post(at(offer, "release/automatic"), said, follow=True))
    assert "Leaves by itself, when its" in page
    again = text(editor.post(at(offer, "release/automatic"), said, follow=True))
    assert "has a rule of its own" in again
    offer.grade()
    assert awards.held(offer.achievement, [ADA.email])
    gone = text(editor.post(at(offer, "release/automatic"), {}, follow=True))
    assert "not in the programme any more" in gone


@pytest.mark.requirement("J8")
def test_a_blank_grade_is_named_and_once_it_is_there_the_badge_may_leave(
    offer, awarder
):
    offer.ask(Terms())
    offer.grade(but=["Statistics"])
    board = text(awarder.get(at(offer, "waiting")))
    assert "Missing: Statistics" in board
    refused = awarder.post(badge_url(offer), facts_for(ADA))
    assert "Waiting for grades: Statistics." in error_beside(refused, "recipient_email")
    assert not Award.objects.exists()
    offer.grade()
    assert "Ready" in text(awarder.get(at(offer, "waiting")))
    assert awarder.post(badge_url(offer), facts_for(ADA)).status_code == 302
    assert awards.held(offer.achievement, [ADA.email])


@pytest.mark.requirement("J11")
def test_only_those_on_the_registrars_list_are_released(offer, awarder):
    offer.ask(Terms(needs_confirmation=True))
    offer.grade()
    offer.grade(GRACE)
    brought = awarder.post(
        at(offer, "graduates"), {"text": "E-mail\nada@example.org\nbob@example.org\n"}
    )
    preview = text(awarder.get(brought["location"]))
    assert "Ada Lovelace" in preview
    assert "Grace" not in preview
    assert "“bob@example.org” is nobody in this programme" in preview
    assert offer.line().state is State.WAITS
    done = awarder.post(brought["location"], {"expected": "1"})
    assert done["location"] == at(offer, "waiting")
    assert awarder.post(badge_url(offer), facts_for(ADA)).status_code == 302
    refused = awarder.post(badge_url(offer), facts_for(GRACE))
    assert "not confirmed" in error_beside(refused, "recipient_email")
    assert Award.objects.count() == 1
    again = awarder.post(brought["location"], {"expected": "1"}, follow=True)
    assert "taken over already" in text(again)


def test_a_list_with_something_wrong_confirms_nobody(offer, awarder):
    page = awarder.post(at(offer, "graduates"), {"text": "Colour\nred\n"})
    assert "No column is called" in text(page)
    page = awarder.post(at(offer, "graduates"), {"text": ""})
    assert "Paste a table here" in text(page)


def test_ticking_confirms_and_can_be_taken_back(offer, awarder):
    offer.ask(Terms(needs_confirmation=True))
    offer.grade()
    ada = offer.learner().public_id
    board = at(offer, "waiting")
    said = awarder.post(board, {"step": "confirm", "learner": [ada]}, follow=True)
    assert "Graduation confirmed: 1 person." in text(said)
    assert offer.line().state is State.READY
    said = awarder.post(board, {"unconfirm": ada}, follow=True)
    assert "The confirmation is taken back." in text(said)
    assert offer.line().state is State.WAITS
    said = awarder.post(board, {"step": "confirm"}, follow=True)
    assert "Choose at least one learner." in text(said)


def test_whoever_confirmed_is_told_that_somebody_else_approves(offer, awarder):
    offer.ask(Terms(needs_confirmation=True, needs_approval=True))
    offer.grade()
    said = {"learner": [offer.learner().public_id]}
    board = at(offer, "waiting")
    awarder.post(board, said | {"step": "confirm"})
    refused = awarder.post(board, said | {"step": "approve"}, follow=True)
    assert "Somebody else has to approve it." in text(refused)
    other = browser_of(people.member(offer.organization, Role.AWARDER))
    assert "Approved: 1 person." in text(
        other.post(board, said | {"step": "approve"}, follow=True)
    )


def test_the_board_finds_learners_by_name_and_state(offer, awarder):
    offer.ask(Terms())
    offer.grade()
    page = text(awarder.get(at(offer, "waiting?state=ready")))
    assert "Ada Lovelace" in page
    assert "Grace Hopper" not in page
    page = text(awarder.get(at(offer, "waiting?q=GRACE")))
    assert "Grace Hopper" in page
    assert "Ada Lovelace" not in page
    assert "Nobody like this" in text(awarder.get(at(offer, "waiting?q=nobody")))
    assert "Ada" in text(awarder.get(at(offer, "waiting?state=nonsense&page=99")))


@pytest.mark.requirement("J9")
def test_nobody_sends_a_badge_sooner_without_the_right_and_a_reason(offer, awarder):
    offer.ask(Terms(timing=Timing.DAY, day=dt.date(2026, 12, 18), needs_grades=False))
    refused = awarder.post(badge_url(offer), facts_for(ADA))
    assert "leaves on 18 December 2026" in error_beside(refused, "recipient_email")
    typed = awarder.post(badge_url(offer), facts_for(ADA) | {"waiver": "They asked."})
    assert "ask an owner" in error_beside(typed, "recipient_email")
    owner = browser_of(people.member(offer.organization, Role.OWNER))
    bare = owner.post(badge_url(offer), facts_for(ADA))
    assert "leaves on 18 December 2026" in error_beside(bare, "recipient_email")
    assert not Award.objects.exists()
    done = owner.post(
        badge_url(offer), facts_for(ADA) | {"waiver": "Emigrates on Monday."}
    )
    assert done.status_code == 302
    award = Award.objects.get()
    assert awards.waiver(award).reason == "Emigrates on Monday."
    assert EventRecord.objects.filter(name="award.waived").exists()


def test_those_who_wait_for_a_yes_are_to_be_done(offer, fixed_clock, awarder):
    offer.ask()
    home = f"/console/{offer.organization.slug}/"
    fixed_clock.at = dt.datetime(2026, 11, 1, 7, tzinfo=dt.UTC)
    class_services.tell_moments()
    jobs.drain()
    html = awarder.get(home).content.decode()
    assert "2 people wait for your yes" in html
    assert f'href="{at(offer, "waiting")}"' in html
    viewer = browser_of(people.member(offer.organization, Role.VIEWER))
    assert "for your yes" not in viewer.get(home).content.decode()
    chosen = [offer.learner(each).public_id for each in (ADA, GRACE)]
    awarder.post(at(offer, "waiting"), {"step": "confirm", "learner": chosen})
    assert "for your yes" not in awarder.get(home).content.decode()
