"""The issuer of an organisation, and its signing keys."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe
from obkit.keys import KeyKind

from laurel.foundation.errors import Refused
from laurel.issuers import access as issuer_access
from laurel.issuers import selectors as issuers
from laurel.issuers import services as issuer_services
from laurel.organizations.types import Role
from laurel.sites.console.forms.organizations import IssuerForm
from laurel.sites.console.forms.refusals import show_refusal
from laurel.sites.console.gate import Place, enter, show, signed_in

KINDS = {KeyKind.ED25519: "Ed25519", KeyKind.P256: "P-256", KeyKind.RSA: "RSA"}


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def issuer(request: HttpRequest, slug: str) -> HttpResponse:
    """Set up the first issuer; once there is one, its own page is the place."""
    place = enter(request, slug, Role.OWNER)
    if place.issuer is not None:
        return redirect("console:issuer_profile", slug, place.issuer.public_id)
    initial = {"name": place.organization.name}
    form = IssuerForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid() and _created(form, place):
        messages.success(request, "The issuer is set up.")
        return redirect("console:home", slug)
    return show(request, "console/issuer.html", place, section="issuer", form=form)


@require_safe
@signed_in
def keys(request: HttpRequest, slug: str) -> HttpResponse:
    """The public parts of the keys."""
    place = enter(request, slug)
    published = issuers.published_keys(place.issuer) if place.issuer else ()
    return show(
        request,
        "console/keys/list.html",
        place,
        section="keys",
        keys=[
            {
                "id": key.public_id,
                "href": f"{place.issuer_page}/keys/{key.public_id}",
                "kind": f"{KINDS[key.kind]} ({key.algorithm})",
                "created_at": key.created_at,
                "active": key.active,
            }
            for key in reversed(published)
        ],
        did_document=f"{place.issuer_page}/did.json",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def keys_rotate(request: HttpRequest, slug: str) -> HttpResponse:
    """Make new keys, after saying what that means."""
    place = enter(request, slug, Role.OWNER)
    if place.issuer is None:
        return redirect("console:issuer", slug)
    if request.method == "POST":
        found = issuer_access.for_editing(place.actor, place.issuer.public_id)
        issuer_services.rotate_key(issuer=found, actor=place.actor)
        messages.success(request, "New keys sign from now on. Old badges stay valid.")
        return redirect(reverse("console:keys", args=[slug]) + place.query)
    return show(request, "console/keys/rotate.html", place, section="keys")


def _created(form: IssuerForm, place: Place) -> bool:
    try:
        issuer_services.create(
            organization=place.organization, actor=place.actor, **form.cleaned_data
        )
    except Refused as error:
        show_refusal(form, error)
        return False
    return True
