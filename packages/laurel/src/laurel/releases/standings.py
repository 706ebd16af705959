"""What is known of learners in a programme, put together for all of them at once."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from laurel.classes import selectors as classes
from laurel.foundation import clock
from laurel.issuers import selectors as issuers
from laurel.programs import selectors as programs
from laurel.releases.models import Clearance
from laurel.releases.types import Clearing, Standing

if TYPE_CHECKING:
    from laurel.classes.models import Learner
    from laurel.classes.types import Progress
    from laurel.programs.models import Program

LAST_MOMENT = dt.timedelta(microseconds=1)  # so that it is of the class's last day
AT_ONCE = 500  # so that no query has more parameters than databases take


def of_learners(
    program: "Program", learners: Sequence["Learner"]
) -> dict[int, Standing]:
    """Learner → their standing in the programme; also of those who take part in no class."""
    ids = [learner.pk for learner in learners]
    known = classes.progress(program, ids)
    said = _said(program, ids)
    elsewhere = home(program)
    now = clock.now()
    return {
        learner.pk: _standing(
            known[learner.pk],
            said.get(learner.pk, {}),
            learner.time_zone,
            elsewhere,
            now,
        )
        for learner in learners
    }


def of_nobody(program: "Program") -> Standing:
    """The standing of somebody whom the programme does not know."""
    names = tuple(course.name for course in programs.courses(program))
    return Standing(zone=home(program), ungraded=names)


def home(program: "Program") -> ZoneInfo:
    """Where the organization is: its first issuer's time zone."""
    first = issuers.of_organization(program.organization).first()
    return issuers.zone(first) if first else ZoneInfo("UTC")


def _standing(
    progress: "Progress",
    said: Mapping[str, dt.datetime],
    time_zone: str,
    elsewhere: ZoneInfo,
    now: dt.datetime,
) -> Standing:
    zone = time_zone or progress.time_zone
    return Standing(
        zone=ZoneInfo(zone) if zone else elsewhere,
        ungraded=progress.ungraded,
        failed=progress.failed,
        completed_at=_completed_at(progress, now),
        confirmed_at=said.get(Clearing.CONFIRMED.value),
        approved_at=said.get(Clearing.APPROVED.value),
    )


def _completed_at(progress: "Progress", now: dt.datetime) -> dt.datetime | None:
    """When the learner was through: the last class over, or every course passed before that.

    A grade that comes later does not move the day. Who failed a course has not completed it.
    """
    if progress.failed:
        return None
    moments = [progress.passed_at] if progress.passed_at else []
    if progress.over_at is not None and progress.over_at <= now:
        moments.append(progress.over_at - LAST_MOMENT)
    return min(moments, default=None)


def _said(
    program: "Program", ids: Collection[int]
) -> dict[int, dict[str, dt.datetime]]:
    found: dict[int, dict[str, dt.datetime]] = {}
    listed = list(ids)
    for start in range(0, len(listed), AT_ONCE):
        rows = Clearance.objects.filter(
            program=program, learner_id__in=listed[start : start + AT_ONCE]
        )
        for learner_id, kind, at in rows.values_list("learner_id", "kind", "at"):
            found.setdefault(learner_id, {})[kind] = at
    return found
