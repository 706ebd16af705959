"""Uploads are measured, so that what is made of them can be seen."""

import base64
import io
from dataclasses import replace

import pytest
from laurel.design import selectors, services
from laurel.design.errors import PictureRefused
from laurel.design.types import Background, Brand, Design, Ground
from PIL import Image, ImageDraw

BRANDS = [
    Brand("pale", "#f4e9c8", "#8a2433", "P"),
    Brand("dark", "#10203a", "#e0b04a", "D"),
    Brand("loud", "#e4002b", "#ffd400", "L"),
]
COLOURS = ("#000000", "#777777", "#ffffff", "#e4002b", "#f4e9c8", "#1f3d7a")


def url(image):
    out = io.BytesIO()
    image.save(out, "PNG")
    return "data:image/png;base64," + base64.b64encode(out.getvalue()).decode()


def dot(colour):
    image = Image.new("RGBA", (100, 100), (0, 0, 0, 0))
    ImageDraw.Draw(image).ellipse((20, 20, 80, 80), fill=colour)
    return url(image)


def backgrounds():
    half = Image.new("RGB", (200, 120), "#ffffff")
    ImageDraw.Draw(half).rectangle((0, 0, 100, 120), fill="#000000")
    return {
        "white": url(Image.new("RGB", (80, 80), "white")),
        "black": url(Image.new("RGB", (80, 80), "black")),
        "half": url(half),
        "noise": url(Image.effect_noise((120, 120), 90).convert("RGB")),
        "clear": url(Image.new("RGBA", (80, 80), (0, 0, 0, 0))),
    }


@pytest.mark.parametrize("brand", BRANDS, ids=lambda brand: brand.name)
@pytest.mark.parametrize("colour", COLOURS)
@pytest.mark.parametrize("ground", backgrounds())
def test_an_icon_is_seen_on_every_background(brand, colour, ground):
    """Two uploads of any colours are a badge whose icon reaches 3 to 1."""
    design = Design(
        background=Background.IMAGE,
        image=backgrounds()[ground],
        icon_image=dot(colour),
    )
    made = services.composed(design=design, brand=brand)
    assert selectors.legibility(design=made, brand=brand).is_enough


@pytest.mark.parametrize("brand", BRANDS, ids=lambda brand: brand.name)
@pytest.mark.parametrize("colour", COLOURS)
@pytest.mark.parametrize("face", ["gradient", "solid", "paper"])
def test_an_icon_is_seen_on_every_face(brand, colour, face):
    design = Design(background=Background(face), icon_image=dot(colour))
    made = services.composed(design=design, brand=brand)
    assert selectors.legibility(design=made, brand=brand).is_enough


@pytest.mark.parametrize("brand", BRANDS, ids=lambda brand: brand.name)
@pytest.mark.parametrize("ground", backgrounds())
def test_a_drawn_icon_reads_like_text_on_every_background(brand, ground):
    design = Design(background=Background.IMAGE, image=backgrounds()[ground])
    made = services.composed(design=design, brand=brand)
    found = selectors.legibility(design=made, brand=brand)
    assert found.least == 4.5
    assert found.is_enough


def test_a_picture_that_needs_no_help_gets_none():
    dark = services.composed(
        design=Design(background=Background.IMAGE, image=backgrounds()["black"]),
        brand=BRANDS[1],
    )
    light = replace(dark, image=backgrounds()["white"])
    assert dark.scrim < services.composed(design=light, brand=BRANDS[1]).scrim
    seen = Design(icon_image=dot("#ffffff"))
    assert services.composed(design=seen, brand=BRANDS[1]).ground is Ground.NONE
    lost = Design(icon_image=dot("#10203a"))
    assert services.composed(design=lost, brand=BRANDS[1]).ground is Ground.LIGHT


def test_an_icon_that_fills_its_frame_is_cut_to_a_disc():
    design = Design(icon_image=url(Image.new("RGB", (60, 60), "teal")))
    made = services.composed(design=design, brand=BRANDS[0])
    assert made.icon_cut
    assert b"clipPath" in services.drawing_of(design=made, brand=BRANDS[0])
    assert not services.composed(
        design=Design(icon_image=dot("teal")), brand=BRANDS[0]
    ).icon_cut


def test_a_design_is_kept_and_read_back_whole(settings, tmp_path):
    design = Design(
        background=Background.IMAGE,
        image=backgrounds()["half"],
        icon_image=dot("#ffffff"),
        level=2,
        band="Term",
        colour="#0b6e7d",
        ground=Ground.LIGHT,
    )
    kept = services.keep(design=design)
    assert len(kept["image"]) == 64  # the name of a file, not the picture
    assert selectors.design_of(kept) == design
    assert services.keep(design=Design()) == {}


@pytest.mark.parametrize(
    "wrong", [{"shape": "star"}, {"image": "0" * 64}, {"image": "../x"}, {"unknown": 1}]
)
def test_what_we_did_not_keep_is_refused(wrong):
    with pytest.raises(PictureRefused):
        selectors.design_of(wrong)
