"""Somebody's own plans as pages: chosen in the catalogue, arranged without a script, counted."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from laurel.foundation import clock
from laurel.pathways import selectors, services
from laurel.pathways.models import Plan

from packages.laurel.tests.factories import badges, pathways, people

from .conftest import browser_of, given, issuer, page_of


@pytest.fixture
def four():
    college, academy = issuer("North College"), issuer("Kōwhai Academy")
    return [
        badges.achievement(of, name=name)
        for of, name in (
            (college, "Data Analytics"),
            (college, "Leadership"),
            (academy, "Data Stories"),
            (academy, "Urban Ecology"),
        )
    ]


@pytest.fixture
def plan(ada, four):
    return services.make_plan(
        title="My plan",
        achievement_ids=[each.public_id for each in four],
        actor=people.actor(ada),
    )


def words(answer):
    import re

    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def order(plan):
    return [item.achievement.current.name for item in selectors.items(plan)]


def path(name, *args):
    return reverse(f"backpack:{name}", args=args)


@pytest.mark.requirement("I23")
def test_four_badges_of_the_catalogue_become_a_plan_whose_progress_is_tracked(
    ada, signed_in, four
):
    catalogue = signed_in.get("/catalog").content.decode()
    for each in four:
        assert f'name="badge" value="{each.public_id}"' in catalogue
    ticked = {"badge": [each.public_id for each in four]}
    form = signed_in.get(path("plan_add"), ticked)  # Add to my plan
    assert "4 badges chosen" in words(form)
    assert 'value="My plan"' in form.content.decode()
    sent = ticked | {"plan": "new", "title": "My plan"}
    made = signed_in.post(path("plan_add"), sent, follow=True)
    assert "0 of 4 done. Next: Data Analytics" in words(made)
    given(of=four[0])
    given(of=four[2])
    given(of=four[1], to="mary@home.example")
    plan = Plan.objects.get()
    page = words(signed_in.get(path("plan", plan.public_id)))
    assert "2 of 4 done. Next: Leadership" in page
    assert "2 of 4 done. Next: Leadership" in words(signed_in.get(path("plans")))
    for other in (browser_of(people.account()), Client()):
        assert other.get(path("plan", plan.public_id)).status_code in (302, 404)


def test_whoever_is_not_signed_in_comes_back_to_what_they_ticked(four):
    asked = f"{path('plan_add')}?badge={four[0].public_id}"
    answer = Client().get(asked)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/?next=/backpack/plans/add%3F")
    assert four[0].public_id in answer["Location"]


def test_more_goes_into_the_plan_that_is_there_or_into_a_new_one(signed_in, plan, four):
    fifth = badges.achievement(four[0].issuer, name="Fifth")
    ticked = {"badge": [fifth.public_id, four[0].public_id]}
    signed_in.post(path("plan_add"), ticked | {"plan": plan.public_id, "title": ""})
    assert order(plan) == [
        "Data Analytics", "Leadership", "Data Stories", "Urban Ecology", "Fifth",
    ]  # fmt: skip
    wrong = signed_in.post(path("plan_add"), ticked | {"plan": "new", "title": ""})
    assert "Write what the plan is called." in words(wrong)
    wrong = signed_in.post(path("plan_add"), ticked | {"plan": "1" * 22, "title": "x"})
    assert "This plan is not there any more." in words(wrong)
    signed_in.post(path("plan_add"), ticked | {"plan": "new", "title": "Second"})
    assert Plan.objects.count() == 2


def test_a_plan_of_somebody_else_is_not_offered(plan, four):
    stranger = browser_of(people.account())
    sent = {"badge": [four[0].public_id], "plan": plan.public_id, "title": ""}
    assert "This plan is not there any more." in words(
        stranger.post(path("plan_add"), sent)
    )
    for name in ("plan", "plan_title", "plan_delete"):
        assert stranger.post(path(name, plan.public_id)).status_code == 404, name


def test_nothing_ticked_leads_back_to_the_catalogue(signed_in):
    for asked in ({}, {"badge": "1" * 22}):
        page = signed_in.get(path("plan_add"), asked, follow=True)
        assert page.redirect_chain[0][0] == "/catalog"
    assert not Plan.objects.exists()


def test_all_badges_of_a_pathway_are_planned_at_once(signed_in, four):
    way = pathways.pathway(*four[:2], title="A way")
    form = signed_in.get(path("plan_add"), {"pathway": way.public_id})
    assert "2 badges chosen" in words(form)
    assert signed_in.get(path("plan_add"), {"pathway": "1" * 22}).status_code == 404


def test_order_notes_and_days_are_kept_at_every_button(signed_in, plan, four):
    ids = [each.public_id for each in four]
    day = clock.today() + dt.timedelta(days=30)
    sent = {
        "badge": ids,
        f"note-{ids[0]}": "With Mary",
        f"target-{ids[0]}": day.isoformat(),
    }
    page = signed_in.post(
        path("plan", plan.public_id), sent | {"do": f"down:{ids[0]}"}, follow=True
    )
    assert order(plan)[:2] == ["Leadership", "Data Analytics"]
    assert "With Mary" in page.content.decode()
    assert f'value="{day}"' in page.content.decode()
    signed_in.post(path("plan", plan.public_id), {"badge": ids, "do": f"out:{ids[3]}"})
    assert order(plan) == ["Data Analytics", "Leadership", "Data Stories"]
    assert selectors.items(plan)[0].note == "With Mary"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (("note", "x" * 501), "“Data Analytics”: This is 501 characters long"),
        (("target", "soon"), "“Data Analytics”: This is not a day of the calendar."),
        (("target", "2999-01-01"), "“Data Analytics”: Choose a day within"),
    ],
)
def test_what_is_wrong_is_said_with_the_badge_and_nothing_is_saved(
    signed_in, plan, four, wrong, said
):
    ids = [each.public_id for each in four][::-1]
    sent = {"badge": ids, f"{wrong[0]}-{four[0].public_id}": wrong[1], "do": "save"}
    page = signed_in.post(path("plan", plan.public_id), sent, follow=True)
    assert f"Nothing was saved. {said}" in words(page)
    assert order(plan)[0] == "Data Analytics"


def test_a_day_that_has_passed_is_said_without_blame(signed_in, plan, four):
    day = clock.today() - dt.timedelta(days=3)
    services.arrange_plan(
        plan=plan,
        order=[],
        notes={},
        targets={four[0].public_id: day},
        actor=people.actor(),
    )
    assert "You wanted it by" in words(signed_in.get(path("plan", plan.public_id)))
    given(of=four[0])
    assert "You wanted it by" not in words(signed_in.get(path("plan", plan.public_id)))


def test_it_is_renamed_and_deleted(signed_in, plan):
    signed_in.post(path("plan_title", plan.public_id), {"title": "Analyst"})
    page = signed_in.get(path("plan_delete", plan.public_id))
    assert "Delete “ Analyst ”?" in words(page)
    wrong = signed_in.post(
        path("plan_title", plan.public_id), {"title": ""}, follow=True
    )
    assert "Write what the plan is called." in words(wrong)
    signed_in.post(path("plan_delete", plan.public_id))
    assert "No plan yet" in words(signed_in.get(path("plans")))


def test_the_backpack_says_what_comes_next(signed_in, plan, four):
    page = page_of(signed_in.get("/backpack/"))
    assert "Next steps" in page
    assert "From your plan" in page
    way = pathways.pathway(four[0], four[3], title="A way")
    given(of=four[0])
    page = signed_in.get("/backpack/")
    assert "You are on the way: A way" in words(page)
    assert way.public_id in page.content.decode()


def test_more_plans_take_no_more_statements(
    signed_in, ada, plan, four, django_assert_max_num_queries
):
    for number in range(4):
        services.make_plan(
            title=f"Plan {number}",
            achievement_ids=[each.public_id for each in four],
            actor=people.actor(ada),
        )
    with django_assert_max_num_queries(9):
        page_of(signed_in.get(path("plans")))
