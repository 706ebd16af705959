"""Reading what people hold: their awards of this instance as they stand now, and what they brought.

An award is in the backpack of whoever has proven its address, whatever the letter case, without
any step: it is looked up each time.
"""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from laurel.accounts import selectors as accounts
from laurel.awards import selectors as awards
from laurel.awards.types import AwardState, Visibility
from laurel.backpack import paths, spaces
from laurel.backpack.errors import NotFound
from laurel.backpack.models import Import, Preference, Removal
from laurel.backpack.spaces import Origin, Space
from laurel.backpack.types import Held, Holding, Standing
from laurel.credentials import selectors as credentials
from laurel.foundation import clock
from laurel.issuers import selectors as issuers

if TYPE_CHECKING:
    from laurel.awards.models import Award
    from laurel.credentials.models import Credential

SOON = dt.timedelta(days=60)  # long enough to renew, short enough to be believed
MOST_AWARDS = 5_000  # shown of one person; ten times what the fullest backpacks have
UNCHECKED = "A badge that could not be checked"

# What a card says; the wide columns stay where they are.
_SHOWN = (
    "public_id", "recipient_key", "issued_on", "expires_on", "granted_at",
    "organization__name", "achievement__public_id", "achievement__issuer__time_zone",
    "achievement__issuer__public_id", "achievement__issuer__url", "organization__slug",
    "version__number", "version__skills", "state",
)  # fmt: skip


def held(account_id: uuid.UUID, *, keys: Collection[str] = ()) -> list[Held]:
    """Everything in a person's backpack, the newest first; what they put away is left out.

    Give the `keys_of` the account where they are at hand.
    """
    removed = Removal.objects.filter(account_id=account_id)
    mine = awards.of_keys(keys) if keys else _awards_of(account_id)
    mine = mine.exclude(public_id__in=removed.values("award_public_id"))
    return _newest_first([*_own(mine), *_of_rows(imports_of(account_id))])


def held_of(account_id: uuid.UUID, achievement_ids: Collection[str]) -> list[Held]:
    """What a person was awarded of these achievements and did not put away."""
    removed = Removal.objects.filter(account_id=account_id)
    mine = _awards_of(account_id).filter(
        achievement__public_id__in=list(achievement_ids)
    )
    mine = mine.exclude(public_id__in=removed.values("award_public_id"))
    return list(_own(mine, _spaces(account_id)))


def put_away(account_id: uuid.UUID) -> list[Held]:
    """The awards that a person took out of their backpack, the newest first."""
    removed = Removal.objects.filter(account_id=account_id)
    mine = _awards_of(account_id).filter(
        public_id__in=removed.values("award_public_id")
    )
    return _newest_first(_own(mine, _spaces(account_id)))


def has_put_away(account_id: uuid.UUID) -> bool:
    """Whether a person took anything out of their backpack."""
    return Removal.objects.filter(account_id=account_id).exists()


def find(account_id: uuid.UUID, refs: Collection[str]) -> list[Held]:
    """Those of these badges that the person holds, in the order asked for."""
    mine = _awards_of(account_id).filter(public_id__in=refs)
    brought = imports_of(account_id).filter(public_id__in=refs)
    return _in_order(refs, [*_own(mine, _spaces(account_id)), *_of_rows(brought)])


def shown(refs: Collection[str]) -> list[Held]:
    """These badges for everybody's eyes, in the order asked for, whosever they are.

    Left out is what its holder keeps private, and what was made out to somebody else than the
    person who brought it. What was never checked is there without the words in it, which may be
    a forger's.
    """
    own = _own(awards.of_public_ids(set(refs) - _private(refs)))
    brought = (
        Import.objects.filter(public_id__in=refs)
        .exclude(holding=Holding.ANOTHER.value)
        .exclude(standing=Standing.FALSE.value)
    )
    now = clock.now()
    return _in_order(refs, [*own, *(_in_public(row, now) for row in _light(brought))])


def imports_of(account_id: uuid.UUID) -> QuerySet[Import]:
    """What a person brought, the newest first, without the bytes."""
    found = Import.objects.filter(account_id=account_id)
    return _light(found).order_by("-brought_at", "-pk")


def imported(account_id: uuid.UUID, ref: str) -> Import:
    """One badge that this person brought, with its bytes.

    Raises:
        NotFound: there is none of that id in their backpack.
    """
    found = Import.objects.filter(account_id=account_id, public_id=ref).first()
    if found is None:
        raise NotFound("no such badge in this backpack")
    return found


def card_of(row: Import) -> Held:
    """An imported badge as a card shows it."""
    return _brought(row, clock.now())


def picture(ref: str) -> bytes:
    """The small picture of an imported badge, for whoever knows its id; no badge is in it.

    Raises:
        NotFound: there is none.
    """
    found = Import.objects.filter(public_id=ref).only("picture").first()
    if found is None or not found.picture:
        raise NotFound("no picture of that badge")
    return bytes(found.picture)


def addresses_of(account_id: uuid.UUID) -> list[str]:
    """The addresses whose awards are in this backpack, the primary one first."""
    return accounts.proven_addresses(account_id)


def keys_of(account_id: uuid.UUID) -> frozenset[str]:
    """The person's proven addresses, in the one spelling that awards have."""
    return frozenset(map(awards.recipient_key, accounts.proven_addresses(account_id)))


