"""A link for an employer: made on the sheet, opened by anybody who was given it."""

import datetime as dt
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from laurel.foundation import pdf, qr
from laurel.foundation.errors import NotFound
from laurel.issuers import selectors as issuers
from laurel.sharing import selectors as sharing
from laurel.sharing import services
from laurel.sharing.errors import Ended
from laurel.sharing.types import Target
from laurel.sites.public import holding, names, responses, shared, visits
from laurel.sites.public.shared import KeptPrivate, Shared
from laurel.sites.public.views import errors
from laurel.sites.public.views.share import PDF, count, limited, paper_of

View = Callable[[HttpRequest, str, Shared, dt.date | None], HttpResponse]


@require_safe
@responses.unlisted
@holding.as_disclosed
def ask(request: HttpRequest, award: str) -> HttpResponse:
    """The link, its QR code and the one page, for as long as was chosen."""
    found = shared.of(award)
    if holding.is_holder(request, found.award):  # theirs are kept, and can be ended
        query = (
            f"?days={days}" if (days := request.GET.get("days", "")).isdigit() else ""
        )
        return redirect(reverse("public:mine-employers", args=[award]) + query)
    until = _until(request, found)
    token = sharing.employer_link(award, until)
    path = reverse("share:shown", args=[token])
    address = settings.LAUREL.base_url + path
    context = {
        **found.context(),
        "shown": found.report(),
        "tab": "link",
        "until": until,
        "days": sharing.employer_days(),
        "chosen": request.GET.get("days", ""),
        "address": address,
        "token": token,
        "code": sharing.code_shown(found.code()),
    }
    response = render(request, "public/share/employer.html", context)
    response["Cache-Control"] = "no-store"
    return response


def opened(view: View) -> Callable[[HttpRequest, str], HttpResponse]:
    """Answer with the award that a link shows, and its last day, while it may be seen."""

    @wraps(view)
    def answered(request: HttpRequest, token: str) -> HttpResponse:
        try:
            award, until = sharing.award_of_employer_link(token)
        except Ended as error:
            return _ended(request, error)
        try:
            found = shared.of(award)
        except KeptPrivate:
            return errors.respond(request, errors.kept_private(award))
        return view(request, token, found, until)

    return answered


@require_safe
@responses.unlisted
@opened
def shown(
    request: HttpRequest, token: str, found: Shared, until: dt.date | None
) -> HttpResponse:
    """What the employer sees: the badge and what a check says now, on one page."""
    count(request, found, Target.EMPLOYER)
    _note_opened(request, found, token)
    report = found.report()
    context = {
        **found.context(),
        "shown": report,
        "subject": report.subject,
        "until": until,
        "token": token,
        "here": reverse("share:shown", args=[token]),
        "code": sharing.code_shown(found.code()),
        "qr": qr.svg(settings.LAUREL.base_url + reverse("share:shown", args=[token])),
    }
    response = render(request, "public/share/shown.html", context)
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"  # the address is a secret of a kind
    return response


@require_safe
@limited
@responses.unlisted
@opened
def page(
    request: HttpRequest, token: str, found: Shared, until: dt.date | None
) -> HttpResponse:
    """The one page as a PDF with the badge inside."""
    if not found.credential.is_active:
        return errors.respond(request, errors.DOES_NOT_COUNT)
    address = settings.LAUREL.base_url + reverse("share:shown", args=[token])
    try:
        body = sharing.one_page(
            credential=found.credential,
            award=found.award,
            holder=found.holder,
            paper=paper_of(request),
            code=found.code(),
            address=address,
            until=until,
        )
    except pdf.NotSet:
        return errors.respond(request, errors.NOT_PRINTED)
    stem = names.file_stem(found.credential)
    return responses.attachment(request, body, PDF, filename=f"{stem}-one-page.pdf")


def _until(request: HttpRequest, found: Shared) -> dt.date | None:
    """The last day of the link; None where it was not asked to end.

    Raises:
        NotFound: for another number of days than those that are offered.
    """
    asked = request.GET.get("days", "")
    if not asked:
        return None
    days = {str(each): each for each in sharing.employer_days()}
    if asked not in days:
        raise NotFound("no such choice")
    return issuers.today(found.credential.issuer) + dt.timedelta(days=days[asked])


def _note_opened(request: HttpRequest, found: Shared, token: str) -> None:
    """Tell the holder that somebody else looked: how often and on which day, no more."""
    if not visits.looks_like_a_person(request):
        return
    if not holding.is_holder(request, found.award):
        services.note_employer_link_opened(credential=found.credential, token=token)


def _ended(request: HttpRequest, ended: Ended) -> HttpResponse:
    context = {"on": ended.on, "by_hand": ended.by_hand}
    response = render(request, "public/share/ended.html", context, status=410)
    response["Cache-Control"] = "no-store"
    return response
