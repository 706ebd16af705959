"""Badges: what can be earned, defined here and looked at before it is saved."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from laurel.achievements import access as achievement_access
from laurel.achievements import selectors as achievements
from laurel.achievements import services as achievement_services
from laurel.achievements.types import DuplicatePolicy, Skill
from laurel.design import services as design
from laurel.foundation.errors import NotFound, Refused
from laurel.issuers import selectors as issuers
from laurel.organizations.types import Role
from laurel.sites.console import rows
from laurel.sites.console.forms.achievements import AchievementForm
from laurel.sites.console.forms.fields import MAX_NAME
from laurel.sites.console.forms.refusals import show_refusal
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
        badges=[badge for badge in found if not badge.archived],
        archived=[badge for badge in found if badge.archived],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def badge_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Define a badge."""
    place = enter(request, slug, Role.EDITOR)
    if place.issuer is None:
        messages.warning(request, "A badge needs an issuer. Set it up first.")
        return redirect("console:issuer" if place.may_own else "console:home", slug)
    form = AchievementForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and "look" not in request.POST:
        try:
            made = achievement_services.create(
                issuer=place.issuer,
                duplicate_policy=DuplicatePolicy(form.cleaned_data["duplicate_policy"]),
                actor=place.actor,
                **_facts(form),
            )
        except Refused as error:
            show_refusal(form, error)
        else:
            messages.success(request, "The badge is defined. You can award it now.")
            return redirect("console:badge", slug, made.public_id)
    return _form_page(request, place, form)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def badge_edit(request: HttpRequest, slug: str, badge_id: str) -> HttpResponse:
    """Change a badge; once awarded, that is a new version."""
    place = enter(request, slug, Role.EDITOR)
    found = _editable(place, badge_id)
    if request.method != "POST":
        form = AchievementForm(initial=_initial(found))
    else:
        form = AchievementForm(request.POST, request.FILES)
    del form.fields["duplicate_policy"]  # decided once, before the first award
    if request.method == "POST" and form.is_valid() and "look" not in request.POST:
        try:
            version = achievement_services.revise(
                achievement=found, actor=place.actor, **_facts(form)
            )
        except Refused as error:
            show_refusal(form, error)
        else:
            messages.success(request, f"Saved as version {version.number}.")
            return redirect("console:badge", slug, badge_id)
    return _form_page(request, place, form, found)


@require_safe
@signed_in
def badge(request: HttpRequest, slug: str, badge_id: str) -> HttpResponse:
    """One badge: how it is earned, and who has it."""
    place = enter(request, slug)
    found = _visible(place, badge_id)
    granted = rows.awards_of(place.organization).filter(achievement=found)
    return show(
        request,
        "console/badges/detail.html",
        place,
        section="badges",
        badge=_shown(place, found, awards=granted.count()),
        awards=rows.award_rows(place.organization, granted[:LATEST]),
        form_key=uuid4(),
    )


@require_POST
@signed_in
def badge_archive(request: HttpRequest, slug: str, badge_id: str) -> HttpResponse:
    """Award it no longer. What was awarded stays."""
    place = enter(request, slug, Role.EDITOR)
    achievement_services.archive(
        achievement=_editable(place, badge_id), actor=place.actor
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


def _editable(place: Place, badge_id: str) -> "Achievement":
    found = achievement_access.for_editing(place.actor, badge_id)
    return _here(place, found)


def _here(place: Place, found: "Achievement") -> "Achievement":
    # Somebody with two organisations must not see one's badge in the other's frame.
    if found.issuer.organization_id != place.organization.pk:
        raise NotFound("no such badge in this organisation")
    return found


def _facts(form: AchievementForm) -> dict[str, Any]:
    data = form.cleaned_data
    return {
        "name": data["name"],
        "description": data["description"],
        "criteria": data["criteria"],
        "skills": [Skill(name=name, url=url) for name, url in data["skills"]],
        "image": data["image"],
    }


def _initial(found: "Achievement") -> dict[str, Any]:
    version = found.current
    skills = (Skill(**skill) for skill in version.skills)
    return {
        "name": version.name,
        "description": version.description,
        "criteria": version.criteria,
        "skills": "\n".join(" | ".join(filter(None, (s.name, s.url))) for s in skills),
    }


def _shown(place: Place, found: "Achievement", *, awards: int) -> dict[str, Any]:
    version = found.current
    card = rows.badge_of(place.organization, found, awards=awards)
    return {
        "id": found.public_id,
        "name": version.name,
        "href": card.href,
        "image": card.image,
        "description": version.description,
        "criteria": version.criteria,
        "skills": [Skill(**skill) for skill in version.skills],
        "number": version.number,
        "next_number": version.number + 1,
        "locked": version.locked_at is not None,
        "uploaded": version.image_is_uploaded,
        "once": found.duplicate_policy == DuplicatePolicy.ONCE,
        "archived": found.archived_at is not None,
        "page": achievements.address(version),
        "awards_words": card.awards_words,
    }


def _form_page(
    request: HttpRequest,
    place: Place,
    form: AchievementForm,
    found: "Achievement | None" = None,
) -> HttpResponse:
    shown = _shown(place, found, awards=0) if found else None
    return show(
        request,
        "console/badges/form.html",
        place,
        section="badges",
        form=form,
        badge=shown,
        preview=_preview(place, form, shown),
    )


def _preview(
    place: Place, form: AchievementForm, shown: dict[str, Any] | None
) -> dict[str, Any]:
    """What was typed so far, as an employer would see it; wrong fields are left out."""
    if form.is_bound:
        form.is_valid()
        said = form.cleaned_data
    else:
        said = {**form.initial, "skills": []}
    art = reverse("console:badge_art", args=[place.organization.slug])
    uploaded = bool(shown and shown["uploaded"])
    return {
        "name": said.get("name", ""),
        "description": said.get("description", ""),
        "criteria": said.get("criteria", ""),
        "skills": said.get("skills", []),
        "art": "" if uploaded else art,
        "uploaded": uploaded,
        "image": shown["image"]
        if uploaded and shown
        else f"{art}?{urlencode({'name': said.get('name', '')})}",
    }
