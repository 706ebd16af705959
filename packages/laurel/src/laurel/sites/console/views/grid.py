"""The grid: every cell can be edited, says what is wrong with it, and how to mend it."""

import re
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from laurel.achievements.types import DuplicatePolicy
from laurel.batches import selectors as batches
from laurel.batches import services
from laurel.batches.types import (
    FIELDS,
    NAME,
    BatchState,
    Duplicates,
    RowState,
    Tally,
    Verdict,
    When,
)
from laurel.foundation import clock
from laurel.foundation.errors import NotFound, Refused
from laurel.issuing import selectors as issuing
from laurel.organizations.types import Role
from laurel.sites.console import batch_pages
from laurel.sites.console.forms.batches import ColumnsForm, DecisionForm
from laurel.sites.console.gate import Place, enter, show, signed_in

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from laurel.batches.models import Batch, BatchRow

ON_A_PAGE = 50
_CELL = re.compile(r"r([0-9]{1,9})-([a-z_]{1,20})")

# A mail is a document of its own: it may show its own pictures and styles, and nothing else.
MAIL_POLICY = (
    "default-src 'none'; img-src data: 'self'; style-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'; sandbox"
)


def page(request: HttpRequest, place: Place, found: "Batch") -> HttpResponse:
    """The grid with what is to be decided, and the mail that somebody will get."""
    tally = batches.tally(found)
    only = request.GET.get("only", "")
    pages = Paginator(_wanted(found, only), ON_A_PAGE)
    current = pages.get_page(request.GET.get("page"))
    return batch_pages.show_timed(
        request,
        "console/batches/grid.html",
        place,
        found,
        section="award",
        only=only,
        page=current,
        fields=[batch_pages.WORDS[field] for field in batch_pages.fields_of(found)],
        people=batch_pages.grid_rows(found, current.object_list),
        chosen={"duplicates": found.duplicates, "when": found.when},
        choices=_choices(place, found),
        undo_minutes=settings.LAUREL.undo_minutes,
        now=clock.now(),
        preview=_preview(request, found),
        **_summary(place, found, tally),
    )


@require_POST
@signed_in
def batch_rows(request: HttpRequest, slug: str, batch_id: str) -> HttpResponse:
    """Take what was typed into cells. One cell by htmx, or a whole page by its button."""
    place, found = _batch(request, slug, batch_id)
    by_script = request.headers.get("HX-Request") == "true"
    try:
        if out := request.POST.get("out") or request.POST.get("in"):
            _leave_out(request, found, out, place)
        changed = _change(request, found, place)
    except Refused as refusal:
        messages.error(request, refusal.message)
        if by_script:
            return _reload()
        return redirect("console:batch", slug, batch_id)
    cell = _CELL.fullmatch(request.headers.get("HX-Trigger-Name", ""))
    if by_script and cell and changed:
        row = changed[0]
        return render(
            request,
            "console/batches/parts/cell_changed.html",
            {
                "place": place,
                "row": batch_pages.grid_row(found, row),
                "cell": batch_pages.cell_of(row, cell[2]),
                **_summary(place, found, batches.tally(found)),
            },
        )
    if by_script:
        return _reload()
    back = request.POST.get("back", "")
    query = back if re.fullmatch(r"[a-z0-9=&]{0,60}", back) else ""
    return redirect(f"{_href(place, found)}?{query}")


