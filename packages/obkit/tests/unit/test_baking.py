"""Baking, by the rules of the two specifications (CHECKLISTS OB20-BK*, OB30-D3..D6)."""

import base64
import json
from xml.etree import ElementTree as ET

import pytest
from obkit import baking
from obkit.baking import Container, Standard
from obkit.errors import Malformed, MalformedImage, ObkitError, Refused

from packages.obkit.tests import pictures

OB2 = json.dumps(
    {"id": "https://b.example/a/1?x=1&y=2", "name": "Café ]]> < & \" '"}
).encode()
OB3 = json.dumps(
    {"id": "urn:uuid:1", "name": "文字 ]]> & more"}, ensure_ascii=False
).encode()
JWT = b".".join(
    base64.urlsafe_b64encode(p).rstrip(b"=") for p in (b'{"alg":1}', b"{}", b"s")
)
IMAGES = {"png": pictures.png(), "svg": pictures.SVG}


@pytest.mark.parametrize("kind", IMAGES)
@pytest.mark.parametrize("standard", Standard)
@pytest.mark.parametrize("payload", [OB2, OB3, JWT], ids=["ob2", "ob3", "jwt"])
@pytest.mark.requirement("I5")
def test_what_was_baked_comes_out_again(kind, standard, payload):
    baked = baking.bake(IMAGES[kind], payload, standard)
    assert baking.extract(baked) == (baking.Baked(standard, Container(kind), payload),)


@pytest.mark.parametrize(
    "id_", ["https://b.example/?a=1&b='2'", 'x "y" <z>\t\r\n&amp;']
)
def test_an_svg_names_the_badge_of_2_0_in_an_attribute(id_):
    """OB20-BK: whatever the id is, a reader of XML finds just that."""
    payload = json.dumps({"id": id_}).encode()
    baked = baking.bake(pictures.SVG, payload, Standard.OB2)
    element = ET.fromstring(baked).find("{http://openbadges.org}assertion")
    assert element.get("verify") == id_
    assert baking.extract(baked)[0].payload == payload


@pytest.mark.parametrize("kind", IMAGES)
@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_one_picture_carries_one_badge_of_each_standard(kind, order):
    """OB30-D6; Open Badges 3.0 comes out first, whichever went in first."""
    image, bakes = IMAGES[kind], [(OB2, Standard.OB2), (OB3, Standard.OB3)]
    for index in order:
        image = baking.bake(image, *bakes[index])
    assert [(b.standard, b.payload) for b in baking.extract(image)] == [
        (Standard.OB3, OB3),
        (Standard.OB2, OB2),
    ]


@pytest.mark.parametrize("kind", IMAGES)
@pytest.mark.parametrize("standard", Standard)
def test_a_second_bake_is_refused_unless_it_is_to_replace_the_first(kind, standard):
    """OB20-BK2, OB30-D3."""
    other = Standard.OB3 if standard is Standard.OB2 else Standard.OB2
    once = baking.bake(baking.bake(IMAGES[kind], OB2, other), OB3, standard)
    with pytest.raises(Refused) as caught:
        baking.bake(once, JWT, standard)
    assert caught.value.reason == "baking.already_baked"
    twice = baking.bake(once, JWT, standard, replace=True)
    assert {b.standard: b.payload for b in baking.extract(twice)} == {
        other: OB2,
        standard: JWT,
    }


def test_a_png_keeps_every_other_chunk_and_the_badge_stands_before_the_pixels():
    """OB20-BK1, OB20-BK7: the chunk exactly as specified, everything else untouched."""
    image = pictures.png(
        pictures.chunk(b"tIME", b"\0" * 7), before=pictures.chunk(b"gAMA", b"\0" * 4)
    )
    chunks = pictures.png_chunks(baking.bake(image, OB3, Standard.OB3))
    at = [kind for kind, _ in chunks].index(b"iTXt")
    assert chunks.pop(at) == (b"iTXt", b"openbadgecredential\0\0\0\0\0" + OB3)
    assert chunks == pictures.png_chunks(image)
    assert [kind for kind, _ in chunks[:at]] == [b"IHDR", b"gAMA"]


def test_replacing_finds_the_earlier_badge_behind_the_pixels_too():
    image = pictures.png(pictures.itxt(b"openbadges", b"{}"))
    assert baking.bake(image, OB2, Standard.OB2, replace=True) == baking.bake(
        pictures.png(), OB2, Standard.OB2
    )


