"""Deciding awards, and what becomes of them."""

from laurel.awards.services.correcting import amend, mark_issued, release, restore
from laurel.awards.services.granting import grant
from laurel.awards.services.showing import disclose, note_mail_resent, resend_mail
from laurel.awards.services.supporting import support

__all__ = [
    "amend",
    "disclose",
    "grant",
    "mark_issued",
    "note_mail_resent",
    "release",
    "resend_mail",
    "restore",
    "support",
]
