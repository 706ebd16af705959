"""Baking credentials into the picture of their achievement version.

Looking through a picture takes far longer than baking into it, and a version's picture never
changes, so those asked for last stay looked through.
"""

from functools import lru_cache

from obkit import baking

from laurel.achievements import selectors as achievements
from laurel.credentials.models import Credential
from laurel.design.types import Picture

KEPT_PICTURES = 64  # each some tens of kilobytes, at most a few megabytes


def png(credential: Credential) -> bytes:
    """The picture with both standards' badges inside, PNG."""
    return _baked(credential, _picture(credential).png)


def svg(credential: Credential) -> bytes:
    """The picture with both standards' badges inside, SVG."""
    return _baked(credential, _picture(credential).svg)


def _picture(credential: Credential) -> Picture:
    return achievements.picture(credential.achievement_version)


def _baked(credential: Credential, image: bytes) -> bytes:
    # The bytes as issued, never a fresh dump of them: they are what was signed.
    return _looked_through(image).bake(
        ob2=bytes(credential.ob2), ob3=bytes(credential.document)
    )


@lru_cache(maxsize=KEPT_PICTURES)
def _looked_through(image: bytes) -> baking.PictureForBoth:
    return baking.PictureForBoth(image)
