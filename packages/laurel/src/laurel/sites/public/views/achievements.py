"""The page of one achievement: what it is, and what it takes to earn it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from laurel.achievements import selectors as achievements
from laurel.foundation.http import open_to_every_origin
from laurel.issuers import selectors as issuers
from laurel.sites.public import about, negotiation, responses
from laurel.sites.ui.text import host_of


@open_to_every_origin
@require_safe
def achievement(request: HttpRequest, achievement: str, version: int) -> HttpResponse:
    """The page, or the Open Badges 3.0 Achievement where a program asks for JSON."""
    shown = achievements.public(achievement, version)
    wanted = negotiation.wanted(request, negotiation.LINKED_DATA_TYPES)
    if wanted != negotiation.HTML:
        body = achievements.ob3_document(shown)
        return responses.document(request, body, wanted, vary=True)
    issuer = shown.achievement.issuer
    current = shown.achievement.current
    base, address = settings.LAUREL.base_url, [achievement, version]
    context = {
        "version": shown,
        "achievement": shown.achievement,
        "skills": [(skill["name"], skill["url"]) for skill in shown.skills],
        "newer": current.number if current.number > shown.number else None,
        **about.issuer(issuer, shown.achievement),
        "host": host_of(issuers.did(issuer)),
        "image_url": reverse("public:achievement-svg", args=address),
        "absolute_image": base + reverse("public:achievement-png", args=address),
        "absolute_url": base + reverse("public:achievement", args=address),
    }
    response = render(request, "public/achievement.html", context)
    response["Cache-Control"] = f"public, max-age={responses.FRESH}"
    patch_vary_headers(response, ["Accept"])
    return response
