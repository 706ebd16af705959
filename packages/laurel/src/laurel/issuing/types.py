"""Values that travel with the journey."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from laurel.awards.models import Award
    from laurel.credentials.models import Credential


@dataclass(frozen=True, slots=True)
class IssuedAward:
    """An award and the credential that was issued for it."""

    award: "Award"
    credential: "Credential | None"  # None: it is issued a little later, by the job


@dataclass(frozen=True, slots=True)
class MailPreview:
    """A mail as it will read."""

    subject: str
    text: str
    html: str
