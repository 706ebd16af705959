"""The page of one achievement: what it is, what it takes to earn it, and where."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from laurel.achievements import selectors as achievements
from laurel.achievements import services as achievement_services
from laurel.endorsements.types import About
from laurel.foundation.http import open_to_every_origin
from laurel.issuers import selectors as issuers
from laurel.pathways import selectors as pathways
from laurel.sites.public import about, endorsed, negotiation, responses, structured
from laurel.sites.ui.text import host_of

if TYPE_CHECKING:
    from laurel.achievements.models import AchievementVersion

PREFETCHING = ("prefetch", "preview")  # a browser looked ahead; nobody went there


@open_to_every_origin
@require_safe
def achievement(request: HttpRequest, achievement: str, version: int) -> HttpResponse:
    """The page, or the Open Badges 3.0 Achievement where a program asks for JSON."""
    return _shown(request, achievements.public(achievement, version), "")


@open_to_every_origin
@require_safe
def edition(
    request: HttpRequest, achievement: str, version: int, language: str
) -> HttpResponse:
    """The same in another language."""
    return _shown(request, achievements.public(achievement, version), language)


@require_safe
def earn(request: HttpRequest, achievement: str) -> HttpResponse:
    """On to where it is earned. That somebody went is counted, and nothing else is kept."""
    wanted = achievements.earned_at(achievement)
    purpose = request.headers.get("Sec-Purpose", request.headers.get("Purpose", ""))
    if request.method == "GET" and not purpose.startswith(PREFETCHING):
        achievement_services.count_visit(achievement=wanted)
    response = HttpResponseRedirect(wanted.earn_url)
    response["Cache-Control"] = "no-store"  # or the next visit would not be counted
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _shown(
    request: HttpRequest, shown: "AchievementVersion", language: str
) -> HttpResponse:
    wanted = negotiation.wanted(request, negotiation.LINKED_DATA_TYPES)
    if wanted != negotiation.HTML:
        carried = () if language else endorsed.of_version(shown)
        body = achievements.ob3_document(shown, language, carried)
        return responses.document(request, body, wanted, vary=True)
    response = render(request, "public/achievement.html", _context(shown, language))
    response["Cache-Control"] = f"public, max-age={responses.FRESH}"
    patch_vary_headers(response, ["Accept"])
    return response


def _context(shown: "AchievementVersion", language: str) -> dict[str, object]:
    found = shown.achievement
    issuer, current = found.issuer, found.current
    said = achievements.definition(shown)
    other = achievements.edition(shown, language) if language else None
    address = [found.public_id, shown.number]
    path = reverse("public:achievement", args=address)
    base = settings.LAUREL.base_url
    return {
        "version": shown,
        "achievement": found,
        "said": said,
        "name": other.name if other else said.name,
        "description": (other and other.description) or said.description,
        "edition": other,
        "language": language or said.language,
        "languages": [
            (tag, f"{path}/{tag}" if tag != said.language else path)
            for tag in (said.language, *(each.language for each in said.editions))
            if tag and said.editions
        ],
        "newer": current.number if current.number > shown.number else None,
        **about.issuer(issuer, found),
        "host": host_of(issuers.did(issuer)),
        "earn_url": reverse("public:achievement-earn", args=[found.public_id])
        if found.earn_url and not (found.archived_at or issuer.archived_at)
        else "",
        "earn_host": host_of(found.earn_url),
        "pathways": pathways.with_achievement(found.pk),
        "plan_url": reverse("backpack:plan_add") + f"?badge={found.public_id}"
        if not (found.archived_at or issuer.archived_at)
        else "",
        "image_url": reverse("public:achievement-svg", args=address),
        "absolute_image": base + reverse("public:achievement-png", args=address),
        "structured": structured.of_achievement(shown, base + path),
        "stands": {"endorsements": endorsed.shown(About(issuer, version=shown))},
        "absolute_url": base + path + (f"/{language}" if language else ""),
    }
