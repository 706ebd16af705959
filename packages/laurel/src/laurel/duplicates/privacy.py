"""What awards are compared by, and what was said about two that may be one."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from laurel.duplicates.models import DuplicateCase, Likeness
from laurel.foundation.people import ERASED, Kept, Person, acted, within


def export(person: Person) -> Sequence[Kept]:
    """The cases about their badges; what they are compared by is in the awards."""
    rows = tuple(
        {
            "first": row.first,
            "second": row.second,
            "words": row.words,
            "decision": row.decision,
            "created_at": row.created_at.isoformat(),
        }
        for row in _cases(person).order_by("pk")
    )
    return (Kept("duplicates", rows=rows),)


def erase(person: Person) -> int:
    """Forget the forms and the words; that two awards were looked at stays."""
    changed, _ = Likeness.objects.filter(award_public_id__in=person.award_ids).delete()
    changed += _cases(person).update(words="", signs=[])
    decided = DuplicateCase.objects.filter(acted(person, "decided_by"))
    return changed + decided.update(decided_by=ERASED)


def _cases(person: Person) -> QuerySet[DuplicateCase]:
    theirs = Q(first__in=person.award_ids) | Q(second__in=person.award_ids)
    return DuplicateCase.objects.filter(theirs, within(person))
