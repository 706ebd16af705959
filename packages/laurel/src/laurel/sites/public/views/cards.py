"""The picture that social networks show of a link to an award."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from laurel.achievements import selectors as achievements
from laurel.credentials import selectors as credentials
from laurel.credentials.types import CredentialStatus
from laurel.design import selectors as design
from laurel.design import services as pictures
from laurel.design.types import Card
from laurel.foundation import clock
from laurel.foundation.http import open_to_every_origin
from laurel.issuers import selectors as issuers
from laurel.sharing import selectors as sharing
from laurel.sites.public import holding, responses
from laurel.sites.ui import text

if TYPE_CHECKING:
    from laurel.credentials.models import Credential

PNG = "image/png"
WIDTH, HEIGHT = 1200, 630


@open_to_every_origin
@require_safe
@holding.as_disclosed
def card(request: HttpRequest, award: str) -> HttpResponse:
    """The picture as of now; whoever asks by an old address gets it too, for a short while."""
    credential, decided = credentials.public(award), holding.award_of(request, award)
    shown = card_of(credential, sharing.endorser(credential, decided))
    body = pictures.card_of(card=shown)
    current = request.GET.get("v") == design.card_version(shown)
    max_age = responses.SETTLED if current else responses.FRESH
    return responses.document(request, body, PNG, max_age=max_age)


def head_of(credential: "Credential", endorser: str) -> dict[str, object]:
    """What the head of an award page says about the picture; `endorser` as it is shared."""
    path = reverse("public:card", args=[credential.award_public_id])
    shown = card_of(credential, endorser)
    version = design.card_version(shown)
    alt = achievements.alt_text(credential.achievement_version)
    if shown.recipient:
        alt += f", awarded to {shown.recipient}"
    if shown.endorser:
        alt += f", endorsed by {shown.endorser}"
    return {
        "url": f"{settings.LAUREL.base_url}{path}?v={version}",
        "width": WIDTH,
        "height": HEIGHT,
        # Also what the machine has no letters for: readers of the text have them.
        "alt": alt,
    }


def card_of(credential: "Credential", endorser: str) -> Card:
    """What the card of this award says. Nobody is named beside a stamp: they stood by it before."""
    issuer, brand = credential.issuer, issuers.brand(credential.issuer)
    stamp = _stamp(credential)
    art = achievements.picture(credential.achievement_version).png
    return Card(
        issuer=text.clean(credential.issuer_name),
        colour=brand.colour,
        accent=brand.accent,
        mark=brand.mark,
        logo=design.png_url(issuers.logo(issuer)) if issuer.logo else "",
        art=design.png_url(art),
        title=text.clean(credential.achievement_name),
        recipient=text.clean(credential.recipient_name),
        stamp=stamp,
        endorser="" if stamp else text.clean(endorser),
    )


def _stamp(credential: "Credential") -> str:
    if credential.status != CredentialStatus.ACTIVE:  # the others are stamped by name
        return credential.status.capitalize()
    return "Expired" if credential.expired(clock.now()) else ""
