"""What rules know of people: what was accepted of them, and why their badges could be given."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from laurel.eligibility.models import Equivalence, Explanation, Rule
from laurel.foundation.people import ERASED, Kept, Person, acted, within


def export(person: Person) -> Sequence[Kept]:
    """The equivalents that were accepted, and what was found for their badges."""
    accepted = tuple(
        {
            "name": row.learner_name,
            "email": row.learner_email,
            "kind": row.kind,
            "note": row.note,
            "accepted_at": row.accepted_at.isoformat(),
            "withdrawn_at": row.withdrawn_at and row.withdrawn_at.isoformat(),
        }
        for row in _equivalents(person).order_by("pk")
    )
    why = tuple(
        {
            "award": row.award_public_id,
            "found": [
                {name: line[name] for name in ("wanted", "is_met", "found", "note")}
                for line in row.lines
            ],
            "decided_at": row.decided_at.isoformat(),
        }
        for row in _explanations(person).order_by("pk")
    )
    return Kept("equivalents", rows=accepted), Kept("why-awarded", rows=why)


def erase(person: Person) -> int:
    """Take out what was accepted and found; sign the person off what they decided."""
    changed = _equivalents(person).delete()[0]
    changed += _explanations(person).update(lines=[])
    decided = Equivalence.objects.filter(acted(person, "accepted_by"))
    of = "achievement__issuer__organization"
    said = Rule.objects.filter(acted(person, "changed_by", of))
    kept = Explanation.objects.filter(acted(person, "rule_changed_by"))
    return (
        changed
        + decided.update(accepted_by=ERASED)
        + _signed_off(said)
        + kept.update(rule_changed_by=ERASED)
    )


def names(person: Person) -> set[str]:
    """What equivalents call the person."""
    return set(_equivalents(person).values_list("learner_name", flat=True))


def _equivalents(person: Person) -> QuerySet[Equivalence]:
    return Equivalence.objects.filter(Q(learner_key__in=person.keys), within(person))


def _explanations(person: Person) -> QuerySet[Explanation]:
    theirs = Q(award_public_id__in=person.award_ids)
    return Explanation.objects.filter(theirs, within(person))


def _signed_off(rules: QuerySet[Rule]) -> int:
    return Rule.objects.filter(pk__in=list(rules.values_list("pk", flat=True))).update(
        changed_by=ERASED
    )
