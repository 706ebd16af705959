"""Giving awards a short link and links for employers, and counting where they are taken."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import F

from laurel.foundation import clock, events
from laurel.foundation.actors import Actor
from laurel.foundation.errors import Refused
from laurel.issuers import selectors as issuers
from laurel.sharing.employers import DAYS
from laurel.sharing.errors import NotFound
from laurel.sharing.events import EmployerLinkEnded, EmployerLinkMade
from laurel.sharing.models import EmployerLink, ShareCount, ShortLink
from laurel.sharing.types import Target

if TYPE_CHECKING:
    from laurel.credentials.models import Credential

MOST_EMPLOYER_LINKS = (
    50  # of one award, that still open: more applications at a time nobody keeps
)
MOST_PURPOSE = 100  # characters


def short_link(*, credential: "Credential") -> str:
    """The code of the award; made when it is first asked for, and the same ever after."""
    mine = ShortLink.objects.filter(award_public_id=credential.award_public_id)
    if found := mine.first():
        return found.code
    try:
        with transaction.atomic():
            return ShortLink.objects.create(
                award_public_id=credential.award_public_id,
                organization_id=credential.organization_id,
                created_at=clock.now(),
            ).code
    except IntegrityError:  # somebody was faster
        return mine.get().code


@transaction.atomic
def make_employer_link(
    *, credential: "Credential", purpose: str, days: int | None, actor: Actor
) -> EmployerLink:
    """A link that shows the award to one employer, until it ends or its maker ends it.

    It works for so many days where the issuer is; None: as long as the badge exists.

    Raises:
        Refused: another number of days than is offered, too long a purpose, or too many links.
    """
    if days is not None and days not in DAYS:
        raise Refused("Choose one of the times that are offered.", field="days")
    purpose = " ".join(purpose.split())
    if len(purpose) > MOST_PURPOSE:
        raise Refused(f"At most {MOST_PURPOSE} characters.", field="purpose")
    award, today = credential.award_public_id, issuers.today(credential.issuer)
    mine = EmployerLink.objects.filter(award_public_id=award)
    if sum(link.opens(today) for link in mine) >= MOST_EMPLOYER_LINKS:
        raise Refused(
            f"{MOST_EMPLOYER_LINKS} links of this badge are open, and more are not kept."
            " End one first."
        )
    link = EmployerLink.objects.create(
        award_public_id=award,
        purpose=purpose,
        ends_on=today + dt.timedelta(days=days) if days else None,
        created_at=clock.now(),
    )
    ends_on = link.ends_on.isoformat() if link.ends_on else ""
    events.publish(
        EmployerLinkMade(actor=actor, award_public_id=award, ends_on=ends_on)
    )
    return link


@transaction.atomic
def end_employer_link(
    *, credential: "Credential", token: str, actor: Actor
) -> EmployerLink:
    """Let a link for an employer lead nowhere from now on.

    Raises:
        NotFound: this award has no such link.
        Refused: it is over already.
    """
    award, today = credential.award_public_id, issuers.today(credential.issuer)
    mine = EmployerLink.objects.select_for_update().filter(award_public_id=award)
    link = mine.filter(token=token).first()
    if link is None:
        raise NotFound("no such link")
    if not link.opens(today):
        raise Refused("This link is over already.")
    link.ended_on = today
    link.save(update_fields=["ended_on"])
    events.publish(EmployerLinkEnded(actor=actor, award_public_id=award))
    return link


def note_employer_link_opened(*, credential: "Credential", token: str) -> None:
    """Count that somebody looked by this link, and on which day; by whom is kept nowhere."""
    EmployerLink.objects.filter(token=token).update(
        opened=F("opened") + 1, opened_on=issuers.today(credential.issuer)
    )


def count(*, credential: "Credential", target: Target) -> None:
    """Count that the award was taken there; nothing is kept of whoever did."""
    counts = ShareCount.objects.filter(
        award_public_id=credential.award_public_id, target=target.value
    )
    if counts.update(number=F("number") + 1):
        return
    try:
        with transaction.atomic():
            ShareCount.objects.create(
                award_public_id=credential.award_public_id,
                achievement_id=credential.achievement_version.achievement_id,
                organization_id=credential.organization_id,
                target=target.value,
                number=1,
            )
    except IntegrityError:  # somebody was faster
        counts.update(number=F("number") + 1)
