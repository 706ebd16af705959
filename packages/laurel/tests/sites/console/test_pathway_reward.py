"""A pathway from the console to the last badge: drawn, published, gone, rewarded by itself."""

import pytest
from django.test import Client
from laurel.awards.models import Award
from laurel.credentials import selectors as credentials
from laurel.foundation import jobs
from laurel.organizations.types import Role
from laurel.pathways.models import Pathway

from packages.laurel.tests.factories import badges, people

from .conftest import browser_of
from .test_forms import award_facts

ADA = "ada@home.example"


@pytest.mark.requirement("I25")
def test_five_steps_are_awarded_and_the_last_badge_comes_by_itself(awarded, staff):
    steps = [badges.achievement(awarded.issuer, name=f"Step {n}") for n in range(5)]
    goal = badges.achievement(awarded.issuer, name="Data Analyst")
    editor = browser_of(staff[Role.EDITOR])
    sent = {"title": "Analyst", "milestone": goal.public_id, "is_ordered": "on"}
    begun = editor.post(awarded.url("pathways/new"), sent)["Location"]
    for step in steps:
        editor.post(f"{begun}/steps", {"achievement": step.public_id})
    assert editor.post(f"{begun}/publish").status_code == 302
    way = f"/p/{Pathway.objects.get().public_id}"

    awarder = browser_of(staff[Role.AWARDER])
    ada = Client()
    ada.force_login(people.account(ADA, name="Ada Lovelace"))
    for number, step in enumerate(steps):
        page = ada.get(way).content.decode()
        assert f"{number} of 5 done" in page
        assert f"<title>Step {number}. Next</title>" in page
        assert Award.objects.filter(achievement=goal).count() == 0
        form = awarded.url(f"badges/{step.public_id}/award")
        facts = award_facts(recipient_name="Ada Lovelace", recipient_email=ADA)
        assert awarder.post(form, facts).status_code == 302
        jobs.drain()

    page = ada.get(way).content.decode()
    assert "You are at the end." in page
    assert "<title>Data Analyst. Done</title>" in page
    last = Award.objects.get(achievement=goal)
    assert last.recipient_email == ADA
    assert credentials.of_award(last.public_id).is_active
    assert "Data Analyst" in ada.get("/backpack/").content.decode()
