"""Telling people things, and letting issuers choose the words."""

from laurel.notifications.editing import check_wording, reset_wording, write_wording
from laurel.notifications.finding import send_found
from laurel.notifications.sending import (
    letter_message,
    send_approval,
    send_invitation,
    send_letter,
)

__all__ = [
    "check_wording",
    "letter_message",
    "reset_wording",
    "send_approval",
    "send_found",
    "send_invitation",
    "send_letter",
    "write_wording",
]
