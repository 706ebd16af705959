"""Asking an issuer for something, and what the issuer does about it.

Nobody who asks needs an account. Whoever opens the link that was mailed to them is taken for the
asker; what came in by a form alone says so to the staff, and can change nothing.
"""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import transaction

from laurel.credentials import selectors as credentials
from laurel.desk import rules, selectors
from laurel.desk.errors import NotOpen, Refused
from laurel.desk.events import (
    NameAsked,
    TicketAnswered,
    TicketClosed,
    TicketConfirmed,
    TicketDisowned,
    TicketOpened,
    TicketWritten,
)
from laurel.desk.models import Ticket, TicketMessage
from laurel.desk.types import About, Kind, Outcome, Side, State
from laurel.foundation import clock, events
from laurel.foundation.actors import Actor
from laurel.issuing import selectors as issuing_selectors
from laurel.issuing import services as issuing

if TYPE_CHECKING:
    from laurel.awards.models import Award

MOST_OPEN = 10  # about one badge; the holder has one question, or two
MOST_OPEN_AT_ALL = 5_000  # of one organization: far above any desk, far below a flood
MOST_MESSAGES = 100  # of one ticket; whoever needs more needs a telephone
MOST_NAMES = 3  # a day for one badge: each is a mail to its holder
DAY = dt.timedelta(days=1)
UNCONFIRMED_LIFE = dt.timedelta(days=7)
_UNDER_WAY = (State.OPEN.value, State.WAITING.value)


@transaction.atomic
def ask(
    *, about: About, kind: Kind, name: str, email: str, text: str, actor: Actor
) -> Ticket:
    """Ask for help or for a review. Asked twice, it is one ticket with two messages.

    A mail with the link to the ticket goes to the address, which is not proven until that link
    is used.

    Raises:
        Refused: a text breaks a rule, or there are too many questions; a review where the badge
            is in force; or another name, which `ask_for_name` is for.
    """
    email, text = rules.email(email), rules.text(text)
    name = rules.name(name, field="name", needed=False)
    _check_kind(about, kind)
    same = Ticket.objects.select_for_update().filter(
        issuer=about.issuer,
        award=about.award,
        kind=kind,
        email_key=rules.email_key(email),
        state__in=_UNDER_WAY,
    )
    known = same.order_by("pk").first()
    if known is not None:
        return _written(known, text, through_link=False, actor=actor)
    _refuse_if_too_many(about)
    ticket = _created(about, kind, State.OPEN, name=name, email=email)
    _add(ticket, Side.ASKER, text)
    events.publish(TicketOpened(actor=actor, kind=kind, **_about(ticket)))
    return ticket


@transaction.atomic
def ask_for_name(*, award: "Award", name: str, text: str, actor: Actor) -> Ticket:
    """Ask for another name on a badge. Nobody sees it until the holder confirms it by mail.

    Raises:
        Refused: the name breaks a rule or stands there already, or it was asked too often.
    """
    name = rules.name(name, field="name_wanted")
    text = rules.text(text, needed=False)
    if name == award.recipient_name:
        raise Refused("That is the name that stands there now.", field="name_wanted")
    about = About(issuer=award.achievement.issuer, award=award)
    _refuse_if_too_many(about)
    lately = Ticket.objects.filter(
        award=award, kind=Kind.NAME, created_at__gt=clock.now() - DAY
    )
    if lately.count() >= MOST_NAMES:
        raise Refused(
            "This was asked for several times today. Use the link in one of the mails, or"
            " try again tomorrow."
        )
    ticket = _created(
        about,
        Kind.NAME,
        State.UNCONFIRMED,
        name=award.recipient_name,
        email=issuing_selectors.mail_address(award),
        name_before=award.recipient_name,
        name_wanted=name,
    )
    if text:
        _add(ticket, Side.ASKER, text)
    events.publish(NameAsked(actor=actor, **_about(ticket)))
    return ticket


@transaction.atomic
def confirm(*, ticket: Ticket, actor: Actor) -> Ticket:
    """The holder opened the link that was mailed to them, and wants what was asked for.

    Raises:
        NotOpen: it was confirmed or disowned before.
    """
    row = _locked(ticket)
    if row.state != State.UNCONFIRMED:
        raise NotOpen("This was confirmed before.")
    row.proven_at = clock.now()
    _move(row, State.OPEN)
    events.publish(TicketConfirmed(actor=actor, **_about(row)))
    return row


