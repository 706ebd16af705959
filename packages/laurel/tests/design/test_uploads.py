"""Uploads: rebuilt or refused with the true reason (security #24-#27)."""

import io
import struct
import zlib
from xml.etree import ElementTree as ET

import pytest
from defusedxml import EntitiesForbidden
from laurel.design import bitmaps, drawings, selectors, services, untrusted
from laurel.design.errors import PictureRefused
from PIL import Image, PngImagePlugin

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" {head}width="64" height="64">{body}</svg>'
)
RECT = '<rect width="9" height="9" fill="red"/>'


def svg(body=RECT, head=""):
    return SVG.format(body=body, head=head).encode()


def bitmap(form="PNG", size=(300, 200), mode="RGB", **options):
    out = io.BytesIO()
    Image.effect_noise(size, 60).convert(mode).save(out, form, **options)
    return out.getvalue()


def chunks(png):
    at, names = 8, []
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        names.append(png[at + 4 : at + 8].decode())
        at += 12 + length
    return names


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_a_bitmap_becomes_a_square_png_and_an_svg_around_it(form):
    picture = services.accept_upload(data=bitmap(form))
    with Image.open(io.BytesIO(picture.png)) as image:
        assert (image.format, image.size) == ("PNG", (300, 300))
        assert (
            image.convert("RGBA").getpixel((150, 2))[3] == 0
        )  # nothing was cut off or stretched
    root = ET.fromstring(picture.svg)
    href = root[0].get("href")
    assert href.startswith("data:image/png;base64,")


def test_nothing_but_pixels_survives():
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", "canary")
    info.add_itxt("openbadges", '{"canary": true}')
    picture = services.accept_upload(
        data=bitmap(pnginfo=info) + b"canary after the end"
    )
    assert b"canary" not in picture.png
    assert set(chunks(picture.png)) <= {"IHDR", "PLTE", "tRNS", "IDAT", "IEND"}


def test_a_photograph_that_lies_on_its_side_is_set_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by 90 degrees
    image = Image.new("RGB", (40, 80), "red")
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    with Image.open(
        io.BytesIO(services.accept_upload(data=out.getvalue()).png)
    ) as made:
        assert made.convert("RGBA").getpixel((2, 40))[0] > 200  # 80 wide now


def test_a_large_picture_becomes_small_enough():
    picture = services.accept_upload(data=bitmap("JPEG", (2000, 2000), "RGB"))
    assert len(picture.png) <= services.MAX_PNG_BYTES
    with Image.open(io.BytesIO(picture.png)) as image:
        assert max(image.size) <= services.PIXELS


def test_a_picture_that_no_size_makes_light_is_refused(monkeypatch):
    monkeypatch.setattr(services, "MAX_PNG_BYTES", 100)
    for data in (bitmap(), svg()):
        with pytest.raises(PictureRefused, match="too detailed"):
            services.accept_upload(data=data)


def moving(form):
    out = io.BytesIO()
    frames = [Image.new("RGB", (40, 40), colour) for colour in ("red", "blue", "teal")]
    frames[0].save(out, form, save_all=True, append_images=frames[1:], duration=100)
    return out.getvalue()


def bomb(side=50_000):
    ihdr = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + ihdr
    return (
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I", 13)
        + chunk
        + struct.pack(">I", zlib.crc32(chunk))
        + b"\0\0\0\0IDAT\x35\xaf\x06\x1e\0\0\0\0IEND\xae\x42\x60\x82"
    )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"GIF89a" + b"\0" * 40, "a GIF"),
        (b"%PDF-1.7", "a PDF"),
        (b"hello", "something else"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", "PostScript"),
        (bitmap()[:200], "ends in the middle"),
        (bitmap("JPEG")[:-900], "ends in the middle"),
        (bitmap("WEBP")[:900], "broken"),
        (moving("PNG"), "3 frames"),
        (moving("WEBP"), "3 frames"),
        (b"PK\x03\x04\x14\0\x01\0", "an encrypted ZIP"),
        (b"PK\x03\x04\x14\0\0\0", "a ZIP"),
        (b"%PDF-1.7 /Encrypt 5 0 R", "an encrypted PDF"),
        (b"-----BEGIN PGP MESSAGE-----", "an encrypted file"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "HEIC"),
        (b"\x1f\x8b\x08\0", "a compressed file"),
        (b"\x89PNG\r\n\x1a\n", "broken"),
        (bomb(), "too many pixels"),
        (bomb(11_000), "too many pixels"),
        (bomb(5_000), "5000 by 5000"),
        (bomb()[:33], "broken"),
        (bitmap(size=(9000, 1)), "9000 by 1"),
        (b"x" * (services.MAX_UPLOAD_BYTES + 1), "5 MB"),
    ],
)
def test_bad_bitmaps_are_refused_with_the_true_reason(data, reason):
    with pytest.raises(PictureRefused, match=reason) as caught:
        services.accept_upload(data=data, field="logo")
    assert caught.value.field == "logo"


