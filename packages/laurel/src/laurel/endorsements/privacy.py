"""What people said of others here, whom they were asked by, and what was said of them."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet

from laurel.endorsements import services
from laurel.endorsements.models import Endorsement
from laurel.endorsements.types import SIGNED, Side
from laurel.foundation import mail
from laurel.foundation.actors import SYSTEM
from laurel.foundation.people import Kept, Person, within

_NOTHING = {
    "email": "",
    "email_key": "",
    "name": "",
    "role": "",
    "works_at": "",
    "comment": "",
    "words": "",
    "reason": "",
    "document": None,
}


def export(person: Person) -> Sequence[Kept]:
    """What they wrote as endorsers, and what was asked and written about their awards."""
    return (
        Kept("endorsements-given", rows=tuple(map(_row, _given(person)))),
        Kept("endorsements-received", rows=tuple(map(_row, _received(person)))),
    )


def erase(person: Person) -> int:
    """Take their words back and forget them; what was never signed is deleted.

    That an endorsement ended is published on: files with it exist.
    """
    rows = list((_given(person) | _received(person)).distinct())
    changed = 0
    for row in rows:
        changed += mail.forget_those_of(f"endorsement:{row.public_id}:")
        if row.state in SIGNED:
            services.end(endorsement=row, side=_side(row, person), actor=SYSTEM)
    ids = [row.pk for row in rows]
    theirs = Endorsement.objects.filter(pk__in=ids)
    changed += theirs.filter(signed_at=None).delete()[0]
    return changed + theirs.update(**_NOTHING)


def _side(row: Endorsement, person: Person) -> Side:
    return Side.ENDORSER if row.email_key in person.keys else Side.HOLDER


def _given(person: Person) -> QuerySet[Endorsement]:
    return _whole(Q(email_key__in=person.keys), person)


def _received(person: Person) -> QuerySet[Endorsement]:
    theirs = Q(award__recipient_key__in=person.keys)
    return _whole(theirs | Q(award__public_id__in=person.award_ids), person)


def _whole(theirs: Q, person: Person) -> QuerySet[Endorsement]:
    rows = Endorsement.objects.filter(theirs, within(person))
    return rows.select_related(
        "issuer", "version__achievement", "award__version"
    ).order_by("pk")


def _row(row: Endorsement) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "about": row.about.name,
        "issuer": row.issuer.name,
        "state": row.state,
        "asked": row.words,
        "name": row.name,
        "role": row.role,
        "works_at": row.works_at,
        "comment": row.comment,
        "created_at": row.created_at.isoformat(),
        "signed_at": row.signed_at.isoformat() if row.signed_at else None,
    }
