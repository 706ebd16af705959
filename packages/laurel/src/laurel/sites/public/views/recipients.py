"""Was this issued to the person in front of you? Asked with an address, answered in a sentence."""

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from obkit.verify.report import Report

from laurel.credentials import selectors as credentials
from laurel.sites.public import (
    about,
    holding,
    limits,
    local,
    negotiation,
    recipients,
    reports,
    responses,
)
from laurel.sites.public.forms import RecipientForm
from laurel.sites.public.views import errors
from laurel.verification import services as verification

if TYPE_CHECKING:
    from laurel.credentials.models import Credential


# Exempt from CSRF on purpose, as /verify: it changes nothing and reads no session.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@responses.unlisted
@holding.as_disclosed
def recipient(request: HttpRequest, award: str) -> HttpResponse:
    """The question, and the answer for one address, which is compared and forgotten."""
    credential = credentials.public(award)
    form = RecipientForm(request.POST if request.method == "POST" else None)
    report: Report | None = None
    if request.method == "POST":
        if wait := _wait(request, award):
            refused = errors.respond(request, errors.TOO_MANY_PEOPLE)
            refused["Retry-After"] = str(wait)
            return refused
        report = _compared(credential, form)
        if negotiation.wants_json(request):
            return _for_a_program(form, report)
    response = render(
        request,
        "public/recipient.html",
        {
            **about.issuer(
                credential.issuer, credential.achievement_version.achievement
            ),
            **(_answer(credential, report) if report else {}),
            "credential": credential,
            "form": form,
            "page_url": reverse("public:award", args=[award]),
        },
        status=HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK,
    )
    response["Cache-Control"] = "no-store"
    patch_vary_headers(response, ["Accept"])
    return response


def _compared(credential: "Credential", form: RecipientForm) -> Report | None:
    if not form.is_valid():
        return None
    return verification.verify(
        data=bytes(credential.document),
        refresh=False,
        recipient=form.cleaned_data["address"],
    )


def _answer(credential: "Credential", report: Report) -> dict[str, object]:
    standing = local.standing_of(credential)
    return {
        "answer": recipients.line_of(report),
        "line": reports.show(report, standing=standing).line,
    }


def _wait(request: HttpRequest, award: str) -> int:
    return limits.RECIPIENT.retry_after(
        request, award
    ) or limits.RECIPIENTS.retry_after(request)


def _for_a_program(form: RecipientForm, report: Report | None) -> HttpResponse:
    if report is None:
        return responses.problem(
            HTTPStatus.BAD_REQUEST,
            title="There is nothing to compare",
            detail=" ".join(str(e) for es in form.errors.values() for e in es),
        )
    return responses.fresh_json({"answer": recipients.answer_of(report)})
