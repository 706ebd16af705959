"""Hostile pictures (security.md #24, #26, §5): refused for the right reason, or read; never more."""

import struct
import sys
import time
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from obkit import baking
from obkit.baking import MAX_IMAGE_BYTES, MAX_PAYLOAD_BYTES, Standard
from obkit.errors import MalformedImage

from packages.obkit.tests import pictures
from packages.obkit.tests.pictures import IDAT, IEND, IHDR, SIGNATURE, chunk, itxt, png

KEY = b"openbadgecredential"
SVG_NS = b'xmlns="http://www.w3.org/2000/svg"'
OB3_NS = b'xmlns:o="https://purl.imsglobal.org/ob/v3p0"'
OB2_NS = b'xmlns:o="http://openbadges.org"'


def refusal_of(image: bytes) -> MalformedImage | None:
    """How a picture is refused; None when it is read. Anything else that is raised is a fault."""
    try:
        baking.extract(image)
    except MalformedImage as error:
        return error
    return None


def svg(body: bytes = b"", *, attributes: bytes = OB3_NS, prolog: bytes = b"") -> bytes:
    return prolog + b"<svg " + SVG_NS + b" " + attributes + b">" + body + b"</svg>"


# The picture itself is broken: nothing is read from it and nothing put into it.
FRAMES = {
    # -- PNG: the frame
    "signature only": (SIGNATURE, "image.png_no_header"),
    "no IHDR": (SIGNATURE + IDAT + IEND, "image.png_no_header"),
    "IHDR second": (SIGNATURE + IDAT + IHDR + IEND, "image.png_no_header"),
    "two IHDR": (SIGNATURE + IHDR + IHDR + IDAT + IEND, "image.png_no_header"),
    "short IHDR": (
        SIGNATURE + chunk(b"IHDR", b"\0" * 12) + IDAT + IEND,
        "image.png_no_header",
    ),
    "no IDAT": (SIGNATURE + IHDR + IEND, "image.png_no_picture"),
    "no IEND": (SIGNATURE + IHDR + IDAT, "image.png_no_end"),
    "bytes after IEND": (png() + b"x", "image.data_after_end"),
    "a chunk after IEND": (png() + itxt(KEY, b"{}"), "image.data_after_end"),
    "a second PNG behind": (png() + png(), "image.data_after_end"),
    "cut inside a chunk": (png()[:-5], "image.truncated"),
    "cut inside a length": (SIGNATURE + IHDR + b"\0\0", "image.truncated"),
    "length of 4 GB": (
        SIGNATURE + IHDR + struct.pack(">I4s", 2**32 - 1, b"IDAT") + b"\0" * 20,
        "image.truncated",
    ),
    "type with a digit": (png(before=chunk(b"tE1t", b"")), "image.png_chunk_type"),
    "wrong checksum": (
        png(before=chunk(b"tEXt", b"a\0b", checksum=1)),
        "image.png_checksum",
    ),
    "wrong checksum on ours": (
        png(before=chunk(b"iTXt", KEY + b"\0\0\0\0\0{}", checksum=0)),
        "image.png_checksum",
    ),
    "chunk flood": (png(*[chunk(b"teSt")] * 2_000), "image.png_too_many_chunks"),
    "11 MB": (png(chunk(b"teSt", b"\0" * MAX_IMAGE_BYTES)), "image.too_large"),
    # -- SVG: XML tricks
    "entity": (
        svg(b"&e;", prolog=b'<!DOCTYPE svg [<!ENTITY e "x">]>'),
        "image.svg_declarations",
    ),
    "billion laughs": (
        svg(
            b"&c;",
            prolog=b'<!DOCTYPE svg [<!ENTITY a "xx"><!ENTITY b "&a;&a;"><!ENTITY c "&b;&b;">]>',
        ),
        "image.svg_declarations",
    ),
    "external entity": (
        svg(b"&e;", prolog=b'<!DOCTYPE svg [<!ENTITY e SYSTEM "file:///etc/passwd">]>'),
        "image.svg_declarations",
    ),
    "parameter entity": (
        svg(prolog=b'<!DOCTYPE svg [<!ENTITY % e SYSTEM "http://x.example/e"> %e;]>'),
        "image.svg_declarations",
    ),
    "attribute default": (
        svg(prolog=b'<!DOCTYPE svg [<!ATTLIST svg onload CDATA "x">]>'),
        "image.svg_declarations",
    ),
    "empty subset": (svg(prolog=b"<!DOCTYPE svg []>"), "image.svg_declarations"),
    "undefined entity": (svg(b"&nbsp;"), "image.svg_malformed"),
    "undefined entity behind a DTD": (
        svg(b"&nbsp;", prolog=b'<!DOCTYPE svg SYSTEM "http://x.example/d">'),
        "image.svg_malformed",
    ),
    "latin-1 declared": (
        svg(prolog=b"<?xml version='1.0' encoding='ISO-8859-1'?>"),
        "image.not_utf8",
    ),
    "UTF-7 declared": (
        svg(prolog=b'<?xml version="1.0" encoding="utf-7"?>'),
        "image.not_utf8",
    ),
    "latin-1 bytes": (svg(b"\xe9"), "image.not_utf8"),
    "NUL": (svg(b"\0"), "image.svg_malformed"),
    "not closed": (svg()[:-3], "image.svg_malformed"),
    "two roots": (svg() + svg(), "image.svg_malformed"),
    "no namespace": (b"<svg></svg>", "image.svg_root"),
    "another root": (b"<html><svg " + SVG_NS + b"/></html>", "image.svg_root"),
    "unbound prefix": (svg(b"<o:credential/>", attributes=b""), "image.svg_malformed"),
    "deep": (svg(b"<g>" * 200 + b"</g>" * 200), "image.svg_depth"),
    "flood": (svg(b"<g/>" * 100_001), "image.svg_size"),
    "svg of 11 MB": (svg(b" " * MAX_IMAGE_BYTES), "image.too_large"),
}
# The picture is sound, the badge in it is not.
BADGES = {
    # -- PNG: the badge
    "two of one standard": (png(before=itxt(KEY, b"{}") * 2), "image.doubled_badge"),
    "iTXt and tEXt": (
        png(
            itxt(b"openbadges", b"{}"),
            before=chunk(b"tEXt", b"openbadges\0https://b.example/1"),
        ),
        "image.doubled_badge",
    ),
    "compressed iTXt": (
        png(before=itxt(KEY, zlib.compress(b"{}"), flag=b"\1")),
        "image.compressed_text",
    ),
    "compression bomb": (
        png(before=itxt(KEY, zlib.compress(b"\0" * 10**7), flag=b"\1")),
        "image.compressed_text",
    ),
    "zTXt": (
        png(before=chunk(b"zTXt", KEY + b"\0\0" + zlib.compress(b"{}"))),
        "image.compressed_text",
    ),
    "unknown method": (
        png(before=itxt(KEY, b"{}", method=b"\1")),
        "image.png_text_chunk",
    ),
    "iTXt that stops": (
        png(before=chunk(b"iTXt", KEY + b"\0\0\0en")),
        "image.png_text_chunk",
    ),
    "iTXt without flag": (
        png(before=chunk(b"iTXt", KEY + b"\0")),
        "image.compressed_text",
    ),
    "latin-1 text": (png(before=itxt(KEY, b'{"a":"\xe9"}')), "image.not_utf8"),
    "text too long": (
        png(before=itxt(KEY, b"x" * (MAX_PAYLOAD_BYTES + 1))),
        "image.text_too_large",
    ),
    "OB 3.0 in tEXt": (
        png(before=chunk(b"tEXt", KEY + b"\0https://b.example/1")),
        "image.png_text_chunk",
    ),
    "JSON in tEXt": (
        png(before=chunk(b"tEXt", b"openbadges\0{}")),
        "image.png_text_chunk",
    ),
    "words in tEXt": (
        png(before=chunk(b"tEXt", b"openbadges\0hello")),
        "image.png_text_chunk",
    ),
    # -- SVG: the badge
    "two credentials": (
        svg(b"<o:credential>{}</o:credential>" * 2),
        "image.doubled_badge",
    ),
    "a second one hidden deep": (
        svg(
            b"<o:credential>{}</o:credential><g><defs><o:credential>{}</o:credential></defs></g>"
        ),
        "image.doubled_badge",
    ),
    "token and document": (
        svg(b'<o:credential verify="a.b.c">{}</o:credential>'),
        "image.doubled_badge",
    ),
    "OB 2.0 token and document": (
        svg(b'<o:assertion verify="a.b.c">{}</o:assertion>', attributes=OB2_NS),
        "image.doubled_badge",
    ),
    "elements inside": (
        svg(b"<o:credential>{<g/>}</o:credential>"),
        "image.svg_badge_element",
    ),
    "empty": (svg(b"<o:credential/>"), "image.svg_badge_element"),
    "svg text too long": (
        svg(b"<o:credential>" + b"x" * (MAX_PAYLOAD_BYTES + 1) + b"</o:credential>"),
        "image.text_too_large",
    ),
}
DEFECTS = FRAMES | BADGES


