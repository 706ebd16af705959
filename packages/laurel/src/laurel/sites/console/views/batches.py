"""Awarding many at once: bringing the people, deciding, and watching how far it is."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from laurel.achievements import access as achievement_access
from laurel.batches import selectors as batches
from laurel.batches import services
from laurel.batches.types import BEGUN, OVER, BatchState, RowState
from laurel.credentials import access as credential_access
from laurel.credentials.types import RevocationReason
from laurel.foundation import tables
from laurel.foundation.errors import Refused
from laurel.issuing import services as issuing
from laurel.organizations.types import Role
from laurel.sites.console import batch_pages, deliveries, detail, reasons, rows
from laurel.sites.console.forms.awards import RevocationForm
from laurel.sites.console.forms.batches import AddressForm, PeopleForm
from laurel.sites.console.forms.refusals import show_refusal
from laurel.sites.console.gate import Place, enter, show, signed_in
from laurel.sites.console.views import grid

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement
    from laurel.awards.models import Award
    from laurel.batches.models import Batch

ON_A_PAGE = 50
NO_CONTENT_CHANGES = (
    BatchState.WAITING,
    BatchState.RUNNING,
)  # these change by themselves


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def award_many(request: HttpRequest, slug: str, badge_id: str) -> HttpResponse:
    """Bring the people: pasted, as a file, or those who have another badge."""
    place = enter(request, slug, Role.AWARDER, badge_id=badge_id)
    found = achievement_access.for_awarding(place.actor, badge_id)
    place.require(found.issuer.organization_id)
    others = [
        (badge.id, badge.name)
        for badge in rows.badges_of(place.organization)
        if badge.awards and badge.id != badge_id
    ]
    form = PeopleForm(
        request.POST or None,
        request.FILES or None,
        others=others,
        initial=_key_in_address(request),
    )
    if request.method == "POST" and form.is_valid():
        made = _made(form, found, place)
        if made is not None:
            return redirect("console:batch", slug, made.public_id)
    return show(
        request,
        "console/batches/new.html",
        place,
        section="award",
        form=form,
        badge=rows.badge_of(place.organization, found, awards=0),
    )


@require_safe
@signed_in
def batch_list(request: HttpRequest, slug: str) -> HttpResponse:
    """All batches, the newest first."""
    place = enter(request, slug, Role.AWARDER)
    page = Paginator(batches.of_organization(place.organization), 20).get_page(
        request.GET.get("page")
    )
    return show(
        request,
        "console/batches/list.html",
        place,
        section="award",
        page=page,
        batches=batch_pages.lines(place.organization, page.object_list),
    )


@require_safe
@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]  # it passes further arguments on
@signed_in
def batch(request: HttpRequest, slug: str, batch_id: str) -> HttpResponse:
    """A batch as it is: the grid while nothing was decided, else how far it is."""
    place = enter(request, slug, Role.AWARDER, batch_id=batch_id)
    found = batch_pages.visible(place, batch_id)
    if found.state == BatchState.DRAFT:
        return grid.page(request, place, found)
    part = request.headers.get("HX-Request") == "true"
    if part and _shown_as(request) != found.state:
        response = HttpResponse()
        response["HX-Refresh"] = "true"  # it has come further: another page
        return response
    if part:
        progress = "console/batches/parts/progress.html"
        watched = _watched(place, found)
        return batch_pages.show_timed(request, progress, place, found, **watched)
    return _on_its_way(request, place, found)


@require_POST
@signed_in
def batch_address(
    request: HttpRequest, slug: str, batch_id: str, number: int
) -> HttpResponse:
    """Correct the address of one person of a batch, and send the badge there."""
    place = enter(request, slug, Role.AWARDER, batch_id=batch_id)
    found = batch_pages.visible(place, batch_id)
    row = batches.row(found, number)
    here = redirect(
        f"{reverse('console:batch', args=[slug, batch_id])}?{_shown(request)}#row-{number}"
    )
    if not row.award_public_id:
        messages.warning(request, "This person has no badge from this list.")
        return here
    award = detail.visible(place, row.award_public_id)
    credential_access.for_changing(place.actor, award.public_id)
    form = AddressForm(request.POST, number=number)
    if form.is_valid():
        try:
            sent, said = _readdressed(form, award, place)
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            level = messages.SUCCESS if sent else messages.WARNING
            messages.add_message(request, level, said)
            return here
    return _on_its_way(request, place, found, {number: form})


def _on_its_way(
    request: HttpRequest,
    place: Place,
    found: "Batch",
    typed: "Mapping[int, AddressForm] | None" = None,
) -> HttpResponse:
    state = request.GET.get("only", "")
    listed = batches.rows(
        found, state=RowState(state) if state in set(RowState) else None
    )
    page = Paginator(listed, ON_A_PAGE).get_page(request.GET.get("page"))
    return batch_pages.show_timed(
        request,
        "console/batches/way.html",
        place,
        found,
        section="award",
        page=page,
        only=state,
        people=batch_pages.sent_rows(found, page.object_list, typed),
        query=_shown(request),
        **_watched(place, found),
    )


@require_POST
@signed_in
def batch_act(request: HttpRequest, slug: str, batch_id: str) -> HttpResponse:
    """One of the things that may be done with a batch on its way."""
    place = enter(request, slug, Role.AWARDER, batch_id=batch_id)
    found = batch_pages.visible(place, batch_id)
    try:
        said = _done(request, found, place)
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, said)
        if said == _THROWN_AWAY:
            return redirect("console:award_choose", slug)
    return redirect("console:batch", slug, batch_id)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def batch_revoke(request: HttpRequest, slug: str, batch_id: str) -> HttpResponse:
    """Take all badges of a batch back, with one reason."""
    place = enter(request, slug, Role.AWARDER, batch_id=batch_id)
    found = batch_pages.visible(place, batch_id)
    here = redirect("console:batch", slug, batch_id)
    if found.state not in BEGUN or found.revocation_reason:
        messages.warning(request, "There is nothing to revoke here.")
        return here
    form = RevocationForm(request.POST or None, reasons=reasons.CHOICES)
    del form.fields["private_note"]
    if request.method == "POST" and form.is_valid():
        try:
            services.revoke(
                batch=found,
                reason=RevocationReason(form.cleaned_data["reason"]),
                public_wording=form.cleaned_data["public_wording"],
                actor=place.actor,
            )
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, "All of them are being revoked.")
            return here
    return show(
        request,
        "console/batches/revoke.html",
        place,
        section="award",
        form=form,
        batch=batch_pages.head_of(place, found),
        tally=batches.tally(found),
    )


@require_safe
@signed_in
def batch_rest(request: HttpRequest, slug: str, batch_id: str) -> HttpResponse:
    """The rows that were not awarded, with the reasons, as a file."""
    place = enter(request, slug, Role.AWARDER, batch_id=batch_id)
    found = batch_pages.visible(place, batch_id)
    header = [*found.header, "Row", "Why"]
    lines = [
        [*row.cells, str(row.number), _why(row)]
        if row.cells
        else [*(row.values.values()), str(row.number), _why(row)]
        for row in batches.behind(found).iterator()
    ]
    response = HttpResponse(tables.write(header, lines), content_type="text/csv")
    response["Content-Disposition"] = 'attachment; filename="not-awarded.csv"'
    return response


_THROWN_AWAY = "Thrown away. Nobody was awarded."


# What needs nothing but the batch: the service, and what to say then.
_ACTS: Mapping[str, tuple[Callable[..., object], str]] = {
    "undo": (services.undo, "Undone. Nothing has left; here is the list again."),
    "pause": (services.pause, "Paused. Nobody else is awarded until you go on."),
    "resume": (services.resume, "It goes on."),
    "stop": (services.stop, "Stopped. What was awarded stays."),
    "accept": (services.accept, "What wanted a look is taken as it is."),
    "discard": (services.discard, _THROWN_AWAY),
}


def _done(request: HttpRequest, found: "Batch", place: Place) -> str:
    """Do what was asked for; what to say then."""
    asked = request.POST.get("act", "")
    if asked in _ACTS:
        act, said = _ACTS[asked]
        act(batch=found, actor=place.actor)
        return said
    if asked == "approve":
        services.approve(batch=found, expected=_number(request), actor=place.actor)
        return "Approved."
    if asked == "send_back":
        words = request.POST.get("words", "")
        services.send_back(batch=found, words=words, actor=place.actor)
        return "Sent back with your words."
    raise Refused("This button is not known. Reload the page.")


def _made(form: PeopleForm, found: "Achievement", place: Place) -> "Batch | None":
    facts = form.cleaned_data
    key = f"console:{facts['key']}"
    try:
        if facts.get("of"):
            return services.create_from_recipients(
                achievement=found,
                of=achievement_access.for_awarding(place.actor, facts["of"]),
                key=key,
                actor=place.actor,
            )
        file = facts["file"]
        return services.create(
            achievement=found,
            data=file.read() if file else facts["text"].encode(),
            name=file.name if file else "",
            key=key,
            actor=place.actor,
        )
    except Refused as refusal:
        field = "of" if facts.get("of") else "file" if facts["file"] else "text"
        form.add_error(field, refusal.message)
        return None


def _readdressed(form: AddressForm, award: "Award", place: Place) -> tuple[bool, str]:
    """Send the badge to the address that was typed: whether that was done, and what to say."""
    address = form.cleaned_data["recipient_email"]
    if address == award.recipient_email:
        return deliveries.send_again(award, place.actor)
    if form.cleaned_data["was"] != award.recipient_email:
        raise Refused(
            f"Somebody corrected it meanwhile: it is {award.recipient_email} now.",
            field="recipient_email",
        )
    signed = issuing.correct(award=award, recipient_email=address, actor=place.actor)
    when = "is on its way" if signed else "leaves as soon as it is signed"
    return True, f"The badge is for {address} now, and its mail {when}."


def _shown(request: HttpRequest) -> str:
    """The filter and the page that somebody looks at, as addresses say it."""
    kept = {name: request.GET[name] for name in ("only", "page") if name in request.GET}
    return urlencode(kept)


def _watched(place: Place, found: "Batch") -> dict[str, Any]:
    """What the page of a batch on its way shows."""
    look, word = batch_pages.STATES[BatchState(found.state)]
    state = BatchState(found.state)
    mine = batches.may_approve(found, place.actor)
    return {
        "batch": batch_pages.head_of(place, found),
        "look": look,
        "word": word,
        "state": state.value,
        "moves": state in (*NO_CONTENT_CHANGES, BatchState.READING, BatchState.CHECKING)
        or bool(found.revocation_reason),
        "may_approve": mine,
        "preparing": state in (BatchState.READING, BatchState.CHECKING),
        "over": state in OVER,
        "begun": state in BEGUN,
        **batch_pages.progress_of(found),
    }


def _why(row: Any) -> str:
    if row.problem:
        return str(row.problem)
    return " ".join(finding["text"] for finding in row.findings)


def _shown_as(request: HttpRequest) -> str:
    return request.GET.get("state", "")


def _number(request: HttpRequest) -> int:
    text = request.POST.get("expected", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else -1  # noqa: PLR2004


def _key_in_address(request: HttpRequest) -> dict[str, UUID]:
    """The key that the link to the form carries; see `views.awards`."""
    try:
        return {"key": UUID(request.GET.get("form", ""))}
    except ValueError:
        return {"key": uuid4()}
