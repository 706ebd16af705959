"""Between a Definition and the columns that keep it."""

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from laurel.achievements import rules
from laurel.achievements.errors import Refused
from laurel.achievements.models import AchievementVersion
from laurel.achievements.types import (
    Criterion,
    Definition,
    DuplicatePolicy,
    Edition,
    Level,
    Related,
    Result,
    Skill,
    Validity,
)

FIELDS: Final = tuple(field.name for field in dataclasses.fields(Definition))
OF_ACHIEVEMENT: Final = ("earn_url", "duplicate_policy")  # whatever the version


def columns(given: Definition, *, complete: bool) -> dict[str, Any]:
    """The columns of a version, after every rule was kept; `complete`: it may be awarded.

    Raises:
        Refused: a fact breaks a rule; `field` names it.
    """
    found = {
        "name": rules.name(given.name),
        "description": rules.prose(
            given.description,
            "The sentence",
            field="description",
            longest=rules.MAX_DESCRIPTION,
        ),
        "criteria": rules.prose(
            given.criteria,
            "The criteria",
            field="criteria",
            longest=rules.MAX_CRITERIA,
        ),
        "criteria_lines": rules.criteria_lines(given.criteria_lines),
        "skills": rules.skills(given.skills),
        "validity": rules.validity(given.validity),
        "achievement_type": rules.achievement_type(given.achievement_type),
        "credits": rules.credits_(given.credits),
        "tags": rules.tags(given.tags),
        "language": rules.language(given.language),
        "results": rules.results(given.results),
        "related": rules.related(given.related),
        "editions": rules.editions(given.editions, besides=given.language),
    }
    if complete and not (found["criteria"] or found["criteria_lines"]):
        raise Refused(
            "Write at least one criterion: readers of the badge rely on it.",
            field="criteria",
        )
    return found


def of_achievement(given: Definition) -> dict[str, Any]:
    """The columns that belong to the achievement itself.

    Raises:
        Refused: the address is none.
    """
    url = given.earn_url.strip()
    if url:
        url = rules.web_address(url, "The page where it is earned", field="earn_url")
    return {"earn_url": url, "duplicate_policy": given.duplicate_policy.value}


def read(version: AchievementVersion) -> Definition:
    """What a version says."""
    return Definition(
        name=version.name,
        description=version.description,
        criteria=version.criteria,
        criteria_lines=tuple(Criterion(**each) for each in version.criteria_lines),
        skills=tuple(Skill(**each) for each in version.skills),
        validity=Validity.from_json(version.validity),
        achievement_type=version.achievement_type,
        credits=version.credits,
        tags=tuple(version.tags),
        language=version.language,
        results=tuple(_result(each) for each in version.results),
        related=tuple(Related(**each) for each in version.related),
        editions=tuple(Edition(**each) for each in version.editions),
        earn_url=version.achievement.earn_url,
        duplicate_policy=DuplicatePolicy(version.achievement.duplicate_policy),
    )


def fingerprint(given: Definition, fields: Iterable[str]) -> str:
    """Short, and another one as soon as one of these fields says something else."""
    said = [[field, getattr(given, field)] for field in fields]
    text = json.dumps(said, default=_plain, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.asdict(value)
    # A Decimal that came back from the database may have other zeros at its end.
    return f"{value:.2f}" if type(value).__name__ == "Decimal" else str(value)


def _result(stored: Mapping[str, Any]) -> Result:
    levels = tuple(Level(**each) for each in stored["levels"])
    return Result(**{**stored, "values": tuple(stored["values"]), "levels": levels})
