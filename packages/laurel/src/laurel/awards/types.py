"""Values that travel with awards."""

from dataclasses import dataclass
from enum import Enum, StrEnum


class AwardState(StrEnum):
    """Where our decision stands. The document has its own status: see `credentials`."""

    APPROVED = "approved"
    ISSUED = "issued"
    REVOKED = (
        "revoked"  # its credential was revoked; the recipient may be awarded again
    )


class Unset(Enum):
    """The one value that means: leave it as it is."""

    UNSET = "unset"


UNSET = Unset.UNSET


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something that supports an award: a page, a sentence about it, or both."""

    name: str = ""
    url: str = ""
    narrative: str = ""
