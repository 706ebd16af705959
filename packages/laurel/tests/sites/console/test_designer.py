"""The designer: two uploads make a badge, knobs change it, and nothing slips in."""

import io
import re
from html import unescape
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

import pytest
from django.core import signing
from laurel.achievements import selectors as achievements
from laurel.foundation.models import EventRecord
from PIL import Image, ImageDraw

from packages.laurel.tests.journeys.browser import upload

from .conftest import make_award

WORDS = {
    "name": "Fieldwork Leader",
    "description": "Leads a group outside.",
    "criteria": "Led one walk.",
}
ADDRESS = re.compile(r'src="([^"]*design/art[^"]*)"')


def photograph(size=(300, 200)):
    out = io.BytesIO()
    Image.effect_noise(size, 80).convert("RGB").save(out, "JPEG")
    return out.getvalue()


def icon(colour="#e0b04a"):
    out = io.BytesIO()
    image = Image.new("RGBA", (120, 80), (0, 0, 0, 0))
    ImageDraw.Draw(image).ellipse((30, 10, 90, 70), fill=colour)
    image.save(out, "PNG")
    return out.getvalue()


def two_pictures():
    return {
        "art-background_picture": upload("meadow.jpg", photograph(), "image/jpeg"),
        "art-icon_picture": upload("sun.png", icon()),
    }


def newest(college):
    return achievements.of_organization(college.organization)[0]


def look(college, made):
    return college.url(f"badges/{made.public_id}/change/look")


def arts(page):
    return [unescape(found) for found in ADDRESS.findall(page)]


@pytest.mark.requirement("I17")
def test_two_uploads_make_a_finished_badge_at_once(college, owner):
    """Centred, square, contrast-checked, described, as PNG and SVG; no other step."""
    answer = owner.post(
        college.url("badges/design"), WORDS | two_pictures(), follow=True
    )
    assert "The badge is defined" in answer.content.decode()
    version = newest(college).current
    picture = achievements.picture(version)
    with Image.open(io.BytesIO(picture.png)) as image:
        assert (image.format, image.size) == ("PNG", (512, 512))
    assert len(picture.png) <= 1024 * 1024
    root = ET.fromstring(picture.svg)
    assert root.get("viewBox") == "0 0 512 512"
    placed = root.findall(".//{http://www.w3.org/2000/svg}image")
    assert len(placed) == 2
    for part in placed:
        x, width = float(part.get("x")), float(part.get("width"))
        assert x + width / 2 == pytest.approx(256, abs=0.1)
        assert part.get("href").startswith("data:image/png;base64,")
    assert achievements.alt_text(version) == "Fieldwork Leader, issued by North College"
    title = root.find("{http://www.w3.org/2000/svg}title").text
    assert title == achievements.alt_text(version)
    assert not version.image_is_uploaded


def test_looking_first_keeps_the_uploads_and_makes_nothing(college, owner):
    before = achievements.of_organization(college.organization).count()
    sent = WORDS | two_pictures() | {"look": "1"}
    page = owner.post(college.url("badges/design"), sent).content.decode()
    assert "to 1" in page
    assert "Your pictures" in page
    for address in arts(page):
        assert owner.get(address).status_code == 200, address
    assert achievements.of_organization(college.organization).count() == before
    token = unescape(re.search(r'name="art-uploads" value="([^"]+)"', page)[1])
    owner.post(college.url("badges/design"), WORDS | {"art-uploads": token})
    assert b"data:image/png" in achievements.picture(newest(college).current).svg
    # And what was uploaded can be left out again.
    sent = WORDS | {"art-uploads": token, "name": "Other"}
    sent["art-without"] = ["background_picture", "icon_picture"]
    owner.post(college.url("badges/design"), sent)
    assert b"data:image/png" not in achievements.picture(newest(college).current).svg


def test_the_knobs_are_kept_and_can_be_turned_again(college, owner):
    knobs = {
        "art-shape": "hexagon",
        "art-background": "paper",
        "art-icon": "rocket",
        "art-level": "2",
        "art-levels": "4",
        "art-band": "Summer term",
        "art-colour": "#0b6e7d",
        "art-accent": "#d9b65c",
        "art-guilloche": "on",
        "art-title": "A rocket on paper",
    }
    owner.post(college.url("badges/design"), WORDS | knobs)
    made = newest(college)
    assert achievements.alt_text(made.current) == "A rocket on paper"
    svg = achievements.picture(made.current).svg.decode()
    assert "SUMMER TERM" in svg
    page = owner.get(look(college, made)).content.decode()
    for name, value in {"shape": "hexagon", "icon": "rocket", "level": "2"}.items():
        chosen = re.search(rf'<input[^>]*name="art-{name}"[^>]*checked[^>]*>', page)[0]
        assert f'value="{value}"' in chosen
    assert 'value="Summer term"' in page
    assert 'value="#0b6e7d"' in page
    again = knobs | {"art-band": "Winter term"}
    owner.post(look(college, made), again | {"publish": "1"})
    version = newest(college).current
    assert version.number == 1  # nobody has it yet
    assert "WINTER TERM" in achievements.picture(version).svg.decode()


