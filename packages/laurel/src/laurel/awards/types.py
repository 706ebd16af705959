"""Values that travel with awards."""

from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Final


class AwardState(StrEnum):
    """Where our decision stands. The document has its own status: see `credentials`."""

    APPROVED = "approved"
    ISSUED = "issued"
    REVOKED = (
        "revoked"  # its credential was revoked; the recipient may be awarded again
    )


class Unset(Enum):
    """Says that nothing was said, where None says something."""

    UNSET = "unset"


UNSET: Final = Unset.UNSET


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something that supports an award: a page, a sentence about it, or both."""

    name: str = ""
    url: str = ""
    narrative: str = ""
