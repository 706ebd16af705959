"""The mails of the help desk; named in `config/reactions.py`. Every one may be repeated."""

from typing import TYPE_CHECKING

from laurel.desk import mailing, selectors
from laurel.desk.models import Ticket
from laurel.desk.services import DAY
from laurel.desk.types import Outcome, State
from laurel.foundation.events import Recorded
from laurel.issuers import selectors as issuers
from laurel.notifications import services as notifications
from laurel.notifications.types import Kind

if TYPE_CHECKING:
    import datetime as dt

    from laurel.desk.models import TicketMessage
    from laurel.notifications.types import Chosen, Letter

MOST_RECEIPTS = 5  # a day to one address: our forms must not fill a stranger's mailbox
MOST_NOTICED = (
    50  # open tickets, beyond which the desk itself tells that there are many
)


def send_receipt(event: Recorded) -> None:
    """ticket.opened: tell the asker that it arrived, and where it is; and tell the desk."""
    ticket = _ticket(event)
    if _receipts(ticket, event.at) <= MOST_RECEIPTS:
        _tell(ticket, Kind.RECEIVED, key="received")
    _notify(ticket, "opened")


def send_confirmation(event: Recorded) -> None:
    """ticket.name_asked: ask the holder whether it was them, unless it was forgotten."""
    found = Ticket.objects.filter(public_id=event.payload["ticket_public_id"]).exists()
    if not found:
        return
    ticket = _ticket(event)
    if ticket.state == State.UNCONFIRMED:
        _tell(ticket, Kind.CONFIRM, key="confirm")


def send_notice(event: Recorded) -> None:
    """ticket.confirmed, ticket.written: tell those who answer."""
    _notify(_ticket(event), str(event.payload.get("message", "confirmed")))


def send_answer(event: Recorded) -> None:
    """ticket.answered: what the staff wrote, to the asker."""
    ticket = _ticket(event)
    number: int = event.payload["message"]
    message = ticket.messages.get(number=number)
    _tell(ticket, Kind.ANSWERED, message, key=f"answered:{number}")


def send_closed(event: Recorded) -> None:
    """ticket.closed: what it came to.

    Where the badge itself changed, its holder is told so anyway; without a last word there is
    nothing to add to that.
    """
    ticket = _ticket(event)
    number: int = event.payload["message"]
    outcome = Outcome(event.payload["outcome"])
    if not number and selectors.is_from_recipient(ticket):
        return
    message = ticket.messages.get(number=number) if number else None
    _tell(ticket, mailing.OUTCOMES[outcome], message, key=f"closed:{event.id}")


def _ticket(event: Recorded) -> Ticket:
    return selectors.by_public_id(event.payload["ticket_public_id"])


def _receipts(ticket: Ticket, at: "dt.datetime") -> int:
    """How many tickets of this address there were within a day, this one included."""
    return Ticket.objects.filter(
        email_key=ticket.email_key, created_at__gt=at - DAY, created_at__lte=at
    ).count()


def _notify(ticket: Ticket, key: str) -> None:
    if selectors.waiting_for_staff(ticket.organization) > MOST_NOTICED:
        return
    contact = mailing.contact_of(ticket)
    letter, chosen = mailing.notice(ticket)
    _send(ticket, letter, chosen, to=contact.email, key=f"desk:{key}", about="")


def _tell(
    ticket: Ticket,
    kind: Kind,
    message: "TicketMessage | None" = None,
    *,
    key: str,
) -> None:
    """Write to the asker."""
    _send(
        ticket,
        mailing.letter(ticket, message),
        mailing.chosen(ticket, kind),
        to=ticket.email,
        key=key,
        about=selectors.about_mails(ticket),
    )


def _send(
    ticket: Ticket,
    letter: "Letter",
    chosen: "Chosen",
    *,
    to: str,
    key: str,
    about: str,
) -> None:
    issuer = ticket.issuer
    notifications.send_letter(
        letter=letter,
        chosen=chosen,
        to=to,
        key=f"ticket:{ticket.public_id}:{key}",
        about=about,
        logo_png=issuers.logo(issuer) if issuer.logo else None,
    )
