"""How far a badge is that is being prepared: by the link in the mail, without an account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from laurel.issuers import selectors as issuers
from laurel.releases import selectors as releases
from laurel.sites.public import responses


@require_safe
@responses.personal
def pending(
    request: HttpRequest, program: str, learner: str, token: str
) -> HttpResponse:
    """What it waits for, and between which days it is expected. Looking changes nothing."""
    found = releases.pending_by_link(program, learner, token)
    wanted = {found.badges[0].issuer} if found else set()
    issuer = next(iter(issuers.of_public_ids(wanted)), None)
    context = {
        "pending": found,
        "issuer": issuer,
        "issuer_url": issuers.address(issuer) if issuer else "",
    }
    return render(request, "public/pending.html", context)
