"""What others see of an award, and which of its holder's addresses it belongs to."""

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from laurel.accounts import selectors as accounts
from laurel.awards import selectors as awards
from laurel.credentials import selectors as credentials
from laurel.foundation.errors import Refused
from laurel.issuing import services as issuing
from laurel.sites.public import about, holding, limits, responses
from laurel.sites.public.mine_forms import MoveForm, ShownForm
from laurel.sites.public.views import errors

if TYPE_CHECKING:
    from laurel.awards.models import Award


@require_http_methods(["GET", "HEAD", "POST"])
@responses.personal
def shown(request: HttpRequest, award: str) -> HttpResponse:
    """What others see: looked at by its holder alone, and changed there."""
    found = awards.by_public_id(award)
    if refusal := refused(request, found):
        return refusal
    parts = holding.parts(found)
    form = ShownForm(
        request.POST if request.method == "POST" else None,
        parts=parts,
        disclosure=awards.disclosure(award),
    )
    if request.method == "POST" and form.is_valid():
        if wait := too_often(request):
            return wait
        try:
            issuing.disclose(
                award=found,
                disclosure=form.disclosure(),
                actor=holding.actor(request),
            )
        except Refused as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, "Saved. This is what others see from now on.")
            return redirect("public:mine", award)
    context = {
        **about.issuer(found.achievement.issuer, found.achievement),
        "award": found,
        "credential": credentials.public(award),
        "form": form,
        "page_url": reverse("public:award", args=[award]),
    }
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "public/shown.html", context, status=status)


@require_POST
@responses.personal
def move(request: HttpRequest, award: str) -> HttpResponse:
    """Let it belong to another address that the same person proved: it is signed anew for that."""
    found = awards.by_public_id(award)
    if refusal := refused(request, found):
        return refusal
    proven = accounts.proven_addresses(holding.account_id(request))
    form = MoveForm(request.POST, addresses=holding.others(found, proven))
    if not form.is_valid():
        messages.error(
            request, "Choose one of your own addresses. Nothing was changed."
        )
    elif wait := too_often(request):
        return wait
    else:
        address = form.cleaned_data["address"]
        try:
            issuing.move(
                award=found, recipient_email=address, actor=holding.actor(request)
            )
        except Refused as error:
            messages.error(request, error.message)
        else:
            messages.success(
                request,
                f"This badge belongs to {address} now. Take the new file: the one from"
                " before says that it was replaced.",
            )
    return redirect("public:mine", award)


def refused(request: HttpRequest, award: "Award") -> HttpResponse | None:
    """The answer to whoever is not signed in as its holder; None: they are."""
    if not request.user.is_authenticated:
        return redirect_to_login(reverse("public:mine", args=[award.public_id]))
    if not holding.is_holder(request, award):
        return errors.respond(request, errors.NOT_YOURS)
    return None


def too_often(request: HttpRequest) -> HttpResponse | None:
    """Every change may be a signature."""
    wait = limits.MINE.retry_after(request)
    if not wait:
        return None
    response = errors.respond(request, errors.TOO_MANY_CHANGES)
    response["Retry-After"] = str(wait)
    return response
