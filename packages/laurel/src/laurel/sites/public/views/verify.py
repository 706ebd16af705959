"""The verification page: any issuer's badge, as a file, a link, JSON or a JWT; one or many.

A look at the page (GET) never fetches anything, also with `?link=`: following a link on a
visitor's behalf is asked for with a button. Nothing that is handed in is kept.
"""

from base64 import b64encode
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from obkit.verify.report import Report

from laurel.foundation.errors import Refused
from laurel.sites.public import (
    limits,
    local,
    many,
    negotiation,
    opening,
    receipts,
    recipients,
    reports,
    responses,
)
from laurel.sites.public.forms import VerifyForm
from laurel.sites.public.uploads import (
    HandedIn,
    TooLarge,
    TooMany,
    Unreadable,
    read_body,
    read_form,
)
from laurel.sites.public.views import errors
from laurel.sites.ui.text import clean
from laurel.verification import services as verification
from laurel.verification.types import Receipt

CSV = "text/csv"
_UNUSABLE: dict[type[Exception], errors.ErrorPage] = {
    TooLarge: errors.TOO_LARGE,
    TooMany: errors.TOO_MANY_FILES,
    Unreadable: errors.BAD_REQUEST,
}
_FORM_TYPES = ("multipart/form-data", "application/x-www-form-urlencoded")


# Exempt from CSRF on purpose: it changes nothing, reads no session, and programs post here.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """The form, or the result for what was handed in."""
    if request.method != "POST":
        return _form(request)
    if wait := limits.VERIFY.retry_after(request):
        return _too_many(request, errors.TOO_MANY, wait)
    try:
        if request.content_type in _FORM_TYPES:
            read_form(request)
            return _posted(request)
        return _result(request, HandedIn(data=read_body(request)))
    except tuple(_UNUSABLE) as error:
        return errors.respond(request, _UNUSABLE[type(error)])


def _form(request: HttpRequest) -> HttpResponse:
    link = request.GET.get("link", "")
    form = VerifyForm(initial={"text": clean(link)} if link else None)
    return _page(request, {"form": form, "asked": bool(link)})


def _posted(request: HttpRequest) -> HttpResponse:
    form = VerifyForm(request.POST, request.FILES)
    if not form.is_valid():
        return _refused(request, form)
    items: list[HandedIn] = form.cleaned_data["items"]
    recipient: str = form.cleaned_data["recipient"]
    if recipient and (wait := limits.RECIPIENTS.retry_after(request)):
        return _too_many(request, errors.TOO_MANY_PEOPLE, wait)
    if len(items) == 1:
        try:
            items = opening.opened(items[0])
        except Refused as error:
            form.add_error("badge", error.message)
            return _refused(request, form)
    if len(items) == 1:
        return _result(request, items[0], recipient=recipient)
    return _results(request, items, recipient=recipient)


def _refused(request: HttpRequest, form: VerifyForm) -> HttpResponse:
    if negotiation.wants_json(request):
        return responses.problem(
            HTTPStatus.BAD_REQUEST,
            title="There is nothing to check",
            detail=" ".join(str(e) for es in form.errors.values() for e in es),
        )
    return _page(request, {"form": form}, status=HTTPStatus.BAD_REQUEST)


def _too_many(request: HttpRequest, page: errors.ErrorPage, wait: int) -> HttpResponse:
    refused = errors.respond(request, page)
    refused["Retry-After"] = str(wait)
    return refused


def _result(
    request: HttpRequest, handed_in: HandedIn, *, recipient: str = ""
) -> HttpResponse:
    page = local.employer_page(handed_in.link)
    if page and not negotiation.wants_json(request):
        # It checks the badge by itself, and ends when the link does.
        return redirect(page)
    if found := verification.read_receipt(data=handed_in.data):
        return _receipt(request, handed_in, found)
    report = _verify(handed_in, recipient)
    standing_of = local.standings(handed_in.data)
    if negotiation.wants_json(request):
        return responses.fresh_json(
            reports.as_json(report, standing_of=standing_of, aside=handed_in.aside)
        )
    badges = [
        reports.show(one, standing=standing_of(one)) for one in (report, *report.also)
    ]
    return _page(
        request,
        {
            "form": VerifyForm(),
            "name": handed_in.name,
            "line": reports.answer(badges, aside=handed_in.aside),
            "answer": recipients.line_of(report) if recipient else None,
            "badges": badges,
            "page_url": local.page_of(report.subject),
        },
    )


def _receipt(request: HttpRequest, handed_in: HandedIn, found: Receipt) -> HttpResponse:
    """What a receipt is worth that was handed in, and what it says."""
    line = receipts.line_of(found)
    if negotiation.wants_json(request):
        said = {"receipt": found.state.value, "title": str(line.title)}
        return responses.fresh_json({**said, "found": found.found or None})
    return _page(
        request,
        {
            "form": VerifyForm(),
            "name": handed_in.name,
            "line": line,
            "receipt": found,
            "told": receipts.told_by(found),
            "facts": receipts.facts(found.found),
        },
    )


def _results(
    request: HttpRequest, items: list[HandedIn], *, recipient: str
) -> HttpResponse:
    """A table. It is made within a time; what there was none for says so."""
    if wait := limits.VERIFY_MANY.retry_after(request):
        return _too_many(request, errors.TOO_MANY_LISTS, wait)
    rows = many.check(items, recipient=recipient)
    if negotiation.wants_json(request):
        return responses.fresh_json({"results": many.as_json(rows)})
    table = many.as_csv(rows)
    if negotiation.wanted(request, (CSV,)) == CSV:
        return _download(table)
    return _page(
        request,
        {
            "form": VerifyForm(),
            "rows": rows,
            "counts": many.counts(rows),
            "asked_whose": bool(recipient),
            # Nothing is kept, so the file is in the page already.
            "csv": f"data:{CSV};charset=utf-8;base64,{b64encode(table).decode()}",
        },
    )


def _download(table: bytes) -> HttpResponse:
    response = HttpResponse(table, content_type=f"{CSV}; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="verified-badges.csv"'
    response["Cache-Control"] = "no-store"
    patch_vary_headers(response, ["Accept"])
    return response


def _verify(handed_in: HandedIn, recipient: str) -> Report:
    if handed_in.link:
        return verification.verify_link(url=handed_in.link, recipient=recipient)
    return verification.verify(data=handed_in.data, recipient=recipient)


def _page(
    request: HttpRequest,
    context: dict[str, object],
    *,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    response = render(request, "public/verify.html", context, status=status)
    response["Cache-Control"] = "no-store"
    patch_vary_headers(response, ["Accept"])
    return response
