"""What happens to credentials."""

from dataclasses import dataclass
from typing import ClassVar

from laurel.credentials.types import Cause, RevocationReason
from laurel.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class CredentialIssued(Event):
    """The signed document exists and is public from now on."""

    name: ClassVar[str] = "credential.issued"
    award_public_id: str


@dataclass(frozen=True, kw_only=True)
class CredentialReissued(Event):
    """A later generation exists and counts from now on; the one before it is superseded."""

    name: ClassVar[str] = "credential.reissued"
    award_public_id: str
    generation: int
    cause: Cause


@dataclass(frozen=True, kw_only=True)
class CredentialSuspended(Event):
    """The issuer does not stand by it for now; reinstating makes another generation."""

    name: ClassVar[str] = "credential.suspended"
    award_public_id: str
    generation: int


@dataclass(frozen=True, kw_only=True)
class CredentialReinstated(Event):
    """Suspending or revoking it was taken back; the next generation is made now."""

    name: ClassVar[str] = "credential.reinstated"
    award_public_id: str
    generation: int  # the one that was suspended or revoked


@dataclass(frozen=True, kw_only=True)
class CredentialRevoked(Event):
    """The issuer ended it. Verifiers see so at their next look at the status list."""

    name: ClassVar[str] = "credential.revoked"
    award_public_id: str
    generation: int
    reason: RevocationReason
