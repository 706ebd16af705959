"""Changing what is in a backpack: bringing badges, looking at them again, putting away."""

import hashlib
import uuid
from typing import Any

from django.db import IntegrityError, transaction
from obkit.baking import MAX_IMAGE_BYTES
from obkit.verify import Kind, Report

from laurel.accounts import selectors as accounts
from laurel.awards import selectors as awards
from laurel.backpack import paths, pictures, reading, selectors
from laurel.backpack.errors import AlreadyHeld, NotFound, NotKept, Refused
from laurel.backpack.events import (
    AwardPutAway,
    AwardTakenBack,
    BadgeImported,
    ImportChanged,
    ImportRemoved,
)
from laurel.backpack.models import Import, Preference, Removal
from laurel.backpack.types import Holding, Reason, Standing
from laurel.credentials import selectors as credentials
from laurel.foundation import clock, events
from laurel.foundation.actors import SYSTEM, Actor
from laurel.verification import services as verification
from laurel.verification.selectors import status_of_all
from laurel.verification.types import Status

MOST_IMPORTS = 500  # more than anybody was ever given elsewhere
MOST_BYTES = (
    200 * 1024 * 1024
)  # of one person: 500 usual pictures, or 20 of the largest
MOST_SPACE = 600
_AWARDS = (Kind.OB3_ACHIEVEMENT, Kind.OB2_ASSERTION)

# What is kept, and how it is said to stand. What is not here is not kept.
KEPT: dict[Status, Standing] = {
    Status.VALID: Standing.VALID,
    Status.EXPIRED: Standing.EXPIRED,
    Status.EARLY: Standing.EARLY,
    Status.REVOKED: Standing.REVOKED,
    Status.SUSPENDED: Standing.SUSPENDED,
    Status.UNKNOWN: Standing.UNKNOWN,
}


def bring(*, account_id: uuid.UUID, data: bytes, actor: Actor) -> Import:
    """Verify a badge of any issuer and keep its bytes as they came.

    A badge that cannot be checked now is kept as just that. One of another person is kept as not
    proven: whose address it is may be proven later.

    Raises:
        AlreadyHeld: it is in the backpack, as these bytes or as the same badge.
        NotKept: it is no badge, or was changed, or is not its issuer's; `report` says why.
        Refused: too many, or too large.
    """
    _guard(account_id, data)
    report = verification.verify(data=data)
    return _keep(account_id, data, report, source="", actor=actor)


def bring_link(*, account_id: uuid.UUID, url: str, actor: Actor) -> Import:
    """The same for the badge that a link leads to, as it came from there.

    Raises:
        AlreadyHeld, NotKept, Refused: as for `bring`.
    """
    _guard(account_id, b"")
    data, report = verification.take_link(url=url)
    _guard(account_id, data)
    return _keep(account_id, data, report, source=url, actor=actor)


def look_again(*, row: Import, actor: Actor = SYSTEM) -> tuple[Import, Report]:
    """Verify an imported badge now; what is found is noted, and its report returned.

    What could not be checked stays what was read of it before, but is not called valid.
    """
    data = bytes(row.data)
    report = verification.verify(data=data)
    if row.source and status_of_all(report) is Status.UNKNOWN:
        # A badge of the first years says nowhere where it is hosted: the link was all.
        there, found = verification.take_link(url=row.source)
        report = found if there == data else report
    return _noted(row, report, actor), report


@transaction.atomic
def remove(*, account_id: uuid.UUID, ref: str, actor: Actor) -> None:
    """Throw an imported badge away, with its bytes.

    Raises:
        NotFound: there is none of that id in their backpack.
    """
    gone, _ = Import.objects.filter(account_id=account_id, public_id=ref).delete()
    if not gone:
        raise NotFound("no such badge in this backpack")
    events.publish(ImportRemoved(actor=actor, ref=ref))


@transaction.atomic
def put_away(
    *, account_id: uuid.UUID, award_public_id: str, reason: Reason, actor: Actor
) -> Removal:
    """Take an award out of the backpack. The award, its page and its files stay as they are.

    Raises:
        NotFound: it is not this person's.
    """
    _own(account_id, award_public_id)
    row, _ = Removal.objects.update_or_create(
        account_id=account_id,
        award_public_id=award_public_id,
        defaults={"reason": reason.value, "at": clock.now()},
    )
    events.publish(
        AwardPutAway(actor=actor, award_public_id=award_public_id, reason=reason.value)
    )
    return row


@transaction.atomic
def take_back(*, account_id: uuid.UUID, award_public_id: str, actor: Actor) -> None:
    """Put an award back into the backpack, where it may be already.

    Raises:
        NotFound: it is not this person's.
    """
    _own(account_id, award_public_id)
    gone, _ = Removal.objects.filter(
        account_id=account_id, award_public_id=award_public_id
    ).delete()
    if gone:
        events.publish(AwardTakenBack(actor=actor, award_public_id=award_public_id))


def choose_space(*, account_id: uuid.UUID, space: str) -> str:
    """Remember which space the person looks at; empty: all of them."""
    space = space.strip()[:MOST_SPACE]
    Preference.objects.update_or_create(
        account_id=account_id, defaults={"space": space}
    )
    return space