@transaction.atomic
def disown(*, ticket: Ticket, actor: Actor) -> Ticket:
    """The holder did not ask for this.

    Raises:
        NotOpen: it was confirmed or disowned before.
    """
    row = _locked(ticket)
    if row.state != State.UNCONFIRMED:
        raise NotOpen("This was confirmed before.")
    _move(row, State.CLOSED, Outcome.DISOWNED)
    events.publish(TicketDisowned(actor=actor, **_about(row)))
    return row


@transaction.atomic
def write(*, ticket: Ticket, text: str, actor: Actor) -> Ticket:
    """The asker writes again, through the link; a closed ticket is open again.

    Raises:
        Refused: the text breaks a rule, or there are too many messages.
        NotOpen: it was never confirmed.
    """
    row = _locked(ticket)
    if row.state == State.UNCONFIRMED or row.outcome == Outcome.DISOWNED:
        raise NotOpen("Confirm first that you asked for this.")
    return _written(row, rules.text(text), through_link=True, actor=actor)


@transaction.atomic
def answer(*, ticket: Ticket, text: str, actor: Actor) -> Ticket:
    """The issuer answers; the words go to the asker by mail.

    Raises:
        Refused: the text breaks a rule, or there are too many messages.
        NotOpen: it is closed.
    """
    row = _under_way(ticket)
    number = _add(row, Side.STAFF, rules.text(text), by=actor.label)
    _move(row, State.WAITING)
    events.publish(TicketAnswered(actor=actor, message=number, **_about(row)))
    return row


def close(*, ticket: Ticket, text: str, actor: Actor) -> Ticket:
    """Settle a ticket with a last word.

    Raises:
        Refused: the text breaks a rule.
        NotOpen: it is closed, or asks for a decision.
    """
    if ticket.kind in (Kind.REVIEW, Kind.NAME):
        raise NotOpen("This asks for a decision: yes or no.")
    return _closed(ticket, rules.text(text), Outcome.ANSWERED, actor)


def reinstate(*, ticket: Ticket, text: str = "", actor: Actor) -> Ticket:
    """The review found that the badge counts: it is valid again at its old address.

    Reinstated before, in whatever way, only the ticket is closed.

    Raises:
        Refused: the text breaks a rule, or the badge cannot be reinstated.
        NotOpen: it is closed, or no review.
    """
    text = rules.text(text, needed=False)
    award = _to_decide(ticket, Kind.REVIEW)
    credential = credentials.of_award(award.public_id)
    if credential is None or not credential.is_active:
        issuing.reinstate(award=award, note=_why(ticket), actor=actor)
    return _closed(ticket, text, Outcome.REINSTATED, actor)


def rename(*, ticket: Ticket, text: str = "", actor: Actor) -> Ticket:
    """Put the name that was asked for on the badge: it is signed anew at its old address.

    Raises:
        Refused: the text breaks a rule, or the badge cannot be corrected.
        NotOpen: it is closed, or asks for no name.
    """
    text = rules.text(text, needed=False)
    award = _to_decide(ticket, Kind.NAME)
    if award.recipient_name != ticket.name_wanted:
        issuing.correct(
            award=award,
            recipient_name=ticket.name_wanted,
            reason=_why(ticket),
            actor=actor,
        )
    return _closed(ticket, text, Outcome.CORRECTED, actor)


def refuse(*, ticket: Ticket, text: str, actor: Actor) -> Ticket:
    """The badge stays as it is; the words say why.

    Raises:
        Refused: the text breaks a rule.
        NotOpen: it is closed, or asks for no decision.
    """
    if ticket.kind not in (Kind.REVIEW, Kind.NAME):
        raise NotOpen("This asks for no decision. Answer it.")
    return _closed(ticket, rules.text(text), Outcome.REFUSED, actor)


@transaction.atomic
def forget_unconfirmed() -> int:
    """Forget what nobody confirmed; how many there were."""
    gone = Ticket.objects.filter(
        state=State.UNCONFIRMED, created_at__lt=clock.now() - UNCONFIRMED_LIFE
    )
    count = gone.count()
    gone.delete()
    return count


