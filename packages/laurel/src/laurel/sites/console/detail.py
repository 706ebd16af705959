"""One award as its page in the console shows it."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from laurel.achievements import selectors as achievements
from laurel.awards import access as award_access
from laurel.awards import selectors as awards
from laurel.awards.types import AwardState, Evidence
from laurel.credentials import selectors as credentials
from laurel.credentials.types import Cause
from laurel.issuing import selectors as issuing
from laurel.sites.console import deliveries, reasons, rows
from laurel.sites.console.gate import Place
from laurel.sites.console.phrases import FACTS

if TYPE_CHECKING:
    from laurel.awards.models import Amendment, Award
    from laurel.credentials.models import Credential


def visible(place: Place, award_id: str) -> "Award":
    """The award, if it is of this organisation.

    Raises:
        NotFound: unknown, or not theirs.
    """
    found = award_access.for_viewing(place.actor, award_id)
    place.require(found.organization_id)
    return found


def shown(place: Place, found: "Award") -> dict[str, Any]:
    """What the page of an award shows, and what may be done there."""
    slug = place.organization.slug
    credential = credentials.of_award(found.public_id)
    status, word = rows.standing_of(found, credential)
    page = credentials.addresses_of(found.public_id).page if credential else ""
    reason = credential.revocation_reason if credential else ""
    return {
        "id": found.public_id,
        "href": reverse("console:award", args=[slug, found.public_id]),
        "recipient_name": found.recipient_name,
        "recipient_email": found.recipient_email,
        "mail_address": issuing.mail_address(found),
        "badge_name": found.version.name,
        "badge_href": reverse(
            "console:badge", args=[slug, found.achievement.public_id]
        ),
        "image": achievements.image_address(found.version),
        "version": found.version.number,
        "issued_on": found.issued_on or found.granted_at.date(),
        "expires_on": found.expires_on,
        "granted_by": found.granted_by,
        "narrative": found.narrative,
        "evidence": [Evidence(**piece) for piece in found.evidence],
        "status": status,
        "status_word": word,
        "page": page,
        "downloads": [
            {"word": "Picture (PNG)", "href": f"{page}/badge.png"},
            {"word": "Drawing (SVG)", "href": f"{page}/badge.svg"},
            {"word": "Open Badges 3.0 (JSON)", "href": f"{page}/credential.json"},
            {"word": "Signed token (JWT)", "href": f"{page}/credential.jwt"},
        ],
        "deliveries": deliveries.log_of(found),
        "received": deliveries.reception_of(found),
        "editions": [
            _edition(generation)
            for generation in credentials.generations(found.public_id)
        ],
        "amendments": [_amendment(made) for made in awards.amendments(found)],
        "waiver": awards.waiver(found),
        "suspended": bool(credential and credential.is_suspended),
        "suspended_at": credential.suspended_at if credential else None,
        "suspension_wording": credential.suspension_wording if credential else "",
        "suspension_note": credential.suspension_note if credential else "",
        "revoked": bool(credential and credential.is_revoked),
        "revoked_at": credential.revoked_at if credential else None,
        "revocation_reason": reasons.title(reason),
        "revocation_wording": credential.revocation_wording if credential else "",
        "revocation_note": credential.revocation_note if credential else "",
        "renewed_by": _link(place, awards.renewal_of(found)),
        "renews": _link(place, found.renews),
        **_may(place, credential),
        "may_renew": _may_renew(place, found, credential),
    }


def _link(place: Place, other: "Award | None") -> dict[str, Any] | None:
    """The award before or after this one."""
    if other is None:
        return None
    return {
        "href": reverse(
            "console:award", args=[place.organization.slug, other.public_id]
        ),
        "day": other.issued_on or other.granted_at.date(),
    }


def _may_renew(place: Place, found: "Award", credential: "Credential | None") -> bool:
    """Whether this person may have another award take its place."""
    is_in_force = found.state == AwardState.ISSUED.value and found.erased_at is None
    is_active = bool(credential and credential.is_active)
    return place.may_award and is_in_force and is_active


def _may(place: Place, credential: "Credential | None") -> dict[str, bool]:
    """What this person may do about it, in the status that it has."""
    is_active = bool(credential and credential.is_active)
    is_suspended = bool(credential and credential.is_suspended)
    is_over = is_suspended or bool(credential and credential.is_revoked)
    return {
        "may_resend": place.may_award and not is_over,
        "may_correct": place.may_award and is_active,
        "may_suspend": place.may_award and is_active,
        "may_revoke": place.may_award and (is_active or is_suspended),
        "may_reinstate": place.may_award and is_over,
    }


_CAUSES = {
    Cause.ISSUED: "Signed",
    Cause.CORRECTED: "Signed anew, corrected",
    Cause.REINSTATED: "Signed anew, reinstated",
    Cause.DISCLOSED: "Signed anew, as the holder wants it shown",
    Cause.ENDORSED: "Signed anew, with other endorsements",
}


def _edition(credential: "Credential") -> dict[str, Any]:
    """One generation in the history of the badge."""
    status, word = rows.status_of(credential)
    return {
        "number": credential.generation,
        "what": _CAUSES[Cause(credential.cause)],
        "at": credential.created_at,
        "status": status,
        "status_word": word,
        "then": _what_then(credential),
    }


def _what_then(credential: "Credential") -> list[tuple[str, datetime]]:
    told = (
        ("suspended", credential.suspended_at),
        ("revoked", credential.revoked_at),
        ("reinstated", credential.reinstated_at),
        ("replaced", credential.superseded_at),
    )
    return [(word, at) for word, at in told if at is not None]


def _amendment(made: "Amendment") -> dict[str, Any]:
    return {
        "at": made.at,
        "by": made.by,
        "reason": made.reason,
        "facts": [
            changed(name, made.before.get(name), made.after.get(name))
            for name in FACTS
            if name in made.after
        ],
    }


def changed(name: str, before: Any, after: Any) -> dict[str, str]:
    """One fact before and after, in words."""
    return {"label": FACTS[name], "before": _said(before), "after": _said(after)}


def _said(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(as_line(piece) for piece in value)
    return "" if value is None else str(value)


def as_line(piece: Mapping[str, str]) -> str:
    """A piece of evidence as it is typed."""
    return " | ".join(filter(None, (piece["name"], piece["url"]))) or piece["narrative"]
