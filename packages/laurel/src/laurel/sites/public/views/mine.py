"""An award as its holder sees it: by the link in the mail, and signed in.

The link needs no account and changes nothing: programs follow the links in mails, and people pass
mails on. Whoever wants to change something proves the address by a code, and is at home here then.
"""

from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from laurel.accounts import selectors as accounts
from laurel.achievements import selectors as achievements
from laurel.awards import selectors as awards
from laurel.awards.types import Disclosure, Visibility
from laurel.credentials import selectors as credentials
from laurel.desk import services as desk
from laurel.desk.types import HOLDER, About, Kind
from laurel.endorsements import selectors as endorsements
from laurel.foundation import clock
from laurel.foundation.errors import NotFound
from laurel.issuers import selectors as issuers
from laurel.pathways import selectors as pathways
from laurel.sites.public import about, holding, responses, visits
from laurel.sites.public.desk_forms import NotMineForm
from laurel.sites.public.views import documents, errors
from laurel.sites.public.views.awards import waiting
from laurel.sites.public.views.desk import personal
from laurel.sites.ui.text import host_of

if TYPE_CHECKING:
    from laurel.awards.models import Award
    from laurel.credentials.models import Credential

LATER = "address_later"  # in the session: they do not want to be reminded now
FILES = {
    "badge.png": documents.png_of,
    "badge.svg": documents.svg_of,
    "credential.json": documents.json_of,
    "credential.jwt": documents.jwt_of,
}


@require_safe
@responses.personal
def link(request: HttpRequest, award: str, token: str) -> HttpResponse:
    """What the link in the mail leads to. Looking changes nothing, whoever looks."""
    found = awards.by_public_id(award)
    address = awards.claimed(found, token)
    if not address:  # of a mail to an address that it was taken from, or cut short
        return redirect("public:award", award)
    credential = credentials.of_award(award)
    if credential is None:
        return waiting(request, award)
    visits.opened(request, award)
    if holding.is_holder(request, found) or _is_private(award):
        return redirect("public:mine", award)
    context = {
        **_context(request, credential, found),
        "address": address,
        "token": token,
        "next": request.path,
    }
    return render(request, "public/mine.html", context)


@require_safe
@responses.personal
def own(request: HttpRequest, award: str) -> HttpResponse:
    """The same for whoever is signed in and proved the address: kept, and theirs to change."""
    found = awards.by_public_id(award)
    if not request.user.is_authenticated:
        return redirect_to_login(request.path)
    if not holding.is_holder(request, found):
        return errors.respond(request, errors.NOT_YOURS)
    credential = credentials.of_award(award)
    if credential is None:
        return waiting(request, award)
    proven = accounts.proven_addresses(request.user.pk)
    context = {
        **_context(request, credential, found),
        "kept": True,
        "pathways": pathways.with_achievement(found.achievement_id),
        "to_accept": endorsements.to_accept([award]).get(award, 0),
        "address": found.recipient_email,
        "others": holding.others(found, proven),
        "reminds": not request.session.get(LATER) and _all_institutional(found, proven),
    }
    return render(request, "public/mine.html", context)


@require_POST
@responses.personal
def later(request: HttpRequest, award: str) -> HttpResponse:
    """“Not now”: no word of a personal address until they sign in again."""
    if request.user.is_authenticated:
        request.session[LATER] = True
    return redirect("public:mine", award)


@require_safe
@responses.personal
def take(request: HttpRequest, award: str, file: str) -> HttpResponse:
    """A file of it for its holder, also while strangers get none.

    Raises:
        NotFound: it is not theirs, or there is no such file.
    """
    found = awards.by_public_id(award)
    if file not in FILES or not holding.is_holder(request, found):
        raise NotFound("no such file")
    return FILES[file](request, credentials.public(award))


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def not_mine(request: HttpRequest, award: str, token: str) -> HttpResponse:
    """“This isn’t mine”: a ticket for the issuer, and nothing else."""
    found = awards.by_public_id(award)
    address = awards.claimed(found, token)
    if not address:
        return redirect("public:award", award)
    issuer = found.achievement.issuer
    form = NotMineForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data["text"]
        text = f"This isn’t mine.\n\n{said}" if said else "This isn’t mine."
        taken = form.sent(
            lambda: desk.ask(
                about=About(issuer, found),
                kind=Kind.OTHER,
                name="",
                email=address,
                text=text,
                actor=HOLDER,
            )
        )
        if taken:
            return redirect(f"{request.path}?sent")
    context = {
        **about.issuer(issuer, found.achievement),
        "award": found,
        "form": form,
        "sent": "sent" in request.GET and request.method != "POST",
        "back": reverse("public:mine-link", args=[award, token]),
    }
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "public/not_mine.html", context, status=status)


def _context(
    request: HttpRequest, credential: "Credential", award: "Award"
) -> dict[str, Any]:
    version = credential.achievement_version
    page = reverse("public:award", args=[award.public_id])
    chosen = awards.disclosures([award.public_id]).get(award.public_id)
    return {
        **about.issuer(credential.issuer, version.achievement),
        "credential": credential,
        "award": award,
        "status": _status(credential),
        "issued_on": award.issued_on
        or issuers.day(credential.issuer, credential.issued_at),
        "image_url": reverse(
            "public:achievement-svg",
            args=[version.achievement.public_id, version.number],
        ),
        "image_alt": achievements.alt_text(version),
        "page_url": page,
        "share_url": f"{page}/share",
        "via": visits.query(request, award.public_id),
        "disclosure": awards.disclosure(award.public_id),
        "parts": holding.parts(award),
        # Once they chose what others see of it, they have read the name; what of the evidence is
        # seen, they may have said when they handed it in.
        "ask_name": (
            chosen is None or replace(chosen, hidden_evidence=()) == Disclosure()
        )
        and "name" not in request.GET,
    }


def _is_private(award: str) -> bool:
    return awards.disclosure(award).visibility is Visibility.PRIVATE


def _status(credential: "Credential") -> str:
    if not credential.is_active:
        return credential.status
    return "expired" if credential.expired(clock.now()) else "valid"


def _all_institutional(award: "Award", proven: list[str]) -> bool:
    """Whether all of these addresses are the institution's: they may end with somebody's time."""
    host = host_of(award.achievement.issuer.url).removeprefix("www.")
    domains = [address.rpartition("@")[2] for address in proven]
    return bool(host) and all(d == host or d.endswith(f".{host}") for d in domains)
