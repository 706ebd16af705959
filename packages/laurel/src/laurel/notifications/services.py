"""Telling people things, and letting issuers choose the words."""

from laurel.notifications.editing import check_wording, reset_wording, write_wording
from laurel.notifications.sending import (
    award_message,
    send_approval,
    send_award,
    send_change,
    send_invitation,
    send_letter,
)

__all__ = [
    "award_message",
    "check_wording",
    "reset_wording",
    "send_approval",
    "send_award",
    "send_change",
    "send_invitation",
    "send_letter",
    "write_wording",
]
