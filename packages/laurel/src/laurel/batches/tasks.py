"""Mail about batches; named in `config/reactions.py`. Every one may be repeated."""

from django.conf import settings

from laurel.batches import selectors
from laurel.batches.errors import NotFound
from laurel.batches.types import BatchState
from laurel.foundation.events import Recorded
from laurel.issuers import selectors as issuers
from laurel.notifications import services as notifications
from laurel.notifications.types import ApprovalMail
from laurel.organizations import selectors as organizations
from laurel.organizations.types import Role

MOST_MAILED = 20  # of those who may approve; one of them will do


def send_approval_mails(event: Recorded) -> None:
    """batch.proposed: tell those who may approve, once each."""
    try:
        batch = selectors.by_public_id(event.payload["batch_public_id"])
    except NotFound:
        return  # undone and thrown away since
    if batch.state != BatchState.PROPOSED:
        return
    issuer = batch.achievement.issuer
    tokens = issuers.brand_tokens(issuer)
    base = settings.LAUREL.base_url
    found = organizations.addresses_of_those_who(
        batch.organization, Role.AWARDER, but=batch.made_by
    )
    for account_id, address in list(found.items())[:MOST_MAILED]:
        notifications.send_approval(
            context=ApprovalMail(
                organization_name=batch.organization.name,
                proposer_name=batch.made_by_label,
                achievement_name=batch.achievement.current.name,
                people=event.payload["people"],
                url=f"{base}/console/{batch.organization.slug}/batches/{batch.public_id}",
                reply_to=issuer.email,
                brand_colour=tokens["--brand"],
                brand_ink=tokens["--brand-ink"],
                base_url=base,
            ),
            to=address,
            key=f"batch:{event.id}:{account_id}",
            about=f"batch:{batch.public_id}",
            logo_png=issuers.logo(issuer) if issuer.logo else None,
        )
