"""Values that travel with duplicates."""

from enum import StrEnum


class Source(StrEnum):
    """Who says that two awards may be one."""

    FOUND = "found"
    REPORTED = "reported"  # by whoever has the badge


class Sign(StrEnum):
    """Why two awards may be one."""

    SAME_ADDRESS = "same_address"
    SAME_MAILBOX = "same_mailbox"  # two spellings of an address that reach one person
    SAME_PERSON = (
        "same_person"  # the institution's record has both addresses for one number
    )
    SAME_NAME = "same_name"


class Decision(StrEnum):
    """What people made of a case. Whatever it is, the pair is not brought up again."""

    OPEN = "open"
    KEPT = "kept"  # one stays, the other is revoked
    MERGED = "merged"  # the same, and the one that stays goes to another address
    BOTH_RIGHT = "both_right"
