"""Awarding what is met, by itself: each award in a transaction of its own, with why.

A person gets a badge by itself once. Whoever had it and lost it gets it again from people alone.
"""

import logging
import uuid
from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db import transaction

from laurel.achievements.types import AchievementState
from laurel.awards import services as awards
from laurel.classes import selectors as classes
from laurel.eligibility import deciding, finding, narrating, rehearsing
from laurel.eligibility.deciding import Prepared
from laurel.eligibility.errors import Refused
from laurel.eligibility.models import Explanation, Rule
from laurel.eligibility.types import Candidate
from laurel.foundation.actors import SYSTEM
from laurel.requirements import services as requirements
from laurel.requirements.types import Decision

if TYPE_CHECKING:
    from laurel.awards.models import Award

logger = logging.getLogger("laurel.eligibility")


def look(
    organization_id: uuid.UUID,
    keys: Collection[str],
    subjects: Collection[str] = (),
) -> list[str]:
    """Award what these people meet by now; the ids of the awards.

    Only rules that ask about one of the subjects are held against them; without any, every one.
    Where a second person approves awards, nothing is awarded by itself.
    """
    if not keys:
        return []
    rules = (
        Rule.objects.filter(achievement__issuer__organization_id=organization_id)
        .select_related("achievement__issuer__organization")
        .order_by("pk")
    )
    asked = deciding.prepared(organization_id, [r for r in rules if _may_run(r)])
    if subjects:
        index = requirements.Index({n: each.requirement for n, each in asked.items()})
        wanted = {name for subject in subjects for name in index.asking(subject)}
        asked = {name: each for name, each in asked.items() if name in wanted}
    return _award_what_is_met(organization_id, keys, list(asked.values()))


def look_at(asked: Prepared, keys: Collection[str]) -> list[str]:
    """Award one achievement to those of these people who meet its rule by now."""
    if not _may_run(asked.rule):
        return []
    organization_id = asked.rule.achievement.issuer.organization_id
    return _award_what_is_met(organization_id, keys, [asked])


def explain(award: "Award") -> Explanation | None:
    """Keep why an award could be given, unless that is kept already; None: it has no rule."""
    rule = Rule.objects.filter(achievement=award.achievement).first()
    if rule is None:
        return None
    rule.achievement = award.achievement
    (asked,) = deciding.prepared(award.organization_id, [rule]).values()
    found = deciding.decided(
        award.organization_id, [award.recipient_key], [asked], now=award.granted_at
    )
    ((_, decision),) = found[award.recipient_key]
    return _kept(award, asked, decision, is_automatic=False)


def _may_run(rule: Rule) -> bool:
    achievement = rule.achievement
    approved = achievement.issuer.organization.awards_need_approval
    at_work = achievement.issuer.archived_at is None
    return achievement.state is AchievementState.PUBLISHED and at_work and not approved


def _award_what_is_met(
    organization_id: uuid.UUID, some: Collection[str], asked: list[Prepared]
) -> list[str]:
    people = finding.people(organization_id, some)
    keys = list(people)
    ways = classes.awarded_by_themselves(
        [each.rule.achievement_id for each in asked], keys
    )
    asked = [
        each
        for each in asked
        if each.rule.is_automatic
        or any(at == each.rule.achievement_id and ways[at, key] for at, key in ways)
    ]
    if not asked:
        return []
    decisions = deciding.decided(organization_id, keys, asked)
    granted = []
    for place, each in enumerate(asked):
        achievement = each.rule.achievement
        due = [
            key
            for key in keys
            if decisions[key][place][1].is_met
            and ways.get((achievement.pk, key), each.rule.is_automatic)
        ]
        have = rehearsing.having(achievement, due)
        for key in due:
            if key in have:
                continue
            award = _granted(each, decisions[key][place][1], people[key])
            if award is not None:
                granted.append(award.public_id)
    return granted


def _granted(asked: Prepared, decision: Decision, person: Candidate) -> "Award | None":
    achievement = asked.rule.achievement
    try:
        with transaction.atomic():
            award = awards.grant(
                achievement=achievement,
                recipient_name=person.name,
                recipient_email=person.email,
                narrative=narrating.narrative(
                    asked.met(decision), achievement.issuer.language
                ),
                idempotency_key=_key(achievement.public_id, person),
                actor=SYSTEM,
            )
            _kept(award, asked, decision, is_automatic=True)
    except Refused as refusal:
        # Something else stands in the way; whoever takes it away has us look again.
        logger.debug("%s is not awarded by itself: %s", achievement, refusal.code)
        return None
    return award


def _kept(
    award: "Award", asked: Prepared, decision: Decision, *, is_automatic: bool
) -> Explanation:
    made, _ = Explanation.objects.get_or_create(
        award_public_id=award.public_id,
        defaults={
            "organization_id": award.organization_id,
            "rule_number": asked.rule.number,
            "rule_changed_by": asked.rule.changed_by,
            "rule_changed_at": asked.rule.changed_at,
            "is_met": decision.is_met,
            "is_automatic": is_automatic,
            "lines": [line.as_json() for line in asked.lines(decision)],
            "decided_at": award.granted_at,
        },
    )
    return made


def _key(achievement_public_id: str, person: Candidate) -> str:
    """Once for a person and a badge, whatever became of it. No address stands in it."""
    return f"rule:{achievement_public_id}:{person.token}"
