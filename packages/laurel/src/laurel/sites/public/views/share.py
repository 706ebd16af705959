"""The share sheet, and what it leads to."""

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from http import HTTPStatus
from typing import Any, TypeVar, cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from laurel.achievements import selectors as achievements
from laurel.design import selectors as design
from laurel.foundation import pdf, qr
from laurel.foundation.errors import NotFound
from laurel.sharing import selectors as sharing
from laurel.sharing import services as sharing_services
from laurel.sharing.types import Paper, Target
from laurel.sites.public import (
    holding,
    limits,
    names,
    responses,
    shared,
    snippets,
    visits,
)
from laurel.sites.public.shared import Shared
from laurel.sites.public.views import errors

View = TypeVar("View", bound=Callable[..., HttpResponse])

PDF, PNG, SVG = "application/pdf", "image/png", "image/svg+xml"
# The tiles of the sheet, each with the letter or icon that stands for it.
NETWORKS = (
    (Target.LINKEDIN_PROFILE, "LinkedIn profile", "in"),
    (Target.LINKEDIN, "LinkedIn post", "in"),
    (Target.X, "X", "X"),
    (Target.FACEBOOK, "Facebook", "f"),
    (Target.BLUESKY, "Bluesky", "B"),
    (Target.MASTODON, "Mastodon", "M"),
)


def limited(view: View) -> View:
    """Refuse whoever asks for more pages than anybody prints."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        wait = limits.PRINT.retry_after(request)
        if not wait:
            return view(request, *args, **kwargs)
        response = errors.respond(request, errors.TOO_MANY_PAGES)
        response["Retry-After"] = str(wait)
        return response

    return cast(View, answered)


@require_safe
@responses.unlisted
@holding.as_disclosed
def social(request: HttpRequest, award: str) -> HttpResponse:
    """The sheet: networks first, everything else a click away."""
    found = shared.of(award)
    facts = found.facts
    return _sheet(
        request,
        found,
        "social",
        networks=NETWORKS,
        mail=sharing.mail_link(facts),
        issued=f"{facts.issued_on:%B %Y}",
        expires=f"{facts.expires_on:%B %Y}" if facts.expires_on else "",
    )


@require_safe
@responses.unlisted
@holding.as_disclosed
def link(request: HttpRequest, award: str) -> HttpResponse:
    """The link, long and short; on paper; for a résumé and an employer."""
    found = shared.of(award)
    code = found.code()
    return _sheet(
        request,
        found,
        "link",
        short=sharing.short_address(code),
        code=sharing.code_shown(code),
        resume=sharing.resume_line(found.facts, code),
        days=sharing.employer_days(),
    )


@require_safe
@responses.unlisted
@holding.as_disclosed
def html(request: HttpRequest, award: str) -> HttpResponse:
    """HTML to paste: a card, the badge, a signature for mails."""
    found = shared.of(award)
    return _sheet(
        request,
        found,
        "html",
        card=snippets.frame(found),
        picture=snippets.picture(found),
        signature=snippets.signature(found),
    )


@require_safe
@holding.as_disclosed
def to(request: HttpRequest, award: str, target: str) -> HttpResponse:
    """On to a network. That somebody went is counted, and nothing else is kept."""
    found = shared.of(award)
    try:
        wanted = Target(target)
    except ValueError:
        raise NotFound("no such network") from None
    address = sharing.link_to(wanted, found.facts)
    if not address:
        raise NotFound("no network")
    if not found.credential.is_active:
        return redirect("share:social", award)
    count(request, found, wanted)
    response = HttpResponseRedirect(address)
    response["Cache-Control"] = "no-store"  # or the next one would not be counted
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_safe
@limited
@responses.unlisted
@holding.as_disclosed
def certificate(request: HttpRequest, award: str) -> HttpResponse:
    """The certificate as a PDF with the badge inside, on A4 or on US Letter."""
    found = shared.of(award)
    if not found.credential.is_active:
        return errors.respond(request, errors.DOES_NOT_COUNT)
    try:
        body = sharing.certificate(
            credential=found.credential,
            award=found.award,
            holder=found.holder,
            paper=paper_of(request),
            code=found.code(),
        )
    except pdf.NotSet:
        return errors.respond(request, errors.NOT_PRINTED)
    count(request, found, Target.PDF)
    return responses.attachment(
        request, body, PDF, filename=f"{names.file_stem(found.credential)}.pdf"
    )


@require_safe
@responses.unlisted
@holding.as_disclosed
def qr_svg(request: HttpRequest, award: str) -> HttpResponse:
    """The QR code of the award's page, sharp at every size."""
    body = qr.svg(shared.of(award).facts.address).encode()
    return responses.document(request, body, SVG, max_age=responses.SETTLED)


@require_safe
@responses.unlisted
@holding.as_disclosed
def qr_png(request: HttpRequest, award: str) -> HttpResponse:
    """The same as a picture to take away."""
    found = shared.of(award)
    count(request, found, Target.QR)
    return responses.attachment(
        request,
        qr.png(found.facts.address),
        PNG,
        filename=f"{names.file_stem(found.credential)}-qr.png",
    )


@require_safe
@responses.unlisted
@holding.as_disclosed
def small(request: HttpRequest, award: str) -> HttpResponse:
    """The badge's picture, small enough for the end of a mail."""
    version = shared.of(award).credential.achievement_version
    body = design.thumbnail(achievements.picture(version).png)
    return responses.document(request, body, PNG, max_age=responses.SETTLED)


@require_safe
def code(request: HttpRequest) -> HttpResponse:
    """A place to type the code that stands on paper."""
    typed = request.GET.get("code", "").strip()
    if not typed:
        return _code_page(request, "")
    return _followed(request, typed)


@require_safe
def short(request: HttpRequest, code: str) -> HttpResponse:
    """A short link: on to the award's page, and nowhere else."""
    return _followed(request, code)


def _followed(request: HttpRequest, typed: str) -> HttpResponse:
    try:
        award = sharing.award_of_code(typed)
    except NotFound:
        # Only those who miss are slowed down: a code that stands in a CV is followed by many.
        wait = limits.CODE.retry_after(request)
        if wait:
            response = errors.respond(request, errors.TOO_MANY_CODES)
            response["Retry-After"] = str(wait)
            return response
        return _code_page(request, typed)
    with suppress(NotFound):  # kept private: its page says so
        count(request, shared.of(award), Target.SHORT_LINK)
    response = redirect("public:award", award)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def _code_page(request: HttpRequest, typed: str) -> HttpResponse:
    status = HTTPStatus.NOT_FOUND if typed else HTTPStatus.OK
    response = render(
        request, "public/share/code.html", {"typed": typed[:40]}, status=status
    )
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def paper_of(request: HttpRequest) -> Paper:
    """The sheet that was asked for; A4 where none was."""
    asked = request.GET.get("paper", "")
    return Paper(asked) if asked in set(Paper) else Paper.A4


def count(request: HttpRequest, found: Shared, target: Target) -> None:
    """Count it, if it was a person as far as anybody can tell."""
    if visits.looks_like_a_person(request):
        sharing_services.count(credential=found.credential, target=target)


def _sheet(
    request: HttpRequest, found: Shared, tab: str, **more: object
) -> HttpResponse:
    shown = found.report()
    context = {
        **found.context(),
        "shown": shown,
        "tab": tab,
        **more,
    }
    response = render(request, "public/share/sheet.html", context)
    response["Cache-Control"] = responses.LIVE
    return response
