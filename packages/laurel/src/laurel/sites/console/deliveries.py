"""How an award was delivered, as the console tells it: a log, filters, what is to be done."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from laurel.awards import services as award_services
from laurel.deliveries import selectors as deliveries
from laurel.deliveries.types import Trouble
from laurel.foundation import clock, mail
from laurel.foundation.actors import Actor
from laurel.foundation.models import MailStep, MailStepKind, OutgoingMail
from laurel.issuing import selectors as issuing_selectors
from laurel.issuing import services as issuing
from laurel.sites.console import rows

if TYPE_CHECKING:
    from laurel.awards.models import Award
    from laurel.deliveries.models import Reception
    from laurel.organizations.models import Organization

QUIET = timedelta(seconds=30)  # a second click is not a second mail
# The filters of the list of awards, as they stand in its address.
FILTERS: Final = (
    (Trouble.BOUNCED, "Bounced"),
    (Trouble.WAITING, "Waiting"),
    (Trouble.UNOPENED, "Not opened"),
)
_STEPS: Final = {
    MailStepKind.SENT: ("valid", "The mail server took it."),
    MailStepKind.KEPT: ("valid", "Kept here: there is no mail server."),
    MailStepKind.DEFERRED: ("expiring", "The mail server put it off."),
    MailStepKind.DELAYED: ("expiring", "A server on the way is still trying."),
    MailStepKind.BOUNCED: ("revoked", "It came back."),
    MailStepKind.FAILED: ("revoked", "Given up after many attempts."),
    MailStepKind.UNCLEAR: (
        "neutral",
        "Something came back that does not say whether it arrived.",
    ),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the log."""

    status: str
    sentence: str
    at: datetime
    said: str = ""
    next_try: datetime | None = None


@dataclass(frozen=True, slots=True)
class LoggedMail:
    """One mail with everything that became of it."""

    subject: str
    to: str
    delivery: rows.Delivery
    steps: list[Step]


def log_of(award: "Award") -> list[LoggedMail]:
    """The mails about an award, the newest first."""
    sent = mail.about(rows.about_award(award)).prefetch_related("steps")
    return [
        LoggedMail(
            subject=row.subject,
            to=row.recipient_address,
            delivery=rows.delivery_of(row),
            steps=_steps(row),
        )
        for row in sent
    ]


def reception_of(award: "Award") -> "list[Step]":
    """What was done with the link in them, as far as that is known."""
    found = deliveries.reception(award.public_id)
    return _received(found) if found else []


def send_again(award: "Award", actor: Actor) -> tuple[bool, str]:
    """Send the mail of an award once more: whether that was done, and what to say."""
    latest = mail.about(rows.about_award(award)).first()
    address = issuing_selectors.mail_address(award)
    if latest is None:
        return False, "No mail was written yet. It is on its way."
    if address not in (latest.recipient_address, award.recipient_email):
        # The record says another address by now: the words are written anew for it.
        issuing.tell_again(award=award, actor=actor)
        return True, "The mail is sent again, to the present address."
    if latest.recipient_address != address:
        said = "The address was corrected. The mail to the new one is on its way."
        return False, said
    if clock.now() - latest.created_at < QUIET:
        return False, "A mail left a moment ago. Wait half a minute."
    award_services.resend_mail(award=award, mail=latest, actor=actor)
    return True, "The mail is sent again."


def trouble_of(text: str) -> Trouble | None:
    """The filter that an address names; None: all awards."""
    return Trouble(text) if text in set(Trouble) else None


def bounced(organization: "Organization") -> int:
    """How many awards wait for another address."""
    return deliveries.in_trouble(organization, Trouble.BOUNCED).count()


def _steps(row: OutgoingMail) -> list[Step]:
    written = Step(status="neutral", sentence="Written.", at=row.created_at)
    return [written, *(_step(step) for step in row.steps.all())]


def _step(step: MailStep) -> Step:
    status, sentence = _STEPS[MailStepKind(step.kind)]
    return Step(
        status=status,
        sentence=sentence,
        at=step.at,
        said=step.said if step.kind != MailStepKind.SENT else "",
        next_try=step.next_try,
    )


def _received(found: "Reception") -> list[Step]:
    told = (
        ("The link in the mail was followed.", found.opened_at),
        ("The badge was downloaded.", found.downloaded_at),
    )
    return [Step(status="valid", sentence=said, at=at) for said, at in told if at]
