"""What programs fetch: signed documents, pictures, keys, lists."""

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from laurel.achievements import selectors as achievements
from laurel.credentials import selectors as credentials
from laurel.foundation.errors import NotFound
from laurel.foundation.http import open_to_every_origin
from laurel.issuers import selectors as issuers
from laurel.sites.public import endorsed, holding, negotiation, responses, visits
from laurel.sites.public.names import file_stem

if TYPE_CHECKING:
    from laurel.credentials.models import Credential

PNG = "image/png"
SVG = "image/svg+xml"


@open_to_every_origin
@require_safe
@holding.as_disclosed
def credential_json(request: HttpRequest, award: str) -> HttpResponse:
    """The signed Open Badges 3.0 document as a file, byte for byte as issued."""
    credential = credentials.public(award)
    visits.downloaded(request, award)
    return json_of(request, credential)


@open_to_every_origin
@require_safe
@holding.as_disclosed
def credential_jwt(request: HttpRequest, award: str) -> HttpResponse:
    """The same credential as a compact JWT."""
    credential = credentials.public(award)
    visits.downloaded(request, award)
    return jwt_of(request, credential)


@open_to_every_origin
@require_safe
@holding.as_disclosed
def badge_png(request: HttpRequest, award: str) -> HttpResponse:
    """The picture with the badge inside, both standards, as a PNG file."""
    credential = credentials.public(award)
    visits.downloaded(request, award)
    return png_of(request, credential)


@open_to_every_origin
@require_safe
@holding.as_disclosed
def badge_svg(request: HttpRequest, award: str) -> HttpResponse:
    """The picture with the badge inside, both standards, as an SVG file."""
    credential = credentials.public(award)
    visits.downloaded(request, award)
    return svg_of(request, credential)


@open_to_every_origin
@require_safe
def achievement_png(
    request: HttpRequest, achievement: str, version: int
) -> HttpResponse:
    """The achievement's picture as PNG, with nothing inside."""
    picture = achievements.picture(achievements.public(achievement, version))
    return responses.document(request, picture.png, PNG, max_age=responses.SETTLED)


@open_to_every_origin
@require_safe
def achievement_svg(
    request: HttpRequest, achievement: str, version: int
) -> HttpResponse:
    """The achievement's picture as SVG, with nothing inside."""
    picture = achievements.picture(achievements.public(achievement, version))
    return responses.document(request, picture.svg, SVG, max_age=responses.SETTLED)


@open_to_every_origin
@require_safe
def did_document(request: HttpRequest, issuer: str) -> HttpResponse:
    """The issuer's did:web document: its keys, also the retired ones."""
    body = issuers.did_document_at(issuer)
    return responses.document(request, body, "application/did+json")


@open_to_every_origin
@require_safe
def publisher_did_document(request: HttpRequest) -> HttpResponse:
    """The did:web document of the instance itself, which signs records of collections."""
    body = issuers.publisher_did_document()
    return responses.document(request, body, "application/did+json")


@open_to_every_origin
@require_safe
def jwk(request: HttpRequest, issuer: str, key: str) -> HttpResponse:
    """One public key of the issuer, as a JWK."""
    body = issuers.jwk(issuers.public(issuer), key)
    return responses.document(request, body, "application/jwk+json")


@open_to_every_origin
@require_safe
def brand_css(request: HttpRequest, issuer: str, digest: str) -> HttpResponse:
    """The issuer's colours; the address changes with them."""
    shown = issuers.public(issuer)
    try:
        css = issuers.brand_css(shown, digest)
    except NotFound:  # a page that was kept for a while asks for the former colours
        return HttpResponseRedirect(issuers.brand_css_path(shown))
    return responses.document(
        request, css, "text/css; charset=utf-8", max_age=responses.FOR_EVER
    )


@open_to_every_origin
@require_safe
def logo(request: HttpRequest, issuer: str) -> HttpResponse:
    """The issuer's logo."""
    body = issuers.logo(issuers.public(issuer))
    return responses.document(request, body, PNG, max_age=responses.SETTLED)


@open_to_every_origin
@require_safe
def status_list(request: HttpRequest, list_id: str) -> HttpResponse:
    """A signed list that says which of an issuer's credentials are revoked."""
    return responses.document(
        request, credentials.status_list(list_id), "application/vc"
    )


@open_to_every_origin
@require_safe
@responses.unlisted
def ob2_assertion(request: HttpRequest, award: str) -> HttpResponse:
    """The hosted Open Badges 2.0 assertion; 410 with its reason once it is revoked."""
    credential = credentials.standing(award)
    status = HTTPStatus.GONE if credential.is_revoked else HTTPStatus.OK
    return _linked_data(request, credentials.ob2_assertion(credential), status=status)


@open_to_every_origin
@require_safe
def ob2_badge(request: HttpRequest, achievement: str, version: int) -> HttpResponse:
    """The Open Badges 2.0 BadgeClass."""
    shown = achievements.public(achievement, version)
    body = achievements.ob2_badge_class(shown, endorsements=endorsed.of_version(shown))
    return _linked_data(request, body)


@open_to_every_origin
@require_safe
def ob2_edition(
    request: HttpRequest, achievement: str, version: int, language: str
) -> HttpResponse:
    """The Open Badges 2.0 BadgeClass in another language."""
    shown = achievements.public(achievement, version)
    return _linked_data(request, achievements.ob2_badge_class(shown, language))


@open_to_every_origin
@require_safe
def ob2_issuer(request: HttpRequest, issuer: str) -> HttpResponse:
    """The Open Badges 2.0 issuer Profile."""
    shown = issuers.public(issuer)
    body = issuers.ob2_profile(shown, endorsed.of_issuer(shown))
    return _linked_data(request, body)


def _linked_data(
    request: HttpRequest, body: bytes, *, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    content_type = negotiation.linked_data_type(request)
    return responses.document(request, body, content_type, status=status, vary=True)


def json_of(request: HttpRequest, credential: "Credential") -> HttpResponse:
    """The same file, of a credential that is at hand."""
    return responses.attachment(
        request,
        bytes(credential.document),
        negotiation.LD_JSON,
        filename=f"{file_stem(credential)}.json",
    )


def jwt_of(request: HttpRequest, credential: "Credential") -> HttpResponse:
    """The same file, of a credential that is at hand."""
    return responses.attachment(
        request,
        credential.jwt.encode(),
        "application/vc+jwt",
        filename=f"{file_stem(credential)}.jwt",
    )


def png_of(request: HttpRequest, credential: "Credential") -> HttpResponse:
    """The same file, of a credential that is at hand."""
    return responses.attachment(
        request,
        credentials.baked_png(credential),
        PNG,
        filename=f"{file_stem(credential)}.png",
    )


def svg_of(request: HttpRequest, credential: "Credential") -> HttpResponse:
    """The same file, of a credential that is at hand."""
    return responses.attachment(
        request,
        credentials.baked_svg(credential),
        SVG,
        filename=f"{file_stem(credential)}.svg",
    )
