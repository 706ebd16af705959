"""Making families, of badges that there are or from a template, and what they say."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from laurel.achievements import selectors as achievements
from laurel.achievements import services as achievement_services
from laurel.achievements.types import Related
from laurel.families import prerequisites, selectors
from laurel.families.errors import Refused
from laurel.families.events import (
    FamilyDissolved,
    FamilyMade,
    FamilyPolicyChanged,
)
from laurel.families.framework import course_name, plan
from laurel.families.models import Family, Tier
from laurel.families.services import gaps
from laurel.families.types import Policy
from laurel.foundation import clock, events
from laurel.foundation.actors import Actor
from laurel.programs import services as programs

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement
    from laurel.issuers.models import Issuer
    from laurel.organizations.models import Organization
    from laurel.programs.models import Course

MAX_NAME = 200
FEWEST, MOST = 2, 5  # the ring of a badge shows up to five levels


@transaction.atomic
def from_framework(
    *,
    issuer: "Issuer",
    course: str,
    results_of: "Course | None" = None,
    policy: Policy = Policy.FLAG,
    publish: bool = True,
    is_automatic: bool = False,
    actor: Actor,
) -> Family:
    """Make the three badges of a course, each asking for the ones before it.

    With `results_of` their rules ask for what is recorded in that course, in whose programme
    they are earned; without it, people decide on everything but the lower badges.
    `is_automatic`: whoever meets a rule is awarded.

    Raises:
        Refused: no name, one that is too long, or an archived issuer; `field` names it.
    """
    name = course_name(course)
    made = [
        achievement_services.define(
            issuer=issuer,
            definition=each.definition,
            art=each.art,
            publish=publish,
            actor=actor,
        )
        for each in plan(issuer, name)
    ]
    for badge in made:
        others = [_related(other) for other in made if other is not badge]
        achievement_services.relate(achievement=badge, related=others, actor=actor)
    family = _family(issuer.organization, name, made, policy, actor)
    if results_of is not None:
        programs.take_in(
            program=results_of.program,
            achievement_ids=[badge.public_id for badge in made],
            actor=actor,
        )
    prerequisites.set_framework(
        made, results_of, is_automatic=is_automatic and publish, actor=actor
    )
    return family


@transaction.atomic
def gather(
    *,
    organization: "Organization",
    name: str,
    badges: "Sequence[Achievement]",
    policy: Policy = Policy.FLAG,
    actor: Actor,
) -> Family:
    """Join badges that there are to a family, the lowest first; each asks for those before it.

    What else they ask for stays.

    Raises:
        Refused: no name, too few or too many, one twice, one of another organization, or one
            that is a tier already; `field` names it.
    """
    name = _name(name)
    if not FEWEST <= len(badges) <= MOST:
        raise Refused(f"A family has {FEWEST} to {MOST} badges.", field="badges")
    if len({badge.pk for badge in badges}) != len(badges):
        raise Refused("Each badge is one tier alone.", field="badges")
    if any(b.issuer.organization_id != organization.pk for b in badges):
        raise Refused("These badges belong to somebody else.", field="badges")
    taken = selectors.taken(badges)
    for badge in badges:
        if badge.pk in taken:
            raise Refused(
                f"“{badge.current.name}” is a tier of a family already.", field="badges"
            )
    family = _family(organization, name, badges, policy, actor)
    prerequisites.add(badges, actor=actor)
    return family


@transaction.atomic
def set_policy(*, family: Family, policy: Policy, actor: Actor) -> Family:
    """Say what becomes of higher badges from now on; what happened before stays."""
    row = Family.objects.select_for_update(of=("self",)).get(pk=family.pk)
    if row.policy == policy.value:
        return row
    row.policy = policy.value
    row.save(update_fields=["policy"])
    events.publish(
        FamilyPolicyChanged(
            actor=actor,
            organization_id=row.organization_id,
            family_public_id=row.public_id,
            family_name=row.name,
            policy=policy.value,
        )
    )
    return row


@transaction.atomic
def dissolve(*, family: Family, keep_rules: bool = True, actor: Actor) -> Family:
    """Let its badges be badges like others. Repeatable.

    What they ask for stays, or without `keep_rules` all of it but the badges below; what would
    be awarded by itself then waits for somebody to look at it. Gaps are closed: higher badges
    stand, and those that were suspended for gaps alone count again. Pictures stay as they are.

    Raises:
        Frozen: a class has started with one of them, and its rule would be changed.
    """
    row = Family.objects.select_for_update(of=("self",)).get(pk=family.pk)
    if row.dissolved_at is not None:
        return row
    badges = selectors.tiers(row)
    row.dissolved_at = clock.now()
    row.save(update_fields=["dissolved_at"])
    row.tiers.all().delete()  # another family may have them
    if not keep_rules:
        prerequisites.take_out(badges, actor=actor)
    gaps.close_all(family=row, actor=actor)
    events.publish(
        FamilyDissolved(
            actor=actor,
            organization_id=row.organization_id,
            family_public_id=row.public_id,
            family_name=row.name,
        )
    )
    return row


def _family(
    organization: "Organization",
    name: str,
    badges: "Sequence[Achievement]",
    policy: Policy,
    actor: Actor,
) -> Family:
    family = Family.objects.create(
        organization=organization,
        name=name,
        policy=policy.value,
        created_at=clock.now(),
    )
    try:
        with transaction.atomic():
            Tier.objects.bulk_create(
                Tier(family=family, achievement=badge, number=number)
                for number, badge in enumerate(badges, start=1)
            )
    except IntegrityError:  # another family took one at this moment
        raise Refused(
            "One of these badges became a tier of a family just now.", field="badges"
        ) from None
    events.publish(
        FamilyMade(
            actor=actor,
            organization_id=organization.pk,
            family_public_id=family.public_id,
            family_name=family.name,
            achievement_public_ids=[badge.public_id for badge in badges],
        )
    )
    return family


def _related(badge: "Achievement") -> Related:
    version = badge.current
    return Related(name=version.name, url=achievements.address(version))


def _name(text: str) -> str:
    text = " ".join(text.split())
    if not text or len(text) > MAX_NAME or not text.isprintable():
        raise Refused(f"A family's name has 1 to {MAX_NAME} characters.", field="name")
    return text
