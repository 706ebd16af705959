"""Awarding, and what becomes of an award afterwards; each issues a credential as `steps` says."""

import datetime as dt
import logging
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction

from laurel.awards import services as award_services
from laurel.awards.errors import AlreadyAwarded
from laurel.awards.types import UNSET, Evidence, Unset
from laurel.credentials import selectors as credentials
from laurel.credentials.types import RevocationReason
from laurel.foundation import ids
from laurel.foundation.actors import SYSTEM, Actor
from laurel.foundation.errors import TryAgainLater
from laurel.issuing import finding, mailing, readdressing, reminding, withdrawals
from laurel.issuing.decisions import (
    carry_endorsements,
    correct,
    disclose,
    move,
    reinstate,
    support,
)
from laurel.issuing.models import Withdrawal
from laurel.issuing.steps import issue
from laurel.issuing.types import IssuedAward

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement
    from laurel.awards.models import Award
    from laurel.foundation.models import OutgoingMail
    from laurel.organizations.models import Organization

logger = logging.getLogger("laurel.issuing")

__all__ = [
    "award",
    "carry_endorsements",
    "correct",
    "disclose",
    "find",
    "issue",
    "move",
    "readdress",
    "reinstate",
    "release_if_revoked",
    "revoke_many",
    "send_reminder",
    "support",
    "tell_again",
]


def award(
    *,
    achievement: "Achievement",
    recipient_name: str,
    recipient_email: str,
    narrative: str = "",
    evidence: Sequence[Evidence] = (),
    issued_on: dt.date | None = None,
    expires_on: dt.date | Unset | None = UNSET,
    language: str = "",
    renews: "Award | None" = None,
    waiver: str = "",
    idempotency_key: str,
    actor: Actor,
) -> IssuedAward:
    """Grant an award and issue its credential, both before this returns.

    The award is committed first. If issuing cannot be finished now, `credential` is None and the
    job goes on. The same key with the same facts gives the same award and credential.

    Raises:
        Refused, NotRenewable, KeyReused, AlreadyAwarded, NotYet, Archived, NotPublished: as
            `awards.services.grant`.
    """
    grant = partial(
        award_services.grant,
        achievement=achievement,
        recipient_name=recipient_name,
        recipient_email=recipient_email,
        narrative=narrative,
        evidence=evidence,
        issued_on=issued_on,
        expires_on=expires_on,
        language=language,
        renews=renews,
        waiver=waiver,
        idempotency_key=idempotency_key,
        actor=actor,
    )
    try:
        granted = grant()
    except AlreadyAwarded as refused:
        # The slot of a revoked credential is freed by a job, which may not have come to it yet.
        if not release_if_revoked(award_id=refused.award_public_id):
            raise
        granted = grant()
    try:
        credential = issue(award_id=granted.public_id)
    except TryAgainLater:
        logger.warning("award %s is issued later", granted.public_id, exc_info=True)
        return IssuedAward(award=granted, credential=None)
    granted.refresh_from_db(fields=["state"])
    return IssuedAward(award=granted, credential=credential)


def revoke_many(
    *,
    organization: "Organization",
    award_ids: Sequence[str],
    reason: RevocationReason,
    public_wording: str,
    private_note: str = "",
    actor: Actor,
) -> Withdrawal:
    """Revoke the credentials of many awards, in the background; `selectors.progress` tells how far.

    Each is revoked by itself, with its event and its mail; those revoked before stay as they are.

    Raises:
        Refused: no award, too many, one of another organisation, or a wording that is none.
    """
    return withdrawals.begin(
        organization=organization,
        award_ids=award_ids,
        reason=reason,
        public_wording=public_wording,
        private_note=private_note,
        actor=actor,
    )


@transaction.atomic
def tell_again(*, award: "Award", actor: Actor) -> "OutgoingMail":
    """Write the mail about an award anew, to where mail reaches the person by now.

    Raises:
        NotFound: its credential is not issued yet.
    """
    credential = credentials.public(award.public_id)
    sent = mailing.send_award_mail(
        award, credential, key=f"award:{award.public_id}:again:{ids.public_id()}"
    )
    award_services.note_mail_resent(award=award, mail=sent, actor=actor)
    return sent


@transaction.atomic
def send_reminder(
    *, ending: "Sequence[Award]", unsubscribe_url: str, key: str
) -> "OutgoingMail":
    """Tell one person in one mail what ends soon of an issuer's, once for this key.

    The first of them is the one that the mail leads to.
    """
    return reminding.send(ending, unsubscribe_url=unsubscribe_url, key=key)


def readdress(*, organization: "Organization", actor: Actor) -> None:
    """Have badges whose address the record gave up signed anew for the present one.

    In the background, each by itself, with its mail; those not in force stay as they are.
    """
    readdressing.begin(organization=organization, actor=actor)


def find(*, email: str) -> None:
    """Have the badges of an address mailed there, if it has any; nothing tells which.

    Nobody is asked who they are: it is for whoever lost the mail, and reads the next one.
    """
    finding.begin(email)


def release_if_revoked(*, award_id: str) -> bool:
    """Let the recipient be awarded again if the credential was revoked; whether it was."""
    credential = credentials.of_award(award_id)
    if credential is None or not credential.is_revoked:
        return False
    if credential.reinstated_at is not None:
        return False  # the next generation is on its way
    award_services.release(award_public_id=award_id, actor=SYSTEM)
    return True
