"""Saying what an achievement takes, accepting equivalents, and awarding what is met."""

import uuid
from typing import TYPE_CHECKING

from django.db import transaction

from laurel.achievements import selectors as achievements
from laurel.achievements.errors import Frozen
from laurel.awards import selectors as awards
from laurel.eligibility import checking, demands
from laurel.eligibility.awarding import look
from laurel.eligibility.errors import Refused
from laurel.eligibility.events import (
    EquivalentAccepted,
    EquivalentWithdrawn,
    RuleRemoved,
    RuleSet,
)
from laurel.eligibility.models import Equivalence, Rule
from laurel.foundation import clock, events
from laurel.foundation.actors import Actor
from laurel.requirements import services as requirements
from laurel.requirements.types import Kind, Requirement

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement
    from laurel.organizations.models import Organization

__all__ = [
    "accept_equivalent",
    "look",
    "remove_rule",
    "set_rule",
    "withdraw_equivalent",
]


@transaction.atomic
def set_rule(
    *,
    achievement: "Achievement",
    requirement: Requirement,
    is_automatic: bool,
    actor: Actor,
) -> Rule:
    """Say what has to be met before it is awarded, by whatever way; a repeat changes nothing.

    What was awarded before stays. With `is_automatic`, whoever meets it by now gets it soon.

    Raises:
        Refused: it asks about something that is not there, or about itself, or leaves out what
            is built on it.
        Frozen: a class has started with the achievement.
    """
    stored = requirements.dump(requirement)
    requirements.parse(stored)  # its limits hold for whoever builds one, too
    checking.check(achievement, requirement)
    known = Rule.objects.select_for_update().filter(achievement=achievement).first()
    same = known is not None and known.requirement == stored
    if known is not None and same and known.is_automatic == is_automatic:
        return known
    if not same:
        demands.check(achievement, requirement)
    _refuse_if_frozen(achievement)
    rule = known or Rule(achievement=achievement, number=0)
    rule.requirement, rule.is_automatic = stored, is_automatic
    rule.number += 1
    rule.changed_by, rule.changed_at = actor.label, clock.now()
    rule.swept_at = None
    rule.save()
    events.publish(
        RuleSet(
            actor=actor,
            organization_id=achievement.issuer.organization_id,
            achievement_public_id=achievement.public_id,
            number=rule.number,
            is_automatic=is_automatic,
        )
    )
    return rule


@transaction.atomic
def remove_rule(*, achievement: "Achievement", actor: Actor) -> None:
    """Ask nothing any more before it is awarded; without a rule nothing changes.

    Raises:
        Refused: something is built on what it asks for.
        Frozen: a class has started with the achievement.
    """
    _refuse_if_frozen(achievement)
    demands.check(achievement, None)
    if Rule.objects.filter(achievement=achievement).delete()[0]:
        events.publish(
            RuleRemoved(
                actor=actor,
                organization_id=achievement.issuer.organization_id,
                achievement_public_id=achievement.public_id,
            )
        )


@transaction.atomic
def accept_equivalent(
    *,
    organization: "Organization",
    learner_name: str,
    learner_email: str,
    kind: Kind,
    subject: str,
    note: str,
    actor: Actor,
) -> Equivalence:
    """Let something else of a person count as what is asked for; the note says what, and why.

    It counts in every rule that asks for this. One that counts already stays as it is.

    Raises:
        Refused: the note, the name or the address breaks a rule; `field` names it.
    """
    facts = checking.equivalent(learner_name, learner_email, kind, subject, note)
    key = awards.recipient_key(facts["learner_email"])
    known = Equivalence.objects.select_for_update().filter(
        organization=organization,
        learner_key=key,
        kind=kind.value,
        subject=subject,
        withdrawn_at=None,
    )
    if (already := known.first()) is not None:
        if already.note == facts["note"]:
            return already
        raise Refused(
            f"An equivalent is accepted already: “{already.note}”. Withdraw it first.",
            field="note",
        )
    made = Equivalence.objects.create(
        organization=organization,
        learner_key=key,
        kind=kind.value,
        subject=subject,
        accepted_by=actor.label,
        accepted_at=clock.now(),
        **facts,
    )
    _publish(EquivalentAccepted, made, actor)
    return made


@transaction.atomic
def withdraw_equivalent(*, equivalence: Equivalence, actor: Actor) -> None:
    """Let it count no more. What was awarded because of it stays. Repeatable."""
    open_one = Equivalence.objects.filter(pk=equivalence.pk, withdrawn_at=None)
    if open_one.update(withdrawn_at=clock.now()):
        _publish(EquivalentWithdrawn, equivalence, actor)


def _publish(
    kind: type[EquivalentAccepted] | type[EquivalentWithdrawn],
    row: Equivalence,
    actor: Actor,
) -> None:
    organization_id: uuid.UUID = row.organization_id
    events.publish(
        kind(
            actor=actor,
            organization_id=organization_id,
            equivalence_public_id=row.public_id,
        )
    )


def _refuse_if_frozen(achievement: "Achievement") -> None:
    found = achievements.frozen(achievement)
    if found is not None:
        raise Frozen(found.sentence)
