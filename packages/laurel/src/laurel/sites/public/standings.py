"""What this instance says of its own badges beyond what their documents and lists say.

The library finds a bit that is set. Whether the badge was revoked, is suspended, or was replaced by
a newer edition, is our own word, said of our own badges alone.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from obkit.verify.report import Report

from laurel.sites.public import wording
from laurel.sites.public.sentences import Foreign, Value
from laurel.sites.ui.dates import Day


class Kind(StrEnum):
    """What became of a badge."""

    REVOKED = "revoked"
    SUSPENDED = "suspended"
    REPLACED = "replaced"
    RENEWED = "renewed"


@dataclass(frozen=True, slots=True)
class Standing:
    """What an issuer of this instance says in public about a badge besides its document."""

    kind: Kind
    at: datetime
    issuer: str
    wording: str = ""
    reason: str = ""  # of a revocation: its code
    page: str = ""  # of one that was replaced or renewed: where the current one is


def unknown(_report: Report) -> None:
    """Nothing: a badge of which this instance knows no more than anybody."""


# Our word makes a finding more exact; it never makes a good one bad or a bad one good.
_REFINES: dict[Kind, frozenset[str]] = {
    Kind.REVOKED: frozenset({"revoked"}),
    Kind.SUSPENDED: frozenset({"revoked", "suspended"}),
    # What verifies is then the newer edition, which was handed in by nobody; and the hosted copy
    # of an older assertion says something else than the current one.
    Kind.REPLACED: frozenset({"revoked", "valid", "altered"}),
    # What it says was true and stays so; it is only not the last word.
    Kind.RENEWED: frozenset({"valid", "expired"}),
}


def refined(status: str, standing: Standing | None) -> str:
    """The status with our own word on it."""
    if standing is None or status not in _REFINES[standing.kind]:
        return status
    return standing.kind.value


def words_of(standing: Standing) -> wording.Words:
    """The status line for it."""
    if standing.kind is Kind.REPLACED:
        return wording.REPLACED_HERE
    if standing.kind is Kind.RENEWED:
        return wording.RENEWED_HERE
    if standing.kind is Kind.SUSPENDED:
        return wording.SUSPENDED_HERE
    if not standing.wording:
        return wording.REVOKED_ON
    return wording.REVOKED_HERE_FOR.get(standing.reason, wording.REVOKED_HERE)


def values_of(standing: Standing) -> dict[str, Value]:
    """The facts that its sentences name."""
    return {
        "since": Day(standing.at),
        "revoked": Day(standing.at),
        "issuer": Foreign(standing.issuer),
        "wording": Foreign(standing.wording.rstrip(".")),
    }
