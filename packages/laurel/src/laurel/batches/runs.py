"""Carrying a batch out, row by row; pausing, stopping, and taking all of it back.

A few rows at a time, each time in one transaction with what they became, so that a row is
awarded exactly once whenever the process dies, and nobody else waits long for the database. The
next few are asked for after these: behind their own signing, and in front of nobody.
"""

import datetime as dt
import logging
import uuid
from collections.abc import Callable

from django.db import DatabaseError, transaction
from django.db.models import QuerySet

from laurel.awards import services as awards
from laurel.awards.errors import AlreadyAwarded
from laurel.batches import checks, selectors
from laurel.batches.errors import NotNow, Refused
from laurel.batches.events import (
    BatchFinished,
    BatchPaused,
    BatchReleased,
    BatchResumed,
    BatchRevoked,
    BatchStopped,
)
from laurel.batches.models import Batch, BatchRow
from laurel.batches.types import (
    BEGUN,
    OVER,
    BatchState,
    Duplicates,
    RowState,
    Verdict,
)
from laurel.credentials import selectors as credentials
from laurel.credentials import services as credential_services
from laurel.credentials.errors import AlreadyRevoked
from laurel.credentials.types import RevocationReason
from laurel.foundation import clock, events
from laurel.foundation.actors import SYSTEM, Actor
from laurel.foundation.errors import TryAgainLater
from laurel.foundation.jobs import job
from laurel.foundation.models import JobPriority

logger = logging.getLogger("laurel.batches")

ROWS = 25  # in one transaction: a quarter of a second in which nobody else can write
MOST_SENTENCE = 500
MAX_PROBLEM = 500
SIGN_FIRST = dt.timedelta(seconds=10)  # what is being signed cannot be revoked yet
REPLACED = "Replaced by a newer badge for the same person."


@job()
def release(*, batch_id: str, run: int) -> None:
    """The moment has come: begin, unless it was undone."""
    with transaction.atomic():
        batch = _locked(batch_id)
        if batch is None or batch.state != BatchState.WAITING or batch.run != run:
            return
        if batch.release_at and batch.release_at > clock.now():
            raise TryAgainLater("not yet", after=batch.release_at - clock.now())
        batch.state = BatchState.RUNNING.value
        batch.save(update_fields=["state"])
        _publish(BatchReleased, batch, SYSTEM)
        _go_on(batch, after=0)


@job()
def go_on(*, batch_id: str, run: int) -> None:
    """Award the next few rows, and have the ones after them awarded."""
    with transaction.atomic():
        batch = _locked(batch_id)
        if batch is None or batch.state != BatchState.RUNNING or batch.run != run:
            return
        rows = list(_going(batch)[:ROWS])
        for row in rows:
            _award(batch, row)
        BatchRow.objects.bulk_update(
            rows, ["state", "award_public_id", "problem", "held"]
        )
        if rows:
            _go_on(batch, after=rows[-1].number)
            return
        batch.state, batch.finished_at = BatchState.DONE.value, clock.now()
        batch.save(update_fields=["state", "finished_at"])
        _publish(BatchFinished, batch, SYSTEM)


@transaction.atomic
def pause(*, batch: Batch, actor: Actor) -> Batch:
    """Award no further row for now. Twice is once.

    Raises:
        NotNow: it is not running.
    """
    found = _row_of(batch)
    if found.state == BatchState.PAUSED:
        return found
    if found.state != BatchState.RUNNING:
        raise NotNow("It is not running.")
    found.state = BatchState.PAUSED.value
    found.run += 1
    found.save(update_fields=["state", "run"])
    _publish(BatchPaused, found, actor)
    return found


@transaction.atomic
def resume(*, batch: Batch, actor: Actor) -> Batch:
    """Go on after a pause; or try those again that failed. Twice is once.

    Raises:
        NotNow: there is nothing to go on with.
    """
    found = _row_of(batch)
    failed = found.rows.filter(state=RowState.FAILED.value)
    if found.state == BatchState.RUNNING:
        return found
    again = found.state == BatchState.DONE and failed.exists()
    if found.state != BatchState.PAUSED and not again:
        raise NotNow("There is nothing to go on with.")
    failed.update(state=RowState.OPEN.value, problem="")
    found.state, found.finished_at = BatchState.RUNNING.value, None
    found.run += 1
    found.save(update_fields=["state", "finished_at", "run"])
    _publish(BatchResumed, found, actor)
    _go_on(found, after=0)
    return found


@transaction.atomic
def stop(*, batch: Batch, actor: Actor) -> Batch:
    """End it early; what was awarded stays. Twice is once.

    Raises:
        NotNow: it is not under way.
    """
    found = _row_of(batch)
    if found.state == BatchState.STOPPED:
        return found
    if found.state not in (BatchState.RUNNING, BatchState.PAUSED):
        raise NotNow("It is not under way.")
    found.state, found.finished_at = BatchState.STOPPED.value, clock.now()
    found.run += 1
    found.save(update_fields=["state", "finished_at", "run"])
    _publish(BatchStopped, found, actor)
    return found


