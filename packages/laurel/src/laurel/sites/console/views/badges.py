"""Badges: what can be earned, who has it, and what becomes of it. `define` makes them."""

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from laurel.achievements import access as achievement_access
from laurel.achievements import selectors as achievements
from laurel.achievements import services as achievement_services
from laurel.achievements.types import DuplicatePolicy
from laurel.design import services as design
from laurel.foundation.errors import NotFound, Refused
from laurel.issuers import selectors as issuers
from laurel.organizations.types import Role
from laurel.sharing import selectors as sharing
from laurel.sites.console import families, rows, shares
from laurel.sites.console.forms.achievements import POLICIES, EarnForm
from laurel.sites.console.forms.fields import MAX_NAME
from laurel.sites.console.gate import Place, enter, show, signed_in
from laurel.sites.console.pictures import drawing
from laurel.sites.ui import text

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement

LATEST = 25  # awards on the page of a badge; the rest stand in the list of awards
UNNAMED = "New badge"


@require_safe
@signed_in
def badges(request: HttpRequest, slug: str) -> HttpResponse:
    """All badges of the organisation."""
    place = enter(request, slug)
    found = rows.badges_of(place.organization)
    return show(
        request,
        "console/badges/list.html",
        place,
        section="badges",
        badges=[badge for badge in found if badge.may_be_awarded],
        drafts=[badge for badge in found if badge.is_draft],
        archived=[badge for badge in found if badge.archived],
    )


@require_safe
@signed_in
def badge(request: HttpRequest, slug: str, badge_id: str) -> HttpResponse:
    """One badge: how it is earned, and who has it."""
    place = enter(request, slug, badge_id=badge_id)
    found = _visible(place, badge_id)
    granted = rows.awards_of(place.organization).filter(achievement=found)
    return show(
        request,
        "console/badges/detail.html",
        place,
        section="badges",
        badge=_shown(place, found, awards=granted.count()),
        awards=rows.award_rows(place.organization, granted[:LATEST]),
        shares=shares.lines(sharing.counts_of_achievement(found)),
        form_key=uuid4(),
        frozen=achievements.frozen(found),
        earn_form=EarnForm(initial={"earn_url": found.earn_url}),
    )


@require_POST
@signed_in
def badge_earn(request: HttpRequest, slug: str, badge_id: str) -> HttpResponse:
    """Say where it is earned. That is no new version: it is not signed."""
    place = enter(request, slug, Role.EDITOR, badge_id=badge_id)
    found = editable(place, badge_id)
    form = EarnForm(request.POST)
    try:
        if form.is_valid():
            url = form.cleaned_data["earn_url"]
            achievement_services.lead_to(
                achievement=found, earn_url=url, actor=place.actor
            )
            messages.success(request, "Saved. The badge’s page leads there now.")
        else:
            messages.error(request, str(form.errors["earn_url"][0]))
    except Refused as error:
        messages.error(request, error.message)
    return redirect("console:badge", slug, badge_id)


@require_POST
@signed_in
def badge_listing(request: HttpRequest, slug: str, badge_id: str) -> HttpResponse:
    """Let it stand in the catalogue, or not."""
    place = enter(request, slug, Role.EDITOR, badge_id=badge_id)
    is_listed = request.POST.get("listed") == "yes"
    try:
        achievement_services.list_publicly(
            achievement=editable(place, badge_id),
            is_listed=is_listed,
            actor=place.actor,
        )
    except Refused as error:
        messages.error(request, error.message)
    else:
        messages.success(
            request,
            "It stands in the catalogue."
            if is_listed
            else "It is out of the catalogue. Its page and its awards stay.",
        )
    return redirect("console:badge", slug, badge_id)


@require_POST
@signed_in
def badge_unarchive(request: HttpRequest, slug: str, badge_id: str) -> HttpResponse:
    """Take it out of the archive."""
    place = enter(request, slug, Role.EDITOR, badge_id=badge_id)
    achievement_services.unarchive(
        achievement=editable(place, badge_id), actor=place.actor
    )
    messages.success(request, "It is out of the archive. It can be awarded again.")
    return redirect("console:badge", slug, badge_id)


@require_safe
@signed_in
def badge_picture(request: HttpRequest, slug: str, badge_id: str) -> HttpResponse:
    """The picture of a badge as it is being written, which the public does not see."""
    place = enter(request, slug, badge_id=badge_id)
    found = _visible(place, badge_id)
    return drawing(achievements.picture(found.draft or found.current).svg)


@require_POST
@signed_in
def badge_archive(request: HttpRequest, slug: str, badge_id: str) -> HttpResponse:
    """Award it no longer. What was awarded stays."""
    place = enter(request, slug, Role.EDITOR, badge_id=badge_id)
    achievement_services.archive(
        achievement=editable(place, badge_id), actor=place.actor
    )
    messages.success(request, "Archived. Whoever has it keeps it.")
    return redirect("console:badges", slug)


@require_safe
@signed_in
def badge_art(request: HttpRequest, slug: str) -> HttpResponse:
    """The picture that a badge of this name would get, while it is being named."""
    place = enter(request, slug, Role.EDITOR)
    if place.issuer is None:
        raise NotFound("no issuer, no colours")
    name = text.clean(request.GET.get("name", ""))[:MAX_NAME] or UNNAMED
    art = design.suggest(name=name, title=name, style=issuers.style(place.issuer))
    brand = issuers.brand(place.issuer)
    art = design.composed(design=art, brand=brand)
    return drawing(design.drawing_of(design=art, brand=brand))


def _visible(place: Place, badge_id: str) -> "Achievement":
    found = achievement_access.for_viewing(place.actor, badge_id)
    return _here(place, found)


def editable(place: Place, badge_id: str) -> "Achievement":
    """The badge, for somebody who may change it here.

    Raises:
        NotFound: unknown, not theirs to change, or another organisation's.
    """
    found = achievement_access.for_editing(place.actor, badge_id)
    return _here(place, found)


def _here(place: Place, found: "Achievement") -> "Achievement":
    place.require(found.issuer.organization_id)
    return found


def _shown(place: Place, found: "Achievement", *, awards: int) -> dict[str, Any]:
    version = found.current
    said = achievements.definition(version)
    card = rows.badge_of(place.organization, found, awards=awards)
    return {
        "id": found.public_id,
        "name": version.name,
        "href": card.href,
        "image": card.image,
        "description": version.description,
        "said": said,
        "number": version.number,
        "locked": version.locked_at is not None,
        "draft": found.published_at is None,
        "waiting": found.published_at is not None and found.draft is not None,
        "may_be_awarded": card.may_be_awarded,
        "visits": found.earn_clicks,
        "earn_url": found.earn_url,
        "listed": found.is_listed,
        "uploaded": version.image_is_uploaded,
        "policy": POLICIES[DuplicatePolicy(found.duplicate_policy)].title,
        "archived": found.archived_at is not None,
        "page": achievements.address(version) if found.published_at else "",
        "awards_words": card.awards_words,
        "family": families.of_badge(place.organization, found),
    }