def test_a_new_design_of_an_awarded_badge_is_a_new_version_with_the_same_words(
    college, owner
):
    college.award = make_award(college)
    before = college.achievement.current
    old = achievements.picture(before)
    owner.post(look(college, college.achievement), {"art-icon": "rocket"})
    assert newest(college).current == before, "it waits until it is published"
    owner.post(college.badge_url("/publish"))
    version = newest(college).current
    assert version.number == before.number + 1
    for field in ("name", "description", "criteria", "skills"):
        assert getattr(version, field) == getattr(before, field)
    assert achievements.picture(version).svg != old.svg
    kept = achievements.public(college.achievement.public_id, before.number)
    assert achievements.picture(kept) == old
    assert EventRecord.objects.filter(name="achievement.revised").exists()
    page = owner.get(college.badge_url()).content.decode()
    assert look(college, college.achievement) in page  # “Design” leads there


def test_a_copy_of_a_designed_badge_looks_like_it(college, owner):
    knobs = {"art-shape": "hexagon", "art-icon": "rocket", "art-band": "Summer term"}
    owner.post(college.url("badges/design"), WORDS | two_pictures() | knobs)
    earlier = newest(college)
    assert earlier.current.design
    page = owner.get(college.url(f"badges/new?copy={earlier.public_id}")).content
    assert college.url(f"badges/{earlier.public_id}/picture") in page.decode()
    facts = {"copy": earlier.public_id, "name": "Fieldwork Assistant"}
    owner.post(college.url("badges/new"), facts)
    made = newest(college)
    assert made.pk != earlier.pk
    owner.post(college.url(f"badges/{made.public_id}/publish"))
    made = newest(college)
    assert made.published_at
    assert made.current.design == earlier.current.design
    pictures = [achievements.picture(each.current).png for each in (made, earlier)]
    assert pictures[0] == pictures[1]
    assert achievements.alt_text(made.current).startswith("Fieldwork Assistant")


def test_a_finished_picture_is_taken_as_it_is_and_a_wrong_name_is_said(college, owner):
    sent = WORDS | {"art-finished": upload("art.png", photograph((64, 64)))}
    answer = owner.post(college.url("badges/design"), sent, follow=True)
    assert "“art.png” is really a JPEG" in unescape(answer.content.decode())
    made = newest(college)
    assert made.current.image_is_uploaded
    page = owner.get(look(college, made)).content.decode()
    assert "The finished picture" in page
    for address in arts(page):
        assert owner.get(address).status_code == 200
    # Left out, the badge is drawn again.
    sent = {"art-without": ["finished"], "art-icon": "leaf", "publish": "1"}
    owner.post(look(college, made), sent)
    assert not newest(college).current.image_is_uploaded


@pytest.mark.parametrize(
    ("field", "data", "said"),
    [
        ("background_picture", b"GIF89a" + b"0" * 40, "this is a GIF"),
        ("icon_picture", b"", "empty"),
        (
            "icon_picture",
            b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>',
            "holds a script",
        ),
        ("finished", photograph()[:400], "broken"),
    ],
)
def test_a_refused_upload_is_said_beside_its_field_and_nothing_is_made(
    college, owner, field, data, said
):
    before = achievements.of_organization(college.organization).count()

    def sent(**more):
        return WORDS | {f"art-{field}": upload("x.png", data)} | more

    page = owner.post(college.url("badges/design"), sent()).content.decode()
    assert said in page
    assert f'id="id_art-{field}_error"' in page
    assert achievements.of_organization(college.organization).count() == before
    stage = owner.post(college.url("badges/design"), sent(stage="1"))
    assert said in stage.content.decode()
    assert "<html" not in stage.content.decode()


@pytest.mark.parametrize(
    ("knob", "value"),
    [
        ("shape", "star"),
        ("icon", "../../etc"),
        ("level", "9"),
        ("level", "5"),  # out of three
        ("band", "x" * 25),
        ("colour", "red"),
        ("uploads", "forged"),
        ("uploads", signing.dumps({"icon_picture": "0" * 64}, salt="other")),
        ("background", "image"),
    ],
)
def test_a_wrong_knob_makes_nothing(college, owner, knob, value):
    before = achievements.of_organization(college.organization).count()
    page = owner.post(college.url("badges/design"), WORDS | {f"art-{knob}": value})
    assert page.status_code == 200
    assert "Nothing was saved yet" in page.content.decode()
    assert achievements.of_organization(college.organization).count() == before


def test_a_preview_is_shown_only_by_a_signed_address(college, owner):
    page = owner.get(college.url("badges/design")).content.decode()
    good = arts(page)[0]
    answer = owner.get(good)
    assert answer["Content-Type"] == "image/svg+xml"
    assert "sandbox" in answer["Content-Security-Policy"]
    wanted = parse_qs(urlsplit(good).query)["d"][0]
    for wrong in ("", "x", wanted[:-1], signing.dumps({"part": "0" * 64}, salt="x")):
        assert (
            owner.get(college.url("badges/design/art"), {"d": wrong}).status_code == 404
        )
    for size in ("64", "128", "9999999", "x"):
        sent = {"d": wanted, "size": size, "mono": "1"}
        assert owner.get(college.url("badges/design/art"), sent).status_code == 200
