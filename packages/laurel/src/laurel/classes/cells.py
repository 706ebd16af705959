"""One cell of a table of results: from words to values, and back."""

import dataclasses
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from laurel.classes import rules
from laurel.classes.errors import Refused
from laurel.classes.types import Activity, Field, Values
from laurel.foundation import clock

NUMBER = re.compile(r"(\d{1,5}(?:[.,]\d{1,2})?)\s*%?")
# fmt: off
_YES: Final = frozenset({
    "passed", "pass", "p", "yes", "y", "x", "true", "done", "present", "attended", "full", "✓", "✔",
    "bestanden", "ja", "anwesend", "réussi", "oui", "présent", "aprobado", "sí", "si", "presente",
})
_NO: Final = frozenset({
    "not passed", "failed", "fail", "f", "no", "n", "false", "absent", "not present", "none",
    "nicht bestanden", "nein", "abwesend", "échoué", "non", "suspenso", "ausente",
})
# fmt: on
_PERCENT: Final = (Field.ATTENDANCE, Field.PARTICIPATION)
WORDS: Final[Mapping[Field, str]] = {
    Field.GRADE: "a grade such as 72, or “passed” or “not passed”",
    Field.ATTENDANCE: "a percentage, or “present” or “absent”",
    Field.PARTICIPATION: "a percentage, or “full” or “none”",
    Field.ACTIVITY: "the names of activities, with semicolons between them",
}


def read(text: str, field: Field, before: Values, *, is_final: bool = True) -> Values:
    """The values with what the cell says put in; `is_final` is what its grade is then.

    Raises:
        Refused: it is nothing that can stand there.
    """
    said = " ".join(text.split())
    if field is Field.ACTIVITY:
        return rules.values(_with_activities(before, said))
    number = NUMBER.fullmatch(said)
    word = said.casefold()
    if number is not None:
        value: Decimal | None = Decimal(number[1].replace(",", "."))
    elif word in _YES | _NO:
        value = None
    else:
        raise Refused(f"“{said[:40]}” is not {WORDS[field]}.")
    if field in _PERCENT:
        if value is None:
            value = rules.ALL if word in _YES else Decimal(0)
        return rules.values(_with_percent(before, field, value))
    if value is None:
        return rules.values(dataclasses.replace(before, passed=word in _YES))
    return rules.values(
        dataclasses.replace(before, grade=value, is_final=is_final, passed=None)
    )


def emptied(field: Field, before: Values) -> Values:
    """The values without what this cell shows."""
    if field is Field.GRADE:
        return dataclasses.replace(before, grade=None, is_final=False, passed=None)
    if field is Field.ACTIVITY:
        return dataclasses.replace(before, activities=())
    return _with_percent(before, field, None)


def written(field: Field, values: Values) -> str:
    """What stands in the cell, so that reading it changes nothing."""
    if field is Field.ACTIVITY:
        return "; ".join(one.name for one in values.activities)
    if field is Field.GRADE:
        if values.passed is not None:
            return "passed" if values.passed else "not passed"
        return plain(values.grade)
    number: Decimal | None = getattr(values, field.value)
    return plain(number)


def plain(number: Decimal | None) -> str:
    """A number without noughts that say nothing; nothing: empty."""
    if number is None:
        return ""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _with_percent(before: Values, field: Field, number: Decimal | None) -> Values:
    if field is Field.ATTENDANCE:
        return dataclasses.replace(before, attendance=number)
    return dataclasses.replace(before, participation=number)


def _with_activities(before: Values, said: str) -> Values:
    """The activities of the cell; those that were known keep their moment."""
    known = {one.name.casefold(): one for one in before.activities}
    names = [part.strip() for part in said.split(";") if part.strip()]
    found = {
        name.casefold(): known.get(name.casefold(), Activity(name, clock.now()))
        for name in names
    }
    return dataclasses.replace(before, activities=tuple(found.values()))
