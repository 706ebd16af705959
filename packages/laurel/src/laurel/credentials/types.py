"""Values that travel with credentials."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class CredentialStatus(StrEnum):
    """What the issuer says about a credential. *Expired* is computed, never stored."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    SUPERSEDED = "superseded"  # a later generation of the same award counts


class Cause(StrEnum):
    """Why there is another generation of a credential."""

    ISSUED = "issued"  # the first
    CORRECTED = "corrected"
    REINSTATED = "reinstated"
    DISCLOSED = "disclosed"  # the holder shows more of it, or less
    ENDORSED = "endorsed"  # what others say of it is shown, or not any more


class RevocationReason(StrEnum):
    """Why a credential was revoked; the first four say nothing against the recipient."""

    ADMINISTRATIVE_ERROR = "administrative_error"
    DUPLICATE = "duplicate"
    SUPERSEDED = "superseded"  # the same person was awarded the same badge anew
    RECIPIENT_REQUEST = "recipient_request"
    REQUIREMENTS_NOT_MET = "requirements_not_met"
    MISCONDUCT = "misconduct"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Slot:
    """One reserved place in a status list."""

    list_url: str
    index: int


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a credential is published. They stand in signed documents."""

    page: str  # the award page and the credential's id
    png: str  # the picture with the badge inside
    ob2: str  # the hosted Open Badges 2.0 Assertion
    newest: str  # the signed document of the newest generation, for programs


@dataclass(frozen=True, slots=True)
class Signed:
    """The documents of one credential, as they will be kept for ever."""

    document: bytes  # Open Badges 3.0 with its embedded proof
    jwt: str  # the same as VC-JWT
    ob2: bytes  # the Open Badges 2.0 Assertion


@dataclass(frozen=True, slots=True)
class Facts:
    """What pages show of a credential without reading its document."""

    recipient_name: str
    recipient_email: str
    achievement_name: str
    issuer_name: str
    issued_at: datetime  # when it was awarded, whichever generation
    valid_until: datetime | None  # None: never expires
