"""Reading awards."""

import datetime as dt
import uuid
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import FilteredRelation, Q, QuerySet

from laurel.achievements.types import DuplicatePolicy
from laurel.awards import claims, guards, rules, showing
from laurel.awards.errors import NotFound, Refused
from laurel.awards.models import Amendment, Award, HolderChoice, Waiver
from laurel.awards.types import (
    OVER,
    AwardState,
    Disclosure,
    Evidence,
    Obstacle,
    Shown,
)
from laurel.foundation import clock, editions
from laurel.foundation.people import Person, within
from laurel.notifications import selectors as notifications
from laurel.recipients import selectors as recipients

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement
    from laurel.organizations.models import Organization

# On an award of `public`: what took its place, if anything; and the edition of that moment.
_RENEWED_BY, _EDITION = "renewed_by", "edition"


def by_public_id(public_id: str) -> Award:
    """One award with what it is about, by the id in its address; say only that it exists.

    Raises:
        NotFound: there is none of that id.
    """
    rows = _whole(Award.objects.filter(public_id=public_id))
    return _found(rows.select_related("holder_choice").first())


def public(public_id: str) -> Award:
    """The same with all that its page tells: what it renews, and what renews it.

    Raises:
        NotFound: there is none of that id.
    """
    after = FilteredRelation(
        "renewals", condition=~Q(renewals__state=AwardState.REVOKED.value)
    )
    rows = _whole(Award.objects.filter(public_id=public_id)).annotate(
        **{_RENEWED_BY: after, _EDITION: editions.now()}
    )
    beside = ("renews__holder_choice", f"{_RENEWED_BY}__holder_choice")
    return _found(rows.select_related("holder_choice", *beside).first())


def edition_of(award: Award) -> int:
    """Which edition of what public pages tell an award of `public` was read with."""
    edition: int = getattr(award, _EDITION)
    return edition


def organization_id_of(public_id: str) -> uuid.UUID:
    """Whose award it is, and nothing else of it.

    Raises:
        NotFound: there is none of that id.
    """
    found = Award.objects.filter(public_id=public_id)
    owner = found.values_list("organization_id", flat=True).first()
    if owner is None:
        raise NotFound("no such award")
    return owner


def of_organization(organization: "Organization") -> QuerySet[Award]:
    """The organization's awards, the newest first."""
    return _whole(Award.objects.filter(organization=organization)).order_by(
        "-granted_at", "-pk"
    )


