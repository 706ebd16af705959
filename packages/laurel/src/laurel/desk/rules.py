"""What may be written to the help desk."""

import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from laurel.desk.errors import Refused

MAX_NAME = 200  # as long as a name on a badge may be
MAX_TEXT = 5_000  # two printed pages; longer stories are told when somebody asks
MAX_EMAIL = 254  # RFC 5321, section 4.5.3.1.3, without the angle brackets
_DIRECTION_MARKS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def text(given: str, *, needed: bool = True) -> str:
    """Some lines of text.

    Raises:
        Refused: empty though it is needed, too long, or with hidden characters.
    """
    given = given.replace("\r\n", "\n").replace("\r", "\n").strip()
    if needed and not given:
        raise Refused("Write a sentence or two.", field="text")
    if len(given) > MAX_TEXT:
        raise Refused(
            f"This is {len(given):,} characters long; {MAX_TEXT:,} fit.", field="text"
        )
    seen = given.replace("\n", "").replace("\t", "")
    # They make a text read otherwise than it is written, or vanish.
    if any(
        unicodedata.category(each) in ("Cc", "Cs") or each in _DIRECTION_MARKS
        for each in seen
    ):
        raise Refused(
            "There is a hidden character in it. Type the text anew.", field="text"
        )
    return given


def name(given: str, *, field: str, needed: bool = True) -> str:
    """A name in one line, in the form that looks the same everywhere (NFC).

    Raises:
        Refused: empty though it is needed, too long, or with hidden characters.
    """
    given = unicodedata.normalize("NFC", " ".join(given.split()))
    if needed and not given:
        raise Refused("Write the name as it should be.", field=field)
    if len(given) > MAX_NAME or (given and not given.isprintable()):
        raise Refused(f"Write one line of at most {MAX_NAME} characters.", field=field)
    return given


def email(given: str) -> str:
    """An address that an answer can go to.

    Raises:
        Refused: it is none.
    """
    given = given.strip()
    try:
        validate_email(given)
    except ValidationError:
        given = ""
    if not given or len(given) > MAX_EMAIL:
        raise Refused(
            "An e-mail address looks like ada@college.example.", field="email"
        )
    return given


def email_key(address: str) -> str:
    """One form for all spellings of an address."""
    return unicodedata.normalize("NFC", address).lower()
