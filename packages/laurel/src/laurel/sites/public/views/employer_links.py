"""The links that the holder of an award made for employers: listed, made, ended."""

from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from laurel.awards import selectors as awards
from laurel.credentials import selectors as credentials
from laurel.foundation.errors import Refused
from laurel.issuers import selectors as issuers
from laurel.sharing import selectors as sharing
from laurel.sharing import services
from laurel.sites.public import holding, responses, shared
from laurel.sites.public.mine_forms import EmployerForm
from laurel.sites.public.shared import KeptPrivate
from laurel.sites.public.views import disclosing, errors


@require_http_methods(["GET", "HEAD", "POST"])
@responses.personal
def employers(request: HttpRequest, award: str) -> HttpResponse:
    """What was made, how often each was opened; and another one."""
    if refusal := disclosing.refused(request, awards.by_public_id(award)):
        return refusal
    try:
        found = shared.of(award)
    except KeptPrivate:
        return errors.respond(request, errors.kept_private(award))
    form = EmployerForm(
        request.POST if request.method == "POST" else None,
        days=sharing.employer_days(),
        chosen=request.GET.get("days"),
    )
    if request.method == "POST" and form.is_valid():
        if wait := disclosing.too_often(request):
            return wait
        try:
            services.make_employer_link(
                credential=found.credential,
                purpose=form.cleaned_data["purpose"],
                days=form.days_chosen(),
                actor=holding.actor(request),
            )
        except Refused as error:
            form.add_error(error.field or None, error.message)
        else:
            messages.success(request, "The link is made. Copy it from the list.")
            return redirect("public:mine-employers", award)
    today = issuers.today(found.credential.issuer)
    links = [
        (link, link.opens(today), _address(link.token))
        for link in sharing.employer_links(award)
    ]
    context = {
        **found.context(),
        "shown": found.report(),
        "form": form,
        "links": [(link, address) for link, opens, address in links if opens],
        "over": [link for link, opens, _ in links if not opens],
        "code": sharing.code_shown(found.code()),
    }
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "public/share/employers.html", context, status=status)


@require_POST
@responses.personal
def end(request: HttpRequest, award: str, token: str) -> HttpResponse:
    """Let one of them lead nowhere from now on.

    Raises:
        NotFound: the award has no such link.
    """
    if refusal := disclosing.refused(request, awards.by_public_id(award)):
        return refusal
    try:
        services.end_employer_link(
            credential=credentials.public(award),
            token=token,
            actor=holding.actor(request),
        )
    except Refused as error:
        messages.error(request, error.message)
    else:
        messages.success(
            request, "The link has ended. Whoever opens it is asked to turn to you."
        )
    return redirect("public:mine-employers", award)


def _address(token: str) -> str:
    return settings.LAUREL.base_url + reverse("share:shown", args=[token])
