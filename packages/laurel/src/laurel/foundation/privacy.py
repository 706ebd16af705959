"""What stands about people under everything: mails, what they did, why jobs failed."""

import uuid
from collections.abc import Sequence

from django.db.models import Q, QuerySet

from laurel.foundation.models import EventRecord, Job, OutgoingMail
from laurel.foundation.people import ERASED, Kept, Person, addressed, without


def export(person: Person) -> Sequence[Kept]:
    """The mails that were sent to them, and what they did when they were signed in."""
    mails = tuple(
        {
            "to": row.recipient_address,
            "from": row.sender_name,
            "subject": row.subject,
            "text": row.text,
            "state": row.state,
            "created_at": row.created_at.isoformat(),
        }
        for row in _mails(person).order_by("pk")
    )
    acts = tuple({"event": row.name, "at": row.at.isoformat()} for row in _acts(person))
    return Kept("mails", rows=mails), Kept("what-you-did", rows=acts)


def erase(person: Person) -> int:
    """Forget their mails, sign them off in the history, and blot them out where jobs failed."""
    changed, _ = _mails(person).delete()
    # The history is bound by a chain of hashes from which the name is left out.
    changed += _acts(person).exclude(actor_label="").update(actor_label=ERASED)
    for job in Job.objects.exclude(last_error="").iterator():
        blotted = without(job.last_error, person.words)
        if blotted != job.last_error:
            changed += Job.objects.filter(pk=job.pk).update(last_error=blotted)
    return changed + _sign_off_jobs(person)


def labels(account_id: uuid.UUID | None) -> tuple[set[str], set[uuid.UUID]]:
    """What somebody was called when they acted, and in which organizations they did."""
    if account_id is None:
        return set(), set()
    acts = EventRecord.objects.filter(actor_id=account_id).order_by()
    rows = acts.values_list("actor_label", "organization_id").distinct()
    return {label for label, _ in rows if label}, {where for _, where in rows if where}


def _mails(person: Person) -> QuerySet[OutgoingMail]:
    about = [f"award:{one}" for one in sorted(person.award_ids)]
    theirs = Q(about__in=about)
    if (
        person.organization_id is None
    ):  # else the address may be another's business, too
        theirs |= addressed("recipient_address", person)
    return OutgoingMail.objects.filter(theirs)


def _acts(person: Person) -> QuerySet[EventRecord]:
    if person.account_id is None:
        return EventRecord.objects.none()
    return EventRecord.objects.filter(actor_id=person.account_id).order_by("id")


def _sign_off_jobs(person: Person) -> int:
    changed = 0
    if not person.labels:
        return changed
    for job in Job.objects.filter(arguments__actor_label__in=sorted(person.labels)):
        if job.arguments.get("actor_id") == str(person.account_id):
            job.arguments["actor_label"] = ERASED
            job.save(update_fields=["arguments"])
            changed += 1
    return changed
