"""Remembering what was done with the link in an award's mail, the first time."""

from django.db import IntegrityError, transaction

from laurel.awards import selectors as awards
from laurel.deliveries import links
from laurel.deliveries.models import Reception
from laurel.foundation import clock


def note_opened(*, award_public_id: str, key: str) -> bool:
    """Remember that the link in the mail was followed; whether this was the first time."""
    return _note("opened_at", award_public_id, key)


def note_downloaded(*, award_public_id: str, key: str) -> bool:
    """Remember that the badge was taken by the mail's link; whether this was the first time."""
    return _note("downloaded_at", award_public_id, key)


def _note(what: str, award_public_id: str, key: str) -> bool:
    if not links.fits(award_public_id, key):
        return False
    missing = Reception.objects.filter(award_public_id=award_public_id)
    row = missing.first() or _begun(award_public_id)
    if getattr(row, what) is not None:
        return False
    return bool(missing.filter(**{what: None}).update(**{what: clock.now()}))


def _begun(award_public_id: str) -> Reception:
    award = awards.by_public_id(award_public_id)
    try:
        with transaction.atomic():
            return Reception.objects.create(
                award_public_id=award_public_id, organization_id=award.organization_id
            )
    except IntegrityError:  # somebody was faster
        return Reception.objects.get(award_public_id=award_public_id)
