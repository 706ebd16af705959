"""Reading tickets."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.core import signing
from django.db.models import Count, QuerySet

from laurel.credentials import selectors as credentials
from laurel.desk import rules
from laurel.desk.errors import NotFound
from laurel.desk.models import Ticket, TicketMessage
from laurel.desk.types import State
from laurel.issuing import selectors as issuing

if TYPE_CHECKING:
    from laurel.awards.models import Award
    from laurel.organizations.models import Organization

# Links in mails go on working as long as the instance keeps its secret key. Nobody can make one
# up: the signature has 256 bits, and the id before it 128.
_SIGNER_SALT = "laurel.desk.ticket"


def of_organization(
    organization: "Organization", *, kind: str = "", state: str = ""
) -> QuerySet[Ticket]:
    """The organization's tickets, the last changed first; those not confirmed are not there."""
    found = _whole().filter(organization=organization).exclude(state=State.UNCONFIRMED)
    if kind:
        found = found.filter(kind=kind)
    if state:
        found = found.filter(state=state)
    return found.order_by("-changed_at", "-pk")


def counts(organization: "Organization") -> dict[str, int]:
    """How many tickets of the organization are in each state."""
    counted = (
        of_organization(organization)
        .order_by()
        .values_list("state")
        .annotate(Count("pk"))
    )
    return dict(counted)


def waiting_for_staff(organization: "Organization") -> int:
    """How many tickets the staff has to answer."""
    return of_organization(organization, state=State.OPEN).count()


def of_award(award: "Award") -> QuerySet[Ticket]:
    """What was asked about an award, the last changed first."""
    return of_organization(award.organization).filter(award=award)


def messages(ticket: Ticket) -> QuerySet[TicketMessage]:
    """The messages of a ticket, the first one first."""
    return ticket.messages.order_by("number")


def by_public_id(public_id: str) -> Ticket:
    """One ticket with what it is about.

    Raises:
        NotFound: there is none of that id.
    """
    found = _whole().filter(public_id=public_id).first()
    if found is None:
        raise NotFound("no such ticket")
    return found


def by_token(token: str) -> Ticket:
    """The ticket that a mailed link opens.

    Raises:
        NotFound: it is no link of ours, or the ticket was never confirmed and is forgotten.
    """
    try:
        public_id = _signer().unsign(token)
    except signing.BadSignature:
        raise NotFound("no such ticket") from None
    return by_public_id(public_id)


def address(ticket: Ticket) -> str:
    """The page where the asker reads and answers; whoever has it is taken for the asker."""
    token = _signer().sign(ticket.public_id)
    return f"{settings.LAUREL.base_url}/help/t/{token}"


def is_from_recipient(ticket: Ticket) -> bool:
    """Whether answers go where the mails about the badge go, or to whom it was awarded."""
    if ticket.award is None:
        return False
    known = (ticket.award.recipient_email, issuing.mail_address(ticket.award))
    return ticket.email_key in {rules.email_key(address) for address in known}


def may_be_reviewed(award_public_id: str) -> bool:
    """Whether there is something to review: the badge was revoked or suspended."""
    credential = credentials.of_award(award_public_id)
    return bool(credential and (credential.is_revoked or credential.is_suspended))


def about_mails(ticket: Ticket) -> str:
    """The name under which the mails of a ticket are found."""
    return f"ticket:{ticket.public_id}"


def _signer() -> signing.Signer:
    return signing.Signer(salt=_SIGNER_SALT, sep=".")


def _whole() -> QuerySet[Ticket]:
    return Ticket.objects.select_related(
        "organization", "issuer", "award__achievement__issuer", "award__version"
    )
