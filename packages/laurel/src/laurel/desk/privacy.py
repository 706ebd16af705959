"""What people asked for at the help desk."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet

from laurel.desk.models import Ticket, TicketMessage
from laurel.foundation import mail
from laurel.foundation.people import ERASED, Kept, Person, acted, within


def export(person: Person) -> Sequence[Kept]:
    """Their tickets, with every message."""
    theirs = _theirs(person).select_related("issuer").prefetch_related("messages")
    return (Kept("tickets", rows=tuple(map(_ticket, theirs.order_by("pk")))),)


def erase(person: Person) -> int:
    """Forget their tickets, and the mails that went about them, the staff's too."""
    ids = list(_theirs(person).values_list("public_id", flat=True))
    changed = sum(mail.forget_those_of(f"ticket:{one}:") for one in ids)
    changed += Ticket.objects.filter(public_id__in=ids).delete()[0]
    written = TicketMessage.objects.filter(acted(person, "by", "ticket__organization"))
    return changed + written.update(by=ERASED)


def names(person: Person) -> set[str]:
    """What the person is called, was called or wants to be called in the tickets."""
    columns = ("name", "name_before", "name_wanted")
    rows = _theirs(person).values_list(*columns)
    return {name for row in rows for name in row if name}


def _theirs(person: Person) -> QuerySet[Ticket]:
    theirs = Q(email_key__in=person.keys) | Q(award__public_id__in=person.award_ids)
    return Ticket.objects.filter(theirs, within(person))


def _ticket(ticket: Ticket) -> dict[str, Any]:
    return {
        "id": ticket.public_id,
        "issuer": ticket.issuer.name,
        "kind": ticket.kind,
        "state": ticket.state,
        "name": ticket.name,
        "email": ticket.email,
        "name_wanted": ticket.name_wanted,
        "created_at": ticket.created_at.isoformat(),
        "messages": [
            {"side": said.side, "text": said.text, "at": said.at.isoformat()}
            for said in ticket.messages.order_by("number")
        ],
    }
