"""Deciding that a batch is awarded: now, later, or when a second person agrees; and not at all."""

import datetime as dt

from django.conf import settings
from django.db import transaction

from laurel.achievements.types import DuplicatePolicy
from laurel.batches import selectors
from laurel.batches.errors import Changed, NotNow, OwnBatch, Refused
from laurel.batches.events import (
    BatchDecided,
    BatchProposed,
    BatchReturned,
    BatchUndone,
)
from laurel.batches.models import Batch
from laurel.batches.runs import release
from laurel.batches.types import (
    DECIDED,
    UNDOABLE,
    BatchState,
    Duplicates,
    When,
)
from laurel.foundation import clock, events
from laurel.foundation.actors import Actor

LATEST = dt.timedelta(days=366)  # whoever plans further may come back
MAX_WORDS = 500


@transaction.atomic
def submit(
    *,
    batch: Batch,
    duplicates: Duplicates,
    when: When,
    at: dt.datetime | None = None,
    expected: int,
    actor: Actor,
) -> Batch:
    """Award it: after the time in which it can be undone, or when a second person agrees.

    A batch that was submitted already stays as it is, so that a second click does nothing.

    Raises:
        Changed: other than `expected` people would get the badge now.
        Refused: nobody would get it, or the moment has passed; `field` names it.
        NotNow: it is still being read.
    """
    found = _locked(batch)
    if found.state in DECIDED:
        return found
    if found.state != BatchState.DRAFT:
        raise NotNow("It is still being read. Wait a moment.")
    policy = found.achievement.duplicate_policy
    if duplicates is Duplicates.AGAIN and policy != DuplicatePolicy.MANY:
        raise Refused(
            "This badge is given once to each person: skip those who have it, or replace "
            "what they have.",
            field="duplicates",
        )
    going = selectors.tally(found).going(duplicates)
    if not going:
        raise Refused("Nobody would get this badge. Correct a row first.")
    if going != expected:
        raise Changed(
            f"{going} people would get this badge now, not {expected}. Look once more."
        )
    found.duplicates = duplicates.value
    found.at = _moment(at) if when is When.AT else None
    if found.organization.awards_need_approval:
        when = When.APPROVAL
    found.when = when.value
    found.returned_words = ""
    # Whoever sends it off answers for it, and is not the one who approves it.
    found.made_by, found.made_by_label = actor.account_id, actor.label[:200]
    if when is When.APPROVAL:
        found.state = BatchState.PROPOSED.value
        found.save()
        events.publish(
            BatchProposed(
                actor=actor,
                organization_id=found.organization_id,
                batch_public_id=found.public_id,
                achievement_public_id=found.achievement.public_id,
                people=going,
            )
        )
        return found
    return _decided(found, going, actor)


@transaction.atomic
def approve(*, batch: Batch, expected: int, actor: Actor) -> Batch:
    """Agree to what somebody else proposed; it is awarded as if it had been submitted now.

    Raises:
        OwnBatch: it is one's own.
        Changed: other than `expected` people would get the badge now.
        NotNow: it does not wait for approval.
    """
    found = _proposed(batch)
    _refuse_own(found, actor)
    going = selectors.tally(found).going(Duplicates(found.duplicates))
    if going != expected:
        raise Changed(f"{going} people would get this badge now. Look once more.")
    return _decided(found, going, actor)


@transaction.atomic
def send_back(*, batch: Batch, words: str, actor: Actor) -> Batch:
    """Do not agree, and say why; it is a draft of its maker again.

    Raises:
        OwnBatch: it is one's own; that one is undone instead.
        Refused: no words, or too many.
        NotNow: it does not wait for approval.
    """
    words = words.strip()
    if not words or len(words) > MAX_WORDS or "\x00" in words:
        raise Refused(
            f"Say why in 1 to {MAX_WORDS} characters, so that it can be mended.",
            field="words",
        )
    found = _proposed(batch)
    _refuse_own(found, actor)
    found.state, found.returned_words = BatchState.DRAFT.value, words
    found.save(update_fields=["state", "returned_words"])
    events.publish(
        BatchReturned(
            actor=actor,
            organization_id=found.organization_id,
            batch_public_id=found.public_id,
            achievement_public_id=found.achievement.public_id,
        )
    )
    return found


@transaction.atomic
def undo(*, batch: Batch, actor: Actor) -> Batch:
    """Take it back while nothing has left; it is a draft again. Twice is once.

    Raises:
        NotNow: it has begun; what was awarded can be revoked.
    """
    found = _locked(batch)
    if found.state == BatchState.DRAFT:
        return found
    if found.state not in UNDOABLE:
        raise NotNow(
            "It has begun. Stop it, and revoke what was awarded, on this page."
        )
    found.state, found.release_at = BatchState.DRAFT.value, None
    found.run += 1  # the job that waits for its moment finds another run
    found.save(update_fields=["state", "release_at", "run"])
    events.publish(
        BatchUndone(
            actor=actor,
            organization_id=found.organization_id,
            batch_public_id=found.public_id,
            achievement_public_id=found.achievement.public_id,
        )
    )
    return found


def _decided(batch: Batch, people: int, actor: Actor) -> Batch:
    now = clock.now()
    soonest = now + dt.timedelta(minutes=settings.LAUREL.undo_minutes)
    batch.state = BatchState.WAITING.value
    batch.release_at = max(soonest, batch.at or now)
    batch.run += 1
    batch.decided_by, batch.decided_by_label = actor.account_id, actor.label[:200]
    batch.decided_at = now
    batch.save()
    release.defer(
        key=f"batch:{batch.public_id}:release:{batch.run}",
        not_before=batch.release_at if batch.release_at > now else None,
        batch_id=batch.public_id,
        run=batch.run,
    )
    events.publish(
        BatchDecided(
            actor=actor,
            organization_id=batch.organization_id,
            batch_public_id=batch.public_id,
            achievement_public_id=batch.achievement.public_id,
            people=people,
            release_at=batch.release_at,
        )
    )
    return batch


def _moment(at: dt.datetime | None) -> dt.datetime:
    now = clock.now()
    if at is None:
        raise Refused("Choose the day and time.", field="at")
    if at <= now:
        raise Refused("That moment has passed. Choose a later one.", field="at")
    if at > now + LATEST:
        raise Refused("That is more than a year away.", field="at")
    return at


def _refuse_own(batch: Batch, actor: Actor) -> None:
    if actor.account_id == batch.made_by:
        raise OwnBatch(
            "You sent this one off. A second person has to look at it: that is what the rule "
            "of this organisation is for."
        )


def _proposed(batch: Batch) -> Batch:
    found = _locked(batch)
    if found.state != BatchState.PROPOSED:
        raise NotNow("It does not wait for approval any more.")
    return found


def _locked(batch: Batch) -> Batch:
    return (
        Batch.objects.select_for_update(of=("self",))
        .select_related("organization", "achievement__issuer")
        .get(pk=batch.pk)
    )
