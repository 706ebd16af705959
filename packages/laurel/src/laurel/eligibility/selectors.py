"""Reading rules, what they would do, and why an award was given."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from laurel.eligibility import catalogue, words
from laurel.eligibility.deciding import decided_since
from laurel.eligibility.errors import NotFound
from laurel.eligibility.models import Equivalence, Explanation, Rule
from laurel.eligibility.narrating import narrative
from laurel.eligibility.rehearsing import candidate, dry_run, outlook
from laurel.eligibility.types import Catalogue, Line
from laurel.requirements import services as requirements
from laurel.requirements.types import Need, Requirement, needs

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement
    from laurel.awards.models import Award
    from laurel.organizations.models import Organization

__all__ = [
    "candidate",
    "decided_since",
    "dry_run",
    "equivalence",
    "equivalences",
    "equivalences_for",
    "explanation_of",
    "in_words",
    "lines_of",
    "names",
    "narrative",
    "needs_in_words",
    "outlook",
    "requirement_of",
    "rule_of",
    "rules_of",
]


def rule_of(achievement: "Achievement") -> Rule | None:
    """The rule of an achievement, or None: nothing is asked."""
    return Rule.objects.filter(achievement=achievement).first()


def requirement_of(achievement: "Achievement") -> Requirement | None:
    """What has to be met, or None: nothing."""
    rule = rule_of(achievement)
    return None if rule is None else requirements.parse(rule.requirement)


def rules_of(organization: "Organization") -> QuerySet[Rule]:
    """Every rule of the organization, each with its achievement."""
    return Rule.objects.filter(
        achievement__issuer__organization=organization
    ).select_related("achievement__issuer")


def names(organization: "Organization") -> Catalogue:
    """What rules may ask about, by name."""
    return catalogue.looked_up(organization.pk)


def in_words(organization: "Organization", requirement: Requirement) -> str:
    """What is asked, as the end of "They have to …"."""
    return words.wanted(requirement, names(organization))


def needs_in_words(
    organization: "Organization", requirement: Requirement
) -> list[tuple[Need, str]]:
    """Everything that is asked, each thing once, with programmes taken apart."""
    known = names(organization)
    every = needs(catalogue.taken_apart(requirement, known))
    once = {(need.kind, need.subject): need for need in every}
    return [(need, words.wanted(need, known)) for need in once.values()]


def explanation_of(award: "Award") -> Explanation | None:
    """Why it was given, as it was found then; None: its badge had no rule."""
    return Explanation.objects.filter(award_public_id=award.public_id).first()


def lines_of(found: Explanation) -> tuple[Line, ...]:
    """The parts of the rule with what was found for each."""
    return tuple(Line.from_json(line) for line in found.lines)


def equivalences(organization: "Organization", key: str) -> QuerySet[Equivalence]:
    """What was accepted of whoever has this address, the newest first; withdrawn ones too."""
    return Equivalence.objects.filter(
        organization=organization, learner_key=key
    ).order_by("-accepted_at", "-pk")


def equivalences_for(
    organization: "Organization", asked: Collection[tuple[str, str]]
) -> list[Equivalence]:
    """Those that count for one of these (kind, subject), the newest first."""
    rows = Equivalence.objects.filter(
        organization=organization,
        withdrawn_at=None,
        subject__in={subject for _, subject in asked},
    ).order_by("-accepted_at", "-pk")
    return [row for row in rows if (row.kind, row.subject) in asked]


def equivalence(organization: "Organization", public_id: str) -> Equivalence:
    """One of them.

    Raises:
        NotFound: the organization has none of that id.
    """
    found = Equivalence.objects.filter(
        organization=organization, public_id=public_id
    ).first()
    if found is None:
        raise NotFound("no such equivalent")
    return found
