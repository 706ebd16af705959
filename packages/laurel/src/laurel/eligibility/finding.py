"""Whom a rule may be about, and what they are called: everybody of whom anything is known."""

import uuid
from collections.abc import Collection
from typing import TYPE_CHECKING

from laurel.awards import selectors as awards
from laurel.classes import selectors as classes
from laurel.eligibility import gathering
from laurel.eligibility.models import Equivalence
from laurel.eligibility.types import Candidate
from laurel.evidence import selectors as evidence
from laurel.programs import selectors as programs
from laurel.recipients import selectors as recipients
from laurel.requirements.types import Kind, Need, Requirement, activity_of, needs

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement

_OF_COURSES = frozenset({Kind.COURSE, Kind.ATTENDANCE, Kind.PARTICIPATION})


def candidates(
    achievement: "Achievement", requirement: Requirement
) -> dict[str, Candidate]:
    """Everybody who may come to meet the requirement, by the normalised address of today.

    Who learns where it asks about courses or where the badge is earned, who holds a badge that
    it asks for, who is to hand in for it, and of whom something was accepted.
    """
    organization_id = achievement.issuer.organization_id
    every = list(needs(requirement))
    keys = _holders(organization_id, every)
    keys |= _accepted(organization_id, every)
    keys |= _authors(achievement, every)
    keys |= _learners(achievement, every)
    return people(organization_id, keys)


def people(organization_id: uuid.UUID, keys: Collection[str]) -> dict[str, Candidate]:
    """What whoever has or had these addresses is called, by the address that they have now.

    Those of whom nothing is known at all are left out.
    """
    now = recipients.now_of(organization_id, keys)
    wanted = {now.get(key, key) for key in keys}
    known = _as_learners(organization_id, wanted)
    moving = {before for before, after in now.items() if after not in known}
    for before, one in _as_learners(organization_id, moving).items():
        after = now[before]  # classes have not followed the record yet
        known.setdefault(after, Candidate(after, one.name, after, one.learner_id))
    owners = gathering.identities(organization_id, wanted - known.keys())
    elsewhere = _elsewhere(organization_id, owners)
    found: dict[str, Candidate] = {}
    for address, theirs in owners.items():  # what they have before what they had
        if (person := elsewhere.get(address)) is None:
            continue
        for key in theirs:
            email = person.email if address == key else key
            found.setdefault(key, Candidate(key, person.name, email))
    return found | known


def _elsewhere(
    organization_id: uuid.UUID, keys: Collection[str]
) -> dict[str, Candidate]:
    """Those who are in no class: as their newest badge calls them, or whoever asked them."""
    found: dict[str, Candidate] = {}
    for some in gathering.portions(keys):
        had = awards.of_keys(some).filter(
            organization_id=organization_id, erased_at=None
        )
        turns = evidence.authors(organization_id, some)
        accepted = Equivalence.objects.filter(
            organization_id=organization_id, withdrawn_at=None, learner_key__in=some
        ).order_by("pk")
        for rows in (
            had.values_list("recipient_key", "recipient_name", "recipient_email"),
            turns.values_list("key", "name", "email"),
            accepted.values_list("learner_key", "learner_name", "learner_email"),
        ):
            for key, name, email in rows:
                found.setdefault(key, Candidate(key, name, email))
    return found


def _as_learners(
    organization_id: uuid.UUID, keys: Collection[str]
) -> dict[str, Candidate]:
    known = classes.learners_of_keys(organization_id, keys)
    return {
        key: Candidate(key, row.name or row.email, row.email, row.public_id)
        for key, row in known.items()
    }


def _holders(organization_id: uuid.UUID, every: Collection[Need]) -> set[str]:
    held = {need.subject for need in every if need.kind is Kind.HELD}
    return set(
        awards.in_force_at(organization_id)
        .filter(achievement__public_id__in=held, erased_at=None)
        .values_list("recipient_key", flat=True)
    )


def _accepted(organization_id: uuid.UUID, every: Collection[Need]) -> set[str]:
    return set(
        Equivalence.objects.filter(
            organization_id=organization_id,
            withdrawn_at=None,
            subject__in={need.subject for need in every},
        ).values_list("learner_key", flat=True)
    )


def _authors(achievement: "Achievement", every: Collection[Need]) -> set[str]:
    wanted = {need.subject for need in every if need.kind is Kind.EVIDENCE}
    if not wanted:
        return set()
    turns = evidence.authors_for(
        achievement.issuer.organization_id, wanted | {achievement.public_id}
    )
    return set(turns.values_list("key", flat=True))


def _learners(achievement: "Achievement", every: Collection[Need]) -> set[str]:
    courses = {need.subject for need in every if need.kind in _OF_COURSES}
    activities = [activity_of(n.subject) for n in every if n.kind is Kind.ACTIVITY]
    courses |= {course for course, _ in activities}
    own = programs.of_achievement(achievement.pk)
    keys: set[str] = set()
    for program in programs.of_organization(achievement.issuer.organization):
        theirs = {course.public_id for course in programs.courses(program)}
        if program == own or "" in courses or courses & theirs:
            keys |= set(classes.keys_of_program(program))
    return keys
