"""The pages of collections for everybody who has a link; no account is asked for."""

import logging
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, TypeVar, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from laurel.collecting import selectors as collecting
from laurel.collecting import services as collecting_services
from laurel.collecting.errors import LinkOver, NotFound
from laurel.collecting.types import Opened
from laurel.design import services as pictures
from laurel.foundation import clock, qr
from laurel.foundation.http import open_to_every_origin
from laurel.foundation.pdf import NotSet
from laurel.sites.public import (
    collection_card,
    collection_paper,
    collections,
    limits,
    responses,
    visits,
)
from laurel.sites.public.names import stem_of
from laurel.sites.public.negotiation import LD_JSON
from laurel.sites.public.views import errors

logger = logging.getLogger("laurel.collecting")

View = TypeVar("View", bound=Callable[..., HttpResponse])

NO_COLLECTION = errors.ErrorPage(
    HTTPStatus.NOT_FOUND,
    "There is no collection at this address",
    "The link may be cut short, or whoever made the collection keeps it to themselves now."
    " Copy the link once more from where you found it, or ask them for a new one.",
    "/verify",
    "Check a badge instead",
)
LINK_OVER = errors.ErrorPage(
    HTTPStatus.GONE,
    "This link has ended",
    "It showed somebody’s badges for a while, and the while is over. Ask the person who"
    " gave it to you for a new one: they make it in a minute.",
    "/verify",
    "Check a badge instead",
)

NO_RECORD = errors.ErrorPage(
    HTTPStatus.NOT_FOUND,
    "There is nothing here for a record",
    "A record carries badges that are in force and signed as Open Badges 3.0 asks for it."
    " Look at the collection itself: each badge can be opened and downloaded there.",
    "/verify",
    "Check a badge instead",
)
NO_PAPER = errors.ErrorPage(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "This PDF could not be made just now",
    "The collection itself is not touched. Try again in a minute, or print its page.",
    "/verify",
    "Check a badge instead",
)


def found(view: View) -> View:
    """The collection at the address, else a page that says what to do; kept as its link is."""

    @wraps(view)
    def answered(request: HttpRequest, collection: str, **rest: Any) -> HttpResponse:
        try:
            opened = collecting.opened(collection)
        except LinkOver:
            return _unlisted(errors.respond(request, LINK_OVER))
        except NotFound:
            return _unlisted(errors.respond(request, NO_COLLECTION))
        response = view(request, opened, **rest)
        if not collections.is_listed(opened):
            _unlisted(response)
        if opened.link:  # over in an instant, wherever copies may be
            response["Cache-Control"] = "private, no-store"
        elif request.method == "POST":
            response["Cache-Control"] = "no-store"
        else:
            response["Cache-Control"] = responses.LIVE
        return response

    return cast(View, answered)


@require_safe
@found
def collection(request: HttpRequest, opened: Opened) -> HttpResponse:
    """The collection with every badge as it stands now."""
    if opened.link and visits.looks_like_a_person(request):
        collecting_services.note_opened(link=opened.link)
    contents = collecting.contents(opened.collection)
    shown = collections.cards(contents.public)
    return _page(request, opened, shown, contents.hidden)


# Exempt from CSRF on purpose: it changes nothing and reads no session.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@found
def check(request: HttpRequest, opened: Opened) -> HttpResponse:
    """The same, after every badge was verified as a stranger would do it."""
    if request.method != "POST":
        return redirect("collection:page", opened.public_id)
    if wait := limits.COLLECTION.retry_after(request):
        return _too_many(request, wait)
    contents = collecting.contents(opened.collection)
    shown = collections.checked(opened, contents.public)
    return _page(request, opened, shown, contents.hidden, checked_at=clock.now())


@open_to_every_origin
@require_safe
@found
def as_json(request: HttpRequest, opened: Opened) -> HttpResponse:
    """The collection for a program."""
    return responses.json_answer(request, collections.as_json(opened))


@open_to_every_origin
@require_safe
@found
def record(request: HttpRequest, opened: Opened) -> HttpResponse:
    """The collection as one signed document (CLR 2.0), to be kept or handed in."""
    if wait := limits.COLLECTION.retry_after(request):
        return _too_many(request, wait)
    holder = collections.holder_of(opened)
    try:
        body = collecting.record(opened, holder=holder)
    except NotFound:
        return errors.respond(request, NO_RECORD)
    filename = f"{stem_of(opened.collection.title)}.clr.json"
    return responses.attachment(request, body, LD_JSON, filename=filename)


@require_safe
@found
def paper(request: HttpRequest, opened: Opened) -> HttpResponse:
    """The collection as a PDF to be printed, with its record inside."""
    if wait := limits.COLLECTION.retry_after(request):
        return _too_many(request, wait)
    try:
        body = collection_paper.paper(opened)
    except NotSet:
        logger.warning("A collection could not be set as a PDF", exc_info=True)
        return errors.respond(request, NO_PAPER)
    filename = f"{stem_of(opened.collection.title)}.pdf"
    return responses.attachment(request, body, "application/pdf", filename=filename)


@open_to_every_origin
@require_safe
@found
def card(request: HttpRequest, opened: Opened) -> HttpResponse:
    """The picture that social networks show of a link to it, as of now."""
    shown = collections.cards(collecting.contents(opened.collection).public)
    body = pictures.collection_card_of(card=collection_card.card_of(opened, shown))
    return responses.document(request, body, "image/png")


@open_to_every_origin
@require_safe
@found
def code(request: HttpRequest, opened: Opened) -> HttpResponse:
    """The address as a code for telephones."""
    drawing = qr.svg(collections.address(opened)).encode()
    return responses.document(request, drawing, "image/svg+xml")


def _page(
    request: HttpRequest,
    opened: Opened,
    shown: list[collections.Card],
    hidden: int,
    **more: object,
) -> HttpResponse:
    holder = collections.holder_of(opened)
    context = {
        "collection": opened.collection,
        "public_id": opened.public_id,
        "absolute_url": collections.address(opened),
        "is_listed": collections.is_listed(opened),
        "link": opened.link,
        "holder": holder,
        "cards": shown,
        "medals": [c.held.image for c in shown if c.held.image][
            : collections.MOST_MEDALS
        ],
        "hidden": hidden,
        "says": collection_card.says_of(shown),
        "total": collections.total(shown),
        "skills": collections.skills(shown),
        "preview": collection_card.head_of(opened, shown, holder=holder),
        "now": clock.now(),
        **more,
    }
    response = render(request, "public/collection.html", context)
    if opened.link:
        response["Referrer-Policy"] = "same-origin"
    return response


def _too_many(request: HttpRequest, wait: int) -> HttpResponse:
    refused = errors.respond(request, errors.TOO_MANY)
    refused["Retry-After"] = str(wait)
    return refused


def _unlisted(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex"
    return response
