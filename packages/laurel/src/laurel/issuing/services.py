"""From an award to a credential, in steps that may be repeated at any point.

    1 reserve   a place in the status list, for ever this award's
    2 intend    write down the bytes that will be signed, and commit
    3 lint      refuse what readers would not see
    4 sign      embedded proof (Ed25519) and VC-JWT (RS256): both deterministic
    5 check     our own output must verify by the public path
    6 store     the credential, once; event credential.issued

Whatever dies in between, the job of `award.granted` goes through the same steps again and comes
to the same bytes, because the intent was written before anything was signed.

Correcting and reinstating take the same steps for another generation of the credential. There the
intent is written together with the decision, and the job of that decision's event goes on.
"""

import datetime as dt
import logging
import secrets
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from obkit import issue as obkit_issue
from obkit.encoding import strict_json
from obkit.keys import KeyKind
from obkit.model.ob3 import AchievementCredential
from obkit.verify.report import Check, Outcome, Report

from laurel.awards import selectors as awards
from laurel.awards import services as award_services
from laurel.awards.errors import AlreadyAwarded
from laurel.awards.types import UNSET, Evidence, Unset
from laurel.credentials import selectors as credentials
from laurel.credentials import services as credential_services
from laurel.credentials.errors import NotActive
from laurel.credentials.types import Cause, RevocationReason, Signed
from laurel.foundation import clock, ids
from laurel.foundation.actors import SYSTEM, Actor
from laurel.foundation.errors import TryAgainLater
from laurel.issuers import services as issuers
from laurel.issuing import composition, mailing, readdressing, withdrawals
from laurel.issuing.errors import BeingSigned, ChangedMeanwhile, OwnOutputRefused
from laurel.issuing.failpoints import Step, reached
from laurel.issuing.models import Intent, Withdrawal
from laurel.issuing.types import IssuedAward
from laurel.verification import services as verification

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement
    from laurel.awards.models import Award
    from laurel.credentials.models import Credential
    from laurel.foundation.models import OutgoingMail
    from laurel.organizations.models import Organization

logger = logging.getLogger("laurel.issuing")

SALT_BYTES = (
    16  # 128 random bits for every award: equal addresses give different hashes
)
# What our own output must pass. Its time is not among them: an old award, entered late, may be
# over already and is still truly ours.
MUST_PASS = (Check.PARSE, Check.CONFORMS, Check.PROOF, Check.ISSUER, Check.STATUS)


