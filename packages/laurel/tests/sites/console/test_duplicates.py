"""A doubled badge is reported by whoever has it, and decided at the issuer's desk."""

import pytest
from django.core.cache import cache
from laurel.achievements.types import DuplicatePolicy
from laurel.credentials import selectors as credentials
from laurel.duplicates import services as duplicates
from laurel.duplicates.models import DuplicateCase
from laurel.foundation.models import OutgoingMail
from laurel.organizations.types import Role

from .conftest import browser_of, make_award, make_college
from .test_corrections import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_limits(db):
    cache.clear()


@pytest.fixture
def twice(college):
    """Ada has the badge twice, at two addresses."""
    college.award = make_award(college)
    college.other = make_award(college, email="ada@home.example")
    return college


def report(client, college, **said):
    return client.post(f"/b/{college.award.public_id}/duplicate", said)


def case_url(college):
    return college.url(f"duplicates/{DuplicateCase.objects.get().public_id}")


@pytest.mark.requirement("J23")
def test_a_doubled_award_is_blocked_where_the_badge_is_given_once(db):
    college = make_college(policy=DuplicatePolicy.ONCE)
    college.award = make_award(college)
    client = browser_of(college.owner)
    form = client.get(college.badge_url("/award")).context["form"]
    answer = client.post(
        college.badge_url("/award"),
        {
            "recipient_name": "Ada Lovelace",
            "recipient_email": "ADA@students.example",
            "issued_on": college.award.granted_at.date().isoformat(),
            "idempotency_key": str(form.initial["idempotency_key"]),
        },
    )
    assert "has this badge already" in text_of(answer)


@pytest.mark.requirement("J23")
def test_a_doubled_award_is_flagged_where_it_may_be_had_often(owner, twice):
    duplicates.look()
    assert "1 badge may have been given twice" in text_of(owner.get(twice.url()))
    desk = text_of(owner.get(twice.url("duplicates")))
    assert "the same name, at nearly the same time" in desk


@pytest.mark.requirement("J23")
def test_the_earner_reports_it_and_the_issuer_decides(client, owner, twice):
    page = client.get(f"/b/{twice.award.public_id}").content.decode()
    assert f'href="/b/{twice.award.public_id}/duplicate"' in page
    link = f"http://localhost:8000/b/{twice.other.public_id}?via=abc"
    said = text_of(report(client, twice, link=link, words="I see two dates."))
    assert "Thank you." in said

    assert "1 badge may have been given twice" in text_of(owner.get(twice.url()))
    side_by_side = text_of(owner.get(case_url(twice)))
    for part in (
        "Reported by whoever has the badge", "I see two dates.", "ada@students.example",
        "ada@home.example", "Keep the first one", "Keep the second one", "Both are right",
    ):  # fmt: skip
        assert part in side_by_side

    wish = {"choice": twice.award.public_id, "address": ""}
    done = owner.post(case_url(twice), wish, follow=True)
    assert "Nothing looks double" in text_of(done)
    assert credentials.public(twice.award.public_id).is_active
    assert credentials.public(twice.other.public_id).is_revoked
    assert "One stays, the other was revoked." in text_of(owner.get(case_url(twice)))
    assert "decided on a duplicate" in text_of(owner.get(twice.url("history")))


@pytest.mark.requirement("J23")
def test_both_may_be_right(client, owner, twice):
    report(client, twice)
    owner.post(case_url(twice), {"choice": "both_right"})
    assert "Nothing looks double" in text_of(owner.get(twice.url("duplicates")))
    for award in (twice.award, twice.other):
        assert credentials.public(award.public_id).is_active


def test_the_two_are_merged_at_one_address(client, owner, twice):
    report(client, twice)
    wish = {"choice": twice.award.public_id, "address": "ada@home.example"}
    assert owner.post(case_url(twice), wish).status_code == 302
    stays = credentials.public(twice.award.public_id)
    assert stays.recipient_email == "ada@home.example"


def test_a_decision_needs_a_choice_and_the_right(client, owner, twice, staff):
    report(client, twice)
    assert "Choose what is right." in text_of(owner.post(case_url(twice), {}))
    viewer = browser_of(staff[Role.VIEWER])
    assert "Decide" not in text_of(viewer.get(case_url(twice)))
    assert viewer.post(case_url(twice), {"choice": "both_right"}).status_code == 404
    assert DuplicateCase.objects.get().is_open


def test_deciding_twice_says_so(client, owner, twice):
    report(client, twice)
    url = case_url(twice)
    owner.post(url, {"choice": "both_right"})
    late = owner.post(url, {"choice": twice.award.public_id, "address": ""})
    assert "Nothing is double." in text_of(late)
    assert credentials.public(twice.other.public_id).is_active


def test_the_form_tells_nobody_what_else_there_is(client, college):
    """The same thanks, whether or not there is another badge."""
    college.award = make_award(college)
    alone = text_of(report(client, college))
    make_award(college, email="ada@home.example")
    assert text_of(report(client, college)) == alone
    assert "Thank you." in alone


@pytest.mark.parametrize(
    "link",
    [
        "https://elsewhere.example/b/1111111111111111111111",
        "http://localhost:8000/b/1111111111111111111111",
        "http://localhost:8000/verify",
        "http://[::1",
        "nonsense",
        "\x01",
    ],
)
def test_a_link_that_is_no_badge_here_is_refused(client, twice, link):
    answer = report(client, twice, link=link)
    assert answer.status_code == 400
    assert "This is no link to a badge here" in text_of(answer)
    assert not DuplicateCase.objects.exists()


def test_another_organizations_badge_is_no_badge_here(client, twice):
    other = make_college("South College")
    foreign = make_award(other)
    answer = report(client, twice, link=f"localhost:8000/b/{foreign.public_id}")
    assert "This is no link to a badge here" in text_of(answer)


def test_what_is_too_long_is_refused(client, twice):
    assert "too long" in text_of(report(client, twice, words="x" * 1_001))


def test_one_visitor_reports_so_often_and_no_more(client, twice):
    answers = [report(client, twice).status_code for _ in range(6)]
    assert answers == [200] * 5 + [429]


def test_another_organizations_case_is_not_there(client, twice):
    report(client, twice)
    other = make_college("South College")
    url = case_url(twice).replace(twice.slug, other.slug)
    assert browser_of(other.owner).get(url).status_code == 404


def test_whoever_loses_a_badge_is_told_why(client, owner, twice):
    from laurel.foundation import jobs

    report(client, twice)
    owner.post(case_url(twice), {"choice": twice.award.public_id, "address": ""})
    jobs.drain()
    told = OutgoingMail.objects.filter(recipient_address="ada@home.example").first()
    assert "you were given this badge twice" in told.text
