"""The help desk: what people ask, beside the badge that it is about, and the answer."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from laurel.credentials import selectors as credentials
from laurel.desk import access as desk_access
from laurel.desk import selectors as desk
from laurel.desk import services as desk_services
from laurel.desk.errors import NotOpen, Refused
from laurel.desk.types import State
from laurel.sites.console import detail, tickets
from laurel.sites.console.forms.desk import AnswerForm, FilterForm
from laurel.sites.console.forms.refusals import show_refusal
from laurel.sites.console.gate import Place, enter, show, signed_in

if TYPE_CHECKING:
    from laurel.desk.models import Ticket

ON_A_PAGE = 50

# Button → what it does and what is said then. A yes may go without words.
_ACTS: dict[str, tuple[Callable[..., Any], str]] = {
    "answer": (desk_services.answer, "Sent. They can answer by the link in the mail."),
    "close": (desk_services.close, "Sent and closed."),
    "reinstate": (
        desk_services.reinstate,
        "Reinstated: the badge is valid again at its old address.",
    ),
    "rename": (
        desk_services.rename,
        "The name is changed. The new badge is at the old address.",
    ),
    "refuse": (desk_services.refuse, "Sent and closed. The badge stays as it is."),
}
_WORDLESS = frozenset({"reinstate", "rename"})


@require_safe
@signed_in
def help_desk(request: HttpRequest, slug: str) -> HttpResponse:
    """What people ask, the last changed first; those to be answered unless others are asked for."""
    place = enter(request, slug)
    given = request.GET if "state" in request.GET else {"state": State.OPEN.value}
    form = FilterForm(given)
    form.is_valid()  # what is wrong is said beside its field and filters nothing
    chosen = {name: value for name, value in form.cleaned_data.items() if value}
    found = desk.of_organization(place.organization, **chosen)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    return show(
        request,
        "console/desk/list.html",
        place,
        section="desk",
        form=form,
        page=page,
        tickets=tickets.rows_of(place.organization, page.object_list),
        query=urlencode({"state": "", **chosen}),
        any_at_all=bool(desk.counts(place.organization)),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def ticket(request: HttpRequest, slug: str, ticket_id: str) -> HttpResponse:
    """One ticket: the messages, the badge with its mails, and what may be done."""
    place = enter(request, slug)
    act = request.POST.get("act", "answer") if request.method == "POST" else ""
    found = _here(place, ticket_id, answering=bool(act))
    if found.award is not None:
        place = place.at(found.award.achievement.public_id)
    form = AnswerForm(request.POST or None, words_needed=act not in _WORDLESS)
    if act in _ACTS and form.is_valid() and _acted(request, place, found, form, act):
        return redirect("console:ticket", slug, ticket_id)
    return show(
        request,
        "console/desk/ticket.html",
        place,
        section="desk",
        form=form,
        ticket=tickets.shown(place.organization, found),
        award=detail.shown(place, found.award) if found.award else None,
        **_may(place, found),
    )


def _here(place: Place, ticket_id: str, *, answering: bool) -> "Ticket":
    ask = desk_access.for_answering if answering else desk_access.for_viewing
    found = ask(place.actor, ticket_id)
    place.require(found.organization_id)
    return found


def _may(place: Place, found: "Ticket") -> dict[str, bool]:
    """What this person may do about it, in the state that it is in."""
    award = found.award
    credential = credentials.of_award(award.public_id) if award else None
    return {
        "may_answer": place.may_award and found.state != State.CLOSED,
        "is_in_force": bool(credential and credential.is_active),
        "is_named_so": bool(award and award.recipient_name == found.name_wanted),
    }


def _acted(
    request: HttpRequest, place: Place, found: "Ticket", form: AnswerForm, act: str
) -> bool:
    do, said = _ACTS[act]
    try:
        do(ticket=found, text=form.cleaned_data["text"], actor=place.actor)
    except NotOpen as error:
        messages.warning(request, error.message)
    except Refused as error:
        show_refusal(form, error)
        return False
    else:
        messages.success(request, said)
    return True
