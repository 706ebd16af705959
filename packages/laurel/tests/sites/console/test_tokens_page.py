"""The page on which owners make tokens and end them."""

import pytest

from packages.laurel.tests.factories import tokens

from .conftest import error_beside

WANTED = {"name": "Moodle", "scopes": ["read", "award"], "days": "365"}


def secret_of(page):
    return page.context["made"].secret


def test_the_secret_is_shown_once_and_opens_the_api(college, owner, client):
    page = owner.post(college.url("api"), WANTED)
    secret = secret_of(page)
    assert page.content.decode().count(secret) == 1
    assert page["Cache-Control"] == "private, no-store"
    later = owner.get(college.url("api")).content.decode()
    assert "Moodle" in later
    assert f"…{secret[-4:]}" in later
    assert secret not in later
    answer = client.get("/api/v1/badges", HTTP_AUTHORIZATION=f"Bearer {secret}")
    assert answer.status_code == 200


def test_an_ended_one_opens_nothing_and_the_history_says_who(college, owner, client):
    made = tokens.made(college.organization)
    ended = owner.post(college.url(f"api/{made.token.public_id}/end"), follow=True)
    assert "opens nothing any more" in ended.content.decode()
    answer = client.get("/api/v1/badges", HTTP_AUTHORIZATION=f"Bearer {made.secret}")
    assert answer.status_code == 401
    log = owner.get(college.url("history")).content.decode()
    assert "made the API token “Moodle”" in log
    assert "ended the API token “Moodle”" in log


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"name": ""}, "name", "Write what it is for"),
        ({"scopes": []}, "scopes", "Choose what it may do"),
        ({"scopes": ["all"]}, "scopes", "Choose from these"),
        ({"days": "9999"}, "days", "Choose one of these"),
    ],
)
def test_a_form_that_is_wrong_says_so_and_makes_nothing(
    college, owner, typed, field, said
):
    page = owner.post(college.url("api"), WANTED | typed)
    assert page.context["made"] is None
    assert said in error_beside(page, field)
    assert page.context["in_force"] == []
