"""The verification page: any issuer's badge, as a file, a link, JSON or a JWT.

A look at the page (GET) never fetches anything, also with `?link=`: following a link on a
visitor's behalf is asked for with a button. Nothing that is handed in is kept.
"""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from obkit.verify.report import Report

from laurel.sites.public import limits, local, negotiation, reports, responses
from laurel.sites.public.forms import VerifyForm
from laurel.sites.public.uploads import (
    HandedIn,
    TooLarge,
    Unreadable,
    read_body,
    read_form,
)
from laurel.sites.public.views import errors
from laurel.sites.ui.text import clean
from laurel.verification import services as verification

_FORM_TYPES = ("multipart/form-data", "application/x-www-form-urlencoded")


# Exempt from CSRF on purpose: it changes nothing, reads no session, and programs post here.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """The form, or the result for what was handed in."""
    if request.method != "POST":
        return _form(request)
    wait = limits.VERIFY.retry_after(request)
    if wait:
        refused = errors.respond(request, errors.TOO_MANY)
        refused["Retry-After"] = str(wait)
        return refused
    try:
        if request.content_type in _FORM_TYPES:
            read_form(request)
            return _posted(request)
        return _result(request, HandedIn(data=read_body(request)))
    except TooLarge:
        return errors.respond(request, errors.TOO_LARGE)
    except Unreadable:
        return errors.respond(request, errors.BAD_REQUEST)


def _form(request: HttpRequest) -> HttpResponse:
    link = request.GET.get("link", "")
    form = VerifyForm(initial={"text": clean(link)} if link else None)
    return _page(request, {"form": form, "asked": bool(link)})


def _posted(request: HttpRequest) -> HttpResponse:
    form = VerifyForm(request.POST, request.FILES)
    if not form.is_valid():
        if negotiation.wants_json(request):
            return responses.problem(
                HTTPStatus.BAD_REQUEST,
                title="There is nothing to check",
                detail=" ".join(str(e) for es in form.errors.values() for e in es),
            )
        return _page(request, {"form": form}, status=HTTPStatus.BAD_REQUEST)
    found = form.cleaned_data
    file = found.get("badge")
    name = clean(file.name) if file else ""
    return _result(
        request,
        HandedIn(found.get("data", b""), found.get("link", ""), name or found["link"]),
        form=VerifyForm(),
    )


def _result(
    request: HttpRequest, handed_in: HandedIn, *, form: VerifyForm | None = None
) -> HttpResponse:
    report = _verify(handed_in)
    standing_of = local.standings(handed_in.data)
    if negotiation.wants_json(request):
        answer = responses.json_answer(
            request, reports.as_json(report, standing_of=standing_of)
        )
        answer["Cache-Control"] = "no-store"
        return answer
    badges = [
        reports.show(one, standing=standing_of(one)) for one in (report, *report.also)
    ]
    return _page(
        request,
        {
            "form": form or VerifyForm(),
            "name": handed_in.name,
            "line": reports.worst_of(badges).line,
            "badges": badges,
            "page_url": local.page_of(report.subject),
        },
    )


def _verify(handed_in: HandedIn) -> Report:
    if handed_in.link:
        return verification.verify_link(url=handed_in.link)
    return verification.verify(data=handed_in.data)


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
