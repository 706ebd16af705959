"""Awards and badges as they come in and go out, as the OpenAPI document describes them."""

import datetime as dt
import re
from typing import Annotated, Literal

from ninja import Schema
from pydantic import BeforeValidator, ConfigDict, Field

from laurel.credentials.types import RevocationReason

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _day(given: object) -> object:
    if given is None:
        return None
    if not isinstance(given, str) or not _DAY.fullmatch(given):
        raise ValueError("Write a day as 2026-11-14.")
    try:
        return dt.date.fromisoformat(given)
    except ValueError:
        raise ValueError("There is no such day.") from None


Day = Annotated[dt.date, BeforeValidator(_day)]


class _Given(Schema):
    model_config = ConfigDict(extra="forbid", strict=True)


class Person(_Given):
    """Who gets it."""

    name: str = Field(max_length=1_000)
    email: str = Field(max_length=1_000)


class Piece(_Given):
    """Something that supports it: a page, a sentence about it, or both."""

    name: str = Field("", max_length=1_000)
    url: str = Field("", max_length=2_000)
    narrative: str = Field("", max_length=20_000)


class NewAward(_Given):
    """A badge for one person."""

    badge: str = Field(max_length=100, description="The badge’s id.")
    recipient: Person
    narrative: str = Field(
        "", max_length=20_000, description="What this person did. Markdown."
    )
    evidence: list[Piece] = Field(default_factory=list, max_length=100)
    issuedOn: Day | None = Field(None, description="Left out: today.")  # noqa: N815
    expiresOn: Day | None = Field(  # noqa: N815
        None, description="Left out: as the badge says. null: never."
    )
    language: str = Field(
        "", max_length=100, description="Of the mail; left out: as the issuer writes."
    )


class Revocation(_Given):
    """Why it is taken back."""

    reason: Annotated[RevocationReason, Field(strict=False)]
    publicWording: str = Field(  # noqa: N815
        max_length=20_000, description="One sentence that everybody reads."
    )
    note: str = Field("", max_length=20_000, description="For colleagues.")


class BadgeOf(Schema):
    """Which badge, in which version."""

    id: str
    name: str
    version: int


class Documents(Schema):
    """Where its files are."""

    openBadges3: str  # noqa: N815
    jwt: str
    openBadges2: str  # noqa: N815
    picture: str


class Award(Schema):
    """An award as it stands now."""

    id: str
    status: Literal[
        "being_signed", "valid", "expired", "suspended", "revoked", "replaced"
    ]
    page: str = Field(description="Its permanent public address.")
    badge: BadgeOf
    recipient: Person
    narrative: str
    evidence: list[Piece]
    issuedOn: dt.date  # noqa: N815
    expiresOn: dt.date | None  # noqa: N815
    documents: Documents | None = Field(description="null while it is being signed.")


class Proposed(Schema):
    """Where a second person approves every award: what was put before them."""

    status: Literal["waits_for_approval"]
    list: str = Field(description="The id of the list in the console.")
    badge: BadgeOf


class Awards(Schema):
    """Some awards, the newest first."""

    awards: list[Award]
    next: str | None = Field(description="`after` for the ones before; null: no more.")


class Badge(Schema):
    """A badge of the organisation."""

    id: str
    name: str
    state: Literal["draft", "published", "archived"]
    version: int
    issuer: str
    page: str | None = Field(description="Its public page; null for a draft.")


class Badges(Schema):
    """Some badges, the newest first."""

    badges: list[Badge]
    next: str | None = Field(description="`after` for the ones before; null: no more.")


class Missing(Schema):
    """Something that has to be met first."""

    code: str
    sentence: str


class Refusal(Schema):
    """Why nothing was done (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    field: str | None = Field(None, description="The member that has to change.")
    award: str | None = Field(None, description="The award that stands in the way.")
    obstacles: list[Missing] | None = Field(
        None, description="What has to be met first, one by one."
    )
