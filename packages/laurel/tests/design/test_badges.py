"""Badge art: pure, whole, and safe to render."""

import io
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from laurel.design import render, services
from laurel.design.badge import draw
from laurel.design.errors import PictureRefused
from laurel.design.types import Background, Brand, Design, Shape
from laurel.foundation import fonts
from PIL import Image

BRAND = Brand("North College", "#1f3d7a", "#e0b04a", "NC")
DESIGN = Design(icon="chart", band="Data Analytics", title="Applied Data Analytics")
DOT = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABh6FO1AAAAABJRU5ErkJggg=="
VARIANTS = [
    *(replace(DESIGN, shape=shape) for shape in Shape),
    *(replace(DESIGN, background=background) for background in Background),
    replace(DESIGN, background=Background.IMAGE, image=DOT),
    replace(DESIGN, icon_image=DOT),
    replace(DESIGN, level=2),
    replace(DESIGN, laurel=True),
    replace(DESIGN, band="", rim_text="Community Health", laurel=True),
    replace(DESIGN, band="", rim_text="Community Health"),
    replace(DESIGN, band=""),
    replace(DESIGN, guilloche=False),
    replace(DESIGN, band="A name much longer than the ribbon, with all its subtitles"),
]


@pytest.mark.parametrize("mono", [False, True])
@pytest.mark.parametrize("size", [64, 128, 400])
@pytest.mark.parametrize("design", VARIANTS)
def test_every_variant_is_a_whole_drawing_and_always_the_same(design, size, mono):
    svg = draw(design, BRAND, size=size, mono=mono)
    root = ET.fromstring(svg)
    assert (
        root.find("{http://www.w3.org/2000/svg}title").text == "Applied Data Analytics"
    )
    assert svg == draw(design, BRAND, size=size, mono=mono)
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    for e in root.iter():
        for value in e.attrib.values():
            if value.startswith("url(#"):
                assert value[5:-1] in ids


def test_words_from_people_stay_words():
    svg = draw(replace(DESIGN, band="<b>&", title='"><script>'), replace_mark(BRAND))
    ET.fromstring(svg)
    assert "<script" not in svg
    assert "&lt;B&gt;&amp;" in svg


def replace_mark(brand):
    return replace(brand, mark="<&>")


def test_a_long_name_is_cut_with_an_ellipsis_and_a_short_one_is_not():
    assert "…" in draw(replace(DESIGN, band="W" * 80), BRAND)
    assert "…" not in draw(DESIGN, BRAND)
    assert "学" in draw(replace(DESIGN, band="学习" * 3), BRAND)


@pytest.mark.parametrize(
    "wrong", [{"level": 4}, {"level": -1}, {"levels": 6}, {"icon": "unicorn"}]
)
def test_impossible_designs_are_refused(wrong):
    with pytest.raises(ValueError):
        draw(replace(DESIGN, **wrong), BRAND)


def test_the_finished_picture_is_a_square_png_under_a_megabyte():
    picture = services.picture_of(design=DESIGN, brand=BRAND)
    with Image.open(io.BytesIO(picture.png)) as image:
        assert image.size == (512, 512)
        assert image.getpixel((0, 0))[3] == 0  # transparent around the badge
    assert len(picture.png) <= services.MAX_PNG_BYTES
    ET.fromstring(picture.svg)
    assert services.drawing_of(design=DESIGN, brand=BRAND) == picture.svg


def test_what_was_weighed_is_not_rendered_again_to_be_kept(monkeypatch):
    rendered, really = [], services.render.to_png

    def to_png(svg, **facts):
        rendered.append(svg)
        return really(svg, **facts)

    monkeypatch.setattr(services.render, "to_png", to_png)
    new = replace(DESIGN, title="Weighed, then kept")
    weight = services.weight_of(design=new, brand=BRAND)
    picture = services.picture_of(design=new, brand=BRAND)
    assert len(picture.png) == weight.png
    assert len(rendered) == 1
    services.picture_of(design=replace(new, title="Another"), brand=BRAND)
    assert len(rendered) == 2


def test_words_do_not_vanish_on_a_machine_without_fonts():
    plain = services.picture_of(design=replace(DESIGN, guilloche=False), brand=BRAND)
    other = services.picture_of(
        design=replace(DESIGN, guilloche=False, band="Something Else"), brand=BRAND
    )
    assert plain.png != other.png
    assert fonts.inter().endswith(".ttf")


def test_the_suggested_design_follows_from_the_name():
    first = services.suggest(name="Urban Ecology", title="Urban Ecology")
    assert first == services.suggest(name="URBAN ecology", title="Urban Ecology") or (
        first.band != "URBAN ecology"
    )
    shapes = {services.suggest(name=f"n{i}", title="t").shape for i in range(40)}
    assert len(shapes) >= 4
    assert services.suggest(name="x" * 60, title="t").band == ""


@pytest.mark.parametrize(
    ("svg", "width"),
    [
        ('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', 200_000),
        (
            '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
            + "<g>" * 20_000
            + "</g>" * 20_000
            + "</svg>",
            64,
        ),
        ("not an svg", 64),
    ],
)
def test_what_kills_the_renderer_does_not_kill_us(svg, width):
    with pytest.raises(PictureRefused):
        render.to_png(svg, width=width)


def test_a_renderer_that_hangs_is_ended(monkeypatch):
    monkeypatch.setattr(render, "_CHILD", "while True: pass")
    monkeypatch.setattr(render, "SECONDS", 0.5)
    with pytest.raises(PictureRefused, match="too long"):
        render.to_png("<svg/>", width=64)


def test_a_renderer_that_floods_is_refused(monkeypatch):
    monkeypatch.setattr(render, "MAX_OUTPUT_BYTES", 10)
    with pytest.raises(PictureRefused, match="too detailed"):
        render.to_png(draw(DESIGN, BRAND), width=64)


def test_without_our_font_the_machine_fonts_are_used(monkeypatch):
    fonts.inter.cache_clear()
    monkeypatch.setattr(fonts.importlib.util, "find_spec", lambda _name: None)
    assert fonts.inter() == ""
    fonts.inter.cache_clear()
