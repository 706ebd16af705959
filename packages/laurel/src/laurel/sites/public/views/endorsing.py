"""Asking for an endorsement, and writing one.

The earner asks and decides, signed in. The endorser has the link in the mail and no account; what
they write is signed once they typed the code that was mailed to the very address that was asked.
"""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, TypeVar, cast

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from laurel.achievements import selectors as achievements
from laurel.awards import selectors as awards
from laurel.credentials import selectors as credentials
from laurel.endorsements import selectors as endorsements
from laurel.endorsements import services
from laurel.endorsements.types import ENDORSER, About, Side, State, Written
from laurel.foundation.errors import NotFound, Refused, TryAgainLater
from laurel.sites.public import about, holding, limits, responses
from laurel.sites.public.endorsement_forms import AskForm, CodeForm, WriteForm
from laurel.sites.public.views import errors
from laurel.sites.public.views.endorsements import page_of

if TYPE_CHECKING:
    from laurel.awards.models import Award
    from laurel.endorsements.models import Endorsement

View = TypeVar("View", bound=Callable[..., HttpResponse])

_LATER = "It could not be signed at this moment. Press the button once more."
_DECIDED = {
    "accept": "Accepted. Your badge is signed anew with it: take the new file.",
    "waits": "Accepted. The issuer looks at it before it is shown.",
    "decline": "Declined. Nobody else saw it.",
    "end": "Taken off. Your badge is signed anew without it.",
}


def limited(view: View) -> View:
    """For one person, who sends only so much: it may be a mail or a signature."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        wait = limits.ENDORSE.retry_after(request) if request.method == "POST" else 0
        if not wait:
            return view(request, *args, **kwargs)
        response = errors.respond(request, errors.TOO_MANY_CHANGES)
        response["Retry-After"] = str(wait)
        return response

    return responses.personal(cast(View, answered))


@require_http_methods(["GET", "HEAD", "POST"])
@limited
def mine(request: HttpRequest, award: str) -> HttpResponse:
    """What others say of an award: its earner asks, and decides what is shown."""
    found = awards.by_public_id(award)
    if not request.user.is_authenticated:
        return redirect_to_login(request.path)
    if not holding.is_holder(request, found):
        return errors.respond(request, errors.NOT_YOURS)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    form = AskForm(request.POST if act == "ask" else None)
    if act in ("accept", "decline", "end"):
        _decide(request, found, act)
        return redirect(request.path)
    if act == "ask" and form.is_valid() and _asked(request, found, form):
        return redirect(request.path)
    credential = credentials.public(award)
    context = {
        **about.issuer(found.achievement.issuer, found.achievement),
        "award": found,
        "credential": credential,
        "form": form,
        "endorsements": list(endorsements.of_award(found)),
        "may_ask": credential.is_active,
        "page_url": reverse("public:award", args=[award]),
    }
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "public/endorsements.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@limited
def endorse(request: HttpRequest, token: str) -> HttpResponse:
    """What the endorser's link leads to, from the question to the end. Looking changes nothing."""
    try:
        row = endorsements.by_token(token)
    except NotFound:  # they have a mail in hand: say what may be wrong with it
        return errors.respond(request, errors.NO_ENDORSEMENT)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    writing = WriteForm(request.POST if act == "write" else None, initial=_draft(row))
    typing = CodeForm(request.POST if act == "sign" else None)
    if _acted(request, row, act, writing, typing):
        return redirect("endorsements:endorse", token)
    has_draft = bool(row.code_digest) and "change" not in request.GET
    what = row.about
    achievement = row.award.achievement if row.award else None
    version = row.award.version if row.award else row.version
    context = {
        **about.issuer(row.issuer, achievement),
        "endorsement": row,
        "what": what,
        "about_url": page_of(what) if row.is_shown else _earlier_page(what),
        "version": version,
        "image_url": _picture(version) if version else "",
        "image_alt": achievements.alt_text(version) if version else "",
        "asker": row.award.recipient_name if row.award else row.issuer.name,
        "writing": writing,
        "typing": typing,
        "stage": _stage(row, has_draft=has_draft and not writing.errors),
    }
    wrong = writing.errors or typing.errors
    status = HTTPStatus.BAD_REQUEST if wrong else HTTPStatus.OK
    return render(request, "public/endorse.html", context, status=status)


def _asked(request: HttpRequest, award: "Award", form: AskForm) -> bool:
    said = form.cleaned_data
    try:
        services.ask(
            about=About(award.achievement.issuer, award=award),
            email=said["email"],
            words=said["words"],
            actor=holding.actor(request),
        )
    except Refused as refused:
        form.refused(refused)
        return False
    messages.success(
        request, f"Asked. A mail to {said['email'].strip()} is on its way."
    )
    return True


def _decide(request: HttpRequest, award: "Award", act: str) -> None:
    actor = holding.actor(request)
    try:
        row = endorsements.one_of_award(award, request.POST.get("endorsement", ""))
        if act == "accept":
            row = services.accept(endorsement=row, actor=actor)
            said = _DECIDED["accept" if row.is_shown else "waits"]
        elif act == "decline":
            services.decline(endorsement=row, actor=actor)
            said = _DECIDED[act]
        else:
            services.end(endorsement=row, side=Side.HOLDER, actor=actor)
            said = _DECIDED[act]
    except NotFound:
        messages.error(request, "There is no such endorsement of this badge.")
    except Refused as refused:
        messages.warning(request, refused.message)
    else:
        messages.success(request, said)


def _acted(
    request: HttpRequest,
    row: "Endorsement",
    act: str,
    writing: WriteForm,
    typing: CodeForm,
) -> bool:
    """Do what the pressed button says; whether it is done."""
    form: WriteForm | CodeForm = typing if act == "sign" else writing
    try:
        if act == "write" and writing.is_valid():
            services.write(endorsement=row, written=Written(**writing.cleaned_data))
        elif act == "again":
            services.write(endorsement=row, written=Written(**_draft(row)))
            messages.success(request, "Another code is on its way.")
        elif act == "sign" and typing.is_valid():
            code = typing.cleaned_data["code"]
            services.sign(endorsement=row, code=code, actor=ENDORSER)
        elif act == "refuse":
            silence = bool(request.POST.get("silence"))
            services.refuse(endorsement=row, silence=silence, actor=ENDORSER)
        elif act == "end":
            services.end(endorsement=row, side=Side.ENDORSER, actor=ENDORSER)
        else:
            return False
    except TryAgainLater:
        messages.error(request, _LATER)
    except Refused as refused:
        if form.is_bound:
            form.refused(refused)
            return False
        messages.warning(request, refused.message)
    return True


def _draft(row: "Endorsement") -> dict[str, str]:
    return {name: getattr(row, name) for name in WriteForm.base_fields}


def _stage(row: "Endorsement", *, has_draft: bool) -> str:
    if row.state == State.ASKED:
        return "code" if has_draft else "write"
    return row.state


def _picture(version: Any) -> str:
    return reverse(
        "public:achievement-svg",
        args=[version.achievement.public_id, version.number],
    )


def _earlier_page(what: About) -> str:
    """Where to read more before it is shown: an award may be private, its achievement never is."""
    if what.award is None:
        return page_of(what)
    return page_of(About(what.issuer, version=what.award.version))
