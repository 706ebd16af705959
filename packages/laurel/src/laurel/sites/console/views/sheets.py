"""Many badges at once: bring a table, correct its cells, have the badges made."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from laurel.achievements import selectors as achievements
from laurel.foundation import tables
from laurel.foundation.errors import Refused
from laurel.organizations.types import Role
from laurel.sheets import access as sheet_access
from laurel.sheets import selectors as sheets
from laurel.sheets import services as sheet_services
from laurel.sheets.types import Field
from laurel.sites.console import rows
from laurel.sites.console.forms.sheets import TableForm
from laurel.sites.console.gate import Place, enter, show, signed_in
from laurel.sites.console.sheets import LABELS, TEMPLATE, checked, input_name

if TYPE_CHECKING:
    from laurel.sheets.models import Sheet

NO_COLUMN = ""  # what the choice of a column sends for none


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def badges_many(request: HttpRequest, slug: str) -> HttpResponse:
    """Bring a table of badges."""
    place = enter(request, slug, Role.EDITOR)
    if place.issuer is None:
        messages.warning(request, "A badge needs an issuer. Set it up first.")
        return redirect("console:issuer" if place.may_own else "console:home", slug)
    form = TableForm()
    if request.method == "POST":
        form = TableForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            opened = sheet_services.open_sheet(
                organization=place.organization,
                table=form.table,
                name=form.name,
                actor=place.actor,
            )
        except Refused as error:
            form.add_error(None, error.message)
        else:
            return redirect("console:sheet", slug, opened.public_id)
    return show(
        request,
        "console/sheets/new.html",
        place,
        section="badges",
        form=form,
        most=sheet_services.MOST_ROWS,
        labels=LABELS.values(),
        unfinished=sheets.unfinished(place.organization),
    )


@require_safe
@signed_in
def badges_template(request: HttpRequest, slug: str) -> HttpResponse:
    """A file to begin with, as spreadsheets open it."""
    enter(request, slug, Role.EDITOR)
    file = tables.write(list(LABELS.values()), TEMPLATE)
    response = HttpResponse(file, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="badges.csv"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def sheet(request: HttpRequest, slug: str, sheet_id: str) -> HttpResponse:
    """The rows of a table: correct them, then have them made. Later: how far it is."""
    place = enter(request, slug, Role.EDITOR)
    found = _editable(place, sheet_id)
    if found.made_at is not None:
        return _made(request, place, found)
    here = reverse("console:sheet", args=[slug, sheet_id]) + place.query
    if request.method == "POST":
        try:
            found = _corrected(request, place, found)
        except Refused as error:
            messages.error(request, error.message)
            return redirect(here)
    grid, entries = checked(place.organization, found)
    wants_making = request.method == "POST" and "make" in request.POST
    if wants_making and not grid.wrong and place.issuer is not None:
        try:
            sheet_services.make(
                sheet=found,
                issuer=place.issuer,
                entries=entries,
                publish=request.POST["make"] != "drafts",
                actor=place.actor,
            )
        except Refused as error:
            messages.error(request, error.message)
        return redirect(here)
    return show(
        request,
        "console/sheets/sheet.html",
        place,
        section="badges",
        sheet=found,
        grid=grid,
        columns=_columns(found),
        blocked=wants_making,
    )


@require_POST
@signed_in
def sheet_discard(request: HttpRequest, slug: str, sheet_id: str) -> HttpResponse:
    """Forget a table."""
    place = enter(request, slug, Role.EDITOR)
    try:
        sheet_services.discard(sheet=_editable(place, sheet_id), actor=place.actor)
    except Refused as error:
        messages.error(request, error.message)
        return redirect("console:sheet", slug, sheet_id)
    messages.success(request, "The table is discarded. No badge was made of it.")
    return redirect("console:badges", slug)


def _editable(place: Place, sheet_id: str) -> "Sheet":
    found = sheet_access.for_editing(place.actor, sheet_id)
    place.require(found.organization_id)
    return found


def _corrected(request: HttpRequest, place: Place, found: "Sheet") -> "Sheet":
    """The sheet, with what was typed; columns change only where that was asked for."""
    typed = {}
    for number, said in sheets.values(found):
        sent = {field: request.POST.get(input_name(number, field)) for field in Field}
        typed[number] = {
            field: _one_line_end(text)
            for field, text in sent.items()
            if text is not None and _one_line_end(text) != said[field]
        }
    columns = None
    if "columns" in request.POST:
        columns = {
            field: int(chosen) if chosen.isdecimal() and len(chosen) < 4 else None  # noqa: PLR2004
            for field in Field
            for chosen in [request.POST.get(f"column-{field.value}", NO_COLUMN)]
        }
    return sheet_services.correct(
        sheet=found, typed=typed, columns=columns, actor=place.actor
    )


def _one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _columns(found: "Sheet") -> list[dict[str, object]]:
    """For each field: which column it stands in, and which there are."""
    return [
        {
            "name": f"column-{field.value}",
            "label": label,
            "chosen": found.columns.get(field.value),
            "options": list(enumerate(found.header)),
        }
        for field, label in LABELS.items()
    ]


def _made(request: HttpRequest, place: Place, found: "Sheet") -> HttpResponse:
    ids = sheets.made(found)
    made = {
        each.public_id: rows.badge_of(place.organization, each, awards=0)
        for each in achievements.of_organization(place.organization).filter(
            public_id__in=ids
        )
    }
    return show(
        request,
        "console/sheets/made.html",
        place,
        section="badges",
        progress=sheets.progress(found),
        drafts=not found.publish,
        badges=[made[public_id] for public_id in ids],
    )
