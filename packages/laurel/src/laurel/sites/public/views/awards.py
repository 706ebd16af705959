"""The page of one award, and the same facts for programs."""

import json
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from laurel.achievements import selectors as achievements
from laurel.awards import selectors as awards
from laurel.awards.types import Visibility
from laurel.credentials import selectors as credentials
from laurel.credentials.errors import TakenDown
from laurel.foundation import clock
from laurel.foundation.errors import NotFound
from laurel.foundation.http import open_to_every_origin
from laurel.issuers import selectors as issuers
from laurel.sharing import selectors as sharing
from laurel.sites.public import (
    about,
    anatomy,
    around,
    contents,
    holding,
    local,
    negotiation,
    reports,
    responses,
    structured,
    visits,
)
from laurel.sites.public.views import cards, embeds
from laurel.sites.ui.text import clean, escape_controls, host_of
from laurel.verification import services as verification

if TYPE_CHECKING:
    from obkit.verify.report import Subject

    from laurel.achievements.models import AchievementVersion
    from laurel.achievements.types import Definition
    from laurel.awards.models import Award
    from laurel.credentials.models import Credential
    from laurel.sites.public.standings import Standing


@open_to_every_origin
@require_safe
@gzip_page  # nothing in it is secret, and it is read on telephones
@holding.as_disclosed
def award(request: HttpRequest, award: str) -> HttpResponse:
    """The award page, or the signed credential where a program asks for JSON."""
    decided = holding.award_of(request, award)  # raises NotFound
    after = awards.renewal_of(decided)
    try:
        credential, newer = credentials.public_beside(
            award, after.public_id if after else ""
        )
    except TakenDown:
        raise
    except NotFound:
        return waiting(request, award)
    wanted = negotiation.wanted(request, negotiation.CREDENTIAL_TYPES)
    if wanted != negotiation.HTML:
        return responses.document(
            request, bytes(credential.document), wanted, vary=True
        )
    visits.opened(request, award)
    standing = local.standing_with(credential, after, newer)
    context = _context(credential, decided, standing) | {
        "via": visits.query(request, award),
        "oembed_url": embeds.offered(request, award),
    }
    response = render(request, "public/award.html", context)
    response["Link"] = _alternates(credential)
    response["Cache-Control"] = responses.LIVE  # the report on it is of this moment
    patch_vary_headers(response, ["Accept", "User-Agent"])  # see embeds.offered
    return response


@open_to_every_origin
@require_safe
@holding.as_disclosed
def verification_report(request: HttpRequest, award: str) -> HttpResponse:
    """The live verification report as JSON, in the words of the page."""
    credential = credentials.public(award)
    report = verification.verify(data=bytes(credential.document), refresh=False)
    answer = responses.json_answer(
        request,
        reports.as_json(report, standing_of=lambda _: local.standing_of(credential)),
    )
    answer["Cache-Control"] = responses.LIVE
    return answer


def _context(
    credential: "Credential", award: "Award", standing: "Standing | None"
) -> dict[str, object]:
    edition = awards.edition_of(award)
    report = verification.look(
        data=bytes(credential.document),
        live={credentials.status_address(credential)},
        edition=edition,
    )
    version = credential.achievement_version
    beside = around.of(version.achievement, edition)
    shown = reports.show(report, standing=standing)
    endorser = around.endorser(credential, award, edition) if shown.endorsements else ""
    achievement = (version.achievement.public_id, version.number)
    document = json.loads(bytes(credential.document))
    said = _as_signed(version, report.subject)
    base = settings.LAUREL.base_url
    page = reverse("public:award", args=[credential.award_public_id])
    host = host_of(report.subject.issuer_id or "")
    issued_on = award.issued_on or issuers.day(credential.issuer, credential.issued_at)
    return {
        **about.issuer(credential.issuer, contact=beside.contact),
        "credential": credential,
        "version": version,
        "issued_on": issued_on,
        "expires_on": award.expires_on,
        "programs": beside.programs,
        "family": beside.family,
        "following": beside.following,
        "organization": award.organization,
        "renews": _before(award),
        "shown": shown,
        "endorser": endorser,
        "subject": report.subject,
        "said": said,
        "criteria_met": [each.text for each in said.criteria_lines] if said else [],
        # As signed, with what is said about each piece; shown as far as the report vouches.
        "evidence": document.get("evidence", ()) if report.subject.name else (),
        "document": _pretty(document),
        "contents": contents.of(document) if report.subject.name else (),
        "achievement_url": reverse("public:achievement", args=achievement),
        "image_url": reverse("public:achievement-svg", args=achievement),
        "card": cards.head_of(credential, endorser),
        **_for_search_engines(credential, award),
        "inside": anatomy.drawing(
            anatomy.parts(
                report.subject,
                version=version.number,
                host=host,
                issued_on=issued_on,
                expires_on=award.expires_on,
            )
        ),
        "absolute_url": base + page,
        "page_url": page,
        "host": host,
    }


def _before(award: "Award") -> dict[str, object] | None:
    """The award whose place it took, where others may see that one."""
    before = award.renews
    if before is None or before.erased_at is not None:
        return None
    if awards.disclosure_of(before).visibility is Visibility.PRIVATE:
        return None
    issuer = award.achievement.issuer
    return {
        "page": reverse("public:award", args=[before.public_id]),
        "day": before.issued_on or issuers.day(issuer, before.granted_at),
    }


def _for_search_engines(credential: "Credential", award: "Award") -> dict[str, object]:
    """They list an award, and are told what it is, where its holder wants that."""
    chosen = awards.disclosure_of(award)
    if chosen.visibility is not Visibility.PUBLIC:
        return {"is_unlisted": True}
    if not credential.is_active or credential.expired(clock.now()):
        return {}
    facts = sharing.facts(credential, award)
    holder = clean(credential.recipient_name)
    version = credential.achievement_version
    return {"structured": structured.of_award(version, facts, holder)}


def _as_signed(
    version: "AchievementVersion", subject: "Subject"
) -> "Definition | None":
    """What the version says, criterion by criterion; None: other words were signed."""
    if achievements.facts(version).criteria != subject.criteria:
        return None
    return achievements.definition(version)


def waiting(request: HttpRequest, award: str) -> HttpResponse:
    """The page of an award that is still being signed; programs are told that it is not there."""
    if negotiation.wants_json(request):
        raise NotFound
    response = render(request, "public/waiting.html", {"award": award})
    response["Cache-Control"] = "no-store"
    response["Refresh"] = "5"
    return response


def _alternates(credential: "Credential") -> str:
    page = reverse("public:award", args=[credential.award_public_id])
    assertion = reverse("public:ob2-assertion", args=[credential.award_public_id])
    return (
        f'<{page}>; rel="alternate"; type="application/ld+json", '
        f'<{assertion}>; rel="alternate"; type="application/ld+json"; title="OB 2.0"'
    )


def _pretty(document: dict[str, object]) -> str:
    """The signed document, laid out to be read; what cannot be seen is written out."""
    return escape_controls(json.dumps(document, ensure_ascii=False, indent=2))
