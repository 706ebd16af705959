"""Tickets in the console's words."""

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from laurel.desk import selectors as desk
from laurel.desk.types import Kind, Outcome, Side, State
from laurel.foundation import mail
from laurel.sites.console import rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from laurel.desk.models import Ticket
    from laurel.organizations.models import Organization

KINDS = {
    Kind.ACCESS: "Cannot get the badge",
    Kind.NAME: "Another name",
    Kind.REVIEW: "Review",
    Kind.OTHER: "Something else",
}
STATES = {
    State.OPEN: "To answer",
    State.WAITING: "Waiting for them",
    State.CLOSED: "Closed",
}
_PILLS = {
    State.UNCONFIRMED: ("neutral", "Not confirmed"),
    State.OPEN: ("expiring", "To answer"),
    State.WAITING: ("neutral", "Waiting"),
    State.CLOSED: ("valid", "Closed"),
}
OUTCOMES = {
    Outcome.ANSWERED: "Answered",
    Outcome.REINSTATED: "The badge was reinstated",
    Outcome.CORRECTED: "The name was changed",
    Outcome.REFUSED: "The badge stays as it is",
    Outcome.DISOWNED: "The holder did not ask for it",
}


def row(organization: "Organization", ticket: "Ticket") -> dict[str, Any]:
    """A ticket as a list shows it."""
    status, word = _PILLS[State(ticket.state)]
    return {
        "href": reverse("console:ticket", args=[organization.slug, ticket.public_id]),
        "title": KINDS[Kind(ticket.kind)],
        "who": ticket.name or ticket.email,
        "badge_name": ticket.award.version.name if ticket.award else "",
        "recipient_name": ticket.award.recipient_name if ticket.award else "",
        "issuer_name": ticket.issuer.name,
        "changed_at": ticket.changed_at,
        "status": status,
        "status_word": word,
        "outcome": OUTCOMES[Outcome(ticket.outcome)] if ticket.outcome else "",
    }


def rows_of(
    organization: "Organization", found: "Iterable[Ticket]"
) -> list[dict[str, Any]]:
    """The rows of a list of tickets."""
    return [row(organization, ticket) for ticket in found]


def shown(organization: "Organization", ticket: "Ticket") -> dict[str, Any]:
    """A ticket as its page shows it."""
    sent = mail.about(desk.about_mails(ticket))
    return {
        **row(organization, ticket),
        "id": ticket.public_id,
        "name": ticket.name,
        "email": ticket.email,
        "is_from_recipient": desk.is_from_recipient(ticket),
        "is_proven": ticket.proven_at is not None,
        "name_before": ticket.name_before,
        "name_wanted": ticket.name_wanted,
        "asks_for_name": ticket.kind == Kind.NAME,
        "asks_for_review": ticket.kind == Kind.REVIEW,
        "is_closed": ticket.state == State.CLOSED,
        "created_at": ticket.created_at,
        "messages": [
            {
                "is_staff": message.side == Side.STAFF,
                "by": message.by,
                "through_link": message.through_link,
                "text": message.text,
                "at": message.at,
            }
            for message in desk.messages(ticket)
        ],
        "deliveries": [rows.delivery_of(each) for each in sent],
    }
