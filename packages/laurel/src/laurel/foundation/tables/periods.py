"""Lengths of time as people write them: 24 months, 2 Jahre, 6 semaines."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

MAX_TEXT = 40

# fmt: off
# How many months or days each unit has; plain letters, in the languages of the synonyms.
_MONTHS: Final = {
    12: ("year", "years", "yr", "yrs", "y", "jahr", "jahre", "jahren", "an", "ans", "annee",
         "annees", "ano", "anos", "jaar", "jaren", "anno", "anni"),
    1: ("month", "months", "mo", "mos", "monat", "monate", "monaten", "mois", "mes", "meses",
        "maand", "maanden", "mese", "mesi"),
}
_DAYS: Final = {
    7: ("week", "weeks", "woche", "wochen", "semaine", "semaines", "semana", "semanas",
        "weken", "settimana", "settimane"),
    1: ("day", "days", "d", "tag", "tage", "tagen", "jour", "jours", "dia", "dias", "dag",
        "dagen", "giorno", "giorni"),
}
_NEVER: Final = frozenset({
    "never", "no", "none", "-", "forever", "for ever", "unlimited", "does not expire",
    "nie", "unbegrenzt", "unbefristet", "jamais", "illimite", "nunca", "siempre", "ilimitado",
    "nooit", "onbeperkt", "mai", "illimitato",
})
# fmt: on
_IN_MONTHS = {word: each for each, words in _MONTHS.items() for word in words}
_IN_DAYS = {word: each for each, words in _DAYS.items() for word in words}
_PERIOD = re.compile(r"(?:for )?(\d{1,5})\s*([^\W\d_]*)\.?")


@dataclass(frozen=True, slots=True)
class Period:
    """So many months or days; neither: without an end."""

    months: int = 0
    days: int = 0


def period(text: str) -> Period | None:
    """The period that is meant; a number alone counts months. None: it is no period."""
    decomposed = unicodedata.normalize("NFKD", text[: 2 * MAX_TEXT]).casefold()
    plain = " ".join(
        "".join(c for c in decomposed if not unicodedata.combining(c)).split()
    )
    if not plain or plain in _NEVER:
        return Period()
    found = _PERIOD.fullmatch(plain) if len(plain) <= MAX_TEXT else None
    if found is None or not int(found[1]):
        return None
    number, unit = int(found[1]), found[2]
    if unit in _IN_DAYS:
        return Period(days=number * _IN_DAYS[unit])
    if not unit or unit in _IN_MONTHS:
        return Period(months=number * _IN_MONTHS.get(unit, 1))
    return None