def award(
    *,
    achievement: "Achievement",
    recipient_name: str,
    recipient_email: str,
    narrative: str = "",
    evidence: Sequence[Evidence] = (),
    issued_on: dt.date | None = None,
    expires_on: dt.date | Unset | None = UNSET,
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


def issue(*, award_id: str) -> "Credential":
    """The credential of an award: made, signed, checked and stored unless it exists already.

    After a correction or a reinstatement, that is the generation which was decided on.

    Raises:
        NotFound: there is no such award.
        OwnOutputRefused: what we signed does not verify; nothing was stored.
        ListIsBusy: no place in the status list could be reserved now.
    """
    intent = _newest_intent(award_id)
    if intent is not None and intent.finished_at is not None:
        return credentials.standing(award_id)
    decided = awards.by_public_id(award_id)
    intent = intent or _intended(decided)
    reached(Step.INTENDED)
    signed = _signed(decided, intent)
    _check(signed)
    reached(Step.CHECKED)
    credential = _stored(decided, intent, signed)
    reached(Step.FINISHED)
    return credential


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
    return _finished(award)


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
    return _finished(award)


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


def release_if_revoked(*, award_id: str) -> bool:
    """Let the recipient be awarded again if the credential was revoked; whether it was."""
    credential = credentials.of_award(award_id)
    if credential is None or not credential.is_revoked:
        return False
    if credential.reinstated_at is not None:
        return False  # the next generation is on its way
    award_services.release(award_public_id=award_id, actor=SYSTEM)
    return True


def _pending(award_id: str) -> bool:
    """Whether a generation was decided on that is not stored yet."""
    return Intent.objects.filter(award_public_id=award_id, finished_at=None).exists()


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
    if seen not in (None, credential.generation) or _pending(decided.public_id):
        raise ChangedMeanwhile(
            "This badge was changed since you looked at it. Look at it once more."
        )
    return credential


def _intend_next(credential: "Credential", cause: Cause) -> None:
    """Steps 1 and 2 of the next generation, in the transaction of the decision."""
    try:
        _intend(
            awards.by_public_id(credential.award_public_id),
            generation=credential.generation + 1,
            cause=cause,
            first=credential.issued_at,
        )
    except IntegrityError as error:  # two decided at the same moment; one counts
        raise ChangedMeanwhile(
            "This badge was changed at this very moment. Look at it once more."
        ) from error


def _finished(decided: "Award") -> "Credential | None":
    try:
        return issue(award_id=decided.public_id)
    except TryAgainLater:
        logger.warning("award %s is issued later", decided.public_id, exc_info=True)
        return None


def _newest_intent(award_id: str) -> Intent | None:
    return (
        Intent.objects.filter(award_public_id=award_id).order_by("-generation").first()
    )


def _intended(decided: "Award") -> Intent:
    """Steps 1 and 2: everything that makes the bytes, committed before anything is signed."""
    try:
        return _intend(decided)
    except IntegrityError:  # somebody was faster; what they wrote is what counts
        return Intent.objects.get(award_public_id=decided.public_id, generation=1)


@transaction.atomic
def _intend(
    decided: "Award",
    *,
    generation: int = 1,
    cause: Cause = Cause.ISSUED,
    first: dt.datetime | None = None,
) -> Intent:
    slot = credential_services.reserve_status(
        issuer=decided.achievement.issuer,
        award_public_id=decided.public_id,
        generation=generation,
    )
    reached(Step.RESERVED)
    now = clock.now()
    facts = composition.composed(
        decided, slot=slot, salt=secrets.token_hex(SALT_BYTES), now=now, first=first
    )
    return Intent.objects.create(
        award_public_id=decided.public_id,
        generation=generation,
        cause=cause.value,
        unsigned=strict_json.dumps(obkit_issue.build(facts).to_document()),
        ob2=strict_json.dumps(obkit_issue.ob2_assertion(facts).to_document()),
        created_at=now,
    )


def _signed(decided: "Award", intent: Intent) -> Signed:
    """Steps 3 and 4. The signers read the intent back and refuse what does not conform."""
    document = strict_json.loads_object(bytes(intent.unsigned))
    obkit_issue.lint(document)
    credential = AchievementCredential.from_document(document)
    reached(Step.LINTED)
    issuer = decided.achievement.issuer
    ed25519 = issuers.signer_for(issuer=issuer, kind=KeyKind.ED25519)
    embedded = obkit_issue.sign_embedded(
        credential,
        signer=ed25519.signer,
        verification_method=ed25519.verification_method,
        created=intent.created_at,
    )
    reached(Step.SIGNED)
    rsa = issuers.signer_for(issuer=issuer, kind=KeyKind.RSA)
    jwt = obkit_issue.sign_jwt(
        credential, signer=rsa.signer, kid=rsa.verification_method
    )
    reached(Step.SIGNED_JWT)
    return Signed(document=embedded, jwt=jwt, ob2=bytes(intent.ob2))


def _check(signed: Signed) -> None:
    """Step 5: what we cannot verify, we do not ship."""
    # As they stand: the newest generation that is published is still the one before it.
    forms = [signed.document, signed.jwt.encode()]
    for report in verification.verify_forms(forms=forms):
        failed = [check for check in MUST_PASS if not _passed(report, check)]
        if failed:
            reasons = ", ".join(r.reason for r in report.results if r.check in failed)
            raise OwnOutputRefused(f"our own output does not verify: {reasons}")


def _passed(report: Report, check: Check) -> bool:
    return report.outcome_of(check) in (Outcome.PASSED, Outcome.WARNED)


@transaction.atomic
def _stored(decided: "Award", intent: Intent, signed: Signed) -> "Credential":
    """Step 6: credential, award and intent are finished in one transaction."""
    credential = credential_services.store(
        award_public_id=decided.public_id,
        signed=signed,
        facts=composition.facts_of(
            decided, now=intent.created_at, first=_first_moment(intent)
        ),
        issuer=decided.achievement.issuer,
        achievement_version=decided.version,
        generation=intent.generation,
        cause=Cause(intent.cause),
        actor=SYSTEM,
    )
    award_services.mark_issued(award_public_id=decided.public_id)
    Intent.objects.filter(pk=intent.pk, finished_at=None).update(
        finished_at=clock.now()
    )
    reached(Step.STORED)
    return credential


def _first_moment(intent: Intent) -> dt.datetime | None:
    """When it was awarded, as the generation before this one says; None for the first."""
    if intent.generation == 1:
        return None
    return credentials.public(intent.award_public_id).issued_at
