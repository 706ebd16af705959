"""QR codes: read again as a telephone reads them, and refused where nobody could read them."""

import io
import xml.etree.ElementTree as ET

import pytest
import zxingcpp
from laurel.foundation import qr
from laurel.foundation.errors import Refused
from PIL import Image

ADDRESS = "https://badges.example/b/4m8tr7qk"


def read(picture: Image.Image) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(picture)]


@pytest.mark.parametrize(
    "text", [ADDRESS, "https://badges.example/" + "x" * (qr.MAX_CHARACTERS - 23)]
)
def test_a_picture_is_read_again(text):
    assert read(Image.open(io.BytesIO(qr.png(text)))) == [text]


def test_a_picture_with_a_stain_is_read_again():
    picture = Image.open(io.BytesIO(qr.png(ADDRESS))).convert("L")
    middle, stain = picture.width // 2, picture.width // 12
    picture.paste(0, (middle, middle, middle + stain, middle + stain))
    assert read(picture) == [ADDRESS]


def test_a_drawing_has_a_white_ground_and_its_quiet_edge():
    drawing = ET.fromstring(qr.svg(ADDRESS))
    side = int(drawing.get("viewBox").split()[2])
    ground, modules = drawing
    assert (ground.get("fill"), modules.get("stroke")) == ("#fff", "#000")
    assert (side - 2 * qr.QUIET - 17) % 4 == 0  # a size that the standard knows


@pytest.mark.parametrize("text", ["", "x" * (qr.MAX_CHARACTERS + 1)])
def test_what_nobody_could_read_is_refused(text):
    with pytest.raises(Refused):
        qr.svg(text)
