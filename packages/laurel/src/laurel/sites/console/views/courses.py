"""The courses of a programme."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from laurel.classes.selectors import plain
from laurel.foundation.errors import Refused
from laurel.organizations.types import Role
from laurel.programs import access as program_access
from laurel.programs import selectors as programs
from laurel.programs import services as program_services
from laurel.sites.console.forms.classes import CoursesForm
from laurel.sites.console.forms.rows import ACT
from laurel.sites.console.gate import enter, show, signed_in

if TYPE_CHECKING:
    from laurel.programs.models import Program


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def program_courses(request: HttpRequest, slug: str, program_id: str) -> HttpResponse:
    """Say of which courses a programme consists."""
    place = enter(request, slug, Role.EDITOR)
    found = program_access.for_editing(place.actor, program_id)
    place.require(found.organization_id)
    form = CoursesForm(request.POST or None, initial={"courses": _rows(found)})
    pressed = bool(request.POST.get(ACT))  # one row more, or fewer: nothing is saved
    if request.method == "POST" and not pressed and form.is_valid():
        try:
            program_services.set_courses(
                program=found,
                courses=form.cleaned_data["courses"],
                actor=place.actor,
            )
        except Refused as error:
            form.add_error("courses", _where(error))
        else:
            messages.success(request, "The courses are saved.")
            return redirect("console:program", slug, program_id)
    if pressed:
        form.errors.clear()
    return show(
        request,
        "console/programs/courses.html",
        place,
        section="programs",
        form=form,
        program=found,
    )


def _rows(found: "Program") -> list[dict[str, str]]:
    return [
        {
            "public_id": course.public_id,
            "name": course.name,
            "code": course.code,
            "pass_mark": plain(course.pass_mark),
        }
        for course in programs.courses(found)
    ]


def _where(error: Refused) -> str:
    number = error.field.partition(".")[0]
    return f"Course {int(number) + 1}: {error.message}" if number else error.message