def of_key(organization: "Organization", idempotency_key: str) -> Award | None:
    """The organization's award that was granted with this key, or None."""
    return of_organization(organization).filter(idempotency_key=idempotency_key).first()


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

    A revoked or a renewed award is not, and `but` is not looked at. With *once, while it is
    valid* an expired one is not, either.
    """
    found = Award.objects.filter(
        achievement=achievement, recipient_key__in=recipient_keys
    ).exclude(state__in=OVER)
    if but is not None:
        found = found.exclude(pk=but.pk)
    if achievement.duplicate_policy == DuplicatePolicy.ONCE_VALID:
        found = found.filter(
            Q(expires_on__isnull=True) | Q(expires_on__gte=clock.today())
        )
    return dict(found.order_by("pk").values_list("recipient_key", "public_id"))


def of_public_ids(public_ids: Collection[str]) -> QuerySet[Award]:
    """Those of these awards that exist, for everybody; without those of erased people."""
    found = Award.objects.filter(public_id__in=list(public_ids), erased_at=None)
    return _whole(found)


def in_force(public_ids: Iterable[str]) -> QuerySet[Award]:
    """Those of these awards that are neither revoked nor renewed."""
    return _whole(Award.objects.filter(public_id__in=list(public_ids))).exclude(
        state__in=OVER
    )


def every_in_force() -> QuerySet[Award]:
    """The awards of everybody that are not revoked, for queries that narrow it."""
    return Award.objects.exclude(state=AwardState.REVOKED.value)


def in_force_at(organization_id: uuid.UUID) -> QuerySet[Award]:
    """The awards of an organization that are neither revoked nor renewed."""
    return _whole(Award.objects.filter(organization_id=organization_id)).exclude(
        state__in=OVER
    )


def in_force_but(public_ids: "QuerySet[Any]") -> QuerySet[Award]:
    """Every award of somebody that is in force and not among these, oldest first.

    `public_ids` is a query of one column; awards of erased people are left out.
    """
    return (
        _whole(Award.objects.exclude(public_id__in=public_ids))
        .exclude(state__in=OVER)
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


def obstacles(
    achievement: "Achievement", recipient_keys: Collection[str]
) -> Mapping[str, tuple[Obstacle, ...]]:
    """Normalised address → what stands in the way of awarding it; others may be awarded."""
    return guards.obstacles(achievement, recipient_keys)


def waiver(award: Award) -> Waiver | None:
    """Why it was granted although something stood in the way; None: nothing did."""
    return Waiver.objects.filter(award=award).first()


def recipient_key(email: str) -> str:
    """One form for all spellings of an address: whoever has the same is the same person."""
    return rules.normalised(email.strip())


def of_person(person: Person) -> QuerySet[Award]:
    """The awards that a person was given, under any of their addresses."""
    whose = Q(recipient_key__in=person.keys) | Q(public_id__in=person.award_ids)
    return _whole(
        Award.objects.filter(whose, within(person), erased_at=None).order_by("pk")
    )


def language_of(text: str) -> str | None:
    """The code of the language that somebody means, if mails can be written in it."""
    return notifications.language_of(text)


def count(public_ids: "QuerySet[Any]", *states: AwardState) -> int:
    """How many of these awards are in such a state; `public_ids` is a query of one column."""
    found = [state.value for state in states]
    return Award.objects.filter(public_id__in=public_ids, state__in=found).count()


def amendments(award: Award) -> QuerySet[Amendment]:
    """The corrections of an award, the newest first."""
    return award.amendments.order_by("-number")


def renewal_of(award: Award) -> Award | None:
    """The award that took the place of this one, if one did and is not revoked."""
    if award.state != AwardState.RENEWED.value:
        return None
    if hasattr(award, _RENEWED_BY):  # it came with it
        known: Award | None = getattr(award, _RENEWED_BY)
        return known
    taken = Award.objects.filter(renews=award).exclude(state=AwardState.REVOKED.value)
    return _whole(taken).select_related("holder_choice").first()


def renewals_of(public_ids: Collection[str]) -> dict[str, Award]:
    """The same for many awards, by their ids; those that stand as they are are left out."""
    taken = Award.objects.filter(
        renews__public_id__in=public_ids, renews__state=AwardState.RENEWED.value
    ).exclude(state=AwardState.REVOKED.value)
    rows = _whole(taken).select_related("renews", "holder_choice").order_by("-pk")
    return {row.renews.public_id: row for row in rows if row.renews}


def times_renewed(award: Award) -> int:
    """How often another award was made to take its place, those revoked since included."""
    return award.renewals.count()


def disclosure(award_public_id: str) -> Disclosure:
    """What its holder lets others see of an award; the default where nobody chose."""
    row = HolderChoice.objects.filter(award__public_id=award_public_id).first()
    return showing.from_row(row)


def disclosure_of(award: Award) -> Disclosure:
    """The same, of an award in hand; one of `by_public_id` has it with it."""
    return showing.from_row(getattr(award, "holder_choice", None))


def disclosures(award_public_ids: Collection[str]) -> dict[str, Disclosure]:
    """The same for many awards, by their ids; those of which nobody chose are left out."""
    found = HolderChoice.objects.filter(award__public_id__in=award_public_ids)
    return {
        row.award.public_id: showing.from_row(row)
        for row in found.select_related("award")
    }


def shown(award: Award, chosen: Disclosure | None = None) -> Shown:
    """What others see of the facts about the person; None: as the holder chose."""
    return showing.shown(award, chosen or disclosure(award.public_id))


def evidence_key(item: Mapping[str, str]) -> str:
    """What a piece of evidence is called in a disclosure."""
    return showing.evidence_key(item)


def mail_address(award: Award) -> str:
    """Where mail about it reaches the person: what the institution's record says by now."""
    return recipients.current_address(
        award.organization_id, award.recipient_email, as_of=award.granted_at
    )


def claim_address(award_public_id: str, email: str) -> str:
    """The link for a mail to this address: it shows the award to its reader as theirs."""
    return claims.address(award_public_id, email)


def claimed(award: Award, token: str) -> str:
    """The address that the link with this token was sent to; nothing: it is none of ours.

    A link to an address that the award had before, and has no more, is none either.
    """
    for email in (award.recipient_email, mail_address(award)):
        if claims.fits(award.public_id, email, token):
            return email
    return ""


def _found(award: Award | None) -> Award:
    if award is None:
        raise NotFound("no such award")
    award.version.achievement = award.achievement  # which need not be asked for again
    return award


def _whole(rows: QuerySet[Award]) -> QuerySet[Award]:
    return rows.select_related("organization", "achievement__issuer", "version")
