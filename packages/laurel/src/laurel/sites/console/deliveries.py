"""How an award was delivered, as the console tells it: a log, filters, what is to be done."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from laurel.deliveries import selectors as deliveries
from laurel.deliveries.types import Trouble
from laurel.foundation import mail
from laurel.foundation.models import MailStep, MailStepKind, OutgoingMail
from laurel.sites.console import rows

if TYPE_CHECKING:
    from laurel.awards.models import Award
    from laurel.deliveries.models import Reception
    from laurel.organizations.models import Organization

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
