"""Everything that is known of some people, wherever it is kept."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from typing import Final

from django.db.models import Q

from laurel.awards import selectors as awards
from laurel.awards.types import AwardState
from laurel.classes import selectors as classes
from laurel.credentials import selectors as credentials
from laurel.credentials.types import CredentialStatus
from laurel.eligibility.models import Equivalence
from laurel.evidence import selectors as evidence
from laurel.foundation import clock
from laurel.recipients import selectors as recipients
from laurel.requirements.types import Fact, Kind, Requirement, needs

AT_ONCE = 500  # so that no query has more parameters than databases take

Provider = Callable[[uuid.UUID, Collection[str]], Mapping[str, tuple[Fact, ...]]]
# Who knows something, and of which kinds; asked only where a rule asks.
PROVIDERS: Final[tuple[tuple[Provider, frozenset[Kind]], ...]] = (
    (
        classes.facts_of,
        frozenset({Kind.COURSE, Kind.ATTENDANCE, Kind.PARTICIPATION, Kind.ACTIVITY}),
    ),
    (evidence.facts_of, frozenset({Kind.EVIDENCE})),
)


def facts(
    organization_id: uuid.UUID,
    keys: Collection[str],
    asked: Collection[Requirement],
) -> Mapping[str, list[Fact]]:
    """Normalised address → what is known of its owner that these requirements may ask about."""
    every = [need for requirement in asked for need in needs(requirement)]
    kinds = {need.kind for need in every}
    found: dict[str, list[Fact]] = defaultdict(list)
    owners = identities(organization_id, keys)
    for provider, theirs in PROVIDERS:
        if theirs & kinds:
            for some in portions(owners):
                for address, known in provider(organization_id, some).items():
                    for key in owners[address]:
                        found[key].extend(known)
    if held := {need.subject for need in every if need.kind is Kind.HELD}:
        _add_held(found, organization_id, owners, held)
    _add_equivalents(found, organization_id, owners)
    return found


def identities(
    organization_id: uuid.UUID, keys: Collection[str]
) -> Mapping[str, list[str]]:
    """Every address that these people have or had → those of these people who have or had it."""
    found = {key: [key] for key in keys}
    theirs = set(found)
    for key, former in recipients.former_of(organization_id, keys).items():
        for each in former - {key}:
            # An address may be somebody else's by now: then it tells nothing about the past.
            if each not in theirs:
                found.setdefault(each, []).append(key)
    return found


def portions(keys: Collection[str]) -> list[list[str]]:
    """The addresses, as many at a time as a query takes."""
    listed = sorted(keys)
    return [listed[at : at + AT_ONCE] for at in range(0, len(listed), AT_ONCE)]


def _add_held(
    found: dict[str, list[Fact]],
    organization_id: uuid.UUID,
    owners: Mapping[str, list[str]],
    subjects: Collection[str],
) -> None:
    """The organization's own badges that are in force: not revoked, suspended or expired."""
    rows = []
    for some in portions(owners):
        rows += list(
            awards.of_keys(some)
            .filter(
                Q(expires_on__isnull=True) | Q(expires_on__gte=clock.today()),
                organization_id=organization_id,
                achievement__public_id__in=list(subjects),
                erased_at=None,
            )
            .exclude(state=AwardState.REVOKED.value)
        )
    suspended = _suspended([row.public_id for row in rows])
    for row in rows:
        if row.public_id in suspended:
            continue
        fact = Fact(
            kind=Kind.HELD,
            subject=row.achievement.public_id,
            value=Decimal(1),
            at=row.granted_at,
            source=row.granted_by,
            label=row.version.name,
            ref=f"award:{row.public_id}",
        )
        for key in owners[row.recipient_key]:
            found[key].append(fact)


def _suspended(award_ids: list[str]) -> set[str]:
    suspended: set[str] = set()
    for some in portions(award_ids):
        rows = credentials.of_awards(some).filter(
            status=CredentialStatus.SUSPENDED.value
        )
        suspended.update(rows.values_list("award_public_id", flat=True))
    return suspended


def _add_equivalents(
    found: dict[str, list[Fact]],
    organization_id: uuid.UUID,
    owners: Mapping[str, list[str]],
) -> None:
    """What was accepted in place of something, which stands for it in every rule."""
    for some in portions(owners):
        rows = Equivalence.objects.filter(
            organization_id=organization_id,
            learner_key__in=some,
            withdrawn_at=None,
        )
        for row in rows.order_by("pk"):
            fact = Fact(
                kind=Kind(row.kind),
                subject=row.subject,
                value=Decimal(1),
                at=row.accepted_at,
                source=row.accepted_by,
                note=row.note,
                is_equivalent=True,
                ref=f"equivalent:{row.public_id}",
            )
            for key in owners[row.learner_key]:
                found[key].append(fact)
