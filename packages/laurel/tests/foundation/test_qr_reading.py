"""QR codes on pictures of anybody: read as they come, or refused with the true reason."""

import io
import struct
import zlib

import pytest
from laurel.foundation import qr, qr_reading
from laurel.foundation.errors import Refused
from PIL import Image, ImageFilter, ImageOps

ADDRESS = "https://badges.example/b/4m8tr7qk"
OTHER = "https://badges.example/b/9xw2kfpc"


def code(text=ADDRESS, side=260):
    return Image.open(io.BytesIO(qr.png(text))).convert("L").resize((side, side))


def table(*codes, size=(1200, 900), ground=120):
    """Codes lying on a grey table."""
    scene = Image.new("L", size, ground)
    for number, each in enumerate(codes):
        scene.paste(each, (120 + 420 * number, 300))
    return scene


def saved(picture, form="JPEG", **options):
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_a_photograph_held_askew_and_a_little_blurred_is_read(form):
    seen = table(code()).rotate(3, fillcolor=120, resample=Image.Resampling.BICUBIC)
    seen = seen.filter(ImageFilter.GaussianBlur(1.2))
    assert qr_reading.read(saved(seen, form)) == [ADDRESS]


def test_every_code_is_read_and_what_is_none_is_not():
    both = saved(table(code(), code(OTHER)))
    assert sorted(qr_reading.read(both)) == [ADDRESS, OTHER]
    assert qr_reading.read(saved(table())) == []


def test_a_code_drawn_on_nothing_is_read_as_if_on_white():
    ink = ImageOps.invert(code())
    dark = Image.new("RGBA", ink.size, (0, 0, 0, 0))
    dark.paste((0, 0, 0, 255), mask=ink)
    assert qr_reading.read(saved(dark, "PNG")) == [ADDRESS]


def test_a_large_photograph_of_a_telephone_is_read():
    scene = Image.new("L", (8000, 6000), 120)
    scene.paste(code(side=900), (3000, 2500))
    assert qr_reading.read(saved(scene)) == [ADDRESS]


def claims(width, height):
    """A PNG of some bytes that says it is this large."""
    body = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    head = struct.pack(">I", 13) + body + struct.pack(">I", zlib.crc32(body))
    return b"\x89PNG\r\n\x1a\n" + head + struct.pack(">I", 0) + b"IEND"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (claims(8001, 8000), "8001 by 8000 pixels"),
        (claims(60000, 60000), "pixels"),
        (saved(table(code()))[:900], "broken"),
        (b"\xff\xd8\xff nothing else", "broken"),
        (b"", "broken"),
    ],
    ids=["large", "bomb", "cut", "no-picture", "empty"],
)
def test_what_cannot_be_looked_at_says_why(data, why):
    with pytest.raises(Refused) as refused:
        qr_reading.read(data)
    assert why in refused.value.message


def test_no_picture_takes_longer_than_its_time(monkeypatch):
    monkeypatch.setattr(qr_reading, "SECONDS", 0.001)
    with pytest.raises(Refused) as refused:
        qr_reading.read(saved(table(code())))
    assert "too long" in refused.value.message
