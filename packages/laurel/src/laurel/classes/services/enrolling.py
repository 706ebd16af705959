"""Who takes part in a class."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from laurel.classes import rules, selectors
from laurel.classes.errors import Refused
from laurel.classes.events import EVENT_LEARNERS, LearnerEnrolled, LearnerLeft
from laurel.classes.locking import about, locked
from laurel.classes.models import Class, Enrolment, Learner
from laurel.classes.types import Person
from laurel.foundation import clock, events

if TYPE_CHECKING:
    from laurel.foundation.actors import Actor

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What became of a list of people."""

    added: int  # take part from now on
    same: int  # took part already


@transaction.atomic
def enrol(*, found: Class, people: Sequence[Person], actor: "Actor") -> Enrolled:
    """Let people take part in a class; a list may be brought again. Later names replace earlier.

    Raises:
        Refused: an address or a name breaks a rule, or the class would be too large; nobody of
            the list was enrolled.
    """
    row = locked(found)
    wanted = _checked(people)
    organization_id = row.program.organization_id
    now = clock.now()
    known = selectors.learners_of_keys(organization_id, list(wanted))
    Learner.objects.bulk_create(
        (
            Learner(
                organization_id=organization_id,
                name=person.name,
                email=person.email,
                key=key,
                time_zone=person.time_zone,
                created_at=now,
            )
            for key, person in wanted.items()
            if key not in known
        ),
        batch_size=AT_ONCE,
        ignore_conflicts=True,  # another class may bring them at the same moment
    )
    _rename(known, wanted)
    learners = selectors.learners_of_keys(organization_id, list(wanted))
    return _enrol(row, list(learners.values()), now, actor)


@transaction.atomic
def enrol_again(*, found: Class, earlier: Class, actor: "Actor") -> Enrolled:
    """Let everybody of an earlier class of the organization take part.

    Raises:
        Refused: the class would be too large, or it is the same class.
    """
    row = locked(found)
    if earlier.program.organization_id != row.program.organization_id:
        raise Refused("This class is not here any more. Choose again.", field="earlier")
    learners = [one.learner for one in selectors.enrolments(earlier)]
    return _enrol(row, learners, clock.now(), actor)


@transaction.atomic
def leave(*, found: Class, learner: Learner, actor: "Actor") -> None:
    """Let a learner take part no more; results stay. Without one who does, nothing changes."""
    row = locked(found)
    gone = row.enrolments.filter(learner=learner, left_at=None)
    if gone.update(left_at=clock.now()):
        events.publish(
            LearnerLeft(**about(row, actor), learner_public_id=learner.public_id)
        )


def _checked(people: Sequence[Person]) -> dict[str, Person]:
    wanted: dict[str, Person] = {}
    for person in people:
        email = rules.email(person.email)
        zone = person.time_zone.strip()
        wanted[rules.normalised(email)] = Person(
            name=rules.line(person.name, "name", needed=f"{email} needs a name."),
            email=email,
            time_zone=rules.time_zone(zone).key if zone else "",
        )
    return wanted


def _rename(known: dict[str, Learner], wanted: dict[str, Person]) -> None:
    changed = []
    for key, learner in known.items():
        person = wanted[key]
        zone = person.time_zone or learner.time_zone
        if (person.name, zone) != (learner.name, learner.time_zone):
            learner.name, learner.time_zone = person.name, zone
            changed.append(learner)
    Learner.objects.bulk_update(changed, ["name", "time_zone"], batch_size=AT_ONCE)


def _enrol(
    row: Class, learners: Sequence[Learner], now: dt.datetime, actor: "Actor"
) -> Enrolled:
    there = {one.learner_id: one for one in row.enrolments.all()}
    present = {pk for pk, one in there.items() if one.left_at is None}
    new = [learner for learner in learners if learner.pk not in present]
    if len(present) + len(new) > rules.MAX_LEARNERS:
        raise Refused(
            f"This class would have {len(present) + len(new):,} learners; "
            f"{rules.MAX_LEARNERS:,} fit. Make two classes of it.",
            field="people",
        )
    back = [there[learner.pk].pk for learner in new if learner.pk in there]
    for start in range(0, len(back), AT_ONCE):
        some = back[start : start + AT_ONCE]
        Enrolment.objects.filter(pk__in=some).update(left_at=None, enrolled_at=now)
    Enrolment.objects.bulk_create(
        (
            Enrolment(run=row, learner=learner, enrolled_at=now)
            for learner in new
            if learner.pk not in there
        ),
        batch_size=AT_ONCE,
    )
    ids = [learner.public_id for learner in new]
    for start in range(0, len(ids), EVENT_LEARNERS):
        some_ids = tuple(ids[start : start + EVENT_LEARNERS])
        events.publish(
            LearnerEnrolled(**about(row, actor), learner_public_ids=some_ids)
        )
    return Enrolled(added=len(new), same=len(learners) - len(new))