def test_a_jpeg_named_png_is_what_it_is():
    """Names and declared types are never looked at; the bytes say what they are."""
    assert services.accept_upload(data=bitmap("JPEG")).png.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "hostile",
    [
        "<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'>canary</body></foreignObject>",
        '<image href="https://canary.example/x.png" width="9" height="9"/>',
        '<image href="file:///etc/passwd#canary" width="9" height="9"/>',
        '<image href="/etc/canary" width="9" height="9"/>',
        '<image href="data:image/svg+xml;base64,canary" width="9" height="9"/>',
        '<use href="https://canary.example/x.svg#a"/>',
        '<rect width="9" height="9" fill="url(https://canary.example/#a)"/>',
        '<rect width="9" height="9" fill="url( &quot;//canary.example&quot; )"/>',
        '<rect width="9" height="9" fill="u\\72l(//canary.example)"/>',
        '<rect width="9" height="9" style="fill:url(//canary.example)"/>',
        "<style>@import 'https://canary.example'</style>",
        '<set attributeName="href" to="https://canary.example"/>',
        '<iframe src="https://canary.example"/>',
        '<openbadges:credential xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0">canary</openbadges:credential>',
        "<!-- canary -->",
        "<?canary x?>",
        '<rect width="9" height="9" xml:base="https://canary.example"/>',
    ],
)
def test_only_what_draws_is_copied(hostile):
    picture = services.accept_upload(data=svg(RECT + hostile))
    assert b"canary" not in picture.svg
    assert b"script" not in picture.svg.lower()
    assert (
        drawings.rebuilt(picture.svg) == picture.svg.decode()
    )  # rebuilding is idempotent


def test_what_draws_is_kept():
    body = (
        '<defs><linearGradient id="a"><stop offset="1" stop-color="#fff"/></linearGradient></defs>'
        '<g transform="scale(2)"><path d="M0 0h9v9Z" fill="url(#a)"/><text x="3">Hi <tspan>&amp;</tspan> ho</text></g>'
        '<use href="#a"/>'
        '<image href="data:image/png;base64,iVBORw0KGgo=" width="1" height="1"/>'
        '<image xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="data:image/jpeg;base64,AAAA"/>'
    )
    text = drawings.rebuilt(svg(body, head='viewBox="0 0 64 64" '))
    for kept in (
        'fill="url(#a)"',
        "Hi <tspan>&amp;</tspan> ho",
        'href="#a"',
        "image/png",
        "image/jpeg",
        "viewBox",
    ):
        assert kept in text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<!DOCTYPE svg>" + svg(), "DOCTYPE"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + svg("&a;"), "DOCTYPE"),
        (svg("<g>" * 50 + "</g>" * 50), "deeper"),
        (svg("<g/>" * 6000), "elements"),
        (svg("<g>"), "line 1"),
        (svg().decode().encode("utf-16"), "something else"),
        (b'<?xml version="1.0" encoding="utf-7"?>' + svg(), "UTF-8"),
        (b'<svg xmlns="http://www.w3.org/2000/svg">\xff</svg>', "UTF-8"),
        (b"<svg><rect/></svg>", "root"),
        (svg(""), "nothing"),
        (svg("<style/>"), "nothing"),
        (svg(RECT + "<script>alert(1)</script>"), "holds a script"),
        (svg(RECT, head='onload="alert(1)" '), "holds a script"),
        (svg('<rect width="9" height="9" onClick="alert(1)"/>'), "holds a script"),
        (svg('<a href=" JavaScript:alert(1)"><rect/></a>'), "holds a script"),
        (svg('<animate values="javascript:alert(1)"/>'), "holds a script"),
        (svg('<handler type="text/javascript">alert(1)</handler>'), "holds a script"),
        (svg() + b" " * drawings.MAX_BYTES, "512 KB"),
        (
            SVG.replace('width="64"', 'width="200000"')
            .format(head="", body=RECT)
            .encode(),
            "8192",
        ),
        (
            SVG.replace('width="64"', 'width="1e9"')
            .format(head="", body=RECT)
            .encode(),
            "8192",
        ),
    ],
)
def test_bad_drawings_are_refused_with_the_true_reason(data, reason):
    with pytest.raises(PictureRefused, match=reason):
        services.accept_upload(data=data)


