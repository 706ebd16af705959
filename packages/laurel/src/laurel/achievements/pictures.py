"""The picture of a version: uploaded, or drawn from the issuer's brand."""

from typing import TYPE_CHECKING, Any

from laurel.achievements.models import AchievementVersion
from laurel.design import services as design
from laurel.design.types import Brand, Design, Picture
from laurel.foundation import files

if TYPE_CHECKING:
    from laurel.issuers.models import Issuer

COLUMNS = ("image_png", "image_svg", "image_is_uploaded")


def made(
    *, issuer: "Issuer", name: str, image: bytes | None, art: Design | None
) -> dict[str, Any]:
    """The columns of a new picture.

    Raises:
        Refused: the image is none that we take; `field` is `image`.
    """
    if image is not None:
        return _stored(design.accept_upload(data=image, field="image"), uploaded=True)
    drawn = design.picture_of(
        design=art or design.suggest(name=name, title=name), brand=brand_of(issuer)
    )
    return _stored(drawn, uploaded=False)


def of(version: AchievementVersion) -> dict[str, Any]:
    """The columns of the picture that a version has."""
    return {column: getattr(version, column) for column in COLUMNS}


def brand_of(issuer: "Issuer") -> Brand:
    """What badges are drawn from."""
    return Brand(
        name=issuer.name,
        colour=issuer.brand_colour,
        accent=issuer.accent_colour,
        mark=issuer.mark,
    )


def _stored(picture: Picture, *, uploaded: bool) -> dict[str, Any]:
    return {
        "image_png": files.store(picture.png),
        "image_svg": files.store(picture.svg),
        "image_is_uploaded": uploaded,
    }
