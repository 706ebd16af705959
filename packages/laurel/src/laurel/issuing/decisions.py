"""What is decided of an award afterwards: another generation of its credential.

It takes the steps of the first one. Its intent is written together with the decision, and the job
of that decision's event goes on.
"""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from laurel.awards import selectors as awards
from laurel.awards import services as award_services
from laurel.awards.types import UNSET, Disclosure, Evidence, Unset
from laurel.credentials import selectors as credentials
from laurel.credentials import services as credential_services
from laurel.credentials.errors import NotActive
from laurel.credentials.types import Cause
from laurel.foundation.actors import Actor
from laurel.foundation.errors import TryAgainLater
from laurel.issuing import composition, steps
from laurel.issuing.errors import BeingSigned, ChangedMeanwhile, Refused

if TYPE_CHECKING:
    from laurel.awards.models import Award
    from laurel.credentials.models import Credential

MOST_GENERATIONS = 200  # beyond that somebody plays, and every one is signed


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


def support(
    *, award: "Award", evidence: Sequence[Evidence], is_shown: bool, actor: Actor
) -> "Credential | None":
    """Put evidence onto an award that was accepted after it was granted.

    What its holder wants shown goes into the next generation; the rest of it, and all of it where
    the award is not in force, waits on the award until they choose it. If signing cannot be
    finished now, this is None and the job goes on.

    Raises:
        BeingSigned, ChangedMeanwhile: as `correct`.
    """
    _settle(award)
    with transaction.atomic():
        credential = _held(award, None)
        may_sign = credential.is_active and credential.generation < MOST_GENERATIONS
        before = awards.shown(award)
        supported = award_services.support(
            award=award,
            evidence=evidence,
            is_shown=is_shown and may_sign,
            actor=actor,
        )
        if awards.shown(supported) != before:
            _intend_next(credential, Cause.DISCLOSED)
    return steps.finished(award)


def carry_endorsements(*, award: "Award") -> "Credential | None":
    """Have the documents of an award carry what is shown of its endorsements now.

    Nothing happens where they do already, or where the award is not in force: what counts again
    later carries them then. If signing cannot be finished now, this is None and the job goes on.

    Raises:
        BeingSigned, ChangedMeanwhile: as `correct`.
    """
    _settle(award)
    with transaction.atomic():
        credential = _held(award, None)
        settled = credential.erased_at is not None or not credential.is_active
        if settled or credential.generation >= MOST_GENERATIONS:
            return credential
        if composition.carries_endorsements(award, bytes(credential.document)):
            return credential
        _intend_next(credential, Cause.ENDORSED)
    return steps.finished(award)


def _settle(decided: "Award") -> None:
    """Finish what is under way for the award, before something else is decided on.

    Raises:
        BeingSigned: it cannot be finished now, or the first generation is not there yet.
    """
    if credentials.of_award(decided.public_id) is None:
        raise BeingSigned("This badge is not signed yet. Try again in a moment.")
    try:
        steps.issue(award_id=decided.public_id)
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