@pytest.mark.parametrize("name", DEFECTS)
def test_each_defect_is_refused_for_its_own_reason(name):
    data, reason = DEFECTS[name]
    begun = time.process_time()
    with pytest.raises(MalformedImage) as caught:
        baking.extract(data)
    assert caught.value.reason == reason
    assert time.process_time() - begun < 2


@pytest.mark.parametrize("name", FRAMES)
def test_nothing_is_baked_into_a_broken_picture(name):
    data, reason = FRAMES[name]
    with pytest.raises(MalformedImage) as caught:
        baking.bake(data, b'{"a":1}', Standard.OB3)
    assert caught.value.reason == reason


def test_an_empty_root_has_no_place_for_a_badge():
    with pytest.raises(MalformedImage) as caught:
        baking.bake(b"<svg " + SVG_NS + b"/>", b"{}", Standard.OB3)
    assert caught.value.reason == "image.svg_empty"


def test_no_file_is_opened_and_no_address_called(tmp_path):
    """An SVG cannot make us open anything; the interpreter itself is asked."""
    secret = tmp_path / "secret"
    secret.write_text("{}")
    seen: list[str] = []
    watching = True

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if watching and event in {"open", "socket.connect", "socket.getaddrinfo"}:
            seen.append(f"{event} {arguments[:1]}")

    sys.addaudithook(hook)
    for document in (
        svg(
            b"&e;",
            prolog=b'<!DOCTYPE svg [<!ENTITY e SYSTEM "%s">]>' % str(secret).encode(),
        ),
        svg(prolog=b'<!DOCTYPE svg SYSTEM "%s">' % str(secret).encode()),
        svg(prolog=b'<!DOCTYPE svg PUBLIC "x" "http://127.0.0.1:9/x.dtd">'),
        svg(
            b'<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="%s"/>'
            % str(secret).encode()
        ),
        svg(prolog=b'<?xml-stylesheet href="http://127.0.0.1:9/x.css"?>'),
    ):
        refusal_of(document)
    watching = False
    assert not [line for line in seen if "secret" in line or "socket" in line]