@pytest.mark.parametrize(
    ("standard", "tag"),
    [
        (Standard.OB2, "{http://openbadges.org}assertion"),
        (Standard.OB3, "{https://purl.imsglobal.org/ob/v3p0}credential"),
    ],
)
def test_an_svg_carries_the_badge_as_the_roots_first_child(standard, tag):
    """OB20-BK5, OB30-D4, seen with a stranger's parser."""
    payload = OB2 if standard is Standard.OB2 else OB3
    root = ET.fromstring(baking.bake(pictures.SVG, payload, standard))
    assert root[0].tag == tag
    assert root[0].text == payload.decode()
    assert root[0].get("verify") == (
        json.loads(OB2)["id"] if standard is Standard.OB2 else None
    )
    signed = ET.fromstring(baking.bake(pictures.SVG, JWT, standard))[0]
    assert (signed.get("verify"), signed.text) == (JWT.decode(), None)


def test_an_svg_keeps_every_other_byte():
    baked = baking.bake(pictures.SVG, OB3, Standard.OB3)
    start, end = (
        baked.index(b"<openbadges:"),
        baked.index(b"</openbadges:credential>") + 24,
    )
    rest = baked[:start] + baked[end:]
    assert (
        rest.replace(b' xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"', b"")
        == pictures.SVG
    )


def test_carriage_returns_survive_xml():
    payload = b'{\r\n"a": 1\r}'
    (found,) = baking.extract(baking.bake(pictures.SVG, payload, Standard.OB3))
    assert found.payload == payload


def test_a_foreign_prefix_and_white_space_are_read():
    image = (
        b'<svg xmlns="http://www.w3.org/2000/svg"><ob:credential '
        b'xmlns:ob="https://purl.imsglobal.org/ob/v3p0">\n  <![CDATA[ {"a":1} ]]>\n</ob:credential></svg>'
    )
    assert baking.extract(image)[0].payload == b'{"a":1}'


def test_an_address_from_before_2_0_is_read():
    """OB20-BK4."""
    text = pictures.chunk(b"tEXt", b"openbadges\0https://b.example/assertion/1.json")
    (found,) = baking.extract(pictures.png(before=text))
    assert found.payload == b"https://b.example/assertion/1.json"
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:o="http://openbadges.org"><o:assertion verify="https://b.example/1"/></svg>'
    assert baking.extract(svg)[0].payload == b"https://b.example/1"


@pytest.mark.parametrize("kind", IMAGES)
def test_a_picture_without_a_badge_holds_none(kind):
    assert baking.extract(IMAGES[kind]) == ()


@pytest.mark.parametrize(
    ("beginning", "name"),
    [
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG"),
        (b"GIF89a", "GIF"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "WebP"),
        (b"%PDF-1.7", "PDF"),
        (b"PK\x03\x04", "ZIP"),
        (b"<!doctype html><html>", "XML or HTML"),
        (b'{"a": 1}', "JSON"),
        ("\ufeff<svg/>".encode("utf-16"), "UTF-16 text"),
        (b"", "an empty file"),
        (b"\0\1\2", "unknown"),
    ],
)
@pytest.mark.parametrize("action", ["bake", "extract"])
def test_another_file_is_refused_by_its_real_name(beginning, name, action):
    with pytest.raises(MalformedImage) as caught:
        baking.bake(
            beginning, OB3, Standard.OB3
        ) if action == "bake" else baking.extract(beginning)
    assert caught.value.reason == "image.not_png_or_svg"
    assert caught.value.facts["really"] == name


@pytest.mark.parametrize(
    "payload",
    [b"", b"hello", b"[1]", b"https://b.example/1", b'{"a":1', b'{"a":1,"a":2}'],
)
@pytest.mark.parametrize("kind", IMAGES)
def test_only_documents_and_tokens_are_baked(kind, payload):
    with pytest.raises(Malformed):
        baking.bake(IMAGES[kind], payload, Standard.OB3)


def test_what_xml_cannot_carry_is_refused():
    with pytest.raises(Refused) as caught:
        baking.bake(pictures.SVG, '{"a":"\uffff"}'.encode(), Standard.OB3)
    assert caught.value.reason == "baking.unrepresentable"


def test_a_payload_at_the_limit_is_baked_and_one_byte_more_is_not():
    payload = b'{"a":"' + b"x" * (baking.MAX_PAYLOAD_BYTES - 8) + b'"}'
    for image in IMAGES.values():
        assert (
            baking.extract(baking.bake(image, payload, Standard.OB3))[0].payload
            == payload
        )
        with pytest.raises(ObkitError) as caught:
            baking.bake(image, payload + b" ", Standard.OB3)
        assert caught.value.reason == "baking.too_large"
