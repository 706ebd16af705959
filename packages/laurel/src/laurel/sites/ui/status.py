"""The words and shapes of a badge's status; colour never stands alone."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StatusLook:
    """How one status is shown: stylesheet key, word, icons of pill and line."""

    key: str
    word: str
    pill_icon: str
    line_icon: str


STATUSES: dict[str, StatusLook] = {
    look.key: look
    for look in (
        StatusLook("valid", "Valid", "tick-disc", "tick"),
        StatusLook("expiring", "Expiring", "clock", "clock"),
        StatusLook("expired", "Expired", "calendar-crossed", "calendar-crossed"),
        StatusLook("revoked", "Revoked", "octagon", "cross"),
        StatusLook("suspended", "Suspended", "pause", "pause"),
        StatusLook("superseded", "Replaced", "swap", "swap"),
        StatusLook("renewed", "Renewed", "refresh", "refresh"),
        StatusLook("unknown", "Could not be checked", "question-disc", "question"),
        StatusLook("neutral", "Waiting", "clock", "clock"),
    )
}
