"""Tokens: what other programs show to act for the organisation."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from laurel.foundation import clock
from laurel.foundation.errors import Refused
from laurel.organizations.types import Role
from laurel.sites.console.forms.refusals import show_refusal
from laurel.sites.console.forms.tokens import SCOPES, TokenForm
from laurel.sites.console.gate import Place, enter, show, signed_in
from laurel.tokens import selectors
from laurel.tokens import services as token_services
from laurel.tokens.types import Made, Scope

if TYPE_CHECKING:
    from laurel.tokens.models import ApiToken

MOST_OVER = 20  # that ended or expired; the history has all of them


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def tokens(request: HttpRequest, slug: str) -> HttpResponse:
    """All tokens; make one, and see its secret this once."""
    place = enter(request, slug, Role.OWNER)
    form = TokenForm(request.POST or None)
    made = None
    if request.method == "POST" and form.is_valid():
        made = _made(form, place)
        form = TokenForm() if made else form
    now = clock.now()
    rows = [_row(token, now) for token in selectors.of_organization(place.organization)]
    return show(
        request,
        "console/tokens/list.html",
        place,
        section="tokens",
        form=form,
        made=made,
        in_force=[row for row in rows if row["in_force"]],
        over=[row for row in rows if not row["in_force"]][:MOST_OVER],
    )


@require_POST
@signed_in
def token_end(request: HttpRequest, slug: str, token_id: str) -> HttpResponse:
    """End a token; whoever has it gets in no more."""
    place = enter(request, slug, Role.OWNER)
    found = selectors.one(place.organization, token_id)
    token_services.end(token=found, actor=place.actor)
    messages.success(request, f"“{found.name}” opens nothing any more.")
    return redirect("console:tokens", slug)


def _made(form: TokenForm, place: Place) -> Made | None:
    try:
        return token_services.make(
            organization=place.organization,
            name=form.cleaned_data["name"],
            scopes=form.cleaned_data["scopes"],
            expires_at=clock.now() + dt.timedelta(days=int(form.cleaned_data["days"])),
            actor=place.actor,
        )
    except Refused as error:
        show_refusal(form, error)
        return None


def _row(token: "ApiToken", now: dt.datetime) -> dict[str, Any]:
    return {
        "id": token.public_id,
        "name": token.name,
        "ending": token.ending,
        "may": [SCOPES[Scope(scope)] for scope in token.scopes],
        "in_force": token.in_force(now),
        "expires_at": token.expires_at,
        "ended_at": token.ended_at,
        "last_used_at": token.last_used_at,
    }
