"""*Find my badge*: an address is typed, and its badges go there by mail.

The page says the same to everybody, and does the same work, whatever is typed.
"""

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from laurel.awards import selectors as awards
from laurel.foundation.errors import NotFound
from laurel.issuers import selectors as issuers
from laurel.issuing import services as issuing
from laurel.sites.public import about, limits, responses
from laurel.sites.public.desk_forms import FindForm
from laurel.sites.public.views import errors

if TYPE_CHECKING:
    from typing import Any


@require_http_methods(["GET", "HEAD", "POST"])
@responses.personal
def find(request: HttpRequest) -> HttpResponse:
    """The form, and the one answer to it; reached from an issuer, with who answers there."""
    issuer = request.GET.get("issuer", "")
    form = FindForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if wait := limits.FIND.retry_after(request):
            response = errors.respond(request, errors.TOO_MANY_SEARCHES)
            response["Retry-After"] = str(wait)
            return response
        if form.is_valid():
            email = form.cleaned_data["email"]
            # One mail too many to this address is not sent, and nobody hears of it.
            if not limits.FOUND.retry_after_for(awards.recipient_key(email)):
                issuing.find(email=email)
            onwards = f"&issuer={issuer}" if _of(issuer) else ""
            return redirect(f"{reverse('public:find')}?sent{onwards}")
    context = {
        **_of(issuer),
        "form": form,
        "sent": "sent" in request.GET and request.method != "POST",
    }
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "public/find.html", context, status=status)


def _of(issuer: str) -> "dict[str, Any]":
    if not issuer:
        return {}
    try:
        return about.issuer(issuers.public(issuer))
    except NotFound:
        return {}
