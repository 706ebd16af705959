"""What an issuer's mails say: in its own words, looked at before they are saved."""

import base64
from collections.abc import Mapping
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
from laurel.notifications.types import LANGUAGES, Kind, Wording
from laurel.organizations.types import Role
from laurel.sites.console.forms.issuers import MailForm, WordingForm
from laurel.sites.console.forms.refusals import show_refusal
from laurel.sites.console.gate import enter, show, signed_in
from laurel.sites.console.mail_kinds import (
    ABOUT_BADGES,
    ABOUT_ENDORSEMENTS,
    ABOUT_EVIDENCE,
    ABOUT_QUESTIONS,
    NAMED,
    Named,
)
from laurel.sites.console.views.faculties import issuer_here

if TYPE_CHECKING:
    from laurel.foundation.mail import Message
    from laurel.issuers.models import Issuer

# A mail brings styles of its own, and may do nothing else: it is shown in a frame alone.
MAIL_POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'; sandbox"
)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def mails(request: HttpRequest, slug: str, issuer_id: str) -> HttpResponse:
    """Every mail to earners, with the languages in which the issuer words it itself."""
    place = enter(request, slug, Role.OWNER)
    issuer = issuer_here(place, issuer_id)
    form = MailForm(request.POST or None, initial={"language": issuer.language})
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        return redirect(
            "console:issuer_mail", slug, issuer_id, asked["kind"], asked["language"]
        )
    written = notifications.written(issuer.public_id)
    return show(
        request,
        "console/mails/list.html",
        place,
        section="issuer",
        form=form,
        issuer=issuer,
        groups=[
            ("About a badge", _listed(ABOUT_BADGES, written)),
            ("About an endorsement", _listed(ABOUT_ENDORSEMENTS, written)),
            ("About evidence", _listed(ABOUT_EVIDENCE, written)),
            ("About a question", _listed(ABOUT_QUESTIONS, written)),
        ],
        usual=LANGUAGES.get(issuer.language, issuer.language),
        brought=", ".join(LANGUAGES[code] for code in notifications.brought_languages),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]  # it passes further arguments on
@signed_in
def mail(
    request: HttpRequest, slug: str, issuer_id: str, kind: str, language: str
) -> HttpResponse:
    """The words of one kind of mail in one language."""
    place = enter(request, slug, Role.OWNER)
    issuer = issuer_here(place, issuer_id)
    which = _known(kind, language)
    own = notifications.own(
        issuer_public_id=issuer.public_id, kind=which, language=language
    )
    present = own or notifications.default(which, language)
    form = WordingForm(request.POST or None, kind=which, initial=_parts(which, present))
    if request.method == "POST" and form.is_valid():
        try:
            notification_services.write_wording(
                issuer_public_id=issuer.public_id,
                organization_id=place.organization.pk,
                kind=which,
                language=language,
                parts=form.cleaned_data,
                actor=place.actor,
            )
        except Refused as error:
            show_refusal(form, error)
        else:
            messages.success(request, "Saved. Mails go out in these words from now on.")
            return redirect("console:issuer_mail", slug, issuer_id, kind, language)
    return show(
        request,
        "console/mails/edit.html",
        place,
        section="issuer",
        form=form,
        issuer=issuer,
        kind=which.value,
        title=NAMED[which].title,
        language=language,
        language_name=LANGUAGES[language],
        languages=_beside(issuer, which, language),
        is_own=own is not None,
        is_brought=language in notifications.brought_languages,
        variables=notifications.variables(which, language).items(),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def mail_preview(
    request: HttpRequest, slug: str, issuer_id: str, kind: str, language: str
) -> HttpResponse:
    """The real mail, for somebody invented: as saved or, posted, as typed; `text` alone."""
    place = enter(request, slug, Role.OWNER)
    issuer = issuer_here(place, issuer_id)
    which = _known(kind, language)
    try:
        message = _message(request, issuer, which, language)
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
    request: HttpRequest, slug: str, issuer_id: str, kind: str, language: str
) -> HttpResponse:
    """Go back to the words that Laurel brings."""
    place = enter(request, slug, Role.OWNER)
    issuer = issuer_here(place, issuer_id)
    which = _known(kind, language)
    try:
        notification_services.reset_wording(
            issuer_public_id=issuer.public_id,
            organization_id=place.organization.pk,
            kind=which,
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


def _known(kind: str, language: str) -> Kind:
    if language not in LANGUAGES:
        raise NotFound("no such language")
    return notifications.kind(kind)


def _listed(
    named: Mapping[Kind, Named], written: Mapping[Kind, list[str]]
) -> list[dict[str, Any]]:
    return [
        {
            "kind": kind.value,
            "title": name.title,
            "when": name.when,
            "own": [(code, LANGUAGES.get(code, code)) for code in written[kind]],
        }
        for kind, name in named.items()
    ]


def _beside(issuer: "Issuer", kind: Kind, language: str) -> list[tuple[str, str]]:
    """The languages that have words for this mail, and the one that is looked at."""
    own = notifications.written(issuer.public_id)[kind]
    there = {*notifications.brought_languages, *own, issuer.language, language}
    return [(code, name) for code, name in LANGUAGES.items() if code in there]


def _parts(kind: Kind, wording: Wording) -> dict[str, str]:
    return {name: getattr(wording, name) for name in notifications.parts_of(kind)}


def _message(
    request: HttpRequest, issuer: "Issuer", kind: Kind, language: str
) -> "Message":
    if request.method != "POST":
        return issuing.sample_mail(issuer, kind, language=language)
    parts = {name: request.POST.get(name, "") for name in WordingForm.base_fields}
    wording = notification_services.check_wording(
        kind=kind, language=language, parts=parts
    )
    return issuing.sample_mail(issuer, kind, language=language, wording=wording)


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
