"""From an award to a credential, in steps that may be repeated at any point.

    1 reserve   a place in the status list, for ever this award's
    2 intend    write down the bytes that will be signed, and commit
    3 lint      refuse what readers would not see
    4 sign      embedded proof (Ed25519) and VC-JWT (RS256): both deterministic
    5 check     our own output must verify by the public path
    6 store     the credential, once; event credential.issued

Whatever dies in between, the job of `award.granted` goes through the same steps again and comes
to the same bytes, because the intent was written before anything was signed.
"""

import datetime as dt
import logging
import secrets
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from obkit import issue as obkit_issue
from obkit.encoding import strict_json
from obkit.keys import KeyKind
from obkit.model.ob3 import AchievementCredential
from obkit.verify.report import Check, Outcome, Report

from laurel.awards import selectors as awards
from laurel.awards import services as award_services
from laurel.credentials import selectors as credentials
from laurel.credentials import services as credential_services
from laurel.credentials.types import Cause, Signed
from laurel.foundation import clock
from laurel.foundation.actors import SYSTEM
from laurel.foundation.errors import TryAgainLater
from laurel.issuers import services as issuers
from laurel.issuing import composition
from laurel.issuing.errors import OwnOutputRefused
from laurel.issuing.failpoints import Step, reached
from laurel.issuing.models import Intent
from laurel.verification import services as verification

if TYPE_CHECKING:
    from laurel.awards.models import Award
    from laurel.credentials.models import Credential

logger = logging.getLogger("laurel.issuing")

SALT_BYTES = (
    16  # 128 random bits for every award: equal addresses give different hashes
)
# What our own output must pass. Its time is not among them: an old award, entered late, may be
# over already and is still truly ours.
MUST_PASS = (Check.PARSE, Check.CONFORMS, Check.PROOF, Check.ISSUER, Check.STATUS)


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


def finished(decided: "Award") -> "Credential | None":
    """What was decided on, issued; None: it cannot be now, and the job goes on."""
    try:
        return issue(award_id=decided.public_id)
    except TryAgainLater:
        logger.warning("award %s is issued later", decided.public_id, exc_info=True)
        return None


def is_pending(award_id: str) -> bool:
    """Whether a generation was decided on that is not stored yet."""
    return Intent.objects.filter(award_public_id=award_id, finished_at=None).exists()


@transaction.atomic
def intend(
    decided: "Award",
    *,
    generation: int = 1,
    cause: Cause = Cause.ISSUED,
    first: dt.datetime | None = None,
) -> Intent:
    """Steps 1 and 2. `first` is the moment of the award, as an earlier generation says it."""
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


def _newest_intent(award_id: str) -> Intent | None:
    return (
        Intent.objects.filter(award_public_id=award_id).order_by("-generation").first()
    )


def _intended(decided: "Award") -> Intent:
    """Steps 1 and 2: everything that makes the bytes, committed before anything is signed."""
    try:
        return intend(decided)
    except IntegrityError:  # somebody was faster; what they wrote is what counts
        return Intent.objects.get(award_public_id=decided.public_id, generation=1)


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
