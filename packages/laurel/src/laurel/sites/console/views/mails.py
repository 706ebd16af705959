"""What an issuer's mails say: in its own words, looked at before they are saved."""

import base64
from typing import TYPE_CHECKING, Any

from csp.constants import SELF
from csp.decorators import csp_update
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
)

from laurel.foundation.errors import NotFound, Refused
from laurel.issuing import selectors as issuing
from laurel.notifications import selectors as notifications
from laurel.notifications import services as notification_services
from laurel.notifications.types import LANGUAGES
from laurel.organizations.types import Role
from laurel.sites.console.forms.issuers import LanguageForm, WordingForm
from laurel.sites.console.forms.refusals import show_refusal
from laurel.sites.console.gate import enter, show, signed_in
from laurel.sites.console.views.faculties import issuer_here

if TYPE_CHECKING:
    from laurel.foundation.mail import Message
    from laurel.issuers.models import Issuer

KIND = notifications.AWARD

# A mail brings styles of its own, and may do nothing else: it is shown in a frame alone.
MAIL_POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'; sandbox"
)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def mails(request: HttpRequest, slug: str, issuer_id: str) -> HttpResponse:
    """The languages in which the issuer words its mails itself."""
    place = enter(request, slug, Role.OWNER)
    issuer = issuer_here(place, issuer_id)
    form = LanguageForm(request.POST or None, initial={"language": issuer.language})
    if request.method == "POST" and form.is_valid():
        return redirect(
            "console:issuer_mail", slug, issuer_id, form.cleaned_data["language"]
        )
    own = notifications.languages(issuer_public_id=issuer.public_id, kind=KIND)
    return show(
        request,
        "console/mails/list.html",
        place,
        section="issuer",
        form=form,
        issuer=issuer,
        own=[(code, LANGUAGES.get(code, code)) for code in own],
        usual=LANGUAGES.get(issuer.language, issuer.language),
        usual_is_own=issuer.language in own,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]  # it passes further arguments on
@signed_in
def mail(
    request: HttpRequest, slug: str, issuer_id: str, language: str
) -> HttpResponse:
    """The words of the mail about an award in one language."""
    place = enter(request, slug, Role.OWNER)
    issuer = issuer_here(place, issuer_id)
    _known(language)
    own = notifications.own(
        issuer_public_id=issuer.public_id, kind=KIND, language=language
    )
    present = own or notifications.default(KIND)
    form = WordingForm(request.POST or None, initial=_parts(present))
    if request.method == "POST" and form.is_valid():
        try:
            notification_services.write_wording(
                issuer_public_id=issuer.public_id,
                organization_id=place.organization.pk,
                kind=KIND,
                language=language,
                parts=form.cleaned_data,
                actor=place.actor,
            )
        except Refused as error:
            show_refusal(form, error)
        else:
            messages.success(request, "Saved. Mails go out in these words from now on.")
            return redirect("console:issuer_mail", slug, issuer_id, language)
    return show(
        request,
        "console/mails/edit.html",
        place,
        section="issuer",
        form=form,
        issuer=issuer,
        language=language,
        language_name=LANGUAGES[language],
        is_own=own is not None,
        variables=notifications.VARIABLES.items(),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def mail_preview(
    request: HttpRequest, slug: str, issuer_id: str, language: str
) -> HttpResponse:
    """The real mail, for somebody invented: as saved or, posted, as typed; `text` alone."""
    place = enter(request, slug, Role.OWNER)
    issuer = issuer_here(place, issuer_id)
    _known(language)
    try:
        message = _message(request, issuer, language)
    except Refused as error:
        return _in_frame(
            format_html(
                '<!doctype html><html lang="en"><meta charset="utf-8">'
                "<title>Not a mail yet</title><p><b>This is not a mail yet.</b> {}: {}</p>",
                WordingForm.base_fields[error.field].label or error.field,
                error.message,
            )
        )
    asked = request.POST if request.method == "POST" else request.GET
    if asked.get("part") == "text":
        return _in_frame(_as_text(message), content_type="text/plain; charset=utf-8")
    return _in_frame(_as_html(message))


@require_POST
@signed_in
def mail_reset(
    request: HttpRequest, slug: str, issuer_id: str, language: str
) -> HttpResponse:
    """Go back to the words that Laurel brings."""
    place = enter(request, slug, Role.OWNER)
    issuer = issuer_here(place, issuer_id)
    _known(language)
    try:
        notification_services.reset_wording(
            issuer_public_id=issuer.public_id,
            organization_id=place.organization.pk,
            kind=KIND,
            language=language,
            actor=place.actor,
        )
    except NotFound:
        messages.info(request, "There were no words of your own in this language.")
    else:
        messages.success(
            request, "Your words are gone; those that Laurel brings are back."
        )
    return redirect("console:issuer_mails", slug, issuer_id)


def _known(language: str) -> None:
    if language not in LANGUAGES:
        raise NotFound("no such language")


def _parts(wording: object) -> dict[str, Any]:
    return {name: getattr(wording, name) for name in WordingForm.base_fields}


def _message(request: HttpRequest, issuer: "Issuer", language: str) -> "Message":
    if request.method != "POST":
        return issuing.sample_award_mail(issuer, language=language)
    parts = {name: request.POST.get(name, "") for name in WordingForm.base_fields}
    wording = notification_services.check_wording(parts=parts)
    return issuing.sample_award_mail(issuer, language=language, wording=wording)


def _as_text(message: "Message") -> str:
    head = "".join(f"{name}: {value}\n" for name, value in _head(message))
    return f"{head}\n{message.text}"


def _as_html(message: "Message") -> str:
    html = message.html
    for picture in message.pictures:
        data = base64.b64encode(picture.data).decode()
        html = html.replace(
            f"cid:{picture.name}", f"data:{picture.mime_type};base64,{data}"
        )
    lines = [format_html("<b>{}:</b> {}<br>", *line) for line in _head(message)]
    head = format_html(
        '<div style="padding:12px 16px;border-bottom:1px solid #c6cec9;background:#fff;'
        'color:#17201c;font:14px/1.6 system-ui,sans-serif">{}</div>',
        format_html("{}" * len(lines), *lines),
    )
    before, body, after = html.partition("<body")
    opening, end, rest = after.partition(">")
    return f"{before}{body}{opening}{end}{head}{rest}"


def _head(message: "Message") -> list[tuple[str, str]]:
    sender = f"{message.from_name} <{settings.LAUREL.mail_from}>"
    return [
        ("From", sender),
        ("Reply to", message.reply_to),
        ("To", f"{message.to_name} <{message.to}>"),
        ("Subject", message.subject),
    ]


def _in_frame(
    body: str, *, content_type: str = "text/html; charset=utf-8"
) -> HttpResponse:
    response = HttpResponse(body, content_type=content_type)
    response["Content-Security-Policy"] = MAIL_POLICY
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Referrer-Policy"] = "no-referrer"
    return response
