"""The picture of a version: uploaded, or drawn from the issuer's brand."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from laurel.achievements.models import AchievementVersion
from laurel.design import selectors as designs
from laurel.design import services as design
from laurel.design.types import Design
from laurel.foundation import files
from laurel.issuers import selectors as issuers

if TYPE_CHECKING:
    from laurel.issuers.models import Issuer

COLUMNS = ("image_png", "image_svg", "image_is_uploaded", "design")


def made(
    *, issuer: "Issuer", name: str, image: bytes | None, art: Design | None
) -> dict[str, Any]:
    """The columns of a new picture: its files, and the design that it was drawn from.

    Raises:
        Refused: the image is none that we take; `field` is `image`.
    """
    if image is not None:
        taken = design.accept_upload(data=image, field="image")
        return _stored(taken.png, taken.svg) | {
            "image_is_uploaded": True,
            "design": {},
        }
    brand = issuers.brand(issuer)
    title = designs.alt_text(name=name, issuer=issuer.name)
    drawn = art or design.suggest(name=name, title=title, style=issuers.style(issuer))
    drawn = replace(drawn, title=drawn.title or title)
    drawn = design.composed(design=drawn, brand=brand)
    picture = design.picture_of(design=drawn, brand=brand)
    return _stored(picture.png, picture.svg) | {
        "image_is_uploaded": False,
        "design": design.keep(design=art) if art else {},
    }


def again(
    version: AchievementVersion, *, name: str, image: bytes | None, art: Design | None
) -> dict[str, Any]:
    """The columns of the picture that follows this version's.

    Without an `image` an uploaded picture is kept, and a drawn one is drawn in the issuer's brand
    of today: as `art` says, or (None) in the design it was given before, or as its name says.

    Raises:
        Refused: as `made`.
    """
    if image is None and art is None:
        if version.image_is_uploaded:
            return of(version)
        art = kept(version)
    issuer = version.achievement.issuer
    return made(issuer=issuer, name=name, image=image, art=art)


def kept(version: AchievementVersion) -> Design | None:
    """The design that a version was given; None: an upload, or drawn as its name says."""
    return designs.design_of(version.design) if version.design else None


def of(version: AchievementVersion) -> dict[str, Any]:
    """The columns of the picture that a version has."""
    return {column: getattr(version, column) for column in COLUMNS}


def _stored(png: bytes, svg: bytes) -> dict[str, Any]:
    return {"image_png": files.store(png), "image_svg": files.store(svg)}
