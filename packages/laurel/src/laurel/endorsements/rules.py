"""What may be written in an endorsement, and in the question for one."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from laurel.endorsements.errors import Refused
from laurel.endorsements.types import Written

MAX_NAME = 200  # as long as a name on a badge may be
MAX_WORDS = 1_000  # a question is short; half a printed page
MAX_COMMENT = 2_000  # a printed page; it travels inside every file of the badge
MAX_REASON = 500  # a sentence or two, as where a badge is revoked
MAX_EMAIL = 254  # RFC 5321, section 4.5.3.1.3, without the angle brackets
_DIRECTION_MARKS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Mail programs make links of these, so a stranger's text could lead people anywhere in the
# issuer's name. What only looks like one is refused too: it would look like one to a reader.
_LINK = re.compile(
    r"://|\bwww\.|\b[\w-]+@[\w-]+\.\w|\b[\w-]{2,}\.[a-z]{2,24}(?=[/:\s,;!?)]|\.?$|\.\s)"
)


def words(given: str) -> str:
    """What the asker writes to the endorser; may be empty.

    Raises:
        Refused: too long, with hidden characters, or with an address to follow.
    """
    return _lines(given, MAX_WORDS, "words")


def written(given: Written) -> Written:
    """What the endorser says, in the form that looks the same everywhere (NFC).

    Raises:
        Refused: a part is missing, too long, has hidden characters or an address to follow.
    """
    comment = _lines(given.comment, MAX_COMMENT, "comment")
    if not comment:
        raise Refused("Write a sentence or two.", field="comment")
    return Written(
        name=_line(given.name, "name", "Write your name."),
        role=_line(given.role, "role", "Write as what you speak: your role, your job."),
        works_at=_line(given.works_at, "works_at", ""),
        comment=comment,
    )


def comment(given: str) -> str:
    """What an issuer says of something; needed.

    Raises:
        Refused: as `written`.
    """
    text = _lines(given, MAX_COMMENT, "comment")
    if not text:
        raise Refused("Write a sentence or two.", field="comment")
    return text


def reason(given: str) -> str:
    """Why the issuer does not show an endorsement.

    Raises:
        Refused: missing, too long, or with hidden characters.
    """
    text = _lines(given, MAX_REASON, "reason")
    if not text:
        raise Refused("Say why. The earner and the endorser read it.", field="reason")
    return text


def email(given: str) -> str:
    """An address that the question can go to.

    Raises:
        Refused: it is none.
    """
    given = given.strip()
    try:
        validate_email(given)
    except ValidationError:
        given = ""
    if not given or len(given) > MAX_EMAIL:
        raise Refused("An e-mail address looks like grace@navy.example.", field="email")
    return given


def _line(given: str, field: str, missing: str) -> str:
    given = unicodedata.normalize("NFC", " ".join(given.split()))
    if missing and not given:
        raise Refused(missing, field=field)
    if len(given) > MAX_NAME or (given and not given.isprintable()):
        raise Refused(f"Write one line of at most {MAX_NAME} characters.", field=field)
    return _without_links(given, field)


def _lines(given: str, longest: int, field: str) -> str:
    given = unicodedata.normalize(
        "NFC", given.replace("\r\n", "\n").replace("\r", "\n")
    )
    given = given.strip()
    if len(given) > longest:
        raise Refused(
            f"This is {len(given):,} characters long; {longest:,} fit.", field=field
        )
    seen = given.replace("\n", "").replace("\t", "")
    # They make a text read otherwise than it is written, or vanish.
    if any(
        unicodedata.category(each) in ("Cc", "Cs") or each in _DIRECTION_MARKS
        for each in seen
    ):
        raise Refused(
            "There is a hidden character in it. Type the text anew.", field=field
        )
    return _without_links(given, field)


def _without_links(given: str, field: str) -> str:
    found = _LINK.search(given)
    if found:
        raise Refused(
            f"Leave out web and mail addresses, such as “{found.group(0)}”. If it is none,"
            " put a space after the full stop.",
            field=field,
        )
    return given
