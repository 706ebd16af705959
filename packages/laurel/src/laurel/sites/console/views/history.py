"""The log of an organisation: who did what when."""

import datetime as dt
from collections.abc import Iterator
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from laurel.foundation import history as events
from laurel.foundation import tables
from laurel.organizations.types import Role
from laurel.sites.console import history as words
from laurel.sites.console.forms.history import SYSTEM, HistoryForm
from laurel.sites.console.gate import Place, enter, show, signed_in
from laurel.sites.console.labels import KINDS

ON_A_PAGE = 50
MOST_ROWS = 50_000  # of one file: a few megabytes, a few seconds
AT_ONCE = 500


@require_safe
@signed_in
def history(request: HttpRequest, slug: str) -> HttpResponse:
    """Who did what when, the newest first."""
    place = enter(request, slug, Role.OWNER)
    form = _form(request, place)
    page = Paginator(_found(place, form), ON_A_PAGE).get_page(request.GET.get("page"))
    chosen = {
        name: value
        for name in form.fields
        if (value := request.GET.get(name, "")) and name not in form.errors
    }
    return show(
        request,
        "console/history.html",
        place,
        section="history",
        form=form,
        page=page,
        lines=words.lines(place.organization, page.object_list),
        query=urlencode(chosen),
        filtered=bool(chosen),
    )


@require_safe
@signed_in
def history_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """The same as a file for a spreadsheet."""
    place = enter(request, slug, Role.OWNER)
    rows = _rows(place, _found(place, _form(request, place)))
    file = tables.write(["When (UTC)", "Who", "What", "Kind"], rows)
    response = HttpResponse(file, content_type="text/csv; charset=utf-8")
    name = f"history-{place.organization.slug}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _form(request: HttpRequest, place: Place) -> HistoryForm:
    acted = words.people(place.organization, events.people_of(place.organization.pk))
    form = HistoryForm(
        request.GET, people=[*acted, (SYSTEM, "Laurel itself")], kinds=KINDS
    )
    form.is_valid()  # what is wrong is said beside its field and filters nothing
    return form


def _found(place: Place, form: HistoryForm) -> Any:
    since, until = form.day("since"), form.day("until")
    return events.of_organization(
        place.organization.pk,
        actor_id=form.account_id,
        system_only=form.system_only,
        names=words.names_of_kind(form.cleaned_data.get("what") or ""),
        since=_midnight(since) if since else None,
        before=_midnight(until + dt.timedelta(days=1)) if until else None,
    )


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


def _rows(place: Place, found: Any) -> Iterator[list[str]]:
    rows = found[:MOST_ROWS].iterator(chunk_size=AT_ONCE)
    while chunk := list(islice(rows, AT_ONCE)):
        for line in words.lines(place.organization, chunk):
            when = line.at.astimezone(dt.UTC).strftime("%Y-%m-%d %H:%M:%S")
            yield [when, line.who, line.what, line.kind]
    if found[MOST_ROWS:].exists():
        rest = f"Only the newest {MOST_ROWS:,} are here. Filter by date for the rest."
        yield ["", "", rest, ""]