def test_an_icon_loses_its_transparent_margin_so_that_it_stands_in_the_middle():
    image = Image.new("RGBA", (100, 100), (0, 0, 0, 0))
    image.paste("teal", (5, 10, 45, 30))
    out = io.BytesIO()
    image.save(out, "PNG")
    drawn = svg('<rect x="4" y="6" width="16" height="8" fill="teal"/>')
    for data in (out.getvalue(), drawn):
        made = selectors.upload(services.keep_icon(data=data, field="icon"))
        with Image.open(io.BytesIO(made)) as icon:
            assert icon.getchannel("A").getbbox() == (0, 0, *icon.size)
            assert icon.width / icon.height == pytest.approx(2, abs=0.1)


def test_an_entity_bomb_is_refused_before_it_grows():
    layers = "".join(f'<!ENTITY a{i + 1} "{f"&a{i};" * 10}">' for i in range(9))
    data = f'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a0 "ha">{layers}]>'.encode()
    with pytest.raises(PictureRefused, match="DOCTYPE"):
        services.accept_upload(data=data + svg("<text>&a9;</text>"))


@pytest.mark.parametrize("accept", [services.accept_upload, services.accept_part])
def test_uploads_are_opened_in_another_process(accept, monkeypatch):
    """What a decoder does with a hostile file, it does to a child."""

    def never(*_args, **_kwargs):
        raise AssertionError("decoded in our own process")

    monkeypatch.setattr(bitmaps.Image, "open", never)
    monkeypatch.setattr(drawings, "rebuilt", never)
    assert accept(data=bitmap(), field="x")


@pytest.mark.parametrize(
    "child",
    [
        "b = bytearray(8 * 1024 ** 3)",  # memory
        "raise SystemExit(1)",
        "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)",
        "pass",  # says nothing
    ],
)
def test_a_child_that_breaks_is_a_refusal(child, monkeypatch):
    monkeypatch.setattr(untrusted, "_CHILD", child)
    with pytest.raises(PictureRefused, match="within our limits"):
        services.accept_upload(data=bitmap())


def test_a_child_that_hangs_is_ended(monkeypatch):
    monkeypatch.setattr(untrusted, "_CHILD", "while True: pass")
    monkeypatch.setattr(untrusted, "SECONDS", 0.5)
    with pytest.raises(PictureRefused, match="too long"):
        services.accept_upload(data=bitmap())


def test_depth_hidden_from_the_counter_is_found_in_the_tree(monkeypatch):
    monkeypatch.setattr(drawings, "_refuse_deep", lambda _text: None)
    with pytest.raises(PictureRefused, match="deeply"):
        drawings.rebuilt(svg("<g>" * 50 + RECT + "</g>" * 50))


def test_every_format_that_is_refused_by_name_is_named():
    for beginning, name in bitmaps.LOOKALIKES:
        assert bitmaps._really(beginning + b"x") == name


@pytest.mark.parametrize(
    "error", [EntitiesForbidden("a", "b", None, None, None, None), ValueError()]
)
def test_whatever_the_parser_says_is_a_refusal(monkeypatch, error):
    def parse(*_args, **_kwargs):
        raise error

    monkeypatch.setattr(drawings.defusedxml.ElementTree, "fromstring", parse)
    with pytest.raises(PictureRefused):
        drawings.rebuilt(svg())
