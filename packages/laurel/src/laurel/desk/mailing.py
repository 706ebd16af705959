"""The letters of the help desk: whose name, which facts. The words are the issuer's."""

from dataclasses import replace
from typing import TYPE_CHECKING

from django.conf import settings

from laurel.desk import selectors
from laurel.desk.types import Kind, Outcome
from laurel.issuers import selectors as issuers
from laurel.notifications import selectors as notifications
from laurel.notifications.types import Chosen, Letter, Wording
from laurel.notifications.types import Kind as MailKind
from laurel.programs import selectors as programs

if TYPE_CHECKING:
    from laurel.desk.models import Ticket, TicketMessage
    from laurel.programs.types import Contact

OUTCOMES = {
    Outcome.ANSWERED: MailKind.SETTLED,
    Outcome.REINSTATED: MailKind.REVIEW_GRANTED,
    Outcome.CORRECTED: MailKind.NAME_CHANGED,
    Outcome.REFUSED: MailKind.REVIEW_REFUSED,
    Outcome.DISOWNED: MailKind.SETTLED,  # they said so themselves; no letter is written
}
WAITING = {
    Kind.ACCESS: "somebody cannot get their badge",
    Kind.NAME: "the holder of a badge asks for another name",
    Kind.REVIEW: "somebody asks for a review",
    Kind.OTHER: "somebody has a question",
}


def letter(ticket: "Ticket", message: "TicketMessage | None" = None) -> Letter:
    """A letter to the asker, with what the staff wrote if it did.

    It repeats nothing that was typed: a stranger may have typed it.
    """
    issuer = ticket.issuer
    tokens = issuers.brand_tokens(issuer)
    return Letter(
        issuer_name=issuer.name,
        issuer_url=issuer.url,
        contact_email=contact_of(ticket).email,
        brand_colour=tokens["--brand"],
        brand_ink=tokens["--brand-ink"],
        badge_name=ticket.award.version.name if ticket.award else "",
        said=message.text if message else "",
        button_url=selectors.address(ticket),
        help_url=issuers.help_address(issuer),
        base_url=settings.LAUREL.base_url,
    )


def chosen(ticket: "Ticket", kind: MailKind) -> Chosen:
    """The words for the asker: in the language of the badge's mails, else in the issuer's."""
    issuer = ticket.issuer
    return notifications.chosen(
        issuer_public_id=issuer.public_id,
        kind=kind,
        wanted=[ticket.award.language if ticket.award else "", issuer.language],
    )


def notice(ticket: "Ticket") -> tuple[Letter, Chosen]:
    """For those who answer: something is waiting."""
    what = WAITING[Kind(ticket.kind)]
    about = "It is about “{badge_name}”.\n\n" if ticket.award else ""
    wording = Wording(
        subject=f"Help desk: {what}",
        heading=f"{what[0].upper()}{what[1:]}",
        text=f"{about}It is waiting at the help desk.",
        see="Open the help desk",
        help="",
        why="Sent to the address that answers for {issuer_name}.",
    )
    slug = ticket.organization.slug
    desk = f"{settings.LAUREL.base_url}/console/{slug}/help-desk/{ticket.public_id}"
    return (
        replace(letter(ticket), contact_email="", button_url=desk),
        Chosen(wording=wording, language="en", is_own=False),
    )


def contact_of(ticket: "Ticket") -> "Contact":
    """Who answers: the people of the badge's programme, else the issuer's."""
    if ticket.award is not None:
        return programs.contact_of(ticket.award.achievement)
    return programs.contact_of_issuer(ticket.issuer)
