"""Values that travel with a verification's answer."""

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
    UNREAD = "unread"
    UNKNOWN = "unknown"
    NONE = "none"  # there is no badge in it
    VALID = "valid"
