"""Pathways, plans and the catalogue in a real browser: by keyboard, without script, for everybody."""

import pytest
from django.test import Client
from laurel.foundation import jobs
from laurel.foundation.actors import SYSTEM
from laurel.organizations import services as organizations
from laurel.organizations.types import Role
from laurel.pathways import services
from laurel.pathways.models import Plan
from playwright.sync_api import expect

from packages.laurel.tests.factories import badges, pathways, people

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADA = "ada@lovelace.example"
NAMES = ("Reading Figures", "Drawing Charts", "Telling Stories", "Asking Questions")


@pytest.fixture
def ada(site):
    return people.account(ADA, name="Ada Lovelace")


@pytest.fixture
def issuer(site):
    return badges.issuer()


@pytest.fixture
def four(issuer):
    """Four badges with pictures of their own."""
    return [badges.achievement(issuer, name=name) for name in NAMES]


@pytest.fixture
def way(issuer, four):
    """Two steps, a branch with a route in it, an optional step, and a badge at the end."""
    goal = badges.achievement(issuer, name="Data Analyst")
    made = pathways.pathway(
        *four[:2],
        title="Becoming a Data Analyst",
        summary="From the first table to a finding that changes what people do.",
        milestone=goal.public_id,
        publish=False,
    )
    branch = services.add_branch(
        pathway=made, title="Electives", needed=1, actor=SYSTEM
    )
    route = services.add_branch(
        pathway=made,
        title="With the public",
        branch_id=branch.public_id,
        actor=SYSTEM,
    )
    into = (branch, route, route)
    more = [badges.achievement(issuer, name=name) for name in ("Maps", "Numbers in the News", "An Open Lecture")]  # fmt: skip
    for badge, place in zip(more, into, strict=True):
        services.add_step(
            pathway=made,
            achievement_id=badge.public_id,
            branch_id=place.public_id,
            actor=SYSTEM,
        )
    services.add_step(pathway=made, achievement_id=four[2].public_id, actor=SYSTEM)
    services.publish(pathway=made, actor=SYSTEM)
    return made


@pytest.fixture
def plan(ada, four):
    return services.make_plan(
        title="My plan",
        achievement_ids=[each.public_id for each in four],
        actor=people.actor(ada),
    )


def sign_in(page, site, account):
    client = Client()
    client.force_login(account)
    page.context.add_cookies(
        [{"name": n, "value": m.value, "url": site} for n, m in client.cookies.items()]
    )
    return page


