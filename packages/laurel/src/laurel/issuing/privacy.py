"""What the journey keeps about people: bytes that were to be signed, words of withdrawals."""

from collections.abc import Sequence

from laurel.foundation.errors import TryAgainLater
from laurel.foundation.people import ERASED, Kept, Person, acted, within, without
from laurel.issuing.models import Intent, Withdrawal


def export(person: Person) -> Sequence[Kept]:
    """Nothing of its own: what was to be signed is in the documents that were."""
    del person
    return ()


def erase(person: Person) -> int:
    """Forget the bytes that were signed, and blot out the person in withdrawals.

    Raises:
        TryAgainLater: something is being signed for the person at this moment.
    """
    theirs = Intent.objects.filter(award_public_id__in=person.award_ids)
    if theirs.filter(finished_at=None).exists():
        raise TryAgainLater("a badge of this person is being signed")
    changed = theirs.update(unsigned=b"", ob2=b"")
    wishes = Withdrawal.objects.filter(
        within(person), items__award_public_id__in=person.award_ids
    ).distinct()
    for wish in wishes:
        Withdrawal.objects.filter(pk=wish.pk).update(
            public_wording=without(wish.public_wording, person.words),
            private_note=without(wish.private_note, person.words),
        )
        changed += 1
    signed_off = Withdrawal.objects.filter(acted(person, "actor_label"))
    return changed + signed_off.update(actor_label=ERASED)
