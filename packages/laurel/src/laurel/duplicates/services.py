"""Finding duplicates, taking reports of them in, and deciding."""

from typing import TYPE_CHECKING

from django.db import transaction

from laurel.credentials import selectors as credentials
from laurel.credentials import services as credential_services
from laurel.credentials.errors import AlreadyRevoked
from laurel.credentials.types import RevocationReason
from laurel.duplicates import cases, finding, selectors
from laurel.duplicates.errors import AlreadyDecided, Refused
from laurel.duplicates.events import DuplicateDecided
from laurel.duplicates.models import DuplicateCase, Likeness
from laurel.duplicates.types import Decision, Sign, Source
from laurel.foundation import clock, events
from laurel.issuing import services as issuing
from laurel.recipients import selectors as recipients

if TYPE_CHECKING:
    from laurel.awards.models import Award
    from laurel.foundation.actors import Actor

MAX_WORDS = 1_000
WORDING = "This badge was awarded twice by mistake. The other one holds."
MERGED = "One of two addresses of the same person; the other award was revoked."


def look() -> int:
    """Compare new awards with those that are there; how many new cases there are. A chore."""
    return finding.look()


@transaction.atomic
def compare_again(*, award_public_id: str) -> None:
    """Have an award compared anew by the next look. Repeatable."""
    Likeness.objects.filter(award_public_id=award_public_id).delete()


@transaction.atomic
def compare_moved(*, list_public_id: str) -> None:
    """Have awards of people whose address a list changed compared anew. Repeatable."""
    organization_id, keys = recipients.moved(list_public_id)
    addresses = sorted(keys)
    for start in range(0, len(addresses), finding.PIECE):
        Likeness.objects.filter(
            achievement__issuer__organization_id=organization_id,
            address__in=addresses[start : start + finding.PIECE],
        ).delete()


@transaction.atomic
def report(
    *, award: "Award", other: "Award | None" = None, words: str = ""
) -> DuplicateCase:
    """Take in that somebody has a badge twice. Without `other`, those that look alike are it.

    A pair that was decided stays decided.

    Raises:
        Refused: the words are too long, or the other one is the same or somebody else's badge.
    """
    words = words.strip().replace("\r\n", "\n")
    if len(words) > MAX_WORDS or "\0" in words:
        raise Refused(f"At most {MAX_WORDS} characters.", field="words")
    if other is not None and other.pk == award.pk:
        raise Refused(
            "That is the link of this badge. Give the other one’s.", field="link"
        )
    if other is not None and other.organization_id != award.organization_id:
        raise Refused("That badge is another organisation’s.", field="link")
    pairs: list[tuple[Award | None, list[Sign]]] = [(other, [])]
    if other is None and (alike := finding.candidates(award)):
        pairs = [*alike]
    opened = [
        cases.begun(award, found, signs, Source.REPORTED)[0] for found, signs in pairs
    ]
    for case in opened:
        if case.is_open:
            case.source, case.words = Source.REPORTED.value, words or case.words
            case.save(update_fields=["source", "words"])
    return opened[0]


def keep(
    *, case: DuplicateCase, kept: str, address: str = "", actor: "Actor"
) -> DuplicateCase:
    """Let one award stay and revoke the other; with `address`, the one that stays goes there.

    In steps that may be repeated: if one cannot be done now, the case stays open.

    Raises:
        AlreadyDecided: somebody was faster.
        Refused: it is none of the two, the address is of neither, or it is being signed.
    """
    _refuse_decided(case)
    both = {award.public_id: award for award in selectors.awards_of(case)}
    if kept not in both or len(both) != 2:  # noqa: PLR2004 - this one and the other
        raise Refused("Choose which of the two stays.", field="choice")
    stays = both.pop(kept)
    (goes,) = both.values()
    if address not in ("", stays.recipient_email, goes.recipient_email):
        raise Refused("Choose one of the two addresses.", field="address")
    standing = credentials.of_award(stays.public_id)
    if standing is None or not standing.is_active:
        raise Refused(
            "The one that shall stay is not in force. Reinstate it first.",
            field="choice",
        )
    _revoke(goes, actor)
    moves = address not in ("", stays.recipient_email)
    if moves:
        issuing.release_if_revoked(award_id=goes.public_id)
        issuing.correct(
            award=stays, recipient_email=address, reason=MERGED, actor=actor
        )
    return _decide(case, Decision.MERGED if moves else Decision.KEPT, kept, actor)


def both_right(*, case: DuplicateCase, actor: "Actor") -> DuplicateCase:
    """Say that nothing is double. The pair is never brought up again.

    Raises:
        AlreadyDecided: somebody was faster.
    """
    return _decide(case, Decision.BOTH_RIGHT, case.first, actor)


def _revoke(award: "Award", actor: "Actor") -> None:
    credential = credentials.of_award(award.public_id)
    if credential is None:
        raise Refused("The other one is not signed yet. Try again in a moment.")
    try:
        credential_services.revoke(
            credential=credential,
            reason=RevocationReason.DUPLICATE,
            public_wording=WORDING,
            actor=actor,
        )
    except AlreadyRevoked:  # what a former attempt has done stays done
        return


@transaction.atomic
def _decide(
    case: DuplicateCase, decision: Decision, kept: str, actor: "Actor"
) -> DuplicateCase:
    row = DuplicateCase.objects.select_for_update().get(pk=case.pk)
    _refuse_decided(row)
    row.decision, row.decided_by = decision.value, actor.label
    row.decided_at = clock.now()
    row.save(update_fields=["decision", "decided_by", "decided_at"])
    events.publish(
        DuplicateDecided(
            actor=actor,
            organization_id=row.organization_id,
            case_public_id=row.public_id,
            award_public_id=kept,
            decision=decision.value,
        )
    )
    return row


def _refuse_decided(case: DuplicateCase) -> None:
    if not case.is_open:
        raise AlreadyDecided("Somebody has decided this already. Look at it once more.")
