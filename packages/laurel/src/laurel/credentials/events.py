"""What happens to credentials."""

from dataclasses import dataclass
from typing import ClassVar

from laurel.credentials.types import RevocationReason
from laurel.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class CredentialIssued(Event):
    """The signed document exists and is public from now on."""

    name: ClassVar[str] = "credential.issued"
    award_public_id: str


@dataclass(frozen=True, kw_only=True)
class CredentialRevoked(Event):
    """The issuer ended it. Verifiers see so at their next look at the status list."""

    name: ClassVar[str] = "credential.revoked"
    award_public_id: str
    reason: RevocationReason
