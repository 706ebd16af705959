"""One document on its way through the checks, and what they have found out so far."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from obkit.encoding.strict_json import Json
from obkit.keys import PublicKey
from obkit.model import legacy, ob2, ob3
from obkit.proofs.vc_jwt import VcJwt
from obkit.resolve import Fetcher, VerificationMethod
from obkit.verify.policy import Policy
from obkit.verify.report import Check, CheckResult

# Clocks differ. A badge that was issued a moment ago on a faster clock is not from the future.
CLOCK_SKEW = timedelta(minutes=5)


class Kind(StrEnum):
    """What a document is."""

    OB3_ACHIEVEMENT = "ob3.achievement"
    OB3_ENDORSEMENT = "ob3.endorsement"
    STATUS_LIST = "status_list"
    OB2_ASSERTION = "ob2.assertion"
    OB2_ENDORSEMENT = "ob2.endorsement"
    OB2_BADGE_CLASS = "ob2.badge_class"
    OB2_PROFILE = "ob2.profile"
    CLR2 = "clr2"
    VC1 = "vc1"
    VC2 = "vc2"  # a credential, but no badge
    PRESENTATION = "presentation"  # somebody shows credentials; it is none itself
    UNKNOWN = "unknown"

    @property
    def is_credential(self) -> bool:
        """Whether it is a credential that we verify by its signature."""
        return self in (
            Kind.OB3_ACHIEVEMENT,
            Kind.OB3_ENDORSEMENT,
            Kind.CLR2,
            Kind.STATUS_LIST,
            Kind.VC2,
        )

    @property
    def is_ob2_statement(self) -> bool:
        """Whether it is of 2.0 and counts as its issuer hosts or signs it."""
        return self in (Kind.OB2_ASSERTION, Kind.OB2_ENDORSEMENT)


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature that fits a key, and how far that key was found where it is said to be.

    `method` is None when the key is only a hint from the credential itself. `owner` is whom a key
    document of OB 2.0 names.
    """

    key: PublicKey
    suite: str
    method_url: str
    method: VerificationMethod | None
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Hosted:
    """An OB 2.0 badge or endorsement as its hosts publish it now, or as it was signed."""

    statement: ob2.Assertion | ob2.Endorsement
    badge: ob2.BadgeClass | None  # an endorsement has none
    issuer: ob2.Profile
    document: dict[str, Json]


@dataclass(slots=True)
class Case:
    """What is known of one document. Each check reads what earlier ones left here."""

    payload: bytes
    policy: Policy
    fetcher: Fetcher
    now: datetime
    kind: Kind = Kind.UNKNOWN
    document: dict[str, Json] | None = None
    token: VcJwt | None = None
    edition: legacy.Edition | None = None  # of a badge from before 2.0
    is_token: bool = False  # any compact JWS, of OB 2.0 too
    address: str = ""  # OB 2.0: where the assertion or endorsement is hosted
    linked: Kind | None = None  # OB 2.0: nested by its id alone, which is the payload
    credential: ob3.VerifiableCredential | None = None
    signatures: tuple[Signature, ...] = ()
    hosted: Hosted | None = None
    revocation_reason: str | None = None  # OB 2.0: its host says that it is revoked
    results: list[CheckResult] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.now.tzinfo is None:
            raise ValueError(
                "`now` needs a zone: without one it names no point in time"
            )

    def is_good(self, check: Check) -> bool:
        """Whether an earlier check passed (or warned)."""
        return any(r.is_good for r in self.results if r.check is check)

    @property
    def is_unseen(self) -> bool:
        """Whether the document that counts was not found: OB 2.0 counts as it is hosted."""
        return self.kind.is_ob2_statement and self.hosted is None

    @property
    def issuer_id(self) -> str:
        """Who the document says issued it; empty where it does not say."""
        if self.hosted:
            return self.hosted.issuer.id
        issuer = (self.document or {}).get("issuer")
        if isinstance(issuer, dict):
            issuer = issuer.get("id")
        return issuer if isinstance(issuer, str) else ""


@dataclass(frozen=True, slots=True)
class Step:
    """A check with its place in the order: what it needs, and when there is nothing to do.

    A check whose needs are not met is not run; checks that do not need each other still run after
    one fails, so that a report names everything that is wrong.
    """

    check: Check
    run: Callable[[Case], CheckResult]
    needs: tuple[Check, ...] = ()
