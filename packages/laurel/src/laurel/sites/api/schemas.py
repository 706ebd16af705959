"""What comes in and what goes out, as the OpenAPI document describes it."""

from typing import Annotated, Any, Literal, Self

from ninja import Schema
from pydantic import ConfigDict, Field, StringConstraints, model_validator

from laurel.sites.public.forms import MAX_ADDRESS, MAX_LINK, MAX_TEXT

Address = Annotated[
    str,
    StringConstraints(
        max_length=MAX_ADDRESS, pattern=r"^\s*[^@\s]+@[^@\s]+\.[^@\s]+\s*$"
    ),
]


class Ask(Schema):
    """A badge to verify: by its link, or as the text of its document or token."""

    model_config = ConfigDict(extra="forbid", strict=True)

    link: str | None = Field(
        None,
        max_length=MAX_LINK,
        pattern=r"^https?://\S+$",
        description="The address of the badge’s page, document or picture.",
    )
    text: str | None = Field(
        None,
        min_length=1,
        max_length=MAX_TEXT,
        description="The signed document (JSON, as text) or the signed token (JWT).",
    )
    recipient: Address | None = Field(
        None,
        description="An e-mail address: was the badge issued to it? Compared and forgotten.",
    )

    @model_validator(mode="after")
    def _is_one_thing(self) -> Self:
        if (self.link is None) == (self.text is None):
            raise ValueError("Give “link” or “text”, and one of them alone.")
        return self


class CheckResult(Schema):
    """One check: what it found, as a stable code and as a sentence."""

    check: str
    outcome: Literal["passed", "failed", "warned", "not_applicable", "inconclusive"]
    reason: str = Field(description="A stable code, for example `status.revoked`.")
    title: str
    sentence: str
    facts: dict[str, Any]


class Named(Schema):
    """Something with a name and perhaps an address."""

    name: str
    url: str


class Issuer(Schema):
    """Who issued the badge."""

    id: str | None
    name: str | None
    url: str | None
    domain: str | None


class Recipient(Schema):
    """To whom, as far as the badge says it in clear words."""

    name: str | None


class Badge(Schema):
    """What the badge says; only there if it is known to be its issuer’s word."""

    id: str | None
    name: str | None
    description: str | None
    criteria: str | None
    narrative: str | None
    issuer: Issuer
    recipient: Recipient
    issuedOn: str | None  # noqa: N815 - as in the report that every award page has
    expires: str | None
    alignments: list[Named]
    evidence: list[Named]


class Endorsement(Schema):
    """Somebody else's signed word for the badge; only what was verified."""

    name: str
    role: str = Field(description="As they describe themselves.")
    domain: str
    comment: str
    issuedOn: str  # noqa: N815 - as in the report


class Refresh(Schema):
    """What became of asking the issuer for a newer edition."""

    url: str
    reason: str
    cause: str


class Digest(Schema):
    """The SHA-256 of what was handed in."""

    sha256: str


class Report(Schema):
    """What was found. `status` speaks of the badge; `verdict` also of what was asked about it."""

    status: str
    verdict: Literal["verified", "not_verified", "inconclusive"]
    title: str
    sentence: str
    checkedAt: str  # noqa: N815 - as in the report
    kind: str
    container: str
    digest: Digest
    checks: list[CheckResult]
    refresh: Refresh | None
    badge: Badge | None
    endorsements: list[Endorsement]
    also: list["Report"] = Field(
        description="Further badges in the same file; the verdict covers them."
    )
    recipient: Literal["matches", "differs", "unknown"] | None = Field(
        None, description="Whether it was issued to the address, where that was asked."
    )


class Problem(Schema):
    """Why there is no answer (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
