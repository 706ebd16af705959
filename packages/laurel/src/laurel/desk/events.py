"""What happens at the help desk. No event carries what people wrote, nor their address."""

from dataclasses import dataclass
from typing import ClassVar

from laurel.desk.types import Kind, Outcome
from laurel.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class TicketOpened(Event):
    """Somebody asked for something. `award_public_id` is empty where it is about no badge."""

    name: ClassVar[str] = "ticket.opened"
    ticket_public_id: str
    award_public_id: str
    kind: Kind


@dataclass(frozen=True, kw_only=True)
class NameAsked(Event):
    """Somebody asked for another name on a badge; the holder has to confirm it first."""

    name: ClassVar[str] = "ticket.name_asked"
    ticket_public_id: str
    award_public_id: str


@dataclass(frozen=True, kw_only=True)
class TicketConfirmed(Event):
    """The holder confirmed, through the link in the mail, that they asked for this."""

    name: ClassVar[str] = "ticket.confirmed"
    ticket_public_id: str
    award_public_id: str


@dataclass(frozen=True, kw_only=True)
class TicketDisowned(Event):
    """The holder said that they did not ask for this; it is closed."""

    name: ClassVar[str] = "ticket.disowned"
    ticket_public_id: str
    award_public_id: str


@dataclass(frozen=True, kw_only=True)
class TicketWritten(Event):
    """The asker wrote again, also after it was closed."""

    name: ClassVar[str] = "ticket.written"
    ticket_public_id: str
    award_public_id: str
    message: int


@dataclass(frozen=True, kw_only=True)
class TicketAnswered(Event):
    """The issuer answered."""

    name: ClassVar[str] = "ticket.answered"
    ticket_public_id: str
    award_public_id: str
    message: int


@dataclass(frozen=True, kw_only=True)
class TicketClosed(Event):
    """The issuer decided or settled it, with a last word."""

    name: ClassVar[str] = "ticket.closed"
    ticket_public_id: str
    award_public_id: str
    message: int
    outcome: Outcome
