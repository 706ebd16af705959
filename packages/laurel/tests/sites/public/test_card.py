"""The share preview: what a network's fetcher reads off an award page, and the picture it loads."""

import io
from html.parser import HTMLParser

import pytest
from django.conf import settings
from laurel.credentials import selectors
from laurel.credentials import services as credentials
from laurel.credentials.types import RevocationReason
from laurel.design import cards, letters
from laurel.design import services as design
from laurel.design.types import Card
from laurel.foundation.actors import SYSTEM
from laurel.issuers import services as issuers
from PIL import Image

from packages.laurel.tests.factories import badges, endorsing

FETCHER = {"HTTP_USER_AGENT": "LinkedInBot/1.0", "HTTP_ACCEPT": "*/*"}


class Head(HTMLParser):
    """Reads as a fetcher does: the meta tags of the first kilobytes, nothing run."""

    MOST = 64 * 1024

    def __init__(self, page):
        super().__init__()
        self.said = {}
        self.feed(page[: self.MOST])

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        name = given.get("property") or given.get("name")
        if tag == "meta" and name:
            self.said.setdefault(name, given.get("content", ""))


def preview(client, credential):
    """The tags of the award page, and the picture that they name."""
    page = client.get(f"/b/{credential.award_public_id}", **FETCHER)
    assert page.status_code == 200
    assert page["Content-Type"].startswith("text/html")
    said = Head(page.content.decode()).said
    address = said["og:image"]
    assert address.startswith(settings.LAUREL.base_url + "/")
    picture = client.get(address.removeprefix(settings.LAUREL.base_url), **FETCHER)
    assert picture.status_code == 200
    assert picture["Content-Type"] == said["og:image:type"] == "image/png"
    image = Image.open(io.BytesIO(picture.content)).convert("RGB")
    assert image.size == (int(said["og:image:width"]), int(said["og:image:height"]))
    return said, image, picture


def near(image, place, colour):
    got = image.getpixel(place)
    wanted = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    return all(abs(a - b) <= 12 for a, b in zip(got, wanted, strict=True))


@pytest.mark.requirement("I18", "K20", "I11")
def test_the_preview_carries_the_issuers_logo_colours_and_names(client, db):
    out = io.BytesIO()
    Image.new("RGB", (90, 90), "#12ab34").save(out, "PNG")
    issuer = badges.issuer(brand_colour="#8a2433", logo=out.getvalue())
    credential = badges.issued(badges.achievement(issuer, name="Fieldwork & Care"))
    said, image, picture = preview(client, credential)
    assert image.size == (1200, 630)
    assert len(picture.content) < 1024 * 1024
    assert said["og:title"] == "Fieldwork & Care, awarded to Ada Lovelace"
    assert said["og:site_name"] == "North College"
    assert said["og:image:alt"] == (
        "Fieldwork & Care, issued by North College, awarded to Ada Lovelace"
    )
    assert (
        said["og:url"] == f"{settings.LAUREL.base_url}/b/{credential.award_public_id}"
    )
    assert said["twitter:card"] == "summary_large_image"
    assert said["twitter:image"] == said["og:image"]
    assert said["twitter:image:alt"] == said["og:image:alt"]
    assert near(image, (540, 114), "#12ab34")  # the logo
    from laurel.design import selectors as designs

    deep = designs.brand_tokens(colour="#8a2433", accent="#e0b04a")["--brand-deep"]
    assert near(image, (4, 4), deep)  # the ground is the issuer's


def test_after_a_revocation_the_address_and_the_picture_are_others(client, credential):
    before, valid, _ = preview(client, credential)
    again, _, _ = preview(client, credential)
    assert again["og:image"] == before["og:image"]
    credentials.revoke(
        credential=credential,
        reason=RevocationReason.ADMINISTRATIVE_ERROR,
        public_wording="Issued in error.",
        private_note="",
        actor=SYSTEM,
    )
    after, revoked, _ = preview(client, credential)
    assert after["og:image"] != before["og:image"]
    assert near(revoked, (520, 498), "#fff4f2")  # the stamp
    assert not near(valid, (520, 498), "#fff4f2")
    # Whoever kept the old address is told the truth too, and does not keep it long.
    old = client.get(before["og:image"].removeprefix(settings.LAUREL.base_url))
    kept = Image.open(io.BytesIO(old.content)).convert("RGB")
    assert near(kept, (520, 498), "#fff4f2")
    assert old["Cache-Control"] == "public, max-age=60"


def test_a_new_style_is_a_new_card(client, credential):
    before, *_ = preview(client, credential)
    issuers.change_style(
        issuer=credential.issuer,
        brand_colour="#0b6e7d",
        accent_colour="#ffb59c",
        actor=SYSTEM,
    )
    assert preview(client, credential)[0]["og:image"] != before["og:image"]


def test_an_expired_badge_is_stamped(client, expired):
    _, image, _ = preview(client, expired)
    assert near(image, (520, 498), "#fff4f2")


