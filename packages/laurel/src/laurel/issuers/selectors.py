"""Reading issuers and their public documents."""

from typing import TYPE_CHECKING

from django.db.models import QuerySet
from obkit import issue

from laurel.design import selectors as design
from laurel.design.types import Brand, Shape, Style
from laurel.foundation import files
from laurel.issuers import addresses, documents
from laurel.issuers.errors import NotFound
from laurel.issuers.models import Issuer
from laurel.keys import selectors as keys
from laurel.keys.types import PublishedKey

if TYPE_CHECKING:
    from laurel.organizations.models import Organization


def public(public_id: str) -> Issuer:
    """The issuer that everybody may see.

    Raises:
        NotFound: there is none of that id.
    """
    issuer = Issuer.objects.filter(public_id=public_id).first()
    if issuer is None:
        raise NotFound("no such issuer")
    return issuer


def of_organization(organization: "Organization") -> QuerySet[Issuer]:
    """The organization's issuers, by name."""
    return Issuer.objects.filter(organization=organization).order_by("name", "pk")


def listed(*, limit: int) -> QuerySet[Issuer]:
    """The issuers of this instance, by name; for its front page."""
    return Issuer.objects.order_by("name", "pk")[:limit]


def facts(issuer: Issuer) -> issue.Issuer:
    """The issuer as credentials name it."""
    return documents.facts(issuer)


def profile(issuer: Issuer) -> bytes:
    """The Open Badges 3.0 Profile, JSON-LD."""
    return documents.profile(issuer)


def ob2_profile(issuer: Issuer) -> bytes:
    """The Open Badges 2.0 Profile, JSON-LD."""
    return documents.ob2_profile(issuer)


def did_document(issuer: Issuer) -> bytes:
    """The DID document with every key that ever signed."""
    return documents.did_document(issuer)


def jwk(issuer: Issuer, key_public_id: str) -> bytes:
    """One of the issuer's keys as a JWK.

    Raises:
        NotFound: it has no key of that id.
    """
    for key in keys.published(issuer.public_id):
        if key.public_id == key_public_id:
            return documents.jwk(issuer, key)
    raise NotFound("no such key")


def published_keys(issuer: Issuer) -> tuple[PublishedKey, ...]:
    """The issuer's keys for its staff: kind, age, whether one still signs."""
    return keys.published(issuer.public_id)


def logo(issuer: Issuer) -> bytes:
    """The issuer's logo, a PNG.

    Raises:
        NotFound: it has none.
    """
    if not issuer.logo:
        raise NotFound("no logo")
    return files.read(issuer.logo)


def signature(issuer: Issuer) -> bytes:
    """The picture of the signature under its certificates, a PNG.

    Raises:
        NotFound: it has none.
    """
    if not issuer.signature:
        raise NotFound("no signature")
    return files.read(issuer.signature)


def signature_url(issuer: Issuer) -> str:
    """The signature as a `data:` URL: it is shown to the staff and has no address.

    Raises:
        NotFound: it has none.
    """
    return design.png_url(signature(issuer))


def background(issuer: Issuer) -> bytes:
    """The picture behind its new badges, a PNG.

    Raises:
        NotFound: it has none.
    """
    if not issuer.background:
        raise NotFound("no background")
    return files.read(issuer.background)


def brand(issuer: Issuer) -> Brand:
    """The colours and letters that badge art is drawn from."""
    return Brand(
        name=issuer.name,
        colour=issuer.brand_colour,
        accent=issuer.accent_colour,
        mark=issuer.mark,
    )


def style(issuer: Issuer) -> Style:
    """What its new badges have in common."""
    return Style(
        shape=Shape(issuer.badge_shape) if issuer.badge_shape else None,
        image=design.png_url(background(issuer)) if issuer.background else "",
    )


def brand_css(issuer: Issuer, digest: str) -> bytes:
    """The style sheet with the issuer's colours, by the hash in its address.

    Raises:
        NotFound: the colours have changed since; the page names the new address.
    """
    css, current = _brand(issuer)
    if digest != current:
        raise NotFound("no such style sheet")
    return css.encode()


def brand_css_path(issuer: Issuer) -> str:
    """The path of that style sheet on our own host."""
    return f"/issuers/{issuer.public_id}/brand.{_brand(issuer)[1]}.css"


def brand_tokens(issuer: Issuer) -> dict[str, str]:
    """The colours made readable, by token (`--brand`, `--brand-ink`, …); for mail."""
    return design.brand_tokens(colour=issuer.brand_colour, accent=issuer.accent_colour)


def address(issuer: Issuer) -> str:
    """The issuer's public page."""
    return addresses.page(issuer.public_id)


def did(issuer: Issuer) -> str:
    """The issuer's id in Open Badges 3.0."""
    return addresses.did(issuer.public_id)


def _brand(issuer: Issuer) -> tuple[str, str]:
    # A page may show badges of several issuers, each in its own colours.
    scope = f'[data-brand="{issuer.public_id}"]'
    return design.brand_css(
        colour=issuer.brand_colour, accent=issuer.accent_colour, scope=scope
    )
