"""Values that travel with issuers."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from obkit.keys import Signer


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A signer of an issuer and the DID URL that verifiers find its public part by."""

    signer: Signer
    verification_method: str


class DomainState(StrEnum):
    """What is known about an issuer and the site that it names."""

    NOT_ASKED = "not_asked"  # never stored: nobody has asked for a check
    ASKED = "asked"
    PROVEN = "proven"
    NOT_PROVEN = "not_proven"
    UNKNOWN = "unknown"  # the check could not run


@dataclass(frozen=True, slots=True)
class Domain:
    """The domain of an issuer's site, and whether the site names the issuer."""

    name: str
    state: DomainState
    checked_at: dt.datetime | None = None
    proven_at: dt.datetime | None = None  # also when a later check could not run
    finding: str = ""

    @property
    def is_proven(self) -> bool:
        """Whether the last check found the proof."""
        return self.state is DomainState.PROVEN


@dataclass(frozen=True, slots=True)
class Help:
    """The help page of an issuer, as Markdown."""

    text: str
    is_own: bool  # False: the text that Laurel brings
    number: int  # 0: never written
    changed_at: dt.datetime | None
