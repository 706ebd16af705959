"""The badge in other people's pages: a frame without cookies or scripts, and oEmbed for it."""

from http import HTTPStatus
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from laurel.foundation.errors import NotFound
from laurel.foundation.http import open_to_every_origin
from laurel.sites.public import responses, shared, snippets
from laurel.sites.public.shared import KeptPrivate, Shared

FORMS = ("card", "badge")
KEPT = 3600  # seconds that a site may keep the answer of oEmbed
MOST_URL = 2_048
LINKEDIN = "LinkedInBot"
# Any page may frame it, also one on somebody's own disk. Nothing in it runs, and nothing is sent
# from it.
FRAME_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none';"
    " form-action 'none'; frame-ancestors * file:"
)


@require_safe
@responses.unlisted
@xframe_options_exempt
def embed(request: HttpRequest, award: str) -> HttpResponse:
    """The card, or the badge alone, with what a check says now."""
    form = request.GET.get("form", FORMS[0])
    try:
        found = shared.of(award)
    except NotFound:
        response = render(
            request, "public/share/embed_nothing.html", status=HTTPStatus.NOT_FOUND
        )
    else:
        context = {
            **found.context(),
            "shown": found.report(),
            "form": form if form in FORMS else FORMS[0],
        }
        response = render(request, "public/share/embed.html", context)
    response["Cache-Control"] = f"public, max-age={responses.FRESH}"
    response["Content-Security-Policy"] = FRAME_POLICY
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@open_to_every_origin
@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """The oEmbed answer for the address of an award (oembed.com, 1.0)."""
    url = request.GET.get("url", "")
    if not url or len(url) > MOST_URL:
        return responses.problem(
            HTTPStatus.BAD_REQUEST,
            title="No address",
            detail="Give the address of a badge’s page as `url`.",
        )
    if request.GET.get("format", "json") != "json":
        return responses.problem(
            HTTPStatus.NOT_IMPLEMENTED,
            title="JSON only",
            detail="This provider answers in JSON. Ask with format=json.",
        )
    try:
        found = shared.of(_award_of(url))
    except KeptPrivate:
        return responses.problem(
            HTTPStatus.UNAUTHORIZED,
            title="Kept private",
            detail="The holder of this badge keeps it private.",
        )
    try:
        room = tuple(_room(request, name) for name in ("maxwidth", "maxheight"))
    except ValueError:
        return responses.problem(
            HTTPStatus.BAD_REQUEST,
            title="No size",
            detail="`maxwidth` and `maxheight` are whole numbers of pixels.",
        )
    return responses.json_answer(request, _answer(found, *room), max_age=KEPT)


def offered(request: HttpRequest, award_public_id: str) -> str:
    """Where the oEmbed answer for an award is, for its page's head.

    LinkedIn's reader is not told: it would show the frame's title in place of the preview.
    """
    if LINKEDIN in request.headers.get("User-Agent", ""):
        return ""
    query = urlencode(
        {
            "url": shared.absolute("public:award", award_public_id),
            "format": "json",
        }
    )
    return f"{shared.absolute('share:oembed')}?{query}"


def _answer(
    found: Shared, most_wide: int | None, most_high: int | None
) -> dict[str, object]:
    form, (width, height) = "card", snippets.CARD
    narrow = most_wide is not None and most_wide < width
    if narrow and (most_high is None or most_high >= snippets.BADGE[1]):
        form, (width, height) = "badge", snippets.BADGE
    width = max(min(width, most_wide or width), 1)
    height = max(min(height, most_high or height), 1)
    facts = found.facts
    size = min(snippets.SIGNATURE_SIDE * 2, width, height)
    small = shared.absolute("share:small", found.credential.award_public_id)
    fits = {
        "thumbnail_url": small,
        "thumbnail_width": snippets.SIGNATURE_SIDE * 2,
        "thumbnail_height": snippets.SIGNATURE_SIDE * 2,
    }
    return {
        "version": "1.0",
        "type": "rich",
        "html": str(snippets.framed(found, form, width, height)),
        "width": width,
        "height": height,
        "title": f"{facts.name}, issued by {facts.issuer}",
        "author_name": facts.issuer,
        "author_url": shared.absolute(
            "public:issuer", found.credential.issuer.public_id
        ),
        "provider_name": "Laurel",
        "provider_url": settings.LAUREL.base_url,
        "cache_age": KEPT,
        **(fits if size == snippets.SIGNATURE_SIDE * 2 else {}),
    }


def _award_of(url: str) -> str:
    """The award whose page this is.

    Raises:
        NotFound: it is no award's page of this instance.
    """
    base = settings.LAUREL.base_url
    path = url.partition("?")[0].partition("#")[0]
    if not path.startswith(f"{base}/"):
        raise NotFound("not ours")
    try:
        match = resolve(path.removeprefix(base))
    except Resolver404:
        raise NotFound("no such page") from None
    if match.view_name != "public:award":
        raise NotFound("no award")
    return str(match.kwargs["award"])


def _room(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or len(text) > len("999999"):
        raise ValueError(name)
    return int(text)
