"""Saying what a programme's badges wait for, and saying yes to learners."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction

from laurel.achievements import selectors as achievements
from laurel.classes import selectors as classes
from laurel.foundation import clock, events, tables
from laurel.programs import selectors as programs
from laurel.releases import expecting, lists, rules, selectors
from laurel.releases.errors import Refused
from laurel.releases.events import (
    ReleaseApproved,
    ReleasePolicyRemoved,
    ReleasePolicySet,
    ReleaseUnconfirmed,
)
from laurel.releases.models import (
    Clearance,
    ConfirmationList,
    GatedAchievement,
    ReleasePolicy,
)
from laurel.releases.types import Clearing, Gate, Terms

if TYPE_CHECKING:
    from laurel.classes.models import Learner
    from laurel.foundation.actors import Actor
    from laurel.programs.models import Program

MOST_AT_ONCE = 500  # learners ticked on one page, and named by one event
MOST_ROWS = lists.MOST_ROWS
MAX_WEEKS = rules.MAX_WEEKS

look = expecting.look
forget_old = lists.forget_old


@transaction.atomic
def set_policy(
    *,
    program: "Program",
    terms: Terms,
    achievement_ids: Sequence[str],
    interim_url: str = "",
    interim_label: str = "",
    actor: "Actor",
) -> ReleasePolicy:
    """Say what has to come before these badges of the programme leave, and when they do.

    Who is told that a badge is expected, and when it leaves, is worked out anew for everybody.

    Raises:
        Refused: a fact breaks a rule, or a badge is none of the programme's; `field` names it.
    """
    facts = {
        **rules.terms(terms),
        **rules.interim(interim_url, interim_label),
        "changed_at": clock.now(),
    }
    wanted = _badges(program, achievement_ids)
    policy, _ = ReleasePolicy.objects.update_or_create(program=program, defaults=facts)
    policy.gated.exclude(achievement_id__in=wanted).delete()
    for achievement_id in sorted(wanted):
        GatedAchievement.objects.update_or_create(
            achievement_id=achievement_id, defaults={"policy": policy}
        )
    events.publish(ReleasePolicySet(actor=actor, **_about(program)))
    return policy


@transaction.atomic
def remove_policy(*, program: "Program", actor: "Actor") -> None:
    """Let the badges of the programme wait for nothing any more. Who was confirmed stays so.

    Raises:
        Refused: they wait for nothing.
    """
    policy = ReleasePolicy.objects.select_for_update().filter(program=program).first()
    if policy is None:
        raise Refused("The badges of this programme wait for nothing.")
    policy.delete()
    events.publish(ReleasePolicyRemoved(actor=actor, **_about(program)))


@transaction.atomic
def confirm(
    *, program: "Program", learner_ids: Sequence[str], actor: "Actor"
) -> list["Learner"]:
    """Confirm the graduation of learners; those who were confirmed before are left out.

    Raises:
        Refused: nobody was chosen, too many were, or somebody is not in the programme.
    """
    learners = _learners(program, learner_ids)
    return lists.confirm(program, learners, list_public_id="", actor=actor)


@transaction.atomic
def unconfirm(*, program: "Program", learner_id: str, actor: "Actor") -> None:
    """Take a confirmation back, and the approval that came after it.

    Raises:
        Refused: the learner is not confirmed.
    """
    (learner,) = _learners(program, [learner_id])
    theirs = Clearance.objects.filter(program=program, learner=learner)
    if not theirs.filter(kind=Clearing.CONFIRMED.value).exists():
        raise Refused("The graduation of this learner is not confirmed.")
    theirs.delete()
    events.publish(
        ReleaseUnconfirmed(
            actor=actor, learner_public_id=learner.public_id, **_about(program)
        )
    )


@transaction.atomic
def approve(
    *, program: "Program", learner_ids: Sequence[str], actor: "Actor"
) -> list["Learner"]:
    """Let the badges of learners leave, as the second person who looked at them.

    Raises:
        Refused: nobody was chosen, too many were, somebody is not in the programme or has a
            gate that is still shut; or the actor is the one who confirmed.
    """
    policy = selectors.of_program(program)
    if policy is None or not policy.needs_approval:
        raise Refused("The badges of this programme need no approval.")
    learners = _learners(program, learner_ids)
    _refuse_unready(policy, learners)
    said = list(selectors.clearances(program, [learner.pk for learner in learners]))
    _refuse_same_person(said, learners, actor)
    approved = {one.learner_id for one in said if one.kind == Clearing.APPROVED.value}
    new = [learner for learner in learners if learner.pk not in approved]
    lists.clear(program, new, Clearing.APPROVED, actor=actor)
    for some in selectors.portions(new, selectors.NAMED_AT_ONCE):
        events.publish(
            ReleaseApproved(
                actor=actor,
                learner_public_ids=tuple(learner.public_id for learner in some),
                **_about(program),
            )
        )
    return new


@transaction.atomic
def bring_list(
    *, program: "Program", table: tables.Table, name: str = "", actor: "Actor"
) -> ConfirmationList:
    """Keep a list of graduates so that it can be looked at before anybody is confirmed.

    Raises:
        Refused: there is no column of addresses or numbers, nobody in it, or too many.
    """
    return lists.bring(program, table, name=name, actor=actor)


@transaction.atomic
def apply_list(
    *, found: ConfirmationList, expected: int, actor: "Actor"
) -> ConfirmationList:
    """Confirm everybody on a list, and nobody else.

    Raises:
        AlreadyApplied: it was taken over before.
        ChangedMeanwhile: it would confirm another number of people than was looked at.
    """
    return lists.apply(found, expected=expected, actor=actor)


def _refuse_unready(policy: ReleasePolicy, learners: Sequence["Learner"]) -> None:
    for line in selectors.lines_of(policy, learners):
        before = [
            selectors.refusal_in_words(check)
            for check in line.checks
            if not check.is_open and check.gate is not Gate.APPROVAL
        ]
        if line.standing.failed:
            before.append(f"Not passed: {', '.join(line.standing.failed)}.")
        if before:
            raise Refused(
                f"{line.learner.name} cannot be approved yet. {before[0]}",
                field="learners",
            )


def _refuse_same_person(
    said: Collection[Clearance], learners: Sequence["Learner"], actor: "Actor"
) -> None:
    mine = {
        one.learner_id
        for one in said
        if one.kind == Clearing.CONFIRMED.value
        and one.by_account is not None
        and one.by_account == actor.account_id
    }
    for learner in learners:
        if learner.pk in mine:
            raise Refused(
                f"You confirmed {learner.name}’s graduation yourself. Somebody else has to "
                "approve it.",
                field="learners",
            )


def _learners(program: "Program", public_ids: Sequence[str]) -> list["Learner"]:
    wanted = list(dict.fromkeys(public_ids))
    if not wanted:
        raise Refused("Choose at least one learner.", field="learners")
    if len(wanted) > MOST_AT_ONCE:
        raise Refused(
            f"At most {MOST_AT_ONCE} learners at once. Bring a list for more.",
            field="learners",
        )
    found = classes.learners_by_public_id(program.organization_id, wanted)
    here = classes.taking_part(program, [learner.pk for learner in found])
    if len(here) != len(wanted):
        raise Refused(
            "One of these learners is not in the programme any more. Choose again.",
            field="learners",
        )
    return found


def _badges(program: "Program", public_ids: Sequence[str]) -> set[int]:
    mine = programs.achievement_ids(program)
    found = achievements.of_organization(program.organization).filter(
        public_id__in=public_ids, pk__in=mine
    )
    keys = {achievement.pk for achievement in found}
    if len(keys) != len(set(public_ids)):
        raise Refused(
            "One of these badges is not in the programme any more. Choose again.",
            field="achievements",
        )
    return keys


def _about(program: "Program") -> dict[str, Any]:
    return {
        "organization_id": program.organization_id,
        "program_public_id": program.public_id,
    }
