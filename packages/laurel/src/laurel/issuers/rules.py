"""The rules that the facts of an issuer keep."""

import re
from functools import cache
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from laurel.issuers.errors import Refused
from laurel.notifications.types import LANGUAGES

MAX_NAME = 200
MAX_URL = 500
MAX_DESCRIPTION = 2_000
MAX_CONTACT = 120
MAX_PHONE = 40
MAX_HELP = 20_000  # about eight printed pages; nobody in need of help reads more
_LINKEDIN_ID = re.compile(r"[0-9]{1,20}", re.ASCII)
_PHONE = re.compile(r"\+?[0-9][0-9 ()./x-]*")


def name(text: str) -> str:
    """A name in one line.

    Raises:
        Refused: empty, too long, or with control characters.
    """
    text = text.strip()
    if not text or len(text) > MAX_NAME or not text.isprintable():
        raise Refused(f"A name has 1 to {MAX_NAME} characters.", field="name")
    return text


def url(text: str) -> str:
    """The address of a site.

    Raises:
        Refused: none that a browser opens, or too long.
    """
    text = text.strip()
    try:
        parts = urlsplit(text)
        good = parts.scheme in ("https", "http") and bool(parts.hostname)
    except ValueError:  # a broken IPv6 address
        good = False
    if not good or len(text) > MAX_URL or not text.isprintable() or " " in text:
        raise Refused(
            f"A web address begins with https:// and has at most {MAX_URL} characters.",
            field="url",
        )
    return text


def email(text: str) -> str:
    """An e-mail address.

    Raises:
        Refused: it is none.
    """
    text = text.strip()
    try:
        validate_email(text)
    except ValidationError:
        raise Refused(
            "An e-mail address looks like office@college.example.", field="email"
        ) from None
    return text


def description(text: str) -> str:
    """What the issuer says about itself.

    Raises:
        Refused: too long, or with NUL.
    """
    text = text.strip()
    if len(text) > MAX_DESCRIPTION or "\x00" in text:
        raise Refused(
            f"A description has at most {MAX_DESCRIPTION} characters.",
            field="description",
        )
    return text


def contact_name(text: str) -> str:
    """Who answers, in one line; or empty.

    Raises:
        Refused: too long, or with control characters.
    """
    text = text.strip()
    if len(text) > MAX_CONTACT or not text.isprintable():
        raise Refused(
            f"The name of who answers has at most {MAX_CONTACT} characters.",
            field="contact_name",
        )
    return text


def phone(text: str) -> str:
    """A telephone number as people write it; or empty.

    Raises:
        Refused: something else stands in it.
    """
    text = text.strip()
    if text and (len(text) > MAX_PHONE or not _PHONE.fullmatch(text)):
        raise Refused(
            "A telephone number has digits, spaces and ( ) . / - and may begin with +:"
            " +1 604 555 0100.",
            field="phone",
        )
    return text


def linkedin_id(text: str) -> str:
    """The number of a page at LinkedIn; or empty.

    Raises:
        Refused: something else, such as the page's name.
    """
    text = text.strip()
    if text and not _LINKEDIN_ID.fullmatch(text):
        raise Refused(
            "The LinkedIn number has digits alone: open your page as its administrator; the"
            " number stands in the address, as in linkedin.com/company/1234567/admin.",
            field="linkedin_id",
        )
    return text


def time_zone(text: str) -> str:
    """A time zone of the IANA's list.

    Raises:
        Refused: there is none of that name.
    """
    if text not in time_zones():
        raise Refused(
            "Choose a time zone from the list, such as America/Vancouver.",
            field="time_zone",
        )
    return text


@cache
def time_zones() -> tuple[str, ...]:
    """The names of time zones that places have, by name; `UTC` first."""
    places = (zone for zone in available_timezones() if "/" in zone and not _odd(zone))
    return ("UTC", *sorted(places))


def _odd(zone: str) -> bool:
    # Fixed offsets with the sign turned round, and copies for machines.
    return zone.startswith(("Etc/", "SystemV/", "US/", "posix/", "right/"))


def language(code: str) -> str:
    """A language that mails can be written in.

    Raises:
        Refused: it is none of ours.
    """
    if code not in LANGUAGES:
        raise Refused("Choose a language from the list.", field="language")
    return code


def help_text(text: str) -> str:
    """The Markdown of a help page; empty: ours.

    Raises:
        Refused: too long, or with NUL.
    """
    text = text.strip().replace("\r\n", "\n")
    if len(text) > MAX_HELP or "\x00" in text:
        raise Refused(
            f"The help page has {len(text):,} characters; {MAX_HELP:,} fit.",
            field="text",
        )
    return text


def initials(name: str) -> str:
    """Up to two letters for the art: the first of the first two words."""
    return "".join(word[0] for word in name.split()[:2] if word[0].isalnum()).upper()
