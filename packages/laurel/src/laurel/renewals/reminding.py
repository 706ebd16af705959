"""Telling people that something of theirs ends: in good time, in one mail, and not all at once.

A chore comes every ten minutes, in every worker. What was told is written down with the mail, in
one transaction and once for each award and stage, so that two workers tell nobody twice.
"""

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q

from laurel.awards import selectors as awards
from laurel.awards.types import AwardState
from laurel.credentials import selectors as credentials
from laurel.foundation import clock
from laurel.issuers import selectors as issuers
from laurel.issuing import services as issuing
from laurel.renewals import links
from laurel.renewals.models import Reminder, RenewalPolicy, Silence

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from laurel.awards.models import Award
    from laurel.issuers.models import Issuer

STAGES = (60, 30, 7)  # days before the end
# One mail a person a day, whatever ends: less than a day, so that the hour does not wander.
APART = dt.timedelta(hours=20)
RUNS_AN_HOUR = (
    6  # chores come every ten minutes: so each run takes its share of the hour
)
HOUR = dt.timedelta(hours=1)


def remind() -> None:
    """Tell whoever is due, as many as the hour has room for; those who end first come first."""
    room = _room()
    for issuer in _reminding():
        for key in _due_people(issuer) if room > 0 else ():
            room -= _tell(issuer, key)
            if room <= 0:
                return


def stage_of(days_left: int) -> int:
    """The stage that so many days are in: the nearest that is not past."""
    return min(stage for stage in STAGES if days_left <= stage)


def due(issuer: "Issuer") -> "QuerySet[Award]":
    """The awards of an issuer whose holders were not told yet at the stage that they are in."""
    today = issuers.today(issuer)
    told = Reminder.objects.filter(award=OuterRef("pk"), ends_on=OuterRef("expires_on"))
    at_a_stage = Q(pk__in=[])
    for stage in STAGES:
        untold = Q(~Exists(told.filter(days__lte=stage)))
        at_a_stage |= Q(expires_on__lte=today + dt.timedelta(days=stage)) & untold
    policies = RenewalPolicy.objects.filter(reminds=True, achievement__issuer=issuer)
    silent = Silence.objects.filter(issuer=issuer).values("recipient_key")
    return (
        awards.in_force_at(issuer.organization_id)
        .filter(
            at_a_stage,
            achievement__in=policies.values("achievement"),
            expires_on__gte=today,
            state=AwardState.ISSUED.value,
            erased_at=None,
        )
        .exclude(recipient_key__in=silent)
        .order_by("expires_on", "pk")
    )


def _room() -> int:
    """How many people may be told now."""
    rate = settings.LAUREL.reminders_per_hour
    since = Reminder.objects.filter(sent_at__gt=clock.now() - HOUR)
    told = since.values("mail_key").distinct().count()
    return min(rate - told, -(-rate // RUNS_AN_HOUR))


def _reminding() -> "Iterator[Issuer]":
    wanted = RenewalPolicy.objects.filter(reminds=True).values("achievement__issuer")
    yield from issuers.every().filter(pk__in=wanted).order_by("pk")


def _due_people(issuer: "Issuer") -> list[str]:
    """By their keys, each once, whoever ends first; without those who had a mail today."""
    today = Reminder.objects.filter(sent_at__gt=clock.now() - APART)
    found = due(issuer).exclude(recipient_key__in=today.values("award__recipient_key"))
    return list(dict.fromkeys(found.values_list("recipient_key", flat=True)))


def _tell(issuer: "Issuer", key: str) -> int:
    """One mail to one person about all that is due of theirs; whether it was sent."""
    now = clock.now()
    theirs = due(issuer).filter(recipient_key=key)
    standing = credentials.of_awards([award.public_id for award in theirs])
    active = {each.award_public_id for each in standing if each.is_active}
    ending = [award for award in theirs if award.public_id in active]
    if not ending:
        return 0
    mail_key = f"reminder:{ending[0].public_id}:{now:%Y%m%d%H%M%S}"
    today = issuers.today(issuer)
    try:
        with transaction.atomic():
            Reminder.objects.bulk_create(
                Reminder(
                    award=award,
                    ends_on=award.expires_on,
                    days=stage_of((award.expires_on - today).days),
                    mail_key=mail_key,
                    sent_at=now,
                )
                for award in ending
                if award.expires_on is not None
            )
            issuing.send_reminder(
                ending=ending,
                unsubscribe_url=links.address(ending[0].public_id, key),
                key=mail_key,
            )
    except IntegrityError:  # another worker was faster
        return 0
    return 1
