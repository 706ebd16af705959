"""Awarding, and what may be decided of an award afterwards; each issues a credential.

How one is made stands in `steps`. What is decided later takes the same steps for another
generation of the credential. There the intent is written together with the decision, and the job
of that decision's event goes on.
"""

import datetime as dt
import logging
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from laurel.awards import selectors as awards
from laurel.awards import services as award_services
from laurel.awards.errors import AlreadyAwarded
from laurel.awards.types import UNSET, Disclosure, Evidence, Unset
from laurel.credentials import selectors as credentials
from laurel.credentials import services as credential_services
from laurel.credentials.errors import NotActive
from laurel.credentials.types import Cause, RevocationReason
from laurel.foundation import ids
from laurel.foundation.actors import SYSTEM, Actor
from laurel.foundation.errors import TryAgainLater
from laurel.issuing import finding, mailing, readdressing, steps, withdrawals
from laurel.issuing.errors import BeingSigned, ChangedMeanwhile, Refused
from laurel.issuing.models import Withdrawal
from laurel.issuing.steps import issue
from laurel.issuing.types import IssuedAward

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement
    from laurel.awards.models import Award
    from laurel.credentials.models import Credential
    from laurel.foundation.models import OutgoingMail
    from laurel.organizations.models import Organization

logger = logging.getLogger("laurel.issuing")

MOST_GENERATIONS = 200  # beyond that somebody plays, and every one is signed
__all__ = [
    "award",
    "correct",
    "disclose",
    "find",
    "issue",
    "move",
    "readdress",
    "reinstate",
    "release_if_revoked",
    "revoke_many",
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
    idempotency_key: str,
    actor: Actor,
) -> IssuedAward:
    """Grant an award and issue its credential, both before this returns.

    The award is committed first. If issuing cannot be finished now, `credential` is None and the
    job goes on. The same key with the same facts gives the same award and credential.

    Raises:
        Refused, KeyReused, AlreadyAwarded, Archived, NotPublished: as `awards.services.grant`.
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


def correct(
    *,
    award: "Award",
    recipient_name: str | None = None,
    recipient_email: str | None = None,
    narrative: str | None = None,
    evidence: Sequence[Evidence] | None = None,
    issued_on: dt.date | None = None,
    expires_on: dt.date | Unset | None = UNSET,
    newest_version: bool = False,
    reason: str = "",
    seen: int | None = None,
    actor: Actor,
) -> "Credential | None":
    """Correct the facts of an award and issue the next generation at the same address.

    What is not given stays; `expires_on` None means never. Facts and intent are committed
    together; if signing cannot be finished now, this is None and the job goes on. `seen` is the
    generation that whoever asks had before them.

    Raises:
        Refused, NothingChanged, AlreadyAwarded: as `awards.services.amend`.
        NotActive: it is suspended or revoked.
        BeingSigned: the change before this one is not finished.
        ChangedMeanwhile: another generation than the seen one counts now.
    """
    _settle(award)
    with transaction.atomic():
        credential = _held(award, seen)
        if not credential.is_active:
            raise NotActive("It is not in force. Reinstate it first, then correct it.")
        award_services.amend(
            award=award,
            recipient_name=recipient_name,
            recipient_email=recipient_email,
            narrative=narrative,
            evidence=evidence,
            issued_on=issued_on,
            expires_on=expires_on,
            newest_version=newest_version,
            reason=reason,
            actor=actor,
        )
        _intend_next(credential, Cause.CORRECTED)
    return steps.finished(award)


def reinstate(
    *, award: "Award", note: str = "", seen: int | None = None, actor: Actor
) -> "Credential | None":
    """Take back that the credential was suspended or revoked: valid again at its old address.

    The next generation says the same words. Files from before stay what they are, replaced; a
    bit in a status list is never unset. If signing cannot be finished now, this is None and the
    job goes on.

    Raises:
        NotActive: it is neither suspended nor revoked.
        AlreadyAwarded: the recipient was given it again meanwhile, and it is given once.
        BeingSigned, ChangedMeanwhile: as `correct`.
    """
    _settle(award)
    with transaction.atomic():
        credential = _held(award, seen)
        credential_services.reinstate(credential=credential, note=note, actor=actor)
        award_services.restore(award=award, actor=actor)
        _intend_next(credential, Cause.REINSTATED)
    return steps.finished(award)


def move(*, award: "Award", recipient_email: str, actor: Actor) -> "Credential | None":
    """Let an award belong to another address of the same person: signed anew at its own address.

    Whoever calls this has seen both addresses proven. What others see of it stays.

    Raises:
        As `correct`.
    """
    chosen = awards.disclosure(award.public_id)
    moved = correct(
        award=award,
        recipient_email=recipient_email,
        reason="Its holder moved it to another address of theirs.",
        actor=actor,
    )
    award_services.disclose(award=award, disclosure=chosen, actor=actor)
    return moved


def disclose(
    *, award: "Award", disclosure: Disclosure, actor: Actor
) -> "Credential | None":
    """Show of an award what its holder chose; documents made from now on leave the rest out.

    Where the signed ones say otherwise, the next generation is issued at the same address. If
    signing cannot be finished now, this is None and the job goes on.

    Raises:
        Refused: evidence is named that it does not have, or it was issued anew too often.
        NotActive: other words would have to be signed, and it is suspended or revoked.
        BeingSigned, ChangedMeanwhile: as `correct`.
    """
    _settle(award)
    with transaction.atomic():
        credential = _held(award, None)
        before = awards.shown(award)
        award_services.disclose(award=award, disclosure=disclosure, actor=actor)
        if awards.shown(award) != before:
            if not credential.is_active:
                raise NotActive(
                    "This badge is not in force, so it cannot be signed anew. You can keep"
                    " all of it private."
                )
            if credential.generation >= MOST_GENERATIONS:
                raise Refused(
                    f"This badge was signed anew {MOST_GENERATIONS} times, and more is not"
                    " possible. You can keep all of it private."
                )
            _intend_next(credential, Cause.DISCLOSED)
    return steps.finished(award)


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


def _settle(decided: "Award") -> None:
    """Finish what is under way for the award, before something else is decided on.

    Raises:
        BeingSigned: it cannot be finished now, or the first generation is not there yet.
    """
    if credentials.of_award(decided.public_id) is None:
        raise BeingSigned("This badge is not signed yet. Try again in a moment.")
    try:
        issue(award_id=decided.public_id)
    except TryAgainLater as error:
        raise BeingSigned(
            "The last change of this badge is still being signed. Try again in a moment."
        ) from error


def _held(decided: "Award", seen: int | None) -> "Credential":
    credential = credential_services.locked(award_public_id=decided.public_id)
    if seen not in (None, credential.generation) or steps.is_pending(decided.public_id):
        raise ChangedMeanwhile(
            "This badge was changed since you looked at it. Look at it once more."
        )
    return credential


def _intend_next(credential: "Credential", cause: Cause) -> None:
    """Steps 1 and 2 of the next generation, in the transaction of the decision."""
    try:
        steps.intend(
            awards.by_public_id(credential.award_public_id),
            generation=credential.generation + 1,
            cause=cause,
            first=credential.issued_at,
        )
    except IntegrityError as error:  # two decided at the same moment; one counts
        raise ChangedMeanwhile(
            "This badge was changed at this very moment. Look at it once more."
        ) from error
