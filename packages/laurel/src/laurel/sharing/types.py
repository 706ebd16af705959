"""Words of showing a badge elsewhere."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Target(StrEnum):
    """Where a badge was taken to, as far as our own links tell."""

    LINKEDIN_PROFILE = "linkedin-profile"
    LINKEDIN = "linkedin"
    X = "x"
    FACEBOOK = "facebook"
    BLUESKY = "bluesky"
    MASTODON = "mastodon"
    PDF = "pdf"  # the certificate was taken
    QR = "qr"
    SHORT_LINK = "short-link"  # somebody followed it
    EMPLOYER = "employer"  # somebody followed a link for an employer


class Paper(StrEnum):
    """The sheets that certificates are printed on."""

    A4 = "a4"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is told of an award where it is shared."""

    name: str  # of the badge
    issuer: str
    address: str  # of its page
    award_id: str
    issued_on: dt.date
    expires_on: dt.date | None  # None: never
    endorser: str = ""  # who stands by it, and as what; empty: nobody
    linkedin_id: str = ""  # the number of the issuer's LinkedIn page; empty: not said


@dataclass(frozen=True, slots=True)
class Count:
    """How often a badge was taken to one place."""

    target: Target
    number: int