def space_of(account_id: uuid.UUID) -> str:
    """The space that the person chose to look at; empty: all of them."""
    found = Preference.objects.filter(account_id=account_id).first()
    return found.space if found else ""


def standing_of(row: Import, *, now: dt.datetime) -> Standing:
    """How it stands with an imported badge, as of the last look at it and by today's date."""
    standing = Standing(row.standing)
    return _in_time(standing, row.expires_at, now) if standing.counts else standing


def _private(refs: Collection[str]) -> frozenset[str]:
    chosen = awards.disclosures(refs).items()
    return frozenset(
        ref for ref, each in chosen if each.visibility is Visibility.PRIVATE
    )


def _awards_of(account_id: uuid.UUID) -> "QuerySet[Award]":
    return awards.of_keys(keys_of(account_id))


def _spaces(account_id: uuid.UUID) -> dict[uuid.UUID, Space]:
    """What the spaces in all of somebody's backpack are called."""
    removed = Removal.objects.filter(account_id=account_id)
    mine = _awards_of(account_id).exclude(
        public_id__in=removed.values("award_public_id")
    )
    columns = ("organization_id", "organization__name", "organization__slug")
    rows = mine.order_by().values_list(*columns, "achievement__issuer__url").distinct()
    return spaces.told_apart(Origin(*row) for row in rows)


def _own(
    rows: "QuerySet[Award]", called: dict[uuid.UUID, Space] | None = None
) -> Iterator[Held]:
    """Awards as cards; what is not signed yet is not held by anybody.

    Their spaces are `called` so; else they are told apart among these alone.
    """
    rows = rows.only(*_SHOWN)[:MOST_AWARDS]
    found = list(rows)
    documents = {
        each.award_public_id: each
        for each in credentials.of_awards([award.public_id for award in found])
    }
    among, now = spaces.told_apart(map(_origin, found)), clock.now()
    among |= called or {}
    for award in found:
        if document := documents.get(award.public_id):
            yield _card(award, document, among[award.organization_id], now)


def _origin(award: "Award") -> Origin:
    organization, issuer = award.organization, award.achievement.issuer
    return Origin(organization.pk, organization.name, organization.slug, issuer.url)


def _card(
    award: "Award", document: "Credential", space: Space, now: dt.datetime
) -> Held:
    achievement, version = award.achievement, award.version
    return Held(
        ref=award.public_id,
        is_imported=False,
        name=document.achievement_name,
        issuer_name=document.issuer_name,
        space=space.name,
        other_spaces=space.others,
        issued_on=award.issued_on
        or issuers.day(achievement.issuer, document.issued_at),
        expires_on=award.expires_on,
        standing=_standing(award, document, now),
        skills=tuple(skill["name"] for skill in version.skills),
        page=paths.award(award.public_id),
        image=paths.art(achievement.public_id, version.number),
        came_at=award.granted_at,
        brand=achievement.issuer.public_id,
        achievement=achievement.public_id,
    )


def _standing(award: "Award", document: "Credential", now: dt.datetime) -> Standing:
    if document.is_revoked:
        return Standing.REVOKED
    if document.is_suspended:
        return Standing.SUSPENDED
    if award.state == AwardState.RENEWED.value:
        return Standing.RENEWED
    return _in_time(Standing.VALID, document.valid_until, now)


def _in_time(standing: Standing, end: dt.datetime | None, now: dt.datetime) -> Standing:
    if end is None or now + SOON < end:
        return standing
    return Standing.EXPIRED if now > end else Standing.EXPIRING


def _of_rows(rows: QuerySet[Import]) -> list[Held]:
    now = clock.now()
    return [_brought(row, now) for row in rows]


def _brought(row: Import, now: dt.datetime) -> Held:
    return Held(
        ref=row.public_id,
        is_imported=True,
        name=row.name,
        issuer_name=row.issuer_name,
        space=_space(row),
        issued_on=row.issued_on,
        expires_on=row.expires_at.date() if row.expires_at else None,
        standing=standing_of(row, now=now),
        skills=tuple(row.skills),
        page=paths.imported(row.public_id),
        image=paths.picture(row.public_id) if row.has_picture else "",
        came_at=row.brought_at,
        holding=Holding(row.holding),
        checked_at=row.checked_at,
    )


def _in_public(row: Import, now: dt.datetime) -> Held:
    card = replace(_brought(row, now), page="")
    if row.is_vouched:
        return card
    return replace(card, name=UNCHECKED, issuer_name="", space="", skills=(), image="")


def _space(row: Import) -> str:
    """Whoever calls itself like an organisation of ours does not stand among its badges."""
    return " · ".join(filter(None, (row.issuer_name, row.issuer_host)))


def _light(rows: QuerySet[Import]) -> QuerySet[Import]:
    return rows.defer("data", "picture")


def _newest_first(cards: Iterable[Held]) -> list[Held]:
    return sorted(cards, key=lambda card: card.came_at, reverse=True)


def in_space(held: Iterable[Held], chosen: str) -> str:
    """The space that somebody means who once chose this one; empty: it is not there any more.

    An organisation is called by its name alone until there is a namesake, and then again.
    """
    cards = list(held)
    if any(card.space == chosen for card in cards):
        return chosen
    return min((c.space for c in cards if chosen in c.other_spaces), default="")


def _in_order(refs: Collection[str], cards: Iterable[Held]) -> list[Held]:
    by_ref = {card.ref: card for card in cards}
    return [by_ref[ref] for ref in dict.fromkeys(refs) if ref in by_ref]
