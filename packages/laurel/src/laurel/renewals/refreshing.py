"""Renewing by itself whoever passed what the policy asks for; nobody presses a button."""

import datetime as dt
import logging
import uuid
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from laurel.achievements.types import AchievementState
from laurel.awards import selectors as awards
from laurel.awards.types import AwardState
from laurel.eligibility import selectors as eligibility
from laurel.foundation import clock
from laurel.foundation.actors import SYSTEM
from laurel.issuers import selectors as issuers
from laurel.recipients import selectors as recipients
from laurel.renewals import services
from laurel.renewals.errors import Refused
from laurel.renewals.models import RenewalPolicy
from laurel.renewals.types import How
from laurel.requirements import services as requirements
from laurel.requirements.types import Decision, Kind

if TYPE_CHECKING:
    from laurel.awards.models import Award

logger = logging.getLogger("laurel.renewals")

AT_ONCE = 200  # people judged together: so that no query has too many parameters
SWEPT = dt.timedelta(hours=6)  # how old a look at everybody may grow
LAPSED = dt.timedelta(days=730)  # beyond that nobody comes back by a refresher alone


def look(organization_id: uuid.UUID, keys: Collection[str]) -> "list[Award]":
    """Renew what is due of these people; the new awards."""
    policies = RenewalPolicy.objects.filter(
        achievement__issuer__organization_id=organization_id
    )
    # Awards may have an address that the record gave up; what is known is known by the present.
    present = {key: key for key in keys}
    for key, former in recipients.former_of(organization_id, keys).items():
        present |= {each: key for each in former if each not in present}
    return [
        award
        for policy in _at_work(policies)
        for award in _renew(
            policy, open_ones(policy).filter(recipient_key__in=list(present)), present
        )
    ]


def sweep() -> None:
    """Look at everybody again, now and then: a window opens by itself, and events get lost."""
    stale = Q(swept_at=None) | Q(swept_at__lt=clock.now() - SWEPT)
    for policy in _at_work(RenewalPolicy.objects.filter(stale)):
        _renew(policy, open_ones(policy), {})
        RenewalPolicy.objects.filter(pk=policy.pk).update(swept_at=clock.now())


def open_ones(policy: RenewalPolicy) -> "QuerySet[Award]":
    """The awards that may be renewed by itself now: near their end, or not long past it."""
    today = issuers.today(policy.achievement.issuer)
    return (
        awards.of_achievement(policy.achievement)
        .filter(
            state=AwardState.ISSUED.value,
            erased_at=None,
            expires_on__lte=today + dt.timedelta(days=policy.opens_days),
            expires_on__gte=today - LAPSED,
        )
        .order_by("expires_on", "pk")
    )


def _at_work(policies: "QuerySet[RenewalPolicy]") -> list[RenewalPolicy]:
    """Those by which anything may be awarded now; two who decide are never passed by."""
    found = policies.exclude(refresher=None).select_related(
        "achievement__issuer__organization"
    )
    return [
        policy
        for policy in found.order_by("pk")
        if policy.achievement.state is AchievementState.PUBLISHED
        and policy.achievement.issuer.archived_at is None
        and not policy.achievement.issuer.organization.awards_need_approval
    ]


def _renew(
    policy: RenewalPolicy, found: "QuerySet[Award]", present: Mapping[str, str]
) -> "list[Award]":
    due, done = list(found), []
    for at in range(0, len(due), AT_ONCE):
        some = {
            present.get(award.recipient_key, award.recipient_key): award
            for award in due[at : at + AT_ONCE]
        }
        done += _renew_some(policy, some)
    return done


def _renew_some(policy: RenewalPolicy, some: "dict[str, Award]") -> "list[Award]":
    issuer = policy.achievement.issuer
    judged = eligibility.decided_since(
        issuer.organization_id,
        requirements.parse(policy.refresher),
        {key: award.granted_at for key, award in some.items()},
        issuer.language,
    )
    done = []
    for key, award in some.items():
        decision, met = judged[key]
        if not decision.is_met:
            continue
        try:
            renewed = services.decide(
                award=award,
                how=_how(decision),
                narrative=eligibility.narrative(met, issuer.language),
                actor=SYSTEM,
            )
        except Refused as refusal:
            logger.info("%s is not renewed by itself: %s", award, refusal.code)
            continue
        done.append(renewed)
    return done


def _how(decision: Decision) -> How:
    kinds = {reason.need.kind for reason in decision.met if reason.need is not None}
    return How.EVIDENCE if kinds == {Kind.EVIDENCE} else How.REFRESHER
