"""Taking an award out of one's own backpack, and putting it back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from laurel.backpack import selectors, services
from laurel.backpack.types import Reason
from laurel.foundation.errors import NotFound
from laurel.sites.console.gate import account_id_of, actor_of

_SAID = {
    Reason.AWAY: "Put away. The badge itself stands as it is.",
    Reason.NOT_MINE: "Put away. Tell its issuer too, so that it can be put right.",
}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def away(request: HttpRequest, award: str) -> HttpResponse:
    """Ask why, and put it away."""
    account_id = account_id_of(request)
    found = selectors.find(account_id, [award])
    if not found or found[0].is_imported:
        raise NotFound("no such award in this backpack")
    if request.method != "POST":
        return render(request, "backpack/away.html", {"held": found[0]})
    is_theirs = request.POST.get("reason") != Reason.NOT_MINE.value
    reason = Reason.AWAY if is_theirs else Reason.NOT_MINE
    services.put_away(
        account_id=account_id,
        award_public_id=award,
        reason=reason,
        actor=actor_of(request),
    )
    messages.success(request, _SAID[reason])
    return redirect("backpack:backpack")


@require_POST
@login_required
def back(request: HttpRequest, award: str) -> HttpResponse:
    """Put it back."""
    services.take_back(
        account_id=account_id_of(request),
        award_public_id=award,
        actor=actor_of(request),
    )
    messages.success(request, "It is in your backpack again.")
    return redirect("backpack:backpack")
