"""An endorsement as everybody sees it, and what programs fetch of it."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from laurel.awards import selectors as awards
from laurel.awards.types import Visibility
from laurel.endorsements import selectors as endorsements
from laurel.endorsements.errors import TakenBack
from laurel.endorsements.types import About
from laurel.foundation.http import open_to_every_origin
from laurel.sites.public import about, negotiation, responses
from laurel.sites.public.views import errors


@open_to_every_origin
@require_safe
@responses.unlisted
def endorsement(request: HttpRequest, endorsement: str) -> HttpResponse:
    """Who says what of which badge, and how that is known; or the signed document."""
    row = endorsements.public(endorsement)
    if row.award and awards.disclosure_of(row.award).visibility is Visibility.PRIVATE:
        return errors.respond(request, errors.kept_private(row.award.public_id))
    if not row.is_shown:
        return errors.respond(request, errors.ENDORSEMENT_ENDED)
    wanted = negotiation.wanted(request, negotiation.CREDENTIAL_TYPES)
    if wanted != negotiation.HTML:
        return responses.document(
            request, endorsements.document(row), wanted, vary=True
        )
    achievement = row.award.achievement if row.award else None
    context = {
        **about.issuer(row.issuer, achievement),
        "endorsement": row,
        "about_name": row.about.name,
        "about_url": page_of(row.about),
    }
    response = render(request, "public/endorsement.html", context)
    response["Cache-Control"] = responses.LIVE
    patch_vary_headers(response, ["Accept"])
    return response


@open_to_every_origin
@require_safe
def status_list(request: HttpRequest, endorsement: str) -> HttpResponse:
    """A signed list that says whether it was taken back."""
    body = endorsements.status_list(endorsement)
    return responses.document(request, body, "application/vc")


@open_to_every_origin
@require_safe
def did_document(request: HttpRequest, endorsement: str) -> HttpResponse:
    """The did:web document of a person who endorsed, for whom the instance signs."""
    body = endorsements.did_document(endorsement)
    return responses.document(request, body, "application/did+json")


@open_to_every_origin
@require_safe
@responses.unlisted
def ob2_endorsement(request: HttpRequest, endorsement: str) -> HttpResponse:
    """The Open Badges 2.0 Endorsement; 410 with the reason once it is taken back."""
    row = endorsements.signed(endorsement)
    status = HTTPStatus.OK
    try:
        body = endorsements.ob2(row)
    except TakenBack:
        body, status = endorsements.ob2_taken_back(row), HTTPStatus.GONE
    content_type = negotiation.linked_data_type(request)
    return responses.document(request, body, content_type, status=status, vary=True)


@open_to_every_origin
@require_safe
@responses.unlisted
def ob2_endorser(request: HttpRequest, endorsement: str) -> HttpResponse:
    """The Open Badges 2.0 Profile of a person who endorsed."""
    body = endorsements.ob2_endorser(endorsements.signed(endorsement))
    content_type = negotiation.linked_data_type(request)
    return responses.document(request, body, content_type, vary=True)


def page_of(what: About) -> str:
    """The page of what is endorsed."""
    if what.award is not None:
        return reverse("public:award", args=[what.award.public_id])
    if what.version is not None:
        address = [what.version.achievement.public_id, what.version.number]
        return reverse("public:achievement", args=address)
    return reverse("public:issuer", args=[what.issuer.public_id])
