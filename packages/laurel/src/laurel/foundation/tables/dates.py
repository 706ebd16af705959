"""Days as people write them. What may mean two days is asked about, not guessed."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum

from laurel.foundation.errors import Refused


class Order(StrEnum):
    """What stands first in 03/05/2027."""

    DAY = "day"
    MONTH = "month"


class NoDate(Refused):
    """Not a day that exists."""

    code = "tables.no_date"


class AmbiguousDate(NoDate):
    """It may be one of two days; `readings` has both, the one with the day first before."""

    code = "tables.ambiguous_date"

    def __init__(self, text: str, readings: tuple[dt.date, dt.date]) -> None:
        one, other = (spelled(day) for day in readings)
        super().__init__(
            f"“{text}” may mean {one} or {other}. Write it as {readings[0].isoformat()}."
        )
        self.readings = readings


MAX_TEXT = 40  # Wednesday, the 23rd of September 2026 has 36
PIVOT = 69  # two digits: 68 is 2068, 69 is 1969, as POSIX has it

# fmt: off
_MONTHS = (
    ("january", "jan", "januar", "janner", "janvier", "janv", "enero", "ene", "januari",
     "gennaio", "gen", "janeiro"),
    ("february", "feb", "februar", "fevrier", "fevr", "febrero", "februari", "febbraio",
     "fevereiro", "fev"),
    ("march", "mar", "marz", "maerz", "mrz", "mars", "marzo", "maart", "mrt", "marco"),
    ("april", "apr", "avril", "avr", "abril", "abr", "aprile"),
    ("may", "mai", "mayo", "mei", "maggio", "mag", "maio"),
    ("june", "jun", "juni", "juin", "junio", "giugno", "giu", "junho"),
    ("july", "jul", "juli", "juillet", "juil", "julio", "luglio", "lug", "julho"),
    ("august", "aug", "aout", "agosto", "ago", "augustus"),
    ("september", "sep", "sept", "septembre", "septiembre", "setiembre", "settembre", "set",
     "setembro"),
    ("october", "oct", "oktober", "okt", "octobre", "octubre", "ottobre", "ott", "outubro",
     "out"),
    ("november", "nov", "novembre", "noviembre", "novembro"),
    ("december", "dec", "dezember", "dez", "decembre", "diciembre", "dic", "dicembre",
     "dezembro"),
)
# fmt: on
_MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_NAMES = tuple(names[0].capitalize() for names in _MONTHS)

_ISO = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"
    r"(?:[t ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?: ?z|[+-]\d{2}:?\d{2})?)?"
)
_NUMBERS = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})(?: 0?0:00(?::00)?)?")
_WEEKDAY = re.compile(r"[^\W\d]+,? +(?=(?:the )?\d|[^\W\d]+\.? +\d)")
_DAY_FIRST = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|er|\.|o)?(?:[-/ ]+(?:of|de|di|do)[-/ ]+|[-/ ]*)"
    r"([^\W\d]+)\.?,?[-/ ]*(?:de|del)?[-/ ]*(\d{4}|\d{2})"
)
_MONTH_FIRST = re.compile(r"([^\W\d]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")


def date(text: str, order: Order | None = None) -> dt.date:
    """The day that is meant: 2027-05-03, 3 May 2027, 3. Mai 2027, 03/05/2027.

    Where a column as a whole settles what stands first, `order` says so (`order_of`).

    Raises:
        AmbiguousDate: it may be one of two days.
        NoDate: it is not a day, or there is no such day.
    """
    plain = _plain(text)
    if len(plain) <= MAX_TEXT:
        if found := _ISO.fullmatch(plain):
            return _day(text, int(found[1]), int(found[2]), int(found[3]))
        if found := _NUMBERS.fullmatch(plain):
            return _by_order(text, found, order)
        named = _WEEKDAY.sub("", plain, count=1)
        for spelling in (plain, named):
            if (found := _DAY_FIRST.fullmatch(spelling)) and found[2] in _MONTH:
                year = _year(found[3])
                return _day(text, year, _MONTH[found[2]], int(found[1]))
            if (found := _MONTH_FIRST.fullmatch(spelling)) and found[1] in _MONTH:
                return _day(text, int(found[3]), _MONTH[found[1]], int(found[2]))
    raise NoDate(f"“{text[:60]}” is not a day. Write it as 2026-11-21.")


def order_of(texts: Iterable[str]) -> Order | None:
    """What stands first in a column of days, if the column tells it without contradiction."""
    told: set[Order] = set()
    for text in texts:
        if found := _NUMBERS.fullmatch(_plain(text[: MAX_TEXT + 1])):
            first, second = int(found[1]), int(found[3])
            if found[2] != "." and first != second:
                told |= _told(_year(found[4]), first, second)
    return told.pop() if len(told) == 1 else None


def spelled(day: dt.date) -> str:
    """The day in words: 3 May 2027."""
    return f"{day.day} {_NAMES[day.month - 1]} {day.year}"


def _told(year: int, first: int, second: int) -> set[Order]:
    as_day, as_month = _valid(year, second, first), _valid(year, first, second)
    if as_day and as_month:
        return set()  # this one fits both
    return ({Order.DAY} if as_day else set()) | ({Order.MONTH} if as_month else set())


def _by_order(text: str, found: re.Match[str], order: Order | None) -> dt.date:
    first, second, year = int(found[1]), int(found[3]), _year(found[4])
    as_day, as_month = _valid(year, second, first), _valid(year, first, second)
    if found[2] == ".":  # nobody writes the month first with dots
        order = Order.DAY
        as_month = None
    if as_day and as_month and as_day != as_month:
        match order:
            case Order.DAY:
                return as_day
            case Order.MONTH:
                return as_month
            case None:
                raise AmbiguousDate(text, (as_day, as_month))
    if day := as_day or as_month:
        return day
    raise NoDate(f"“{text}” is not a day: there is no such month or day.")


def _day(text: str, year: int, month: int, day: int) -> dt.date:
    found = _valid(year, month, day)
    if found is None:
        raise NoDate(f"“{text}” is not a day: there is no such month or day.")
    return found


def _valid(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) > 2:  # noqa: PLR2004 - two digits, or all of them
        return year
    return year + (2000 if year < PIVOT else 1900)


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text[: 2 * MAX_TEXT]).casefold()
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(letters.split())
