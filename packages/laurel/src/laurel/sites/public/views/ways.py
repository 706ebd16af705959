"""What can be earned here: the catalogue, and the pathways through it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from laurel.pathways import selectors as pathways
from laurel.pathways.types import PathwayState
from laurel.sites.public import responses, ways

if TYPE_CHECKING:
    from uuid import UUID

ON_A_PAGE = 24
MOST_SEARCHED = 200  # characters of a search; longer ones are cut


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody looks for in the catalogue, as it stands in the address."""

    wanted: pathways.Wanted
    page: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Asked":
        """From an address; what is not known there finds nothing."""

        def said(name: str) -> str:
            return " ".join(query.get(name, "").split())[:MOST_SEARCHED]

        return cls(
            pathways.Wanted(said("q"), said("by"), said("skill"), said("programme")),
            query.get("page", ""),
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was asked for."""
        return self.wanted != pathways.Wanted()

    def query(self, page: int) -> str:
        """The address of another page of the same."""
        asked = {
            "q": self.wanted.search,
            "by": self.wanted.organization,
            "skill": self.wanted.skill,
            "programme": self.wanted.program,
            "page": str(page) if page > 1 else "",
        }
        found = urlencode({name: value for name, value in asked.items() if value})
        return f"?{found}" if found else "?"


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """Everything that can be earned here, to search and to plan."""
    asked = Asked.read(request.GET)
    found = pathways.find(asked.wanted)
    page = Paginator(found.offers, ON_A_PAGE).get_page(asked.page)
    shown = [offer.version for offer in page]
    account_id = _account(request)
    narrowed = asked.wanted.organization or asked.wanted.skill or asked.wanted.program
    context = {
        "asked": asked,
        "found": found,
        "page": page,
        "badges": shown,
        "brands": ways.brands(shown),
        "is_own": account_id is not None,
        "pathways": []
        if narrowed or page.number > 1
        else pathways.offered(asked.wanted.search),
        "previous": asked.query(page.number - 1),
        "next": asked.query(page.number + 1),
    }
    return _kept(render(request, "public/catalogue.html", context), account_id)


@require_safe
def pathway(request: HttpRequest, pathway: str) -> HttpResponse:
    """A pathway for everybody; for somebody who is signed in, how far they are."""
    found = pathways.public(pathway)
    route = pathways.route(found)
    account_id = _account(request)
    progress = pathways.progress_of(account_id, route) if account_id else None
    shown = ways.show(route, progress)
    context = {
        "pathway": found,
        "shown": shown,
        "progress": shown.progress,
        "issuer": shown.brand,
        "organization": found.organization,
        "is_over": found.state is PathwayState.ARCHIVED,
        "absolute_url": f"{settings.LAUREL.base_url}{request.path}",
    }
    return _kept(render(request, "public/pathway.html", context), account_id)


def _kept(response: HttpResponse, account_id: "UUID | None") -> HttpResponse:
    """What nobody signed in for is the same for all; the rest is marked as one person's."""
    if account_id is None:
        response["Cache-Control"] = f"public, max-age={responses.FRESH}"
    patch_vary_headers(response, ["Cookie"])
    return response


def _account(request: HttpRequest) -> "UUID | None":
    """Who is signed in. Of others no session is read, so that the page can be kept."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    return request.user.pk if request.user.is_authenticated else None
