"""The letters of the help desk: whose name, which words."""

from dataclasses import replace
from typing import TYPE_CHECKING

from django.conf import settings

from laurel.desk import selectors
from laurel.desk.types import Kind, Outcome
from laurel.issuers import selectors as issuers
from laurel.notifications.types import Letter
from laurel.programs import selectors as programs

if TYPE_CHECKING:
    from laurel.desk.models import Ticket, TicketMessage
    from laurel.programs.types import Contact

LATER = "To answer or to add something, open the page of your question."
OUTCOMES = {
    Outcome.ANSWERED: "{issuer} has settled your question",
    Outcome.REINSTATED: "{issuer} has reviewed it: your badge is valid again",
    Outcome.CORRECTED: "Your badge says the other name now",
    Outcome.REFUSED: "{issuer} has looked at it: your badge stays as it is",
    Outcome.DISOWNED: "",  # they said so themselves; no letter is written
}


def received(ticket: "Ticket") -> Letter:
    """“We have your question”. It repeats nothing: the address is not proven yet."""
    return replace(
        _letter(ticket),
        subject=f"{ticket.issuer.name} has your question",
        heading=f"{ticket.issuer.name} has your question",
        paragraphs=(
            "A person reads it and answers to this address.",
            "To see it or to add something, open its page. Keep its link to yourself.",
        ),
    )


def confirm(ticket: "Ticket") -> Letter:
    """“Was it you?” It repeats nothing: a stranger may have typed it."""
    return replace(
        _letter(ticket),
        subject=f"Another name on {_badge(ticket)}?",
        heading=f"Did you ask for another name on {_badge(ticket)}?",
        paragraphs=(
            "Somebody did, on the page of your badge.",
            "If it was you, confirm it within seven days. Then a person looks at it.",
            "If it was not you, do nothing: nothing changes.",
        ),
        button="See it and confirm",
    )


def answered(ticket: "Ticket", message: "TicketMessage") -> Letter:
    """What the staff wrote."""
    return replace(
        _letter(ticket),
        subject=f"{ticket.issuer.name} has answered you",
        heading=f"{ticket.issuer.name} has answered you",
        said=message.text,
        paragraphs=(LATER,),
    )


def closed(
    ticket: "Ticket", outcome: Outcome, message: "TicketMessage | None"
) -> Letter:
    """What it came to, with the last word."""
    line = OUTCOMES[outcome].format(issuer=ticket.issuer.name)
    more = (
        ("Its address is the same as before. Please take the new file there.",)
        if outcome in (Outcome.REINSTATED, Outcome.CORRECTED)
        else ()
    )
    return replace(
        _letter(ticket),
        subject=line,
        heading=line,
        said=message.text if message else "",
        paragraphs=(*more, "Is there something else? Write on the same page."),
    )


def notice(ticket: "Ticket") -> Letter:
    """For those who answer: something is waiting."""
    what = {
        Kind.ACCESS: "Somebody cannot get their badge",
        Kind.NAME: "The holder of a badge asks for another name",
        Kind.REVIEW: "Somebody asks for a review",
        Kind.OTHER: "Somebody has a question",
    }[Kind(ticket.kind)]
    about = f"It is about {_badge(ticket)}." if ticket.award else ""
    slug = ticket.organization.slug
    return replace(
        _letter(ticket),
        subject=f"Help desk: {what[0].lower()}{what[1:]}",
        heading=what,
        paragraphs=tuple(filter(None, (about, "It is waiting at the help desk."))),
        button="Open the help desk",
        button_url=f"{settings.LAUREL.base_url}/console/{slug}/help-desk/{ticket.public_id}",
        reply_to="",
        why=f"Sent to the address that answers for {ticket.issuer.name}.",
    )


def contact_of(ticket: "Ticket") -> "Contact":
    """Who answers: the people of the badge's programme, else the issuer's."""
    if ticket.award is not None:
        return programs.contact_of(ticket.award.achievement)
    return programs.contact_of_issuer(ticket.issuer)


def _badge(ticket: "Ticket") -> str:
    return f"“{ticket.award.version.name}”" if ticket.award else "a badge"


def _letter(ticket: "Ticket") -> Letter:
    issuer = ticket.issuer
    tokens = issuers.brand_tokens(issuer)
    return Letter(
        issuer_name=issuer.name,
        issuer_url=issuer.url,
        reply_to=contact_of(ticket).email,
        brand_colour=tokens["--brand"],
        brand_ink=tokens["--brand-ink"],
        subject="",
        heading="",
        paragraphs=(),
        button="Open your question",
        button_url=selectors.address(ticket),
        why=f"Sent because this address was given to {issuer.name} in a question."
        if ticket.kind != Kind.NAME
        else f"Sent because {issuer.name} awarded you this badge.",
        help_url=issuers.help_address(issuer),
    )
