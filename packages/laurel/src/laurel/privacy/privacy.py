"""What is kept about people for having asked what is kept about them."""

from collections.abc import Sequence

from laurel.foundation.people import ERASED, Kept, Person, acted
from laurel.privacy import archives
from laurel.privacy.models import Archive, Erasure


def export(person: Person) -> Sequence[Kept]:
    """When they asked for their data, and for its end."""
    if person.account_id is None:
        return ()
    asked = Archive.objects.filter(account_id=person.account_id).order_by("pk")
    wishes = Erasure.objects.filter(account_id=person.account_id).order_by("pk")
    return (
        Kept(
            "archives", rows=tuple({"asked_at": r.asked_at.isoformat()} for r in asked)
        ),
        Kept(
            "erasures",
            rows=tuple(
                {"asked_at": r.asked_at.isoformat(), "state": r.state} for r in wishes
            ),
        ),
    )


def erase(person: Person) -> int:
    """Throw their archives away."""
    signed_off = Erasure.objects.filter(acted(person, "by")).update(by=ERASED)
    if person.account_id is None:
        return signed_off
    return signed_off + archives.forget(
        Archive.objects.filter(account_id=person.account_id)
    )
