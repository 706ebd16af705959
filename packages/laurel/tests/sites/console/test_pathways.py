"""Pathways in the console: drawn with forms alone, seen as a map, published, archived."""

import re

import pytest
from django.test import Client
from laurel.achievements import services as achievements
from laurel.foundation.actors import SYSTEM
from laurel.organizations.types import Role
from laurel.pathways import selectors
from laurel.pathways.models import Pathway
from laurel.pathways.types import Branch

from packages.laurel.tests.factories import badges

from .conftest import browser_of


@pytest.fixture
def three(awarded):
    return [
        badges.achievement(awarded.issuer, name=name)
        for name in ("Figures", "Charts", "Stories")
    ]


@pytest.fixture
def editor(staff):
    return browser_of(staff[Role.EDITOR])


@pytest.fixture
def begun(awarded, editor):
    """A pathway that an editor began, at its address."""
    sent = {"title": "Analyst", "summary": "", "milestone": "", "is_ordered": "on"}
    answer = editor.post(awarded.url("pathways/new"), sent)
    assert answer.status_code == 302
    return answer["Location"]


def words(answer):
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def names(items=None):
    if items is None:
        items = selectors.route(Pathway.objects.get()).items
    return [
        (each.title, *names(each.items)) if isinstance(each, Branch) else each.name
        for each in items
    ]


def item(name):
    """The id of what is called so on the only pathway."""
    items = selectors.route(Pathway.objects.get()).items
    flat = [*items, *(i for b in items if isinstance(b, Branch) for i in b.items)]
    return next(each.id for each in flat if each.name == name)


def add(editor, begun, badge, into=""):
    sent = {"achievement": badge.public_id, "address": "", "into": into}
    return editor.post(f"{begun}/steps", sent)


def test_a_way_is_drawn_published_and_found_by_everybody(awarded, editor, begun, three):
    for badge in three[:2]:
        assert add(editor, begun, badge).status_code == 302
    sent = {"title": "Electives", "needed": "1", "into": ""}
    assert editor.post(f"{begun}/branches", sent).status_code == 302
    foreign = badges.achievement(name="Elsewhere")
    add(editor, begun, three[2], into=item("Electives"))
    page = f"http://localhost:8000/achievements/{foreign.public_id}/1"
    sent = {"achievement": "", "address": page, "into": item("Electives")}
    editor.post(f"{begun}/steps", sent)
    assert names() == ["Figures", "Charts", ("Electives", "Stories", "Elsewhere")]
    shown = editor.get(begun)
    assert "A draft." in words(shown)
    assert "<title>Elsewhere</title>" in shown.content.decode()  # on its map
    assert "Published." in words(editor.post(f"{begun}/publish", follow=True))
    public = Pathway.objects.get().public_id
    assert "Any 1 of 2" in words(Client().get(f"/p/{public}"))
    assert "Analyst" in words(editor.get(awarded.url("pathways")))
    assert "not offered" in words(editor.post(f"{begun}/archive", follow=True))
    assert "a draft again" in words(editor.post(f"{begun}/restore", follow=True))


def test_steps_are_moved_named_and_taken_out_with_one_form(editor, begun, three):
    for badge in three:
        add(editor, begun, badge)
    editor.post(f"{begun}/branches", {"title": "Electives", "needed": "", "into": ""})
    ids = [item(name) for name in ("Figures", "Charts", "Stories", "Electives")]
    said = {
        "step": ids,
        f"optional-{ids[1]}": "on",
        f"title-{ids[3]}": "Choices",
        f"needed-{ids[3]}": "1",
    }
    page = editor.post(begun, said | {"do": f"up:{ids[3]}"}, follow=True)
    assert names() == ["Figures", "Charts", ("Choices",), "Stories"]
    assert re.search(rf'value="up:{ids[3]}" autofocus', page.content.decode())
    steps = selectors.route(Pathway.objects.get()).items
    assert (steps[1].is_optional, steps[2].needed) == (True, 1)
    editor.post(begun, said | {"do": f"out:{ids[0]}"})
    assert names() == ["Charts", ("Choices",), "Stories"]


@pytest.mark.parametrize(
    ("path", "sent", "said"),
    [
        ("steps", {}, "Choose a badge, or give its page."),
        ("steps", {"address": "https://else.example/x"}, "This is not the page of a"),
        ("steps", {"address": "1" * 22}, "There is no such badge here"),
        ("steps", {"achievement": "1" * 22}, "This badge is not here any more."),
        ("branches", {"title": ""}, "Write what the branch is called."),
        ("branches", {"title": "A", "needed": "0"}, "At least one step of a branch"),
        ("branches", {"title": "A", "needed": "many"}, "Write a number, or leave it"),
        ("branches", {"title": "A", "into": "1" * 22}, "This branch is not there any"),
        ("facts", {"title": ""}, "Write what the pathway is called."),
        ("facts", {"title": "A", "milestone": "x"}, "This badge is not here any more"),
    ],
)
def test_what_is_wrong_is_said_where_it_is(editor, begun, path, sent, said):
    assert said in words(editor.post(f"{begun}/{path}", sent))


def test_what_cannot_be_done_is_said_and_changes_nothing(editor, begun, three):
    add(editor, begun, three[0])
    editor.post(f"{begun}/publish")
    only = item("Figures")
    page = editor.post(begun, {"step": [only], "do": f"out:{only}"}, follow=True)
    assert "That was not done. Add a step that is not optional" in words(page)
    page = editor.post(begun, {"do": "up:" + "1" * 22}, follow=True)
    assert "This step is not there any more." in words(page)
    branch = {"title": "Empty", "needed": "", "into": ""}
    editor.post(f"{begun}/branches", branch)
    assert names() == ["Figures", ("Empty",)]


def test_whoever_may_not_edit_sees_the_map_alone(staff, editor, begun, three):
    add(editor, begun, three[0])
    page = browser_of(staff[Role.VIEWER]).get(begun)
    assert "<title>Figures</title>" in page.content.decode()
    assert "<select" not in page.content.decode()
    assert "Add a badge" not in words(page)


def test_a_badge_is_taken_out_of_the_catalogue_and_put_back(awarded, editor):
    badge = awarded.achievement
    address = awarded.url(f"badges/{badge.public_id}")
    assert badge.current.name in words(Client().get("/catalog"))
    page = editor.post(f"{address}/listing", {"listed": "no"}, follow=True)
    assert "It is out of the catalogue." in words(page)
    assert badge.current.name not in words(Client().get("/catalog"))
    page = editor.post(f"{address}/listing", {"listed": "yes"}, follow=True)
    assert badge.current.name in words(Client().get("/catalog"))
    achievements.archive(achievement=badge, actor=SYSTEM)
    page = editor.post(f"{address}/listing", {"listed": "no"}, follow=True)
    assert "archived" in words(page)


def test_the_history_tells_what_happened(awarded, owner, editor, begun, three):
    add(editor, begun, three[0])
    editor.post(f"{begun}/publish")
    page = words(owner.get(awarded.url("history")))
    for said in ("began", "changed", "published"):
        assert f"{said} the pathway “Analyst”" in page
