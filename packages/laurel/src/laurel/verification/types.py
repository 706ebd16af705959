"""Values that travel with a verification's answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Status(StrEnum):
    """What to call a badge after all checks, from bad to good: a file is as good as its worst."""

    ALTERED = "altered"
    FALSE = "false"
    REVOKED = "revoked"
    SUSPENDED = "suspended"
    REPLACED = "replaced"  # only ever said by whoever issued it
    EARLY = "early"
    EXPIRED = "expired"
    RENEWED = "renewed"  # only ever said by whoever issued it
    UNREAD = "unread"
    UNKNOWN = "unknown"
    NONE = "none"  # there is no badge in it
    VALID = "valid"


class ReceiptState(StrEnum):
    """What a receipt is worth."""

    GENUINE = "genuine"
    FALSE = "false"  # altered, or not signed by whose it says it is
    UNKNOWN = "unknown"  # its issuer's keys could not be had


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt that was handed in; what it says only if it is genuine."""

    state: ReceiptState
    reason: str
    found: Mapping[str, object] = field(default_factory=dict)
    badge: str = ""  # the address of what was checked
    host: str = ""  # whose word it is