def test_a_card_is_drawn_once_and_kept_by_readers(client, credential, monkeypatch):
    said, _, picture = preview(client, credential)
    address = said["og:image"].removeprefix(settings.LAUREL.base_url)
    monkeypatch.setattr("laurel.design.render.to_png", lambda *_a, **_k: 1 / 0)
    again = client.get(address)
    assert again.content == picture.content
    assert again["Cache-Control"] == "public, max-age=3600"
    unchanged = client.get(address, HTTP_IF_NONE_MATCH=picture["ETag"])
    assert unchanged.status_code == 304


def test_there_is_no_card_of_nothing(client, db):
    assert client.get("/b/" + "1" * 22 + "/card.png").status_code == 404


def test_the_preview_names_who_stands_by_it(client, credential):
    before, plain, _ = preview(client, credential)
    row = endorsing.endorsed(credential.award_public_id)
    said, image, _ = preview(client, credential)
    who = "Grace Hopper, Rear Admiral, United States Navy"
    assert said["og:image:alt"].endswith(f"awarded to Ada Lovelace, endorsed by {who}")
    assert f"Endorsed by {who}." in said["og:description"]
    assert said["og:image"] != before["og:image"]
    assert image.tobytes() != plain.tobytes()
    path = said["og:image"].removeprefix(settings.LAUREL.base_url)
    assert client.get(path)["Cache-Control"] == "public, max-age=3600", (
        "of this very state"
    )
    endorsing.take_back(row)
    after, again, _ = preview(client, credential)
    assert "Grace" not in after["og:image:alt"] + after["og:description"]
    assert again.tobytes() == plain.tobytes()


def test_nobody_stands_beside_a_stamp(client, credential):
    endorsing.endorsed(credential.award_public_id)
    named, *_ = preview(client, credential)
    credentials.revoke(
        credential=selectors.public(credential.award_public_id),
        reason=RevocationReason.ADMINISTRATIVE_ERROR,
        public_wording="Issued in error.",
        private_note="",
        actor=SYSTEM,
    )
    said, *_ = preview(client, credential)
    assert "Grace" in named["og:image:alt"]
    assert "Grace" not in said["og:image:alt"]


def card(**facts):
    return Card(
        **{
            "issuer": "North College",
            "colour": "#1f3d7a",
            "accent": "#d9b65c",
            "mark": "N",
            "logo": "",
            "art": "data:image/png;base64,",
            "title": "Fieldwork",
            "recipient": "Ada Lovelace",
            "stamp": "",
            **facts,
        }
    )


class TestLettersThatNoFontHas:
    """No box stands for a letter: a word without its letters is not drawn."""

    # A code point that will never be a letter is a box in every font there is.
    BOX = "\U0010ffff"

    def drawn(self, **facts):
        return design.card_of(card=card(**facts))

    @pytest.mark.parametrize(
        "field", ["recipient", "title", "issuer", "mark", "endorser"]
    )
    def test_such_a_word_is_left_out_whole(self, field):
        without = self.drawn(**{field: ""})
        assert self.drawn(**{field: f"A{self.BOX}da"}) == without
        assert self.drawn(**{field: "Ada"}) != without

    def test_a_sign_alone_is_left_out_alone(self, monkeypatch):
        monkeypatch.setattr(letters, "_try", lambda found: dict.fromkeys(found, False))
        monkeypatch.setattr(letters, "_tried", {})
        assert letters.drawable("Python 🎓 basics") == "Python basics"
        assert letters.drawable("王小明") == ""

    @pytest.mark.parametrize("name", ["Zoë Ångström", "Жуковский", "Ελένη", "Nguyễn"])
    def test_our_font_has_these(self, name):
        assert letters.drawable(name) == name

    @pytest.mark.parametrize("name", ["王小明", "김철수", "محمد", "अदिति", "ไทย"])
    def test_others_are_drawn_by_the_machines_fonts_or_not_at_all(self, name):
        """What is drawn shows more than one kind of mark; boxes are all alike."""
        kept = letters.drawable(name)
        assert kept in (name, "")
        left_out = self.drawn(recipient=name) == self.drawn(recipient="")
        assert left_out == (kept == "")

    def test_the_page_and_the_description_keep_the_name(self, client, db):
        credential = badges.issued(badges.achievement(), recipient_name="王小明")
        said, *_ = preview(client, credential)
        assert said["og:title"].endswith("awarded to 王小明")
        assert said["og:image:alt"].endswith("awarded to 王小明")
        page = client.get(f"/b/{credential.award_public_id}").content.decode()
        assert "王小明" in page.split("<main")[1]


@pytest.mark.parametrize(
    "name",
    [
        "A",
        "W" * 200,
        "x " * 100,
        "学习" * 60,
        "<b>&\"'</b> Söhne",
        "Wissenschaftlich" * 9,
    ],
)
def test_every_name_fits(name, db):
    lines, size = cards.title_lines(name)
    assert 1 <= len(lines) <= 2
    assert size >= 44
    shown = card(issuer=name, mark="<&", title=name, recipient=name, endorser=name)
    assert design.card_of(card=shown).startswith(b"\x89PNG")
