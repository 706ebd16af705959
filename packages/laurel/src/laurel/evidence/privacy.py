"""What people handed in, and what they found of what others did."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet

from laurel.evidence import keeping, selectors
from laurel.evidence.models import (
    Assignment,
    Attachment,
    Extension,
    Review,
    Reviewer,
    Submission,
)
from laurel.foundation import mail
from laurel.foundation.errors import NotFound
from laurel.foundation.people import ERASED, Kept, Person, acted, addressed, within

_TASK = "task__organization"


def export(person: Person) -> Sequence[Kept]:
    """What they were asked for and handed in, with the files; and where they review."""
    theirs = list(_theirs(person))
    files = {
        _file(each): keeping.read(each.digest)
        for one in theirs
        for work in one.submissions.all()
        for each in selectors.attachments(work)
        if each.digest and _is_there(each)
    }
    reviewing = _reviewing(person).select_related("task")
    found = (
        Kept("evidence", rows=tuple(map(_assignment, theirs)), files=files),
        Kept(
            "reviewing",
            rows=tuple(
                {
                    "task": row.task.title,
                    "name": row.name,
                    "email": row.email,
                    "until": row.expires_at.isoformat(),
                }
                for row in reviewing.order_by("pk")
            ),
        ),
    )
    return tuple(each for each in found if each.rows)


def erase(person: Person) -> int:
    """Delete what they handed in, with its files and mails; sign them off elsewhere."""
    theirs = list(_theirs(person))
    ids = [each.pk for each in theirs]
    changed = sum(mail.forget_those_of(selectors.about_mails(one)) for one in theirs)
    gone = Attachment.objects.filter(submission__assignment_id__in=ids)
    digests = [each for pair in gone.values_list("digest", "preview") for each in pair]
    changed += Assignment.objects.filter(pk__in=ids).delete()[0]
    keeping.forget(digests)
    outside = list(_reviewing(person))
    changed += sum(
        mail.forget_those_of(f"evidence:reviewer:{one.public_id}") for one in outside
    )
    if outside:
        reviews = Review.objects.filter(reviewer__in=outside)
        changed += reviews.update(by=ERASED)
        changed += Reviewer.objects.filter(pk__in=[one.pk for one in outside]).update(
            name=ERASED, email=""
        )
    return changed + _sign_off(person)


def names(person: Person) -> set[str]:
    """What they are called where they hand in or review."""
    found = {row.name for row in _theirs(person)}
    return (found | {row.name for row in _reviewing(person)}) - {""}


def _theirs(person: Person) -> QuerySet[Assignment]:
    return (
        Assignment.objects.filter(Q(key__in=person.keys), within(person, _TASK))
        .select_related("task")
        .prefetch_related("submissions__attachments", "submissions__reviews")
        .order_by("pk")
    )


def _reviewing(person: Person) -> QuerySet[Reviewer]:
    return Reviewer.objects.filter(addressed("email", person), within(person, _TASK))


def _sign_off(person: Person) -> int:
    """The person's own name, where they acted for an organization."""
    changed = Review.objects.filter(
        acted(person, "by", "submission__assignment__task__organization")
    ).update(by=ERASED)
    changed += Extension.objects.filter(
        acted(person, "by", "assignment__task__organization")
    ).update(by=ERASED)
    return changed + Reviewer.objects.filter(
        acted(person, "invited_by", "task__organization")
    ).update(invited_by=ERASED)


def _is_there(each: Attachment) -> bool:
    try:
        keeping.read(each.digest)
    except NotFound:
        return False
    return True


def _file(each: Attachment) -> str:
    return f"evidence/{each.public_id}-{each.name}"


def _assignment(row: Assignment) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "task": row.task.title,
        "name": row.name,
        "email": row.email,
        "last_day": row.last_day and row.last_day.isoformat(),
        "time_zone": row.time_zone,
        "submissions": [
            _submission(work)
            for work in sorted(row.submissions.all(), key=lambda each: each.number)
        ],
    }


def _submission(work: Submission) -> dict[str, Any]:
    asked = {q["id"]: q["text"] for q in work.asked["questions"]}
    return {
        "number": work.number,
        "state": work.state,
        "sent_at": work.sent_at and work.sent_at.isoformat(),
        "answers": {asked.get(key, key): text for key, text in work.answers.items()},
        "attachments": [
            {"name": each.name, "url": each.url, "file": _file(each)}
            for each in selectors.attachments(work)
        ],
        "reviews": [
            {
                "verdict": each.verdict,
                "comment": each.comment,
                "at": each.at.isoformat(),
            }
            for each in work.reviews.all()
        ],
    }
