"""The institution's record of people: bring a list, look at what changes, take it over."""

import re

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from laurel.foundation.errors import Refused
from laurel.issuing import selectors as issuing_selectors
from laurel.issuing import services as issuing
from laurel.organizations.types import Role
from laurel.recipients import selectors, services
from laurel.sites.console.forms.sheets import TableForm
from laurel.sites.console.gate import Place, enter, show, signed_in

MOST_SHOWN = 200  # changes on one page; all of them are counted
LISTED = 10
_NUMBER = re.compile(r"[0-9]{1,6}")
COLUMNS = ("Student number", "E-mail", "Name", "Former address")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def recipients(request: HttpRequest, slug: str) -> HttpResponse:
    """Bring a list of people; and the lists of before."""
    place = enter(request, slug, Role.AWARDER)
    form = TableForm()
    if request.method == "POST":
        form = TableForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            brought = services.bring(
                organization=place.organization,
                table=form.table,
                name=form.name,
                actor=place.actor,
            )
        except Refused as error:
            form.add_error(None, error.message)
        else:
            return redirect("console:recipient_list", slug, brought.public_id)
    return show(
        request,
        "console/recipients/new.html",
        place,
        section="awards",
        form=form,
        most=f"{services.MOST_ROWS:,}",
        labels=COLUMNS,
        count=selectors.count(place.organization),
        lists=selectors.lists(place.organization)[:LISTED],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def recipient_list(request: HttpRequest, slug: str, list_id: str) -> HttpResponse:
    """What a list would change, before it does; or what it did."""
    place = enter(request, slug, Role.AWARDER)
    found = selectors.address_list(place.organization, list_id)
    if request.method == "POST":
        return _posted(request, place, list_id)
    plan = selectors.plan(found)
    return show(
        request,
        "console/recipients/list.html",
        place,
        section="awards",
        found=found,
        plan=plan,
        changes=plan.changes[:MOST_SHOWN],
        most=MOST_SHOWN,
        to_readdress=issuing_selectors.to_readdress(place.organization)
        if found.applied_at
        else 0,
    )


def _posted(request: HttpRequest, place: Place, list_id: str) -> HttpResponse:
    found = selectors.address_list(place.organization, list_id)
    slug = place.organization.slug
    if request.POST.get("step") == "readdress" and found.applied_at is not None:
        issuing.readdress(organization=place.organization, actor=place.actor)
        messages.success(request, "The badges are signed anew, one after the other.")
        return redirect("console:recipient_list", slug, list_id)
    expected = request.POST.get("expected", "")
    try:
        services.apply(
            found=found,
            expected=int(expected) if _NUMBER.fullmatch(expected) else -1,
            actor=place.actor,
        )
    except Refused as error:
        messages.warning(request, error.message)
    else:
        messages.success(request, "Taken over. Mail goes to the new addresses now.")
    return redirect("console:recipient_list", slug, list_id)
