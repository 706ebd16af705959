"""The values of a result, as they stand in its columns and in its history."""

import datetime as dt
from decimal import Decimal
from typing import Any

from laurel.classes.models import Result
from laurel.classes.types import Activity, Values

VALUES = (
    "grade", "is_final", "passed", "attendance", "participation", "activities", "note",
)  # fmt: skip


def read(result: Result) -> Values:
    """What is recorded, as values."""
    return Values(
        grade=result.grade,
        is_final=result.is_final,
        passed=result.passed,
        attendance=result.attendance,
        participation=result.participation,
        activities=tuple(
            Activity(one["name"], dt.datetime.fromisoformat(one["at"]))
            for one in result.activities
        ),
        note=result.note,
    )


def as_json(values: Values) -> dict[str, Any]:
    """What the history keeps of values: those that are known."""
    return {
        name: str(value) if isinstance(value, Decimal) else value
        for name, value in columns(values).items()
        if not _is_unknown(name, value)
    }


def columns(values: Values) -> dict[str, Any]:
    """The values as they are stored."""
    found = {name: getattr(values, name) for name in VALUES}
    found["activities"] = [
        {"name": one.name, "at": one.at.isoformat()} for one in values.activities
    ]
    return found


def _is_unknown(name: str, value: object) -> bool:
    if isinstance(value, bool):
        return name == "is_final" and not value
    return value is None or value in ("", [])
