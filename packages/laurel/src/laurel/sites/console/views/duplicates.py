"""The desk for duplicates: two awards side by side, and which of them is right."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from laurel.duplicates import selectors
from laurel.duplicates import services as duplicate_services
from laurel.duplicates.types import Decision, Sign, Source
from laurel.foundation.errors import Refused
from laurel.organizations.types import Role
from laurel.sites.console import detail
from laurel.sites.console.forms.duplicates import BOTH_RIGHT, DuplicateForm
from laurel.sites.console.forms.refusals import show_refusal
from laurel.sites.console.gate import Place, enter, show, signed_in

if TYPE_CHECKING:
    from laurel.duplicates.models import DuplicateCase

ON_A_PAGE = 20
SIGNS = {
    Sign.SAME_ADDRESS: "the same address",
    Sign.SAME_MAILBOX: "two spellings of one address",
    Sign.SAME_PERSON: "one person in your record, who has or had both addresses",
    Sign.SAME_NAME: "the same name, at nearly the same time",
}
DECISIONS = {
    Decision.OPEN: "",
    Decision.KEPT: "One stays, the other was revoked.",
    Decision.MERGED: "One stays, at the other’s address.",
    Decision.BOTH_RIGHT: "Nothing is double.",
}


@require_safe
@signed_in
def duplicates(request: HttpRequest, slug: str) -> HttpResponse:
    """The pairs that wait for somebody; those that were reported first."""
    place = enter(request, slug)
    waiting = selectors.to_decide(place.organization)
    page = Paginator(waiting, ON_A_PAGE).get_page(request.GET.get("page"))
    return show(
        request,
        "console/duplicates/list.html",
        place,
        section="awards",
        page=page,
        cases=[_shown(place, case) for case in page.object_list],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def duplicate(request: HttpRequest, slug: str, case_id: str) -> HttpResponse:
    """One pair, side by side; and what is right."""
    writes = request.method == "POST"
    case = selectors.case(enter(request, slug).organization, case_id)
    role = Role.AWARDER if writes else Role.VIEWER
    place = enter(request, slug, role, award_id=case.first)
    both = selectors.awards_of(case)
    form = DuplicateForm(
        request.POST if writes else None,
        awards=list(
            zip([a.public_id for a in both], ("first", "second"), strict=False)
        ),
        addresses=list(dict.fromkeys(award.recipient_email for award in both)),
    )
    if writes and form.is_valid():
        try:
            _decide(case, form, place)
        except Refused as error:
            show_refusal(form, error)
        else:
            messages.success(request, "Decided. It is not asked again.")
            return redirect("console:duplicates", slug)
    return show(
        request,
        "console/duplicates/case.html",
        place,
        section="awards",
        case=_shown(place, case),
        awards=[detail.shown(place, award) for award in both],
        form=form if place.may_award and case.is_open else None,
    )


def _decide(case: "DuplicateCase", form: DuplicateForm, place: Place) -> None:
    choice = form.cleaned_data["choice"]
    if choice == BOTH_RIGHT:
        duplicate_services.both_right(case=case, actor=place.actor)
        return
    duplicate_services.keep(
        case=case,
        kept=choice,
        address=form.cleaned_data.get("address", ""),
        actor=place.actor,
    )


def _shown(place: Place, case: "DuplicateCase") -> dict[str, Any]:
    both = selectors.awards_of(case)
    return {
        "href": reverse(
            "console:duplicate", args=[place.organization.slug, case.public_id]
        ),
        "reported": case.source == Source.REPORTED.value,
        "signs": [SIGNS[Sign(sign)] for sign in case.signs],
        "words": case.words,
        "badge": both[0].version.name,
        "people": [
            (award.recipient_name, award.recipient_email, award.granted_at)
            for award in both
        ],
        "alone": len(both) == 1,
        "decided": DECISIONS[Decision(case.decision)],
        "decided_by": case.decided_by,
        "decided_at": case.decided_at,
        "created_at": case.created_at,
    }
