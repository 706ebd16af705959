"""*Find my badge*: whoever types an address gets nothing; the address gets its badges by mail.

The answer is the same and takes the same work whether or not anything was awarded to the address.
What is looked up, a job looks up; until then the address is sealed, because it may be anybody's.
"""

from typing import TYPE_CHECKING

from django.conf import settings
from obkit.keys.seal import seal, unseal

from laurel.awards import selectors as awards
from laurel.awards.types import AwardState
from laurel.deliveries import selectors as deliveries
from laurel.foundation import ids
from laurel.foundation.jobs import job
from laurel.foundation.models import JobPriority
from laurel.issuers import selectors as issuers
from laurel.notifications import selectors as mails
from laurel.notifications import services as notifications
from laurel.notifications.types import FoundBadge, FoundMail
from laurel.programs import selectors as programs

if TYPE_CHECKING:
    from laurel.awards.models import Award

MOST_LISTED = 50  # a mail that can still be read; whoever has more signs in
_SEALED_FOR = b"laurel find my badge"


def begin(email: str) -> None:
    """Have the badges of an address mailed there, if it has any."""
    key = ids.public_id()
    sealed = seal(email.encode(), master_key=_key(), context=_SEALED_FOR)
    find.defer(
        key=f"find:{key}", priority=JobPriority.URGENT, asked=key, sealed=sealed.hex()
    )


@job()
def find(*, asked: str, sealed: str) -> None:
    """Look, and write the mail; a repeat writes none, because its key is this wish's."""
    opened = unseal(bytes.fromhex(sealed), master_key=_key(), context=_SEALED_FOR)
    email = opened.decode()
    found = awards.of_keys([awards.recipient_key(email)]).filter(
        state=AwardState.ISSUED.value
    )
    listed = list(found[:MOST_LISTED])
    if not listed:
        return
    base, newest = settings.LAUREL.base_url, listed[0]
    notifications.send_found(
        context=FoundMail(
            badges=tuple(_line(award) for award in listed),
            more=found.count() - len(listed),
            language=mails.brought_in(
                (newest.language, newest.achievement.issuer.language)
            ),
            find_url=f"{base}/find",
            base_url=base,
        ),
        to=email,
        key=f"find:{asked}",
    )


def _line(award: "Award") -> FoundBadge:
    issuer = award.achievement.issuer
    return FoundBadge(
        name=award.version.name,
        issuer_name=issuer.name,
        issued_on=award.issued_on or issuers.day(issuer, award.granted_at),
        contact_email=programs.contact_of(award.achievement).email,
        url=awards.claim_address(award.public_id, award.recipient_email)
        + deliveries.query_of(award.public_id),
    )


def _key() -> bytes:
    key: bytes = settings.LAUREL.master_key
    return key
