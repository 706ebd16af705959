"""Endorsements: those of awards, looked at; those of badges and issuers, asked for and given."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from laurel.achievements import selectors as achievements
from laurel.endorsements import access as endorsement_access
from laurel.endorsements import selectors as endorsements
from laurel.endorsements import services
from laurel.endorsements.types import About, Side, State
from laurel.foundation.errors import NotFound, Refused, TryAgainLater
from laurel.issuers import selectors as issuers
from laurel.organizations.types import Role
from laurel.sites.console.forms.endorsements import (
    STATES,
    AskForm,
    FilterForm,
    GiveForm,
    ReasonForm,
)
from laurel.sites.console.forms.refusals import show_refusal
from laurel.sites.console.gate import Place, enter, show, signed_in

if TYPE_CHECKING:
    from laurel.endorsements.models import Endorsement

ON_A_PAGE = 50
MOST_GIVEN = 50  # and open questions, on the first page
_LOOKS = {
    State.WAITING: "expiring",
    State.WRITTEN: "expiring",
    State.SHOWN: "valid",
}

# Button → what it does and what is said then.
_ACTS: dict[str, tuple[Callable[..., Any], str]] = {
    "accept": (
        services.accept,
        "Accepted: it is shown, and travels in what is signed.",
    ),
    "decline": (services.decline, "Declined. Nobody else saw it."),
    "approve": (services.approve, "It is shown from now on."),
    "hide": (services.hide, "Hidden. The earner and the endorser see your reason."),
    "end": (services.end, "It does not stand any more, in older files either."),
}


@require_safe
@signed_in
def endorsement_list(request: HttpRequest, slug: str) -> HttpResponse:
    """What others said of what is awarded here, the last changed first."""
    place = enter(request, slug)
    form = FilterForm(request.GET)
    state = form.cleaned_data.get("state", "") if form.is_valid() else ""
    found = endorsements.of_organization(place.organization, state=state)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    return show(
        request,
        "console/endorsements/list.html",
        place,
        section="endorsements",
        form=form,
        page=page,
        state=state,
        rows=[_row(each) for each in page.object_list],
        asked=endorsements.asked_by_staff(place.organization)[:MOST_GIVEN],
        given=[_row(e) for e in endorsements.given_by(place.organization)[:MOST_GIVEN]],
        looks_first=endorsements.looks_first(place.organization),
    )


@require_POST
@signed_in
def endorsement_rule(request: HttpRequest, slug: str) -> HttpResponse:
    """Look at endorsements of awards before they are shown, or do not."""
    place = enter(request, slug, Role.EDITOR)
    looks_first = request.POST.get("looks_first") == "1"
    services.look_first(
        organization=place.organization, looks_first=looks_first, actor=place.actor
    )
    said = (
        "Endorsements wait for you from now on."
        if looks_first
        else "What earners accept is shown at once from now on."
    )
    messages.success(request, said)
    return redirect("console:endorsements", slug)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def endorsement(request: HttpRequest, slug: str, endorsement_id: str) -> HttpResponse:
    """One endorsement: who says what of which badge, and what may be decided."""
    place = enter(request, slug)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    found = _here(place, endorsement_id, deciding=request.method == "POST")
    form = ReasonForm(request.POST if act == "hide" else None)
    if act in _ACTS and (act != "hide" or form.is_valid()):
        if _acted(request, place, found, form, act):
            return redirect("console:endorsement", slug, endorsement_id)
        found = _here(place, endorsement_id, deciding=True)
    return show(
        request,
        "console/endorsements/detail.html",
        place,
        section="endorsements",
        form=form,
        endorsement=found,
        row=_row(found),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def endorsement_ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask somebody by mail to endorse a badge or an issuer."""
    place = enter(request, slug, Role.EDITOR)
    about = _own(place)
    form = AskForm(request.POST or None)
    form.fields["about"].choices = [  # type: ignore[attr-defined]
        (key, each.name) for key, each in about.items()
    ]
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            services.ask(
                about=about[said["about"]],
                email=said["email"],
                words=said["words"],
                actor=place.actor,
            )
        except Refused as error:
            show_refusal(form, error)
        else:
            messages.success(request, "Asked. The mail is on its way.")
            return redirect("console:endorsements", slug)
    return show(
        request,
        "console/endorsements/ask.html",
        place,
        section="endorsements",
        form=form,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def endorsement_give(request: HttpRequest, slug: str) -> HttpResponse:
    """Endorse a badge or an issuer of somebody else on this site, in an issuer's name."""
    place = enter(request, slug, Role.EDITOR)
    form = GiveForm(request.POST or None, initial={"link": request.GET.get("link", "")})
    form.fields["issuer"].choices = [  # type: ignore[attr-defined]
        (each.public_id, each.name) for each in place.issuers
    ]
    if request.method == "POST" and form.is_valid() and _given(place, form):
        messages.success(request, "Signed. It is shown once they accept it.")
        return redirect("console:endorsements", slug)
    return show(
        request,
        "console/endorsements/give.html",
        place,
        section="endorsements",
        form=form,
    )


@require_POST
@signed_in
def endorsement_back(request: HttpRequest, slug: str, given_id: str) -> HttpResponse:
    """Take back what one's own issuer said."""
    place = enter(request, slug, Role.EDITOR)
    found = endorsement_access.for_taking_back(place.actor, given_id)
    giver = found.endorsing_issuer
    place.require(giver.organization_id if giver else None)
    try:
        services.end(endorsement=found, side=Side.ENDORSER, actor=place.actor)
    except Refused as error:
        messages.warning(request, error.message)
    else:
        messages.success(request, "Taken back. It does not stand any more.")
    return redirect("console:endorsements", slug)


def _here(place: Place, endorsement_id: str, *, deciding: bool) -> "Endorsement":
    ask = (
        endorsement_access.for_deciding if deciding else endorsement_access.for_viewing
    )
    found = ask(place.actor, endorsement_id)
    place.require(found.organization_id)
    return found


def _acted(
    request: HttpRequest,
    place: Place,
    found: "Endorsement",
    form: ReasonForm,
    act: str,
) -> bool:
    do, said = _ACTS[act]
    more: dict[str, Any] = {}
    if act == "hide":
        more = {"reason": form.cleaned_data["reason"]}
    elif act == "end":
        more = {"side": Side.ISSUER}
    elif act in ("accept", "decline") and found.award is not None:
        messages.warning(request, "Whom it praises decides about this one.")
        return True
    try:
        do(endorsement=found, actor=place.actor, **more)
    except Refused as error:
        if error.field:
            show_refusal(form, error)
            return False
        messages.warning(request, error.message)
    else:
        messages.success(request, said)
    return True


def _given(place: Place, form: GiveForm) -> bool:
    said = form.cleaned_data
    own = {each.public_id: each for each in place.issuers}
    try:
        services.give(
            about=_at(said["link"]),
            endorsing=own[said["issuer"]],
            comment=said["comment"],
            actor=place.actor,
        )
    except NotFound:
        form.add_error(
            "link",
            "This is no page of a badge or an issuer on this site. Copy it anew.",
        )
        return False
    except TryAgainLater:
        form.add_error(None, "It could not be signed at this moment. Try once more.")
        return False
    except Refused as error:
        show_refusal(form, error)
        return False
    return True


def _at(link: str) -> About:
    """What has its page there.

    Raises:
        NotFound: it is no page of a badge or an issuer of this instance.
    """
    parts = urlsplit(link)
    if parts.netloc and parts.netloc.lower() != settings.LAUREL.host:
        raise NotFound("elsewhere")
    try:
        match = resolve(parts.path)
    except Resolver404:
        raise NotFound("no such page") from None
    if match.view_name == "public:issuer":
        return About(issuers.public(match.kwargs["issuer"]))
    if match.view_name == "public:achievement":
        version = achievements.public(
            match.kwargs["achievement"], match.kwargs["version"]
        )
        return About(version.achievement.issuer, version=version)
    raise NotFound("neither a badge nor an issuer")


def _own(place: Place) -> dict[str, About]:
    """What people may be asked to endorse: the issuers at work, and badges as they are now."""
    found = [About(each) for each in place.issuers]
    badges = achievements.of_organization(place.organization).filter(archived_at=None)
    current = [badge.current for badge in badges]
    found += [
        About(each.achievement.issuer, version=each)
        for each in current
        if not each.is_draft
    ]
    return {each.key: each for each in found}


def _row(row: "Endorsement") -> dict[str, Any]:
    state = State(row.state)
    return {
        "id": row.public_id,
        "about": row.about.name,
        "to": row.award.recipient_name if row.award else "",
        "who": row.name,
        "position": row.position,
        "domain": row.domain,
        "comment": row.comment,
        "status": _LOOKS.get(state, "neutral"),
        "word": STATES.get(state, ""),
        "changed_at": row.changed_at,
        "may_end": row.is_signed,
    }
