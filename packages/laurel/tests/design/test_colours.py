"""Contrast holds by construction, for every brand (LOOK.md §3)."""

import itertools

import pytest
from laurel.design import selectors
from laurel.design.colour import contrast, from_lch, to_lch
from laurel.design.palette import palette
from laurel.design.types import Background, Brand

HUES = range(0, 360, 8)  # 45
LIGHTNESSES = [0.10 + 0.05 * i for i in range(18)]
CHROMAS = (0.0, 0.05, 0.1, 0.16, 0.24)
BRANDS = [
    from_lch(lightness, chroma, hue)
    for lightness, chroma, hue in itertools.product(LIGHTNESSES, CHROMAS, HUES)
]
SOME = BRANDS[::7]
ACCENTS = ("#e0b04a", "#ffb59c", "#17503c", "#ffffff", "#000000", "#8a2433")


def test_every_brand_keeps_its_pages_readable():
    assert len(BRANDS) == 4050
    for colour in set(BRANDS):
        t = selectors.brand_tokens(colour=colour, accent="#e0b04a")
        pairs = [
            (t["--brand"], t["--brand-ink"], 4.5),
            (t["--brand-text"], t["--brand-soft"], 5.0),
            (t["--brand-night"], t["--brand-night-ink"], 4.5),
            (t["--brand-night-text"], t["--brand-night-soft"], 5.5),
            (t["--brand-edge"], "#f9faf9", 3.0),
            (t["--brand-accent"], t["--brand-deep"], 3.0),
        ]
        for one, other, least in pairs:
            assert contrast(one, other) >= least, (colour, one, other)


@pytest.mark.parametrize(
    "background", [b for b in Background if b is not Background.IMAGE]
)
def test_every_brand_keeps_its_badges_readable(background):
    for colour in SOME:
        p = palette(Brand("x", colour, "#e0b04a"), background)
        assert (
            min(contrast(p.ink, p.face_top), contrast(p.ink, p.face_bottom)) >= 4.5
        ), colour
        assert contrast(p.band_ink, p.band) >= 5.5, colour


@pytest.mark.parametrize("accent", ACCENTS)
def test_reached_levels_are_seen_on_every_brand(accent):
    for colour in SOME:
        p = palette(Brand("x", colour, accent), Background.GRADIENT)
        seen = min(contrast(p.mark_on, p.face_top), contrast(p.mark_on, p.face_bottom))
        assert seen >= 3.0, (colour, accent)


def test_a_colour_survives_the_way_through_oklch():
    for colour in ("#1f3d7a", "#0b6e7d", "#f0b81c", "#000000", "#ffffff"):
        assert from_lch(*to_lch(colour)) == colour


def test_the_style_sheet_is_named_by_what_is_in_it():
    css, name = selectors.brand_css(colour="#1f3d7a", accent="#e0b04a")
    assert "--brand: #1f3d7a;" in css
    assert selectors.brand_css(colour="#1f3d7a", accent="#e0b04a") == (css, name)
    assert selectors.brand_css(colour="#1f3d7b", accent="#e0b04a")[1] != name


def test_the_alternative_text_says_what_and_whose():
    assert (
        selectors.alt_text(name="Ecology", issuer="North College")
        == "Ecology, issued by North College"
    )
