"""The backpack's page: everything side by side, found, filtered and grouped."""

import datetime as dt

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from laurel.achievements.types import DuplicatePolicy, Skill
from laurel.backpack import selectors as backpack
from laurel.backpack.types import Held, Holding, Standing
from laurel.sites.backpack import shelves, urls
from laurel.sites.backpack.shelves import Wanted

from packages.laurel.tests.factories import badges, people
from packages.laurel.tests.sites.backpack.conftest import (
    browser_of,
    cards_of,
    given,
    issuer,
    page_of,
)

TODAY = dt.date(2026, 11, 22)


def card(name="Weaving", **facts):
    return Held(
        **{
            "ref": name,
            "is_imported": False,
            "name": name,
            "issuer_name": "North College",
            "space": "North College",
            "issued_on": TODAY,
            "expires_on": None,
            "standing": Standing.VALID,
            "skills": (),
            "page": f"/b/{name}",
            "image": "",
            "came_at": dt.datetime(2026, 11, 22, tzinfo=dt.UTC),
            **facts,
        }
    )


def arranged(*cards, space="", **wanted):
    return shelves.arrange(cards, Wanted(**wanted), space=space, today=TODAY)


def names(shelf):
    return {
        group.name: [each.held.name for each in group.cards] for group in shelf.groups
    }


@pytest.mark.requirement("J18")
def test_after_the_first_sign_in_the_award_is_the_first_card(ada, signed_in):
    college = issuer("North College")
    given(of=badges.achievement(college, name="Weaving"))
    newest = given(of=badges.achievement(college, name="Knitting"))
    response = signed_in.get("/backpack/arrive", follow=True)
    assert response.request["PATH_INFO"] == "/backpack/"
    assert cards_of(response)[0] == newest.achievement_name
    assert "2 badges from 1 organisation" in page_of(response)
    assert f'href="/mine/{newest.award_public_id}"' in page_of(response)


def test_whoever_works_here_lands_there_and_finds_both(ada):
    organization, owner = people.organization()
    given(to="ada@home.example")
    worker = browser_of(people.Account.objects.get(pk=owner.account_id))
    response = worker.get("/backpack/arrive", follow=True)
    assert response.request["PATH_INFO"] == f"/console/{organization.slug}/"
    assert 'href="/backpack/"' in page_of(response)
    assert 'href="/console/"' in page_of(worker.get("/backpack/"))


@pytest.mark.requirement("J20")
def test_a_new_award_stands_there_without_a_step_whatever_the_letter_case(signed_in):
    assert "Your badges will be here" in page_of(signed_in.get("/backpack/"))
    credential = given(to="ADA@Home.Example")
    assert cards_of(signed_in.get("/backpack/")) == [credential.achievement_name]


def test_the_empty_backpack_leads_on(signed_in):
    page = page_of(signed_in.get("/backpack/"))
    assert "ada@home.example" in page
    for way in ("/accounts/email/", "/backpack/add", "/console/new"):
        assert f'href="{way}"' in page


@pytest.mark.requirement("J21")
def test_select_space_shows_one_organisation_and_is_remembered(ada, signed_in):
    for name in ("North College", "Brightwater", "Kōwhai Academy"):
        given(of=badges.achievement(issuer(name), name=f"Weaving at {name}"))
    assert len(cards_of(signed_in.get("/backpack/"))) == 3
    page = page_of(signed_in.get("/backpack/"))
    assert "Select Space" in page
    signed_in.post("/backpack/space", {"space": "Brightwater"})
    for again in (
        signed_in,
        signed_in,
        browser_of(ada),
    ):  # reloaded, and signed in anew
        assert cards_of(again.get("/backpack/")) == ["Weaving at Brightwater"]
    signed_in.post("/backpack/space", {"space": ""})
    assert len(cards_of(signed_in.get("/backpack/"))) == 3


def test_namesakes_have_spaces_of_their_own_and_the_choice_stays(ada, signed_in):
    """Told apart by their issuers' hosts; what was chosen before there were two still holds."""

    def weaving(at, host):
        college = people.organization(at)[0]
        of = badges.issuer(college, name=at, url=f"https://{host}/")
        return given(of=badges.achievement(of, name=f"Weaving at {host}"))

    weaving("Academy", "academy.example")
    weaving("North College", "a-college.example")
    signed_in.post("/backpack/space", {"space": "North College"})
    first = ["Weaving at a-college.example"]
    assert cards_of(signed_in.get("/backpack/")) == first
    weaving("North College", "b-college.example")
    page = page_of(signed_in.get("/backpack/"))
    for space in (
        "Academy",
        "North College · a-college.example",
        "North College · b-college.example",
    ):
        assert f">{space}</option>" in page
    assert cards_of(signed_in.get("/backpack/")) == first
    signed_in.post("/backpack/space", {"space": "North College · b-college.example"})
    assert cards_of(signed_in.get("/backpack/")) == ["Weaving at b-college.example"]


