"""What was said of people in programmes, and that they were told of a badge to come."""

from collections.abc import Sequence

from django.db.models import QuerySet

from laurel.foundation import mail
from laurel.foundation.people import ERASED, Kept, Person, acted, within, without
from laurel.releases.mailing import about
from laurel.releases.models import Clearance, ConfirmationList, Expectation


def export(person: Person) -> Sequence[Kept]:
    """What was confirmed and approved of them, and which badges they wait for."""
    said = tuple(
        {
            "program": row.program.name,
            "what": row.kind,
            "at": row.at.isoformat(),
        }
        for row in _said(person).select_related("program").order_by("pk")
    )
    waiting = tuple(
        {
            "program": row.program.name,
            "completed_at": row.completed_at.isoformat() if row.completed_at else None,
            "due_at": row.due_at.isoformat() if row.due_at else None,
        }
        for row in _waiting(person).select_related("program").order_by("pk")
    )
    return (Kept("confirmations", rows=said), Kept("expected-badges", rows=waiting))


def erase(person: Person) -> int:
    """Take them out of what was said and of the lists, with the mails that they got."""
    said, waiting = _said(person), _waiting(person)
    pairs = ("program__public_id", "learner__public_id")
    told = list(waiting.values_list(*pairs))
    changed = sum(mail.forget_those_of(about(*pair)) for pair in told)
    ids = {learner for _, learner in [*told, *said.values_list(*pairs)]}
    changed += _strike_out(person, ids)
    changed += said.delete()[0] + waiting.delete()[0]
    for model, column in ((Clearance, "by"), (ConfirmationList, "brought_by")):
        theirs = model.objects.filter(acted(person, column, "program__organization"))
        changed += theirs.update(**{column: ERASED})
    return changed


def _said(person: Person) -> QuerySet[Clearance]:
    return Clearance.objects.filter(
        within(person, "program__organization"), learner__key__in=person.keys
    )


def _waiting(person: Person) -> QuerySet[Expectation]:
    return Expectation.objects.filter(
        within(person, "program__organization"), learner__key__in=person.keys
    )


def _strike_out(person: Person, ids: set[str]) -> int:
    """Their lines in lists that still wait, and what lists say of them."""
    changed = 0
    for row in ConfirmationList.objects.filter(within(person, "program__organization")):
        rows = [line for line in row.rows if line[1] not in ids]
        faults = without(row.faults, person.words)
        if (rows, faults) != (row.rows, row.faults):
            row.rows, row.faults = rows, faults
            row.save(update_fields=["rows", "faults"])
            changed += 1
    return changed
