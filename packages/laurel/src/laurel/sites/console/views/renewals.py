"""Renewal: the next award for somebody who has one, decided by a person."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from laurel.foundation.errors import Refused
from laurel.organizations.types import Role
from laurel.renewals import selectors as renewals
from laurel.renewals import services as renewal_services
from laurel.renewals.types import How
from laurel.sites.console import detail, rows
from laurel.sites.console.forms.refusals import show_refusal
from laurel.sites.console.forms.renewals import RenewalForm
from laurel.sites.console.gate import enter, show, signed_in


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def award_renew(request: HttpRequest, slug: str, award_id: str) -> HttpResponse:
    """Renew one badge by hand: until when the next one holds, what was done, then the act."""
    place = enter(request, slug, Role.AWARDER, award_id=award_id)
    found = detail.visible(place, award_id)
    form = RenewalForm(request.POST if request.method == "POST" else None)
    try:
        until = renewals.next_end(found)
    except Refused as error:
        messages.warning(request, error.message)
        return redirect("console:award", slug, award_id)
    if request.method == "POST" and form.is_valid():
        try:
            renewed = renewal_services.renew(
                award=found, how=How.PERSON, actor=place.actor, **form.cleaned_data
            )
        except Refused as error:
            show_refusal(form, error)
        else:
            messages.success(
                request, "Renewed. The new badge is signed, its mail on its way."
            )
            return redirect("console:award", slug, renewed.public_id)
    return show(
        request,
        "console/awards/renew.html",
        place,
        section="awards",
        form=form,
        until=until,
        award=detail.shown(place, found),
    )


@require_POST
@signed_in
def awards_renew(request: HttpRequest, slug: str) -> HttpResponse:
    """Renew the chosen badges: first whose they are, then the act."""
    place = enter(request, slug, Role.AWARDER)
    chosen = request.POST.getlist("award")[: renewal_services.MOST_AT_ONCE]
    found = list(rows.awards_of(place.organization).filter(public_id__in=chosen))
    if not found:
        messages.warning(request, "Choose at least one award first.")
        return redirect("console:awards", slug)
    done = None
    if request.POST.get("step") == "renew":
        done = renewal_services.renew_many(
            chosen=found, how=How.PERSON, actor=place.actor
        )
    return show(
        request,
        "console/awards/renew_many.html",
        place,
        section="awards",
        awards=rows.award_rows(place.organization, done.awards if done else found),
        done=done,
    )
