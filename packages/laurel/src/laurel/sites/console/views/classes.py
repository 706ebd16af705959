"""Classes: when they run, who teaches, what is known of their learners."""

import uuid
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from laurel.classes import access as class_access
from laurel.classes import selectors as classes
from laurel.classes import services
from laurel.foundation.errors import Refused
from laurel.organizations import selectors as organizations
from laurel.organizations.types import Role
from laurel.programs import selectors as programs
from laurel.sites.console import class_pages as pages
from laurel.sites.console.forms.classes import ClassForm, NextForm, offer
from laurel.sites.console.forms.refusals import show_refusal
from laurel.sites.console.gate import Place, enter, show, signed_in
from laurel.sites.console.names import people_called

if TYPE_CHECKING:
    from laurel.classes.models import Class
    from laurel.programs.models import Program

MOST_LISTED = 200  # older ones are found in their programme


@require_safe
@signed_in
def class_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The classes of the organisation, or of one programme (`?program=`)."""
    place = enter(request, slug)
    found = classes.of_organization(place.organization)
    wanted = request.GET.get("program", "")
    if wanted:
        found = found.filter(program__public_id=wanted)
    listed = pages.listed(found[:MOST_LISTED])
    return show(
        request,
        "console/classes/list.html",
        place,
        section="classes",
        classes=[one for one in listed if one["of"].archived_at is None],
        archived=[one for one in listed if one["of"].archived_at is not None],
        programs=_offered(place),
        most=MOST_LISTED,
        is_cut=len(listed) == MOST_LISTED,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def class_new(request: HttpRequest, slug: str) -> HttpResponse:
    """The first step: what it is called, and when it runs."""
    place = enter(request, slug, Role.EDITOR)
    offered = {program.public_id: program for program in _offered(place)}
    form = ClassForm(request.POST or None, initial=_start(request, place))
    offer(form, "program", [(key, one.name) for key, one in offered.items()])
    offer(form, "staff", _members(place))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            found = services.create(
                program=offered[said["program"]], actor=place.actor, **_facts(said)
            )
        except Refused as error:
            show_refusal(form, error)
        else:
            return redirect(_step("console:class_learners", slug, found))
    return show(
        request,
        "console/classes/form.html",
        place,
        section="classes",
        form=form,
        zones=sorted(classes.time_zones()),
        programs=offered,
        step="facts",
    )


@require_safe
@signed_in
def class_page(request: HttpRequest, slug: str, class_id: str) -> HttpResponse:
    """One class: its learners and courses, its badges."""
    place = enter(request, slug)
    found = here(place, class_access.for_viewing(place.actor, class_id))
    courses = pages.courses_of(found)
    page = pages.page_of(request, found, pages.ON_A_PAGE)
    status, word = pages.STATES[found.state]
    return show(
        request,
        "console/classes/detail.html",
        place,
        section="classes",
        found=found,
        courses=courses,
        page=page,
        rows=pages.rows(place, found, list(page), courses),
        searched=request.GET.get("q", "")[: pages.MAX_SEARCH],
        pill=status,
        word=word,
        badges=classes.badges(found),
        staff=_called(place, found),
        may_record=class_access.may_record(place.actor, found),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def class_settings(request: HttpRequest, slug: str, class_id: str) -> HttpResponse:
    """Change what a class is called, when it runs, who teaches."""
    place = enter(request, slug, Role.EDITOR)
    found = here(place, class_access.for_editing(place.actor, class_id))
    form = ClassForm(request.POST or None, initial=_initial(found))
    del form.fields["program"]
    offer(form, "staff", _members(place))
    if request.method == "POST" and form.is_valid():
        try:
            services.change(found=found, actor=place.actor, **_facts(form.cleaned_data))
        except Refused as error:
            show_refusal(form, error)
        else:
            messages.success(request, "Saved.")
            return redirect("console:class", slug, class_id)
    return show(
        request,
        "console/classes/form.html",
        place,
        section="classes",
        form=form,
        found=found,
        zones=sorted(classes.time_zones()),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def class_next(request: HttpRequest, slug: str, class_id: str) -> HttpResponse:
    """Prepare the next class: everything as in this one, on other days."""
    place = enter(request, slug, Role.EDITOR)
    found = here(place, class_access.for_editing(place.actor, class_id))
    form = NextForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            following = services.prepare_next(
                found=found, actor=place.actor, **form.cleaned_data
            )
        except Refused as error:
            show_refusal(form, error)
        else:
            messages.success(
                request, "The next class is set up as this one. Now its learners."
            )
            return redirect(_step("console:class_learners", slug, following))
    return show(
        request,
        "console/classes/next.html",
        place,
        section="classes",
        form=form,
        found=found,
        badges=classes.badges(found),
        staff=_called(place, found),
    )


@require_POST
@signed_in
def class_archive(request: HttpRequest, slug: str, class_id: str) -> HttpResponse:
    """Put a class away."""
    place = enter(request, slug, Role.EDITOR)
    found = here(place, class_access.for_editing(place.actor, class_id))
    services.archive(found=found, actor=place.actor)
    messages.success(request, "Archived. What was recorded and awarded stays.")
    return redirect("console:classes", slug)


@require_POST
@signed_in
def class_restore(request: HttpRequest, slug: str, class_id: str) -> HttpResponse:
    """Bring a class back."""
    place = enter(request, slug, Role.EDITOR)
    found = here(place, class_access.for_editing(place.actor, class_id))
    services.restore(found=found, actor=place.actor)
    messages.success(request, "The class is back.")
    return redirect("console:class", slug, class_id)


def here(place: Place, found: "Class") -> "Class":
    """The class, if it is of this organisation.

    Raises:
        NotFound: it is of another one of the same person's.
    """
    place.require(found.program.organization_id)
    return found


def _step(name: str, slug: str, found: "Class") -> str:
    return f"{reverse(name, args=[slug, found.public_id])}?new=1"


def _offered(place: Place) -> "list[Program]":
    found = programs.of_organization(place.organization)
    return list(found.filter(archived_at=None))


def _members(place: Place) -> list[tuple[str, str]]:
    members = list(organizations.members(place.organization))
    called = people_called(place.organization, {row.account_id: "" for row in members})
    return [(str(row.account_id), called[str(row.account_id)]) for row in members]


def _called(place: Place, found: "Class") -> list[str]:
    there = {row.account_id: "" for row in found.staff.all()}
    return sorted(people_called(place.organization, there).values())


def _start(request: HttpRequest, place: Place) -> dict[str, Any]:
    """What a new class begins with: the last one's time zone."""
    last = classes.of_organization(place.organization).first()
    return {
        "program": request.GET.get("program", ""),
        "time_zone": last.time_zone if last else "",
    }


def _initial(found: "Class") -> dict[str, Any]:
    return {
        "name": found.name,
        "first_day": found.first_day,
        "last_day": found.last_day,
        "time_zone": found.time_zone,
        "staff": [str(row.account_id) for row in found.staff.all()],
    }


def _facts(said: dict[str, Any]) -> dict[str, Any]:
    names = ("name", "first_day", "last_day", "time_zone")
    facts = {name: said[name] for name in names}
    return {**facts, "staff": [uuid.UUID(one) for one in said["staff"]]}
