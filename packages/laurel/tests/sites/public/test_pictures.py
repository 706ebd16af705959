"""The plain link and the plain picture, for places that know nothing of Open Badges."""

import io

import pytest
from PIL import Image

from packages.laurel.tests.factories import badges

MOST = 1024 * 1024  # what the pickier of upload forms take


@pytest.mark.requirement("I12")
@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_the_downloaded_picture_is_square_small_and_shows_anywhere(client, db, form):
    """Even of the most detailed upload, with a long story inside."""
    noise = io.BytesIO()
    Image.effect_noise((1400, 900), 120).convert("RGB").save(noise, form)
    made = badges.achievement(image=noise.getvalue())
    credential = badges.issued(made, narrative="Led two sessions. " * 270)
    link = f"/b/{credential.award_public_id}"
    page = client.get(link, headers={"Accept": "*/*"})
    assert page.status_code == 200
    assert page["Content-Type"].startswith("text/html")
    picture = client.get(f"{link}/badge.png").content
    assert len(picture) <= MOST
    with Image.open(io.BytesIO(picture)) as image:
        image.load()  # any reader of PNG can
        assert image.format == "PNG"
        assert image.width == image.height >= 256
