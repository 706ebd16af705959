"""From an award to what its documents will say."""

import datetime as dt
from typing import TYPE_CHECKING

from obkit import issue

from laurel.achievements import selectors as achievements
from laurel.credentials import selectors as credentials
from laurel.credentials.types import Facts, Slot
from laurel.issuers import selectors as issuers

if TYPE_CHECKING:
    from laurel.awards.models import Award


def composed(award: "Award", *, slot: Slot, salt: str, now: dt.datetime) -> issue.Award:
    """Everything that the credential of an award says."""
    addresses = credentials.addresses_of(award.public_id)
    return issue.Award(
        id=addresses.page,
        issuer=issuers.facts(award.achievement.issuer),
        achievement=achievements.facts(award.version),
        recipient=issue.Recipient(
            email=award.recipient_key, salt=salt, name=award.recipient_name
        ),
        valid_from=valid_from(award, now=now),
        valid_until=valid_until(award),
        awarded_on=valid_from(award, now=now),
        narrative=award.narrative,
        evidence=tuple(
            issue.Evidence(
                url=item["url"], name=item["name"], narrative=item["narrative"]
            )
            for item in award.evidence
        ),
        status=issue.StatusEntry(list_url=slot.list_url, index=slot.index),
        image=addresses.png,
        ob2_id=addresses.ob2,
    )


def facts_of(award: "Award", *, now: dt.datetime) -> Facts:
    """What pages show of the credential."""
    return Facts(
        recipient_name=award.recipient_name,
        recipient_email=award.recipient_email,
        achievement_name=award.version.name,
        issuer_name=award.achievement.issuer.name,
        issued_at=valid_from(award, now=now),
        valid_until=valid_until(award),
    )


def valid_from(award: "Award", *, now: dt.datetime) -> dt.datetime:
    """The beginning of the day it was awarded, or the moment of signing; never in the future."""
    now = now.replace(microsecond=0)  # documents say seconds
    if award.issued_on is None:
        return now
    # Where it is tomorrow already, the day's beginning in UTC is still to come.
    return min(now, dt.datetime.combine(award.issued_on, dt.time.min, dt.UTC))


def valid_until(award: "Award") -> dt.datetime | None:
    """The end of its last day, or None: it never expires."""
    if award.expires_on is None:
        return None
    return dt.datetime.combine(award.expires_on, dt.time(23, 59, 59), dt.UTC)
