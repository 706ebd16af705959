"""The rules that the facts of an award keep."""

import datetime as dt
import unicodedata
from collections.abc import Sequence
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from laurel.awards.errors import Refused
from laurel.awards.types import Evidence
from laurel.notifications import selectors as notifications

MAX_NAME = 200
MAX_NARRATIVE = 5_000
MAX_WAIVER = 2_000
MAX_EVIDENCE = 20
MAX_URL = 1_000
MAX_KEY = 200
EARLIEST = dt.date(1900, 1, 1)  # older awards are typing mistakes
LATEST = dt.date(9000, 1, 1)  # leaves room for arithmetic before the calendar ends


def recipient_name(text: str) -> str:
    """A name in one line, in the form that looks the same everywhere (NFC).

    Raises:
        Refused: empty, too long, or with control characters.
    """
    text = unicodedata.normalize("NFC", " ".join(text.split()))
    if not text or len(text) > MAX_NAME or not text.isprintable():
        raise Refused(
            f"The recipient's name has 1 to {MAX_NAME} characters.",
            field="recipient_name",
        )
    return text


def recipient_email(text: str) -> str:
    """The address as it was entered, without the space around it.

    Raises:
        Refused: not an e-mail address.
    """
    text = text.strip()
    try:
        validate_email(text)
    except ValidationError:
        raise Refused(
            "An e-mail address looks like ada@college.example.", field="recipient_email"
        ) from None
    return text


def normalised(email: str) -> str:
    """One form for all spellings of an address. This form is hashed into the credential."""
    return unicodedata.normalize("NFC", email).lower()


def narrative(text: str) -> str:
    """What this person did, or nothing.

    Raises:
        Refused: too long.
    """
    text = text.strip().replace("\r\n", "\n")
    if len(text) > MAX_NARRATIVE or "\x00" in text:
        raise Refused(
            f"The narrative may have {MAX_NARRATIVE} characters.", field="narrative"
        )
    return text


def waiver(text: str) -> str:
    """Why something that stands in the way is passed by, or nothing.

    Raises:
        Refused: too long.
    """
    text = text.strip().replace("\r\n", "\n")
    if len(text) > MAX_WAIVER or "\x00" in text:
        raise Refused(f"At most {MAX_WAIVER} characters.", field="waiver")
    return text


def evidence(given: Sequence[Evidence]) -> list[dict[str, str]]:
    """The evidence as it is stored; empty lines are left out.

    Raises:
        Refused: too much of it, too long, or an address that is none.
    """
    if len(given) > MAX_EVIDENCE:
        raise Refused(f"At most {MAX_EVIDENCE} pieces of evidence.", field="evidence")
    out = []
    for number, item in enumerate(given, start=1):
        name, url, text = item.name.strip(), item.url.strip(), item.narrative.strip()
        if not (name or url or text):
            continue
        if url and not _is_web_address(url):
            raise Refused(
                f"Evidence {number}: a web address begins with https://.",
                field="evidence",
            )
        if len(name) > MAX_NAME or len(text) > MAX_NARRATIVE or "\x00" in name + text:
            raise Refused(f"Evidence {number} is too long.", field="evidence")
        out.append({"name": name, "url": url, "narrative": text})
    return out


def language(text: str) -> str:
    """The language that mails to the person are wanted in, by its code; or nothing.

    Raises:
        Refused: no language that mails can be written in.
    """
    code = notifications.language_of(text) if text.strip() else ""
    if code is None:
        raise Refused(
            "No mails are written in that language. Use one such as en or French, or leave it"
            " empty.",
            field="language",
        )
    return code


def dates(
    issued_on: dt.date | None, expires_on: dt.date | None, *, today: dt.date
) -> None:
    """Check that the dates make sense together.

    Raises:
        Refused: issued in the future, or over before it begins.
    """
    # A day of grace: somewhere it is tomorrow already.
    if issued_on is not None and not EARLIEST <= issued_on <= today + dt.timedelta(
        days=1
    ):
        raise Refused(
            "The date of the award is in the past, or today.", field="issued_on"
        )
    if expires_on is None:
        return
    if expires_on < (issued_on or today):
        raise Refused("It would expire before it begins.", field="expires_on")
    if expires_on > LATEST:
        raise Refused("That is too far in the future.", field="expires_on")


def idempotency_key(text: str) -> str:
    """The key that makes a repeat of the same wish harmless.

    Raises:
        Refused: empty or too long.
    """
    if not text or len(text) > MAX_KEY or not text.isprintable():
        raise Refused(
            f"An idempotency key has 1 to {MAX_KEY} characters.",
            field="idempotency_key",
        )
    return text


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:  # a broken IPv6 address
        return False
    sound = url.isprintable() and " " not in url and len(url) <= MAX_URL
    return sound and parts.scheme in ("https", "http") and bool(parts.hostname)
