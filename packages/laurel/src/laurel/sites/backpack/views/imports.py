"""Badges from elsewhere: brought, looked at, taken out again, thrown away."""

import json
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe
from obkit.verify.report import Report

from laurel.backpack import selectors, services
from laurel.backpack.errors import AlreadyHeld, NotKept, Refused
from laurel.backpack.types import Holding, Standing
from laurel.sites.backpack.forms import BringForm
from laurel.sites.console.forms.refusals import show_refusal
from laurel.sites.console.gate import account_id_of, actor_of
from laurel.sites.public import limits, local, reports, responses, wording
from laurel.sites.public.uploads import HandedIn
from laurel.sites.public.views import errors
from laurel.sites.ui.text import escape_controls

if TYPE_CHECKING:
    from laurel.backpack.models import Import

_KEPT = {
    Standing.VALID: "It is in your backpack, and valid.",
    Standing.UNKNOWN: "It is in your backpack. It could not be checked now, which says nothing"
    " against it; we try again by ourselves.",
}
_KEPT_ANYHOW = "It is in your backpack. Below is how it stands."
# What a file that verifies is instead of a badge of somebody's.
_NO_AWARD = "This is {}. A backpack holds badges that were awarded to somebody."


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def add(request: HttpRequest) -> HttpResponse:
    """Bring a badge of any issuer."""
    if request.method != "POST":
        return _form(request, BringForm())
    wait = limits.VERIFY.retry_after(request)
    if wait:
        refused = errors.respond(request, errors.TOO_MANY)
        refused["Retry-After"] = str(wait)
        return refused
    form = BringForm(request.POST, request.FILES)
    if form.is_valid():
        return _kept_or_not(request, form)
    return _form(request, form, status=HTTPStatus.BAD_REQUEST)


@require_safe
@login_required
def imported(request: HttpRequest, ref: str) -> HttpResponse:
    """One badge from elsewhere, checked as it is looked at."""
    row = selectors.imported(account_id_of(request), ref)
    badges: list[reports.ShownReport] = []
    context: dict[str, object] = {"page_url": ""}
    if not limits.VERIFY.retry_after(request):
        row, report = services.look_again(row=row, actor=actor_of(request))
        badges = _shown(bytes(row.data), report)
        context = {
            "line": reports.worst_of(badges).line,
            "document": _pretty(report),
            "page_url": local.page_of(report.subject),
        }
    return render(
        request,
        "backpack/imported.html",
        {
            "row": row,
            "held": selectors.card_of(row),
            "badges": badges,
            "kind": wording.KINDS.get(row.kind, row.kind),
            "is_anothers": row.holding == Holding.ANOTHER.value,
            "addresses": selectors.addresses_of(account_id_of(request)),
            **context,
        },
    )


@require_safe
@login_required
def file(request: HttpRequest, ref: str) -> HttpResponse:
    """The badge as it came, byte for byte; to be saved, never to be shown from here."""
    row = selectors.imported(account_id_of(request), ref)
    response = HttpResponse(bytes(row.data), content_type="application/octet-stream")
    name = f"{slugify(row.name)[:60] or 'badge'}.{row.container}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
def picture(request: HttpRequest, ref: str) -> HttpResponse:
    """Its small picture, for whoever knows the id; it is made anew and names nobody."""
    del request
    response = HttpResponse(selectors.picture(ref), content_type="image/png")
    response["Cache-Control"] = f"public, max-age={responses.FRESH}"
    response["X-Robots-Tag"] = "noindex"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def remove(request: HttpRequest, ref: str) -> HttpResponse:
    """Ask once, and throw it away."""
    account_id = account_id_of(request)
    row = selectors.imported(account_id, ref)
    if request.method != "POST":
        return render(request, "backpack/remove.html", {"row": row})
    services.remove(account_id=account_id, ref=ref, actor=actor_of(request))
    messages.success(request, f"“{row.name}” is removed. Its file is not kept here.")
    return redirect("backpack:backpack")


def _kept_or_not(request: HttpRequest, form: BringForm) -> HttpResponse:
    try:
        row = _brought(request, form)
    except AlreadyHeld as refusal:
        twin = {"twin": refusal}
        return _form(request, BringForm(), status=HTTPStatus.BAD_REQUEST, **twin)
    except NotKept as refusal:
        return _not_kept(request, refusal.report)
    except Refused as refusal:
        show_refusal(form, refusal)
        return _form(request, form, status=HTTPStatus.BAD_REQUEST)
    messages.success(request, _KEPT.get(Standing(row.standing), _KEPT_ANYHOW))
    return redirect("backpack:imported", row.public_id)


def _brought(request: HttpRequest, form: BringForm) -> "Import":
    found: HandedIn = form.cleaned_data["item"]
    account_id, actor = account_id_of(request), actor_of(request)
    if found.link:
        return services.bring_link(account_id=account_id, url=found.link, actor=actor)
    return services.bring(account_id=account_id, data=found.data, actor=actor)


def _not_kept(request: HttpRequest, report: Report) -> HttpResponse:
    badges = _shown(b"", report)
    worst = reports.worst_of(badges)
    other = ""
    if worst.status in services.KEPT:  # sound, but no award
        what = wording.KINDS.get(report.kind, "something else")
        other = _NO_AWARD.format(f"an {what}" if what[:1] in "AEIO" else f"a {what}")
    return _form(
        request,
        BringForm(),
        status=HTTPStatus.BAD_REQUEST,
        line=worst.line,
        checks=worst.checks if worst.is_read and not other else (),
        other=other,
    )


def _shown(data: bytes, report: Report) -> list[reports.ShownReport]:
    standing_of = local.standings(data)
    return [
        reports.show(one, standing=standing_of(one)) for one in (report, *report.also)
    ]


def _pretty(report: Report) -> str:
    """The document, laid out to be read; what cannot be seen is written out."""
    if report.document is None:
        return ""
    return escape_controls(json.dumps(report.document, ensure_ascii=False, indent=2))


def _form(
    request: HttpRequest,
    form: BringForm,
    *,
    status: HTTPStatus = HTTPStatus.OK,
    **context: object,
) -> HttpResponse:
    return render(
        request, "backpack/add.html", {"form": form, **context}, status=status
    )
