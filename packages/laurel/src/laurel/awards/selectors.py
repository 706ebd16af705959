"""Reading awards."""

import datetime as dt
import uuid
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from laurel.achievements.types import DuplicatePolicy
from laurel.awards import rules
from laurel.awards.errors import NotFound, Refused
from laurel.awards.models import Amendment, Award
from laurel.awards.types import AwardState, Evidence
from laurel.foundation import clock
from laurel.foundation.people import Person, within

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement
    from laurel.organizations.models import Organization


def by_public_id(public_id: str) -> Award:
    """One award with what it is about, by the id in its address; say only that it exists.

    Raises:
        NotFound: there is none of that id.
    """
    award = _whole(Award.objects.filter(public_id=public_id)).first()
    if award is None:
        raise NotFound("no such award")
    award.version.achievement = award.achievement  # which need not be asked for again
    return award


def of_organization(organization: "Organization") -> QuerySet[Award]:
    """The organization's awards, the newest first."""
    return _whole(Award.objects.filter(organization=organization)).order_by(
        "-granted_at", "-pk"
    )


def of_achievement(achievement: "Achievement") -> QuerySet[Award]:
    """The awards of an achievement, the newest first."""
    return _whole(Award.objects.filter(achievement=achievement)).order_by(
        "-granted_at", "-pk"
    )


def of_keys(keys: Collection[str]) -> QuerySet[Award]:
    """The awards of whoever has these normalised addresses, the newest first."""
    return _whole(Award.objects.filter(recipient_key__in=list(keys))).order_by(
        "-granted_at", "-pk"
    )


def held(
    achievement: "Achievement",
    recipient_keys: Collection[str],
    *,
    but: Award | None = None,
) -> dict[str, str]:
    """Normalised address → the newest award which that person has and which is in force.

    A revoked award is not, and `but` is not looked at. With *once, while it is valid* an
    expired one is not, either.
    """
    found = Award.objects.filter(
        achievement=achievement, recipient_key__in=recipient_keys
    ).exclude(state=AwardState.REVOKED.value)
    if but is not None:
        found = found.exclude(pk=but.pk)
    if achievement.duplicate_policy == DuplicatePolicy.ONCE_VALID:
        found = found.filter(
            Q(expires_on__isnull=True) | Q(expires_on__gte=clock.today())
        )
    return dict(found.order_by("pk").values_list("recipient_key", "public_id"))


def of_public_ids(public_ids: Collection[str]) -> QuerySet[Award]:
    """Those of these awards that exist, for everybody."""
    return _whole(Award.objects.filter(public_id__in=list(public_ids)))


def in_force(public_ids: Iterable[str]) -> QuerySet[Award]:
    """Those of these awards that are not revoked."""
    return _whole(Award.objects.filter(public_id__in=list(public_ids))).exclude(
        state=AwardState.REVOKED.value
    )


def in_force_at(organization_id: uuid.UUID) -> QuerySet[Award]:
    """The awards of an organization that are not revoked."""
    return _whole(Award.objects.filter(organization_id=organization_id)).exclude(
        state=AwardState.REVOKED.value
    )


def in_force_but(public_ids: "QuerySet[Any]") -> QuerySet[Award]:
    """Every award of somebody that is not revoked and not among these, oldest first.

    `public_ids` is a query of one column; awards of erased people are left out.
    """
    return (
        _whole(Award.objects.exclude(public_id__in=public_ids))
        .exclude(state=AwardState.REVOKED.value)
        .filter(erased_at=None)
        .order_by("pk")
    )


def faults(
    *,
    recipient_name: str,
    recipient_email: str,
    narrative: str = "",
    evidence: Sequence[Evidence] = (),
    issued_on: dt.date | None = None,
    expires_on: dt.date | None = None,
) -> dict[str, str]:
    """What `services.grant` would say about these facts, by field; empty: nothing."""
    asked: tuple[Callable[[], object], ...] = (
        lambda: rules.recipient_name(recipient_name),
        lambda: rules.recipient_email(recipient_email),
        lambda: rules.narrative(narrative),
        lambda: rules.evidence(evidence),
        lambda: rules.dates(issued_on, expires_on, today=clock.today()),
    )
    found = {}
    for ask in asked:
        try:
            ask()
        except Refused as refusal:
            found[refusal.field] = refusal.message
    return found


def recipient_key(email: str) -> str:
    """One form for all spellings of an address: whoever has the same is the same person."""
    return rules.normalised(email.strip())


def of_person(person: Person) -> QuerySet[Award]:
    """The awards that a person was given, under any of their addresses."""
    whose = Q(recipient_key__in=person.keys) | Q(public_id__in=person.award_ids)
    return _whole(
        Award.objects.filter(whose, within(person), erased_at=None).order_by("pk")
    )


def count(public_ids: "QuerySet[Any]", state: AwardState) -> int:
    """How many of these awards are in this state; `public_ids` is a query of one column."""
    return Award.objects.filter(public_id__in=public_ids, state=state.value).count()


def amendments(award: Award) -> QuerySet[Amendment]:
    """The corrections of an award, the newest first."""
    return award.amendments.order_by("-number")


def _whole(rows: QuerySet[Award]) -> QuerySet[Award]:
    return rows.select_related("organization", "achievement__issuer", "version")