def test_namesakes_with_one_host_are_told_apart_too(ada, signed_in):
    for _ in range(2):
        college = people.organization("North College")[0]
        of = badges.issuer(college, name="North College")
        given(of=badges.achievement(of))
    spaces = {each.space for each in backpack.held(ada.pk)}
    assert len(spaces) == 2
    assert all(each.startswith("North College · ") for each in spaces)


def test_a_space_that_is_gone_hides_nothing(signed_in):
    credential = given()
    signed_in.post("/backpack/space", {"space": "Closed School"})
    assert cards_of(signed_in.get("/backpack/")) == [credential.achievement_name]


@pytest.mark.requirement("J28")
def test_five_hundred_badges_are_paged_and_found_with_few_questions(
    signed_in, django_assert_max_num_queries
):
    """What it takes in time: docs/benchmarks-backpack.md."""
    badge = badges.achievement(name="Weaving", duplicate_policy=DuplicatePolicy.MANY)
    badges.copies(given(of=badge), 498)
    skill = Skill("Zeppelins", "https://skills.example/zeppelins")
    other = given(of=badges.achievement(name="Zeppelin repair", skills=(skill,)))
    # One for each thing beside the badges: endorsements, evidence, what is prepared, plans.
    with django_assert_max_num_queries(15):
        first = signed_in.get("/backpack/")
    assert "500 badges" in page_of(first)
    assert len(cards_of(first)) == shelves.ON_A_PAGE
    assert cards_of(first)[0] == other.achievement_name
    assert "Page 1 of 21" in page_of(first)
    assert len(cards_of(signed_in.get("/backpack/?page=21"))) == 20
    for search in ("zeppelin", "REPAIR zeppelins", "repair college"):
        found = signed_in.get("/backpack/", {"q": search})
        assert cards_of(found) == [other.achievement_name]
    nothing = page_of(signed_in.get("/backpack/", {"q": "<b>nothing"}))
    assert "No badge of yours fits" in nothing
    assert "<b>nothing" not in nothing


def test_filters_say_how_many_there_are():
    cards = (
        card("a"),
        card("b", standing=Standing.EXPIRING, expires_on=TODAY + dt.timedelta(24)),
        card("c", standing=Standing.EXPIRED),
        card("d", standing=Standing.REVOKED),
        card("e", standing=Standing.UNKNOWN, is_imported=True),
        card("f", holding=Holding.ANOTHER, is_imported=True),
    )
    shelf = arranged(*cards)
    assert {chip.word: chip.count for chip in shelf.filters} == {
        "All": 6,
        "Valid": 3,
        "Expiring": 1,
        "Not valid": 2,
        "Needs action": 3,
        "Imported": 2,
    }
    assert names(arranged(*cards, show="valid")) == {"": ["a", "b", "f"]}
    assert names(arranged(*cards, show="action")) == {"": ["b", "e", "f"]}
    assert names(arranged(*cards, show="ended")) == {"": ["c", "d"]}
    assert [todo.held.name for todo in shelf.todos] == ["b", "e", "f"]
    assert shelf.todos[0].title == "“b” ends in 24 days"


def test_an_ending_badge_says_how_long(signed_in):
    [each] = (
        arranged(card(standing=Standing.EXPIRING, expires_on=TODAY + dt.timedelta(1)))
        .groups[0]
        .cards
    )
    assert (each.status, each.word) == ("expiring", "1 day left")


@pytest.mark.parametrize("standing", Standing)
def test_every_standing_has_a_look_that_the_pages_know(standing):
    from laurel.sites.ui.status import STATUSES

    assert shelves.LOOKS[standing][0] in STATUSES


