"""Reading how the awards of an organization were delivered."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Concat, Substr

from laurel.awards import selectors as awards
from laurel.awards.types import AwardState
from laurel.deliveries import links
from laurel.deliveries.models import Reception
from laurel.deliveries.types import Trouble
from laurel.foundation.models import MailState, OutgoingMail

if TYPE_CHECKING:
    from laurel.awards.models import Award
    from laurel.organizations.models import Organization

ABOUT = "award:"  # how the outbox names what a mail is about
_STATES = {
    Trouble.BOUNCED: (MailState.BOUNCED, MailState.FAILED),
    Trouble.WAITING: (MailState.DEFERRED, MailState.DELAYED),
}
_ARRIVED = (MailState.SENT, MailState.KEPT)


def query_of(award_public_id: str, key: str = "") -> str:
    """What the addresses in the mails of an award end in ("?via=…").

    With a `key` that somebody came with: the same, or nothing if it was not made for this award.
    """
    if key and not links.fits(award_public_id, key):
        return ""
    return f"?{links.NAME}={links.key_of(award_public_id)}"


def reception(award_public_id: str) -> Reception | None:
    """What was done with the link; None: nothing that we know of."""
    return Reception.objects.filter(award_public_id=award_public_id).first()


def receptions(award_public_ids: Collection[str]) -> dict[str, Reception]:
    """The same for many awards, by their ids."""
    found = Reception.objects.filter(award_public_id__in=award_public_ids)
    return {row.award_public_id: row for row in found}


def opened(organization: "Organization") -> QuerySet[Reception, str]:
    """The awards whose link was followed: a query of one column."""
    found = Reception.objects.filter(organization=organization).order_by()
    return found.exclude(opened_at=None).values_list("award_public_id", flat=True)


def downloaded(organization: "Organization") -> QuerySet[Reception, str]:
    """The awards that were taken by their link: a query of one column."""
    found = Reception.objects.filter(organization=organization).order_by()
    return found.exclude(downloaded_at=None).values_list("award_public_id", flat=True)


def in_trouble(organization: "Organization", trouble: Trouble) -> "QuerySet[Award]":
    """The organization's awards of which somebody should look at the delivery, newest first.

    What counts is the newest mail about each; revoked awards are left out.
    """
    theirs = awards.of_organization(organization).exclude(
        state=AwardState.REVOKED.value
    )
    if trouble is Trouble.UNOPENED:
        return _unopened(organization, theirs)
    newer = OutgoingMail.objects.filter(about=OuterRef("about"), pk__gt=OuterRef("pk"))
    mails = OutgoingMail.objects.filter(
        ~Exists(newer), about__startswith=ABOUT, state__in=_STATES[trouble]
    )
    ids = mails.annotate(award_id=Substr("about", len(ABOUT) + 1)).order_by()
    return theirs.filter(public_id__in=ids.values("award_id"))


def _unopened(
    organization: "Organization", theirs: "QuerySet[Award]"
) -> "QuerySet[Award]":
    seen = Reception.objects.filter(organization=organization)
    arrived = OutgoingMail.objects.filter(
        about=Concat(Value(ABOUT), OuterRef("public_id")), state__in=_ARRIVED
    )
    return theirs.filter(Exists(arrived)).exclude(
        public_id__in=seen.values("award_public_id")
    )
