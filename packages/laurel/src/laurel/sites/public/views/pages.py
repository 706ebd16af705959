"""The first page and the page that explains."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from laurel.achievements import selectors as achievements
from laurel.issuers import selectors as issuers
from laurel.sites.public import responses

if TYPE_CHECKING:
    from laurel.achievements.models import AchievementVersion

# The first page is a shop window, not a catalogue.
MAX_BADGES = 12
MAX_ISSUERS = 12


@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    """What this place is for; on an empty instance, what to do first."""
    shown = list(issuers.listed(limit=MAX_ISSUERS))
    if not shown:
        response = render(request, "public/first_run.html")
        response["Cache-Control"] = "no-store"
        return response
    badges = [a.current for a in achievements.listed(limit=MAX_BADGES)]
    context = {"issuers": shown, "badges": badges, "fan": _fan(badges)}
    response = render(request, "public/landing.html", context)
    response["Cache-Control"] = f"public, max-age={responses.FRESH}"
    return response


@require_safe
def open_badges(request: HttpRequest) -> HttpResponse:
    """What is an Open Badge?"""
    response = render(request, "public/help.html")
    response["Cache-Control"] = f"public, max-age={responses.SETTLED}"
    return response


def _fan(badges: "list[AchievementVersion]") -> "list[AchievementVersion]":
    """Up to three for the top of the page: of different issuers, if there are as many."""
    first = {badge.achievement.issuer.pk: badge for badge in reversed(badges)}
    rest = [badge for badge in badges if badge not in first.values()]
    return [*first.values(), *rest][:3]
