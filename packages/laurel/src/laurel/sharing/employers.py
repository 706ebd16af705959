"""Links for an employer: they show the badge signed-out, until a day if one was chosen.

Nothing is stored. The link itself says which award and until when, under our key.
"""

import datetime as dt

from django.utils.crypto import constant_time_compare, salted_hmac

from laurel.foundation import ids
from laurel.sharing.errors import NotFound

DAYS = (7, 30, 90)  # how long a link may last; or for ever
_SALT = "laurel.sharing.employers"
_AWARD, _DAY, _KEY = 16, 4, 8  # bytes
_LENGTH = 39  # characters: 58**39 is the first power of 58 above 2**(8 * 28)


def token(award_public_id: str, until: dt.date | None) -> str:
    """What stands in the link; `until` is its last day, None: it does not end."""
    award = _number(award_public_id).to_bytes(_AWARD, "big")
    day = (until.toordinal() if until else 0).to_bytes(_DAY, "big")
    return _text(int.from_bytes(award + day + _key(award + day), "big"), _LENGTH)


def read(text: str) -> tuple[str, dt.date | None]:
    """The award and the last day that a link names.

    Raises:
        NotFound: it is none that we made.
    """
    if len(text) != _LENGTH or not set(text) <= set(ids.BASE58):
        raise NotFound("no such link")
    try:
        raw = _number(text).to_bytes(_AWARD + _DAY + _KEY, "big")
    except OverflowError:
        raise NotFound("no such link") from None
    said, key = raw[:-_KEY], raw[-_KEY:]
    if not constant_time_compare(key.hex(), _key(said).hex()):
        raise NotFound("no such link")
    day = int.from_bytes(said[_AWARD:], "big")
    award = _text(int.from_bytes(said[:_AWARD], "big"), ids.PUBLIC_ID_LENGTH)
    return award, dt.date.fromordinal(day) if day else None


def _key(said: bytes) -> bytes:
    return salted_hmac(_SALT, said, algorithm="sha256").digest()[:_KEY]


def _number(text: str) -> int:
    value = 0
    for character in text:
        value = value * 58 + ids.BASE58.index(character)
    return value


def _text(value: int, length: int) -> str:
    digits = []
    for _ in range(length):
        value, digit = divmod(value, 58)
        digits.append(ids.BASE58[digit])
    return "".join(reversed(digits))
