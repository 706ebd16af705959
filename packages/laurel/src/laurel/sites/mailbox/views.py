"""Reading what was not sent: a list, one mail, its HTML in a frame of its own, the raw text.

Sign-in codes pass through here, so the viewer exists only on a development instance without
a mail server; `laurel up` refuses to be a production instance like that.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from csp.constants import SELF
from csp.decorators import csp_update
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from laurel.foundation import mail as outbox
from laurel.foundation import smtp

Rest = ParamSpec("Rest")
View = Callable[Concatenate[HttpRequest, Rest], HttpResponse]

ON_A_PAGE = 50

# A mail is a stranger's document: it may show its own pictures and styles, and nothing else.
BODY_POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'; "
    "sandbox allow-popups allow-popups-to-escape-sandbox"
)


def only_without_mail_server(view: View[Rest]) -> View[Rest]:
    """Not there at all where mail is sent, or strangers rely on the instance."""

    @wraps(view)
    def guarded(
        request: HttpRequest, *args: Rest.args, **kwargs: Rest.kwargs
    ) -> HttpResponse:
        if not settings.LAUREL.mail_viewer:
            raise Http404
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        return response

    return guarded  # type: ignore[return-value]  # the same but for the names


@require_safe
@only_without_mail_server
def mails(request: HttpRequest) -> HttpResponse:
    """All mails, the newest first."""
    page = Paginator(outbox.kept(), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "mailbox/list.html", {"page": page})


@require_safe
@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]  # it passes further arguments on
@only_without_mail_server
def mail(request: HttpRequest, mail_id: str) -> HttpResponse:
    """One mail: head, body, text part and raw source."""
    found = outbox.get_kept(mail_id)
    context = {"mail": found, "raw": smtp.compose(found).as_string()}
    return render(request, "mailbox/mail.html", context)


@require_safe
@only_without_mail_server
def body(_request: HttpRequest, mail_id: str) -> HttpResponse:
    """The HTML part alone, for the frame; its pictures are put in, links open outside."""
    found = outbox.get_kept(mail_id)
    html = found.html
    for picture in found.pictures:
        inside = f"data:{picture['type']};base64,{picture['data']}"
        html = html.replace(f"cid:{picture['name']}", inside)
    html = html.replace("<head>", '<head><base target="_blank">', 1)
    response = HttpResponse(html)
    response["Content-Security-Policy"] = BODY_POLICY
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_safe
@only_without_mail_server
def raw(_request: HttpRequest, mail_id: str) -> HttpResponse:
    """The mail as a mail program would get it."""
    message = smtp.compose(outbox.get_kept(mail_id))
    response = HttpResponse(message.as_bytes(), content_type="message/rfc822")
    response["Content-Disposition"] = 'attachment; filename="mail.eml"'
    return response
