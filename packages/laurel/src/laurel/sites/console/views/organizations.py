"""Organisations: the first one, the way in, the home page."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from laurel.accounts import services as accounts
from laurel.foundation.actors import Actor
from laurel.foundation.errors import Refused
from laurel.organizations import selectors as organizations
from laurel.organizations import services as organization_services
from laurel.organizations.types import Role
from laurel.sites.console import figures, rows, todos
from laurel.sites.console.forms.batches import SettingsForm
from laurel.sites.console.forms.organizations import OrganizationForm
from laurel.sites.console.forms.refusals import show_refusal
from laurel.sites.console.gate import (
    Place,
    account_id_of,
    actor_of,
    enter,
    show,
    signed_in,
)

RECENT = 5  # as many as fit a screen beside the rest


@dataclass(frozen=True, slots=True)
class Step:
    """One of the things to do first."""

    title: str
    sentence: str
    icon: str
    action: str
    href: str  # empty: not for this person
    done: bool
    next: bool


@require_safe
@signed_in
def start(request: HttpRequest) -> HttpResponse:
    """Go to where this person works, or make the first organisation."""
    first = organizations.of_account(account_id_of(request)).first()
    if first is None:
        return redirect("console:new")
    return redirect("console:home", first.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: HttpRequest) -> HttpResponse:
    """Make an organisation; whoever makes it owns it."""
    form = OrganizationForm(request.POST or None)
    if request.user.is_authenticated and request.user.name:
        del form.fields["your_name"]
    if request.method == "POST" and form.is_valid():
        try:
            actor = _named(actor_of(request), form.cleaned_data.get("your_name", ""))
            made = organization_services.create(
                name=form.cleaned_data["name"], actor=actor
            )
        except Refused as error:
            show_refusal(form, error)
        else:
            return redirect("console:home", made.slug)
    return show(request, "console/new.html", section="new", form=form)


@require_safe
@signed_in
def home(request: HttpRequest, slug: str) -> HttpResponse:
    """What to do first, what was awarded, what happened last."""
    place = enter(request, slug)
    badges = rows.badges_of(place.organization)
    awards = rows.award_rows(
        place.organization, rows.awards_of(place.organization)[:RECENT]
    )
    steps = _steps(place, badges=bool(badges), awards=bool(awards))
    form = figures.form_of(place.organization, request.GET)
    return show(
        request,
        "console/home.html",
        place,
        section="home",
        steps=[] if all(step.done for step in steps) else steps,
        steps_left=sum(not step.done for step in steps),
        todos=todos.of(place),
        shown=figures.shown(place.organization, form) if awards else None,
        badges=[badge for badge in badges if not badge.archived][:RECENT],
        awards=awards,
        owners=organizations.members(place.organization)
        .filter(role=Role.OWNER)
        .count(),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def organization_settings(request: HttpRequest, slug: str) -> HttpResponse:
    """What the staff may do alone."""
    place = enter(request, slug, Role.OWNER)
    name = "awards_need_approval"
    initial = {name: place.organization.awards_need_approval}
    sent = request.method == "POST"
    form = SettingsForm(request.POST if sent else None, initial=initial)
    if sent and form.is_valid():
        organization_services.require_approval(
            organization=place.organization,
            needed=form.cleaned_data[name],
            actor=place.actor,
        )
        messages.success(request, "Saved.")
        return redirect("console:settings", slug)
    awarders = organizations.addresses_of_those_who(place.organization, Role.AWARDER)
    return show(
        request,
        "console/settings.html",
        place,
        section="settings",
        form=form,
        awarders=len(awarders),
    )


def _named(actor: Actor, name: str) -> Actor:
    if not name or actor.account_id is None:
        return actor
    accounts.rename(account_id=actor.account_id, name=name)
    return Actor.person(actor.account_id, name)


def _steps(place: Place, *, badges: bool, awards: bool) -> list[Step]:
    slug = place.organization.slug
    done = (place.issuer is not None, badges, awards)
    first_open = done.index(False) if not all(done) else -1
    return [
        Step(
            title="Set up the issuer",
            sentence="Name, colours and contact: what stands on every badge.",
            icon="globe",
            action="Set up",
            href=reverse("console:issuer", args=[slug]) if place.may_own else "",
            done=done[0],
            next=first_open == 0,
        ),
        Step(
            title="Define a badge",
            sentence="What somebody can do, and how it was found out.",
            icon="badge",
            action="Define",
            href=reverse("console:badge_design_new", args=[slug])
            if place.may_edit
            else "",
            done=done[1],
            next=first_open == 1,
        ),
        Step(
            title="Award it",
            sentence="To a first person. You can use your own address to see the mail.",
            icon="send",
            action="Award",
            href=reverse("console:award_choose", args=[slug])
            if place.may_award
            else "",
            done=done[2],
            next=first_open == 2,  # noqa: PLR2004 - the third of three
        ),
    ]
