"""The style of an issuer: kept, refused by name, and without effect on what was awarded."""

import io

import pytest
from laurel.achievements import selectors as achievements
from laurel.achievements import services as achievement_services
from laurel.credentials import selectors as credentials
from laurel.foundation.actors import SYSTEM
from laurel.foundation.errors import NotFound, Refused
from laurel.foundation.models import EventRecord
from laurel.issuers import selectors, services
from PIL import Image

from packages.laurel.tests.factories import badges

pytestmark = pytest.mark.django_db

STYLE = {"brand_colour": "#0B6E7D", "accent_colour": "#ffb59c"}


def png(size=(40, 20), colour="red"):
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


def restyled(issuer, **facts):
    services.change_style(issuer=issuer, actor=SYSTEM, **STYLE | facts)
    return selectors.public(issuer.public_id)


def test_new_colours_show_in_the_brand_and_pictures_stay():
    issuer = badges.issuer(logo=png())
    before, logo = selectors.brand_css_path(issuer), selectors.logo(issuer)
    issuer = restyled(issuer)
    after = selectors.brand_css_path(issuer)
    assert after != before
    digest = after.rsplit(".", 2)[1]
    assert b"--brand: #0b6e7d" in selectors.brand_css(issuer, digest)
    with pytest.raises(NotFound):
        selectors.brand_css(issuer, before.rsplit(".", 2)[1])
    assert selectors.logo(issuer) == logo
    issuer = restyled(issuer, logo=png((20, 40), "blue"))
    assert selectors.logo(issuer) != logo
    assert EventRecord.objects.filter(name="issuer.style_changed").count() == 2


def test_every_picture_can_be_given_and_left_out_again():
    issuer = badges.issuer()
    issuer = restyled(
        issuer,
        logo=png(),
        background=png((300, 100)),
        signature=png((300, 100)),
        signer_name="Caroline Herschel",
        signer_title="Registrar",
        badge_shape="shield",
    )
    with Image.open(io.BytesIO(selectors.signature(issuer))) as image:
        assert image.size == (300, 100)  # a signature stays as wide as it is
    assert selectors.style(issuer).shape == "shield"
    assert selectors.style(issuer).image.startswith("data:image/png;base64,")
    issuer = restyled(issuer, without=["logo", "background", "signature"])
    for read in (selectors.logo, selectors.background, selectors.signature):
        with pytest.raises(NotFound):
            read(issuer)
    assert selectors.style(issuer).shape is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("brand_colour", "blue"),
        ("accent_colour", "#12345"),
        ("badge_shape", "star"),
        ("signer_name", "two\nlines"),
        ("signer_title", "x" * 201),
        ("logo", b"GIF89a"),
        ("background", b"%PDF-1.7"),
        ("signature", png()[:60]),
    ],
)
def test_a_wrong_part_is_refused_by_name_and_nothing_changes(field, value):
    issuer = badges.issuer()
    with pytest.raises(Refused) as caught:
        restyled(issuer, **{field: value})
    assert caught.value.field == field
    assert selectors.public(issuer.public_id).brand_colour == "#1f3d7a"


@pytest.mark.requirement("I30")
def test_new_badges_wear_the_new_style_and_awarded_ones_keep_their_picture():
    issuer = badges.issuer()
    achievement = badges.achievement(issuer, name="Fieldwork")
    credential = badges.issued(achievement)
    before = credentials.baked_png(credential), credentials.baked_svg(credential)
    old = achievements.picture(achievement.current)
    restyled(issuer, background=png((64, 64), "green"), badge_shape="hexagon")
    credential = credentials.public(credential.award_public_id)
    assert (
        credentials.baked_png(credential),
        credentials.baked_svg(credential),
    ) == before
    issuer = selectors.public(issuer.public_id)
    new = achievements.picture(badges.achievement(issuer, name="Fieldwork").current)
    assert new.svg != old.svg
    assert b"data:image/png" in new.svg
    # A change of the badge itself is a new version in the new style; the award keeps the old.
    achievement.refresh_from_db()
    achievement = type(achievement).objects.get(pk=achievement.pk)
    version = achievement_services.revise(
        achievement=achievement,
        definition=achievements.definition(achievement.current),
        actor=SYSTEM,
    )
    assert version.number == 2
    assert b"data:image/png" in achievements.picture(version).svg
    credential = credentials.public(credential.award_public_id)
    assert credentials.baked_svg(credential) == before[1]
