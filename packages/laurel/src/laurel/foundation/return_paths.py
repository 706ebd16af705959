"""The addresses that mail comes back to: each names its mail, and nobody else can make one."""

import base64
import binascii
import re
import uuid

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

SALT = "laurel.foundation.return_paths"
SEAL_BYTES = (
    10  # 80 bits: with the id, the whole stays under 64 characters before the @
)
_MARK = re.compile(r"\+([a-z2-7]{26})-([a-z2-7]{16})@", re.IGNORECASE)
MOST_MARKS = 20  # in one text; a report has one or two


def of(mail_id: uuid.UUID) -> str:
    """Where this mail comes back to; empty: to its sender, as no address is set for that."""
    address: str = settings.LAUREL.bounce_address
    if not address:
        return ""
    local, _, domain = address.rpartition("@")
    return f"{local}+{_text(mail_id.bytes)}-{_seal(mail_id)}@{domain}"


def mails_in(text: str) -> list[uuid.UUID]:
    """The mails whose return paths stand in a text; those we did not make are left out."""
    found = []
    for match in list(_MARK.finditer(text))[:MOST_MARKS]:
        # Servers on the way may change the case of what stands before the @.
        name, seal = match.group(1).lower(), match.group(2).lower()
        try:
            mail_id = uuid.UUID(bytes=base64.b32decode(name.upper() + "======"))
        except (binascii.Error, ValueError):
            continue
        if constant_time_compare(seal, _seal(mail_id)):
            found.append(mail_id)
    return found


def _seal(mail_id: uuid.UUID) -> str:
    digest = salted_hmac(SALT, mail_id.hex, algorithm="sha256").digest()
    return _text(digest[:SEAL_BYTES])


def _text(data: bytes) -> str:
    return base64.b32encode(data).decode().rstrip("=").lower()
