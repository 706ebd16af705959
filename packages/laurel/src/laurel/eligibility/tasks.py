"""What follows from elsewhere; named in `config/reactions.py`, and repeatable."""

import datetime as dt
import uuid

from django.db.models import Q, QuerySet

from laurel.awards import selectors as awards
from laurel.classes import selectors as classes
from laurel.eligibility import awarding, deciding, finding
from laurel.eligibility.models import Equivalence, Rule
from laurel.evidence import selectors as evidence
from laurel.foundation import clock
from laurel.foundation.errors import NotFound
from laurel.foundation.events import Recorded
from laurel.foundation.jobs import job
from laurel.foundation.models import JobPriority
from laurel.programs import selectors as programs
from laurel.releases import selectors as releases

AT_ONCE = 100  # people in one job: a few seconds where all of them are awarded
SWEPT = dt.timedelta(hours=6)  # how old a look at everybody may grow


def look_at_learners(event: Recorded) -> None:
    """result.recorded, learner.enrolled: who may meet something by now?"""
    found = classes.by_public_id(event.payload["class_public_id"])
    organization_id = found.program.organization_id
    learners = classes.learners_by_public_id(
        organization_id, event.payload["learner_public_ids"]
    )
    awarding.look(organization_id, [learner.key for learner in learners])


def look_at_released(event: Recorded) -> None:
    """release.confirmed, release.approved, release.due: whose badges may leave by now?"""
    organization_id, keys = releases.released(
        event.payload["program_public_id"], event.payload["learner_public_ids"]
    )
    if organization_id is not None:
        awarding.look(organization_id, keys)


def look_at_program(event: Recorded) -> None:
    """release.policy_set, release.policy_removed: another gate, or none, for everybody in it."""
    earned = programs.earned_in(event.payload["program_public_id"])
    for rule in Rule.objects.filter(achievement__in=earned).select_related(
        "achievement"
    ):
        _sweep(rule, turn=str(event.id))


def follow_award(event: Recorded) -> None:
    """credential.issued: keep why it could be given; its holder may meet what asks for it."""
    award_id: str = event.payload["award_public_id"]
    try:
        if not rules_at(awards.organization_id_of(award_id)).exists():
            return
        award = awards.by_public_id(award_id)
    except NotFound:
        return
    if award.erased_at is None:
        awarding.explain(award)
        subjects = [award.achievement.public_id]
        awarding.look(award.organization_id, [award.recipient_key], subjects)


def look_at_equivalent(event: Recorded) -> None:
    """equivalent.accepted: it may have been the last thing."""
    row = Equivalence.objects.filter(
        public_id=event.payload["equivalence_public_id"], withdrawn_at=None
    ).first()
    if row is not None:
        awarding.look(row.organization_id, [row.learner_key], [row.subject])


def look_at_evidence(event: Recorded) -> None:
    """evidence.accepted: it may have been the last thing."""
    try:
        found = evidence.assignment(event.payload["assignment_public_id"])
    except NotFound:  # its author was taken out
        return
    subjects = [
        event.payload["task_public_id"],
        event.payload["achievement_public_id"],
    ]
    awarding.look(found.task.organization_id, [found.key], subjects)


def look_at_everybody(event: Recorded) -> None:
    """rule.set: those who meet it already."""
    rule = Rule.objects.filter(
        achievement__public_id=event.payload["achievement_public_id"]
    ).first()
    if rule is not None:
        _sweep(rule)


def sweep() -> None:
    """A chore: look at everybody now and then, should a word have been lost."""
    old = clock.now() - SWEPT
    rules = Rule.objects.filter(Q(swept_at=None) | Q(swept_at__lt=old))
    for rule in rules.select_related("achievement").order_by("pk"):
        _sweep(rule)


@job()
def go_on(*, achievement_id: str, number: int, after: str, turn: str = "") -> None:
    """Look at the next few people of a rule, and have the ones after them looked at."""
    rule = (
        Rule.objects.select_related("achievement__issuer__organization")
        .filter(achievement__public_id=achievement_id, number=number)
        .first()
    )
    if rule is None:
        return
    organization_id = rule.achievement.issuer.organization_id
    asked = deciding.prepared(organization_id, [rule])[achievement_id]
    found = finding.candidates(rule.achievement, asked.requirement).values()
    rest = sorted((each.token, each.key) for each in found if each.token > after)
    some = rest[:AT_ONCE]
    awarding.look_at(asked, [key for _, key in some])
    if len(rest) > len(some):
        _defer(rule, after=some[-1][0], turn=turn)


def _sweep(rule: Rule, *, turn: str = "") -> None:
    Rule.objects.filter(pk=rule.pk).update(swept_at=clock.now())
    _defer(rule, after="", turn=turn)


def _defer(rule: Rule, *, after: str, turn: str) -> None:
    """Once for this turn; without one, once in an hour."""
    turn = turn or f"{clock.now():%Y%m%d%H}"
    go_on.defer(
        key=f"rule:{rule.achievement.public_id}:{rule.number}:{turn}:{after}",
        priority=JobPriority.BULK,
        achievement_id=rule.achievement.public_id,
        number=rule.number,
        after=after,
        turn=turn,
    )


def rules_at(organization_id: uuid.UUID) -> QuerySet[Rule]:
    """The rules of an organization."""
    return Rule.objects.filter(achievement__issuer__organization_id=organization_id)
