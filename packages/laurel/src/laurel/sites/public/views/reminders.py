"""No more reminders: one click in the mail program (RFC 8058), or one on this page.

A look at the page changes nothing: mail filters follow links.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from laurel.desk.types import HOLDER
from laurel.renewals import selectors as renewals
from laurel.renewals import services as renewal_services
from laurel.sites.public import about, responses


@csrf_exempt  # a mail program sends the click; the token in the address is the key
@require_http_methods(["GET", "HEAD", "POST"])
@responses.personal
def reminders(request: HttpRequest, award: str, token: str) -> HttpResponse:
    """Whether the reader gets reminders of this issuer, and the button to change that."""
    found = renewals.reminded(award, token)
    if request.method == "POST":
        if "again" in request.POST:
            renewal_services.want_reminders(award=found, actor=HOLDER)
        else:
            renewal_services.end_reminders(award=found, actor=HOLDER)
    context = {
        **about.issuer(found.achievement.issuer, found.achievement),
        "wanted": renewals.wants_reminders(found),
    }
    return render(request, "public/reminders.html", context)
