"""Putting the spelling of an awarded version right."""

from django.db import transaction

from laurel.achievements import definitions, freezing, spelling
from laurel.achievements.events import AchievementSpellingCorrected
from laurel.achievements.locking import locked, next_number
from laurel.achievements.models import Achievement, AchievementVersion
from laurel.achievements.types import Definition
from laurel.foundation import clock, events
from laurel.foundation.actors import Actor

WORDS = ("name", "description", "criteria", "criteria_lines", "editions")


@transaction.atomic
def correct_spelling(
    *, achievement: Achievement, definition: Definition, actor: Actor
) -> AchievementVersion:
    """Correct misspelt words of the current version, in place: `spelling` says how far that goes.

    Pages and new credentials say the corrected words; what was signed stays as it was signed. The
    history has every word before and after. Nothing to correct changes nothing.

    While a class runs with it, the corrected words are a new version: the class keeps its own, and
    the next class gets the new one.

    Raises:
        NotSpelling: it would say something else.
        Refused: a corrected text breaks a rule; `field` names it.
        Archived: it is not awarded any more.
    """
    row = locked(achievement)
    version = row.current
    since = freezing.frozen(row)
    changed = spelling.changes(definitions.read(version), definition)
    if not changed:
        return version
    facts = definitions.columns(definition, complete=True)
    written: tuple[str, ...] | None = (*WORDS, "spelling_corrected_at")
    if since is not None and version.created_at < since.since:
        written = None  # all of it: it is a new one
        version = _copy(version, next_number(row))
    for field in WORDS:
        setattr(version, field, facts[field])
    version.spelling_corrected_at = clock.now()
    version.save(update_fields=written)
    events.publish(
        AchievementSpellingCorrected(
            actor=actor,
            organization_id=row.issuer.organization_id,
            achievement_public_id=row.public_id,
            version=version.number,
            changes=changed,
        )
    )
    return version


def _copy(version: AchievementVersion, number: int) -> AchievementVersion:
    """The same as a later version, not yet stored."""
    facts = {
        field.attname: getattr(version, field.attname)
        for field in AchievementVersion._meta.concrete_fields  # noqa: SLF001 - documented
        if not field.primary_key
    }
    facts |= {"number": number, "locked_at": None, "created_at": clock.now()}
    return AchievementVersion(**facts)
