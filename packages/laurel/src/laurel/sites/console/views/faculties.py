"""The issuers of an organisation: a college has one, or one for each faculty."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from laurel.foundation.errors import Refused
from laurel.issuers import access as issuer_access
from laurel.issuers import selectors as issuers
from laurel.issuers import services as issuer_services
from laurel.issuers.types import Domain, DomainState
from laurel.organizations.types import Role
from laurel.sites.console.forms.issuers import HelpForm, ProfileForm
from laurel.sites.console.forms.organizations import IssuerForm
from laurel.sites.console.forms.refusals import show_refusal
from laurel.sites.console.gate import Place, enter, show, signed_in

if TYPE_CHECKING:
    from laurel.issuers.models import Issuer

PROFILE = (
    "name",
    "url",
    "email",
    "description",
    "contact_name",
    "phone",
    "time_zone",
    "language",
    "shows_programs",
    "linkedin_id",
)

# The pill of each state, its word, and what it means for an owner.
DOMAINS = {
    DomainState.NOT_ASKED: (
        "neutral",
        "Not checked",
        "Nobody has asked for a check yet.",
    ),
    DomainState.ASKED: ("neutral", "Being checked", "We are asking the site."),
    DomainState.PROVEN: ("valid", "Verified", "The site names this issuer."),
    DomainState.NOT_PROVEN: ("revoked", "Not verified", ""),
    DomainState.UNKNOWN: ("unknown", "Could not be checked", ""),
}
FINDINGS = {
    "absent": "There is no file at this address yet.",
    "answer": "The site answered with an error. We try again tomorrow.",
    "unreachable": "The site did not answer. We try again tomorrow.",
    "long": "What is at this address is far too long for this file.",
    "elsewhere": "This address leads to another site, which cannot speak for yours.",
    "line": "There is a file, but the line is not in it.",
}


@require_safe
@signed_in
def faculties(request: HttpRequest, slug: str) -> HttpResponse:
    """All issuers of the organisation."""
    place = enter(request, slug, Role.OWNER)
    found = issuers.of_organization(place.organization)
    return show(
        request,
        "console/issuers/list.html",
        place,
        section="issuer",
        issuers=[_row(issuer) for issuer in found if issuer.archived_at is None],
        archived=[_row(issuer) for issuer in found if issuer.archived_at is not None],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def faculty_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Set up one more issuer, with keys of its own."""
    place = enter(request, slug, Role.OWNER)
    form = IssuerForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = issuer_services.create(
                organization=place.organization,
                actor=place.actor,
                **form.cleaned_data,
            )
        except Refused as error:
            show_refusal(form, error)
        else:
            messages.success(
                request, "The issuer is set up. It signs with its own keys."
            )
            return redirect("console:issuer_profile", slug, made.public_id)
    return show(request, "console/issuers/new.html", place, section="issuer", form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def faculty(request: HttpRequest, slug: str, issuer_id: str) -> HttpResponse:
    """One issuer: what it says of itself, and whether its site knows it."""
    place = enter(request, slug, Role.OWNER)
    found = issuer_here(place, issuer_id)
    if request.method != "POST":
        form = ProfileForm(initial={name: getattr(found, name) for name in PROFILE})
    else:
        form = ProfileForm(request.POST)
        if form.is_valid() and _saved(form, found, place):
            messages.success(request, "Saved.")
            return redirect("console:issuer_profile", slug, issuer_id)
        found.refresh_from_db()
    proof_address, proof_line = issuers.domain_proof(found)
    return show(
        request,
        "console/issuers/profile.html",
        place,
        section="issuer",
        form=form,
        issuer=_row(found),
        proof_address=proof_address,
        proof_line=proof_line,
    )


@require_POST
@signed_in
def faculty_domain(request: HttpRequest, slug: str, issuer_id: str) -> HttpResponse:
    """Have the issuer's site asked whether it names the issuer."""
    place = enter(request, slug, Role.OWNER)
    found = issuer_here(place, issuer_id)
    try:
        issuer_services.ask_for_domain_check(issuer=found, actor=place.actor)
    except Refused as error:
        messages.warning(request, error.message)
    else:
        messages.success(request, "We are asking your site. Look again in a moment.")
    return redirect("console:issuer_profile", slug, issuer_id)


@require_POST
@signed_in
def faculty_archive(request: HttpRequest, slug: str, issuer_id: str) -> HttpResponse:
    """Let the issuer award nothing any more. What it awarded stays valid."""
    place = enter(request, slug, Role.OWNER)
    found = issuer_here(place, issuer_id)
    try:
        issuer_services.archive(issuer=found, actor=place.actor)
    except Refused as error:
        messages.warning(request, error.message)
    else:
        messages.success(request, "Archived. What it awarded stays valid.")
    return redirect("console:issuers", slug)


@require_POST
@signed_in
def faculty_restore(request: HttpRequest, slug: str, issuer_id: str) -> HttpResponse:
    """Let an archived issuer award again."""
    place = enter(request, slug, Role.OWNER)
    found = issuer_here(place, issuer_id)
    try:
        issuer_services.restore(issuer=found, actor=place.actor)
    except Refused as error:
        messages.warning(request, error.message)
    else:
        messages.success(request, "The issuer is back in use.")
    return redirect("console:issuers", slug)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def faculty_help(request: HttpRequest, slug: str, issuer_id: str) -> HttpResponse:
    """The help page for earners: write it, look at it, or go back to ours."""
    place = enter(request, slug, Role.OWNER)
    found = issuer_here(place, issuer_id)
    present = issuers.help_of(found)
    if request.method == "POST" and "ours" in request.POST:
        issuer_services.write_help(issuer=found, text="", actor=place.actor)
        messages.success(request, "The help page says what Laurel brings again.")
        return redirect("console:issuer_help", slug, issuer_id)
    form = HelpForm(request.POST or None, initial={"text": present.text})
    preview = present.text
    if request.method == "POST" and form.is_valid():
        preview = form.cleaned_data["text"]
        if "look" not in request.POST and _help_written(form, found, place):
            messages.success(request, "Saved. Earners read it from now on.")
            return redirect("console:issuer_help", slug, issuer_id)
    return show(
        request,
        "console/issuers/help.html",
        place,
        section="issuer",
        form=form,
        issuer=_row(found),
        help=present,
        preview=preview,
        looked=request.method == "POST",
    )


def issuer_here(place: Place, issuer_id: str) -> "Issuer":
    """The issuer, if it is this organisation's and the person's to change.

    Raises:
        NotFound: it is not.
    """
    found = issuer_access.for_editing(place.actor, issuer_id)
    place.require(found.organization_id)
    return found


def _row(issuer: "Issuer") -> dict[str, Any]:
    return {
        "id": issuer.public_id,
        "name": issuer.name,
        "page": issuers.address(issuer),
        "help_page": issuers.help_address(issuer),
        "logo": reverse("public:logo", args=[issuer.public_id]) if issuer.logo else "",
        "mark": issuer.mark,
        "archived_at": issuer.archived_at,
        "domain": _domain(issuers.domain(issuer)),
    }


def _domain(domain: Domain) -> dict[str, Any]:
    status, word, sentence = DOMAINS[domain.state]
    return {
        "name": domain.name,
        "status": status,
        "word": word,
        "sentence": sentence or FINDINGS.get(domain.finding, ""),
        "checked_at": domain.checked_at,
        "proven_at": None if domain.is_proven else domain.proven_at,
        "is_proven": domain.is_proven,
    }


def _saved(form: ProfileForm, issuer: "Issuer", place: Place) -> bool:
    try:
        issuer_services.change_profile(
            issuer=issuer, actor=place.actor, **form.cleaned_data
        )
    except Refused as error:
        show_refusal(form, error)
        return False
    return True


def _help_written(form: HelpForm, issuer: "Issuer", place: Place) -> bool:
    try:
        issuer_services.write_help(
            issuer=issuer, text=form.cleaned_data["text"], actor=place.actor
        )
    except Refused as error:
        show_refusal(form, error)
        return False
    return True
