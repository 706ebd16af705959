"""The designer: two pictures make a badge, knobs change it, and every step is seen.

Other pages embed it: `form_for` makes the form, `studio` what `console/badges/parts/designer.html`
shows, and `stage` answers the posts of its script (those with `stage` in them).
"""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from laurel.achievements import selectors as achievements
from laurel.achievements import services as achievement_services
from laurel.design import selectors as designs
from laurel.design import services as design
from laurel.design.errors import PictureRefused
from laurel.design.types import Design
from laurel.foundation.errors import NotFound, Refused
from laurel.issuers import selectors as issuers
from laurel.organizations.types import Role
from laurel.sites.console.forms.design import DesignForm, ShortForm
from laurel.sites.console.forms.fields import MAX_NAME
from laurel.sites.console.forms.refusals import show_refusal
from laurel.sites.console.gate import Place, enter, show, signed_in
from laurel.sites.console.pictures import drawing
from laurel.sites.ui import text

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement
    from laurel.issuers.models import Issuer

ART = "laurel.design.art"  # signs what an address of a preview says
SIZES = frozenset({64, 128, 400})
UNNAMED = "New badge"


def form_for(
    request: HttpRequest,
    issuer: "Issuer",
    *,
    name: str,
    found: "Achievement | None" = None,
) -> DesignForm:
    """The form, filled with what was posted, or with the design that the badge has."""
    start, finished = _begin(issuer, name=name, found=found)
    args = (request.POST, request.FILES) if request.method == "POST" else ()
    return DesignForm(
        *args, brand=issuers.brand(issuer), start=start, finished=finished
    )


def studio(
    place: Place,
    issuer: "Issuer",
    form: DesignForm,
    *,
    name: str,
    opened: bool = False,
) -> dict[str, Any]:
    """What the designer shows: the form, the previews, and how they do; `opened`: the knobs too."""
    if form.is_bound:
        form.is_valid()
    name = text.clean(name)[:MAX_NAME] or UNNAMED
    proposal = designs.alt_text(name=name, issuer=issuer.name)
    image, seen = form.image, None
    if image is not None:
        said = {"finished": form.names["finished"]}
        weight = design.weight_of_finished(data=image)
    else:
        made = design.composed(design=form.design, brand=form.brand)
        said = design.keep(design=made)
        seen = designs.legibility(design=made, brand=form.brand)
        weight = design.weight_of(design=made, brand=form.brand)
    return {
        "form": form,
        "art": art_address(place, issuer, said),
        "alt": form.design.title or proposal,
        "proposal": proposal,
        "finished": image is not None,
        "open": opened or bool(form.errors),
        "seen": seen,
        "weight": weight,
        "uploads": [
            {
                "name": field,
                "words": words,
                "thumbnail": art_address(place, issuer, {"part": form.names[field]}),
            }
            for field, words in form.has
        ],
    }


def stage(
    request: HttpRequest, place: Place, issuer: "Issuer", form: DesignForm, *, name: str
) -> HttpResponse:
    """The previews alone, for the script that follows the form."""
    shown = {"studio": studio(place, issuer, form, name=name), "alone": True}
    return render(request, "console/badges/parts/stage.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def badge_design_new(request: HttpRequest, slug: str) -> HttpResponse:
    """A badge of two pictures and three lines."""
    place = enter(request, slug, Role.EDITOR)
    if place.issuer is None:
        messages.warning(request, "A badge needs an issuer. Set it up first.")
        return redirect("console:issuer" if place.may_own else "console:home", slug)
    name = text.clean(request.POST.get("name", ""))[:MAX_NAME]
    form = form_for(request, place.issuer, name=name)
    if "stage" in request.POST:
        return stage(request, place, place.issuer, form, name=name)
    words = ShortForm(request.POST or None)
    if request.method == "POST" and "look" not in request.POST:
        both = (words.is_valid(), form.is_valid())
        if all(both) and (made := _created(place.issuer, place, words, form)):
            tell(request, form)
            messages.success(request, "The badge is defined. You can award it now.")
            return redirect("console:badge", slug, made.public_id)
    return show(
        request,
        "console/badges/design.html",
        place,
        section="badges",
        words=words,
        studio=studio(place, place.issuer, form, name=name),
    )


@require_safe
@signed_in
def design_art(request: HttpRequest, slug: str) -> HttpResponse:
    """A preview: the design or the upload that the signed address names."""
    place = enter(request, slug, Role.EDITOR)
    if place.issuer is None:
        raise NotFound("no issuer, no colours")
    try:
        said = signing.loads(request.GET.get("d", ""), salt=ART)
        if stored := said.get("finished") or said.get("part"):
            return _stored(stored)
        made = designs.design_of(said)
    except (signing.BadSignature, PictureRefused) as error:
        raise NotFound("no such picture") from error
    wanted = request.GET.get("size", "")
    size = int(wanted) if wanted in map(str, SIZES) else max(SIZES)
    svg = design.drawing_of(
        design=made,
        brand=issuers.brand(place.issuer),
        size=size,
        mono="mono" in request.GET,
    )
    return drawing(svg)


def _begin(
    issuer: "Issuer", *, name: str, found: "Achievement | None"
) -> tuple[Design, str]:
    version = (found.draft or found.current) if found else None
    suggested = design.suggest(
        name=name or UNNAMED, title="", style=issuers.style(issuer)
    )
    if version is None:
        # The ribbon follows the name only once there is one.
        return (suggested if name else _without_words(suggested)), ""
    if version.image_is_uploaded:
        return suggested, version.image_svg
    return (achievements.art(version) or suggested), ""


def _without_words(suggested: Design) -> Design:
    return replace(suggested, band="")


def _created(
    issuer: "Issuer", place: Place, words: ShortForm, form: DesignForm
) -> "Achievement | None":
    try:
        return achievement_services.create(
            issuer=issuer, actor=place.actor, **words.cleaned_data, **picture(form)
        )
    except Refused as error:
        show_refusal(words if error.field in words.fields else form, error)
        return None


def picture(form: DesignForm) -> dict[str, Any]:
    """What services take: the finished picture (`image`), or the design (`art`)."""
    image = form.image
    return {"image": image} if image is not None else {"art": form.design}


def tell(request: HttpRequest, form: DesignForm) -> None:
    """Say what was done to the uploads."""
    for note in form.notes:
        messages.info(request, note)


def art_address(place: Place, issuer: "Issuer", said: dict[str, Any]) -> str:
    """Where `design_art` shows a design, as `design.keep` writes it, or an upload."""
    address = reverse("console:design_art", args=[place.organization.slug])
    named = {"d": signing.dumps(said, salt=ART, compress=True)}
    if place.has_several_issuers:  # in whose colours it is drawn
        named["issuer"] = issuer.public_id
    return f"{address}?{urlencode(named)}"


def _stored(name: str) -> HttpResponse:
    data = designs.upload(name)
    if designs.kind_of(data) == "SVG":
        return drawing(data)
    return HttpResponse(data, content_type="image/png")
