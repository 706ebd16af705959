"""Taking many badges back at once: chosen in the list, confirmed, worked off in the background."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from laurel.credentials.types import RevocationReason
from laurel.foundation import clock
from laurel.foundation.errors import Refused
from laurel.issuing import selectors as issuing_selectors
from laurel.issuing import services as issuing
from laurel.organizations.types import Role
from laurel.sites.console import reasons, rows
from laurel.sites.console.forms.awards import RevocationForm
from laurel.sites.console.forms.refusals import show_refusal
from laurel.sites.console.gate import enter, show, signed_in

MOST_CHOSEN = 500  # more than a page of the list has; longer forms are not people's
SECONDS = "3"  # between two looks at the progress


@require_POST
@signed_in
def awards_revoke(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the chosen badges back: reason and words, what the public will read, then the act."""
    place = enter(request, slug, Role.AWARDER)
    chosen = request.POST.getlist("award")[:MOST_CHOSEN]
    found = list(rows.awards_of(place.organization).filter(public_id__in=chosen))
    if not found:
        messages.warning(request, "Choose at least one award first.")
        return redirect("console:awards", slug)
    step = request.POST.get("step", "")
    form = RevocationForm(request.POST if step else None, reasons=reasons.CHOICES)
    valid = bool(step) and form.is_valid()
    if valid and step == "revoke":
        try:
            withdrawal = issuing.revoke_many(
                organization=place.organization,
                award_ids=[award.public_id for award in found],
                reason=RevocationReason(form.cleaned_data["reason"]),
                public_wording=form.cleaned_data["public_wording"],
                private_note=form.cleaned_data["private_note"],
                actor=place.actor,
            )
        except Refused as error:
            show_refusal(form, error)
            valid = False
        else:
            return redirect("console:withdrawal", slug, withdrawal.public_id)
    return show(
        request,
        "console/awards/revoke_many.html",
        place,
        section="awards",
        form=form,
        confirming=valid and step == "look",
        today=clock.today(),
        beside=reasons.beside(request.POST.get("reason", "")),
        awards=rows.award_rows(place.organization, found),
    )


@require_safe
@signed_in
def withdrawal(request: HttpRequest, slug: str, withdrawal_id: str) -> HttpResponse:
    """How far taking many badges back has come; looks again by itself until it is done."""
    place = enter(request, slug, Role.AWARDER)
    found = issuing_selectors.withdrawal(place.organization, withdrawal_id)
    response = show(
        request,
        "console/awards/withdrawal.html",
        place,
        section="awards",
        withdrawal=found,
        progress=issuing_selectors.progress(found),
        reason=reasons.title(found.reason),
    )
    if found.finished_at is None:
        response["Refresh"] = SECONDS
    return response
