"""Your data: all of it as one file, or the end of it; and people whom an institution takes out."""

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from laurel.foundation.errors import NotFound, Refused
from laurel.organizations.types import Role
from laurel.privacy import selectors, services
from laurel.privacy.types import ErasureState, Ground
from laurel.sites.console.forms.privacy import GROUNDS, EraseForm, ReallyEraseForm
from laurel.sites.console.gate import (
    Place,
    account_id_of,
    actor_of,
    enter,
    show,
    signed_in,
)

LISTED = 50


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def your_data(request: HttpRequest) -> HttpResponse:
    """Take everything along, or have it erased."""
    if request.method == "POST":
        return _decide(request)
    return _page(request)


@require_safe
@signed_in
def archive(request: HttpRequest, archive: str) -> HttpResponse:
    """The file, for whoever asked for it."""
    path = selectors.archive_file(account_id_of(request), archive)
    response = FileResponse(
        path.open("rb"), as_attachment=True, filename="everything-about-me.zip"
    )
    response["Cache-Control"] = "private, no-store"
    return cast(HttpResponse, response)  # it is one, but for being sent in pieces


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def take_out(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a person out of what the organisation keeps, after looking at what that is."""
    place = enter(request, slug, Role.OWNER)
    really = request.method == "POST" and request.POST.get("step") == "erase"
    form = EraseForm(request.POST or None)
    found = None
    if form.is_valid():
        address = form.cleaned_data["address"]
        found = selectors.found(place.organization, address)
        if found.is_nothing:
            form.add_error("address", "Nothing is kept about this address.")
            found = None
        else:
            form = ReallyEraseForm(
                request.POST if really else None, initial=form.cleaned_data
            )
    if really and found and form.is_valid():
        return _taken_out(request, place, form)
    return show(
        request,
        "console/people/take_out.html",
        place,
        section="people",
        form=form,
        found=found,
        rows=[
            {"row": row, "ground": GROUNDS[Ground(row.ground)].title}
            for row in selectors.erasures_of(place.organization)[:LISTED]
        ],
    )


def _taken_out(request: HttpRequest, place: Place, form: EraseForm) -> HttpResponse:
    try:
        services.erase(
            organization=place.organization,
            address=form.cleaned_data["address"],
            ground=Ground(form.cleaned_data["ground"]),
            actor=place.actor,
        )
    except Refused as error:
        messages.warning(request, error.message)
    else:
        messages.success(request, "They are being taken out. It takes a moment.")
    return redirect("console:take_out", place.organization.slug)


def _decide(request: HttpRequest) -> HttpResponse:
    account_id, actor = account_id_of(request), actor_of(request)
    step = request.POST.get("step", "")
    try:
        if step == "archive":
            services.archive(account_id=account_id, actor=actor)
        elif step == "erase":
            services.ask_erasure(account_id=account_id)
        elif step == "confirm":
            code = request.POST.get("code", "")
            services.confirm_erasure(account_id=account_id, code=code, actor=actor)
        elif step == "call_off":
            services.call_off(account_id=account_id, actor=actor)
            messages.success(request, "Called off. Everything stays as it is.")
        else:
            return _page(request, refusal="Choose one of the buttons.", status=400)
    except Refused as error:
        return _page(request, refusal=error.message, status=422)
    except NotFound:  # meanwhile done, or called off in another window
        messages.warning(request, "That was settled already. This is how it is now.")
    return redirect("privacy:data")


def _page(
    request: HttpRequest, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    account_id = account_id_of(request)
    erasure = selectors.erasure_of(account_id)
    archives = list(selectors.archives_of(account_id))
    context = {
        "archives": archives,
        "is_making": any(row.state == "making" for row in archives),
        "erasure": erasure,
        "is_asked": bool(erasure and erasure.state == ErasureState.ASKED),
        "is_waiting": bool(erasure and erasure.state == ErasureState.WAITING),
        "refusal": refusal,
        "kept_for": selectors.KEPT_FOR.days,
        "time_to_think": services.TIME_TO_THINK.days,
        "host": settings.LAUREL.host,
    }
    response = render(request, "account/privacy.html", context, status=status)
    if context["is_making"]:
        response["Refresh"] = "5"
    return response
