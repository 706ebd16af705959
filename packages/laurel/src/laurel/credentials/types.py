"""Values that travel with credentials."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class CredentialStatus(StrEnum):
    """What the issuer says about a credential. *Expired* is computed, never stored."""

    ACTIVE = "active"
    REVOKED = "revoked"


class RevocationReason(StrEnum):
    """Why a credential was revoked; the first three say nothing against the recipient."""

    ADMINISTRATIVE_ERROR = "administrative_error"
    DUPLICATE = "duplicate"
    RECIPIENT_REQUEST = "recipient_request"
    REQUIREMENTS_NOT_MET = "requirements_not_met"
    MISCONDUCT = "misconduct"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Slot:
    """One reserved place in a status list."""

    list_id: str
    index: int
    url: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What pages show of a credential without reading its document."""

    issuer_public_id: str
    issuer_name: str
    achievement_public_id: str
    achievement_version: int
    achievement_name: str
    recipient_name: str
    recipient_email: str
    issued_at: datetime
    valid_until: datetime | None  # None: never expires
