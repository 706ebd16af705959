"""Programmes: what belongs together, and who answers for it."""

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
from laurel.foundation.errors import Refused
from laurel.organizations.types import Role
from laurel.programs import access as program_access
from laurel.programs import selectors as programs
from laurel.programs import services as program_services
from laurel.sites.console.forms.programs import ProgramForm
from laurel.sites.console.forms.refusals import show_refusal
from laurel.sites.console.gate import Place, enter, show, signed_in

if TYPE_CHECKING:
    from django import forms

    from laurel.programs.models import Program

FACTS = ("name", "summary", "url", "contact_name", "contact_email", "is_listed")


@require_safe
@signed_in
def program_list(request: HttpRequest, slug: str) -> HttpResponse:
    """All programmes of the organisation."""
    place = enter(request, slug)
    found = list(programs.of_organization(place.organization))
    return show(
        request,
        "console/programs/list.html",
        place,
        section="programs",
        programs=[program for program in found if program.archived_at is None],
        archived=[program for program in found if program.archived_at is not None],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def program_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Set up a programme."""
    place = enter(request, slug, Role.EDITOR)
    form = ProgramForm(request.POST or None)
    _offer(form, place, None)
    if request.method == "POST" and form.is_valid():
        try:
            program_services.create(
                organization=place.organization, actor=place.actor, **_facts(form)
            )
        except Refused as error:
            show_refusal(form, error)
        else:
            messages.success(request, "The programme is set up.")
            return redirect("console:programs", slug)
    return show(
        request, "console/programs/form.html", place, section="programs", form=form
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def program(request: HttpRequest, slug: str, program_id: str) -> HttpResponse:
    """Change a programme, and what is earned in it."""
    place = enter(request, slug, Role.EDITOR)
    found = _here(place, program_id)
    form = ProgramForm(request.POST or None, initial=_initial(found, place))
    _offer(form, place, found)
    if request.method == "POST" and form.is_valid():
        try:
            program_services.change(program=found, actor=place.actor, **_facts(form))
        except Refused as error:
            show_refusal(form, error)
        else:
            messages.success(request, "Saved.")
            return redirect("console:programs", slug)
    return show(
        request,
        "console/programs/form.html",
        place,
        section="programs",
        form=form,
        program=found,
    )


@require_POST
@signed_in
def program_archive(request: HttpRequest, slug: str, program_id: str) -> HttpResponse:
    """Show it nowhere any more."""
    place = enter(request, slug, Role.EDITOR)
    found = _here(place, program_id)
    try:
        program_services.archive(program=found, actor=place.actor)
    except Refused as error:
        messages.warning(request, error.message)
    else:
        messages.success(request, "Archived. Its badges stay as they are.")
    return redirect("console:programs", slug)


@require_POST
@signed_in
def program_restore(request: HttpRequest, slug: str, program_id: str) -> HttpResponse:
    """Show it again."""
    place = enter(request, slug, Role.EDITOR)
    found = _here(place, program_id)
    try:
        program_services.restore(program=found, actor=place.actor)
    except Refused as error:
        messages.warning(request, error.message)
    else:
        messages.success(request, "The programme is back.")
    return redirect("console:programs", slug)


def _here(place: Place, program_id: str) -> "Program":
    found = program_access.for_editing(place.actor, program_id)
    place.require(found.organization_id)
    return found


def _offer(form: ProgramForm, place: Place, program: "Program | None") -> None:
    """Let the form offer the organisation's badges; where each belongs is said beside it."""
    mine = programs.achievement_ids(program) if program else set()
    taken = programs.elsewhere(program, place.organization)
    field: forms.Field = form.fields["achievements"]
    field.choices = [  # type: ignore[attr-defined]  # a MultipleChoiceField
        (
            badge.public_id,
            f"{badge.current.name} (now in {taken[badge.pk]})"
            if badge.pk in taken
            else badge.current.name,
        )
        for badge in achievements.of_organization(place.organization)
        if badge.archived_at is None or badge.pk in mine
    ]


def _initial(program: "Program", place: Place) -> dict[str, Any]:
    mine = programs.achievement_ids(program)
    return {
        **{name: getattr(program, name) for name in FACTS},
        "achievements": [
            badge.public_id
            for badge in achievements.of_organization(place.organization)
            if badge.pk in mine
        ],
    }


def _facts(form: ProgramForm) -> dict[str, Any]:
    said = form.cleaned_data
    facts = {name: said[name] for name in FACTS}
    return {**facts, "achievement_ids": said["achievements"]}
