"""Families: tiers that build on each other, made from a template or of badges there are."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from laurel.achievements import selectors as achievements
from laurel.design import services as design
from laurel.families import access as family_access
from laurel.families import selectors
from laurel.families import services as family_services
from laurel.families.types import Policy
from laurel.foundation.errors import Refused
from laurel.issuers import selectors as issuers
from laurel.organizations.types import Role
from laurel.programs import selectors as programs
from laurel.sites.console import families as shown
from laurel.sites.console.forms.families import (
    KEEP_RULES,
    PUBLISHED,
    DissolveForm,
    FrameworkForm,
    GapForm,
    GatherForm,
    PolicyForm,
)
from laurel.sites.console.forms.refusals import show_refusal
from laurel.sites.console.gate import Place, enter, show, signed_in
from laurel.sites.console.views.designer import art_address

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from laurel.families.models import Family
    from laurel.issuers.models import Issuer
    from laurel.programs.models import Course


@require_safe
@signed_in
def families(request: HttpRequest, slug: str) -> HttpResponse:
    """All families of the organisation."""
    place = enter(request, slug)
    found = selectors.of_organization(place.organization)
    return show(
        request,
        "console/families/list.html",
        place,
        section="badges",
        families=[shown.line(place.organization, family) for family in found],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def family_new(request: HttpRequest, slug: str) -> HttpResponse:
    """The three-tier framework: one course, three badges. They can be looked at first."""
    place = enter(request, slug, Role.EDITOR)
    if place.issuer is None:
        messages.warning(request, "A badge needs an issuer. Set it up first.")
        return redirect("console:issuer" if place.may_own else "console:home", slug)
    form = FrameworkForm(request.POST or None, courses=_courses(place))
    preview: list[dict[str, Any]] = []
    if request.method == "POST" and form.is_valid():
        if request.POST.get("step") == "look":
            preview = _preview(place, place.issuer, form)
        elif made := _made(place, place.issuer, form):
            messages.success(request, f"The three badges of “{made.name}” are made.")
            return redirect("console:family", slug, made.public_id)
    return show(
        request,
        "console/families/new.html",
        place,
        section="badges",
        form=form,
        preview=preview,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def family_gather(request: HttpRequest, slug: str) -> HttpResponse:
    """A family of badges that there are."""
    place = enter(request, slug, Role.EDITOR)
    badges = [
        badge
        for badge in achievements.of_organization(place.organization)
        if badge.archived_at is None
    ]
    taken = selectors.taken(badges)
    free = {badge.public_id: badge for badge in badges if badge.pk not in taken}
    offered = sorted(
        ((key, badge.current.name) for key, badge in free.items()),
        key=lambda choice: choice[1].casefold(),
    )
    form = GatherForm(request.POST or None, badges=offered)
    if request.method == "POST" and form.is_valid():
        try:
            made = family_services.gather(
                organization=place.organization,
                name=form.cleaned_data["name"],
                badges=[free[key] for key in form.chosen],
                policy=Policy(form.cleaned_data["policy"]),
                actor=place.actor,
            )
        except Refused as error:
            show_refusal(form, error, {"badges": "tier_1"})
        else:
            messages.success(request, f"“{made.name}” is a family now.")
            return redirect("console:family", slug, made.public_id)
    return show(
        request,
        "console/families/gather.html",
        place,
        section="badges",
        form=form,
        enough=len(offered) > 1,
    )


@require_safe
@signed_in
def family(request: HttpRequest, slug: str, family_id: str) -> HttpResponse:
    """One family: its tiers beside each other, who is next, what has to be decided."""
    place = enter(request, slug)
    found = _here(place, family_access.for_viewing(place.actor, family_id))
    return show(
        request,
        "console/families/detail.html",
        place,
        section="badges",
        family=found,
        steps=shown.steps(place.organization, found),
        gaps=shown.gaps(place.organization, found),
        form=PolicyForm(initial={"policy": found.policy}),
    )


@require_POST
@signed_in
def family_change(request: HttpRequest, slug: str, family_id: str) -> HttpResponse:
    """Say what happens to higher badges from now on."""
    place = enter(request, slug, Role.EDITOR)
    found = _here(place, family_access.for_editing(place.actor, family_id))
    form = PolicyForm(request.POST)
    if form.is_valid():
        family_services.set_policy(
            family=found,
            policy=Policy(form.cleaned_data["policy"]),
            actor=place.actor,
        )
        messages.success(request, "Saved. It holds from now on.")
    else:
        messages.error(request, str(form.errors["policy"][0]))
    return redirect("console:family", slug, family_id)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def family_dissolve(request: HttpRequest, slug: str, family_id: str) -> HttpResponse:
    """Say what ends with a family and what stays; then let its badges be badges like others."""
    place = enter(request, slug, Role.EDITOR)
    found = _here(place, family_access.for_editing(place.actor, family_id))
    form = DissolveForm(
        request.POST if request.method == "POST" else None,
        initial={"rules": KEEP_RULES},
    )
    if request.method == "POST" and form.is_valid():
        try:
            family_services.dissolve(
                family=found,
                keep_rules=form.cleaned_data["rules"] == KEEP_RULES,
                actor=place.actor,
            )
        except Refused as refusal:  # a class has started with one of them
            form.add_error("rules", refusal.message)
        else:
            messages.success(request, f"The badges of “{found.name}” are on their own.")
            return redirect("console:families", slug)
    return show(
        request,
        "console/families/dissolve.html",
        place,
        section="badges",
        family=found,
        form=form,
        **shown.ending(place.organization, found),
    )


@require_POST
@signed_in
def gap_decide(request: HttpRequest, slug: str, gap_id: str) -> HttpResponse:
    """Let a higher badge stand without the lower one."""
    place = enter(request, slug, Role.AWARDER)
    found = family_access.gap_for_deciding(place.actor, gap_id)
    _here(place, found.family)
    form = GapForm(request.POST)
    try:
        if form.is_valid():
            family_services.decide(
                gap=found, reason=form.cleaned_data["reason"], actor=place.actor
            )
            messages.success(request, "It stands. The reason is in the history.")
        else:
            messages.error(request, str(form.errors["reason"][0]))
    except Refused as error:
        messages.error(request, error.message)
    return redirect("console:award", slug, found.award.public_id)


def _here(place: Place, found: "Family") -> "Family":
    place.require(found.organization_id)
    return found


def _made(place: Place, issuer: "Issuer", form: FrameworkForm) -> "Family | None":
    said = form.cleaned_data
    try:
        return family_services.from_framework(
            issuer=issuer,
            course=said["course"],
            results_of=_course(place, said.get("results_of", "")),
            policy=Policy(said["policy"]),
            publish=said["state"] == PUBLISHED,
            is_automatic=said.get("is_automatic", False),
            actor=place.actor,
        )
    except Refused as error:
        show_refusal(form, error)
        return None


def _preview(
    place: Place, issuer: "Issuer", form: FrameworkForm
) -> list[dict[str, Any]]:
    """The three badges as they would be."""
    brand = issuers.brand(issuer)
    try:
        plans = selectors.plan(issuer, form.cleaned_data["course"])
    except Refused as error:
        show_refusal(form, error)
        return []
    return [
        {
            "name": plan.definition.name,
            "description": plan.definition.description,
            "lines": plan.definition.criteria_lines,
            "image": art_address(
                place,
                issuer,
                design.keep(design=design.composed(design=plan.art, brand=brand)),
            ),
        }
        for plan in plans
    ]


def _courses(place: Place) -> list[tuple[str, str]]:
    """The courses that results are recorded for, each with its programme."""
    return [
        (
            course.public_id,
            course.name
            if course.name == course.program.name
            else f"{course.name} ({course.program.name})",
        )
        for course in _offered(place)
    ]


def _course(place: Place, public_id: str) -> "Course | None":
    """The course that was chosen, or None: people decide."""
    return _offered(place).filter(public_id=public_id).first()


def _offered(place: Place) -> "QuerySet[Course]":
    found = programs.courses_of_organization(place.organization.pk)
    return found.filter(archived_at=None, program__archived_at=None)