def _check_kind(about: About, kind: Kind) -> None:
    if kind is Kind.NAME:
        raise Refused(
            "Another name is asked for on the badge's own page.", field="kind"
        )
    if kind is not Kind.REVIEW:
        return
    if about.award is None or not selectors.may_be_reviewed(about.award.public_id):
        raise Refused("This badge is in force: there is nothing to review.")


def _refuse_if_too_many(about: About) -> None:
    # Not locked: one more at the same moment does no harm.
    under_way = Ticket.objects.filter(
        organization=about.issuer.organization, state__in=_UNDER_WAY
    )
    of_award = under_way.filter(award=about.award) if about.award else None
    if of_award is not None and of_award.count() >= MOST_OPEN:
        raise Refused(
            "There are many open questions about this badge already. Please write to the"
            " issuer's address instead."
        )
    if under_way.count() >= MOST_OPEN_AT_ALL:
        raise Refused(
            "There are very many open questions at the moment. Please write to the"
            " issuer's address instead."
        )


def _created(
    about: About, kind: Kind, state: State, *, name: str, email: str, **more: str
) -> Ticket:
    now = clock.now()
    return Ticket.objects.create(
        organization=about.issuer.organization,
        issuer=about.issuer,
        award=about.award,
        kind=kind,
        state=state,
        name=name,
        email=email,
        email_key=rules.email_key(email),
        created_at=now,
        changed_at=now,
        **more,
    )


def _written(row: Ticket, text: str, *, through_link: bool, actor: Actor) -> Ticket:
    number = _add(row, Side.ASKER, text, through_link=through_link)
    if through_link and row.proven_at is None:
        row.proven_at = clock.now()
    _move(row, State.OPEN)
    events.publish(TicketWritten(actor=actor, message=number, **_about(row)))
    return row


def _add(
    row: Ticket, side: Side, text: str, *, by: str = "", through_link: bool = False
) -> int:
    """Add a message to a ticket that is locked or new; its number."""
    number = row.messages.count() + 1
    if number > MOST_MESSAGES:
        raise Refused(
            f"This has {MOST_MESSAGES} messages. Please go on by telephone or mail."
        )
    TicketMessage.objects.create(
        ticket=row,
        number=number,
        side=side,
        by=by,
        through_link=through_link,
        text=text,
        at=clock.now(),
    )
    return number


@transaction.atomic
def _closed(ticket: Ticket, text: str, outcome: Outcome, actor: Actor) -> Ticket:
    row = _under_way(ticket)
    number = _add(row, Side.STAFF, text, by=actor.label) if text else 0
    _move(row, State.CLOSED, outcome)
    events.publish(
        TicketClosed(actor=actor, message=number, outcome=outcome, **_about(row))
    )
    return row


def _to_decide(ticket: Ticket, kind: Kind) -> "Award":
    """The award that a ticket of this kind is about.

    Raises:
        NotOpen: it is closed, or of another kind.
    """
    if ticket.kind != kind or ticket.award is None:
        raise NotOpen("This ticket asks for something else.")
    _refuse_if_over(ticket)
    return ticket.award


def _under_way(ticket: Ticket) -> Ticket:
    row = _locked(ticket)
    _refuse_if_over(row)
    return row


def _refuse_if_over(ticket: Ticket) -> None:
    if ticket.state not in _UNDER_WAY:
        raise NotOpen("Somebody closed this already. Look at it once more.")


def _locked(ticket: Ticket) -> Ticket:
    return Ticket.objects.select_for_update(of=("self",)).get(pk=ticket.pk)


def _move(row: Ticket, state: State, outcome: Outcome | None = None) -> None:
    now = clock.now()
    row.state, row.changed_at = state, now
    row.outcome = outcome or ""
    row.closed_at = now if state is State.CLOSED else None
    row.save(update_fields=["state", "outcome", "changed_at", "closed_at", "proven_at"])


def _why(ticket: Ticket) -> str:
    return f"Asked for at the help desk, ticket {ticket.public_id}."


def _about(ticket: Ticket) -> dict[str, Any]:
    return {
        "organization_id": ticket.organization_id,
        "ticket_public_id": ticket.public_id,
        "award_public_id": ticket.award.public_id if ticket.award else "",
    }
