"""How everything of an issuer looks: chosen by owners, seen by all of the staff."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from laurel.design import services as design
from laurel.design.types import Brand, Shape, Style
from laurel.foundation.errors import NotFound, Refused
from laurel.issuers import access as issuer_access
from laurel.issuers import selectors as issuers
from laurel.issuers import services as issuer_services
from laurel.organizations import selectors as organizations
from laurel.organizations.types import Role
from laurel.sites.console.forms.refusals import show_refusal
from laurel.sites.console.forms.style import PICTURES, StyleForm
from laurel.sites.console.gate import Place, enter, show, signed_in
from laurel.sites.console.pictures import drawing

SHOWN = ("brand_colour", "accent_colour", "badge_shape")
FACTS = (*SHOWN, "signer_name", "signer_title")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def style(request: HttpRequest, slug: str) -> HttpResponse:
    """See it; change it as an owner."""
    role = Role.OWNER if request.method == "POST" else Role.VIEWER
    place = enter(request, slug, role)
    if place.issuer is None:
        return redirect("console:issuer" if place.may_own else "console:home", slug)
    has = tuple(name for name, _ in PICTURES if getattr(place.issuer, name))
    initial = {name: getattr(place.issuer, name) for name in FACTS}
    if request.method != "POST":
        form = StyleForm(initial=initial, has=has)
    else:
        form = StyleForm(request.POST, request.FILES, has=has)
        if form.is_valid() and "look" not in request.POST and _saved(form, place):
            messages.success(
                request, "Saved. New badges use it; awarded ones stay as they are."
            )
            return redirect(reverse("console:style", args=[slug]) + place.query)
    return show(
        request,
        "console/style.html",
        place,
        section="style",
        form=form,
        sample=_sample_address(place, form.data if form.is_bound else initial),
        sample_base=reverse("console:style_sample", args=[slug]) + place.query,
        owners=_owners(place),
        pictures=_pictures(place, has),
        shape=Shape(place.issuer.badge_shape).value if place.issuer.badge_shape else "",
    )


@require_safe
@signed_in
def style_sample(request: HttpRequest, slug: str) -> HttpResponse:
    """A badge, a button and a mail in the colours of the query, or in those that are saved."""
    place = enter(request, slug)
    if place.issuer is None:
        raise NotFound("no issuer, no style")
    brand, saved = issuers.brand(place.issuer), issuers.style(place.issuer)
    form = StyleForm(request.GET)
    form.is_valid()
    said = form.cleaned_data
    shape = said.get("badge_shape")
    wanted = Style(
        shape=Shape(shape)
        if shape
        else None
        if "badge_shape" in request.GET
        else saved.shape,
        image=saved.image,
    )
    tried = Brand(
        name=brand.name,
        mark=brand.mark,
        colour=said.get("brand_colour", brand.colour).lower(),
        accent=said.get("accent_colour", brand.accent).lower(),
    )
    return drawing(design.sample_of(brand=tried, style=wanted))


def _saved(form: StyleForm, place: Place) -> bool:
    assert place.issuer is not None  # noqa: S101 - the caller asked
    found = issuer_access.for_editing(place.actor, place.issuer.public_id)
    try:
        issuer_services.change_style(
            issuer=found, actor=place.actor, **form.cleaned_data
        )
    except Refused as error:
        show_refusal(form, error)
        return False
    return True


def _sample_address(place: Place, said: Any) -> str:
    query = QueryDict(mutable=True)
    query.update({name: str(said.get(name, "")) for name in SHOWN})
    if place.has_several_issuers and place.issuer is not None:
        query["issuer"] = place.issuer.public_id
    if place.issuer is not None and place.has_several_issuers:
        query["issuer"] = place.issuer.public_id
    address = reverse("console:style_sample", args=[place.organization.slug])
    return f"{address}?{query.urlencode()}"


def _owners(place: Place) -> list[str]:
    owners = organizations.members(place.organization).filter(role=Role.OWNER)
    return [found.account.name for found in owners if found.account.name]


def _pictures(place: Place, has: tuple[str, ...]) -> dict[str, str]:
    """What was uploaded before, to be looked at; the mark has an address of its own."""
    assert place.issuer is not None  # noqa: S101 - the caller asked
    found = {"logo": place.logo}
    if "background" in has:
        found["background"] = issuers.style(place.issuer).image
    if "signature" in has:
        found["signature"] = issuers.signature_url(place.issuer)
    return found
