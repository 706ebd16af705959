"""Asking for help, for a review, for another name; and the page where it goes on.

No account is needed. The answer to a form is the same whoever's address was typed into it.
"""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, TypeVar, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from laurel.awards import selectors as awards
from laurel.awards.types import Visibility
from laurel.credentials import selectors as credentials
from laurel.desk import selectors as tickets
from laurel.desk import services as desk
from laurel.desk.errors import NotOpen
from laurel.desk.types import HOLDER, VISITOR, About, Kind, Outcome, Side, State
from laurel.foundation.errors import NotFound, Refused
from laurel.issuers import selectors as issuers
from laurel.sites.public import about, limits, responses
from laurel.sites.public.desk_forms import (
    GuardedForm,
    NameForm,
    QuestionForm,
    ReviewForm,
    WriteForm,
)
from laurel.sites.public.views import errors

if TYPE_CHECKING:
    from laurel.awards.models import Award
    from laurel.desk.models import Ticket

View = TypeVar("View", bound=Callable[..., HttpResponse])

MOST_ISSUERS = 200  # on the page that asks whose badge it is
SENT = "sent"  # what the address says after a form was taken


def personal(view: View) -> View:
    """For one person, who sends only so many questions."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        wait = limits.DESK.retry_after(request) if request.method == "POST" else 0
        if not wait:
            return view(request, *args, **kwargs)
        response = errors.respond(request, errors.TOO_MANY_QUESTIONS)
        response["Retry-After"] = str(wait)
        return response

    return responses.personal(cast(View, answered))


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def award_help(request: HttpRequest, award: str) -> HttpResponse:
    """“I can’t get my badge”, and anything else about it."""
    found = awards.by_public_id(award)
    return _question(request, About(found.achievement.issuer, found))


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def issuer_help(request: HttpRequest, issuer: str) -> HttpResponse:
    """The same, where nobody knows which badge it is."""
    return _question(request, About(issuers.public(issuer)))


@require_safe
@personal
def choose(request: HttpRequest) -> HttpResponse:
    """Whose badge is it? The issuers of this instance; the one there is, at once."""
    found = list(issuers.listed(limit=MOST_ISSUERS))
    if len(found) == 1:
        return redirect("desk:issuer", found[0].public_id)
    return render(request, "public/desk/choose.html", {"issuers": found})


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def review(request: HttpRequest, award: str) -> HttpResponse:
    """Ask for a review of a badge that was revoked or suspended."""
    found = awards.by_public_id(award)
    if not tickets.may_be_reviewed(credentials.public(award).award_public_id):
        return redirect("public:award", award)
    what = About(found.achievement.issuer, found)

    def ask(form: GuardedForm) -> None:
        said = form.cleaned_data
        desk.ask(
            about=what,
            kind=Kind.REVIEW,
            name=said["name"],
            email=said["email"],
            text=said["text"],
            actor=VISITOR,
        )

    return _asked(request, ReviewForm, ask, what, stage="review")


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def name(request: HttpRequest, award: str) -> HttpResponse:
    """Ask for another name; the holder confirms it through a mail."""
    credentials.public(award)  # raises NotFound: there is no name in the open yet
    found = awards.by_public_id(award)

    def ask(form: GuardedForm) -> None:
        said = form.cleaned_data
        desk.ask_for_name(
            award=found, name=said["name_wanted"], text=said["text"], actor=VISITOR
        )

    what = About(found.achievement.issuer, found)
    return _asked(request, NameForm, ask, what, stage="name")


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def ticket(request: HttpRequest, token: str) -> HttpResponse:
    """What was asked and answered; whoever holds the link writes here. Looking changes nothing."""
    try:
        found = tickets.by_token(token)
    except (
        NotFound
    ):  # whoever comes here has a mail in hand: say what may be wrong with it
        return errors.respond(request, errors.NO_QUESTION)
    form = WriteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and _acted(request, found, form):
        return redirect("desk:ticket", token)
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    context = {**_frame(About(found.issuer, found.award)), **_shown(found)}
    return render(
        request, "public/desk/ticket.html", context | {"form": form}, status=status
    )


def _question(request: HttpRequest, what: About) -> HttpResponse:
    def ask(form: GuardedForm) -> None:
        said = form.cleaned_data
        desk.ask(
            about=what,
            kind=Kind(said["kind"]),
            name=said["name"],
            email=said["email"],
            text=said["text"],
            actor=VISITOR,
        )

    return _asked(request, QuestionForm, ask, what, stage="help")


def _asked(
    request: HttpRequest,
    kind_of_form: type[GuardedForm],
    ask: Callable[[Any], None],
    what: About,
    *,
    stage: str,
) -> HttpResponse:
    """The form; sent and taken, the same words for everybody."""
    form = kind_of_form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            ask(form)
        except Refused as error:
            form.refused(error)
        else:
            return redirect(f"{request.path}?{SENT}")
    context = {
        **_frame(what),
        "form": form,
        "stage": stage,
        "sent": SENT in request.GET and request.method != "POST",
    }
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "public/desk/ask.html", context, status=status)


def _acted(request: HttpRequest, found: "Ticket", form: WriteForm) -> bool:
    """Do what the pressed button says; whether it is done."""
    act = request.POST.get("act", "")
    try:
        if act == "confirm":
            desk.confirm(ticket=found, actor=HOLDER)
            return True
        if act == "disown":
            desk.disown(ticket=found, actor=HOLDER)
            return True
    except NotOpen:
        return True  # the page says what became of it
    if not form.is_valid():
        return False
    try:
        desk.write(ticket=found, text=form.cleaned_data["text"], actor=HOLDER)
    except Refused as error:
        form.refused(error)
        return False
    return True


def _frame(what: About) -> dict[str, Any]:
    award = what.award
    return {
        **about.issuer(what.issuer, award.achievement if award else None),
        "award": award,
        "award_url": _page(award) if award else "",
        "name_shown": awards.shown(award).name if award else "",
        "is_private": award is not None and _is_private(award),
    }


def _is_private(award: "Award") -> bool:
    return awards.disclosure(award.public_id).visibility is Visibility.PRIVATE


def _page(award: "Award") -> str:
    return reverse("public:award", args=[award.public_id])


def _shown(found: "Ticket") -> dict[str, Any]:
    return {
        "ticket": found,
        "is_unconfirmed": found.state == State.UNCONFIRMED,
        "is_closed": found.state == State.CLOSED,
        "is_disowned": found.outcome == Outcome.DISOWNED,
        "messages_shown": [
            {
                "mine": message.side == Side.ASKER,
                "text": message.text,
                "at": message.at,
            }
            for message in tickets.messages(found)
        ],
    }