def test_groups_by_space_skill_and_year():
    cards = (
        card("a", skills=("Maps", "Looms"), issued_on=dt.date(2024, 1, 1)),
        card("b", space="Academy", issued_on=None),
        card("c", skills=("Looms",)),
    )
    assert names(arranged(*cards, group="space")) == {
        "Academy": ["b"],
        "North College": ["a", "c"],
    }
    assert names(arranged(*cards, group="skill")) == {
        "Looms": ["a", "c"],
        "Maps": ["a"],
        shelves.NO_SKILL: ["b"],
    }
    by_year = names(arranged(*cards, group="year"))
    assert list(by_year.items()) == [
        ("2026", ["c"]),
        ("2024", ["a"]),
        (shelves.NO_DATE, ["b"]),
    ]
    keys = [
        each.key
        for group in arranged(*cards, group="skill").groups
        for each in group.cards
    ]
    assert len(keys) == len(set(keys))


def test_an_address_of_nonsense_shows_everything():
    wanted = Wanted.read({"show": "x", "group": "y", "page": "z", "q": " a  b "})
    assert wanted == Wanted(search="a b", page="z")
    assert Wanted(search="a&b", group="year").query(page="2") == (
        "?q=a%26b&group=year&page=2"
    )


def test_ticked_cards_become_a_collection(signed_in):
    """The cards stand outside the form; their ticks belong to it all the same."""
    credential = given()
    page = page_of(signed_in.get("/backpack/"))
    assert 'id="picked" method="post" action="/backpack/collections/new"' in page
    tick = f'name="ref" value="{credential.award_public_id}" form="picked"'
    assert tick in page
    asked = signed_in.post(
        "/backpack/collections/new", {"ref": [credential.award_public_id]}
    )
    assert "1 badge chosen" in page_of(asked)


def test_an_award_is_put_away_and_taken_back(signed_in):
    credential = given()
    away = f"/backpack/awards/{credential.award_public_id}/away"
    assert away in page_of(signed_in.get("/backpack/"))
    asked = page_of(signed_in.get(away))
    assert "It is not mine" in asked
    assert f"/b/{credential.award_public_id}/help" in asked
    done = signed_in.post(away, {"reason": "not_mine"}, follow=True)
    assert "Tell its issuer too" in page_of(done)
    assert cards_of(done) == []
    shown = signed_in.get("/backpack/?show=away")
    assert cards_of(shown) == [credential.achievement_name]
    back = f"/backpack/awards/{credential.award_public_id}/back"
    assert back in page_of(shown)
    assert cards_of(signed_in.post(back, follow=True)) == [credential.achievement_name]


def test_what_is_not_mine_i_cannot_put_away(signed_in):
    theirs = given(to="mary@home.example")
    away = f"/backpack/awards/{theirs.award_public_id}/away"
    assert signed_in.get(away).status_code == 404
    assert signed_in.post(away, {"reason": "away"}).status_code == 404


def test_from_the_backpack_a_badge_is_downloaded(signed_in):
    credential = given()
    own = f"/mine/{credential.award_public_id}"
    page = page_of(signed_in.get("/backpack/"))
    for way in (f"{own}/files/badge.png", f"{own}/shown", f"/b/{own[6:]}/share"):
        assert f'href="{way}"' in page
    response = signed_in.get(f"{own}/files/badge.png")
    assert response.status_code == 200
    assert b"openbadge" in response.content


def test_what_names_break_is_not_the_page(signed_in, ada):
    EmailAddress.objects.filter(user=ada).update(email="a<b>@home.example")
    assert "a<b>" not in page_of(signed_in.get("/backpack/"))


@pytest.mark.parametrize(
    "path",
    [
        "",
        "arrive",
        "add",
        "imported/x",
        "imported/x/file",
        "imported/x/remove",
        "awards/x/away",
    ],
)
def test_nobody_looks_in_without_signing_in(db, path):
    response = Client().get(f"/backpack/{path}")
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize(
    "path", ["space", "add", "imported/x/remove", "awards/x/away", "awards/x/back"]
)
def test_a_form_from_another_site_changes_nothing(ada, path):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(ada)
    assert strict.post(f"/backpack/{path}").status_code == 403


def test_all_of_these_addresses_are_asked_above():
    """The picture alone is for whoever knows its id."""
    own = {each.name for each in urls.urlpatterns if getattr(each, "name", None)}
    assert own == {
        "backpack",
        "arrive",
        "space",
        "add",
        "imported",
        "imported_file",
        "imported_picture",
        "imported_remove",
        "award_away",
        "award_back",
    }


def test_a_page_of_one_person_is_kept_by_nobody(signed_in):
    given()
    assert signed_in.get("/backpack/")["Cache-Control"] == "private, no-store"
