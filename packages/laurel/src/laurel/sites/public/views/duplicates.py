"""Whoever has a badge twice says so; the issuer's staff looks at both."""

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.views.decorators.http import require_http_methods

from laurel.awards import selectors as awards
from laurel.credentials import selectors as credentials
from laurel.duplicates import services as duplicate_services
from laurel.foundation.errors import NotFound, Refused
from laurel.sites.public import about, holding, limits
from laurel.sites.public.forms import DuplicateForm
from laurel.sites.public.views import errors

if TYPE_CHECKING:
    from laurel.awards.models import Award

NO_BADGE = "This is no link to a badge here. It looks like {}."


@require_http_methods(["GET", "HEAD", "POST"])
@holding.as_disclosed
def duplicate(request: HttpRequest, award: str) -> HttpResponse:
    """The form, and thanks for it. What is there besides this badge is never told."""
    credential = credentials.public(award)
    form = DuplicateForm(request.POST if request.method == "POST" else None)
    sent = False
    if request.method == "POST":
        wait = limits.REPORT.retry_after(request)
        if wait:
            refused = errors.respond(request, errors.TOO_MANY)
            refused["Retry-After"] = str(wait)
            return refused
        sent = form.is_valid() and _reported(form, awards.by_public_id(award))
    response = render(
        request,
        "public/duplicate.html",
        {
            **about.issuer(
                credential.issuer, credential.achievement_version.achievement
            ),
            "credential": credential,
            "form": form,
            "sent": sent,
            "page_url": reverse("public:award", args=[award]),
        },
        status=400 if form.errors else 200,
    )
    response["Cache-Control"] = "no-store"
    return response


def _reported(form: DuplicateForm, award: "Award") -> bool:
    link = form.cleaned_data["link"].strip()
    other = _award_at(link) if link else None
    if link and (other is None or other.organization_id != award.organization_id):
        form.add_error("link", NO_BADGE.format(f"{settings.LAUREL.base_url}/b/…"))
        return False
    try:
        duplicate_services.report(
            award=award, other=other, words=form.cleaned_data["words"]
        )
    except Refused as error:
        form.add_error(
            error.field if error.field in form.fields else None, error.message
        )
        return False
    return True


def _award_at(link: str) -> "Award | None":
    """The award whose page, or file, a link of ours leads to."""
    try:
        parts = urlsplit(link if "://" in link else f"https://{link}")
        if parts.netloc.lower() != settings.LAUREL.host:
            return None
        found = resolve(parts.path)
        return awards.by_public_id(str(found.kwargs["award"]))
    except (ValueError, KeyError, Resolver404, NotFound):
        return None