@transaction.atomic
def revoke(
    *, batch: Batch, reason: RevocationReason, public_wording: str, actor: Actor
) -> Batch:
    """Revoke every badge of a batch, in the background; one that runs is stopped first.

    Raises:
        NotNow: nothing was awarded yet, or it was revoked before.
        Refused: the wording is missing or too long; `field` names it.
    """
    wording = public_wording.strip()
    if not wording or len(wording) > MOST_SENTENCE or "\x00" in wording:
        raise Refused(
            f"Say why in 1 to {MOST_SENTENCE} characters that everybody may read.",
            field="public_wording",
        )
    found = _row_of(batch)
    if found.state not in BEGUN or found.revocation_reason:
        raise NotNow("There is nothing to revoke, or it is being revoked already.")
    if found.state not in OVER:
        found = stop(batch=found, actor=actor)
    found.revocation_reason, found.revocation_wording = reason.value, wording
    found.revoked_by, found.revoked_by_label = actor.account_id, actor.label[:200]
    found.save()
    _publish(BatchRevoked, found, actor)
    _take_back(found, after=0)
    return found


@job(most_attempts=20)
def take_back(*, batch_id: str, after: int) -> None:
    """Revoke the next few badges of a batch that is to be revoked.

    Raises:
        TryAgainLater: one of them is being signed at this moment.
    """
    with transaction.atomic():
        batch = _locked(batch_id)
        if batch is None or not batch.revocation_reason:
            return
        granted = selectors.rows(batch, state=RowState.GRANTED)
        rows = list(granted.filter(number__gt=after)[:ROWS])
        actor = _person(batch.revoked_by, batch.revoked_by_label)
        for row in rows:
            credential = credentials.of_award(row.award_public_id)
            if credential is None:
                raise TryAgainLater("a badge is still being signed", after=SIGN_FIRST)
            try:
                credential_services.revoke(
                    credential=credential,
                    reason=RevocationReason(batch.revocation_reason),
                    public_wording=batch.revocation_wording,
                    actor=actor,
                )
            except AlreadyRevoked:
                continue
        if rows:
            _take_back(batch, after=rows[-1].number)


def _award(batch: Batch, row: BatchRow) -> None:
    """What becomes of one row; it is not saved."""
    row.problem = ""
    try:
        with transaction.atomic():
            award = _granted(batch, row)
    except AlreadyAwarded as refusal:
        row.state, row.held = RowState.SKIPPED.value, refusal.award_public_id
    except Refused as refusal:
        row.state, row.problem = RowState.FAILED.value, refusal.message[:MAX_PROBLEM]
    except DatabaseError:
        raise  # says nothing about the row: the job repeats
    except Exception:
        # One row must not hold up the thousands behind it.
        logger.exception("row %d of batch %s failed", row.number, batch.public_id)
        row.state = RowState.FAILED.value
        row.problem = "Something of ours went wrong; the log says what. Try it again."
    else:
        row.state, row.award_public_id = RowState.GRANTED.value, award


def _granted(batch: Batch, row: BatchRow) -> str:
    facts = checks.facts(batch, row)
    key = f"batch:{batch.public_id}:{row.number}"
    actor = _person(batch.decided_by, batch.decided_by_label)
    if row.held and batch.duplicates == Duplicates.REPLACE:
        _replace(row.held, actor)
    award = awards.grant(
        achievement=batch.achievement, idempotency_key=key, actor=actor, **facts
    )
    return award.public_id


def _replace(award_public_id: str, actor: Actor) -> None:
    """End the badge that the person has, in the transaction that makes the new one."""
    credential = credentials.of_award(award_public_id)
    if credential is None:
        raise Refused("The earlier badge is still being signed. Try it again.")
    if not credential.is_revoked:
        credential_services.revoke(
            credential=credential,
            reason=RevocationReason.SUPERSEDED,
            public_wording=REPLACED,
            actor=actor,
        )
    awards.release(award_public_id=award_public_id, actor=actor)


def _going(batch: Batch) -> QuerySet[BatchRow]:
    wanted = [Verdict.READY.value]
    if batch.duplicates != Duplicates.SKIP:
        wanted.append(Verdict.HELD.value)
    found = selectors.rows(batch, state=RowState.OPEN)
    return found.filter(verdict__in=wanted)


def _go_on(batch: Batch, *, after: int) -> None:
    go_on.defer(
        key=f"batch:{batch.public_id}:run:{batch.run}:{after}",
        priority=JobPriority.BULK,
        batch_id=batch.public_id,
        run=batch.run,
    )


def _take_back(batch: Batch, *, after: int) -> None:
    take_back.defer(
        key=f"batch:{batch.public_id}:revoke:{after}",
        priority=JobPriority.BULK,
        batch_id=batch.public_id,
        after=after,
    )


def _publish(kind: Callable[..., events.Event], batch: Batch, actor: Actor) -> None:
    events.publish(
        kind(
            actor=actor,
            organization_id=batch.organization_id,
            batch_public_id=batch.public_id,
            achievement_public_id=batch.achievement.public_id,
        )
    )


def _person(account_id: uuid.UUID | None, label: str) -> Actor:
    return SYSTEM if account_id is None else Actor.person(account_id, label)


def _row_of(batch: Batch) -> Batch:
    found = _locked(batch.public_id)
    if found is None:
        raise NotNow("It was thrown away.")
    return found


def _locked(batch_id: str) -> Batch | None:
    return (
        Batch.objects.select_for_update(of=("self",))
        .select_related("achievement__issuer", "organization")
        .filter(public_id=batch_id)
        .first()
    )
