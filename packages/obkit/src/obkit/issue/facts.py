"""What an issuer knows about an award, in plain values: the input of everything that we issue."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Endorsed:
    """A signed endorsement that travels inside what it is about; `ob2_id` is where 2.0 finds it."""

    document: bytes
    ob2_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """Who issues. `id` is the DID or URL that signs; `ob2_id` the URL of its OB 2.0 profile."""

    id: str
    name: str
    url: str
    email: str
    description: str = ""
    image: str = ""  # URL of the logo
    ob2_id: str = ""
    endorsements: tuple[Endorsed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """A skill or standard of a framework that the achievement aligns to."""

    name: str
    url: str
    description: str = ""
    framework: str = ""
    code: str = ""
    type: str = ""  # a targetType of OB 3.0, for example CFItem or CTDL


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricLevel:
    """One level of a rubric. `id` is a URL of its own, mostly the achievement's and a fragment."""

    id: str
    name: str
    description: str = ""
    level: str = ""
    points: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultDescription:
    """A result that earners may have. `required_level` is the id of one of the `levels`."""

    id: str
    name: str
    type: str = "Result"  # a resultType of OB 3.0, for example Percent
    allowed_values: tuple[str, ...] = ()  # ordered from low to high
    value_min: str = ""
    value_max: str = ""
    required_value: str = ""
    levels: tuple[RubricLevel, ...] = ()
    required_level: str = ""
    alignments: tuple[Alignment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """Another achievement, or the same one in another language or version; by its id."""

    id: str = ""  # of the OB 3.0 Achievement; empty: it has none
    ob2_id: str = ""  # of the BadgeClass; empty: it has none
    language: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Achievement:
    """What was earned. `id` is its page in OB 3.0, `ob2_id` the URL of its BadgeClass."""

    id: str
    name: str
    description: str
    criteria: str  # Markdown
    criteria_url: str = ""
    image: str = ""  # URL of the picture without a credential in it
    image_caption: str = ""
    achievement_type: str = "Badge"
    alignments: tuple[Alignment, ...] = ()
    tags: tuple[str, ...] = ()
    version: str = ""
    language: str = ""
    ob2_id: str = ""
    credits: float | None = None
    results: tuple[ResultDescription, ...] = ()
    related: tuple[Related, ...] = ()
    endorsements: tuple[Endorsed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Who earned it. The e-mail address is published as a hash with the salt, never itself.

    `salt` is random for every award: equal addresses must not give equal hashes (OB20-I5).
    """

    email: str
    salt: str
    name: str = ""  # published as it is, so that a reader sees whose badge it is
    id: str = ""  # a DID that the recipient has proven; empty in most awards


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What supports the award: a page, a text, or both."""

    url: str = ""
    name: str = ""
    description: str = ""
    narrative: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusEntry:
    """Where the credential's bit is: the list's URL and the index in it."""

    list_url: str
    index: int
    purpose: str = "revocation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Endorsement:
    """What somebody says of an issuer, an achievement or a credential; `about` is its id.

    `ob2_id` is the URL of the same as an Endorsement of 2.0, `ob2_about` what it is about there.
    """

    id: str
    name: str
    endorser: Issuer
    about: str
    comment: str
    valid_from: datetime
    valid_until: datetime | None = None
    status: StatusEntry | None = None
    ob2_id: str = ""
    ob2_about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Association:
    """How two achievements belong together; both by id, the type from CLR 2.0 (`isChildOf`)."""

    type: str
    source: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A learner record: signed credentials of one person, and how they belong together."""

    id: str
    name: str
    issuer: Issuer
    recipient: Recipient
    credentials: tuple[Mapping[str, Any], ...]
    valid_from: datetime
    valid_until: datetime | None = None
    achievements: tuple[Achievement, ...] = ()  # described only, awarded nowhere in it
    associations: tuple[Association, ...] = ()
    is_partial: bool | None = None
    status: StatusEntry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """Everything that a credential says. `id` is where the credential is published."""

    id: str
    issuer: Issuer
    achievement: Achievement
    recipient: Recipient
    valid_from: datetime
    valid_until: datetime | None = None
    awarded_on: datetime | None = None  # kept when `valid_from` moves on re-issue
    narrative: str = ""
    evidence: tuple[Evidence, ...] = ()
    status: StatusEntry | None = None
    refresh: str = ""  # URL that answers the newest edition of the credential
    image: str = ""  # URL of the baked picture of this award
    ob2_id: str = ""  # URL of the OB 2.0 Assertion
    endorsements: tuple[Endorsed, ...] = ()
