"""Revoking many: the wish is written down at once, and a job works it off piece by piece."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from laurel.awards import selectors as awards
from laurel.credentials import selectors as credentials
from laurel.credentials import services as credential_services
from laurel.credentials.errors import AlreadyRevoked, NotActive
from laurel.credentials.types import RevocationReason
from laurel.foundation import clock
from laurel.foundation.actors import SYSTEM, Actor
from laurel.foundation.errors import Refused, TryAgainLater
from laurel.foundation.jobs import job
from laurel.issuing.models import Withdrawal, Withdrawn
from laurel.issuing.types import Outcome

if TYPE_CHECKING:
    from laurel.organizations.models import Organization

MOST_AT_ONCE = 20_000  # a large year group several times over
PIECE = 200  # a few seconds of work, so that a worker that dies repeats little
LOOKED_UP_AT_ONCE = 500  # so that no query has more parameters than databases take


@transaction.atomic
def begin(
    *,
    organization: "Organization",
    award_ids: Sequence[str],
    reason: RevocationReason,
    public_wording: str,
    private_note: str,
    actor: Actor,
) -> Withdrawal:
    """Write the wish down and have it worked off; see `services.revoke_many`."""
    wording, note = credential_services.checked_texts(
        public_wording=public_wording, private_note=private_note
    )
    wanted = list(dict.fromkeys(award_ids))
    _check(organization, wanted)
    withdrawal = Withdrawal.objects.create(
        organization=organization,
        reason=reason.value,
        public_wording=wording,
        private_note=note,
        actor_id=actor.account_id,
        actor_label=actor.label,
        created_at=clock.now(),
    )
    Withdrawn.objects.bulk_create(
        (Withdrawn(withdrawal=withdrawal, award_public_id=one) for one in wanted),
        batch_size=LOOKED_UP_AT_ONCE,
    )
    _next_piece(withdrawal, 1)
    return withdrawal


@job()
def work_off(*, withdrawal: str, piece: int) -> None:
    """Revoke some of them, and have the next ones done; whatever was done stays done."""
    wish = Withdrawal.objects.get(public_id=withdrawal)
    postponed: TryAgainLater | None = None
    for item in wish.items.filter(outcome="").order_by("pk")[:PIECE]:
        try:
            _withdraw(wish, item)
        except TryAgainLater as error:  # the others need not wait for this one
            postponed = error
    if postponed is not None:
        raise postponed
    with transaction.atomic():
        if wish.items.filter(outcome="").exists():
            _next_piece(wish, piece + 1)
        else:
            Withdrawal.objects.filter(pk=wish.pk, finished_at=None).update(
                finished_at=clock.now()
            )


@transaction.atomic
def _withdraw(wish: Withdrawal, item: Withdrawn) -> None:
    credential = credentials.of_award(item.award_public_id)
    if credential is None:
        raise TryAgainLater("it is not signed yet")
    try:
        credential_services.revoke(
            credential=credential,
            reason=RevocationReason(wish.reason),
            public_wording=wish.public_wording,
            private_note=wish.private_note,
            actor=_actor(wish),
        )
    except AlreadyRevoked:
        item.outcome = Outcome.ALREADY.value
    except NotActive as error:  # it is being reinstated or corrected at this moment
        raise TryAgainLater("another generation is on its way") from error
    else:
        item.outcome = Outcome.REVOKED.value
    item.save(update_fields=["outcome"])


def _next_piece(withdrawal: Withdrawal, piece: int) -> None:
    work_off.defer(
        key=f"withdrawal:{withdrawal.public_id}:{piece}",
        withdrawal=withdrawal.public_id,
        piece=piece,
    )


def _check(organization: "Organization", wanted: list[str]) -> None:
    if not wanted:
        raise Refused("Choose at least one award.", field="award_ids")
    if len(wanted) > MOST_AT_ONCE:
        raise Refused(f"At most {MOST_AT_ONCE:,} awards at once.", field="award_ids")
    theirs = awards.of_organization(organization)
    known = sum(theirs.filter(public_id__in=some).count() for some in _pieces(wanted))
    if known != len(wanted):
        raise Refused(
            f"{len(wanted) - known} of these awards are not this organisation’s.",
            field="award_ids",
        )


def _pieces(wanted: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(wanted), LOOKED_UP_AT_ONCE):
        yield wanted[start : start + LOOKED_UP_AT_ONCE]


def _actor(wish: Withdrawal) -> Actor:
    if wish.actor_id is None:
        return SYSTEM
    return Actor.person(wish.actor_id, wish.actor_label)
