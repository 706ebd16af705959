"""The catalogue and the pathways in it, for everybody and for whoever is on the way."""

import re

import pytest
from django.test import Client
from laurel.achievements import services as achievement_services
from laurel.achievements.types import Skill
from laurel.foundation.actors import SYSTEM
from laurel.pathways import services
from laurel.programs import services as programs

from packages.laurel.tests.factories import badges, pathways, people

pytestmark = pytest.mark.django_db


def words(answer):
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


@pytest.fixture
def client():
    return Client()


@pytest.fixture
def offered():
    academy = badges.issuer(
        people.organization("Kōwhai Academy")[0], name="Kōwhai Academy"
    )
    plants = (Skill("Botany", "https://skills.example/botany"),)
    return [
        badges.achievement(academy, name="Urban Ecology", skills=plants),
        badges.achievement(badges.issuer(), name="Workshop Safety"),
    ]


def cards(answer):
    assert answer.status_code == 200
    return [badge.name for badge in answer.context["badges"]]


def test_everybody_sees_what_can_be_earned(client, offered):
    page = client.get("/catalog")
    assert cards(page) == ["Workshop Safety", "Urban Ecology"]
    assert "2 badges from 2 organisations" in words(page)
    assert page["Cache-Control"] == "public, max-age=60"
    assert "Set-Cookie" not in page.headers


def test_it_is_searched_and_narrowed_down(client, offered):
    programme = programs.create(
        organization=offered[0].issuer.organization,
        name="City plants",
        achievement_ids=[offered[0].public_id],
        actor=SYSTEM,
    )
    slug = offered[0].issuer.organization.slug
    for asked in (
        {"q": "kōwhai"},
        {"skill": "Botany"},
        {"by": slug},
        {"programme": programme.public_id},
    ):
        page = client.get("/catalog", asked)
        assert cards(page) == ["Urban Ecology"], asked
        assert "1 badge fits what you asked for." in words(page)
    nothing = client.get("/catalog", {"q": "ecology", "skill": "Data analysis"})
    assert "Nothing like this here" in words(nothing)
    for odd in (
        {"q": "%_'\"<"},
        {"page": "many"},
        {"by": "no such"},
        {"q": "x" * 9999},
    ):
        assert client.get("/catalog", odd).status_code == 200


def test_many_badges_are_pages(client, offered, django_assert_max_num_queries):
    for _ in range(30):
        badges.achievement(offered[0].issuer)
    with django_assert_max_num_queries(3):
        first = client.get("/catalog", {"q": "analytics"})
    assert len(cards(first)) == 24
    assert "Page 1 of 2" in words(first)
    assert "?q=analytics&amp;page=2" in first.content.decode()
    assert len(cards(client.get("/catalog", {"q": "analytics", "page": 2}))) == 6


def test_an_empty_instance_says_so(client):
    assert "Nothing can be earned yet" in words(client.get("/catalog"))


def test_what_an_issuer_takes_out_is_not_in_it(client, offered):
    achievement_services.list_publicly(
        achievement=offered[0], is_listed=False, actor=SYSTEM
    )
    assert cards(client.get("/catalog")) == ["Workshop Safety"]
    assert "Urban Ecology" not in client.get("/").content.decode()


@pytest.fixture
def issuer():
    return badges.issuer()


@pytest.fixture
def way(issuer):
    """Two steps, one of two electives, and a badge at the end."""
    core = pathways.steps(issuer, 2)
    electives = [badges.achievement(issuer, name=f"Elective {n}") for n in (1, 2)]
    goal = badges.achievement(issuer, name="Analyst")
    made = pathways.pathway(
        *core, milestone=goal.public_id, summary="To be an analyst.", publish=False
    )
    branch = services.add_branch(
        pathway=made, title="Electives", needed=1, actor=SYSTEM
    )
    for each in electives:
        services.add_step(
            pathway=made,
            achievement_id=each.public_id,
            branch_id=branch.public_id,
            actor=SYSTEM,
        )
    services.publish(pathway=made, actor=SYSTEM)
    made.core, made.electives = core, electives
    return made


def test_everybody_sees_the_map_and_the_same_in_words(client, way):
    page = client.get(f"/p/{way.public_id}")
    text = words(page)
    for said in (
        "Data Analyst",
        "To be an analyst.",
        "Step 1",
        "Any 1 of 2",
        "Analyst",
    ):
        assert said in text
    assert "4 badges, and “ Analyst ” at the end" in text
    assert page.content.decode().count('<svg class="map') == 2
    assert page["Cache-Control"] == "public, max-age=60"
    assert "Cookie" in page["Vary"]
    assert "Done" not in text


def test_whoever_is_on_the_way_sees_how_far(way):
    ada = people.account("ada@home.example", name="Ada Lovelace")
    client = Client()
    client.force_login(ada)
    page = client.get(f"/p/{way.public_id}")
    assert page["Cache-Control"] == "private, no-store"
    assert "0 of 3 done" in words(page)
    for step in (way.core[0], way.electives[1]):
        badges.issued(step, recipient_email="ada@home.example")
    page = client.get(f"/p/{way.public_id}")
    assert "2 of 3 done" in words(page)
    html = page.content.decode()
    assert "<title>Step 1. Done</title>" in html
    assert "<title>Step 2. Next</title>" in html
    assert "<title>Elective 1. Optional</title>" in html
    assert "<title>Elective 2. Done</title>" in html
    assert "<title>Analyst. Comes by itself</title>" in html


def test_an_old_cookie_is_nobodys(client, way):
    client.cookies["laurel_session"] = client.cookies["sessionid"] = "gone"
    assert "Sign in to see how far you are" in words(client.get(f"/p/{way.public_id}"))


def test_a_draft_is_not_there_and_an_archived_one_says_so(client, issuer, way):
    draft = pathways.pathway(*pathways.steps(issuer, 1), publish=False)
    assert client.get(f"/p/{draft.public_id}").status_code == 404
    assert client.get("/p/nothing").status_code == 404
    assert "Data Analyst" in words(client.get("/catalog"))
    services.archive(pathway=way, actor=SYSTEM)
    page = client.get(f"/p/{way.public_id}")
    assert "not offered any more" in words(page)
    assert "noindex" in page.content.decode()
    assert "Data Analyst" not in words(client.get("/catalog"))


def test_a_badge_leads_to_the_pathways_that_it_is_on(client, way):
    badge = way.core[0]
    page = client.get(f"/achievements/{badge.public_id}/1")
    assert f"/p/{way.public_id}" in page.content.decode()
    assert "On the way to more" in words(page)


def test_its_page_takes_as_many_statements_however_long_it_is(
    client, issuer, way, django_assert_max_num_queries
):
    long = pathways.pathway(*pathways.steps(issuer, 9), title="Long")
    for each in (way, long):
        with django_assert_max_num_queries(5):
            client.get(f"/p/{each.public_id}")
