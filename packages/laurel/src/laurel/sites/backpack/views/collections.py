"""Somebody's own collections: made, arranged, shown by links, deleted."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from laurel.accounts import selectors as accounts
from laurel.backpack import selectors as backpack
from laurel.collecting import access, selectors, services, types
from laurel.collecting.types import Piece, Visibility
from laurel.foundation import clock
from laurel.foundation.errors import NotFound, Refused
from laurel.sites.backpack.collection_forms import CollectionForm, LinkForm, initial
from laurel.sites.backpack.shelves import LOOKS
from laurel.sites.console.forms.refusals import show_refusal
from laurel.sites.console.gate import account_id_of, actor_of
from laurel.sites.public.collections import total_of

if TYPE_CHECKING:
    from laurel.backpack.types import Held
    from laurel.collecting.models import Collection

MOST_OFFERED = 100  # badges to add, at a time; more are found by their names
A_MONTH = dt.timedelta(
    days=30
)  # how long a link opens unless its holder says otherwise


@dataclass(slots=True)
class Row:
    """One badge of a collection as its holder arranges it."""

    piece: Piece
    look: tuple[str, str]
    hidden: str  # why others do not see it; empty: they do
    focus: str = ""  # the button that its holder pressed before: up or down


@require_safe
@login_required
def collections(request: HttpRequest) -> HttpResponse:
    """All of somebody's collections."""
    found = list(selectors.of_account(account_id_of(request)))
    return _show(
        request,
        "backpack/collections/list.html",
        {"collections": found, "is_full": len(found) >= types.MOST_COLLECTIONS},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def collection_new(request: HttpRequest) -> HttpResponse:
    """Make one: of the badges that were ticked (`ref`), or empty.

    The cards of the backpack send their ticks here; what comes without `title` is not the form
    of this page yet, and nothing is made.
    """
    account_id = account_id_of(request)
    refs = request.POST.getlist("ref")[: types.MOST_ITEMS + 1]
    chosen = backpack.find(account_id, refs)
    is_sent = "title" in request.POST
    form = _form(
        request,
        is_sent=is_sent,
        starting={"title": selectors.suggested_title(chosen)} if chosen else {},
    )
    if is_sent and form.is_valid():
        try:
            made = services.make(facts=form.facts(), refs=refs, actor=actor_of(request))
        except Refused as error:
            show_refusal(form, error)
        else:
            messages.success(request, "The collection is made. Copy its link below.")
            return redirect("backpack:collection", made.public_id)
    context = {
        "form": form,
        "chosen": [(each, LOOKS[each.standing]) for each in chosen],
    }
    return _show(request, "backpack/collections/new.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def collection(request: HttpRequest, collection: str) -> HttpResponse:
    """One of them: its badges to arrange, its links, what becomes of it."""
    found = access.for_holder(actor_of(request), collection)
    if request.method == "POST":
        return _arranged(request, found)
    return _page(request, found, LinkForm(initial={"ends_on": clock.today() + A_MONTH}))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def words(request: HttpRequest, collection: str) -> HttpResponse:
    """Change what it says, by what it grows, and who may see it."""
    found = access.for_holder(actor_of(request), collection)
    is_sent = request.method == "POST"
    form = _form(request, is_sent=is_sent, starting=initial(found), of=found)
    if is_sent and form.is_valid():
        try:
            services.change(
                collection=found, facts=form.facts(), actor=actor_of(request)
            )
        except Refused as error:
            show_refusal(form, error)
        else:
            messages.success(request, "Saved.")
            return redirect("backpack:collection", collection)
    context = {"form": form, "collection": found}
    return _show(request, "backpack/collections/words.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def add(request: HttpRequest, collection: str) -> HttpResponse:
    """Choose more badges for it."""
    found = access.for_holder(actor_of(request), collection)
    if request.method == "POST":
        refs = request.POST.getlist("ref")
        if not refs:
            messages.warning(request, "Tick at least one badge.")
            return redirect("backpack:collection_add", collection)
        try:
            services.add(collection=found, refs=refs, actor=actor_of(request))
        except Refused as error:
            messages.warning(request, error.message)
            return redirect("backpack:collection_add", collection)
        return redirect("backpack:collection", collection)
    asked = " ".join(request.GET.get("q", "").split())[:100]
    offered = [held for held in selectors.addable(found) if _matches(held, asked)]
    context = {
        "collection": found,
        "q": asked,
        "offered": [(held, LOOKS[held.standing]) for held in offered[:MOST_OFFERED]],
        "more": max(0, len(offered) - MOST_OFFERED),
    }
    return _show(request, "backpack/collections/add.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def delete(request: HttpRequest, collection: str) -> HttpResponse:
    """Delete it, after a look at what goes with it."""
    found = access.for_holder(actor_of(request), collection)
    if request.method == "POST":
        services.delete(collection=found, actor=actor_of(request))
        messages.success(request, f"“{found.title}” is deleted. Your badges stay.")
        return redirect("backpack:collections")
    today = clock.today()
    context = {
        "collection": found,
        "links": sum(link.opens(today) for link in selectors.links(found)),
    }
    return _show(request, "backpack/collections/delete.html", context)


@require_POST
@login_required
def links(request: HttpRequest, collection: str) -> HttpResponse:
    """Make a link that ends."""
    found = access.for_holder(actor_of(request), collection)
    form = LinkForm(request.POST)
    if form.is_valid():
        try:
            services.make_link(
                collection=found, actor=actor_of(request), **form.cleaned_data
            )
        except Refused as error:
            show_refusal(form, error)
        else:
            messages.success(request, "The link is made.")
            return redirect(f"{_path(found)}#links")
    return _page(request, found, form)


@require_POST
@login_required
def link_end(request: HttpRequest, collection: str, token: str) -> HttpResponse:
    """End a link before its time."""
    link = access.link_for_holder(actor_of(request), collection, token)
    try:
        services.end_link(link=link, actor=actor_of(request))
    except Refused as error:
        messages.warning(request, error.message)
    else:
        messages.success(request, "The link leads nowhere any more.")
    return redirect(f"{_path(link.collection)}#links")


def _page(request: HttpRequest, found: "Collection", form: LinkForm) -> HttpResponse:
    contents = selectors.contents(found)
    today = clock.today()
    rows = [
        Row(piece, LOOKS[piece.held.standing], _why_hidden(piece))
        for piece in contents.pieces
    ]
    if rows:
        _stand(rows, request.GET.get("moved", ""))
    context = {
        "collection": found,
        "rows": rows,
        "total": total_of([piece.held for piece in contents.pieces]),
        "most_note": types.MAX_NOTE,
        "address": ""
        if found.visibility == Visibility.PRIVATE
        else selectors.address(found.public_id),
        "links": [
            (
                link,
                selectors.address(link.token),
                link.opens(today),
            )
            for link in selectors.links(found)
        ],
        "form": form,
    }
    return _show(request, "backpack/collections/collection.html", context)


def _stand(rows: list[Row], moved: str) -> None:
    """Whoever moved a badge with a button stands on it again, to go on moving."""
    step, _, ref = moved.partition(":")
    for row in rows:
        if row.piece.held.ref == ref and step in ("up", "down"):
            at_end = {"up": row is rows[0], "down": row is rows[-1]}
            row.focus = {"up": "down", "down": "up"}[step] if at_end[step] else step


def _arranged(request: HttpRequest, found: "Collection") -> HttpResponse:
    """Keep the order and the notes of the page, then do what its button says."""
    order = request.POST.getlist("ref")[: types.MOST_ITEMS]
    notes = {ref: request.POST.get(f"note-{ref}", "") for ref in order}
    step, _, ref = request.POST.get("do", "").partition(":")
    if step in ("up", "down") and ref in order:
        _move(order, ref, -1 if step == "up" else 1)
    try:
        services.arrange(
            collection=found, order=order, notes=notes, actor=actor_of(request)
        )
        if step == "out":
            services.take_out(collection=found, ref=ref, actor=actor_of(request))
    except Refused as error:
        messages.warning(
            request, f"Nothing was saved. A note is too long: {error.message}"
        )
        return redirect(_path(found))
    except NotFound:  # taken out in another window
        ref = ""
    if step == "out":
        messages.success(request, "Taken out. The badge itself stays in your backpack.")
        return redirect(_path(found))
    if step in ("up", "down"):
        return redirect(f"{_path(found)}?{urlencode({'moved': f'{step}:{ref}'})}")
    messages.success(request, "Saved.")
    return redirect(_path(found))


def _move(order: list[str], ref: str, by: int) -> None:
    at = order.index(ref)
    order.insert(max(0, at + by), order.pop(at))


def _form(
    request: HttpRequest,
    *,
    is_sent: bool,
    starting: dict[str, object],
    of: "Collection | None" = None,
) -> CollectionForm:
    account_id = account_id_of(request)
    offered = selectors.choices(account_id)
    if of and of.rule and of.rule not in offered:  # it has no badge now; it may again
        offered.append(of.rule)
    return CollectionForm(
        request.POST if is_sent else None,
        initial=starting,
        offered=offered,
        name=accounts.names([account_id]).get(account_id, ""),
    )


def _why_hidden(piece: Piece) -> str:
    """Why others do not see it; empty: they do."""
    if piece.shown is not None:
        return ""
    if piece.held.is_imported:
        return "Others do not see it here: it was made out to another address, or its check failed."
    return "Others do not see it here: you keep it private."


def _matches(held: "Held", asked: str) -> bool:
    text = " ".join((held.name, held.issuer_name, *held.skills)).casefold()
    return all(word in text for word in asked.casefold().split())


def _show(
    request: HttpRequest, template: str, context: dict[str, object]
) -> HttpResponse:
    return render(request, template, {"section": "collections", **context})


def _path(found: "Collection") -> str:
    return reverse("backpack:collection", args=[found.public_id])