@require_POST
@signed_in
def batch_award(request: HttpRequest, slug: str, batch_id: str) -> HttpResponse:
    """Award: what stands in the cells now, to as many people as the page said."""
    place, found = _batch(request, slug, batch_id)
    form = DecisionForm(request.POST, zone=batch_pages.zone_of(found))
    if not form.is_valid():
        words = " ".join(str(each[0]) for each in form.errors.values())
        messages.error(request, f"Nothing was awarded. {words}")
        return redirect("console:batch", slug, batch_id)
    try:
        if found.state == BatchState.DRAFT:
            _change(request, found, place)
        sent = services.submit(
            batch=found,
            duplicates=Duplicates(form.cleaned_data["duplicates"]),
            when=When(form.cleaned_data["when"]),
            at=form.moment,
            expected=form.expected,
            actor=place.actor,
        )
    except Refused as refusal:
        messages.error(request, f"Nothing was awarded. {refusal.message}")
        return redirect("console:batch", slug, batch_id)
    return redirect("console:batch", slug, sent.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def batch_columns(request: HttpRequest, slug: str, batch_id: str) -> HttpResponse:
    """Say which column is what."""
    place, found = _batch(request, slug, batch_id)
    initial = {name: str(column) for name, column in found.columns.items()}
    form = ColumnsForm(request.POST or None, header=found.header, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.map_columns(batch=found, columns=form.columns, actor=place.actor)
        except Refused as refusal:
            form.add_error(refusal.field or None, refusal.message)
        else:
            return redirect("console:batch", slug, batch_id)
    sample = [row.cells for row in batches.rows(found)[:3]]
    return show(
        request,
        "console/batches/columns.html",
        place,
        section="award",
        form=form,
        header=found.header,
        sample=sample,
        href=_href(place, found),
    )


@require_safe
@signed_in
def batch_mail(
    request: HttpRequest, slug: str, batch_id: str, number: int
) -> HttpResponse:
    """The mail that the person of a row will get, as mail programs show it; for a frame."""
    _, found = _batch(request, slug, batch_id)
    row = batches.row(found, number)
    words = issuing.award_mail_preview(
        achievement=found.achievement, **batches.mail_facts(found, row)
    )
    response = HttpResponse(words.html)
    response["Content-Security-Policy"] = MAIL_POLICY
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _batch(request: HttpRequest, slug: str, batch_id: str) -> "tuple[Place, Batch]":
    place = enter(request, slug, Role.AWARDER, batch_id=batch_id)
    return place, batch_pages.visible(place, batch_id)


def _href(place: Place, found: "Batch") -> str:
    return reverse("console:batch", args=[place.organization.slug, found.public_id])


def _reload() -> HttpResponse:
    response = HttpResponse()
    response["HX-Refresh"] = "true"
    return response


def _wanted(found: "Batch", only: str) -> "QuerySet[BatchRow]":
    if only == RowState.SKIPPED:
        return batches.rows(found, state=RowState.SKIPPED)
    if only in set(Verdict):
        return batches.rows(found, verdict=Verdict(only))
    return batches.rows(found)


def _change(request: HttpRequest, found: "Batch", place: Place) -> "list[BatchRow]":
    """Take over what differs from what is kept, and every cure that was pressed."""
    typed: dict[int, dict[str, str]] = {}
    for name, text in request.POST.items():
        cell = _CELL.fullmatch(name)
        if cell and cell[2] in FIELDS:
            typed.setdefault(int(cell[1]), {})[cell[2]] = str(text)
    kept = {row.number: row for row in batches.rows(found).filter(number__in=typed)}
    changes = {
        number: texts
        for number, all_texts in typed.items()
        if number in kept
        and (
            texts := {
                field: text
                for field, text in all_texts.items()
                if text.replace("\r\n", "\n").strip()
                != kept[number].values.get(field, "")
            }
        )
    }
    cure = request.POST.get("cure", "").split(":", 2)
    if len(cure) == 3 and cure[0].isdigit() and cure[1] in FIELDS:  # noqa: PLR2004
        changes.setdefault(int(cure[0]), {})[cure[1]] = cure[2]
    if not changes:
        return list(kept.values())
    return services.change(batch=found, changes=changes, actor=place.actor)


def _leave_out(request: HttpRequest, found: "Batch", number: str, place: Place) -> None:
    if not number.isdigit():
        raise NotFound("no such row")
    services.leave_out(
        batch=found, number=int(number), out="out" in request.POST, actor=place.actor
    )


def _summary(place: Place, found: "Batch", tally: Tally) -> dict[str, Any]:
    return {
        "batch": batch_pages.head_of(place, found),
        "tally": tally,
        "chips": batch_pages.chips(tally),
        "skipping": tally.going(Duplicates.SKIP),
        "taking": tally.going(Duplicates.REPLACE),
        "going": tally.going(Duplicates(found.duplicates)),
    }


def _choices(place: Place, found: "Batch") -> dict[str, Any]:
    return {
        "once": found.achievement.duplicate_policy != DuplicatePolicy.MANY,
        "approval": place.organization.awards_need_approval,
    }


def _preview(request: HttpRequest, found: "Batch") -> dict[str, Any] | None:
    """Whose mail is shown: one of those who will get it, and who is before and after."""
    going = batches.rows(found, state=RowState.OPEN).exclude(verdict=Verdict.BAD.value)
    text = request.GET.get("see", "")
    see = int(text) if text.isdigit() and len(text) < 10 else 0  # noqa: PLR2004
    row = going.filter(number__gte=see).first() or going.first()
    if row is None:
        return None
    after = going.filter(number__gt=row.number).first()
    before = going.filter(number__lt=row.number).last()
    return {
        "number": row.number,
        "name": row.values.get(NAME, ""),
        "before": before.number if before else 0,
        "after": after.number if after else 0,
    }