def _guard(account_id: uuid.UUID, data: bytes) -> None:
    """Refuse before anything is fetched what would not be kept anyhow."""
    if len(data) > MAX_IMAGE_BYTES:
        most = MAX_IMAGE_BYTES // 1024 // 1024
        raise Refused(f"A badge may have at most {most} MB.", field="badge")
    mine = Import.objects.filter(account_id=account_id)
    digest = hashlib.sha256(data).hexdigest()
    if same := mine.filter(digest=digest).only("public_id", "name").first():
        raise _already(same)
    sizes = list(mine.values_list("size", flat=True))
    if len(sizes) >= MOST_IMPORTS:
        raise Refused(
            f"Your backpack holds {MOST_IMPORTS} badges from elsewhere, which is as many as fit."
            " Remove one first."
        )
    if sum(sizes) + len(data) > MOST_BYTES:
        raise Refused(
            f"Badges from elsewhere may have {MOST_BYTES // 1024 // 1024} MB together. Remove"
            " one first."
        )


def _keep(
    account_id: uuid.UUID, data: bytes, report: Report, *, source: str, actor: Actor
) -> Import:
    standing = KEPT.get(status_of_all(report))
    if standing is None or not data or report.kind not in _AWARDS:
        raise NotKept("Nothing was kept.", report=report)
    facts = reading.facts_of(report)
    _refuse_twin(account_id, facts.badge_id)
    container = reading.container_of(data)
    picture = pictures.picture_of(data, container, facts.image)
    try:
        return _created(
            actor,
            account_id=account_id,
            data=data,
            digest=hashlib.sha256(data).hexdigest(),
            size=len(data),
            container=container,
            source=source[: reading.MOST_ID],
            brought_at=clock.now(),
            kind=report.kind,
            picture=picture,
            has_picture=bool(picture),
            standing=standing.value,
            **_read(account_id, report, facts),
        )
    except IntegrityError:  # the same bytes, handed in twice at the same moment
        _guard(account_id, data)
        raise


@transaction.atomic
def _created(actor: Actor, **facts: Any) -> Import:
    row = Import.objects.create(**facts)
    events.publish(
        BadgeImported(
            actor=actor,
            ref=row.public_id,
            container=row.container,
            standing=row.standing,
            holding=row.holding,
        )
    )
    return row


@transaction.atomic
def _noted(row: Import, report: Report, actor: Actor) -> Import:
    before = row.standing
    row.standing = _standing_now(report).value
    facts = reading.facts_of(report)
    changed = {"checked_at": report.checked_at}
    if facts.is_vouched or not row.is_vouched:
        changed = _read(row.account_id, report, facts)
    for name, value in changed.items():
        setattr(row, name, value)
    row.save(update_fields=["standing", *changed])
    if row.standing != before:
        events.publish(
            ImportChanged(
                actor=actor, ref=row.public_id, before=before, after=row.standing
            )
        )
    return row


def _standing_now(report: Report) -> Standing:
    status = status_of_all(report)
    if status in (Status.ALTERED, Status.FALSE):
        return Standing.FALSE
    return KEPT.get(status, Standing.UNKNOWN)


def _read(
    account_id: uuid.UUID, report: Report, facts: reading.Facts
) -> dict[str, Any]:
    addresses = tuple(accounts.proven_addresses(account_id))
    holding = reading.holding_of(report, addresses)
    if holding is Holding.PROVEN and not facts.is_vouched:
        holding = Holding.UNSTATED  # anybody may write an address into a file
    return {
        "badge_id": facts.badge_id,
        "name": facts.name,
        "issuer_name": facts.issuer_name,
        "issuer_host": facts.issuer_host,
        "skills": list(facts.skills),
        "issued_on": facts.issued_on,
        "expires_at": facts.expires_at,
        "is_vouched": facts.is_vouched,
        "holding": holding.value,
        "checked_at": report.checked_at,
    }


def _refuse_twin(account_id: uuid.UUID, badge_id: str) -> None:
    """Refuse the same badge in another file, or as an award that is here anyhow."""
    if not badge_id:
        return
    mine = Import.objects.filter(account_id=account_id, badge_id=badge_id)
    if twin := mine.only("public_id", "name").first():
        raise _already(twin)
    award_id = badge_id.rpartition("/")[2]
    here = credentials.addresses_of(award_id)
    if badge_id in (here.page, here.ob2) and awards.of_keys(
        selectors.keys_of(account_id)
    ).filter(public_id=award_id):
        raise AlreadyHeld(
            "This badge was awarded here, so it is in your backpack by itself.",
            page=paths.award(award_id),
        )


def _already(row: Import) -> AlreadyHeld:
    return AlreadyHeld(
        f"You have this badge already: “{row.name}”.",
        page=paths.imported(row.public_id),
    )


def _own(account_id: uuid.UUID, award_public_id: str) -> None:
    mine = awards.of_keys(selectors.keys_of(account_id))
    if not mine.filter(public_id=award_public_id).exists():
        raise NotFound("no such award in this backpack")
