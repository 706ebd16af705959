"""Programmes in the console."""

import pytest
from laurel.programs import selectors as programs
from laurel.programs import services as program_services

FACTS = {
    "name": "Applied Data Analytics Certificate",
    "summary": "Four courses, one year.",
    "url": "https://north-college.example/analytics",
    "contact_name": "The training team",
    "contact_email": "training@north-college.example",
    "is_listed": "on",
}


def text_of(response):
    return response.content.decode()


def made(college):
    return programs.of_organization(college.organization).get()


def test_a_programme_is_set_up_changed_archived_and_taken_back(college, owner):
    facts = {**FACTS, "achievements": [college.achievement.public_id]}
    said = text_of(owner.post(college.url("programs/new"), facts, follow=True))
    assert "The programme is set up." in said
    assert "1 badge · " in said
    assert "training@north-college.example" in said

    where = college.url(f"programs/{made(college).public_id}")
    page = text_of(owner.get(where))
    assert "Four courses, one year." in page
    assert "checked" in page
    said = text_of(owner.post(where, {**FACTS, "name": "Analytics"}, follow=True))
    assert "Analytics" in said
    assert "0 badges" in said
    assert programs.of_achievement(college.achievement.pk) is None

    said = text_of(owner.post(f"{where}/archive", follow=True))
    assert "Its badges stay as they are" in said
    assert "archived before" in text_of(owner.post(f"{where}/archive", follow=True))
    said = text_of(owner.post(f"{where}/restore", follow=True))
    assert "The programme is back." in said
    assert "not archived" in text_of(owner.post(f"{where}/restore", follow=True))


def test_where_a_badge_belongs_already_is_said_beside_it(college, owner):
    program_services.create(
        organization=college.organization,
        name="Analytics",
        achievement_ids=[college.achievement.public_id],
        actor=college.owner,
    )
    page = text_of(owner.get(college.url("programs/new")))
    assert "Facilitation: Completed (now in Analytics)" in page


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "", "Write what the programme is called."),
        ("url", "analytics", "This is not a web address"),
        ("contact_email", "", "Write the address as well"),
        ("achievements", "1" * 22, "One of these badges is not here any more"),
    ],
)
def test_a_mistake_is_said_beside_its_field(college, owner, field, value, said):
    response = owner.post(college.url("programs/new"), {**FACTS, field: value})
    assert response.status_code == 200
    assert said in text_of(response)
    assert not programs.of_organization(college.organization).exists()


def test_the_history_tells_it(college, owner):
    owner.post(college.url("programs/new"), FACTS)
    where = college.url(f"programs/{made(college).public_id}")
    owner.post(where, FACTS)
    owner.post(f"{where}/archive")
    owner.post(f"{where}/restore")
    said = text_of(owner.get(college.url("history")))
    name = "“Applied Data Analytics Certificate”"
    for words in ("set up", "changed", "archived"):
        assert f"{words} the programme {name}" in said
    assert f"took the programme {name} back into use" in said