@pytest.fixture
def complaints(page):
    """What the browser says against the page: policy, scripts, missing files."""
    found = []
    page.on("console", lambda m: found.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


@pytest.mark.requirement("I23")
def test_four_badges_of_the_catalogue_become_my_plan(page, site, ada, four, complaints):
    sign_in(page, site, ada)
    page.goto(f"{site}/catalog")
    for name in NAMES:
        page.get_by_role("checkbox", name=f"Select {name}").check()
    page.get_by_role("button", name="Add to my plan").click()
    assert page.get_by_label("Title of the new plan").input_value() == "My plan"
    page.get_by_role("button", name="Add to this plan").click()
    page.get_by_text("0 of 4 done").wait_for()
    badges.issued(four[1], recipient_email=ADA)
    page.goto(f"{site}/backpack/plans")
    expect(page.get_by_text("1 of 4 done")).to_be_visible()
    page.get_by_role("link", name="My plan", exact=True).click()
    done = page.get_by_role("listitem").filter(has_text="Drawing Charts")
    assert "Done" in done.inner_text()
    page.get_by_role("button", name="Move Drawing Charts up").press("Enter")
    page.wait_for_url("**?moved=*")
    page.locator("button[aria-label*='Drawing Charts']:focus").wait_for()
    assert complaints == []


def test_a_map_is_walked_by_keyboard(page, site, way, complaints):
    page.goto(f"{site}/p/{way.public_id}")
    page.locator(".map-wide a.stop").first.focus()
    names = []
    for _ in range(7):
        names.append(
            page.evaluate("document.activeElement.firstElementChild.textContent")
        )
        page.keyboard.press("Tab")
    assert names == [
        "Reading Figures",
        "Drawing Charts",
        "Numbers in the News",
        "An Open Lecture",
        "Maps",
        "Telling Stories",
        "Data Analyst. Comes by itself",
    ]
    page.locator(".map-wide a.stop").first.press("Enter")
    page.wait_for_url("**/achievements/**")
    assert complaints == []


@pytest.mark.requirement("I25")
def test_five_steps_are_rewarded_and_so_is_the_end(page, site, ada, issuer, complaints):
    """Each step is a badge in the backpack, the map follows, and the last badge comes by itself."""
    steps = pathways.steps(issuer, 5)
    goal = badges.achievement(issuer, name="Data Analyst")
    way = pathways.pathway(*steps, milestone=goal.public_id)
    sign_in(page, site, ada)
    for done, step in enumerate(steps):
        page.goto(f"{site}/p/{way.public_id}")
        assert page.get_by_role("status").inner_text() == f"{done} of 5 done"
        badges.issued(step, recipient_email=ADA)
    jobs.drain()
    page.goto(f"{site}/p/{way.public_id}")
    assert page.get_by_role("status").inner_text() == "You are at the end."
    last = page.locator(".map-wide").get_by_role("link", name="Data Analyst. Done")
    expect(last).to_be_visible()
    page.goto(f"{site}/backpack/")
    cards = page.locator(".badge-card h3").all_inner_texts()
    assert sorted(cards) == ["Data Analyst", *[f"Step {n}" for n in range(1, 6)]]
    assert complaints == []


def test_reading_needs_no_script(browser, site, way):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{site}/catalog")
    page.get_by_label("Search badges and pathways").fill("maps")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_role("heading", name="Maps")).to_be_visible()
    page.goto(f"{site}/p/{way.public_id}")
    expect(page.get_by_text("Any 1 of 2").first).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 900})
    expect(page.locator(".map-tall")).to_be_visible()
    expect(page.locator(".map-wide")).not_to_be_visible()
    page.context.close()


@pytest.fixture
def on_the_way(visit, site, way, plan):
    """Ada, who has the first badge and edits the pathway herself; signs her in."""
    first = way.steps.get(position=0, parent=None).achievement
    badges.issued(first, recipient_email=ADA)
    organizations.add_member(
        organization=way.organization,
        account_id=plan.account_id,
        role=Role.EDITOR,
        actor=SYSTEM,
    )
    return lambda page: sign_in(page, site, plan.account)


@pytest.mark.parametrize("width", [1280, 390, 360])
def test_every_page_can_be_used_by_everybody(visit, accessible, way, on_the_way, width):
    """What everybody sees, what Ada sees who is on the way, and what editors see."""
    for path in ("/catalog", "/catalog?q=none", f"/p/{way.public_id}"):
        page = visit(path, width=width)
        accessible(page)
        accessible(visit(path, width=width, scheme="dark"))
    on_the_way(page)
    plan = Plan.objects.get()
    first = way.steps.get(position=0, parent=None).achievement
    console = f"/console/{way.organization.slug}/pathways"
    for path in (
        "/backpack/",
        "/backpack/plans",
        f"/backpack/plans/add?pathway={way.public_id}",
        f"/backpack/plans/{plan.public_id}",
        f"/backpack/plans/{plan.public_id}/delete",
        f"/p/{way.public_id}",
        f"/achievements/{first.public_id}/1",
        console,
        f"{console}/new",
        f"{console}/{way.public_id}",
        f"{console}/{way.public_id}/facts",
    ):
        accessible(_free_of_the_bar(visit(path, width=width)))
        accessible(_free_of_the_bar(visit(path, width=width, scheme="dark")))


def _free_of_the_bar(page):
    """The page scrolled to its end: nothing lies under the bar at the foot of a telephone."""
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    return page
