"""What the tiers of a family ask for, as rules: the badges below, and what each takes itself.

The third tier of the framework also says what is to be handed in for it.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from laurel.eligibility import selectors as rules
from laurel.eligibility import services as eligibility
from laurel.evidence import services as evidence
from laurel.evidence.types import Kind as Kinds
from laurel.families.framework import ACTIVITIES, MONTHS
from laurel.foundation.actors import Actor
from laurel.requirements.types import (
    AllOf,
    AtLeast,
    Kind,
    Need,
    Requirement,
    activity_in,
)

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement
    from laurel.programs.models import Course

ATTENDED: Final = Decimal(80)  # percent; whoever missed more did not attend
TOOK_PART: Final = Decimal(100)


def set_framework(
    badges: "Sequence[Achievement]",
    course: "Course | None",
    *,
    is_automatic: bool,
    actor: Actor,
) -> None:
    """The rules of the three-tier framework; without a course the badges below alone.

    With one, evidence is asked for, too, in the months after the end of a class.
    """
    own = _own(badges, course) if course else [()] * len(badges)
    for number, badge in enumerate(badges):
        needs = (*_held(badges[:number]), *own[number])
        if needs:
            eligibility.set_rule(
                achievement=badge,
                requirement=AllOf(needs),
                is_automatic=is_automatic and course is not None,
                actor=actor,
            )
    if course is not None:
        ask_for_evidence(badges[-1], actor=actor)


def ask_for_evidence(badge: "Achievement", *, actor: Actor) -> None:
    """What is to be handed in for the third tier: what changed, for oneself at least."""
    evidence.create(
        achievement=badge,
        title="What has changed since the course",
        instructions="Show what you do differently now: a plan, a record, a recording, a letter.",
        required=("What has changed in your own practice?",),
        optional=("What, if anything, has changed in your institution?",),
        rubric=("The evidence shows the change itself, not only the wish for it.",),
        kinds=tuple(Kinds),
        months=MONTHS,
        actor=actor,
    )


def add(badges: "Sequence[Achievement]", *, actor: Actor) -> None:
    """Let each ask for the badges below it, too; those that it asks for already, once."""
    for number, badge in enumerate(badges):
        rule = rules.rule_of(badge)
        known = rules.requirement_of(badge)
        before = known.items if isinstance(known, AllOf) else (known,) if known else ()
        new = tuple(need for need in _held(badges[:number]) if need not in before)
        if new:
            eligibility.set_rule(
                achievement=badge,
                requirement=AllOf((*new, *before)),
                is_automatic=rule.is_automatic if rule else False,
                actor=actor,
            )


def take_out(badges: "Sequence[Achievement]", *, actor: Actor) -> None:
    """Let each ask for the badges below it no more; what else it asks for stays."""
    for number, badge in enumerate(badges):
        rule, known = rules.rule_of(badge), rules.requirement_of(badge)
        below = _held(badges[:number])
        if rule is None or known is None:
            continue
        before = known.items if isinstance(known, AllOf) else (known,)
        left = tuple(item for item in before if item not in below)
        if not left:
            eligibility.remove_rule(achievement=badge, actor=actor)
        elif left != before:
            eligibility.set_rule(
                achievement=badge,
                requirement=left[0] if len(left) == 1 else AllOf(left),
                is_automatic=False,  # it asks for less: somebody looks who would get it
                actor=actor,
            )


def _held(below: "Sequence[Achievement]") -> tuple[Need, ...]:
    return tuple(Need(Kind.HELD, badge.public_id) for badge in below)


def _own(
    badges: "Sequence[Achievement]", course: "Course"
) -> list[tuple[Requirement, ...]]:
    """What each tier takes besides the badges below it, the lowest first."""
    return [
        (
            Need(Kind.ATTENDANCE, course.public_id, ATTENDED),
            Need(Kind.PARTICIPATION, course.public_id, TOOK_PART),
        ),
        (
            AtLeast(
                1,
                tuple(
                    Need(Kind.ACTIVITY, activity_in(course.public_id, each))
                    for each in ACTIVITIES
                ),
            ),
        ),
        (Need(Kind.EVIDENCE, badges[-1].public_id),),
    ]
