"""The page of one issuer: who it is, what it awards, which keys it signs with."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from laurel.achievements import selectors as achievements
from laurel.endorsements.types import About
from laurel.foundation.http import open_to_every_origin
from laurel.issuers import selectors as issuers
from laurel.programs import selectors as programs
from laurel.sites.public import about, endorsed, negotiation, responses
from laurel.sites.ui.text import host_of


@open_to_every_origin
@require_safe
def issuer(request: HttpRequest, issuer: str) -> HttpResponse:
    """The page, or the Open Badges 3.0 Profile where a program asks for JSON."""
    shown = issuers.public(issuer)
    wanted = negotiation.wanted(request, negotiation.LINKED_DATA_TYPES)
    if wanted != negotiation.HTML:
        body = issuers.profile(shown, endorsed.of_issuer(shown))
        return responses.document(request, body, wanted, vary=True)
    page = reverse("public:issuer", args=[issuer])
    context = {
        **about.issuer(shown),
        "did": issuers.did(shown),
        "host": host_of(issuers.did(shown)),
        "absolute_url": settings.LAUREL.base_url + page,
        "badges": [a.current for a in achievements.of_issuer(shown)],
        "stands": {"endorsements": endorsed.shown(About(shown))},
    }
    response = render(request, "public/issuer.html", context)
    response["Cache-Control"] = f"public, max-age={responses.FRESH}"
    patch_vary_headers(response, ["Accept"])
    return response


@require_safe
def guide(request: HttpRequest, issuer: str = "") -> HttpResponse:
    """How earners keep their badges and show them; in the issuer's look, if they came from one."""
    path = reverse("share:guide", args=[issuer]) if issuer else reverse("share:guides")
    whose = (
        about.issuer(issuers.public(issuer))
        if issuer
        else {"help_url": reverse("desk:choose")}
    )
    context = {**whose, "absolute_url": settings.LAUREL.base_url + path}
    response = render(request, "public/share/guide.html", context)
    response["Cache-Control"] = f"public, max-age={responses.FRESH}"
    return response


@require_safe
def issuer_help(request: HttpRequest, issuer: str) -> HttpResponse:
    """What earners ask, answered by the issuer; and who answers the rest."""
    shown = issuers.public(issuer)
    page = reverse("public:issuer-help", args=[issuer])
    context = {
        **about.issuer(shown),
        "help": issuers.help_of(shown),
        "contacts": programs.contacts(shown.organization),
        "absolute_url": settings.LAUREL.base_url + page,
    }
    response = render(request, "public/issuer_help.html", context)
    response["Cache-Control"] = f"public, max-age={responses.FRESH}"
    return response
