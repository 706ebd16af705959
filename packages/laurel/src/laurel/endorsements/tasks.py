"""The mails about endorsements; named in `config/reactions.py`. Every one may be repeated."""

from typing import TYPE_CHECKING

from laurel.endorsements import mailing, selectors
from laurel.endorsements.errors import NotFound
from laurel.foundation.events import Recorded

if TYPE_CHECKING:
    from laurel.endorsements.models import Endorsement

MOST_NOTICED = (
    50  # waiting ones, beyond which the console itself tells that there are many
)


def send_question(event: Recorded) -> None:
    """endorsement.asked: ask, unless it was forgotten or answered since."""
    row = _row(event)
    if row is not None and row.is_asked:
        mailing.send_question(row)


def send_signed(event: Recorded) -> None:
    """endorsement.signed: tell whom it praises; the earner, or the staff."""
    row = _row(event)
    if row is None or not row.is_written:
        return
    if row.award is None:
        _notify(row)
    elif row.award.erased_at is None:
        mailing.send_signed(row)


def send_notice(event: Recorded) -> None:
    """endorsement.waiting: tell the staff that wants to look first."""
    row = _row(event)
    if row is not None:
        _notify(row)


def _notify(row: "Endorsement") -> None:
    if selectors.waiting_for_staff(row.organization) <= MOST_NOTICED:
        mailing.send_notice(row)


def _row(event: Recorded) -> "Endorsement | None":
    try:
        return selectors.by_public_id(event.payload["endorsement_public_id"])
    except NotFound:
        return None
