"""From an award to what its documents will say."""

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from obkit import issue
from obkit.encoding import strict_json

from laurel.achievements import selectors as achievements
from laurel.awards import selectors as awards
from laurel.awards.types import Shown
from laurel.credentials import selectors as credentials
from laurel.credentials.types import Facts, Slot
from laurel.endorsements import selectors as endorsements
from laurel.endorsements.types import About
from laurel.issuers import selectors as issuers

if TYPE_CHECKING:
    from laurel.awards.models import Award


def composed(
    award: "Award",
    *,
    slot: Slot,
    salt: str,
    now: dt.datetime,
    first: dt.datetime | None = None,
) -> issue.Award:
    """Everything that the credential of an award says.

    `first` is the moment of the award that an earlier generation says; None for the first one.
    """
    addresses = credentials.addresses_of(award.public_id)
    issuer, version = award.achievement.issuer, award.version
    carried = endorsements.in_documents(issuer=issuer, version=version, award=award)
    awarded = awarded_at(award, now=now, first=first)
    until = valid_until(award)
    said = _said(award, first)
    return issue.Award(
        id=addresses.page,
        issuer=replace(issuers.facts(issuer), endorsements=carried.of(About(issuer))),
        achievement=replace(
            achievements.facts(version),
            endorsements=carried.of(About(issuer, version=version)),
        ),
        recipient=issue.Recipient(email=award.recipient_key, salt=salt, name=said.name),
        valid_from=awarded if first is None else _anew(now, until),
        valid_until=until,
        awarded_on=awarded,
        narrative=said.narrative,
        evidence=tuple(
            issue.Evidence(
                url=item["url"], name=item["name"], narrative=item["narrative"]
            )
            for item in said.evidence
        ),
        status=issue.StatusEntry(list_url=slot.list_url, index=slot.index),
        refresh=addresses.newest,
        image=addresses.png,
        ob2_id=addresses.ob2,
        endorsements=carried.of(About(issuer, award=award)),
    )


def carries_endorsements(award: "Award", document: bytes) -> bool:
    """Whether a signed document of the award has the endorsements of it that are shown now."""
    issuer = award.achievement.issuer
    carried = endorsements.in_documents(issuer=issuer, award=award)
    shown = [
        strict_json.loads_object(each.document)
        for each in carried.of(About(issuer, award=award))
    ]
    return strict_json.loads_object(document).get("endorsement", []) == shown


def facts_of(
    award: "Award", *, now: dt.datetime, first: dt.datetime | None = None
) -> Facts:
    """What pages show of the credential."""
    return Facts(
        recipient_name=_said(award, first).name,
        recipient_email=award.recipient_email,
        achievement_name=award.version.name,
        issuer_name=award.achievement.issuer.name,
        issued_at=awarded_at(award, now=now, first=first),
        valid_until=valid_until(award),
    )


def awarded_at(
    award: "Award", *, now: dt.datetime, first: dt.datetime | None = None
) -> dt.datetime:
    """The beginning of the day it was awarded, or the moment of signing; never in the future."""
    now = now.replace(microsecond=0)  # documents say seconds
    if award.issued_on is None:
        return first or now
    # Where it is tomorrow already, the day's beginning in UTC is still to come.
    return min(now, dt.datetime.combine(award.issued_on, dt.time.min, dt.UTC))


def valid_until(award: "Award") -> dt.datetime | None:
    """The end of its last day, or None: it never expires."""
    if award.expires_on is None:
        return None
    return dt.datetime.combine(award.expires_on, dt.time(23, 59, 59), dt.UTC)


def _said(award: "Award", first: dt.datetime | None) -> Shown:
    """What the documents say of the person.

    Of a first generation only evidence may be hidden, since the award was granted: nobody can have
    chosen anything else yet. One that renews another shows what that one did.
    """
    is_first = first is None and award.renews_id is None
    return awards.shown(award, awards.disclosure_of(award) if is_first else None)


def _anew(now: dt.datetime, until: dt.datetime | None) -> dt.datetime:
    """Since when a later generation counts: readers take the latest `validFrom` for the newest.

    The day of the award stays in `awardedDate`, as the standard has it. What is over already
    cannot begin after its end.
    """
    now = now.replace(microsecond=0)
    return now if until is None else min(now, until - dt.timedelta(seconds=1))