PICTURES = [
    baking.bake(png(), b'{"id":"urn:x"}', Standard.OB3),
    baking.bake(pictures.SVG, b'{"id":"urn:x"}', Standard.OB3),
    baking.bake(
        baking.bake(pictures.SVG, b"a.b.c", Standard.OB3),
        b'{"id":"urn:x"}',
        Standard.OB2,
    ),
]


@settings(max_examples=400)
@given(st.sampled_from(PICTURES), st.data())
def test_any_damage_is_refused_or_read_and_nothing_else(image, data):
    damaged = bytearray(image)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(damaged) - 1))
        kind = data.draw(st.sampled_from(["set", "cut", "insert", "double"]))
        if kind == "set":
            damaged[at] = data.draw(st.integers(0, 255))
        elif kind == "cut":
            del damaged[at : at + data.draw(st.integers(1, 30))]
        elif kind == "insert":
            damaged[at:at] = data.draw(st.binary(max_size=20))
        else:
            damaged[at:at] = damaged[at : at + data.draw(st.integers(1, 60))]
        if not damaged:
            break
    refusal = refusal_of(bytes(damaged))
    assert refusal is None or refusal.reason.startswith("image.")


@given(
    st.lists(
        st.tuples(
            st.sampled_from([b"iTXt", b"tEXt", b"zTXt", b"IDAT", b"IHDR"]),
            st.binary(max_size=40),
            st.booleans(),
        ),
        max_size=6,
    )
)
def test_any_list_of_chunks_is_refused_or_read(listed):
    body = b"".join(
        chunk(kind, KEY + b"\0" + data if ours else data) for kind, data, ours in listed
    )
    refusal = refusal_of(png(before=body))
    assert refusal is None or refusal.reason.startswith("image.")
