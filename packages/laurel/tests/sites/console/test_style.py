"""The style page: owners change it, the rest of the staff sees it."""

import io

import pytest
from laurel.issuers import selectors as issuers
from laurel.organizations.types import Role
from PIL import Image

from packages.laurel.tests.journeys.browser import upload

from .conftest import browser_of

STYLE = {
    "brand_colour": "#0b6e7d",
    "accent_colour": "#ffb59c",
    "badge_shape": "shield",
    "signer_name": "Caroline Herschel",
    "signer_title": "Registrar",
}


def png(size=(40, 20)):
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, "PNG")
    return out.getvalue()


def now(college):
    return issuers.public(college.issuer.public_id)


@pytest.mark.requirement("I28")
def test_an_owner_changes_the_style_and_an_editor_only_sees_it(college, owner, staff):
    editor = browser_of(staff[Role.EDITOR])
    page = editor.get(college.url("style")).content.decode()
    assert "Only an owner can change the style" in page
    assert "Mary Somerville" in page  # whom to ask
    assert "Save the style" not in page
    assert editor.post(college.url("style"), STYLE).status_code == 404
    assert now(college).brand_colour == "#1f3d7a"

    answer = owner.post(
        college.url("style"),
        STYLE | {"signature": upload("s.png", png((200, 60)))},
        follow=True,
    )
    assert "awarded ones stay as they are" in answer.content.decode()
    changed = now(college)
    assert (changed.brand_colour, changed.badge_shape) == ("#0b6e7d", "shield")
    assert changed.signer_title == "Registrar"
    assert issuers.signature(changed)
    page = editor.get(college.url("style")).content.decode()
    assert "Caroline Herschel" in page
    assert "#0b6e7d" in page


def test_looking_first_shows_it_and_saves_nothing(college, owner):
    page = owner.post(college.url("style"), STYLE | {"look": "1"}).content.decode()
    assert "style/sample.svg?brand_colour=%230b6e7d" in page
    assert now(college).brand_colour == "#1f3d7a"


def test_the_sample_says_how_readable_it_is(college, owner):
    for colour in ("#f0b81c", "#101010", "#ff0000", "#ffffff"):
        answer = owner.get(
            college.url("style/sample.svg"),
            {"brand_colour": colour, "accent_colour": "#d9b65c", "badge_shape": ""},
        )
        assert answer["Content-Type"] == "image/svg+xml"
        assert "sandbox" in answer["Content-Security-Policy"]
        assert "at least 4.5 is needed" in answer.content.decode()
    assert (
        owner.get(college.url("style/sample.svg"), {"brand_colour": "x"}).status_code
        == 200
    )


def test_a_wrong_colour_is_said_beside_its_field(college, owner):
    page = owner.post(college.url("style"), STYLE | {"brand_colour": "blue"})
    assert "Write it as #1f3d7a" in page.content.decode()
    assert now(college).brand_colour == "#1f3d7a"


def test_a_refused_picture_is_said_beside_its_field(college, owner):
    sent = STYLE | {"background": upload("b.png", b"GIF89a" + b"0" * 50)}
    page = owner.post(college.url("style"), sent).content.decode()
    assert "this is a GIF" in page
    assert 'id="id_background_error"' in page


def test_a_picture_is_not_replaced_and_left_out_at_once(college, owner):
    owner.post(college.url("style"), STYLE | {"logo": upload("l.png", png())})
    sent = {"logo": upload("l.png", png((9, 9))), "without": ["logo"]}
    page = owner.post(college.url("style"), STYLE | sent).content.decode()
    assert "leave out the mark" in page
    owner.post(college.url("style"), STYLE | {"without": ["logo"]})
    assert now(college).logo == ""
